//! The files of a folder that the program itself wrote, and which document each belongs to.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::super::disk::{OWN_FOLDER, OWN_MARK_DIGITS};
use super::super::listing::Listing;
use super::super::reading::read_sidecar;
use super::super::sidecar_file::sidecar_path;
use crate::annotation::sidecar;
use crate::codebook;
use crate::text::Text;

pub(super) const SIDECAR_ENDING: &str = ".piyue.ron";
/// Of sidecars under `.piyue/long/`.
const LONG_ENDING: &str = ".ron";

/// Paths are relative to the root.
#[derive(Default)]
pub(super) struct OwnFiles {
    pub(super) of_documents: HashMap<PathBuf, Vec<PathBuf>>,
    pub(super) without_document: Vec<PathBuf>,
    /// Temporary files that a crash left.
    pub(super) leftovers: Vec<PathBuf>,
}

impl OwnFiles {
    pub(super) fn of(listing: &Listing) -> Self {
        let mut files = Self::default();
        let documents = Documents::of(listing);
        let is_hidden = |name: &str| name.starts_with('.') && name != ".piyue";
        let walk = WalkDir::new(&listing.root)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                let name = entry.file_name().to_string_lossy();
                let is_folder = entry.file_type().is_dir();
                entry.depth() == 0 || !is_folder || !is_hidden(&name)
            });
        // What cannot be listed is in the listing's own failures.
        for entry in walk.filter_map(Result::ok) {
            if entry.file_type().is_dir() {
                continue;
            }
            let root = &listing.root;
            let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
            files.sort_in(&documents, path);
        }
        files
    }

    fn sort_in(&mut self, documents: &Documents<'_>, path: &Path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_long = path.parent().is_some_and(|at| at.ends_with(".piyue/long"));
        let is_sidecar = name.ends_with(SIDECAR_ENDING) || (is_long && name.ends_with(LONG_ENDING));
        let is_own = path.iter().any(|part| part == OWN_FOLDER);
        let is_leftover = written_for(&name).is_some_and(|written| {
            // Nobody else puts anything into the program's own folder.
            is_own || written.ends_with(SIDECAR_ENDING)
        });
        if is_leftover {
            self.leftovers.push(path.to_owned());
        } else if is_sidecar && name != codebook::FILE_NAME && !is_backup(path) {
            let document = if is_long {
                documents.of_long(path)
            } else {
                documents.beside(path)
            };
            match document {
                Some(document) => {
                    let of_document = self.of_documents.entry(document).or_default();
                    of_document.push(path.to_owned());
                }
                None => self.without_document.push(path.to_owned()),
            }
        }
    }
}

/// The name of the file that a temporary one was to become; none where the name is not that of a temporary file.
fn written_for(name: &str) -> Option<&str> {
    let written = name.strip_prefix('.')?.strip_suffix(".tmp")?;
    // Where others write at the same time the name has a mark of its own.
    let is_mark = |mark: &str| {
        mark.len() == OWN_MARK_DIGITS && mark.bytes().all(|digit| digit.is_ascii_hexdigit())
    };
    let unmarked = written.rsplit_once('.').filter(|(_, mark)| is_mark(mark));
    Some(unmarked.map_or(written, |(written, _)| written))
}

/// Whether a file lies with the generations of sidecars.
fn is_backup(path: &Path) -> bool {
    let mut parts = path.iter().skip_while(|part| *part != OWN_FOLDER);
    parts.nth(1).is_some_and(|part| part == "backups")
}

/// The documents of a folder, to be found by what their sidecars are called.
struct Documents<'l> {
    root: &'l Path,
    paths: HashSet<&'l Path>,
    by_sidecar: HashMap<PathBuf, &'l Path>,
}

impl<'l> Documents<'l> {
    fn of(listing: &'l Listing) -> Self {
        let paths = || listing.documents.iter().map(PathBuf::as_path);
        Self {
            root: &listing.root,
            paths: paths().collect(),
            by_sidecar: paths().map(|path| (sidecar_path(path), path)).collect(),
        }
    }

    /// The document that a sidecar lies beside: the one whose name it begins with, a reviewer's name between or not. Of several, the longest.
    fn beside(&self, sidecar: &Path) -> Option<PathBuf> {
        if let Some(document) = self.by_sidecar.get(sidecar) {
            return Some((*document).to_owned());
        }
        let name = sidecar.file_name()?.to_str()?;
        let stem = name.strip_suffix(SIDECAR_ENDING)?;
        let mut ends = stem.rmatch_indices('.').map(|(at, _)| at);
        ends.find_map(|end| {
            let document = sidecar.with_file_name(&stem[..end]);
            self.paths
                .get(document.as_path())
                .map(|path| (*path).to_owned())
        })
    }

    /// The document of a sidecar under `.piyue/long/`: by its hash, or by the name inside, which is only compared and never opened.
    fn of_long(&self, sidecar: &Path) -> Option<PathBuf> {
        if let Some(document) = self.by_sidecar.get(sidecar) {
            return Some((*document).to_owned());
        }
        let ron = read_sidecar(&self.root.join(sidecar)).ok()??;
        let (_, note) = sidecar::read(&ron, &Text::default(), "").ok()?;
        // …/.piyue/long/HASH.ron belongs to a document in ….
        let document = sidecar.ancestors().nth(3)?.join(&note.name);
        self.paths.contains(document.as_path()).then_some(document)
    }
}
