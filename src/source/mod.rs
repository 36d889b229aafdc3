//! A file's bytes to text.
//!
//! In: bytes (and the encoding a reviewer chose, if one did). Out: a [`Source`] with the decoded [`Text`], what it was encoded in
//! and the hash of the bytes, or the reason why the file cannot be read. Knows nothing of disks, nor of what the text says.
//!
//! A file is read by what it holds, whatever its name says. What is no text already is converted; the same bytes and the same [`Converter`] always
//! give the same text, so that positions in it can be kept:
//!
//! | format | what becomes text | places |
//! | --- | --- | --- |
//! | plain text, Markdown | all of it; signs and targets of links of Markdown apart | |
//! | HTML, MHT | what the page shows; what stands around the document is kept as furniture | |
//! | DOCX, ODT, RTF | paragraphs with automatic numbers, tables with tabs, notes behind; tracked changes as accepted | paragraph |
//! | PDF, OFD | lines joined to paragraphs; page numbers and headers as furniture | page |
//! | EPUB | chapters in their order | chapter |

mod docx;
mod encoding;
mod epub;
mod format;
mod html;
mod lines;
mod markdown;
mod numbering;
mod odt;
mod ofd;
mod package;
mod page;
mod pdf;
mod rtf;
mod web_archive;
mod xml;

use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

pub use encoding::Encoding;
pub use format::{Converter, Format, is_known_format};
pub use lines::{PlaceUnit, Places};

use self::lines::Converted;
use crate::text::{Span, Text};

/// Larger files are refused: the longest bulletin is a thousandth of this, and whatever is larger would take an office machine's memory.
pub const MAX_BYTES: usize = 64 << 20;

/// A readable file.
#[derive(Debug, Clone)]
pub struct Source {
    /// The text: decoded with its byte-order mark removed and CRLF and CR turned into LF, nothing else changed; or converted.
    pub text: Arc<Text>,
    pub encoding: Encoding,
    /// Whether bytes had to be replaced by U+FFFD: the encoding is then probably not the right one.
    pub has_errors: bool,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    pub format: Format,
    /// The document itself: what lies outside was put there by a website or a page layout, as far as the format tells.
    pub content: Span,
    /// Where in the original the lines stand.
    pub places: Option<Arc<Places>>,
}

/// How bytes became characters: the same bytes read in the same way always give the same text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub encoding: Encoding,
    /// None for a file that is text itself.
    pub converter: Option<Converter>,
}

impl Source {
    /// How its bytes were read.
    #[must_use]
    pub fn reading(&self) -> Reading {
        Reading {
            encoding: self.encoding,
            converter: self.converter(),
        }
    }

    /// What made the text, where the file is no text itself.
    #[must_use]
    pub fn converter(&self) -> Option<Converter> {
        self.format.converter()
    }
}

/// Why a file is not read, for the list of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// A format that this version has no reader for.
    UnknownFormat,
    /// Named as text, but the bytes are not (NULs or control characters in number).
    NotText,
    /// Above [`MAX_BYTES`], or its text is.
    TooLarge,
    /// Named as a text, but a pipe, a device or the like.
    NotAFile,
    /// The binary format of Word up to 2003, or of WPS.
    Legacy,
    /// Opens with a password only.
    Encrypted,
    /// Its pages are pictures.
    Scanned,
    /// Begins as a format that is known, but is broken or cut off.
    Damaged,
    /// Unpacks to far more than any document.
    Bomb,
    /// Nests deeper than any document.
    TooDeep,
}

/// Reads a file. `encoding` is what the reviewer chose; without it the encoding is detected. Formats that say theirs themselves ignore it.
///
/// # Errors
/// Says why the bytes are not a text that can be reviewed.
pub fn read(path: &Path, bytes: &[u8], encoding: Option<Encoding>) -> Result<Source, Unreadable> {
    if !is_known_format(path) {
        return Err(Unreadable::UnknownFormat);
    }
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    match Format::of(path, bytes)? {
        Format::Text => read_text(bytes, encoding),
        format @ (Format::Html | Format::Markdown) => {
            read_marked_up(format, (bytes, bytes), encoding)
        }
        Format::WebArchive => {
            let page = web_archive::page(bytes)?;
            read_marked_up(Format::WebArchive, (bytes, &page), encoding)
        }
        format => Ok(converted(
            format,
            bytes,
            Encoding::Utf8,
            false,
            convert(format, bytes)?,
        )),
    }
}

/// A text that comes as characters and not as a file, such as a line of a stream. The hash is that of its UTF-8.
///
/// # Errors
/// Where it is no text that can be reviewed.
pub fn of_characters(text: &str) -> Result<Source, Unreadable> {
    if text.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    read_text(text.as_bytes(), Some(Encoding::Utf8))
}

fn read_text(bytes: &[u8], encoding: Option<Encoding>) -> Result<Source, Unreadable> {
    let encoding = encoding.unwrap_or_else(|| Encoding::detect(bytes));
    let (decoded, has_errors) = encoding.decode(bytes);
    if is_binary(&decoded) {
        return Err(Unreadable::NotText);
    }
    let text = Text::new(with_lf_line_ends(decoded));
    Ok(Source {
        content: Span::new(0, text.len()),
        text: Arc::new(text),
        encoding,
        has_errors,
        sha256: sha256_hex(bytes),
        format: Format::Text,
        places: None,
    })
}

