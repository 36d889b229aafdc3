//! One side of a merge: what it holds on each slot, and what it had seen of the other.

use std::collections::HashMap;

use super::super::{
    Anchor, Annotation, Conflict, Detached, Edit, EntryDecision, Erratum, FieldDecision, LogEntry,
    MentionDecision, OutlineDecision, Slot, Stamp, Status,
};
use super::target;
use crate::extract::MentionType;
use crate::text::Span;

/// What a side holds on a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    /// The edit that makes it so, without the stamp of the entry: other slots of the entry change that too.
    pub(super) edit: Edit,
    pub(super) conflict: Option<Conflict>,
}

impl State {
    /// Whether the same was decided, by whomever and whenever.
    pub(super) fn says_same(&self, other: &Self) -> bool {
        let same_sides = match (&self.conflict, &other.conflict) {
            (None, None) => true,
            (Some(one), Some(other)) => {
                let pairs = one.sides.iter().zip(&other.sides);
                one.sides.len() == other.sides.len()
                    && pairs
                        .into_iter()
                        .all(|(one, other)| says_same(&one.edit, &other.edit))
            }
            _ => false,
        };
        same_sides && says_same(&self.edit, &other.edit)
    }
}

/// What a log says that the other side does not know of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    None,
    Some,
    /// There is a decision and no line of it.
    Unknown,
}

/// An annotation that can be asked for its slots.
pub(super) struct Side<'a> {
    pub(super) annotation: &'a Annotation,
    mentions: HashMap<(&'a MentionType, Span), &'a MentionDecision>,
    entries: HashMap<u32, &'a EntryDecision>,
    errata: HashMap<Span, &'a Erratum>,
    conflicts: HashMap<Slot, &'a Conflict>,
    lines: HashMap<Slot, Vec<&'a LogEntry>>,
}

impl<'a> Side<'a> {
    pub(super) fn of(annotation: &'a Annotation) -> Self {
        let mut lines: HashMap<Slot, Vec<&LogEntry>> = HashMap::new();
        for line in &annotation.log {
            if let Some(slot) = line.edit.slot() {
                lines.entry(slot).or_default().push(line);
            }
        }
        let mentions = annotation.mentions.iter();
        let entries = annotation.entries.iter();
        let conflicts = annotation.conflicts.iter();
        Self {
            annotation,
            mentions: mentions
                .map(|decision| (decision.origin(), decision))
                .collect(),
            entries: entries
                .map(|decision| (decision.anchor.start, decision))
                .collect(),
            errata: annotation
                .errata
                .iter()
                .map(|erratum| (erratum.anchor.span(), erratum))
                .collect(),
            conflicts: conflicts
                .filter_map(|conflict| Some((conflict.slot()?, conflict)))
                .collect(),
            lines,
        }
    }

