//! Where anchors of an old text stand in a new one, or that it is not certain.
//!
//! In: the text that decisions were made on, the text as it is now, spans of the old one. Out: the span that holds the very same characters in the
//! new one, or none. Knows nothing of what the anchors are for: whatever has an anchor goes through [`Drift::place`].
//!
//! A diff gives one alignment of two texts and does not say whether another is as good. What is wanted here is the opposite: to move nothing that
//! could as well belong elsewhere. An anchor moves when all of this holds, and stays behind otherwise:
//!
//! 1. **One document.** Both texts are states of one document: at least half of the shorter consists of sentences that are in both, in order; or, in
//!    short texts, at least four fifths of the longer does, lightly edited sentences counted by what is left of them. Another month's bulletin is not.
//! 2. **Its sentence stands.** The sentences and lines are compared first, width and white space left aside ([`landmarks`]). A sentence stands where it
//!    is the only one of its words between two sentences that stand, or where a stretch is the same throughout. Where two sentences changed their
//!    order, the one stands that is clearly the smaller change to leave alone; two of like size are both uncertain. One of three identical
//!    neighbours that is gone makes all three uncertain.
//! 3. **Or its sentence was lightly edited.** One that is left over between two that stand is the same one, edited, where three fifths of both are
//!    equal and no other comes near ([`edited`]). Only there characters are compared. The anchor, two characters on either side (up to the
//!    end of the clause) and the whole of a number or date that it touches must be the same, and with some context occur once in both: `31个省份`
//!    is not `131个省份`, and the `3月` of `2020年3月` not that of `2021年3月`.
//! 4. **Its paragraph stands.** At least half of the shorter of its line then and now is equal; a line too short to tell (a heading, a lead on a line
//!    of its own) needs the line that follows it besides.
//! 5. The characters there are the same, to the last space.
//!
//! Everything is bounded: sentences are compared by number in at most [`landmarks::MAX_ROUNDS`] passes over the text, characters only in short stretches
//! that hold an anchor, and never by the clock: the same texts give the same places on every machine.

mod edited;
mod landmarks;
mod pieces;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

use edited::Edited;
use landmarks::Gap;
use pieces::Pieces;

use crate::text::{Span, Text, is_space};

/// Characters of a line, without white space, below which it says too little by itself.
const SHORT_LINE_CHARS: usize = 12;

/// Two texts, compared.
#[derive(Debug)]
pub struct Drift<'t> {
    old: &'t Text,
    new: &'t Text,
    /// None where the texts are equal.
    compared: Option<Compared>,
}

#[derive(Debug)]
struct Compared {
    old: Pieces,
    new: Pieces,
    /// Of each old piece: the new one that it is.
    stands: Vec<Option<u32>>,
    /// Stretches without a piece that stands, by position, with what was found out about each so far.
    gaps: Vec<Gap>,
    edited: HashMap<usize, Edited>,
    /// Characters that a line then and a line now have in common, gaps looked into included.
    common: HashMap<(u32, u32), usize>,
    is_one_document: bool,
}

impl<'t> Drift<'t> {
    #[must_use]
    pub fn new(old: &'t Text, new: &'t Text) -> Self {
        let compared = (old != new).then(|| Compared::new(old, new));
        Self { old, new, compared }
    }

    /// Whether the two texts are the same to the last character.
    #[must_use]
    pub const fn is_same(&self) -> bool {
        self.compared.is_none()
    }

    /// Where a span of the old text stands in the new one, with the same characters; `None` where that is not certain.
    pub fn place(&mut self, span: Span) -> Option<Span> {
        let words = self.old.get(span)?;
        let Some(compared) = &mut self.compared else {
            return Some(span);
        };
        let placed = compared.place(self.old, self.new, span)?;
        (self.new.get(placed) == Some(words)).then_some(placed)
    }
}

impl Compared {
    fn new(old_text: &Text, new_text: &Text) -> Self {
        let (old, new) = pieces::cut(old_text, new_text);
        let (stands, gaps) = landmarks::align(&old, &new);
        let mut common = HashMap::new();
        let mut n_standing = 0;
        for (piece, stands) in old.all.iter().zip(&stands) {
            let Some(stands) = stands else { continue };
            let line = new.all[*stands as usize].line;
            *common.entry((piece.line, line)).or_insert(0) += piece.n_chars();
            n_standing += piece.n_chars();
        }
        let shorter = old.n_chars.min(new.n_chars);
        let mut compared = Self {
            is_one_document: n_standing * 2 >= shorter && shorter > 0,
            old,
            new,
            stands,
            gaps,
            edited: HashMap::new(),
            common,
        };
        if !compared.is_one_document {
            let n_standing = n_standing + compared.look_for_other_cuts(old_text, new_text);
            compared.is_one_document = n_standing * 2 >= shorter && n_standing > 0;
        }
        if !compared.is_one_document {
            compared.look_for_light_edits(old_text, new_text, n_standing);
        }
        compared
    }

    /// Where every line was broken or joined no sentence may be left in one piece. Returns how many characters are the same nevertheless.
    fn look_for_other_cuts(&mut self, old_text: &Text, new_text: &Text) -> usize {
        let mut n_equal = 0;
        for at in 0..self.gaps.len() {
            let texts = (old_text, new_text);
            let recut = Edited::cut_otherwise(&self.gaps[at], texts, (&self.old, &self.new));
            if let Some(recut) = recut {
                n_equal += recut.n_equal();
                self.keep(at, recut);
            }
        }
        n_equal
    }

