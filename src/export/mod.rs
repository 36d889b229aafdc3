//! Records to other programs' formats: one file a format, behind one small interface.
//!
//! In: documents as [`ExportedDocument`]s, one after the other, in the order of their paths. Out: bytes to a [`Write`]. [`exporter`] gives the
//! [`Exporter`] of a [`Format`]; whoever has documents feeds it and ends with [`Exporter::finish`]. Nothing here knows a disk, loads a
//! document or decides which ones are due; [`Filter`] only says what it asks for.
//!
//! Positions leave the program as code points, by [`ExportedDocument::place`] alone.

mod column;
mod csv;
mod filter;
mod jsonl;
mod log;
#[cfg(test)]
mod sample;
mod table;
mod words;
mod xlsx;

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

pub use filter::{EntryChoice, Filter, Period, Scope};
pub use log::{LogFormat, LogRow, LogWriter, log_rows};
pub use table::Table;

use crate::annotation::Erratum;
use crate::codebook::Codebook;
use crate::document::{Node, NodeId, Outline};
use crate::extract::Extraction;
use crate::i18n::Language;
use crate::record::{self, Record};
use crate::source::Encoding;
use crate::text::{Span, Text, is_space};

/// A document on its way out: everything known about it, borrowed.
#[derive(Debug, Clone, Copy)]
pub struct ExportedDocument<'a> {
    /// Relative to the folder, with `/`.
    pub path: &'a str,
    /// Of the source's bytes, lower-case hexadecimal.
    pub sha256: &'a str,
    pub encoding: Encoding,
    pub text: &'a Text,
    pub outline: &'a Outline,
    pub extraction: &'a Extraction,
    pub record: &'a Record,
    /// Which of its entries were asked for.
    pub scope: &'a Scope,
    /// The corrections of the source that words and values are written with; none where they are written as the source has them. Positions are
    /// always those of the source.
    pub errata: &'a [Erratum],
}

/// A span as the outside counts it, with its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// In code points, half-open.
    pub start: u32,
    pub end: u32,
    pub quote: &'a str,
}

/// The formats that an export can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// The program's own: a document a line, complete.
    Jsonl,
    /// One table for spreadsheets.
    Csv,
    /// A workbook with all tables.
    Xlsx,
}

/// How tables for people are made.
#[derive(Debug, Clone, Copy)]
pub struct Layout<'a> {
    /// Of headings, sheets, verdicts and the like.
    pub language: Language,
    /// Names the types beside the built-in ones.
    pub codebook: &'a Codebook,
    /// Where what does not fit memory is kept until the end; none is where the system keeps such things.
    pub scratch: Option<&'a Path>,
}

/// Something about an export that is well but should be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A text was too long for a cell and stands there cut, in a column of this heading.
    CellCut { path: String, heading: String },
    /// A table was too long for a sheet and goes on in this one.
    SheetContinued { name: String },
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// In the operating system's words.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A span that is none of its text: a fault of the program, and nothing may be written then.
    #[error("{path}: bytes {start} to {end} are no words of the text")]
    Place { path: String, start: u32, end: u32 },
    #[error("{0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// What a workbook keeps on disk until it is put together could not be written.
    #[error("the temporary files of the workbook could not be written; is the disk full?")]
    Scratch,
}

/// Writes documents in one format.
pub trait Exporter {
    /// Writes the next document.
    ///
    /// # Errors
    /// Where the writer fails or a span is not one of the text; the export is then worth nothing.
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError>;

    /// Writes what comes last and says what should be known.
    ///
    /// # Errors
    /// Where the writer fails.
    fn finish(self: Box<Self>) -> Result<Vec<Notice>, ExportError>;
}

/// The exporter of a format. `table` is the one that a format of one table holds; others do not look at it.
///
/// # Errors
/// Where the format cannot begin.
pub fn exporter<'w>(
    format: Format,
    table: Table,
    layout: Layout<'w>,
    out: Box<dyn Write + 'w>,
) -> Result<Box<dyn Exporter + 'w>, ExportError> {
    Ok(match format {
        Format::Jsonl => Box::new(jsonl::Jsonl::new(out)),
        Format::Csv => Box::new(csv::Csv::new(table, layout, out)),
        Format::Xlsx => Box::new(xlsx::Xlsx::new(layout, out)?),
    })
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Jsonl, Self::Csv, Self::Xlsx];

    /// The name on the command line, which is the usual extension too.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

impl Layout<'_> {
    fn heading(&self, column: &column::Column) -> Cow<'static, str> {
        self.language.t(&format!("column-{}", column.id))
    }
}

impl<'a> ExportedDocument<'a> {
    /// A span in code points with its words: the one place where exports convert.
    ///
    /// # Errors
    /// Where the span does not lie on characters of the text, or its code points are not those of its words.
    pub fn place(&self, span: Span) -> Result<Place<'a>, ExportError> {
        let fault = || ExportError::Place {
            path: self.path.to_owned(),
            start: span.start,
            end: span.end,
        };
        let quote = self.text.get(span).ok_or_else(fault)?;
        let (start, end) = self.text.chars_of_span(span);
        if self.text.span_from_chars(start, end) != Some(span) {
            return Err(fault());
        }
        Ok(Place { start, end, quote })
    }

    /// The words of a span as they are to be written. Panics where the span is none of the text.
    fn words(&self, span: Span) -> Cow<'a, str> {
        record::amended(self.text, span, self.errata)
    }

    /// A heading or lead as one line, as it is to be written.
    fn heading(&self, node: &Node) -> Option<Cow<'a, str>> {
        if self.errata.is_empty() {
            return node.heading_text(self.text);
        }
        let words = self.words(node.heading?);
        let lines = words.lines().map(|line| line.trim_matches(is_space));
        Some(Cow::Owned(lines.collect()))
    }

    /// The headings above a node from the outermost down, as they are to be written.
    fn section_path(&self, id: NodeId) -> Vec<Cow<'a, str>> {
        let above = |id: &NodeId| self.outline.node(*id).parent;
        let parents = std::iter::successors(above(&id), above);
        let mut path: Vec<_> = parents
            .filter_map(|id| self.heading(self.outline.node(id)))
            .collect();
        path.reverse();
        path
    }
}
