//! The tables as Markdown (GitHub's tables).

use std::io::Write;

use super::Sheet;
use crate::export::ExportError;
use crate::export::digest::plain;
use crate::export::made_here::MARKDOWN_MARK;

/// Writes a document.
pub(super) fn write(sheet: &Sheet, out: &mut dyn Write) -> Result<(), ExportError> {
    write!(
        out,
        "{MARKDOWN_MARK}\n# {}\n\n{}\n",
        plain(&sheet.title),
        plain(&sheet.about)
    )?;
    for table in &sheet.tables {
        write!(out, "\n## {}\n\n", plain(&table.heading))?;
        write_row(out, &table.columns)?;
        writeln!(out, "|{}", " --- |".repeat(table.columns.len()))?;
        for row in &table.rows {
            write_row(out, row)?;
        }
    }
    Ok(out.flush()?)
}

fn write_row(out: &mut dyn Write, cells: &[String]) -> Result<(), ExportError> {
    for cell in cells {
        write!(out, "| {} ", plain(cell))?;
    }
    Ok(writeln!(out, "|")?)
}
