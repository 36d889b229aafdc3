//! What became of sentences that do not stand as they were, between two that do: cut otherwise, or lightly edited.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::landmarks::Gap;
use super::pieces::{Piece, Pieces, keys};
use crate::text::{Span, Text, fold_char, is_space};

/// Characters on either side of a gap above which nothing is compared in it: whoever rewrote so much decides anew.
pub(super) const MAX_CHARS: usize = 4000;

/// Pairs of sentences of one gap that are compared at most.
const MAX_PAIRS: usize = 1600;

/// Of a hundred characters of two sentences, how many must be equal for the two to be one that was edited.
const SAME_PERCENT: usize = 60;

/// How far behind the next best must be.
const LEAD_PERCENT: usize = 20;

/// Untouched characters that an anchor needs on either side, up to the end of its clause; of a number or date next to it all.
const MARGIN_CHARS: usize = 2;

/// What numbers and dates are made of, besides digits: `3月` in `2020年1月至3月` depends on the year.
const NUMERIC: &str =
    "〇一二三四五六七八九十百千万亿两年月日号时分秒季度旬上中下初末底第至到—–-~、和及.%/:";

/// How much context is tried to tell an anchor from other places with its words in the sentence.
const CONTEXTS: [usize; 4] = [4, 8, 16, 32];

/// What is known of a gap.
#[derive(Debug)]
pub(super) enum Edited {
    /// The characters are the same, in other pieces: paragraphs were split or joined.
    CutOtherwise(Recut),
    /// Sentences that are old ones, edited.
    Sentences(Vec<Sentence>),
}

/// The same characters in other pieces.
#[derive(Debug)]
pub(super) struct Recut {
    gap: Gap,
    /// Characters of the gap before each of its pieces.
    old_starts: Vec<usize>,
    new_starts: Vec<usize>,
    /// Each overlap of an old piece with a new one.
    overlaps: Vec<Overlap>,
}

/// Characters that an old piece and a new one share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Overlap {
    old: usize,
    new: usize,
    n_chars: usize,
}

/// An old sentence and the new one that was made of it.
#[derive(Debug)]
pub(super) struct Sentence {
    old: usize,
    new: usize,
    old_keys: Vec<char>,
    new_keys: Vec<char>,
    runs: Vec<Run>,
}

/// Equal characters, counted from the beginning of both sentences without white space.
#[derive(Debug, Clone, Copy)]
struct Run {
    old: usize,
    new: usize,
    n_chars: usize,
}

/// A span that is to be placed, with what it lies in.
pub(super) struct Wanted<'a> {
    pub old_text: &'a Text,
    pub new_text: &'a Text,
    pub old: &'a Pieces,
    pub new: &'a Pieces,
    pub span: Span,
    /// The old pieces it lies in, all of one gap.
    pub touched: &'a Range<usize>,
}

/// Where it is.
pub(super) struct Place {
    pub span: Span,
    /// Old pieces with the new ones that hold what they held: those at its ends.
    pub pieces: [(usize, usize); 2],
}

impl Edited {
    pub(super) fn new(gap: &Gap, texts: (&Text, &Text), pieces: (&Pieces, &Pieces)) -> Self {
        if let Some(recut) = Self::cut_otherwise(gap, texts, pieces) {
            return recut;
        }
        let (old_text, new_text) = texts;
        let (old, new) = gap.pieces(pieces);
        let n_chars = |pieces: &[Piece]| pieces.iter().map(Piece::n_chars).sum::<usize>();
        if n_chars(old).max(n_chars(new)) > MAX_CHARS || old.len() * new.len() > MAX_PAIRS {
            return Self::Sentences(Vec::new());
        }
        let spelled = |text: &Text, pieces: &[Piece]| -> Vec<Vec<char>> {
            let spell = |piece: &Piece| keys(text.slice(piece.span)).collect();
            pieces.iter().map(spell).collect()
        };
        let (old, new) = (spelled(old_text, old), spelled(new_text, new));
        let sentences = pair_up(&old, &new)
            .into_iter()
            .map(|(at, new_at)| Sentence {
                old: gap.old.start + at,
                new: gap.new.start + new_at,
                runs: runs(&old[at], &new[new_at]),
                old_keys: old[at].clone(),
                new_keys: new[new_at].clone(),
            });
        Self::Sentences(sentences.collect())
    }

    /// The gap as one whose characters are the same, if they are; as quick as reading it.
    pub(super) fn cut_otherwise(
        gap: &Gap,
        texts: (&Text, &Text),
        pieces: (&Pieces, &Pieces),
    ) -> Option<Self> {
        let (old, new) = gap.pieces(pieces);
        let is_same = all_keys(texts.0, old).eq(all_keys(texts.1, new));
        is_same.then(|| {
            Self::CutOtherwise(Recut {
                old_starts: starts(old),
                new_starts: starts(new),
                overlaps: overlaps(gap, old, new),
                gap: gap.clone(),
            })
        })
    }

