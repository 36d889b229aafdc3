//! Exporting a folder, or the part of it that a filter lets through.
//!
//! Documents are loaded on the available cores and written in the order of their paths. A file appears whole or not at all: what is
//! written goes to a temporary file beside it (`.NAME.tmp`), which takes its place at the end; a folder of files likewise, and it takes the place
//! of nothing but an earlier export. Sources and sidecars are never targets.
//!
//! [`export`] writes records, decisions included; [`extract`] the machine's extraction alone. Both run where they are called; a window calls
//! them on a thread of its own and stops them through what `progress` returns.

mod folder_target;
mod given;
mod job;
mod run;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub(super) use self::folder_target::holds_export;
pub use self::folder_target::{TargetState, target_state};
pub use self::given::{Content, Given, extract_given};
use self::job::Job;
pub(super) use self::run::each_in_order;
pub use self::run::to_target;
use super::document::{
    LoadFailure, LoadOptions, LoadedDocument, ReadOnly, load_with, load_without_sidecar,
};
use super::listing::Listing;
use super::sidecar_file::Reviewer;
use crate::codebook::Codebook;
use crate::export::{Choices, ExportError, Filter, Format, Notice};
use crate::i18n::Language;

/// Told how many documents are done of how many; breaking cancels the export.
pub type Progress<'p> = dyn FnMut(usize, usize) -> ControlFlow<()> + 'p;

/// What to export, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRequest {
    pub format: Format,
    pub choices: Choices,
    pub filter: Filter,
    /// Words and values are written with the corrections of the source.
    pub with_errata: bool,
    /// Of headings, sheets and the like.
    pub language: Language,
    /// Whose sidecars to read; none is those in nobody's name.
    pub reviewer: Option<Reviewer>,
}

/// Where an export goes.
pub enum Target<'t> {
    /// A file, or a folder where the format is one; replaced when everything is written.
    Path(&'t Path),
    /// Written as it comes; what was written before a failure stays written.
    Writer(&'t mut dyn Write),
}

impl std::fmt::Debug for Target<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Path(path) => f.debug_tuple("Path").field(path).finish(),
            Self::Writer(_) => f.debug_tuple("Writer").finish_non_exhaustive(),
        }
    }
}

/// A listed folder with the codebook that holds in it.
#[derive(Debug, Clone, Copy)]
pub struct Folder<'a> {
    pub listing: &'a Listing,
    pub codebook: &'a Codebook,
}

impl Folder<'_> {
    /// A document with a reviewer's decisions; none is those in nobody's name.
    ///
    /// # Errors
    /// Where the document cannot be read, or its decisions cannot and so are not known.
    pub(super) fn load(
        &self,
        path: &Path,
        reviewer: Option<&Reviewer>,
    ) -> Result<LoadedDocument, SkipReason> {
        let options = LoadOptions {
            encoding: None,
            reviewer: reviewer.cloned(),
        };
        let document = load_with(&self.listing.root, path, self.codebook, &options)
            .map_err(SkipReason::Unreadable)?;
        match document.read_only {
            Some(read_only) => Err(SkipReason::Sidecar(read_only)),
            None => Ok(document),
        }
    }
}

/// What an export did.
#[derive(Debug, Default)]
pub struct ExportSummary {
    pub n_written: usize,
    /// Documents that are not in it, in their order, by their path relative to the folder.
    pub skipped: Vec<(PathBuf, SkipReason)>,
    /// What is well but should be known.
    pub notices: Vec<Notice>,
}

/// Why a document is not in an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SkipReason {
    /// The filter asked for others.
    Filtered,
    /// The file could not be read.
    Unreadable(LoadFailure),
    /// Its sidecar could not be read: without the decisions in it the document would be shown as nobody left it.
    Sidecar(ReadOnly),
}

/// Why there is no export. The target is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ExportFailure {
    #[error("cancelled")]
    Cancelled,
    /// The target is one of the documents.
    #[error("{0} is a source document")]
    IsSource(PathBuf),
    /// The target is named as a sidecar or codebook.
    #[error("{0} is a sidecar or codebook")]
    IsSidecar(PathBuf),
    /// The target is a folder with other things in it than an earlier export.
    #[error("{0} holds other files")]
    NotEmpty(PathBuf),
    /// The format is a folder of files, and cannot go where only one can.
    #[error("the format is a folder of files")]
    NeedsFolder,
    /// The target cannot be written, in the operating system's words.
    #[error("{path}: {error}")]
    Target { path: PathBuf, error: io::Error },
    #[error("{0}")]
    Export(#[from] ExportError),
}

/// Exports the records of a folder.
///
/// # Errors
/// Where the target must not or cannot be written, or `progress` broke. Documents that cannot be read are no error: the summary names them.
pub fn export(
    folder: Folder<'_>,
    request: &ExportRequest,
    target: Target<'_>,
    progress: &mut Progress<'_>,
) -> Result<ExportSummary, ExportFailure> {
    let job = Job {
        folders: &[folder],
        request,
        codebook: folder.codebook,
        load: &|folder: Folder<'_>, path: &Path| folder.load(path, request.reviewer.as_ref()),
    };
    job.run(target, progress)
}

/// Writes what the machine finds in folders, as native JSONL. Sidecars are not looked at.
///
/// # Errors
/// As [`export`].
pub fn extract(
    folders: &[Folder<'_>],
    target: Target<'_>,
    progress: &mut Progress<'_>,
) -> Result<ExportSummary, ExportFailure> {
    let request = ExportRequest {
        format: Format::Jsonl,
        choices: Choices::default(),
        filter: Filter::default(),
        with_errata: false,
        // Native JSONL is in no language.
        language: Language::English,
        reviewer: None,
    };
    let built_in = Codebook::built_in();
    let job = Job {
        folders,
        request: &request,
        codebook: &built_in,
        load: &|folder: Folder<'_>, path: &Path| {
            load_without_sidecar(&folder.listing.root, path, folder.codebook)
                .map_err(SkipReason::Unreadable)
        },
    };
    job.run(target, progress)
}

/// Refuses targets that are a document of the folders or would be taken for decisions.
fn refuse_ours(target: &Path, folders: &[Folder<'_>]) -> Result<(), ExportFailure> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    if name.to_lowercase().ends_with(".piyue.ron") {
        return Err(ExportFailure::IsSidecar(target.to_owned()));
    }
    // What does not exist yet is no source.
    let Ok(target_itself) = target.canonicalize() else {
        return Ok(());
    };
    for folder in folders {
        for document in &folder.listing.documents {
            let document = folder.listing.root.join(document);
            if document
                .canonicalize()
                .is_ok_and(|document| document == target_itself)
            {
                return Err(ExportFailure::IsSource(target.to_owned()));
            }
        }
    }
    Ok(())
}
