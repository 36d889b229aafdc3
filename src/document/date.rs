//! Calendar dates as headings, bylines and event lines write them.
//!
//! In: folded text. Out: a [`Date`] and where it ends. Ranges and relative dates are the mentions' business, not needed here.

use crate::text::parse_chinese_integer;

/// A date with the parts that were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Date {
    pub(super) year: Option<u16>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    /// Hour and minute.
    pub(super) time: Option<(u8, u8)>,
}

impl Date {
    /// Whether year, month and day were written.
    #[must_use]
    pub(super) const fn is_whole(self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }

    /// ISO 8601: a date, or date and minute. `None` where year, month or day is missing.
    #[must_use]
    pub(super) fn iso(self) -> Option<String> {
        let date = format!("{:04}-{:02}-{:02}", self.year?, self.month?, self.day?);
        Some(match self.time {
            Some((hour, minute)) => format!("{date}T{hour:02}:{minute:02}"),
            None => date,
        })
    }
}

/// The date that begins at `at`, and the position after it: 2024年5月6日, 二〇二四年五月六日, 5月6日, 6日, 2024-05-06 09:30, 2024/5/6, 2024.5.6.
#[must_use]
pub(super) fn at(chars: &[char], at: usize) -> Option<(Date, usize)> {
    if let Some(found) = day_first(chars, at) {
        return Some(found);
    }
    let (number, after) = number(chars, at)?;
    let year = u16::try_from(number)
        .ok()
        .filter(|year| (1900..2200).contains(year));
    let (mut day, end) = match (year, chars.get(after)?) {
        (Some(year), '年') => with_month(chars, year, after + 1),
        (Some(year), &sign @ ('-' | '/' | '.')) => with_signs(chars, year, sign, after + 1)?,
        (None, '月') => month_and_day(chars, at)?,
        (None, '日') => (
            Date {
                day: small(number, 31),
                ..Date::default()
            },
            after + 1,
        ),
        _ => return None,
    };
    if day.year.is_none() && day.month.is_none() && day.day.is_none() {
        return None;
    }
    let (time, end) = match day.day.and_then(|_| clock(chars, end)) {
        Some((time, end)) => (Some(time), end),
        None => (None, end),
    };
    day.time = time;
    Some((day, end))
}

/// 29.03.2019 09:20, as some sites write days.
fn day_first(chars: &[char], at: usize) -> Option<(Date, usize)> {
    let digits = |from: usize, n: usize| {
        let run = chars.get(from..from + n)?;
        run.iter().try_fold(0_u16, |value, c| {
            Some(value * 10 + u16::try_from(c.to_digit(10)?).ok()?)
        })
    };
    if chars.get(at + 2) != Some(&'.') || chars.get(at + 5) != Some(&'.') {
        return None;
    }
    let (day, month, year) = (digits(at, 2)?, digits(at + 3, 2)?, digits(at + 6, 4)?);
    let end = at + 10;
    let mut date = Date {
        year: Some(year).filter(|year| (1900..2200).contains(year)),
        month: small(month.into(), 12),
        day: small(day.into(), 31),
        time: None,
    };
    date.year?;
    date.month?;
    date.day?;
    let clock = clock(chars, end);
    date.time = clock.map(|(time, _)| time);
    Some((date, clock.map_or(end, |(_, end)| end)))
}

/// The date that a folded text without spaces is, if it is nothing else.
#[must_use]
pub(super) fn whole(cue: &str) -> Option<Date> {
    /// No date with its time is longer.
    const LONGEST: usize = 80;
    if !cue.starts_with(is_numeral) {
        return None;
    }
    let chars: Vec<char> = cue.chars().take(LONGEST + 1).collect();
    let (day, end) = at(&chars, 0)?;
    (end == chars.len()).then_some(day)
}

/// Whether a date may end with this character.
#[must_use]
pub(super) const fn may_end(c: char) -> bool {
    is_numeral(c) || matches!(c, '年' | '月' | '份' | '日' | '号')
}

/// Every date in a folded text, in order, each with its first and last position.
#[must_use]
pub(super) fn all(cue: &str) -> Vec<(Date, usize, usize)> {
    let mut found = Vec::new();
    if !cue.contains(is_numeral) {
        return found;
    }
    let chars: Vec<char> = cue.chars().collect();
    let mut from = 0;
    while from < chars.len() {
        let begins = is_numeral(chars[from]) && (from == 0 || !is_numeral(chars[from - 1]));
        match begins.then(|| at(&chars, from)).flatten() {
            Some((day, end)) => {
                found.push((day, from, end));
                from = end;
            }
            None => from += 1,
        }
    }
    found
}

/// Whether a date can begin with this character.
#[must_use]
pub(super) const fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '0'..='9'
            | '〇'
            | '○'
            | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
    )
}

/// A number of at most four digits or a Chinese numeral, with spaces behind it.
fn number(chars: &[char], at: usize) -> Option<(u64, usize)> {
    let rest = chars.get(at..)?;
    let arabic = rest.first()?.is_ascii_digit();
    let n = rest
        .iter()
        .take(8)
        .take_while(|&&c| is_numeral(c) && c.is_ascii_digit() == arabic)
        .count();
    let value = if arabic {
        let digits = rest[..n].iter().filter_map(|c| c.to_digit(10));
        (n <= 4).then(|| digits.fold(0, |value, digit| value * 10 + u64::from(digit)))?
    } else {
        parse_chinese_integer(&rest[..n].iter().collect::<String>())?
    };
    Some((value, skip_spaces(chars, at + n)))
}

