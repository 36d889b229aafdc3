//! The log as a file: a line of JSON or a row of CSV an edit.

use std::io::Write;

use serde::Serialize;

use super::super::csv::{BYTE_ORDER_MARK, io_error, neutralised};
use super::super::{ExportError, Layout, words};
use super::{LogRow, log_rows};
use crate::annotation::Annotation;
use crate::document::NodeKind;
use crate::text::Text;

/// The formats that a log can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Jsonl,
    Csv,
}

impl LogFormat {
    pub const ALL: [Self; 2] = [Self::Jsonl, Self::Csv];

    /// The name on the command line, which is the usual extension too.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// Writes the logs of documents, one after the other.
pub struct LogWriter<'l, W: Write> {
    out: Out<W>,
    layout: Layout<'l>,
}

enum Out<W: Write> {
    Jsonl(W),
    Csv(Box<csv::Writer<W>>),
}

impl<W: Write> std::fmt::Debug for LogWriter<'_, W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogWriter").finish_non_exhaustive()
    }
}

impl<'l, W: Write> LogWriter<'l, W> {
    /// Begins; headings and words of a CSV are in the layout's language.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn new(format: LogFormat, layout: Layout<'l>, out: W) -> Result<Self, ExportError> {
        const HEADINGS: [&str; 10] = [
            "file",
            "log_at",
            "log_by",
            "log_what",
            "log_about",
            "start",
            "end",
            "quote",
            "log_old",
            "log_new",
        ];
        let out = match format {
            LogFormat::Jsonl => Out::Jsonl(out),
            LogFormat::Csv => {
                let mut csv = csv::WriterBuilder::new()
                    .terminator(csv::Terminator::CRLF)
                    .from_writer(out);
                let mut headings =
                    HEADINGS.map(|id| layout.language.t(&format!("column-{id}")).into_owned());
                headings[0].insert_str(0, BYTE_ORDER_MARK);
                csv.write_record(&headings).map_err(io_error)?;
                Out::Csv(Box::new(csv))
            }
        };
        Ok(Self { out, layout })
    }

    /// Writes the log of the next document. `path` is relative to the folder, with `/`.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn document(
        &mut self,
        path: &str,
        annotation: &Annotation,
        text: &Text,
    ) -> Result<(), ExportError> {
        #[derive(Serialize)]
        struct Line<'a> {
            path: &'a str,
            #[serde(flatten)]
            row: LogRow,
        }
        for row in log_rows(annotation, text) {
            match &mut self.out {
                Out::Jsonl(out) => {
                    let line = Line { path, row };
                    serde_json::to_writer(&mut *out, &line).map_err(std::io::Error::from)?;
                    out.write_all(b"\n")?;
                }
                Out::Csv(csv) => {
                    let cells = cells(path, row, &self.layout);
                    csv.write_record(
                        cells
                            .iter()
                            .map(|cell| neutralised(cell.into()).into_owned()),
                    )
                    .map_err(io_error)?;
                }
            }
        }
        Ok(())
    }

    /// Writes what is still on its way.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn finish(self) -> Result<(), ExportError> {
        match self.out {
            Out::Jsonl(mut out) => out.flush()?,
            Out::Csv(mut csv) => csv.flush()?,
        }
        Ok(())
    }
}

fn cells(path: &str, row: LogRow, layout: &Layout<'_>) -> [String; 10] {
    let number = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
    let is_status = row.what == "status";
    let is_of_tree = row.about.as_deref() == Some("outline");
    let is_of_kind = is_of_tree && !["depth", "lead"].contains(&row.what);
    let in_words = |value: Option<String>| {
        let status = |name: &String| {
            is_status
                .then(|| crate::annotation::Status::from_name(name))
                .flatten()
        };
        let kind = value.as_deref().filter(|_| is_of_kind);
        match (
            value.as_ref().and_then(status),
            kind.and_then(NodeKind::from_name),
        ) {
            (Some(status), _) => words::status(status, layout.language).into_owned(),
            (_, Some(kind)) => words::node_kind(kind, layout.language).into_owned(),
            (None, None) => value.unwrap_or_default(),
        }
    };
    [
        path.to_owned(),
        row.at,
        row.by.unwrap_or_default(),
        layout
            .language
            .t(&format!("log-{}", row.what.replace('_', "-")))
            .into_owned(),
        match (&row.kind, row.about) {
            (Some(kind), _) => words::mention_type(kind, layout).into_owned(),
            (None, Some(field)) => words::field(&field, layout.language),
            (None, None) => String::new(),
        },
        number(row.start),
        number(row.end),
        row.quote.unwrap_or_default(),
        in_words(row.old),
        in_words(row.new),
    ]
}
