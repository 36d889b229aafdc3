//! Finding Chinese words by the letters of their pinyin: first letters (`jyb`), whole syllables (`jiaoyubu`), or both mixed.
//!
//! Readings come from the pinyin crate, without tones; a character of several readings has them all. ü is typed as v.

use std::iter;
use std::sync::LazyLock;

use pinyin::{Pinyin, ToPinyinMulti};

use crate::text::Span;

/// The fewest letters that are looked for as pinyin: one stands at the head of every tenth character.
const MIN_LETTERS: usize = 2;
/// The most; nobody types more, and the work for each place stays small.
const MAX_LETTERS: usize = 48;

const FIRST_IDEOGRAPH: u32 = 0x4E00;
const LAST_IDEOGRAPH: u32 = 0x9FFF;
/// What those begin with in UTF-8, each three bytes long.
const FIRST_BYTE: u8 = 0xE4;
const LAST_BYTE: u8 = 0xE9;

/// The letters of a query.
#[derive(Debug, Clone)]
pub(super) struct PinyinFinder {
    /// Small letters.
    letters: Vec<u8>,
}

impl PinyinFinder {
    /// `None` where the query holds more than letters, the spaces between syllables and the apostrophes that input methods put there.
    pub(super) fn new(query: &str) -> Option<Self> {
        let mut letters = Vec::new();
        for c in query.chars() {
            match c {
                'a'..='z' | 'A'..='Z' => letters.push(c.to_ascii_lowercase() as u8),
                'ü' => letters.push(b'v'),
                ' ' | '\'' | '’' => {}
                _ => return None,
            }
        }
        (MIN_LETTERS..=MAX_LETTERS)
            .contains(&letters.len())
            .then_some(Self { letters })
    }

    /// Where words so read stand in a text, from front to back, not overlapping.
    pub(super) fn spans<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Span> + 'a {
        let first = 1_u32 << (self.letters[0] - b'a');
        let initials = initials();
        let bytes = text.as_bytes();
        let mut at = 0;
        iter::from_fn(move || {
            // By bytes: most characters begin with another letter, and need not be taken out of the text to know it.
            while let Some(byte) = bytes.get(at) {
                if !(FIRST_BYTE..=LAST_BYTE).contains(byte) {
                    at += 1;
                    continue;
                }
                let code = u32::from(byte & 0x0F) << 12
                    | u32::from(bytes[at + 1] & 0x3F) << 6
                    | u32::from(bytes[at + 2] & 0x3F);
                let from = at;
                at += 3;
                let is_start = initials
                    .get(code.wrapping_sub(FIRST_IDEOGRAPH) as usize)
                    .is_some_and(|letters| letters & first != 0);
                if is_start && let Some(n_bytes) = read(&text[from..], &self.letters) {
                    at = from + n_bytes;
                    return Some(Span::from_usize(from, at));
                }
            }
            None
        })
    }
}

/// How many bytes of the text's beginning can be read as these letters. The last syllable may be unfinished.
fn read(text: &str, letters: &[u8]) -> Option<usize> {
    let c = text.chars().next()?;
    let rest = &text[c.len_utf8()..];
    // The next character goes on after so many letters.
    let go_on = |n_letters: usize| -> Option<usize> {
        let n_bytes = if n_letters >= letters.len() {
            0
        } else {
            read(rest, &letters[n_letters..])?
        };
        Some(c.len_utf8() + n_bytes)
    };
    readings(c).find_map(|reading| {
        let n_common = reading
            .bytes()
            .zip(letters)
            .take_while(|(a, b)| a == *b)
            .count();
        if n_common == 0 {
            return None;
        }
        if n_common == letters.len() || n_common == reading.len() {
            return go_on(n_common).or_else(|| go_on(1));
        }
        let has_two_letter_initial = n_common >= 2 && reading.as_bytes()[1] == b'h';
        let whole_initial = has_two_letter_initial.then(|| go_on(2)).flatten();
        whole_initial.or_else(|| go_on(1))
    })
}

/// What words are sorted by in a Chinese list: characters by their first reading, numbers by their size, letters whatever their case.
#[must_use]
pub fn sort_key(words: &str) -> String {
    /// Digits that numbers are filled up to.
    const DIGITS: usize = 12;
    let mut key = String::with_capacity(2 * words.len());
    let mut digits = String::new();
    let end_number = |key: &mut String, digits: &mut String| {
        if !digits.is_empty() {
            key.extend(iter::repeat_n('0', DIGITS.saturating_sub(digits.len())));
            key.push_str(digits);
            digits.clear();
        }
    };
    for c in words.chars().map(super::form::fold_form) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        end_number(&mut key, &mut digits);
        if let Some(reading) = readings(c).next() {
            key.push_str(reading);
        }
        key.push(c);
    }
    end_number(&mut key, &mut digits);
    key
}

/// The readings of a character without tones; none of what is no ideograph.
fn readings(c: char) -> impl Iterator<Item = &'static str> {
    c.to_pinyin_multi()
        .into_iter()
        .flatten()
        .map(Pinyin::plain)
        .map(|reading| match reading {
            "lü" => "lv",
            "nü" => "nv",
            "lüe" => "lve",
            "nüe" => "nve",
            other => other,
        })
}

/// For each ideograph of the first block the letters that its readings begin with, a bit each.
fn initials() -> &'static [u32] {
    static INITIALS: LazyLock<Vec<u32>> = LazyLock::new(|| {
        (FIRST_IDEOGRAPH..=LAST_IDEOGRAPH)
            .map(|code| {
                char::from_u32(code).map_or(0, |c| {
                    readings(c)
                        .filter_map(|reading| reading.bytes().next())
                        .filter(u8::is_ascii_lowercase)
                        .fold(0, |letters, first| letters | 1 << (first - b'a'))
                })
            })
            .collect()
    });
    &INITIALS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(letters: &str, text: &str) -> String {
        let finder = PinyinFinder::new(letters).expect("letters");
        let words: Vec<&str> = finder.spans(text).map(|span| &text[span.range()]).collect();
        words.join("|")
    }

    #[test]
    fn a_character_of_several_readings_has_them_all() {
        assert_eq!(found("cqs", "重庆市"), "重庆市");
        assert_eq!(found("zhongyao", "重要"), "重要");
        assert_eq!(found("lvse", "绿色转型"), "绿色");
    }

    #[test]
    fn syllables_run_into_each_other_in_every_way_they_can_be_read() {
        assert_eq!(found("xian", "西安和先进"), "西安|先");
        assert_eq!(found("zhjy", "智慧教育，中小学"), "智慧教育");
        assert_eq!(found("zhongxx", "中小学"), "中小学");
    }

    #[test]
    fn lists_are_sorted_by_reading_and_numbers_by_size() {
        let mut words = [
            "数字治理",
            "2024年12月",
            "备案",
            "2024年3月",
            "app",
            "人员培训",
        ];
        words.sort_by_key(|words| sort_key(words));
        assert_eq!(
            words,
            [
                "2024年3月",
                "2024年12月",
                "app",
                "备案",
                "人员培训",
                "数字治理"
            ]
        );
    }

    #[test]
    fn digits_and_ideographs_are_no_pinyin() {
        for query in ["5G", "教育bu", "a", "", "a1"] {
            assert!(PinyinFinder::new(query).is_none(), "{query}");
        }
    }
}
