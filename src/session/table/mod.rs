//! The table: one row an entry over the whole folder, filtered and sorted.
//!
//! In: a [`TableSpec`]. Out: [`Rows`], made on a thread of its own whenever the spec or the folder changes; until then the rows made before are
//! shown. A row names its entry; its cells are read from the document when they are wanted, so a hundred thousand rows cost a number each. Which
//! rows are selected and which columns are shown is the window's.

mod cells;
mod copy;
mod filter;
mod order;
mod rows;

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

pub use cells::TableColumn;
pub use copy::tab_separated;
pub use filter::{CellCondition, TableFilter};
pub use rows::{MAX_VALUES, RowKey, Rows, Values};

use self::order::Orders;
use super::Session;
use super::task::Task;
use crate::i18n::Language;

/// Which rows are shown, in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSpec {
    pub filter: TableFilter,
    pub sort: Option<Sort>,
    /// Words are looked for as they are shown.
    pub language: Language,
    /// The column whose values are to be listed.
    pub lists: Option<TableColumn>,
    /// The columns that may be sorted by next: what that takes is found out when nothing else is to be done.
    pub ahead: Vec<TableColumn>,
}

/// By which column; rows that are alike there stand in the folder's order, rows with nothing there last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    pub column: TableColumn,
    pub is_descending: bool,
}

/// The table and the work on it.
#[derive(Debug, Default)]
pub struct Table {
    spec: Option<TableSpec>,
    rows: Arc<Rows>,
    running: Option<Task<Rows>>,
    /// What entries are sorted by, from one making of rows to the next.
    orders: Arc<Mutex<Orders>>,
    /// Finding out ahead what entries are sorted by.
    ahead: Option<Task<()>>,
    /// Of the folder when the rows were asked for.
    revision: Option<u64>,
}

impl Table {
    /// The rows made last.
    #[must_use]
    pub const fn rows(&self) -> &Arc<Rows> {
        &self.rows
    }

    /// Whether it is on show.
    #[must_use]
    pub const fn is_shown(&self) -> bool {
        self.spec.is_some()
    }

    /// Whether newer rows are being made.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        self.running.is_some()
    }
}

impl Session {
    #[must_use]
    pub const fn table(&self) -> &Table {
        &self.table
    }

    /// Makes the table of this spec from now on; `None` leaves it as it is, unmade.
    pub(super) fn watch_table(&mut self, spec: Option<TableSpec>) {
        if self.table.spec != spec {
            self.table.spec = spec;
            self.table.revision = None;
            self.table.running = None;
            self.table.ahead = None;
            self.drain_table();
        }
    }

    /// Takes in rows that are made, and has them made anew where the folder changed.
    pub(super) fn drain_table(&mut self) {
        if let Some(running) = &self.table.running
            && let Some(rows) = running.messages().pop()
        {
            self.table.rows = Arc::new(rows);
            self.table.running = None;
            self.rank_ahead();
        }
        let (Some(spec), Some(folder)) = (&self.table.spec, &self.folder) else {
            return;
        };
        let revision = folder.revision();
        // While documents are still coming in, rows are made as often as they can be made, not once a document.
        if self.table.running.is_none() && self.table.revision != Some(revision) {
            self.table.revision = Some(revision);
            let codebook = folder.codebook().clone();
            let (spec, orders) = (spec.clone(), self.table.orders.clone());
            let (mut snapshots, before) = (folder.snapshots(None), self.table.rows.clone());
            self.table.ahead = None;
            self.table.running = Some(Task::start("table", &self.wake, move |task| {
                before.hand_on(&mut snapshots);
                drop(before);
                let cancelled = task.cancelled();
                if let Some(rows) = Rows::new(snapshots, codebook, &spec, &orders, cancelled) {
                    task.report(rows);
                }
            }));
        }
    }
}

impl Session {
    /// Finds out what the columns that may be sorted by next are sorted by.
    fn rank_ahead(&mut self) {
        let (Some(spec), Some(folder)) = (&self.table.spec, &self.folder) else {
            return;
        };
        let (snapshots, codebook) = (
            self.table.rows.documents().to_vec(),
            folder.codebook().clone(),
        );
        let (columns, orders) = (spec.ahead.clone(), self.table.orders.clone());
        self.table.ahead = Some(Task::start("table order", &self.wake, move |task| {
            for column in columns {
                // Held for one column at a time: rows that are wanted meanwhile go first.
                let mut orders = orders.lock().unwrap_or_else(PoisonError::into_inner);
                let order = orders.of(&column, &snapshots, &codebook, task.cancelled());
                if order.is_none() {
                    return;
                }
            }
        }));
    }
}
