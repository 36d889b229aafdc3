//! 历史版本: the generations of the document on show, what would change, and taking one back.

use super::folder::Folder;
use super::messages::Messages;
use super::{Notice, Session};
use crate::annotation::{Edit, difference, sidecar};
use crate::workspace::{FoundGeneration, RestoreError};

/// The generations that a reviewer looks at.
#[derive(Debug)]
pub struct Past {
    /// Position of the document in the folder.
    pub document: usize,
    pub state: PastState,
}

/// How far looking is.
#[derive(Debug)]
pub enum PastState {
    Reading,
    /// The backups cannot be listed, in the operating system's words.
    Failed(String),
    Found {
        /// Newest first.
        generations: Vec<FoundGeneration>,
        chosen: Option<ChosenGeneration>,
    },
    /// On its way back.
    Restoring,
}

/// A generation that a reviewer looks at closely.
#[derive(Debug)]
pub struct ChosenGeneration {
    /// Its position in the list.
    pub at: usize,
    /// What taking it back would do to the decisions that hold now; or why it cannot be read.
    pub changes: Result<Vec<Edit>, String>,
}

impl Folder {
    /// The generations that the reviewer looks at.
    #[must_use]
    pub const fn past(&self) -> Option<&Past> {
        self.past.as_ref()
    }

    fn look_at_past(&mut self) {
        let Some(index) = self.current() else { return };
        let path = match self.documents[index].open() {
            Some(document) => document.loaded.path.clone(),
            None => return,
        };
        self.past = Some(Past {
            document: index,
            state: PastState::Reading,
        });
        self.workspace().find_generations(index, &path);
    }

    fn choose_generation(&mut self, at: usize) {
        let Some(Past {
            document: index,
            state:
                PastState::Found {
                    generations,
                    chosen,
                },
        }) = &mut self.past
        else {
            return;
        };
        let Some(found) = generations.get(at) else {
            return;
        };
        let Some(document) = self.documents[*index].open() else {
            return;
        };
        let source = &document.loaded.source;
        let changes = found
            .generation
            .read(self.workspace.root())
            .map_err(|error| error.to_string())
            .and_then(|ron| {
                let read = sidecar::read(&ron, &source.text, &source.sha256);
                read.map_err(|error| error.to_string())
            })
            .map(|(then, _)| difference(&document.loaded.annotation, &then));
        *chosen = Some(ChosenGeneration { at, changes });
    }

    /// Takes the chosen generation back. Says whether it is on its way: not while something is still to be saved.
    fn restore_chosen(&mut self) -> Option<usize> {
        let Some(Past {
            document: index,
            state:
                PastState::Found {
                    generations,
                    chosen: Some(chosen),
                },
        }) = &self.past
        else {
            return None;
        };
        let document = self.documents[*index].open()?;
        if !document.saving.is_saved() {
            return None;
        }
        let index = *index;
        let generation = generations[chosen.at].generation.clone();
        let path = document.loaded.path.clone();
        self.put_away(index);
        self.workspace().restore(index, &path, generation);
        self.past = Some(Past {
            document: index,
            state: PastState::Restoring,
        });
        Some(index)
    }

    pub(super) fn take_generations(
        &mut self,
        index: usize,
        found: std::io::Result<Vec<FoundGeneration>>,
    ) {
        if let Some(past) = self.past.as_mut().filter(|past| past.document == index) {
            past.state = match found {
                Ok(generations) => PastState::Found {
                    generations,
                    chosen: None,
                },
                Err(error) => PastState::Failed(error.to_string()),
            };
        }
    }

    /// Whatever came of it, the document is loaded anew: it was put away meanwhile.
    pub(super) fn take_restored(
        &mut self,
        index: usize,
        result: Result<(), RestoreError>,
        messages: &mut Messages,
    ) {
        let path = self.documents[index].path.clone();
        messages.push(match result {
            Ok(()) => Notice::new("notice-restored").with("path", path),
            Err(RestoreError::Same) => Notice::new("notice-restored-same").with("path", path),
            Err(error) => Notice::new("notice-not-restored")
                .with("path", path)
                .with("reason", error.to_string()),
        });
        self.past = None;
        self.load_again(index, None);
    }
}

impl Session {
    pub(super) fn look_at_past(&mut self) {
        if let Some(folder) = &mut self.folder {
            folder.look_at_past();
        }
    }

    pub(super) fn choose_generation(&mut self, at: usize) {
        if let Some(folder) = &mut self.folder {
            folder.choose_generation(at);
        }
    }

    pub(super) fn restore_chosen(&mut self) {
        let restored = self.folder.as_mut().and_then(Folder::restore_chosen);
        if let Some(index) = restored {
            self.forget_steps_of(index);
            self.drafts.forget_document(index);
        }
    }

    pub(super) fn close_past(&mut self) {
        if let Some(folder) = &mut self.folder {
            folder.past = None;
        }
    }
}
