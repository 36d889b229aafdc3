//! Headings that are a stretch of time: the months of a chronicle.

use super::cue::{byte_of, without_spaces};
use super::date;
use super::line::Para;
use super::marker;
use crate::text::{Span, Text, parse_chinese_integer};

/// A month written as a heading: 1月, 一月, 2024年1月, 【1月】, 1月份, ★一月：.
#[must_use]
pub(super) fn is_heading(cue: &str) -> bool {
    cue.contains('月') && cue.chars().take(25).count() < 25 && number(cue).is_some()
}

/// A quarter or half of a year written as a heading: 一季度, 2024年第三季度, 上半年.
#[must_use]
pub(super) fn is_part_of_year(cue: &str) -> bool {
    if cue.chars().take(25).count() == 25 {
        return false;
    }
    let bare = without_spaces(cue);
    let bare = bare.trim_matches(|c: char| "【】[]()〔〕「」:—-·★☆●■◆▲▼▶|".contains(c));
    let bare = match bare.split_once('年') {
        Some((year, rest)) if year.chars().count() == 4 => rest,
        _ => bare,
    };
    let part = bare.trim_start_matches('第');
    matches!(part, "上半年" | "下半年")
        || part
            .strip_suffix("季度")
            .is_some_and(|n| matches!(n, "一" | "二" | "三" | "四" | "1" | "2" | "3" | "4"))
}

/// The year of a line that is a year alone (2005年, 【2005年】, 二〇〇五年).
#[must_use]
pub(super) fn year_alone(cue: &str) -> Option<u16> {
    const LONGEST: usize = 14;
    if !cue.contains('年') || cue.chars().nth(LONGEST).is_some() {
        return None;
    }
    let bare = without_spaces(cue);
    let year = bare
        .trim_matches(|c: char| "【】[]()〔〕「」:—-·★☆●■◆▲▼▶|".contains(c))
        .strip_suffix('年')?;
    let chars: Vec<char> = format!("{year}年").chars().collect();
    let (day, end) = date::at(&chars, 0)?;
    (end == chars.len() && chars.len() == 5)
        .then_some(day.year)
        .flatten()
}

/// The year that a heading of a stretch of time begins with: 2005年, 2005年3月.
#[must_use]
pub(super) fn year_of(cue: &str) -> Option<u16> {
    year_alone(cue).or_else(|| {
        let begin = cue.trim_start_matches(|c: char| "【[(〔「 ★☆●■◆".contains(c));
        let chars: Vec<char> = begin.chars().take(12).collect();
        let (day, _) = date::at(&chars, 0)?;
        is_heading(cue).then_some(day.year).flatten()
    })
}

/// The month's number, 1 to 12.
#[must_use]
pub(super) fn number(cue: &str) -> Option<u8> {
    let bare = without_spaces(cue);
    let skip = marker::parse(&bare).map_or(0, |marker| marker.n_chars);
    let bare = bare[byte_of(&bare, skip)..]
        .trim_matches(|c: char| "【】[]()〔〕「」:—-·★☆●■◆▲▼▶|".contains(c));
    // With a year it is the title of a chronicle of one month.
    let bare = match bare.strip_suffix("大事记") {
        Some(month) if !bare.contains('年') => month,
        _ => bare,
    };
    let bare = bare.trim_end_matches('份');
    let bare = bare.strip_suffix('月')?;
    let month = match bare.rsplit_once('年') {
        Some((year, month)) if year.chars().count() == 4 => month,
        Some(_) => return None,
        None => bare,
    };
    let number = month
        .parse::<u64>()
        .ok()
        .or_else(|| parse_chinese_integer(month))?;
    u8::try_from(number).ok().filter(|n| (1..=12).contains(n))
}

/// The heading without brackets and signs.
#[must_use]
pub(super) fn heading(text: &Text, para: &Para) -> Span {
    let slice = text.slice(para.span);
    let is_written = |c: char| c.is_alphanumeric();
    let start = slice.find(is_written).unwrap_or(0);
    let end = slice
        .char_indices()
        .rfind(|&(_, c)| is_written(c))
        .map_or(slice.len(), |(at, c)| at + c.len_utf8());
    let skip = para
        .marker
        .map_or(0, |marker| super::cue::byte_of(slice, marker.n_chars));
    let base = para.span.start as usize;
    Span::from_usize(base + start.max(skip).min(end), base + end)
}

