//! XLSX: a workbook with a sheet for documents, entries, mentions, one a mention type, and the list of files.
//!
//! Text cells are text (format `@`), never formulas or dates. Every sheet has its headings frozen and a filter on them. Rows leave memory as they
//! are written, for temporary files beside the target until the workbook is put together.
//!
//! What a sheet cannot hold is said as a [`Notice`]: a cell takes 32,767 UTF-16 units, so a longer one is cut; a sheet takes 1,048,576
//! rows, so a longer one goes on in another.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use super::column::Column;
use super::table::{Cell, Row};
use super::{ExportError, ExportedDocument, Exporter, Layout, Notice, Table, words};
use crate::extract::MentionType;

/// Rows of a sheet, the headings' included.
const MAX_ROWS: u32 = 1_048_576;
/// UTF-16 units of a cell.
const MAX_CELL: usize = 32_767;
/// Characters of a sheet's name.
const MAX_NAME_CHARS: usize = 31;

/// Writes a workbook.
pub(super) struct Xlsx<'l, W> {
    out: W,
    layout: Layout<'l>,
    workbook: Workbook,
    sheets: Vec<Sheet>,
    styles: Styles,
    notices: Vec<Notice>,
    /// [`MAX_ROWS`]; less in tests.
    max_rows: u32,
}

/// A table on its way into the workbook.
struct Sheet {
    table: Table,
    columns: Vec<&'static Column>,
    name: String,
    /// Of the worksheet that is being written, in the workbook.
    index: usize,
    /// Where the next row goes.
    next_row: u32,
    /// Worksheets of this table so far.
    n_parts: usize,
}

struct Styles {
    heading: Format,
    text: Format,
    number: Format,
}

impl<'l, W: Write> Xlsx<'l, W> {
    pub(super) fn new(layout: Layout<'l>, out: W) -> Result<Self, ExportError> {
        Self::with_max_rows(layout, out, MAX_ROWS)
    }

    fn with_max_rows(layout: Layout<'l>, out: W, max_rows: u32) -> Result<Self, ExportError> {
        let mut workbook = Workbook::new();
        if let Some(scratch) = layout.scratch {
            workbook.set_tempdir(scratch)?;
        }
        let mut xlsx = Self {
            out,
            layout,
            workbook,
            sheets: Vec::new(),
            styles: Styles::new(),
            notices: Vec::new(),
            max_rows,
        };
        let of_codebook = layout.codebook.types.iter();
        let types = MentionType::BUILT_IN
            .into_iter()
            .chain(of_codebook.map(|known| MentionType::Custom(known.name.clone())));
        let tables = [Table::Documents, Table::Entries, Table::Mentions]
            .into_iter()
            .chain(types.map(Table::OfType))
            .chain([Table::Files]);
        for table in tables {
            xlsx.add_sheet(table)?;
        }
        Ok(xlsx)
    }

    fn add_sheet(&mut self, table: Table) -> Result<(), ExportError> {
        let label = match &table {
            Table::OfType(kind) => words::mention_type(kind, &self.layout),
            named => self.layout.language.t(&format!("sheet-{}", named.name())),
        };
        let name = label.into_owned();
        let mut sheet = Sheet {
            columns: table.columns(),
            table,
            name,
            index: 0,
            next_row: 0,
            n_parts: 0,
        };
        self.begin_part(&mut sheet)?;
        self.sheets.push(sheet);
        Ok(())
    }

    /// Begins a worksheet: what is set for the whole of it must stand before its first row.
    fn begin_part(&mut self, sheet: &mut Sheet) -> Result<(), ExportError> {
        let suffix = match sheet.n_parts {
            0 => String::new(),
            n => format!(" ({})", n + 1),
        };
        let name = self.free_name(&sheet.name, &suffix);
        sheet.index = self.workbook.worksheets().len();
        sheet.n_parts += 1;
        sheet.next_row = 1;
        let worksheet = self.workbook.add_worksheet_with_constant_memory()?;
        worksheet.set_name(&name)?;
        worksheet.set_freeze_panes(1, 0)?;
        for (at, column) in (0_u16..).zip(&sheet.columns) {
            worksheet.set_column_width(at, column.width)?;
            let heading = self.layout.heading(column);
            worksheet.write_string_with_format(0, at, &*heading, &self.styles.heading)?;
        }
        if sheet.n_parts > 1 {
            self.notices.push(Notice::SheetContinued { name });
        }
        Ok(())
    }

