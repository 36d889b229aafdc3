//! 标签体系: the folder's codebook while somebody edits it.
//!
//! In: [`CodebookAction`]s. Out: the codebook as edited so far, which nothing else sees before it is saved. Every change is a step to undo. Where
//! somebody else saves another codebook meanwhile, the changes not saved yet are made again on theirs: a [`Change`] names what it is about.

mod trying;
mod uses;

use std::sync::Arc;

pub use trying::{Candidate, TrialPlace, TrialState};

use super::Session;
use crate::codebook::{Change, Codebook, CodebookError, Edit, Refusal};
use crate::record::Uses;
use crate::workspace::{CodebookFile, CodebookSaveError};

/// What somebody wants of the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodebookAction {
    /// Reads the file as it lies on disk.
    Open,
    /// Leaves the editor; where something is not saved it asks before.
    Close,
    /// Leaves the editor with what was not saved lost.
    CloseAnyway,
    Change(Change),
    Undo,
    Redo,
    /// Writes the file; where comments in it would be lost it asks before.
    Save,
    /// Writes it all the same.
    SaveAnyway,
    /// Goes back from a question.
    Stay,
    /// What the editor would find in the document on show; none for nothing.
    Try(Option<Candidate>),
}

/// The codebook while it is edited.
#[derive(Debug)]
pub enum CodebookEditor {
    Reading,
    /// The file cannot be used, and is left as it is until somebody puts it right.
    Broken(CodebookError),
    Open(Box<OpenCodebook>),
}

/// What the editor asks before it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Comments in the file are lost by writing it.
    Comments,
    /// Something is not saved.
    Unsaved,
}

/// How far saving is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodebookSaving {
    /// Nothing is on its way.
    Idle,
    /// On its way; the window closes with it or not.
    OnItsWay,
    /// Not written, in the operating system's words.
    Failed(String),
}

/// An open codebook.
#[derive(Debug)]
pub struct OpenCodebook {
    /// As it lies on disk.
    file: CodebookFile,
    codebook: Codebook,
    done: Vec<Done>,
    undone: Vec<Change>,
    /// How many steps were done when the file was read or written last.
    n_saved: usize,
    refusal: Option<Refusal>,
    question: Option<Question>,
    saving: CodebookSaving,
    /// Somebody else changed the file, and so many changes of here could not be made on it.
    n_lost: Option<usize>,
    /// Whether the editor closes once what was asked for is on disk.
    closes_when_saved: bool,
    uses: Uses,
    /// Of the folder when they were counted.
    uses_revision: Option<u64>,
    trial: TrialState,
}

/// What was heard of the codebook's file and not taken in yet.
#[derive(Debug, Default)]
pub(super) struct OfCodebook {
    pub(super) read: Option<Result<CodebookFile, CodebookError>>,
    pub(super) saved: Option<Result<CodebookFile, CodebookSaveError>>,
    /// Somebody else changed it.
    pub(super) is_changed: bool,
}

/// A step and what takes it back.
#[derive(Debug)]
struct Done {
    change: Change,
    inverses: Vec<Edit>,
}

impl OpenCodebook {
    fn new(file: CodebookFile) -> Self {
        Self {
            codebook: Codebook::clone(&file.codebook),
            file,
            done: Vec::new(),
            undone: Vec::new(),
            n_saved: 0,
            refusal: None,
            question: None,
            saving: CodebookSaving::Idle,
            n_lost: None,
            closes_when_saved: false,
            uses: Uses::default(),
            uses_revision: None,
            trial: TrialState::default(),
        }
    }

    /// As edited so far.
    #[must_use]
    pub const fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// Whether the folder has a codebook of its own on disk.
    #[must_use]
    pub const fn is_on_disk(&self) -> bool {
        self.file.sha256.is_some()
    }

    /// As it lies on disk: what is in it may have been used.
    #[must_use]
    pub fn saved(&self) -> &Codebook {
        &self.file.codebook
    }

    /// How many comments of the file saving would lose.
    #[must_use]
    pub const fn n_comments(&self) -> usize {
        self.file.n_comments
    }

