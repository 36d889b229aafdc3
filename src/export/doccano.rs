//! doccano: JSONL for sequence labelling, a document a line.
//!
//! `label` holds the spans in force as that program wants them, in code points; `mentions` the same ones with all facts, which it keeps as
//! meta data. Spans may overlap, so the project there must allow it.

use std::io::Write;

use serde::Serialize;

use super::facts::{Facts, Filled, fields_of_document};
use super::place::Places;
use super::{ExportError, ExportedDocument, Exporter, Notice, Units};

/// Writes one line a document.
pub(super) struct Doccano<W> {
    out: W,
}

#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    label: Vec<(u32, u32, &'a str)>,
    file: &'a str,
    sha256: &'a str,
    /// What was filled in of the codebook's fields of the document.
    #[serde(skip_serializing_if = "Filled::is_empty")]
    fields: Filled<'a>,
    mentions: &'a [Facts<'a>],
}

impl<W: Write> Doccano<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> Exporter for Doccano<W> {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        let places = Places::new(document, Units::CodePoints);
        let facts = document
            .mentions_in_force()
            .map(|mention| Facts::of(document, &places, mention))
            .collect::<Result<Vec<_>, _>>()?;
        let line = Line {
            text: document.text.as_str(),
            label: facts
                .iter()
                .map(|facts| (facts.start, facts.end, facts.kind))
                .collect(),
            file: document.path,
            sha256: document.sha256,
            fields: fields_of_document(document),
            mentions: &facts,
        };
        let line = serde_json::to_string(&line).expect("plain data has a JSON form");
        Ok(writeln!(self.out, "{line}")?)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        self.out.flush()?;
        Ok(Vec::new())
    }
}
