//! A line laid out at its place on the screen: where its characters stand, and which stands at a point.
//!
//! Converts between bytes of the text, characters of a galley and points; the only place that does.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::{Glyph, PlacedRow};
use egui::{Galley, Pos2, Rangef, Rect, pos2};

use crate::text::Span;

/// A line laid out for this frame, at its place on the screen.
#[derive(Debug, Clone)]
pub struct Laid {
    /// Its place among the sheet's lines.
    pub line: usize,
    pub span: Span,
    pub number: Option<u32>,
    /// Top left on the screen.
    pub at: Pos2,
    pub galley: Arc<Galley>,
}

/// A part of a row on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    pub rect: Rect,
    /// Whether the span begins, and ends, in this part.
    pub begins: bool,
    pub ends: bool,
}

/// What stands under a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The nearest place for a caret.
    pub caret: u32,
    /// Whether that is the end of a row rather than the start of the next.
    pub at_row_end: bool,
    /// The character that is hit, if one is.
    pub character: Option<u32>,
}

impl Laid {
    pub fn rect(&self) -> Rect {
        Rect::from_min_size(self.at, self.galley.rect.size())
    }

    fn words(&self) -> &str {
        &self.galley.job.text
    }

    /// Characters before a byte offset of the text.
    fn char_of(&self, offset: u32) -> usize {
        let within = (offset.clamp(self.span.start, self.span.end) - self.span.start) as usize;
        self.words().as_bytes()[..within]
            .iter()
            .filter(|byte| **byte & 0xC0 != 0x80)
            .count()
    }

    /// The byte offset of the text before which so many of the line's characters stand.
    fn offset_of(&self, n_chars: usize) -> u32 {
        self.words()
            .char_indices()
            .nth(n_chars)
            .map_or(self.span.end, |(at, _)| self.span.start + at as u32)
    }

    /// The rows with the characters that each holds.
    fn rows(&self) -> impl Iterator<Item = (&PlacedRow, Range<usize>)> {
        let mut first = 0;
        self.galley.rows.iter().map(move |row| {
            let from = first;
            first += row.glyphs.len();
            (row, from..first)
        })
    }

    /// Where the characters of a span stand, one part a row.
    pub fn parts(&self, span: Span) -> Vec<Part> {
        if !span.overlaps(self.span) {
            return Vec::new();
        }
        let (start, end) = (self.char_of(span.start), self.char_of(span.end));
        self.rows()
            .filter(|(_, chars)| start < chars.end && chars.start < end)
            .map(|(row, chars)| {
                let x = |at: usize| self.at.x + row.pos.x + x_in(row, at - chars.start);
                let top = self.at.y + row.pos.y;
                Part {
                    rect: Rect::from_x_y_ranges(
                        Rangef::new(x(start.max(chars.start)), x(end.min(chars.end))),
                        Rangef::new(top, top + row.size.y),
                    ),
                    begins: start >= chars.start && span.start >= self.span.start,
                    ends: end <= chars.end && span.end <= self.span.end,
                }
            })
            .collect()
    }

    /// The row a caret stands in and where it stands, with no width.
    pub fn caret(&self, offset: u32, at_row_end: bool) -> (usize, Rect) {
        let at = self.char_of(offset);
        let mut found = (0, Rect::from_min_size(self.at, egui::Vec2::ZERO));
        for (index, (row, chars)) in self.rows().enumerate() {
            if at < chars.start || (index > 0 && at == chars.start && at_row_end) {
                break;
            }
            let x = self.at.x + row.pos.x + x_in(row, at.min(chars.end) - chars.start);
            let top = self.at.y + row.pos.y;
            found = (
                index,
                Rect::from_min_max(pos2(x, top), pos2(x, top + row.size.y)),
            );
        }
        found
    }

    pub fn n_rows(&self) -> usize {
        self.galley.rows.len()
    }

    /// The row at a height of the screen; the first or last beyond them.
    pub fn row_at(&self, y: f32) -> usize {
        self.galley
            .rows
            .iter()
            .position(|row| y < self.at.y + row.max_y())
            .unwrap_or(self.galley.rows.len().saturating_sub(1))
    }

    /// What stands at `x` in a row.
    pub fn hit(&self, row: usize, x: f32) -> Hit {
        let Some((placed, chars)) = self.rows().nth(row) else {
            return Hit {
                caret: self.span.start,
                at_row_end: false,
                character: None,
            };
        };
        let x = x - self.at.x - placed.pos.x;
        let column = placed.char_at(x).0;
        let over = placed
            .glyphs
            .iter()
            .position(|glyph| (glyph.pos.x..glyph.max_x()).contains(&x));
        let is_last = row + 1 == self.galley.rows.len();
        Hit {
            caret: self.offset_of(chars.start + column),
            at_row_end: chars.start + column == chars.end && !is_last,
            character: over.map(|over| self.offset_of(chars.start + over)),
        }
    }

    /// The places at which a row begins and ends.
    pub fn row_ends(&self, row: usize) -> (u32, u32) {
        self.rows()
            .nth(row)
            .map_or((self.span.start, self.span.end), |(_, chars)| {
                (self.offset_of(chars.start), self.offset_of(chars.end))
            })
    }
}

/// Where a character of a row begins; after the last, where that ends.
fn x_in(row: &PlacedRow, column: usize) -> f32 {
    row.glyphs.get(column).map_or_else(
        || row.glyphs.last().map_or(0.0, Glyph::max_x),
        |glyph| glyph.pos.x,
    )
}
