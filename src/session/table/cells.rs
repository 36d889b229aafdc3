//! What stands in the table's columns.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::annotation::Status;
use crate::document::{DocType, DocumentField, NodeId};
use crate::extract::EntryField;
use crate::i18n::Language;
use crate::session::snapshot::Snapshot;
use crate::text::is_space;

/// How many characters of an entry without a lead stand for it.
const LEAD_CHARS: usize = 24;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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
}

impl TableColumn {
    /// From left to right.
    pub const ALL: [Self; 11] = [
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

    /// The name of its message.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
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
        }
    }

    /// Its cell for an entry, on one line but for notes.
    pub(super) fn cell(
        self,
        snapshot: &Snapshot,
        entry: NodeId,
        language: Language,
    ) -> Cow<'_, str> {
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
            Self::Status => language.t(match record.node(entry).status {
                Status::Unreviewed => "status-unreviewed",
                Status::InReview => "status-in-review",
                Status::Reviewed => "status-reviewed",
            }),
            Self::Tags => Cow::Owned(record.node(entry).tags.join("、")),
            Self::Note => Cow::Borrowed(record.node(entry).note.as_deref().unwrap_or("")),
            Self::Mentions => Cow::Owned(n_mentions(snapshot, entry).to_string()),
        }
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
