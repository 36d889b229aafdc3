//! What is wrong with a folder: sidecars, codebook, anchors, and what a crash left.
//!
//! Only looks, except that [`check`] with `fix` removes temporary files that a crash left behind: they never became anything. Decisions are
//! never moved, merged or removed here.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::document::{LoadFailure, ReadOnly, ReadOnlyReason};
use super::listing::{Listing, read_codebook};
use super::sidecar_file::sidecar_path;
use crate::annotation::sidecar::{self, SidecarError};
use crate::annotation::{Anchor, Annotation};
use crate::codebook::{self, Codebook, CodebookError};
use crate::document;
use crate::extract::{Extraction, MentionType};
use crate::record::Record;
use crate::source::{self, Source};
use crate::text::Text;

const SIDECAR_ENDING: &str = ".piyue.ron";
/// Of sidecars under `.piyue/long/`.
const LONG_ENDING: &str = ".ron";

/// Something that a check found. Paths are relative to the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The folder's codebook cannot be used.
    Codebook(CodebookError),
    /// A document cannot be read.
    Document { path: PathBuf, failure: LoadFailure },
    /// A sidecar cannot be read or is from a newer version.
    Sidecar(ReadOnly),
    /// The decisions in it are on no document of the folder.
    WithoutDocument { sidecar: PathBuf },
    /// The decision's place is not certain in the text as it is now; a reviewer has to decide.
    Detached { sidecar: PathBuf, anchor: Anchor },
    /// A decision on an entry where no entry is any more; counted in code points.
    WithoutEntry {
        sidecar: PathBuf,
        start: u32,
        quote: String,
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
    /// A temporary file that a crash left.
    Leftover { path: PathBuf, is_removed: bool },
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
    for document in &listing.documents {
        let of_document = files.of_documents.get(document);
        let sidecars = of_document.map_or(&[][..], Vec::as_slice);
        check_document(listing, &codebook, document, sidecars, &mut findings.found);
    }
    let without = files.without_document.into_iter();
    findings
        .found
        .extend(without.map(|sidecar| check_without_document(&listing.root, sidecar)));
    findings
        .found
        .extend(files.leftovers.into_iter().map(|path| Finding::Leftover {
            is_removed: fix && fs::remove_file(listing.root.join(&path)).is_ok(),
            path,
        }));
    findings
}

/// The files of a folder that the program itself wrote, relative to the root.
#[derive(Default)]
struct OwnFiles {
    of_documents: HashMap<PathBuf, Vec<PathBuf>>,
    without_document: Vec<PathBuf>,
    leftovers: Vec<PathBuf>,
}

