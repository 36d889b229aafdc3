//! Extraction with the annotation applied: what views show and exports write.
//!
//! A [`Record`] is computed, never stored. In: text, the outline in force, the extraction, the annotation. Out: every field, node and
//! mention with its verdict and with what the machine had said. [`decision`] goes the other way: what a reviewer wants to the edits that do it.

pub mod decision;
mod errata;
mod in_force;
pub mod lost;
mod of_codebook;
mod scribe;
pub mod shaping;
mod uses;

use std::collections::HashMap;

pub use errata::{amended, amended_value, errata_in};
pub use in_force::{outline_changes, outline_in_force, tree_in_force};
pub use of_codebook::OwnFields;
pub use uses::Uses;

use crate::annotation::{
    Anchor, Annotation, EntryDecision, Erratum, FieldDecision, FieldName, OutlineDecision, Status,
    Verdict,
};
use crate::document::{DocumentField, Found, NodeId, NodeKind, Outline};
use crate::extract::{Attributes, EntryField, Extraction, MentionType};
use crate::text::{Span, Text};

/// Characters of an entry without a lead that anchor it.
const ENTRY_ANCHOR_CHARS: usize = 40;

/// A field's value with where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldValue {
    /// What holds: the reviewer's where there is one, the machine's otherwise.
    pub value: Option<String>,
    /// What the machine read.
    pub machine: Option<Found>,
    pub decision: Option<FieldDecision>,
}

impl FieldValue {
    fn new(machine: Option<&Found>, decision: Option<&FieldDecision>) -> Self {
        let value = match decision {
            Some(decision) => decision.value.clone(),
            None => machine.map(|found| found.value.clone()),
        };
        Self {
            value,
            machine: machine.cloned(),
            decision: decision.cloned(),
        }
    }

    /// Accepted where a reviewer left the machine's value, corrected where another holds, added where there was none.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let decision = self.decision.as_ref()?;
        let machine = self.machine.as_ref().map(|found| &found.value);
        Some(match (&decision.value, machine) {
            (Some(value), Some(machine)) if value == machine => Verdict::Accepted,
            (None, None) => Verdict::Accepted,
            (Some(_), None) => Verdict::Added,
            (None, Some(_)) => Verdict::Rejected,
            (Some(_), Some(_)) => Verdict::Corrected,
        })
    }
}

/// What was decided about one node. Only entries have decisions; other nodes hold the defaults.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodeRecord {
    pub status: Status,
    pub tags: Vec<String>,
    pub note: Option<String>,
    /// Of entries: the built-in fields in the order of [`EntryField::ALL`].
    pub fields: Vec<(EntryField, FieldValue)>,
    /// Of entries: what was filled in of a codebook's fields, by their names.
    pub own_fields: OwnFields,
    /// Who last decided, and when (RFC 3339); empty where nobody did.
    pub by: Option<String>,
    pub at: String,
    /// Under which anchor decisions on it are kept; none where nothing is decided.
    pub anchor: Option<Anchor>,
}

impl NodeRecord {
    /// What was decided on it, as it is kept; none where nothing is.
    #[must_use]
    pub fn decision(&self) -> Option<EntryDecision> {
        let fields = self.fields.iter().filter_map(|(field, value)| {
            let decision = value.decision.clone()?;
            Some((field.name().to_owned(), decision))
        });
        let own_fields = self.own_fields.iter();
        let own_fields =
            own_fields.filter_map(|(name, value)| Some((name.clone(), value.decision.clone()?)));
        Some(EntryDecision {
            anchor: self.anchor.clone()?,
            status: self.status,
            fields: fields.chain(own_fields).collect(),
            tags: self.tags.clone(),
            note: self.note.clone(),
            by: self.by.clone(),
            at: self.at.clone(),
        })
    }
}

/// A mention as it holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionRecord {
    /// The deepest node it stands in; none where the text there belongs to no node.
    pub node: Option<NodeId>,
    pub kind: MentionType,
    pub span: Span,
    pub value: String,
    pub attributes: Attributes,
    /// The rule of the machine's finding; none for additions.
    pub rule: Option<&'static str>,
    pub verdict: Option<Verdict>,
    pub by: Option<String>,
    /// When it was decided (RFC 3339); empty where nothing was.
    pub at: String,
    /// What the machine had said where a reviewer changed it.
    pub was_value: Option<String>,
    /// The type and place by which decisions on it are kept.
    pub origin: (MentionType, Span),
}

impl MentionRecord {
    /// Whether it counts: everything but what was rejected.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.verdict != Some(Verdict::Rejected)
    }
}

