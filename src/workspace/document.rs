//! Loading one document: bytes, text, outline, extraction, annotation.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::reading::{read_sidecar, read_source};
use super::sidecar_file::{Reviewer, sidecar_path_of};
use super::texts;
use crate::annotation::sidecar::{self, SidecarError, SourceNote};
use crate::annotation::{Annotation, Moves, Present};
use crate::codebook::{Codebook, Naming};
use crate::document::{self, Outline};
use crate::extract::{self, Extraction};
use crate::record::{Record, outline_in_force, tree_in_force};
use crate::source::{self, Encoding, Reading, Source, Unreadable};

/// A document with everything known about it.
#[derive(Debug, Clone)]
pub struct LoadedDocument {
    /// Relative to the workspace's root.
    pub path: PathBuf,
    pub source: Source,
    /// The outline with the reviewer's document fields in force.
    pub outline: Arc<Outline>,
    /// The outline with the reviewer's tree, and the document fields as the machine reads them, which decisions are compared with.
    pub parsed: Arc<Outline>,
    pub extraction: Arc<Extraction>,
    pub annotation: Annotation,
    /// What the codebook in force calls tags, and which types it does not offer any more.
    pub naming: Naming,
    /// What became of the decisions where the source has changed since they were saved. Nothing of it is on disk before the next decision.
    pub moves: Moves,
    /// SHA-256 of the sidecar's bytes as they were read, lower-case hexadecimal; none where there was no file.
    pub sidecar_sha256: Option<String>,
    /// In whose sidecar the annotation is kept; none is the one that is in nobody's name.
    pub reviewer: Option<Reviewer>,
    /// Set where the sidecar cannot be used: the document must not be edited, or decisions would be lost.
    pub read_only: Option<ReadOnly>,
}

/// How to load a document; by default as its own sidecar has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LoadOptions {
    /// What a reviewer chose; without it the one that the sidecar names, or else the one detected.
    pub encoding: Option<Encoding>,
    /// Whose sidecar to use; none is the one that is in nobody's name.
    pub reviewer: Option<Reviewer>,
}

/// Why a document opens read-only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOnly {
    /// The sidecar at fault.
    pub sidecar: PathBuf,
    pub reason: ReadOnlyReason,
}

/// What is wrong with a sidecar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadOnlyReason {
    Sidecar(SidecarError),
    /// The operating system's words.
    Io(String),
    /// Above [`sidecar::MAX_BYTES`].
    TooLarge,
    /// A symbolic link: decisions are kept in the folder, and nothing outside it is taken for them.
    Link,
    /// A folder, a pipe or the like has the name.
    NotAFile,
    /// Not UTF-8, in this line (from 1).
    NotUtf8 {
        line: usize,
    },
}

/// Why a document could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadFailure {
    Unreadable(Unreadable),
    /// The operating system's words.
    Io(String),
    /// The program failed at it. That is a fault of the program, and costs this document and no other.
    Fault,
}

impl LoadedDocument {
    /// What the sidecar says about the source.
    #[must_use]
    pub fn source_note(&self) -> SourceNote {
        SourceNote {
            name: self
                .path
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            sha256: self.source.sha256.clone(),
            length: self.source.text.n_chars(),
            encoding: self.source.encoding,
            converter: self.source.converter(),
        }
    }

    /// Where its annotation is kept, relative to the workspace's root.
    #[must_use]
    pub fn sidecar_path(&self) -> PathBuf {
        sidecar_path_of(&self.path, self.reviewer.as_ref())
    }

    /// The document as it stands after review. What the machine said of its fields comes from the outline as parsed.
    #[must_use]
    pub fn record(&self) -> Record {
        Record::new(
            &self.source.text,
            &self.parsed,
            &self.extraction,
            &self.annotation,
        )
        .named(&self.naming)
    }

    /// Makes the outline in force anew. What was extracted is of the one before until it is extracted again.
    pub fn outline_again(&mut self) {
        self.parsed = tree_in_force(&self.source.text, &self.parsed, &self.annotation);
        self.outline = in_force(&self.parsed, &self.annotation);
    }

    /// Extracts anew after the reviewer changed what extraction depends on.
    pub fn extract_again(&mut self, codebook: &Codebook) {
        self.naming = codebook.naming();
        self.outline_again();
        self.extraction = Arc::new(extract::extract(&self.source.text, codebook, &self.outline));
    }
}

/// Loads a document in the encoding that its sidecar names, or else the one detected.
///
/// # Errors
/// Where the file cannot be read or is no text.
pub fn load(root: &Path, path: &Path, codebook: &Codebook) -> Result<LoadedDocument, LoadFailure> {
    load_with(root, path, codebook, &LoadOptions::default())
}

/// Loads a document with the annotation of a reviewer.
///
/// # Errors
/// Where the file cannot be read or is no text.
pub fn load_with(
    root: &Path,
    path: &Path,
    codebook: &Codebook,
    options: &LoadOptions,
) -> Result<LoadedDocument, LoadFailure> {
    guarded(|| load_unguarded(root, path, codebook, options))
}

/// Does the work on one document so that a panic in it is the failure of this document.
fn guarded(
    load: impl FnOnce() -> Result<LoadedDocument, LoadFailure>,
) -> Result<LoadedDocument, LoadFailure> {
    panic::catch_unwind(AssertUnwindSafe(load)).unwrap_or(Err(LoadFailure::Fault))
}