    /// The slots on which it holds something, some more than once.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> {
        let disputed = self.conflicts.keys().cloned();
        self.annotation.slots().chain(disputed)
    }

    /// The anchor that a slot goes by on this side, where it holds something on it.
    pub(super) fn anchor(&self, slot: &Slot) -> Option<Anchor> {
        let held = match slot {
            Slot::Mention(kind, span) => self.mentions.get(&(kind, *span)).map(|decision| {
                let was = decision.was.as_ref().and_then(|was| was.anchor.as_ref());
                was.unwrap_or(&decision.anchor)
            }),
            Slot::EntryField(start, _)
            | Slot::Tags(Some(start))
            | Slot::Note(Some(start))
            | Slot::Status(Some(start)) => self.entries.get(start).map(|decision| &decision.anchor),
            Slot::Erratum(span) => self.errata.get(span).map(|erratum| &erratum.anchor),
            Slot::Outline(at, aspect) => {
                let decision = self.annotation.outline_at(*at, *aspect);
                decision.map(|decision| &decision.anchor)
            }
            _ => None,
        };
        let disputed = || self.conflicts.get(slot)?.sides.first()?.edit.anchor();
        held.or_else(disputed).cloned()
    }

    /// What it holds on a slot but for tags, which are asked for with [`Side::tags`].
    pub(super) fn state(&self, slot: &Slot, anchor: Option<&Anchor>) -> State {
        let of_entry = |start: &u32| self.entries.get(start).copied();
        let review = &self.annotation.review;
        let stamp = Stamp::default();
        let edit = match (slot, anchor) {
            (Slot::Mention(kind, span), Some(anchor)) => Edit::Mention {
                kind: kind.clone(),
                anchor: anchor.clone(),
                decision: self.mentions.get(&(kind, *span)).copied().cloned(),
            },
            (Slot::EntryField(start, field), Some(anchor)) => Edit::EntryField {
                entry: anchor.clone(),
                field: field.clone(),
                decision: of_entry(start)
                    .and_then(|entry| entry.fields.get(field))
                    .cloned(),
                stamp,
            },
            (Slot::Erratum(span), Some(anchor)) => Edit::Erratum {
                anchor: anchor.clone(),
                erratum: self.errata.get(span).copied().cloned(),
            },
            (Slot::Outline(at, aspect), Some(anchor)) => Edit::Outline {
                aspect: *aspect,
                anchor: anchor.clone(),
                decision: self.annotation.outline_at(*at, *aspect).cloned(),
            },
            (Slot::DocumentField(field), _) => Edit::DocumentField {
                field: field.clone(),
                decision: self.annotation.document.get(field).cloned(),
            },
            (Slot::Status(entry), anchor) => Edit::Status {
                target: target(*entry, anchor),
                status: match entry {
                    Some(start) => of_entry(start).map_or(Status::default(), |entry| entry.status),
                    None => review.status,
                },
                stamp,
            },
            (Slot::Note(entry), anchor) => Edit::Note {
                target: target(*entry, anchor),
                note: match entry {
                    Some(start) => of_entry(start).and_then(|entry| entry.note.clone()),
                    None => review.note.clone(),
                },
                stamp,
            },
            (
                Slot::Tags(_)
                | Slot::Mention(..)
                | Slot::EntryField(..)
                | Slot::Erratum(_)
                | Slot::Outline(..),
                _,
            ) => {
                unreachable!("tags are merged one by one, whatever is in the text has an anchor")
            }
        };
        State {
            edit,
            conflict: self.conflicts.get(slot).copied().cloned(),
        }
    }

    pub(super) fn tags(&self, entry: Option<u32>) -> &'a [String] {
        match entry {
            Some(start) => self.entries.get(&start).map_or(&[], |entry| &entry.tags),
            None => &self.annotation.review.tags,
        }
    }

    /// Who last decided on an entry or on the document.
    pub(super) fn stamp(&self, entry: Option<u32>) -> Stamp {
        let review = &self.annotation.review;
        let entry = entry.map(|start| self.entries.get(&start));
        let (by, at) = match entry {
            Some(Some(entry)) => (&entry.by, &entry.at),
            Some(None) => return Stamp::default(),
            None => (&review.reviewer, &review.updated),
        };
        Stamp {
            by: by.clone(),
            at: at.clone(),
        }
    }

    /// Whether something was decided here on the slot that the other side has not seen.
    pub(super) fn news_for(&self, other: &Self, slot: &Slot, state: &State) -> News {
        let (lines, seen) = (self.lines(slot), other.lines(slot));
        let is_blank = state.conflict.is_none() && is_blank(&state.edit);
        let Some(last) = lines.last() else {
            return if is_blank { News::None } else { News::Unknown };
        };
        // What was decided and taken back again is nothing new, but settling a conflict is.
        let known = lines.iter().rposition(|line| seen.contains(line));
        let since = &lines[known.map_or(0, |known| known + 1)..];
        let is_settled = since
            .iter()
            .any(|line| matches!(line.edit, Edit::Conflict { .. }));
        let is_as_known = match known.map(|known| &lines[known].edit) {
            Some(known) => {
                let same_stamp = own_stamp(known) == own_stamp(&state.edit);
                state.conflict.is_none() && same_stamp && says_same(known, &state.edit)
            }
            None => is_blank,
        };
        if seen.contains(last) || (is_as_known && !is_settled) {
            News::None
        } else {
            News::Some
        }
    }

    /// The same of one tag.
    pub(super) fn tag_news_for(&self, other: &Self, entry: Option<u32>, tag: &String) -> News {
        let slot = Slot::Tags(entry);
        let has_it = self.tags(entry).contains(tag);
        let (lines, seen) = (self.lines(&slot), other.lines(&slot));
        if lines.is_empty() && has_it {
            return News::Unknown;
        }
        // Lines of two who went apart stand one after the other in a merged log, so the last one known need not say what both had. Where one
        // side knows all lines of the other, it does not matter.
        let knows_all =
            |side: &[&LogEntry], other: &[&LogEntry]| other.iter().all(|line| side.contains(line));
        if knows_all(seen, lines) {
            return News::None;
        }
        if knows_all(lines, seen) {
            return if other.tags(entry).contains(tag) == has_it {
                News::None
            } else {
                News::Some
            };
        }
        let known = lines.iter().rev().find(|line| seen.contains(line));
        let had_it = known.is_some_and(
            |line| matches!(&line.edit, Edit::Tags { tags, .. } if tags.contains(tag)),
        );
        if had_it == has_it {
            News::None
        } else {
            News::Some
        }
    }

    /// Whether it was decided here that a decision without a place is not kept any more.
    pub(super) fn has_let_go(&self, known: &Detached) -> bool {
        let mut log = self.annotation.log.iter().rev();
        let last = log.find_map(|line| match &line.edit {
            Edit::Detached { detached, is_kept } if detached == known => Some(*is_kept),
            _ => None,
        });
        last == Some(false)
    }

    /// Whether the other side's log has everything that was decided here.
    pub(super) fn is_wholly_seen_by(&self, other: &Self) -> bool {
        let log = &self.annotation.log;
        log.last()
            .is_none_or(|line| other.annotation.log.contains(line))
    }

    /// What was decided here on a slot, with who and when: every side of a conflict, or the one decision that holds.
    pub(super) fn decisions(&self, slot: &Slot, state: State) -> Vec<LogEntry> {
        let State { mut edit, conflict } = state;
        let mut decisions = conflict.map_or_else(Vec::new, |conflict| conflict.sides);
        if decisions.iter().any(|known| says_same(&known.edit, &edit)) {
            return decisions;
        }
        let of_entry = match slot {
            Slot::EntryField(start, _) => Some(*start),
            Slot::Status(entry) | Slot::Note(entry) | Slot::Tags(entry) => *entry,
            Slot::DocumentField(_) | Slot::Mention(..) | Slot::Erratum(_) | Slot::Outline(..) => {
                None
            }
        };
        let own = own_stamp(&edit);
        let noted = || {
            self.lines(slot).last().map(|line| Stamp {
                by: line.by.clone(),
                at: line.at.clone(),
            })
        };
        let stamp = own.or_else(noted).unwrap_or_else(|| self.stamp(of_entry));
        if let Some(slot) = stamp_of(&mut edit) {
            *slot = stamp.clone();
        }
        let Stamp { by, at } = stamp;
        decisions.push(LogEntry { at, by, edit });
        decisions
    }

    fn lines(&self, slot: &Slot) -> &[&'a LogEntry] {
        self.lines.get(slot).map_or(&[], Vec::as_slice)
    }
}

