//! Decoded text and the only coordinates of the core.
//!
//! In: the characters of a document, line ends already turned into LF. Out: slices by [`Span`] (bytes),
//! lines, and conversion to and from code points, which everything outside the program counts in.
//! This module knows nothing of files, encodings or what a line means.

pub mod find;
mod numeral;
mod short_hash;
mod span;
mod traditional;
mod width;
mod word_list;
mod word_trie;

pub use crate::words;
pub use numeral::parse_chinese_integer;
pub use short_hash::{ShortHasher, WordMap};
pub use span::Span;
pub use traditional::{simplified_len, simplify_char};
pub use width::{fold_char, fold_width, is_cjk, is_space};
pub use word_list::{CharSet, WordList};
pub use word_trie::{Kinds, Prefix, WordTrie};

/// Bytes between two entries of [`Text::checkpoints`].
const CHECKPOINT_BYTES: usize = 1024;

/// A document's text with what is needed to find lines and code points in it quickly.
///
/// Positions are byte offsets (`u32`), so a text holds at most 4 GiB; [`crate::source`] refuses larger files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    string: String,
    /// Byte offset of each line's first character; the first is 0.
    line_starts: Vec<u32>,
    /// Number of code points that begin before byte `i * CHECKPOINT_BYTES`.
    checkpoints: Vec<u32>,
}

impl Text {
    /// Takes text whose line ends are LF; offsets count from its first byte.
    #[must_use]
    pub fn new(mut string: String) -> Self {
        // Texts stay as long as their folder is open.
        string.shrink_to_fit();
        let mut line_starts = vec![0];
        line_starts.extend(memchr::memchr_iter(b'\n', string.as_bytes()).map(|at| byte(at + 1)));
        line_starts.shrink_to_fit();
        let mut checkpoints = Vec::with_capacity(string.len() / CHECKPOINT_BYTES + 1);
        let mut n_chars = 0;
        for block in string.as_bytes().chunks(CHECKPOINT_BYTES) {
            checkpoints.push(n_chars);
            n_chars += byte(block.iter().filter(|&&b| begins_char(b)).count());
        }
        checkpoints.push(n_chars);
        Self {
            string,
            line_starts,
            checkpoints,
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// The characters of a span. Panics if the span does not lie on character boundaries inside the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.string[span.range()]
    }

    /// The characters of a span, or `None` where it does not lie on character boundaries inside the text.
    #[must_use]
    pub fn get(&self, span: Span) -> Option<&str> {
        self.string.get(span.range())
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> u32 {
        byte(self.string.len())
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.string.is_empty()
    }

    /// Length in code points.
    #[must_use]
    pub fn n_chars(&self) -> u32 {
        self.checkpoints.last().copied().unwrap_or(0)
    }

    /// Number of lines, at least 1; a final LF begins an empty last line.
    #[must_use]
    pub fn n_lines(&self) -> usize {
        self.line_starts.len()
    }

    /// The line's characters without its LF. `line` counts from 0. Panics where there is no such line.
    #[must_use]
    pub fn line(&self, line: usize) -> Span {
        let start = self.line_starts[line];
        let end = self
            .line_starts
            .get(line + 1)
            .map_or(self.len(), |next| next - 1);
        Span::new(start, end)
    }

    /// The line (from 0) in which a byte offset lies; the LF belongs to the line it ends.
    #[must_use]
    pub fn line_at(&self, offset: u32) -> usize {
        self.line_starts.partition_point(|&start| start <= offset) - 1
    }

    /// Code points before a byte offset. The offset must be on a character boundary and at most [`Text::len`].
    #[must_use]
    pub fn chars_before(&self, offset: u32) -> u32 {
        let block = offset as usize / CHECKPOINT_BYTES;
        let from = block * CHECKPOINT_BYTES;
        let within = &self.string.as_bytes()[from..offset as usize];
        self.checkpoints[block] + byte(within.iter().filter(|&&b| begins_char(b)).count())
    }

    /// Byte offset of the `n`-th code point (from 0); `None` past the end. `n_chars()` gives the end of the text.
    #[must_use]
    pub fn byte_of_char(&self, n: u32) -> Option<u32> {
        if n >= self.n_chars() {
            return (n == self.n_chars()).then(|| self.len());
        }
        let block = self.checkpoints.partition_point(|&before| before <= n) - 1;
        let mut left = n - self.checkpoints[block];
        let from = block * CHECKPOINT_BYTES;
        for (at, &b) in self.string.as_bytes()[from..].iter().enumerate() {
            if begins_char(b) {
                if left == 0 {
                    return Some(byte(from + at));
                }
                left -= 1;
            }
        }
        None
    }

    /// A span counted in code points, as every format outside the program wants it.
    #[must_use]
    pub fn chars_of_span(&self, span: Span) -> (u32, u32) {
        (self.chars_before(span.start), self.chars_before(span.end))
    }

    /// The span between two code-point positions, `None` where they are out of range or reversed.
    #[must_use]
    pub fn span_from_chars(&self, start: u32, end: u32) -> Option<Span> {
        (start <= end).then_some(())?;
        Some(Span::new(
            self.byte_of_char(start)?,
            self.byte_of_char(end)?,
        ))
    }

    /// The span without white space (U+3000 included) at either end; empty at its start where nothing is left.
    #[must_use]
    pub fn trim(&self, span: Span) -> Span {
        let slice = self.slice(span);
        let from_start = slice.trim_start_matches(is_space);
        let start = span.end - byte(from_start.len());
        let kept = from_start.trim_end_matches(is_space);
        if kept.is_empty() {
            Span::new(span.start, span.start)
        } else {
            Span::new(start, start + byte(kept.len()))
        }
    }
}

/// A size known to fit: texts are limited to 4 GiB where files are read.
fn byte(n: usize) -> u32 {
    u32::try_from(n).expect("texts are limited to 4 GiB")
}

/// Whether a byte of UTF-8 is the first of a character.
fn begins_char(b: u8) -> bool {
    b & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_and_bytes_convert_both_ways_across_checkpoints() {
        let text = Text::new("截至5月底,备案😀系统\n".repeat(200));
        let mut n = 0;
        for (at, _) in text.as_str().char_indices() {
            assert_eq!(text.chars_before(byte(at)), n);
            assert_eq!(text.byte_of_char(n), Some(byte(at)));
            n += 1;
        }
        assert_eq!(text.n_chars(), n);
        assert_eq!(text.byte_of_char(n), Some(text.len()));
        assert_eq!(text.byte_of_char(n + 1), None);
    }

    #[test]
    fn lines_are_found_by_offset() {
        let text = Text::new("一\n\n二三\n".to_owned());
        assert_eq!(text.n_lines(), 4);
        assert_eq!(text.slice(text.line(2)), "二三");
        assert_eq!(text.line_at(0), 0);
        assert_eq!(text.line_at(3), 0, "the LF belongs to the line it ends");
        assert_eq!(text.line_at(4), 1);
        assert_eq!(text.line_at(text.len()), 3);
    }

    #[test]
    fn trimming_knows_the_ideographic_space() {
        let text = Text::new("\u{3000}\u{3000}印发 \n".to_owned());
        assert_eq!(text.slice(text.trim(Span::new(0, text.len()))), "印发");
        assert!(text.trim(Span::new(0, 6)).is_empty());
    }

    #[test]
    fn an_empty_text_has_one_empty_line() {
        let text = Text::new(String::new());
        assert_eq!(
            (text.n_lines(), text.n_chars(), text.byte_of_char(0)),
            (1, 0, Some(0))
        );
    }
}
