//! CAS as XMI.

use std::io::Write;

use super::{Annotation, CasType, SOFA_ID, TYPES, annotations};
use crate::export::file_names::FileNames;
use crate::export::xml::{attribute, escaped};
use crate::export::{ExportError, ExportedDocument, Exporter, Files, Notice};

/// Writes a file a document, and the type system.
pub(in crate::export) struct CasXmi<'w> {
    files: Box<dyn Files + 'w>,
    names: FileNames,
}

impl<'w> CasXmi<'w> {
    pub(in crate::export) fn new(files: Box<dyn Files + 'w>) -> Self {
        Self {
            files,
            names: FileNames::default(),
        }
    }
}

impl Exporter for CasXmi<'_> {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        let annotations = annotations(document)?;
        let stem = self.names.stem(document.path);
        let mut out = self.files.create(&format!("{stem}.xmi"))?;
        write_xmi(&mut out, document.text.as_str(), &annotations)?;
        Ok(out.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        let mut out = self.files.create("TypeSystem.xml")?;
        write_type_system(&mut out)?;
        out.flush()?;
        Ok(Vec::new())
    }
}

/// The prefix that stands for the package of a type.
fn prefix(of: &CasType) -> String {
    let known = TYPES.iter().position(|known| known.name == of.name);
    format!("t{}", known.expect("TYPES is complete"))
}

/// A type's package and its own name.
fn parts(of: &CasType) -> (&'static str, &'static str) {
    of.name.rsplit_once('.').expect("types have packages")
}

fn write_xmi(
    out: &mut dyn Write,
    text: &str,
    annotations: &[Annotation<'_>],
) -> Result<(), ExportError> {
    write!(
        out,
        r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore""#
    )?;
    for of in TYPES {
        let package = parts(of).0.replace('.', "/");
        write!(out, r#" xmlns:{}="http:///{package}.ecore""#, prefix(of))?;
    }
    writeln!(out, r#" xmi:version="2.0">"#)?;
    writeln!(out, r#"<cas:NULL xmi:id="0"/>"#)?;
    for (id, annotation) in (SOFA_ID + 1..).zip(annotations) {
        let (prefix, name) = (prefix(annotation.of), parts(annotation.of).1);
        let (begin, end) = (annotation.begin, annotation.end);
        write!(
            out,
            r#"<{prefix}:{name} xmi:id="{id}" sofa="{SOFA_ID}" begin="{begin}" end="{end}""#
        )?;
        for (feature, value) in &annotation.features {
            write!(out, r#" {feature}="{}""#, attribute(value))?;
        }
        writeln!(out, "/>")?;
    }
    writeln!(
        out,
        r#"<cas:Sofa xmi:id="{SOFA_ID}" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="{}"/>"#,
        attribute(text)
    )?;
    write!(out, r#"<cas:View sofa="{SOFA_ID}" members=""#)?;
    for id in SOFA_ID + 1..=SOFA_ID + annotations.len() {
        let before = if id == SOFA_ID + 1 { "" } else { " " };
        write!(out, "{before}{id}")?;
    }
    writeln!(out, "\"/>\n</xmi:XMI>")?;
    Ok(())
}

fn write_type_system(out: &mut dyn Write) -> Result<(), ExportError> {
    writeln!(
        out,
        r#"<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">
  <types>"#
    )?;
    for of in TYPES {
        writeln!(
            out,
            "    <typeDescription>\n      <name>{}</name>\n      <description>{}</description>\n      <supertypeName>{}</supertypeName>\n      <features>",
            of.name,
            escaped(of.about),
            of.supertype
        )?;
        for feature in of.features {
            writeln!(
                out,
                "        <featureDescription>\n          <name>{feature}</name>\n          <description/>\n          <rangeTypeName>uima.cas.String</rangeTypeName>\n        </featureDescription>"
            )?;
        }
        writeln!(out, "      </features>\n    </typeDescription>")?;
    }
    writeln!(out, "  </types>\n</typeSystemDescription>")?;
    Ok(())
}
