//! The order of entries by what stands in a column, kept from one sorting to the next.
//!
//! What a Chinese list is sorted by, pinyin, takes longer to find out than to compare. So it is found out once for each cell, and kept is a rank: a
//! number that is larger where a cell comes later. Sorting compares numbers. Where a document changes, the ranks of its entries alone are found
//! anew.

use std::borrow::Cow;
use std::cmp::Ordering as Order;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use super::cells::{self, TableColumn};
use crate::codebook::{Codebook, FieldKind};
use crate::document::NodeId;
use crate::i18n::Language;
use crate::session::snapshot::{Snapshot, chunks_of};
use crate::text::find::sort_key;
use crate::workspace::in_order;

/// The rank of nothing: it comes last whichever way.
const NOTHING: u32 = u32::MAX;

/// The orders of columns that somebody sorted by.
#[derive(Debug, Default)]
pub(super) struct Orders {
    codebook: Arc<Codebook>,
    columns: HashMap<TableColumn, ColumnOrder>,
}

impl Orders {
    /// The order of a column, of these documents as they are now. `None` where nobody wants it any more.
    pub(super) fn of(
        &mut self,
        column: &TableColumn,
        snapshots: &[Snapshot],
        codebook: &Arc<Codebook>,
        is_cancelled: &AtomicBool,
    ) -> Option<&ColumnOrder> {
        // The kinds of its fields say what their values are sorted by.
        if *codebook != self.codebook {
            self.codebook = codebook.clone();
            self.columns
                .retain(|column, _| !matches!(column, TableColumn::Own(..)));
        }
        let order = self.columns.entry(column.clone()).or_default();
        order.update(column, snapshots, codebook, is_cancelled)?;
        Some(order)
    }
}

/// The ranks of all entries in one column.
#[derive(Debug, Default)]
pub(super) struct ColumnOrder {
    /// What cells are sorted by, each once and in order: the rank is the position.
    keys: Vec<Key>,
    /// By the documents' positions in the folder's list.
    documents: HashMap<usize, Ranked>,
}

/// The ranks in one document, as long as its record is this one.
#[derive(Debug)]
struct Ranked {
    record: Weak<()>,
    /// Of its entries, those left out of the source (（略）) among them.
    ranks: Vec<u32>,
}

/// What a cell is sorted by. The first bytes stand in front, so that few words need to be looked up to be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    first: u128,
    words: Box<str>,
}

impl Key {
    fn new(words: &str) -> Self {
        let mut first = [0; 16];
        let n = words.len().min(first.len());
        first[..n].copy_from_slice(&words.as_bytes()[..n]);
        Self {
            first: u128::from_be_bytes(first),
            words: words.into(),
        }
    }
}

/// What has no rank yet, and the cells that it stands in.
struct New {
    key: Key,
    /// Position in the snapshots, and among the document's entries.
    cells: Vec<(u32, u32)>,
}

impl ColumnOrder {
    /// The ranks of a document's entries, those left out of the source (（略）) among them.
    pub(super) fn ranks(&self, document: usize) -> &[u32] {
        let known = self.documents.get(&document);
        known.map_or(&[], |known| &known.ranks)
    }

    fn update(
        &mut self,
        column: &TableColumn,
        snapshots: &[Snapshot],
        codebook: &Codebook,
        is_cancelled: &AtomicBool,
    ) -> Option<()> {
        let is_stale = |snapshot: &&Snapshot| {
            let known = self.documents.get(&snapshot.index);
            let now = Arc::as_ptr(snapshot.record.identity());
            known.is_none_or(|known| !std::ptr::eq(known.record.as_ptr(), now))
        };
        let stale: Vec<Snapshot> = snapshots.iter().filter(is_stale).cloned().collect();
        let mut ranks: Vec<Vec<u32>> = stale
            .iter()
            .map(|snapshot| vec![NOTHING; snapshot.outline.entries().count()])
            .collect();
        match column {
            TableColumn::Status | TableColumn::Mentions => {
                for (snapshot, ranks) in stale.iter().zip(&mut ranks) {
                    for ((entry, _), rank) in snapshot.outline.entries().zip(ranks) {
                        *rank = number(column, snapshot, entry);
                    }
                }
            }
            _ => self.rank(
                new_cells(column, &stale, codebook, is_cancelled)?,
                &mut ranks,
            ),
        }
        for (snapshot, ranks) in stale.iter().zip(ranks) {
            let record = Arc::downgrade(snapshot.record.identity());
            self.documents
                .insert(snapshot.index, Ranked { record, ranks });
        }
        Some(())
    }

