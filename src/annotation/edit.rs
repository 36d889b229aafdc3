//! The one way in which an annotation changes.

use serde::{Deserialize, Serialize};

use super::{
    Anchor, Annotation, Conflict, Detached, EntryDecision, Erratum, FieldDecision, FieldName,
    LogEntry, MentionDecision, OutlineAspect, OutlineDecision, Review, Stamp, Status,
};
use crate::extract::{EntryField, MentionType};

/// What an edit of tags, notes or status is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    Document,
    /// The entry with this anchor.
    Entry(Anchor),
}

/// One change to an annotation: a slot and what it holds afterwards.
///
/// Applying an edit returns the edit that puts the slot back, stamps included, so applying both is the identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Edit {
    /// The decision on the mention of this type at this place (as the machine or the adder gave them); none puts it back.
    Mention {
        kind: MentionType,
        anchor: Anchor,
        decision: Option<MentionDecision>,
    },
    DocumentField {
        field: FieldName,
        decision: Option<FieldDecision>,
    },
    EntryField {
        entry: Anchor,
        field: String,
        decision: Option<FieldDecision>,
        stamp: Stamp,
    },
    Tags {
        target: Target,
        tags: Vec<String>,
        stamp: Stamp,
    },
    Note {
        target: Target,
        note: Option<String>,
        stamp: Stamp,
    },
    Status {
        target: Target,
        status: Status,
        stamp: Stamp,
    },
    /// The correction of the words at this place; none takes it back.
    Erratum {
        anchor: Anchor,
        erratum: Option<Erratum>,
    },
    /// The answer to this question about the tree at this place; none leaves it to the machine.
    Outline {
        aspect: OutlineAspect,
        anchor: Anchor,
        decision: Option<OutlineDecision>,
    },
    /// A decision that lost its place is kept aside, or no longer: it was given a place, or dropped.
    Detached { detached: Detached, is_kept: bool },
    /// A conflict is settled: it goes, and what its slot holds then is another edit. Taken back, it is there again.
    Conflict {
        conflict: Conflict,
        is_settled: bool,
    },
}

impl Edit {
    /// The field of an entry as the built-in names it, or a codebook's.
    #[must_use]
    pub fn entry_field(
        entry: Anchor,
        field: EntryField,
        decision: Option<FieldDecision>,
        stamp: Stamp,
    ) -> Self {
        Self::EntryField {
            entry,
            field: field.name().to_owned(),
            decision,
            stamp,
        }
    }

    /// Where in the text it is about (bytes); none for the document itself.
    #[must_use]
    pub fn place(&self) -> Option<u32> {
        self.anchor().map(|anchor| anchor.start)
    }

    /// The anchor of what it is about; none for the document itself.
    #[must_use]
    pub fn anchor(&self) -> Option<&Anchor> {
        match self {
            Self::Mention { anchor, .. }
            | Self::Erratum { anchor, .. }
            | Self::Outline { anchor, .. } => Some(anchor),
            Self::EntryField { entry, .. }
            | Self::Tags {
                target: Target::Entry(entry),
                ..
            }
            | Self::Note {
                target: Target::Entry(entry),
                ..
            }
            | Self::Status {
                target: Target::Entry(entry),
                ..
            } => Some(entry),
            Self::Conflict { conflict, .. } => conflict.sides.first()?.edit.anchor(),
            Self::DocumentField { .. }
            | Self::Tags { .. }
            | Self::Note { .. }
            | Self::Status { .. }
            | Self::Detached { .. } => None,
        }
    }

    /// Calls `change` on every anchor inside, for conversion between ways of counting.
    pub(super) fn for_each_anchor<F: FnMut(&mut Anchor)>(&mut self, change: &mut F) {
        match self {
            Self::Mention {
                anchor, decision, ..
            } => {
                change(anchor);
                if let Some(decision) = decision {
                    decision.for_each_anchor(change);
                }
            }
            Self::Outline {
                anchor, decision, ..
            } => {
                change(anchor);
                if let Some(decision) = decision {
                    decision.for_each_anchor(change);
                }
            }
            Self::EntryField { entry, .. } => change(entry),
            Self::Erratum { anchor, erratum } => {
                change(anchor);
                if let Some(erratum) = erratum {
                    change(&mut erratum.anchor);
                }
            }
            Self::Tags { target, .. } | Self::Note { target, .. } | Self::Status { target, .. } => {
                if let Target::Entry(anchor) = target {
                    change(anchor);
                }
            }
            // What is detached counts in the code points of the source that it was made on, here as in the sidecar.
            Self::DocumentField { .. } | Self::Detached { .. } => {}
            Self::Conflict { conflict, .. } => conflict.for_each_anchor(change),
        }
    }
}

