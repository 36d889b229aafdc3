//! Marking text: where a caret may stand, what a word is, how far a mark reaches. Byte offsets of the text throughout.
//!
//! In: the lines that are shown and an offset. Out: another offset, always one that a caret can stand at. What depends on how lines are
//! wrapped (up, down, row ends) is not here.

use std::ops::Range;

use super::rows::{Line, line_holding};
use crate::extract;
use crate::text::{Span, Text, is_cjk, is_space};

/// What a press marks: once, twice, three times on the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    #[default]
    Character,
    Word,
    Paragraph,
}

impl Unit {
    /// From the number of presses in quick succession.
    #[must_use]
    pub const fn of_presses(n_presses: u32) -> Self {
        match n_presses {
            0 | 1 => Self::Character,
            2 => Self::Word,
            _ => Self::Paragraph,
        }
    }
}

/// The nearest offset at which a caret can stand: inside a line, not in the white space between lines.
#[must_use]
pub fn settle(lines: &[Line], offset: u32) -> u32 {
    line_holding(lines, offset).map_or(0, |at| {
        let span = lines[at].span;
        offset.clamp(span.start, span.end)
    })
}

/// One character further; from a line's end to the next line's start.
#[must_use]
pub fn right(lines: &[Line], text: &Text, offset: u32) -> u32 {
    let Some(at) = line_holding(lines, offset) else {
        return 0;
    };
    let span = lines[at].span;
    if offset < span.end {
        let rest = text.slice(Span::new(offset.max(span.start), span.end));
        return offset + rest.chars().next().map_or(0, bytes_of);
    }
    lines.get(at + 1).map_or(span.end, |next| next.span.start)
}

/// One character back; from a line's start to the end of the line before.
#[must_use]
pub fn left(lines: &[Line], text: &Text, offset: u32) -> u32 {
    let Some(at) = line_holding(lines, offset) else {
        return 0;
    };
    let span = lines[at].span;
    if offset > span.start {
        let before = text.slice(Span::new(span.start, offset.min(span.end)));
        return offset.min(span.end) - before.chars().next_back().map_or(0, bytes_of);
    }
    let Some(before) = at.checked_sub(1).map(|before| lines[before].span) else {
        return span.start;
    };
    if before.end == span.start {
        // Two pieces of one long line: their border is one place, not two.
        left(&lines[..at], text, before.end)
    } else {
        before.end
    }
}

/// The start of the next word.
#[must_use]
pub fn word_right(lines: &[Line], text: &Text, offset: u32) -> u32 {
    let Some(at) = line_holding(lines, offset) else {
        return 0;
    };
    let span = lines[at].span;
    if offset >= span.end {
        return right(lines, text, offset);
    }
    let slice = text.slice(span);
    let mut end = word_around(slice, (offset - span.start) as usize).end;
    while let Some(c) = slice[end..].chars().next().filter(|c| is_space(*c)) {
        end += c.len_utf8();
    }
    span.start + bytes(end)
}

/// The start of the word before.
#[must_use]
pub fn word_left(lines: &[Line], text: &Text, offset: u32) -> u32 {
    let Some(at) = line_holding(lines, offset) else {
        return 0;
    };
    let span = lines[at].span;
    let slice = text.slice(span);
    let before = slice[..(offset.clamp(span.start, span.end) - span.start) as usize]
        .trim_end_matches(is_space);
    match before.char_indices().next_back() {
        Some((last, _)) => span.start + bytes(word_around(slice, last).start),
        None => left(lines, text, offset),
    }
}

/// The first word that begins at an offset or after it, punctuation passed over; of a word that the offset is within, what is left.
#[must_use]
pub fn next_word(lines: &[Line], text: &Text, offset: u32) -> Option<Span> {
    let mut at = settle(lines, offset);
    loop {
        let word = unit_at(lines, text, at, Unit::Word);
        if word.end <= at {
            // At the end of a line.
            let next = right(lines, text, at);
            if next == at {
                return None;
            }
            at = next;
            continue;
        }
        if is_word(text.slice(word)) {
            return Some(Span::new(word.start.max(at), word.end));
        }
        at = word.end;
    }
}

