//! Undo and redo: lists of steps, each a label and the edits that take it back or do it again.

use std::collections::BTreeSet;

use super::{Effect, Session};
use crate::annotation::{Edit, Slot};
use crate::extract::MentionType;
use crate::text::Span;

/// What a step was, for the words of 撤销 and the history: the name of a message.
pub type Label = &'static str;

/// One undoable step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub label: Label,
    /// One for each document that it is about, at least one.
    pub changes: Vec<Change>,
}

/// What a step does to one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
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
        for steps in [&mut self.undo, &mut self.redo] {
            for step in steps.iter_mut() {
                step.changes.retain(|change| change.document != index);
            }
            steps.retain(|step| !step.changes.is_empty());
        }
    }
}

impl History {
    /// Drops the steps that would overwrite what others decided on these slots of a document.
    pub(super) fn forget_slots(&mut self, index: usize, slots: &BTreeSet<Slot>) {
        let keeps = |change: &Change| {
            let mut touched = change.edits.iter().filter_map(Edit::slot);
            change.document != index || !touched.any(|slot| slots.contains(&slot))
        };
        for steps in [&mut self.undo, &mut self.redo] {
            for step in steps.iter_mut() {
                step.changes.retain(keeps);
            }
            steps.retain(|step| !step.changes.is_empty());
        }
    }
}

impl Session {
    pub(super) fn undo(&mut self, effects: &mut Vec<Effect>) {
        if let Some(step) = self.history.pop_undo()
            && let Some(inverse) = self.take_step(step, effects)
        {
            self.history.push_undone(inverse);
        }
    }

    pub(super) fn redo(&mut self, effects: &mut Vec<Effect>) {
        if let Some(step) = self.history.pop_redo()
            && let Some(inverse) = self.take_step(step, effects)
        {
            self.history.push_redone(inverse);
        }
    }

    /// Applies a step of the history, shows where it was, and returns its inverse.
    fn take_step(&mut self, step: Step, effects: &mut Vec<Effect>) -> Option<Step> {
        let stamp = self.stamp();
        let codebook = self.codebook();
        self.drop_hint();
        let folder = self.folder.as_mut()?;
        let Step { label, changes } = step;
        let mut inverses = Vec::with_capacity(changes.len());
        // Where one of the documents is on show, it stays.
        let shown = changes
            .iter()
            .find(|change| Some(change.document) == folder.current())
            .or(changes.first())
            .map(|change| {
                (
                    change.document,
                    change.edits.iter().rev().find_map(place_of),
                )
            });
        for Change {
            document: index,
            edits,
        } in changes
        {
            let Some(document) = folder.document_mut(index) else {
                continue;
            };
            inverses.push(Change {
                document: index,
                edits: document.apply(edits, &stamp, &codebook),
            });
            folder.save(index);
            self.drafts.forget_document(index);
        }
        let (index, place) = shown?;
        folder.show(index);
        let is_on_lost = self
            .document()
            .is_some_and(|document| document.selection.is_on_lost);
        match place {
            Some(Place::Mention(kind, span)) => self.select_mention(&kind, span, effects),
            Some(Place::At(offset)) => {
                let node = self
                    .document()
                    .and_then(|document| document.loaded.outline.node_at(offset));
                self.select_node(node, effects);
            }
            None => self.select_node(None, effects),
        }
        // Whoever settles lost decisions goes on with the list.
        self.show_lost(is_on_lost);
        (!inverses.is_empty()).then_some(Step {
            label,
            changes: inverses,
        })
    }
}

/// What to show of an edit.
enum Place {
    Mention(MentionType, Span),
    At(u32),
}

fn place_of(edit: &Edit) -> Option<Place> {
    let Edit::Mention {
        kind,
        anchor,
        decision,
    } = edit
    else {
        return edit.place().map(Place::At);
    };
    Some(match decision {
        Some(decision) => Place::Mention(decision.kind.clone(), decision.anchor.span()),
        None => Place::Mention(kind.clone(), anchor.span()),
    })
}
