//! Saved views of the table: columns and their order, sorting and conditions under a name.
//!
//! They are kept in the reviewer's settings, not in the folder: what somebody likes to look at is a habit that goes with her from one month's folder
//! to the next, and looking changes nothing in a folder that others share or that cannot be written.

use egui::{Button, Key, Modifiers, Popup, PopupCloseBehavior, Role, TextEdit, Ui, WidgetInfo};
use serde::{Deserialize, Serialize};

use super::TableView;
use crate::i18n::Language;
use crate::session::{Sort, TableColumn, TableFilter};
use crate::ui::command::Command;
use crate::ui::settings::Settings;
use crate::ui::theme::Tokens;
use crate::ui::widgets;

/// A view of the table under its name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedView {
    pub name: String,
    /// From left to right.
    pub columns: Vec<TableColumn>,
    pub sort: Option<Sort>,
    pub filter: TableFilter,
}

/// What is being done to the list of views.
#[derive(Debug, Default)]
pub struct ViewsEdit {
    pub opens: bool,
    /// The name of a new one.
    typed: String,
    /// Which one is given another name, and that.
    renaming: Option<(usize, String)>,
    /// Which one is to be deleted, once that is confirmed.
    deleting: Option<usize>,
}

/// The keys that choose a view while the list is open, in its order.
const KEYS: [Key; 9] = [
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// The button with the name of the view that holds, and the list that it opens.
pub fn views_ui(ui: &mut Ui, view: &mut TableView, settings: &mut Settings, language: Language) {
    let holding = settings.table_views.iter();
    let mut holding = holding.filter(|saved| holds(saved, view, &settings.table_columns));
    let name = holding.next().map(|saved| saved.name.clone());
    let words = name.unwrap_or_else(|| language.t("table-views").into_owned());
    let button = ui
        .button(format!("{words} ▾"))
        .on_hover_text(widgets::tooltip(Command::RowViews, language));
    if std::mem::take(&mut view.views.opens) {
        Popup::open_id(ui.ctx(), Popup::default_response_id(&button));
    }
    let list = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let is_open = list
        .show(|ui| list_ui(ui, view, settings, language))
        .is_some();
    if !is_open {
        (view.views.renaming, view.views.deleting) = (None, None);
    }
}

fn list_ui(ui: &mut Ui, view: &mut TableView, settings: &mut Settings, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    ui.set_min_width(230.0);
    let mut chosen = None;
    if !ui.ctx().text_edit_focused() {
        chosen = KEYS
            .iter()
            .position(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, *key)));
    }
    if settings.table_views.is_empty() {
        ui.label(widgets::small(language.t("table-views-none"), tokens.ink3));
    }
    for at in 0..settings.table_views.len() {
        ui.horizontal(|ui| view_ui(ui, at, view, settings, language, &mut chosen));
        // One that was deleted leaves a shorter list to the next frame.
        if at >= settings.table_views.len() {
            break;
        }
    }
    ui.separator();
    let hint = language.t("table-view-save");
    let edit = TextEdit::singleline(&mut view.views.typed)
        .hint_text(&*hint)
        .desired_width(210.0);
    let response = ui.add(edit);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &*hint));
    if is_entered(ui, &response) {
        let name = view.views.typed.trim().to_owned();
        view.views.typed.clear();
        if !name.is_empty() {
            save(settings, view, name);
            ui.close();
        }
    }
    if let Some(saved) = chosen.and_then(|at| settings.table_views.get(at)) {
        view.filter = saved.filter.clone();
        view.sort.clone_from(&saved.sort);
        // A view written by hand may have none.
        if !saved.columns.is_empty() {
            settings.table_columns.clone_from(&saved.columns);
        }
        ui.close();
    }
}

/// One view: a click shows it; beside it another name, and deleting.
fn view_ui(
    ui: &mut Ui,
    at: usize,
    view: &mut TableView,
    settings: &mut Settings,
    language: Language,
    chosen: &mut Option<usize>,
) {
    let tokens = Tokens::of(ui.ctx());
    let saved = &settings.table_views[at];
    let is_it = holds(saved, view, &settings.table_columns);
    let edit = &mut view.views;
    if let Some((_, name)) = edit.renaming.as_mut().filter(|(of, _)| *of == at) {
        let response = ui.add(TextEdit::singleline(name).desired_width(210.0));
        let label = language.t("table-view-rename");
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &*label));
        if response.lost_focus() {
            let name = name.trim().to_owned();
            edit.renaming = None;
            if !name.is_empty() {
                settings.table_views[at].name = name;
            }
        } else if !response.has_focus() {
            response.request_focus();
        }
        return;
    }
    let name = saved.name.clone();
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.with_layout(layout, |ui| {
        let quiet = |ui: &mut Ui, words: &str, label: String, colour| {
            let button = Button::new(widgets::small(words, colour)).frame(false);
            let response = ui.add(button).on_hover_text(&label);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
            response.clicked()
        };
        let of = |id: &str| language.with(id, &[("name", name.as_str().into())]);
        if edit.deleting == Some(at) {
            let words = language.t("table-view-delete-sure");
            if quiet(ui, &words, of("table-view-delete-now"), tokens.red) {
                edit.deleting = None;
                settings.table_views.remove(at);
                return;
            }
        } else if quiet(ui, "✕", of("table-view-delete"), tokens.ink2) {
            edit.deleting = Some(at);
        }
        if quiet(
            ui,
            &language.t("table-view-rename"),
            of("table-view-rename-of"),
            tokens.ink2,
        ) {
            edit.renaming = Some((at, name.clone()));
        }
        let key = KEYS.get(at).map_or("", |key| key.name());
        let layout = egui::Layout::left_to_right(egui::Align::Center).with_main_justify(true);
        ui.with_layout(layout, |ui| {
            let button = Button::selectable(is_it, &name)
                .shortcut_text(key)
                .truncate();
            let response = ui.add(button);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_it, &name));
            if response.clicked() {
                *chosen = Some(at);
            }
        });
    });
}

/// Saves what is shown under a name; one of that name is replaced.
fn save(settings: &mut Settings, view: &TableView, name: String) {
    let saved = SavedView {
        name,
        columns: settings.table_columns.clone(),
        sort: view.sort.clone(),
        filter: view.filter.clone(),
    };
    let views = &mut settings.table_views;
    match views.iter_mut().find(|known| known.name == saved.name) {
        Some(known) => *known = saved,
        None => views.push(saved),
    }
}

/// Whether the table is shown like this.
fn holds(saved: &SavedView, view: &TableView, columns: &[TableColumn]) -> bool {
    saved.filter == view.filter && saved.sort == view.sort && saved.columns == columns
}

/// On Enter, not while an input method composes.
fn is_entered(ui: &Ui, response: &egui::Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}
