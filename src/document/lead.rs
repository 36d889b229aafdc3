//! The lead of an item: the words set off before its body by a space, a colon, a full stop or brackets.
//!
//! In: a paragraph. Out: where its lead and body are. Whether a paragraph of its kind may have a lead at all, the document types decide.

use std::sync::LazyLock;

use super::beginning::Beginning;
use super::line::Para;
use super::tree::Lead;
use super::{byline, month, plain, regions};
use crate::text::{Span, Text, WordList, words};

/// The longest lead before a space or colon, in characters.
const LONGEST: usize = 32;

/// An entry without lead: the body begins after the mark.
#[must_use]
pub(super) fn none(text: &Text, para: &Para) -> Lead {
    Lead {
        heading: None,
        body_start: after_marker(text, para).start,
        redacted: is_redacted(para.cue_after_marker()),
    }
}

/// The paragraph without its mark.
#[must_use]
pub(super) fn after_marker(text: &Text, para: &Para) -> Span {
    let skip = para.marker.map_or(0, |marker| marker.n_chars);
    let slice = text.slice(para.span);
    let start = para.span.start as usize + super::cue::byte_of(slice, skip);
    text.trim(Span::from_usize(start, para.span.end as usize))
}

/// （略）, also 略 and （内容略）.
#[must_use]
pub(super) fn is_redacted(cue: &str) -> bool {
    const LONGEST_BYTES: usize = 48;
    if cue.len() > LONGEST_BYTES || !cue.contains('略') {
        return false;
    }
    let bare: String = cue
        .chars()
        .take(12)
        .filter(|c| !c.is_whitespace() && !"()[]【】〔〕。.…—-:".contains(*c))
        .collect();
    cue.chars().count() <= 12
        && matches!(
            bare.as_str(),
            "略" | "内容略"
                | "此处略"
                | "从略"
                | "全文略"
                | "略去"
                | "本部分略"
                | "此略"
                | "具体内容略"
        )
}

/// `【小标题】正文`.
#[must_use]
pub(super) fn bracketed(text: &Text, para: &Para) -> Option<Lead> {
    let close = match para.cue_after_marker().chars().next()? {
        '【' => '】',
        '[' => ']',
        '〔' => '〕',
        _ => return None,
    };
    let begin = para.beginning(text);
    let end = begin.chars.iter().position(|&c| c == close)?;
    let body = begin.after_spaces(end + 1);
    let colon = usize::from(begin.chars.get(body) == Some(&':'));
    let inner = begin.text(1, end);
    ((2..=LONGEST + 1).contains(&end)
        && body < begin.chars.len()
        && !words!("摘要|编辑|。").is_in(&inner))
    .then(|| begin.lead(1, end, body + colon))
}

/// `小标题 正文`: words before the first space that is no part of them. In `loose` texts single spaces also stand between Chinese and digits.
#[must_use]
pub(super) fn spaced(text: &Text, para: &Para, loose: bool) -> Option<Lead> {
    if !para.has_early(b' ') {
        return None;
    }
    let begin = para.beginning(text);
    let mut end =
        (0..begin.chars.len()).find(|&i| begin.depth[i] == 0 && parts_at(begin, i, loose))?;
    let body = begin.after_spaces(end);
    let prefix = begin.text(0, end);
    if !may_be_lead(&prefix) || begin.n_chars < body + 6 || starts_inside(begin, body) {
        return None;
    }
    if !loose && regions::province_code(&prefix).is_none() {
        end = second_part(begin, body).unwrap_or(end);
    }
    Some(begin.lead(0, end, end))
}

/// Whether a space at `i` sets something off: not inside 5 月 24 日, Open Source, IPv6 规模.
fn parts_at(begin: &Beginning, i: usize, loose: bool) -> bool {
    if begin.chars[i] != ' ' || i == 0 {
        return false;
    }
    let after = begin.after_spaces(i);
    let (Some(&left), Some(&right)) = (begin.chars.get(i - 1), begin.chars.get(after)) else {
        return false;
    };
    let wide = after - i > 1;
    let (left_narrow, right_narrow) = (left.is_ascii_alphanumeric(), right.is_ascii_alphanumeric());
    let dated =
        right.is_ascii_digit() && month::after_dates(&begin.text(after, begin.chars.len())).1;
    wide || !(left_narrow && right_narrow) && (!loose || dated || !(left_narrow || right_narrow))
}

