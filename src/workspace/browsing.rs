//! What lies in a folder, for a reviewer who looks for one to open: its folders and documents.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::source;

/// How many are listed at most: nobody looks through more.
const MAX_LISTED: usize = 2000;

/// Something that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Openable {
    pub path: PathBuf,
    pub is_folder: bool,
}

/// The folders, then the documents in `folder` itself, each by name. Hidden ones and files of other formats are left out.
///
/// # Errors
/// Where the folder cannot be read.
pub fn browse(folder: &Path) -> io::Result<Vec<Openable>> {
    let mut found: Vec<Openable> = fs::read_dir(folder)?
        .filter_map(Result::ok)
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| {
            let path = entry.path();
            let is_folder = path.is_dir();
            Openable { path, is_folder }
        })
        .filter(|found| found.is_folder || source::is_known_format(&found.path))
        .take(MAX_LISTED)
        .collect();
    found.sort_by(|a, b| (b.is_folder, &a.path).cmp(&(a.is_folder, &b.path)));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_what_cannot_be_opened_is_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["乙.txt", "图.png", "通报.txt.piyue.ron", ".隐.txt"] {
            fs::write(folder.path().join(name), "").expect("writes");
        }
        fs::create_dir(folder.path().join("丙")).expect("creates");
        let names: Vec<_> = browse(folder.path())
            .expect("reads")
            .into_iter()
            .map(|found| found.path.file_name().expect("named").to_owned())
            .collect();
        assert_eq!(names, ["丙", "乙.txt"]);
        assert!(browse(&folder.path().join("无")).is_err());
    }
}