fn load_unguarded(
    root: &Path,
    path: &Path,
    codebook: &Codebook,
    options: &LoadOptions,
) -> Result<LoadedDocument, LoadFailure> {
    let LoadOptions { encoding, reviewer } = options;
    let bytes = read_source(&root.join(path))?;
    let sidecar = root.join(sidecar_path_of(path, reviewer.as_ref()));
    let ron = read_sidecar(&sidecar);
    let sidecar_sha256 = match &ron {
        Ok(Some(ron)) => Some(source::sha256_hex(ron.as_bytes())),
        _ => None,
    };
    let source = match encoding {
        Some(_) => source::read(path, &bytes, *encoding),
        None => decode(path, &bytes, ron.as_ref().ok().and_then(Option::as_deref)),
    };
    let source = source.map_err(LoadFailure::Unreadable)?;
    let mut moves = Moves::default();
    let (annotation, read_only) = match ron {
        Ok(None) => (Annotation::default(), None),
        Ok(Some(ron)) => match read_annotation(&ron, root, path, &source, &bytes) {
            Ok((annotation, _, moved)) => {
                moves = moved;
                (annotation, None)
            }
            Err(error) => (Annotation::default(), Some(ReadOnlyReason::Sidecar(error))),
        },
        Err(reason) => (Annotation::default(), Some(reason)),
    };
    let parsed = Arc::new(document::parse_part(&source.text, source.content));
    let parsed = tree_in_force(&source.text, &parsed, &annotation);
    let outline = in_force(&parsed, &annotation);
    let extraction = Arc::new(extract::extract(&source.text, codebook, &outline));
    Ok(LoadedDocument {
        path: path.to_owned(),
        source,
        outline,
        parsed,
        extraction,
        annotation,
        naming: codebook.naming(),
        moves,
        sidecar_sha256,
        reviewer: reviewer.clone(),
        read_only: read_only.map(|reason| ReadOnly { sidecar, reason }),
    })
}

/// The outline that extraction works on.
fn in_force(parsed: &Arc<Outline>, annotation: &Annotation) -> Arc<Outline> {
    if annotation.document.is_empty() {
        return parsed.clone();
    }
    Arc::new(outline_in_force(parsed, annotation))
}

/// Decodes a document's bytes as its sidecar says, unless they are others by now and in another encoding.
pub(super) fn decode(path: &Path, bytes: &[u8], ron: Option<&str>) -> Result<Source, Unreadable> {
    let detected = || source::read(path, bytes, None);
    let Some(note) = ron.and_then(sidecar::source_noted) else {
        return detected();
    };
    let noted = source::read(path, bytes, Some(note.encoding));
    match &noted {
        Ok(source) if source.sha256 == note.sha256 => noted,
        // What is well-formed UTF-8 is hardly ever anything else; other encodings can only be guessed, and a reviewer's choice is better than that.
        Ok(source) if !source.has_errors && std::str::from_utf8(bytes).is_err() => noted,
        _ => detected(),
    }
}

/// Reads a sidecar for a document, with the decisions where they belong if the source is no longer the one they were made on.
pub(super) fn read_annotation(
    ron: &str,
    root: &Path,
    path: &Path,
    source: &Source,
    bytes: &[u8],
) -> Result<(Annotation, SourceNote, Moves), SidecarError> {
    let earlier = |sha256: &str, reading: Option<&Reading>| {
        let is_same_converter =
            reading.is_none_or(|reading| reading.converter == source.converter());
        if sha256 == source.sha256 && is_same_converter {
            // The same bytes, read in another encoding.
            let read = source::read(path, bytes, reading.map(|reading| reading.encoding));
            return read.map(|source| source.text).into_iter().collect();
        }
        texts::kept(root, path, sha256, reading)
    };
    let present = Present {
        text: &source.text,
        sha256: &source.sha256,
        reading: Some(source.reading()),
        earlier: &earlier,
    };
    sidecar::read_on(ron, &present)
}

/// A document as the machine alone sees it: in the encoding detected, without a look at sidecars.
pub(super) fn load_without_sidecar(
    root: &Path,
    path: &Path,
    codebook: &Codebook,
) -> Result<LoadedDocument, LoadFailure> {
    guarded(|| load_machine_alone(root, path, codebook))
}

fn load_machine_alone(
    root: &Path,
    path: &Path,
    codebook: &Codebook,
) -> Result<LoadedDocument, LoadFailure> {
    let bytes = read_source(&root.join(path))?;
    let source = source::read(path, &bytes, None).map_err(LoadFailure::Unreadable)?;
    Ok(of_machine_alone(path, source, codebook))
}

/// A document that did not come from a folder, as the machine alone sees it. `read` gives its text.
pub(super) fn machine_alone(
    path: &Path,
    codebook: &Codebook,
    read: impl FnOnce() -> Result<Source, LoadFailure>,
) -> Result<LoadedDocument, LoadFailure> {
    guarded(|| Ok(of_machine_alone(path, read()?, codebook)))
}

fn of_machine_alone(path: &Path, source: Source, codebook: &Codebook) -> LoadedDocument {
    let parsed = Arc::new(document::parse_part(&source.text, source.content));
    let extraction = Arc::new(extract::extract(&source.text, codebook, &parsed));
    LoadedDocument {
        path: path.to_owned(),
        source,
        outline: parsed.clone(),
        parsed,
        extraction,
        annotation: Annotation::default(),
        naming: codebook.naming(),
        moves: Moves::default(),
        sidecar_sha256: None,
        reviewer: None,
        read_only: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_in_the_program_costs_one_document_and_not_the_thread() {
        let failure = guarded(|| panic!("a rule that does not know this text"));
        assert_eq!(failure.err(), Some(LoadFailure::Fault));
    }
}
