//! Persons in a bare list, known only by what they do together: 甲、乙和丙出席.

use std::ops::Range;

use super::lexicon::{lexicon, longest_prefix};
use super::passage::Passage;
use super::person_name::{BODY_ENDS, NEVER_GIVEN, is_listed_name};
use crate::document::regions;
use crate::text::is_cjk;

/// Names after which the dictionary no longer has to agree that an item is one.
const CERTAIN_NAMES: usize = 2;

/// Longer lists are cut.
const MOST_NAMES: usize = 60;

/// The names of a bare list: 甲、乙和丙(等)参加会见. Every item begins with a family name, and persons alone do what the verb says.
pub(super) fn bare_list(passage: &Passage, start: usize) -> Vec<Range<usize>> {
    let text = passage.text();
    let mut names = Vec::new();
    let (mut n_certain, mut at) = (0, start);
    while names.len() < MOST_NAMES {
        let rest = &text[at..];
        let mark = rest
            .char_indices()
            .skip(2)
            .take(3)
            .find(|(_, c)| matches!(c, '、' | '和'));
        if let Some((len, c)) = mark {
            let item = at..at + len;
            let certain = is_listed_name(passage, &item);
            if certain || !names.is_empty() && may_be_name(passage, &item) {
                names.push(item);
                n_certain += usize::from(certain);
                at += len + c.len_utf8();
                continue;
            }
        }
        if names.is_empty() {
            return names;
        }
        let may_end = |range: &Range<usize>| {
            is_listed_name(passage, range)
                || n_certain >= CERTAIN_NAMES && may_be_name(passage, range)
        };
        let last = [3, 2, 4].into_iter().find_map(|n| {
            let end = at + rest.char_indices().nth(n)?.0;
            let after = text[end..].strip_prefix('等').unwrap_or(&text[end..]);
            let personal = longest_prefix(after, &lexicon().personal, 4).is_some()
                || text[end..].starts_with('等') && begins_leaders(after)
                || goes_somewhere(after);
            (personal && may_end(&(at..end))).then_some(at..end)
        });
        let Some(last) = last else {
            break;
        };
        n_certain += usize::from(is_listed_name(passage, &last));
        names.push(last);
        return if n_certain == names.len() || n_certain >= CERTAIN_NAMES {
            names
        } else {
            Vec::new()
        };
    }
    Vec::new()
}

/// Whether an item of a list of persons can be a name although the dictionary knows another word there (罗干, 黄菊).
fn may_be_name(passage: &Passage, range: &Range<usize>) -> bool {
    let name = &passage.text()[range.clone()];
    let surname = longest_prefix(name, &lexicon().surnames, 2);
    let n = name.chars().count();
    surname.is_some_and(|surname| {
        (1..=2).contains(&(n - surname.chars().count()))
            && !lexicon().rare_surnames.contains(surname)
    }) && name.chars().all(is_cjk)
        && !name.chars().skip(1).any(|c| NEVER_GIVEN.contains(c))
        && !name.ends_with(BODY_ENDS)
        && regions::named(name).next().is_none()
        && !lexicon().countries.contains(name)
}

/// 甲、乙赴福州参加…, 甲、乙至某校参加…: where persons go, and what they do there.
fn goes_somewhere(after: &str) -> bool {
    [
        "赴", "至", "到", "前往", "配合", "走访", "慰问", "参观", "视察", "考察", "看望", "应邀",
    ]
    .iter()
    .any(|word| after.starts_with(word))
}

/// 甲、乙等市四套班子领导: who the persons of a list are.
fn begins_leaders(after: &str) -> bool {
    let rest = after
        .strip_prefix(['省', '市', '县', '区', '州', '校', '院', '厅', '局'])
        .unwrap_or(after);
    let rest = ["四套班子", "四大家", "级", "有关", "相关", "党政"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    rest.starts_with("领导") || rest.starts_with("同志")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NodeId;

    fn names(text: &str) -> Vec<String> {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        bare_list(&passage, 0)
            .into_iter()
            .map(|range| passage.text()[range].to_owned())
            .collect()
    }

    #[test]
    fn a_list_is_of_persons_where_persons_act() {
        assert_eq!(names("周文涛、范晓参加会见"), ["周文涛", "范晓"]);
        assert_eq!(
            names("周文涛、范晓等市四套班子领导出席"),
            ["周文涛", "范晓"]
        );
        assert!(names("水利、农业等部门领导出席").is_empty());
        assert_eq!(
            names("周文涛、范晓、罗干、黄菊等出席开幕会"),
            ["周文涛", "范晓", "罗干", "黄菊"]
        );
        assert_eq!(names("周文涛、范晓赴福州参加研讨会"), ["周文涛", "范晓"]);
    }
}
