//! 表格: one row an entry over the whole folder; filter, sort, choose columns, decide on many at once, copy.
//!
//! The rows are the session's ([`crate::session::Table`]), made off the frame's path; only those in view are painted. One click shows the entry
//! beside, a second one or Enter goes to 校核.

mod bars;
mod columns;
mod field;
mod heading;
mod marks;
mod selection;
mod views;

use std::sync::Arc;

use egui::{Align, Key, Label, Layout, Modifiers, Rect, RichText, ScrollArea, Sense, Stroke, Ui};
use egui_extras::{Column, TableBuilder, TableRow};

use self::field::FieldEdit;
use self::heading::Headings;
use self::selection::{Choice, RowSelection};
pub use self::views::SavedView;
use self::views::ViewsEdit;
use super::command::Command;
use super::settings::Settings;
use super::theme::{self, Tokens, size};
use super::widgets;
use crate::codebook::Codebook;
use crate::export::EntryChoice;
use crate::i18n::Language;
use crate::session::{
    Action, BulkEdit, OpenDocument, RowKey, Rows, Session, Sort, TableColumn, TableFilter,
    TableSpec, tab_separated,
};

/// Height of a row and of the headings.
const ROW: f32 = 28.0;
/// Rows that the keys for a page go by.
const PAGE: isize = 20;

/// The window's own state of the table.
#[derive(Debug, Default)]
pub struct TableView {
    filter: TableFilter,
    sort: Option<Sort>,
    /// The column whose values are to be listed.
    lists: Option<TableColumn>,
    selection: RowSelection,
    /// The rows that the selection is of.
    rows: Arc<Rows>,
    /// The row to bring into view.
    reveals: Option<usize>,
    /// Whether the entry on show was looked for among the rows.
    is_placed: bool,
    /// The name of a tag being typed.
    tag: String,
    views: ViewsEdit,
    field: FieldEdit,
}

impl TableView {
    /// The entry on show is looked for again: the table is opened.
    pub fn place(&mut self) {
        self.is_placed = false;
    }

    /// All rows are selected.
    pub fn select_all(&mut self) {
        self.selection.all(&self.rows);
    }

    /// The list of saved views is opened with the next frame.
    pub fn open_views(&mut self) {
        self.views.opens = true;
    }

    /// What changes a field of the selected rows is opened with the next frame.
    pub fn open_field(&mut self) {
        self.field.opens = true;
    }

    /// The selected rows as cells for a spreadsheet; all where none is selected.
    #[must_use]
    pub fn copied(
        &self,
        columns: &[TableColumn],
        codebook: &Codebook,
        language: Language,
    ) -> String {
        let columns = columns::shown(columns, codebook);
        tab_separated(&self.rows, self.chosen(), &columns, language)
    }

    /// The entries of the selected rows by document, for an export; all where none is selected.
    #[must_use]
    pub fn entries(&self) -> EntryChoice {
        let mut entries = EntryChoice::new();
        for row in self.chosen() {
            let path = self.rows.path(row).to_owned();
            let of_document = entries.entry(path).or_default();
            of_document.insert(self.rows.key(row).entry);
        }
        entries
    }

    /// The selected rows; all where none is selected.
    fn chosen(&self) -> Vec<usize> {
        let chosen = self.selection.rows(&self.rows);
        if chosen.is_empty() {
            (0..self.rows.len()).collect()
        } else {
            chosen
        }
    }

    /// Gives the selected entries a tag, or takes it where all of them have it.
    pub fn toggle_tag(&self, tag: &str, actions: &mut Vec<Action>) {
        let chosen = self.selection.rows(&self.rows);
        let on = !chosen
            .iter()
            .all(|row| self.rows.tags_of(*row).iter().any(|known| known == tag));
        let tag = tag.to_owned();
        self.decide(BulkEdit::Tag { tag, on }, actions);
    }

    fn decide(&self, edit: BulkEdit, actions: &mut Vec<Action>) {
        let entries = self.selection.keys(&self.rows);
        if !entries.is_empty() {
            actions.push(Action::DecideOnEntries(entries, edit));
        }
    }

    fn spec(&self, columns: Vec<TableColumn>, language: Language) -> TableSpec {
        TableSpec {
            filter: self.filter.clone(),
            sort: self.sort.clone(),
            language,
            lists: self.lists.clone(),
            ahead: columns,
        }
    }

