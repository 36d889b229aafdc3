//! Sidecars on disk: where they lie and how they are written so that no crash takes a decision away.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::permissions::{create_like, create_own_folders, create_temporary};
use super::{LoadedDocument, texts};
use crate::annotation::sidecar::{self, MAX_BYTES as MAX_SIDECAR_BYTES, QuoteMismatch};
use crate::source::{is_known_format, sha256_hex};

/// The longest file name that common file systems take, in bytes.
const MAX_NAME_BYTES: usize = 255;

/// What a temporary file's name has beside the sidecar's: a dot before, `.tmp` behind.
const TEMPORARY_BYTES: usize = 5;

/// Why a sidecar was not saved. What was on disk is still whole.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The step that failed, in the operating system's words.
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("{0}")]
    Quote(#[from] QuoteMismatch),
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
            .with_file_name(".piyue")
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

/// Saves a document's annotation where its reviewer keeps it. `session` names what was found before the first save under `.piyue/backups/`.
///
/// # Errors
/// Where a step fails; what was on disk is then still whole.
pub fn save(root: &Path, document: &LoadedDocument, session: &str) -> Result<(), SaveError> {
    let ron = document_ron(document)?;
    texts::keep_if_possible(root, &document.source_note(), &document.source.text);
    Ok(replace_sidecar(
        root,
        &document.sidecar_path(),
        &ron,
        session,
    )?)
}

/// Replaces a sidecar after its generation of before the session was kept. `sidecar` is relative to the root.
pub(super) fn replace_sidecar(
    root: &Path,
    sidecar: &Path,
    ron: &str,
    session: &str,
) -> io::Result<()> {
    // What could not be read again is not written.
    if ron.len() > MAX_SIDECAR_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    back_up(root, sidecar, session)?;
    write_sidecar(&root.join(sidecar), ron)
}

/// Replaces a sidecar: a temporary file beside it, synced, renamed over it, the folder synced. When this returns, the words are on disk.
///
/// # Errors
/// Where a step fails; the old sidecar is then still there.
pub fn write_sidecar(path: &Path, ron: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    create_own_folders(folder)?;
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".tmp");
    let temporary = folder.join(name);
    let mut file = create_temporary(&temporary)?;
    let written = file
        .write_all(ron.as_bytes())
        .and_then(|()| file.sync_all());
    drop(file);
    if let Err(error) = written.and_then(|()| fs::rename(&temporary, path)) {
        // The error that matters is the first; a temporary file that stays is removed at the next write.
        let _ = fs::remove_file(&temporary);
        return Err(error);
    }
    sync_folder(folder)
}

/// Makes a rename durable. Windows syncs folders with the file system's journal and cannot open them as files.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(windows) {
        Ok(())
    } else {
        File::open(folder)?.sync_all()
    }
}

/// Keeps the generation that a session found under `.piyue/backups/`, once a session and document.
///
/// # Errors
/// Where the copy cannot be made; nothing is overwritten before it is.
fn back_up(root: &Path, sidecar: &Path, session: &str) -> io::Result<()> {
    let found = root.join(sidecar);
    let Ok(ron) = fs::read(&found) else {
        // Nothing to keep: the first decision on this document.
        return Ok(());
    };
    let mut name = sidecar.file_name().map(OsString::from).unwrap_or_default();
    name.push(format!(".{session}"));
    // A long name plus the session could be too long: the hash stands for it then.
    if name.len() > MAX_NAME_BYTES {
        name = format!("{}.{session}", sha256_hex(name.as_encoded_bytes())).into();
    }
    let folder = root
        .join(".piyue")
        .join("backups")
        .join(sidecar.parent().unwrap_or(Path::new("")));
    create_own_folders(&folder)?;
    let kept = folder.join(name);
    if kept.exists() {
        return Ok(());
    }
    let mut file = create_like(&kept, &found)?;
    file.write_all(&ron)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sidecar_lies_beside_its_document() {
        assert_eq!(
            sidecar_path(Path::new("子/通报.txt")),
            Path::new("子/通报.txt.piyue.ron")
        );
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
    fn the_generation_that_was_found_is_kept_once_a_session() {
        let folder = tempfile::tempdir().expect("a folder");
        let sidecar = Path::new("子/通报.txt.piyue.ron");
        fs::create_dir(folder.path().join("子")).expect("creates");
        back_up(folder.path(), sidecar, "20261121T120000").expect("nothing to keep yet");
        write_sidecar(&folder.path().join(sidecar), "旧").expect("writes");
        back_up(folder.path(), sidecar, "20261121T120000").expect("keeps");
        write_sidecar(&folder.path().join(sidecar), "新").expect("writes");
        back_up(folder.path(), sidecar, "20261121T120000").expect("keeps what it has");
        let kept = folder
            .path()
            .join(".piyue/backups/子/通报.txt.piyue.ron.20261121T120000");
        assert_eq!(fs::read_to_string(kept).expect("reads"), "旧");
    }
    #[test]
    fn what_could_not_be_read_again_is_not_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let sidecar = Path::new("通报.txt.piyue.ron");
        let path = folder.path().join(sidecar);
        write_sidecar(&path, "旧").expect("writes");
        let ron = " ".repeat(MAX_SIDECAR_BYTES + 1);
        let refused = replace_sidecar(folder.path(), sidecar, &ron, "20261121T120000");
        assert_eq!(
            refused.expect_err("too large").kind(),
            io::ErrorKind::FileTooLarge
        );
        assert_eq!(fs::read_to_string(&path).expect("reads"), "旧");
    }
}
