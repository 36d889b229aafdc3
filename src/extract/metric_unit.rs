//! Units of figures: what stands behind a numeral, whether it counts there, and what only looks like a figure.

use super::lexicon::{lexicon, longest_prefix, longest_suffix};
use super::numeral::Numeral;

/// The longest unit of the lexicon in characters.
const LONGEST_UNIT_CHARS: usize = 9;

/// 公斤/亩, 元/吨: what a unit is divided by.
pub(super) fn per_unit(after: &str) -> Option<&str> {
    let rest = after.strip_prefix('/')?;
    let lexicon = lexicon();
    let unit = longest_prefix(rest, &lexicon.units, 5)
        .or_else(|| longest_prefix(rest, &lexicon.durations, 3))
        .or_else(|| longest_prefix(rest, &lexicon.classifiers, 3))?;
    let len = '/'.len_utf8() + unit.len();
    Some(&after[..len])
}

/// 3年多, 5个多月: the mark of approximation behind some units.
pub(super) fn trailing_more(after: &str, unit: &str) -> (usize, bool) {
    let more = matches!(unit, "年" | "岁" | "元" | "公里" | "亩" | "吨" | "天")
        && after.starts_with('多')
        && !after.starts_with("多个");
    if more {
        ('多'.len_utf8(), true)
    } else {
        (0, false)
    }
}

/// The unit at the beginning of a text: bytes it takes and its name.
pub(super) fn unit_of<'t>(after: &'t str, number: &Numeral) -> Option<(usize, &'t str)> {
    let lexicon = lexicon();
    let gap = usize::from(after.starts_with(' '));
    let rest = &after[gap..];
    if rest.starts_with(['%', '‰', '℃']) {
        let len = rest.chars().next()?.len_utf8();
        return Some((gap + len, &rest[..len]));
    }
    let classifier = longest_prefix(rest, &lexicon.classifiers, LONGEST_UNIT_CHARS);
    let unit = longest_prefix(rest, &lexicon.units, LONGEST_UNIT_CHARS);
    let duration = longest_prefix(rest, &lexicon.durations, LONGEST_UNIT_CHARS);
    let arabic = number
        .arabic
        .then(|| longest_prefix(rest, &lexicon.arabic_units, LONGEST_UNIT_CHARS))
        .flatten()
        .filter(|word| *word != "号");
    let longest = [classifier, unit, duration, arabic]
        .into_iter()
        .flatten()
        .max_by_key(|word| word.len())?;
    // An English unit must end where the word ends: 200P, but not 5App.
    let latin = longest.ends_with(|c: char| c.is_ascii_alphabetic());
    let runs_on = rest[longest.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    if latin && runs_on || !number.arabic && !number.scaled && latin {
        return None;
    }
    if longest == "G" && number.digits.len() == 1 {
        return None;
    }
    Some((gap + longest.len(), longest))
}

/// Whether a Chinese numeral counts: 一批 is any, 二期 is an ordinal, 两级 and the like are names.
pub(super) fn counts_in_chinese(before: &str, rest: &str, number: &Numeral, unit: &str) -> bool {
    let written = &rest[..number.len];
    let lexicon = lexicon();
    let scaled_alone = written.chars().count() == 1 && number.scaled;
    if matches!(written, "一" | "二" | "零" | "〇" | "几" | "半" | "○") || scaled_alone {
        return false;
    }
    // 一二类苗, 七八个: digits in a row name classes or say about how many.
    let in_a_row =
        written.chars().count() > 1 && written.chars().all(|c| "一二三四五六七八九".contains(c));
    if in_a_row || is_of_series(before, unit) {
        return false;
    }
    let gap = usize::from(rest[number.len..].starts_with(' '));
    let unit_end = number.len + gap + unit.len();
    let ordinal =
        matches!(unit, "期" | "代") && rest[unit_end..].starts_with(['工', '项', '建', '改']);
    let known = lexicon.classifiers.contains(unit)
        || lexicon.units.contains(unit)
        || lexicon.durations.contains(unit);
    let of_century = unit == "年" && number.digits.len() > 3;
    let in_name = before.ends_with(['“', '"'])
        && rest.chars().take(9).any(|c| c == '”' || c == '"')
        && number.digits.len() < 3;
    let vague =
        matches!(unit, "分" | "点" | "度" | "里" | "派" | "组" | "代" | "双") && !number.scaled;
    known && !(ordinal || of_century || in_name || vague)
}

/// 引调水工程二期, 十届三次全会: which one of a series it is.
fn is_of_series(before: &str, unit: &str) -> bool {
    match unit {
        "期" => before.ends_with("工程") || before.ends_with("项目") || before.ends_with("公司"),
        "次" => before.ends_with('届'),
        _ => false,
    }
}

/// 用3年左右时间, 近10年: lengths of time and no points on the calendar.
pub(super) fn is_duration(before: &str, after: &str, number: &Numeral, unit: &str) -> bool {
    if unit == "号" || number.digits.len() > 3 && unit.starts_with('年') {
        return false;
    }
    let lexicon = lexicon();
    let led = longest_suffix(before, &lexicon.duration_led, 4).is_some();
    let tail = &after[unit.len() + usize::from(after.starts_with(' '))..];
    match unit {
        "日" => led && !tail.starts_with(['至', '—', '-']) || tail.starts_with('内'),
        "月" => false,
        _ => {
            led || longest_prefix(tail, &lexicon.duration_followed, 3).is_some()
                || number.approximate
        }
    }
}

/// Fixed expressions (四个意识), versions (2.0版), and numerals that belong to a word.
pub(super) fn is_fixed(before: &str, rest: &str, number: &Numeral) -> bool {
    if !number.arabic {
        // 三年级, 第二、三周
        let school_year = rest[number.len..].starts_with("年级");
        return school_year
            || continues_ordinals(before)
            || longest_prefix(rest, &lexicon().fixed_numbers, 7).is_some();
    }
    let after = &rest[number.len..];
    let next = after.chars().next();
    let quoted_name = before.ends_with(['“', '"'])
        && rest[..rest.floor_char_boundary(33)].contains(['”', '"'])
        && !number.scaled
        && !rest.starts_with(|c: char| c.is_ascii_digit());
    let day = matches!(next, Some('月')) || after.starts_with("号楼");
    let of_time = matches!(next, Some(':'));
    // 连续举办6届 counts, 14届 alone is one of a series.
    let nth = after.starts_with('届')
        && !["举办", "召开", "举行", "连续", "连任", "了", "已"]
            .iter()
            .any(|verb| before.ends_with(verb));
    let version = rest[..number.len].contains('.') && after.starts_with("行动");
    quoted_name
        || day
        || of_time
        || version
        || nth
        || after.starts_with("年级")
        || after.starts_with("级以上")
}

/// 第二、 before 三周: one 第 holds for all numbers of a list.
fn continues_ordinals(before: &str) -> bool {
    before.strip_suffix('、').is_some_and(|list| {
        let rest =
            list.trim_end_matches(|c: char| c == '、' || super::numeral::is_chinese_digit(c));
        rest.len() < list.len() && rest.ends_with('第')
    })
}
