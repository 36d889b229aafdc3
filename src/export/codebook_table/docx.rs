//! The tables as DOCX.

use std::io::{self, Write};

use zip::write::ZipWriter;

use super::{Sheet, Table};
use crate::export::ExportError;
use crate::export::docx::{self, paragraph};

/// The lines of a table, and as wide as the page allows.
const PROPERTIES: &str = r#"<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="A0A0A0"/></w:tblBorders><w:tblLayout w:type="autofit"/></w:tblPr>"#;

/// Said of the first row: it comes again on each page.
const HEADING_ROW: &str = "<w:trPr><w:tblHeader/></w:trPr>";

/// Writes a document.
pub(super) fn write(sheet: &Sheet, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut zip = ZipWriter::new_stream(out);
    docx::begin(&mut zip, &sheet.title)?;
    write!(zip, "{}", paragraph("Title", &sheet.title))?;
    write!(zip, "{}", paragraph("About", &sheet.about))?;
    for table in &sheet.tables {
        write!(zip, "{}", paragraph("Heading2", &table.heading))?;
        write_table(&mut zip, table)?;
    }
    docx::end(zip, &mut io::empty())
}

fn write_table(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    write!(out, "<w:tbl>{PROPERTIES}<w:tblGrid>")?;
    for _ in &table.columns {
        write!(out, r"<w:gridCol/>")?;
    }
    write!(out, "</w:tblGrid>")?;
    write_row(out, HEADING_ROW, "CellHeading", &table.columns)?;
    for row in &table.rows {
        write_row(out, "", "Cell", row)?;
    }
    write!(out, "</w:tbl>")
}

fn write_row(out: &mut dyn Write, kind: &str, style: &str, cells: &[String]) -> io::Result<()> {
    write!(out, "<w:tr>{kind}")?;
    for cell in cells {
        write!(out, "<w:tc>{}</w:tc>", paragraph(style, cell))?;
    }
    write!(out, "</w:tr>")
}
