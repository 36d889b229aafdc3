//! Reads one date at a place of a text and fills in what it leaves out.

use super::calendar::{Period, Point, Value, days_in, parse_value};
use super::date_cursor::Cursor;
use super::date_month::{follows_item_number, next_year, second_end, within_month};
use super::numeral::is_chinese_digit;

/// Five-year plans by the words in their quotation marks.
const PLANS: [(&str, u32); 9] = [
    ("十六五", 16),
    ("十五五", 15),
    ("十四五", 14),
    ("十三五", 13),
    ("十二五", 12),
    ("十一五", 11),
    ("十五", 10),
    ("九五", 9),
    ("八五", 8),
];

/// A date as it was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read {
    pub(super) end: usize,
    pub(super) value: Value,
    pub(super) rule: &'static str,
}

/// Dates already read, for what refers back to them.
#[derive(Debug, Default)]
pub(super) struct Previous {
    /// The last date with a month.
    last: Option<Point>,
    /// The last year written out in this sentence.
    year: Option<u32>,
    sentence: usize,
    /// The last day of the passage before.
    before: Option<Point>,
}

impl Previous {
    /// At the beginning of a passage, behind one that named a day, or under a month of a year that is not known.
    pub(super) fn after(day: Option<&str>, month: Option<u8>) -> Self {
        Self {
            last: month.map(|month| Point::month(None, month.into())),
            before: day.and_then(parse_value).map(Value::last),
            ..Self::default()
        }
    }

    pub(super) fn enter_sentence(&mut self, start: usize) {
        if start != self.sentence {
            self.sentence = start;
            self.year = None;
        }
    }

    pub(super) fn remember(&mut self, read: &Read) {
        let last = read.value.last();
        if last.month.is_some() {
            self.last = Some(last);
            self.year = last.year;
        }
    }
}

