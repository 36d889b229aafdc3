//! The beginning of a paragraph, in which its lead would end: characters with their places and depths in brackets.
//!
//! In: a paragraph. Out: its first characters folded. Read once a paragraph; what a lead is, [`super::lead`] decides.

use super::cue::fold;
use super::line::Para;
use super::tree::Lead;
use crate::text::{Span, Text};

/// Characters of a paragraph in which a lead may end.
const REACH: usize = 64;

/// The first characters after the mark, folded, with the byte offset in the text of each and of the one after.
#[derive(Debug, Clone)]
pub(super) struct Beginning {
    pub(super) chars: Vec<char>,
    at: Vec<u32>,
    /// Bracket depth before each character.
    pub(super) depth: Vec<u32>,
    /// Characters of the whole paragraph after the mark.
    pub(super) n_chars: usize,
}

impl Beginning {
    /// The most bytes that its characters take.
    pub(super) const REACH_BYTES: usize = REACH * 4;

    pub(super) fn of(text: &Text, para: &Para) -> Self {
        let slice = text.slice(para.span);
        let skip = para.marker.map_or(0, |marker| marker.n_chars);
        let n = REACH.min(para.n_chars as usize);
        let (mut chars, mut at, mut depths) = (
            Vec::with_capacity(n),
            Vec::with_capacity(n + 1),
            Vec::with_capacity(n),
        );
        let mut depth = 0_u32;
        for (offset, written) in slice.char_indices().skip(skip).take(REACH) {
            if matches!(
                written,
                '》' | '”' | '’' | ')' | '）' | '】' | '〉' | '」' | '』' | '〕' | ']'
            ) {
                depth = depth.saturating_sub(1);
            }
            chars.push(fold(written));
            at.push(para.span.start + u32::try_from(offset).unwrap_or(u32::MAX));
            depths.push(depth);
            if matches!(
                written,
                '《' | '“' | '‘' | '(' | '（' | '【' | '〈' | '「' | '『' | '〔' | '['
            ) {
                depth += 1;
            }
        }
        at.push(chars.last().map_or(para.span.start, |_| {
            let last = at[at.len() - 1];
            let width = text.as_str()[last as usize..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
            last + u32::try_from(width).unwrap_or(0)
        }));
        Self {
            chars,
            at,
            depth: depths,
            n_chars: (para.n_chars as usize).saturating_sub(skip),
        }
    }

    pub(super) fn text(&self, from: usize, to: usize) -> String {
        let mut words = String::with_capacity((to - from) * '一'.len_utf8());
        words.extend(&self.chars[from..to]);
        words
    }

    /// The first of these characters outside brackets.
    pub(super) fn find(&self, wanted: impl Fn(char) -> bool) -> Option<usize> {
        (0..self.chars.len()).find(|&i| self.depth[i] == 0 && wanted(self.chars[i]))
    }

    /// The position after spaces and line breaks.
    pub(super) fn after_spaces(&self, mut i: usize) -> usize {
        while self.chars.get(i).is_some_and(|c| c.is_whitespace()) {
            i += 1;
        }
        i
    }

    /// The lead from `from` to `to` with a body from `body` on.
    pub(super) fn lead(&self, from: usize, to: usize, body: usize) -> Lead {
        Lead {
            heading: (from < to).then(|| Span::new(self.at[from], self.at[to])),
            body_start: self.at[self.after_spaces(body).min(self.chars.len())],
            redacted: false,
        }
    }
}