impl Conflict {
    pub(super) fn for_each_anchor<F: FnMut(&mut Anchor)>(&mut self, change: &mut F) {
        for side in &mut self.sides {
            side.edit.for_each_anchor(change);
        }
        if let Some(base) = &mut self.base {
            base.for_each_anchor(change);
        }
    }
}

impl MentionDecision {
    pub(super) fn for_each_anchor<F: FnMut(&mut Anchor)>(&mut self, change: &mut F) {
        change(&mut self.anchor);
        if let Some(anchor) = self.was.as_mut().and_then(|was| was.anchor.as_mut()) {
            change(anchor);
        }
    }
}

impl Annotation {
    /// Applies an edit and returns its inverse. Does not write the log: [`Annotation::record_in_log`] does.
    pub fn apply(&mut self, edit: &Edit) -> Edit {
        match edit {
            Edit::Mention {
                kind,
                anchor,
                decision,
            } => Edit::Mention {
                kind: kind.clone(),
                anchor: anchor.clone(),
                decision: self.replace_mention(kind, anchor, decision.clone()),
            },
            Edit::DocumentField { field, decision } => Edit::DocumentField {
                field: field.clone(),
                decision: match decision {
                    Some(decision) => self.document.insert(field.clone(), decision.clone()),
                    None => self.document.remove(field),
                },
            },
            Edit::EntryField {
                entry,
                field,
                decision,
                stamp,
            } => self.set_entry_field(entry, field, decision.as_ref(), stamp),
            Edit::Tags {
                target,
                tags,
                stamp,
            } => {
                let (tags, stamp) = self.change_target(
                    target,
                    stamp,
                    |slot| std::mem::replace(&mut slot.tags, tags.clone()),
                    |review| std::mem::replace(&mut review.tags, tags.clone()),
                );
                Edit::Tags {
                    target: target.clone(),
                    tags,
                    stamp,
                }
            }
            Edit::Note {
                target,
                note,
                stamp,
            } => {
                let (note, stamp) = self.change_target(
                    target,
                    stamp,
                    |slot| std::mem::replace(&mut slot.note, note.clone()),
                    |review| std::mem::replace(&mut review.note, note.clone()),
                );
                Edit::Note {
                    target: target.clone(),
                    note,
                    stamp,
                }
            }
            Edit::Status {
                target,
                status,
                stamp,
            } => {
                let (status, stamp) = self.change_target(
                    target,
                    stamp,
                    |slot| std::mem::replace(&mut slot.status, *status),
                    |review| std::mem::replace(&mut review.status, *status),
                );
                Edit::Status {
                    target: target.clone(),
                    status,
                    stamp,
                }
            }
            Edit::Erratum { anchor, erratum } => Edit::Erratum {
                anchor: anchor.clone(),
                erratum: self.replace_erratum(anchor.span(), erratum.clone()),
            },
            Edit::Outline {
                aspect,
                anchor,
                decision,
            } => Edit::Outline {
                aspect: *aspect,
                anchor: anchor.clone(),
                decision: self.replace_outline((anchor.start, *aspect), decision.clone()),
            },
            Edit::Detached { detached, is_kept } => Edit::Detached {
                detached: detached.clone(),
                is_kept: self.keep_aside(detached, *is_kept),
            },
            Edit::Conflict {
                conflict,
                is_settled,
            } => self.settle(conflict, *is_settled),
        }
    }

    /// Decides on a field of an entry; returns what undoes that.
    fn set_entry_field(
        &mut self,
        entry: &Anchor,
        field: &str,
        decision: Option<&FieldDecision>,
        stamp: &Stamp,
    ) -> Edit {
        let (decision, stamp) = self.change_entry(entry, stamp, |slot| match decision {
            Some(decision) => slot.fields.insert(field.to_owned(), decision.clone()),
            None => slot.fields.remove(field),
        });
        Edit::EntryField {
            entry: entry.clone(),
            field: field.to_owned(),
            decision,
            stamp,
        }
    }

