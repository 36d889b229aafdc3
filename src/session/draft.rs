//! Text that is being typed and not yet a decision.
//!
//! A field's text is committed on Enter or when the field loses the focus, never while it changes: an input method writes
//! into it what it is still composing. A value that is refused stays as a draft with the reason.

use std::collections::BTreeMap;

use crate::document::{DocumentField, NodeId};
use crate::extract::{EntryField, MentionType, ValueProblem};
use crate::text::Span;

/// Which field a draft is for; the first number is the document's position in the folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftKey {
    DocumentField(usize, DocumentField),
    EntryField(usize, NodeId, EntryField),
    MentionValue(usize, MentionType, Span),
    /// The note of an entry, or of the document.
    Note(usize, Option<NodeId>),
    /// The name of a tag to give to an entry or the document.
    Tag(usize, Option<NodeId>),
}

impl DraftKey {
    /// Position of the document in the folder.
    #[must_use]
    pub const fn document(&self) -> usize {
        match self {
            Self::DocumentField(index, _)
            | Self::EntryField(index, ..)
            | Self::MentionValue(index, ..)
            | Self::Note(index, _)
            | Self::Tag(index, _) => *index,
        }
    }
}

/// What was typed, and why it was refused if it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    pub text: String,
    pub problem: Option<ValueProblem>,
}

/// The drafts of a session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drafts(BTreeMap<DraftKey, Draft>);

impl Drafts {
    #[must_use]
    pub fn get(&self, key: &DraftKey) -> Option<&Draft> {
        self.0.get(key)
    }

    /// The fields whose drafts wait to be committed: all that were not refused.
    #[must_use]
    pub fn waiting(&self) -> Vec<DraftKey> {
        self.0
            .iter()
            .filter(|(_, draft)| draft.problem.is_none())
            .map(|(key, _)| key.clone())
            .collect()
    }

    pub(super) fn write(&mut self, key: DraftKey, text: String) {
        self.0.insert(
            key,
            Draft {
                text,
                problem: None,
            },
        );
    }

    pub(super) fn refuse(&mut self, key: &DraftKey, problem: ValueProblem) {
        if let Some(draft) = self.0.get_mut(key) {
            draft.problem = Some(problem);
        }
    }

    pub(super) fn remove(&mut self, key: &DraftKey) {
        self.0.remove(key);
    }

    pub(super) fn forget_document(&mut self, index: usize) {
        self.0.retain(|key, _| key.document() != index);
    }
}
