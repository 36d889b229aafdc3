//! Persons: names behind an office, before a title, and at the beginning of a clause that says what somebody did.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cue::Cue;
use super::lexicon::{lexicon, longest_prefix, longest_suffix};
use super::passage::Passage;
use super::person_list::bare_list;
use super::person_name::{Place, is_followed, name_at, name_before};
use super::person_office::{body_at, office_chain, remark, title_after};
use super::resolve::{Candidate, Kind};

/// Names in one list share an office; longer lists are cut.
const MOST_NAMES: usize = 40;

/// Finds persons by what stands around them. `orgs` are the bodies of the passage, in text order.
pub(super) fn find(passage: &Passage, orgs: &[Range<usize>]) -> Vec<Candidate> {
    let text = passage.text();
    let mut found: Vec<Candidate> = Vec::new();
    for hit in passage.cues().apart(Cue::Office) {
        let word = &text[hit.clone()];
        let last = found.last().map_or(0, |person| person.range.end);
        if hit.start >= last && lexicon().titles.contains(word) {
            before_title(passage, orgs, hit.start, last, &mut found);
        }
        if is_office(word) {
            after_office(passage, orgs, &hit, &mut found);
        }
    }
    clause_starts(passage, &mut found);
    let framed = super::person_frame::find(passage);
    for range in framed
        .into_iter()
        .chain(super::person_appointed::find(passage, orgs))
    {
        let apart =
            |other: &Candidate| other.range.end <= range.start || other.range.start >= range.end;
        if found.iter().all(apart) {
            // 选手 and 运动员 are no offices.
            let value = String::new();
            found.push(Candidate::new(Kind::Person, range, value, "person.frame"));
        }
    }
    found
}

fn is_office(word: &str) -> bool {
    let offices = &lexicon().offices;
    offices.contains(word)
        || word
            .strip_prefix('副')
            .is_some_and(|rest| offices.contains(rest))
}

/// 习近平新时代中国特色社会主义思想, 习近平经济思想.
pub(super) fn names_a_thought(after: &str) -> bool {
    let end = after
        .char_indices()
        .nth(16)
        .map_or(after.len(), |(at, _)| at);
    let near = &after[..end];
    near.find("思想")
        .is_some_and(|at| !near[..at].contains(['、', ',', '。', '的', '在', '对']))
}

/// The names behind an office: 部长甲, 副主任乙、丙和丁.
fn after_office(
    passage: &Passage,
    orgs: &[Range<usize>],
    office: &Range<usize>,
    found: &mut Vec<Candidate>,
) {
    let text = passage.text();
    let before = &text[..office.start];
    // 驻华代表, 省科协负责人: with a body or rank before it an everyday noun is an office.
    let everyday = lexicon().everyday.contains(&text[office.clone()])
        && body_at(orgs, office.start).is_none()
        && longest_suffix(before, &lexicon().office_scope, 4).is_none_or(|word| word == "联合");
    let place = if everyday {
        Place::AfterNoun
    } else {
        Place::AfterOffice
    };
    let mut at = office.end;
    // A label: 联系人:甲.
    let named = &text[office.clone()];
    let label = text[at..].starts_with(':')
        || matches!(named, "记者" | "编辑") && text[at..].starts_with(' ');
    let contact = matches!(named, "联系人" | "负责人" | "主持人");
    at += remark(&text[at..]);
    if label {
        at += text[at..].len() - text[at..].trim_start_matches([':', ' ']).len();
    } else if text[at..].starts_with(' ') {
        at += 1;
    }
    if label && contact {
        at = behind_unit(passage, at);
    }
    let mut value: Option<String> = None;
    for _ in 0..MOST_NAMES {
        let envoy = || super::person_frame::envoy(passage, office).filter(|name| name.start == at);
        let Some(range) = name_at(passage, at, place).or_else(envoy) else {
            break;
        };
        if found
            .last()
            .is_some_and(|person| person.range.end > range.start)
        {
            break;
        }
        let office = value.get_or_insert_with(|| {
            let chain = || office_chain(passage, orgs, range.start).unwrap_or_default();
            if label && contact {
                String::new()
            } else {
                chain()
            }
        });
        at = range.end;
        if !names_a_thought(&text[at..]) {
            found.push(Candidate::new(
                Kind::Person,
                range,
                office.clone(),
                "person.after_office",
            ));
        }
        match text[at..].chars().next() {
            Some(c @ ('、' | '和' | '与')) => at += c.len_utf8(),
            _ => break,
        }
    }
}