    /// Takes a conflict away or puts it back; returns what undoes that.
    fn settle(&mut self, conflict: &Conflict, is_settled: bool) -> Edit {
        let put = (!is_settled).then(|| conflict.clone());
        let old = conflict
            .slot()
            .and_then(|slot| self.replace_conflict(&slot, put));
        Edit::Conflict {
            is_settled: old.is_none(),
            conflict: old.unwrap_or_else(|| conflict.clone()),
        }
    }

    /// Notes in the history that an edit was applied.
    pub fn record_in_log(&mut self, edit: Edit, stamp: &Stamp) {
        self.log.push(LogEntry {
            at: stamp.at.clone(),
            by: stamp.by.clone(),
            edit,
        });
    }

    /// Adds a decision to those kept aside or takes one of its like away. Returns what undoes that.
    fn keep_aside(&mut self, detached: &Detached, is_kept: bool) -> bool {
        let known = self.detached.iter().position(|known| known == detached);
        match known {
            _ if is_kept => {
                let order = |known: &Detached| known.order() <= detached.order();
                let at = self.detached.partition_point(order);
                self.detached.insert(at, detached.clone());
                false
            }
            Some(at) => {
                self.detached.remove(at);
                true
            }
            None => false,
        }
    }

    fn replace_mention(
        &mut self,
        kind: &MentionType,
        anchor: &Anchor,
        decision: Option<MentionDecision>,
    ) -> Option<MentionDecision> {
        // They are in the order of their places, and few share one.
        let span = anchor.span();
        let from = self
            .mentions
            .partition_point(|known| known.origin().1 < span);
        let here = self.mentions[from..].iter().map(MentionDecision::origin);
        let at = here
            .take_while(|origin| origin.1 == span)
            .position(|origin| origin.0 == kind)
            .map(|at| from + at);
        match (at, decision) {
            (Some(at), Some(decision)) => Some(std::mem::replace(&mut self.mentions[at], decision)),
            (Some(at), None) => Some(self.mentions.remove(at)),
            (None, Some(decision)) => {
                let key = |decision: &MentionDecision| {
                    let (kind, span) = decision.origin();
                    (span, kind.clone())
                };
                let at = self
                    .mentions
                    .partition_point(|known| key(known) < key(&decision));
                self.mentions.insert(at, decision);
                None
            }
            (None, None) => None,
        }
    }

    fn change_target<T>(
        &mut self,
        target: &Target,
        stamp: &Stamp,
        in_entry: impl FnOnce(&mut EntryDecision) -> T,
        in_review: impl FnOnce(&mut Review) -> T,
    ) -> (T, Stamp) {
        match target {
            Target::Entry(anchor) => self.change_entry(anchor, stamp, in_entry),
            Target::Document => {
                let old = in_review(&mut self.review);
                let by = std::mem::replace(&mut self.review.reviewer, stamp.by.clone());
                let at = std::mem::replace(&mut self.review.updated, stamp.at.clone());
                (old, Stamp { by, at })
            }
        }
    }

    /// Changes the slot of an entry, which comes into being when something is decided and goes when nothing is any more.
    fn change_entry<T>(
        &mut self,
        anchor: &Anchor,
        stamp: &Stamp,
        change: impl FnOnce(&mut EntryDecision) -> T,
    ) -> (T, Stamp) {
        let at = self
            .entries
            .partition_point(|known| known.anchor.start < anchor.start);
        if self
            .entries
            .get(at)
            .is_none_or(|known| known.anchor.start != anchor.start)
        {
            self.entries.insert(at, EntryDecision::new(anchor.clone()));
        }
        let slot = &mut self.entries[at];
        let old = change(slot);
        let by = std::mem::replace(&mut slot.by, stamp.by.clone());
        let when = std::mem::replace(&mut slot.at, stamp.at.clone());
        if slot.is_empty() {
            self.entries.remove(at);
        }
        (old, Stamp { by, at: when })
    }
}
