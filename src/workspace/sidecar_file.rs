//! Sidecars on disk: where they lie and how they are written so that no crash takes a decision away.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::LoadedDocument;
use super::disk::{Disk, OWN_FOLDER, RealDisk, write_whole, write_whole_beside_others};
use super::document::ReadOnlyReason;
use super::generations::{keep, thin_out};
use crate::annotation::sidecar::{self, MAX_BYTES as MAX_SIDECAR_BYTES, QuoteMismatch};
use crate::source::{is_known_format, sha256_hex};

/// The longest file name that common file systems take, in bytes.
pub(super) const MAX_NAME_BYTES: usize = 255;

/// What a temporary file's name has beside the sidecar's: a dot before, `.tmp` behind.
const TEMPORARY_BYTES: usize = 5;

/// Why a sidecar was not saved. What was on disk is still whole.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file at fault and what is wrong, in the operating system's words.
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("{0}")]
    Quote(#[from] QuoteMismatch),
    /// What somebody else has written there meanwhile cannot be read; it is left alone.
    #[error("{0:?}")]
    Foreign(ReadOnlyReason),
}

/// What a reviewer can do something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveCause {
    /// No room is left, or no more is granted.
    Full,
    /// The folder may not be written.
    Denied,
    /// The folder is not there any more: moved, or on a drive that was unplugged.
    Gone,
    /// What somebody else has written there cannot be read.
    Foreign,
    Other,
}

impl SaveError {
    #[must_use]
    pub fn cause(&self) -> SaveCause {
        use io::ErrorKind;
        let error = match self {
            Self::Io(error) => error,
            Self::Foreign(_) => return SaveCause::Foreign,
            Self::Quote(_) => return SaveCause::Other,
        };
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => SaveCause::Full,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => SaveCause::Denied,
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::StaleNetworkFileHandle => {
                SaveCause::Gone
            }
            _ => SaveCause::Other,
        }
    }
}

/// A reviewer who keeps decisions in sidecars of their own, by a name that can stand in a file's name on every system.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reviewer(Arc<str>);

impl Reviewer {
    /// None where the name is empty, holds a sign that file names cannot have, begins or ends with a dot or space, or ends like a
    /// document (`通报.txt.甲.txt.piyue.ron` would be the sidecar of `通报.txt.甲.txt`).
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let is_forbidden = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
        let has_edge = name.starts_with(['.', ' ']) || name.ends_with(['.', ' ']);
        let is_fit = !name.is_empty()
            && !name.contains(is_forbidden)
            && !has_edge
            && !is_known_format(Path::new(name))
            && !is_known_format(&Path::new("_").with_extension(name));
        is_fit.then(|| Self(name.into()))
    }

    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// Where the annotation of a document lies that is in no reviewer's name, both relative to the workspace's root.
#[must_use]
pub fn sidecar_path(document: &Path) -> PathBuf {
    sidecar_path_of(document, None)
}

/// Where a reviewer's annotation of a document lies, both relative to the workspace's root: beside it, or under `.piyue/long/` where that
/// name would be too long for a file system.
#[must_use]
pub fn sidecar_path_of(document: &Path, reviewer: Option<&Reviewer>) -> PathBuf {
    let mut name = document.file_name().map(OsString::from).unwrap_or_default();
    if let Some(reviewer) = reviewer {
        name.push(".");
        name.push(reviewer.name());
    }
    name.push(".piyue.ron");
    if name.len() + TEMPORARY_BYTES > MAX_NAME_BYTES {
        let hash = sha256_hex(name.as_encoded_bytes());
        return document
            .with_file_name(OWN_FOLDER)
            .join("long")
            .join(format!("{hash}.ron"));
    }
    document.with_file_name(name)
}

/// The text of a document's sidecar.
///
/// # Errors
/// Where a decision's place does not hold its quote: a fault of the program, and nothing may be written then.
pub fn document_ron(document: &LoadedDocument) -> Result<String, QuoteMismatch> {
    sidecar::write(
        &document.annotation,
        &document.source.text,
        document.source_note(),
    )
}

