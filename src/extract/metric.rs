//! Figures: a numeral with its classifier or unit, percentages and fractions.

use std::ops::Range;

use crate::document::regions;

use super::cue::Cue;
use super::lexicon::{lexicon, longest_prefix, longest_suffix};
use super::metric_unit::{
    counts_in_chinese, is_duration, is_fixed, per_unit, trailing_more, unit_of,
};
use super::numeral::{Numeral, is_chinese_digit, numeral, run_len};
use super::passage::Passage;
use super::resolve::{Candidate, Kind};

/// A figure as it was read.
#[derive(Debug)]
struct Read {
    len: usize,
    value: String,
    unit: String,
    approximate: bool,
    rule: &'static str,
}

pub(super) fn find(passage: &Passage) -> Vec<Candidate> {
    let text = passage.text();
    let mut found = Vec::new();
    let mut at = 0;
    for begin in passage.cues().iter(Cue::Numeral) {
        if begin.start < at {
            continue;
        }
        at = begin.start;
        let rest = &text[at..];
        if let Some(len) = division_at(rest) {
            at += len;
            continue;
        }
        match read(text, at) {
            Some(read) => {
                let range = at..at + read.len;
                at = range.end;
                found.push(candidate(passage, range, read));
            }
            None => at += run_len(rest),
        }
    }
    found
}

/// Bytes of a division whose name begins like a figure: 三台县, 五台县.
fn division_at(rest: &str) -> Option<usize> {
    let head = rest.chars().next().filter(|c| is_chinese_digit(*c))?;
    let ends = rest.char_indices().map(|(at, _)| at).skip(2).take(4);
    ends.chain((rest.chars().take(6).count() <= 5).then_some(rest.len()))
        .find(|&end| {
            let name = &rest[..end];
            name.ends_with(['县', '市', '区', '旗'])
                && regions::named(name).any(|division| division.name == name)
        })
        .filter(|&end| end > head.len_utf8())
}

/// The value of a quote that is a figure as a whole.
pub(super) fn normalise(quote: &str) -> Option<String> {
    let quote = ["共计", "超过", "大约", "约", "近", "超", "共"]
        .iter()
        .find_map(|word| quote.strip_prefix(word))
        .unwrap_or(quote);
    let read = read(quote, 0)?;
    let rest = &quote[read.len..];
    (rest.is_empty() || lexicon().roughly.contains(rest)).then_some(read.value)
}

fn candidate(passage: &Passage, range: Range<usize>, read: Read) -> Candidate {
    let text = passage.text();
    let before = &text[..range.start];
    let after = &text[range.end..];
    let approximate = read.approximate
        || longest_suffix(before, &lexicon().about, 5).is_some()
        || longest_prefix(after, &lexicon().roughly, 3).is_some();
    let mut metric = Candidate::new(Kind::Metric, range.clone(), read.value, read.rule);
    if approximate {
        metric.attributes.insert("approximate", "true".to_owned());
    }
    if let Some(indicator) = super::metric_context::indicator(passage, &range, &read.unit) {
        metric.attributes.insert("indicator", indicator);
    }
    metric
}

/// The figure that begins at `at`.
fn read(text: &str, at: usize) -> Option<Read> {
    let before = &text[..at];
    if before.ends_with(|c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '第' | '.' | '〔' | '[' | '№' | '-' | '_' | '/')
            || is_chinese_digit(c)
    }) && !before.ends_with("为-")
    {
        return None;
    }
    let rest = &text[at..];
    if let Some(read) = part_of(rest) {
        return Some(read);
    }
    let number = numeral(rest)?;
    if is_fixed(before, rest, &number) {
        return None;
    }
    if let Some(read) = span_of_numbers(rest, &number) {
        return Some(read);
    }
    with_unit(before, rest, number)
}

