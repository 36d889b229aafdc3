//! Which sentences of an old text stand in a new one: those that can be told apart from all others where they are.
//!
//! The way of a patience diff, with what such a diff lacks: it asks of each pair whether another alignment would do as well. Between two sentences
//! that stand, those that occur once on both sides are paired; of pairs that cross, the heaviest chain stays, and of that only what belongs
//! to every heaviest chain and weighs twice what crosses it. Then the stretches between are looked at anew, where more is unique.

use std::collections::HashMap;
use std::ops::Range;

use super::pieces::{Piece, Pieces};

/// Passes over the text at most; what is not paired by then counts as changed.
pub(super) const MAX_ROUNDS: usize = 48;

/// A stretch without a sentence that stands, between two that do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gap {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

impl Gap {
    /// Its pieces in either text.
    pub(super) fn pieces<'p>(
        &self,
        (old, new): (&'p Pieces, &'p Pieces),
    ) -> (&'p [Piece], &'p [Piece]) {
        (&old.all[self.old.clone()], &new.all[self.new.clone()])
    }
}

/// A sentence of the old text and the one of the new text that it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pair {
    old: usize,
    new: usize,
    id: u32,
    weight: usize,
}

/// Of each old piece the new one that it is, and the stretches that are left, in order.
pub(super) fn align(old: &Pieces, new: &Pieces) -> (Vec<Option<u32>>, Vec<Gap>) {
    let mut stands = vec![None; old.all.len()];
    let mut gaps = Vec::new();
    let mut waiting = vec![Gap {
        old: 0..old.all.len(),
        new: 0..new.all.len(),
    }];
    for _ in 0..MAX_ROUNDS {
        let mut next = Vec::new();
        for gap in waiting {
            let kept = pairs_standing(&old.all, &new.all, &gap);
            for pair in &kept {
                stands[pair.old] = Some(pair.new as u32);
            }
            if kept.is_empty() {
                gaps.push(gap);
            } else {
                next.extend(between(&gap, &kept));
            }
        }
        waiting = next;
    }
    gaps.append(&mut waiting);
    gaps.retain(|gap| !gap.old.is_empty());
    gaps.sort_unstable_by_key(|gap| gap.old.start);
    (stands, gaps)
}

/// The position of the gap that holds an old piece.
pub(super) fn gap_holding(gaps: &[Gap], old: usize) -> Option<usize> {
    let at = gaps.partition_point(|gap| gap.old.end <= old);
    gaps.get(at)
        .filter(|gap| gap.old.contains(&old))
        .map(|_| at)
}

/// The positions of the gaps that share a piece with a range.
pub(super) fn gaps_touching(gaps: &[Gap], old: &Range<usize>) -> Range<usize> {
    gaps.partition_point(|gap| gap.old.end <= old.start)
        ..gaps.partition_point(|gap| gap.old.start < old.end)
}

/// What is left between pairs that stand.
fn between(gap: &Gap, kept: &[Pair]) -> Vec<Gap> {
    let mut left = Vec::with_capacity(kept.len() + 1);
    let (mut old, mut new) = (gap.old.start, gap.new.start);
    for pair in kept {
        left.push(Gap {
            old: old..pair.old,
            new: new..pair.new,
        });
        (old, new) = (pair.old + 1, pair.new + 1);
    }
    left.push(Gap {
        old: old..gap.old.end,
        new: new..gap.new.end,
    });
    left.retain(|gap| !gap.old.is_empty());
    left
}

/// The pairs of a stretch that are certain, in order.
fn pairs_standing(old: &[Piece], new: &[Piece], gap: &Gap) -> Vec<Pair> {
    let (old_pieces, new_pieces) = (&old[gap.old.clone()], &new[gap.new.clone()]);
    if old_pieces.is_empty() || new_pieces.is_empty() {
        return Vec::new();
    }
    let pair = |old_at: usize, new_at: usize| Pair {
        old: gap.old.start + old_at,
        new: gap.new.start + new_at,
        id: old_pieces[old_at].id,
        weight: old_pieces[old_at].n_chars(),
    };
    let ids = |pieces: &[Piece]| pieces.iter().map(|piece| piece.id).collect::<Vec<_>>();
    let (old_ids, new_ids) = (ids(old_pieces), ids(new_pieces));
    if old_ids == new_ids {
        return (0..old_ids.len()).map(|at| pair(at, at)).collect();
    }
    let (in_old, in_new) = (places(&old_ids), places(&new_ids));
    let paired = |is_wanted: fn(usize) -> bool| {
        let mut pairs: Vec<Pair> = in_old
            .iter()
            .filter(|(_, places)| is_wanted(places.len()))
            .filter_map(|(id, old)| {
                Some((old, in_new.get(id).filter(|new| new.len() == old.len())?))
            })
            .flat_map(|(old, new)| old.iter().zip(new).map(|(old, new)| pair(*old, *new)))
            .collect();
        pairs.sort_unstable_by_key(|pair| pair.old);
        pairs
    };
    let kept = certain(&paired(|n| n == 1));
    if !kept.is_empty() {
        return kept;
    }
    // As many as before: the first is the first, unless one of them has lost its place.
    let pairs = paired(|n| n > 1);
    let mut n_of = HashMap::new();
    for pair in &pairs {
        *n_of.entry(pair.id).or_insert(0_usize) += 1;
    }
    let mut kept = certain(&pairs);
    for pair in &kept {
        *n_of.get_mut(&pair.id).expect("counted") -= 1;
    }
    kept.retain(|pair| n_of[&pair.id] == 0);
    kept
}

