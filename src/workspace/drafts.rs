//! Text that was typed and not yet committed, kept so that a crash does not take it.
//!
//! One RON file in the folder under review, `.piyue/drafts.ron`, or `.piyue/drafts.NAME.ron` for a reviewer with sidecars of their own; the words
//! of a document go nowhere else. It is written a second after the last change and removed when nothing is left to keep. A file that cannot
//! be read is left alone until something is to be kept: it is a convenience, no decision is in it.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crossbeam_channel::Receiver;
use serde::{Deserialize, Serialize};

use super::disk::{Disk, OWN_FOLDER, write_whole};
use super::reading::read_sidecar;
use super::sidecar_file::Reviewer;
use crate::document::DocumentField;

/// How long typing must pause before it is written.
const PAUSE: Duration = Duration::from_secs(1);

/// A draft as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// Of the document, relative to the root, with `/`.
    pub path: String,
    pub field: KeptField,
    pub text: String,
}

/// Which field it was typed into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeptField {
    Document(DocumentField),
    /// The field of this name, of the entry that begins there.
    Entry(Place, String),
    /// The codebook's field of this name, of the entry that begins there or of the document.
    Own(Option<Place>, String),
    /// The value of the mention of this type.
    Mention(Place, String),
    /// The note of an entry, or of the document.
    Note(Option<Place>),
    /// A tag for an entry or the document.
    Tag(Option<Place>),
    /// What these words should be.
    Correction(Place),
}

/// Words of the text, in code points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub start: u32,
    pub end: u32,
    pub quote: String,
}

/// Where a reviewer's drafts are kept, relative to the root.
pub(super) fn path_of(reviewer: Option<&Reviewer>) -> PathBuf {
    let name = match reviewer {
        Some(reviewer) => format!("drafts.{}.ron", reviewer.name()),
        None => "drafts.ron".to_owned(),
    };
    Path::new(OWN_FOLDER).join(name)
}

/// What an earlier session left.
pub(super) fn read(path: &Path) -> Vec<KeptDraft> {
    let ron = read_sidecar(path).ok().flatten().unwrap_or_default();
    ron::from_str(&ron).unwrap_or_default()
}

/// Keeps the newest drafts that come in, each time a pause follows, and once more at the end.
pub(super) fn keep(disk: &dyn Disk, path: &Path, drafts: &Receiver<Vec<KeptDraft>>) {
    while let Ok(mut newest) = drafts.recv() {
        while let Ok(newer) = drafts.recv_timeout(PAUSE) {
            newest = newer;
        }
        // Typing goes on where it cannot be kept; a decision that cannot be saved is told, and by then the reason is the same.
        let _ = write(disk, path, &newest);
    }
}

fn write(disk: &dyn Disk, path: &Path, kept: &[KeptDraft]) -> io::Result<()> {
    if kept.is_empty() {
        return match disk.remove(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let pretty = ron::ser::PrettyConfig::new().new_line("\n").depth_limit(2);
    let ron = ron::ser::to_string_pretty(kept, pretty).map_err(io::Error::other)?;
    write_whole(disk, path, ron.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::disk::RealDisk;
    use super::*;

    fn draft(text: &str) -> KeptDraft {
        KeptDraft {
            path: "五月/通报.txt".into(),
            field: KeptField::Note(Some(Place {
                start: 13,
                end: 17,
                quote: "数字治理".into(),
            })),
            text: text.into(),
        }
    }

    #[test]
    fn what_was_typed_last_is_kept_and_removed_when_nothing_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(path_of(Reviewer::new("李").as_ref()));
        assert!(path.ends_with(".piyue/drafts.李.ron"));
        let keep_all = |all: Vec<Vec<KeptDraft>>| {
            let (sender, receiver) = crossbeam_channel::unbounded();
            for drafts in all {
                sender.send(drafts).expect("there is a receiver");
            }
            drop(sender);
            keep(&RealDisk, &path, &receiver);
        };
        keep_all(vec![
            vec![draft("与口径")],
            vec![draft("与“口径”\n一致？"), draft("")],
        ]);
        assert_eq!(read(&path), [draft("与“口径”\n一致？"), draft("")]);
        keep_all(vec![vec![]]);
        assert!(!path.exists());
        keep_all(vec![vec![]]);
    }

    #[test]
    fn a_file_that_cannot_be_read_offers_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("drafts.ron");
        fs::write(&path, "[(path: ").expect("writes");
        assert_eq!(read(&path), []);
    }
}
