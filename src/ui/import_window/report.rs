//! What an import comes to: numbers, what unknown types mean, what does not fit.

use std::path::PathBuf;

use egui::{ComboBox, Grid, ScrollArea, TextEdit, Ui};

use crate::extract::MentionType;
use crate::i18n::Language;
use crate::import::{OnConflict, reason_words};
use crate::session::{Action, OnImport, Report, Session};
use crate::ui::theme::Tokens;
use crate::ui::widgets;
use crate::workspace::{FileMisfit, ImportChoices};

/// How many of what does not fit are shown; the saved report has all.
const MAX_SHOWN: usize = 200;
/// How many unknown types are asked about.
const MAX_TYPES: usize = 12;
const LIST_HEIGHT: f32 = 150.0;

/// Files, documents, and what becomes of the decisions.
pub(super) fn counts_ui(ui: &mut Ui, report: &Report, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    let counts = &report.counts;
    let rows = [
        ("import-n-files", report.n_files, tokens.ink),
        ("import-n-documents", report.n_documents, tokens.ink),
        ("import-n-new", counts.n_new, tokens.ok),
        ("import-n-known", counts.n_known, tokens.ink),
        ("import-n-conflicts", counts.n_conflicts, tokens.warn),
        ("import-n-undecided", counts.n_undecided, tokens.ink),
        ("import-n-misfits", counts.n_misfits, tokens.red),
    ];
    Grid::new("import counts")
        .num_columns(4)
        .spacing([16.0, 6.0])
        .show(ui, |ui| {
            for (at, (id, n, colour)) in rows.into_iter().enumerate() {
                ui.label(widgets::small(language.t(id), tokens.ink2));
                let colour = if n == 0 { tokens.ink3 } else { colour };
                ui.label(egui::RichText::new(n.to_string()).color(colour));
                if at % 2 == 1 {
                    ui.end_row();
                }
            }
        });
}

/// What is to be done with decisions that differ and with unknown types. Returns other choices where the reviewer made some.
pub(super) fn choices_ui(
    ui: &mut Ui,
    report: &Report,
    session: &Session,
    language: Language,
) -> Option<ImportChoices> {
    let tokens = Tokens::of(ui.ctx());
    let mut choices = report.asked.choices.clone();
    if report.counts.n_conflicts > 0 {
        ui.add_space(8.0);
        ui.label(widgets::small(
            language.t("import-on-conflict"),
            tokens.ink2,
        ));
        ui.horizontal(|ui| {
            for choice in OnConflict::ALL {
                let words = language.t(&format!("import-conflict-{}", choice.name()));
                ui.radio_value(&mut choices.on_conflict, choice, words);
            }
        });
    }
    let chosen = report.asked.choices.types.keys();
    let unknown = report.unknown_types.keys().chain(chosen);
    let mut unknown: Vec<&String> = unknown.collect();
    unknown.sort();
    if !unknown.is_empty() {
        ui.add_space(8.0);
        ui.label(widgets::small(language.t("import-types"), tokens.ink2));
        Grid::new("import types")
            .num_columns(2)
            .spacing([16.0, 6.0])
            .show(ui, |ui| {
                for name in unknown.into_iter().take(MAX_TYPES) {
                    type_ui(ui, name, &mut choices, report, session, language);
                }
            });
    }
    (choices != report.asked.choices).then_some(choices)
}

