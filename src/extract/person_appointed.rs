//! Persons in appointments and dismissals, a line for each: 甲为某局局长, 甲任…, 甲的…职务; and who is introduced by what he is: 甲是某院教授.

use std::ops::Range;

use crate::text::is_cjk;

use super::cue::Cue;
use super::lexicon::{lexicon, longest_prefix, longest_suffix};
use super::passage::Passage;
use super::person_name::{NEVER_GIVEN, is_listed_name};
use super::person_office::body_at;

/// How far behind the name the office must end (bytes).
const FARTHEST_OFFICE_BYTES: usize = 150;

/// What joins a name to the office that it is given.
const GIVEN: [&str; 10] = [
    "为",
    "任",
    "兼任",
    "挂任",
    "担任",
    "同志为",
    "同志任",
    "同志兼任",
    "同志挂任",
    "同志担任",
];

/// What joins a name to the office that it loses.
const LOST: [&str; 3] = ["的", "同志的", "同志"];

/// The names that begin lines, clauses and items of lists of appointments.
pub(super) fn find(passage: &Passage, orgs: &[Range<usize>]) -> Vec<Range<usize>> {
    let ends = passage.cues().iter(Cue::LineEnd).map(|mark| mark.end);
    std::iter::once(0)
        .chain(ends)
        .filter_map(|at| {
            let names = names(passage, at);
            let names = names.iter().flatten();
            appointed(passage, orgs, names.clone())
                .or_else(|| introduced(passage, orgs, names.clone()))
                .or_else(|| member(passage, names))
                .cloned()
        })
        .collect()
}

/// The one of several readings of a name that stands before 为, 任 or 的 and an office that ends the clause.
fn appointed<'n>(
    passage: &Passage,
    orgs: &[Range<usize>],
    mut names: impl Iterator<Item = &'n Range<usize>>,
) -> Option<&'n Range<usize>> {
    let text = passage.text();
    names.find(|name| {
        let after = &text[name.end..];
        let after = &after[remark(after)..];
        let behind = text.len() - after.len();
        let clause = clause(after);
        let office = clause.trim_end_matches("职务");
        let ends = ends_with_office(office);
        let given = GIVEN
            .iter()
            .any(|word| clause.starts_with(word) && clause.len() > word.len() + 6);
        let dismissed = clause.ends_with("职务");
        let lost = dismissed
            && (LOST.iter().any(|word| clause.starts_with(word)) || begins_body(orgs, behind));
        ends && (given || lost)
    })
}

/// The one that stands before 是, a body and an office.
fn introduced<'n>(
    passage: &Passage,
    orgs: &[Range<usize>],
    mut names: impl Iterator<Item = &'n Range<usize>>,
) -> Option<&'n Range<usize>> {
    let text = passage.text();
    names.find(|name| {
        let Some(after) = text[name.end..].strip_prefix('是') else {
            return false;
        };
        let body = text.len() - after.len();
        let clause = clause(after);
        begins_body(orgs, body) && ends_with_office(clause) && body_at(orgs, name.end).is_none()
    })
}

/// The one that begins a line of a roster, before a space and nothing but an office: 周文涛　县水利局局长.
fn member<'n>(
    passage: &Passage,
    mut names: impl Iterator<Item = &'n Range<usize>>,
) -> Option<&'n Range<usize>> {
    const LONGEST_OFFICE_CHARS: usize = 40;
    let text = passage.text();
    names.find(|name| {
        let after = &text[name.end..];
        let near = &after[..after.floor_char_boundary(FARTHEST_OFFICE_BYTES)];
        let line = near.split('\n').next().unwrap_or(near);
        let office = line.trim_matches(' ');
        after.starts_with(' ')
            && text[name.start..].starts_with(is_cjk)
            && office.chars().count() <= LONGEST_OFFICE_CHARS
            && !office.contains([',', '。', ';', ':'])
            && ends_with_office(office)
    })
}

