//! A passage as one line: what rules read, with the way back to the source.
//!
//! Hard line breaks inside a sentence (with the indents after them) and zero-width marks are gone, full-width letters, digits and marks
//! are half-width, white space is of one kind, traditional characters are the simplified ones of the lexicon. A line feed is left
//! only where a paragraph ends. Spans of the flat text convert back to spans of the source, which keep all of it.

use std::ops::Range;

use crate::text::{Span, fold_char, is_space, simplified_len, simplify_char};

/// Lines shorter than this are headings or verses rather than text wrapped by a program.
const SHORTEST_WRAPPED_LINE_CHARS: usize = 12;

/// A stretch of the flat text: copied byte for byte, or one character that was replaced.
#[derive(Debug, Clone, Copy)]
struct Piece {
    flat: u32,
    source: u32,
    source_len: u32,
    exact: bool,
}

/// The flat text of a span.
#[derive(Debug, Default)]
pub(super) struct Flat {
    string: String,
    pieces: Vec<Piece>,
}

impl Flat {
    /// `base` is the source offset of `slice`.
    pub(super) fn new(slice: &str, base: u32) -> Self {
        let mut flat = Self {
            string: String::with_capacity(slice.len()),
            pieces: Vec::new(),
        };
        let mut line_chars = 0;
        // Where what is copied as it stands begins.
        let mut run = 0;
        let mut chars = slice.chars();
        let mut at = 0;
        loop {
            // Most characters stand as they are.
            let plain = simplified_len(chars.as_str(), usize::MAX);
            line_chars += plain / '一'.len_utf8();
            at += plain;
            chars = slice[at..].chars();
            let Some(c) = chars.next() else {
                break;
            };
            let next = slice.len() - chars.as_str().len();
            line_chars += usize::from(!is_space(c));
            let kept = flat_char(c);
            if kept != Some(c) {
                flat.copy(base, &slice[run..at], run);
                run = next;
                if c == '\n' {
                    let after = chars.as_str().trim_start_matches(is_space);
                    run = slice.len() - after.len();
                    if flat.ends_paragraph(&slice[at..run], after, line_chars) {
                        flat.push(base, at, 1, '\n');
                    }
                    line_chars = 0;
                    chars = after.chars();
                } else if let Some(kept) = kept {
                    flat.push(base, at, c.len_utf8(), kept);
                }
            }
            at = slice.len() - chars.as_str().len();
        }
        flat.copy(base, &slice[run..], run);
        flat
    }

    /// Whether a line feed ends a paragraph: after a sentence, a short line or before an empty one.
    fn ends_paragraph(&self, gap: &str, after: &str, line_chars: usize) -> bool {
        let last = self.string.trim_end_matches(' ').chars().next_back();
        let next = after.chars().next();
        line_chars < SHORTEST_WRAPPED_LINE_CHARS
            || gap.matches('\n').count() > 1
            || next.is_none()
            || last.is_none_or(|c| "。!?;:…\n".contains(c))
    }

    /// Adds characters as they stand in the source from `at` on.
    fn copy(&mut self, base: u32, run: &str, at: usize) {
        if !run.is_empty() {
            self.piece(base, at, run.len(), true);
            self.string.push_str(run);
        }
    }

    /// Adds a character that takes the place of one in the source.
    fn push(&mut self, base: u32, at: usize, source_len: usize, c: char) {
        self.piece(base, at, source_len, c.len_utf8() == source_len);
        self.string.push(c);
    }

    fn piece(&mut self, base: u32, at: usize, source_len: usize, exact: bool) {
        let source = base + offset(at);
        let source_len = offset(source_len);
        if let Some(last) = self.pieces.last_mut() {
            let end = last.source + last.source_len;
            if exact && last.exact && end == source {
                last.source_len += source_len;
                return;
            }
        }
        self.pieces.push(Piece {
            flat: offset(self.string.len()),
            source,
            source_len,
            exact,
        });
    }

    pub(super) fn as_str(&self) -> &str {
        &self.string
    }

    /// The span of the source that a range of the flat text stands for.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let start = self.piece_before(range.start + 1);
        let end = self.piece_before(range.end);
        match (start, end) {
            (Some(first), Some(last)) => {
                let from = if first.exact {
                    first.source + (offset(range.start) - first.flat)
                } else {
                    first.source
                };
                let to = if last.exact {
                    last.source + (offset(range.end) - last.flat)
                } else {
                    last.source + last.source_len
                };
                Span::new(from, to.max(from))
            }
            _ => Span::default(),
        }
    }

    /// The last piece that begins before a flat offset.
    fn piece_before(&self, flat: usize) -> Option<Piece> {
        let after = self
            .pieces
            .partition_point(|piece| (piece.flat as usize) < flat);
        self.pieces.get(after.checked_sub(1)?).copied()
    }
}

/// What stands for a character in the flat text: nothing for zero-width marks. A line feed needs a look at what stands around it.
fn flat_char(c: char) -> Option<char> {
    match c {
        '\u{4E00}'..='\u{9FFF}' => Some(simplify_char(c)),
        '\n' | '\u{200B}' | '\u{FEFF}' | '\u{2060}' => None,
        c if is_space(c) => Some(' '),
        c => Some(simplify_char(fold_char(c))),
    }
}

/// What a span says as one line: hard line breaks and the indents after them dropped, nothing else changed.
pub(super) fn one_line(slice: &str) -> String {
    slice
        .split('\n')
        .map(|line| line.trim_matches(is_space))
        .collect()
}

pub(super) fn offset(n: usize) -> u32 {
    u32::try_from(n).expect("texts are limited to 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_join_and_spans_keep_the_break() {
        let source =
            "会议定于２０２４年\n　　９月在安徽省合肥市召开，请各\n　　单位参加。\n　　特此通知";
        let flat = Flat::new(source, 0);
        assert_eq!(
            flat.as_str(),
            "会议定于2024年\n9月在安徽省合肥市召开,请各单位参加。\n特此通知",
            "a short line is not wrapped text"
        );
        let at = flat.as_str().find("各单位").unwrap();
        let span = flat.span(&(at..at + "各单位".len()));
        assert_eq!(&source[span.range()], "各\n　　单位");
        assert_eq!(one_line(&source[span.range()]), "各单位");
    }

    #[test]
    fn replaced_characters_lead_back_to_what_was_written() {
        let source = "舉辦（第３屆）大會";
        let flat = Flat::new(source, 100);
        assert_eq!(flat.as_str(), "举办(第3届)大会");
        let at = flat.as_str().find("3届").unwrap();
        assert_eq!(
            flat.span(&(at..at + "3届".len())),
            Span::from_usize(
                100 + source.find('３').unwrap(),
                100 + source.find('）').unwrap()
            )
        );
    }
}
