//! Which occurrences are ticked: by themselves, by the reviewer, and what becomes of ticks when the folder changes.

use std::collections::HashSet;

use super::gather::{Occurrence, OccurrencesOf, Standing};
use super::subject::Subject;
use super::{Everywhere, Found};
use crate::session::Session;
use crate::text::Span;

/// Which ticks change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ticks {
    /// One listed occurrence.
    One(usize),
    /// Those of a document, by its place in the list: all that nobody decided on, or none where they are ticked.
    Document(usize),
    /// The same for the whole list.
    All,
}

impl Session {
    /// What was found quietly is what holds. Ticks stay where they still mean what they meant: not on what somebody has decided meanwhile.
    pub(super) fn take_over(&mut self) {
        let everywhere = &mut self.everywhere;
        let Some(found) = everywhere.found_quietly.take() else {
            return;
        };
        let decided = |found: &Found| -> HashSet<(usize, Span)> {
            let of = found.documents.iter();
            of.flat_map(|of| {
                let decided = of.occurrences.iter().filter(|at| of.is_decided(at));
                decided.map(|at| (of.document(), at.span))
            })
            .collect()
        };
        let before = decided(&everywhere.found);
        let newly: HashSet<_> = decided(&found).difference(&before).copied().collect();
        let all = found.documents.iter().flat_map(|of| {
            let spans = of.occurrences.iter().map(|at| at.span);
            spans.map(|span| (of.document(), span))
        });
        let kept = all.filter(|key| everywhere.ticked.contains(key) && !newly.contains(key));
        everywhere.ticked = kept.collect();
        let shown = everywhere.shown.and_then(|at| everywhere.occurrence(at));
        let shown = shown.map(|(of, at)| (of.document(), at.span));
        everywhere.found = found;
        everywhere.version += 1;
        everywhere.shown = shown.and_then(|key| everywhere.position_of(key));
        self.preview_everywhere();
    }

    /// Ticks what the treatment is for, in the documents from this one of the list on: nothing that somebody has decided on, nor words on ground
    /// that another mention holds.
    pub(super) fn tick_what_fits(&mut self, from: usize) {
        let Everywhere {
            subject,
            treatment,
            found,
            ticked,
            ..
        } = &mut self.everywhere;
        let (Some(subject), Some(treatment)) = (subject, treatment) else {
            return;
        };
        for of in &found.documents[from.min(found.documents.len())..] {
            let fitting = of.occurrences.iter().filter(|at| {
                is_ticked_by_itself(subject, of, at) && treatment.fits(subject, of, at)
            });
            ticked.extend(fitting.map(|at| (of.document(), at.span)));
        }
    }

    pub(super) fn tick(&mut self, ticks: Ticks) {
        let everywhere = &mut self.everywhere;
        let Some(subject) = &everywhere.subject else {
            return;
        };
        if let Ticks::One(at) = ticks {
            if let Some((of, occurrence)) = everywhere.occurrence(at) {
                let key = (of.document(), occurrence.span);
                if !everywhere.ticked.remove(&key) {
                    everywhere.ticked.insert(key);
                }
            }
            return;
        }
        let documents = match ticks {
            Ticks::Document(at) => everywhere.found.documents.get(at..=at).unwrap_or_default(),
            _ => &everywhere.found.documents,
        };
        let all = documents.iter().flat_map(|of| {
            let own = of.occurrences.iter();
            let own = own.filter(|at| is_ticked_by_itself(subject, of, at));
            own.map(|at| (of.document(), at.span))
        });
        let all: Vec<(usize, Span)> = all.collect();
        let has_all = all.iter().all(|key| everywhere.ticked.contains(key));
        if has_all {
            let is_of = |key: &(usize, Span)| documents.iter().any(|of| of.document() == key.0);
            let rest = everywhere.ticked.iter().copied().filter(|key| match ticks {
                Ticks::Document(_) => !is_of(key),
                _ => false,
            });
            everywhere.ticked = rest.collect();
        } else {
            everywhere.ticked.extend(all);
        }
    }
}

/// Whether an occurrence may be ticked together with others: not what somebody has decided on, nor words on ground that another mention holds, nor
/// a mention of another type that happens to have the same words.
pub(super) fn is_ticked_by_itself(
    subject: &Subject,
    of: &OccurrencesOf,
    occurrence: &Occurrence,
) -> bool {
    match occurrence.standing {
        Standing::Free => true,
        Standing::Taken(_) => false,
        Standing::Mention(_) => of.own_mention(occurrence).is_some_and(|mention| {
            let is_its = mention.kind == subject.kind || mention.kind == subject.origin_kind;
            mention.verdict.is_none() && is_its
        }),
    }
}
