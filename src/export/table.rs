//! Records as tables: which rows and columns there are, for every format that is one.
//!
//! A [`Table`] says its columns and gives the rows of a document; a [`Column`] is data: a name, a width and what its cell holds. Formats only
//! write what they are given, so CSV and XLSX agree.

use std::borrow::Cow;

use super::column::{self, Column};
use super::errata_column::ERRATA;
use super::{ExportError, ExportedDocument, Layout, Place};
use crate::annotation::Erratum;
use crate::document::{NodeId, NodeKind};
use crate::extract::MentionType;
use crate::record::MentionRecord;

/// A table that an export can hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Table {
    /// One row a document.
    Documents,
    /// One row an entry.
    Entries,
    /// One row a mention, rejected ones included, with the columns of its entry.
    Mentions,
    /// One row for every 《》 in force, with who issued it, when, under which number, and the entry it stands in.
    Files,
    /// One row a correction of the source, whether it was applied or not.
    Errata,
    /// One row a mention in force of one type, with the columns that its values have.
    OfType(MentionType),
}

impl Table {
    /// Those that have a name on the command line.
    pub const NAMED: [Self; 5] = [
        Self::Documents,
        Self::Entries,
        Self::Mentions,
        Self::Files,
        Self::Errata,
    ];

    /// The name on the command line and in messages (`sheet-…`); a type's own for the table of a type.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Documents => "documents",
            Self::Entries => "entries",
            Self::Mentions => "mentions",
            Self::Files => "files",
            Self::Errata => "errata",
            Self::OfType(kind) => kind.name(),
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMED.into_iter().find(|table| table.name() == name)
    }

    /// From left to right.
    pub(super) fn columns(&self) -> Vec<&'static Column> {
        match self {
            Self::Documents => column::DOCUMENTS.to_vec(),
            Self::Entries => column::ENTRIES.to_vec(),
            Self::Mentions => column::MENTIONS.to_vec(),
            Self::Files => column::FILES.to_vec(),
            Self::Errata => ERRATA.to_vec(),
            Self::OfType(kind) => column::of_type(kind),
        }
    }

    /// The rows that a document has in it, in text order.
    pub(super) fn rows<'a>(
        &self,
        document: &'a ExportedDocument<'a>,
        layout: &'a Layout<'a>,
    ) -> Result<Vec<Row<'a>>, ExportError> {
        let row = |node, mention| Row::new(document, layout, node, mention);
        let of_type = |kind: &MentionType| {
            document
                .mentions_in_force()
                .filter(|mention| mention.kind == *kind)
                .map(|mention| row(mention.node, Some(mention)))
                .collect()
        };
        match self {
            Self::Documents => Ok(vec![row(None, None)?]),
            Self::Entries => document
                .outline
                .entries()
                .filter(|(id, _)| document.scope.holds(Some(*id)))
                .map(|(id, _)| row(Some(id), None))
                .collect(),
            Self::Mentions => document
                .mentions()
                .map(|mention| row(mention.node, Some(mention)))
                .collect(),
            Self::Files => of_type(&MentionType::Doc),
            Self::Errata => document
                .errata_asked_for()
                .map(|erratum| Row::of_erratum(document, layout, erratum))
                .collect(),
            Self::OfType(kind) => of_type(kind),
        }
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    Empty,
    /// Never a formula, never turned into a number or date.
    Text(Cow<'a, str>),
    /// A count or a measured quantity.
    Number(f64),
}

impl<'a> Cell<'a> {
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    pub(super) fn maybe(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    pub(super) fn count(n: usize) -> Self {
        Self::Number(n as f64)
    }
}

/// A row: the document, and the entry and mention that it is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) document: &'a ExportedDocument<'a>,
    pub(super) layout: &'a Layout<'a>,
    /// The node it is about: of a mention the deepest that it stands in.
    pub(super) node: Option<NodeId>,
    /// The entry that the node is or stands in.
    pub(super) entry: Option<NodeId>,
    pub(super) mention: Option<&'a MentionRecord>,
    /// The correction that it is about.
    pub(super) erratum: Option<&'a Erratum>,
    /// Of the mention or correction, or else of the node; of a document without words.
    pub(super) place: Place<'a>,
}

impl<'a> Row<'a> {
    fn new(
        document: &'a ExportedDocument<'a>,
        layout: &'a Layout<'a>,
        node: Option<NodeId>,
        mention: Option<&'a MentionRecord>,
    ) -> Result<Self, ExportError> {
        let outline = document.outline;
        let of_node = node.map(|id| outline.node(id).span);
        let span = mention.map(|mention| mention.span).or(of_node);
        let mut entry = node;
        while let Some(id) = entry {
            if outline.node(id).kind == NodeKind::Entry {
                break;
            }
            entry = outline.node(id).parent;
        }
        Ok(Self {
            document,
            layout,
            node,
            entry,
            mention,
            erratum: None,
            place: document.place(span.unwrap_or_default())?,
        })
    }

