//! Reading a file of the folder whole, up to a limit.
//!
//! What comes in a folder is trusted neither to be small nor to be a file at all: a pipe would never end, and one gigabyte under the name of a
//! bulletin would take the machine's memory. Documents and the codebook may be symbolic links, since they are only read; an annotation file may
//! not: what a reviewer decides is kept in the folder, and nothing outside is taken for it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::document::{LoadFailure, ReadOnlyReason};
use super::permissions::own_folders;
use crate::annotation::sidecar;
use crate::codebook::{self, CodebookError};
use crate::source::{self, Unreadable};

/// Why there are no bytes.
pub(super) enum Failure {
    Io(io::Error),
    /// A pipe, a socket, a device or a folder.
    NotAFile,
    TooLarge,
}

/// The bytes of a document.
pub(super) fn read_source(path: &Path) -> Result<Vec<u8>, LoadFailure> {
    read_up_to(source::MAX_BYTES, path).map_err(|failure| match failure {
        Failure::Io(error) => LoadFailure::Io(error.to_string()),
        Failure::NotAFile => LoadFailure::Unreadable(Unreadable::NotAFile),
        Failure::TooLarge => LoadFailure::Unreadable(Unreadable::TooLarge),
    })
}

/// The words of an annotation file, none where there is no such file.
pub(super) fn read_sidecar(path: &Path) -> Result<Option<String>, ReadOnlyReason> {
    let is_link = |at: &Path| fs::symlink_metadata(at).is_ok_and(|known| known.is_symlink());
    if is_link(path) || own_folders(path).any(is_link) {
        return Err(ReadOnlyReason::Link);
    }
    match read_up_to(sidecar::MAX_BYTES, path) {
        Ok(bytes) => match text_of(bytes) {
            Ok(ron) => Ok(Some(ron)),
            Err(line) => Err(ReadOnlyReason::NotUtf8 { line }),
        },
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(Failure::Io(error)) => Err(ReadOnlyReason::Io(error.to_string())),
        Err(Failure::NotAFile) => Err(ReadOnlyReason::NotAFile),
        Err(Failure::TooLarge) => Err(ReadOnlyReason::TooLarge),
    }
}

/// The bytes of a file that the program keeps for itself, none where there is no such file, or where a link leads to it.
pub(super) fn read_own(limit: usize, path: &Path) -> Option<Vec<u8>> {
    let is_link = |at: &Path| fs::symlink_metadata(at).is_ok_and(|known| known.is_symlink());
    if own_folders(path).any(is_link) {
        return None;
    }
    read_up_to(limit, path).ok()
}

/// The words of a codebook, none where there is no such file.
pub(super) fn read_codebook_file(path: &Path) -> Result<Option<String>, CodebookError> {
    let at_line = |line: usize, message: String| CodebookError::Syntax {
        line,
        column: 1,
        message,
    };
    match read_up_to(codebook::MAX_BYTES, path) {
        Ok(bytes) => match text_of(bytes) {
            Ok(ron) => Ok(Some(ron)),
            Err(line) => Err(at_line(line, "not UTF-8".to_owned())),
        },
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(Failure::Io(error)) => Err(at_line(1, error.to_string())),
        Err(Failure::NotAFile) => Err(at_line(1, "not a file".to_owned())),
        Err(Failure::TooLarge) => Err(CodebookError::TooLarge),
    }
}

/// The bytes of a file that is no larger.
pub(super) fn read_up_to(limit: usize, path: &Path) -> Result<Vec<u8>, Failure> {
    // Asked before opening: opening a pipe waits for somebody to write.
    let known = fs::metadata(path).map_err(Failure::Io)?;
    if !known.is_file() {
        return Err(Failure::NotAFile);
    }
    let n_bytes = usize::try_from(known.len()).unwrap_or(usize::MAX);
    if n_bytes > limit {
        return Err(Failure::TooLarge);
    }
    let mut bytes = Vec::with_capacity(n_bytes);
    let file = File::open(path).map_err(Failure::Io)?;
    // One byte more than may be: the file may have grown meanwhile, or have said nothing of its size.
    file.take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(Failure::Io)?;
    if bytes.len() > limit {
        return Err(Failure::TooLarge);
    }
    Ok(bytes)
}

/// UTF-8 without the byte-order mark that Windows editors put in front, or the line (from 1) where it is none.
fn text_of(bytes: Vec<u8>) -> Result<String, usize> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(match text.strip_prefix('\u{FEFF}') {
            Some(text) => text.to_owned(),
            None => text,
        }),
        Err(error) => {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            Err(memchr::memchr_iter(b'\n', valid).count() + 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_largest_size_is_read_and_one_byte_more_refused_without_reading() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("大.txt");
        let file = File::create(&path).expect("creates");
        file.set_len(1024).expect("takes no room");
        assert_eq!(
            read_up_to(1024, &path).ok().map(|bytes| bytes.len()),
            Some(1024)
        );
        file.set_len(1 << 40).expect("takes no room");
        assert!(matches!(read_up_to(1024, &path), Err(Failure::TooLarge)));
    }

    #[test]
    fn what_says_nothing_of_its_size_is_cut_off_at_the_limit() {
        // A file of /proc has the length 0 and more bytes than that.
        let path = Path::new("/proc/self/maps");
        if path.is_file() {
            assert!(matches!(read_up_to(16, path), Err(Failure::TooLarge)));
        }
        let folder = tempfile::tempdir().expect("a folder");
        assert!(matches!(
            read_up_to(16, folder.path()),
            Err(Failure::NotAFile)
        ));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_the_programs_own_is_neither_a_link_nor_a_pipe_nor_huge() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("好"), "草稿").expect("writes");
        std::os::unix::fs::symlink(at("好"), at("链接")).expect("links");
        let made = std::process::Command::new("mkfifo")
            .arg(at("管道"))
            .status();
        assert!(made.expect("mkfifo runs").success());
        let file = File::create(at("大")).expect("creates");
        file.set_len(1 << 40).expect("takes no room");
        let read = |name: &str| read_sidecar(&at(name));
        assert_eq!(read("好"), Ok(Some("草稿".to_owned())));
        assert_eq!(read("没有"), Ok(None));
        assert_eq!(read("链接"), Err(ReadOnlyReason::Link));
        assert_eq!(read("管道"), Err(ReadOnlyReason::NotAFile));
        assert_eq!(read("大"), Err(ReadOnlyReason::TooLarge));
    }

    #[test]
    fn a_mark_is_taken_off_and_bytes_that_are_no_utf_8_are_told_by_their_line() {
        assert_eq!(text_of("\u{FEFF}一".into()), Ok("一".to_owned()));
        assert_eq!(text_of(b"Sidecar(\n\xD6\xD0".to_vec()), Err(2));
        assert_eq!(text_of(Vec::new()), Ok(String::new()));
    }
}