/// Whether words can be a lead: no sentence, no date, no beginning of a clause.
fn may_be_lead(prefix: &str) -> bool {
    let n = prefix.chars().count();
    let n_commas = prefix.matches([',', '，']).count();
    (2..=LONGEST).contains(&n)
        && n_commas <= 2
        && !prefix.contains(['。', ';', '!', '?', ':', '？', '！'])
        && !words!(",|，|、|于|在|至|自|从|截至|截止|到|达|和|与|及|是|的|为").ends(prefix)
        && !(n_commas > 0 && n > 24)
        && month::after_dates(prefix) == (0, false)
        && !is_year_or_month(prefix)
        && !words!("截至|截止|其中|一是|二是|三是|四是|五是").begins(prefix)
}

fn is_year_or_month(prefix: &str) -> bool {
    prefix
        .chars()
        .all(|c| c.is_ascii_digit() || "年月日-—,".contains(c))
}

/// Whether a body would begin inside a sentence.
fn starts_inside(begin: &Beginning, body: usize) -> bool {
    begin
        .chars
        .get(body)
        .is_none_or(|c| ",，。、;:!?)》”】".contains(*c))
}

/// The end of a lead of two words with a space between: 虚拟现实 教育培训.
fn second_part(begin: &Beginning, body: usize) -> Option<usize> {
    let end = (body..begin.chars.len().min(body + 11)).find(|&i| begin.chars[i] == ' ')?;
    let part = begin.text(body, end);
    let plain = part.chars().all(crate::text::is_cjk);
    (plain
        && (2..=10).contains(&(end - body))
        && !byline::is_bodies(&part)
        && !words!(
            "截至|截止|目前|近日|日前|近期|今年|本月|月初|上旬|中旬|下旬|全省|全市|全国|全区"
        )
        .begins(&part)
        && !part.ends_with(['委', '厅', '局', '部', '省', '市'])
        && begin.n_chars > end + 20)
        .then_some(end)
}

/// `小标题：正文`.
#[must_use]
pub(super) fn coloned(text: &Text, para: &Para, longest: usize) -> Option<Lead> {
    static SPEECH: LazyLock<WordList> = LazyLock::new(|| {
        WordList::new(
            "指出|强调|表示|要求|认为|提出|介绍|说|是|为|如下|包括|有|明确|透露|以下|通知|显示|即|到|做到|主题|工作|\
            单位",
        )
    });
    if !para.has_early(b':') {
        return None;
    }
    let begin = para.beginning(text);
    let end = begin.find(|c| matches!(c, ':' | '。' | ' ' | ',' | '，' | ';' | '\n'))?;
    let clock = begin.chars[..end].last().is_some_and(char::is_ascii_digit);
    let prefix = begin.text(0, end);
    let region = regions::province_code(&prefix).is_some();
    let enough = begin.n_chars > end + 6 && (2..=longest).contains(&end);
    (begin.chars[end] == ':'
        && enough
        && !clock
        && (region || !SPEECH.ends(&prefix) && may_be_lead(&prefix)))
    .then(|| begin.lead(0, end, end + 1))
}

