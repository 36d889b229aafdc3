//! Persons in a bare list, known only by what they do together: 甲、乙和丙出席.

use std::ops::Range;

use super::lexicon::{lexicon, longest_prefix};
use super::passage::Passage;
use super::person_name::is_listed_name;

/// The names of a bare list: 甲、乙和丙(等)参加会见. Every item begins with a family name, and persons alone do what the verb says.
pub(super) fn bare_list(passage: &Passage, start: usize) -> Vec<Range<usize>> {
    let text = passage.text();
    let mut names = Vec::new();
    let mut at = start;
    loop {
        let rest = &text[at..];
        let mark = rest
            .char_indices()
            .skip(2)
            .take(3)
            .find(|(_, c)| matches!(c, '、' | '和'));
        if let Some((len, c)) = mark
            && is_listed_name(passage, &(at..at + len))
        {
            names.push(at..at + len);
            at += len + c.len_utf8();
            continue;
        }
        if names.is_empty() {
            return names;
        }
        let last = [3, 2, 4].into_iter().find_map(|n| {
            let end = at + rest.char_indices().nth(n)?.0;
            let after = text[end..].strip_prefix('等').unwrap_or(&text[end..]);
            let personal = longest_prefix(after, &lexicon().personal, 4).is_some()
                || text[end..].starts_with('等') && begins_leaders(after);
            (personal && is_listed_name(passage, &(at..end))).then_some(at..end)
        });
        return match last {
            Some(last) => {
                names.push(last);
                names
            }
            None => Vec::new(),
        };
    }
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
    }
}
