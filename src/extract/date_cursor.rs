//! A place in a text from which the parts of a date are read: words, marks between the ends of an interval, numbers.

use crate::text::parse_chinese_integer;

use super::calendar::{Point, Value};
use super::date_reader::Read;
use super::numeral::is_chinese_digit;

/// A place in a text from which parts of a date are read; every reader leaves it where it was if it fails.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) const fn done(&self, value: Value, rule: &'static str) -> Read {
        Read {
            end: self.at,
            value,
            rule,
        }
    }

    /// Takes a word, one space before it allowed.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let rest = self.rest();
        let gap = usize::from(rest.starts_with(' '));
        let eaten = rest[gap..].starts_with(word);
        if eaten {
            self.at += gap + word.len();
        }
        eaten
    }

    pub(super) fn eat_tight(&mut self, word: &str) -> bool {
        let eaten = self.rest().starts_with(word);
        if eaten {
            self.at += word.len();
        }
        eaten
    }

    pub(super) fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// 日 or 号 after the number of a day.
    pub(super) fn day_mark(&mut self) -> bool {
        self.eat_any(&["日", "号"])
    }

    /// 前8个月 behind a year, or in a text whose year is known.
    pub(super) fn first_months(mut self, year: u32) -> Option<Read> {
        self.eat("前").then_some(())?;
        let to = if self.eat("两") {
            2
        } else {
            self.small_number(2, 11)?
        };
        self.eat("个月").then_some(())?;
        let value = Value::Interval(Point::month(Some(year), 1), Point::month(Some(year), to));
        Some(self.done(value, "date.first_months"))
    }

    /// What joins the ends of an interval.
    pub(super) const JOINING: [char; 9] = ['—', '–', '-', '~', '至', '到', '―', '─', '−'];

    /// One or two marks between the ends of an interval.
    pub(super) fn connector(&mut self) -> bool {
        let rest = self.rest();
        let trimmed = rest.strip_prefix(' ').unwrap_or(rest);
        let Some(after) = trimmed.strip_prefix(Self::JOINING) else {
            return false;
        };
        let after = after.strip_prefix('—').unwrap_or(after);
        self.at += rest.len() - after.len();
        true
    }

    /// A year of four digits, Arabic or Chinese.
    pub(super) fn year(&mut self) -> Option<u32> {
        let rest = self.rest();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let digits = rest.bytes().take(5).take_while(u8::is_ascii_digit).count();
        let (year, len) = if digits == 4 {
            (rest[..4].parse().ok()?, 4)
        } else if digits == 0 {
            let end = rest.char_indices().nth(4).map_or(rest.len(), |(at, _)| at);
            let word = &rest[..end];
            (word.chars().count() == 4 && word.chars().all(|c| is_chinese_digit(c) && c != '十'))
                .then_some(())?;
            (u32::try_from(parse_chinese_integer(word)?).ok()?, end)
        } else {
            return None;
        };
        (1800..=2199).contains(&year).then_some(())?;
        self.at = self.text.len() - rest.len() + len;
        Some(year)
    }

    /// A number in a range, of one or two Arabic digits or up to three Chinese ones.
    pub(super) fn small_number(&mut self, from: u32, to: u32) -> Option<u32> {
        let rest = self.rest();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
        let len = match digits {
            0 => rest
                .char_indices()
                .take(4)
                .find(|&(_, c)| !is_chinese_digit(c))
                .map(|(at, _)| at)
                .filter(|&len| len > 0)?,
            1 | 2 => digits,
            _ => return None,
        };
        let n: u32 = if digits == 0 {
            u32::try_from(parse_chinese_integer(&rest[..len])?).ok()?
        } else {
            rest[..len].parse().ok()?
        };
        (from..=to).contains(&n).then_some(())?;
        self.at = self.text.len() - rest.len() + len;
        Some(n)
    }
}
