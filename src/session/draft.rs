//! Text that is being typed and not yet a decision.
//!
//! A field's text is committed on Enter or when the field loses the focus, never while it changes: an input method writes
//! into it what it is still composing. A value that is refused stays as a draft with the reason. [`super::left`] keeps drafts over a crash.

use std::collections::BTreeMap;

use crate::document::{DocumentField, NodeId, Outline};
use crate::extract::{EntryField, MentionType, ValueProblem};
use crate::text::Span;

/// Which field a draft is for; the first number is the document's position in the folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftKey {
    DocumentField(usize, DocumentField),
    EntryField(usize, NodeId, EntryField),
    /// A codebook's field by its name, of an entry or of the document.
    OwnField(usize, Option<NodeId>, String),
    MentionValue(usize, MentionType, Span),
    /// The note of an entry, or of the document.
    Note(usize, Option<NodeId>),
    /// The name of a tag to give to an entry or the document.
    Tag(usize, Option<NodeId>),
    /// What the words of a span should be.
    Correction(usize, Span),
}

impl DraftKey {
    /// Position of the document in the folder.
    #[must_use]
    pub const fn document(&self) -> usize {
        match self {
            Self::DocumentField(index, _)
            | Self::EntryField(index, ..)
            | Self::OwnField(index, ..)
            | Self::MentionValue(index, ..)
            | Self::Note(index, _)
            | Self::Tag(index, _)
            | Self::Correction(index, _) => *index,
        }
    }
}

/// What was typed, and why it was refused if it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    pub text: String,
    pub problem: Option<ValueProblem>,
    /// Taken back from an earlier session and not looked at yet: not to be committed before its field had the focus.
    is_held: bool,
}

/// The drafts of a session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drafts {
    known: BTreeMap<DraftKey, Draft>,
    /// Counts the changes, so that what was kept on disk can be told from what came after.
    revision: u64,
}

impl Drafts {
    #[must_use]
    pub fn get(&self, key: &DraftKey) -> Option<&Draft> {
        self.known.get(key)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&DraftKey, &Draft)> {
        self.known.iter()
    }

    pub(super) const fn revision(&self) -> u64 {
        self.revision
    }

    /// The fields whose drafts wait to be committed: all that were not refused and not just taken back.
    #[must_use]
    pub fn waiting(&self) -> Vec<DraftKey> {
        self.known
            .iter()
            .filter(|(_, draft)| draft.problem.is_none() && !draft.is_held)
            .map(|(key, _)| key.clone())
            .collect()
    }

    pub(super) fn write(&mut self, key: DraftKey, text: String) {
        self.put(key, text, false);
    }

    /// Writes a draft that waits for its field to be looked at.
    pub(super) fn hold(&mut self, key: DraftKey, text: String) {
        self.put(key, text, true);
    }

    fn put(&mut self, key: DraftKey, text: String, is_held: bool) {
        let problem = None;
        let draft = Draft {
            text,
            problem,
            is_held,
        };
        self.known.insert(key, draft);
        self.revision += 1;
    }

    /// The field has the focus: when it loses it, its draft is committed like any other.
    pub(super) fn release(&mut self, key: &DraftKey) {
        if let Some(draft) = self.known.get_mut(key) {
            draft.is_held = false;
        }
    }

    pub(super) fn refuse(&mut self, key: &DraftKey, problem: ValueProblem) {
        if let Some(draft) = self.known.get_mut(key) {
            draft.problem = Some(problem);
        }
    }

    pub(super) fn remove(&mut self, key: &DraftKey) {
        if self.known.remove(key).is_some() {
            self.revision += 1;
        }
    }

    /// Gives drafts the nodes in which their entries stand after the tree changed; what is typed for one that is gone is for the one in its place.
    pub(super) fn follow(&mut self, index: usize, before: &Outline, now: &Outline) {
        if std::ptr::eq(before, now) {
            return;
        }
        let moved = |key: DraftKey| {
            let node = |node: NodeId| super::open_document::follow(before, node, now);
            Some(match key {
                DraftKey::EntryField(of, id, field) if of == index => {
                    DraftKey::EntryField(of, node(id)?, field)
                }
                DraftKey::Note(of, Some(id)) if of == index => DraftKey::Note(of, Some(node(id)?)),
                DraftKey::Tag(of, Some(id)) if of == index => DraftKey::Tag(of, Some(node(id)?)),
                other => other,
            })
        };
        let known = std::mem::take(&mut self.known).into_iter();
        self.known = known
            .filter_map(|(key, draft)| Some((moved(key)?, draft)))
            .collect();
        self.revision += 1;
    }

    pub(super) fn forget_document(&mut self, index: usize) {
        self.known.retain(|key, _| key.document() != index);
        self.revision += 1;
    }
}
