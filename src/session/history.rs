//! Undo and redo: lists of steps, each a label and the edits that take it back or do it again.

use crate::annotation::Edit;

/// What a step was, for the words of 撤销 and the history: the name of a message.
pub type Label = &'static str;

/// One undoable step in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub label: Label,
    /// Position of the document in the folder.
    pub document: usize,
    /// To be applied in this order.
    pub edits: Vec<Edit>,
}

/// What can be undone and redone, over all documents of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl History {
    /// The label of the step that undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<Label> {
        self.undo.last().map(|step| step.label)
    }

    /// The label of the step that redo would do again.
    #[must_use]
    pub fn redo_label(&self) -> Option<Label> {
        self.redo.last().map(|step| step.label)
    }

    /// Notes how a new step is taken back. What had been undone cannot be redone any more.
    pub(super) fn push(&mut self, inverse: Step) {
        self.undo.push(inverse);
        self.redo.clear();
    }

    pub(super) fn pop_undo(&mut self) -> Option<Step> {
        self.undo.pop()
    }

    pub(super) fn pop_redo(&mut self) -> Option<Step> {
        self.redo.pop()
    }

    pub(super) fn push_undone(&mut self, inverse: Step) {
        self.redo.push(inverse);
    }

    pub(super) fn push_redone(&mut self, inverse: Step) {
        self.undo.push(inverse);
    }

    /// Drops the steps of a document that was loaded anew: their places may be gone.
    pub(super) fn forget_document(&mut self, index: usize) {
        self.undo.retain(|step| step.document != index);
        self.redo.retain(|step| step.document != index);
    }
}
