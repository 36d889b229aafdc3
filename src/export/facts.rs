//! What every format says of a mention, as far as it has room for it: the same facts, gathered once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::place::{Place, Places};
use super::{ExportError, ExportedDocument};
use crate::annotation::Verdict;
use crate::document::{NodeId, NodeKind};
use crate::extract::Attributes;
use crate::record::{MentionRecord, OwnFields, amended_value};

/// A mention with where it stands and who says so. The names are those that exchange formats have.
#[derive(Serialize)]
pub(super) struct Facts<'a> {
    pub(super) file: &'a str,
    /// The headings above it, parted by ` › `.
    pub(super) section_path: String,
    /// Of its entry.
    pub(super) lead: Option<Cow<'a, str>>,
    #[serde(rename = "type")]
    pub(super) kind: &'a str,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) quote: &'a str,
    pub(super) value: Cow<'a, str>,
    /// None where nobody decided.
    pub(super) verdict: Option<&'static str>,
    pub(super) reviewer: Option<&'a str>,
    /// RFC 3339.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) at: &'a str,
    pub(super) rule: Option<&'static str>,
    /// What the machine had said where a reviewer changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) was: Option<&'a str>,
    #[serde(skip_serializing_if = "Attributes::is_empty")]
    pub(super) attributes: &'a Attributes,
    /// Of its entry: what was filled in of the codebook's fields.
    #[serde(skip_serializing_if = "Filled::is_empty")]
    pub(super) entry_fields: Filled<'a>,
}

/// Values of the codebook's fields by their names.
pub(super) type Filled<'a> = BTreeMap<&'a str, Cow<'a, str>>;

impl<'a> Facts<'a> {
    pub(super) fn of(
        document: &ExportedDocument<'a>,
        places: &Places<'a>,
        mention: &'a MentionRecord,
    ) -> Result<Self, ExportError> {
        let Place { start, end, quote } = places.place(mention.span)?;
        let entry = entry_of(document, mention.node);
        Ok(Self {
            file: document.path,
            section_path: section_path(document, entry.or(mention.node)),
            lead: lead(document, entry),
            kind: mention.kind.name(),
            start,
            end,
            quote,
            value: amended_value(&mention.value, mention.span, document.errata),
            verdict: mention.verdict.map(Verdict::name),
            reviewer: mention.by.as_deref(),
            at: &mention.at,
            rule: mention.rule,
            was: mention.was_value.as_deref(),
            attributes: &mention.attributes,
            entry_fields: entry.map_or_else(Filled::new, |id| fields_of_entry(document, id)),
        })
    }

    /// As one line of JSON, for formats that have a place for remarks only.
    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain data has a JSON form")
    }
}

/// What was filled in of the codebook's fields of the document.
pub(super) fn fields_of_document<'a>(document: &ExportedDocument<'a>) -> Filled<'a> {
    filled(document, &document.record.own_fields)
}

/// What was filled in of the codebook's fields of an entry.
pub(super) fn fields_of_entry<'a>(document: &ExportedDocument<'a>, id: NodeId) -> Filled<'a> {
    filled(document, &document.record.node(id).own_fields)
}

fn filled<'a>(document: &ExportedDocument<'a>, fields: &'a OwnFields) -> Filled<'a> {
    let values = fields.iter();
    values
        .filter_map(|(name, field)| Some((name.as_str(), document.value(field)?)))
        .collect()
}

/// Fields as a JSON object, for formats that have a place for words only; none where there are none.
pub(super) fn as_json(fields: &Filled<'_>) -> Option<String> {
    (!fields.is_empty()).then(|| serde_json::to_string(fields).expect("plain data has a JSON form"))
}

/// The entry that a node is or stands in.
pub(super) fn entry_of(document: &ExportedDocument<'_>, node: Option<NodeId>) -> Option<NodeId> {
    let mut at = node;
    while let Some(id) = at {
        if document.outline.node(id).kind == NodeKind::Entry {
            break;
        }
        at = document.outline.node(id).parent;
    }
    at
}

/// The headings above a node.
pub(super) fn section_path(document: &ExportedDocument<'_>, node: Option<NodeId>) -> String {
    node.map_or_else(String::new, |id| document.section_path(id).join(" › "))
}

/// The lead of an entry.
pub(super) fn lead<'a>(
    document: &ExportedDocument<'a>,
    entry: Option<NodeId>,
) -> Option<Cow<'a, str>> {
    let node = document.outline.node(entry?);
    document.heading(node)
}