/// `小标题。正文`: a short first sentence that reads like a heading.
#[must_use]
pub(super) fn stopped(text: &Text, para: &Para, longest: usize) -> Option<Lead> {
    let begin = para.beginning(text);
    let end = begin.find(|c| matches!(c, '。' | ':' | ';' | '!' | '?' | '！' | '？'))?;
    let prefix = begin.text(0, end);
    let clause = words!("请|各单位|各地|各部门|截至|截止|根据|按照|为|本办法|本规定|本条例|本通知|现将|凡|对于|由于|经|我|目前|\
            近年|今年|去年|上半年|下半年|全年|会议要求|会议指出|会议强调").begins(&prefix)
        && !plain::reports_of_us(&prefix);
    (begin.chars[end] == '。'
        && begin.n_chars > end + 4
        && (2..=longest).contains(&end)
        && prefix.matches([',', '，']).count() <= 2
        && !clause
        && !prefix.contains('了')
        && !(prefix.contains([',', '，']) && demands(&prefix))
        && month::after_dates(&prefix) == (0, false))
        .then(|| begin.lead(0, end, end + 1))
}

/// 检查中要查阅台账: a sentence that says what must be done is no heading.
fn demands(prefix: &str) -> bool {
    prefix.match_indices('要').any(|(at, word)| {
        let before = prefix[..at].chars().next_back();
        let after = prefix[at + word.len()..].chars().next();
        before.is_some_and(|c| !"重主必需纪摘首紧概".contains(c))
            && after.is_some_and(|c| !"点素求闻事件害义道".contains(c))
    })
}

/// `某某市：推广节水灌溉。正文`: a division, a colon and what it did, set off by the first full stop.
#[must_use]
pub(super) fn of_division(text: &Text, para: &Para) -> Option<Lead> {
    const LONGEST_HEADLINE: usize = 36;
    if !para.has_early(b':') {
        return None;
    }
    let begin = para.beginning(text);
    let colon = begin.find(|c| matches!(c, ':' | '。' | ',' | '，' | ';'))?;
    let end = begin.find(|c| matches!(c, '。' | ';' | '!' | '！'))?;
    let place = begin.text(0, colon);
    let set_off = begin.chars[colon] == ':'
        && begin.chars[end] == '。'
        && end <= LONGEST_HEADLINE
        && end > colon + 4
        && begin.n_chars > end + 10;
    (set_off && regions::find(&place, None).is_some()).then(|| begin.lead(0, end, end + 1))
}

/// The lead of a numbered or otherwise marked line: in brackets, or up to the first full stop, colon or space.
#[must_use]
pub(super) fn of_marked(text: &Text, para: &Para, loose: bool) -> Option<Lead> {
    bracketed(text, para)
        .or_else(|| spaced(text, para, loose).filter(|_| para.is_running_text()))
        .or_else(|| coloned(text, para, 24))
        .or_else(|| stopped(text, para, 36))
}