/// Whether slots of this kind stand at a place in the text.
pub(super) const fn has_anchor(slot: &Slot) -> bool {
    matches!(
        slot,
        Slot::Mention(..)
            | Slot::Erratum(_)
            | Slot::Outline(..)
            | Slot::EntryField(..)
            | Slot::Tags(Some(_))
            | Slot::Note(Some(_))
            | Slot::Status(Some(_))
    )
}

/// Whether two edits of one slot decide the same, by whomever and whenever. Tags are decided on one by one: lists of them are never the same.
#[must_use]
pub fn says_same(one: &Edit, other: &Edit) -> bool {
    let value = |decision: &Option<FieldDecision>| decision.as_ref().map(|it| it.value.clone());
    match (one, other) {
        (
            Edit::Mention { decision: one, .. },
            Edit::Mention {
                decision: other, ..
            },
        ) => {
            let words = |decision: &MentionDecision| {
                let kind = decision.kind.clone();
                let value = decision.value.clone();
                (decision.verdict, kind, decision.anchor.span(), value)
            };
            one.as_ref().map(words) == other.as_ref().map(words)
        }
        (
            Edit::DocumentField { decision: one, .. },
            Edit::DocumentField {
                decision: other, ..
            },
        )
        | (
            Edit::EntryField { decision: one, .. },
            Edit::EntryField {
                decision: other, ..
            },
        ) => value(one) == value(other),
        (Edit::Erratum { erratum: one, .. }, Edit::Erratum { erratum: other, .. }) => {
            let words = |erratum: &Option<Erratum>| erratum.as_ref().map(|it| it.text.clone());
            words(one) == words(other)
        }
        (
            Edit::Outline { decision: one, .. },
            Edit::Outline {
                decision: other, ..
            },
        ) => match (one, other) {
            (Some(one), Some(other)) => one.op.says_same(&other.op),
            (one, other) => one.is_none() && other.is_none(),
        },
        (Edit::Note { note: one, .. }, Edit::Note { note: other, .. }) => one == other,
        (Edit::Status { status: one, .. }, Edit::Status { status: other, .. }) => one == other,
        _ => false,
    }
}