    /// Whether something is not saved.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.codebook != *self.file.codebook
    }

    /// Why the last change was not made; none where it was.
    #[must_use]
    pub const fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    /// How many changes were lost since somebody else changed the file; none where nobody did, or it was seen.
    #[must_use]
    pub const fn n_lost(&self) -> Option<usize> {
        self.n_lost
    }

    #[must_use]
    pub const fn question(&self) -> Option<Question> {
        self.question
    }

    #[must_use]
    pub const fn saving(&self) -> &CodebookSaving {
        &self.saving
    }

    #[must_use]
    pub const fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    #[must_use]
    pub const fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// How often tags, types and fields are used in the folder.
    #[must_use]
    pub const fn uses(&self) -> &Uses {
        &self.uses
    }

    /// What the words or form typed would find.
    #[must_use]
    pub const fn trial(&self) -> &TrialState {
        &self.trial
    }

    fn change(&mut self, change: Change) {
        self.refusal = None;
        match self.codebook.edits_of(&change) {
            Ok(edits) if edits.is_empty() => {}
            Ok(edits) => {
                self.n_lost = None;
                let inverses = self.codebook.apply_all(edits);
                self.done.push(Done { change, inverses });
                self.undone.clear();
            }
            Err(refusal) => self.refusal = Some(refusal),
        }
    }

    fn undo(&mut self) {
        self.refusal = None;
        if let Some(Done { change, inverses }) = self.done.pop() {
            self.codebook.apply_all(inverses);
            self.undone.push(change);
        }
    }

    fn redo(&mut self) {
        let Some(change) = self.undone.pop() else {
            return;
        };
        let rest = std::mem::take(&mut self.undone);
        self.change(change);
        self.undone = rest;
    }

    /// Goes on from what somebody else saved.
    fn rebase(&mut self, file: CodebookFile) {
        let mine = self.done.split_off(self.n_saved.min(self.done.len()));
        let n_mine = mine.len();
        // What was saved before is part of theirs or was changed by them: either way it is not taken back from here.
        let mut rebased = Self::new(file);
        for Done { change, .. } in mine {
            rebased.change(change);
        }
        rebased.refusal = None;
        let n_made = rebased.done.len();
        rebased.closes_when_saved = self.closes_when_saved;
        rebased.n_lost = Some(n_mine - n_made);
        rebased.uses = std::mem::take(&mut self.uses);
        rebased.uses_revision = self.uses_revision;
        *self = rebased;
    }
}

impl Session {
    /// The codebook while it is edited; none while the editor is closed.
    #[must_use]
    pub const fn codebook_editor(&self) -> Option<&CodebookEditor> {
        self.editor.as_ref()
    }

    pub(super) fn edit_codebook(&mut self, action: CodebookAction) {
        if action == CodebookAction::Open {
            return self.open_codebook();
        }
        let is_read_only = self.is_view_only();
        match &mut self.editor {
            Some(CodebookEditor::Open(open)) => {
                let is_closed = open.take(action, is_read_only);
                match is_closed {
                    Step::Stay => {}
                    Step::Close => self.editor = None,
                    Step::Save => self.save_codebook(),
                    Step::Try(candidate) => self.try_candidate(candidate),
                }
            }
            // There is nothing to lose.
            Some(_) if action == CodebookAction::Close => self.editor = None,
            _ => {}
        }
    }

    /// Whether the editor holds what is not on disk.
    #[must_use]
    pub fn has_unsaved_codebook(&self) -> bool {
        matches!(&self.editor, Some(CodebookEditor::Open(open)) if open.is_changed())
    }

    fn open_codebook(&mut self) {
        if let Some(folder) = &self.folder {
            folder.workspace().read_codebook();
            // One that is open already stays as it is.
            self.editor.get_or_insert(CodebookEditor::Reading);
        }
    }