/// The last word that ends at an offset or before it, punctuation passed over; of a word that the offset is within, what is before.
#[must_use]
pub fn previous_word(lines: &[Line], text: &Text, offset: u32) -> Option<Span> {
    let mut at = settle(lines, offset);
    loop {
        let before = left(lines, text, at);
        if before == at {
            return None;
        }
        let word = unit_at(lines, text, before, Unit::Word);
        if word.start < at && is_word(text.slice(word)) {
            return Some(Span::new(word.start, word.end.min(at)));
        }
        at = word.start.min(before);
    }
}

fn is_word(words: &str) -> bool {
    words
        .chars()
        .any(|c| matches!(kind_of(c), CharKind::Chinese | CharKind::Letter))
}

/// What a press on the character at `offset` marks.
#[must_use]
pub fn unit_at(lines: &[Line], text: &Text, offset: u32, unit: Unit) -> Span {
    let Some(at) = line_holding(lines, offset) else {
        return Span::new(0, 0);
    };
    let span = lines[at].span;
    let offset = offset.clamp(span.start, span.end);
    match unit {
        Unit::Character => Span::new(offset, offset),
        Unit::Word => {
            let word = word_around(text.slice(span), (offset - span.start) as usize);
            Span::new(span.start + bytes(word.start), span.start + bytes(word.end))
        }
        Unit::Paragraph => paragraph(lines, text, offset),
    }
}

/// The line of the source that holds an offset, however many pieces it is shown in.
#[must_use]
pub fn paragraph(lines: &[Line], text: &Text, offset: u32) -> Span {
    text.trim(text.line(text.line_at(settle(lines, offset))))
}

/// A mark that began with `first` and has come to `now`: where it begins and where its moving end is.
#[must_use]
pub const fn extended(first: Span, now: Span) -> (u32, u32) {
    if now.start < first.start {
        (first.end, now.start)
    } else if now.end > first.end {
        (first.start, now.end)
    } else {
        (first.start, first.end)
    }
}

