//! A file's bytes to text.
//!
//! In: bytes (and the encoding a reviewer chose, if one did). Out: a [`Source`] with the decoded [`Text`], what it was encoded in
//! and the hash of the bytes, or the reason why the file cannot be read. Knows nothing of disks, nor of what the text says.

mod encoding;

use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

pub use encoding::Encoding;

use crate::text::Text;

/// Larger files are refused: the longest bulletin is a thousandth of this, and whatever is larger would take an office machine's memory.
pub const MAX_BYTES: usize = 64 << 20;

/// A readable file.
#[derive(Debug, Clone)]
pub struct Source {
    /// The decoded text: byte-order mark removed, CRLF and CR turned into LF, nothing else changed.
    pub text: Arc<Text>,
    pub encoding: Encoding,
    /// Whether bytes had to be replaced by U+FFFD: the encoding is then probably not the right one.
    pub has_errors: bool,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
}

/// Why a file is not read, for the list of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// A format that this version has no reader for.
    UnknownFormat,
    /// Named as text, but the bytes are not (NULs or control characters in number).
    NotText,
    /// Above [`MAX_BYTES`].
    TooLarge,
    /// Named as a text, but a pipe, a device or the like.
    NotAFile,
}

/// Whether a file's name says that this version reads it.
#[must_use]
pub fn is_known_format(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("txt"))
}

/// Decodes a file. `encoding` is what the reviewer chose; without it the encoding is detected.
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
    let encoding = encoding.unwrap_or_else(|| Encoding::detect(bytes));
    let (decoded, has_errors) = encoding.decode(bytes);
    if is_binary(&decoded) {
        return Err(Unreadable::NotText);
    }
    Ok(Source {
        text: Arc::new(Text::new(with_lf_line_ends(decoded))),
        encoding,
        has_errors,
        sha256: sha256_hex(bytes),
    })
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
            read(Path::new("a.pdf"), b"%PDF", None).err(),
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
