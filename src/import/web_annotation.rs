//! W3C Web Annotation: one annotation, a list, a page or a collection of them, as JSON-LD.
//!
//! A body whose purpose is tagging names the type of the span, one that describes its value. What our own export says of an entry is an annotation
//! with a state: its tags and note are the entry's. A comment alone is a note on the entry in which it stands. Positions are code points, or
//! UTF-16 units where these lead to the words quoted.

use std::collections::HashMap;

use serde_json::Value;

use super::facts::{signed, standing};
use super::reading::{begins_with, list, one_or_more, position, string, whole};
use super::{
    At, Contents, Counting, DocumentKey, Import, ImportFile, Imported, ImportedDocument,
    ImportedEntry, ImportedMention, Misfit, Quoted, Reason, Standing, What,
};
use crate::annotation::Status;

pub(super) struct WebAnnotation;

impl Import for WebAnnotation {
    fn is_it(&self, file: &ImportFile<'_>) -> bool {
        begins_with(file.bytes, "\"@context\"") && begins_with(file.bytes, "anno")
    }

    fn read(&self, file: &ImportFile<'_>, contents: &mut Contents) -> Result<(), Misfit> {
        let all = whole(file)?;
        let mut found = Found::default();
        for (number, item) in (1..).zip(items(&all)) {
            let id = string(item, "id").unwrap_or_default();
            let id = id.rsplit(['/', ':']).next().unwrap_or_default();
            // Ours are numbered as they stand.
            let part = if id == number.to_string() { "" } else { id };
            let at = At::Item(number, part.to_owned());
            if let Err(reason) = found.item(at.clone(), item) {
                contents.misfits.push(Misfit { at, reason });
            }
        }
        contents.documents.extend(found.documents);
        Ok(())
    }
}

/// The annotations, wherever they stand.
fn items(value: &Value) -> &[Value] {
    if let Value::Array(items) = value {
        return items;
    }
    for key in ["items", "first"] {
        match value.get(key) {
            Some(Value::Array(items)) => return items,
            Some(page @ Value::Object(_)) => return items(page),
            _ => {}
        }
    }
    match value.get("target") {
        Some(_) => std::slice::from_ref(value),
        None => &[],
    }
}

/// The documents so far, by their source.
#[derive(Default)]
struct Found {
    documents: Vec<ImportedDocument>,
    by_source: HashMap<String, usize>,
}

impl Found {
    fn item(&mut self, at: At, item: &Value) -> Result<(), Reason> {
        let target = one_or_more(item.get("target")).first();
        let target = target.ok_or_else(|| Reason::Key("target".to_owned()))?;
        let source = target.get("source").unwrap_or(target);
        let iri = source.as_str().map(str::to_owned);
        let iri = iri.or_else(|| string(source, "id"));
        let iri = iri.ok_or_else(|| Reason::Key("source".to_owned()))?;
        let place = place(target)?;
        let what = what(item, place)?;
        let creator = one_or_more(item.get("creator")).first();
        let name =
            creator.and_then(|who| string(who, "name").or_else(|| who.as_str().map(str::to_owned)));
        let signed = signed(name, string(item, "created"));
        let document = *self.by_source.entry(iri.clone()).or_insert_with(|| {
            self.documents.push(ImportedDocument {
                at: at.clone(),
                key: DocumentKey {
                    path: Some(path_of(&iri)),
                    sha256: string(source, "sha256"),
                    text: None,
                    encoding: None,
                },
                items: Vec::new(),
            });
            self.documents.len() - 1
        });
        let items = &mut self.documents[document].items;
        items.push(Imported { at, what, signed });
        Ok(())
    }
}

fn what(item: &Value, place: Quoted) -> Result<What, Reason> {
    let mut label = None;
    let mut value = None;
    let mut entry = ImportedEntry::default();
    for body in one_or_more(item.get("body")) {
        let words = body
            .as_str()
            .map(str::to_owned)
            .or_else(|| string(body, "value"));
        let Some(words) = words else {
            return Err(Reason::Key("body".to_owned()));
        };
        let purpose = string(body, "purpose").or_else(|| string(item, "motivation"));
        match purpose.as_deref() {
            Some("describing" | "identifying") => value = Some(words),
            Some("tagging" | "classifying") => {
                label.get_or_insert_with(|| words.clone());
                entry.tags.push(words);
            }
            _ => entry.note = Some(words),
        }
    }
    // Of an entry our export gives the state.
    if let Some(status) = item.get("status") {
        let status = status.as_str().and_then(Status::from_name);
        entry.status = Some(status.ok_or_else(|| Reason::Key("status".to_owned()))?);
        return Ok(What::Entry(Some(place), entry));
    }
    let Some(label) = label else {
        if entry.note.is_none() {
            return Err(Reason::Key("body".to_owned()));
        }
        return Ok(What::Entry(Some(place), entry));
    };
    let is_ours = item.get("verdict").is_some();
    let verdict = string(item, "verdict");
    Ok(What::Mention(ImportedMention {
        place,
        label,
        value,
        standing: if is_ours {
            standing(verdict.as_deref(), string(item, "was"))
        } else {
            Standing::Marked
        },
    }))
}

fn place(target: &Value) -> Result<Quoted, Reason> {
    let mut place = Quoted {
        units: Counting::Either,
        ..Quoted::default()
    };
    for selector in one_or_more(target.get("selector")) {
        match selector.get("type").and_then(Value::as_str) {
            Some("TextPositionSelector") => {
                let range = position(selector, "start").zip(position(selector, "end"));
                place.range = Some(range.ok_or_else(|| Reason::Key("start, end".to_owned()))?);
            }
            Some("TextQuoteSelector") => {
                place.quote = string(selector, "exact");
                place.before = string(selector, "prefix").unwrap_or_default();
                place.after = string(selector, "suffix").unwrap_or_default();
            }
            _ => {}
        }
    }
    if place.range.is_none() && place.quote.is_none() {
        let first = list(target, "selector").first();
        let kind = first.or(target.get("selector"));
        let kind = kind.and_then(|selector| string(selector, "type"));
        return Err(Reason::Unsupported(
            kind.unwrap_or_else(|| "target".to_owned()),
        ));
    }
    Ok(place)
}

/// The path of a relative IRI, or the whole way of an absolute one: the shelf looks at its end.
fn path_of(iri: &str) -> String {
    let path = iri.split(['#', '?']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = path.get(at + 1..at + 3);
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let (b'%', Some(byte)) = (bytes[at], byte) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iri_gives_the_path_it_was_made_of() {
        assert_eq!(path_of("各省/5月%20通报%231.txt"), "各省/5月 通报#1.txt");
        assert_eq!(path_of("a%3Ab%3Fc%25d.txt"), "a:b?c%d.txt");
        assert_eq!(path_of("https://例.cn/%E9%80%9A.txt?v=1#x"), "例.cn/通.txt");
        assert_eq!(path_of("%FF100%"), "%FF100%", "what is no encoding stays");
    }
}
