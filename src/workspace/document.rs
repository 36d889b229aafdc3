//! Loading one document: bytes, text, outline, extraction, annotation.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::sidecar_file::sidecar_path;
use crate::annotation::Annotation;
use crate::annotation::sidecar::{self, SidecarError, SourceNote};
use crate::codebook::Codebook;
use crate::document::{self, Outline};
use crate::extract::{self, Extraction};
use crate::record::{Record, outline_in_force};
use crate::source::{self, Encoding, Source, Unreadable};

/// A document with everything known about it.
#[derive(Debug, Clone)]
pub struct LoadedDocument {
    /// Relative to the workspace's root.
    pub path: PathBuf,
    pub source: Source,
    /// The outline with the reviewer's document fields in force.
    pub outline: Arc<Outline>,
    /// The outline as parsed, which decisions are compared with.
    pub parsed: Arc<Outline>,
    pub extraction: Arc<Extraction>,
    pub annotation: Annotation,
    /// Set where the sidecar cannot be used: the document must not be edited, or decisions would be lost.
    pub read_only: Option<ReadOnly>,
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
}

/// Why a document could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadFailure {
    Unreadable(Unreadable),
    /// The operating system's words.
    Io(String),
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
        }
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
    }

    /// Extracts anew after the reviewer changed what extraction depends on.
    pub fn extract_again(&mut self, codebook: &Codebook) {
        self.outline = Arc::new(outline_in_force(&self.parsed, &self.annotation));
        self.extraction = Arc::new(extract::extract(&self.source.text, codebook, &self.outline));
    }
}

/// Loads a document in the encoding that its sidecar names, or else the one detected.
///
/// # Errors
/// Where the file cannot be read or is no text.
pub fn load(root: &Path, path: &Path, codebook: &Codebook) -> Result<LoadedDocument, LoadFailure> {
    load_with_encoding(root, path, codebook, None)
}

/// Loads a document in the encoding that a reviewer chose.
///
/// # Errors
/// Where the file cannot be read or is no text.
pub fn load_with_encoding(
    root: &Path,
    path: &Path,
    codebook: &Codebook,
    encoding: Option<Encoding>,
) -> Result<LoadedDocument, LoadFailure> {
    let bytes = fs::read(root.join(path)).map_err(|error| LoadFailure::Io(error.to_string()))?;
    let sidecar = root.join(sidecar_path(path));
    let ron = match fs::read_to_string(&sidecar) {
        Ok(ron) => Ok(Some(ron)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ReadOnlyReason::Io(error.to_string())),
    };
    let encoding = encoding.or_else(|| sidecar::encoding_noted(ron.as_ref().ok()?.as_deref()?));
    let source = source::read(path, &bytes, encoding).map_err(LoadFailure::Unreadable)?;
    let (annotation, read_only) = match ron {
        Ok(None) => (Annotation::default(), None),
        Ok(Some(ron)) => match sidecar::read(&ron, &source.text, &source.sha256) {
            Ok((annotation, _)) => (annotation, None),
            Err(error) => (Annotation::default(), Some(ReadOnlyReason::Sidecar(error))),
        },
        Err(reason) => (Annotation::default(), Some(reason)),
    };
    let parsed = Arc::new(document::parse(&source.text));
    let outline = if annotation.document.is_empty() {
        parsed.clone()
    } else {
        Arc::new(outline_in_force(&parsed, &annotation))
    };
    let extraction = Arc::new(extract::extract(&source.text, codebook, &outline));
    Ok(LoadedDocument {
        path: path.to_owned(),
        source,
        outline,
        parsed,
        extraction,
        annotation,
        read_only: read_only.map(|reason| ReadOnly { sidecar, reason }),
    })
}
