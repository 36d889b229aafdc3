//! The files to import: named ones, and those of a folder.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::import::{At, Contents, ImportFile, MAX_BYTES, Misfit, Reason, read};
use crate::workspace::reading::{Failure, read_up_to};

/// What the files of the formats are called.
const EXTENSIONS: [&str; 6] = ["jsonl", "json", "jsonld", "ann", "xmi", "xml"];
/// What lies among them and holds no annotations.
const OTHERS: [&str; 3] = ["TypeSystem.xml", "labeling-config.xml", "annotation.conf"];

/// A file as it was read.
#[derive(Debug)]
pub struct ImportedFile {
    /// As it was named, or where it lies in the folder that was named.
    pub name: String,
    pub contents: Contents,
}

/// Reads files, and those of the formats in folders with their subfolders. `progress` hears how many were read of how many, and may break off.
#[must_use]
pub fn read_files(
    paths: &[PathBuf],
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Vec<ImportedFile> {
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            all.extend(files_of(path));
        } else {
            all.push((path.clone(), path.display().to_string()));
        }
    }
    let mut files = Vec::with_capacity(all.len());
    for (n, (path, name)) in all.iter().enumerate() {
        if !progress(n, all.len()) {
            break;
        }
        files.push(ImportedFile {
            name: name.clone(),
            contents: contents_of(path),
        });
    }
    files
}

/// The files of a folder by what they are called, in order.
fn files_of(folder: &Path) -> Vec<(PathBuf, String)> {
    let is_hidden = |name: &OsStr| name.to_string_lossy().starts_with('.');
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()));
    let files = walk.filter_map(Result::ok).filter(|entry| {
        let extension = entry.path().extension().map(OsStr::to_ascii_lowercase);
        let extension = extension.as_deref().and_then(OsStr::to_str);
        entry.file_type().is_file()
            && extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
            && !OTHERS.iter().any(|other| entry.file_name() == *other)
    });
    let named = files.map(|entry| {
        let path = entry.into_path();
        let name = path.display().to_string();
        (path, name)
    });
    named.collect()
}

fn contents_of(path: &Path) -> Contents {
    let bytes = match read_up_to(MAX_BYTES, path) {
        Ok(bytes) => bytes,
        Err(failure) => {
            let reason = match failure {
                Failure::Io(error) => Reason::Unreadable(error.to_string()),
                Failure::NotAFile => Reason::NotAFile,
                Failure::TooLarge => Reason::TooLarge,
            };
            let at = At::File;
            return Contents {
                misfits: vec![Misfit { at, reason }],
                ..Contents::default()
            };
        }
    };
    let is_standoff = path
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("ann"));
    let text = is_standoff.then(|| text_beside(path)).and_then(Result::ok);
    let name = path.to_string_lossy().replace('\\', "/");
    read(&ImportFile {
        name: &name,
        bytes: &bytes,
        text: text.as_deref(),
    })
}

fn text_beside(path: &Path) -> io::Result<Vec<u8>> {
    match read_up_to(MAX_BYTES, &path.with_extension("txt")) {
        Ok(bytes) => Ok(bytes),
        Err(Failure::Io(error)) => Err(error),
        Err(Failure::NotAFile | Failure::TooLarge) => Err(io::ErrorKind::InvalidData.into()),
    }
}
