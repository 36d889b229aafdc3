//! Slots that reviewers decided differently without knowing of each other.
//!
//! A conflict is part of the annotation, in memory and in the sidecar, until a person settles it: closing the program decides nothing. What
//! was decided first holds meanwhile, whoever saved last.

use serde::{Deserialize, Serialize};

use super::{
    Anchor, Annotation, Detached, DetachedDecision, Edit, EntryDecision, LogEntry, Slot, Target,
};

/// One slot with what was decided on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// The edits that make each decision, with who made it and when. At least two; the first is the one that holds.
    pub sides: Vec<LogEntry>,
    /// What held before any of them, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Box<Edit>>,
}

impl Conflict {
    /// What is disputed; none only where a sidecar was written by hand without sides.
    #[must_use]
    pub fn slot(&self) -> Option<Slot> {
        self.sides.first()?.edit.slot()
    }

    /// Every side as a decision that lost its place, in the source with this hash.
    pub(super) fn without_place(self, sha256: &str) -> impl Iterator<Item = Detached> {
        let decisions = self.sides.into_iter().filter_map(detached_of);
        decisions.map(|decision| Detached {
            sha256: sha256.to_owned(),
            decision,
        })
    }

    /// Where in the text it is (bytes); none for the document itself.
    #[must_use]
    pub fn place(&self) -> Option<u32> {
        self.sides.first()?.edit.place()
    }
}

impl Annotation {
    /// The edits that settle the conflicts on the slots of `edits`: whoever decides on a disputed slot settles it.
    #[must_use]
    pub fn settling(&self, edits: &[Edit]) -> Vec<Edit> {
        let slots = edits.iter().filter_map(Edit::slot);
        slots
            .filter_map(|slot| self.conflict(&slot))
            .map(|conflict| Edit::Conflict {
                conflict: conflict.clone(),
                is_settled: true,
            })
            .collect()
    }

    /// The conflict on a slot.
    #[must_use]
    pub fn conflict(&self, slot: &Slot) -> Option<&Conflict> {
        self.conflicts
            .iter()
            .find(|conflict| conflict.slot().as_ref() == Some(slot))
    }

    /// Takes the conflict on the slot away, or puts it there; returns the one that was.
    pub(super) fn replace_conflict(
        &mut self,
        slot: &Slot,
        conflict: Option<Conflict>,
    ) -> Option<Conflict> {
        let at = self
            .conflicts
            .iter()
            .position(|known| known.slot().as_ref() == Some(slot));
        let old = at.map(|at| self.conflicts.remove(at));
        if let Some(conflict) = conflict {
            let at = self
                .conflicts
                .partition_point(|known| known.slot().as_ref() < Some(slot));
            self.conflicts.insert(at, conflict);
        }
        old
    }
}

/// One side of a conflict as a decision of its own; none where it decided to have none.
fn detached_of(side: LogEntry) -> Option<DetachedDecision> {
    let LogEntry { at, by, edit } = side;
    let entry = |anchor: Anchor| EntryDecision {
        by,
        at,
        ..EntryDecision::new(anchor)
    };
    let mut decision = match &edit {
        Edit::Mention { decision, .. } => {
            return decision.clone().map(DetachedDecision::Mention);
        }
        Edit::Erratum { erratum, .. } => {
            return erratum.clone().map(DetachedDecision::Erratum);
        }
        Edit::Outline { decision, .. } => {
            return decision.clone().map(DetachedDecision::Outline);
        }
        Edit::EntryField { entry: anchor, .. }
        | Edit::Note {
            target: Target::Entry(anchor),
            ..
        }
        | Edit::Status {
            target: Target::Entry(anchor),
            ..
        } => entry(anchor.clone()),
        _ => return None,
    };
    match edit {
        Edit::EntryField {
            field,
            decision: Some(value),
            ..
        } => {
            decision.fields.insert(field, value);
        }
        Edit::Note { note, .. } => decision.note = note,
        Edit::Status { status, .. } => decision.status = status,
        _ => {}
    }
    (!decision.is_empty()).then_some(DetachedDecision::Entry(decision))
}
