//! What a decision is about: the unit in which annotations are compared and merged.

use super::{Annotation, Edit, FieldName, OutlineAspect, OutlineDecision, Target};
use crate::extract::MentionType;
use crate::text::Span;

/// One thing that can be decided. An entry goes by where its anchor begins, `None` is the document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    DocumentField(FieldName),
    /// One question about the tree at a place.
    Outline(u32, OutlineAspect),
    Status(Option<u32>),
    Tags(Option<u32>),
    Note(Option<u32>),
    EntryField(u32, String),
    /// By the type and place that the machine gave, or that the reviewer gave to an addition.
    Mention(MentionType, Span),
    /// By the words that are corrected.
    Erratum(Span),
}

impl Edit {
    /// The slot that it changes; of a conflict the slot that is disputed. What lost its place has none.
    #[must_use]
    pub fn slot(&self) -> Option<Slot> {
        let entry = |target: &Target| match target {
            Target::Document => None,
            Target::Entry(anchor) => Some(anchor.start),
        };
        Some(match self {
            Self::Mention { kind, anchor, .. } => Slot::Mention(kind.clone(), anchor.span()),
            Self::Erratum { anchor, .. } => Slot::Erratum(anchor.span()),
            Self::Outline { aspect, anchor, .. } => Slot::Outline(anchor.start, *aspect),
            Self::DocumentField { field, .. } => Slot::DocumentField(field.clone()),
            Self::EntryField { entry, field, .. } => Slot::EntryField(entry.start, field.clone()),
            Self::Tags { target, .. } => Slot::Tags(entry(target)),
            Self::Note { target, .. } => Slot::Note(entry(target)),
            Self::Status { target, .. } => Slot::Status(entry(target)),
            Self::Conflict { conflict, .. } => return conflict.slot(),
            Self::Detached { .. } => return None,
        })
    }
}

impl Annotation {
    /// The slots on which something is decided, in no order and each once.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> {
        let of_target = |entry, has_status: bool, has_tags: bool, has_note: bool| {
            let status = has_status.then_some(Slot::Status(entry));
            let tags = has_tags.then_some(Slot::Tags(entry));
            let note = has_note.then_some(Slot::Note(entry));
            status.into_iter().chain(tags).chain(note)
        };
        let mentions = self.mentions.iter().map(|decision| {
            let (kind, span) = decision.origin();
            Slot::Mention(kind.clone(), span)
        });
        let errata = self.errata.iter();
        let errata = errata.map(|erratum| Slot::Erratum(erratum.anchor.span()));
        let entries = self.entries.iter().flat_map(move |entry| {
            let at = entry.anchor.start;
            let fields = entry.fields.keys();
            of_target(
                Some(at),
                entry.status != super::Status::default(),
                !entry.tags.is_empty(),
                entry.note.is_some(),
            )
            .chain(fields.map(move |field| Slot::EntryField(at, field.clone())))
        });
        let outline = self.outline.iter().map(OutlineDecision::key);
        let outline = outline.map(|(at, aspect)| Slot::Outline(at, aspect));
        let review = &self.review;
        let fields = self.document.keys().cloned().map(Slot::DocumentField);
        of_target(
            None,
            review.status != super::Status::default(),
            !review.tags.is_empty(),
            review.note.is_some(),
        )
        .chain(fields)
        .chain(outline)
        .chain(entries)
        .chain(mentions)
        .chain(errata)
    }

    /// How many decisions it holds: slots on which something is decided, and decisions that lost their place.
    #[must_use]
    pub fn n_decisions(&self) -> usize {
        self.slots().count() + self.detached.len()
    }
}