    /// A short text may be one document without a sentence in common.
    fn look_for_light_edits(&mut self, old_text: &Text, new_text: &Text, n_standing: usize) {
        let longer = self.old.n_chars.max(self.new.n_chars);
        if longer > edited::MAX_CHARS {
            return;
        }
        for at in 0..self.gaps.len() {
            self.look_into(at, old_text, new_text);
        }
        let n_equal: usize = self.edited.values().map(Edited::n_equal).sum();
        self.is_one_document = (n_standing + n_equal) * 5 >= longer * 4;
    }

    fn place(&mut self, old_text: &Text, new_text: &Text, span: Span) -> Option<Span> {
        if !self.is_one_document {
            return None;
        }
        let words = old_text.slice(span);
        let solid = words.trim_matches(is_space);
        let leading = (words.len() - words.trim_start_matches(is_space).len()) as u32;
        let start = span.start + leading;
        let solid = Span::new(start, start + u32::try_from(solid.len()).ok()?);
        let touched = self.old.touching(solid)?;
        self.look_around(&touched, old_text, new_text);
        let placed = self.place_solid(old_text, new_text, solid, &touched)?;
        let end = placed.end + (span.end - solid.end);
        Some(Span::new(placed.start.checked_sub(leading)?, end))
    }

    /// Where characters without white space at their ends stand.
    fn place_solid(
        &self,
        old_text: &Text,
        new_text: &Text,
        span: Span,
        touched: &Range<usize>,
    ) -> Option<Span> {
        let last = touched.end - 1;
        if let Some(first_new) = self.stands[touched.start] {
            let all_stand = touched.clone().zip(first_new..).all(|(old, new)| {
                self.stands[old] == Some(new) && self.is_vouched_for(old, new as usize)
            });
            if !all_stand {
                return None;
            }
            let last_new = first_new as usize + (last - touched.start);
            let before = self.old.all[touched.start].chars_before(old_text, span.start);
            let until = self.old.all[last].chars_before(old_text, span.end);
            let start = self.new.all[first_new as usize].byte_of(new_text, before);
            let end = self.new.all[last_new].byte_after(new_text, until);
            return Some(Span::new(start?, end?));
        }
        let gap = landmarks::gap_holding(&self.gaps, touched.start)?;
        if last >= self.gaps[gap].old.end {
            return None;
        }
        let place = self.edited.get(&gap)?.place(&edited::Wanted {
            old_text,
            new_text,
            old: &self.old,
            new: &self.new,
            span,
            touched,
        })?;
        let vouched = |(old, new): &(usize, usize)| self.is_vouched_for(*old, *new);
        place.pieces.iter().all(vouched).then_some(place.span)
    }

    /// Whether the lines of two pieces are one line: half of the shorter is common, and of a short one also the next.
    fn is_vouched_for(&self, old: usize, new: usize) -> bool {
        let (old_line, new_line) = (self.old.all[old].line, self.new.all[new].line);
        if !self.is_one_line(old_line, new_line) {
            return false;
        }
        if self.old.n_chars_of_line(old_line) >= SHORT_LINE_CHARS {
            return true;
        }
        let next = (self.old.line_after(old_line), self.new.line_after(new_line));
        match next {
            (Some(old), Some(new)) => self.is_one_line(old, new),
            (None, None) => match (
                self.old.line_before(old_line),
                self.new.line_before(new_line),
            ) {
                (Some(old), Some(new)) => self.is_one_line(old, new),
                (None, None) => true,
                _ => false,
            },
            // What follows was cut off or added: what stands before has to do.
            _ => match (
                self.old.line_before(old_line),
                self.new.line_before(new_line),
            ) {
                (Some(old), Some(new)) => self.is_one_line(old, new),
                _ => false,
            },
        }
    }

    fn is_one_line(&self, old: u32, new: u32) -> bool {
        let n_common = self.common.get(&(old, new)).copied().unwrap_or(0);
        let shorter = self
            .old
            .n_chars_of_line(old)
            .min(self.new.n_chars_of_line(new));
        n_common * 2 >= shorter && n_common > 0
    }

    /// Looks into the gaps of the lines that pieces stand in and of the lines around them: what speaks for a line.
    fn look_around(&mut self, touched: &Range<usize>, old_text: &Text, new_text: &Text) {
        let (first, last) = (
            self.old.all[touched.start].line,
            self.old.all[touched.end - 1].line,
        );
        let from = self.old.line_before(first).unwrap_or(first);
        let to = self.old.line_after(last).unwrap_or(last);
        for at in landmarks::gaps_touching(&self.gaps, &self.old.of_lines(from, to)) {
            self.look_into(at, old_text, new_text);
        }
    }

    fn look_into(&mut self, gap: usize, old_text: &Text, new_text: &Text) {
        if self.edited.contains_key(&gap) {
            return;
        }
        let texts = (old_text, new_text);
        let edited = Edited::new(&self.gaps[gap], texts, (&self.old, &self.new));
        self.keep(gap, edited);
    }

    /// Remembers what was found out about a gap, and what it says of its lines.
    fn keep(&mut self, gap: usize, edited: Edited) {
        for (old, new, n_equal) in edited.common() {
            let lines = (self.old.all[old].line, self.new.all[new].line);
            *self.common.entry(lines).or_insert(0) += n_equal;
        }
        self.edited.insert(gap, edited);
    }
}
