//! Persons by the phrase they stand in: 任命…为, 接受…辞去, 选手…以, 甲、乙等5人获, and ambassadors behind the country they are sent to.

use std::ops::Range;

use super::cue::Cue;
use super::lexicon::{lexicon, longest_suffix};
use super::passage::Passage;
use super::person_name::{NEVER_GIVEN, is_listed_name};
use super::words::jieba;
use crate::document::regions;
use crate::text::is_cjk;

/// What leads to a name, and what must follow it.
const FRAMES: [(&str, &[&str]); 3] = [
    ("任命", &["为", "同志为"]),
    (
        "接受|免去|批准|同意",
        &["辞去", "辞职", "同志辞去", "的辞职"],
    ),
    (
        "选手|运动员|小将|名将",
        &["以", "获", "夺", "摘", "凭", "荣获", "斩获"],
    ),
];

/// What leads to names in all of them.
pub(super) fn leads() -> impl Iterator<Item = &'static str> {
    FRAMES.iter().flat_map(|(leads, _)| leads.split('|'))
}

/// What a number of persons do or undergo.
const HONOURS: [&str; 12] = [
    "被评为",
    "被评选为",
    "被授予",
    "参训",
    "参加",
    "获",
    "荣获",
    "入选",
    "当选",
    "受到",
    "受表彰",
    "被表彰",
];

/// Offices abroad.
const ENVOYS: [&str; 5] = ["大使", "总领事", "公使", "参赞", "代表"];

/// Names of persons in such phrases.
pub(super) fn find(passage: &Passage) -> Vec<Range<usize>> {
    let text = passage.text();
    let mut found = Vec::new();
    for lead in passage.cues().iter(Cue::NameLead) {
        for (_, followers) in FRAMES
            .iter()
            .filter(|(leads, _)| leads.split('|').any(|word| word == &text[lead.clone()]))
        {
            found.extend(framed(passage, lead.end, followers));
        }
    }
    for unit in passage.cues().iter(Cue::Persons) {
        found.extend(counted(passage, unit.start));
    }
    found
}

/// The name at an offset, if one of some words follows it.
fn framed(passage: &Passage, start: usize, followers: &[&str]) -> Option<Range<usize>> {
    let rest = &passage.text()[start..];
    [2, 3, 4].into_iter().find_map(|n| {
        let end = start + rest.char_indices().nth(n)?.0;
        let after = &passage.text()[end..];
        let followed = followers.iter().any(|word| after.starts_with(word));
        (followed && is_listed_name(passage, &(start..end))).then_some(start..end)
    })
}

/// The list of names before a number of persons: 甲、乙、丙3人被评为, 甲、乙等5名学员参训.
fn counted(passage: &Passage, unit: usize) -> Vec<Range<usize>> {
    let text = passage.text();
    let before = text[..unit].trim_end_matches(|c: char| c.is_ascii_digit());
    let behind: String = text[unit..]
        .chars()
        .skip(1)
        .take_while(|c| is_cjk(*c))
        .take(16)
        .collect();
    if before.len() == unit || !HONOURS.iter().any(|verb| behind.contains(verb)) {
        return Vec::new();
    }
    let list = before.strip_suffix('等').unwrap_or(before);
    let mut names = Vec::new();
    let mut end = list.len();
    loop {
        let mark = text[..end]
            .char_indices()
            .rev()
            .take(6)
            .find(|(_, c)| !is_cjk(*c));
        let start = match mark {
            Some((at, c)) => at + c.len_utf8(),
            None if end <= 5 * 3 => 0,
            None => return Vec::new(),
        };
        names.push(start..end);
        match text[..start].strip_suffix('、') {
            Some(rest) => end = rest.len(),
            None => break,
        }
    }
    names.reverse();
    let all = names.len() > 1 && names.iter().all(|name| is_person(passage, name));
    if all { names } else { Vec::new() }
}

/// Whether an item of a counted list can be a name, one without a family name included (卓玛).
fn is_person(passage: &Passage, range: &Range<usize>) -> bool {
    if is_listed_name(passage, range) {
        return true;
    }
    let name = &passage.text()[range.clone()];
    let tagged = jieba()
        .tag(name, true)
        .iter()
        .all(|word| word.tag.starts_with("nr") || matches!(word.tag, "nz" | "x"));
    let foreign = name
        .chars()
        .filter(|c| lexicon().transliteration.contains(c))
        .count();
    let tagged = tagged || foreign * 10 >= name.chars().count() * 7;
    (2..=5).contains(&name.chars().count())
        && tagged
        && regions::named(name).next().is_none()
        && !lexicon().countries.contains(name)
}

/// The name behind 驻X大使 that no other rule knows, up to the mark behind it.
pub(super) fn envoy(passage: &Passage, office: &Range<usize>) -> Option<Range<usize>> {
    let text = passage.text();
    let named = &text[office.clone()];
    let envoy = ENVOYS.iter().find(|word| named.ends_with(**word))?;
    let before = &text[..office.end - envoy.len()];
    let before = before.strip_suffix("特命全权").unwrap_or(before);
    let seat = before
        .strip_suffix(['华', '美', '英', '法', '德', '日', '俄'])
        .or_else(|| {
            longest_suffix(before, &lexicon().countries, 8)
                .map(|country| &before[..before.len() - country.len()])
        })?;
    if !seat.ends_with('驻') {
        return None;
    }
    let rest = &text[office.end..];
    let len = rest.find(['、', ',', '。', '等', '和', '与'])?;
    let name = &rest[..len];
    ((2..=4).contains(&name.chars().count())
        && name.chars().all(is_cjk)
        && !name.chars().any(|c| NEVER_GIVEN.contains(c)))
    .then_some(office.end..office.end + len)
}
