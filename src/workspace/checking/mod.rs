//! What is wrong with a folder: sidecars, codebook, anchors, and what a crash left.
//!
//! Only looks, except that [`check`] with `fix` does two things that take nothing away: it removes what a crash left behind and
//! never became anything (temporary files, signs of windows), and it gives a sidecar whose document was renamed the name that goes with it, where there can be no doubt. Decisions are
//! never changed, merged or removed here.

mod decisions;
mod orphans;
mod own_files;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::document::{LoadFailure, ReadOnly, ReadOnlyReason, decode, read_annotation};
use super::listing::{Listing, read_codebook};
use super::lock::{Turn, locks_of_ended_windows, remove_sign};
use super::reading::{read_sidecar, read_source};
use super::sidecar_file::sidecar_path_of;
use crate::annotation::Anchor;
use crate::annotation::sidecar::SourceNote;
use crate::codebook::{Codebook, CodebookError};
use crate::source::{self, Encoding, Source};
use own_files::OwnFiles;

/// Something that a check found. Paths are relative to the folder, positions count code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The folder's codebook cannot be used.
    Codebook(CodebookError),
    /// A document cannot be read.
    Document { path: PathBuf, failure: LoadFailure },
    /// Some bytes of the document are no characters in the encoding detected.
    Undecodable { path: PathBuf, encoding: Encoding },
    /// A sidecar cannot be read or is from a newer version.
    Sidecar(ReadOnly),
    /// The decisions in it are on no document of the folder.
    WithoutDocument { sidecar: PathBuf },
    /// No document has its name, but one has the very text that it was made on.
    Renamed {
        sidecar: PathBuf,
        document: PathBuf,
        /// The name that goes with that document.
        to: PathBuf,
        renaming: Renaming,
    },
    /// It lies beside one document and was made on another, to go by the name and the hash inside.
    OtherDocument { sidecar: PathBuf, name: String },
    /// The source has changed since it was written.
    OtherSource { sidecar: PathBuf },
    /// The decision's place is not certain in the text as it is now; a reviewer has to decide.
    Detached { sidecar: PathBuf, anchor: Anchor },
    /// A decision on an entry where no entry is any more.
    WithoutEntry {
        sidecar: PathBuf,
        start: u32,
        quote: String,
    },
    /// Places decided differently by several reviewers, which nobody has settled yet.
    Unsettled { sidecar: PathBuf, n: usize },
    /// Two mentions that reviewers hold right share characters.
    Overlap {
        sidecar: PathBuf,
        /// Where each begins, and its words.
        first: (u32, String),
        second: (u32, String),
    },
    /// A tag that the codebook lacks, with how often it is given.
    UnknownTag {
        sidecar: PathBuf,
        tag: String,
        n: usize,
    },
    /// A mention type that is neither built in nor in the codebook, with how many mentions have it.
    UnknownType {
        sidecar: PathBuf,
        kind: String,
        n: usize,
    },
    /// A copy of the document's sidecar that a synchronising program left, with decisions that may be nowhere else.
    ConflictCopy { copy: PathBuf, sidecar: PathBuf },
    /// A temporary file that a crash left.
    Leftover { path: PathBuf, is_removed: bool },
    /// The sign of a window that was ended before it could take it away; it keeps nobody from anything.
    EndedWindow { lock: PathBuf, is_removed: bool },
}

/// Whether a sidecar got the name that goes with its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renaming {
    /// Nothing stands in the way.
    Possible,
    Done,
    /// In whose name it is cannot be told, so a person has to choose the name.
    ByHand,
    /// There is a sidecar of that name already: the two have to be merged.
    Taken,
}

/// What a check found, in the order of paths, and how much it looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    pub n_documents: usize,
    pub n_sidecars: usize,
    pub found: Vec<Finding>,
}

impl Finding {
    /// Whether something cannot be read; the others are notices.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        matches!(
            self,
            Self::Codebook(_) | Self::Document { .. } | Self::Sidecar(_)
        )
    }
}