impl OwnFiles {
    fn of(listing: &Listing) -> Self {
        let mut files = Self::default();
        let is_hidden = |name: &str| name.starts_with('.') && name != ".piyue";
        let walk = WalkDir::new(&listing.root)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                let name = entry.file_name().to_string_lossy();
                let is_folder = entry.file_type().is_dir();
                entry.depth() == 0 || !is_folder || !(is_hidden(&name) || name == "backups")
            });
        // What cannot be listed is in the listing's own failures.
        for entry in walk.filter_map(Result::ok) {
            if entry.file_type().is_dir() {
                continue;
            }
            let root = &listing.root;
            let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
            files.sort_in(listing, path);
        }
        files
    }

    fn sort_in(&mut self, listing: &Listing, path: &Path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_long = path.parent().is_some_and(|at| at.ends_with(".piyue/long"));
        let is_sidecar = name.ends_with(SIDECAR_ENDING) || (is_long && name.ends_with(LONG_ENDING));
        let written = name
            .strip_prefix('.')
            .and_then(|name| name.strip_suffix(".tmp"));
        let is_leftover = written.is_some_and(|written| {
            written.ends_with(SIDECAR_ENDING) || (is_long && written.ends_with(LONG_ENDING))
        });
        if is_leftover {
            self.leftovers.push(path.to_owned());
        } else if is_sidecar && name != codebook::FILE_NAME {
            let document = if is_long {
                document_of_long(listing, path)
            } else {
                document_of(listing, path)
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

/// The document that a sidecar lies beside: the one whose name it begins with, a reviewer's name between or not.
fn document_of(listing: &Listing, sidecar: &Path) -> Option<PathBuf> {
    let name = sidecar.file_name()?.to_string_lossy();
    let stem = name.strip_suffix(SIDECAR_ENDING)?;
    let beside = |document: &&PathBuf| document.parent() == sidecar.parent();
    let fits = |document: &&PathBuf| {
        let name = document.file_name().unwrap_or_default().to_string_lossy();
        stem.strip_prefix(&*name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let documents = listing.documents.iter();
    documents
        .filter(beside)
        .filter(fits)
        .max_by_key(|document| document.as_os_str().len())
        .cloned()
}

/// The document of a sidecar under `.piyue/long/`: by its hash, or by the name inside.
fn document_of_long(listing: &Listing, sidecar: &Path) -> Option<PathBuf> {
    let documents = || listing.documents.iter();
    let by_hash = documents().find(|document| sidecar_path(document) == sidecar);
    if let Some(document) = by_hash {
        return Some(document.clone());
    }
    let ron = fs::read_to_string(listing.root.join(sidecar)).ok()?;
    let (_, note) = sidecar::read(&ron, &Text::default(), "").ok()?;
    // …/.piyue/long/HASH.ron belongs to a document in ….
    let folder = sidecar.ancestors().nth(3)?;
    documents()
        .find(|document| **document == folder.join(&note.name))
        .cloned()
}

/// A sidecar that no document claims may be unreadable too, which is then what to say.
fn check_without_document(root: &Path, sidecar: PathBuf) -> Finding {
    match read_sidecar(root, &sidecar, None) {
        Err(read_only) => Finding::Sidecar(read_only),
        Ok(_) => Finding::WithoutDocument { sidecar },
    }
}

fn check_document(
    listing: &Listing,
    codebook: &Codebook,
    path: &Path,
    sidecars: &[PathBuf],
    found: &mut Vec<Finding>,
) {
    let read = |error: io::Error| LoadFailure::Io(error.to_string());
    let bytes = fs::read(listing.root.join(path)).map_err(read);
    let source = bytes
        .as_ref()
        .map_err(Clone::clone)
        .and_then(|bytes| source::read(path, bytes, None).map_err(LoadFailure::Unreadable));
    let source = match source {
        Ok(source) => source,
        Err(failure) => {
            let path = path.to_owned();
            return found.push(Finding::Document { path, failure });
        }
    };
    for sidecar in sidecars {
        // The text is the one that the sidecar's encoding gives.
        let ron = fs::read_to_string(listing.root.join(sidecar)).unwrap_or_default();
        let noted = sidecar::encoding_noted(&ron)
            .and_then(|encoding| source::read(path, bytes.as_ref().ok()?, Some(encoding)).ok());
        let source = noted.as_ref().unwrap_or(&source);
        match read_sidecar(&listing.root, sidecar, Some(source)) {
            Ok(annotation) => check_annotation(codebook, sidecar, source, &annotation, found),
            Err(read_only) => found.push(Finding::Sidecar(read_only)),
        }
    }
}

fn read_sidecar(
    root: &Path,
    sidecar: &Path,
    source: Option<&Source>,
) -> Result<Annotation, ReadOnly> {
    let at_fault = |reason| ReadOnly {
        sidecar: root.join(sidecar),
        reason,
    };
    let ron = fs::read_to_string(root.join(sidecar))
        .map_err(|error| at_fault(ReadOnlyReason::Io(error.to_string())))?;
    let none = Text::default();
    let (text, sha256) = source.map_or((&none, ""), |source| (&*source.text, &*source.sha256));
    sidecar::read(&ron, text, sha256)
        .map(|(annotation, _)| annotation)
        .map_err(|error: SidecarError| at_fault(ReadOnlyReason::Sidecar(error)))
}

fn check_annotation(
    codebook: &Codebook,
    sidecar: &Path,
    source: &Source,
    annotation: &Annotation,
    found: &mut Vec<Finding>,
) {
    let sidecar = || sidecar.to_owned();
    found.extend(
        annotation
            .detached
            .iter()
            .map(|detached| Finding::Detached {
                sidecar: sidecar(),
                anchor: detached.anchor().clone(),
            }),
    );
    // Whether an entry is there does not depend on what is found in it.
    let outline = document::parse(&source.text);
    let record = Record::new(&source.text, &outline, &Extraction::default(), annotation);
    found.extend(record.homeless.iter().map(|entry| Finding::WithoutEntry {
        sidecar: sidecar(),
        start: source.text.chars_before(entry.anchor.start),
        quote: entry.anchor.quote.clone(),
    }));
    let (mut tags, mut kinds) = (BTreeMap::new(), BTreeMap::new());
    let of_entries = annotation.entries.iter().flat_map(|entry| &entry.tags);
    for tag in of_entries.chain(&annotation.review.tags) {
        if !codebook.has_tag(tag) {
            *tags.entry(tag).or_insert(0) += 1;
        }
    }
    for mention in &annotation.mentions {
        if let MentionType::Custom(name) = &mention.kind
            && !codebook.types.iter().any(|known| known.name == *name)
        {
            *kinds.entry(name).or_insert(0) += 1;
        }
    }
    found.extend(tags.into_iter().map(|(tag, n)| Finding::UnknownTag {
        sidecar: sidecar(),
        tag: tag.clone(),
        n,
    }));
    found.extend(kinds.into_iter().map(|(kind, n)| Finding::UnknownType {
        sidecar: sidecar(),
        kind: kind.to_string(),
        n,
    }));
}

#[cfg(test)]
mod tests {
    use super::super::listing::{list, portable};
    use super::*;
    use crate::annotation::sidecar::SourceNote;
    use crate::annotation::{MentionDecision, Verdict};
    use crate::text::Span;

    fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, words) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("has one")).expect("creates");
            fs::write(path, words).expect("writes");
        }
        folder
    }

    /// The findings as lines: what, and about which file.
    fn found(folder: &Path, fix: bool) -> Vec<String> {
        let listing = list(folder).expect("lists");
        let name = |path: &Path| portable(path.strip_prefix(folder).unwrap_or(path));
        let findings = check(&listing, fix).found;
        let lines = findings.iter().map(|finding| match finding {
            Finding::Codebook(_) => "codebook".to_owned(),
            Finding::Document { path, .. } => format!("document {}", name(path)),
            Finding::Sidecar(read_only) => format!("sidecar {}", name(&read_only.sidecar)),
            Finding::WithoutDocument { sidecar } => format!("without {}", name(sidecar)),
            Finding::Detached { sidecar, anchor } => {
                format!("detached {} {}", name(sidecar), anchor.quote)
            }
            Finding::WithoutEntry { sidecar, .. } => format!("no entry {}", name(sidecar)),
            Finding::UnknownTag { sidecar, tag, n } => format!("tag {} {tag} {n}", name(sidecar)),
            Finding::UnknownType { sidecar, kind, n } => {
                format!("type {} {kind} {n}", name(sidecar))
            }
            Finding::Leftover { path, is_removed } => {
                format!("leftover {} {is_removed}", name(path))
            }
        });
        lines.collect()
    }

    /// A sidecar of a document with this text.
    fn sidecar_of(words: &str, annotation: &Annotation) -> String {
        let source = source::read(Path::new("甲.txt"), words.as_bytes(), None).expect("a text");
        let note = SourceNote {
            name: "甲.txt".into(),
            sha256: source.sha256,
            length: source.text.n_chars(),
            encoding: source.encoding,
        };
        sidecar::write(annotation, &source.text, note).expect("quotes hold")
    }

    #[test]
    fn every_fault_is_named_with_its_file_and_nothing_else_is_changed() {
        let mut annotation = Annotation::default();
        annotation.review.tags = vec!["重要".into(), "没有的".into()];
        let tagged = sidecar_of("数据", &annotation);
        let folder = folder_with(&[
            ("甲.txt", "数据"),
            ("甲.txt.piyue.ron", &tagged),
            ("甲.txt.李.piyue.ron", "<<<<<<< HEAD"),
            ("子/乙.txt", "\0\u{1}"),
            ("子/丙.txt.piyue.ron", &tagged),
            ("codebook.piyue.ron", "Codebook("),
            (".甲.txt.piyue.ron.tmp", "Side"),
            (".piyue/backups/甲.txt.piyue.ron.2026", "Side"),
            (".别人的.tmp", ""),
        ]);
        let expected = |is_removed: bool| {
            [
                "codebook".to_owned(),
                "document 子/乙.txt".to_owned(),
                "tag 甲.txt.piyue.ron 没有的 1".to_owned(),
                "sidecar 甲.txt.李.piyue.ron".to_owned(),
                "without 子/丙.txt.piyue.ron".to_owned(),
                format!("leftover .甲.txt.piyue.ron.tmp {is_removed}"),
            ]
        };
        assert_eq!(found(folder.path(), false), expected(false));
        assert_eq!(found(folder.path(), true), expected(true));
        assert_eq!(found(folder.path(), true), expected(true)[..5]);
        assert!(folder.path().join(".别人的.tmp").exists());
    }

    #[test]
    fn decisions_on_a_changed_source_are_named_with_their_words() {
        let text = Text::new("数据".to_owned());
        let decision = MentionDecision {
            verdict: Verdict::Added,
            kind: MentionType::Org,
            anchor: Anchor::of(Span::new(0, text.len()), &text),
            value: None,
            was: None,
            by: None,
            at: String::new(),
        };
        let annotation = Annotation {
            mentions: vec![decision],
            ..Annotation::default()
        };
        let sidecar = sidecar_of("数据", &annotation);
        let folder = folder_with(&[("甲.txt", "新的数据"), ("甲.txt.piyue.ron", &sidecar)]);
        assert_eq!(
            found(folder.path(), true),
            ["detached 甲.txt.piyue.ron 数据"]
        );
    }
}
