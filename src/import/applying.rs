//! What a file says of a document, into the edits that make it so.
//!
//! In: the document's annotation, its text and record, and what is said. Out: a [`Plan`]. First the tree and the fields of the document, since what the
//! machine finds depends on them; the caller makes the record anew and goes on with the rest. Saying what is decided already changes nothing, so that
//! importing twice is importing once. Where a person decided otherwise, [`OnConflict`] says which holds.

use std::collections::HashSet;

use super::{
    At, Ground, Imported, Kept, Misfit, OnConflict, Plan, Reason, Signed, TypeChoices, What,
};
use crate::annotation::merge::{is_blank, says_same, stamp_in};
use crate::annotation::{Annotation, Conflict, Edit, LogEntry, Slot, Stamp, Status, Verdict};
use crate::codebook::Codebook;
use crate::document::Outline;
use crate::record::Record;
use crate::text::Text;

/// Makes the plan of one document.
#[derive(Debug)]
pub struct Applying<'a> {
    /// As it is with the edits so far.
    pub(super) annotation: Annotation,
    pub(super) ground: Ground<'a>,
    pub(super) text: &'a Text,
    pub(super) codebook: &'a Codebook,
    pub(super) choices: &'a TypeChoices,
    pub(super) on_conflict: OnConflict,
    /// Signs what the file does not sign.
    stamp: &'a Stamp,
    /// What this import has decided on.
    slots: HashSet<Slot>,
    pub(super) plan: Plan,
}

impl<'a> Applying<'a> {
    #[must_use]
    pub fn new(
        annotation: Annotation,
        text: &'a Text,
        theirs: Option<&str>,
        codebook: &'a Codebook,
        choices: &'a TypeChoices,
        on_conflict: OnConflict,
        stamp: &'a Stamp,
    ) -> Self {
        Self {
            annotation,
            ground: Ground::new(text, theirs),
            text,
            codebook,
            choices,
            on_conflict,
            stamp,
            slots: HashSet::new(),
            plan: Plan::default(),
        }
    }

    /// The annotation with the edits so far.
    #[must_use]
    pub const fn annotation(&self) -> &Annotation {
        &self.annotation
    }

    /// Takes in what is said of the tree and the document's fields; says whether anything changed.
    pub fn tree(&mut self, items: &[Imported], record: &Record) -> bool {
        let n_before = self.plan.edits.len();
        for item in items {
            let edit = match &item.what {
                What::DocumentField { name, value, was } => {
                    self.document_field(name, value.as_ref(), was.as_ref(), &item.signed, record)
                }
                What::Outline(place, op) => self.outline(place, op, &item.signed),
                _ => continue,
            };
            self.take(&item.at, edit);
        }
        self.plan.edits.len() > n_before
    }

    /// Takes in the rest. The record is that with the tree and fields of before.
    pub fn rest(&mut self, items: &[Imported], outline: &Outline, record: &Record) {
        for item in items {
            match &item.what {
                What::Mention(mention) => {
                    let wanted = self.mention(mention, &item.signed, outline, record);
                    match wanted {
                        Ok(Some(edit)) => self.settle(&item.at, edit),
                        Ok(None) => self.plan.counts.n_undecided += 1,
                        Err(reason) => self.refuse(&item.at, reason),
                    }
                }
                What::Entry(place, entry) => {
                    self.entry(
                        &item.at,
                        place.as_ref(),
                        entry,
                        &item.signed,
                        (outline, record),
                    );
                }
                What::Erratum(place, words) => {
                    let edit = self.erratum(place, words, &item.signed);
                    self.take(&item.at, edit);
                }
                What::DocumentField { .. } | What::Outline(..) => {}
            }
        }
    }

    /// What is to be done.
    #[must_use]
    pub fn end(self) -> Plan {
        self.plan
    }

    pub(super) fn take(&mut self, at: &At, edit: Result<Edit, Reason>) {
        match edit {
            Ok(edit) => self.settle(at, edit),
            Err(reason) => self.refuse(at, reason),
        }
    }

    pub(super) fn refuse(&mut self, at: &At, reason: Reason) {
        let counts = &mut self.plan.counts;
        if reason.is_misfit() {
            counts.n_misfits += 1;
        } else {
            counts.n_conflicts += 1;
        }
        let at = at.clone();
        self.plan.misfits.push(Misfit { at, reason });
    }

