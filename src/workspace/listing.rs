//! Which files of a folder are documents.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::copies::{ConflictCopy, copies_among, is_sidecar_name};
use super::exporting::holds_export;
use super::reading::read_codebook_file;
use crate::codebook::{self, Codebook, CodebookError};
use crate::export::{MARK_BYTES, is_made_here, may_be_made_here};
use crate::source;

/// What a folder holds, sorted by path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// Paths are relative to this; for a single file its folder.
    pub root: PathBuf,
    /// Files of a known format, relative to the root.
    pub documents: Vec<PathBuf>,
    /// Files of other formats, relative to the root.
    pub unknown: Vec<PathBuf>,
    /// Copies of sidecars that a synchronising program left.
    pub copies: Vec<ConflictCopy>,
    /// Folders and files that could not be listed, with the reason.
    pub failed: Vec<(PathBuf, String)>,
}

/// Lists a folder with its subfolders, or a single file. Hidden files, sidecars, codebooks, what was exported and what the program itself keeps do
/// not count.
///
/// # Errors
/// Where the folder or file itself cannot be read.
pub fn list(path: &Path) -> io::Result<Listing> {
    if !fs::metadata(path)?.is_dir() {
        let root = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let name = path
            .file_name()
            .map(PathBuf::from)
            .ok_or(io::ErrorKind::InvalidInput)?;
        return Ok(Listing {
            root: root.to_owned(),
            documents: vec![name],
            ..Listing::default()
        });
    }
    fs::read_dir(path)?;
    let mut listing = Listing {
        root: path.to_owned(),
        ..Listing::default()
    };
    let is_ours = |name: &str| name.starts_with('.') || name.starts_with("~$");
    let mut sidecars = Vec::new();
    let walk = WalkDir::new(path)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            let is_export = || entry.file_type().is_dir() && holds_export(entry.path());
            entry.depth() == 0 || !(is_ours(&entry.file_name().to_string_lossy()) || is_export())
        });
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            // A symbolic link to a file is a document, one to a folder is not followed: it could lead round in a circle.
            Ok(entry) if entry.path().is_dir() => {}
            Ok(entry) => {
                let relative = entry
                    .path()
                    .strip_prefix(path)
                    .unwrap_or(entry.path())
                    .to_owned();
                if holds_mark(entry.path()) {
                    continue;
                }
                let list = if is_sidecar_name(&entry.file_name().to_string_lossy()) {
                    &mut sidecars
                } else if source::is_known_format(&relative) {
                    &mut listing.documents
                } else {
                    &mut listing.unknown
                };
                list.push(relative);
            }
            Err(error) => {
                let at = error
                    .path()
                    .unwrap_or(path)
                    .strip_prefix(path)
                    .unwrap_or(path)
                    .to_owned();
                listing.failed.push((at, error.to_string()));
            }
        }
    }
    listing.documents.sort_by_cached_key(|path| portable(path));
    listing.copies = copies_among(sidecars, &listing.documents);
    Ok(listing)
}

/// Whether a file is an export of this program in a format that documents have too.
fn holds_mark(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    if !may_be_made_here(&ending) {
        return false;
    }
    let part = |from_end: bool| -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        if from_end {
            file.seek(SeekFrom::Start(length.saturating_sub(MARK_BYTES as u64)))?;
        }
        let mut bytes = Vec::new();
        file.take(MARK_BYTES as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    // A pipe would be waited for.
    let is_file = fs::metadata(path).is_ok_and(|known| known.is_file());
    is_file
        && part(false)
            .and_then(|beginning| Ok(is_made_here(&beginning, &part(true)?)))
            .unwrap_or(false)
}

/// A relative path as exchange formats write it: with `/`.
#[must_use]
pub fn portable(path: &Path) -> String {
    path.components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

/// The folder's codebook, the built-in one where it has none.
///
/// # Errors
/// Where the file is there but cannot be used; the caller goes on with [`Codebook::built_in`].
pub fn read_codebook(root: &Path) -> Result<Codebook, CodebookError> {
    match read_codebook_file(&root.join(codebook::FILE_NAME))? {
        Some(ron) => Codebook::from_ron(&ron),
        None => Ok(Codebook::built_in()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subfolders_count_and_what_the_program_keeps_does_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("has one")).expect("creates");
            fs::write(path, "").expect("writes");
        };
        for name in [
            "乙.txt",
            "甲/一.TXT",
            "甲/表.xlsx",
            "乙.txt.piyue.ron",
            ".piyue/x.txt",
            "codebook.piyue.ron",
        ] {
            write(name);
        }
        let listing = list(folder.path()).expect("lists");
        let names: Vec<_> = listing
            .documents
            .iter()
            .map(|path| portable(path))
            .collect();
        assert_eq!(names, ["乙.txt", "甲/一.TXT"]);
        assert_eq!(listing.unknown, [Path::new("甲/表.xlsx")]);
    }

    #[test]
    fn a_single_file_is_a_folder_of_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("甲.txt");
        fs::write(&path, "").expect("writes");
        let listing = list(&path).expect("lists");
        assert_eq!(
            (listing.root.as_path(), listing.documents.as_slice()),
            (folder.path(), &[PathBuf::from("甲.txt")][..])
        );
    }
}
