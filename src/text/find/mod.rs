//! Finding words in a text as a reader means them: whatever their width, case or script, across a hard line break, and by their pinyin.
//!
//! In: a query and how it is meant. Out: a [`Finder`], which gives spans of the very text it is asked about. The query is widened, never the
//! text narrowed: each of its characters becomes the set of characters that it may stand for, so offsets need no way back. What is found where
//! in a folder is the caller's.

mod form;
mod pinyin;

use std::fmt::Write;
use std::iter;

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

pub use form::{fold, fold_form};
pub use pinyin::sort_key;

use self::pinyin::PinyinFinder;
use super::{Span, is_cjk, is_space};

/// The most characters of a query that count: more is a text, not a query.
const MAX_QUERY_CHARS: usize = 200;

/// Bytes that a compiled expression may take: a query cannot make the program slow or large.
const MAX_COMPILED_BYTES: usize = 1 << 22;

/// How a query is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum FindMode {
    /// Whatever the width, case or script of its characters; letters also as pinyin.
    #[default]
    Words,
    /// As it is written.
    Exact,
    /// A regular expression as the regex crate reads it.
    Regex,
}

impl FindMode {
    pub const ALL: [Self; 3] = [Self::Words, Self::Exact, Self::Regex];
}

/// The query is no regular expression, in the regex crate's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FindError(pub String);

/// A query made ready to be looked for in many texts, from many threads.
#[derive(Debug, Clone)]
pub struct Finder {
    regex: Regex,
    pinyin: Option<PinyinFinder>,
    /// Whether a Chinese character is part of all that it finds.
    has_cjk: bool,
}

impl Finder {
    /// `None` for a query of nothing but white space.
    ///
    /// # Errors
    /// Where a regular expression is meant and the query is none.
    pub fn new(query: &str, mode: FindMode) -> Result<Option<Self>, FindError> {
        let query = query.trim_matches(is_space);
        if query.is_empty() {
            return Ok(None);
        }
        let query: String = query.chars().take(MAX_QUERY_CHARS).collect();
        let has_cjk = mode != FindMode::Regex && holds_cjk(&query);
        let (pattern, pinyin) = match mode {
            FindMode::Words => (pattern_of(&query), PinyinFinder::new(&query)),
            FindMode::Exact => (regex::escape(&query), None),
            FindMode::Regex => (query, None),
        };
        let regex = RegexBuilder::new(&pattern)
            .multi_line(true)
            .size_limit(MAX_COMPILED_BYTES)
            .build()
            .map_err(|error| FindError(error.to_string()))?;
        Ok(Some(Self {
            regex,
            pinyin,
            has_cjk,
        }))
    }

    /// Words as they are written, whatever their width, case or script, and not by their pinyin. `None` for nothing but white space and for more
    /// than counts of a query, which would not be found whole.
    #[must_use]
    pub fn as_written(words: &str) -> Option<Self> {
        let words = words.trim_matches(is_space);
        if words.is_empty() || words.chars().count() > MAX_QUERY_CHARS {
            return None;
        }
        let regex = RegexBuilder::new(&pattern_of(words))
            .size_limit(MAX_COMPILED_BYTES)
            .build();
        // A set of characters for each is always an expression, and not a large one.
        regex.ok().map(|regex| Self {
            regex,
            pinyin: None,
            has_cjk: holds_cjk(words),
        })
    }

    /// Where it stands in a text, from front to back, none of them empty or overlapping.
    pub fn spans<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Span> + 'a {
        let mut in_words = self
            .regex
            .find_iter(text)
            .filter(|found| !found.is_empty())
            .map(|found| Span::from_usize(found.start(), found.end()))
            .peekable();
        let mut in_pinyin = self
            .pinyin
            .iter()
            .flat_map(|pinyin| pinyin.spans(text))
            .peekable();
        let mut end = 0;
        iter::from_fn(move || {
            loop {
                let is_pinyin_next = match (in_words.peek(), in_pinyin.peek()) {
                    (Some(words), Some(pinyin)) => pinyin.start < words.start,
                    (None, Some(_)) => true,
                    _ => false,
                };
                let span = if is_pinyin_next {
                    in_pinyin.next()?
                } else {
                    in_words.next()?
                };
                if span.start >= end {
                    end = span.end;
                    return Some(span);
                }
            }
        })
    }

    /// Whether it stands in a text as it is written, not merely by its pinyin.
    #[must_use]
    pub fn is_written_in(&self, text: &str) -> bool {
        self.regex.find_iter(text).any(|found| !found.is_empty())
    }

    /// Whether it stands in a text at all.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        // Dates and figures are asked about by the million.
        if self.has_cjk && text.is_ascii() {
            return false;
        }
        self.spans(text).next().is_some()
    }
}

/// Whether a query has a Chinese character, which nothing but Chinese characters can stand for.
fn holds_cjk(query: &str) -> bool {
    let mut characters = query.chars();
    characters.any(|c| is_cjk(c) && form::forms_of(c).all(|form| !form.is_ascii()))
}

