//! Exporting a folder, or the part of it that a filter lets through.
//!
//! Documents are loaded on the available cores and written in the order of their paths. A file appears whole or not at all: what is
//! written goes to a temporary file beside it (`.NAME.tmp`), which takes its place at the end. Sources and sidecars are never targets.
//!
//! [`export`] writes records, decisions included; [`extract`] the machine's extraction alone. Both run where they are called; a window calls
//! them on a thread of its own and stops them through what `progress` returns.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::disk::folder_of;
use super::document::{
    LoadFailure, LoadOptions, LoadedDocument, ReadOnly, load_with, load_without_sidecar,
};
use super::in_order::in_order;
use super::listing::{Listing, portable};
use super::replacement::Replacement;
use super::sidecar_file::Reviewer;
use crate::codebook::Codebook;
use crate::export::{
    ExportError, ExportedDocument, Exporter, Filter, Format, Layout, Notice, Table, exporter,
};
use crate::i18n::Language;
use crate::record::Record;

/// Told how many documents are done of how many; breaking cancels the export.
pub type Progress<'p> = dyn FnMut(usize, usize) -> ControlFlow<()> + 'p;

/// What to export, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRequest {
    pub format: Format,
    /// The table that a CSV file holds; the other formats hold everything.
    pub table: Table,
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
    /// Replaced when everything is written.
    File(&'t Path),
    /// Written as it comes; what was written before a failure stays written.
    Writer(&'t mut dyn Write),
}

impl std::fmt::Debug for Target<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
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
    let options = LoadOptions {
        encoding: None,
        reviewer: request.reviewer.clone(),
    };
    let job = Job {
        folders: &[folder],
        request,
        codebook: folder.codebook,
        load: &|folder: Folder<'_>, path: &Path| {
            let document = load_with(&folder.listing.root, path, folder.codebook, &options)
                .map_err(SkipReason::Unreadable)?;
            match document.read_only {
                Some(read_only) => Err(SkipReason::Sidecar(read_only)),
                None => Ok(document),
            }
        },
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
        table: Table::Mentions,
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

type Load<'a> = dyn Fn(Folder<'_>, &Path) -> Result<LoadedDocument, SkipReason> + Sync + 'a;

/// An export to be run.
struct Job<'a> {
    folders: &'a [Folder<'a>],
    request: &'a ExportRequest,
    /// Names the types in headings.
    codebook: &'a Codebook,
    load: &'a Load<'a>,
}

