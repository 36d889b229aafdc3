//! A text cut into the pieces that are compared: sentences, ended by a mark or by the line.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::{Span, Text, fold_char, is_space};

/// Characters from which on a sentence is also cut behind a comma, colon or space.
const LONG_CHARS: usize = 400;

/// Characters of a piece at most.
const MAX_CHARS: usize = 4000;

/// A sentence, or what a line has without an end mark. Never without characters; white space at its ends belongs to none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub span: Span,
    pub line: u32,
    /// Alike for pieces whose characters are the same, width and white space left aside.
    pub id: u32,
    n_chars: u32,
}

/// The pieces of one text, in order.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub all: Vec<Piece>,
    /// Characters of all pieces, white space not counted.
    pub n_chars: usize,
    /// Of lines that hold something: the line, its first piece, its characters.
    lines: Vec<(u32, u32, u32)>,
}

/// Cuts both texts, so that pieces of the same characters have the same number in both.
pub(super) fn cut(old: &Text, new: &Text) -> (Pieces, Pieces) {
    let mut ids = HashMap::new();
    (Pieces::of(old, &mut ids), Pieces::of(new, &mut ids))
}

/// The characters that count for a comparison: no white space, half-width forms.
pub(super) fn keys(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|c| !is_space(*c)).map(fold_char)
}

impl Piece {
    pub(super) const fn n_chars(&self) -> usize {
        self.n_chars as usize
    }

    /// How many of its characters, white space not counted, stand before a byte of the text.
    pub(super) fn chars_before(&self, text: &Text, byte: u32) -> usize {
        keys(text.slice(Span::new(
            self.span.start,
            byte.clamp(self.span.start, self.span.end),
        )))
        .count()
    }

    /// Where its `n`-th character (from 0), white space not counted, begins.
    pub(super) fn byte_of(&self, text: &Text, n: usize) -> Option<u32> {
        let mut solid = text
            .slice(self.span)
            .char_indices()
            .filter(|(_, c)| !is_space(*c));
        solid.nth(n).map(|(at, _)| self.span.start + at as u32)
    }

    /// Where its first `n` characters, white space not counted, end.
    pub(super) fn byte_after(&self, text: &Text, n: usize) -> Option<u32> {
        let mut solid = text
            .slice(self.span)
            .char_indices()
            .filter(|(_, c)| !is_space(*c));
        let (at, c) = solid.nth(n.checked_sub(1)?)?;
        Some(self.span.start + (at + c.len_utf8()) as u32)
    }
}

impl Pieces {
    fn of(text: &Text, ids: &mut HashMap<Box<str>, u32>) -> Self {
        let mut pieces = Self::default();
        for line in 0..text.n_lines() {
            let first = pieces.all.len();
            let span = text.line(line);
            let mut rest = text.slice(span);
            let mut start = span.start;
            while !rest.is_empty() {
                let end = end_of_sentence(rest);
                let cut = Span::new(start, start + end as u32);
                pieces.push(text, cut, line as u32, ids);
                (start, rest) = (cut.end, &rest[end..]);
            }
            let n_chars: usize = pieces.all[first..].iter().map(Piece::n_chars).sum();
            if n_chars > 0 {
                pieces
                    .lines
                    .push((line as u32, first as u32, n_chars as u32));
                pieces.n_chars += n_chars;
            }
        }
        pieces
    }

    fn push(&mut self, text: &Text, span: Span, line: u32, ids: &mut HashMap<Box<str>, u32>) {
        let span = text.trim(span);
        let key: String = keys(text.slice(span)).collect();
        if key.is_empty() {
            return;
        }
        let n_chars = key.chars().count() as u32;
        let next = ids.len() as u32;
        let id = *ids.entry(key.into_boxed_str()).or_insert(next);
        self.all.push(Piece {
            span,
            line,
            id,
            n_chars,
        });
    }

    /// The pieces that a span without white space at its ends lies in; none where it is empty.
    pub(super) fn touching(&self, span: Span) -> Option<Range<usize>> {
        let first = self
            .all
            .partition_point(|piece| piece.span.end <= span.start);
        let after = self
            .all
            .partition_point(|piece| piece.span.start < span.end);
        (!span.is_empty() && first < after).then_some(first..after)
    }

    /// The pieces from one line to another, both included.
    pub(super) fn of_lines(&self, from: u32, to: u32) -> Range<usize> {
        self.all.partition_point(|piece| piece.line < from)
            ..self.all.partition_point(|piece| piece.line <= to)
    }

    pub(super) fn n_chars_of_line(&self, line: u32) -> usize {
        self.lines
            .binary_search_by_key(&line, |known| known.0)
            .map_or(0, |at| self.lines[at].2 as usize)
    }

    /// The next line that holds something.
    pub(super) fn line_after(&self, line: u32) -> Option<u32> {
        let at = self.lines.partition_point(|known| known.0 <= line);
        self.lines.get(at).map(|known| known.0)
    }

    /// The last line before that holds something.
    pub(super) fn line_before(&self, line: u32) -> Option<u32> {
        let at = self.lines.partition_point(|known| known.0 < line);
        at.checked_sub(1).map(|at| self.lines[at].0)
    }
}

/// Where the first sentence of a line ends: behind its end mark and what closes with it. A line without marks is cut where it breathes, and at last
/// anywhere: no piece is so long that looking for a place in it takes time.
fn end_of_sentence(line: &str) -> usize {
    let is_mark = |c| matches!(c, '。' | '!' | '?' | ';');
    let closes = |c| matches!(c, '”' | '’' | '」' | '』' | ')' | '》' | '】' | '"');
    let breathes = |c| is_space(c) || matches!(c, ',' | '、' | ':');
    let (mut has_ended, mut is_cut) = (false, false);
    let mut chars = line.char_indices().enumerate();
    let end = chars.find_map(|(n, (at, c))| {
        let c = fold_char(c);
        let goes_on = !is_cut && (!has_ended || is_mark(c) || closes(c));
        has_ended |= is_mark(c);
        is_cut |= (n >= LONG_CHARS && breathes(c)) || n + 1 >= MAX_CHARS;
        (!goes_on).then_some(at)
    });
    end.unwrap_or(line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let text = Text::new(text.to_owned());
        let pieces = cut(&text, &Text::default()).0;
        let slices = pieces.all.iter().map(|piece| text.slice(piece.span));
        slices.map(str::to_owned).collect()
    }

    #[test]
    fn a_sentence_ends_with_its_mark_and_what_closes_it_or_with_the_line() {
        assert_eq!(
            words("工作进展\n\n\u{3000}他说：“要抓落实！”会议召开。 部署；\n（完）"),
            [
                "工作进展",
                "他说：“要抓落实！”",
                "会议召开。",
                "部署；",
                "（完）"
            ]
        );
    }

    #[test]
    fn a_line_without_end_marks_is_cut_all_the_same() {
        let long = "数据,".repeat(200);
        let (first, second) = long.split_at(134 * "数据,".len());
        assert_eq!(words(&long), [first, second]);
        let endless = "数".repeat(9000);
        let lengths = words(&endless)
            .into_iter()
            .map(|piece| piece.chars().count());
        assert_eq!(lengths.collect::<Vec<_>>(), [4000, 4000, 1000]);
    }

    #[test]
    fn width_and_white_space_do_not_tell_pieces_apart() {
        let (old, new) = (Text::new("印发 2 个".into()), Text::new("印发２个".into()));
        let (old, new) = cut(&old, &new);
        assert_eq!(old.all[0].id, new.all[0].id);
    }
}
