//! Marking by word with single keys, from wherever the reviewer stands, without a hand on the mouse.
//!
//! In: a step and the scene. Out: another mark. Punctuation and white space are passed over; what a word is, is said by [`super::select`].

use super::input::{Marked, Scene};
use super::scroll::Scrolling;
use super::select;
use crate::text::Span;

/// A step of the mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordStep {
    /// The word after the mark is marked in its place.
    Next,
    /// The word before it.
    Previous,
    /// The mark, or else the selected mention, reaches over the next word too.
    Widen,
}

/// Moves or widens the mark. Where nothing is marked it starts from the selected mention, else from the entry, else from the top of the view.
pub fn step(step: WordStep, scene: &Scene<'_>, scrolling: &mut Scrolling, marked: &mut Marked<'_>) {
    let Scene { page, sheet, .. } = scene;
    let lines = sheet.lines();
    let caret = marked
        .text
        .map(|(from, to)| Span::new(from.min(to), from.max(to)));
    let mention = page.selected_mention().map(|mention| mention.span);
    let start = || {
        let at = match page.current_span() {
            Some(span) => span.start,
            None => lines.get(sheet.line_at(scrolling.offset())?)?.span.start,
        };
        Some(Span::new(at, at))
    };
    let Some(from) = caret.or(mention).or_else(start) else {
        return;
    };
    let word = match step {
        WordStep::Previous => select::previous_word(lines, page.text, from.start),
        WordStep::Next | WordStep::Widen => select::next_word(lines, page.text, from.end),
    };
    let Some(word) = word else { return };
    let is_widened = step == WordStep::Widen && from.start < from.end;
    let begin = if is_widened { from.start } else { word.start };
    marked.set(Some((begin, word.end)));
    scrolling.reveal_caret(word.end);
}