/// 联系人:信息处周文涛: behind the unit of the person, where one is written.
fn behind_unit(passage: &Passage, at: usize) -> usize {
    const LONGEST_CHARS: usize = 14;
    let rest = &passage.text()[at..];
    let end = rest
        .char_indices()
        .take(LONGEST_CHARS)
        .find(|(_, c)| !crate::text::is_cjk(*c))
        .map_or(0, |(end, _)| end);
    let unit = rest[..end]
        .char_indices()
        .filter(|(_, c)| matches!(c, '处' | '科' | '室' | '股' | '办'))
        .map(|(at, c)| at + c.len_utf8())
        .next_back();
    unit.filter(|&unit| (2..=4).contains(&rest[unit..end].chars().count()))
        .map_or(at, |unit| at + unit)
}

/// A name at the beginning of a clause, before a verb of what persons do.
fn clause_starts(passage: &Passage, found: &mut Vec<Candidate>) {
    let text = passage.text();
    let mut extra = Vec::new();
    let ends = passage.cues().iter(Cue::ClauseEnd).map(|mark| mark.end);
    let starts = std::iter::once(0).chain(ends);
    for at in starts {
        let Some(first) = text[at..].chars().next() else {
            continue;
        };
        for range in bare_list(passage, at) {
            extra.push(Candidate::new(
                Kind::Person,
                range,
                String::new(),
                "person.bare_list",
            ));
        }
        let mut buffer = [0; 4];
        let surname: &str = first.encode_utf8(&mut buffer);
        if !lexicon().surnames.contains(surname) || lexicon().rare_surnames.contains(surname) {
            continue;
        }
        for range in names_of_clause(passage, at) {
            let value = title_after(text, range.end).unwrap_or_default();
            extra.push(Candidate::new(
                Kind::Person,
                range,
                value,
                "person.clause_start",
            ));
        }
    }
    let mut taken: BTreeSet<usize> = found.iter().map(|person| person.range.start).collect();
    extra.retain(|person| taken.insert(person.range.start));
    found.extend(extra);
}

