//! Bodies of the economy: branches that firms and state organs have in a division (中国电信 + 湖北公司), firms in a list by their legal form.

use std::ops::Range;

use super::cue::Cue;
use super::lexicon::{lexicon, longest_prefix};
use super::org_name::region_before;
use super::passage::Passage;
use super::place::child;

type Found = Vec<(Range<usize>, &'static str)>;

/// What the branch of a body in a division is called.
const BRANCHES: [&str; 18] = [
    "省公司",
    "市公司",
    "省分公司",
    "市分公司",
    "分公司",
    "有限公司",
    "公司",
    "省分行",
    "市分行",
    "分行",
    "支行",
    "中心支行",
    "监管局",
    "监管分局",
    "办事处",
    "专员办",
    "分社",
    "电力公司",
];

/// The longest name of a firm in a list (characters).
const LONGEST_FIRM_CHARS: usize = 24;

/// Adds the longer names to those already found.
pub(super) fn find(passage: &Passage, found: &mut Found) {
    let branches: Found = found
        .iter()
        .filter_map(|(body, _)| Some((body.start..branch_end(passage, body)?, "org.branch")))
        .collect();
    found.extend(branches);
    let seats: Found = found
        .iter()
        .filter_map(|(body, _)| Some((body.start..seat_end(passage, body)?, "org.branch")))
        .collect();
    found.extend(seats);
    let operators: Found = found
        .iter()
        .filter_map(|(body, _)| Some((operator_start(passage, body)?..body.end, "org.branch")))
        .collect();
    found.extend(operators);
    let laboratories: Found = found
        .iter()
        .filter_map(|(body, _)| Some((field_start(passage, body)?..body.end, "org.laboratory")))
        .collect();
    found.extend(laboratories);
    listed_firms(passage, found);
}

/// Where the name of a body ends behind the place where it has its seat or is stationed: 中国地质大学(武汉), 人民日报社驻江西分社.
fn seat_end(passage: &Passage, body: &Range<usize>) -> Option<usize> {
    const LONGEST_PLACE_CHARS: usize = 4;
    let after = &passage.text()[body.end..];
    if let Some(inner) = after.strip_prefix('(') {
        let near = &inner[..inner.floor_char_boundary(LONGEST_PLACE_CHARS * 4)];
        let (place, _) = near.split_once(')').filter(|(place, _)| {
            place.chars().count() <= LONGEST_PLACE_CHARS
                && (super::place::begins_with(place) == Some(place.len())
                    || matches!(*place, "华东" | "华北"))
        })?;
        return passage.text()[body.clone()]
            .ends_with("大学")
            .then_some(body.end + place.len() + 2);
    }
    let rest = after.strip_prefix('驻')?;
    let place = super::place::begins_with(rest)?;
    ["分社", "记者站", "办事处", "联络处", "代表处"]
        .iter()
        .find(|unit| rest[place..].starts_with(**unit))
        .map(|unit| body.end + '驻'.len_utf8() + place + unit.len())
}

/// Where the name of a branch ends that begins at the end of a known body.
fn branch_end(passage: &Passage, body: &Range<usize>) -> Option<usize> {
    let text = passage.text();
    let after = &text[body.end..];
    if !lexicon().bodies.contains(&text[body.clone()]) {
        return None;
    }
    let (mut len, division) = child(after, None)?;
    if let Some((more, _)) = child(&after[len..], Some(division.code)) {
        len += more;
    }
    let branch = BRANCHES
        .iter()
        .filter(|branch| after[len..].starts_with(**branch))
        .max_by_key(|branch| branch.len())?;
    Some(body.end + len + branch.len())
}

/// Where the name of a provincial operator begins behind which a branch is named: 江西移动 + 吉安分公司.
fn operator_start(passage: &Passage, body: &Range<usize>) -> Option<usize> {
    let text = passage.text();
    if !text[body.clone()].ends_with("公司") {
        return None;
    }
    let operator = ["移动", "联通", "电信", "铁塔", "广电网络"]
        .iter()
        .find(|operator| text[..body.start].ends_with(**operator))?;
    region_before(passage, body.start - operator.len())
}

/// Where the field begins that stands before 国家 or 全国 in the name of a laboratory: 杂交水稻 + 全国重点实验室.
fn field_start(passage: &Passage, body: &Range<usize>) -> Option<usize> {
    const MOST_WORDS: usize = 4;
    let text = passage.text();
    let name = &text[body.clone()];
    let national = name.starts_with("国家") || name.starts_with("全国");
    let kind = [
        "实验室",
        "工程研究中心",
        "工程技术研究中心",
        "技术创新中心",
        "临床医学研究中心",
        "工程实验室",
    ]
    .iter()
    .any(|kind| name.ends_with(kind));
    if !national || !kind {
        return None;
    }
    let mut start = body.start;
    for word in passage.words_before(body.start).take(MOST_WORDS) {
        let noun = word.tag.starts_with('n')
            && !word.tag.starts_with("nr")
            && !matches!(word.tag, "ns" | "nt")
            || matches!(word.tag, "b" | "j" | "eng");
        if word.end != start || !noun || lexicon().stops.contains(passage.word(&word)) {
            break;
        }
        start = word.start;
    }
    (start < body.start).then_some(start)
}

/// Adds firms that a list or clause begins with and whose legal form ends them, whatever words their names hold.
fn listed_firms(passage: &Passage, found: &mut Found) {
    let text = passage.text();
    for Range { start: at, end } in passage.cues().iter(Cue::Firm) {
        let Some((start, mark)) = text[..at]
            .char_indices()
            .rev()
            .take(LONGEST_FIRM_CHARS)
            .find(|(_, c)| {
                matches!(
                    c,
                    '、' | ',' | '。' | ';' | ':' | '由' | '“' | '”' | '《' | '》'
                )
            })
            .map(|(at, c)| (at + c.len_utf8(), c))
        else {
            continue;
        };
        let name = &text[start..end];
        let plain = name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '(' | ')'));
        let opens =
            matches!(mark, '、' | '由') && name.chars().count() > "有限公司".chars().count() + 2;
        let acts = passage
            .words_after(start)
            .take_while(|word| word.start < at)
            .any(|word| lexicon().stops.contains(passage.word(&word)));
        let kind = longest_prefix(name, &lexicon().org_by_kind, 6)
            .is_some_and(|kind| start + kind.len() >= at);
        if plain && opens && !acts && !kind {
            found.push((start..end, "org.listed_firm"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::context::Context;
    use super::super::org;
    use super::super::resolve::resolve;
    use super::*;
    use crate::document::NodeId;

    fn names(text: &str) -> Vec<String> {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        resolve(org::find(&passage, &Context::default()))
            .into_iter()
            .map(|candidate| passage.text()[candidate.range].to_owned())
            .collect()
    }

    #[test]
    fn branches_belong_to_the_body_before_the_division() {
        assert_eq!(
            names("与中国移动江西公司、中国农业银行吉安市分行签约"),
            ["中国移动江西公司", "中国农业银行吉安市分行"]
        );
        assert_eq!(
            names("国家金融监督管理总局江西监管局通报"),
            ["国家金融监督管理总局江西监管局"]
        );
        assert_eq!(names("中国移动江西用户增长"), ["中国移动"]);
        assert_eq!(names("由江西移动吉安分公司承办"), ["江西移动吉安分公司"]);
        assert_eq!(
            names("中国地质大学(武汉)、人民日报社驻江西分社参加"),
            ["中国地质大学(武汉)", "人民日报社驻江西分社"]
        );
    }

    #[test]
    fn laboratories_have_their_field_before_the_state() {
        assert_eq!(names("来校调研水稻国家工程实验室"), ["水稻国家工程实验室"]);
    }

    #[test]
    fn firms_in_a_list_are_whole_whatever_verbs_their_names_hold() {
        assert_eq!(
            names("南昌大学、蓝水云计算有限公司等单位参赛"),
            ["南昌大学", "蓝水云计算有限公司"]
        );
    }
}