/// Reads dates of one text.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    text: &'t str,
    years: Option<Period>,
    previous: &'t Previous,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t str, years: Option<Period>, previous: &'t Previous) -> Self {
        Self {
            text,
            years,
            previous,
        }
    }

    /// The date that begins at `at`.
    pub(super) fn read(&self, at: usize) -> Option<Read> {
        let before = self.text[..at].chars().next_back();
        let after_digit = before
            .is_some_and(|c| c.is_ascii_alphanumeric() || c == '.' || c == '第')
            && !follows_item_number(self.text, at);
        let cursor = Cursor {
            text: self.text,
            at,
        };
        if self.text[at..].starts_with(|c: char| c.is_ascii_digit() || is_chinese_digit(c)) {
            if after_digit || before.is_some_and(is_chinese_digit) || !is_counted(cursor.rest()) {
                return None;
            }
            return iso(cursor)
                .or_else(|| self.with_year(cursor))
                .or_else(|| self.months(cursor, None))
                .or_else(|| self.quarter(cursor, None))
                .or_else(|| self.day_alone(cursor));
        }
        Self::plan(cursor)
            .or_else(|| self.relative(cursor))
            .or_else(|| self.quarter(cursor, None))
    }

    /// 2024年…, 2022—2026年, 2023-2024学年.
    fn with_year(&self, mut cursor: Cursor) -> Option<Read> {
        let year = cursor.year()?;
        if cursor.eat("年") {
            return Some(self.after_year(cursor, year));
        }
        if !cursor.connector() {
            // 2022、2023年: the years of a list share one 年.
            let mut next = cursor;
            let listed = next.eat_tight("、") && next.year().is_some() && next.eat("年");
            return listed.then(|| cursor.done(Value::Point(Point::year(year)), "date.year"));
        }
        let to = cursor.year()?;
        if cursor.eat("学年度") || cursor.eat("学年") {
            let value = Value::Interval(Point::month(Some(year), 9), Point::month(Some(to), 8));
            return Some(cursor.done(value, "date.school_year"));
        }
        cursor.eat("年").then(|| {
            cursor.eat("度");
            let value = Value::Interval(Point::year(year), Point::year(to));
            cursor.done(value, "date.year_range")
        })
    }

    /// What follows a year: months, quarters, halves, its end, another year; or nothing.
    fn after_year(&self, cursor: Cursor, year: u32) -> Read {
        if let Some(read) = self
            .months(cursor, Some(year))
            .or_else(|| self.quarter(cursor, Some(year)))
            .or_else(|| cursor.first_months(year))
        {
            return read;
        }
        let mut end = cursor;
        if end.eat_any(&["年底", "年末", "底", "末"]) && !end.rest().starts_with('端') {
            return end.done(
                Value::Point(Point::day(Some(year), 12, 31)),
                "date.year_end",
            );
        }
        let mut end = cursor;
        if end.eat_any(&["年初", "初"])
            && !end
                .rest()
                .starts_with(['中', '级', '步', '次', '审', '赛', '评'])
        {
            return end.done(
                Value::Point(Point::day(Some(year), 1, 1)),
                "date.year_begin",
            );
        }
        let mut range = cursor;
        if range.connector()
            && let Some(to) = range.year()
            && range.eat("年")
            && !range.rest().starts_with(|c: char| c.is_ascii_digit())
        {
            let value = Value::Interval(Point::year(year), Point::year(to));
            return range.done(value, "date.year_range");
        }
        let mut alone = cursor;
        alone.eat_tight("度");
        alone.done(Value::Point(Point::year(year)), "date.year")
    }

    /// M月, M月D日, M月D—D日, M月D日—M月D日, M—M月, M月—M月, M月上旬, M月底, each after a year or without one.
    fn months(&self, mut cursor: Cursor, year: Option<u32>) -> Option<Read> {
        let month = cursor.small_number(1, 12)?;
        let known = year.or_else(|| self.year_of(month));
        if cursor.connector() {
            let to = cursor.small_number(1, 12)?;
            cursor.eat("月").then_some(())?;
            cursor.eat_tight("份");
            let value = Value::Interval(
                Point::month(known, month),
                Point::month(next_year(known, month, to), to),
            );
            return Some(cursor.done(value, "date.month_range"));
        }
        (cursor.eat("月")
            && !cursor
                .rest()
                .starts_with(['龄', '刊', '球', '饼', '薪', '嫂']))
        .then_some(())?;
        let first = within_month(&mut cursor, known, month);
        let mut range = cursor;
        if range.connector()
            && let Some(last) =
                second_end(&mut range, known, month, first.value.last().day.is_some())
        {
            let from = match first.value {
                Value::Point(point) | Value::Interval(point, _) => point,
            };
            let rule = if first.value.last().day.is_some() {
                "date.day_range"
            } else {
                "date.month_range"
            };
            return Some(range.done(Value::Interval(from, last), rule));
        }
        Some(cursor.done(first.value, first.rule))
    }

    /// 第一季度, 三季度, 前三季度, 上半年, 下半年.
    fn quarter(&self, mut cursor: Cursor, year: Option<u32>) -> Option<Read> {
        let year = year.or_else(|| self.years.map(|years| years.to.0));
        let months = |from: u32, to: u32| {
            Value::Interval(
                Point::day(year, from, 1),
                Point::day(year, to, days_in(year, to)),
            )
        };
        if cursor.eat("上半年") {
            return Some(cursor.done(months(1, 6), "date.half_year"));
        }
        if cursor.eat("下半年") {
            return Some(cursor.done(months(7, 12), "date.half_year"));
        }
        if cursor.eat("全年") {
            return None;
        }
        let first = cursor.eat("前");
        if !first {
            cursor.eat("第");
        }
        let n = cursor.small_number(1, 4)?;
        cursor.eat("季度").then_some(())?;
        let from = if first { 1 } else { 3 * n - 2 };
        if !first && cursor.eat("末") {
            let last = Point::day(year, 3 * n, days_in(year, 3 * n));
            return Some(cursor.done(Value::Point(last), "date.quarter_end"));
        }
        Some(cursor.done(months(from, 3 * n), "date.quarter"))
    }

    /// 10日 after a date of the same month, or in a text about one month.
    fn day_alone(&self, mut cursor: Cursor) -> Option<Read> {
        let before = self.text[..cursor.at].chars().next_back();
        if before.is_some_and(|c| "每近连满隔期约内共超、".contains(c))
            || !self.text[cursor.at..].starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let day = cursor.small_number(1, 31)?;
        let mut to = None;
        let mut range = cursor;
        if range.connector() {
            to = range.small_number(1, 31);
        }
        if to.is_some() {
            cursor = range;
        }
        cursor.eat_tight("日").then_some(())?;
        if cursor.rest().starts_with([
            '内', '游', '龄', '均', '常', '元', '志', '程', '报', '历', '本', '产', '处',
        ]) {
            return None;
        }
        let (year, month) = match (self.previous.last, self.years.and_then(Period::only_month)) {
            (
                Some(Point {
                    year,
                    month: Some(month),
                    ..
                }),
                _,
            ) => (year, month),
            (_, Some((year, month))) => (Some(year), month),
            _ => return None,
        };
        let mut from = Point::day(year, month, day);
        if to.is_none() && cursor.connector() {
            to = Some(cursor.small_number(1, 31)?);
            cursor.eat_tight("日").then_some(())?;
        }
        let value = match to {
            None => Value::Point(from),
            Some(to) => {
                from.day = Some(day);
                Value::Interval(from, Point::day(year, month, to))
            }
        };
        value
            .is_possible()
            .then(|| cursor.done(value, "date.day_alone"))
    }

    /// 今年5月, 去年底, 年底, 同日.
    fn relative(&self, mut cursor: Cursor) -> Option<Read> {
        if cursor.eat_any(&["同日", "当日", "当天"]) {
            let here = self.previous.last.filter(|point| point.day.is_some());
            let day = here.or(self.previous.before)?;
            return Some(cursor.done(Value::Point(day), "date.same_day"));
        }
        let year = self.years?.to.0;
        for (word, back, on) in [
            ("今年", 0, 0),
            ("本年度", 0, 0),
            ("去年", 1, 0),
            ("前年", 2, 0),
            ("明年", 0, 1),
        ] {
            if cursor.eat(word) {
                let mut read = self.after_year(cursor, year - back + on);
                if matches!(read.rule, "date.year" | "date.year_end" | "date.year_begin") {
                    read.rule = "date.relative_year";
                }
                return Some(read);
            }
        }
        let tail = |c: char| c.is_ascii_digit() || matches!(c, '年' | '每' | '半' | '历');
        if self.text[..cursor.at].ends_with(tail) {
            return None;
        }
        if let Some(read) = cursor.first_months(year) {
            return Some(read);
        }
        if cursor.eat("年底") || cursor.eat("年末") {
            return Some(cursor.done(
                Value::Point(Point::day(Some(year), 12, 31)),
                "date.relative_year",
            ));
        }
        if cursor.eat("本月底") || cursor.eat("月底") {
            let (year, month) = self.years?.only_month()?;
            let day = Point::day(Some(year), month, days_in(Some(year), month));
            return Some(cursor.done(Value::Point(day), "date.relative_month"));
        }
        None
    }

    /// “十四五”期间: the years of a five-year plan (the fourteenth: 2021–2025).
    fn plan(mut cursor: Cursor) -> Option<Read> {
        let quoted = cursor.eat_any(&["“", "\""]);
        if !quoted {
            return None;
        }
        let (word, n) = PLANS
            .iter()
            .find(|(word, _)| cursor.rest().starts_with(word))?;
        cursor.at += word.len();
        cursor.eat_any(&["”", "\""]).then_some(())?;
        let first = 2021 + n * 5 - 14 * 5;
        if cursor.eat("末") {
            return Some(cursor.done(
                Value::Point(Point::day(Some(first + 4), 12, 31)),
                "date.plan",
            ));
        }
        cursor.eat_any(&["期间", "时期"]).then(|| {
            let value = Value::Interval(Point::year(first), Point::year(first + 4));
            cursor.done(value, "date.plan")
        })
    }

    /// The year of a month without one: the period's; where that is unknown or spans years, the year written before in the sentence.
    fn year_of(&self, month: u32) -> Option<u32> {
        match self.years {
            Some(years) => Some(years.year_of(month)),
            None => self.previous.year,
        }
    }
}

