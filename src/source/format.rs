//! Which format a file is in: told by what it holds, and by its name only where that says nothing.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::package::Package;
use super::{Encoding, Unreadable, docx, epub, html, odt, ofd, pdf, rtf, web_archive};

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Text,
    Markdown,
    Html,
    WebArchive,
    Docx,
    Odt,
    Rtf,
    Pdf,
    Ofd,
    Epub,
}

/// What made a text out of a file that is none: the format and how often its rules have changed. Kept in sidecars, because positions belong to one text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Converter(String);

impl Converter {
    /// Such as `docx 1`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl Converter {
    /// Every converter that there has been.
    pub fn all() -> impl Iterator<Item = Self> {
        Format::CONVERTED.into_iter().flat_map(|format| {
            let versions = 1..=format.version();
            versions.map(move |version| Self(format!("{} {version}", format.name())))
        })
    }
}

impl fmt::Display for Converter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Endings of names that are documents, with those of legacy formats, which are told apart from the others by what they hold.
const ENDINGS: [&str; 17] = [
    "txt", "md", "markdown", "html", "htm", "shtml", "xhtml", "mht", "mhtml", "docx", "odt", "rtf",
    "pdf", "ofd", "epub", "doc", "wps",
];

/// Whether a file's name says that it may be a document.
#[must_use]
pub fn is_known_format(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            ENDINGS
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
        })
}

impl Format {
    /// Those that are no text themselves.
    const CONVERTED: [Self; 9] = [
        Self::Markdown,
        Self::Html,
        Self::WebArchive,
        Self::Docx,
        Self::Odt,
        Self::Rtf,
        Self::Pdf,
        Self::Ofd,
        Self::Epub,
    ];

    /// Its name in sidecars and exchange formats.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::WebArchive => "mht",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Pdf => "pdf",
            Self::Ofd => "ofd",
            Self::Epub => "epub",
        }
    }

    /// How often the rules that make its text have changed. To be raised whenever the same file comes to give another text.
    const fn version(self) -> u32 {
        match self {
            Self::Text => 0,
            Self::Docx => 1,
            // Notes, spaces and headers of pages; numbers that go on over lists; text boxes behind their paragraph; numbers before headings.
            _ => 2,
        }
    }

    /// What makes its text; none where the file is text already.
    #[must_use]
    pub fn converter(self) -> Option<Converter> {
        let is_text = self == Self::Text;
        (!is_text).then(|| Converter(format!("{} {}", self.name(), self.version())))
    }

    /// Whether a reviewer can say in which encoding it is: the others say so themselves.
    #[must_use]
    pub const fn has_encoding(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Markdown | Self::Html | Self::WebArchive
        )
    }

    /// The format of a file.
    ///
    /// # Errors
    /// Where it is one that is known but not read.
    pub(super) fn of(path: &Path, bytes: &[u8]) -> Result<Self, Unreadable> {
        if Package::is_one(bytes) {
            return of_package(bytes);
        }
        if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            return Err(of_compound_file(bytes));
        }
        if rtf::is_one(bytes) {
            return Ok(Self::Rtf);
        }
        if pdf::is_one(bytes) {
            return Ok(Self::Pdf);
        }
        if web_archive::is_one(bytes) {
            return Ok(Self::WebArchive);
        }
        // The mark of a page is written in the first few characters of any encoding.
        let head = &bytes[..bytes.len().min(2048)];
        let (beginning, _) = Encoding::detect(head).decode(head);
        if html::is_one(&beginning) {
            return Ok(Self::Html);
        }
        let ending = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        match ending.as_str() {
            "html" | "htm" | "shtml" | "xhtml" => Ok(Self::Html),
            "md" | "markdown" => Ok(Self::Markdown),
            "txt" => Ok(Self::Text),
            // Plain text under the name of an old document is common; anything else is broken.
            "doc" | "wps" | "rtf"
                if std::str::from_utf8(bytes).is_ok_and(|words| !words.contains('\0'))
                    && !bytes.is_empty() =>
            {
                Ok(Self::Text)
            }
            _ => Err(Unreadable::Damaged),
        }
    }
}

fn of_package(bytes: &[u8]) -> Result<Format, Unreadable> {
    let mut package = Package::open(bytes)?;
    if package.has(docx::USUAL_PART) {
        return Ok(Format::Docx);
    }
    if package.has(ofd::ROOT) {
        return Ok(Format::Ofd);
    }
    if package.has("mimetype") {
        let kind = package.bytes("mimetype")?;
        if kind.starts_with(odt::MIME.as_bytes()) {
            return Ok(Format::Odt);
        }
        if kind.starts_with(epub::MIME.as_bytes()) {
            return Ok(Format::Epub);
        }
    }
    let is_word = package.names().iter().any(|name| name.starts_with("word/"));
    if is_word {
        Ok(Format::Docx)
    } else {
        Err(Unreadable::UnknownFormat)
    }
}

/// What a file is that Microsoft's compound format holds: the names of its streams, in UTF-16, tell.
fn of_compound_file(bytes: &[u8]) -> Unreadable {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        Unreadable::Encrypted
    } else if has("WordDocument") || has("WpsDocument") || has("CONTENTS") {
        Unreadable::Legacy
    } else {
        Unreadable::UnknownFormat
    }
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::package;
    use super::*;

    fn of(name: &str, bytes: &[u8]) -> Result<Format, Unreadable> {
        Format::of(Path::new(name), bytes)
    }

    #[test]
    fn a_file_is_what_it_holds_and_not_what_it_is_called() {
        let docx = package(&[("word/document.xml", "<w:document/>")]);
        let odt = package(&[("mimetype", odt::MIME)]);
        let table = package(&[("xl/workbook.xml", "<w/>")]);
        let mut old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....".to_vec();
        old.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
        let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....".to_vec();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        for (name, bytes, format) in [
            ("通报.txt", &b"<!DOCTYPE html><p>"[..], Ok(Format::Html)),
            ("通报.doc", b"<html><p>", Ok(Format::Html)),
            ("通报.doc", b"{\\rtf1 x}", Ok(Format::Rtf)),
            ("通报.docx", b"%PDF-1.7", Ok(Format::Pdf)),
            ("通报.pdf", &docx, Ok(Format::Docx)),
            ("通报.docx", &odt, Ok(Format::Odt)),
            ("通报.docx", &table, Err(Unreadable::UnknownFormat)),
            ("通报.doc", &old, Err(Unreadable::Legacy)),
            ("通报.docx", &locked, Err(Unreadable::Encrypted)),
            ("通报.wps", "各市教育局".as_bytes(), Ok(Format::Text)),
            ("通报.md", "# 通报".as_bytes(), Ok(Format::Markdown)),
            ("通报.txt", "# 通报".as_bytes(), Ok(Format::Text)),
            ("通报.htm", "<p>通报".as_bytes(), Ok(Format::Html)),
            ("通报.pdf", b"\x00\x01", Err(Unreadable::Damaged)),
            (
                "通报.docx",
                &docx[..docx.len() / 2],
                Err(Unreadable::Damaged),
            ),
        ] {
            assert_eq!(of(name, bytes), format, "{name}");
        }
    }

    #[test]
    fn a_page_in_utf_16_is_a_page() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("<html><p>数据".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(of("a.txt", &bytes), Ok(Format::Html));
    }
}
