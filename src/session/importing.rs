//! 导入批注: annotations made elsewhere, looked at before anything is changed, then decided on as one step to undo.
//!
//! Files are read and decisions counted on a thread of its own, on the documents as they stand; what is decided is then applied some documents a
//! frame. The report stays until other files are looked at or the folder is closed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::history::{Change, Step};
use super::task::{Reporter, Task};
use super::{Effect, Session};
use crate::annotation::{Edit, Stamp};
use crate::codebook::{Change as CodebookChange, Codebook};
use crate::i18n::Language;
use crate::import::{Counts, Known, Reason, Shelf};
use crate::record::Record;
use crate::workspace::{
    FileMisfit, ImportChoices, ImportedFile, LoadedDocument, Said, not_editable, plan,
    read_codebook_to_edit, read_files, write_import_report,
};

/// Documents that are changed in one frame.
const AT_ONCE: usize = 4;

/// What is wanted of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnImport {
    /// Reads files, or folders of them, and counts what they would decide. Nothing is changed.
    Look(Vec<PathBuf>, Stamp, ImportChoices),
    /// Does what was counted.
    Apply,
    /// Stops. What was done already stays, as a step to undo.
    Cancel,
    /// Puts the report away.
    Dismiss,
    /// Writes the report as a table.
    SaveReport(PathBuf, Language),
}

/// How far an import is.
#[derive(Debug)]
pub enum ImportState {
    /// Files of so many are read, then documents of so many looked at.
    Looking(Looking),
    /// What would be done.
    Looked(Box<Report>),
    /// Documents of so many are changed.
    Applying(Box<Applying>),
    Done(Box<Report>),
}

/// Files on their way.
#[derive(Debug)]
pub struct Looking {
    pub n_done: usize,
    pub n_all: usize,
    asked: Asked,
    /// None while documents are still loading.
    task: Option<Task<Message>>,
}

/// Decisions on their way.
#[derive(Debug)]
pub struct Applying {
    pub report: Report,
    pub n_done: usize,
    pub n_all: usize,
    plans: std::vec::IntoIter<Planned>,
    changes: Vec<Change>,
    n_changed: usize,
}

/// What an import comes to, before or after.
#[derive(Debug, Default)]
pub struct Report {
    pub asked: Asked,
    pub n_files: usize,
    /// Documents of the folder that the files speak of.
    pub n_documents: usize,
    /// Those on which something is decided by it.
    pub n_changed: usize,
    pub counts: Counts,
    pub misfits: Vec<FileMisfit>,
    /// Names of types that are left out, with how often they stand there.
    pub unknown_types: BTreeMap<String, usize>,
    /// Where the report was written last, or why it was not.
    pub saved: Option<Result<PathBuf, String>>,
    plans: Vec<Planned>,
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    pub files: Vec<PathBuf>,
    pub stamp: Stamp,
    pub choices: ImportChoices,
}

/// What is to be done with a document.
#[derive(Debug)]
struct Planned {
    index: usize,
    path: String,
    edits: Vec<Edit>,
    /// As it stood when it was looked at.
    record: Arc<Record>,
}

#[derive(Debug)]
enum Message {
    Progress(usize, usize),
    Done(Box<Report>),
}

/// A document as it stands.
struct Standing {
    index: usize,
    path: String,
    loaded: LoadedDocument,
    record: Arc<Record>,
    is_editable: bool,
}

impl Session {
    /// How far an import is; none where none was asked for.
    #[must_use]
    pub const fn import(&self) -> Option<&ImportState> {
        self.import.as_ref()
    }

