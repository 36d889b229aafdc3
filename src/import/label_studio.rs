//! Label Studio: tasks with annotations, as JSON or JSON-MIN. Positions are code points.
//!
//! What people made is in `annotations`; `predictions` are a machine's and not read. Of a region its span, its type, its value (a text area of
//! the same id, as our configuration has it) and our facts (`meta`) are read, of `choices` the tags of the document. JSON-MIN has the labelled spans
//! under the names of the controls.

use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::facts::Facts;
use super::reading::{begins_with, json_misfit, list, position, string, without_mark};
use super::{
    At, Contents, DocumentKey, Import, ImportFile, Imported, ImportedDocument, ImportedEntry,
    ImportedMention, Misfit, Quoted, Reason, Signed, Standing, What,
};

pub(super) struct LabelStudio;

impl Import for LabelStudio {
    fn is_it(&self, file: &ImportFile<'_>) -> bool {
        let bytes = without_mark(file.bytes).trim_ascii_start();
        let is_list = bytes.first() == Some(&b'[');
        let names = ["\"data\"", "\"annotations\"", "\"labels\"", "\"annotator\""];
        // A list with nothing in it is nothing of any format.
        let is_empty = bytes.get(1..).is_some_and(|rest| rest.trim_ascii() == b"]");
        is_list
            && (is_empty || names.iter().any(|name| begins_with(bytes, name)) || has_tasks(bytes))
    }

    fn read(&self, file: &ImportFile<'_>, contents: &mut Contents) -> Result<(), Misfit> {
        let mut number = 0;
        let mut take = |task: Value| {
            number += 1;
            let mut reader = Task {
                number,
                items: Vec::new(),
                misfits: &mut contents.misfits,
            };
            reader.read(&task);
            let items = reader.items;
            contents.documents.push(ImportedDocument {
                at: At::Item(number, String::new()),
                key: key(&task),
                items,
            });
        };
        // Task by task: a folder's texts are in memory once, not as values beside.
        let mut json = serde_json::Deserializer::from_slice(without_mark(file.bytes));
        json.deserialize_seq(Each(&mut take))
            .and_then(|()| json.end())
            .map_err(|error| json_misfit(At::Line(error.line()), &error))
    }
}

/// Whether the first object has tasks' keys, where they come behind a long text.
fn has_tasks(bytes: &[u8]) -> bool {
    let mut first = serde_json::Deserializer::from_slice(bytes.get(1..).unwrap_or_default());
    let task = Value::deserialize(&mut first).ok();
    task.is_some_and(|task| task.get("data").is_some() || task.get("annotations").is_some())
}

/// Hands on the elements of a list one by one.
struct Each<'f, F>(&'f mut F);

impl<'de, F: FnMut(Value)> Visitor<'de> for Each<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(element) = elements.next_element()? {
            (self.0)(element);
        }
        Ok(())
    }
}

/// The document that a task is about.
fn key(task: &Value) -> DocumentKey {
    // JSON-MIN has the data beside everything else.
    let data = task.get("data").unwrap_or(task);
    let texts = || {
        let data = data.as_object().into_iter().flatten();
        // A project may call its text otherwise: the longest string is it.
        let strings = data.filter_map(|(_, value)| value.as_str());
        strings.max_by_key(|words| words.len()).map(str::to_owned)
    };
    let upload = string(task, "file_upload").map(|name| {
        // An upload's name has eight signs before it.
        let parts = name.split_once('-');
        match parts {
            Some((mark, rest)) if mark.len() == 8 => rest.to_owned(),
            _ => name.clone(),
        }
    });
    let names = ["file", "filename", "path", "name"];
    let name = names.into_iter().find_map(|key| string(data, key));
    DocumentKey {
        path: name.or(upload),
        sha256: string(data, "sha256"),
        text: string(data, "text").or_else(texts),
        encoding: None,
    }
}