/// Checks a listed folder, or the one document that `listing` is of.
#[must_use]
pub fn check(listing: &Listing, fix: bool) -> Findings {
    let mut findings = Findings {
        n_documents: listing.documents.len(),
        ..Findings::default()
    };
    let codebook = read_codebook(&listing.root).unwrap_or_else(|error| {
        findings.found.push(Finding::Codebook(error));
        Codebook::built_in()
    });
    let files = OwnFiles::of(listing);
    findings.n_sidecars = files.of_documents.values().map(Vec::len).sum();
    let mut by_hash: HashMap<String, Vec<&Path>> = HashMap::new();
    for document in &listing.documents {
        let of_document = files.of_documents.get(document);
        let sidecars = of_document.map_or(&[][..], Vec::as_slice);
        let found = &mut findings.found;
        if let Some(sha256) = check_document(listing, &codebook, document, sidecars, found) {
            by_hash.entry(sha256).or_default().push(document);
        }
    }
    findings
        .found
        .extend(listing.copies.iter().map(|copy| Finding::ConflictCopy {
            copy: copy.path.clone(),
            sidecar: sidecar_path_of(&copy.document, copy.reviewer.as_ref()),
        }));
    let is_copy = |path: &PathBuf| listing.copies.iter().any(|copy| copy.path == *path);
    let without = files.without_document.into_iter();
    let without = without.filter(|path| !is_copy(path));
    findings
        .found
        .extend(without.map(|sidecar| orphans::check(&listing.root, sidecar, &by_hash, fix)));
    findings
        .found
        .extend(leftovers(&listing.root, files.leftovers, fix));
    findings
}

/// What programs that were ended left: temporary files, and signs that the folder is open.
fn leftovers(root: &Path, temporary: Vec<PathBuf>, fix: bool) -> Vec<Finding> {
    // Whoever is writing now is waited for.
    let turn = (fix && !temporary.is_empty()).then(|| Turn::take(root));
    let may_remove = turn.as_ref().is_some_and(|turn| turn.is_ours_alone);
    let temporary = temporary.into_iter().map(|path| Finding::Leftover {
        is_removed: may_remove && fs::remove_file(root.join(&path)).is_ok(),
        path,
    });
    let locks = locks_of_ended_windows(root).into_iter();
    let locks = locks.map(|path| Finding::EndedWindow {
        is_removed: fix && remove_sign(&path).is_ok(),
        lock: path.strip_prefix(root).unwrap_or(&path).to_owned(),
    });
    temporary.chain(locks).collect()
}

/// Checks a document with its sidecars; the hash of its bytes where they can be read.
fn check_document(
    listing: &Listing,
    codebook: &Codebook,
    path: &Path,
    sidecars: &[PathBuf],
    found: &mut Vec<Finding>,
) -> Option<String> {
    let read = read_source(&listing.root.join(path)).and_then(|bytes| {
        let source = source::read(path, &bytes, None).map_err(LoadFailure::Unreadable)?;
        Ok((bytes, source))
    });
    let (bytes, source) = match read {
        Ok(read) => read,
        Err(failure) => {
            let path = path.to_owned();
            found.push(Finding::Document { path, failure });
            return None;
        }
    };
    let mut is_well_decoded = !source.has_errors;
    for sidecar in sidecars {
        let at_fault = |reason| {
            Finding::Sidecar(ReadOnly {
                sidecar: listing.root.join(sidecar),
                reason,
            })
        };
        let ron = match read_sidecar(&listing.root.join(sidecar)) {
            Ok(Some(ron)) => ron,
            // Gone since the folder was listed.
            Ok(None) => continue,
            Err(reason) => {
                found.push(at_fault(reason));
                continue;
            }
        };
        // The text is the one that the sidecar's encoding gives.
        let noted = decode(path, &bytes, Some(&ron)).ok();
        is_well_decoded |= noted.as_ref().is_some_and(|source| !source.has_errors);
        let source = noted.as_ref().unwrap_or(&source);
        match read_annotation(&ron, &listing.root, path, source, &bytes) {
            Ok((annotation, note, _)) => {
                check_note(path, sidecar, source, &note, found);
                decisions::check(codebook, sidecar, source, &annotation, found);
            }
            Err(error) => found.push(at_fault(ReadOnlyReason::Sidecar(error))),
        }
    }
    if !is_well_decoded {
        found.push(Finding::Undecodable {
            path: path.to_owned(),
            encoding: source.encoding,
        });
    }
    Some(source.sha256)
}

/// Checks what a sidecar says about the file it belongs to.
fn check_note(
    document: &Path,
    sidecar: &Path,
    source: &Source,
    note: &SourceNote,
    found: &mut Vec<Finding>,
) {
    // The same text under another name: document and sidecar were renamed together, and the next save writes the new name.
    if note.sha256 == source.sha256 {
        return;
    }
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    let sidecar = sidecar.to_owned();
    found.push(if note.name == name {
        Finding::OtherSource { sidecar }
    } else {
        Finding::OtherDocument {
            sidecar,
            name: note.name.clone(),
        }
    });
}
