//! The chain of offices written directly before a name.

use std::ops::Range;

use super::lexicon::{lexicon, longest_prefix, longest_suffix};
use super::org_name::region_before;
use super::passage::Passage;

/// The longest office in characters.
const LONGEST_OFFICE_CHARS: usize = 8;
/// How far a body may stand before its office (bytes).
const FARTHEST_BODY_BYTES: usize = 60;
/// More offices than these nobody has.
const MOST_OFFICES: usize = 8;

/// The offices before a name that begins at `name`: 教育部党组书记、部长. `None` where no office stands there.
pub(super) fn office_chain(
    passage: &Passage,
    orgs: &[Range<usize>],
    name: usize,
) -> Option<String> {
    let text = passage.text();
    let mut end = trim_end(text, name);
    end -= remark_before(&text[..end]);
    // A list of names shares the office before the first: the caller gives that one.
    let mut start = segment(passage, orgs, end)?;
    for _ in 0..MOST_OFFICES {
        let before = &text[..start];
        let Some(joined) = before.strip_suffix(['、', '兼', ' ']) else {
            break;
        };
        end = joined.len();
        match segment(passage, orgs, end) {
            Some(from) if from < start => start = from,
            _ => break,
        }
    }
    let chain = text[start..name].trim_end_matches([':', ' ']).trim();
    (!chain.is_empty()).then(|| chain.to_owned())
}

/// The title right behind a name; a mere form of address is none.
pub(super) fn title_after(text: &str, end: usize) -> Option<String> {
    longest_prefix(&text[end..], &lexicon().titles, LONGEST_OFFICE_CHARS)
        .filter(|title| !matches!(*title, "同志" | "先生" | "女士" | "同学"))
        .map(str::to_owned)
}

/// Bytes of a remark in brackets between an office and a name: 副主任(主持工作).
pub(super) fn remark(after: &str) -> usize {
    let near = &after[..after.floor_char_boundary(36)];
    let inner = near.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    inner
        .filter(|(words, _)| {
            ["工作", "级", "挂职", "兼", "待遇"]
                .iter()
                .any(|end| words.ends_with(end))
        })
        .map_or(0, |(words, _)| words.len() + 2)
}

/// The same, looked for before a name.
fn remark_before(before: &str) -> usize {
    let open = before.strip_suffix(')').and_then(|inner| inner.rfind('('));
    open.map_or(0, |open| remark(&before[open..]))
}

fn trim_end(text: &str, end: usize) -> usize {
    text[..end].trim_end_matches([' ', ':']).len()
}

/// Where one office with its body begins, given where it ends.
fn segment(passage: &Passage, orgs: &[Range<usize>], end: usize) -> Option<usize> {
    let text = passage.text();
    let office = longest_suffix(&text[..end], &lexicon().offices, LONGEST_OFFICE_CHARS)?;
    let mut start = end - office.len();
    // 中共中央政治局常委, 国家主席: words of the office, unless a body ends with them.
    while body_at(orgs, start).is_none()
        && let Some(word) = longest_suffix(&text[..start], &lexicon().office_scope, 6)
    {
        start -= word.len();
    }
    if let Some(body) = body_at(orgs, start).or_else(|| body_before(passage, orgs, start)) {
        return Some(body);
    }
    // 宣传部部长 behind 省委常委: a department that is no body by itself.
    if let Some(unit) = longest_suffix(&text[..start], &lexicon().org_anchored, 6)
        .filter(|unit| unit.chars().count() > 2)
    {
        return Some(with_places(passage, start - unit.len()));
    }
    start = with_places(passage, start);
    start = nouns(passage, scope(text, start));
    Some(with_places(passage, start))
}

/// Takes the divisions and the country before an office.
fn with_places(passage: &Passage, mut start: usize) -> usize {
    while let Some(region) = region_before(passage, start) {
        start = region;
    }
    let before = &passage.text()[..start];
    longest_suffix(before, &lexicon().countries, 8).map_or(start, |country| start - country.len())
}

