//! One export from its documents to its target.

use std::path::Path;

use super::folder_target::FolderTarget;
use super::run::{each_in_order, to_file};
use super::{
    ExportFailure, ExportRequest, ExportSummary, Folder, Progress, SkipReason, Target, refuse_ours,
};
use crate::annotation::Erratum;
use crate::codebook::Codebook;
use crate::export::{
    ExportError, ExportedDocument, Exporter, Layout, Notice, Output, Scope, exporter,
};
use crate::record::Record;
use crate::workspace::disk::folder_of;
use crate::workspace::document::LoadedDocument;
use crate::workspace::listing::portable;

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
                if self.request.format.is_folder() {
                    let mut folder = FolderTarget::begin(path)?;
                    let output = Output::Folder(Box::new(&mut folder));
                    let summary = self.write(output, None, progress)?;
                    let taken = folder.take_place();
                    taken.map_err(|error| ExportFailure::Target {
                        path: path.to_owned(),
                        error,
                    })?;
                    return Ok(summary);
                }
                to_file(path, |out| {
                    let output = Output::File(Box::new(out));
                    self.write(output, Some(folder_of(path)), progress)
                })
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
        let load = |at: usize| {
            let (folder, path) = documents[at];
            let document = (self.load)(folder, path)?;
            let record = document.record();
            Ok((document, record))
        };
        let write = |at: usize, loaded: Result<(LoadedDocument, Record), SkipReason>| {
            let unsettled = loaded.as_ref().map_or_else(|_| Vec::new(), unsettled);
            match self.write_document(loaded, &mut *exporter)? {
                None => {
                    summary.n_written += 1;
                    summary.notices.extend(unsettled);
                }
                Some(reason) => summary.skipped.push((documents[at].1.to_owned(), reason)),
            }
            Ok(())
        };
        each_in_order(documents.len(), load, write, progress)?;
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
        let errata: &[Erratum] = if self.request.with_errata {
            &record.errata
        } else {
            &[]
        };
        exporter.document(&exported(&path, &document, &record, &scope, errata))?;
        Ok(None)
    }
}

/// A loaded document on its way out.
pub(super) fn exported<'a>(
    path: &'a str,
    document: &'a LoadedDocument,
    record: &'a Record,
    scope: &'a Scope,
    errata: &'a [Erratum],
) -> ExportedDocument<'a> {
    ExportedDocument {
        path,
        sha256: &document.source.sha256,
        encoding: document.source.encoding,
        format: document.source.format,
        text: &document.source.text,
        outline: &document.parsed,
        extraction: &document.extraction,
        record,
        scope,
        errata,
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