/// Whether the line is a date alone: 1月3日, 3日, 2024年1月3日.
#[must_use]
pub(super) fn is_date_line(cue: &str) -> bool {
    if cue.chars().nth(48).is_some() || !cue.contains(date::is_numeral) {
        return false;
    }
    let bare = without_spaces(cue);
    let bare = bare.trim_matches(|c: char| "【】[]()〔〕:●■◆▲▼★☆▶·".contains(c));
    let n = bare.chars().count();
    n <= 24 && {
        let (rest, _) = after_dates(bare);
        rest == n
    }
}

/// How many characters of dates (with ranges and weekdays) the cue begins with, and whether there is one at all.
#[must_use]
pub(super) fn after_dates(cue: &str) -> (usize, bool) {
    let (mut at, mut any) = (0, false);
    if !cue.starts_with(date::is_numeral) {
        return (at, any);
    }
    let chars: Vec<char> = cue.chars().take(40).collect();
    loop {
        if let Some((day, end)) = date::at(&chars, at) {
            if day.day.is_some() {
                (at, any) = (end, true);
            } else if let Some(end) = range_start(&chars, at) {
                at = end;
            } else {
                break;
            }
        } else if let Some(end) = range_start(&chars, at) {
            at = end;
        } else {
            break;
        }
        while chars.get(at).is_some_and(|c| "-—–~至、和到".contains(*c)) && any {
            at += 1;
        }
    }
    (at, any)
}

/// The first half of 11月20-26日, whose unit only comes with the second.
fn range_start(chars: &[char], at: usize) -> Option<usize> {
    let from = match date::at(chars, at) {
        Some((day, end)) if day.month.is_some() && day.day.is_none() => end,
        _ => at,
    };
    let n = chars
        .get(from..)?
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    let mut end = from + n;
    while chars.get(end).is_some_and(|c| "-—–~至、".contains(*c)) {
        end += 1;
    }
    let has_second = date::at(chars, end).is_some_and(|(day, _)| day.day.is_some());
    ((1..=2).contains(&n) && end > from + n && has_second).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::cue::fold_prefix;

    #[test]
    fn months_as_headings() {
        for (line, month) in [
            ("1月", 1),
            ("十二月", 12),
            ("2024年3月", 3),
            ("【４月】", 4),
            ("★5月份", 5),
            ("一、1月", 1),
            ("二〇二四年六月", 6),
        ] {
            assert_eq!(number(&fold_prefix(line, 40)), Some(month), "{line}");
        }
        for line in ["13月", "5月6日", "个月", "全民阅读月", "2024年5月工作月报"] {
            assert_eq!(number(&fold_prefix(line, 40)), None, "{line}");
        }
    }

    #[test]
    fn years_as_headings() {
        for line in ["2005年", "【1996年】", "二〇〇五年", "★2005 年"] {
            assert!(year_alone(&fold_prefix(line, 40)).is_some(), "{line}");
        }
        for line in ["2005年度", "2005年大事记", "3年", "2005年3月", "年"] {
            assert_eq!(year_alone(&fold_prefix(line, 40)), None, "{line}");
        }
        assert_eq!(year_of("2005年3月"), Some(2005));
        assert_eq!(year_of("3月"), None);
    }

    #[test]
    fn quarters_and_halves_as_headings() {
        for line in ["一季度", "第二季度", "2024年第三季度", "【上半年】"] {
            assert!(is_part_of_year(&fold_prefix(line, 40)), "{line}");
        }
        for line in ["五季度", "上半年工作总结", "季度", "全年"] {
            assert!(!is_part_of_year(&fold_prefix(line, 40)), "{line}");
        }
    }

    #[test]
    fn lines_that_are_only_a_date() {
        for line in [
            "1月3日",
            "3日",
            "【1月3日】",
            "2024年1月3日",
            "1月3-5日",
            "1月3日—5日",
        ] {
            assert!(is_date_line(&fold_prefix(line, 40)), "{line}");
        }
        assert!(!is_date_line("1月3日,会议召开"));
        assert!(!is_date_line("1月"));
    }

    #[test]
    fn the_heading_of_a_month_has_no_brackets() {
        let text = Text::new("【1月】".to_owned());
        let paras = crate::document::line::paragraphs(&text);
        assert_eq!(text.slice(heading(&text, &paras[0])), "1月");
    }
}