fn skip_spaces(chars: &[char], mut at: usize) -> usize {
    while chars.get(at) == Some(&' ') {
        at += 1;
    }
    at
}

fn small(number: u64, most: u8) -> Option<u8> {
    u8::try_from(number).ok().filter(|n| (1..=most).contains(n))
}

/// What follows 2024年.
fn with_month(chars: &[char], year: u16, after: usize) -> (Date, usize) {
    let next = skip_spaces(chars, after);
    let (mut day, end) = month_and_day(chars, next).unwrap_or((Date::default(), after));
    day.year = Some(year);
    (day, end)
}

/// 5月6日, 5月, 5月份.
fn month_and_day(chars: &[char], at: usize) -> Option<(Date, usize)> {
    let (month, after) = number(chars, at)?;
    if chars.get(after) != Some(&'月') {
        return None;
    }
    let month = small(month, 12)?;
    let mut end = after + 1;
    let mut day = None;
    let next = skip_spaces(chars, end);
    if let Some((number, after)) = number(chars, next) {
        if matches!(chars.get(after), Some('日' | '号')) {
            day = small(number, 31);
            end = after + 1;
        }
    } else if chars.get(end) == Some(&'份') {
        end += 1;
    }
    Some((
        Date {
            month: Some(month),
            day,
            ..Date::default()
        },
        end,
    ))
}

/// What follows 2024-.
fn with_signs(chars: &[char], year: u16, sign: char, at: usize) -> Option<(Date, usize)> {
    // 2022- 04- 27
    let from = skip_spaces(chars, at);
    let (month, after) = number(chars, from)?;
    // 2017-0003-1 is the number of a file.
    if after - from > 2 || chars.get(after) != Some(&sign) {
        return None;
    }
    let start = skip_spaces(chars, after + 1);
    let n = chars
        .get(start..)?
        .iter()
        .take(2)
        .take_while(|c| c.is_ascii_digit())
        .count();
    let day: String = chars[start..start + n].iter().collect();
    Some((
        Date {
            year: Some(year),
            month: Some(small(month, 12)?),
            day: Some(small(day.parse().ok()?, 31)?),
            time: None,
        },
        start + n,
    ))
}

/// 09:30, T09:30:15 or 9时30分 after a date; the position behind it.
fn clock(chars: &[char], at: usize) -> Option<((u8, u8), usize)> {
    let mut start = skip_spaces(chars, at);
    if chars.get(start) == Some(&'t') {
        start += 1;
    }
    if !chars.get(start)?.is_ascii_digit() {
        return None;
    }
    let (hour, after) = number(chars, start)?;
    if !matches!(chars.get(after)?, ':' | '时') {
        return None;
    }
    let (minute, mut end) = number(chars, after + 1)?;
    if hour > 23 || minute > 59 {
        return None;
    }
    if chars.get(end) == Some(&':')
        && let Some((_, after)) = number(chars, end + 1)
    {
        end = after;
    }
    while end > 0 && chars[end - 1] == ' ' {
        end -= 1;
    }
    Some(((hour as u8, minute as u8), end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::cue::fold_prefix;

    fn first(text: &str) -> Option<String> {
        all(&fold_prefix(text, 99)).first()?.0.iso()
    }

    #[test]
    fn dates_of_bylines_are_read_in_every_usual_form() {
        for (written, iso) in [
            ("时间：2024年06月30日 15:00  来源", "2024-06-30T15:00"),
            ("某网 2024-03-29 09:12 浏览", "2024-03-29T09:12"),
            ("2024/3/9 9:05:30", "2024-03-09T09:05"),
            ("发布日期 2024.03.29", "2024-03-29"),
            ("发布日期: 2022- 04- 27 浏览", "2022-04-27"),
            ("29.03.2019  09:20", "2019-03-29T09:20"),
            ("二〇二四年十二月三十一日", "2024-12-31"),
            ("２０２４ 年 ５ 月 ６ 日", "2024-05-06"),
        ] {
            assert_eq!(first(written).as_deref(), Some(iso), "{written}");
        }
    }

    #[test]
    fn parts_may_be_missing() {
        let day = all("5月24日会议")[0].0;
        assert_eq!((day.year, day.month, day.day), (None, Some(5), Some(24)));
        let day = all("2024年5月月报")[0].0;
        assert_eq!((day.year, day.month, day.day), (Some(2024), Some(5), None));
        assert_eq!(all("3日,会议召开")[0].0.day, Some(3));
    }

    #[test]
    fn numbers_that_are_no_dates_are_left() {
        for text in [
            "3004个app",
            "360A16-09-2017-0003-1",
            "第一百条",
            "13月",
            "2.0版",
            "5月天演唱会2023-2024学年",
        ] {
            assert!(
                all(text).iter().all(|(day, ..)| day.day.is_none()),
                "{text}"
            );
        }
    }
}
