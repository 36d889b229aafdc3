//! Which rows are selected: by click, Shift and Ctrl, and by the arrows. Without egui.

use super::marks::Marks;
use crate::session::{RowKey, Rows};

/// The selected rows. They go by their entries, so that sorting keeps them; a row that is filtered out is selected no more.
#[derive(Debug, Default)]
pub struct RowSelection {
    chosen: Marks,
    /// The row that keys act from.
    cursor: Option<usize>,
    /// Where a range begins.
    anchor: Option<usize>,
}

/// What a click or key does to what was selected before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Only this row.
    Only,
    /// All rows from where the range began.
    Through,
    /// This row too, or this row no more.
    Toggle,
}

impl RowSelection {
    /// How many rows are selected.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.chosen.len()
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.chosen.len() == 0
    }

    #[must_use]
    pub fn contains(&self, key: RowKey) -> bool {
        self.chosen.contains(key)
    }

    /// The row that keys act from.
    #[must_use]
    pub const fn cursor(&self) -> Option<usize> {
        self.cursor
    }

    /// The selected rows in the table's order.
    #[must_use]
    pub fn rows(&self, rows: &Rows) -> Vec<usize> {
        (0..rows.len())
            .filter(|row| self.chosen.contains(rows.key(*row)))
            .collect()
    }

    /// The entries of the selected rows in the table's order.
    #[must_use]
    pub fn keys(&self, rows: &Rows) -> Vec<RowKey> {
        let chosen = self.rows(rows).into_iter();
        chosen.map(|row| rows.key(row)).collect()
    }

    pub fn choose(&mut self, rows: &Rows, row: usize, choice: Choice) {
        let Some(last) = rows.len().checked_sub(1) else {
            return;
        };
        let row = row.min(last);
        let key = rows.key(row);
        match choice {
            Choice::Only => {
                self.chosen = Marks::from_iter([key]);
                self.anchor = Some(row);
            }
            Choice::Through => {
                let anchor = *self.anchor.get_or_insert(row);
                let range = anchor.min(row)..=anchor.max(row).min(last);
                self.chosen = range.map(|row| rows.key(row)).collect();
            }
            Choice::Toggle => {
                self.chosen.toggle(key);
                self.anchor = Some(row);
            }
        }
        self.cursor = Some(row);
    }

    /// Goes so many rows down, or up where it is negative.
    pub fn step(&mut self, rows: &Rows, by: isize, choice: Choice) {
        let row = match self.cursor {
            Some(at) => at.saturating_add_signed(by),
            None => 0,
        };
        self.choose(rows, row, choice);
    }

    pub fn all(&mut self, rows: &Rows) {
        self.chosen = (0..rows.len()).map(|row| rows.key(row)).collect();
        self.anchor = Some(0);
    }

    /// Takes over other rows: `before` were the rows until now.
    pub fn follow(&mut self, before: &Rows, rows: &Rows) {
        let key_before = |row: Option<usize>| {
            row.filter(|row| *row < before.len())
                .map(|row| before.key(row))
        };
        let (cursor, anchor) = (key_before(self.cursor), key_before(self.anchor));
        (self.cursor, self.anchor) = (None, None);
        if self.chosen.len() == 0 && cursor.is_none() && anchor.is_none() {
            return;
        }
        let mut kept = Marks::default();
        for row in 0..rows.len() {
            let key = rows.key(row);
            if self.chosen.contains(key) {
                kept.insert(key);
            }
            if cursor == Some(key) {
                self.cursor = Some(row);
            }
            if anchor == Some(key) {
                self.anchor = Some(row);
            }
        }
        self.chosen = kept;
    }
}