/// 百分之八十, 三分之二, 3/4 is a date or a version and none.
fn part_of(rest: &str) -> Option<Read> {
    let near = &rest[..rest.floor_char_boundary(18)];
    let mut marks = near.match_indices('分').map(|(at, _)| at);
    let at = marks.find(|&at| near[at..].starts_with("分之"))?;
    if at > 12 {
        return None;
    }
    let (whole, after) = (&rest[..at], &rest[at + "分之".len()..]);
    let part = numeral(after)?;
    let len = whole.len() + "分之".len() + part.len;
    let (value, unit) = match whole {
        "百" => (format!("{} %", part.digits), "%"),
        "千" => (format!("{} ‰", part.digits), "‰"),
        _ => {
            let whole = numeral(whole).filter(|n| n.len == whole.len())?;
            (format!("{}/{}", part.digits, whole.digits), "")
        }
    };
    Some(Read {
        len,
        value,
        unit: unit.to_owned(),
        approximate: part.approximate,
        rule: "metric.part",
    })
}

/// 3至5个, 10%—15%, 3—5万元.
fn span_of_numbers(rest: &str, from: &Numeral) -> Option<Read> {
    let mut at = from.len;
    if rest[at..].starts_with('%') {
        at += 1;
    }
    let tail = &rest[at..];
    let joined = tail.strip_prefix(['-', '—', '~', '–', '至'])?;
    let joined = joined.strip_prefix('—').unwrap_or(joined);
    let skipped = rest.len() - joined.len();
    let to = numeral(joined).filter(|to| to.arabic == from.arabic)?;
    let unit = unit_of(&joined[to.len..], &to)?;
    if matches!(unit.1, "年" | "年度" | "学年" | "月" | "日") {
        return None;
    }
    let low: f64 = from.digits.parse().ok()?;
    let high: f64 = to.digits.parse().ok()?;
    // 3—5万元: the scale of the second end holds for the first, too.
    let low = if to.scaled && !from.scaled && low < high {
        let bare = numeral(&joined[..joined.find(['百', '千', '万', '亿'])?])?;
        let factor = high / bare.digits.parse::<f64>().ok()?;
        (low * factor).round().to_string()
    } else {
        from.digits.clone()
    };
    (low.parse::<f64>().ok()? < high).then(|| Read {
        len: skipped + to.len + unit.0,
        value: join(&format!("{low}-{}", to.digits), unit.1),
        unit: unit.1.to_owned(),
        approximate: from.approximate || to.approximate,
        rule: "metric.range",
    })
}

fn with_unit(before: &str, rest: &str, number: Numeral) -> Option<Read> {
    let after = &rest[number.len..];
    if let Some((unit_len, unit)) = unit_of(after, &number) {
        let counts = number.arabic || counts_in_chinese(before, rest, &number, unit);
        let calendar = matches!(unit, "年" | "月" | "日" | "号" | "年度")
            && !is_duration(before, after, &number, unit);
        if calendar || !counts || is_clock(before, unit) {
            return None;
        }
        let (trailing, approximate) = trailing_more(&after[unit_len..], unit);
        if let Some(per) = per_unit(&after[unit_len..]) {
            return Some(Read {
                len: number.len + unit_len + per.len(),
                value: join(&number.digits, &format!("{unit}{per}")),
                unit: unit.to_owned(),
                approximate: number.approximate,
                rule: "metric.measure",
            });
        }
        return Some(Read {
            len: number.len + unit_len + trailing,
            value: join(&number.digits, unit),
            unit: unit.to_owned(),
            approximate: number.approximate || approximate,
            rule: rule_of(unit),
        });
    }
    let bare = number.arabic && (number.scaled || number.approximate);
    let vague = !number.arabic
        && number.scaled
        && number.len >= 2 * '万'.len_utf8()
        && ["上", "近", "超", "数", "约"]
            .iter()
            .any(|w| before.ends_with(w));
    (bare || vague).then(|| Read {
        len: number.len,
        value: number.digits,
        unit: String::new(),
        approximate: number.approximate,
        rule: "metric.bare",
    })
}

/// 9时30分: the time of day is no figure.
fn is_clock(before: &str, unit: &str) -> bool {
    let hour = before.strip_suffix(['时', '点', '分']).unwrap_or_default();
    matches!(unit, "分" | "秒") && hour.ends_with(|c: char| c.is_ascii_digit())
}

