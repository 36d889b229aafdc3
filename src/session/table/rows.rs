//! Rows: which entries fulfil a filter, in which order, and how cells are copied.

use std::borrow::Cow;
use std::cmp::Ordering as Order;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use super::cells::{self, TableColumn};
use super::{Sort, TableFilter, TableSpec};
use crate::annotation::Status;
use crate::document::NodeId;
use crate::i18n::Language;
use crate::session::snapshot::Snapshot;
use crate::text::find::{FindMode, Finder, sort_key};
use crate::text::is_space;

/// The entry that a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowKey {
    /// Position of the document in the folder's list.
    pub document: usize,
    pub entry: NodeId,
}

/// The rows of a table.
#[derive(Debug, Default)]
pub struct Rows {
    documents: Vec<Snapshot>,
    /// Position in `documents`, and the entry there.
    order: Vec<(u32, NodeId)>,
    /// Before anything was filtered out.
    n_all: usize,
    tags: Vec<String>,
}

impl Rows {
    /// `None` where nobody wants them any more.
    pub(super) fn new(
        documents: Vec<Snapshot>,
        spec: &TableSpec,
        is_cancelled: &AtomicBool,
    ) -> Option<Self> {
        let TableSpec {
            filter,
            sort,
            language,
        } = spec;
        let finders = finders(&filter.words);
        let mut rows = Vec::new();
        let mut tags = BTreeSet::new();
        let mut n_all = 0;
        for (at, snapshot) in (0_u32..).zip(&documents) {
            if is_cancelled.load(Ordering::Relaxed) {
                return None;
            }
            tags.extend(snapshot.record.tags.iter().cloned());
            for (entry, node) in snapshot.outline.entries() {
                // What was left out of the source is nothing to be reviewed.
                if node.redacted {
                    continue;
                }
                n_all += 1;
                tags.extend(snapshot.record.node(entry).tags.iter().cloned());
                if filter.wants(snapshot, entry) && holds(&finders, snapshot, entry, *language) {
                    rows.push((at, entry));
                }
            }
        }
        if let Some(sort) = sort {
            sort_rows(&mut rows, &documents, *sort, *language);
        }
        Some(Self {
            documents,
            order: rows,
            n_all,
            tags: tags.into_iter().collect(),
        })
    }

    #[must_use]
    pub const fn len(&self) -> usize {
        self.order.len()
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Rows before anything was filtered out.
    #[must_use]
    pub const fn n_all(&self) -> usize {
        self.n_all
    }

    /// All tags given in the folder.
    #[must_use]
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// The entry of a row. Panics where there is no such row.
    #[must_use]
    pub fn key(&self, row: usize) -> RowKey {
        let (at, entry) = self.order[row];
        RowKey {
            document: self.documents[at as usize].index,
            entry,
        }
    }

    /// The path of a row's document: relative to the root, with `/`. Panics where there is no such row.
    #[must_use]
    pub fn path(&self, row: usize) -> &str {
        let (at, _) = self.order[row];
        &self.documents[at as usize].path
    }

    /// The row of an entry.
    #[must_use]
    pub fn position(&self, key: RowKey) -> Option<usize> {
        (0..self.len()).find(|row| self.key(*row) == key)
    }

    /// What stands in a row's column. Panics where there is no such row.
    #[must_use]
    pub fn cell(&self, row: usize, column: TableColumn, language: Language) -> Cow<'_, str> {
        let (at, entry) = self.order[row];
        column.cell(&self.documents[at as usize], entry, language)
    }

    /// The status of a row's entry. Panics where there is no such row.
    #[must_use]
    pub fn status(&self, row: usize) -> Status {
        let (at, entry) = self.order[row];
        self.documents[at as usize].record.node(entry).status
    }

    /// The tags of a row's entry. Panics where there is no such row.
    #[must_use]
    pub fn tags_of(&self, row: usize) -> &[String] {
        let (at, entry) = self.order[row];
        &self.documents[at as usize].record.node(entry).tags
    }
}

impl TableFilter {
    fn wants(&self, snapshot: &Snapshot, entry: NodeId) -> bool {
        let record = &snapshot.record;
        let node = record.node(entry);
        let has = |tag: &String| node.tags.contains(tag) || record.tags.contains(tag);
        self.status.is_none_or(|status| node.status == status)
            && self.tag.as_ref().is_none_or(has)
            && self
                .doc_type
                .is_none_or(|wanted| cells::doc_type(snapshot) == wanted)
    }
}

/// One for each word.
fn finders(words: &str) -> Vec<Finder> {
    let words = words.split(is_space);
    // Nothing but an expression can be refused, and these are none.
    words
        .filter_map(|word| Finder::new(word, FindMode::Words).ok().flatten())
        .collect()
}

fn holds(finders: &[Finder], snapshot: &Snapshot, entry: NodeId, language: Language) -> bool {
    finders.iter().all(|finder| {
        TableColumn::ALL
            .into_iter()
            .any(|column| finder.is_in(&column.cell(snapshot, entry, language)))
    })
}

/// What a row is sorted by; nothing comes last whichever way.
enum Key {
    Number(usize),
    Words(String),
    Nothing,
}

fn sort_rows(
    rows: &mut Vec<(u32, NodeId)>,
    documents: &[Snapshot],
    sort: Sort,
    language: Language,
) {
    let Sort {
        column,
        is_descending,
    } = sort;
    let key_of = |(at, entry): (u32, NodeId)| {
        let snapshot = &documents[at as usize];
        match column {
            TableColumn::Mentions => Key::Number(cells::n_mentions(snapshot, entry)),
            TableColumn::Status => Key::Number(snapshot.record.node(entry).status as usize),
            _ => match column.cell(snapshot, entry, language) {
                cell if cell.is_empty() => Key::Nothing,
                cell => Key::Words(sort_key(&cell)),
            },
        }
    };
    let mut keyed: Vec<(Key, (u32, NodeId))> =
        rows.iter().map(|row| (key_of(*row), *row)).collect();
    let either_way = |order: Order| {
        if is_descending {
            order.reverse()
        } else {
            order
        }
    };
    // Stable: what is alike keeps the folder's order.
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Key::Number(a), Key::Number(b)) => either_way(a.cmp(b)),
        (Key::Words(a), Key::Words(b)) => either_way(a.cmp(b)),
        (Key::Nothing, Key::Nothing) => Order::Equal,
        (Key::Nothing, _) | (Key::Words(_), Key::Number(_)) => Order::Greater,
        (_, Key::Nothing) | (Key::Number(_), Key::Words(_)) => Order::Less,
    });
    rows.clear();
    rows.extend(keyed.into_iter().map(|(_, row)| row));
}

/// Rows as cells for a spreadsheet: tabs between columns, a heading first. What a spreadsheet could take for a formula gets an apostrophe.
#[must_use]
pub fn tab_separated(
    rows: &Rows,
    chosen: impl IntoIterator<Item = usize>,
    columns: &[TableColumn],
    language: Language,
) -> String {
    let line = |cells: Vec<Cow<'_, str>>| {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        cells.join("\t") + "\n"
    };
    let mut table = line(
        columns
            .iter()
            .map(|column| language.t(column.id()))
            .collect(),
    );
    for row in chosen {
        let cells = columns
            .iter()
            .map(|column| rows.cell(row, *column, language));
        table += &line(cells.collect());
    }
    table
}

fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let cell = if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if cell.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}
