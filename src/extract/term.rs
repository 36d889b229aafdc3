//! What a folder's codebook adds: terms that are found as they are written, and simple patterns.
//!
//! A finding of the codebook stands above the machine's own on the same ground, except inside a longer 《》: whoever wrote the codebook knows the
//! documents. Terms and patterns are matched in the flat text, so that width and hard line breaks make no difference.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::codebook::Codebook;
use crate::document::{NodeId, Outline};
use crate::text::{Span, Text};

use super::flat::{Flat, one_line};
use super::passage::Passage;
use super::{Attributes, Extraction, Mention, MentionType, check_value, entry, pipeline};

/// Adds the codebook's findings to the machine's. Without terms and patterns nothing is looked at.
pub(super) fn apply(
    text: &Text,
    codebook: &Codebook,
    outline: &Outline,
    extraction: &mut Extraction,
) {
    if codebook.terms.is_empty() && codebook.patterns.is_empty() {
        return;
    }
    let mut found = find(text, codebook, outline, |_| true);
    found.sort_by_key(|mention| (mention.span.start, mention.span.end));
    let spans: Vec<Span> = found.iter().map(|mention| mention.span).collect();
    extraction.mentions.retain(|known| {
        let is_longer_doc =
            |span: &Span| known.kind == MentionType::Doc && known.span.contains(*span);
        sharing(&spans, known.span).all(is_longer_doc)
    });
    let docs: Vec<Span> = extraction
        .mentions
        .iter()
        .filter(|known| known.kind == MentionType::Doc)
        .map(|known| known.span)
        .collect();
    found.retain(|mention| sharing(&docs, mention.span).next().is_none());
    extraction.mentions.append(&mut found);
    extraction
        .mentions
        .sort_by_key(|mention| (mention.span.start, mention.span.end));
    extraction.entry_fields.clear();
    entry::derive(text, outline, extraction);
}

/// What the codebook finds in one node, whatever stands above it.
pub(super) fn candidates(
    text: &Text,
    codebook: &Codebook,
    outline: &Outline,
    node: NodeId,
) -> Vec<Mention> {
    if codebook.terms.is_empty() && codebook.patterns.is_empty() {
        return Vec::new();
    }
    find(text, codebook, outline, |id| id == node)
}

/// What the codebook finds in the nodes that `is_due` names.
fn find(
    text: &Text,
    codebook: &Codebook,
    outline: &Outline,
    is_due: impl Fn(NodeId) -> bool,
) -> Vec<Mention> {
    let terms = Terms::of(codebook);
    let mut found: Vec<Mention> = Vec::new();
    for (node, span) in pipeline::passages(text, outline) {
        if !is_due(node) {
            continue;
        }
        let passage = Passage::new(text, node, span);
        for (kind, range, value, rule) in matches(codebook, &terms, passage.text()) {
            let span = passage.flat.span(&range);
            let value = value.unwrap_or_else(|| one_line(text.slice(span)));
            if check_value(&kind, &value).is_ok() {
                found.push(Mention {
                    node,
                    kind,
                    span,
                    value,
                    attributes: Attributes::new(),
                    rule,
                });
            }
        }
    }
    found
}

/// Those of `spans`, which are in text order and share nothing with each other, that share characters with `span`.
fn sharing(spans: &[Span], span: Span) -> impl Iterator<Item = &Span> {
    let from = spans.partition_point(|known| known.end <= span.start);
    spans[from..]
        .iter()
        .take_while(move |known| known.start < span.end)
}

/// The terms of a codebook, all looked for at once: there may be thousands.
pub(super) struct Terms {
    /// By their place in the codebook.
    automaton: AhoCorasick,
}

impl Terms {
    pub(super) fn of(codebook: &Codebook) -> Self {
        let words = codebook.terms.iter().map(|term| Flat::new(&term.text, 0));
        let words: Vec<String> = words.map(|flat| flat.as_str().to_owned()).collect();
        Self {
            automaton: AhoCorasick::new(words).expect("a codebook is a megabyte at most"),
        }
    }
}