/// The names with which a clause begins, if it says what they did: 甲指出, 甲、乙和丙出席.
fn names_of_clause(passage: &Passage, start: usize) -> Vec<Range<usize>> {
    let text = passage.text();
    let mut names = Vec::new();
    let mut at = start;
    while names.len() < MOST_NAMES {
        let Some(name) = name_at(passage, at, Place::InList) else {
            break;
        };
        let end = name.end;
        if is_followed(passage, end, Place::ClauseStart) {
            if !names_a_thought(&text[end..]) {
                names.push(name);
            }
            return names;
        }
        names.push(name);
        at = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    Vec::new()
}

/// The names before a title, the nearest first: 甲、乙副主任.
fn before_title(
    passage: &Passage,
    orgs: &[Range<usize>],
    title: usize,
    last: usize,
    found: &mut Vec<Candidate>,
) {
    let text = passage.text();
    let word = title_after(text, title).unwrap_or_default();
    let mut names = Vec::new();
    let mut end = title;
    while let Some(range) = name_before(passage, end, orgs).filter(|range| range.start >= last) {
        let start = range.start;
        names.push(range);
        match text[..start].strip_suffix('、') {
            Some(before) if names.len() < MOST_NAMES => end = before.len(),
            _ => break,
        }
    }
    let first = names.last().map_or(title, |range| range.start);
    let value = office_chain(passage, orgs, first).unwrap_or(word);
    for range in names.into_iter().rev() {
        found.push(Candidate::new(
            Kind::Person,
            range,
            value.clone(),
            "person.before_title",
        ));
    }
}

/// The office or title of a quote that a reviewer selected is not in it; a bare name has none.
pub(super) fn normalise(quote: &str) -> Option<String> {
    let n = quote.chars().count();
    let named =
        n >= 2 && (longest_prefix(quote, &lexicon().surnames, 2).is_some() || quote.contains('·'));
    named.then(String::new)
}

#[cfg(test)]
mod tests {
    use super::super::context::Context;
    use super::super::resolve::testing::mentions;
    use super::*;
    use crate::document::NodeId;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let mut orgs: Vec<Range<usize>> = super::super::org::find(&passage, &Context::default())
            .into_iter()
            .map(|org| org.range)
            .collect();
        orgs.sort_by_key(|range| range.start);
        let mut found = find(&passage, &orgs);
        found.sort_by_key(|person| person.range.start);
        assert_eq!(mentions(text, &passage, &found), expected, "{text}");
    }

    #[test]
    fn contacts_may_be_named_behind_their_unit() {
        check("联系人:信息处周文涛 0790-1234567", &[("周文涛", "")]);
        check("联系人:周文涛,电话0790-1234567", &[("周文涛", "")]);
    }

    #[test]
    fn names_behind_offices_carry_the_chain() {
        check(
            "水利部党组书记、部长周文涛出席会议",
            &[("周文涛", "水利部党组书记、部长")],
        );
        check(
            "水利部副部长陆川、国家林草局副局长范晓东致辞",
            &[("陆川", "水利部副部长"), ("范晓东", "国家林草局副局长")],
        );
        check(
            "副省长贺敏、秦朗和沈一鸣参加调研",
            &[("贺敏", "副省长"), ("秦朗", "副省长"), ("沈一鸣", "副省长")],
        );
    }

    #[test]
    fn names_in_phrases() {
        check("会议任命苏建国为副县长", &[("苏建国", "")]);
        check("关于接受许文辞去职务的决定", &[("许文", "")]);
        check("湖北选手邓小雨以98分夺冠", &[("邓小雨", "")]);
        check(
            "钱志明、孙丽、周海燕3人被评为先进个人",
            &[("钱志明", ""), ("孙丽", ""), ("周海燕", "")],
        );
        check("北京、上海等9名队员参训", &[]);
        check(
            "达娃卓玛、次仁等20名教师参训",
            &[("达娃卓玛", ""), ("次仁", "")],
        );
        check(
            "日本驻法国大使山本幸子、嘉宾到场",
            &[("山本幸子", "日本驻法国大使")],
        );
        check("副市长欧阳静作情况说明", &[("欧阳静", "副市长")]);
    }

    #[test]
    fn names_before_titles() {
        check("省政府顾长明副省长到会", &[("顾长明", "副省长")]);
    }

    #[test]
    fn foreign_and_compound_names() {
        check(
            "世界粮食计划署执行主任辛迪·麦凯恩表示",
            &[("辛迪·麦凯恩", "世界粮食计划署执行主任")],
        );
        check(
            "联合国秘书长古特雷斯发表致辞",
            &[("古特雷斯", "联合国秘书长")],
        );
        check("局长欧阳倩讲话", &[("欧阳倩", "局长")]);
    }

    #[test]
    fn clauses_begin_with_names() {
        check("会上，钱学松指出，要加强水土保持。", &[("钱学松", "")]);
    }

    #[test]
    fn bare_lists_of_names_before_what_persons_do() {
        check(
            "石远航、周文涛和沈一鸣等参加会见。",
            &[("石远航", ""), ("周文涛", ""), ("沈一鸣", "")],
        );
        check("水利、农业等部门参加", &[]);
        check("师生、员工参加", &[]);
    }

    #[test]
    fn callings_are_offices() {
        check(
            "航天员陆川、沈一鸣顺利出舱",
            &[("陆川", "航天员"), ("沈一鸣", "航天员")],
        );
        check(
            "副主任（主持工作）周文涛到会",
            &[("周文涛", "副主任(主持工作)")],
        );
    }

    #[test]
    fn countries_are_no_persons() {
        check("安道尔总统马尔科出席", &[("马尔科", "安道尔总统")]);
    }

    #[test]
    fn ordinary_words_behind_offices_are_no_names() {
        check("组织专家学者、教师代表和学生成长导师开展部长级对话", &[]);
        check("主任医师团队，委员会成员单位，书记员，学生安全", &[]);
        check("县委书记带头宣讲，村民高兴地说", &[]);
        check("主任向群众介绍情况，部长高兴地表示", &[]);
        check("和群众交谈，护士长期坚守，专家高度评价", &[]);
    }
}
