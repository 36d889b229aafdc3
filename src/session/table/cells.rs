//! The table's columns, and what stands in them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::annotation::Status;
use crate::codebook::{Codebook, FieldKind, FieldOwner};
use crate::document::{DocType, DocumentField, NodeId};
use crate::extract::EntryField;
use crate::i18n::Language;
use crate::record::OwnFields;
use crate::session::snapshot::Snapshot;
use crate::text::is_space;

/// How many characters of an entry without a lead stand for it.
const LEAD_CHARS: usize = 24;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TableColumn {
    Document,
    Period,
    Section,
    Lead,
    Date,
    Action,
    Body,
    Status,
    Tags,
    Note,
    Mentions,
    /// A field of the codebook, by its name.
    Own(FieldOwner, String),
}

impl TableColumn {
    /// Those of any folder, from left to right.
    pub const BUILT_IN: [Self; 11] = [
        Self::Document,
        Self::Period,
        Self::Section,
        Self::Lead,
        Self::Date,
        Self::Action,
        Self::Body,
        Self::Status,
        Self::Tags,
        Self::Note,
        Self::Mentions,
    ];

    /// All that there are with a codebook: what it asks of entries and of documents stands behind the built-in ones.
    #[must_use]
    pub fn all(codebook: &Codebook) -> Vec<Self> {
        let own = FieldOwner::ALL.into_iter().flat_map(|owner| {
            let fields = codebook.fields_of(owner);
            fields.map(move |field| Self::Own(owner, field.name.clone()))
        });
        Self::BUILT_IN.into_iter().chain(own).collect()
    }

    /// Whether there is such a column with a codebook. What was given to a field that is asked no more can still be looked at.
    #[must_use]
    pub fn is_in(&self, codebook: &Codebook) -> bool {
        match self {
            Self::Own(owner, name) => codebook.field(*owner, name).is_some(),
            _ => true,
        }
    }

    /// Its heading.
    #[must_use]
    pub fn heading<'a>(&'a self, codebook: &'a Codebook, language: Language) -> Cow<'a, str> {
        language.t(match self {
            Self::Document => "table-document",
            Self::Period => "table-period",
            Self::Section => "table-section",
            Self::Lead => "table-lead",
            Self::Date => "table-date",
            Self::Action => "table-action",
            Self::Body => "table-body",
            Self::Status => "table-status",
            Self::Tags => "table-tags",
            Self::Note => "table-note",
            Self::Mentions => "table-mentions",
            Self::Own(owner, name) => {
                let field = codebook.field(*owner, name);
                return Cow::Borrowed(field.map_or(name, |field| field.label_in(language)));
            }
        })
    }

    /// Whether its cells are days or spans of time.
    #[must_use]
    pub fn is_of_dates(&self, codebook: &Codebook) -> bool {
        match self {
            Self::Period | Self::Date => true,
            Self::Own(owner, name) => {
                let field = codebook.field(*owner, name);
                field.is_some_and(|field| field.kind == FieldKind::Date)
            }
            _ => false,
        }
    }

    /// Whether all entries of a document have the same there.
    pub(super) const fn is_of_document(&self) -> bool {
        matches!(
            self,
            Self::Document | Self::Period | Self::Own(FieldOwner::Document, _)
        )
    }

