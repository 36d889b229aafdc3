//! Dates: points and intervals on the calendar, written with Arabic or Chinese numerals.
//!
//! A date is read where a numeral, or a word such as 今年, begins; what is read is bounded, so that time is linear. Missing years come
//! from the document's period. What reads one date is in `date_reader`; here it is decided which of them are mentions.

use std::ops::Range;

use super::context::Context;
use super::cue::Cue;
use super::date_month::item_number;
use super::date_reader::{Previous, Read, Reader};
use super::numeral::{begins_numeral, run_len};
use super::passage::Passage;
use super::resolve::{Candidate, Kind};

/// What was found in a passage.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) mentions: Vec<Candidate>,
    /// Days that the calendar does not have, such as 2月30日.
    pub(super) impossible: Vec<Range<usize>>,
}

/// Things that are named with a year: 2023年度优秀案例名单 tells no date.
const NAMED_BY_YEAR: [&str; 27] = [
    "名单",
    "案例",
    "课程",
    "项目",
    "奖",
    "榜",
    "榜单",
    "白皮书",
    "蓝皮书",
    "版",
    "考试",
    "高考",
    "中考",
    "年鉴",
    "清单",
    "目录",
    "世界杯",
    "奥运会",
    "指数",
    "报告",
    "试题",
    "真题",
    "教材",
    "大奖",
    "称号",
    "人物",
    "基地",
];

pub(super) fn find(passage: &Passage, context: &Context) -> Dates {
    let text = passage.text();
    let years = context.years();
    let mut dates = Dates::default();
    let mut previous = Previous::after(context.last_day.as_deref(), context.month);
    let mut at = 0;
    for begin in passage.cues().iter(Cue::Date) {
        if begin.start < at {
            continue;
        }
        at = begin.start;
        previous.enter_sentence(passage.sentence_range(at).start);
        let reader = Reader::new(text, years, &previous);
        match reader.read(at) {
            Some(read) => {
                if !read.value.is_possible() {
                    dates.impossible.push(at..read.end);
                } else if is_mention(passage, at, &read) {
                    dates.mentions.push(Candidate::new(
                        Kind::Date,
                        at..read.end,
                        read.value.to_string(),
                        read.rule,
                    ));
                    previous.remember(&read);
                }
                at = read.end;
            }
            None if text[begin.clone()].starts_with(begins_numeral) => {
                let rest = &text[at..];
                at += item_number(rest).unwrap_or_else(|| run_len(rest));
            }
            None => {}
        }
    }
    dates
}

/// The value of a quote that is a date as a whole.
pub(super) fn normalise(quote: &str, context: &Context) -> Option<String> {
    let previous = Previous::default();
    let quote = quote.trim_start_matches("截至").trim_start_matches("截止");
    let read = Reader::new(quote, context.years(), &previous).read(0)?;
    (read.value.is_possible() && quote.len() - read.end <= "左右".len())
        .then(|| read.value.to_string())
}

/// Whether a date can begin with this character.
pub(super) fn may_begin(c: char) -> bool {
    c.is_ascii_digit()
        || super::numeral::is_chinese_digit(c)
        || matches!(
            c,
            '今' | '去'
                | '明'
                | '前'
                | '本'
                | '上'
                | '下'
                | '同'
                | '当'
                | '第'
                | '年'
                | '月'
                | '“'
                | '"'
                | '全'
                | '首'
        )
}

/// A year alone is no date where it only belongs to a name, or stands in the marks after a title.
fn is_mention(passage: &Passage, at: usize, read: &Read) -> bool {
    if !matches!(read.rule, "date.year" | "date.year_range") {
        return true;
    }
    let text = passage.text();
    let after = &text[read.end..];
    if after.starts_with(['版', '级', '届', '款', '制']) || after.starts_with("学年") {
        return false;
    }
    if text[..at].ends_with('(') && after.starts_with([')', '版']) {
        return false;
    }
    let of_year = text[at..read.end].ends_with("年度");
    let phrase = noun_phrase(passage, read.end);
    let names_thing = NAMED_BY_YEAR.iter().any(|head| phrase.ends_with(head));
    !(names_thing || of_year && !phrase.is_empty())
}

