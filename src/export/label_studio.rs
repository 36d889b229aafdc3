//! Label Studio: `tasks.json` to import and `labeling-config.xml` to set the project up with.
//!
//! A task is a document. What the machine found is a prediction, what people decided an annotation, so that both can be seen apart there;
//! a document that nobody decided on has none. Positions are code points, as that program counts. Each region has its type, and its
//! value as the text of the region; the facts are its `meta`. What was rejected is in the prediction only.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::facts::{Facts, fields_of_document};
use super::labels::Labels;
use super::place::Places;
use super::xml::attribute;
use super::{ExportError, ExportedDocument, Exporter, Files, Layout, Notice, Units};
use crate::record::MentionRecord;

/// The names of the two controls and of what they are about, which results refer to.
const LABELS: &str = "type";
const VALUE: &str = "value";
const TEXT: &str = "text";

/// Writes tasks and configuration.
pub(super) struct LabelStudio<'w> {
    files: Box<dyn Files + 'w>,
    tasks: Box<dyn Write + Send>,
    labels: Labels<'w>,
    n_tasks: usize,
}

impl<'w> LabelStudio<'w> {
    pub(super) fn new(
        layout: Layout<'w>,
        mut files: Box<dyn Files + 'w>,
    ) -> Result<Self, ExportError> {
        let tasks = files.create("tasks.json")?;
        Ok(Self {
            files,
            tasks,
            labels: Labels::new(layout),
            n_tasks: 0,
        })
    }
}

impl Exporter for LabelStudio<'_> {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        self.labels.add_those_of(document);
        let task = task(document)?;
        let before = if self.n_tasks == 0 { "[\n" } else { ",\n" };
        self.n_tasks += 1;
        Ok(write!(self.tasks, "{before}{task}")?)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        let after = if self.n_tasks == 0 { "[]\n" } else { "\n]\n" };
        self.tasks.write_all(after.as_bytes())?;
        self.tasks.flush()?;
        let mut out = self.files.create("labeling-config.xml")?;
        writeln!(out, "<View>")?;
        writeln!(out, r#"  <Labels name="{LABELS}" toName="{TEXT}">"#)?;
        for label in self.labels.iter() {
            // What results call it is the alias, what people read the value.
            writeln!(
                out,
                r#"    <Label value="{}" alias="{}" background="{}"/>"#,
                attribute(&label.words),
                attribute(&label.name),
                attribute(&label.colour),
            )?;
        }
        writeln!(out, "  </Labels>")?;
        writeln!(
            out,
            r#"  <Text name="{TEXT}" value="${TEXT}" granularity="symbol"/>"#
        )?;
        writeln!(
            out,
            r#"  <TextArea name="{VALUE}" toName="{TEXT}" perRegion="true" editable="true" maxSubmissions="1" displayMode="region-list"/>"#
        )?;
        writeln!(out, "</View>")?;
        out.flush()?;
        Ok(Vec::new())
    }
}

fn task(document: &ExportedDocument<'_>) -> Result<Value, ExportError> {
    let mut data = Map::new();
    data.insert(TEXT.to_owned(), document.text.as_str().into());
    data.insert("file".to_owned(), document.path.into());
    data.insert("sha256".to_owned(), document.sha256.into());
    for (field, value) in &document.record.fields {
        data.insert(field.name().to_owned(), value.value.clone().into());
    }
    let own = fields_of_document(document);
    if !own.is_empty() {
        data.insert("fields".to_owned(), json!(own));
    }
    let of_machine = document.mentions().filter(|mention| mention.rule.is_some());
    let of_people = document
        .mentions_in_force()
        .filter(|mention| mention.verdict.is_some());
    let is_decided = document.mentions().any(|mention| mention.verdict.is_some());
    let annotations = if is_decided {
        vec![json!({"result": results(document, of_people, false)?})]
    } else {
        Vec::new()
    };
    Ok(json!({
        "data": data,
        "predictions": [{
            "model_version": concat!("piyue ", env!("CARGO_PKG_VERSION")),
            "result": results(document, of_machine, true)?,
        }],
        "annotations": annotations,
    }))
}

/// Two results a mention, its span and its value, which belong together by their id.
fn results<'a>(
    document: &ExportedDocument<'a>,
    mentions: impl Iterator<Item = &'a MentionRecord>,
    is_machine: bool,
) -> Result<Vec<Value>, ExportError> {
    let places = Places::new(document, Units::CodePoints);
    let mut results = Vec::new();
    for (at, mention) in mentions.enumerate() {
        let machine;
        let mention = if is_machine {
            machine = as_found(mention);
            &machine
        } else {
            mention
        };
        let facts = Facts::of(document, &places, mention)?;
        let id = format!("m{at}");
        let (start, end, quote) = (facts.start, facts.end, facts.quote);
        results.push(json!({
            "id": id, "from_name": LABELS, "to_name": TEXT, "type": "labels",
            "value": {"start": start, "end": end, "text": quote, "labels": [facts.kind]},
            "meta": facts,
        }));
        results.push(json!({
            "id": id, "from_name": VALUE, "to_name": TEXT, "type": "textarea",
            "value": {"start": start, "end": end, "text": [facts.value]},
        }));
    }
    Ok(results)
}

/// A mention as the machine had it.
fn as_found(mention: &MentionRecord) -> MentionRecord {
    let (kind, span) = mention.origin.clone();
    let value = mention.was_value.as_ref().unwrap_or(&mention.value);
    MentionRecord {
        kind,
        span,
        value: value.clone(),
        verdict: None,
        by: None,
        at: String::new(),
        was_value: None,
        ..mention.clone()
    }
}
