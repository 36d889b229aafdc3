//! Undo and redo: lists of steps, each a label and the edits that take it back or do it again.

use std::collections::BTreeSet;

use super::changing::{Piece, Purpose};
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
        let keeps = |change: &Change| !touches(change, index, slots);
        for steps in [&mut self.undo, &mut self.redo] {
            for step in steps.iter_mut() {
                step.changes.retain(keeps);
            }
            steps.retain(|step| !step.changes.is_empty());
        }
    }
}

/// Whether a change of a document is about one of these slots.
pub(super) fn touches(change: &Change, index: usize, slots: &BTreeSet<Slot>) -> bool {
    let mut touched = change.edits.iter().filter_map(Edit::slot);
    change.document == index && touched.any(|slot| slots.contains(&slot))
}

impl History {
    /// Notes how what was just done over many documents is taken back, where it was anything.
    pub(super) fn made(&mut self, label: Label, changes: Vec<Change>, effects: &mut Vec<Effect>) {
        if !changes.is_empty() {
            self.push(Step { label, changes });
            effects.push(Effect::ScrollToSelection);
        }
    }

    /// Notes what became of a step: what takes back the part that was taken, and the part that was left, which can be taken another time.
    pub(super) fn took(
        &mut self,
        is_undo: bool,
        label: Label,
        done: Vec<Change>,
        rest: Vec<Change>,
    ) {
        let step = |changes: Vec<Change>| (!changes.is_empty()).then_some(Step { label, changes });
        let (undo, redo) = if is_undo { (rest, done) } else { (done, rest) };
        self.undo.extend(step(undo));
        self.redo.extend(step(redo));
    }
}

impl Session {
    /// Drops the steps of a document that was loaded anew.
    pub(super) fn forget_steps_of(&mut self, index: usize) {
        self.history.forget_document(index);
        if let Some(changing) = &mut self.changing {
            changing.forget_document(index);
        }
    }

    /// Drops the steps that would overwrite what others decided on these slots of a document.
    pub(super) fn forget_steps_on(&mut self, index: usize, slots: &BTreeSet<Slot>) {
        self.history.forget_slots(index, slots);
        if let Some(changing) = &mut self.changing {
            changing.forget_slots(index, slots);
        }
    }

    pub(super) fn undo(&mut self, effects: &mut Vec<Effect>) {
        if let Some(step) = self.history.undo.pop() {
            self.take_step(step, true, effects);
        }
    }

    pub(super) fn redo(&mut self, effects: &mut Vec<Effect>) {
        if let Some(step) = self.history.redo.pop() {
            self.take_step(step, false, effects);
        }
    }

    /// Applies a step of the history, and shows where it was.
    fn take_step(&mut self, step: Step, is_undo: bool, effects: &mut Vec<Effect>) {
        self.drop_hint();
        let Step { label, changes } = step;
        let current = self.current();
        // Where one of the documents is on show, it stays.
        let shown = changes
            .iter()
            .find(|change| Some(change.document) == current)
            .or(changes.first())
            .map(|change| Shown {
                document: change.document,
                place: change.edits.iter().rev().find_map(place_of),
            });
        let purpose = Purpose::Step { is_undo, shown };
        let pieces = changes.into_iter().map(Piece::Edits);
        self.begin_change(label, purpose, pieces.collect(), effects);
    }

    /// Shows where a step was that was taken.
    pub(super) fn show_taken(&mut self, shown: Option<Shown>, effects: &mut Vec<Effect>) {
        let (Some(folder), Some(Shown { document, place })) = (&mut self.folder, shown) else {
            return;
        };
        folder.show(document);
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
    }
}

/// What a step leaves on show.
#[derive(Debug)]
pub(super) struct Shown {
    document: usize,
    place: Option<Place>,
}

/// What to show of an edit.
#[derive(Debug)]
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
