//! Putting the decisions of a sidecar on the text as it is now.
//!
//! On the very text that they were made on they have their places. On another one [`Drift`] says where each belongs, if the earlier text is kept and
//! the place is certain; whatever is left becomes or stays [`Detached`]. No decision is lost on the way, and none is put on words that are not its
//! quote. The result is not written here: until the next decision is saved, opening the document again gives the same.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::drift::Drift;
use super::sidecar::SourceNote;
use super::{
    Anchor, Annotation, Conflict, Detached, DetachedDecision, LogEntry, OutlineAspect,
    OutlineDecision,
};
use crate::extract::MentionType;
use crate::source::Reading;
use crate::text::{Span, Text};

/// The texts that a source had when its bytes had this hash: one for a way of reading them, several where
/// that is not known. None that is not kept.
pub type EarlierTexts<'a> = dyn Fn(&str, Option<&Reading>) -> Vec<Arc<Text>> + 'a;

/// A source as it is now, with what is known of earlier ones.
pub struct Present<'a> {
    pub text: &'a Text,
    /// Of the bytes, lower-case hexadecimal.
    pub sha256: &'a str,
    /// None where the hash alone shall tell whether it is the same text.
    pub reading: Option<Reading>,
    pub earlier: &'a EarlierTexts<'a>,
}

impl std::fmt::Debug for Present<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Present")
            .field("sha256", &self.sha256)
            .finish_non_exhaustive()
    }
}

/// What became of the decisions on a source that has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moves {
    /// Whether the text is another one than the sidecar was written for.
    pub is_changed: bool,
    /// Decisions that moved with the text.
    pub n_moved: usize,
    /// Decisions that lost their place by the change.
    pub n_detached: usize,
}

/// Where decisions stand already.
#[derive(Default)]
struct Taken {
    mentions: HashSet<(MentionType, Span)>,
    /// Where the anchors of entries begin, in bytes.
    entries: HashSet<u32>,
    errata: HashSet<Span>,
    outline: HashSet<(u32, OutlineAspect)>,
}

/// How the anchors of one earlier source are found again.
enum Finder<'a> {
    /// It is the same text.
    Same,
    /// Each text that it may have been, compared with the one of now.
    Drift(Vec<(&'a Text, Drift<'a>)>),
}

/// What a sidecar holds that has a place.
pub(super) struct Unplaced {
    /// Made on the source that the sidecar names.
    pub(super) here: Vec<Detached>,
    /// On what was made there.
    pub(super) conflicts: Vec<Conflict>,
    /// Made on earlier sources.
    pub(super) detached: Vec<Detached>,
}

/// Puts the decisions of a sidecar on the present text: those made on its source, then those detached before. Treats the log's anchors alike.
pub(super) fn place(
    annotation: &mut Annotation,
    note: &SourceNote,
    unplaced: Unplaced,
    present: &Present<'_>,
) -> Moves {
    let Unplaced {
        here,
        conflicts,
        detached,
    } = unplaced;
    let noted = note.reading();
    let is_same_reading = present.reading.as_ref().is_none_or(|now| *now == noted);
    let mut moves = Moves::default();
    let mut taken = Taken::default();
    if note.sha256 == present.sha256 && is_same_reading {
        let mut finder = Finder::Same;
        put(here, &mut finder, (annotation, &mut taken), present.text);
        put_conflicts(conflicts, &mut finder, annotation, note, present.text);
        follow_in_log(&mut annotation.log, &mut finder, present.text);
    } else {
        let texts = (present.earlier)(&note.sha256, Some(&noted));
        let of_note = |text: &&Arc<Text>| text.n_chars() == note.length;
        let mut finder = Finder::drift(texts.iter().filter(of_note), present.text);
        moves.is_changed = !finder.is_same_text();
        let n_decisions = here.len();
        put(here, &mut finder, (annotation, &mut taken), present.text);
        moves.n_detached = annotation.detached.len();
        moves.n_moved = n_decisions - moves.n_detached;
        put_conflicts(conflicts, &mut finder, annotation, note, present.text);
        follow_in_log(&mut annotation.log, &mut finder, present.text);
    }
    let mut by_source: BTreeMap<String, Vec<Detached>> = BTreeMap::new();
    for known in detached {
        by_source
            .entry(known.sha256.clone())
            .or_default()
            .push(known);
    }
    for (sha256, decisions) in by_source {
        if sha256 == present.sha256 {
            put(
                decisions,
                &mut Finder::Same,
                (annotation, &mut taken),
                present.text,
            );
        } else {
            let texts = (present.earlier)(&sha256, None);
            let mut finder = Finder::drift(texts.iter(), present.text);
            put(
                decisions,
                &mut finder,
                (annotation, &mut taken),
                present.text,
            );
        }
    }
    annotation
        .mentions
        .sort_by_key(|decision| decision.origin().1);
    annotation
        .entries
        .sort_by_key(|decision| decision.anchor.start);
    annotation
        .errata
        .sort_by_key(|erratum| erratum.anchor.span());
    annotation.outline.sort_by_key(OutlineDecision::key);
    annotation.detached.sort_by_cached_key(Detached::order);
    moves
}

