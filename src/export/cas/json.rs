//! CAS as JSON, version 0.4.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::{Annotation, SOFA_ID, TYPES, annotations};
use crate::export::file_names::FileNames;
use crate::export::{ExportError, ExportedDocument, Exporter, Files, Notice};

/// Writes a file a document.
pub(in crate::export) struct CasJson<'w> {
    files: Box<dyn Files + 'w>,
    names: FileNames,
}

impl<'w> CasJson<'w> {
    pub(in crate::export) fn new(files: Box<dyn Files + 'w>) -> Self {
        Self {
            files,
            names: FileNames::default(),
        }
    }
}

impl Exporter for CasJson<'_> {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        let annotations = annotations(document)?;
        let stem = self.names.stem(document.path);
        let mut out = self.files.create(&format!("{stem}.json"))?;
        let members: Vec<usize> = (SOFA_ID + 1..=SOFA_ID + annotations.len()).collect();
        let mut structures = vec![json!({
            "%ID": SOFA_ID,
            "%TYPE": "uima.cas.Sofa",
            "sofaNum": 1,
            "sofaID": "_InitialView",
            "mimeType": "text/plain",
            "sofaString": document.text.as_str(),
        })];
        structures.extend((SOFA_ID + 1..).zip(&annotations).map(structure));
        let cas = json!({
            "%TYPES": types(),
            "%FEATURE_STRUCTURES": structures,
            "%VIEWS": {"_InitialView": {"%SOFA": SOFA_ID, "%MEMBERS": members}},
        });
        writeln!(out, "{cas}")?;
        Ok(out.flush()?)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        Ok(Vec::new())
    }
}

fn structure((id, annotation): (usize, &Annotation<'_>)) -> Value {
    let mut structure = Map::new();
    structure.insert("%ID".to_owned(), id.into());
    structure.insert("%TYPE".to_owned(), annotation.of.name.into());
    structure.insert("@sofa".to_owned(), SOFA_ID.into());
    structure.insert("begin".to_owned(), annotation.begin.into());
    structure.insert("end".to_owned(), annotation.end.into());
    for (feature, value) in &annotation.features {
        structure.insert((*feature).to_owned(), value.as_ref().into());
    }
    Value::Object(structure)
}

fn types() -> Value {
    let types = TYPES.iter().map(|of| {
        let mut described = Map::new();
        described.insert("%NAME".to_owned(), of.name.into());
        described.insert("%SUPER_TYPE".to_owned(), of.supertype.into());
        described.insert("%DESCRIPTION".to_owned(), of.about.into());
        for feature in of.features {
            let range = json!({"%NAME": feature, "%RANGE": "uima.cas.String"});
            described.insert((*feature).to_owned(), range);
        }
        (of.name.to_owned(), Value::Object(described))
    });
    Value::Object(types.collect())
}
