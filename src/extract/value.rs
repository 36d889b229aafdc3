//! Values by themselves: what the machine would give a quote that a reviewer selected, and whether a value is one at all.

use std::fmt;

use crate::document::{Outline, regions};
use crate::text::{Span, Text};

use super::calendar::parse_value;
use super::context::Context;
use super::flat::{Flat, one_line};
use super::{MentionType, date, doc, event, metric, org_value, person, place};

/// Why a value is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueProblem {
    /// Nothing where something must be.
    Empty,
    /// A line break or another control character.
    LineBreak,
    /// Not an ISO 8601 date, month, year or interval of them.
    NotADate,
    /// A day that the calendar does not have.
    NoSuchDay,
    /// An interval that ends before it begins.
    EndBeforeStart,
    /// Not a number with or without a unit.
    NotANumber,
    /// The last word of a place is a number, but no code of GB/T 2260.
    NotACode,
    /// None of the choices that a field offers.
    NotAChoice,
}

impl ValueProblem {
    /// A stable name, for translations.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "value.empty",
            Self::LineBreak => "value.line_break",
            Self::NotADate => "value.not_a_date",
            Self::NoSuchDay => "value.no_such_day",
            Self::EndBeforeStart => "value.end_before_start",
            Self::NotANumber => "value.not_a_number",
            Self::NotACode => "value.not_a_code",
            Self::NotAChoice => "value.not_a_choice",
        }
    }
}

impl fmt::Display for ValueProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for ValueProblem {}

/// The machine's value for a quote, as it would be for a mention of that type. `None` where the quote does not read as one.
#[must_use]
pub fn normalise(kind: &MentionType, quote: &str, context: &Context) -> Option<String> {
    let flat = Flat::new(quote, 0);
    let flat = flat.as_str().trim();
    let line = one_line(quote);
    let line = line.trim();
    match kind {
        MentionType::Date => date::normalise(flat, context),
        MentionType::Metric => metric::normalise(flat),
        MentionType::Doc => Some(doc::title(line).to_owned()),
        MentionType::Org => org_value::normalise(line, context),
        MentionType::Place => place::normalise(flat, context),
        MentionType::Person => person::normalise(flat),
        MentionType::Event => event::normalise(line),
        MentionType::Custom(_) => Some(line.to_owned()),
    }
    .filter(|value| check_value(kind, value).is_ok())
}

/// The machine's value for words of a document as a mention of that type; the words on one line where it has none of its own.
#[must_use]
pub fn value_of_span(kind: &MentionType, span: Span, text: &Text, outline: &Outline) -> String {
    let quote = text.slice(span);
    let node = outline.node_at(span.start);
    let context = node.map_or_else(Context::default, |node| Context::of(text, outline, node));
    normalise(kind, quote, &context).unwrap_or_else(|| one_line(quote).trim().to_owned())
}

/// Whether a value is one of its type.
///
/// # Errors
///
/// What is wrong with it: dates must be ISO 8601 (`2024`, `2024-05`, `2024-05-24`, `--05-24` or two of them with `/`) and exist, figures
/// `number [unit]`, places `name [code]` with a code of GB/T 2260; persons may be empty, others not, and none may break the line.
pub fn check_value(kind: &MentionType, value: &str) -> Result<(), ValueProblem> {
    if value
        .chars()
        .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
    {
        return Err(ValueProblem::LineBreak);
    }
    if value.trim().is_empty() {
        return match kind {
            MentionType::Person => Ok(()),
            _ => Err(ValueProblem::Empty),
        };
    }
    match kind {
        MentionType::Date => check_date(value),
        MentionType::Metric => check_number(value),
        MentionType::Place => check_place(value),
        _ => Ok(()),
    }
}

fn check_date(value: &str) -> Result<(), ValueProblem> {
    use super::calendar::Value;
    let parsed = parse_value(value).ok_or(ValueProblem::NotADate)?;
    let exist = match parsed {
        Value::Point(point) => point.exists(),
        Value::Interval(from, to) => from.exists() && to.exists(),
    };
    if !exist {
        Err(ValueProblem::NoSuchDay)
    } else if parsed.is_possible() {
        Ok(())
    } else {
        Err(ValueProblem::EndBeforeStart)
    }
}