    /// The name as a workbook allows it: without the signs that mean something there, short enough, and no other sheet's.
    fn free_name(&mut self, label: &str, suffix: &str) -> String {
        let plain = label.replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
        let plain = match plain.trim().trim_matches('\'') {
            "" => "…",
            plain => plain,
        };
        let sheets = self.workbook.worksheets().iter();
        let taken: Vec<String> = sheets.map(|sheet| sheet.name().to_lowercase()).collect();
        let named = |n: usize| {
            let suffix = match n {
                1 => suffix.to_owned(),
                n => format!("{suffix} {n}"),
            };
            let n_kept = MAX_NAME_CHARS.saturating_sub(suffix.encode_utf16().count());
            format!("{}{suffix}", first_units(plain, n_kept))
        };
        (1..=taken.len() + 1)
            .map(named)
            .find(|name| !taken.contains(&name.to_lowercase()))
            .expect("of one more name than there are sheets one is free")
    }

    /// Ends a worksheet: the filter has to know its last row.
    fn end_part(&mut self, sheet: &Sheet) -> Result<(), ExportError> {
        let last_column = (0_u16..).zip(&sheet.columns).last().map_or(0, |(at, _)| at);
        let worksheet = self.workbook.worksheet_from_index(sheet.index)?;
        worksheet.autofilter(0, 0, sheet.next_row - 1, last_column)?;
        Ok(())
    }

    fn write_row(&mut self, sheet: &mut Sheet, row: &Row<'_>) -> Result<(), ExportError> {
        if sheet.next_row == self.max_rows {
            self.end_part(sheet)?;
            self.begin_part(sheet)?;
        }
        let worksheet = self.workbook.worksheet_from_index(sheet.index)?;
        for (at, column) in (0_u16..).zip(&sheet.columns) {
            let cell = (column.value)(row);
            let is_cut = self
                .styles
                .write(worksheet, sheet.next_row, at, &cell, &self.layout)?;
            if is_cut {
                let notice = Notice::CellCut {
                    path: row.document.path.to_owned(),
                    heading: self.layout.heading(column).into_owned(),
                };
                if self.notices.last() != Some(&notice) {
                    self.notices.push(notice);
                }
            }
        }
        sheet.next_row += 1;
        Ok(())
    }

    /// Types that the codebook lacks have decisions nevertheless.
    fn add_sheets_of_new_types(
        &mut self,
        document: &ExportedDocument<'_>,
    ) -> Result<(), ExportError> {
        for mention in &document.record.mentions {
            let is_custom = matches!(mention.kind, MentionType::Custom(_));
            let table = Table::OfType(mention.kind.clone());
            if is_custom && !self.sheets.iter().any(|sheet| sheet.table == table) {
                self.add_sheet(table)?;
            }
        }
        Ok(())
    }

    /// Most folders have no corrections of their sources, and no sheet for them.
    fn add_sheet_of_errata(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        let has_any = document.errata_asked_for().next().is_some();
        if has_any && !self.sheets.iter().any(|sheet| sheet.table == Table::Errata) {
            self.add_sheet(Table::Errata)?;
        }
        Ok(())
    }
}

impl<W: Write> Exporter for Xlsx<'_, W> {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        unless_it_panics(|| self.write_document(document))
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        let bytes = unless_it_panics(|| {
            for sheet in std::mem::take(&mut self.sheets) {
                self.end_part(&sheet)?;
            }
            Ok(self.workbook.save_to_buffer()?)
        })?;
        self.out.write_all(&bytes)?;
        self.out.flush()?;
        Ok(self.notices)
    }
}

/// Runs what writes to the workbook's temporary files. Where one cannot be written, the crate panics; the workbook is of no use then, and
/// nothing of it is used again.
fn unless_it_panics<T>(run: impl FnOnce() -> Result<T, ExportError>) -> Result<T, ExportError> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or(Err(ExportError::Scratch))
}

impl<W: Write> Xlsx<'_, W> {
    fn write_document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        self.add_sheets_of_new_types(document)?;
        self.add_sheet_of_errata(document)?;
        let layout = self.layout;
        let mut sheets = std::mem::take(&mut self.sheets);
        for sheet in &mut sheets {
            for row in sheet.table.rows(document, &layout)? {
                self.write_row(sheet, &row)?;
            }
        }
        self.sheets = sheets;
        Ok(())
    }
}

