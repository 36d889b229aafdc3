//! How the folder's decisions stand with the disk, and what can be done where they cannot be written: try again, or write them elsewhere.

use std::path::PathBuf;

use super::folder::{Folder, FolderDocument};
use super::messages::Messages;
use super::{Notice, OpenDocument, Session};
use crate::workspace::{Save, SaveCause, SaveError};

/// How the folder's decisions stand with the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was decided in this session yet.
    Untouched,
    Saving,
    /// At this time of day (`HH:MM`).
    Saved(String),
    /// The decisions are in memory.
    Failed {
        /// Of the first document that could not be saved.
        path: String,
        /// The name of a message, or the operating system's words.
        reason: String,
        /// How many documents have unsaved decisions.
        n_documents: usize,
        /// Where all of them were written instead, if they were.
        elsewhere: Option<PathBuf>,
    },
}

/// A document's edits against the disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Saving {
    /// Counts the edits of this session.
    pub(super) generation: u64,
    /// The generation that is on disk.
    pub(super) saved: u64,
    /// The generation that was written elsewhere.
    elsewhere: u64,
    error: Option<String>,
}

impl Saving {
    pub(super) const fn is_saved(&self) -> bool {
        self.saved == self.generation
    }
}

impl Folder {
    #[must_use]
    pub fn save_state(&self) -> SaveState {
        let open = || {
            self.documents
                .iter()
                .filter_map(|document| Some((&document.path, document.open()?)))
        };
        let failed = open()
            .find_map(|(path, document)| Some((path.clone(), document.saving.error.clone()?)));
        let mut unsaved = open().filter(|(_, document)| !document.saving.is_saved());
        if let Some((path, reason)) = failed {
            let is_elsewhere = |(_, document): (&String, &OpenDocument)| {
                document.saving.elsewhere == document.saving.generation
            };
            let n_documents = unsaved.clone().count();
            let elsewhere = self.elsewhere.clone().filter(|_| unsaved.all(is_elsewhere));
            return SaveState::Failed {
                path,
                reason,
                n_documents,
                elsewhere,
            };
        }
        if unsaved.next().is_some() {
            return SaveState::Saving;
        }
        self.last_saved
            .clone()
            .map_or(SaveState::Untouched, SaveState::Saved)
    }

    pub(super) fn is_all_saved(&self) -> bool {
        self.documents
            .iter()
            .filter_map(FolderDocument::open)
            .all(|document| document.saving.is_saved())
    }

    /// Whether what was decided on a document is on disk.
    pub(super) fn is_saved(&self, index: usize) -> bool {
        let document = self.documents[index].open();
        document.is_none_or(|document| document.saving.is_saved())
    }

    /// Hands the document's annotation to the saver.
    pub(super) fn save(&mut self, index: usize) {
        self.save_with(index, Vec::new());
    }

    /// The same, to be merged with these conflict copies. A document that must not be changed is only looked at.
    pub(super) fn save_with(&mut self, index: usize, copies: Vec<PathBuf>) {
        self.revision += 1;
        if let Some(document) = self.document_mut(index) {
            document.saving.error = None;
            let save = Save {
                copies,
                ..save_of(index, document)
            };
            self.workspace().save(save);
        }
    }

    /// Writes again what could not be written.
    pub(super) fn save_again(&mut self) {
        for index in self.unsaved() {
            self.save(index);
        }
    }

    /// Writes everything that is not on disk into a new folder inside this one.
    pub(super) fn save_elsewhere(&self, folder: PathBuf) {
        let unsaved = self.unsaved().into_iter();
        let saves = unsaved.filter_map(|at| Some(save_of(at, self.documents[at].open()?)));
        self.workspace().save_elsewhere(folder, saves.collect());
    }

    fn unsaved(&self) -> Vec<usize> {
        let is_unsaved = |at: &usize| {
            self.documents[*at]
                .open()
                .is_some_and(|document| !document.saving.is_saved())
        };
        (0..self.documents.len()).filter(is_unsaved).collect()
    }

    pub(super) fn take_saved(&mut self, index: usize, generation: u64) {
        if let Some(document) = self.document_mut(index) {
            document.saving.saved = document.saving.saved.max(generation);
            document.saving.error = None;
        }
        self.last_saved = Some(jiff::Zoned::now().strftime("%H:%M").to_string());
        // What failed before may go well now: the disk has room again, the network drive is back.
        let has_failed = |at: &usize| {
            let open = self.documents[*at].open();
            open.is_some_and(|document| document.saving.error.is_some())
        };
        let again: Vec<usize> = self.unsaved().into_iter().filter(has_failed).collect();
        for index in again {
            self.save(index);
        }
    }

    /// A strip says it as long as it holds; that it was so can be read later.
    pub(super) fn take_save_failed(
        &mut self,
        index: usize,
        error: &SaveError,
        messages: &mut Messages,
    ) {
        let reason = reason_of(error);
        if let Some(slot) = self.documents.get(index) {
            let notice = Notice::new("notice-save-failed").with("path", &*slot.path);
            messages.note(notice.with("reason", &*reason));
        }
        if let Some(document) = self.document_mut(index) {
            document.saving.error = Some(reason);
        }
    }

    pub(super) fn take_saved_elsewhere(
        &mut self,
        folder: PathBuf,
        written: Result<Vec<(usize, u64)>, SaveError>,
        messages: &mut Messages,
    ) {
        let path = folder.display().to_string();
        match written {
            Ok(written) => {
                let n = written.len().to_string();
                for (index, generation) in written {
                    if let Some(document) = self.document_mut(index) {
                        document.saving.elsewhere = generation;
                    }
                }
                self.elsewhere = Some(folder);
                messages.push(
                    Notice::new("notice-saved-elsewhere")
                        .with("path", path)
                        .with("n", n),
                );
            }
            Err(error) => messages.push(
                Notice::new("notice-not-saved-elsewhere")
                    .with("path", path)
                    .with("reason", reason_of(&error)),
            ),
        }
    }
}

impl Session {
    pub(super) fn retry_save(&mut self) {
        if let Some(folder) = &mut self.folder {
            folder.save_again();
        }
    }

    pub(super) fn save_elsewhere(&self, target: PathBuf) {
        if let Some(folder) = &self.folder {
            folder.save_elsewhere(target);
        }
    }
}

fn save_of(index: usize, document: &OpenDocument) -> Save {
    Save {
        index,
        generation: document.saving.generation,
        path: document.loaded.path.clone(),
        annotation: document.loaded.annotation.clone(),
        text: document.loaded.source.text.clone(),
        source: document.loaded.source_note(),
        n_merges: document.n_merges,
        is_look: !document.is_editable(),
        copies: Vec::new(),
    }
}

/// Why a save failed: the name of a message for what a reviewer can do something about, the operating system's words otherwise.
fn reason_of(error: &SaveError) -> String {
    match error.cause() {
        SaveCause::Foreign => "save-foreign".to_owned(),
        SaveCause::Full => "save-reason-full".to_owned(),
        SaveCause::Denied => "save-reason-denied".to_owned(),
        SaveCause::Gone => "save-reason-gone".to_owned(),
        SaveCause::Other => error.to_string(),
    }
}
