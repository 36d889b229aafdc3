//! The report as a table: what did not fit, a row each.

use crate::i18n::Language;

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// CSV in UTF-8 with its mark, rows ended by CRLF, as spreadsheets want it.
#[must_use]
pub fn report_table(rows: impl Iterator<Item = [String; 4]>, language: Language) -> String {
    let mut table = "\u{FEFF}".to_owned();
    let headings = ["file", "place", "document", "reason"];
    let headings = headings.map(|name| language.t(&format!("import-column-{name}")).into_owned());
    for row in std::iter::once(headings).chain(rows) {
        let cells = row.map(|cell| {
            let apostrophe = if cell.starts_with(FORMULA) { "'" } else { "" };
            format!("\"{apostrophe}{}\"", cell.replace('"', "\"\""))
        });
        table.push_str(&cells.join(","));
        table.push_str("\r\n");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stays_a_row_and_no_formula() {
        let row = ["=a.json", ":3", "报,告.txt", "“x” \"y\""].map(String::from);
        let table = report_table([row].into_iter(), Language::Chinese);
        let rows: Vec<&str> = table.split("\r\n").collect();
        assert_eq!(
            rows[1],
            "\"'=a.json\",\":3\",\"报,告.txt\",\"“x” \"\"y\"\"\""
        );
        assert_eq!(rows.len(), 3);
    }
}
