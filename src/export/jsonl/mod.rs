//! The program's own format: JSON, a document a line, with everything that is known about it (`piyue/document@1`), so that [`crate::import`] can
//! read the decisions back.
//!
//! Where only some entries were asked for, nodes are those entries with what stands in them and the sections above them, mentions those
//! inside these entries; ids stay those of the whole document.

mod decided;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;

use self::decided::{FieldDecisionLine, OutlineLine, Signed, WasLine};
use super::{ExportError, ExportedDocument, Exporter, Notice, Place};
use crate::annotation::{Erratum, Verdict};
use crate::document::{Diagnostic, Node, NodeId};
use crate::extract::Attributes;
use crate::record::{FieldValue, MentionRecord, amended_value};
use crate::source::Converter;

/// What a line says of its own form.
const SCHEMA: &str = "piyue/document@1";

/// Writes native JSONL.
pub(super) struct Jsonl<W> {
    out: W,
}

impl<W: Write> Jsonl<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> Exporter for Jsonl<W> {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        let line = serde_json::to_string(&Line::of(document)?).expect("plain data has a JSON form");
        self.out.write_all(line.as_bytes())?;
        Ok(self.out.write_all(b"\n")?)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        self.out.flush()?;
        Ok(Vec::new())
    }
}

/// A document.
#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    path: &'a str,
    sha256: &'a str,
    encoding: &'static str,
    /// What made the text, such as `docx 1`; absent where the file is text itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    converter: Option<Converter>,
    /// Code points.
    length: u32,
    /// Whether words and values are written with the corrections of the source; absent where they are as the source has them.
    #[serde(skip_serializing_if = "is_false")]
    errata_applied: bool,
    document: DocumentFields<'a>,
    /// Which of them people decided on.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    document_decisions: BTreeMap<&'a str, FieldDecisionLine<'a>>,
    review: Review<'a>,
    /// Changes to the tree, which `nodes` have already.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outline: Vec<OutlineLine<'a>>,
    diagnostics: Vec<DiagnosticLine<'a>>,
    nodes: Vec<NodeLine<'a>>,
    mentions: Vec<MentionLine<'a>>,
    /// Every correction of the source, applied or not; absent where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errata: Vec<ErratumLine<'a>>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
const fn is_false(holds: &bool) -> bool {
    !*holds
}

/// What the words at a place should be.
#[derive(Serialize)]
struct ErratumLine<'a> {
    start: u32,
    end: u32,
    quote: &'a str,
    text: &'a str,
    #[serde(flatten)]
    signed: Signed<'a>,
}

/// The six fields of a document, in their order, null where none; behind them what was filled in of a codebook's.
struct DocumentFields<'a>(&'a ExportedDocument<'a>);

impl Serialize for DocumentFields<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = self.0.record;
        let fields = record.fields.iter();
        let fields = fields.map(|(field, value)| (field.name(), value));
        let own = record.own_fields.iter();
        let own = own.map(|(name, value)| (name.as_str(), value));
        let all = fields.chain(own);
        serializer.collect_map(all.map(|(name, value)| (name, self.0.value(value))))
    }
}

#[derive(Serialize)]
struct Review<'a> {
    status: &'static str,
    tags: &'a [String],
    note: Option<&'a str>,
    /// Who decided on these last.
    #[serde(flatten)]
    signed: Option<Signed<'a>>,
}

#[derive(Serialize)]
struct DiagnosticLine<'a> {
    code: &'static str,
    start: u32,
    end: u32,
    detail: &'a str,
}

#[derive(Serialize)]
struct NodeLine<'a> {
    id: NodeId,
    parent: Option<NodeId>,
    kind: &'static str,
    /// Of sections; null otherwise.
    level: Option<u8>,
    heading: Option<String>,
    start: u32,
    end: u32,
    region: Option<&'static str>,
    redacted: bool,
    tags: &'a [String],
    note: Option<&'a str>,
    status: &'static str,
    fields: BTreeMap<&'a str, FieldLine<'a>>,
    /// Who decided on it last.
    #[serde(flatten)]
    signed: Option<Signed<'a>>,
}