/// What the codebook finds in a flat text: the leftmost, of these the longest, none overlapping another; of two the same, the one that the
/// codebook names first.
pub(super) fn matches(
    codebook: &Codebook,
    terms: &Terms,
    text: &str,
) -> Vec<(MentionType, Range<usize>, Option<String>, &'static str)> {
    let mut found = Vec::new();
    let mut hits: Vec<_> = terms.automaton.find_overlapping_iter(text).collect();
    hits.sort_by_key(aho_corasick::Match::pattern);
    for hit in hits {
        let term = &codebook.terms[hit.pattern().as_usize()];
        if !codebook.offers_type(&term.kind) {
            continue;
        }
        let kind = MentionType::from_name(&term.kind);
        found.push((kind, hit.range(), term.value.clone(), "codebook.term"));
    }
    let patterns = codebook.patterns.iter();
    for pattern in patterns.filter(|pattern| codebook.offers_type(&pattern.kind)) {
        // One that cannot be compiled was refused when the codebook was read.
        let hits = pattern
            .regex()
            .into_iter()
            .flat_map(|regex| regex.find_iter(text));
        for at in hits.filter(|at| !at.is_empty()) {
            let trimmed = at.as_str().trim();
            let start = at.start() + at.as_str().len() - at.as_str().trim_start().len();
            let kind = MentionType::from_name(&pattern.kind);
            found.push((kind, start..start + trimmed.len(), None, "codebook.pattern"));
        }
    }
    found.retain(|(_, range, _, _)| !range.is_empty());
    found.sort_by_key(|(_, range, _, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|(_, range, _, _)| {
        let is_free = range.start >= end;
        if is_free {
            end = range.end;
        }
        is_free
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    fn found(codebook: &str, text: &str) -> Vec<(String, String, String)> {
        let codebook = Codebook::from_ron(codebook).expect("a codebook");
        let text = Text::new(text.to_owned());
        let outline = document::parse(&text);
        let extraction = super::super::extract(&text, &codebook, &outline);
        let of_codebook = extraction
            .mentions
            .into_iter()
            .filter(|mention| mention.rule.starts_with("codebook."));
        of_codebook
            .map(|mention| {
                (
                    mention.kind.name().to_owned(),
                    text.slice(mention.span).to_owned(),
                    mention.value,
                )
            })
            .collect()
    }

    #[test]
    fn a_term_is_found_as_written_also_over_a_hard_line_break() {
        let codebook = r#"Codebook(version: 1, terms: [(type: "org", text: "智教办", value: "智慧教育办公室")])"#;
        let text = "★工作进展\n数字治理 5月6日，智教办召开例会。\n人员培训 5月8日，全市中小学骨干教师参加智\n　　教办组织的培训。\n";
        let org = |quote: &str| {
            (
                "org".to_owned(),
                quote.to_owned(),
                "智慧教育办公室".to_owned(),
            )
        };
        let found = found(codebook, text);
        assert_eq!(found[0], org("智教办"));
        assert!(
            found.len() <= 2 && found.iter().all(|mention| mention.2 == "智慧教育办公室"),
            "{found:?}"
        );
    }

    #[test]
    fn a_pattern_of_an_own_type_stands_above_the_machines_findings() {
        let codebook = r##"Codebook(version: 1,
            types: [(name: "project", label: "项目", mark: '项', colour: "#55702B")],
            patterns: [(type: "project", pattern: "“[^”]{1,12}”工程")])"##;
        let text =
            "★工作进展\n数字治理 省教育厅启动“强基筑梦”工程，印发《“强基筑梦”工程实施方案》。\n";
        let project = (
            "project".to_owned(),
            "“强基筑梦”工程".to_owned(),
            "“强基筑梦”工程".to_owned(),
        );
        assert_eq!(
            found(codebook, text),
            [project],
            "inside 《》 it is the document's"
        );
    }
}
