//! W3C Web Annotation: a collection as JSON-LD.
//!
//! A mention in force is an annotation whose bodies are its type (tagging) and value (describing), an entry with tags or a note one with
//! these. Targets are the document's path as a relative IRI, with position and quote as selectors; positions are code points, or
//! UTF-16 units for browsers. Facts that the model has no term for have terms of our own (`urn:piyue:`).

use std::io::Write;

use serde_json::{Value, json};

use super::facts::{Facts, Filled, fields_of_document, fields_of_entry, lead, section_path};
use super::place::Places;
use super::{ExportError, ExportedDocument, Exporter, Notice, Units};
use crate::annotation::Anchor;
use crate::document::NodeId;
use crate::record::MentionRecord;
use crate::text::Span;

/// Writes the collection.
pub(super) struct WebAnnotation<W> {
    out: W,
    units: Units,
    n_written: usize,
}

impl<W: Write> WebAnnotation<W> {
    pub(super) const fn new(units: Units, out: W) -> Self {
        Self {
            out,
            units,
            n_written: 0,
        }
    }

    /// Writes what comes before the next annotation.
    fn begin_item(&mut self) -> Result<(), ExportError> {
        if self.n_written == 0 {
            let context = json!([
                "http://www.w3.org/ns/anno.jsonld",
                {
                    "piyue": "urn:piyue:",
                    "verdict": "piyue:verdict",
                    "rule": "piyue:rule",
                    "was": "piyue:was",
                    "sectionPath": "piyue:sectionPath",
                    "lead": "piyue:lead",
                    "status": "piyue:status",
                    "sha256": "piyue:sha256",
                    "field": "piyue:field",
                    "attributes": {"@id": "piyue:attributes", "@type": "@json"},
                },
            ]);
            write!(
                self.out,
                r#"{{"@context":{context},"id":"urn:piyue:collection","type":"AnnotationCollection","first":{{"id":"urn:piyue:page:1","type":"AnnotationPage","startIndex":0,"items":["#
            )?;
        }
        Ok(())
    }

    fn write_item(&mut self, mut item: Value) -> Result<(), ExportError> {
        self.begin_item()?;
        let before = if self.n_written == 0 { "\n" } else { ",\n" };
        self.n_written += 1;
        item["id"] = format!("urn:piyue:annotation:{}", self.n_written).into();
        item["type"] = "Annotation".into();
        Ok(write!(self.out, "{before}{item}")?)
    }
}

impl<W: Write> Exporter for WebAnnotation<W> {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        let places = Places::new(document, self.units);
        let fields = fields_of_document(document);
        if !fields.is_empty() {
            self.write_item(json!({
                "motivation": "describing",
                "body": field_bodies(&fields),
                "target": source(document),
            }))?;
        }
        let entries = document.outline.entries();
        for (id, _) in entries.filter(|(id, _)| document.scope.holds(Some(*id))) {
            if let Some(item) = entry_item(document, &places, id)? {
                self.write_item(item)?;
            }
        }
        for mention in document.mentions_in_force() {
            self.write_item(mention_item(document, &places, mention)?)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        self.begin_item()?;
        writeln!(self.out, "\n]}},\"total\":{}}}", self.n_written)?;
        self.out.flush()?;
        Ok(Vec::new())
    }
}

fn mention_item(
    document: &ExportedDocument<'_>,
    places: &Places<'_>,
    mention: &MentionRecord,
) -> Result<Value, ExportError> {
    let facts = Facts::of(document, places, mention)?;
    let mut item = json!({
        "motivation": "classifying",
        "generator": {"type": "Software", "name": concat!("piyue ", env!("CARGO_PKG_VERSION"))},
        "body": [body("tagging", facts.kind), body("describing", &facts.value)],
        "target": target(document, places, mention.span)?,
        "sectionPath": facts.section_path,
        "lead": facts.lead,
        "verdict": facts.verdict,
        "rule": facts.rule,
        "was": facts.was,
        "attributes": facts.attributes,
    });
    sign(&mut item, facts.reviewer, facts.at);
    Ok(item)
}

/// An entry with its tags, its note and what was filled in of the codebook's fields; none where it has nothing of that.
fn entry_item(
    document: &ExportedDocument<'_>,
    places: &Places<'_>,
    id: NodeId,
) -> Result<Option<Value>, ExportError> {
    let decided = document.record.node(id);
    let tags = decided.tags.iter().map(|tag| body("tagging", tag));
    let note = decided.note.as_deref().map(|note| body("commenting", note));
    let fields = field_bodies(&fields_of_entry(document, id));
    let motivation = match (decided.tags.is_empty(), &decided.note) {
        (false, _) => "tagging",
        (true, Some(_)) => "commenting",
        (true, None) => "describing",
    };
    let bodies: Vec<Value> = tags.chain(note).chain(fields).collect();
    if bodies.is_empty() {
        return Ok(None);
    }
    let mut item = json!({
        "motivation": motivation,
        "body": bodies,
        "target": target(document, places, document.outline.node(id).span)?,
        "sectionPath": section_path(document, Some(id)),
        "lead": lead(document, Some(id)),
        "status": decided.status.name(),
    });
    sign(&mut item, decided.by.as_deref(), &decided.at);
    Ok(Some(item))
}

fn sign(item: &mut Value, by: Option<&str>, at: &str) {
    if let Some(by) = by {
        item["creator"] = json!({"type": "Person", "name": by});
    }
    if !at.is_empty() {
        item["created"] = at.into();
    }
}

fn body(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "value": value})
}

/// A body for each field, which says its name.
fn field_bodies(fields: &Filled<'_>) -> Vec<Value> {
    let fields = fields.iter();
    fields
        .map(|(name, value)| {
            let mut body = body("describing", value);
            body["field"] = (*name).into();
            body
        })
        .collect()
}

/// The document itself.
fn source(document: &ExportedDocument<'_>) -> Value {
    json!({
        "id": iri(document.path),
        "type": "Text",
        "format": "text/plain",
        "language": "zh",
        "sha256": document.sha256,
    })
}

fn target(
    document: &ExportedDocument<'_>,
    places: &Places<'_>,
    span: Span,
) -> Result<Value, ExportError> {
    let place = places.place(span)?;
    let Anchor {
        quote,
        before,
        after,
        ..
    } = Anchor::of(span, document.text);
    Ok(json!({
        "type": "SpecificResource",
        "source": source(document),
        "selector": [
            {"type": "TextPositionSelector", "start": place.start, "end": place.end},
            {"type": "TextQuoteSelector", "exact": quote, "prefix": before, "suffix": after},
        ],
    }))
}

/// A path as a relative IRI: what means something there is percent-encoded, Chinese characters stand as they are. A colon in the first part
/// would be read as the end of a scheme, so it is encoded everywhere.
fn iri(path: &str) -> String {
    let is_plain = |c: char| {
        c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=@/".contains(c) || u32::from(c) >= 0xA0
    };
    let mut iri = String::with_capacity(path.len());
    for c in path.chars() {
        if is_plain(c) {
            iri.push(c);
        } else {
            for byte in c.to_string().bytes() {
                iri.push('%');
                iri.extend([byte >> 4, byte & 15].map(|digit| {
                    let digit = char::from_digit(u32::from(digit), 16).expect("four bits");
                    digit.to_ascii_uppercase()
                }));
            }
        }
    }
    iri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_relative_iris() {
        assert_eq!(iri("各省/5月 通报#1.txt"), "各省/5月%20通报%231.txt");
        assert_eq!(iri("a:b?c%d.txt"), "a%3Ab%3Fc%25d.txt");
    }
}