/// A field of an entry; absent where neither the rules nor a reviewer said anything.
#[derive(Serialize)]
struct FieldLine<'a> {
    value: Option<Cow<'a, str>>,
    verdict: Option<&'static str>,
    /// Of the words that the machine read it from, where these are in one place.
    start: Option<u32>,
    end: Option<u32>,
    #[serde(flatten)]
    signed: Option<Signed<'a>>,
}

#[derive(Serialize)]
struct MentionLine<'a> {
    /// The deepest node it stands in.
    node: Option<NodeId>,
    #[serde(rename = "type")]
    kind: &'a str,
    start: u32,
    end: u32,
    quote: Cow<'a, str>,
    value: Cow<'a, str>,
    verdict: Option<&'static str>,
    by: Option<&'a str>,
    /// When it was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<WasLine<'a>>,
    rule: Option<&'static str>,
    attributes: &'a Attributes,
}

impl<'a> Line<'a> {
    fn of(document: &'a ExportedDocument<'a>) -> Result<Self, ExportError> {
        let ExportedDocument {
            path,
            sha256,
            encoding,
            format,
            text,
            outline,
            extraction,
            record,
            scope,
            errata,
        } = *document;
        let diagnostics = outline.diagnostics.iter().chain(&extraction.diagnostics);
        Ok(Self {
            schema: SCHEMA,
            path,
            sha256,
            encoding: encoding.name(),
            converter: format.converter(),
            length: text.n_chars(),
            errata_applied: !errata.is_empty(),
            document: DocumentFields(document),
            document_decisions: decided::document_decisions(document),
            review: Review {
                status: record.status.name(),
                tags: &record.tags,
                note: record.note.as_deref(),
                signed: (record.by.is_some() || !record.at.is_empty())
                    .then(|| Signed::new(record.by.as_deref(), &record.at)),
            },
            outline: decided::outline(document)?,
            diagnostics: diagnostics
                .map(|diagnostic| diagnostic_line(document, diagnostic))
                .collect::<Result<_, _>>()?,
            nodes: outline
                .iter()
                .filter(|(id, _)| scope.shows_node(*id))
                .map(|(id, node)| node_line(document, id, node))
                .collect::<Result<_, _>>()?,
            mentions: document
                .mentions()
                .map(|mention| mention_line(document, mention))
                .collect::<Result<_, _>>()?,
            errata: record
                .errata
                .iter()
                .map(|erratum| erratum_line(document, erratum))
                .collect::<Result<_, _>>()?,
        })
    }
}

fn diagnostic_line<'a>(
    document: &ExportedDocument<'a>,
    diagnostic: &'a Diagnostic,
) -> Result<DiagnosticLine<'a>, ExportError> {
    let Place { start, end, .. } = document.place(diagnostic.span)?;
    Ok(DiagnosticLine {
        code: diagnostic.code,
        start,
        end,
        detail: &diagnostic.detail,
    })
}

fn node_line<'a>(
    document: &ExportedDocument<'a>,
    id: NodeId,
    node: &Node,
) -> Result<NodeLine<'a>, ExportError> {
    let Place { start, end, .. } = document.place(node.span)?;
    let decided = document.record.node(id);
    let mut fields = BTreeMap::new();
    for (field, value) in &decided.fields {
        if value.value.is_some() || value.decision.is_some() {
            fields.insert(field.name(), field_line(document, value)?);
        }
    }
    for (name, value) in &decided.own_fields {
        fields.insert(name, field_line(document, value)?);
    }
    Ok(NodeLine {
        id,
        parent: node.parent,
        kind: node.kind.name(),
        level: (node.level > 0).then_some(node.level),
        heading: document.heading(node).map(String::from),
        start,
        end,
        region: node.region,
        redacted: node.redacted,
        tags: &decided.tags,
        note: decided.note.as_deref(),
        status: decided.status.name(),
        fields,
        signed: decided
            .anchor
            .as_ref()
            .map(|_| Signed::new(decided.by.as_deref(), &decided.at)),
    })
}

fn field_line<'a>(
    document: &ExportedDocument<'a>,
    value: &'a FieldValue,
) -> Result<FieldLine<'a>, ExportError> {
    let machine = value.machine.as_ref().and_then(|found| found.span);
    let place = machine.map(|span| document.place(span)).transpose()?;
    Ok(FieldLine {
        value: document.value(value),
        verdict: value.verdict().map(Verdict::name),
        start: place.map(|place| place.start),
        end: place.map(|place| place.end),
        signed: value.decision.as_ref().map(Signed::of_field),
    })
}

