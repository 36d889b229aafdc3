//! What a reviewer wants, turned into the edits that do it.
//!
//! The window and the command line state a [`Decision`]; [`edits_of`] checks it against the document and returns the edits, or a [`Refusal`]
//! that both put into words. Nothing is changed here.

use super::Record;
use super::lost::Lost;
use super::scribe::Scribe;
use super::shaping::Reshaping;
use crate::annotation::{Anchor, Edit, Stamp, Status, Verdict};
use crate::codebook::{FieldDefinition, FieldKind, parts};
use crate::document::{DocType, DocumentField, NodeId, Outline};
use crate::extract::{self, EntryField, MentionType, ValueProblem};
use crate::text::{Span, Text};

/// Something a reviewer decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The mention of this type and place, as it stands in the record, is right.
    Accept {
        kind: MentionType,
        span: Span,
    },
    /// It is none.
    Reject {
        kind: MentionType,
        span: Span,
    },
    /// It should have another type, place or value; what is absent stays, but for the value of another place or type, which the machine gives.
    Correct {
        kind: MentionType,
        span: Span,
        new_kind: Option<MentionType>,
        new_span: Option<Span>,
        value: Option<String>,
    },
    /// The machine had not found it.
    Add {
        kind: MentionType,
        span: Span,
        value: String,
    },
    /// Forget what was decided on it.
    PutBack {
        kind: MentionType,
        span: Span,
    },
    /// Give or take a tag; `None` is the document.
    Tag {
        entry: Option<NodeId>,
        tag: String,
        on: bool,
    },
    /// Write a note; an empty one removes it.
    Note {
        entry: Option<NodeId>,
        note: String,
    },
    SetStatus {
        entry: Option<NodeId>,
        status: Status,
    },
    /// Give a document field a value; `None` says that there is none.
    SetDocumentField {
        field: DocumentField,
        value: Option<String>,
    },
    /// Forget what was decided on it.
    PutBackDocumentField {
        field: DocumentField,
    },
    SetEntryField {
        entry: NodeId,
        field: EntryField,
        value: Option<String>,
    },
    PutBackEntryField {
        entry: NodeId,
        field: EntryField,
    },
    /// The words of a span should be others; none takes that back.
    Correction {
        span: Span,
        words: Option<String>,
    },
    /// Give a field of a codebook a value; `None` is the document, no value forgets what was filled in.
    SetOwnField {
        entry: Option<NodeId>,
        field: FieldDefinition,
        value: Option<String>,
    },
    /// Give a decision that lost its place the one where these words stand.
    PlaceLost {
        lost: Lost,
        span: Span,
    },
    /// Keep it no longer.
    DropLost(Lost),
    /// Change the tree.
    Reshape(Reshaping),
}

/// Why a decision cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No mention of that type stands there.
    #[error("there is no such mention at this place")]
    NoSuchMention,
    /// A mention of that type is already there.
    #[error("this mention is already there")]
    AlreadyThere,
    #[error("the node is no entry")]
    NotAnEntry,
    /// The span is empty, begins or ends with white space, or lies outside the text.
    #[error("the span is not one of this text")]
    Span,
    #[error("the value is not valid: {0:?}")]
    Value(ValueProblem),
    #[error("a tag needs a name of one line")]
    TagName,
    /// Some of the words are corrected already, together with others.
    #[error("some of these words are corrected together with others")]
    CorrectedOtherwise,
    /// No part of the tree stands there, or one begins there already.
    #[error("nothing can begin at this place")]
    NoPart,
    #[error("there is no part before the first")]
    NothingBefore,
    /// Outside its entry, or of something that has no lead.
    #[error("these words cannot be the lead")]
    Lead,
}

/// The edits that carry out a decision; none where it holds already.
///
/// # Errors
/// Where the decision does not fit the document or its value is not valid.
pub fn edits_of(
    decision: Decision,
    text: &Text,
    outline: &Outline,
    record: &Record,
    stamp: &Stamp,
) -> Result<Vec<Edit>, Refusal> {
    let scribe = Scribe {
        text,
        outline,
        record,
        stamp,
    };
    Ok(match decision {
        Decision::Accept { kind, span } => scribe.verdict(&kind, span, Verdict::Accepted)?,
        Decision::Reject { kind, span } => scribe.verdict(&kind, span, Verdict::Rejected)?,
        Decision::Correct {
            kind,
            span,
            new_kind,
            new_span,
            value,
        } => scribe.correct(&kind, span, new_kind, new_span, value)?,
        Decision::Add { kind, span, value } => scribe.add(kind, span, value)?,
        Decision::PutBack { kind, span } => {
            let (origin_kind, origin_span) = scribe.mention(&kind, span)?.origin.clone();
            vec![Edit::Mention {
                kind: origin_kind,
                anchor: Anchor::of(origin_span, text),
                decision: None,
            }]
        }
        Decision::Tag { entry, tag, on } => scribe.tag(entry, &tag, on)?,
        Decision::Note { entry, note } => scribe.note(entry, note)?,
        Decision::SetStatus { entry, status } => {
            let known = entry.map_or(record.status, |id| record.node(id).status);
            if known == status {
                return Ok(Vec::new());
            }
            vec![Edit::Status {
                target: scribe.target(entry)?,
                status,
                stamp: stamp.clone(),
            }]
        }
        Decision::SetDocumentField { field, value } => {
            let value = value
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty());
            if let Some(value) = &value {
                check_document_field(field, value).map_err(Refusal::Value)?;
            }
            vec![Edit::DocumentField {
                field: field.into(),
                decision: Some(scribe.field_decision(value, record.field(field))),
            }]
        }
        Decision::PutBackDocumentField { field } => vec![Edit::DocumentField {
            field: field.into(),
            decision: None,
        }],
        Decision::SetEntryField {
            entry,
            field,
            value,
        } => {
            let value = value
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty());
            if let Some(value) = &value {
                check_entry_field(field, value).map_err(Refusal::Value)?;
            }
            let known = record
                .entry_field(entry, field)
                .ok_or(Refusal::NotAnEntry)?;
            let decision = Some(scribe.field_decision(value, known));
            vec![Edit::entry_field(
                scribe.anchor(entry)?,
                field,
                decision,
                stamp.clone(),
            )]
        }
        Decision::Correction { span, words } => scribe.erratum(span, words)?,
        Decision::SetOwnField {
            entry,
            field,
            value,
        } => scribe.own_field(entry, &field, value)?,
        Decision::PlaceLost { lost, span } => scribe.place_lost(&lost, span)?,
        Decision::DropLost(lost) => scribe.drop_lost(&lost),
        Decision::Reshape(reshaping) => scribe.reshape(reshaping)?,
        Decision::PutBackEntryField { entry, field } => {
            vec![Edit::entry_field(
                scribe.anchor(entry)?,
                field,
                None,
                stamp.clone(),
            )]
        }
    })
}

