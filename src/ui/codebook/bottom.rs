//! The bottom of the window: undo and redo, what became of the last change, saving, leaving.

use egui::Ui;

use super::{Bench, asking};
use crate::codebook::{CodebookError, Refusal};
use crate::i18n::Language;
use crate::session::{Action, CodebookAction, CodebookSaving, Question, Session};
use crate::ui::theme::Tokens;
use crate::ui::{modal, widgets};

/// Paints the bottom of an open codebook. Returns whether the table of codes is asked for.
pub(super) fn bottom_ui(ui: &mut Ui, bench: &Bench<'_>, actions: &mut Vec<Action>) -> bool {
    ui.add_space(6.0);
    widgets::hairline(ui);
    ui.add_space(6.0);
    if let Some(question) = bench.open.question() {
        ask_ui(ui, bench, question, actions);
        return false;
    }
    let tokens = Tokens::of(ui.ctx());
    let mut wants_export = false;
    let mut act = |action| actions.push(Action::Codebook(action));
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        for (id, sign, is_enabled, action) in [
            (
                "command-undo",
                "↶",
                bench.open.can_undo(),
                CodebookAction::Undo,
            ),
            (
                "command-redo",
                "↷",
                bench.open.can_redo(),
                CodebookAction::Redo,
            ),
        ] {
            let words = format!("{sign} {}", bench.language.t(id));
            let button = egui::Button::new(words).frame(false);
            if ui.add_enabled(is_enabled, button).clicked() {
                act(action);
            }
        }
        let can_save = bench.is_editable
            && (bench.open.is_changed() || !bench.open.is_on_disk())
            && *bench.open.saving() != CodebookSaving::OnItsWay;
        let (words, colour) = state_words(bench, tokens);
        let words = egui::Label::new(widgets::small(words, colour)).truncate();
        let mut ends = widgets::Ends::of(ui);
        ends.start.add(words);
        let button = egui::Button::new(bench.t("codebook-export"));
        let response = ends.end.add_enabled(!bench.open.is_changed(), button);
        if response.clicked() {
            wants_export = true;
            act(CodebookAction::Close);
        }
        response.on_disabled_hover_text(bench.t("codebook-export-unsaved"));
        if ends.end.button(bench.t("export-close")).clicked() {
            act(CodebookAction::Close);
        }
        if modal::main_button(&mut ends.end, &bench.t("codebook-save"), can_save) {
            act(CodebookAction::Save);
        }
        ends.finish(ui);
    });
    wants_export
}

/// What is to be said: why a change was refused, what became of saving, or how things stand.
fn state_words(bench: &Bench<'_>, tokens: &Tokens) -> (String, egui::Color32) {
    if let Some(refusal) = bench.open.refusal() {
        return (refusal_words(refusal, bench.language), tokens.red);
    }
    if let CodebookSaving::Failed(reason) = bench.open.saving() {
        let arguments = [("reason", reason.as_str().into())];
        let words = bench.language.with("codebook-not-saved", &arguments);
        return (words, tokens.red);
    }
    if let Some(n_lost) = bench.open.n_lost() {
        let arguments = [("lost", n_lost.into())];
        let words = bench.language.with("codebook-rebased", &arguments);
        return (words, tokens.warn);
    }
    let (id, colour) = match bench.open.saving() {
        _ if !bench.is_editable => ("codebook-view-only", tokens.warn),
        CodebookSaving::OnItsWay => ("save-saving", tokens.ink2),
        _ if bench.open.is_changed() => ("codebook-unsaved", tokens.warn),
        _ if bench.open.is_on_disk() => ("codebook-saved", tokens.ok),
        _ => return (String::new(), tokens.ink3),
    };
    (bench.t(id), colour)
}

fn ask_ui(ui: &mut Ui, bench: &Bench<'_>, question: Question, actions: &mut Vec<Action>) {
    let mut act = |action| actions.push(Action::Codebook(action));
    match question {
        Question::Comments => {
            let arguments = [("n", bench.open.n_comments().into())];
            let words = bench.language.with("codebook-ask-comments", &arguments);
            let answer =
                asking::question_ui(ui, bench, &words, "codebook-save-anyway", "codebook-stay");
            match answer {
                Some(true) => act(CodebookAction::SaveAnyway),
                Some(false) => act(CodebookAction::Stay),
                None => {}
            }
        }
        Question::Unsaved => {
            let tokens = Tokens::of(ui.ctx());
            ui.horizontal(|ui| {
                ui.colored_label(tokens.red, bench.t("codebook-ask-unsaved"));
                for (id, action) in [
                    ("codebook-save", CodebookAction::Save),
                    ("codebook-drop", CodebookAction::CloseAnyway),
                    ("codebook-stay", CodebookAction::Stay),
                ] {
                    if ui.button(bench.t(id)).clicked() {
                        act(action);
                    }
                }
            });
        }
    }
}

/// A file that cannot be used: where it is wrong, and that it was left alone.
pub(super) fn broken_ui(
    ui: &mut Ui,
    session: &Session,
    error: &CodebookError,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    ui.add_space(8.0);
    if let Some((line, column)) = error.position() {
        let arguments = [("line", line.into()), ("column", column.into())];
        let words = language.with("codebook-broken-at", &arguments);
        ui.colored_label(tokens.red, words);
    }
    ui.colored_label(tokens.red, error_words(error, language));
    ui.add_space(4.0);
    let id = if session.is_view_only() {
        "codebook-view-only"
    } else {
        "codebook-broken"
    };
    ui.label(language.t(id));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.button(language.t("codebook-read-again")).clicked() {
            actions.push(Action::Codebook(CodebookAction::Open));
        }
        if ui.button(language.t("export-close")).clicked() {
            actions.push(Action::Codebook(CodebookAction::Close));
        }
    });
}

/// Why a change cannot be made.
pub(super) fn refusal_words(refusal: &Refusal, language: Language) -> String {
    let (id, name) = match refusal {
        Refusal::Gone(name) => ("codebook-refused-gone", name.clone()),
        Refusal::UnderItself(name) => ("codebook-refused-under-itself", name.clone()),
        Refusal::SameMark(mark) => ("codebook-refused-mark", mark.to_string()),
        Refusal::Invalid(error) => return error_words(error, language),
    };
    language.with(id, &[("name", name.into())])
}

fn error_words(error: &CodebookError, language: Language) -> String {
    let (id, name) = error.message();
    language.with(id, &[("name", name.into())])
}
