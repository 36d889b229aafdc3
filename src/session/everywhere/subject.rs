//! What the same is looked for of: a mention as it stands now, what the machine had made of it, and in what others are like it.

use crate::annotation::Verdict;
use crate::document::Outline;
use crate::extract::{self, MentionType};
use crate::record::MentionRecord;
use crate::text::find::fold;
use crate::text::{Span, Text, is_space};

/// In what occurrences are like the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Likeness {
    /// The same words, whatever their width, case or script; also where the machine found nothing.
    #[default]
    Words,
    /// The same type and value, in whatever words.
    Value,
    /// Found by the same rule.
    Rule,
}

impl Likeness {
    pub const ALL: [Self; 3] = [Self::Words, Self::Value, Self::Rule];
}

/// A mention of which others are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Position of its document in the folder's list.
    pub document: usize,
    pub span: Span,
    pub kind: MentionType,
    /// Its words on one line.
    pub words: String,
    pub value: String,
    pub verdict: Option<Verdict>,
    /// What found it; none for additions.
    pub rule: Option<&'static str>,
    /// What the machine had found, where a reviewer changed type or place.
    pub(super) origin_kind: MentionType,
    /// Folded.
    pub(super) origin_words: String,
    /// The machine's value where the machine found it.
    pub(super) machine_value: Option<String>,
    /// The value is what the machine makes of the words, so that elsewhere it may be another.
    pub(super) is_derived: bool,
}

impl Subject {
    pub(super) fn new(
        document: usize,
        mention: &MentionRecord,
        text: &Text,
        outline: &Outline,
    ) -> Self {
        let MentionRecord { kind, span, .. } = mention;
        let (origin_kind, origin_span) = &mention.origin;
        let machine_value = mention.was_value.as_ref().unwrap_or(&mention.value);
        let derived = extract::value_of_span(kind, *span, text, outline);
        Self {
            document,
            span: *span,
            kind: kind.clone(),
            words: one_line(text.slice(*span)),
            value: mention.value.clone(),
            verdict: mention.verdict,
            rule: mention.rule,
            origin_kind: origin_kind.clone(),
            origin_words: folded(text, *origin_span),
            machine_value: mention.rule.map(|_| machine_value.clone()),
            is_derived: derived == mention.value,
        }
    }

    /// Whether a reviewer changed its type or place.
    pub(super) fn is_moved(&self) -> bool {
        self.kind != self.origin_kind || fold(&self.words) != self.origin_words
    }

    /// Whether a mention has the value that this one has, or had before a reviewer changed it.
    pub(super) fn shares_value(&self, mention: &MentionRecord) -> bool {
        let is_kind = mention.kind == self.kind || mention.kind == self.origin_kind;
        let is_its = |value: &String| {
            *value == self.value || self.machine_value.as_ref().is_some_and(|own| own == value)
        };
        is_kind && (is_its(&mention.value) || mention.was_value.as_ref().is_some_and(is_its))
    }

    /// Whether a mention is as the machine had found this one before a reviewer changed its type or place.
    pub(super) fn is_as_before(&self, mention: &MentionRecord, text: &Text) -> bool {
        mention.kind == self.origin_kind && folded(text, mention.span) == self.origin_words
    }
}

/// Words as they count when they are compared.
fn folded(text: &Text, span: Span) -> String {
    fold(&one_line(text.slice(span)))
}

/// Words without the ends of lines in them and the indents after those.
pub(super) fn one_line(words: &str) -> String {
    words
        .split('\n')
        .map(|line| line.trim_matches(is_space))
        .collect()
}