/// Whether a document field may hold a value.
///
/// # Errors
/// Says what is wrong with it.
pub fn check_document_field(field: DocumentField, value: &str) -> Result<(), ValueProblem> {
    match field {
        DocumentField::DocType if DocType::from_name(value).is_none() => {
            Err(ValueProblem::NotAChoice)
        }
        DocumentField::Period => extract::check_value(&MentionType::Date, value),
        DocumentField::Published => check_published(value),
        _ => check_line(value),
    }
}

/// Whether an entry field may hold a value.
///
/// # Errors
/// Says what is wrong with it.
pub fn check_entry_field(field: EntryField, value: &str) -> Result<(), ValueProblem> {
    match field {
        EntryField::Date => extract::check_value(&MentionType::Date, value),
        EntryField::Action | EntryField::Body => check_line(value),
    }
}

/// Whether a field of a codebook may hold a value. What it holds already it may hold, though it be no choice any more.
///
/// # Errors
/// Says what is wrong with it.
pub fn check_own_field(
    field: &FieldDefinition,
    value: &str,
    known: Option<&str>,
) -> Result<(), ValueProblem> {
    if Some(value) == known {
        return Ok(());
    }
    let offered = field.offered();
    let is_choice = |value: &str| offered.contains(&value) || parts(known).any(|it| it == value);
    match field.kind {
        FieldKind::Date => extract::check_value(&MentionType::Date, value),
        FieldKind::Number => extract::check_value(&MentionType::Metric, value),
        FieldKind::Choice | FieldKind::YesNo if !is_choice(value) => Err(ValueProblem::NotAChoice),
        FieldKind::Choices if !parts(Some(value)).all(is_choice) => Err(ValueProblem::NotAChoice),
        _ => check_line(value),
    }
}

/// A day (`2024-06-30`), or a day and minute (`2024-06-30T15:00`).
fn check_published(value: &str) -> Result<(), ValueProblem> {
    let (day, minute) = value
        .split_once('T')
        .map_or((value, None), |(day, minute)| (day, Some(minute)));
    extract::check_value(&MentionType::Date, day)?;
    let is_day = day.parse::<jiff::civil::Date>().is_ok();
    let is_minute = minute
        .is_none_or(|minute| minute.len() == 5 && minute.parse::<jiff::civil::Time>().is_ok());
    if is_day && is_minute {
        Ok(())
    } else {
        Err(ValueProblem::NotADate)
    }
}

fn check_line(value: &str) -> Result<(), ValueProblem> {
    if value.contains(['\n', '\r']) {
        Err(ValueProblem::LineBreak)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_publication_is_a_day_or_a_minute() {
        let check = |value| check_document_field(DocumentField::Published, value);
        assert_eq!(check("2024-06-30"), Ok(()));
        assert_eq!(check("2024-06-30T15:00"), Ok(()));
        for wrong in [
            "2024-06",
            "2024-06-31",
            "2024-06-30T25:00",
            "2024-06-30 15:00",
            "昨天",
        ] {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_field_of_a_codebook_takes_values_of_its_kind_and_keeps_one_that_was_a_choice() {
        let field = |kind| FieldDefinition {
            kind,
            choices: ["国家级", "省级"].map(String::from).into(),
            ..FieldDefinition::default()
        };
        let check = |kind, value, known| check_own_field(&field(kind), value, known);
        for (kind, right, wrong) in [
            (FieldKind::Choice, "省级", "县级"),
            (FieldKind::Choices, "国家级；省级", "国家级；县级"),
            (FieldKind::YesNo, "是", "也许"),
            (FieldKind::Date, "2024-05-24", "五月"),
            (FieldKind::Number, "12 家", "十二家"),
            (FieldKind::Text, "随便", "两\n行"),
        ] {
            assert_eq!(check(kind, right, None), Ok(()), "{right}");
            assert!(check(kind, wrong, None).is_err(), "{wrong}");
            assert_eq!(check(kind, wrong, Some(wrong)), Ok(()), "{wrong} stays");
        }
        assert_eq!(
            check(FieldKind::Choices, "省级；县级", Some("县级")),
            Ok(()),
            "one of those it holds is a choice no more"
        );
    }

    #[test]
    fn the_type_of_a_document_is_one_of_four() {
        assert_eq!(
            check_document_field(DocumentField::DocType, "chronicle"),
            Ok(())
        );
        assert_eq!(
            check_document_field(DocumentField::DocType, "大事记"),
            Err(ValueProblem::NotAChoice)
        );
    }
}