    fn save_codebook(&mut self) {
        let (Some(folder), Some(CodebookEditor::Open(open))) = (&self.folder, &mut self.editor)
        else {
            return;
        };
        open.saving = CodebookSaving::OnItsWay;
        let codebook = Arc::new(open.codebook.clone());
        let known = open.file.sha256.clone();
        folder.workspace().save_codebook(codebook, known);
    }

    /// Takes in what was heard of the file, and what a trial found.
    pub(super) fn drain_codebook(&mut self) {
        let Some(folder) = &mut self.folder else {
            return;
        };
        let OfCodebook {
            read,
            saved,
            is_changed,
        } = std::mem::take(&mut folder.of_codebook);
        if is_changed && self.editor.is_some() {
            folder.workspace().read_codebook();
        }
        if let Some(saved) = saved {
            self.take_codebook_saved(saved);
        }
        if let Some(read) = read {
            self.take_codebook_read(read);
        }
        self.count_uses();
        self.drain_trial();
    }

    /// Takes in the file that was read: at first, or because somebody else changed it.
    fn take_codebook_read(&mut self, read: Result<CodebookFile, CodebookError>) {
        let Some(editor) = &mut self.editor else {
            return;
        };
        match (read, editor) {
            (Ok(file), CodebookEditor::Open(open)) => {
                let is_other = file != open.file && open.saving != CodebookSaving::OnItsWay;
                if is_other {
                    open.rebase(file);
                }
            }
            (Ok(file), editor) => {
                *editor = CodebookEditor::Open(Box::new(OpenCodebook::new(file)));
            }
            // What was edited stays; it cannot be saved before theirs is put right.
            (Err(error), CodebookEditor::Open(open)) if open.is_changed() => {
                open.saving = CodebookSaving::Failed(error.to_string());
            }
            (Err(error), editor) => *editor = CodebookEditor::Broken(error),
        }
    }

    fn take_codebook_saved(&mut self, saved: Result<CodebookFile, CodebookSaveError>) {
        let Some(CodebookEditor::Open(open)) = &mut self.editor else {
            return;
        };
        open.saving = CodebookSaving::Idle;
        match saved {
            Ok(file) => {
                open.file = file;
                open.n_saved = open.done.len();
                if open.closes_when_saved && !open.is_changed() {
                    self.editor = None;
                }
            }
            Err(CodebookSaveError::Changed) => {
                open.closes_when_saved = false;
                if let Some(folder) = &self.folder {
                    folder.workspace().read_codebook();
                }
            }
            Err(error) => {
                open.closes_when_saved = false;
                open.saving = CodebookSaving::Failed(error.to_string());
            }
        }
    }
}

/// What a session does for an open codebook.
enum Step {
    Stay,
    Close,
    Save,
    Try(Option<Candidate>),
}

impl OpenCodebook {
    fn take(&mut self, action: CodebookAction, is_read_only: bool) -> Step {
        if is_read_only
            && matches!(
                action,
                CodebookAction::Change(_) | CodebookAction::Save | CodebookAction::SaveAnyway
            )
        {
            return Step::Stay;
        }
        match action {
            CodebookAction::Open => {}
            CodebookAction::Close if !self.is_changed() => return Step::Close,
            CodebookAction::Close => self.question = Some(Question::Unsaved),
            CodebookAction::CloseAnyway => return Step::Close,
            CodebookAction::Change(change) => self.change(change),
            CodebookAction::Undo => self.undo(),
            CodebookAction::Redo => self.redo(),
            CodebookAction::Stay => {
                self.question = None;
                self.closes_when_saved = false;
            }
            CodebookAction::Save | CodebookAction::SaveAnyway
                if self.saving == CodebookSaving::OnItsWay => {}
            CodebookAction::Save => {
                self.closes_when_saved = self.question == Some(Question::Unsaved);
                self.question = None;
                if self.file.n_comments > 0 {
                    self.question = Some(Question::Comments);
                } else {
                    return Step::Save;
                }
            }
            CodebookAction::SaveAnyway => {
                self.question = None;
                return Step::Save;
            }
            CodebookAction::Try(candidate) => return Step::Try(candidate),
        }
        Step::Stay
    }
}
