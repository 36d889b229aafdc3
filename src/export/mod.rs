//! Records to other programs' formats: one file a format, behind one small interface.
//!
//! In: documents as [`ExportedDocument`]s, one after the other, in the order of their paths. Out: bytes to a [`Write`]. [`exporter`] gives the
//! [`Exporter`] of a [`Format`]; whoever has documents feeds it and ends with [`Exporter::finish`]. Nothing here knows a disk, loads a
//! document or decides which ones are due; [`Filter`] only says what it asks for.
//!
//! Positions leave the program as code points, by [`ExportedDocument::place`] alone.

mod filter;
mod jsonl;

use std::io::{self, Write};

pub use filter::{Filter, Period, Scope};

use crate::document::Outline;
use crate::extract::Extraction;
use crate::record::Record;
use crate::source::Encoding;
use crate::text::{Span, Text};

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
}

/// Writes documents in one format.
pub trait Exporter {
    /// Writes the next document.
    ///
    /// # Errors
    /// Where the writer fails or a span is not one of the text; the export is then worth nothing.
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError>;

    /// Writes what comes last.
    ///
    /// # Errors
    /// Where the writer fails.
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

/// The exporter of a format.
#[must_use]
pub fn exporter<'w>(format: Format, out: Box<dyn Write + 'w>) -> Box<dyn Exporter + 'w> {
    match format {
        Format::Jsonl => Box::new(jsonl::Jsonl::new(out)),
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
}
