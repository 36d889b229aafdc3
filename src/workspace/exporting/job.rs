//! One export from its documents to its target.

use std::io::{self, BufWriter};
use std::ops::ControlFlow;
use std::path::Path;

use super::folder_target::FolderTarget;
use super::{
    ExportFailure, ExportRequest, ExportSummary, Folder, Progress, SkipReason, Target, refuse_ours,
};
use crate::codebook::Codebook;
use crate::export::{ExportError, ExportedDocument, Exporter, Layout, Notice, Output, exporter};
use crate::record::Record;
use crate::workspace::disk::folder_of;
use crate::workspace::document::LoadedDocument;
use crate::workspace::in_order::in_order;
use crate::workspace::listing::portable;
use crate::workspace::replacement::Replacement;

pub(super) type Load<'a> =
    dyn Fn(Folder<'_>, &Path) -> Result<LoadedDocument, SkipReason> + Sync + 'a;

/// An export to be run.
pub(super) struct Job<'a> {
    pub(super) folders: &'a [Folder<'a>],
    pub(super) request: &'a ExportRequest,
    /// Names the types in headings.
    pub(super) codebook: &'a Codebook,
    pub(super) load: &'a Load<'a>,
}

impl Job<'_> {
    pub(super) fn run(
        &self,
        target: Target<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<ExportSummary, ExportFailure> {
        match target {
            Target::Writer(_) if self.request.format.is_folder() => Err(ExportFailure::NeedsFolder),
            Target::Writer(out) => self.write(Output::File(Box::new(out)), None, progress),
            Target::Path(path) => {
                refuse_ours(path, self.folders)?;
                let at_target = |error| ExportFailure::Target {
                    path: path.to_owned(),
                    error,
                };
                if self.request.format.is_folder() {
                    let mut folder = FolderTarget::begin(path)?;
                    let output = Output::Folder(Box::new(&mut folder));
                    let summary = self.write(output, None, progress)?;
                    folder.take_place().map_err(at_target)?;
                    return Ok(summary);
                }
                let replacement = Replacement::beside(path).map_err(at_target)?;
                let mut out = BufWriter::new(replacement.writer().map_err(at_target)?);
                let output = Output::File(Box::new(&mut out));
                let summary = self.write(output, Some(folder_of(path)), progress)?;
                out.into_inner()
                    .map_err(io::IntoInnerError::into_error)
                    .and_then(|_| replacement.take_place())
                    .map_err(at_target)?;
                Ok(summary)
            }
        }
    }

    fn write(
        &self,
        output: Output<'_>,
        scratch: Option<&Path>,
        progress: &mut Progress<'_>,
    ) -> Result<ExportSummary, ExportFailure> {
        let documents = self.documents();
        let layout = Layout {
            language: self.request.language,
            codebook: self.codebook,
            scratch,
        };
        let ExportRequest {
            format, choices, ..
        } = self.request;
        let mut exporter = exporter(*format, choices, layout, output)?;
        let mut summary = ExportSummary::default();
        let mut failure = None;
        let mut done = progress(0, documents.len());
        if done.is_continue() {
            done = in_order(
                documents.len(),
                |at| {
                    let (folder, path) = documents[at];
                    let document = (self.load)(folder, path)?;
                    let record = document.record();
                    Ok((document, record))
                },
                |at, loaded| {
                    let unsettled = loaded.as_ref().map_or_else(|_| Vec::new(), unsettled);
                    match self.write_document(loaded, &mut *exporter) {
                        Ok(None) => {
                            summary.n_written += 1;
                            summary.notices.extend(unsettled);
                        }
                        Ok(Some(reason)) => {
                            summary.skipped.push((documents[at].1.to_owned(), reason));
                        }
                        Err(error) => {
                            failure = Some(error);
                            return ControlFlow::Break(());
                        }
                    }
                    progress(at + 1, documents.len())
                },
            );
        }
        if let Some(error) = failure {
            return Err(error.into());
        }
        if done.is_break() {
            return Err(ExportFailure::Cancelled);
        }
        summary.notices.extend(exporter.finish()?);
        Ok(summary)
    }

    /// All documents in the order of their paths; those of one path in the order of the folders.
    fn documents(&self) -> Vec<(Folder<'_>, &Path)> {
        let mut documents = Vec::new();
        for folder in self.folders {
            let paths = folder.listing.documents.iter();
            documents.extend(paths.map(|path| (*folder, path.as_path())));
        }
        documents.sort_by_cached_key(|(_, path)| portable(path));
        documents
    }

    fn write_document(
        &self,
        loaded: Result<(LoadedDocument, Record), SkipReason>,
        exporter: &mut dyn Exporter,
    ) -> Result<Option<SkipReason>, ExportError> {
        let (document, record) = match loaded {
            Ok(loaded) => loaded,
            Err(reason) => return Ok(Some(reason)),
        };
        let path = portable(&document.path);
        let filter = &self.request.filter;
        let Some(scope) = filter.scope_of(&path, &document.parsed, &record, self.codebook) else {
            return Ok(Some(SkipReason::Filtered));
        };
        exporter.document(&ExportedDocument {
            path: &path,
            sha256: &document.source.sha256,
            encoding: document.source.encoding,
            text: &document.source.text,
            outline: &document.parsed,
            extraction: &document.extraction,
            record: &record,
            scope: &scope,
            errata: if self.request.with_errata {
                &record.errata
            } else {
                &[]
            },
        })?;
        Ok(None)
    }
}

/// What of a document's decisions an export cannot show as they are: those in dispute, those without a place.
fn unsettled((document, _): &(LoadedDocument, Record)) -> Vec<Notice> {
    let path = || portable(&document.path);
    let annotation = &document.annotation;
    let (n_conflicts, n_lost) = (annotation.conflicts.len(), annotation.detached.len());
    let conflicts = (n_conflicts > 0).then(|| Notice::Conflicts {
        path: path(),
        n: n_conflicts,
    });
    let lost = (n_lost > 0).then(|| Notice::Lost {
        path: path(),
        n: n_lost,
    });
    conflicts.into_iter().chain(lost).collect()
}