/// A document as it stands after review.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// In the order of [`DocumentField::ALL`].
    pub fields: Vec<(DocumentField, FieldValue)>,
    /// What was filled in of a codebook's fields, by their names.
    pub own_fields: OwnFields,
    pub status: Status,
    pub tags: Vec<String>,
    pub note: Option<String>,
    /// Who last decided on status, tags or note, and when (RFC 3339); empty where nobody did.
    pub by: Option<String>,
    pub at: String,
    /// One for each node of the outline, in its order.
    pub nodes: Vec<NodeRecord>,
    /// In text order; rejected ones included.
    pub mentions: Vec<MentionRecord>,
    /// Corrections of the source that hold, in text order; none shares words with another.
    pub errata: Vec<Erratum>,
    /// What was decided about the tree, in text order.
    pub outline: Vec<OutlineDecision>,
    /// Entry decisions that no entry of the outline holds any more. Those that wait in what people made no entry are not among them.
    pub homeless: Vec<EntryDecision>,
}

impl Record {
    /// The record of a document.
    #[must_use]
    pub fn new(
        text: &Text,
        outline: &Outline,
        extraction: &Extraction,
        annotation: &Annotation,
    ) -> Self {
        let (mut nodes, homeless) = node_records(text, outline, extraction, annotation);
        let mentions = mention_records(outline, extraction, annotation);
        follow_corrections(&mut nodes, &mentions);
        Self {
            fields: DocumentField::ALL
                .into_iter()
                .map(|field| {
                    (
                        field,
                        FieldValue::new(
                            outline.fields.get(&field),
                            annotation.document.get(&field.into()),
                        ),
                    )
                })
                .collect(),
            own_fields: of_codebook::own_fields(annotation.document.iter().filter_map(
                |(field, decision)| match field {
                    FieldName::Own(name) => Some((name, decision)),
                    FieldName::BuiltIn(_) => None,
                },
            )),
            status: annotation.review.status,
            tags: annotation.review.tags.clone(),
            note: annotation.review.note.clone(),
            by: annotation.review.reviewer.clone(),
            at: annotation.review.updated.clone(),
            nodes,
            mentions,
            errata: errata::in_force(annotation),
            outline: annotation.outline.clone(),
            homeless,
        }
    }

    #[must_use]
    pub fn node(&self, id: NodeId) -> &NodeRecord {
        &self.nodes[id.index()]
    }

    /// A document field.
    #[must_use]
    pub fn field(&self, field: DocumentField) -> &FieldValue {
        let at = DocumentField::ALL
            .iter()
            .position(|known| *known == field)
            .expect("ALL is complete");
        &self.fields[at].1
    }

    /// The value of an entry field, where the node is an entry and has one.
    #[must_use]
    pub fn entry_field(&self, id: NodeId, field: EntryField) -> Option<&FieldValue> {
        self.node(id)
            .fields
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, value)| value)
    }

    /// Entries reviewed, and entries in all (those left out, （略）, do not count).
    #[must_use]
    pub fn progress(&self, outline: &Outline) -> (usize, usize) {
        let entries = || outline.entries().filter(|(_, node)| !node.redacted);
        let n_reviewed = entries()
            .filter(|(id, _)| self.node(*id).status == Status::Reviewed)
            .count();
        (n_reviewed, entries().count())
    }
}

/// What anchors an entry: its lead, or its first forty characters where it has none.
#[must_use]
pub fn entry_anchor(text: &Text, outline: &Outline, id: NodeId) -> Anchor {
    let node = outline.node(id);
    let span = node.heading.unwrap_or_else(|| {
        let words = text.slice(node.span);
        let end = words
            .char_indices()
            .nth(ENTRY_ANCHOR_CHARS)
            .map_or(words.len(), |(at, _)| at);
        text.trim(Span::from_usize(
            node.span.start as usize,
            node.span.start as usize + end,
        ))
    });
    Anchor::of(span, text)
}

fn node_records(
    text: &Text,
    outline: &Outline,
    extraction: &Extraction,
    annotation: &Annotation,
) -> (Vec<NodeRecord>, Vec<EntryDecision>) {
    let mut decided: HashMap<NodeId, &EntryDecision> = HashMap::new();
    let mut homeless = Vec::new();
    for decision in &annotation.entries {
        let Some(id) = entry_holding(outline, decision.anchor.start) else {
            let is_waiting = entry_holding(outline.as_parsed(), decision.anchor.start).is_some();
            if !is_waiting {
                homeless.push(decision.clone());
            }
            continue;
        };
        // Where two decisions meet in one entry, the one on its own anchor is its own.
        let is_own = decision.anchor.start == entry_anchor(text, outline, id).start;
        if is_own || !decided.contains_key(&id) {
            homeless.extend(decided.insert(id, decision).cloned());
        } else {
            homeless.push(decision.clone());
        }
    }
    let nodes = outline
        .iter()
        .map(|(id, node)| {
            if node.kind != NodeKind::Entry {
                return NodeRecord::default();
            }
            let decision = decided.get(&id).copied();
            let fields = EntryField::ALL.into_iter().map(|field| {
                let of_reviewer = decision.and_then(|decision| decision.fields.get(field.name()));
                (
                    field,
                    FieldValue::new(extraction.entry_fields.get(&(id, field)), of_reviewer),
                )
            });
            NodeRecord {
                fields: fields.collect(),
                own_fields: of_codebook::own_fields(decision.into_iter().flat_map(|decision| {
                    let fields = decision.fields.iter();
                    fields.filter(|(name, _)| EntryField::from_name(name).is_none())
                })),
                status: decision.map_or(Status::Unreviewed, |decision| decision.status),
                tags: decision.map_or_else(Vec::new, |decision| decision.tags.clone()),
                note: decision.and_then(|decision| decision.note.clone()),
                by: decision.and_then(|decision| decision.by.clone()),
                at: decision.map_or_else(String::new, |decision| decision.at.clone()),
                anchor: decision.map(|decision| decision.anchor.clone()),
            }
        })
        .collect();
    (nodes, homeless)
}