/// Text with signs in it. `bytes` are the file's and those of the text, which may lie in it.
fn read_marked_up(
    format: Format,
    (file, bytes): (&[u8], &[u8]),
    encoding: Option<Encoding>,
) -> Result<Source, Unreadable> {
    let is_page = format != Format::Markdown;
    let encoding = encoding.unwrap_or_else(|| {
        if is_page {
            html::encoding_of(bytes)
        } else {
            Encoding::detect(bytes)
        }
    });
    let (decoded, has_errors) = encoding.decode(bytes);
    if is_binary(&decoded) {
        return Err(Unreadable::NotText);
    }
    let words = with_lf_line_ends(decoded);
    let text = if is_page {
        html::convert(&words)?
    } else {
        markdown::convert(&words)?
    };
    Ok(converted(format, file, encoding, has_errors, text))
}

/// Converts a file that says itself how its characters are written.
fn convert(format: Format, bytes: &[u8]) -> Result<Converted, Unreadable> {
    let package = || package::Package::open(bytes);
    match format {
        Format::Docx => docx::convert(&mut package()?),
        Format::Odt => odt::convert(&mut package()?),
        Format::Ofd => ofd::convert(&mut package()?),
        Format::Epub => epub::convert(&mut package()?),
        Format::Rtf => rtf::convert(bytes),
        Format::Pdf => pdf::convert(bytes),
        Format::Text | Format::Html | Format::WebArchive | Format::Markdown => {
            unreachable!("these are decoded first")
        }
    }
}

fn converted(
    format: Format,
    bytes: &[u8],
    encoding: Encoding,
    has_errors: bool,
    converted: Converted,
) -> Source {
    Source {
        text: Arc::new(Text::new(converted.text)),
        encoding,
        has_errors,
        sha256: sha256_hex(bytes),
        format,
        content: converted.content,
        places: converted.places.map(Arc::new),
    }
}

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// CRLF and lone CR become LF.
fn with_lf_line_ends(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Text holds no NUL; more than one control character in ten means that the bytes are something else.
fn is_binary(text: &str) -> bool {
    let mut n_chars = 0_usize;
    let mut n_control = 0_usize;
    for c in text.chars().take(4096) {
        n_chars += 1;
        n_control += usize::from(c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}'));
        if c == '\0' {
            return true;
        }
    }
    n_control * 10 > n_chars
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str =
        "关于印发《数字乡村发展工作要点》的通知\r\n各市教育局:5月底前报送。\r第二行";
    const LF: &str = "关于印发《数字乡村发展工作要点》的通知\n各市教育局:5月底前报送。\n第二行";

    fn read_text(bytes: &[u8]) -> Source {
        read(Path::new("通知.txt"), bytes, None).expect("readable")
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let utf16 = |to_bytes: fn(u16) -> [u8; 2], mark: [u8; 2]| {
            let mut bytes = mark.to_vec();
            bytes.extend(WORDS.encode_utf16().flat_map(to_bytes));
            bytes
        };
        let mut with_mark = vec![0xEF, 0xBB, 0xBF];
        with_mark.extend(WORDS.as_bytes());
        let gb = encoding_rs::GB18030.encode(WORDS).0.into_owned();
        for (bytes, encoding) in [
            (WORDS.as_bytes().to_vec(), Encoding::Utf8),
            (with_mark, Encoding::Utf8Bom),
            (utf16(u16::to_le_bytes, [0xFF, 0xFE]), Encoding::Utf16Le),
            (utf16(u16::to_be_bytes, [0xFE, 0xFF]), Encoding::Utf16Be),
            (gb, Encoding::Gb18030),
        ] {
            let source = read_text(&bytes);
            assert_eq!(source.encoding, encoding);
            assert_eq!(source.text.as_str(), LF, "{encoding:?}");
            assert!(!source.has_errors);
        }
    }

    #[test]
    fn utf_16_without_a_mark_is_told_by_its_line_ends_and_digits() {
        let bytes: Vec<u8> = "2024年5月\n工作月报\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read_text(&bytes).encoding, Encoding::Utf16Le);
    }

    #[test]
    fn utf_8_that_was_cut_off_or_has_a_wrong_byte_in_it_stays_utf_8() {
        let cut = &WORDS.as_bytes()[..WORDS.len() - 1];
        let mut wrong = WORDS.as_bytes().to_vec();
        wrong[30] = 0xFF;
        for bytes in [cut, &wrong] {
            let source = read_text(bytes);
            assert_eq!(source.encoding, Encoding::Utf8);
            assert!(source.has_errors);
        }
    }

    #[test]
    fn a_wrong_guess_can_be_overruled() {
        let gb = encoding_rs::GB18030.encode(WORDS).0.into_owned();
        let source = read(Path::new("a.txt"), &gb, Some(Encoding::Utf8)).expect("readable");
        assert!(source.has_errors);
    }

    #[test]
    fn other_files_are_refused_with_the_reason() {
        assert_eq!(
            read(Path::new("a.xlsx"), b"PK", None).err(),
            Some(Unreadable::UnknownFormat)
        );
        assert_eq!(
            read(Path::new("a.txt"), b"\x7fELF\x00\x00\x01", None).err(),
            Some(Unreadable::NotText)
        );
        assert!(
            read(Path::new("空.TXT"), b"", None).is_ok(),
            "an empty file is a document with no text"
        );
    }
}