/// Where each number occurs.
fn places(ids: &[u32]) -> HashMap<u32, Vec<usize>> {
    let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, id) in ids.iter().enumerate() {
        places.entry(*id).or_default().push(at);
    }
    places
}

/// Of pairs in the order of the old text, those whose place is certain although others may have moved past them.
fn certain(pairs: &[Pair]) -> Vec<Pair> {
    let is_kept = in_every_heaviest_chain(pairs);
    let kept: Vec<Pair> = pairs
        .iter()
        .zip(&is_kept)
        .filter_map(|(pair, is_kept)| is_kept.then_some(*pair))
        .collect();
    if kept.len() == pairs.len() {
        return kept;
    }
    // What crosses each pair that is kept: between its neighbours in the old order and in the new.
    let mut begins = vec![0; kept.len() + 1];
    let mut ends = vec![0; kept.len() + 1];
    for (pair, _) in pairs.iter().zip(&is_kept).filter(|(_, kept)| !**kept) {
        let in_old = kept.partition_point(|known| known.old < pair.old);
        let in_new = kept.partition_point(|known| known.new < pair.new);
        let (from, to) = (in_old.min(in_new), in_old.max(in_new));
        begins[from] += pair.weight;
        ends[to] += pair.weight;
    }
    let mut certain = Vec::with_capacity(kept.len());
    let (mut crossing, mut at) = (0, 0);
    while at < kept.len() {
        crossing = crossing + begins[at] - ends[at];
        // Up to where something else crosses, the pairs have moved or stayed together.
        let end = (at + 1..kept.len())
            .find(|next| begins[*next] + ends[*next] > 0)
            .unwrap_or(kept.len());
        let weight: usize = kept[at..end].iter().map(|pair| pair.weight).sum();
        if weight >= 2 * crossing {
            certain.extend_from_slice(&kept[at..end]);
        }
        at = end;
    }
    certain
}

/// Which pairs, in the order of the old text, belong to every chain of the greatest weight that keeps the order of both texts.
fn in_every_heaviest_chain(pairs: &[Pair]) -> Vec<bool> {
    let ends = heaviest_until(pairs.iter().map(|pair| (pair.new, pair.weight)));
    let last = pairs.iter().map(|pair| pair.new).max().unwrap_or(0);
    // Backwards, the order of both texts is the other way round.
    let backwards = pairs
        .iter()
        .rev()
        .map(|pair| (last - pair.new, pair.weight));
    let mut starts = heaviest_until(backwards);
    starts.reverse();
    let total = ends.iter().copied().max().unwrap_or(0);
    let on_heaviest =
        |at: usize| ends[at] + starts[at] - pairs[at].weight == total && pairs[at].weight > 0;
    // A heaviest chain fills the weights from 0 to the total without a hole: a pair is in all of them where no other could fill its part.
    let mut parts: Vec<(usize, usize, usize)> = (0..pairs.len())
        .filter(|at| on_heaviest(*at))
        .map(|at| (ends[at] - pairs[at].weight, ends[at], at))
        .collect();
    parts.sort_unstable();
    let mut is_kept = vec![false; pairs.len()];
    let mut filled = 0;
    for (n, (from, to, at)) in parts.iter().enumerate() {
        let is_free = *from >= filled && parts.get(n + 1).is_none_or(|next| next.0 >= *to);
        is_kept[*at] = is_free;
        filled = filled.max(*to);
    }
    is_kept
}

/// For each place and weight the weight of the heaviest rising chain that ends with it (a Fenwick tree of maxima).
fn heaviest_until(places: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    let places: Vec<(usize, usize)> = places.collect();
    let mut ranks: Vec<usize> = places.iter().map(|(place, _)| *place).collect();
    ranks.sort_unstable();
    let mut best = vec![0; ranks.len() + 1];
    places
        .iter()
        .map(|(place, weight)| {
            let rank = ranks.partition_point(|known| known < place);
            let (mut at, mut before) = (rank, 0);
            while at > 0 {
                before = before.max(best[at]);
                at &= at - 1;
            }
            let with = before + weight;
            at = rank + 1;
            while at < best.len() {
                best[at] = best[at].max(with);
                at += at & at.wrapping_neg();
            }
            with
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::pieces::cut;
    use super::*;
    use crate::text::Text;

    /// For each sentence of the old text, one character each, where it stands in the new one.
    fn standing(old: &str, new: &str) -> String {
        let lines = |words: &str| Text::new(words.chars().flat_map(|c| [c, '\n']).collect());
        let (old, new) = cut(&lines(old), &lines(new));
        let (stands, _) = align(&old, &new);
        let sign = |place: Option<u32>| place.map_or("-".to_owned(), |place| place.to_string());
        stands.into_iter().map(sign).collect()
    }

    #[test]
    fn a_sentence_stands_where_no_other_could_be_it() {
        for (old, new, expected) in [
            ("甲乙丙", "甲乙丙", "012"),
            ("甲乙丙", "甲新乙丙", "023"),
            ("甲重乙重丙", "甲重乙新重丙", "01245"),
            ("甲重乙重丙重丁", "甲重乙丙重丁", "012-345"),
            ("甲重重重乙", "甲重重乙", "0---3"),
            ("重重重", "重重重新", "012"),
            ("甲重乙", "甲重重乙", "0-3"),
            ("甲乙丙丁", "甲丙乙丁", "0--3"),
            ("甲乙丙丁戊", "甲丙丁戊乙", "0-123"),
            ("甲重乙重", "重甲重乙", "123-"),
            ("甲乙", "甲乙甲乙", "--"),
            ("", "甲", ""),
        ] {
            assert_eq!(standing(old, new), expected, "{old} → {new}");
        }
    }
}
