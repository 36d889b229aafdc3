//! Which columns the table has, and in which order.

use egui::{Button, Checkbox, Popup, PopupCloseBehavior, Role, Ui, WidgetInfo};

use crate::i18n::Language;
use crate::session::TableColumn;
use crate::ui::theme::Tokens;
use crate::ui::widgets;

/// The button, and the list that it opens: what is shown in its order, then what is not.
pub fn columns_ui(ui: &mut Ui, columns: &mut Vec<TableColumn>, language: Language) {
    let button = ui.button(format!("{} ▾", language.t("table-columns")));
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(150.0);
            let hidden = TableColumn::ALL
                .into_iter()
                .filter(|column| !columns.contains(column));
            let listed: Vec<TableColumn> = columns.iter().copied().chain(hidden).collect();
            for column in listed {
                ui.horizontal(|ui| column_ui(ui, columns, column, language));
            }
        });
}

fn column_ui(ui: &mut Ui, columns: &mut Vec<TableColumn>, column: TableColumn, language: Language) {
    let at = columns.iter().position(|known| *known == column);
    let mut is_shown = at.is_some();
    let is_last = is_shown && columns.len() == 1;
    let name = language.t(column.id());
    let check = Checkbox::new(&mut is_shown, &*name);
    if ui.add_enabled(!is_last, check).changed() {
        match at {
            Some(at) => {
                columns.remove(at);
            }
            None => show(columns, column),
        }
        return;
    }
    let Some(at) = at else { return };
    let tokens = Tokens::of(ui.ctx());
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.with_layout(layout, |ui| {
        for (sign, id, to) in [
            ("▼", "table-column-down", Some(at + 1)),
            ("▲", "table-column-up", at.checked_sub(1)),
        ] {
            let to = to.filter(|to| *to < columns.len());
            let button = Button::new(widgets::small(sign, tokens.ink2)).frame(false);
            let label = language.with(id, &[("column", name.to_string().into())]);
            let response = ui
                .add_enabled(to.is_some(), button)
                .on_hover_text(language.t("table-column-move-about"));
            response.widget_info(|| WidgetInfo::labeled(Role::Button, to.is_some(), &label));
            if let Some(to) = to.filter(|_| response.clicked()) {
                columns.swap(at, to);
            }
        }
    });
}

/// Shows a column where it stands by nature among those that are shown.
fn show(columns: &mut Vec<TableColumn>, column: TableColumn) {
    let at = columns.iter().position(|known| *known > column);
    columns.insert(at.unwrap_or(columns.len()), column);
}
