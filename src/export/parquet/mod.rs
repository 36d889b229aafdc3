//! Parquet: a folder of three tables, documents with their text, entries and mentions, with columns of fixed types.
//!
//! `documents.parquet`, `entries.parquet` and `mentions.parquet`; partitioned, `documents/period=2024-05/part-0.parquet` and so on, a folder for
//! each month in which a period begins, as Hive names them, so that readers know `period` from the folder. A document without a period is in
//! Hive's folder for what is null. All positions are code points of the text that the table of documents holds.
//!
//! Rows wait in memory until a group of them is full; of many partitions only some are open at a time, one that comes again begins another
//! part.

mod columns;
mod table_file;

use std::collections::HashMap;

use self::columns::COLUMNS;
use self::table_file::TableFile;
use super::{ExportError, ExportedDocument, Exporter, Files, Layout, Notice, Period, Table};
use crate::document::DocumentField;

/// What waits in memory over all files, in bytes, before it is written.
const MAX_WAITING_BYTES: usize = 32 << 20;
/// Partitions that are open at a time, of three files each.
const MAX_OPEN: usize = 24;
/// Hive's word for null.
const NO_PERIOD: &str = "__HIVE_DEFAULT_PARTITION__";

/// Writes the tables.
pub(super) struct Parquet<'w> {
    files: Box<dyn Files + 'w>,
    layout: Layout<'w>,
    is_partitioned: bool,
    /// Before the names of the files.
    folder: &'static str,
    /// The one used last comes last.
    open: Vec<Partition>,
    /// How many parts each partition has so far.
    n_parts: HashMap<String, usize>,
}

/// The files of one period, or of everything.
struct Partition {
    key: String,
    tables: Vec<TableFile>,
}

impl<'w> Parquet<'w> {
    pub(super) fn new(
        is_partitioned: bool,
        folder: &'static str,
        layout: Layout<'w>,
        files: Box<dyn Files + 'w>,
    ) -> Self {
        Self {
            files,
            layout,
            is_partitioned,
            folder,
            open: Vec::new(),
            n_parts: HashMap::new(),
        }
    }

    /// Where another file can be put beside the tables.
    pub(super) fn files(&mut self) -> &mut dyn Files {
        &mut *self.files
    }

    /// The partition of a document, opened and last in [`Parquet::open`].
    fn partition(&mut self, key: String) -> Result<&mut Partition, ExportError> {
        if let Some(at) = self.open.iter().position(|open| open.key == key) {
            let found = self.open.remove(at);
            self.open.push(found);
        } else {
            if self.open.len() == MAX_OPEN {
                self.open.remove(0).close()?;
            }
            let partition = self.begin(key)?;
            self.open.push(partition);
        }
        Ok(self.open.last_mut().expect("pushed just now"))
    }

    fn begin(&mut self, key: String) -> Result<Partition, ExportError> {
        let n = self.n_parts.entry(key.clone()).or_default();
        let mut tables = Vec::new();
        for (table, columns) in &COLUMNS {
            let name = table.name();
            let path = if self.is_partitioned {
                format!("{}{name}/period={key}/part-{n}.parquet", self.folder)
            } else {
                format!("{}{name}.parquet", self.folder)
            };
            tables.push(TableFile::begin(columns, self.files.create(&path)?)?);
        }
        *n += 1;
        Ok(Partition { key, tables })
    }

    fn key(&self, document: &ExportedDocument<'_>) -> String {
        if !self.is_partitioned {
            return String::new();
        }
        let period = document.record.field(DocumentField::Period);
        let period = period.value.as_deref().and_then(Period::parse);
        period.map_or(NO_PERIOD.to_owned(), |period| {
            period.from.strftime("%Y-%m").to_string()
        })
    }
}

impl Partition {
    fn close(self) -> Result<(), ExportError> {
        for table in self.tables {
            table.close()?;
        }
        Ok(())
    }
}

impl Exporter for Parquet<'_> {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        let layout = self.layout;
        let key = self.key(document);
        let partition = self.partition(key)?;
        for ((table, _), file) in COLUMNS.iter().zip(&mut partition.tables) {
            for row in table.rows(document, &layout)? {
                file.push(&row)?;
            }
        }
        let tables = || self.open.iter().flat_map(|open| &open.tables);
        if tables().map(TableFile::n_waiting_bytes).sum::<usize>() > MAX_WAITING_BYTES {
            for table in self.open.iter_mut().flat_map(|open| &mut open.tables) {
                table.flush()?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        // Readers want the tables there, also where no document came.
        if self.n_parts.is_empty() && !self.is_partitioned {
            self.partition(String::new())?;
        }
        for partition in self.open.drain(..) {
            partition.close()?;
        }
        Ok(Vec::new())
    }
}

/// The tables, by their columns.
pub(super) fn tables() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(table, _)| match table {
        Table::Documents => "documents",
        Table::Entries => "entries",
        _ => "mentions",
    })
}
