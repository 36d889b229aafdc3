//! UIMA CAS: for each document a file with its text and annotations, as XML (XMI, with `TypeSystem.xml` beside the files) or as JSON (0.4,
//! with the types inside).
//!
//! Positions are UTF-16 units, as UIMA counts. `piyue.Mention` and `piyue.Entry` are the annotations; import the type system as layers into
//! `INCEpTION` first. Document and sentences (one a line) have the types of `DKPro` Core, which it knows already; it makes tokens of its own.

mod json;
mod xmi;

use std::borrow::Cow;

pub(super) use json::CasJson;
pub(super) use xmi::CasXmi;

use super::facts::{Facts, as_json, fields_of_document, fields_of_entry, lead, section_path};
use super::place::Places;
use super::{ExportError, ExportedDocument, Units};
use crate::document::DocumentField;

/// The text's own number; annotations count on from it.
const SOFA_ID: usize = 1;

/// A type of annotation.
struct CasType {
    /// With its package.
    name: &'static str,
    supertype: &'static str,
    about: &'static str,
    /// All are strings.
    features: &'static [&'static str],
}

static MENTION: CasType = CasType {
    name: "piyue.Mention",
    supertype: "uima.tcas.Annotation",
    about: "A typed span with a normalised value, as it stands after review",
    features: &[
        "label",
        "value",
        "verdict",
        "reviewer",
        "at",
        "rule",
        "was",
        "attributes",
        "file",
        "sectionPath",
        "lead",
        "entryFields",
    ],
};

static ENTRY: CasType = CasType {
    name: "piyue.Entry",
    supertype: "uima.tcas.Annotation",
    about: "One reported item, the unit of review",
    features: &[
        "lead",
        "sectionPath",
        "status",
        "tags",
        "note",
        "reviewer",
        "fields",
    ],
};

static FIELDS: CasType = CasType {
    name: "piyue.Fields",
    supertype: "uima.tcas.Annotation",
    about: "What was filled in of the codebook's fields of the document, as a JSON object",
    features: &["fields"],
};

static SENTENCE: CasType = CasType {
    name: "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence",
    supertype: "uima.tcas.Annotation",
    about: "A line of the text",
    features: &["id"],
};

static DOCUMENT: CasType = CasType {
    name: "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData",
    supertype: "uima.tcas.DocumentAnnotation",
    about: "The document as a whole",
    features: &["documentTitle", "documentId", "documentUri"],
};

static TYPES: [&CasType; 5] = [&DOCUMENT, &FIELDS, &SENTENCE, &ENTRY, &MENTION];

/// An annotation of a document.
struct Annotation<'a> {
    of: &'static CasType,
    begin: u32,
    end: u32,
    features: Vec<(&'static str, Cow<'a, str>)>,
}

/// The annotations of a document, itself first.
fn annotations<'a>(document: &ExportedDocument<'a>) -> Result<Vec<Annotation<'a>>, ExportError> {
    let places = Places::new(document, Units::Utf16);
    let title = document.record.field(DocumentField::Title);
    let mut all = vec![Annotation {
        of: &DOCUMENT,
        begin: 0,
        end: places.length()?,
        features: vec![
            (
                "documentTitle",
                title.value.as_deref().unwrap_or(document.path).into(),
            ),
            ("documentId", document.sha256.into()),
            ("documentUri", document.path.into()),
        ],
    }];
    if let Some(fields) = as_json(&fields_of_document(document)) {
        all.push(Annotation {
            of: &FIELDS,
            begin: 0,
            end: places.length()?,
            features: vec![("fields", fields.into())],
        });
    }
    let lines = (0..document.text.n_lines()).map(|line| document.text.line(line));
    for line in lines
        .map(|line| document.text.trim(line))
        .filter(|line| !line.is_empty())
    {
        let place = places.place(line)?;
        all.push(Annotation {
            of: &SENTENCE,
            begin: place.start,
            end: place.end,
            features: Vec::new(),
        });
    }
    let entries = document.outline.entries();
    for (id, node) in entries.filter(|(id, _)| document.scope.holds(Some(*id))) {
        let place = places.place(node.span)?;
        let decided = document.record.node(id);
        let mut features = vec![
            ("sectionPath", section_path(document, Some(id)).into()),
            ("status", decided.status.name().into()),
        ];
        features.extend(lead(document, Some(id)).map(|lead| ("lead", lead)));
        features
            .extend((!decided.tags.is_empty()).then(|| ("tags", decided.tags.join("、").into())));
        features.extend(decided.note.as_deref().map(|note| ("note", note.into())));
        features.extend(decided.by.as_deref().map(|by| ("reviewer", by.into())));
        let fields = as_json(&fields_of_entry(document, id));
        features.extend(fields.map(|fields| ("fields", fields.into())));
        all.push(Annotation {
            of: &ENTRY,
            begin: place.start,
            end: place.end,
            features,
        });
    }
    for mention in document.mentions_in_force() {
        all.push(mention_annotation(Facts::of(document, &places, mention)?));
    }
    Ok(all)
}

fn mention_annotation(facts: Facts<'_>) -> Annotation<'_> {
    let mut features: Vec<(&'static str, Cow<'_, str>)> = vec![
        ("label", facts.kind.into()),
        ("value", facts.value),
        ("file", facts.file.into()),
        ("sectionPath", facts.section_path.into()),
    ];
    let others = [
        ("verdict", facts.verdict),
        ("reviewer", facts.reviewer),
        ("at", Some(facts.at).filter(|at| !at.is_empty())),
        ("rule", facts.rule),
        ("was", facts.was),
    ];
    features.extend(
        others
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?.into()))),
    );
    features.extend(facts.lead.map(|lead| ("lead", lead)));
    let fields = as_json(&facts.entry_fields);
    features.extend(fields.map(|fields| ("entryFields", fields.into())));
    if !facts.attributes.is_empty() {
        let attributes =
            serde_json::to_string(facts.attributes).expect("plain data has a JSON form");
        features.push(("attributes", attributes.into()));
    }
    Annotation {
        of: &MENTION,
        begin: facts.start,
        end: facts.end,
        features,
    }
}
