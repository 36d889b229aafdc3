//! The headings of the table: sorting by a column, and conditions on it.

use std::collections::BTreeMap;

use egui::{
    Align, Align2, Button, Checkbox, Label, Layout, Margin, Popup, PopupCloseBehavior, Role,
    ScrollArea, TextEdit, Ui, WidgetInfo,
};

use super::under_line;
use crate::codebook::Codebook;
use crate::i18n::Language;
use crate::session::{CellCondition, Rows, Sort, TableColumn, TableFilter};
use crate::ui::icon;
use crate::ui::theme::Tokens;
use crate::ui::widgets;

/// Room that the sign of a heading's conditions takes, in points.
const SIGN: f32 = 20.0;
/// Of the window of conditions, in points.
const WIDTH: f32 = 250.0;
const HEIGHT: f32 = 280.0;

/// What headings change, and what they know.
pub struct Headings<'a> {
    pub sort: &'a mut Option<Sort>,
    pub filter: &'a mut TableFilter,
    /// The column whose values are listed.
    pub lists: &'a mut Option<TableColumn>,
    pub rows: &'a Rows,
    pub codebook: &'a Codebook,
    pub language: Language,
}

impl Headings<'_> {
    /// A heading: a click sorts by it, a second one the other way round, a third one not at all. Beside it what its cells must hold.
    pub fn heading_ui(&mut self, ui: &mut Ui, column: &TableColumn) {
        let tokens = Tokens::of(ui.ctx());
        let name = column.heading(self.codebook, self.language).into_owned();
        let rect = ui.max_rect();
        ui.add_space(8.0);
        let room = egui::vec2((rect.width() - SIGN - 8.0).max(0.0), rect.height());
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(room.x);
            self.name_ui(ui, column, &name);
        });
        self.conditions_ui(ui, column, &name);
        under_line(ui, rect, tokens);
    }

    fn name_ui(&mut self, ui: &mut Ui, column: &TableColumn, name: &str) {
        let tokens = Tokens::of(ui.ctx());
        let own = self.sort.take_if(|sort| sort.column == *column);
        let (words, colour) = match &own {
            Some(sort) if sort.is_descending => (format!("{name} ▾"), tokens.ink),
            Some(_) => (format!("{name} ▴"), tokens.ink),
            None => (name.to_owned(), tokens.ink2),
        };
        let button = Button::new(widgets::small(words, colour))
            .frame(false)
            .truncate();
        let response = ui
            .add(button)
            .on_hover_text(self.language.t("table-sort-about"));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        let next = match own {
            own if !response.clicked() => own,
            None => Some(Sort {
                column: column.clone(),
                is_descending: false,
            }),
            Some(own) if !own.is_descending => Some(Sort {
                is_descending: true,
                ..own
            }),
            Some(_) => {
                *self.sort = None;
                None
            }
        };
        if let Some(next) = next {
            *self.sort = Some(next);
        }
    }

    /// The sign that opens a column's conditions; vermilion where there are any.
    fn conditions_ui(&mut self, ui: &mut Ui, column: &TableColumn, name: &str) {
        let tokens = Tokens::of(ui.ctx());
        let has_any = self.filter.columns.contains_key(column);
        let colour = if has_any { tokens.red } else { tokens.ink3 };
        let words = widgets::small(icon::alone(icon::FILTER), colour);
        let size = egui::vec2(SIGN, ui.available_height());
        let button = ui.add_sized(size, Button::new(words).frame(false));
        let label = self
            .language
            .with("table-condition-of", &[("column", name.into())]);
        button.widget_info(|| WidgetInfo::selected(Role::Button, true, has_any, &label));
        let button = button.on_hover_text(&label);
        let window = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        let shown = window.show(|ui| self.condition_ui(ui, column));
        if shown.is_some() {
            *self.lists = Some(column.clone());
        } else {
            self.lists.take_if(|listed| listed == column);
        }
    }

    fn condition_ui(&mut self, ui: &mut Ui, column: &TableColumn) {
        let tokens = Tokens::of(ui.ctx());
        let language = self.language;
        ui.set_width(WIDTH);
        widgets::framed_boxes(ui);
        let mut condition = self.filter.columns.remove(column).unwrap_or_default();
        let is_new = self.lists.as_ref() != Some(column);
        let hint = language.t(if column.is_of_dates(self.codebook) {
            "table-condition-dates"
        } else {
            "table-condition-words"
        });
        let edit = TextEdit::singleline(&mut condition.words)
            .hint_text(&*hint)
            .margin(Margin::symmetric(8, 4))
            .align(Align2::LEFT_CENTER)
            .desired_width(WIDTH);
        let response = ui.add(edit);
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &*hint));
        if is_new {
            response.request_focus();
        }
        let values = self.rows.values();
        match values.filter(|values| values.column == *column) {
            Some(values) if values.are_too_many => {
                let words = language.t("table-condition-many");
                ui.label(widgets::small(words, tokens.ink3));
            }
            Some(values) => values_ui(ui, &values.counts, &mut condition, language),
            None => {
                ui.label(widgets::small(language.t("table-making"), tokens.ink3));
            }
        }
        let clear = Button::new(widgets::small(
            language.t("table-condition-clear"),
            tokens.ink2,
        ));
        if ui.add_enabled(!condition.is_empty(), clear).clicked() {
            condition = CellCondition::default();
        }
        if !condition.is_empty() {
            self.filter.columns.insert(column.clone(), condition);
        }
    }
}

/// The values to choose from, each with how many rows have it. One that is chosen stays in sight though no row has it any more.
fn values_ui(
    ui: &mut Ui,
    counts: &BTreeMap<String, usize>,
    condition: &mut CellCondition,
    language: Language,
) {
    let gone = condition.values.iter();
    let gone = gone.filter(|value| !counts.contains_key(*value)).cloned();
    let gone: Vec<(String, usize)> = gone.map(|value| (value, 0)).collect();
    ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
        // The bar stands beside the counts, not on them.
        ui.set_width(WIDTH - 12.0);
        for (value, n) in counts
            .iter()
            .chain(gone.iter().map(|(value, n)| (value, n)))
        {
            ui.horizontal(|ui| value_ui(ui, value, *n, condition, language));
        }
    });
}

fn value_ui(ui: &mut Ui, value: &str, n: usize, condition: &mut CellCondition, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    let name = if value.is_empty() {
        language.t("table-condition-nothing").into_owned()
    } else {
        value.lines().next().unwrap_or_default().to_owned()
    };
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.label(widgets::small(n.to_string(), tokens.ink3));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let mut is_chosen = condition.values.contains(value);
            let response = ui.add(Checkbox::without_text(&mut is_chosen));
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_chosen, &name));
            let words = Label::new(&name).truncate().sense(egui::Sense::CLICK);
            let is_clicked = ui.add(words).clicked();
            if (is_clicked || response.changed()) && !condition.values.remove(value) {
                condition.values.insert(value.to_owned());
            }
        });
    });
}
