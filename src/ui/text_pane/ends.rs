//! Moving the ends of the selected mention: where an end comes to stand, by mouse or by a step of a character or a word.
//!
//! In: the mention's span and where an end is wanted. Out: another span. An end never stands on white space or beyond the other, and never leaves
//! the entry; what the mention's value becomes is not said here.

use super::rows::{self, Line, Page};
use super::select::{self, Unit};
use crate::text::{Span, Text};

/// One of the two ends of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Start,
    Finish,
}

/// How far a step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    Character,
    Word,
}

/// A step of one end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndStep {
    pub end: End,
    pub pace: Pace,
    pub is_forward: bool,
}

/// The span with an end brought as near to a place as it can stand; none where that changes nothing.
#[must_use]
pub fn moved(span: Span, end: End, to: u32, page: &Page<'_>) -> Option<Span> {
    let (start, finish) = match end {
        End::Start => (to.min(span.end), span.end),
        End::Finish => (span.start, to.max(span.start)),
    };
    let new = page.text.trim(Span::new(start, finish));
    let holds = !new.is_empty() && new != span && is_one_entry(new, page);
    // White space is trimmed at the end that moves, not at the other one.
    let is_other_still = match end {
        End::Start => new.end == span.end,
        End::Finish => new.start == span.start,
    };
    (holds && is_other_still).then_some(new)
}

/// The span after a step of one end; none where it cannot go on.
#[must_use]
pub fn stepped(span: Span, step: EndStep, lines: &[Line], page: &Page<'_>) -> Option<Span> {
    let EndStep {
        end,
        pace,
        is_forward,
    } = step;
    let text: &Text = page.text;
    let mut at = match end {
        End::Start => span.start,
        End::Finish => span.end,
    };
    // White space on the way is passed over.
    loop {
        let next = match (pace, is_forward) {
            (Pace::Character, true) => select::right(lines, text, at),
            (Pace::Character, false) => select::left(lines, text, at),
            (Pace::Word, true) => word_border_after(lines, text, at, end)?,
            (Pace::Word, false) => word_border_before(lines, text, at, end)?,
        };
        if next == at {
            return None;
        }
        at = next;
        let is_past = match end {
            End::Start => at >= span.end,
            End::Finish => at <= span.start,
        };
        if is_past {
            return None;
        }
        if let Some(new) = moved(span, end, at, page) {
            return Some(new);
        }
        if !is_one_entry(Span::new(span.start.min(at), span.end.max(at)), page) {
            return None;
        }
    }
}

/// Where the next word begins, for a start, or ends, for a finish.
fn word_border_after(lines: &[Line], text: &Text, at: u32, end: End) -> Option<u32> {
    match end {
        End::Finish => Some(select::next_word(lines, text, at)?.end),
        End::Start => {
            let here = select::unit_at(lines, text, at, Unit::Word);
            Some(select::next_word(lines, text, here.end.max(at))?.start)
        }
    }
}

/// Where the word before begins, for a start, or ends, for a finish.
fn word_border_before(lines: &[Line], text: &Text, at: u32, end: End) -> Option<u32> {
    let before = select::previous_word(lines, text, at)?;
    match end {
        End::Start => Some(before.start),
        End::Finish if before.end < at => Some(before.end),
        End::Finish => Some(select::previous_word(lines, text, before.start)?.end),
    }
}

fn is_one_entry(span: Span, page: &Page<'_>) -> bool {
    let node = |offset| rows::node_for_form(page.outline, offset);
    node(span.start) == node(span.end.saturating_sub(1).max(span.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Selection;
    use crate::ui::text_pane::rows::lines_of;
    use crate::ui::text_pane::sample;

    /// The words that a mention has after steps of one end, as far as it goes.
    fn walk(words: &str, end: End, pace: Pace, is_forward: bool) -> Vec<String> {
        let document = sample::document();
        let selection = Selection::default();
        let page = document.page(&selection);
        let lines = lines_of(&document.text);
        let mut span = sample::span_of(&document.text, words);
        let mut seen = Vec::new();
        let step = EndStep {
            end,
            pace,
            is_forward,
        };
        while let Some(next) = stepped(span, step, &lines, &page) {
            span = next;
            seen.push(document.text.slice(span).to_owned());
        }
        seen
    }

    #[test]
    fn an_end_goes_by_characters_and_is_never_on_white_space_or_beyond_the_other() {
        assert_eq!(
            walk("市教委", End::Finish, Pace::Character, false),
            ["市教", "市"]
        );
        assert_eq!(
            walk("市教委", End::Start, Pace::Character, true),
            ["教委", "委"]
        );
        let back = walk("市教委", End::Start, Pace::Character, false);
        assert_eq!(back, ["京 市教委", "北京 市教委"], "to the entry's start");
    }

    #[test]
    fn an_end_goes_by_words_over_a_line_break_within_the_entry() {
        let on = walk("智能技术", End::Finish, Pace::Word, true);
        assert_eq!(on[0], "智能技术如何");
        assert_eq!(on[1], "智能技术如何\n推进");
        assert!(on.last().expect("steps").ends_with("文章"), "{on:?}");
        let back = walk("中国教育报编发4期", End::Finish, Pace::Word, false);
        assert_eq!(back[..2], ["中国教育报编发4", "中国教育报编发"]);
        let start = walk("编发4期信息化专刊", End::Start, Pace::Word, true);
        assert_eq!(start[0], "4期信息化专刊");
    }

    #[test]
    fn an_end_that_is_dragged_stops_before_the_other_and_at_white_space() {
        let document = sample::document();
        let selection = Selection::default();
        let page = document.page(&selection);
        let span = sample::span_of(&document.text, "市教委");
        let to = |end, to| moved(span, end, to, &page).map(|span| document.text.slice(span));
        assert_eq!(to(End::Start, span.end), None);
        assert_eq!(to(End::Start, span.start - 1), None, "that is a space");
        assert_eq!(to(End::Start, span.start + 3), Some("教委"));
        assert_eq!(to(End::Finish, 0), None);
        let title = sample::offset_of(&document.text, "2024年5月");
        assert_eq!(to(End::Start, title), None, "another entry");
    }
}
