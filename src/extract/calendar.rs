//! Values of dates: points and intervals on the calendar in ISO 8601, with the year missing where a text does not show it.

use std::fmt;

/// A year, a month or a day; without a year only `--05` and `--05-24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) year: Option<u32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
}

impl Point {
    pub(super) const fn year(year: u32) -> Self {
        Self {
            year: Some(year),
            month: None,
            day: None,
        }
    }

    pub(super) const fn month(year: Option<u32>, month: u32) -> Self {
        Self {
            year,
            month: Some(month),
            day: None,
        }
    }

    pub(super) const fn day(year: Option<u32>, month: u32, day: u32) -> Self {
        Self {
            year,
            month: Some(month),
            day: Some(day),
        }
    }

    /// Whether there is such a day; without a year February has 29 days.
    pub(super) fn exists(self) -> bool {
        match (self.month, self.day) {
            (None, None) => true,
            (None, Some(_)) => false,
            (Some(month), None) => (1..=12).contains(&month),
            (Some(month), Some(day)) => {
                (1..=12).contains(&month) && day >= 1 && day <= days_in(self.year, month)
            }
        }
    }

    /// For comparing within an interval; missing parts count as `fill`.
    fn key(self, fill: u32) -> (u32, u32, u32) {
        (
            self.year.unwrap_or(0),
            self.month.unwrap_or(fill),
            self.day.unwrap_or(fill),
        )
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("-")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// The value of a date mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    Point(Point),
    Interval(Point, Point),
}

impl Value {
    /// Both ends exist and are in order. An interval over the turn of a year that is not known may look reversed.
    pub(super) fn is_possible(self) -> bool {
        match self {
            Self::Point(point) => point.exists(),
            Self::Interval(from, to) => {
                from.exists()
                    && to.exists()
                    && (from.year.is_none() || to.year.is_none() || from.key(0) <= to.key(99))
            }
        }
    }

    /// The last point it names.
    pub(super) const fn last(self) -> Point {
        match self {
            Self::Point(point) | Self::Interval(_, point) => point,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(point) => write!(f, "{point}"),
            Self::Interval(from, to) => write!(f, "{from}/{to}"),
        }
    }
}

pub(super) fn days_in(year: Option<u32>, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => match year {
            Some(y) if y % 4 != 0 || (y % 100 == 0 && y % 400 != 0) => 28,
            _ => 29,
        },
        _ => 31,
    }
}

/// Reads a value as the guidelines write it: `2024`, `2024-05`, `2024-05-24`, `--05`, `--05-24`, or two of them with a slash.
pub(super) fn parse_value(value: &str) -> Option<Value> {
    match value.split_once('/') {
        None => parse_point(value).map(Value::Point),
        Some((from, to)) => Some(Value::Interval(parse_point(from)?, parse_point(to)?)),
    }
}

fn parse_point(value: &str) -> Option<Point> {
    let digits = |s: &str, n: usize| {
        (s.len() == n && s.bytes().all(|b| b.is_ascii_digit()))
            .then(|| s.parse::<u32>().ok())
            .flatten()
    };
    let (year, rest) = match value.strip_prefix("--") {
        Some(rest) => (None, Some(rest)),
        None => match value.split_once('-') {
            None => (Some(digits(value, 4)?), None),
            Some((year, rest)) => (Some(digits(year, 4)?), Some(rest)),
        },
    };
    let Some(rest) = rest else {
        return Some(Point {
            year,
            month: None,
            day: None,
        });
    };
    let (month, day) = match rest.split_once('-') {
        None => (digits(rest, 2)?, None),
        Some((month, day)) => (digits(month, 2)?, Some(digits(day, 2)?)),
    };
    Some(Point {
        year,
        month: Some(month),
        day,
    })
}

/// The months a document reports on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    /// Year and month.
    pub(super) from: (u32, u32),
    pub(super) to: (u32, u32),
    /// Only the month of publication is known: months far from it belong to the year before or after.
    pub(super) open: bool,
}

impl Period {
    /// The year of a month that is named without one: inside the period where one of its years allows it, otherwise the last year.
    pub(super) fn year_of(self, month: u32) -> u32 {
        if self.open {
            let (year, published) = self.to;
            return match i64::from(month) - i64::from(published) {
                7.. => year - 1,
                ..=-9 => year + 1,
                _ => year,
            };
        }
        (self.from.0..=self.to.0)
            .find(|&year| self.from <= (year, month) && (year, month) <= self.to)
            .unwrap_or(self.to.0)
    }

    /// The month of a day that is named without one.
    pub(super) fn only_month(self) -> Option<(u32, u32)> {
        (self.from == self.to).then_some(self.from)
    }
}

/// Reads the document's period field; `None` where it is no interval of this era.
pub(super) fn parse_period(value: &str) -> Option<Period> {
    let (from, to) = match parse_value(value)? {
        Value::Point(point) => (point, point),
        Value::Interval(from, to) => (from, to),
    };
    let period = Period {
        from: (from.year?, from.month.unwrap_or(1)),
        to: (to.year?, to.month.unwrap_or(12)),
        open: false,
    };
    (period.from <= period.to && period.to.0 - period.from.0 < 200).then_some(period)
}

/// What the date of publication says of the dates in a text without a period of its own.
pub(super) fn parse_published(value: &str) -> Option<Period> {
    let Value::Point(day) = parse_value(value.get(..10)?)? else {
        return None;
    };
    let month = (day.year?, day.month?);
    Some(Period {
        from: month,
        to: month,
        open: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_and_write_alike() {
        for value in [
            "2024",
            "2024-05",
            "2024-05-24",
            "--05",
            "--05-24",
            "2024-07/2024-09",
            "--05-24/--05-25",
        ] {
            assert_eq!(parse_value(value).unwrap().to_string(), value);
        }
        for value in [
            "",
            "5月",
            "2024-5",
            "24-05-01",
            "2024-05-24T10:00",
            "2024/",
            "--",
        ] {
            assert_eq!(parse_value(value), None, "{value}");
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_possible() {
        assert!(parse_value("2024-02-29").unwrap().is_possible());
        assert!(!parse_value("2023-02-29").unwrap().is_possible());
        assert!(parse_value("--02-29").unwrap().is_possible());
        assert!(!parse_value("2024-06-31").unwrap().is_possible());
        assert!(!parse_value("2024-05/2024-04").unwrap().is_possible());
    }

    #[test]
    fn months_far_from_publication_belong_to_the_next_year() {
        let january = parse_published("2024-01-12T08:30").unwrap();
        assert_eq!((january.year_of(12), january.year_of(2)), (2023, 2024));
        let december = parse_published("2023-12-20").unwrap();
        assert_eq!((december.year_of(11), december.year_of(1)), (2023, 2024));
        assert_eq!(parse_published("2024"), None);
    }

    #[test]
    fn a_period_over_the_turn_of_a_year_gives_each_month_its_year() {
        let period = parse_period("2022-11-01/2023-02-28").unwrap();
        assert_eq!((period.year_of(12), period.year_of(1)), (2022, 2023));
        assert_eq!(period.year_of(6), 2023);
    }
}