    pub(super) fn on_import(&mut self, what: OnImport, effects: &mut Vec<Effect>) {
        match what {
            OnImport::Look(files, stamp, choices) => {
                let asked = Asked {
                    files,
                    stamp,
                    choices,
                };
                self.import = Some(ImportState::Looking(Looking {
                    n_done: 0,
                    n_all: 0,
                    asked,
                    task: None,
                }));
                self.drain_import(effects);
            }
            OnImport::Apply => self.begin_applying(),
            OnImport::Cancel => match self.import.take() {
                Some(ImportState::Applying(applying)) => self.end_applying(*applying, effects),
                // Nothing was changed yet; dropping the task gives it up.
                Some(ImportState::Looking(_)) | None => {}
                other => self.import = other,
            },
            OnImport::Dismiss => {
                if !matches!(self.import, Some(ImportState::Applying(_))) {
                    self.import = None;
                }
            }
            OnImport::SaveReport(path, language) => {
                if let Some(ImportState::Done(report) | ImportState::Looked(report)) =
                    &mut self.import
                {
                    let written = write_import_report(&path, &report.misfits, language);
                    let written = written.map_err(|error| error.to_string());
                    report.saved = Some(written.map(|()| path));
                }
            }
        }
    }

    /// Starts looking when every document is loaded, takes in what was found, and changes some more documents.
    pub(super) fn drain_import(&mut self, effects: &mut Vec<Effect>) {
        match &mut self.import {
            Some(ImportState::Looking(looking)) => {
                let Some(task) = &looking.task else {
                    return self.start_looking();
                };
                let mut done = None;
                for message in task.messages() {
                    match message {
                        Message::Progress(n_done, n_all) => {
                            (looking.n_done, looking.n_all) = (n_done, n_all);
                        }
                        Message::Done(report) => done = Some(report),
                    }
                }
                if let Some(report) = done {
                    self.import = Some(ImportState::Looked(report));
                }
            }
            Some(ImportState::Applying(_)) => self.apply_some(effects),
            _ => {}
        }
    }

    fn start_looking(&mut self) {
        let codebook = self.codebook();
        let (Some(folder), Some(ImportState::Looking(looking))) = (&self.folder, &mut self.import)
        else {
            return;
        };
        let (n_loaded, n_documents) = folder.progress();
        (looking.n_done, looking.n_all) = (n_loaded, n_documents);
        if n_loaded < n_documents || folder.listing().is_none() {
            return;
        }
        let standing = folder.documents().iter().enumerate();
        let standing = standing.filter_map(|(index, document)| {
            let open = document.open()?;
            Some(Standing {
                index,
                path: document.path.clone(),
                loaded: open.loaded.clone(),
                record: open.record.clone(),
                is_editable: open.is_editable(),
            })
        });
        let standing: Vec<Standing> = standing.collect();
        let asked = looking.asked.clone();
        looking.task = Some(Task::start("importer", &self.wake, move |task| {
            if let Some(report) = look(&standing, asked, &codebook, task) {
                task.report(Message::Done(Box::new(report)));
            }
        }));
    }

    fn begin_applying(&mut self) {
        match self.import.take() {
            Some(ImportState::Looked(mut report)) => {
                let plans = std::mem::take(&mut report.plans);
                self.import = Some(ImportState::Applying(Box::new(Applying {
                    n_done: 0,
                    n_all: plans.len(),
                    plans: plans.into_iter(),
                    changes: Vec::new(),
                    n_changed: 0,
                    report: *report,
                })));
                (self.wake)();
            }
            other => self.import = other,
        }
    }

    fn apply_some(&mut self, effects: &mut Vec<Effect>) {
        let codebook = self.codebook();
        let Some(ImportState::Applying(applying)) = &mut self.import else {
            return;
        };
        let Some(folder) = &mut self.folder else {
            return;
        };
        let stamp = applying.report.asked.stamp.clone();
        for planned in applying.plans.by_ref().take(AT_ONCE) {
            applying.n_done += 1;
            let document = folder.document_mut(planned.index);
            let document = document
                .filter(|open| open.is_editable() && Arc::ptr_eq(&open.record, &planned.record));
            let Some(document) = document else {
                applying
                    .report
                    .misfits
                    .push(FileMisfit::of_document(&planned.path, Reason::Changed));
                applying.report.counts.n_misfits += 1;
                continue;
            };
            let before = document.loaded.outline.clone();
            let edits = document.apply(planned.edits, &stamp, &codebook);
            self.drafts
                .follow(planned.index, &before, &document.loaded.outline);
            folder.save(planned.index);
            folder.revision += 1;
            applying.n_changed += 1;
            applying.changes.push(Change {
                document: planned.index,
                edits,
            });
        }
        if applying.plans.len() > 0 {
            return (self.wake)();
        }
        if let Some(ImportState::Applying(applying)) = self.import.take() {
            self.end_applying(*applying, effects);
        }
    }

