//! ZIP packages: DOCX, ODT, OFD and EPUB are folders in one file.
//!
//! In: a file's bytes. Out: its parts by name, unpacked as they are read. Nothing is taken on trust: what is read of one package unpacks to
//! [`MAX_UNPACKED`] bytes at most, and to no more than [`MOST_TIMES`] its own size where that is much; a package with more parts than the old ZIP
//! format can count is none of ours.

use std::io::{self, BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Unreadable;

/// All parts of a package that are read, unpacked: the mark-up of some ten thousand pages.
const MAX_UNPACKED: u64 = 96 << 20;

/// Up to here no ratio is suspicious: a short text in a long style sheet.
const UNSUSPICIOUS: u64 = 8 << 20;

/// Mark-up of documents is packed to a tenth or a thirtieth; tables of nothing but the same cells to less.
const MOST_TIMES: u64 = 150;

/// A package with what may still be unpacked of it.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Whether bytes begin as a ZIP package does.
    pub(super) fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK\x03\x04")
    }

    /// # Errors
    /// Where the bytes are no package that can be read.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        if n_parts(bytes).is_none_or(|n| n == u16::MAX) {
            return Err(Unreadable::Damaged);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
        Ok(Self {
            archive,
            left: MAX_UNPACKED.min((bytes.len() as u64 * MOST_TIMES).max(UNSUSPICIOUS)),
        })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The names of all parts, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .archive
            .file_names()
            .flatten()
            .map(std::borrow::Cow::into_owned)
            .collect();
        names.sort();
        names
    }

    /// A part, unpacked as it is read.
    ///
    /// # Errors
    /// [`Unreadable::Encrypted`] where it wants a password, [`Unreadable::Damaged`] where it is not there or cannot be unpacked.
    pub(super) fn part(&mut self, name: &str) -> Result<BufReader<impl Read>, Unreadable> {
        let part = self.archive.by_name(name).map_err(|error| match error {
            ZipError::UnsupportedArchive(reason) if reason == ZipError::PASSWORD_REQUIRED => {
                Unreadable::Encrypted
            }
            _ => Unreadable::Damaged,
        })?;
        Ok(BufReader::new(Bounded {
            part,
            left: &mut self.left,
        }))
    }

    /// A part that is small, whole.
    ///
    /// # Errors
    /// As [`Self::part`]; [`Unreadable::Bomb`] where it is not small at all.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Unreadable> {
        let mut bytes = Vec::new();
        let read = self.part(name)?.read_to_end(&mut bytes);
        read.map_err(|error| {
            if is_bomb(&error) {
                Unreadable::Bomb
            } else {
                Unreadable::Damaged
            }
        })?;
        Ok(bytes)
    }
}

/// Whether reading ended because more was unpacked than any document has.
pub(super) fn is_bomb(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::FileTooLarge
}

/// Reads up to what is left, and fails beyond it.
struct Bounded<'p, R> {
    part: R,
    left: &'p mut u64,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.part.read(buffer)?;
        *self.left = self
            .left
            .checked_sub(n as u64)
            .ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(n)
    }
}

/// How many parts the package says it has, from the record at its end.
fn n_parts(bytes: &[u8]) -> Option<u16> {
    const END: &[u8] = b"PK\x05\x06";
    // The record has 22 bytes and a comment of up to 65,535 behind it.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let at = memchr::memmem::rfind(&bytes[from..], END)?;
    let count = bytes.get(from + at + 10..from + at + 12)?;
    Some(u16::from_le_bytes([count[0], count[1]]))
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A package with these parts.
    pub(in crate::source) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, words) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .expect("begins a part");
            writer.write_all(words.as_bytes()).expect("writes");
        }
        writer.finish().expect("finishes").into_inner()
    }

    #[test]
    fn parts_are_read_by_name() {
        let bytes = package(&[("乙.xml", "二"), ("甲.xml", "一")]);
        let mut package = Package::open(&bytes).expect("opens");
        assert_eq!(package.names(), ["乙.xml", "甲.xml"]);
        assert_eq!(package.bytes("甲.xml").as_deref(), Ok("一".as_bytes()));
        assert_eq!(package.bytes("丙.xml"), Err(Unreadable::Damaged));
        assert!(Package::open(&bytes[..bytes.len() - 30]).is_err());
    }

    #[test]
    fn what_unpacks_to_more_than_any_document_is_left_packed() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .start_file("word/document.xml", SimpleFileOptions::default())
            .expect("begins a part");
        let zeros = vec![b' '; 1 << 20];
        for _ in 0..20 {
            writer.write_all(&zeros).expect("writes");
        }
        let bytes = writer.finish().expect("finishes").into_inner();
        assert!(bytes.len() < 1 << 20, "it is small as it lies there");
        let mut package = Package::open(&bytes).expect("opens");
        let mut part = package.part("word/document.xml").expect("is there");
        let read = io::copy(&mut part, &mut io::sink());
        assert!(read.is_err_and(|error| is_bomb(&error)));
    }
}
