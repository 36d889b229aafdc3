//! UIMA CAS as `INCEpTION` and our own export write it: JSON (0.4) and XMI. Positions are UTF-16 units.
//!
//! Read are `piyue.Mention` and `piyue.Entry`, and `NamedEntity` of `DKPro` Core with its `value` for the type. Types that describe the text itself
//! (sentences, tokens) are passed by, others with a place are named.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use super::facts::{signed, standing};
use super::reading::{begins_with, whole};
use super::{
    At, Contents, Counting, DocumentKey, Import, ImportFile, Imported, ImportedDocument,
    ImportedEntry, ImportedMention, Misfit, Quoted, Reason, Signed, Standing, What,
};
use crate::annotation::Status;

pub(super) struct CasJson;
pub(super) struct CasXmi;

/// What stands on the text and is no annotation of it.
const OF_THE_TEXT: [&str; 8] = [
    "Sentence",
    "Token",
    "DocumentMetaData",
    "DocumentAnnotation",
    "Lemma",
    "POS",
    "Paragraph",
    "Sofa",
];

impl Import for CasJson {
    fn is_it(&self, file: &ImportFile<'_>) -> bool {
        begins_with(file.bytes, "\"%TYPES\"") || begins_with(file.bytes, "\"%FEATURE_STRUCTURES\"")
    }

    fn read(&self, file: &ImportFile<'_>, contents: &mut Contents) -> Result<(), Misfit> {
        let cas = whole(file)?;
        let structures: Vec<&Value> = match cas.get("%FEATURE_STRUCTURES") {
            Some(Value::Array(structures)) => structures.iter().collect(),
            Some(Value::Object(structures)) => structures.values().collect(),
            _ => Vec::new(),
        };
        let mut found = Found::default();
        for structure in structures {
            let kind = structure.get("%TYPE").and_then(Value::as_str);
            let features = structure.as_object().into_iter().flatten();
            let features = features.filter_map(|(name, value)| {
                let value = match value {
                    Value::String(words) => words.clone(),
                    Value::Number(number) => number.to_string(),
                    _ => return None,
                };
                Some((name.trim_start_matches(['%', '@']).to_owned(), value))
            });
            found.structure(kind.unwrap_or_default(), &features.collect());
        }
        found.end(file, contents);
        Ok(())
    }
}

impl Import for CasXmi {
    fn is_it(&self, file: &ImportFile<'_>) -> bool {
        begins_with(file.bytes, "xmi:XMI")
    }

    fn read(&self, file: &ImportFile<'_>, contents: &mut Contents) -> Result<(), Misfit> {
        let mut reader = quick_xml::Reader::from_reader(file.bytes);
        let mut found = Found::default();
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(element) | Event::Empty(element)) => {
                    let name = element.local_name();
                    let name = String::from_utf8_lossy(name.as_ref()).into_owned();
                    found.structure(&name, &attributes(&element));
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(_) => {
                    let before = file.bytes.len().min(reader.error_position() as usize);
                    let before = &file.bytes[..before];
                    return Err(Misfit {
                        at: At::Line(memchr::memchr_iter(b'\n', before).count() + 1),
                        reason: Reason::Xml,
                    });
                }
            }
        }
        found.end(file, contents);
        Ok(())
    }
}

fn attributes(element: &BytesStart<'_>) -> Features {
    let attributes = element.attributes();
    let attributes = attributes.flatten().filter_map(|attribute| {
        let name = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some((name, value.into_owned()))
    });
    attributes.collect()
}

type Features = BTreeMap<String, String>;

/// A CAS as far as it was read.
#[derive(Default)]
struct Found {
    key: DocumentKey,
    items: Vec<Imported>,
    /// Other types that stand on words.
    others: BTreeSet<String>,
    n_structures: usize,
}

impl Found {
    fn structure(&mut self, kind: &str, features: &Features) {
        self.n_structures += 1;
        let name = kind.rsplit(['.', ':']).next().unwrap_or_default();
        let get = |name: &str| features.get(name).cloned();
        let begin = get("begin").and_then(|begin| begin.parse().ok());
        let range = begin.zip(get("end").and_then(|end| end.parse().ok()));
        let place = range.map(|range| Quoted {
            range: Some(range),
            units: Counting::Utf16,
            ..Quoted::default()
        });
        match (name, place) {
            ("Sofa", _) => self.key.text = get("sofaString"),
            ("DocumentMetaData", _) => {
                let id = get("documentId").filter(|id| id.len() == 64);
                self.key.sha256 = id;
                self.key.path = get("documentUri").or_else(|| get("documentTitle"));
            }
            ("Mention", Some(place)) => {
                let Some(label) = get("label") else {
                    return;
                };
                let what = What::Mention(ImportedMention {
                    place,
                    label,
                    value: get("value"),
                    standing: standing(get("verdict").as_deref(), get("was")),
                });
                self.push(
                    get("ID").or_else(|| get("id")),
                    what,
                    signed(get("reviewer"), get("at")),
                );
            }
            ("NamedEntity", Some(place)) => {
                let what = What::Mention(ImportedMention {
                    place,
                    label: get("value").unwrap_or_else(|| name.to_owned()),
                    value: None,
                    standing: Standing::Marked,
                });
                self.push(get("ID").or_else(|| get("id")), what, Signed::default());
            }
            ("Entry", Some(place)) => {
                let tags = get("tags").unwrap_or_default();
                let tags = tags.split('、').filter(|tag| !tag.is_empty());
                let entry = ImportedEntry {
                    status: get("status").and_then(|status| Status::from_name(&status)),
                    tags: tags.map(str::to_owned).collect(),
                    note: get("note"),
                    fields: Vec::new(),
                };
                let what = What::Entry(Some(place), entry);
                self.push(
                    get("ID").or_else(|| get("id")),
                    what,
                    signed(get("reviewer"), None),
                );
            }
            (name, Some(_)) if !OF_THE_TEXT.contains(&name) => {
                self.others.insert(name.to_owned());
            }
            _ => {}
        }
    }

    fn push(&mut self, id: Option<String>, what: What, signed: Signed) {
        let part = id.unwrap_or_default();
        let at = At::Item(self.n_structures, part);
        self.items.push(Imported { at, what, signed });
    }

    fn end(self, file: &ImportFile<'_>, contents: &mut Contents) {
        let mut key = self.key;
        // The file is named like the document.
        let stem = || {
            file.name
                .rsplit_once('.')
                .map_or(file.name, |(stem, _)| stem)
        };
        key.path = key.path.or_else(|| Some(stem().to_owned()));
        let others = self.others.into_iter();
        contents.misfits.extend(others.map(|name| Misfit {
            at: At::File,
            reason: Reason::Unsupported(name),
        }));
        contents.documents.push(ImportedDocument {
            at: At::File,
            key,
            items: self.items,
        });
    }
}