    /// What was done becomes a step to undo, and the types that the reviewer wants become the codebook's.
    fn end_applying(&mut self, applying: Applying, effects: &mut Vec<Effect>) {
        let Applying {
            mut report,
            changes,
            n_changed,
            ..
        } = applying;
        report.n_changed = n_changed;
        if !changes.is_empty() {
            self.history.push(Step {
                label: "step-import",
                changes,
            });
            self.drop_hint();
            self.add_types(&report.asked);
            effects.push(Effect::ScrollToSelection);
        }
        self.import = Some(ImportState::Done(Box::new(report)));
    }

    /// Adds the types that were chosen and that the codebook lacks.
    fn add_types(&self, asked: &Asked) {
        let Some(folder) = &self.folder else { return };
        let Some(listing) = folder.listing() else {
            return;
        };
        let Ok(file) = read_codebook_to_edit(&listing.root) else {
            return;
        };
        let mut codebook = Codebook::clone(&file.codebook);
        for kind in asked.choices.types.values() {
            let crate::extract::MentionType::Custom(name) = kind else {
                continue;
            };
            if codebook.own_type(name).is_none() {
                let definition = codebook.new_type(name);
                let edits = codebook.edits_of(&CodebookChange::AddType(definition));
                codebook.apply_all(edits.unwrap_or_default());
            }
        }
        if codebook != *file.codebook {
            let workspace = folder.workspace();
            workspace.save_codebook(Arc::new(codebook), file.sha256);
        }
    }
}

/// Reads the files and plans what they say of each document; none where nobody wants it any more.
fn look(
    standing: &[Standing],
    asked: Asked,
    codebook: &Codebook,
    task: &Reporter<Message>,
) -> Option<Report> {
    let files: Vec<ImportedFile> = read_files(&asked.files, &mut |n_done, n_all| {
        task.report(Message::Progress(n_done, n_all))
    });
    let known = standing.iter().map(|standing| {
        let source = &standing.loaded.source;
        let (path, sha256) = (standing.path.clone(), source.sha256.clone());
        Known::of(path, sha256, source.text.as_str())
    });
    let shelf = Shelf::new(known.collect());
    let mut said = Said::of(&files, &shelf);
    let mut report = Report {
        n_files: files.len(),
        n_documents: said.documents.len(),
        unknown_types: said.unknown_types(codebook, &asked.choices.types),
        misfits: std::mem::take(&mut said.misfits),
        ..Report::default()
    };
    report.counts.n_misfits = report.misfits.len();
    let n_all = said.documents.len();
    for (n, (at, said)) in said.documents.iter().enumerate() {
        if !task.report(Message::Progress(n, n_all)) {
            return None;
        }
        let standing = &standing[*at];
        if !standing.is_editable {
            let misfits = not_editable(&standing.path, said);
            report.counts.n_misfits += misfits.len();
            report.misfits.extend(misfits);
            continue;
        }
        let (choices, stamp) = (&asked.choices, &asked.stamp);
        let planned = plan(
            &standing.loaded,
            &standing.path,
            said,
            codebook,
            choices,
            stamp,
        );
        report.counts += planned.counts;
        report.misfits.extend(planned.misfits);
        if !planned.edits.is_empty() {
            report.n_changed += 1;
            report.plans.push(Planned {
                index: standing.index,
                path: standing.path.clone(),
                edits: planned.edits,
                record: standing.record.clone(),
            });
        }
    }
    report.asked = asked;
    Some(report)
}