/// Whether a body begins at an offset; `orgs` are in text order.
fn begins_body(orgs: &[Range<usize>], at: usize) -> bool {
    orgs.binary_search_by_key(&at, |org| org.start).is_ok()
}

/// Names of two to four characters that begin at an offset, three characters first.
fn names(passage: &Passage, start: usize) -> [Option<Range<usize>>; 3] {
    let rest = &passage.text()[start..];
    if longest_prefix(rest, &lexicon().surnames, 2).is_none() && !rest.starts_with(LOCAL) {
        return Default::default();
    }
    [3, 2, 4].map(|n| {
        let end = start + rest.char_indices().nth(n)?.0;
        (is_listed_name(passage, &(start..end)) || is_local_name(&rest[..end - start]))
            .then_some(start..end)
    })
}

/// What such family names as 和志远's are.
const LOCAL: [char; 4] = ['和', '字', '者', '起'];

/// 和志远, 字云生: family names of the southwest that are everyday characters; at the beginning of a line 和 joins nothing.
fn is_local_name(name: &str) -> bool {
    name.chars().count() == 3
        && name.starts_with(LOCAL)
        && name
            .chars()
            .skip(1)
            .all(|c| is_cjk(c) && !NEVER_GIVEN.contains(c) && !"任为兼挂同的".contains(c))
}

/// Bytes of a remark in brackets behind a name: (女,白族).
fn remark(after: &str) -> usize {
    let near = &after[..after.floor_char_boundary(60)];
    near.strip_prefix('(')
        .and_then(|inner| inner.find(')'))
        .map_or(0, |close| close + 2)
}

/// The words up to a mark, without a remark in brackets at their end.
fn clause(after: &str) -> &str {
    let near = &after[..after.floor_char_boundary(FARTHEST_OFFICE_BYTES)];
    let end = near.find([',', '。', ';', '\n', '(']).unwrap_or(near.len());
    &near[..end]
}

fn ends_with_office(words: &str) -> bool {
    longest_suffix(words, &lexicon().offices, 8).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::context::Context;
    use super::*;
    use crate::document::NodeId;

    fn names_in(text: &str) -> Vec<String> {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let mut orgs: Vec<Range<usize>> = super::super::org::find(&passage, &Context::default())
            .into_iter()
            .map(|org| org.range)
            .collect();
        orgs.sort_by_key(|range| range.start);
        find(&passage, &orgs)
            .into_iter()
            .map(|range| passage.text()[range].to_owned())
            .collect()
    }

    #[test]
    fn appointments_give_names_an_office() {
        assert_eq!(
            names_in("周文涛为吉安市水利局局长(试用期一年);"),
            ["周文涛"]
        );
        assert_eq!(names_in("范晓(女,回族)任吉安市水利局副局长;"), ["范晓"]);
        assert_eq!(names_in("欧阳慧同志兼任吉安市水利局党组书记。"), ["欧阳慧"]);
    }

    #[test]
    fn family_names_of_the_southwest_are_names_where_a_line_begins() {
        assert_eq!(names_in("和志远任丽江市水务局副局长;"), ["和志远"]);
        assert!(names_in("和水利局任务繁重的同志;").is_empty());
    }

    #[test]
    fn members_of_a_group_stand_before_their_offices() {
        assert_eq!(names_in("周文涛 吉安市水利局局长"), ["周文涛"]);
        assert!(names_in("周文涛 出席会议的领导").is_empty());
    }

    #[test]
    fn dismissals_take_it() {
        assert_eq!(names_in("周涛的吉安市水利局局长职务,退休;"), ["周涛"]);
        assert_eq!(names_in("周涛吉安市水利局局长职务。"), ["周涛"]);
    }

    #[test]
    fn whoever_is_introduced_by_what_he_is() {
        assert_eq!(names_in("周文涛是南昌大学教授,研究灌区。"), ["周文涛"]);
        assert!(names_in("水利是农业的命脉,教授为学生授课。").is_empty());
    }
}
