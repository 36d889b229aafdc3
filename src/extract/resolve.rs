//! Candidates of all types to mentions that do not overlap.
//!
//! The outermost wins, in the order doc > event > org > place; dates, figures and places inside one of these are dropped. Persons never
//! stand inside another mention of text that is theirs: an office is not part of a person's span.

use std::ops::Range;

use super::{Attributes, Mention, MentionType};
use crate::text::Text;

use super::doc::title;
use super::flat::one_line;
use super::passage::Passage;

/// The built-in types in the order in which they keep their ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Doc,
    Event,
    Org,
    Person,
    Date,
    Metric,
    Place,
}

impl Kind {
    pub(super) const fn mention_type(self) -> MentionType {
        match self {
            Self::Doc => MentionType::Doc,
            Self::Event => MentionType::Event,
            Self::Org => MentionType::Org,
            Self::Person => MentionType::Person,
            Self::Date => MentionType::Date,
            Self::Metric => MentionType::Metric,
            Self::Place => MentionType::Place,
        }
    }
}

/// Something found in a passage, in offsets of its flat text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    /// Empty where the value is the words themselves.
    pub(super) value: Option<String>,
    /// What follows the words in the value: the code of a place.
    pub(super) code: Option<&'static str>,
    pub(super) attributes: Attributes,
    pub(super) rule: &'static str,
}

impl Candidate {
    pub(super) fn new(kind: Kind, range: Range<usize>, value: String, rule: &'static str) -> Self {
        Self {
            kind,
            range,
            value: Some(value),
            code: None,
            attributes: Attributes::new(),
            rule,
        }
    }

    /// One whose value is what is written.
    pub(super) fn as_written(kind: Kind, range: Range<usize>, rule: &'static str) -> Self {
        Self {
            kind,
            range,
            value: None,
            code: None,
            attributes: Attributes::new(),
            rule,
        }
    }
}

/// Keeps what does not overlap anything stronger, in text order.
pub(super) fn resolve(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.retain(|candidate| !candidate.range.is_empty());
    candidates.sort_by(|a, b| {
        a.kind
            .cmp(&b.kind)
            .then(b.range.len().cmp(&a.range.len()))
            .then(a.range.start.cmp(&b.range.start))
    });
    let mut kept: std::collections::BTreeMap<usize, Candidate> = std::collections::BTreeMap::new();
    for candidate in candidates {
        let before = kept.range(..candidate.range.end).next_back();
        if before.is_none_or(|(_, other)| other.range.end <= candidate.range.start) {
            kept.insert(candidate.range.start, candidate);
        }
    }
    kept.into_values().collect()
}

/// The mention that a candidate stands for. `None` where its words are not in the text.
pub(super) fn mention(text: &Text, passage: &Passage, candidate: Candidate) -> Option<Mention> {
    let span = text.trim(passage.flat.span(&candidate.range));
    let quote = text.get(span).filter(|quote| !quote.is_empty())?;
    Some(Mention {
        node: passage.node,
        kind: candidate.kind.mention_type(),
        span,
        value: with_code(
            candidate
                .value
                .unwrap_or_else(|| value_as_written(candidate.kind, quote)),
            candidate.code,
        ),
        attributes: candidate.attributes,
        rule: candidate.rule,
    })
}

/// The words themselves in one line, a document's without its marks.
fn value_as_written(kind: Kind, quote: &str) -> String {
    let line = one_line(quote);
    match kind {
        Kind::Doc => title(&line).to_owned(),
        _ => line,
    }
}

fn with_code(value: String, code: Option<&'static str>) -> String {
    match code {
        Some(code) => format!("{value} {code}"),
        None => value,
    }
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;

    /// Quotes and values for rules' own tests; the passage must be the whole of `source`.
    pub(in super::super) fn mentions<'t>(
        source: &'t str,
        passage: &'t Passage,
        candidates: &'t [Candidate],
    ) -> Vec<(&'t str, &'t str)> {
        candidates
            .iter()
            .map(|candidate| {
                let quote = &source[passage.flat.span(&candidate.range).range()];
                (quote, candidate.value.as_deref().unwrap_or(quote))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_wins_in_the_order_of_types() {
        let place = Candidate::as_written(Kind::Place, 0..6, "p");
        let org = Candidate::as_written(Kind::Org, 0..15, "o");
        let event = Candidate::as_written(Kind::Event, 12..30, "e");
        let date = Candidate::as_written(Kind::Date, 30..36, "d");
        let kept = resolve(vec![place.clone(), org, event.clone(), date.clone()]);
        assert_eq!(
            kept,
            [place, event, date],
            "what was inside a loser is free again"
        );
    }
}