    /// Characters that are equal.
    pub(super) fn n_equal(&self) -> usize {
        self.common().iter().map(|(.., n_equal)| n_equal).sum()
    }

    /// Old pieces, new pieces and how many characters they share.
    pub(super) fn common(&self) -> Vec<(usize, usize, usize)> {
        match self {
            Self::CutOtherwise(recut) => recut
                .overlaps
                .iter()
                .map(|overlap| (overlap.old, overlap.new, overlap.n_chars))
                .collect(),
            Self::Sentences(sentences) => sentences
                .iter()
                .map(|sentence| (sentence.old, sentence.new, n_equal(&sentence.runs)))
                .collect(),
        }
    }

    pub(super) fn place(&self, wanted: &Wanted<'_>) -> Option<Place> {
        match self {
            Self::CutOtherwise(recut) => recut.place(wanted),
            Self::Sentences(sentences) => {
                let sentence = sentences
                    .iter()
                    .find(|sentence| sentence.old == wanted.touched.start)?;
                (wanted.touched.len() == 1).then_some(())?;
                sentence.place(wanted)
            }
        }
    }
}

fn all_keys<'a>(text: &'a Text, pieces: &'a [Piece]) -> impl Iterator<Item = char> + 'a {
    pieces
        .iter()
        .flat_map(move |piece| keys(text.slice(piece.span)))
}

/// How many characters come before each piece.
fn starts(pieces: &[Piece]) -> Vec<usize> {
    let before = |n: &mut usize, piece: &Piece| {
        let start = *n;
        *n += piece.n_chars();
        Some(start)
    };
    pieces.iter().scan(0, before).collect()
}

fn overlaps(gap: &Gap, old: &[Piece], new: &[Piece]) -> Vec<Overlap> {
    let mut found = Vec::new();
    let (mut old_at, mut new_at, mut old_used, mut new_used) = (0, 0, 0, 0);
    while let (Some(old_piece), Some(new_piece)) = (old.get(old_at), new.get(new_at)) {
        let (old_left, new_left) = (
            old_piece.n_chars() - old_used,
            new_piece.n_chars() - new_used,
        );
        let n_chars = old_left.min(new_left);
        found.push(Overlap {
            old: gap.old.start + old_at,
            new: gap.new.start + new_at,
            n_chars,
        });
        (old_used, new_used) = (old_used + n_chars, new_used + n_chars);
        if old_used == old_piece.n_chars() {
            (old_at, old_used) = (old_at + 1, 0);
        }
        if new_used == new_piece.n_chars() {
            (new_at, new_used) = (new_at + 1, 0);
        }
    }
    found
}

impl Recut {
    /// Counts characters from the beginning of the gap, which are the same on both sides.
    fn place(&self, wanted: &Wanted<'_>) -> Option<Place> {
        let Wanted {
            old_text,
            new_text,
            old,
            new,
            span,
            touched,
        } = wanted;
        let (first, last) = (touched.start, touched.end - 1);
        let start_of = |piece: usize| self.old_starts[piece - self.gap.old.start];
        let start = start_of(first) + old.all[first].chars_before(old_text, span.start);
        let end = start_of(last) + old.all[last].chars_before(old_text, span.end);
        // The new piece that holds the n-th character, and how many come before the piece.
        let holding = |n: usize| {
            let at = self.new_starts.partition_point(|start| *start <= n) - 1;
            (self.gap.new.start + at, self.new_starts[at])
        };
        let (first_new, before_first) = holding(start);
        let (last_new, before_last) = holding(end.checked_sub(1)?);
        Some(Place {
            span: Span::new(
                new.all[first_new].byte_of(new_text, start - before_first)?,
                new.all[last_new].byte_after(new_text, end - before_last)?,
            ),
            pieces: [(first, first_new), (last, last_new)],
        })
    }
}

/// Which old sentences are which new ones, edited: alike enough, and nothing else nearly as much.
fn pair_up(old: &[Vec<char>], new: &[Vec<char>]) -> Vec<(usize, usize)> {
    let likeness: Vec<Vec<usize>> = old
        .iter()
        .map(|old| new.iter().map(|new| percent_equal(old, new)).collect())
        .collect();
    let mut pairs = Vec::new();
    for (at, row) in likeness.iter().enumerate() {
        for (new_at, percent) in row.iter().enumerate() {
            let others_of_old = row.iter().enumerate().filter(|(other, _)| *other != new_at);
            let column = likeness.iter().map(|row| &row[new_at]).enumerate();
            let others_of_new = column.filter(|(other, _)| *other != at);
            let next_best = others_of_old
                .chain(others_of_new)
                .map(|(_, other)| *other)
                .max();
            if *percent >= SAME_PERCENT && next_best.unwrap_or(0) + LEAD_PERCENT <= *percent {
                pairs.push((at, new_at));
            }
        }
    }
    // Sentences that changed their order and were edited besides are nobody's guess.
    let all = pairs.clone();
    pairs.retain(|pair| {
        all.iter()
            .all(|other| (pair.0 < other.0) == (pair.1 < other.1))
    });
    pairs
}

