//! doccano: JSONL, a document a line, spans as `[start, end, type]` or as objects, in code points.

use serde_json::Value;

use super::facts::Facts;
use super::reading::{each_line, first_line, list, number, position, string};
use super::{
    At, Contents, DocumentKey, Import, ImportFile, Imported, ImportedDocument, ImportedEntry,
    ImportedMention, Misfit, Quoted, Reason, Signed, Standing, What,
};

pub(super) struct Doccano;

/// What spans are called, by the version and the kind of project.
const SPANS: [&str; 4] = ["label", "labels", "entities", "spans"];

impl Import for Doccano {
    fn is_it(&self, file: &ImportFile<'_>) -> bool {
        first_line(file.bytes).is_some_and(|line| {
            let has_text = line.get("text").or(line.get("data")).is_some();
            has_text && SPANS.iter().any(|key| line.get(key).is_some())
        })
    }

    fn read(&self, file: &ImportFile<'_>, contents: &mut Contents) -> Result<(), Misfit> {
        let documents = &mut contents.documents;
        each_line(file.bytes, &mut contents.misfits, |at, line, misfits| {
            documents.push(document(&at, &line, misfits));
        });
        Ok(())
    }
}

fn document(at: &At, line: &Value, misfits: &mut Vec<Misfit>) -> ImportedDocument {
    let name = ["file", "filename", "path", "name"];
    let name = name.into_iter().find_map(|key| {
        let meta = line.get("meta").unwrap_or(&Value::Null);
        string(line, key).or_else(|| string(meta, key))
    });
    let facts: Vec<Facts> = list(line, "mentions")
        .iter()
        .filter_map(Facts::of)
        .collect();
    let mut items = Vec::new();
    let mut tags = Vec::new();
    for span in SPANS.iter().flat_map(|key| list(line, key)) {
        let imported = |what, signed| Imported {
            at: at.clone(),
            what,
            signed,
        };
        if let Some(tag) = span.as_str() {
            tags.push(tag.to_owned());
            continue;
        }
        let Some((range, label)) = range_and_label(span) else {
            misfits.push(Misfit {
                at: at.clone(),
                reason: Reason::Key("label".to_owned()),
            });
            continue;
        };
        let known = facts.iter().find(|facts| facts.are_of(Some(range), &label));
        items.push(imported(
            What::Mention(ImportedMention {
                place: Quoted {
                    range: Some(range),
                    ..Quoted::default()
                },
                label,
                value: known.map(|facts| facts.value.clone()),
                standing: known.map_or(Standing::Marked, Facts::standing),
            }),
            known.map_or_else(Signed::default, Facts::signed),
        ));
    }
    if !tags.is_empty() {
        let entry = ImportedEntry {
            tags,
            ..ImportedEntry::default()
        };
        items.push(Imported {
            at: at.clone(),
            what: What::Entry(None, entry),
            signed: Signed::default(),
        });
    }
    for relation in list(line, "relations").iter().take(1) {
        if relation.is_object() {
            misfits.push(Misfit {
                at: at.clone(),
                reason: Reason::Unsupported("relations".to_owned()),
            });
        }
    }
    ImportedDocument {
        at: at.clone(),
        key: DocumentKey {
            path: name,
            sha256: string(line, "sha256"),
            text: string(line, "text").or_else(|| string(line, "data")),
            encoding: None,
        },
        items,
    }
}

fn range_and_label(span: &Value) -> Option<((u32, u32), String)> {
    if let Some([start, end, label]) = span.as_array().map(Vec::as_slice) {
        return Some(((number(start)?, number(end)?), label.as_str()?.to_owned()));
    }
    let start = position(span, "start_offset").or_else(|| position(span, "start"))?;
    let end = position(span, "end_offset").or_else(|| position(span, "end"))?;
    Some(((start, end), string(span, "label")?))
}
