//! The period that a document reports on.
//!
//! In: the title and, where it does not say, the dates in the text. Out: an ISO 8601 interval of days.

use super::date;
use super::fields::Read;
use super::line::Para;
use super::month;
use super::tree::Role;
use super::{DocType, Found};
use crate::text::{parse_chinese_integer, words};

/// An interval of whole months: year and month of its first and last.
type Months = ((u16, u8), (u16, u8));

/// The period, if the text shows one. `published` helps with the year of a bulletin that carries none.
#[must_use]
pub(super) fn find(document: &Read<'_>, published: Option<&str>) -> Option<Found> {
    let title = document.title_cue().unwrap_or_default();
    let found = |value: Months, rule, in_title: bool| Found {
        value: iso(value),
        span: document.title.filter(|_| in_title),
        rule,
    };
    let speaks = document.doc_type() != DocType::Other || reports_on_period(&title);
    let titled = in_title(&title).filter(|&((_, from), (_, to))| {
        // A bulletin of a month whose title has only the year.
        let year_alone = (from, to) == (1, 12);
        speaks && !(document.doc_type() == DocType::MonthlyBulletin && year_alone)
    });
    if let Some(months) = titled {
        return Some(found(months, "field.period.title", true));
    }
    match document.doc_type() {
        DocType::MonthlyBulletin => bulletin_month(document, &title, published)
            .map(|months| found(months, "field.period.dates", false)),
        DocType::Chronicle if headed_by_years(document).is_some() => {
            headed_by_years(document).map(|months| found(months, "field.period.years", false))
        }
        DocType::Chronicle | DocType::WorkPoints => opening_year(document)
            .map(|year| found(whole_year(year), "field.period.opening", false)),
        DocType::Other => news_day(&title).map(|day| Found {
            value: format!("{day}/{day}"),
            span: document.title,
            rule: "field.period.news_day",
        }),
    }
}

/// The day that a newscast or a paper of one day carries in its title: 《新闻联播》(20240311), 早间要闻 2024年3月11日.
fn news_day(title: &str) -> Option<String> {
    if !words!("新闻|联播|早报|晚报|日报|要闻|快讯|播报|简讯").is_in(title) {
        return None;
    }
    let written = date::all(title)
        .iter()
        .find(|(day, ..)| day.day.is_some())
        .and_then(|(day, ..)| day.iso())
        .filter(|day| day.len() == 10);
    written.or_else(|| {
        let mut runs = title.split(|c: char| !c.is_ascii_digit());
        let digits = runs.find(|run| run.len() == 8 && run.starts_with("20"))?;
        let (month, day) = (&digits[4..6], &digits[6..]);
        let real = (1..=12).contains(&month.parse::<u8>().ok()?)
            && (1..=31).contains(&day.parse::<u8>().ok()?);
        real.then(|| format!("{}-{month}-{day}", &digits[..4]))
    })
}

/// Whether a document of no special type looks back or ahead on a stretch of time.
fn reports_on_period(title: &str) -> bool {
    words!("简报|总结|报告|规划|计划|季报|年报|半年报|综述|盘点|回顾|公报|情况|白皮书|动态|进展|专报|快报|周报|统计|\
            要情|纪实|时事|时政|热点|大事").is_in(title) && !words!("通知|会议|的函|征求").is_in(title)
}

fn iso(((from_year, from), (to_year, to)): Months) -> String {
    let last = last_day(to_year, to);
    format!("{from_year:04}-{from:02}-01/{to_year:04}-{to:02}-{last:02}")
}

