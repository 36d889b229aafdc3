//! What is read behind the month of a date: days, thirds of the month, its beginning and end, and the second end of an interval.

use super::calendar::{Point, Value, days_in};
use super::date_cursor::Cursor;
use super::date_reader::Read;

/// What stands behind M月: a day, days, a third of the month, its end; or nothing.
pub(super) fn within_month(cursor: &mut Cursor, year: Option<u32>, month: u32) -> Read {
    let day = |d| Point::day(year, month, d);
    let last = days_in(year, month).min(if year.is_none() && month == 2 { 28 } else { 31 });
    let mut days = *cursor;
    if let Some(from) = days.small_number(1, 99) {
        if days.day_mark() {
            *cursor = days;
            let mut range = days;
            if range.connector()
                && let Some(to) = range.small_number(1, 99)
                && range.day_mark()
            {
                *cursor = range;
                return range.done(Value::Interval(day(from), day(to)), "date.month_day_range");
            }
            return days.done(Value::Point(day(from)), "date.month_day");
        }
        if days.connector()
            && let Some(to) = days.small_number(1, 99)
            && days.day_mark()
        {
            *cursor = days;
            return days.done(Value::Interval(day(from), day(to)), "date.month_day_range");
        }
    }
    for (word, from, to) in [("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, last)] {
        if cursor.eat(word) {
            return cursor.done(Value::Interval(day(from), day(to)), "date.third_of_month");
        }
    }
    if cursor.eat_any(&["底", "末"]) {
        return cursor.done(Value::Point(day(last)), "date.month_end");
    }
    let mut begin = *cursor;
    if begin.eat("初")
        && !begin
            .rest()
            .starts_with(['中', '步', '评', '赛', '审', '级'])
    {
        *cursor = begin;
        return cursor.done(Value::Point(day(1)), "date.month_begin");
    }
    cursor.eat_tight("份");
    cursor.done(Value::Point(Point::month(year, month)), "date.month")
}

/// The second end of an interval of which the first end has a month: [Y年]M月[D日], or a month alone.
pub(super) fn second_end(
    cursor: &mut Cursor,
    year: Option<u32>,
    month: u32,
    with_day: bool,
) -> Option<Point> {
    let mut ahead = *cursor;
    let named = if ahead.eat_any(&["次年", "翌年"]) {
        Some(year.map(|year| year + 1))
    } else {
        let mut with_year = ahead;
        match with_year.year() {
            Some(year) if with_year.eat("年") => {
                ahead = with_year;
                Some(Some(year))
            }
            _ => None,
        }
    };
    let to = ahead.small_number(1, 12)?;
    ahead.eat("月").then_some(())?;
    let year = named.unwrap_or_else(|| next_year(year, month, to));
    let read = within_month(&mut ahead, year, to);
    let last = read.value.last();
    if with_day && last.day.is_none() {
        return None;
    }
    *cursor = ahead;
    Some(last)
}

/// The year of the second end: one later where its month is earlier.
pub(super) fn next_year(year: Option<u32>, from: u32, to: u32) -> Option<u32> {
    year.map(|year| if to < from { year + 1 } else { year })
}

/// Whether a date stands right behind the number of an item: 1.4月10日,…。 2.4月11日,….
pub(super) fn follows_item_number(text: &str, at: usize) -> bool {
    let Some(before) = text[..at].strip_suffix('.') else {
        return false;
    };
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let n_digits = before.len() - rest.len();
    let begins = rest
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || "。；;！!？?".contains(c));
    let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&n_digits) && begins && text[at + digits..].starts_with(['月', '年'])
}

/// Bytes of the number of an item before a date, its full stop included: 1. of 1.4月10日.
pub(super) fn item_number(text: &str) -> Option<usize> {
    const LONGEST: usize = 2;
    let stop = text.bytes().take(LONGEST + 1).position(|b| b == b'.')?;
    let (number, rest) = (&text[..stop], &text[stop + 1..]);
    let digits = rest
        .bytes()
        .take(LONGEST + 3)
        .take_while(u8::is_ascii_digit);
    let date = &rest[digits.count()..];
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (is_number && date.starts_with(['月', '年'])).then_some(number.len() + 1)
}