/// Of a hundred characters of two sentences, how many are equal in order.
fn percent_equal(old: &[char], new: &[char]) -> usize {
    let both = old.len() + new.len();
    // As many as they have in common in any order at most, which is cheaper to count.
    let mut bag: HashMap<char, usize> = HashMap::new();
    for c in old {
        *bag.entry(*c).or_insert(0) += 1;
    }
    let in_common = new.iter().filter(|c| {
        let left = bag.get_mut(c).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    });
    let at_most = in_common.count() * 200 / both;
    if at_most + LEAD_PERCENT <= SAME_PERCENT {
        return at_most;
    }
    n_equal(&runs(old, new)) * 200 / both
}

fn n_equal(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.n_chars).sum()
}

fn runs(old: &[char], new: &[char]) -> Vec<Run> {
    let ops = capture_diff_slices(Algorithm::Myers, old, new);
    let equal = ops.into_iter().filter_map(|op| match op {
        DiffOp::Equal {
            old_index,
            new_index,
            len,
        } => Some(Run {
            old: old_index,
            new: new_index,
            n_chars: len,
        }),
        _ => None,
    });
    equal.collect()
}

impl Sentence {
    fn place(&self, wanted: &Wanted<'_>) -> Option<Place> {
        let (old, new) = (&wanted.old.all[self.old], &wanted.new.all[self.new]);
        let start = old.chars_before(wanted.old_text, wanted.span.start);
        let end = old.chars_before(wanted.old_text, wanted.span.end);
        let run = self
            .runs
            .iter()
            .find(|run| run.old <= start && end <= run.old + run.n_chars)?;
        let span = Span::new(
            new.byte_of(wanted.new_text, run.new + start - run.old)?,
            new.byte_after(wanted.new_text, run.new + end - run.old)?,
        );
        // What clings to it must not have changed, seen from either text.
        let then = margins(wanted.old_text, old.span, wanted.span);
        let now = margins(wanted.new_text, new.span, span);
        let from = start.checked_sub(then.0.max(now.0))?;
        let to = end + then.1.max(now.1);
        let is_untouched = |from: usize, to: usize| run.old <= from && to <= run.old + run.n_chars;
        if !is_untouched(from, to) {
            return None;
        }
        let is_unique = |from: usize, to: usize| {
            let words = &self.old_keys[from..to];
            let occurs_once = |keys: &[char]| {
                keys.windows(words.len())
                    .filter(|window| *window == words)
                    .nth(1)
                    .is_none()
            };
            occurs_once(&self.old_keys) && occurs_once(&self.new_keys)
        };
        let wider = CONTEXTS
            .iter()
            .map(|n| (start.saturating_sub(*n), (end + n).min(self.old_keys.len())));
        let is_certain = std::iter::once((from, to))
            .chain(wider)
            .any(|(from, to)| is_untouched(from, to) && is_unique(from, to));
        is_certain.then_some(Place {
            span,
            pieces: [(self.old, self.new); 2],
        })
    }
}

/// How many characters before and behind a span belong closely to it: [`MARGIN_CHARS`] or the whole number there, as far as its clause goes.
fn margins(text: &Text, sentence: Span, span: Span) -> (usize, usize) {
    let before = text.slice(Span::new(sentence.start, span.start));
    let behind = text.slice(Span::new(span.end, sentence.end));
    let words = text.slice(span);
    let count = |chars: &mut dyn Iterator<Item = char>, mut last: Option<char>| {
        let (mut n, mut is_number) = (0, true);
        let mut chars = chars.peekable();
        while let Some(c) = chars.next() {
            is_number &= is_numeric(c);
            let is_near = n < MARGIN_CHARS || is_number;
            if !is_near || ends_clause(c, last, chars.peek().copied()) {
                break;
            }
            n += usize::from(!is_space(c));
            last = Some(c);
        }
        n
    };
    (
        count(&mut before.chars().rev(), words.chars().next()),
        count(&mut behind.chars(), words.chars().next_back()),
    )
}

/// Whether a character sets clauses apart, or the items of a list; one inside a number or between dates (`1,276`, `1月、3月`) belongs to them.
fn ends_clause(c: char, last: Option<char>, next: Option<char>) -> bool {
    let both = |holds: fn(char) -> bool| last.is_some_and(holds) && next.is_some_and(holds);
    if c == '、' {
        return !both(is_numeric);
    }
    let is_mark = is_space(c) || ",，。;；:：!！?？()（）《》“”【】".contains(c);
    is_mark && !both(|c| fold_char(c).is_ascii_digit())
}

/// Whether a character is one that numbers and dates are made of.
fn is_numeric(c: char) -> bool {
    let c = fold_char(c);
    c.is_ascii_digit() || NUMERIC.contains(c)
}
