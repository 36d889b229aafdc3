//! What to export: the form of the window.

use std::collections::BTreeSet;
use std::path::Path;

use egui::{ComboBox, TextEdit, Ui};

use super::formats::format_ui;
use super::{ExportWindow, What};
use crate::annotation::Status;
use crate::document::DocType;
use crate::export::Period;
use crate::i18n::Language;
use crate::session::{Action, Session};
use crate::ui::dialogs::Dialogs;
use crate::ui::form::doc_type_message;
use crate::ui::theme::Tokens;
use crate::ui::{modal, widgets};
use crate::workspace::TargetState;

/// What to export. Returns whether the reviewer changed their mind.
pub(super) fn plan_ui(
    ui: &mut Ui,
    window: &mut ExportWindow,
    session: &Session,
    dialogs: &Dialogs,
    language: Language,
    actions: &mut Vec<Action>,
) -> bool {
    let tokens = Tokens::of(ui.ctx());
    egui::Grid::new("export plan")
        .num_columns(2)
        .spacing([16.0, 10.0])
        .show(ui, |ui| {
            what_ui(ui, window, session, language);
            format_ui(ui, window, language);
            if window.what == What::Records {
                filter_ui(ui, window, session, language);
            }
            let label = ui.label(widgets::small(language.t("export-target"), tokens.ink2));
            ui.horizontal(|ui| {
                let width = ui.available_width() - 72.0;
                let edit = TextEdit::singleline(&mut window.target).desired_width(width);
                if ui.add(edit).labelled_by(label.id).changed() {
                    window.look_at_target();
                }
                if ui.button(language.t("export-choose")).clicked() {
                    dialogs.pick_target(Path::new(&window.target), language, ui.ctx());
                }
            });
            ui.end_row();
        });
    ui.add_space(6.0);
    let (words, colour) = match window.at_target {
        TargetState::Free => ("export-sources-untouched", tokens.ink3),
        TargetState::Replaced if window.format.is_folder() => {
            ("export-replaces-folder", tokens.warn)
        }
        TargetState::Replaced => ("export-replaces", tokens.warn),
        TargetState::Refused => ("export-refused", tokens.red),
    };
    ui.label(widgets::small(language.t(words), colour));
    let plan = window.plan(session, language);
    let mut wants_close = false;
    modal::answers(ui, |ui| {
        wants_close = ui.button(language.t("export-cancel")).clicked();
        if modal::main_button(ui, &language.t("export-start"), plan.is_some())
            && let Some(plan) = plan
        {
            actions.push(Action::Export(plan));
        }
    });
    wants_close
}

fn what_ui(ui: &mut Ui, window: &mut ExportWindow, session: &Session, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(widgets::small(language.t("export-what"), tokens.ink2));
    ui.horizontal(|ui| {
        for what in What::ALL {
            let words = language.t(what.message());
            let button = egui::Button::selectable(window.what == what, &*words);
            if ui.add(button).clicked() {
                window.set_what(what, session, language);
            }
        }
    });
    ui.end_row();
}

fn filter_ui(ui: &mut Ui, window: &mut ExportWindow, session: &Session, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    let any = language.t("export-any");
    let (filter, with_errata) = (&mut window.filter, &mut window.with_errata);

    if let Some(entries) = &filter.entries {
        let n_entries: usize = entries.values().map(BTreeSet::len).sum();
        ui.label(widgets::small(language.t("export-entries"), tokens.ink2));
        ui.label(language.with("export-only-rows", &[("n", n_entries.into())]));
        ui.end_row();
    }
    let label = ui.label(widgets::small(language.t("field-doc-type"), tokens.ink2));
    let chosen = filter
        .doc_type
        .map_or(any.clone(), |kind| language.t(doc_type_message(kind)));
    let combo = ComboBox::from_id_salt("export type").selected_text(chosen);
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(&mut filter.doc_type, None, &*any);
        for kind in DocType::ALL {
            ui.selectable_value(
                &mut filter.doc_type,
                Some(kind),
                language.t(doc_type_message(kind)),
            );
        }
    });
    response.response.labelled_by(label.id);
    ui.end_row();

    let label = ui.label(widgets::small(
        language.t("export-entry-status"),
        tokens.ink2,
    ));
    let chosen = filter.status.map_or(any.clone(), |status| {
        language.t(widgets::status_message(status))
    });
    let combo = ComboBox::from_id_salt("export status").selected_text(chosen);
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(&mut filter.status, None, &*any);
        for status in Status::ALL {
            ui.selectable_value(
                &mut filter.status,
                Some(status),
                language.t(widgets::status_message(status)),
            );
        }
    });
    response.response.labelled_by(label.id);
    ui.end_row();

    let label = ui.label(widgets::small(language.t("form-tags"), tokens.ink2));
    let chosen = filter.tag.clone().unwrap_or_else(|| any.to_string());
    let combo = ComboBox::from_id_salt("export tag").selected_text(chosen);
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(&mut filter.tag, None, &*any);
        for tag in session
            .folder()
            .into_iter()
            .flat_map(|folder| &folder.codebook().tags)
        {
            ui.selectable_value(&mut filter.tag, Some(tag.name.clone()), &tag.name);
        }
    });
    response.response.labelled_by(label.id);
    ui.end_row();

    let label = ui.label(widgets::small(language.t("field-period"), tokens.ink2));
    let is_wrong =
        !window.period.trim().is_empty() && Period::parse(window.period.trim()).is_none();
    let colour = if is_wrong { tokens.red } else { tokens.ink };
    let edit = TextEdit::singleline(&mut window.period)
        .hint_text(language.t("export-period-hint"))
        .text_color(colour);
    ui.add(edit.desired_width(f32::INFINITY))
        .labelled_by(label.id);
    ui.end_row();

    ui.label("");
    ui.horizontal(|ui| {
        for (is_on, id) in [
            (&mut filter.reviewed_only, "export-reviewed-only"),
            (&mut filter.decided_only, "export-decided-only"),
            (
                &mut filter.without_boilerplate,
                "export-without-boilerplate",
            ),
        ] {
            widgets::checkbox(ui, is_on, language.t(id));
        }
    });
    ui.end_row();

    ui.label("");
    widgets::checkbox(ui, with_errata, language.t("export-errata"))
        .on_hover_text(&*language.t("export-errata-about"));
    ui.end_row();
}
