//! Making one annotation of two that went apart, decision by decision.
//!
//! In: the two sides and, where it is known, the last state that both had. Out: an annotation in which every decision comes from one side
//! and none that only one side made is lost. What each had seen of the other its log says; the last common state decides only where the logs
//! do not, since a file that was overwritten by another machine did not come of what lay there before. A slot that both decided differently
//! becomes a [`Conflict`]; nothing here knows disks or who saved last. The sides can change places: the result is the same.
//!
//! All positions must be in one text, counted in one way (bytes or code points, it does not matter which).

mod lines;
mod side;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::{Anchor, Annotation, Conflict, Detached, Edit, LogEntry, Slot, Stamp, Status, Target};
use lines::moment;
use side::{News, Side, State};
pub use side::{is_blank, says_same, stamp_in};

/// Merges two annotations of one text. `base` is the last state that both had; its log does not matter.
#[must_use]
pub fn merge(base: Option<&Annotation>, ours: &Annotation, theirs: &Annotation) -> Annotation {
    let merge = Merge {
        base: base.map(Side::of),
        ours: Side::of(ours),
        theirs: Side::of(theirs),
    };
    let mut merged = ours.clone();
    merge.slots(&mut merged);
    merge.stamps(&mut merged);
    merged.detached = merge.detached();
    merged.log = lines::merged(&ours.log, &theirs.log);
    merged
}

/// The slots on which two annotations do not hold the same, conflicts included. Who decided and when does not count.
#[must_use]
pub fn changed_slots(before: &Annotation, after: &Annotation) -> BTreeSet<Slot> {
    let (before_side, after_side) = (Side::of(before), Side::of(after));
    let all: BTreeSet<Slot> = before_side.slots().chain(after_side.slots()).collect();
    all.into_iter()
        .filter(|slot| {
            if let Slot::Tags(entry) = slot {
                let [before, after] = [&before_side, &after_side]
                    .map(|side| side.tags(*entry).iter().collect::<BTreeSet<_>>());
                return before != after;
            }
            let anchor = before_side.anchor(slot).or(after_side.anchor(slot));
            let [before, after] =
                [&before_side, &after_side].map(|side| side.state(slot, anchor.as_ref()));
            !before.says_same(&after)
        })
        .collect()
}

/// How many decisions differ: slots, and decisions that lost their place.
#[must_use]
pub fn n_changes(before: &Annotation, after: &Annotation) -> usize {
    let missing = |from: &[Detached], to: &[Detached]| {
        from.iter()
            .filter(|detached| !to.contains(detached))
            .count()
    };
    changed_slots(before, after).len()
        + missing(&before.detached, &after.detached)
        + missing(&after.detached, &before.detached)
}

/// Which side went on from what the other has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Newer {
    Ours,
    Theirs,
    /// Each decided without knowing of the other.
    Neither,
}

impl Newer {
    /// From what is new on each side; where the logs do not tell, from whether each is still as the other had it.
    fn of(ours: News, theirs: News, are_as_before: Option<(bool, bool)>) -> Self {
        let is_old = |news: News| news == News::None;
        let (ours_is_old, theirs_is_old) = match (ours, theirs) {
            (News::Unknown, _) | (_, News::Unknown) | (News::None, News::None) => {
                are_as_before.unwrap_or((is_old(ours), is_old(theirs)))
            }
            _ => (is_old(ours), is_old(theirs)),
        };
        match (ours_is_old, theirs_is_old) {
            (true, false) => Self::Theirs,
            (false, true) => Self::Ours,
            _ => Self::Neither,
        }
    }
}

struct Merge<'a> {
    base: Option<Side<'a>>,
    ours: Side<'a>,
    theirs: Side<'a>,
}

