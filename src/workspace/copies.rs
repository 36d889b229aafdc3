//! Conflict copies: what a synchronising program leaves beside a sidecar that two machines changed.
//!
//! Recognised by name alone: the name of a sidecar with one mark put into it, in the ways that network drives do. What is in a copy is merged
//! when a reviewer asks for it; then the copy is put away under `.piyue/backups/`, never deleted.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::disk::{RealDisk, secure_folders};
use super::sidecar_file::Reviewer;
use crate::codebook;

/// A copy of a sidecar. Paths are relative to the workspace's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictCopy {
    pub path: PathBuf,
    pub document: PathBuf,
    /// Whose sidecar it is a copy of; none is the one in nobody's name.
    pub reviewer: Option<Reviewer>,
}

/// What programs put into the name of a copy: `(李的冲突副本)`, `(conflicted copy 2024-11-20)`, `(1)`, `.sync-conflict-20241120-093000-ABC`,
/// `_conflict-20241120-093000`, ` - 副本`, and the name of a machine behind `.piyue`.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    let words = "冲突|副本|拷贝|(?i:conflict|copy)";
    let marks = [
        format!(r"[ _]?[(（](?:\d+|[^()（）]*(?:{words})[^()（）]*)[)）]"),
        r"\.sync-conflict-\d{8}-\d{6}(?:-\w+)?".to_owned(),
        format!(r" ?[-_ ] ?(?:{words})[^.()（）]*"),
    ];
    Regex::new(&marks.join("|")).expect("a pattern")
});
static MACHINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\.piyue(-[\w-]+)\.ron$").expect("a pattern"));

const ENDING: &str = ".piyue.ron";

/// Whether a file is a sidecar, a codebook or a copy of one, by its name.
pub(super) fn is_sidecar_name(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == "ron") && name.contains(".piyue")
}

/// The copies among files with names like sidecars, in the order given.
pub(super) fn copies_among(files: Vec<PathBuf>, documents: &[PathBuf]) -> Vec<ConflictCopy> {
    let copies = files.into_iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?;
        let beside = documents
            .iter()
            .filter(|document| document.parent() == path.parent())
            .filter_map(|document| Some((document, document.file_name()?.to_str()?)));
        let beside: Vec<_> = beside.collect();
        if name == codebook::FILE_NAME || beside.iter().any(|(_, known)| is_own(name, known)) {
            return None;
        }
        without_mark(name).find_map(|original| {
            let mut beside = beside.iter();
            beside.find_map(|(document, _)| copy_of(&path, document, &original))
        })
    });
    copies.collect()
}

/// Whether a name is that of a sidecar of this document itself.
fn is_own(name: &str, document: &str) -> bool {
    let of_document = name.strip_prefix(document);
    of_document
        .and_then(|rest| rest.strip_suffix(ENDING))
        .is_some_and(|rest| rest.is_empty() || (rest.starts_with('.') && !MARK.is_match(rest)))
}

/// The name with each mark taken out in turn.
fn without_mark(name: &str) -> impl Iterator<Item = String> {
    let marks = MARK.find_iter(name).map(|mark| mark.range());
    let machine = MACHINE.captures(name).and_then(|found| found.get(1));
    let marks = marks.chain(machine.map(|machine| machine.range()));
    marks.map(|range| format!("{}{}", &name[..range.start], &name[range.end..]))
}

/// The copy at this path, if the original's name is that of a sidecar of the document. Some programs lose the document's ending.
fn copy_of(path: &Path, document: &Path, original: &str) -> Option<ConflictCopy> {
    let stem = original.strip_suffix(ENDING)?;
    let name = document.file_name()?.to_str()?;
    let reviewer = match stem.strip_prefix(name) {
        Some("") => None,
        Some(reviewer) => Some(Reviewer::new(reviewer.strip_prefix('.')?)?),
        None if document.file_stem()? == stem => None,
        None => return None,
    };
    Some(ConflictCopy {
        path: path.to_owned(),
        document: document.to_owned(),
        reviewer,
    })
}

/// Moves a copy that was merged under `.piyue/backups/`.
pub(super) fn put_away(root: &Path, copy: &Path, session: &str) -> io::Result<()> {
    let backups = root.join(".piyue").join("backups");
    let folder = backups.join(copy.parent().unwrap_or(Path::new("")));
    secure_folders(&RealDisk, &folder)?;
    let name = copy.file_name().unwrap_or_default();
    let with_ending = |n: usize| {
        let mut name = OsString::from(name);
        name.push(format!(".{session}"));
        if n > 0 {
            name.push(format!(".{n}"));
        }
        folder.join(name)
    };
    let mut target = with_ending(0);
    for n in 1.. {
        if !target.exists() {
            break;
        }
        target = with_ending(n);
    }
    fs::rename(root.join(copy), target)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, documents: &[&str]) -> Option<(String, Option<String>)> {
        let documents: Vec<PathBuf> = documents.iter().map(PathBuf::from).collect();
        let copy = copies_among(vec![name.into()], &documents).pop()?;
        let reviewer = copy.reviewer.map(|reviewer| reviewer.name().to_owned());
        Some((copy.document.display().to_string(), reviewer))
    }

    #[test]
    fn copies_are_known_by_the_marks_of_many_programs() {
        for name in [
            "通报 (李的冲突副本).piyue.ron",
            "通报（李的冲突副本）.piyue.ron",
            "通报.txt (conflicted copy 2024-11-20 093000).piyue.ron",
            "通报.txt.piyue (李's conflicted copy 2024-11-20).ron",
            "通报.txt.piyue.sync-conflict-20241120-093000-ABCDEFG.ron",
            "通报.txt.sync-conflict-20241120-093000.piyue.ron",
            "通报.txt.piyue (1).ron",
            "通报.txt.piyue(2).ron",
            "通报.txt.piyue_conflict-20241120-093000.ron",
            "通报.txt.piyue - 副本.ron",
            "通报.txt.piyue - Copy.ron",
            "通报.txt.piyue-DESKTOP-7Q2.ron",
        ] {
            assert_eq!(
                found(name, &["别的.txt", "通报.txt"]),
                Some(("通报.txt".into(), None)),
                "{name}"
            );
        }
        assert_eq!(
            found("通报.txt.李.piyue (1).ron", &["通报.txt"]),
            Some(("通报.txt".into(), Some("李".into())))
        );
        assert_eq!(
            found("子/通报.txt.piyue (1).ron", &["通报.txt", "子/通报.txt"]),
            Some(("子/通报.txt".into(), None))
        );
    }

    #[test]
    fn sidecars_are_no_copies_whatever_their_documents_are_called() {
        for (name, document) in [
            ("通报.txt.piyue.ron", "通报.txt"),
            ("通报 (1).txt.piyue.ron", "通报 (1).txt"),
            ("会议副本 - 副本.txt.李.piyue.ron", "会议副本 - 副本.txt"),
            ("通报.txt.李.piyue.ron", "通报.txt"),
            ("codebook.piyue.ron", "通报.txt"),
            ("无关 (1).piyue.ron", "通报.txt"),
        ] {
            assert_eq!(found(name, &[document]), None, "{name}");
        }
        assert_eq!(
            found(
                "通报（2）.txt.piyue (1).ron",
                &["通报.txt", "通报（2）.txt"]
            ),
            Some(("通报（2）.txt".into(), None)),
            "only one mark is taken out"
        );
    }
}