/// A derived field follows the mention it was read from: a corrected date is the entry's date too, a rejected body leads nothing.
fn follow_corrections(nodes: &mut [NodeRecord], mentions: &[MentionRecord]) {
    let changed: HashMap<(&MentionType, Span), &MentionRecord> = mentions
        .iter()
        .filter(|mention| {
            matches!(
                mention.verdict,
                Some(Verdict::Corrected | Verdict::Rejected)
            )
        })
        .map(|mention| ((&mention.origin.0, mention.origin.1), mention))
        .collect();
    if changed.is_empty() {
        return;
    }
    for (field, value) in nodes.iter_mut().flat_map(|node| &mut node.fields) {
        let kind = match field {
            EntryField::Date => MentionType::Date,
            EntryField::Body => MentionType::Org,
            EntryField::Action => continue,
        };
        let Some(span) = value.machine.as_ref().and_then(|found| found.span) else {
            continue;
        };
        if value.decision.is_none()
            && let Some(mention) = changed.get(&(&kind, span))
        {
            let holds = mention.is_in_force() && mention.kind == kind;
            value.value = holds.then(|| mention.value.clone());
        }
    }
}

/// The entry that holds a position, itself or above the node there.
fn entry_holding(outline: &Outline, offset: u32) -> Option<NodeId> {
    let mut at = outline.node_at(offset);
    while let Some(id) = at {
        if outline.node(id).kind == NodeKind::Entry {
            return Some(id);
        }
        at = outline.node(id).parent;
    }
    None
}

fn mention_records(
    outline: &Outline,
    extraction: &Extraction,
    annotation: &Annotation,
) -> Vec<MentionRecord> {
    let mut decided: HashMap<(&MentionType, Span), usize> = annotation
        .mentions
        .iter()
        .enumerate()
        .map(|(at, decision)| (decision.origin(), at))
        .collect();
    let mut records: Vec<MentionRecord> =
        Vec::with_capacity(extraction.mentions.len() + annotation.mentions.len());
    for found in &extraction.mentions {
        let mut record = MentionRecord {
            node: Some(found.node),
            kind: found.kind.clone(),
            span: found.span,
            value: found.value.clone(),
            attributes: found.attributes.clone(),
            rule: Some(found.rule),
            verdict: None,
            by: None,
            at: String::new(),
            was_value: None,
            origin: (found.kind.clone(), found.span),
        };
        if let Some(at) = decided.remove(&(&found.kind, found.span)) {
            let decision = &annotation.mentions[at];
            record.verdict = Some(decision.verdict);
            record.kind = decision.kind.clone();
            record.span = decision.anchor.span();
            record.by.clone_from(&decision.by);
            record.at.clone_from(&decision.at);
            if record.span != found.span {
                record.node = outline.node_at(record.span.start);
            }
            if let Some(value) = &decision.value
                && *value != record.value
            {
                record.was_value = Some(std::mem::replace(&mut record.value, value.clone()));
            }
        }
        records.push(record);
    }
    // Decisions that the extraction has nothing for: additions, and decisions on what an earlier version found.
    for at in decided.into_values() {
        let decision = &annotation.mentions[at];
        let (kind, span) = decision.origin();
        records.push(MentionRecord {
            node: outline.node_at(decision.anchor.start),
            kind: decision.kind.clone(),
            span: decision.anchor.span(),
            value: decision
                .value
                .clone()
                .unwrap_or_else(|| decision.anchor.quote.clone()),
            attributes: Attributes::new(),
            rule: None,
            verdict: Some(decision.verdict),
            by: decision.by.clone(),
            at: decision.at.clone(),
            was_value: decision.was.as_ref().and_then(|was| was.value.clone()),
            origin: (kind.clone(), span),
        });
    }
    // A new finding of the machine does not stand on ground that a reviewer decided.
    let mut claimed: Vec<Span> = records
        .iter()
        .filter(|record| record.verdict.is_some() && record.is_in_force())
        .map(|record| record.span)
        .collect();
    claimed.sort_unstable();
    records.retain(|record| {
        record.verdict.is_some() || {
            let at = claimed.partition_point(|span| span.end <= record.span.start);
            claimed
                .get(at)
                .is_none_or(|span| !span.overlaps(record.span))
        }
    });
    records.sort_by(|a, b| (a.span, &a.kind).cmp(&(b.span, &b.kind)));
    records
}