    /// Its cell for an entry, on one line but for notes.
    pub(super) fn cell<'a>(
        &self,
        snapshot: &'a Snapshot,
        entry: NodeId,
        language: Language,
    ) -> Cow<'a, str> {
        let Snapshot {
            path,
            text,
            outline,
            record,
            ..
        } = snapshot;
        let field = |field| {
            let value = record.entry_field(entry, field);
            Cow::Borrowed(value.and_then(|value| value.value.as_deref()).unwrap_or(""))
        };
        match self {
            Self::Document => Cow::Borrowed(path.rsplit_once('.').map_or(path, |(name, _)| name)),
            Self::Period => {
                let period = &record.field(DocumentField::Period).value;
                short_period(period.as_deref().unwrap_or(""))
            }
            Self::Section => Cow::Owned(outline.section_path(entry, text).join(" › ")),
            Self::Lead => {
                let node = outline.node(entry);
                node.heading_text(text)
                    .unwrap_or_else(|| Cow::Owned(first_words(text.slice(node.span))))
            }
            Self::Date => field(EntryField::Date),
            Self::Action => field(EntryField::Action),
            Self::Body => field(EntryField::Body),
            Self::Status => language.t(status_message(record.node(entry).status)),
            Self::Tags => Cow::Owned(record.node(entry).tags.join("、")),
            Self::Note => Cow::Borrowed(record.node(entry).note.as_deref().unwrap_or("")),
            Self::Mentions => Cow::Owned(n_mentions(snapshot, entry).to_string()),
            Self::Own(FieldOwner::Entry, name) => own(&record.node(entry).own_fields, name),
            Self::Own(FieldOwner::Document, name) => own(&record.own_fields, name),
        }
    }
}

fn own<'a>(fields: &'a OwnFields, name: &str) -> Cow<'a, str> {
    let value = fields.get(name).and_then(|value| value.value.as_deref());
    Cow::Borrowed(value.unwrap_or_default())
}

/// What a status is called: the name of a message.
pub(super) const fn status_message(status: Status) -> &'static str {
    match status {
        Status::Unreviewed => "status-unreviewed",
        Status::InReview => "status-in-review",
        Status::Reviewed => "status-reviewed",
    }
}

/// Mentions in force that stand in an entry.
pub(super) fn n_mentions(snapshot: &Snapshot, entry: NodeId) -> usize {
    let span = snapshot.outline.node(entry).span;
    let mentions = &snapshot.record.mentions;
    let from = mentions.partition_point(|mention| mention.span.start < span.start);
    mentions[from..]
        .iter()
        .take_while(|mention| mention.span.start < span.end)
        .filter(|mention| mention.node == Some(entry) && mention.is_in_force())
        .count()
}

/// The kind of an entry's document.
pub(super) fn doc_type(snapshot: &Snapshot) -> DocType {
    let value = &snapshot.record.field(DocumentField::DocType).value;
    value
        .as_deref()
        .and_then(DocType::from_name)
        .unwrap_or_default()
}

/// Whole months and years by their names: `2024-05-01/2024-05-31` is `2024-05`.
fn short_period(period: &str) -> Cow<'_, str> {
    let short = period.split_once('/').and_then(|(from, to)| {
        let (from, to) = (
            from.parse::<jiff::civil::Date>().ok()?,
            to.parse::<jiff::civil::Date>().ok()?,
        );
        if from == from.first_of_year() && to == from.last_of_year() {
            return Some(from.strftime("%Y").to_string());
        }
        if from != from.first_of_month() || to != to.last_of_month() {
            return None;
        }
        let (first, last) = (from.strftime("%Y-%m"), to.strftime("%Y-%m"));
        Some(if from.last_of_month() == to {
            first.to_string()
        } else {
            format!("{first}/{last}")
        })
    });
    short.map_or(Cow::Borrowed(period), Cow::Owned)
}

fn first_words(words: &str) -> String {
    words
        .trim_matches(is_space)
        .chars()
        .filter(|c| *c != '\n')
        .take(LEAD_CHARS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_months_and_years_go_by_their_names() {
        assert_eq!(short_period("2024-05-01/2024-05-31"), "2024-05");
        assert_eq!(short_period("2024-01-01/2024-12-31"), "2024");
        assert_eq!(
            short_period("2024-02-01/2024-02-28"),
            "2024-02-01/2024-02-28"
        );
        assert_eq!(short_period("2022-10-01/2022-12-31"), "2022-10/2022-12");
        assert_eq!(short_period(""), "");
    }
}