/// Replaces a sidecar after its generation of before the session was kept. `sidecar` is relative to the root; `is_alone` says that no other
/// program can be writing in the folder meanwhile.
pub(super) fn replace_sidecar(
    disk: &dyn Disk,
    root: &Path,
    sidecar: &Path,
    ron: &str,
    session: &str,
    is_alone: bool,
) -> io::Result<()> {
    // What could not be read again is not written.
    if ron.len() > MAX_SIDECAR_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let is_kept = keep(disk, root, sidecar, session)?;
    let write = if is_alone {
        write_whole
    } else {
        write_whole_beside_others
    };
    write(disk, &root.join(sidecar), ron.as_bytes())?;
    if is_kept {
        thin_out(disk, root, sidecar, session);
    }
    Ok(())
}

/// Replaces a sidecar: a temporary file beside it, synced, renamed over it, the folder synced. When this returns, the words are on disk.
///
/// # Errors
/// Where a step fails, with the file at fault in its words; what was there before is then still there whole.
pub fn write_sidecar(path: &Path, ron: &str) -> io::Result<()> {
    write_whole(&RealDisk, path, ron.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_sidecar_lies_beside_its_document() {
        assert_eq!(
            sidecar_path(Path::new("子/通报.txt")),
            Path::new("子/通报.txt.piyue.ron")
        );
    }

    #[test]
    fn what_a_reviewer_can_do_something_about_is_told_apart() {
        use io::ErrorKind;
        let cause = |kind: ErrorKind| SaveError::Io(kind.into()).cause();
        assert_eq!(cause(ErrorKind::StorageFull), SaveCause::Full);
        assert_eq!(cause(ErrorKind::ReadOnlyFilesystem), SaveCause::Denied);
        assert_eq!(cause(ErrorKind::NotFound), SaveCause::Gone);
        assert_eq!(cause(ErrorKind::TimedOut), SaveCause::Other);
    }

    #[test]
    fn a_reviewer_has_sidecars_of_their_own() {
        let reviewer = Reviewer::new("李").expect("a name");
        assert_eq!(
            sidecar_path_of(Path::new("子/通报.txt"), Some(&reviewer)),
            Path::new("子/通报.txt.李.piyue.ron")
        );
        for name in ["", ".", "李/王", "..", " 李", "甲.txt", "TXT", "李\n"] {
            assert_eq!(Reviewer::new(name), None, "{name:?}");
        }
    }

    #[test]
    fn a_name_too_long_for_a_file_system_goes_by_its_hash() {
        let name = format!("{}.txt", "报".repeat(81));
        let path = sidecar_path(&Path::new("子").join(&name));
        assert!(path.starts_with("子/.piyue/long"), "{path:?}");
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("子")).expect("creates");
        write_sidecar(&folder.path().join(path), "Sidecar()").expect("writes");
    }

    #[test]
    fn writing_replaces_the_file_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("通报.txt.piyue.ron");
        fs::write(folder.path().join(".通报.txt.piyue.ron.tmp"), "half")
            .expect("what a crash left");
        write_sidecar(&path, "一").expect("writes");
        write_sidecar(&path, "二").expect("writes");
        assert_eq!(fs::read_to_string(&path).expect("reads"), "二");
        assert_eq!(fs::read_dir(folder.path()).expect("lists").count(), 1);
    }

    #[test]
    fn where_it_cannot_be_written_the_old_one_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("通报.txt.piyue.ron");
        fs::create_dir(&path).expect("a folder in its place");
        assert!(write_sidecar(&path, "一").is_err());
        assert!(path.is_dir());
        assert_eq!(
            fs::read_dir(folder.path()).expect("lists").count(),
            1,
            "no temporary file stays"
        );
    }

    #[test]
    fn what_could_not_be_read_again_is_not_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let sidecar = Path::new("通报.txt.piyue.ron");
        let path = folder.path().join(sidecar);
        write_sidecar(&path, "旧").expect("writes");
        let ron = " ".repeat(MAX_SIDECAR_BYTES + 1);
        let refused = replace_sidecar(
            &RealDisk,
            folder.path(),
            sidecar,
            &ron,
            "20261121T120000",
            true,
        );
        assert_eq!(
            refused.expect_err("too large").kind(),
            io::ErrorKind::FileTooLarge
        );
        assert_eq!(fs::read_to_string(&path).expect("reads"), "旧");
    }
}
