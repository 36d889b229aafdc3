//! The codebook on disk: read with what is needed to write it back, and written so that nobody's change is lost.
//!
//! It is replaced as sidecars are: what was there is kept as a generation under `.piyue/backups/`, each time, and the file appears whole. Where
//! somebody else has changed it since it was read nothing is written, and the caller is told.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::disk::{Disk, write_whole, write_whole_beside_others};
use super::generations::{keep, session_name, thin_out};
use super::lock::Turn;
use super::permissions::refuse_link;
use super::reading::read_codebook_file;
use crate::codebook::{self, Codebook, CodebookError, n_comments};
use crate::source::sha256_hex;

/// A codebook as it lies on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodebookFile {
    /// The built-in one where the folder has none.
    pub codebook: Arc<Codebook>,
    /// Of the file's text, lower-case hexadecimal; none where there is no file.
    pub sha256: Option<String>,
    /// How many comments somebody wrote into it, which writing it anew would lose.
    pub n_comments: usize,
}

/// Why a codebook was not written. What was on disk is still whole.
#[derive(Debug, thiserror::Error)]
pub enum CodebookSaveError {
    /// The file at fault and what is wrong, in the operating system's words.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The file is another than the one that was read.
    #[error("somebody else has changed the codebook")]
    Changed,
    #[error("{0}")]
    TooLarge(CodebookError),
}

/// Reads the codebook of a folder.
///
/// # Errors
/// Where the file is there but cannot be used.
pub fn read_codebook_to_edit(root: &Path) -> Result<CodebookFile, CodebookError> {
    let Some(ron) = read_codebook_file(&root.join(codebook::FILE_NAME))? else {
        return Ok(CodebookFile {
            codebook: Arc::new(Codebook::built_in()),
            sha256: None,
            n_comments: 0,
        });
    };
    Ok(CodebookFile {
        codebook: Arc::new(Codebook::from_ron(&ron)?),
        sha256: Some(sha256_hex(ron.as_bytes())),
        n_comments: n_comments(&ron),
    })
}

/// Replaces the codebook of a folder, where it still is the one of which `known` is the hash.
pub(super) fn write_codebook(
    disk: &dyn Disk,
    root: &Path,
    codebook: Arc<Codebook>,
    known: Option<&str>,
) -> Result<CodebookFile, CodebookSaveError> {
    let ron = codebook.to_ron();
    if ron.len() > codebook::MAX_BYTES {
        return Err(CodebookSaveError::TooLarge(CodebookError::TooLarge));
    }
    let path = root.join(codebook::FILE_NAME);
    refuse_link(&path)?;
    // Other programs of ours wait between our look and our write.
    let turn = Turn::take(root);
    let found = match read_codebook_file(&path) {
        Ok(found) => found.map(|ron| sha256_hex(ron.as_bytes())),
        // What cannot be read is not what was read.
        Err(_) => return Err(CodebookSaveError::Changed),
    };
    if found.as_deref() != known {
        return Err(CodebookSaveError::Changed);
    }
    let session = session_name();
    let name = Path::new(codebook::FILE_NAME);
    let is_kept = keep(disk, root, name, &session)?;
    let write = if turn.is_ours_alone {
        write_whole
    } else {
        write_whole_beside_others
    };
    write(disk, &path, ron.as_bytes())?;
    if is_kept {
        thin_out(disk, root, name, &session);
    }
    Ok(CodebookFile {
        codebook,
        sha256: Some(sha256_hex(ron.as_bytes())),
        n_comments: 0,
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::disk::RealDisk;
    use super::super::generations::generations;
    use super::*;

    fn written(root: &Path, known: Option<&str>) -> Result<CodebookFile, CodebookSaveError> {
        let codebook = Arc::new(Codebook::built_in());
        write_codebook(&RealDisk, root, codebook, known)
    }

    #[test]
    fn each_codebook_that_was_replaced_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let by_hand = "Codebook(version: 1) // 我写的\n";
        fs::write(root.join(codebook::FILE_NAME), by_hand).expect("writes");
        let known = read_codebook_to_edit(root).expect("reads");
        assert_eq!(known.n_comments, 1);
        let known = written(root, known.sha256.as_deref()).expect("writes");
        assert_eq!(read_codebook_to_edit(root), Ok(known));
        let kept = generations(root, Path::new(codebook::FILE_NAME)).expect("lists");
        let [kept] = kept.as_slice() else {
            panic!("{kept:?}")
        };
        assert_eq!(kept.read(root).expect("reads"), by_hand);
    }

    #[test]
    fn what_somebody_else_wrote_meanwhile_is_not_overwritten() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let path = root.join(codebook::FILE_NAME);
        let known = written(root, None).expect("writes");
        for theirs in ["Codebook(version: 2)", "Codebook(", "\u{0}"] {
            fs::write(&path, theirs).expect("writes");
            let refused = written(root, known.sha256.as_deref());
            assert!(matches!(refused, Err(CodebookSaveError::Changed)));
            assert_eq!(fs::read_to_string(&path).expect("reads"), theirs);
        }
        fs::remove_file(&path).expect("removes");
        assert!(
            written(root, known.sha256.as_deref()).is_err(),
            "one that was taken away is no reason to write it again"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_codebook_of_another_folder_is_not_written_through_a_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let shared = folder.path().join("共用.ron");
        fs::write(&shared, "Codebook(version: 1)").expect("writes");
        let path = folder.path().join(codebook::FILE_NAME);
        std::os::unix::fs::symlink(&shared, &path).expect("links");
        let known = read_codebook_to_edit(folder.path()).expect("reads");
        assert!(written(folder.path(), known.sha256.as_deref()).is_err());
        assert!(path.is_symlink());
    }
}