    /// Who decided and when.
    pub(super) fn stamp_of(&self, signed: &Signed) -> Stamp {
        let by = signed.by.clone();
        Stamp {
            by: by.unwrap_or_else(|| self.stamp.by.clone()),
            at: signed.at.clone().unwrap_or_else(|| self.stamp.at.clone()),
        }
    }

    /// Carries out an edit unless somebody decided on the same before.
    pub(super) fn settle(&mut self, at: &At, edit: Edit) {
        let slot = edit.slot();
        let before = self.annotation.apply(&edit);
        let disputed = slot
            .as_ref()
            .and_then(|slot| self.annotation.conflict(slot));
        let mut sides = disputed.iter().flat_map(|conflict| &conflict.sides);
        let is_known = is_same(&before, &edit) || sides.any(|side| is_same(&side.edit, &edit));
        if is_known {
            self.annotation.apply(&before);
            self.plan.counts.n_known += 1;
            return;
        }
        if is_further(&before, &edit) || (is_blank(&before) && disputed.is_none()) {
            self.plan.counts.n_new += 1;
            self.slots.extend(slot);
            self.plan.edits.push(edit);
            return;
        }
        if slot.as_ref().is_some_and(|slot| self.slots.contains(slot)) {
            self.annotation.apply(&before);
            return self.refuse(at, Reason::Twice);
        }
        self.conflict(at, &before, edit);
    }

    /// What somebody decided otherwise before.
    fn conflict(&mut self, at: &At, before: &Edit, edit: Edit) {
        let old = signed_edit(before, &self.annotation);
        let kept = match self.on_conflict {
            OnConflict::Keep => {
                self.annotation.apply(before);
                Kept::Old
            }
            OnConflict::Take => {
                let settling = self.annotation.settling(std::slice::from_ref(&edit));
                self.slots.extend(edit.slot());
                self.plan.edits.push(edit);
                for settled in settling {
                    self.annotation.apply(&settled);
                    self.plan.edits.push(settled);
                }
                Kept::New
            }
            OnConflict::Ask => {
                self.annotation.apply(before);
                let known = edit
                    .slot()
                    .and_then(|slot| self.annotation.conflict(&slot).cloned());
                let mut conflict = known.unwrap_or_else(|| Conflict {
                    sides: vec![old.clone()],
                    base: None,
                });
                let new = signed_edit(&edit, &self.annotation);
                conflict.sides.push(new);
                let edit = Edit::Conflict {
                    conflict,
                    is_settled: false,
                };
                self.annotation.apply(&edit);
                self.plan.edits.push(edit);
                Kept::Both
            }
        };
        let LogEntry { by, at: when, .. } = old;
        self.refuse(at, Reason::Decided { by, at: when, kept });
    }
}

/// Whether two edits of one slot come to the same, whatever the way to it: a mention that holds, holds with the same type, place and value.
fn is_same(one: &Edit, other: &Edit) -> bool {
    if says_same(one, other) {
        return true;
    }
    let (
        Edit::Mention {
            decision: Some(one),
            ..
        },
        Edit::Mention {
            decision: Some(other),
            ..
        },
    ) = (one, other)
    else {
        return false;
    };
    let is_rejected = |verdict| verdict == Verdict::Rejected;
    match (is_rejected(one.verdict), is_rejected(other.verdict)) {
        (true, true) => true,
        (false, false) => {
            (&one.kind, one.anchor.span(), &one.value)
                == (&other.kind, other.anchor.span(), &other.value)
        }
        _ => false,
    }
}

/// Whether a state goes on from the one before: 在审 only says that somebody began.
fn is_further(before: &Edit, edit: &Edit) -> bool {
    let (Edit::Status { status: before, .. }, Edit::Status { status, .. }) = (before, edit) else {
        return false;
    };
    *before == Status::InReview && *status == Status::Reviewed
}

/// An edit with who made it and when, as far as it says.
fn signed_edit(edit: &Edit, annotation: &Annotation) -> LogEntry {
    let stamp = stamp_in(edit).or_else(|| {
        let slot = edit.slot();
        let lines = annotation.log.iter().rev();
        let mut lines = lines.filter(|line| line.edit.slot() == slot);
        lines.next().map(|line| Stamp {
            by: line.by.clone(),
            at: line.at.clone(),
        })
    });
    let Stamp { by, at } = stamp.unwrap_or_default();
    LogEntry {
        at,
        by,
        edit: edit.clone(),
    }
}