/// `80`, `-3.5 %`, `2/3`, `3-5 名`.
fn check_number(value: &str) -> Result<(), ValueProblem> {
    let (number, unit) = match value.split_once(' ') {
        Some((number, unit)) => (number, Some(unit)),
        None => (value, None),
    };
    let unit_ok = unit.is_none_or(|unit| {
        !unit.trim().is_empty() && !unit.starts_with(|c: char| c.is_ascii_digit())
    });
    let body = number.strip_prefix('-').unwrap_or(number);
    let parts: Vec<&str> = body.split(['/', '-']).collect();
    let number_ok = parts.len() <= 2
        && parts.iter().all(|part| {
            let (whole, fraction) = part
                .split_once('.')
                .map_or((*part, None), |(whole, fraction)| (whole, Some(fraction)));
            let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
            digits(whole) && fraction.is_none_or(digits)
        });
    if unit_ok && number_ok {
        Ok(())
    } else {
        Err(ValueProblem::NotANumber)
    }
}

fn check_place(value: &str) -> Result<(), ValueProblem> {
    let Some((name, code)) = value.rsplit_once(' ') else {
        let number = value.bytes().all(|b| b.is_ascii_digit());
        return if number {
            Err(ValueProblem::NotACode)
        } else {
            Ok(())
        };
    };
    if name.trim().is_empty() {
        return Err(ValueProblem::Empty);
    }
    if !code.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(());
    }
    // Codes of divisions that were merged since stand in older texts: the province must exist, the rest must be six digits.
    let known = code.len() == 6
        && code.bytes().all(|b| b.is_ascii_digit())
        && regions::division(&format!("{}0000", &code[..2])).is_some();
    if known {
        Ok(())
    } else {
        Err(ValueProblem::NotACode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: &MentionType, value: &str) -> Option<ValueProblem> {
        check_value(kind, value).err()
    }

    #[test]
    fn dates_exist_and_intervals_run_forwards() {
        for value in [
            "2024",
            "2024-05",
            "2024-05-24",
            "--05-24",
            "--05",
            "2024-05-24/2024-05-25",
            "2024-07/2024-09",
            "2021/2025",
            "2024-02-29",
        ] {
            assert_eq!(check(&MentionType::Date, value), None, "{value}");
        }
        assert_eq!(
            check(&MentionType::Date, "5月24日"),
            Some(ValueProblem::NotADate)
        );
        assert_eq!(
            check(&MentionType::Date, "2023-02-29"),
            Some(ValueProblem::NoSuchDay)
        );
        assert_eq!(
            check(&MentionType::Date, "2024-13"),
            Some(ValueProblem::NoSuchDay)
        );
        assert_eq!(
            check(&MentionType::Date, "2024-05-25/2024-05-24"),
            Some(ValueProblem::EndBeforeStart)
        );
    }

    #[test]
    fn figures_are_numbers_with_a_unit_or_none() {
        for value in [
            "160000000",
            "1276 家",
            "60.61 %",
            "-3.5 亿元",
            "2/3",
            "3-5 名",
        ] {
            assert_eq!(check(&MentionType::Metric, value), None, "{value}");
        }
        for value in ["家", "1276家", "1,276 家", "1. 家", "12 34"] {
            assert_eq!(
                check(&MentionType::Metric, value),
                Some(ValueProblem::NotANumber),
                "{value}"
            );
        }
    }

    #[test]
    fn places_have_codes_of_the_standard() {
        for value in [
            "四川 510000",
            "辽宁省沈阳市 210100",
            "中国",
            "法国巴黎",
            "New York",
        ] {
            assert_eq!(check(&MentionType::Place, value), None, "{value}");
        }
        for value in ["四川 5100", "四川 990000", "510000"] {
            assert_eq!(
                check(&MentionType::Place, value),
                Some(ValueProblem::NotACode),
                "{value}"
            );
        }
    }

    #[test]
    fn only_persons_may_be_empty_and_nothing_breaks_the_line() {
        assert_eq!(check(&MentionType::Person, ""), None);
        assert_eq!(check(&MentionType::Org, " "), Some(ValueProblem::Empty));
        assert_eq!(
            check(&MentionType::Event, "甲\n乙"),
            Some(ValueProblem::LineBreak)
        );
        assert_eq!(
            check(&MentionType::Person, "部\u{2028}长"),
            Some(ValueProblem::LineBreak)
        );
    }

    #[test]
    fn a_quote_with_a_hard_break_gets_a_value_without() {
        let context = Context {
            period: Some("2023-03-01/2023-03-31".to_owned()),
            ..Context::default()
        };
        assert_eq!(
            normalise(&MentionType::Doc, "《农田水利\n　　条例》", &context).as_deref(),
            Some("农田水利条例")
        );
        assert_eq!(
            normalise(&MentionType::Date, "３月８日", &context).as_deref(),
            Some("2023-03-08")
        );
        assert_eq!(
            normalise(&MentionType::Metric, "1276家", &context).as_deref(),
            Some("1276 家")
        );
        assert_eq!(normalise(&MentionType::Metric, "通知", &context), None);
    }
}