impl Styles {
    fn new() -> Self {
        Self {
            heading: Format::new()
                .set_bold()
                .set_align(FormatAlign::VerticalCenter)
                .set_border_bottom(FormatBorder::Thin),
            text: Format::new()
                .set_num_format("@")
                .set_align(FormatAlign::Top),
            number: Format::new().set_align(FormatAlign::Top),
        }
    }

    /// Writes a cell and says whether it had to be cut.
    fn write(
        &self,
        worksheet: &mut Worksheet,
        row: u32,
        column: u16,
        cell: &Cell<'_>,
        layout: &Layout<'_>,
    ) -> Result<bool, ExportError> {
        let text = match cell {
            Cell::Empty => return Ok(false),
            Cell::Number(number) => {
                worksheet.write_number_with_format(row, column, *number, &self.number)?;
                return Ok(false);
            }
            Cell::Text(text) => text,
        };
        // Two code points that XML cannot have: the file would not open.
        let text = text.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}");
        let is_cut = text.encode_utf16().count() > MAX_CELL;
        if is_cut {
            let mark = layout.language.t("export-cell-cut");
            let kept = first_units(&text, MAX_CELL - mark.encode_utf16().count());
            let cut = format!("{kept}{mark}");
            worksheet.write_string_with_format(row, column, cut, &self.text)?;
        } else {
            worksheet.write_string_with_format(row, column, text, &self.text)?;
        }
        Ok(is_cut)
    }
}

/// The first characters that fit into `n_units` UTF-16 units.
fn first_units(text: &str, n_units: usize) -> &str {
    let mut n = 0;
    let end = text.char_indices().find(|(_, c)| {
        n += c.len_utf16();
        n > n_units
    });
    end.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn every_table_and_type_has_its_sheet_in_the_words_of_the_interface() {
        let sample = Sample::new();
        let names = |language| -> Vec<String> {
            let mut xlsx = Xlsx::new(sample.layout(language), Vec::new()).expect("begins");
            let sheets = xlsx.workbook.worksheets();
            sheets.iter().map(|sheet| sheet.name().clone()).collect()
        };
        assert_eq!(
            names(Language::Chinese),
            [
                "文档",
                "条目",
                "要素",
                "日期",
                "机构",
                "人物",
                "文件",
                "活动",
                "指标",
                "地域",
                "项目",
                "文件清单"
            ]
        );
        assert_eq!(
            names(Language::English)[..3],
            ["Documents", "Entries", "Mentions"]
        );
    }

    #[test]
    fn a_sheet_that_is_full_goes_on_in_another_and_says_so() {
        let sample = Sample::new();
        let mut bytes = Vec::new();
        let layout = sample.layout(Language::Chinese);
        let mut xlsx = Box::new(Xlsx::with_max_rows(layout, &mut bytes, 4).expect("begins"));
        xlsx.document(&sample.exported()).expect("writes");
        let notices = xlsx.finish().expect("writes");
        let name = "要素 (2)".to_owned();
        assert_eq!(notices, [Notice::SheetContinued { name }]);
        assert!(bytes.starts_with(b"PK"));
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_between_characters() {
        assert_eq!(first_units("甲乙丙", 2), "甲乙");
        assert_eq!(first_units("甲😀丙", 2), "甲");
        assert_eq!(first_units("甲", 5), "甲");
        let mut workbook = Workbook::new();
        let sample = Sample::new();
        let layout = sample.layout(Language::Chinese);
        let mut write = |text: String| {
            let cell = Cell::text(text);
            Styles::new().write(workbook.add_worksheet(), 0, 0, &cell, &layout)
        };
        assert!(!write("甲".repeat(MAX_CELL)).expect("writes"));
        assert!(write("甲".repeat(MAX_CELL + 1)).expect("writes"));
    }

    #[test]
    fn labels_that_no_sheet_can_have_are_made_fit() {
        let sample = Sample::new();
        let layout = sample.layout(Language::Chinese);
        let mut xlsx = Xlsx::new(layout, Vec::new()).expect("begins");
        assert_eq!(xlsx.free_name("项目", ""), "项目 2");
        assert_eq!(xlsx.free_name("甲/乙:[丙]", ""), "甲 乙  丙");
        assert_eq!(xlsx.free_name("''", ""), "…");
        assert_eq!(xlsx.free_name(&"长".repeat(40), " (2)").chars().count(), 31);
    }
}
