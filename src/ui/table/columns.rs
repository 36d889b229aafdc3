//! Which columns the table has, and in which order.

use egui::{Button, Checkbox, Popup, PopupCloseBehavior, Role, ScrollArea, Ui, WidgetInfo};

use crate::codebook::Codebook;
use crate::i18n::Language;
use crate::session::TableColumn;
use crate::ui::theme::{Tokens, size};
use crate::ui::widgets;

/// Of the list, in points.
const WIDTH: f32 = 190.0;

/// Those that are chosen and that there are in this folder: what another folder's codebook asks waits until that folder is open.
#[must_use]
pub fn shown(chosen: &[TableColumn], codebook: &Codebook) -> Vec<TableColumn> {
    let chosen = chosen.iter().filter(|column| column.is_in(codebook));
    let shown: Vec<TableColumn> = chosen.cloned().collect();
    if shown.is_empty() {
        return vec![TableColumn::Lead];
    }
    shown
}

/// The button, and the list that it opens: what is shown in its order, then what is not.
pub fn columns_ui(
    ui: &mut Ui,
    columns: &mut Vec<TableColumn>,
    codebook: &Codebook,
    language: Language,
) {
    let button = ui.button(format!("{} ▾", language.t("table-columns")));
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(WIDTH);
            widgets::framed_boxes(ui);
            let shown = shown(columns, codebook);
            let hidden = TableColumn::all(codebook).into_iter();
            let hidden = hidden.filter(|column| !shown.contains(column));
            let height = ui.ctx().content_rect().height() - 2.0 * size::TOP_BAR - 80.0;
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                ui.set_width(WIDTH - 12.0);
                for column in &shown {
                    ui.horizontal(|ui| shown_ui(ui, columns, &shown, column, codebook, language));
                }
                for column in hidden {
                    let name = column.heading(codebook, language).into_owned();
                    if ui.add(Checkbox::new(&mut false, name)).changed() {
                        show(columns, column);
                    }
                }
            });
        });
}

/// A column that is shown: it can be hidden, and moved among those beside it.
fn shown_ui(
    ui: &mut Ui,
    columns: &mut Vec<TableColumn>,
    shown: &[TableColumn],
    column: &TableColumn,
    codebook: &Codebook,
    language: Language,
) {
    let name = column.heading(codebook, language).into_owned();
    let mut is_shown = true;
    let check = Checkbox::new(&mut is_shown, &*name);
    if ui.add_enabled(shown.len() > 1, check).changed() {
        columns.retain(|known| known != column);
        return;
    }
    let tokens = Tokens::of(ui.ctx());
    let at = shown.iter().position(|known| known == column);
    let beside = |to: Option<usize>| to.and_then(|to| shown.get(to));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.with_layout(layout, |ui| {
        for (sign, id, other) in [
            ("▼", "table-column-down", beside(at.map(|at| at + 1))),
            (
                "▲",
                "table-column-up",
                beside(at.and_then(|at| at.checked_sub(1))),
            ),
        ] {
            let button = Button::new(widgets::small(sign, tokens.ink2)).frame(false);
            let label = language.with(id, &[("column", name.clone().into())]);
            let response = ui
                .add_enabled(other.is_some(), button)
                .on_hover_text(language.t("table-column-move-about"));
            response.widget_info(|| WidgetInfo::labeled(Role::Button, other.is_some(), &label));
            if let Some(other) = other.filter(|_| response.clicked()) {
                swap(columns, column, other);
            }
        }
    });
}

fn swap(columns: &mut [TableColumn], one: &TableColumn, other: &TableColumn) {
    let place = |of: &TableColumn| columns.iter().position(|known| known == of);
    if let (Some(one), Some(other)) = (place(one), place(other)) {
        columns.swap(one, other);
    }
}

/// Shows a column where it stands by nature among those that are shown.
fn show(columns: &mut Vec<TableColumn>, column: TableColumn) {
    let at = columns.iter().position(|known| *known > column);
    columns.insert(at.unwrap_or(columns.len()), column);
}