    fn of_erratum(
        document: &'a ExportedDocument<'a>,
        layout: &'a Layout<'a>,
        erratum: &'a Erratum,
    ) -> Result<Self, ExportError> {
        let span = erratum.anchor.span();
        let node = document.outline.node_at(span.start);
        Ok(Self {
            erratum: Some(erratum),
            place: document.place(span)?,
            ..Self::new(document, layout, node, None)?
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;
    use crate::i18n::Language;

    /// A table as text: cells parted by `|`.
    fn shown(table: &Table, ids: &[&str]) -> Vec<String> {
        let sample = Sample::new();
        let document = sample.exported();
        let layout = sample.layout(Language::Chinese);
        let columns: Vec<_> = ids
            .iter()
            .map(|id| {
                let columns = table.columns();
                *columns
                    .iter()
                    .find(|column| column.id == *id)
                    .unwrap_or_else(|| panic!("{id}"))
            })
            .collect();
        let rows = table.rows(&document, &layout).expect("spans hold");
        rows.iter()
            .map(|row| {
                let cells = columns.iter().map(|column| match (column.value)(row) {
                    Cell::Empty => String::new(),
                    Cell::Text(text) => text.into_owned(),
                    Cell::Number(number) => number.to_string(),
                });
                cells.collect::<Vec<_>>().join("|")
            })
            .collect()
    }

    #[test]
    fn every_mention_stands_with_its_entry_and_the_sections_above() {
        let ids = [
            "file",
            "section_path",
            "lead",
            "status",
            "type",
            "quote",
            "value",
            "verdict",
        ];
        assert_eq!(
            shown(&Table::Mentions, &ids),
            [
                "各省/通报.txt|工作进展|数字治理|已审|日期|5月底|2024-05-31|更正",
                "各省/通报.txt|工作进展|数字治理|已审|指标|1276家|1276 家|未判定",
                "各省/通报.txt|工作进展|=北京|未审|文件|《管理办法》|管理办法|未判定",
                "各省/通报.txt|工作进展|=北京|未审|项目|示范项目|示范项目|添加",
                "各省/通报.txt|工作进展|=北京|未审|机构|市教委|北京市教委|剔除",
            ]
        );
    }

    #[test]
    fn tables_of_a_type_have_what_its_values_say_and_no_rejected_ones() {
        let org = Table::OfType(MentionType::Org);
        assert_eq!(shown(&org, &["quote"]), [""; 0]);
        let metric = Table::OfType(MentionType::Metric);
        assert_eq!(
            shown(&metric, &["number", "unit", "indicator"]),
            ["1276|家|企业数"]
        );
        let date = Table::OfType(MentionType::Date);
        assert_eq!(
            shown(&date, &["date_from", "date_to"]),
            ["2024-05-31|2024-05-31"]
        );
    }

    #[test]
    fn the_list_of_files_says_who_issued_them_and_where_they_stand() {
        let ids = ["doc_name", "doc_issuer", "doc_date", "doc_number", "lead"];
        assert_eq!(
            shown(&Table::Files, &ids),
            ["管理办法|教育部|2024-05-15|教科信〔2024〕1号|=北京"]
        );
    }

    #[test]
    fn documents_and_entries_are_counted() {
        let ids = [
            "file",
            "doc_type",
            "n_entries",
            "n_reviewed",
            "n_mentions",
            "n_undecided",
        ];
        assert_eq!(
            shown(&Table::Documents, &ids),
            ["各省/通报.txt|工作月报|2|1|4|2"]
        );
        assert_eq!(
            shown(
                &Table::Entries,
                &["lead", "tags", "region_name", "n_mentions"]
            ),
            ["数字治理|重要、待核实||2", "=北京||北京市|2"]
        );
    }

    #[test]
    fn a_column_stands_once_in_a_table_and_has_a_heading_in_both_languages() {
        let of_types = MentionType::BUILT_IN.map(Table::OfType);
        for table in Table::NAMED.iter().chain(&of_types) {
            let mut ids = std::collections::HashSet::new();
            for column in table.columns() {
                assert!(ids.insert(column.id), "{} in {table:?}", column.id);
                for language in Language::ALL {
                    assert!(
                        language.has(&format!("column-{}", column.id)),
                        "{}",
                        column.id
                    );
                }
            }
            for language in Language::ALL {
                assert!(language.has(&format!("sheet-{}", table.name())));
            }
        }
    }
}
