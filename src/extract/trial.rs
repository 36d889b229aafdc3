//! What a term or pattern would find in a document, before it is part of the codebook.
//!
//! In: a codebook with just that term or pattern, and the document as it was extracted. Out: the places, each with what stands there now. Nothing is
//! changed, and whoever waits can say at any time that it has been long enough.

use crate::codebook::Codebook;
use crate::document::Outline;
use crate::text::{Span, Text};

use super::passage::Passage;
use super::term::{Terms, matches};
use super::{Extraction, MentionType, check_value, pipeline};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trial {
    /// The first of the places, in text order.
    pub hits: Vec<TrialHit>,
    /// All of them.
    pub n_hits: usize,
    /// Those with something of the present extraction in their place.
    pub n_replacing: usize,
    /// Those that would not count.
    pub n_left: usize,
    /// Whether it was given up before the end of the document.
    pub is_cut: bool,
}

/// A place that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialHit {
    pub span: Span,
    /// The mentions of the present extraction that share characters with it.
    pub overlaps: Vec<(MentionType, Span)>,
    /// It stands inside the 《》 of a document, or its words are no value of its type.
    pub is_left: bool,
}

/// Tries a codebook on a document. Lists at most `most` places and counts the others; `is_enough` is asked again and again whether to give up.
#[must_use]
pub fn trial(
    text: &Text,
    codebook: &Codebook,
    outline: &Outline,
    extraction: &Extraction,
    most: usize,
    is_enough: &dyn Fn() -> bool,
) -> Trial {
    let terms = Terms::of(codebook);
    let mut trial = Trial::default();
    for (node, span) in pipeline::passages(text, outline) {
        if is_enough() {
            trial.is_cut = true;
            return trial;
        }
        let passage = Passage::new(text, node, span);
        for (kind, range, value, _) in matches(codebook, &terms, passage.text()) {
            let span = passage.flat.span(&range);
            let value = value.unwrap_or_else(|| super::flat::one_line(text.slice(span)));
            let mentions = &extraction.mentions;
            let from = mentions.partition_point(|known| known.span.end <= span.start);
            let overlaps: Vec<_> = mentions[from..]
                .iter()
                .take_while(|known| known.span.start < span.end)
                .map(|known| (known.kind.clone(), known.span))
                .collect();
            let is_in_doc = overlaps
                .iter()
                .any(|(known, at)| *known == MentionType::Doc && at.contains(span));
            let is_left = is_in_doc || check_value(&kind, &value).is_err();
            trial.n_hits += 1;
            trial.n_left += usize::from(is_left);
            trial.n_replacing += usize::from(!is_left && !overlaps.is_empty());
            if trial.hits.len() < most {
                trial.hits.push(TrialHit {
                    span,
                    overlaps,
                    is_left,
                });
            }
        }
    }
    trial
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    const TEXT: &str = "★工作进展\n数字治理 省教育厅启动“强基筑梦”工程，印发《“强基筑梦”工程实施方案》，省教育厅召开会议。\n";

    fn tried(definitions: &str, is_enough: bool) -> (Text, Trial) {
        let codebook = Codebook::from_ron(&format!(
            r##"Codebook(version: 2, types: [(name: "project", label: "项目", mark: '项', colour: "#55702B")], {definitions})"##
        ));
        let text = Text::new(TEXT.to_owned());
        let outline = document::parse(&text);
        let extraction = super::super::extract(&text, &Codebook::built_in(), &outline);
        let codebook = codebook.expect("a codebook");
        let trial = trial(&text, &codebook, &outline, &extraction, 2, &|| is_enough);
        (text, trial)
    }

    #[test]
    fn each_place_is_told_with_what_stands_there_now() {
        let (text, trial) = tried(
            r#"patterns: [(type: "project", pattern: "“[^”]+”工程")]"#,
            false,
        );
        let hits: Vec<_> = trial
            .hits
            .iter()
            .map(|hit| (text.slice(hit.span), hit.is_left))
            .collect();
        let words = "“强基筑梦”工程";
        assert_eq!(hits, [(words, false), (words, true)], "one is inside 《》");
        assert_eq!((trial.n_hits, trial.n_left), (2, 1));
        let (_, trial) = tried(r#"terms: [(type: "project", text: "省教育厅")]"#, false);
        assert_eq!((trial.n_hits, trial.n_replacing), (2, 2));
        assert_eq!(trial.hits[0].overlaps[0].0, MentionType::Org);
    }

    #[test]
    fn a_trial_is_given_up_when_whoever_waits_says_so() {
        let (_, trial) = tried(r#"terms: [(type: "project", text: "省教育厅")]"#, true);
        assert!(trial.is_cut);
    }

    #[test]
    fn what_is_tried_is_what_is_found_once_it_is_part_of_the_codebook() {
        let definitions =
            r#"terms: [(type: "project", text: "强基筑梦"), (type: "date", text: "会议")]"#;
        let (text, trial) = tried(definitions, false);
        let codebook = Codebook::from_ron(&format!(
            r##"Codebook(version: 2, types: [(name: "project", label: "项目", mark: '项', colour: "#55702B")], {definitions})"##
        ));
        let outline = document::parse(&text);
        let found = super::super::extract(&text, &codebook.expect("a codebook"), &outline);
        let n_found = found.mentions.iter();
        let n_found = n_found
            .filter(|mention| mention.rule.starts_with("codebook."))
            .count();
        assert_eq!(trial.n_hits - trial.n_left, n_found);
    }
}
