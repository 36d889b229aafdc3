//! What is done with the ticked occurrences: which of them it fits, and the decision that it means for each.

use super::gather::{Occurrence, OccurrencesOf, Standing};
use super::subject::Subject;
use crate::annotation::Verdict;
use crate::extract::{self, MentionType, ValueProblem};
use crate::record::MentionRecord;
use crate::record::decision::Decision;
use crate::session::OpenDocument;

/// What is done with each of the ticked occurrences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Treatment {
    Accept,
    Reject,
    /// Type, place and value become as the reviewer made them on the subject, each where it was as the subject's had been.
    Likewise,
    /// This value, whatever it was.
    Value(String),
    Type(MentionType),
    /// Words in which nothing was found become a mention of the subject's type.
    Add,
    /// The entries that they stand in are given this tag.
    Tag(String),
}

impl Treatment {
    /// What is most likely wanted after what was decided on the subject.
    pub(super) fn after(subject: &Subject) -> Self {
        match subject.verdict {
            Some(Verdict::Corrected) => Self::Likewise,
            Some(Verdict::Rejected) => Self::Reject,
            Some(Verdict::Added) => Self::Add,
            None | Some(Verdict::Accepted) => Self::Accept,
        }
    }

    /// What undo and the history call it.
    pub(super) const fn label(&self) -> &'static str {
        match self {
            Self::Accept => "step-accept-everywhere",
            Self::Reject => "step-reject-everywhere",
            Self::Likewise | Self::Value(_) | Self::Type(_) => "step-correct-everywhere",
            Self::Add => "step-add-everywhere",
            Self::Tag(_) => "step-tag",
        }
    }

    /// What is wrong with it as long as nothing, or nothing that can be, is typed.
    pub(super) fn problem(&self, subject: &Subject) -> Option<ValueProblem> {
        match self {
            Self::Value(value) => extract::check_value(&subject.kind, value.trim()).err(),
            Self::Tag(tag) if tag.trim().is_empty() => Some(ValueProblem::Empty),
            _ => None,
        }
    }

    /// Whether it changes anything at an occurrence.
    pub(super) fn fits(
        &self,
        subject: &Subject,
        of: &OccurrencesOf,
        occurrence: &Occurrence,
    ) -> bool {
        let mention = of.own_mention(occurrence);
        match self {
            Self::Accept => mention.is_some_and(|mention| {
                mention.verdict.is_none() || mention.verdict == Some(Verdict::Rejected)
            }),
            Self::Reject => mention.is_some_and(MentionRecord::is_in_force),
            Self::Likewise => {
                mention.is_some_and(|mention| is_like_subject(subject, of, occurrence, mention))
            }
            Self::Value(value) => mention.is_some_and(|mention| {
                mention.kind == subject.kind
                    && (mention.verdict.is_none() || mention.value != value.trim())
            }),
            Self::Type(kind) => mention.is_some_and(|mention| mention.kind != *kind),
            Self::Add => !matches!(occurrence.standing, Standing::Mention(_)),
            Self::Tag(tag) => occurrence.entry.is_some_and(|entry| {
                let tags = &of.snapshot.record.node(entry).tags;
                !tags.iter().any(|known| known == tag.trim())
            }),
        }
    }

    /// The decision that it means at an occurrence that it fits, in the document as it is now.
    pub(super) fn decision(
        &self,
        subject: &Subject,
        of: &OccurrencesOf,
        occurrence: &Occurrence,
        document: &OpenDocument,
    ) -> Option<Decision> {
        if let Self::Tag(tag) = self {
            return Some(Decision::Tag {
                entry: Some(occurrence.entry?),
                tag: tag.clone(),
                on: true,
            });
        }
        let kind = of
            .own_mention(occurrence)
            .map(|mention| mention.kind.clone());
        let span = occurrence.span;
        let correct = |new_kind, new_span, value| {
            Some(Decision::Correct {
                kind: kind.clone()?,
                span,
                new_kind,
                new_span,
                value,
            })
        };
        match self {
            Self::Accept => Some(Decision::Accept { kind: kind?, span }),
            Self::Reject => Some(Decision::Reject { kind: kind?, span }),
            Self::Value(value) => correct(None, None, Some(value.clone())),
            Self::Type(new_kind) => correct(Some(new_kind.clone()), None, None),
            Self::Likewise => {
                let place = occurrence.place.filter(|place| *place != span);
                let value =
                    (!subject.is_moved() || !subject.is_derived).then(|| subject.value.clone());
                correct(Some(subject.kind.clone()), place, value)
            }
            Self::Add => {
                let loaded = &document.loaded;
                let value = if subject.is_derived {
                    let text = &loaded.source.text;
                    extract::value_of_span(&subject.kind, span, text, &loaded.outline)
                } else {
                    subject.value.clone()
                };
                Some(Decision::Add {
                    kind: subject.kind.clone(),
                    span,
                    value,
                })
            }
            Self::Tag(_) => None,
        }
    }
}

/// Whether a mention is as the subject had been, so that what was corrected on the one can be corrected on the other.
fn is_like_subject(
    subject: &Subject,
    of: &OccurrencesOf,
    occurrence: &Occurrence,
    mention: &MentionRecord,
) -> bool {
    if subject.is_moved() {
        let is_elsewhere = occurrence
            .place
            .is_some_and(|place| place != occurrence.span);
        return (is_elsewhere || mention.kind != subject.kind)
            && subject.is_as_before(mention, &of.snapshot.text);
    }
    // Another document has its own year: the same words need not have had the same value.
    let had_value = subject.machine_value.as_ref() == Some(&mention.value);
    mention.kind == subject.kind && had_value && mention.value != subject.value
}