const fn last_day(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

const fn whole_year(year: u16) -> Months {
    ((year, 1), (year, 12))
}

/// The period in a folded title: 2024年5月, 2024年1—3月, 2024年第一季度, 2024年上半年, 2024年度, 2021—2025年.
fn in_title(title: &str) -> Option<Months> {
    let chars: Vec<char> = title.chars().collect();
    let (year, after) = first_year(&chars)?;
    if let Some(to) = range_to(&chars, after) {
        return (to > year).then_some(((year, 1), (to, 12)));
    }
    let rest: String = chars[after..].iter().collect();
    let rest = rest.trim_start_matches('年').trim_start_matches('度');
    if let Some((from, to)) = quarters(rest) {
        return Some(((year, from * 3 - 2), (year, to * 3)));
    }
    if let Some(quarter) = quarter(rest) {
        return Some(((year, quarter * 3 - 2), (year, quarter * 3)));
    }
    if rest.starts_with("上半年") {
        return Some(((year, 1), (year, 6)));
    }
    if rest.starts_with("下半年") {
        return Some(((year, 7), (year, 12)));
    }
    Some(months(rest).map_or(whole_year(year), |(from, to)| ((year, from), (year, to))))
}

/// The first year in a title and the position after its digits: 2024年, 二〇二四年, 2024 before —2026年.
fn first_year(chars: &[char]) -> Option<(u16, usize)> {
    (0..chars.len()).find_map(|i| {
        let digits: String = chars.get(i..i + 4)?.iter().collect();
        let before = i.checked_sub(1).map(|before| chars[before]);
        if before.is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        let year = digits.parse::<u64>().ok().or_else(|| {
            (!digits.contains(['十', '百', '千']))
                .then(|| parse_chinese_integer(&digits))
                .flatten()
        })?;
        let year = u16::try_from(year)
            .ok()
            .filter(|year| (1949..2100).contains(year))?;
        let dashed = chars.get(i + 4).is_some_and(|c| "-—–~至".contains(*c));
        (chars.get(i + 4) == Some(&'年') || dashed).then_some((year, i + 4))
    })
}

/// —2026年 after a first year.
fn range_to(chars: &[char], at: usize) -> Option<u16> {
    let mut at = at + usize::from(chars.get(at) == Some(&'年'));
    let from = at;
    while chars.get(at).is_some_and(|c| "-—–~至".contains(*c)) {
        at += 1;
    }
    let digits: String = chars.get(at..at + 4)?.iter().collect();
    let year = digits.parse().ok()?;
    (at > from && (1949..2100).contains(&year) && chars.get(at + 4) == Some(&'年')).then_some(year)
}

/// 第一季度, 一季度, 1季度.
fn quarter(rest: &str) -> Option<u8> {
    let (number, _) = rest.split_once("季度")?;
    let number = number.trim_start_matches('第');
    let number = number
        .parse::<u64>()
        .ok()
        .or_else(|| parse_chinese_integer(number))?;
    u8::try_from(number).ok().filter(|n| (1..=4).contains(n))
}

/// 第1-2季度, 一至三季度.
fn quarters(rest: &str) -> Option<(u8, u8)> {
    let (numbers, _) = rest.split_once("季度")?;
    let (from, to) = numbers.split_once(['-', '—', '–', '至', '~'])?;
    let of = |number: &str| quarter(&format!("{number}季度"));
    of(from).zip(of(to)).filter(|(from, to)| from < to)
}

/// 5月, 五月, 1—3月, 1月至3月 at the beginning.
fn months(rest: &str) -> Option<(u8, u8)> {
    let head: String = rest.chars().take(12).collect();
    let (numbers, _) = head.rsplit_once('月')?;
    let parts: Vec<Option<u8>> = numbers
        .split(['-', '—', '–', '~', '至', '到'])
        .filter(|part| !part.is_empty())
        .map(|part| {
            let part = part.trim_end_matches("月份").trim_end_matches('月');
            let number = part
                .parse::<u64>()
                .ok()
                .or_else(|| parse_chinese_integer(part))?;
            u8::try_from(number).ok().filter(|n| (1..=12).contains(n))
        })
        .collect();
    match parts[..] {
        [Some(month)] => Some((month, month)),
        [Some(from), Some(to)] if from < to => Some((from, to)),
        // 5月教育信息化工作月报 has a second 月 in reach.
        _ => {
            let (first, _) = head.split_once('月')?;
            let number = first
                .parse::<u64>()
                .ok()
                .or_else(|| parse_chinese_integer(first))?;
            let month = u8::try_from(number).ok().filter(|n| (1..=12).contains(n))?;
            Some((month, month))
        }
    }
}

/// The month that most dates without a year fall in, in the year that the text names most.
fn bulletin_month(document: &Read<'_>, title: &str, published: Option<&str>) -> Option<Months> {
    let mut counts = [0_u32; 13];
    let mut years: Vec<(u16, u32)> = Vec::new();
    for (para, _) in content(document) {
        for (day, ..) in date::all(&para.cue) {
            if let (None, Some(month)) = (day.year, day.month) {
                counts[usize::from(month)] += 1;
            }
        }
        for year in years_in(&para.cue) {
            match years.iter_mut().find(|(known, _)| *known == year) {
                Some((_, n)) => *n += 1,
                None => years.push((year, 1)),
            }
        }
    }
    let titled = title_month(title);
    let most = (1_u8..=12).max_by_key(|&month| (counts[usize::from(month)], 12 - month))?;
    let month = match titled {
        Some(month) => month,
        None if counts[usize::from(most)] >= 2 => most,
        None => return None,
    };
    let by_publication = published.and_then(|date| {
        let (year, rest) = date.split_once('-')?;
        let published_in: u8 = rest.get(..2)?.parse().ok()?;
        let year: u16 = year.parse().ok()?;
        Some(if month > published_in { year - 1 } else { year })
    });
    let titled_year = first_year(&title.chars().collect::<Vec<_>>()).map(|(year, _)| year);
    let named = years
        .iter()
        .max_by_key(|(year, n)| (*n, *year))
        .map(|(year, _)| *year);
    let year = titled_year.or(by_publication).or(named)?;
    Some(((year, month), (year, month)))
}

/// 5月 in a title without a year.
fn title_month(title: &str) -> Option<u8> {
    date::all(title).iter().find_map(|(day, ..)| day.month)
}

/// The paragraphs that are neither frame nor heading, with their roles.
fn content<'a>(document: &'a Read<'_>) -> impl Iterator<Item = (&'a Para, Role)> {
    document
        .paras
        .iter()
        .zip(document.roles)
        .filter(|(_, role)| !matches!(role, Role::Title(_) | Role::Byline | Role::Boilerplate))
        .map(|(para, role)| (para, *role))
}

