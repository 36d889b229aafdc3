//! The source as its readers say it should be: words and values with the corrections applied.
//!
//! In: the source, a span of it, the corrections in force. Out: words. A correction is applied where the whole change lies in the span; positions stay
//! those of the source throughout.

use std::borrow::Cow;

use super::decision::Refusal;
use super::scribe::Scribe;
use crate::annotation::{Anchor, Annotation, Edit, Erratum};
use crate::extract::ValueProblem;
use crate::text::{Span, Text};

/// The corrections that hold, in text order. Of two that share words, as two reviewers may have made them, the first does.
pub(super) fn in_force(annotation: &Annotation) -> Vec<Erratum> {
    let mut end = 0;
    let mut holds = |erratum: &&Erratum| {
        let span = erratum.anchor.span();
        let is_free = span.start >= end;
        if is_free {
            end = span.end;
        }
        is_free
    };
    let errata = annotation.errata.iter();
    errata.filter(|erratum| holds(erratum)).cloned().collect()
}

/// The corrections that share words with a span; they are in text order and share none with each other.
pub fn errata_in(errata: &[Erratum], span: Span) -> impl Iterator<Item = &Erratum> {
    let first = errata.partition_point(|erratum| erratum.anchor.end <= span.start);
    errata[first..]
        .iter()
        .take_while(move |erratum| erratum.anchor.start < span.end)
}

/// The words of a span as they should be.
#[must_use]
pub fn amended<'t>(text: &'t Text, span: Span, errata: &[Erratum]) -> Cow<'t, str> {
    let mut words = String::new();
    let mut from = span.start;
    for erratum in errata_in(errata, span) {
        let (goes, comes) = erratum.change();
        if span.contains(goes) {
            words.push_str(text.slice(Span::new(from, goes.start)));
            words.push_str(comes);
            from = goes.end;
        }
    }
    if from == span.start && words.is_empty() {
        return Cow::Borrowed(text.slice(span));
    }
    words.push_str(text.slice(Span::new(from, span.end)));
    Cow::Owned(words)
}

/// A value that was read from the words of a span, where it repeats what is corrected there.
#[must_use]
pub fn amended_value<'v>(value: &'v str, span: Span, errata: &[Erratum]) -> Cow<'v, str> {
    let mut amended = Cow::Borrowed(value);
    for erratum in errata_in(errata, span) {
        let anchor = &erratum.anchor;
        if span.contains(anchor.span()) && amended.contains(&anchor.quote) {
            amended = Cow::Owned(amended.replacen(&anchor.quote, &erratum.text, 1));
        }
    }
    amended
}

impl Scribe<'_> {
    /// Corrects the words of a span, or takes the correction of exactly these words back.
    pub(super) fn erratum(&self, span: Span, words: Option<String>) -> Result<Vec<Edit>, Refusal> {
        self.check_span(span)?;
        let anchor = Anchor::of(span, self.text);
        let mut here = errata_in(&self.record.errata, span);
        let known = here.find(|erratum| erratum.anchor.span() == span);
        let words = words.filter(|words| *words != anchor.quote);
        let erratum = match words {
            None if known.is_none() => return Ok(Vec::new()),
            None => None,
            Some(words) if words.contains(['\n', '\r']) => {
                return Err(Refusal::Value(ValueProblem::LineBreak));
            }
            Some(words) => {
                if known.is_some_and(|known| known.text == words) {
                    return Ok(Vec::new());
                }
                let is_taken = errata_in(&self.record.errata, span)
                    .any(|erratum| erratum.anchor.span() != span);
                if is_taken {
                    return Err(Refusal::CorrectedOtherwise);
                }
                Some(Erratum {
                    anchor: anchor.clone(),
                    text: words,
                    by: self.stamp.by.clone(),
                    at: self.stamp.at.clone(),
                })
            }
        };
        Ok(vec![Edit::Erratum { anchor, erratum }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errata(text: &Text, pairs: &[(&str, &str)]) -> Vec<Erratum> {
        let erratum = |(old, new): &(&str, &str)| {
            let at = text.as_str().find(old).expect("in the text");
            Erratum {
                anchor: Anchor::of(Span::from_usize(at, at + old.len()), text),
                text: (*new).to_owned(),
                by: None,
                at: String::new(),
            }
        };
        pairs.iter().map(erratum).collect()
    }

    #[test]
    fn words_are_amended_where_the_whole_change_lies_in_them() {
        let text = Text::new("推进“互联网 教育”的的发展，印发通之。".to_owned());
        let errata = errata(
            &text,
            &[
                ("互联网 教育", "互联网+教育"),
                ("的的", "的"),
                ("通之", "通知"),
            ],
        );
        let amended = |words: &str| {
            let at = text.as_str().find(words).expect("in the text");
            let span = Span::from_usize(at, at + words.len());
            super::amended(&text, span, &errata).into_owned()
        };
        assert_eq!(
            amended(text.as_str()),
            "推进“互联网+教育”的发展，印发通知。"
        );
        assert_eq!(amended("网 教"), "网+教", "part of what was quoted");
        assert_eq!(amended("教育"), "教育", "the change is not in it");
        assert_eq!(amended("印发通"), "印发通");
        assert_eq!(amended("推进"), "推进");
    }

    #[test]
    fn a_value_that_repeats_the_words_is_amended_like_them() {
        let text = Text::new("印发《互联网 教育方案》。".to_owned());
        let errata = errata(&text, &[("互联网 教育", "互联网+教育")]);
        let span = Span::from_usize("印发".len(), text.as_str().len() - "。".len());
        let amended = |value| super::amended_value(value, span, &errata).into_owned();
        assert_eq!(amended("互联网 教育方案"), "互联网+教育方案");
        assert_eq!(amended("互联网教育方案"), "互联网教育方案");
    }
}
