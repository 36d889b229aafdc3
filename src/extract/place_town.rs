//! Townships and streets: behind the county they lie in, which then makes one place with them, and in lists at the beginning of a clause.

use std::ops::Range;

use crate::document::regions::{self, Level};
use crate::text::is_cjk;

use super::cue::Cue;
use super::passage::Passage;
use super::place::Chain;

/// How many characters the name of a township has before 镇, 乡 or 街道.
const STEM_CHARS: Range<usize> = 2..5;

/// What describes a township and names none.
const OTHER_STEMS: [&str; 14] = [
    "重点",
    "中心",
    "特色",
    "建制",
    "示范",
    "试点",
    "小城",
    "美丽",
    "文明",
    "千年",
    "历史",
    "下辖",
    "街道",
    "个重点",
];

/// Words before a list of townships that are no part of the first.
const LEADS: [&str; 10] = [
    "深入", "赴", "走访", "前往", "来到", "走进", "在", "到", "从", "以",
];

/// Extends a chain that ends with a county by the township behind it: 吉水县 + 金滩镇. The code stays that of the county.
pub(super) fn extend(passage: &Passage, chain: &mut Chain) {
    let county = chain
        .code
        .and_then(regions::division)
        .is_some_and(|division| division.level() == Level::County);
    if chain.rule == "place.country"
        && let Some(end) = province_end(passage, chain.range.end)
    {
        chain.range.end = end;
        chain.rule = "place.foreign_province";
        return;
    }
    let full = passage.text()[..chain.range.end].ends_with(['县', '区', '市', '旗']);
    if county
        && full
        && let Some(end) = town_end(passage, chain.range.end)
    {
        chain.range.end = end;
        chain.rule = "place.town_of_county";
    }
}

/// Where a province abroad ends that begins behind its country: 老挝 + 南塔省, 美国 + 加利福尼亚州.
fn province_end(passage: &Passage, start: usize) -> Option<usize> {
    const LONGEST_STEM_CHARS: usize = 7;
    let rest = &passage.text()[start..];
    let (at, head) = rest
        .char_indices()
        .take(LONGEST_STEM_CHARS)
        .skip(2)
        .find(|(_, c)| matches!(c, '省' | '州'))?;
    let end = start + at + head.len_utf8();
    let other = passage.text()[end..].starts_with(['长', '委', '级', '内', '市', '政']);
    (is_stem(&rest[..at]) && !rest[..at].contains(['国', '市', '县']) && !other)
        .then_some(end)
        .filter(|_| !passage.text()[..start].ends_with("中国"))
}

/// Where the name of a township ends that begins at an offset.
fn town_end(passage: &Passage, start: usize) -> Option<usize> {
    let rest = &passage.text()[start..];
    let (at, head) = rest
        .char_indices()
        .take(STEM_CHARS.end)
        .skip(STEM_CHARS.start)
        .find_map(|(at, _)| {
            let head = ["街道", "镇", "乡"]
                .into_iter()
                .find(|head| rest[at..].starts_with(head))?;
            Some((at, head))
        })?;
    let stem = &rest[..at];
    let end = start + at + head.len();
    let other = [
        "政府",
        "党委",
        "中心",
        "卫生院",
        "人民",
        "纪委",
        "村",
        "里",
        "办",
        "小学",
        "中学",
        "供水",
        "居",
    ]
    .iter()
    .any(|next| passage.text()[end..].starts_with(next));
    // 中关村街道, but no 中心村镇.
    let village = stem.ends_with('村') && head != "街道";
    (is_stem(stem) && !village && !other).then_some(end)
}

/// Whether characters can be the name of a township: none that joins, counts or describes.
fn is_stem(stem: &str) -> bool {
    stem.chars().all(is_cjk)
        && !stem.contains([
            '的', '了', '各', '该', '每', '几', '个', '和', '与', '在', '级', '所', '名', '等',
            '辖',
        ])
        && !OTHER_STEMS.contains(&stem)
        && !stem.starts_with(['全', '本', '多', '一', '两', '三', '当', '及', '有', '对'])
        && !stem.ends_with(['乡', '心', '色', '点', '型', '辖', '属'])
}

/// 长坪镇、桥头乡建成…: two or more townships in a list at the beginning of a clause. They have no code.
pub(super) fn listed(passage: &Passage) -> Vec<Chain> {
    let text = passage.text();
    let mut found = Vec::new();
    let mut from = 0;
    for Range { start: mark, .. } in passage.cues().iter(Cue::Comma) {
        if mark < from || !text[..mark].ends_with(['镇', '乡', '道']) {
            continue;
        }
        let first = text[..mark]
            .char_indices()
            .rev()
            .take(STEM_CHARS.end + 2)
            .find(|(_, c)| !is_cjk(*c))
            .map(|(at, c)| at + c.len_utf8())
            .or_else(|| {
                text[..mark]
                    .chars()
                    .rev()
                    .nth(STEM_CHARS.end + 2)
                    .is_none()
                    .then_some(0)
            });
        // 深入青溪镇、杨湾乡: what leads to a list has its own rule.
        let Some(mut at) =
            first.filter(|&at| !LEADS.iter().any(|lead| text[at..].starts_with(lead)))
        else {
            continue;
        };
        let mut names = Vec::new();
        while let Some(end) = town_end(passage, at) {
            names.push(at..end);
            at = end;
            match text[at..].chars().next() {
                Some(c @ ('、' | '和')) => at += c.len_utf8(),
                _ => break,
            }
        }
        from = at.max(mark);
        if names.len() > 1 {
            found.extend(names.into_iter().map(|range| Chain {
                range,
                code: None,
                rule: "place.town",
            }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::context::Context;
    use super::super::place::find;
    use super::super::resolve::resolve;
    use super::*;
    use crate::document::NodeId;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let found = resolve(find(&passage, &Context::default()));
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|place| {
                (
                    &passage.text()[place.range.clone()],
                    place.code.unwrap_or_default(),
                )
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_township_is_one_place_with_its_county() {
        check("在德清县莫干山镇举行", &[("德清县莫干山镇", "330521")]);
        check(
            "北京市海淀区中关村街道试点",
            &[("北京市海淀区中关村街道", "110108")],
        );
        check("德清县各乡镇开展排查", &[("德清县", "330521")]);
        check("德清县重点镇建设", &[("德清县", "330521")]);
        check("与老挝南塔省开展合作", &[("老挝南塔省", "")]);
        check("德国多个州参会", &[("德国", "")]);
    }

    #[test]
    fn townships_in_a_list_are_places() {
        check(
            "长坪镇、桥头乡、洛水镇建成渠道14处",
            &[("长坪镇", ""), ("桥头乡", ""), ("洛水镇", "")],
        );
        check("建设重点镇、特色镇各3个", &[]);
    }
}