impl<'a> Finder<'a> {
    fn drift(texts: impl Iterator<Item = &'a Arc<Text>>, now: &'a Text) -> Self {
        Self::Drift(texts.map(|text| (&**text, Drift::new(text, now))).collect())
    }

    fn is_same_text(&self) -> bool {
        match self {
            Self::Same => true,
            Self::Drift(drifts) => drifts.iter().any(|(_, drift)| drift.is_same()),
        }
    }

    /// Calls `attempt` with each way of turning an anchor of the earlier source into one of the text now, until one holds.
    fn try_each(
        &mut self,
        now: &Text,
        mut attempt: impl FnMut(&mut dyn FnMut(&mut Anchor) -> bool) -> bool,
    ) -> bool {
        match self {
            Self::Same => attempt(&mut |anchor| {
                let span = span_of(anchor, now);
                span.map(|span| (anchor.start, anchor.end) = (span.start, span.end))
                    .is_some()
            }),
            Self::Drift(drifts) => drifts.iter_mut().any(|(then, drift)| {
                attempt(&mut |anchor| {
                    let span = span_of(anchor, then).and_then(|span| drift.place(span));
                    span.map(|span| *anchor = Anchor::of(span, now)).is_some()
                })
            }),
        }
    }
}

/// Gives decisions their places where every anchor of theirs has one and nobody else has it, and keeps the others aside.
fn put(
    decisions: Vec<Detached>,
    finder: &mut Finder<'_>,
    (annotation, taken): (&mut Annotation, &mut Taken),
    now: &Text,
) {
    for known in decisions {
        let is_placed = finder.try_each(now, |find| match known.decision.clone() {
            DetachedDecision::Mention(mut decision) => {
                let mut holds = true;
                decision.for_each_anchor(&mut |anchor| holds = holds && find(anchor));
                let (kind, span) = decision.origin();
                holds = holds && taken.mentions.insert((kind.clone(), span));
                if holds {
                    annotation.mentions.push(decision);
                }
                holds
            }
            DetachedDecision::Entry(mut decision) => {
                let holds =
                    find(&mut decision.anchor) && taken.entries.insert(decision.anchor.start);
                if holds {
                    annotation.entries.push(decision);
                }
                holds
            }
            DetachedDecision::Erratum(mut erratum) => {
                let holds = find(&mut erratum.anchor) && taken.errata.insert(erratum.anchor.span());
                if holds {
                    annotation.errata.push(erratum);
                }
                holds
            }
            DetachedDecision::Outline(mut decision) => {
                let mut holds = true;
                decision.for_each_anchor(&mut |anchor| holds = holds && find(anchor));
                holds = holds && taken.outline.insert(decision.key());
                if holds {
                    annotation.outline.push(decision);
                }
                holds
            }
        });
        if !is_placed {
            annotation.detached.push(known);
        }
    }
}

/// Gives conflicts their places; where one has none, every side of it is a decision that lost its own.
fn put_conflicts(
    conflicts: Vec<Conflict>,
    finder: &mut Finder<'_>,
    annotation: &mut Annotation,
    note: &SourceNote,
    now: &Text,
) {
    for conflict in conflicts.into_iter().filter(|it| it.sides.len() > 1) {
        let is_placed = finder.try_each(now, |find| {
            let mut placed = conflict.clone();
            let mut holds = true;
            placed.for_each_anchor(&mut |anchor| holds = holds && find(anchor));
            if let Some(slot) = placed.slot().filter(|_| holds) {
                annotation.replace_conflict(&slot, Some(placed));
            }
            holds
        });
        if is_placed {
            continue;
        }
        if conflict.place().is_none() {
            if let Some(slot) = conflict.slot() {
                annotation.replace_conflict(&slot, Some(conflict));
            }
            continue;
        }
        for detached in conflict.without_place(&note.sha256) {
            if !annotation.detached.contains(&detached) {
                annotation.detached.push(detached);
            }
        }
    }
}

/// The history follows where it can; what speaks of words that are gone keeps the numbers it has.
fn follow_in_log(log: &mut [LogEntry], finder: &mut Finder<'_>, now: &Text) {
    for LogEntry { edit, .. } in log {
        edit.for_each_anchor(&mut |anchor| {
            // Nothing but the form's history reads it: words at the old number are near enough, and read back as they are written.
            let _ = finder.try_each(now, |find| find(anchor))
                || Finder::Same.try_each(now, |find| find(anchor));
        });
    }
}

/// The bytes of an anchor that counts in code points, where its quote stands there.
fn span_of(anchor: &Anchor, text: &Text) -> Option<Span> {
    let span = text.span_from_chars(anchor.start, anchor.end)?;
    (text.slice(span) == anchor.quote).then_some(span)
}
