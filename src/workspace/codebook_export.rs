//! Exporting the folder's codebook as tables for people, with how often each tag, type and field was used.

use std::io::Write;
use std::path::Path;

use super::exporting::{
    ExportFailure, ExportSummary, Folder, Progress, SkipReason, Target, each_in_order, to_target,
};
use super::sidecar_file::Reviewer;
use crate::export::{CodebookFormat, Layout, write_codebook};
use crate::i18n::Language;
use crate::record::Uses;

/// How to export a codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodebookRequest {
    pub format: CodebookFormat,
    /// Of headings, and of types and fields that have a name in each.
    pub language: Language,
    /// Whose decisions to count; none is those in nobody's name.
    pub reviewer: Option<Reviewer>,
}

/// Exports the codebook of a folder, counted over its documents. Those that cannot be read are named, and not counted.
///
/// # Errors
/// As [`super::export`].
pub fn export_codebook(
    folder: Folder<'_>,
    request: &CodebookRequest,
    target: Target<'_>,
    progress: &mut Progress<'_>,
) -> Result<ExportSummary, ExportFailure> {
    to_target(target, &[folder], |out| {
        write(folder, request, out, progress)
    })
}

fn write(
    folder: Folder<'_>,
    request: &CodebookRequest,
    out: &mut dyn Write,
    progress: &mut Progress<'_>,
) -> Result<ExportSummary, ExportFailure> {
    let documents = &folder.listing.documents;
    let mut summary = ExportSummary::default();
    let mut uses = Uses::default();
    each_in_order(
        documents.len(),
        |at| uses_in(folder, &documents[at], request.reviewer.as_ref()),
        |at, counted| {
            match counted {
                Ok(in_document) => {
                    uses.add(in_document);
                    summary.n_written += 1;
                }
                Err(reason) => summary.skipped.push((documents[at].clone(), reason)),
            }
            Ok(())
        },
        progress,
    )?;
    let layout = Layout {
        language: request.language,
        codebook: folder.codebook,
        scratch: None,
    };
    write_codebook(request.format, &uses, summary.n_written, &layout, out)?;
    Ok(summary)
}

fn uses_in(
    folder: Folder<'_>,
    path: &Path,
    reviewer: Option<&Reviewer>,
) -> Result<Uses, SkipReason> {
    let document = folder.load(path, reviewer)?;
    let mut uses = Uses::default();
    uses.count(&document.annotation, &document.record());
    Ok(uses)
}