    /// Gives new cells their ranks. Where others come in between, those that had one get another.
    fn rank(&mut self, new: Vec<New>, ranks: &mut [Vec<u32>]) {
        if new.is_empty() {
            return;
        }
        let mut known = std::mem::take(&mut self.keys).into_iter().peekable();
        let mut keys: Vec<Key> = Vec::with_capacity(known.len() + new.len());
        // The ranks of now by those of before.
        let mut moved: Vec<u32> = Vec::with_capacity(known.len());
        let rank = |keys: &Vec<Key>| u32::try_from(keys.len()).unwrap_or(NOTHING) - 1;
        for New { key, cells } in new {
            while let Some(before) = known.next_if(|known| *known <= key) {
                keys.push(before);
                moved.push(rank(&keys));
            }
            if keys.last() != Some(&key) {
                keys.push(key);
            }
            for (document, entry) in cells {
                ranks[document as usize][entry as usize] = rank(&keys);
            }
        }
        for before in known {
            keys.push(before);
            moved.push(rank(&keys));
        }
        let is_moved = moved
            .last()
            .is_some_and(|last| *last as usize + 1 != moved.len());
        if is_moved {
            let known = self
                .documents
                .values_mut()
                .flat_map(|known| &mut known.ranks);
            for rank in known.filter(|rank| **rank != NOTHING) {
                *rank = moved[*rank as usize];
            }
        }
        self.keys = keys;
    }
}