/// The words after a year up to a mark or a function word: what the year may be a part of.
fn noun_phrase(passage: &Passage, from: usize) -> &str {
    let text = passage.text();
    let mut end = from;
    for word in passage.words_after(from).take(16) {
        let s = passage.word(&word);
        let function = !matches!(s, "和" | "与" | "及")
            && matches!(word.tag, "p" | "uj" | "ul" | "d" | "r")
            || matches!(s, "进行" | "予以" | "公示" | "公布" | "完成" | "起");
        let mark = !s.chars().any(char::is_alphanumeric) && !matches!(s, "“" | "”");
        if function || mark {
            break;
        }
        end = word.end;
    }
    text[from..end.max(from)].trim_end_matches('”')
}

#[cfg(test)]
mod tests {
    use super::super::resolve::testing::mentions;
    use super::*;
    use crate::document::NodeId;

    fn context(period: &str) -> Context {
        Context {
            period: (!period.is_empty()).then(|| period.to_owned()),
            ..Context::default()
        }
    }

    fn check(period: &str, text: &str, expected: &[(&str, &str)]) {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let dates = find(&passage, &context(period));
        assert_eq!(
            mentions(text, &passage, &dates.mentions),
            expected,
            "{text}"
        );
    }

    const MARCH: &str = "2023-03-01/2023-03-31";

    #[test]
    fn days_take_their_year_from_the_period() {
        check(
            MARCH,
            "3月8日，全省春耕现场会召开。",
            &[("3月8日", "2023-03-08")],
        );
        check("", "3月8日召开。", &[("3月8日", "--03-08")]);
        check(
            "2022-12-01/2023-01-31",
            "12月6日和1月9日",
            &[("12月6日", "2022-12-06"), ("1月9日", "2023-01-09")],
        );
    }

    #[test]
    fn intervals_within_and_across_months_and_years() {
        check(
            MARCH,
            "3月8—10日举行",
            &[("3月8—10日", "2023-03-08/2023-03-10")],
        );
        check(
            MARCH,
            "3月28日至4月2日举行",
            &[("3月28日至4月2日", "2023-03-28/2023-04-02")],
        );
        check(
            MARCH,
            "2022年12月至2023年2月",
            &[("2022年12月至2023年2月", "2022-12/2023-02")],
        );
        check(
            MARCH,
            "7至9月、10-11月",
            &[
                ("7至9月", "2023-07/2023-09"),
                ("10-11月", "2023-10/2023-11"),
            ],
        );
        check(MARCH, "2021—2025年", &[("2021—2025年", "2021/2025")]);
        check(
            MARCH,
            "2019年5月20日—6月1日",
            &[("2019年5月20日—6月1日", "2019-05-20/2019-06-01")],
        );
    }

    #[test]
    fn parts_of_months_and_years() {
        check(MARCH, "截至2月底", &[("2月底", "2023-02-28")]);
        check(
            MARCH,
            "4月中旬播种",
            &[("4月中旬", "2023-04-11/2023-04-20")],
        );
        check(
            MARCH,
            "第一季度和上半年",
            &[
                ("第一季度", "2023-01-01/2023-03-31"),
                ("上半年", "2023-01-01/2023-06-30"),
            ],
        );
        check(
            MARCH,
            "2024年前三季度，到2025年底",
            &[
                ("2024年前三季度", "2024-01-01/2024-09-30"),
                ("2025年底", "2025-12-31"),
            ],
        );
        check(MARCH, "去年底开工", &[("去年底", "2022-12-31")]);
        check(MARCH, "“十四五”期间新增", &[("“十四五”期间", "2021/2025")]);
    }

    #[test]
    fn chinese_numerals_full_width_digits_and_spaces() {
        check(
            "",
            "二〇二三年十月二十一日",
            &[("二〇二三年十月二十一日", "2023-10-21")],
        );
        check(
            "",
            "２０２３年 １０ 月 ２１ 日",
            &[("２０２３年 １０ 月 ２１ 日", "2023-10-21")],
        );
        check("", "2023-10-21发布", &[("2023-10-21", "2023-10-21")]);
    }

