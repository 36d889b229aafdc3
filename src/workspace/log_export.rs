//! Exporting the log of a folder: every decision with who made it and when.
//!
//! Documents that nobody decided on are not loaded. What cannot be read is left out and named, as in any export.

use std::io::Write;
use std::path::Path;

use super::document::LoadedDocument;
use super::exporting::{
    ExportFailure, ExportSummary, Folder, Progress, SkipReason, Target, each_in_order, to_target,
};
use super::listing::portable;
use super::sidecar_file::{Reviewer, sidecar_path_of};
use crate::export::{ExportError, Layout, LogFormat, LogWriter};
use crate::i18n::Language;

/// Which log to export, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRequest {
    pub format: LogFormat,
    /// Of headings and words in a CSV.
    pub language: Language,
    /// Whose sidecars to read; none is those in nobody's name.
    pub reviewer: Option<Reviewer>,
}

/// Exports the log of a folder's documents, in the order of their paths.
///
/// # Errors
/// As [`super::export`].
pub fn export_log(
    folder: Folder<'_>,
    request: &LogRequest,
    target: Target<'_>,
    progress: &mut Progress<'_>,
) -> Result<ExportSummary, ExportFailure> {
    to_target(target, &[folder], |out| {
        write(folder, request, out, progress)
    })
}

fn write(
    folder: Folder<'_>,
    request: &LogRequest,
    out: &mut dyn Write,
    progress: &mut Progress<'_>,
) -> Result<ExportSummary, ExportFailure> {
    let layout = Layout {
        language: request.language,
        codebook: folder.codebook,
        scratch: None,
    };
    let mut log = LogWriter::new(request.format, layout, out)?;
    let documents = &folder.listing.documents;
    let mut summary = ExportSummary::default();
    each_in_order(
        documents.len(),
        |at| load(folder, &documents[at], request.reviewer.as_ref()),
        |at, loaded| {
            match write_document(loaded, &mut log)? {
                Ok(n) => summary.n_written += n,
                Err(reason) => summary.skipped.push((documents[at].clone(), reason)),
            }
            Ok(())
        },
        progress,
    )?;
    log.finish()?;
    Ok(summary)
}

/// A document that has a sidecar; none where nobody decided on it.
fn load(
    folder: Folder<'_>,
    path: &Path,
    reviewer: Option<&Reviewer>,
) -> Result<Option<LoadedDocument>, SkipReason> {
    let sidecar = sidecar_path_of(path, reviewer);
    if !folder.listing.root.join(sidecar).exists() {
        return Ok(None);
    }
    folder.load(path, reviewer).map(Some)
}

/// Says how many documents were written: none where nobody decided on it.
fn write_document<W: Write>(
    loaded: Result<Option<LoadedDocument>, SkipReason>,
    log: &mut LogWriter<'_, W>,
) -> Result<Result<usize, SkipReason>, ExportError> {
    match loaded {
        Ok(Some(document)) => {
            let path = portable(&document.path);
            log.document(&path, &document.annotation, &document.source.text)?;
            Ok(Ok(1))
        }
        Ok(None) => Ok(Ok(0)),
        Err(reason) => Ok(Err(reason)),
    }
}
