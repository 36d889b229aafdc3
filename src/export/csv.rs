//! CSV for spreadsheets: one [`Table`] (by default the mentions, with the columns of their entries), UTF-8 with a byte-order mark, CRLF.
//!
//! A cell that a spreadsheet could take for a formula begins with an apostrophe: those with `=` `+` `-` `@` (their full-width forms too, which
//! Chinese spreadsheets read alike), tab, CR or LF first. Nothing else is changed.

use std::borrow::Cow;
use std::io::{self, Write};

use super::column::Column;
use super::table::Cell;
use super::{ExportError, ExportedDocument, Exporter, Layout, Notice, Table};

pub(super) const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// What a formula can begin with; the last four are full-width = + - @.
const FORMULA_SIGNS: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
];

/// Writes one table as CSV.
pub(super) struct Csv<'l, W: Write> {
    out: csv::Writer<W>,
    table: Table,
    columns: Vec<&'static Column>,
    layout: Layout<'l>,
    is_begun: bool,
}

impl<'l, W: Write> Csv<'l, W> {
    pub(super) fn new(table: Table, layout: Layout<'l>, out: W) -> Self {
        let out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        Self {
            out,
            columns: table.columns(),
            table,
            layout,
            is_begun: false,
        }
    }

    /// Writes the mark and the headings, once; also where no document follows.
    fn begin(&mut self) -> Result<(), ExportError> {
        if std::mem::replace(&mut self.is_begun, true) {
            return Ok(());
        }
        let headings = self.columns.iter().enumerate().map(|(at, column)| {
            let heading = self.layout.heading(column);
            // The mark stands before the first cell; as a record of its own it would be quoted.
            if at == 0 {
                format!("{BYTE_ORDER_MARK}{heading}")
            } else {
                heading.into_owned()
            }
        });
        let headings: Vec<String> = headings.collect();
        self.out.write_record(&headings).map_err(io_error)
    }
}

impl<W: Write> Exporter for Csv<'_, W> {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        self.begin()?;
        for row in self.table.rows(document, &self.layout)? {
            for column in &self.columns {
                let cell = match (column.value)(&row) {
                    Cell::Empty => Cow::Borrowed(""),
                    Cell::Text(text) => neutralised(text),
                    Cell::Number(number) => neutralised(number.to_string().into()),
                };
                self.out.write_field(cell.as_bytes()).map_err(io_error)?;
            }
            self.out.write_record(None::<&[u8]>).map_err(io_error)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        self.begin()?;
        self.out.flush()?;
        Ok(Vec::new())
    }
}

/// With an apostrophe before what a spreadsheet could take for a formula.
pub(super) fn neutralised(cell: Cow<'_, str>) -> Cow<'_, str> {
    if cell.starts_with(FORMULA_SIGNS) {
        Cow::Owned(format!("'{cell}"))
    } else {
        cell
    }
}

/// Only writing can fail here; the kind of error is kept, so that a closed pipe is known as one.
pub(super) fn io_error(error: csv::Error) -> ExportError {
    ExportError::Io(match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;
    use crate::i18n::Language;

    fn written(table: Table) -> String {
        let sample = Sample::new();
        let mut bytes = Vec::new();
        let layout = sample.layout(Language::Chinese);
        let mut csv = Box::new(Csv::new(table, layout, &mut bytes));
        csv.document(&sample.exported()).expect("writes");
        csv.finish().expect("writes");
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn it_begins_with_the_mark_and_ends_every_record_with_crlf() {
        let csv = written(Table::Documents);
        assert!(csv.starts_with("\u{FEFF}文件,"), "{csv}");
        assert_eq!(csv.matches("\r\n").count(), 2);
        assert!(csv.ends_with("\r\n"));
    }

    #[test]
    fn what_looks_like_a_formula_is_neutralised() {
        let csv = written(Table::Entries);
        assert!(csv.contains(",'=北京,"), "{csv}");
        assert!(!csv.contains(",=北京"));
        for cell in ["=1+1", "+86", "-5 %", "@某", "\t甲", "\r甲", "\u{FF1D}1"] {
            assert_eq!(neutralised(cell.into()), format!("'{cell}"));
        }
        assert_eq!(neutralised("1276 家".into()), "1276 家");
    }

    #[test]
    fn without_documents_there_are_still_headings() {
        let sample = Sample::new();
        let mut bytes = Vec::new();
        let layout = sample.layout(Language::English);
        Box::new(Csv::new(Table::Mentions, layout, &mut bytes))
            .finish()
            .expect("writes");
        let csv = String::from_utf8(bytes).expect("UTF-8");
        assert!(csv.starts_with("\u{FEFF}File,"), "{csv}");
        assert_eq!(csv.lines().count(), 1);
    }
}