    #[test]
    fn a_break_inside_stays_in_the_quote_and_leaves_the_value() {
        let text = "全省高标准农田建设工作推进会于2023年10\n　　月21日在线上召开。";
        check("", text, &[("2023年10\n　　月21日", "2023-10-21")]);
    }

    #[test]
    fn the_same_day_is_the_last_one_named() {
        check(
            MARCH,
            "3月8日开工。同日，启动演练。",
            &[("3月8日", "2023-03-08"), ("同日", "2023-03-08")],
        );
        check(
            MARCH,
            "3月8日开幕，10日闭幕。",
            &[("3月8日", "2023-03-08"), ("10日", "2023-03-10")],
        );
    }

    #[test]
    fn the_same_day_may_stand_in_the_passage_before() {
        let text = "同日，灌区开闸放水。";
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let context = Context {
            last_day: Some("2023-03-08".to_owned()),
            ..context(MARCH)
        };
        let dates = find(&passage, &context);
        let found = mentions(text, &passage, &dates.mentions);
        assert_eq!(found, [("同日", "2023-03-08")]);
    }

    #[test]
    fn the_date_of_publication_tells_the_year_where_no_period_does() {
        let text = "12月28日开工，今年上半年完工，前4个月";
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let context = Context {
            published: Some("2023-01-05".to_owned()),
            ..Context::default()
        };
        let dates = find(&passage, &context);
        let found = mentions(text, &passage, &dates.mentions);
        let expected = [
            ("12月28日", "2022-12-28"),
            ("今年上半年", "2023-01-01/2023-06-30"),
            ("前4个月", "2023-01/2023-04"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn years_listed_before_one_with_its_mark_are_dates() {
        check(
            MARCH,
            "计划2022、2023年分两批实施",
            &[("2022", "2022"), ("2023年", "2023")],
        );
    }

    #[test]
    fn years_in_names_durations_and_ordinals_are_no_dates() {
        check("", "公布2022年度农业科技优秀案例名单", &[]);
        check("", "历时3个月，连续5年，第三年", &[]);
        check("", "目录（2022年版）", &[]);
        check(
            "",
            "2022年，新增；2022年度，完成",
            &[("2022年", "2022"), ("2022年度", "2022")],
        );
        check("", "编号20240515001、2024", &[]);
    }

    #[test]
    fn a_day_that_does_not_exist_is_reported() {
        let passage = Passage::from_slice("2月30日前报送", NodeId(0), 0);
        let dates = find(&passage, &context("2024-02-01/2024-02-29"));
        assert!(dates.mentions.is_empty());
        assert_eq!(&passage.text()[dates.impossible[0].clone()], "2月30日");
    }

    #[test]
    fn a_selected_quote_gets_a_value() {
        assert_eq!(
            normalise("3月8日", &context(MARCH)).as_deref(),
            Some("2023-03-08")
        );
        assert_eq!(
            normalise("截至3月底", &context(MARCH)).as_deref(),
            Some("2023-03-31")
        );
        assert_eq!(normalise("教育厅", &context(MARCH)), None);
    }

    #[test]
    fn items_of_a_list_may_be_numbered_right_before_their_date() {
        check(
            "2023-03-01/2023-03-31",
            "1.3月5日,检修渠道。 2.3月6日~8日,清淤,共3.5月",
            &[
                ("3月5日", "2023-03-05"),
                ("3月6日~8日", "2023-03-06/2023-03-08"),
            ],
        );
    }

    #[test]
    fn days_under_a_month_of_an_unknown_year_have_the_month() {
        let passage = Passage::from_slice("3日,清淤。", NodeId(0), 0);
        let context = Context {
            month: Some(12),
            ..Context::default()
        };
        let found = find(&passage, &context);
        assert_eq!(found.mentions[0].value.as_deref(), Some("--12-03"));
    }
}
