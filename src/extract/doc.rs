//! Documents: what stands in 《》, nested marks belonging to the outer pair.

use std::ops::Range;

use super::Attributes;
use super::cue::Cue;
use super::lexicon::{lexicon, longest_suffix};
use super::passage::Passage;
use super::resolve::{Candidate, Kind};

/// Titles longer than this (bytes) are unclosed marks.
const LONGEST_TITLE_BYTES: usize = 600;

/// Verbs between an issuer and its document.
const ISSUING: [&str; 14] = [
    "联合印发",
    "联合发布",
    "制定印发",
    "研究制定",
    "印发",
    "发布",
    "公布",
    "出台",
    "下发",
    "转发",
    "制定",
    "修订",
    "通过",
    "刊发",
];

pub(super) fn find(passage: &Passage) -> Vec<Candidate> {
    let text = passage.text();
    pairs(passage)
        .into_iter()
        .filter(|range| publisher_len(&text[range.end..]).is_none())
        .map(|range| {
            let mut doc = Candidate::as_written(Kind::Doc, range.clone(), "doc.title_marks");
            doc.attributes = attributes(text, &range);
            doc
        })
        .collect()
}

/// Bytes of what makes a body of a title before it: 《水利月刊》杂志社.
pub(super) fn publisher_len(after: &str) -> Option<usize> {
    ["杂志社", "编辑部", "报社", "期刊社", "编委会"]
        .iter()
        .find(|word| after.starts_with(**word))
        .map(|word| word.len())
}

/// The outermost pairs of 《 and 》 within a paragraph, in text order.
pub(super) fn pairs(passage: &Passage) -> Vec<Range<usize>> {
    let text = passage.text();
    let mut open: Vec<usize> = Vec::new();
    let mut pairs: Vec<Range<usize>> = Vec::new();
    for mark in passage.cues().iter(Cue::TitleMark) {
        let at = mark.start;
        match &text[mark.clone()] {
            "《" => open.push(at),
            "》" => {
                let Some(start) = open.pop() else { continue };
                if at - start > LONGEST_TITLE_BYTES || at - start == '《'.len_utf8() {
                    continue;
                }
                while pairs.last().is_some_and(|inner| inner.start > start) {
                    pairs.pop();
                }
                pairs.push(start..mark.end);
            }
            _ => open.clear(),
        }
    }
    pairs
}

/// The title without the outer marks.
pub(super) fn title(quote: &str) -> &str {
    quote
        .strip_prefix('《')
        .and_then(|rest| rest.strip_suffix('》'))
        .unwrap_or(quote)
}

fn attributes(text: &str, range: &Range<usize>) -> Attributes {
    let mut attributes = Attributes::new();
    if let Some(kind) = kind(title(&text[range.clone()])) {
        attributes.insert("kind", kind.to_owned());
    }
    if let Some(number) = number(&text[range.end..]) {
        attributes.insert("number", number);
    }
    attributes
}

/// The kind of document that a title ends with; what stands in brackets behind (试行, a year) says nothing of it.
fn kind(title: &str) -> Option<&'static str> {
    let mut title = title.trim_end_matches(|c: char| c.is_ascii_digit());
    while let Some(open) = title
        .ends_with([')', ']', '〕'])
        .then(|| title.rfind(['(', '[', '〔']))
        .flatten()
    {
        title = &title[..open];
    }
    let found = longest_suffix(title, &lexicon().doc_kinds, 6)?;
    // A kind names itself by its last word: 实施意见 is an 意见.
    let plain = longest_plain(found);
    lexicon().doc_kinds.get(plain)
}

/// The shortest kind of two characters or more that ends a kind.
fn longest_plain(found: &str) -> &str {
    let kinds = &lexicon().doc_kinds;
    found
        .char_indices()
        .rev()
        .map(|(at, _)| &found[at..])
        .find(|word| word.chars().count() > 1 && kinds.contains(word))
        .unwrap_or(found)
}

/// A document number in brackets or directly behind a title: 教发〔2024〕5号, [2024]5号, (2024)5号.
fn number(after: &str) -> Option<String> {
    let bracket = after.strip_prefix('(');
    let rest = bracket.unwrap_or(after);
    let near = &rest[..rest.floor_char_boundary(93)];
    let end = near.find('号')? + '号'.len_utf8();
    let number = &rest[..end];
    let year = number.find(['〔', '[', '(', '【', '﹝'])?;
    let after_year = &number[year..];
    let mut digits = after_year.chars().skip(1);
    let four = digits.by_ref().take(4).all(|c| c.is_ascii_digit());
    let closed = digits.next().is_some_and(|c| "〕])】﹞".contains(c));
    let plain = !number.contains(['。', ',', '》', '《', '、', ';']);
    (four && closed && plain).then(|| number.to_owned())
}

/// Names the issuer of documents that a body issues in the same clause: 教育部、财政部联合印发《…》.
pub(super) fn add_issuers(text: &str, kept: &mut [Candidate]) {
    let mut issuers: Vec<(usize, usize)> = Vec::new();
    for candidate in kept {
        let Range { start, end } = candidate.range;
        match candidate.kind {
            Kind::Org => issuers.push((start, end)),
            Kind::Doc => {
                if let Some(issuer) = issuer_before(text, start, &issuers) {
                    candidate.attributes.insert("issuer", issuer);
                }
            }
            _ => {}
        }
    }
}

fn issuer_before(text: &str, doc: usize, orgs: &[(usize, usize)]) -> Option<String> {
    let &(mut from, to) = orgs.last()?;
    let between = text.get(to..doc)?;
    let verb = ISSUING.iter().any(|verb| between.ends_with(verb));
    if !verb || between.len() > 60 || between.contains(['。', ',', ';', '《', '\n']) {
        return None;
    }
    let mut names = vec![&text[from..to]];
    for &(start, end) in orgs.iter().rev().skip(1) {
        if !matches!(&text[end..from], "、" | "和" | "与" | "及" | " ") {
            break;
        }
        names.push(&text[start..end]);
        from = start;
    }
    names.reverse();
    Some(names.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::resolve::testing::mentions;
    use super::*;
    use crate::document::NodeId;

    fn quotes(text: &str) -> Vec<String> {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let found = find(&passage);
        mentions(text, &passage, &found)
            .iter()
            .map(|(quote, _)| (*quote).to_owned())
            .collect()
    }

    #[test]
    fn nested_marks_belong_to_the_outer_pair() {
        assert_eq!(
            quotes("转发《关于贯彻<条例>落实《办法》的通知》《要点》"),
            ["《关于贯彻<条例>落实《办法》的通知》", "《要点》"]
        );
    }

    #[test]
    fn unclosed_marks_do_not_swallow_the_next_title() {
        assert_eq!(quotes("《意见印发，《办法》施行"), ["《办法》"]);
        assert_eq!(quotes("《》、》《"), Vec::<String>::new());
        assert!(quotes(&"《".repeat(100_000)).is_empty());
    }

    #[test]
    fn kind_and_number_of_a_document() {
        let text = "印发《粮食安全责任考核办法（试行）》（农发〔2023〕12号）";
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let found = find(&passage);
        assert_eq!(found[0].attributes.get("kind"), Some("办法"));
        assert_eq!(found[0].attributes.get("number"), Some("农发〔2023〕12号"));
        assert_eq!(number("（无）"), None);
        assert_eq!(kind("加快冷链物流发展的实施意见"), Some("意见"));
        assert_eq!(kind("渔业法"), Some("法"));
        assert_eq!(kind("春耕图"), None);
    }
}
