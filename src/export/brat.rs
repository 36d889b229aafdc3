//! brat standoff: for each document its text (`.txt`) and its annotations (`.ann`), besides `annotation.conf` and `visual.conf`.
//!
//! Positions are code points. A mention that crosses a hard line break is written in pieces, since an annotation there cannot hold a line end.
//! The verdict is an attribute; all facts are a note of one line of JSON. Names of types that are not plain ASCII, which brat refuses, are
//! spelled by code points, and shown as they are.

use std::io::Write;

use super::facts::Facts;
use super::file_names::FileNames;
use super::labels::Labels;
use super::place::Places;
use super::xml::one_line;
use super::{ExportError, ExportedDocument, Exporter, Files, Layout, Notice, Units};

/// Writes two files a document.
pub(super) struct Brat<'w> {
    files: Box<dyn Files + 'w>,
    names: FileNames,
    labels: Labels<'w>,
}

impl<'w> Brat<'w> {
    pub(super) fn new(layout: Layout<'w>, files: Box<dyn Files + 'w>) -> Self {
        Self {
            files,
            names: FileNames::default(),
            labels: Labels::new(layout),
        }
    }
}

impl Exporter for Brat<'_> {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        self.labels.add_those_of(document);
        let stem = self.names.stem(document.path);
        let mut text = self.files.create(&format!("{stem}.txt"))?;
        text.write_all(document.text.as_str().as_bytes())?;
        text.flush()?;
        let mut out = self.files.create(&format!("{stem}.ann"))?;
        let places = Places::new(document, Units::CodePoints);
        for (n, mention) in (1..).zip(document.mentions_in_force()) {
            let facts = Facts::of(document, &places, mention)?;
            let (pieces, words) = pieces(&facts);
            writeln!(out, "T{n}\t{} {pieces}\t{words}", name(facts.kind))?;
            if let Some(verdict) = facts.verdict {
                writeln!(out, "A{n}\tVerdict T{n} {verdict}")?;
            }
            writeln!(
                out,
                "#{n}\tAnnotatorNotes T{n}\t{}",
                one_line(&facts.to_json())
            )?;
        }
        Ok(out.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        let mut out = self.files.create("annotation.conf")?;
        writeln!(out, "[entities]")?;
        for label in self.labels.iter() {
            writeln!(out, "{}", name(&label.name))?;
        }
        writeln!(out, "[relations]")?;
        writeln!(
            out,
            "<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
        )?;
        writeln!(out, "[events]")?;
        writeln!(out, "[attributes]")?;
        writeln!(out, "Verdict Arg:<ENTITY>, Value:accepted|corrected|added")?;
        out.flush()?;
        let mut out = self.files.create("visual.conf")?;
        writeln!(out, "[labels]")?;
        for label in self.labels.iter() {
            writeln!(out, "{} | {}", name(&label.name), one_line(&label.words))?;
        }
        writeln!(out, "[drawing]")?;
        for label in self.labels.iter() {
            writeln!(
                out,
                "{} bgColor:{}, fgColor:white",
                name(&label.name),
                label.colour
            )?;
        }
        out.flush()?;
        Ok(Vec::new())
    }
}

/// A span as brat has it, a piece a line, and its words with spaces for the line ends.
fn pieces(facts: &Facts<'_>) -> (String, String) {
    let mut pieces = Vec::new();
    let mut at = facts.start;
    for line in facts.quote.split('\n') {
        let n_chars = u32::try_from(line.chars().count()).expect("as in the text");
        if n_chars > 0 {
            pieces.push(format!("{at} {}", at + n_chars));
        }
        at += n_chars + 1;
    }
    let words = facts.quote.split('\n').filter(|line| !line.is_empty());
    (pieces.join(";"), words.collect::<Vec<_>>().join(" "))
}

/// A type's name of the signs that brat allows.
fn name(kind: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    kind.chars()
        .map(|c| {
            if is_plain(c) {
                c.to_string()
            } else {
                format!("u{:04X}", c as u32)
            }
        })
        .collect()
}