/// Figures of a sentence that says 截至 a day are as of that day.
pub(super) fn add_as_of(text: &str, kept: &mut [Candidate]) {
    let mut as_of: Option<(usize, String)> = None;
    for candidate in kept {
        match candidate.kind {
            Kind::Date => {
                let before = text[..candidate.range.start].trim_end_matches(' ');
                if before.ends_with("截至")
                    || before.ends_with("截止")
                    || before.ends_with("截止到")
                    || before.ends_with("截至到")
                {
                    as_of = candidate
                        .value
                        .clone()
                        .map(|value| (candidate.range.end, value));
                }
            }
            Kind::Metric => {
                let Some((from, value)) = &as_of else {
                    continue;
                };
                if text[*from..candidate.range.start].contains(['。', '\n']) {
                    as_of = None;
                } else {
                    candidate.attributes.insert("as_of", value.clone());
                }
            }
            _ => {}
        }
    }
}

fn rule_of(unit: &str) -> &'static str {
    match unit {
        "%" | "‰" => "metric.percent",
        _ if lexicon().durations.contains(unit) => "metric.duration",
        _ if lexicon().classifiers.contains(unit) => "metric.count",
        _ => "metric.measure",
    }
}

fn join(digits: &str, unit: &str) -> String {
    if unit.is_empty() {
        digits.to_owned()
    } else {
        format!("{digits} {unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::resolve::testing::mentions;
    use super::*;
    use crate::document::NodeId;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let found = find(&passage);
        assert_eq!(mentions(text, &passage, &found), expected, "{text}");
    }

    #[test]
    fn figures_are_given_in_base_units() {
        check(
            "建成粮库1276座，总仓容31.76万吨",
            &[("1276座", "1276 座"), ("31.76万吨", "317600 吨")],
        );
        check(
            "发放补贴8.6亿元，惠及3000余户",
            &[("8.6亿元", "860000000 元"), ("3000余户", "3000 户")],
        );
        check(
            "储能20兆瓦时，办理7万项次",
            &[("20兆瓦时", "20 兆瓦时"), ("7万项次", "70000 项次")],
        );
        check("惠及约1.6亿农民", &[("1.6亿", "160000000")]);
        check("新增 1,250 个床位", &[("1,250 个", "1250 个")]);
    }

    #[test]
    fn percentages_and_fractions() {
        check(
            "同比增长5.2%，提高1.5个百分点",
            &[("5.2%", "5.2 %"), ("1.5个百分点", "1.5 个百分点")],
        );
        check(
            "占百分之八十，超过三分之二",
            &[("百分之八十", "80 %"), ("三分之二", "2/3")],
        );
    }

    #[test]
    fn chinese_numerals_count_but_do_not_name_or_order() {
        check(
            "提出八项任务，分两批实施",
            &[("八项", "8 项"), ("两批", "2 批")],
        );
        check("一批项目、二期工程、第三批名单、增强“四个意识”", &[]);
        check("十一部门印发", &[("十一部门", "11 部门")]);
        check("连续举办6届,14届一次会议", &[("6届", "6 届")]);
        check("2022-2023年度对口支援", &[]);
        check("三年级学生在第二、三周参观一二类灌区", &[]);
        check("引水工程二期和十届三次全会、节水2.0行动计划", &[]);
    }

    #[test]
    fn dates_versions_and_numbers_in_names_are_no_figures() {
        check("2024年5月15日，5G网络、12345热线、平台2.0版", &[]);
        check("上午9时30分开工", &[]);
        check("用3年左右时间", &[("3年", "3 年")]);
        check("IPv6改造、GB18030标准、〔2024〕5号", &[]);
    }

    #[test]
    fn ranges_keep_both_ends() {
        check("每校配备3—5名教师", &[("3—5名", "3-5 名")]);
        check("奖补3至5万元", &[("3至5万元", "30000-50000 元")]);
    }

    #[test]
    fn a_selected_quote_gets_a_value() {
        assert_eq!(normalise("近2000余名").as_deref(), Some("2000 名"));
        assert_eq!(normalise("30个左右").as_deref(), Some("30 个"));
        assert_eq!(normalise("通知"), None);
    }
}