/// One unknown type: left out, one of ours, or a new one of its name.
fn type_ui(
    ui: &mut Ui,
    name: &str,
    choices: &mut ImportChoices,
    report: &Report,
    session: &Session,
    language: Language,
) {
    let codebook = session.codebook();
    let n = report.unknown_types.get(name).copied().unwrap_or(0);
    let shown = if n > 0 {
        format!("{name} × {n}")
    } else {
        name.to_owned()
    };
    let label = ui.label(shown);
    let as_new = || MentionType::Custom(name.into());
    let words = |kind: &MentionType| match kind {
        MentionType::Custom(own) => match codebook.own_type(own) {
            Some(known) => known.label.clone(),
            None => language.t("import-type-new").into_owned(),
        },
        kind => language.t(&format!("type-{}", kind.name())).into_owned(),
    };
    let left_out = language.t("import-type-left-out");
    let current = choices.types.get(name).cloned();
    let mut chosen = current.clone();
    let selected = chosen.as_ref().map_or(left_out.to_string(), &words);
    let combo = ComboBox::from_id_salt(("import type", name)).selected_text(selected);
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(&mut chosen, None, &*left_out);
        ui.selectable_value(&mut chosen, Some(as_new()), words(&as_new()));
        let own = codebook.types.iter();
        let own = own.map(|known| MentionType::Custom(known.name.clone()));
        for kind in MentionType::BUILT_IN.into_iter().chain(own) {
            let words = words(&kind);
            ui.selectable_value(&mut chosen, Some(kind), words);
        }
    });
    response.response.labelled_by(label.id);
    ui.end_row();
    if chosen != current {
        match chosen {
            Some(kind) => choices.types.insert(name.to_owned(), kind),
            None => choices.types.remove(name),
        };
    }
}

/// What does not fit, and what people decided otherwise.
pub(super) fn misfits_ui(ui: &mut Ui, report: &Report, language: Language) {
    if report.misfits.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui.ctx());
    ui.add_space(8.0);
    ui.separator();
    ScrollArea::vertical()
        .id_salt("import misfits")
        .max_height(LIST_HEIGHT)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for misfit in report.misfits.iter().take(MAX_SHOWN) {
                let colour = if misfit.misfit.reason.is_misfit() {
                    tokens.red
                } else {
                    tokens.warn
                };
                let (place, words) = misfit_words(misfit, language);
                ui.horizontal_wrapped(|ui| {
                    ui.label(widgets::small(place, tokens.ink3));
                    ui.label(widgets::small(words, colour));
                });
            }
            if report.misfits.len() > MAX_SHOWN {
                let n = report.misfits.len() - MAX_SHOWN;
                let words = language.with("import-more", &[("n", n.into())]);
                ui.label(widgets::small(words, tokens.ink3));
            }
        });
}

/// Where it stands, by the file's own name, and why.
fn misfit_words(misfit: &FileMisfit, language: Language) -> (String, String) {
    let FileMisfit {
        file,
        document,
        misfit,
    } = misfit;
    let file = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let place = match document {
        Some(document) => format!("{file}{} · {document}", misfit.at),
        None => format!("{file}{}", misfit.at),
    };
    (place, reason_words(&misfit.reason, language))
}

/// Where the report goes, and whether it is there.
pub(super) fn save_ui(
    ui: &mut Ui,
    target: &mut String,
    report: &Report,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let label = ui.label(widgets::small(language.t("import-report"), tokens.ink2));
        if target.is_empty()
            && let Some(first) = report.asked.files.first()
        {
            let name = language.t("import-report-name");
            let beside = first.with_file_name(&*name).with_extension("csv");
            *target = beside.display().to_string();
        }
        let width = (ui.available_width() - 90.0).max(120.0);
        let edit = TextEdit::singleline(target).desired_width(width);
        ui.add(edit).labelled_by(label.id);
        let can_save = !target.trim().is_empty();
        let button = egui::Button::new(language.t("import-save-report"));
        if ui.add_enabled(can_save, button).clicked() {
            let path = PathBuf::from(target.trim());
            actions.push(Action::Import(OnImport::SaveReport(path, language)));
        }
    });
    match &report.saved {
        Some(Ok(path)) => {
            let path = path.display().to_string();
            let words = language.with("import-report-saved", &[("path", path.into())]);
            ui.label(widgets::small(words, tokens.ok));
        }
        Some(Err(reason)) => {
            let words = language.with("cli-unwritable", &[("reason", reason.as_str().into())]);
            ui.label(widgets::small(words, tokens.red));
        }
        None => {}
    }
}
