//! The text of a converted document, line by line.
//!
//! In: words as a converter meets them. Out: a [`Converted`] text with, for every line, the page or paragraph that it comes from. What a website
//! or a page layout put around the document goes into a head and a foot of its own: [`Converted::content`] is what lies between. Nothing here knows
//! of a file format.

use super::{MAX_BYTES, Unreadable};
use crate::text::Span;

/// A paragraph or cell of more bytes is none that people wrote: what is gathered before it becomes a line stays below.
pub(super) const LONGEST_LINE: usize = 4 << 20;

/// Lines of one document at most: those of some five thousand pages. Each costs many times its bytes in all that follows.
pub(super) const MOST_LINES: usize = 200_000;

/// Tables and text boxes that nest deeper are none that people made.
pub(super) const MOST_NESTED: usize = 24;

/// What the original counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceUnit {
    Page,
    Paragraph,
    Chapter,
}

/// Where in the original the lines of a converted text stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    pub unit: PlaceUnit,
    /// Byte offsets in the text with the number, from 1, that holds from there on; ascending.
    starts: Vec<(u32, u32)>,
}

impl Places {
    /// The page, paragraph or chapter, from 1, that a byte offset comes from; none before the first.
    #[must_use]
    pub fn at(&self, offset: u32) -> Option<u32> {
        let after = self.starts.partition_point(|(start, _)| *start <= offset);
        Some(self.starts[after.checked_sub(1)?].1)
    }
}

/// A text made from a file that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Converted {
    pub(super) text: String,
    /// The document itself; what lies outside was put there by a website or a page layout.
    pub(super) content: Span,
    pub(super) places: Option<Places>,
}

/// Gathers the lines of a text.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    places: Vec<(u32, u32)>,
    /// The place of the line that is being written.
    place: u32,
    /// Where the line that is being written begins.
    line_start: usize,
    n_ended: usize,
    /// Why the text is none that can be reviewed.
    failure: Option<Unreadable>,
}

impl Lines {
    /// What follows comes from this page, paragraph or chapter (from 1).
    pub(super) fn set_place(&mut self, place: u32) {
        self.place = place;
    }

    /// Adds words to the line. Line feeds in them end it, other control characters are left out.
    pub(super) fn push(&mut self, words: &str) {
        if self.text.len() + words.len() > MAX_BYTES {
            self.refuse(Unreadable::TooLarge);
            return;
        }
        if self.text.len() == self.line_start
            && self.places.last().is_none_or(|last| last.1 != self.place)
            && self.place > 0
        {
            self.places.push((offset(self.line_start), self.place));
        }
        for c in words.chars() {
            match c {
                '\n' => self.end(),
                '\t' => self.text.push('\t'),
                c if c.is_control() || c == '\u{FEFF}' || c == '\u{200B}' => {}
                c => self.text.push(c),
            }
        }
    }

    /// Ends the line, if it says anything; an empty one leaves no trace.
    pub(super) fn end(&mut self) {
        let kept = self
            .text
            .trim_end_matches([' ', '\t', '\u{3000}', '\u{A0}']);
        self.text.truncate(kept.len().max(self.line_start));
        if self.text.len() > self.line_start {
            self.text.push('\n');
            self.line_start = self.text.len();
            self.n_ended += 1;
            if self.n_ended > MOST_LINES {
                self.refuse(Unreadable::Bomb);
            }
        }
    }

    /// Adds a whole line.
    pub(super) fn line(&mut self, words: &str) {
        self.end();
        self.push(words);
        self.end();
    }

    /// Where the next line will begin, in bytes.
    pub(super) fn here(&mut self) -> u32 {
        self.end();
        offset(self.text.len())
    }

    /// Gives the text up; the first reason is the one that is told.
    pub(super) fn refuse(&mut self, why: Unreadable) {
        self.failure.get_or_insert(why);
    }

    /// Whether it was given up: a converter need not go on.
    pub(super) const fn is_refused(&self) -> bool {
        self.failure.is_some()
    }

    /// The text, all of which is the document itself.
    ///
    /// # Errors
    /// Where it was refused, such as for being larger than a text may be.
    pub(super) fn finish(mut self, unit: Option<PlaceUnit>) -> Result<Converted, Unreadable> {
        let end = self.here();
        self.finish_with(unit, Span::new(0, end))
    }

    /// The text, of which a part is the document itself.
    ///
    /// # Errors
    /// Where it was refused, such as for being larger than a text may be.
    pub(super) fn finish_with(
        mut self,
        unit: Option<PlaceUnit>,
        content: Span,
    ) -> Result<Converted, Unreadable> {
        self.end();
        if let Some(why) = self.failure {
            return Err(why);
        }
        let starts = self.places;
        Ok(Converted {
            text: self.text,
            content,
            places: unit.map(|unit| Places { unit, starts }),
        })
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("a text is limited to MAX_BYTES")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_place_and_empty_ones_leave_no_trace() {
        let mut lines = Lines::default();
        lines.set_place(1);
        lines.line("一、总体要求");
        lines.line("");
        lines.set_place(2);
        lines.push("各市\u{0}");
        lines.push("教育局\u{3000} ");
        lines.end();
        let converted = lines.finish(Some(PlaceUnit::Paragraph)).expect("fits");
        assert_eq!(converted.text, "一、总体要求\n各市教育局\n");
        let places = converted.places.expect("has places");
        let at = |words: &str| {
            let at = converted.text.find(words).expect("there");
            places.at(u32::try_from(at).expect("small"))
        };
        assert_eq!(
            (at("一、"), at("要求"), at("教育局")),
            (Some(1), Some(1), Some(2))
        );
    }

    #[test]
    fn a_text_that_grows_beyond_what_may_be_is_refused() {
        let mut lines = Lines::default();
        let long = "数".repeat(1 << 20);
        while !lines.is_refused() {
            lines.line(&long);
        }
        assert_eq!(lines.finish(None).err(), Some(Unreadable::TooLarge));
    }
}
