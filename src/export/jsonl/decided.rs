//! What people decided, as far as what holds now does not show it: who and when, what a correction was made of, changes to the tree. With it a
//! line can be read back into the same decisions. All of it is absent where nothing was decided.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::{ExportError, ExportedDocument, Place};
use crate::annotation::{FieldDecision, OutlineDecision, OutlineOp, Verdict};
use crate::record::{FieldValue, MentionRecord};
use crate::text::Span;

/// Who decided, and when.
#[derive(Serialize)]
pub(super) struct Signed<'a> {
    by: Option<&'a str>,
    /// RFC 3339; empty where it is not known.
    at: &'a str,
}

impl<'a> Signed<'a> {
    pub(super) fn new(by: Option<&'a str>, at: &'a str) -> Self {
        Self { by, at }
    }

    pub(super) fn of_field(decision: &'a FieldDecision) -> Self {
        Self::new(decision.by.as_deref(), &decision.at)
    }
}

/// What the machine had said of a mention where a correction changed it.
#[derive(Serialize)]
pub(super) struct WasLine<'a> {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(flatten)]
    place: Option<WordsLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
}

/// Words at a place.
#[derive(Serialize)]
struct WordsLine<'a> {
    start: u32,
    end: u32,
    quote: &'a str,
}

impl<'a> WordsLine<'a> {
    fn of(document: &ExportedDocument<'a>, span: Span) -> Result<Self, ExportError> {
        let Place { start, end, quote } = document.place(span)?;
        Ok(Self { start, end, quote })
    }
}

/// A document field that was decided on; its value stands among the fields.
#[derive(Serialize)]
pub(super) struct FieldDecisionLine<'a> {
    verdict: Option<&'static str>,
    /// What the machine had said where another value holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'a str>,
    #[serde(flatten)]
    signed: Signed<'a>,
}

/// A change to the tree.
#[derive(Serialize)]
pub(super) struct OutlineLine<'a> {
    op: &'static str,
    /// Where it begins or not, with the words from there.
    #[serde(flatten)]
    place: WordsLine<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    depth: Option<u8>,
    /// Of a changed lead; null where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<LeadLine<'a>>,
    #[serde(flatten)]
    signed: Signed<'a>,
}

/// The words of a lead, or that there are none.
#[derive(Serialize)]
#[serde(untagged)]
enum LeadLine<'a> {
    Words(WordsLine<'a>),
    None,
}

/// What a correction was made of.
pub(super) fn was<'a>(
    document: &ExportedDocument<'a>,
    mention: &'a MentionRecord,
) -> Result<Option<WasLine<'a>>, ExportError> {
    let (kind, span) = &mention.origin;
    let kind = (*kind != mention.kind).then(|| kind.name());
    let place = (*span != mention.span).then(|| WordsLine::of(document, *span));
    let line = WasLine {
        kind,
        place: place.transpose()?,
        value: mention.was_value.as_deref(),
    };
    let is_changed = line.kind.is_some() || line.place.is_some() || line.value.is_some();
    Ok((is_changed && mention.verdict == Some(Verdict::Corrected)).then_some(line))
}

/// The document fields that were decided on, by their names.
pub(super) fn document_decisions<'a>(
    document: &ExportedDocument<'a>,
) -> BTreeMap<&'a str, FieldDecisionLine<'a>> {
    let record = document.record;
    let fields = record.fields.iter();
    let fields = fields.map(|(field, value)| (field.name(), value));
    let own = record.own_fields.iter();
    let own = own.map(|(name, value)| (name.as_str(), value));
    let decided = fields
        .chain(own)
        .filter_map(|(name, value): (_, &FieldValue)| {
            let decision = value.decision.as_ref()?;
            let line = FieldDecisionLine {
                verdict: value.verdict().map(Verdict::name),
                was: decision.was.as_deref(),
                signed: Signed::of_field(decision),
            };
            Some((name, line))
        });
    decided.collect()
}

/// The changes to the tree.
pub(super) fn outline<'a>(
    document: &ExportedDocument<'a>,
) -> Result<Vec<OutlineLine<'a>>, ExportError> {
    let decisions = document.record.outline.iter();
    decisions
        .map(|decision| outline_line(document, decision))
        .collect()
}

fn outline_line<'a>(
    document: &ExportedDocument<'a>,
    decision: &'a OutlineDecision,
) -> Result<OutlineLine<'a>, ExportError> {
    let OutlineDecision { op, anchor, by, at } = decision;
    let mut line = OutlineLine {
        op: op.name(),
        place: WordsLine::of(document, anchor.span())?,
        kind: None,
        depth: None,
        lead: None,
        signed: Signed::new(by.as_deref(), at),
    };
    match op {
        OutlineOp::Split | OutlineOp::Join => {}
        OutlineOp::Kind(kind) => line.kind = Some(kind.name()),
        OutlineOp::Depth(depth) => line.depth = Some(*depth),
        OutlineOp::Lead(lead) => {
            line.lead = Some(match lead {
                Some(lead) => LeadLine::Words(WordsLine::of(document, lead.span())?),
                None => LeadLine::None,
            });
        }
    }
    Ok(line)
}