/// Takes the nouns before an office that no body is known for: 部安委会主任, 著名作家.
fn nouns(passage: &Passage, start: usize) -> usize {
    let lexicon = lexicon();
    let mut from = start;
    // 雪龙二号船员: an ordinal number belongs to the noun before it.
    let mut at = start;
    for word in passage.words_before(start).take(5) {
        let s = passage.word(&word);
        let noun = word.tag.starts_with('n') || matches!(word.tag, "j" | "b" | "vn" | "eng" | "l");
        let person = matches!(word.tag, "nr" | "nrt" | "nrfg");
        if word.end == at && at < start + 1 && (word.tag == "m" || s == "号") {
            at = word.start;
            continue;
        }
        if word.end != at
            || !noun
            || person && s.chars().count() > 1
            || lexicon.stops.contains(s)
            || !s.chars().all(char::is_alphanumeric)
        {
            break;
        }
        from = word.start;
        at = from;
    }
    from
}

/// Takes the words that belong to an office: 副, 党组, 国家, 常务.
fn scope(text: &str, mut start: usize) -> usize {
    while let Some(word) = longest_suffix(&text[..start], &lexicon().office_scope, 6) {
        start -= word.len();
    }
    start
}

/// The start of the longest body that ends at an offset.
pub(super) fn body_at(orgs: &[Range<usize>], end: usize) -> Option<usize> {
    let after = orgs.partition_point(|org| org.start < end);
    orgs[..after]
        .iter()
        .rev()
        .take(8)
        .filter(|org| org.end == end)
        .map(|org| org.start)
        .min()
}

/// The start of the body to which an office belongs: one that ends where the office begins, or a little before, with nothing between
/// that could end a phrase.
fn body_before(passage: &Passage, orgs: &[Range<usize>], office: usize) -> Option<usize> {
    let text = passage.text();
    let after = orgs.partition_point(|org| org.start < office);
    let org = orgs[..after]
        .iter()
        .rev()
        .take(4)
        .find(|org| org.end <= office)?;
    let between = &text[org.end..office];
    if between.len() > FARTHEST_BODY_BYTES {
        return None;
    }
    let lexicon = lexicon();
    let broken = between.contains([
        '、', ',', '。', ';', ':', '“', '”', '《', '》', '(', ')', '\n', ' ',
    ]) || passage
        .words_after(org.end)
        .take_while(|word| word.start < office)
        .any(|word| {
            let s = passage.word(&word);
            lexicon.stops.contains(s) && !matches!(s, "和" | "与" | "及")
        });
    if broken || names_another(between) {
        return None;
    }
    body_at(orgs, org.end)
}

/// 书记甲和 between 省委 and 省长乙: the body belongs to the person before the conjunction.
fn names_another(between: &str) -> bool {
    between.match_indices(['和', '与', '及']).any(|(at, _)| {
        let before = between[..at].trim_end_matches('以');
        [2, 3].into_iter().any(|n| {
            let name = before
                .char_indices()
                .rev()
                .nth(n - 1)
                .map(|(start, _)| start);
            name.is_some_and(|start| {
                longest_suffix(&before[..start], &lexicon().offices, LONGEST_OFFICE_CHARS).is_some()
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NodeId;
    use crate::extract::context::Context;

    fn chain(text: &str, name: &str) -> Option<String> {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let mut orgs: Vec<Range<usize>> = crate::extract::org::find(&passage, &Context::default())
            .into_iter()
            .map(|org| org.range)
            .collect();
        orgs.sort_by_key(|range| range.start);
        office_chain(&passage, &orgs, passage.text().find(name).unwrap())
    }

    #[test]
    fn chains_reach_over_several_offices_but_not_over_other_persons() {
        assert_eq!(
            chain("出席的有水利部党组成员、副部长甲", "甲").as_deref(),
            Some("水利部党组成员、副部长")
        );
        assert_eq!(
            chain("水利部副部长乙、国家林草局局长甲", "甲").as_deref(),
            Some("国家林草局局长")
        );
        assert_eq!(
            chain("会见国家副主席甲", "甲").as_deref(),
            Some("国家副主席")
        );
        assert_eq!(
            chain("江西省吉安市市长甲", "甲").as_deref(),
            Some("江西省吉安市市长")
        );
        assert_eq!(
            chain("省委常委、宣传部部长甲", "甲").as_deref(),
            Some("省委常委、宣传部部长")
        );
        assert_eq!(chain("同甲", "甲"), None);
    }

    #[test]
    fn an_office_behind_another_person_has_none_of_his_bodies() {
        let text = "吉安市人大主任周文涛及市领导范晓出席";
        assert_eq!(chain(text, "范晓").as_deref(), Some("市领导"));
        let text = "江西省委书记周文涛和省长范晓会见代表";
        assert_eq!(chain(text, "范晓").as_deref(), Some("省长"));
    }
}