/// Whether what stands behind the number with which a text begins may make a date of it.
fn is_counted(text: &str) -> bool {
    /// A year of four digits, a space and the character that decides.
    const REACH: usize = 6;
    let arabic = text.starts_with(|c: char| c.is_ascii_digit());
    let is_digit = |c: char| {
        if arabic {
            c.is_ascii_digit()
        } else {
            is_chinese_digit(c)
        }
    };
    let mut chars = text.chars().take(REACH).skip_while(|c| is_digit(*c));
    let next = chars.next().filter(|c| *c != ' ').or_else(|| chars.next());
    let joins = |c: char| Cursor::JOINING.contains(&c) || matches!(c, '、' | '/' | '.');
    next.is_some_and(|c| joins(c) || matches!(c, '年' | '月' | '日' | '季'))
}

/// 2024-05-24, 2024/5/24, 2024.5.24.
fn iso(mut cursor: Cursor) -> Option<Read> {
    let year = cursor.year()?;
    let mark = cursor
        .rest()
        .chars()
        .next()
        .filter(|c| "-/.".contains(*c))?;
    cursor.at += 1;
    let month = cursor.small_number(1, 12)?;
    cursor.rest().starts_with(mark).then_some(())?;
    cursor.at += 1;
    let day = cursor.small_number(1, 31)?;
    let value = Value::Point(Point::day(Some(year), month, day));
    let next = cursor.rest().chars().next();
    (!next.is_some_and(|c| c.is_ascii_alphanumeric() || c == mark && c != '-')
        && value.is_possible())
    .then(|| cursor.done(value, "date.iso"))
}
