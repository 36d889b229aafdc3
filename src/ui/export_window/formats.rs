//! The formats, by what somebody wants who chooses one, and what each lets one choose.

use egui::{ComboBox, Ui};

use super::{ExportWindow, What};
use crate::export::{Format, Purpose, Separator, Table, Units};
use crate::i18n::Language;
use crate::ui::theme::Tokens;
use crate::ui::widgets;

/// The rows of the grid in which a format is chosen.
pub(super) fn format_ui(ui: &mut Ui, window: &mut ExportWindow, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    if window.what != What::Records {
        ui.label(widgets::small(language.t("export-format"), tokens.ink2));
        let what = window.what;
        let fits = |format: &Format| what.has(*format);
        buttons_ui(ui, window, Format::ALL.into_iter().filter(fits), language);
        ui.end_row();
        if what == What::Codebook {
            ui.label("");
            let about = language.t("export-about-codebook");
            ui.label(widgets::small(about, tokens.ink3));
            ui.end_row();
        }
        return;
    }
    for purpose in Purpose::ALL {
        let name = language.t(&format!("export-purpose-{}", purpose.name()));
        ui.label(widgets::small(name, tokens.ink2));
        let fits = |format: &Format| format.purpose() == purpose;
        buttons_ui(ui, window, Format::ALL.into_iter().filter(fits), language);
        ui.end_row();
    }
    ui.label("");
    let about = language.t(&format!("export-about-{}", window.format.name()));
    ui.label(widgets::small(about, tokens.ink3));
    ui.end_row();
    choices_ui(ui, window, language);
}

fn buttons_ui(
    ui: &mut Ui,
    window: &mut ExportWindow,
    formats: impl Iterator<Item = Format>,
    language: Language,
) {
    ui.horizontal(|ui| {
        for format in formats {
            // What is a digest of records is a table of codes.
            let name = format.name();
            let words = match window.what {
                What::Codebook => language.t(&format!("export-codebook-{name}")),
                What::Records | What::Log => language.t(&format!("export-format-{name}")),
            };
            let button = egui::Button::selectable(window.format == format, &*words);
            if ui.add(button).clicked() {
                window.set_format(format);
            }
        }
    });
}

fn choices_ui(ui: &mut Ui, window: &mut ExportWindow, language: Language) {
    match window.format {
        Format::Csv => table_ui(ui, &mut window.choices.table, language),
        Format::Parquet => {
            ui.label("");
            widgets::checkbox(
                ui,
                &mut window.choices.is_partitioned,
                language.t("export-by-period"),
            );
            ui.end_row();
        }
        Format::Conll => {
            let choices = [
                (Separator::Tab, "export-separator-tab"),
                (Separator::Space, "export-separator-space"),
            ];
            let chosen = &mut window.choices.separator;
            choice_ui(ui, "export-separator", choices, chosen, language);
        }
        Format::WebAnnotation => {
            let choices = [
                (Units::CodePoints, "export-units-characters"),
                (Units::Utf16, "export-units-utf-16"),
            ];
            let chosen = &mut window.choices.units;
            choice_ui(ui, "export-units", choices, chosen, language);
        }
        _ => {}
    }
}

fn choice_ui<T: PartialEq + Copy>(
    ui: &mut Ui,
    name: &str,
    choices: [(T, &str); 2],
    chosen: &mut T,
    language: Language,
) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(widgets::small(language.t(name), tokens.ink2));
    ui.horizontal(|ui| {
        for (choice, id) in choices {
            ui.radio_value(chosen, choice, language.t(id));
        }
    });
    ui.end_row();
}

fn table_ui(ui: &mut Ui, table: &mut Table, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    let label = ui.label(widgets::small(language.t("export-table"), tokens.ink2));
    let choices = [
        (Table::Mentions, "sheet-mentions"),
        (Table::Entries, "sheet-entries"),
        (Table::Documents, "sheet-documents"),
        (Table::Files, "sheet-files"),
        (Table::Errata, "sheet-errata"),
    ];
    let chosen = choices
        .iter()
        .find(|(known, _)| known == table)
        .map_or("sheet-mentions", |(_, id)| *id);
    let combo = ComboBox::from_id_salt("export table").selected_text(language.t(chosen));
    let response = combo.show_ui(ui, |ui| {
        for (choice, id) in choices {
            ui.selectable_value(table, choice, language.t(id));
        }
    });
    response.response.labelled_by(label.id);
    ui.end_row();
}