impl Job<'_> {
    fn run(
        &self,
        target: Target<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<ExportSummary, ExportFailure> {
        match target {
            Target::Writer(out) => self.write(out, None, progress),
            Target::File(path) => {
                refuse_ours(path, self.folders)?;
                let at_target = |error| ExportFailure::Target {
                    path: path.to_owned(),
                    error,
                };
                let replacement = Replacement::beside(path).map_err(at_target)?;
                let mut out = BufWriter::new(replacement.writer().map_err(at_target)?);
                let summary = self.write(&mut out, Some(folder_of(path)), progress)?;
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
        out: &mut dyn Write,
        scratch: Option<&Path>,
        progress: &mut Progress<'_>,
    ) -> Result<ExportSummary, ExportFailure> {
        let documents = self.documents();
        let layout = Layout {
            language: self.request.language,
            codebook: self.codebook,
            scratch,
        };
        let table = self.request.table.clone();
        let mut exporter = exporter(self.request.format, table, layout, Box::new(out))?;
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
                    let written = self.write_document(loaded, &mut *exporter);
                    match written {
                        Ok(None) => summary.n_written += 1,
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
        summary.notices = exporter.finish()?;
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
        let Some(scope) = filter.scope_of(&path, &document.parsed, &record) else {
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

/// Refuses targets that are a document of the folders or would be taken for decisions.
pub(super) fn refuse_ours(target: &Path, folders: &[Folder<'_>]) -> Result<(), ExportFailure> {
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::listing::list;
    use super::*;

    const NAMES: [&str; 3] = ["一.txt", "三.txt", "二.txt"];

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for name in NAMES {
            fs::write(folder.path().join(name), "标题\n").expect("writes");
        }
        folder
    }

    fn request(format: Format) -> ExportRequest {
        ExportRequest {
            format,
            table: Table::Documents,
            filter: Filter::default(),
            with_errata: false,
            language: Language::Chinese,
            reviewer: None,
        }
    }

    fn export_to(
        root: &Path,
        format: Format,
        target: &Path,
        progress: &mut Progress<'_>,
    ) -> Result<ExportSummary, ExportFailure> {
        let listing = list(root).expect("lists");
        let codebook = Codebook::built_in();
        let folder = Folder {
            listing: &listing,
            codebook: &codebook,
        };
        export(folder, &request(format), Target::File(target), progress)
    }

    fn n_files(folder: &Path) -> usize {
        fs::read_dir(folder).expect("lists").count()
    }

    #[test]
    fn every_format_is_written_whole_with_progress() {
        let folder = folder();
        for format in Format::ALL {
            let out = tempfile::tempdir().expect("a folder");
            let target = out.path().join("成果");
            let mut steps = Vec::new();
            let summary = export_to(folder.path(), format, &target, &mut |done, total| {
                steps.push((done, total));
                ControlFlow::Continue(())
            });
            assert_eq!(summary.expect("exports").n_written, 3);
            assert_eq!(steps, [(0, 3), (1, 3), (2, 3), (3, 3)]);
            assert!(fs::metadata(&target).expect("is there").len() > 0);
            assert_eq!(n_files(out.path()), 1, "no temporary file stays");
        }
    }

    #[test]
    fn cancelling_leaves_the_target_as_it_was_and_nothing_else() {
        let folder = folder();
        let out = tempfile::tempdir().expect("a folder");
        let target = out.path().join("成果.jsonl");
        fs::write(&target, "旧").expect("writes");
        for stop_at in 0..3 {
            let cancelled = export_to(folder.path(), Format::Jsonl, &target, &mut |done, _| {
                if done == stop_at {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            assert!(matches!(cancelled, Err(ExportFailure::Cancelled)));
            assert_eq!(fs::read_to_string(&target).expect("reads"), "旧");
            assert_eq!(n_files(out.path()), 1);
        }
    }

    #[test]
    fn sources_and_sidecars_are_no_targets() {
        let folder = folder();
        let mut go_on = |_, _| ControlFlow::Continue(());
        let mut to = |name: &str| {
            let target = folder.path().join(name);
            export_to(folder.path(), Format::Csv, &target, &mut go_on)
        };
        assert!(matches!(to("一.txt"), Err(ExportFailure::IsSource(_))));
        for name in ["一.txt.piyue.ron", "codebook.piyue.ron", "X.PIYUE.RON"] {
            assert!(
                matches!(to(name), Err(ExportFailure::IsSidecar(_))),
                "{name}"
            );
        }
        assert!(matches!(
            to("没有/x.csv"),
            Err(ExportFailure::Target { .. })
        ));
        assert_eq!(n_files(folder.path()), NAMES.len());
    }

    #[test]
    fn a_document_whose_decisions_cannot_be_read_is_left_out_and_named() {
        let folder = folder();
        fs::write(folder.path().join("三.txt.piyue.ron"), "Sidecar(").expect("writes");
        fs::write(folder.path().join("四.txt"), "\0\0\u{1}").expect("writes");
        let out = tempfile::tempdir().expect("a folder");
        let target = out.path().join("成果.jsonl");
        let summary = export_to(folder.path(), Format::Jsonl, &target, &mut |_, _| {
            ControlFlow::Continue(())
        })
        .expect("exports");
        assert_eq!(summary.n_written, 2);
        let [(three, sidecar), (four, unreadable)] = summary.skipped.as_slice() else {
            panic!("{:?}", summary.skipped)
        };
        assert_eq!(
            (three.as_path(), four.as_path()),
            (Path::new("三.txt"), Path::new("四.txt"))
        );
        assert!(matches!(sidecar, SkipReason::Sidecar(_)));
        assert!(matches!(unreadable, SkipReason::Unreadable(_)));
    }
}
