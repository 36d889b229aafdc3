//! The bars of the table: above what is shown of it, below what is done with the selected rows.

use egui::{Align, Button, ComboBox, Key, Layout, Popup, PopupCloseBehavior, TextEdit, Ui};

use super::{TableView, columns, field, views};
use crate::annotation::Status;
use crate::codebook::Codebook;
use crate::document::DocType;
use crate::i18n::Language;
use crate::session::{Action, BulkEdit, Session, TableFilter};
use crate::ui::command::Command;
use crate::ui::form::doc_type_message;
use crate::ui::settings::Settings;
use crate::ui::theme::{Tokens, size};
use crate::ui::widgets;

/// Filters at the left, how much is shown and the choice of columns at the right.
pub(super) fn filter_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut TableView,
    settings: &mut Settings,
    language: Language,
) {
    let tokens = Tokens::of(ui.ctx());
    ui.allocate_ui_with_layout(
        egui::vec2(ui.available_width(), size::TOP_BAR),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.set_max_width(ui.available_width() - 12.0);
            ui.add_space(12.0);
            views::views_ui(ui, view, settings, language);
            let hint = language.t("table-filter");
            let edit = TextEdit::singleline(&mut view.filter.words)
                .hint_text(&*hint)
                .desired_width((ui.available_width() * 0.2).clamp(90.0, 240.0));
            ui.add(edit)
                .widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &*hint));
            let TableFilter {
                status,
                tag,
                doc_type,
                ..
            } = &mut view.filter;
            let statuses = Status::ALL.map(|status| {
                (
                    status,
                    language.t(widgets::status_message(status)).into_owned(),
                )
            });
            combo_ui(ui, "table-any-status", status, statuses, language);
            // A tag that no entry has any more is still a condition.
            let codebook = session.codebook();
            let gone = tag.clone().filter(|tag| {
                let mut given = view.rows.tags().iter();
                !given.any(|given| codebook.is_within(given, tag))
            });
            let mut tags = tags_to_choose(view.rows.tags(), &codebook);
            tags.extend(gone.map(|tag| (tag.clone(), tag)));
            combo_ui(ui, "table-any-tag", tag, tags, language);
            let kinds =
                DocType::ALL.map(|kind| (kind, language.t(doc_type_message(kind)).into_owned()));
            combo_ui(ui, "table-any-kind", doc_type, kinds, language);
            let is_filtered = view.filter != TableFilter::default();
            let clear = Button::new(widgets::small(language.t("table-clear"), tokens.ink2));
            if is_filtered && ui.add(clear.frame(false)).clicked() {
                view.filter = TableFilter::default();
            }
            widgets::at_end(ui, |ui| {
                if session.table().is_running() {
                    ui.label(widgets::small("…", tokens.ink3));
                }
                let counts = [
                    ("n", view.rows.len().into()),
                    ("all", view.rows.n_all().into()),
                ];
                let id = if view.rows.len() == view.rows.n_all() {
                    "table-count"
                } else {
                    "table-count-of"
                };
                ui.label(widgets::small(language.with(id, &counts), tokens.ink3));
                columns::columns_ui(ui, &mut settings.table_columns, &codebook, language);
            });
        },
    );
}

/// The tags that were given, and what they stand under, as a tree; behind them those that are not in the codebook.
fn tags_to_choose(given: &[String], codebook: &Codebook) -> Vec<(String, String)> {
    let rows = codebook.tag_rows().into_iter();
    let rows = rows.filter(|row| {
        let mut given = given.iter();
        given.any(|given| codebook.is_within(given, &row.tag.name))
    });
    let known = rows.map(|row| {
        let name = &row.tag.name;
        (name.clone(), "\u{3000}".repeat(row.depth) + name)
    });
    let others = given.iter().filter(|tag| !codebook.has_tag(tag));
    known
        .chain(others.map(|tag| (tag.clone(), tag.clone())))
        .collect()
}