/// Whether an edit leaves nothing decided on its slot.
#[must_use]
pub fn is_blank(edit: &Edit) -> bool {
    match edit {
        Edit::Mention { decision, .. } => decision.is_none(),
        Edit::Outline { decision, .. } => decision.is_none(),
        Edit::DocumentField { decision, .. } | Edit::EntryField { decision, .. } => {
            decision.is_none()
        }
        Edit::Erratum { erratum, .. } => erratum.is_none(),
        Edit::Tags { tags, .. } => tags.is_empty(),
        Edit::Note { note, .. } => note.is_none(),
        Edit::Status { status, .. } => *status == Status::Unreviewed,
        Edit::Conflict { is_settled, .. } => *is_settled,
        Edit::Detached { is_kept, .. } => !is_kept,
    }
}

/// The edit as [`State`] has it.
pub(super) fn without_stamp(mut edit: Edit) -> Edit {
    if let Some(stamp) = stamp_of(&mut edit) {
        *stamp = Stamp::default();
    }
    edit
}

/// The stamp that a decision carries itself.
fn own_stamp(edit: &Edit) -> Option<Stamp> {
    let (Edit::Mention {
        decision: Some(MentionDecision { by, at, .. }),
        ..
    }
    | Edit::Outline {
        decision: Some(OutlineDecision { by, at, .. }),
        ..
    }
    | Edit::DocumentField {
        decision: Some(FieldDecision { by, at, .. }),
        ..
    }
    | Edit::EntryField {
        decision: Some(FieldDecision { by, at, .. }),
        ..
    }
    | Edit::Erratum {
        erratum: Some(Erratum { by, at, .. }),
        ..
    }) = edit
    else {
        return None;
    };
    Some(Stamp {
        by: by.clone(),
        at: at.clone(),
    })
}

/// Who made an edit and when, as far as it says itself.
#[must_use]
pub fn stamp_in(edit: &Edit) -> Option<Stamp> {
    own_stamp(edit).or_else(|| stamp_of(&mut edit.clone()).map(|stamp| stamp.clone()))
}

/// The stamp that an edit gives to an entry or the document.
fn stamp_of(edit: &mut Edit) -> Option<&mut Stamp> {
    match edit {
        Edit::EntryField { stamp, .. }
        | Edit::Tags { stamp, .. }
        | Edit::Note { stamp, .. }
        | Edit::Status { stamp, .. } => Some(stamp),
        Edit::Mention { .. }
        | Edit::Outline { .. }
        | Edit::DocumentField { .. }
        | Edit::Erratum { .. }
        | Edit::Conflict { .. }
        | Edit::Detached { .. } => None,
    }
}
