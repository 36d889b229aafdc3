//! What a reviewer wants, turned into the edits that do it.
//!
//! The window and the command line state a [`Decision`]; [`edits_of`] checks it against the document and returns the edits, or a [`Refusal`]
//! that both put into words. Nothing is changed here.

use super::{Record, entry_anchor};
use crate::annotation::{
    Anchor, Edit, FieldDecision, MentionDecision, Stamp, Status, Target, Verdict, Was,
};
use crate::document::{DocType, DocumentField, NodeId, NodeKind, Outline};
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
        Decision::Note { entry, note } => {
            let note = Some(note).filter(|note| !note.trim().is_empty());
            let known = entry.map_or(&record.note, |id| &record.node(id).note);
            if *known == note {
                return Ok(Vec::new());
            }
            vec![Edit::Note {
                target: scribe.target(entry)?,
                note,
                stamp: stamp.clone(),
            }]
        }
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
                field,
                decision: Some(scribe.field_decision(value, record.field(field))),
            }]
        }
        Decision::PutBackDocumentField { field } => vec![Edit::DocumentField {
            field,
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

/// What all decisions need to see.
struct Scribe<'a> {
    text: &'a Text,
    outline: &'a Outline,
    record: &'a Record,
    stamp: &'a Stamp,
}

impl Scribe<'_> {
    fn mention(&self, kind: &MentionType, span: Span) -> Result<&super::MentionRecord, Refusal> {
        self.record
            .mentions
            .iter()
            .find(|mention| mention.kind == *kind && mention.span == span)
            .ok_or(Refusal::NoSuchMention)
    }

    fn verdict(
        &self,
        kind: &MentionType,
        span: Span,
        verdict: Verdict,
    ) -> Result<Vec<Edit>, Refusal> {
        let mention = self.mention(kind, span)?;
        let is_addition = mention.rule.is_none() && mention.verdict == Some(Verdict::Added);
        if mention.verdict == Some(verdict) || (is_addition && verdict == Verdict::Accepted) {
            return Ok(Vec::new());
        }
        // What the reviewer corrected stays corrected when it is accepted.
        if mention.verdict == Some(Verdict::Corrected) && verdict == Verdict::Accepted {
            return Ok(Vec::new());
        }
        let (origin_kind, origin_span) = mention.origin.clone();
        let anchor = Anchor::of(origin_span, self.text);
        // Rejecting one's own addition takes it away again.
        if is_addition {
            return Ok(vec![Edit::Mention {
                kind: origin_kind,
                anchor,
                decision: None,
            }]);
        }
        let machine_value = mention
            .was_value
            .clone()
            .unwrap_or_else(|| mention.value.clone());
        let decision = MentionDecision {
            verdict,
            kind: origin_kind.clone(),
            anchor: anchor.clone(),
            value: Some(machine_value),
            was: None,
            by: self.stamp.by.clone(),
            at: self.stamp.at.clone(),
        };
        Ok(vec![Edit::Mention {
            kind: origin_kind,
            anchor,
            decision: Some(decision),
        }])
    }

    fn correct(
        &self,
        kind: &MentionType,
        span: Span,
        new_kind: Option<MentionType>,
        new_span: Option<Span>,
        value: Option<String>,
    ) -> Result<Vec<Edit>, Refusal> {
        let mention = self.mention(kind, span)?;
        let new_kind = new_kind.unwrap_or_else(|| mention.kind.clone());
        let new_span = new_span.unwrap_or(mention.span);
        self.check_span(new_span)?;
        let is_elsewhere = new_kind != mention.kind || new_span != mention.span;
        let value = match value {
            Some(value) => value.trim().to_owned(),
            None if is_elsewhere => {
                extract::value_of_span(&new_kind, new_span, self.text, self.outline)
            }
            None => mention.value.clone(),
        };
        extract::check_value(&new_kind, &value).map_err(Refusal::Value)?;
        let is_same =
            new_kind == mention.kind && new_span == mention.span && value == mention.value;
        if is_same
            && mention
                .verdict
                .is_some_and(|verdict| verdict != Verdict::Rejected)
        {
            return Ok(Vec::new());
        }
        let (origin_kind, origin_span) = mention.origin.clone();
        let origin = Anchor::of(origin_span, self.text);
        let machine_value = mention
            .was_value
            .clone()
            .unwrap_or_else(|| mention.value.clone());
        let is_addition = mention.rule.is_none() && mention.verdict == Some(Verdict::Added);
        let is_machines =
            new_kind == origin_kind && new_span == origin_span && value == machine_value;
        let verdict = match (is_addition, is_machines) {
            (true, _) => Verdict::Added,
            (false, true) => Verdict::Accepted,
            (false, false) => Verdict::Corrected,
        };
        let was = (verdict == Verdict::Corrected).then(|| Was {
            kind: (new_kind != origin_kind).then(|| origin_kind.clone()),
            anchor: (new_span != origin_span).then(|| origin.clone()),
            value: Some(machine_value),
        });
        let decision = MentionDecision {
            verdict,
            kind: new_kind.clone(),
            anchor: Anchor::of(new_span, self.text),
            value: Some(value),
            was,
            by: self.stamp.by.clone(),
            at: self.stamp.at.clone(),
        };
        let mut edits = Vec::new();
        // An addition that moves is kept under its new place.
        if is_addition && (new_kind != origin_kind || new_span != origin_span) {
            self.refuse_double(&new_kind, new_span)?;
            edits.push(Edit::Mention {
                kind: origin_kind,
                anchor: origin,
                decision: None,
            });
            edits.push(Edit::Mention {
                kind: new_kind,
                anchor: decision.anchor.clone(),
                decision: Some(decision),
            });
        } else {
            if new_kind != mention.kind || new_span != mention.span {
                self.refuse_double(&new_kind, new_span)?;
            }
            edits.push(Edit::Mention {
                kind: origin_kind,
                anchor: origin,
                decision: Some(decision),
            });
        }
        Ok(edits)
    }

    fn add(&self, kind: MentionType, span: Span, value: String) -> Result<Vec<Edit>, Refusal> {
        self.check_span(span)?;
        extract::check_value(&kind, value.trim()).map_err(Refusal::Value)?;
        if let Ok(known) = self.mention(&kind, span) {
            // Adding what was rejected, or what the machine found all the same, is a decision on that.
            return if known.is_in_force() && known.value == value.trim() && known.verdict.is_some()
            {
                Err(Refusal::AlreadyThere)
            } else {
                self.correct(&kind, span, None, None, Some(value))
            };
        }
        let anchor = Anchor::of(span, self.text);
        let decision = MentionDecision {
            verdict: Verdict::Added,
            kind: kind.clone(),
            anchor: anchor.clone(),
            value: Some(value.trim().to_owned()),
            was: None,
            by: self.stamp.by.clone(),
            at: self.stamp.at.clone(),
        };
        Ok(vec![Edit::Mention {
            kind,
            anchor,
            decision: Some(decision),
        }])
    }

    fn tag(&self, entry: Option<NodeId>, tag: &str, on: bool) -> Result<Vec<Edit>, Refusal> {
        let tag = tag.trim();
        if tag.is_empty() || tag.contains(['\n', '\r']) {
            return Err(Refusal::TagName);
        }
        let target = self.target(entry)?;
        let known = entry.map_or(&self.record.tags, |id| &self.record.node(id).tags);
        if known.iter().any(|known| known == tag) == on {
            return Ok(Vec::new());
        }
        let mut tags = known.clone();
        if on {
            tags.push(tag.to_owned());
        } else {
            tags.retain(|known| known != tag);
        }
        Ok(vec![Edit::Tags {
            target,
            tags,
            stamp: self.stamp.clone(),
        }])
    }

    fn target(&self, entry: Option<NodeId>) -> Result<Target, Refusal> {
        Ok(match entry {
            None => Target::Document,
            Some(id) => Target::Entry(self.anchor(id)?),
        })
    }

    /// The anchor of an entry: the one its decisions already have, or a new one.
    fn anchor(&self, id: NodeId) -> Result<Anchor, Refusal> {
        if self
            .outline
            .nodes
            .get(id.index())
            .is_none_or(|node| node.kind != NodeKind::Entry)
        {
            return Err(Refusal::NotAnEntry);
        }
        Ok(self
            .record
            .node(id)
            .anchor
            .clone()
            .unwrap_or_else(|| entry_anchor(self.text, self.outline, id)))
    }

    fn field_decision(&self, value: Option<String>, known: &super::FieldValue) -> FieldDecision {
        let was = known
            .machine
            .as_ref()
            .map(|found| found.value.clone())
            .filter(|was| Some(was) != value.as_ref());
        FieldDecision {
            value,
            was,
            by: self.stamp.by.clone(),
            at: self.stamp.at.clone(),
        }
    }

    fn check_span(&self, span: Span) -> Result<(), Refusal> {
        let words = self.text.get(span).ok_or(Refusal::Span)?;
        if words.is_empty() || words.trim_matches(crate::text::is_space).len() != words.len() {
            return Err(Refusal::Span);
        }
        Ok(())
    }

    fn refuse_double(&self, kind: &MentionType, span: Span) -> Result<(), Refusal> {
        match self.mention(kind, span) {
            Ok(known) if known.is_in_force() => Err(Refusal::AlreadyThere),
            _ => Ok(()),
        }
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