/// A regular expression for a query: each character as the set of those it may stand for, white space as any, and between two Chinese characters
/// a line may end.
fn pattern_of(query: &str) -> String {
    let mut pattern = String::new();
    let mut before: Option<char> = None;
    for c in query.chars() {
        if is_space(c) {
            if before.is_none_or(|before| !is_space(before)) {
                pattern.push_str(r"[\s\u{200B}\u{2060}\u{FEFF}]+");
            }
            before = Some(c);
            continue;
        }
        if is_cjk(c) && before.is_some_and(is_cjk) {
            pattern.push_str(r"(?:\n\s*)?");
        }
        pattern.push('[');
        for form in form::forms_of(c) {
            let _ = write!(pattern, "\\u{{{:X}}}", u32::from(form));
        }
        pattern.push(']');
        before = Some(c);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found, with | between.
    fn found(query: &str, mode: FindMode, text: &str) -> String {
        let finder = Finder::new(query, mode)
            .expect("a query")
            .expect("not empty");
        let words: Vec<&str> = finder.spans(text).map(|span| &text[span.range()]).collect();
        words.join("|")
    }

    #[test]
    fn width_case_and_script_make_no_difference_and_offsets_are_the_sources() {
        let text = "ＡＰＰ備案3004個，app备案３００４个，App备案。";
        assert_eq!(
            found("app备案", FindMode::Words, text),
            "ＡＰＰ備案|app备案|App备案"
        );
        assert_eq!(found("3004个", FindMode::Words, text), "3004個|３００４个");
        assert_eq!(
            found("ＡＰＰ備案3", FindMode::Words, text),
            "ＡＰＰ備案3|app备案３"
        );
        assert_eq!(found("，", FindMode::Words, "一,二，"), ",|，");
    }

    #[test]
    fn as_written_means_as_written() {
        let text = "ＡＰＰ備案，App(备案)。";
        assert_eq!(found("App(备", FindMode::Exact, text), "App(备");
        assert_eq!(found("app", FindMode::Exact, text), "");
    }

    #[test]
    fn a_phrase_goes_on_over_the_end_of_a_line() {
        let text = "推进信息化\n\u{3000}\u{3000}建设。";
        assert_eq!(
            found("信息化建设", FindMode::Words, text),
            "信息化\n\u{3000}\u{3000}建设"
        );
    }

    #[test]
    fn spaces_in_a_query_stand_for_any_white_space() {
        assert_eq!(
            found(
                "北京 市教委",
                FindMode::Words,
                "北京\u{3000}市教委，北京市教委"
            ),
            "北京\u{3000}市教委"
        );
    }

    #[test]
    fn marks_of_expressions_are_only_marks_unless_an_expression_is_meant() {
        let text = "[一] 5.8% 5x8%";
        assert_eq!(found("5.8%", FindMode::Words, text), "5.8%");
        assert_eq!(found("[一]", FindMode::Words, text), "[一]");
        assert_eq!(found("5.8%", FindMode::Regex, text), "5.8%|5x8%");
        assert_eq!(
            found(r"^\d+月|x*", FindMode::Regex, "12月\n5月"),
            "12月|5月"
        );
        assert!(Finder::new("(未完", FindMode::Regex).is_err());
        assert!(Finder::new(r"(\w{500}){500}", FindMode::Regex).is_err());
    }

    #[test]
    fn pinyin_finds_by_initials_by_syllables_and_by_both() {
        let text = "教育部和北京市教委推进数字化。";
        for query in [
            "jyb",
            "jiaoyubu",
            "jiaoyb",
            "jiao'yu'bu",
            "jiao yu bu",
            "JYB",
        ] {
            assert_eq!(found(query, FindMode::Words, text), "教育部", "{query}");
        }
        assert_eq!(found("jiaoy", FindMode::Words, text), "教育");
        assert_eq!(found("shuz", FindMode::Words, text), "数字");
    }

    #[test]
    fn words_as_they_are_written_are_not_read_as_pinyin() {
        let text = "推進ＡＩ与爱国教育，推进\n\u{3000}ai教育";
        let spans = |words: &str| -> Vec<&str> {
            let finder = Finder::as_written(words).expect("words");
            let spans: Vec<Span> = finder.spans(text).collect();
            spans.iter().map(|span| &text[span.range()]).collect()
        };
        assert_eq!(spans("AI"), ["ＡＩ", "ai"]);
        assert_eq!(spans("推进"), ["推進", "推进"]);
        assert!(Finder::as_written(&"长".repeat(MAX_QUERY_CHARS + 1)).is_none());
    }

    #[test]
    fn letters_are_words_too() {
        assert_eq!(found("ai", FindMode::Words, "推进AI与爱国教育"), "AI|爱");
        assert_eq!(
            found("a", FindMode::Words, "A安"),
            "A",
            "one letter is no pinyin"
        );
        assert_eq!(found("jy", FindMode::Exact, "教育jy"), "jy");
    }

    #[test]
    fn nothing_is_found_by_nothing() {
        assert!(
            Finder::new(" \u{3000}", FindMode::Words)
                .expect("fine")
                .is_none()
        );
    }
}