impl Merge<'_> {
    /// Gives every slot what it holds after the merge; `merged` begins as our side.
    fn slots(&self, merged: &mut Annotation) {
        let slots: BTreeSet<Slot> = self.ours.slots().chain(self.theirs.slots()).collect();
        for slot in slots {
            let anchor = self.anchor(&slot);
            if anchor.is_none() && side::has_anchor(&slot) {
                continue;
            }
            if let Slot::Tags(entry) = slot {
                let tags = self.tags(entry);
                if tags != self.ours.tags(entry) {
                    merged.apply(&Edit::Tags {
                        target: target(entry, anchor.as_ref()),
                        tags,
                        stamp: Stamp::default(),
                    });
                }
                continue;
            }
            let ours = self.ours.state(&slot, anchor.as_ref());
            let state = self.state(&slot, anchor.as_ref());
            if state.edit != ours.edit {
                merged.apply(&state.edit);
            }
            if state.conflict != ours.conflict {
                merged.replace_conflict(&slot, state.conflict);
            }
        }
    }

    /// The anchor that a slot goes by; none for slots of the document, and where no side holds anything there.
    fn anchor(&self, slot: &Slot) -> Option<Anchor> {
        let sides = [&self.ours, &self.theirs];
        let anchors = sides.into_iter().filter_map(|side| side.anchor(slot));
        // Anchors at one place may reach differently far; which one it is must not depend on the order.
        anchors.max_by(|a, b| (a.end, &a.quote).cmp(&(b.end, &b.quote)))
    }

    fn state(&self, slot: &Slot, anchor: Option<&Anchor>) -> State {
        let ours = self.ours.state(slot, anchor);
        let theirs = self.theirs.state(slot, anchor);
        if ours == theirs {
            return ours;
        }
        let base = self.base.as_ref().map(|base| base.state(slot, anchor));
        let are_as_before = base.as_ref().map(|base| (ours == *base, theirs == *base));
        let newer = Newer::of(
            self.ours.news_for(&self.theirs, slot, &ours),
            self.theirs.news_for(&self.ours, slot, &theirs),
            are_as_before,
        );
        match newer {
            Newer::Ours => ours,
            Newer::Theirs => theirs,
            Newer::Neither => self.both(slot, ours, theirs, base),
        }
    }

    /// What comes of two decisions that knew nothing of each other.
    fn both(&self, slot: &Slot, ours: State, theirs: State, base: Option<State>) -> State {
        if let (Edit::Status { status: a, .. }, Edit::Status { status: b, .. }) =
            (&ours.edit, &theirs.edit)
            && ours.conflict.is_none()
            && theirs.conflict.is_none()
        {
            // 在审 only says that somebody began: whoever came further says nothing against it.
            let began = [Status::InReview, Status::Reviewed];
            if began.contains(a) && began.contains(b) {
                return if a > b { ours } else { theirs };
            }
        }
        let bases = [&ours.conflict, &theirs.conflict]
            .into_iter()
            .filter_map(|conflict| conflict.as_ref()?.base.clone())
            .chain(base.map(|base| Box::new(base.edit)));
        let base = bases.min_by_key(|edit| format!("{edit:?}"));
        let mut sides = self.ours.decisions(slot, ours);
        sides.extend(self.theirs.decisions(slot, theirs));
        // What was decided comes before what was put back, then what came first; the words decide where the clocks agree.
        sides.sort_by_cached_key(|side| {
            (is_blank(&side.edit), moment(&side.at), format!("{side:?}"))
        });
        let mut apart: Vec<LogEntry> = Vec::new();
        for side in sides {
            if !apart.iter().any(|known| says_same(&known.edit, &side.edit)) {
                apart.push(side);
            }
        }
        let edit = side::without_stamp(apart[0].edit.clone());
        let conflict = (apart.len() > 1).then_some(Conflict { sides: apart, base });
        State { edit, conflict }
    }

    /// Each tag is decided on its own and can only be there or not: tags never conflict.
    fn tags(&self, entry: Option<u32>) -> Vec<String> {
        let (ours, theirs) = (self.ours.tags(entry), self.theirs.tags(entry));
        if ours == theirs {
            return ours.to_vec();
        }
        let base = self.base.as_ref().map(|base| base.tags(entry));
        let kept: BTreeSet<&String> = ours
            .iter()
            .chain(theirs)
            .filter(|tag| {
                let (has_ours, has_theirs) = (ours.contains(tag), theirs.contains(tag));
                if has_ours == has_theirs {
                    return true;
                }
                let as_before = base.map(|base| base.contains(tag));
                let newer = Newer::of(
                    self.ours.tag_news_for(&self.theirs, entry, tag),
                    self.theirs.tag_news_for(&self.ours, entry, tag),
                    as_before.map(|had| (has_ours == had, has_theirs == had)),
                );
                match newer {
                    Newer::Ours => has_ours,
                    Newer::Theirs => has_theirs,
                    Newer::Neither => true,
                }
            })
            .collect();
        // In the order of a side that has them all, so that nothing moves without need.
        let holds_all = |tags: &&[String]| tags.iter().collect::<BTreeSet<_>>() == kept;
        let in_order = [ours, theirs].into_iter().filter(holds_all).min();
        in_order.map_or_else(|| kept.into_iter().cloned().collect(), <[String]>::to_vec)
    }

    /// Both sides' decisions without a place; what one side took out of them is out.
    fn detached(&self) -> Vec<Detached> {
        let [ours, theirs] = [&self.ours, &self.theirs].map(|side| &side.annotation.detached);
        let base = self.base.as_ref().map(|base| &base.annotation.detached);
        // Only who knew everything of the other can have taken something out.
        let only = |from: &Side, other: &Side| {
            let can_take_out = from.is_wholly_seen_by(other);
            let was_there = |it: &Detached| base.is_some_and(|base| base.contains(it));
            let from = from.annotation.detached.iter();
            let only = from.filter(|detached| !other.annotation.detached.contains(detached));
            let is_out = |it: &Detached| other.has_let_go(it) || (can_take_out && was_there(it));
            only.filter(|it| !is_out(it)).cloned().collect::<Vec<_>>()
        };
        let only_ours = only(&self.ours, &self.theirs);
        let only_theirs = only(&self.theirs, &self.ours);
        let is_kept = |it: &&Detached| theirs.contains(it) || only_ours.contains(it);
        let mut merged: Vec<Detached> = ours.iter().filter(is_kept).cloned().collect();
        merged.extend(only_theirs);
        merged.sort_by_cached_key(Detached::order);
        merged
    }

    /// Who last decided on each entry and on the document.
    fn stamps(&self, merged: &mut Annotation) {
        let stamp = |entry: Option<u32>| {
            let (ours, theirs) = (self.ours.stamp(entry), self.theirs.stamp(entry));
            let base = self.base.as_ref().map(|base| base.stamp(entry));
            if base.as_ref() == Some(&ours) {
                theirs
            } else if base.as_ref() == Some(&theirs) {
                ours
            } else {
                let key = |stamp: &Stamp| (moment(&stamp.at), stamp.by.clone());
                if key(&ours) < key(&theirs) {
                    theirs
                } else {
                    ours
                }
            }
        };
        for entry in &mut merged.entries {
            let Stamp { by, at } = stamp(Some(entry.anchor.start));
            (entry.by, entry.at) = (by, at);
            if let Some(anchor) = self.anchor(&Slot::Note(Some(entry.anchor.start))) {
                entry.anchor = anchor;
            }
        }
        let Stamp { by, at } = stamp(None);
        (merged.review.reviewer, merged.review.updated) = (by, at);
    }
}

/// The document, or the entry at this anchor.
fn target(entry: Option<u32>, anchor: Option<&Anchor>) -> Target {
    match (entry, anchor) {
        (Some(_), Some(anchor)) => Target::Entry(anchor.clone()),
        _ => Target::Document,
    }
}