/// A choice of one value or any.
fn combo_ui<T: PartialEq + Clone>(
    ui: &mut Ui,
    any: &'static str,
    value: &mut Option<T>,
    choices: impl IntoIterator<Item = (T, String)>,
    language: Language,
) {
    let choices: Vec<(T, String)> = choices.into_iter().collect();
    let any_words = language.t(any);
    let shown = value.as_ref().map_or_else(
        || any_words.to_string(),
        |value| {
            let known = choices.iter().find(|(choice, _)| choice == value);
            known.map_or_else(
                || any_words.to_string(),
                // In the list it stands under another.
                |(_, words)| words.trim_start().to_owned(),
            )
        },
    );
    let combo = ComboBox::from_id_salt(any)
        .selected_text(shown)
        .width((ui.ctx().content_rect().width() * 0.1).clamp(72.0, 96.0))
        .show_ui(ui, |ui| {
            ui.selectable_value(value, None, &*any_words);
            for (choice, words) in choices {
                ui.selectable_value(value, Some(choice), words);
            }
        });
    combo
        .response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &*any_words));
}

/// How many rows are selected, and what can be done with them.
pub(super) fn bulk_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut TableView,
    language: Language,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal_centered(|ui| {
        ui.set_max_width(ui.available_width() - 12.0);
        ui.add_space(12.0);
        let n = view.selection.len();
        let words = language.with("table-selected", &[("n", n.into())]);
        ui.label(widgets::small(words, tokens.ink2));
        ui.add_space(8.0);
        ui.add_enabled_ui(n > 0, |ui| {
            status_ui(ui, view, language, actions);
            add_tag_ui(ui, session, view, language, actions);
            remove_tag_ui(ui, view, language, actions);
            field::field_ui(ui, session, view, language, actions);
        });
        widgets::at_end(ui, |ui| {
            for command in [Command::ExportRows, Command::CopyRows, Command::OpenRow] {
                let is_enabled = command != Command::OpenRow || view.selection.cursor().is_some();
                let response = ui
                    .add_enabled(is_enabled, Button::new(command.name(language)))
                    .on_hover_text(widgets::tooltip(command, language));
                if response.clicked() {
                    commands.push(command);
                }
            }
        });
    });
}

fn status_ui(ui: &mut Ui, view: &TableView, language: Language, actions: &mut Vec<Action>) {
    let button = ui.button(format!("{} ▾", language.t("table-set-status")));
    Popup::menu(&button).show(|ui| {
        let tokens = Tokens::of(ui.ctx());
        for status in Status::ALL {
            let (sign, _) = widgets::status_sign(status, tokens);
            let words = format!("{sign} {}", language.t(widgets::status_message(status)));
            if ui.button(words).clicked() {
                view.decide(BulkEdit::Status(status), actions);
            }
        }
    });
}

fn add_tag_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut TableView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let button = ui.button(format!("{} ▾", language.t("table-add-tag")));
    let mut given = None;
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            let codebook = session.codebook();
            for tag in codebook.offered_tags().into_iter().map(|row| row.tag) {
                let key = tag.key.map(String::from).unwrap_or_default();
                if ui.add(Button::new(&tag.name).shortcut_text(key)).clicked() {
                    given = Some(tag.name.clone());
                }
            }
            let hint = language.t("table-other-tag");
            let edit = TextEdit::singleline(&mut view.tag)
                .hint_text(&*hint)
                .desired_width(140.0);
            let response = ui.add(edit);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &*hint));
            let is_typed = !view.tag.trim().is_empty();
            // On Enter, not while an input method composes.
            let is_entered =
                response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if is_entered && is_typed {
                given = Some(std::mem::take(&mut view.tag));
            }
            if given.is_some() {
                ui.close();
            }
        });
    if let Some(tag) = given {
        view.decide(BulkEdit::Tag { tag, on: true }, actions);
    }
}

/// The tags that selected entries have.
fn remove_tag_ui(ui: &mut Ui, view: &TableView, language: Language, actions: &mut Vec<Action>) {
    let button = ui.button(format!("{} ▾", language.t("table-remove-tag")));
    Popup::menu(&button).show(|ui| {
        let chosen = view.selection.rows(&view.rows);
        let tags: std::collections::BTreeSet<&String> = chosen
            .iter()
            .flat_map(|row| view.rows.tags_of(*row))
            .collect();
        if tags.is_empty() {
            ui.label(language.t("table-no-tags"));
        }
        for tag in tags {
            if ui.button(tag).clicked() {
                let tag = tag.clone();
                view.decide(BulkEdit::Tag { tag, on: false }, actions);
            }
        }
    });
}