/// `北京——…`: a dash sets off nothing but the name of a division.
#[must_use]
pub(super) fn region_dash(text: &Text, para: &Para) -> Option<Lead> {
    if !regions::begins_with_province(para.cue_after_marker()) {
        return None;
    }
    let begin = para.beginning(text);
    let end = begin.find(|c| matches!(c, '—' | '-' | '|' | '｜' | '丨'))?;
    regions::province_code(&begin.text(0, end))?;
    let mut body = end;
    while begin
        .chars
        .get(body)
        .is_some_and(|c| "—-|｜丨".contains(*c))
    {
        body += 1;
    }
    (begin.n_chars > body + 6).then(|| begin.lead(0, end, body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::line::paragraphs;

    type Rule = fn(&Text, &Para) -> Option<Lead>;

    fn check(rule: Rule, line: &str, lead: Option<&str>, body: &str) {
        let text = Text::new(line.to_owned());
        let para = &paragraphs(&text)[0];
        let found = rule(&text, para);
        assert_eq!(
            found
                .and_then(|lead| lead.heading)
                .map(|span| text.slice(span)),
            lead,
            "{line}"
        );
        if let Some(found) = found {
            assert!(
                text.as_str()[found.body_start as usize..].starts_with(body),
                "{line}"
            );
        }
    }

    #[test]
    fn what_must_be_done_is_a_sentence() {
        assert!(demands("检查中要查阅台账,突出重点"));
        assert!(!demands("抓好重要灌区,落实工作要点"));
    }

    #[test]
    fn a_division_with_what_it_did_is_a_lead() {
        let rule: Rule = |text, para| of_division(text, para);
        check(
            rule,
            "吉安市：推广“一张图”管护。吉安市依托灌区平台，管护山塘四百余座。",
            Some("吉安市：推广“一张图”管护"),
            "吉安市依托",
        );
        check(
            rule,
            "会议强调：抓好春灌。各地要压实责任，落实水源和机具。",
            None,
            "",
        );
        check(rule, "吉安市：推广管护，覆盖全市。", None, "");
    }

    #[test]
    fn a_space_sets_off_a_lead() {
        let rule: Rule = |text, para| spaced(text, para, false);
        check(
            rule,
            "数据要素大会 4月25日，大会在厦门举办。",
            Some("数据要素大会"),
            "4月25日",
        );
        check(
            rule,
            "北京 市教委召开座谈会，部署工作。",
            Some("北京"),
            "市教委",
        );
        check(
            rule,
            "云端课堂 乡村教育 省教育厅、省电信公司等五家单位联合开展送教活动。",
            Some("云端课堂 乡村教育"),
            "省教育厅",
        );
        check(
            rule,
            "浏览量超过200亿次 统一门户上线以来访问量稳步增长。",
            Some("浏览量超过200亿次"),
            "统一",
        );
        check(
            rule,
            "会议以“数字赋能 全民共享”为主题，在杭州举行。",
            None,
            "",
        );
        check(rule, "5月24日 会议在福州召开，省长出席。", None, "");
    }

    #[test]
    fn typographic_spaces_set_off_nothing() {
        let rule: Rule = |text, para| spaced(text, para, true);
        check(
            rule,
            "会议提出 2024 年底前建成全省统一的数据目录。",
            None,
            "",
        );
        check(
            rule,
            "数据要素大会 4 月 25 日，大会在厦门举办。",
            Some("数据要素大会"),
            "4 月",
        );
        check(
            rule,
            "北京 市教委召开 3 场座谈会，部署工作。",
            Some("北京"),
            "市教委",
        );
    }

    #[test]
    fn a_colon_sets_off_a_lead_but_not_speech() {
        let rule: Rule = |text, para| coloned(text, para, 20);
        check(rule, "北京：市教委召开座谈会。", Some("北京"), "市教委");
        check(
            rule,
            "会议时间：2024年9月12日上午9时",
            Some("会议时间"),
            "2024",
        );
        check(rule, "会议指出：要抓好各项工作的落实。", None, "");
        check(rule, "报到时间为9月11日15:00至18:00。", None, "");
    }

    #[test]
    fn a_short_first_sentence_is_a_lead() {
        let rule: Rule = |text, para| of_marked(text, para, false);
        check(
            rule,
            "（一）加强领导。各市要成立专班。",
            Some("加强领导"),
            "各市",
        );
        check(
            rule,
            "1. 健全标准规范，压实工作责任。年内制定标准12项。",
            Some("健全标准规范，压实工作责任"),
            "年内",
        );
        check(
            rule,
            "●我市召开春灌工作会议。4月3日，会议召开。",
            Some("我市召开春灌工作会议"),
            "4月3日",
        );
        check(
            rule,
            "（二）请各单位于9月6日前报送回执。逾期不再受理。",
            None,
            "",
        );
        check(
            rule,
            "3. 【北京】市教委召开座谈会。",
            Some("北京"),
            "市教委",
        );
    }

    #[test]
    fn brackets_set_off_a_lead() {
        check(
            bracketed,
            "【河北省】省教育厅召开座谈会。",
            Some("河北省"),
            "省教育厅",
        );
        check(bracketed, "【编辑:某某】第三期", None, "");
    }

    #[test]
    fn left_out_text_is_known() {
        for line in ["（略）", "(略)", "略", "（内容略）", "（ 略 ）。"] {
            assert!(
                is_redacted(&super::super::cue::fold_prefix(line, 20)),
                "{line}"
            );
        }
        assert!(!is_redacted("战略"));
    }
}