    /// Takes over rows that were made since the last frame.
    fn follow(&mut self, session: &Session) {
        let rows = session.table().rows();
        if !Arc::ptr_eq(rows, &self.rows) {
            self.selection.follow(&self.rows, rows);
            self.rows = rows.clone();
        }
        if !self.is_placed && !self.rows.is_empty() {
            self.is_placed = true;
            let entry = session.document().and_then(OpenDocument::selected_entry);
            let key = session.current().zip(entry);
            let row =
                key.and_then(|(document, entry)| self.rows.position(RowKey { document, entry }));
            if let Some(row) = row.filter(|_| self.selection.len() < 2) {
                self.selection.choose(&self.rows, row, Choice::Only);
                self.reveals = Some(row);
            }
        }
    }
}

/// Paints the table with its bars.
pub fn table_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut TableView,
    settings: &mut Settings,
    language: Language,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    let tokens = Tokens::of(ui.ctx());
    view.follow(session);
    // Asked before the fields are painted: Enter that ends typing opens no row.
    let is_free = ui.memory(|memory| memory.focused().is_none()) && !egui::Popup::is_any_open(ui);
    bars::filter_ui(ui, session, view, settings, language);
    let codebook = session.codebook();
    let columns = columns::shown(&settings.table_columns, &codebook);
    widgets::hairline(ui);
    if is_free {
        take_keys(ui, view, actions, commands);
    }
    let bar = egui::Panel::bottom("table bar")
        .exact_size(size::TOP_BAR)
        .frame(egui::Frame::new().fill(tokens.panel));
    // Its room is taken before the table's; it is painted after the table, as it is read.
    let bar = bar.show(ui, |ui| ui.max_rect());
    if view.rows.is_empty() {
        let id = match (session.table().is_running(), view.rows.n_all()) {
            (true, _) => "table-making",
            (false, 0) => "table-empty",
            (false, _) => "table-nothing",
        };
        ui.centered_and_justified(|ui| {
            ui.label(RichText::new(language.t(id)).color(tokens.ink3));
        });
    } else {
        body_ui(ui, view, &columns, &codebook, language, actions, commands);
    }
    let ui = &mut widgets::ui_in(ui, bar.inner);
    bars::bulk_ui(ui, session, view, language, actions, commands);
    actions.push(Action::WatchTable(Some(view.spec(columns, language))));
}

fn take_keys(
    ui: &Ui,
    view: &mut TableView,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    let rows = view.rows.clone();
    let last = isize::try_from(rows.len()).unwrap_or(isize::MAX);
    let mut moved = None;
    ui.input_mut(|input| {
        for (key, by) in [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, PAGE),
            (Key::PageUp, -PAGE),
            (Key::End, last),
            (Key::Home, -last),
        ] {
            // With Shift first: without it the key would match too.
            if input.consume_key(Modifiers::SHIFT, key) {
                moved = Some((by, Choice::Through));
            } else if input.consume_key(Modifiers::NONE, key) {
                moved = Some((by, Choice::Only));
            }
        }
        if input.consume_key(Modifiers::NONE, Key::Enter) && view.selection.cursor().is_some() {
            commands.push(Command::OpenRow);
        }
        if input.events.contains(&egui::Event::Copy) {
            commands.push(Command::CopyRows);
        }
    });
    if let Some((by, choice)) = moved {
        view.selection.step(&rows, by, choice);
        view.reveals = view.selection.cursor();
        show_cursor(view, actions);
    }
}

/// Shows the entry of the row that keys act from, so that 校核 is there when it is wanted.
fn show_cursor(view: &TableView, actions: &mut Vec<Action>) {
    if let Some(row) = view.selection.cursor().filter(|row| *row < view.rows.len()) {
        let RowKey { document, entry } = view.rows.key(row);
        actions.push(Action::Show(document));
        actions.push(Action::SelectNode(Some(entry)));
    }
}

