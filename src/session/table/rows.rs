//! Rows: which entries fulfil a filter, in which order.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::TableSpec;
use super::cells::TableColumn;
use super::filter::Matcher;
use super::order::{Orders, directed};
use crate::annotation::Status;
use crate::codebook::Codebook;
use crate::document::NodeId;
use crate::i18n::Language;
use crate::session::snapshot::{Snapshot, chunks_of};
use crate::workspace::in_order;

/// The most different values that are listed of a column: more are not chosen from but typed.
pub const MAX_VALUES: usize = 500;

/// The entry that a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowKey {
    /// Position of the document in the folder's list.
    pub document: usize,
    pub entry: NodeId,
}

/// The values of a column among the rows that fulfil the conditions of all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub column: TableColumn,
    /// How often there is each; the empty one is nothing. None of them where there are more than [`MAX_VALUES`].
    pub counts: BTreeMap<String, usize>,
    pub are_too_many: bool,
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
    values: Option<Values>,
    codebook: Arc<Codebook>,
}

/// What is found in some of the documents.
#[derive(Default)]
struct Found {
    /// Position in the documents, the entry, and its position among the document's entries.
    rows: Vec<(u32, NodeId, u32)>,
    n_all: usize,
    tags: BTreeSet<String>,
    counts: HashMap<String, usize>,
}

impl Rows {
    /// `None` where nobody wants them any more.
    pub(super) fn new(
        documents: Vec<Snapshot>,
        codebook: Arc<Codebook>,
        spec: &TableSpec,
        orders: &Mutex<Orders>,
        is_cancelled: &AtomicBool,
    ) -> Option<Self> {
        let mut found = find(&documents, &codebook, spec, is_cancelled)?;
        if let Some(sort) = &spec.sort {
            // What a sorting that failed left behind is found out again.
            let mut orders = orders.lock().unwrap_or_else(PoisonError::into_inner);
            let order = orders.of(&sort.column, &documents, &codebook, is_cancelled)?;
            let rank = |(at, _, nth): &(u32, NodeId, u32)| {
                let ranks = order.ranks(documents[*at as usize].index);
                directed(ranks[*nth as usize], sort.is_descending)
            };
            // With the position behind: what is alike keeps the folder's order.
            let ranked = (0_u32..).zip(&found.rows);
            let mut ranked: Vec<(u32, u32)> = ranked
                .map(|(position, row)| (rank(row), position))
                .collect();
            ranked.sort_unstable();
            let sorted = ranked
                .iter()
                .map(|(_, position)| found.rows[*position as usize]);
            found.rows = sorted.collect();
        }
        let order = found.rows.iter().map(|(at, entry, _)| (*at, *entry));
        let are_too_many = found.counts.len() > MAX_VALUES;
        if are_too_many {
            found.counts.clear();
        }
        let counts = found.counts.into_iter().collect();
        let values = spec.lists.clone().map(|column| Values {
            column,
            counts,
            are_too_many,
        });
        Some(Self {
            order: order.collect(),
            documents,
            n_all: found.n_all,
            tags: found.tags.into_iter().collect(),
            values,
            codebook,
        })
    }

    /// The documents that were looked at, with the records made for that.
    pub(super) fn documents(&self) -> &[Snapshot] {
        &self.documents
    }

    /// Hands on the records that were made for these rows, of documents that are the same still.
    pub(super) fn hand_on(&self, documents: &mut [Snapshot]) {
        let known = self.documents.iter();
        let known: HashMap<usize, &Snapshot> = known.map(|it| (it.index, it)).collect();
        for document in documents {
            if let Some(known) = known.get(&document.index)
                && Arc::ptr_eq(known.record.identity(), document.record.identity())
            {
                document.record = known.record.share();
            }
        }
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

    /// The values of the column that they were asked of.
    #[must_use]
    pub const fn values(&self) -> Option<&Values> {
        self.values.as_ref()
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

    /// What a column is called.
    #[must_use]
    pub fn heading<'a>(&'a self, column: &'a TableColumn, language: Language) -> Cow<'a, str> {
        column.heading(&self.codebook, language)
    }

    /// What stands in a row's column. Panics where there is no such row.
    #[must_use]
    pub fn cell(&self, row: usize, column: &TableColumn, language: Language) -> Cow<'_, str> {
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

/// Looks through documents on all cores. `None` where nobody wants to know any more.
fn find(
    documents: &[Snapshot],
    codebook: &Codebook,
    spec: &TableSpec,
    is_cancelled: &AtomicBool,
) -> Option<Found> {
    let chunks = chunks_of(documents);
    let of_chunk = |at: usize| {
        let lists = spec.lists.as_ref();
        // Each thread with expressions of its own: those that are shared make the threads wait for each other.
        let matcher = Matcher::new(&spec.filter, lists, codebook, spec.language);
        let mut found = Found::default();
        for (at, snapshot) in (0..).zip(chunks[at]) {
            if is_cancelled.load(Ordering::Relaxed) {
                break;
            }
            found.look(at, snapshot, spec, &matcher);
        }
        found
    };
    let (mut all, mut n_before) = (Found::default(), 0);
    let done = in_order(chunks.len(), of_chunk, |at, found| {
        all.take(found, n_before);
        n_before += u32::try_from(chunks[at].len()).unwrap_or(u32::MAX);
        if is_cancelled.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    done.is_continue().then_some(all)
}

impl Found {
    fn look(&mut self, at: u32, snapshot: &Snapshot, spec: &TableSpec, matcher: &Matcher<'_>) {
        let record = &snapshot.record;
        add_tags(&mut self.tags, &record.tags);
        let mut of_document = matcher.of(snapshot);
        for (nth, (entry, node)) in (0..).zip(snapshot.outline.entries()) {
            // What was left out of the source is nothing to be reviewed.
            if node.redacted {
                continue;
            }
            self.n_all += 1;
            add_tags(&mut self.tags, &record.node(entry).tags);
            let is_wanted = of_document
                .as_mut()
                .is_some_and(|matcher| matcher.wants(entry));
            if !is_wanted {
                continue;
            }
            if let Some(column) = &spec.lists {
                let cell = column.cell(snapshot, entry, spec.language);
                self.count(&cell, 1);
                if !matcher.wants_listed(&cell) {
                    continue;
                }
            }
            self.rows.push((at, entry, nth));
        }
    }

    fn count(&mut self, cell: &str, n: usize) {
        if let Some(count) = self.counts.get_mut(cell) {
            *count += n;
        } else if self.counts.len() <= MAX_VALUES {
            self.counts.insert(cell.to_owned(), n);
        }
    }

    /// Takes in what was found in the documents behind the first so many.
    fn take(&mut self, found: Self, n_before: u32) {
        let rows = found.rows.into_iter();
        self.rows
            .extend(rows.map(|(at, entry, nth)| (n_before + at, entry, nth)));
        self.n_all += found.n_all;
        self.tags.extend(found.tags);
        for (cell, n) in found.counts {
            self.count(&cell, n);
        }
    }
}

fn add_tags(all: &mut BTreeSet<String>, tags: &[String]) {
    for tag in tags {
        if !all.contains(tag) {
            all.insert(tag.clone());
        }
    }
}
