//! Rows as cells for a spreadsheet.

use std::borrow::Cow;

use super::cells::TableColumn;
use super::rows::Rows;
use crate::i18n::Language;

/// Rows as cells for a spreadsheet: tabs between columns, a heading first. What a spreadsheet could take for a formula gets an apostrophe.
#[must_use]
pub fn tab_separated(
    rows: &Rows,
    chosen: impl IntoIterator<Item = usize>,
    columns: &[TableColumn],
    language: Language,
) -> String {
    let line = |cells: Vec<Cow<'_, str>>| {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        cells.join("\t") + "\n"
    };
    let headings = columns.iter();
    let headings = headings.map(|column| rows.heading(column, language));
    let mut table = line(headings.collect());
    for row in chosen {
        let cells = columns
            .iter()
            .map(|column| rows.cell(row, column, language));
        table += &line(cells.collect());
    }
    table
}

fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let cell = if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if cell.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}