fn body_ui(
    ui: &mut Ui,
    view: &mut TableView,
    columns: &[TableColumn],
    codebook: &Codebook,
    language: Language,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    let rows = view.rows.clone();
    let available = ui.available_width() - ui.spacing().scroll.bar_width;
    ScrollArea::horizontal().show(ui, |ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        ui.visuals_mut().selection.bg_fill = Tokens::of(ui.ctx()).selection;
        let mut builder = TableBuilder::new(ui)
            .id_salt(("entries", columns))
            .striped(false)
            .resizable(true)
            // Clicked, but not reached one cell after another with Tab.
            .sense(Sense::CLICK)
            .cell_layout(Layout::left_to_right(Align::Center))
            .auto_shrink([false, false])
            .min_scrolled_height(0.0);
        // In a narrow window all columns give way a little before the table scrolls sideways.
        let total: f32 = columns.iter().map(width_of).sum();
        let fit = (available / total).clamp(0.75, 1.0);
        for (at, column) in columns.iter().enumerate() {
            let width = (width_of(column) * fit).floor();
            let column = if at + 1 == columns.len() {
                Column::remainder().at_least(width)
            } else {
                Column::initial(width).at_least(44.0)
            };
            builder = builder.column(column.clip(true));
        }
        if let Some(row) = view.reveals.take() {
            builder = builder.scroll_to_row(row, None);
        }
        let mut headings = Headings {
            sort: &mut view.sort,
            filter: &mut view.filter,
            lists: &mut view.lists,
            rows: &rows,
            codebook,
            language,
        };
        let table = builder.header(ROW, |mut header| {
            for column in columns {
                header.col(|ui| headings.heading_ui(ui, column));
            }
        });
        let mut clicked = None;
        table.body(|body| {
            body.rows(ROW, rows.len(), |mut row| {
                let at = row.index();
                row.set_selected(view.selection.contains(rows.key(at)));
                row_ui(&mut row, &rows, columns, language);
                let response = row.response();
                if response.double_clicked() {
                    commands.push(Command::OpenRow);
                }
                if response.clicked() {
                    clicked = Some(at);
                }
            });
        });
        if let Some(at) = clicked {
            let modifiers = ui.input(|input| input.modifiers);
            let choice = match (modifiers.shift, modifiers.command) {
                (true, _) => Choice::Through,
                (false, true) => Choice::Toggle,
                (false, false) => Choice::Only,
            };
            view.selection.choose(&rows, at, choice);
            if choice == Choice::Only {
                show_cursor(view, actions);
            }
        }
    });
}

/// Room between words that are cut and the next column, in points.
const CELL_END: f32 = 4.0;

fn row_ui(row: &mut TableRow<'_, '_>, rows: &Rows, columns: &[TableColumn], language: Language) {
    let at = row.index();
    for column in columns {
        let (_, _) = row.col(|ui| {
            let tokens = Tokens::of(ui.ctx());
            let cell = rows.cell(at, column, language);
            let whole = ui.max_rect();
            ui.set_max_width(whole.width() - CELL_END);
            ui.add_space(8.0);
            let words = match column {
                TableColumn::Status => {
                    let (sign, colour) = widgets::status_sign(rows.status(at), tokens);
                    ui.label(RichText::new(sign).color(colour));
                    ui.add_space(5.0);
                    RichText::new(cell).color(tokens.ink2)
                }
                TableColumn::Lead => RichText::new(cell).font(theme::bold(size::TEXT)),
                TableColumn::Document
                | TableColumn::Period
                | TableColumn::Section
                | TableColumn::Mentions => RichText::new(cell).color(tokens.ink2),
                _ => RichText::new(first_line(&cell).to_owned()).color(tokens.ink),
            };
            ui.add(Label::new(words).truncate().selectable(false));
            under_line(ui, whole, tokens);
        });
    }
}

/// A hairline below a cell.
fn under_line(ui: &Ui, rect: Rect, tokens: &Tokens) {
    let line = Stroke::new(1.0, tokens.line.gamma_multiply(0.7));
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
}

fn first_line(words: &str) -> &str {
    words.lines().next().unwrap_or_default()
}

/// Width in points at first.
const fn width_of(column: &TableColumn) -> f32 {
    match column {
        TableColumn::Document => 164.0,
        TableColumn::Period => 136.0,
        TableColumn::Section => 140.0,
        TableColumn::Lead => 224.0,
        TableColumn::Date => 104.0,
        TableColumn::Action => 72.0,
        TableColumn::Body => 150.0,
        TableColumn::Status => 80.0,
        TableColumn::Tags => 130.0,
        TableColumn::Note => 190.0,
        TableColumn::Mentions => 76.0,
        TableColumn::Own(..) => 120.0,
    }
}
