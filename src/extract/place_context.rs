//! Places by what stands around them: counties in a list behind one of their province, and places where something is said to be held.

use crate::document::regions::{self, Level};

use super::passage::Passage;
use super::place::{Chain, automaton, child, is_word};

/// Verbs behind a place where something happens.
const LOCATED: [&str; 12] = [
    "举行", "召开", "举办", "开幕", "闭幕", "启动", "落幕", "调研", "考察", "开班", "出席", "检查",
];

/// 湖南平江、华容: counties listed behind one of their province need no suffix.
pub(super) fn listed(passage: &Passage, first: &Chain) -> Vec<Chain> {
    let text = passage.text();
    let mut found = Vec::new();
    let Some(code) = first.code.filter(|code| !code.ends_with("0000")) else {
        return found;
    };
    let province = format!("{}0000", &code[..2]);
    let mut at = first.range.end;
    while let Some(c) = text[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '、' | '和'))
    {
        let start = at + c.len_utf8();
        let Some((len, division)) = child(&text[start..], Some(&province)) else {
            break;
        };
        let range = start..start + len;
        if division.level() != Level::County
            || division.name == &text[range.clone()]
            || !is_word(passage, &range)
        {
            break;
        }
        at = range.end;
        found.push(Chain {
            range,
            code: Some(division.code),
            rule: "place.listed_county",
        });
    }
    found
}

/// 在昆山召开, 赴义乌调研: a place that the dictionary knows, where something is said to be there.
pub(super) fn located(passage: &Passage) -> Vec<Chain> {
    let text = passage.text();
    let mut found = Vec::new();
    for cue in ["在", "赴"] {
        for at in memchr::memmem::find_iter(text.as_bytes(), cue) {
            let start = at + cue.len();
            let rest = &text[start..];
            let cut = rest.floor_char_boundary(24);
            let Some(verb) = LOCATED
                .iter()
                .filter_map(|verb| rest[..cut].find(verb))
                .min()
                .filter(|&n| n > 3 && n < 13)
            else {
                continue;
            };
            let range = start..start + verb;
            let is_place = passage.words_after(start).next().is_some_and(|word| {
                word.start == start && word.end == range.end && word.tag == "ns"
            });
            if is_place
                && automaton()
                    .find(&rest[..cut])
                    .is_none_or(|hit| hit.start() > 0)
            {
                let name = &text[range.clone()];
                let mut same = regions::named(name);
                let code = same
                    .next()
                    .filter(|_| same.next().is_none())
                    .map(|division| division.code);
                found.push(Chain {
                    range,
                    code,
                    rule: "place.located",
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::context::Context;
    use super::*;
    use crate::document::NodeId;
    use crate::extract::place;

    fn names(text: &str) -> Vec<String> {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let found = place::find(&passage, &Context::default());
        found
            .into_iter()
            .map(|place| passage.text()[place.range].to_owned())
            .collect()
    }

    #[test]
    fn counties_are_places_in_a_list_and_where_something_is_held() {
        assert_eq!(names("四川盐边、米易等地"), ["四川盐边", "米易"]);
        assert_eq!(names("茶叶博览会在安溪举行"), ["安溪"]);
        assert!(names("在实践中检查").is_empty());
    }
}