/// The cells of documents that are not empty, in the order of what they are sorted by. `None` where nobody wants them any more.
fn new_cells(
    column: &TableColumn,
    snapshots: &[Snapshot],
    codebook: &Codebook,
    is_cancelled: &AtomicBool,
) -> Option<Vec<New>> {
    let chunks = chunks_of(snapshots);
    let mut before = 0;
    let firsts: Vec<usize> = chunks
        .iter()
        .map(|chunk| {
            before += chunk.len();
            before - chunk.len()
        })
        .collect();
    let is_number = is_number(column, codebook);
    let of_chunk = |at: usize| {
        let mut known = HashMap::new();
        for (document, snapshot) in (firsts[at]..).zip(chunks[at]) {
            if is_cancelled.load(Ordering::Relaxed) {
                break;
            }
            let document = u32::try_from(document).unwrap_or(u32::MAX);
            add_cells(&mut known, column, snapshot, document);
        }
        let new = known.into_iter().map(|(cell, cells)| {
            let key = if is_number {
                number_key(&cell)
            } else {
                sort_key(&cell)
            };
            let key = Key::new(&key);
            New { key, cells }
        });
        let mut new: Vec<New> = new.collect();
        new.sort_unstable_by(by_key);
        new
    };
    let mut all = Vec::new();
    let done = in_order(chunks.len(), of_chunk, |_, cells| {
        all.extend(cells);
        if is_cancelled.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    if done.is_break() {
        return None;
    }
    // Chunk by chunk in order already: that is merged faster than it would be sorted.
    all.sort_by(by_key);
    Some(all)
}

fn by_key(a: &New, b: &New) -> Order {
    a.key.cmp(&b.key)
}

/// Adds where each cell of a document that is not empty stands.
fn add_cells<'a>(
    known: &mut HashMap<Cow<'a, str>, Vec<(u32, u32)>>,
    column: &TableColumn,
    snapshot: &'a Snapshot,
    document: u32,
) {
    let mut shared: Option<(Option<NodeId>, Cow<'a, str>)> = None;
    for (at, (entry, node)) in (0..).zip(snapshot.outline.entries()) {
        // What entries share is put together once.
        let group = node.parent.filter(|_| !column.is_of_document());
        let is_shared = column.is_of_document() || *column == TableColumn::Section;
        let cell = match &shared {
            Some((of, cell)) if is_shared && *of == group => cell.clone(),
            // Words are the same in each language; what is translated is sorted by number.
            _ => column.cell(snapshot, entry, Language::Chinese),
        };
        if is_shared {
            shared = Some((group, cell.clone()));
        }
        if !cell.is_empty() {
            known.entry(cell).or_default().push((document, at));
        }
    }
}

fn number(column: &TableColumn, snapshot: &Snapshot, entry: NodeId) -> u32 {
    match column {
        TableColumn::Mentions => {
            u32::try_from(cells::n_mentions(snapshot, entry)).unwrap_or(NOTHING - 1)
        }
        _ => snapshot.record.node(entry).status as u32,
    }
}

fn is_number(column: &TableColumn, codebook: &Codebook) -> bool {
    match column {
        TableColumn::Own(owner, name) => {
            let field = codebook.field(*owner, name);
            field.is_some_and(|field| field.kind == FieldKind::Number)
        }
        _ => false,
    }
}

/// What a figure is sorted by: its number, then its unit. What is no figure comes behind.
fn number_key(cell: &str) -> String {
    let (number, unit) = cell.split_once(' ').unwrap_or((cell, ""));
    match number.parse::<f64>() {
        // As integers, the bits of numbers are in the numbers' order once the negative ones are turned round.
        Ok(number) => {
            let bits = number.to_bits();
            let bits = if number.is_sign_negative() {
                !bits
            } else {
                bits | 1 << 63
            };
            format!("{bits:016x}{unit}")
        }
        Err(_) => format!("~{}", sort_key(cell)),
    }
}

/// A rank as sorting compares it: turned round where it is to descend, nothing last whichever way.
pub(super) const fn directed(rank: u32, is_descending: bool) -> u32 {
    if is_descending && rank != NOTHING {
        NOTHING - 1 - rank
    } else {
        rank
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_sorted_by_their_size() {
        let mut figures = ["3 家", "-2", "约十", "25 家", "1.5 家", "1.25", "-10"];
        figures.sort_by_key(|figure| number_key(figure));
        assert_eq!(
            figures,
            ["-10", "-2", "1.25", "1.5 家", "3 家", "25 家", "约十"]
        );
    }

    #[test]
    fn what_comes_in_between_moves_what_was_there() {
        let mut order = ColumnOrder::default();
        let cell = |words: &str, entries: &[u32]| New {
            key: Key::new(words),
            cells: entries.iter().map(|entry| (0, *entry)).collect(),
        };
        let mut first = [vec![NOTHING; 3]];
        order.rank(
            vec![cell("b", &[2]), cell("d", &[0]), cell("d", &[1])],
            &mut first,
        );
        assert_eq!(first, [vec![1, 1, 0]]);
        let [ranks] = first;
        let record = Weak::new();
        order.documents.insert(7, Ranked { record, ranks });
        let mut second = [vec![NOTHING; 3]];
        order.rank(
            vec![cell("a", &[0]), cell("c", &[1]), cell("d", &[2])],
            &mut second,
        );
        assert_eq!(second, [vec![0, 2, 3]]);
        assert_eq!(order.ranks(7), [3, 3, 1]);
        let nothing = directed(NOTHING, true);
        assert!(directed(3, true) < directed(1, true) && directed(1, true) < nothing);
    }
}