/// The word at a byte offset of a line: Chinese by the lexicon, runs of letters and digits as they stand, otherwise one character.
/// At the line's end the last word.
fn word_around(line: &str, offset: usize) -> Range<usize> {
    /// Characters on either side that decide about a word's borders.
    const AROUND: usize = 24;
    let Some(c) = line[offset..].chars().next() else {
        return line
            .char_indices()
            .next_back()
            .map_or(0..0, |(last, _)| word_around(line, last));
    };
    let kind = kind_of(c);
    if kind == CharKind::Other {
        return offset..offset + c.len_utf8();
    }
    let run_start = line[..offset]
        .char_indices()
        .rev()
        .take_while(|(_, c)| kind_of(*c) == kind)
        .take(AROUND)
        .last()
        .map_or(offset, |(at, _)| at);
    let run_end = line[offset..]
        .char_indices()
        .take_while(|(_, c)| kind_of(*c) == kind)
        .take(AROUND)
        .last()
        .map_or(offset, |(at, c)| offset + at + c.len_utf8());
    if kind != CharKind::Chinese {
        return run_start..run_end;
    }
    let word = extract::word_at(&line[run_start..run_end], offset - run_start);
    run_start + word.start..run_start + word.end
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CharKind {
    Chinese,
    Letter,
    Space,
    Other,
}

fn kind_of(c: char) -> CharKind {
    if is_cjk(c) {
        CharKind::Chinese
    } else if c.is_alphanumeric() || matches!(c, '.' | '%' | '_') {
        CharKind::Letter
    } else if is_space(c) {
        CharKind::Space
    } else {
        CharKind::Other
    }
}

fn bytes_of(c: char) -> u32 {
    bytes(c.len_utf8())
}

fn bytes(n: usize) -> u32 {
    u32::try_from(n).expect("texts are limited to 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text_pane::rows::lines_of;

    /// The text with a bar where the caret stands.
    fn with_caret(text: &Text, offset: u32) -> String {
        let (before, after) = text.as_str().split_at(offset as usize);
        format!("{before}|{after}")
    }

    fn word(line: &str, at: &str) -> String {
        let offset = line.find(at).expect("it is there");
        line[word_around(line, offset)].to_owned()
    }

    #[test]
    fn words_are_those_of_the_lexicon_and_runs_of_digits() {
        let line = "北京市教育委员会发布了3004个App，完成率80%。";
        assert_eq!(word(line, "发"), "发布");
        assert_eq!(word(line, "00"), "3004");
        assert_eq!(word(line, "pp"), "App");
        assert_eq!(word(line, "80"), "80%");
        assert_eq!(word(line, "，"), "，");
        assert!(line.starts_with(&word(line, "京")));
        assert_eq!(&line[word_around(line, line.len())], "。");
    }

    #[test]
    fn the_caret_steps_by_character_and_over_line_ends_and_indents() {
        let text = Text::new("一二\n\n\u{3000}三😀\n".to_owned());
        let lines = lines_of(&text);
        let mut seen = vec![with_caret(&text, 0)];
        let mut offset = 0;
        loop {
            let next = right(&lines, &text, offset);
            if next == offset {
                break;
            }
            assert_eq!(left(&lines, &text, next), offset, "left undoes right");
            offset = next;
            seen.push(with_caret(&text, offset));
        }
        assert_eq!(
            seen,
            [
                "|一二\n\n\u{3000}三😀\n",
                "一|二\n\n\u{3000}三😀\n",
                "一二|\n\n\u{3000}三😀\n",
                "一二\n\n\u{3000}|三😀\n",
                "一二\n\n\u{3000}三|😀\n",
                "一二\n\n\u{3000}三😀|\n",
            ]
        );
    }

    #[test]
    fn a_caret_between_lines_belongs_to_the_line_before() {
        let text = Text::new("一二\n\n\u{3000}三\n".to_owned());
        let lines = lines_of(&text);
        assert_eq!(settle(&lines, 7), 6);
        assert_eq!(settle(&lines, text.len()), text.len() - 1);
        assert_eq!(settle(&[], 3), 0);
    }

    #[test]
    fn steps_by_word_skip_spaces() {
        let text = Text::new("教育部 发布App\n通知".to_owned());
        let lines = lines_of(&text);
        let mut seen = Vec::new();
        let mut offset = 0;
        for _ in 0..5 {
            offset = word_right(&lines, &text, offset);
            seen.push(with_caret(&text, offset));
        }
        assert_eq!(
            seen,
            [
                "教育部 |发布App\n通知",
                "教育部 发布|App\n通知",
                "教育部 发布App|\n通知",
                "教育部 发布App\n|通知",
                "教育部 发布App\n通知|",
            ]
        );
        assert_eq!(word_left(&lines, &text, offset), text.len() - 6);
        assert_eq!(word_left(&lines, &text, 10), 0);
    }

    #[test]
    fn words_follow_each_other_over_punctuation_and_line_ends_both_ways() {
        let text = Text::new("教育部 发布了，App。\n\n通知\n".to_owned());
        let lines = lines_of(&text);
        let mut forth = Vec::new();
        let mut offset = 0;
        while let Some(word) = next_word(&lines, &text, offset) {
            forth.push(text.slice(word));
            offset = word.end;
        }
        assert_eq!(forth, ["教育部", "发布", "了", "App", "通知"]);
        let mut back = Vec::new();
        let mut offset = text.len();
        while let Some(word) = previous_word(&lines, &text, offset) {
            back.insert(0, text.slice(word));
            offset = word.start;
        }
        assert_eq!(back, forth);
        assert_eq!(next_word(&lines, &text, 3), Some(Span::new(3, 9)));
        assert_eq!(next_word(&[], &text, 0), None);
    }

    #[test]
    fn a_mark_grows_in_either_direction_and_keeps_what_it_began_with() {
        let word = Span::new(6, 12);
        assert_eq!(extended(word, Span::new(15, 18)), (6, 18));
        assert_eq!(extended(word, Span::new(0, 3)), (12, 0));
        assert_eq!(extended(word, Span::new(9, 9)), (6, 12));
    }

    #[test]
    fn a_paragraph_is_the_line_of_the_source_even_where_it_is_shown_in_pieces() {
        let text = Text::new(format!("甲\n{}\n乙", "各地各部门，".repeat(900)));
        let lines = lines_of(&text);
        let middle = lines[2].span.start;
        assert_eq!(paragraph(&lines, &text, middle), text.line(1));
        let border = lines[2].span.start;
        assert_eq!(right(&lines, &text, left(&lines, &text, border)), border);
    }
}