/// Years of this century that a text writes, in dates and names.
fn years_in(cue: &str) -> Vec<u16> {
    let chars: Vec<char> = cue.chars().collect();
    let mut years = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let n = chars[i..].iter().take_while(|c| c.is_ascii_digit()).count();
        if n == 4 && chars[i] == '2' && chars[i + 1] == '0' {
            let digits: String = chars[i..i + 4].iter().collect();
            years.extend(digits.parse::<u16>());
        }
        i += n.max(1);
    }
    years
}

/// The years that head a chronicle from its first line on, the first to the last of them.
fn headed_by_years(document: &Read<'_>) -> Option<Months> {
    let first = content(document).next()?;
    month::year_alone(&first.0.cue)?;
    let years = content(document)
        .filter(|(_, role)| matches!(role, Role::Section { .. }))
        .filter_map(|(para, _)| month::year_alone(&para.cue));
    let (from, to) = years.fold((u16::MAX, 0), |(from, to), year| {
        (from.min(year), to.max(year))
    });
    (from <= to).then_some(((from, 1), (to, 12)))
}

/// The year that the first paragraph, a month's heading or most of the text names.
fn opening_year(document: &Read<'_>) -> Option<u16> {
    let mut opening = content(document).take_while(|(_, role)| {
        matches!(
            role,
            Role::Summary | Role::Paragraph { .. } | Role::Continue
        )
    });
    let in_opening = opening.find_map(|(para, _)| first_written_year(&para.cue));
    let in_months = || {
        content(document)
            .filter(|(para, role)| {
                matches!(role, Role::Section { .. }) && month::is_heading(&para.cue)
            })
            .find_map(|(para, _)| first_written_year(&para.cue))
    };
    let in_dates = || {
        let mut years: Vec<(u16, u32)> = Vec::new();
        for (para, _) in content(document) {
            for (day, ..) in date::all(&para.cue) {
                if let (Some(year), Some(_)) = (day.year, day.month) {
                    match years.iter_mut().find(|(known, _)| *known == year) {
                        Some((_, n)) => *n += 1,
                        None => years.push((year, 1)),
                    }
                }
            }
        }
        years
            .into_iter()
            .max_by_key(|&(_, n)| n)
            .filter(|&(_, n)| n >= 2)
            .map(|(year, _)| year)
    };
    in_opening.or_else(in_months).or_else(in_dates)
}

fn first_written_year(cue: &str) -> Option<u16> {
    first_year(&cue.chars().collect::<Vec<_>>()).map(|(year, _)| year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_the_period() {
        for (title, period) in [
            ("2024年5月教育信息化工作月报", "2024-05-01/2024-05-31"),
            ("2024年2月月报", "2024-02-01/2024-02-29"),
            ("二〇二四年五月工作月报", "2024-05-01/2024-05-31"),
            ("2022年第四季度工作简报", "2022-10-01/2022-12-31"),
            ("2024年上半年工作总结", "2024-01-01/2024-06-30"),
            ("2024年1-3月工作简报", "2024-01-01/2024-03-31"),
            ("2023年度工作报告", "2023-01-01/2023-12-31"),
            ("某某省数据发展规划(2021—2025年)", "2021-01-01/2025-12-31"),
            ("中共某某省委 2024年工作要点", "2024-01-01/2024-12-31"),
        ] {
            let title = crate::document::cue::fold_prefix(title, 99).replace(' ', "");
            assert_eq!(
                in_title(&title).map(iso).as_deref(),
                Some(period),
                "{title}"
            );
        }
        assert_eq!(in_title("数据工作要点"), None);
    }

    #[test]
    fn a_newscast_reports_on_the_day_in_its_title() {
        assert_eq!(
            news_day("《早间新闻》(20230412)").as_deref(),
            Some("2023-04-12")
        );
        assert_eq!(
            news_day("晚间播报2023年4月12日").as_deref(),
            Some("2023-04-12")
        );
        assert_eq!(news_day("《早间新闻》(20231342)"), None);
        assert_eq!(news_day("关于2023年4月12日会议的通知"), None);
    }
}
