//! Our own JSONL (`piyue/document@1`): everything decided, back as it was decided. Positions are code points.
//!
//! A document that was written with the corrections of the source applied is refused: its words and values are not those that were decided on.

use serde_json::Value;

use super::reading::{begins_with, each_line, list, position, string};
use super::{
    At, Contents, DocumentKey, Import, ImportFile, Imported, ImportedDocument, ImportedEntry,
    ImportedMention, ImportedOp, ImportedWas, Misfit, Quoted, Reason, Signed, Standing, What,
};
use crate::annotation::{Status, Verdict};
use crate::document::NodeKind;
use crate::source::Encoding;

pub(super) struct Jsonl;

const SCHEMA: &str = "piyue/document@1";

impl Import for Jsonl {
    fn is_it(&self, file: &ImportFile<'_>) -> bool {
        begins_with(file.bytes, "piyue/document@")
    }

    fn read(&self, file: &ImportFile<'_>, contents: &mut Contents) -> Result<(), Misfit> {
        let documents = &mut contents.documents;
        each_line(file.bytes, &mut contents.misfits, |at, line, misfits| {
            let line = Line {
                at: &at,
                line: &line,
            };
            match line.document(misfits) {
                Ok(document) => documents.push(document),
                Err(reason) => misfits.push(Misfit { at, reason }),
            }
        });
        Ok(())
    }
}

struct Line<'l> {
    at: &'l At,
    line: &'l Value,
}

/// That a key is missing or cannot be.
fn wrong(key: &str) -> Reason {
    Reason::Key(key.to_owned())
}

impl Line<'_> {
    fn document(&self, misfits: &mut Vec<Misfit>) -> Result<ImportedDocument, Reason> {
        let line = self.line;
        if string(line, "schema").as_deref() != Some(SCHEMA) {
            return Err(wrong("schema"));
        }
        if line.get("errata_applied") == Some(&Value::Bool(true)) {
            return Err(Reason::ErrataApplied);
        }
        let mut items = Vec::new();
        let mut take = |item: Result<Option<Imported>, Reason>| match item {
            Ok(item) => items.extend(item),
            Err(reason) => misfits.push(Misfit {
                at: self.at.clone(),
                reason,
            }),
        };
        let decided = line.get("document_decisions").and_then(Value::as_object);
        for (name, decision) in decided.into_iter().flatten() {
            take(Ok(Some(
                self.item(decision, self.document_field(name, decision)),
            )));
        }
        for change in list(line, "outline") {
            take(outline(change).map(|what| Some(self.item(change, what))));
        }
        if let Some(review) = line.get("review") {
            take(self.entry(review, None));
        }
        for node in list(line, "nodes") {
            take(quoted(node).and_then(|place| self.entry(node, Some(place))));
        }
        for mention in list(line, "mentions") {
            // What nobody decided on says nothing.
            if !mention.get("verdict").is_none_or(Value::is_null) {
                take(self::mention(mention).map(|what| Some(self.item(mention, what))));
            }
        }
        for erratum in list(line, "errata") {
            take(quoted(erratum).and_then(|place| {
                let words = string(erratum, "text").ok_or_else(|| wrong("text"))?;
                Ok(Some(self.item(erratum, What::Erratum(place, words))))
            }));
        }
        Ok(ImportedDocument {
            at: self.at.clone(),
            key: DocumentKey {
                path: string(line, "path"),
                sha256: string(line, "sha256"),
                text: None,
                encoding: string(line, "encoding").and_then(|name| Encoding::from_name(&name)),
            },
            items,
        })
    }

    fn item(&self, of: &Value, what: What) -> Imported {
        Imported {
            at: self.at.clone(),
            what,
            signed: signed(of),
        }
    }

    fn document_field(&self, name: &str, decision: &Value) -> What {
        let fields = self.line.get("document");
        What::DocumentField {
            name: name.to_owned(),
            value: fields.and_then(|fields| string(fields, name)),
            was: string(decision, "was"),
        }
    }

    /// What was decided on an entry or the document; none where nothing was.
    fn entry(&self, of: &Value, place: Option<Quoted>) -> Result<Option<Imported>, Reason> {
        let status = match of.get("status") {
            None | Some(Value::Null) => None,
            Some(status) => {
                let status = status.as_str().and_then(Status::from_name);
                Some(status.ok_or_else(|| wrong("status"))?)
            }
        };
        let tags = list(of, "tags").iter().filter_map(Value::as_str);
        let fields = of.get("fields").and_then(Value::as_object);
        let fields = fields.into_iter().flatten();
        let decided = fields.filter(|(_, field)| !field.get("verdict").is_none_or(Value::is_null));
        let entry = ImportedEntry {
            status: status.filter(|status| *status != Status::Unreviewed),
            tags: tags.map(str::to_owned).collect(),
            note: string(of, "note"),
            fields: decided
                .map(|(name, field)| (name.clone(), string(field, "value"), signed(field)))
                .collect(),
        };
        let is_empty = entry == ImportedEntry::default();
        Ok((!is_empty).then(|| self.item(of, What::Entry(place, entry))))
    }
}

fn signed(of: &Value) -> Signed {
    Signed {
        by: of.get("by").map(|by| by.as_str().map(str::to_owned)),
        at: string(of, "at"),
    }
}

/// Start, end and, where there is one, quote.
fn quoted(of: &Value) -> Result<Quoted, Reason> {
    let range = position(of, "start").zip(position(of, "end"));
    Ok(Quoted {
        range: Some(range.ok_or_else(|| wrong("start, end"))?),
        quote: string(of, "quote"),
        ..Quoted::default()
    })
}

fn mention(mention: &Value) -> Result<What, Reason> {
    let verdict = mention.get("verdict").and_then(Value::as_str);
    let verdict = verdict.and_then(Verdict::from_name);
    let was = mention.get("was").filter(|was| was.is_object());
    let was = was.map(|was| {
        let place = was.get("start").map(|_| quoted(was)).transpose()?;
        Ok(ImportedWas {
            label: string(was, "type"),
            place,
            value: string(was, "value"),
        })
    });
    Ok(What::Mention(ImportedMention {
        place: quoted(mention)?,
        label: string(mention, "type").ok_or_else(|| wrong("type"))?,
        value: Some(string(mention, "value").ok_or_else(|| wrong("value"))?),
        standing: Standing::Decided(verdict.ok_or_else(|| wrong("verdict"))?, was.transpose()?),
    }))
}

fn outline(change: &Value) -> Result<What, Reason> {
    let op = match string(change, "op").as_deref() {
        Some("split") => ImportedOp::Split,
        Some("join") => ImportedOp::Join,
        Some("kind") => {
            let kind = string(change, "kind").and_then(|kind| NodeKind::from_name(&kind));
            ImportedOp::Kind(kind.ok_or_else(|| wrong("kind"))?)
        }
        Some("depth") => {
            let depth = position(change, "depth").and_then(|depth| u8::try_from(depth).ok());
            ImportedOp::Depth(depth.ok_or_else(|| wrong("depth"))?)
        }
        Some("lead") => {
            let lead = change.get("lead").filter(|lead| lead.is_object());
            ImportedOp::Lead(lead.map(quoted).transpose()?)
        }
        _ => return Err(wrong("op")),
    };
    Ok(What::Outline(quoted(change)?, op))
}