/// Reads one task.
struct Task<'c> {
    number: usize,
    items: Vec<Imported>,
    misfits: &'c mut Vec<Misfit>,
}

impl Task<'_> {
    fn read(&mut self, task: &Value) {
        if !task.is_object() {
            return self.misfit(String::new(), Reason::Key("data".to_owned()));
        }
        for annotation in list(task, "annotations") {
            if annotation.get("was_cancelled") == Some(&Value::Bool(true)) {
                self.misfit(
                    String::new(),
                    Reason::Unsupported("was_cancelled".to_owned()),
                );
                continue;
            }
            let results = list(annotation, "result");
            for result in results {
                self.result(result, results);
            }
        }
        // JSON-MIN: controls by their names.
        if task.get("data").is_none() {
            let controls = task.as_object().into_iter().flatten();
            for (name, control) in controls {
                let spans = control.as_array().map_or(&[][..], Vec::as_slice);
                for (n, span) in spans.iter().enumerate() {
                    if span.get("labels").is_some() {
                        self.span(span, &format!("{name}[{}]", n + 1), None, None);
                    }
                }
            }
        }
    }

    fn result(&mut self, result: &Value, all: &[Value]) {
        let id = string(result, "id").unwrap_or_default();
        let null = Value::Null;
        let value = result.get("value").unwrap_or(&null);
        match result.get("type").and_then(Value::as_str) {
            Some("labels") => {
                let is_value = |other: &&Value| {
                    other.get("type").and_then(Value::as_str) == Some("textarea")
                        && other.get("id") == result.get("id")
                };
                let typed = all.iter().find(is_value).and_then(|other| {
                    let words = other.get("value")?.get("text")?;
                    let words = words.as_array().and_then(|words| words.first());
                    words.and_then(Value::as_str).map(str::to_owned)
                });
                let facts = result.get("meta").and_then(Facts::of);
                self.span(value, &id, typed.as_ref(), facts.as_ref());
            }
            // Of a region: it was read with its span. One of the whole task has no place here.
            Some("textarea") if value.get("start").is_some() => {}
            Some("choices") => {
                let tags = list(value, "choices").iter().filter_map(Value::as_str);
                let entry = ImportedEntry {
                    tags: tags.map(str::to_owned).collect(),
                    ..ImportedEntry::default()
                };
                self.push(id, What::Entry(None, entry), Signed::default());
            }
            other => {
                let name = other.unwrap_or("type").to_owned();
                self.misfit(id, Reason::Unsupported(name));
            }
        }
    }

    fn span(&mut self, value: &Value, id: &str, typed: Option<&String>, facts: Option<&Facts>) {
        let (start, end) = (position(value, "start"), position(value, "end"));
        let (Some(start), Some(end)) = (start, end) else {
            return self.misfit(id.to_owned(), Reason::Key("start, end".to_owned()));
        };
        let labels = list(value, "labels").iter().filter_map(Value::as_str);
        for label in labels {
            let known = facts.filter(|facts| facts.are_of(Some((start, end)), label));
            // What was typed there is newer than what was exported.
            let known = known.filter(|facts| typed.is_none_or(|it| *it == facts.value));
            let mention = ImportedMention {
                place: Quoted {
                    range: Some((start, end)),
                    quote: string(value, "text").filter(|words| !words.is_empty()),
                    ..Quoted::default()
                },
                label: label.to_owned(),
                value: typed.or(known.map(|facts| &facts.value)).cloned(),
                standing: known.map_or(Standing::Marked, Facts::standing),
            };
            let signed = known.map_or_else(Signed::default, Facts::signed);
            self.push(id.to_owned(), What::Mention(mention), signed);
        }
    }

    fn push(&mut self, part: String, what: What, signed: Signed) {
        let at = At::Item(self.number, part);
        self.items.push(Imported { at, what, signed });
    }

    fn misfit(&mut self, part: String, reason: Reason) {
        let at = At::Item(self.number, part);
        self.misfits.push(Misfit { at, reason });
    }
}