fn mention_line<'a>(
    document: &ExportedDocument<'a>,
    mention: &'a MentionRecord,
) -> Result<MentionLine<'a>, ExportError> {
    let Place { start, end, .. } = document.place(mention.span)?;
    Ok(MentionLine {
        node: mention.node,
        kind: mention.kind.name(),
        start,
        end,
        quote: document.words(mention.span),
        value: amended_value(&mention.value, mention.span, document.errata),
        verdict: mention.verdict.map(Verdict::name),
        by: mention.by.as_deref(),
        at: mention.verdict.map(|_| mention.at.as_str()),
        was: decided::was(document, mention)?,
        rule: mention.rule,
        attributes: &mention.attributes,
    })
}

fn erratum_line<'a>(
    document: &ExportedDocument<'a>,
    erratum: &'a Erratum,
) -> Result<ErratumLine<'a>, ExportError> {
    let Place { start, end, quote } = document.place(erratum.anchor.span())?;
    Ok(ErratumLine {
        start,
        end,
        quote,
        text: &erratum.text,
        signed: Signed::new(erratum.by.as_deref(), &erratum.at),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Filter;
    use super::super::sample::{Sample, span};
    use super::*;
    use crate::annotation::Status;

    fn written(sample: &Sample) -> serde_json::Value {
        let mut bytes = Vec::new();
        let mut jsonl = Box::new(Jsonl::new(&mut bytes));
        jsonl.document(&sample.exported()).expect("writes");
        jsonl.finish().expect("writes");
        assert!(bytes.ends_with(b"}\n"));
        serde_json::from_slice(&bytes).expect("one line of JSON")
    }

    #[test]
    fn a_line_holds_everything_in_code_points() {
        let line = written(&Sample::new());
        assert_eq!(line["schema"], "piyue/document@1");
        assert_eq!(line["path"], "各省/通报.txt");
        let fields = line["document"].as_object().expect("an object");
        assert_eq!(fields.len(), 6);
        assert_eq!(fields["doc_type"], "monthly_bulletin");
        assert!(fields["title"].is_null());
        let entry = &line["nodes"][1];
        assert_eq!(
            (&entry["kind"], &entry["parent"], &entry["heading"]),
            (&"entry".into(), &0.into(), &"数字治理".into())
        );
        assert_eq!((&entry["start"], &entry["level"]), (&6.into(), &().into()));
        assert_eq!(entry["status"], "reviewed");
        assert_eq!(line["nodes"][2]["fields"]["date"]["value"], "2024-05-15");
        let date = &line["mentions"][0];
        assert_eq!((&date["start"], &date["end"]), (&13.into(), &16.into()));
        assert_eq!(date["verdict"], "corrected");
        assert_eq!(date["by"], "李");
        assert_eq!(line["mentions"][2]["attributes"]["issuer"], "教育部");
        assert_eq!(line["mentions"][4]["verdict"], "rejected");
    }

    #[test]
    fn of_chosen_entries_only_what_is_in_and_above_them_is_written() {
        let mut sample = Sample::new();
        let filter = Filter {
            status: Some(Status::Reviewed),
            ..Filter::default()
        };
        let scope = filter.scope_of(
            "5月.txt",
            &sample.outline,
            &sample.record,
            &crate::codebook::Codebook::built_in(),
        );
        sample.scope = scope.expect("one entry is reviewed");
        let line = written(&sample);
        let ids: Vec<_> = line["nodes"]
            .as_array()
            .expect("nodes")
            .iter()
            .map(|node| &node["id"])
            .collect();
        assert_eq!(ids, [0, 1]);
        assert_eq!(line["mentions"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn a_span_that_is_none_of_the_text_is_never_written() {
        let mut sample = Sample::new();
        sample.record.mentions[0].span = span(&sample.text, "5月底").shifted(2);
        let mut jsonl = Jsonl::new(Vec::new());
        let refused = jsonl.document(&sample.exported());
        assert!(
            matches!(refused, Err(ExportError::Place { .. })),
            "{refused:?}"
        );
        assert!(jsonl.out.is_empty());
    }
}
