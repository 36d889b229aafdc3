//! Bodies by where they stand: 由…主办, whatever their names end with, and accounts: “…”微信公众号.

use std::ops::Range;

use super::cue::Cue;
use super::lexicon::{lexicon, longest_prefix, longest_suffix};
use super::numeral::is_chinese_digit;
use super::org::suffix_of;
use super::org_name::is_nominal;
use super::passage::Passage;

/// The longest list of organisers (bytes).
const LONGEST_BYTES: usize = 300;
/// The longest name in it (bytes).
const LONGEST_NAME_BYTES: usize = 90;

/// What a medium's account is called.
const ACCOUNTS: [&str; 8] = [
    "微信公众号",
    "公众号",
    "视频号",
    "微博账号",
    "抖音号",
    "官方微博",
    "官方微信",
    "新闻客户端",
];

/// Adds accounts by their names in quotation marks.
pub(super) fn find_accounts(passage: &Passage, found: &mut Vec<(Range<usize>, &'static str)>) {
    let text = passage.text();
    for Range { start: at, end } in passage.cues().iter(Cue::QuoteEnd) {
        let Some(account) = ACCOUNTS
            .iter()
            .find(|account| text[end..].starts_with(**account))
        else {
            continue;
        };
        let from = text.floor_char_boundary(at.saturating_sub(LONGEST_NAME_BYTES));
        if let Some(open) = text[from..at].rfind('“') {
            found.push((from + open..end + account.len(), "org.account"));
        }
    }
}

/// Adds those who publish a journal: 《水利月刊》杂志社.
pub(super) fn find_publishers(passage: &Passage, found: &mut Vec<(Range<usize>, &'static str)>) {
    let text = passage.text();
    if !text.contains('》') {
        return;
    }
    for title in super::doc::pairs(passage) {
        if let Some(len) = super::doc::publisher_len(&text[title.end..]) {
            found.push((title.start..title.end + len, "org.publisher"));
        }
    }
}

/// Adds bodies that every state has, behind the name of a country: 智利国会.
pub(super) fn find_foreign(passage: &Passage, found: &mut Vec<(Range<usize>, &'static str)>) {
    let text = passage.text();
    for body in passage.cues().iter(Cue::StateBody) {
        let country = longest_suffix(&text[..body.start], &lexicon().countries, 8);
        if let Some(country) = country.filter(|country| !country.starts_with("中")) {
            found.push((body.start - country.len()..body.end, "org.foreign"));
        }
    }
}

/// Adds the numbered bureaus of the state's builders: 中交三局.
pub(super) fn find_bureaus(passage: &Passage, found: &mut Vec<(Range<usize>, &'static str)>) {
    let text = passage.text();
    for builder in passage.cues().iter(Cue::Builder) {
        let rest = &text[builder.end..];
        let number = rest.len() - rest.trim_start_matches(is_chinese_digit).len();
        if (3..=9).contains(&number) && rest[number..].starts_with('局') {
            let end = builder.end + number + '局'.len_utf8();
            found.push((builder.start..end, "org.bureau"));
        }
    }
}

/// Adds the departments that share the level of the one before them in a list: 县林业局、农业农村局和水利局.
pub(super) fn find_listed(passage: &Passage, found: &mut Vec<(Range<usize>, &'static str)>) {
    const LONGEST_CHARS: usize = 11;
    let text = passage.text();
    let levelled = |range: &Range<usize>| {
        let name = &text[range.clone()];
        name.ends_with(['局', '委', '办'])
            && lexicon()
                .org_relative
                .iter()
                .any(|word| name.starts_with(word))
    };
    let mut known: Vec<Range<usize>> = found.iter().map(|(range, _)| range.clone()).collect();
    known.sort_by_key(|range| range.start);
    let is_known = |start: usize, end: usize| {
        let before = known.partition_point(|other| other.start < end);
        before > 0 && known[before - 1].end > start
    };
    for first in known.iter().filter(|range| levelled(range)) {
        let mut at = first.end;
        while let Some(mark) = ["、", "以及", "和", "及", "与"]
            .iter()
            .find(|mark| text[at..].starts_with(**mark))
        {
            let start = at + mark.len();
            let Some(len) = listed_bureau(&text[start..], LONGEST_CHARS) else {
                break;
            };
            if is_known(start, start + len) {
                break;
            }
            found.push((start..start + len, "org.listed"));
            at = start + len;
        }
    }
}

/// Bytes of a department's name of a field with which a text begins (农业农村局), up to the mark or word behind it.
fn listed_bureau(text: &str, longest: usize) -> Option<usize> {
    let mut end = None;
    for (at, c) in text.char_indices().take(longest) {
        if !crate::text::is_cjk(c) || "和与及的".contains(c) {
            break;
        }
        if c == '局' && at >= 6 {
            end = Some(at + c.len_utf8());
            break;
        }
    }
    let end = end.filter(|&end| !text[..end].contains("各"))?;
    let after = &text[end..];
    let closed = after
        .chars()
        .next()
        .is_none_or(|c| "、和与及以等,。;)联共主承协组".contains(c));
    (closed || longest_prefix(after, &lexicon().offices, 6).is_some()).then_some(end)
}

/// Adds the organisers of 由…主办 that no other rule found whole.
pub(super) fn find(passage: &Passage, found: &mut Vec<(Range<usize>, &'static str)>) {
    let text = passage.text();
    for by in passage.cues().iter(Cue::By) {
        let start = by.end;
        if let Some(end) = frame_end(text, start) {
            for item in items(text, start..end) {
                if accepts(passage, &item) {
                    found.push((item, "org.by_phrase"));
                }
            }
        }
    }
}

/// Verbs of organising.
const ORGANISING: [&str; 10] = [
    "联合主办",
    "共同主办",
    "联合承办",
    "共同承办",
    "联合发起",
    "主办",
    "承办",
    "协办",
    "牵头",
    "发起",
];

/// Where the verb of organising begins, within the clause.
fn frame_end(text: &str, start: usize) -> Option<usize> {
    let clause = clause(&text[start..]);
    ORGANISING
        .iter()
        .filter_map(|verb| {
            let at = clause.find(verb).filter(|&at| at >= 6)?;
            let after = &clause[at + verb.len()..];
            (after.is_empty() || after.starts_with(['的', '、', '和', ',', ')']))
                .then_some(start + at)
        })
        .min()
}

fn clause(text: &str) -> &str {
    let end = text
        .char_indices()
        .find(|&(at, c)| {
            at > LONGEST_BYTES || matches!(c, ',' | '。' | ';' | ':' | '\n' | '!' | '?')
        })
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The names of a list, without 等, counts and adverbs behind the last.
fn items(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let list = &text[range.clone()];
    let list = list.split_once('等').map_or(list, |(names, _)| names);
    let list = ["联合", "共同", "协同"]
        .iter()
        .find_map(|word| list.strip_suffix(word))
        .unwrap_or(list);
    let mut items = Vec::new();
    let mut at = range.start;
    for part in list.split('、') {
        let end = at + part.len();
        // 甲大学和乙公司 are two names, 部署和应用专家委员会 is one.
        let joint = |pos: usize| part[pos..].starts_with("联合") || part[pos..].starts_with("会同");
        match part.char_indices().find(|&(pos, c)| {
            (matches!(c, '和' | '与') || joint(pos))
                && suffix_of(&part[..pos]).is_some_and(|suffix| suffix.chars().count() > 1)
        }) {
            Some((pos, c)) => {
                items.push(at..at + pos);
                let len = if joint(pos) { 6 } else { c.len_utf8() };
                items.push(at + pos + len..end);
            }
            None => items.push(at..end),
        }
        at = end + '、'.len_utf8();
    }
    items
}

fn accepts(passage: &Passage, item: &Range<usize>) -> bool {
    let Some(name) = passage.text().get(item.clone()) else {
        return false;
    };
    let kinds = &lexicon().org_by_kind;
    let head = suffix_of(name).is_some()
        || name.ends_with("大会")
        || name.ends_with("论坛")
        || name.ends_with("组");
    name.chars().count() > 3
        && item.len() <= LONGEST_NAME_BYTES
        && head
        && !kinds.iter().any(|kind| {
            name.starts_with(kind)
                && suffix_of(&name[kind.len()..])
                    .is_some_and(|suffix| kind.len() + suffix.len() == name.len())
        })
        && !name.starts_with(['各', '多', '该', '本'])
        && is_nominal(passage, item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NodeId;

    fn names(text: &str) -> Vec<String> {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let mut found = Vec::new();
        find(&passage, &mut found);
        found
            .into_iter()
            .map(|(range, _)| passage.text()[range].to_owned())
            .collect()
    }

    #[test]
    fn organisers_are_bodies_whatever_verbs_their_names_hold() {
        assert_eq!(
            names("由推广节水灌溉和测土配方专家委员会、世界粮食大会主办的论坛开幕"),
            ["推广节水灌溉和测土配方专家委员会", "世界粮食大会"]
        );
        assert!(names("由各高校、有关企业承办").is_empty());
        assert!(names("自由主办").is_empty());
    }

    #[test]
    fn departments_in_a_list_share_the_level_of_the_first() {
        let listed = |text: &str| {
            let passage = Passage::from_slice(text, NodeId(0), 0);
            let mut found = vec![(0..text.find(['、', '和']).unwrap(), "org.relative")];
            find_listed(&passage, &mut found);
            found.remove(0);
            let names = found.into_iter().map(|(range, _)| text[range].to_owned());
            names.collect::<Vec<String>>()
        };
        assert_eq!(
            listed("县林业局、农业农村局和水利局等参加"),
            ["农业农村局", "水利局"]
        );
        assert!(listed("县林业局、有关企业参加").is_empty());
        assert!(listed("吉安水利局、农业农村局参加").is_empty());
    }
}
