//! Places by what stands around them: counties in a list behind one of their province, and places where something is said to be held.

use std::ops::Range;
use std::sync::LazyLock;

use crate::document::regions::{self, Level};
use crate::text::{WordList, is_cjk};

use super::cue::Cue;
use super::passage::Passage;
use super::place::{Chain, begins_with, child, is_word};

/// Verbs behind a place where something happens.
static LOCATED: LazyLock<WordList> =
    LazyLock::new(|| WordList::new("举行|召开|举办|开幕|闭幕|启动|落幕|调研|考察|开班|出席|检查"));

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

/// 深入青溪镇、杨湾乡: names of townships behind a verb of going there, one or in a list. They have no code.
pub(super) fn towns(passage: &Passage) -> Vec<Chain> {
    let text = passage.text();
    let mut found = Vec::new();
    for lead in passage.cues().iter(Cue::Going) {
        let mut start = lead.end;
        while let Some(range) = town(passage, start) {
            start = range.end;
            found.push(Chain {
                range,
                code: None,
                rule: "place.town",
            });
            match text[start..].chars().next() {
                Some(c @ ('、' | '和')) => start += c.len_utf8(),
                _ => break,
            }
        }
    }
    found
}

/// The name of a township that begins at an offset: two or three characters with 镇 or 乡, no everyday word (古镇, 全乡, 小城镇).
fn town(passage: &Passage, start: usize) -> Option<Range<usize>> {
    let rest = &passage.text()[start..];
    let (len, _) = rest
        .char_indices()
        .take(4)
        .skip(2)
        .find(|(_, c)| matches!(c, '镇' | '乡'))?;
    let stem = &rest[..len];
    let end = start + len + '镇'.len_utf8();
    let plain = stem.contains(['的', '了', '各', '该', '每', '几'])
        || stem.starts_with(['全', '本', '多', '一', '两', '三', '当'])
        || stem.ends_with(['城', '乡', '村'])
        || !stem.chars().all(is_cjk);
    let word = passage.words_after(start).next().is_some_and(|word| {
        word.start == start
            && word.end >= start + stem.len()
            && matches!(word.tag, "v" | "vn" | "a" | "b" | "d" | "p" | "m" | "r")
    });
    (!plain && !word && is_word(passage, &(start..end))).then_some(start..end)
}

/// 在昆山召开, 赴义乌调研: a place that the dictionary knows, where something is said to be there.
pub(super) fn located(passage: &Passage) -> Vec<Chain> {
    let text = passage.text();
    let mut found = Vec::new();
    for Range { end: start, .. } in passage.cues().iter(Cue::At) {
        let rest = &text[start..];
        let cut = rest.floor_char_boundary(24);
        let Some(verb) = LOCATED.find(&rest[..cut]).filter(|&n| n > 3 && n < 13) else {
            continue;
        };
        let range = start..start + verb;
        let is_place = passage
            .words_after(start)
            .next()
            .is_some_and(|word| word.start == start && word.end == range.end && word.tag == "ns");
        if is_place && begins_with(&rest[..cut]).is_none() {
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
