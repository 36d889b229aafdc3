//! 历史版本: the generations of the document on show; what one holds and what taking it back would change.

use egui::{Align2, RichText, ScrollArea, Ui};

use super::form::change_words;
use super::theme::{self, Tokens, size};
use super::{modal, widgets};
use crate::i18n::Language;
use crate::session::{Action, ChosenGeneration, Past, PastState, Session};
use crate::workspace::{FoundGeneration, GenerationSummary};

/// Points of the list and of the changes beside it.
const LIST_WIDTH: f32 = 300.0;
const CHANGES_WIDTH: f32 = 380.0;
const HEIGHT: f32 = 360.0;

/// Paints the window where a reviewer looks at generations.
pub fn past_window_ui(
    ctx: &egui::Context,
    session: &Session,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let Some(folder) = session.folder() else {
        return;
    };
    let Some(past) = folder.past() else { return };
    let path = &folder.documents()[past.document].path;
    let title = language.with("past-title", &[("path", path.as_str().into())]);
    let width = LIST_WIDTH + CHANGES_WIDTH + 20.0;
    let answer = modal::show(ctx, "past", &title, width, language, |ui| {
        past_ui(ui, past, session, language, actions);
    });
    // A restore on its way is waited for.
    if answer.wants_close && !matches!(past.state, PastState::Restoring) {
        actions.push(Action::ClosePast);
    }
}

fn past_ui(
    ui: &mut Ui,
    past: &Past,
    session: &Session,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(widgets::small(language.t("past-about"), tokens.ink2));
    ui.add_space(8.0);
    match &past.state {
        PastState::Reading => {
            ui.label(language.t("document-loading"));
        }
        PastState::Restoring => {
            ui.label(language.t("past-restoring"));
        }
        PastState::Failed(reason) => {
            let words = language.with("unreadable-io", &[("reason", reason.as_str().into())]);
            ui.label(RichText::new(words).color(tokens.red));
            close_ui(ui, language, actions);
        }
        PastState::Found { generations, .. } if generations.is_empty() => {
            ui.label(language.t("past-none"));
            close_ui(ui, language, actions);
        }
        PastState::Found {
            generations,
            chosen,
        } => {
            let height = (modal::room(ui.ctx()) - 80.0).clamp(100.0, HEIGHT);
            let list_width = LIST_WIDTH.min(ui.available_width() * 0.45);
            ui.horizontal_top(|ui| {
                // Columns of their own: what scrolls in them goes on downwards.
                ui.vertical(|ui| {
                    ui.set_width(list_width);
                    list_ui(ui, height, generations, chosen.as_ref(), language, actions);
                });
                ui.add_space(20.0);
                ui.vertical(|ui| changes_ui(ui, height, chosen.as_ref(), language));
            });
            let can_restore = session.is_all_saved()
                && chosen.as_ref().is_some_and(|chosen| chosen.changes.is_ok());
            modal::answers(ui, |ui| {
                if ui.button(language.t("export-close")).clicked() {
                    actions.push(Action::ClosePast);
                }
                if modal::main_button(ui, &language.t("past-restore"), can_restore) {
                    actions.push(Action::RestoreGeneration);
                }
            });
        }
    }
}

fn close_ui(ui: &mut Ui, language: Language, actions: &mut Vec<Action>) {
    ui.add_space(8.0);
    if ui.button(language.t("export-close")).clicked() {
        actions.push(Action::ClosePast);
    }
}

/// The generations, newest first.
fn list_ui(
    ui: &mut Ui,
    height: f32,
    generations: &[FoundGeneration],
    chosen: Option<&ChosenGeneration>,
    language: Language,
    actions: &mut Vec<Action>,
) {
    ScrollArea::vertical()
        .id_salt("generations")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([true, false])
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            for (at, found) in generations.iter().enumerate() {
                let is_chosen = chosen.is_some_and(|chosen| chosen.at == at);
                if generation_row(ui, found, is_chosen, language) {
                    actions.push(Action::ChooseGeneration(at));
                }
            }
        });
}

/// One generation: when it was the latest, by whom, and how much is in it.
fn generation_row(
    ui: &mut Ui,
    found: &FoundGeneration,
    is_chosen: bool,
    language: Language,
) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let (kept, holds) = generation_words(found, language);
    let label = format!("{kept} {holds}");
    let (width, height) = (ui.available_width(), 2.0 * size::ROW - 8.0);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), egui::Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, label.clone())
    });
    if is_chosen {
        ui.painter().rect_filled(rect, 0.0, tokens.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, tokens.hover);
    }
    let lines = [
        (kept, theme::regular(size::TEXT), tokens.ink, 0.3),
        (holds, theme::regular(size::SMALL), tokens.ink2, 0.72),
    ];
    for (words, font, colour, part) in lines {
        let at = egui::pos2(rect.left() + 8.0, rect.top() + height * part);
        ui.painter_at(rect)
            .text(at, Align2::LEFT_CENTER, words, font, colour);
    }
    response.clicked()
}

/// A generation in two lines.
fn generation_words(found: &FoundGeneration, language: Language) -> (String, String) {
    let kept = language.time_with_year(&found.generation.kept);
    let kept = language.with("past-before", &[("time", kept.into())]);
    let holds = match &found.summary {
        Ok(summary) => summary_words(summary, language),
        Err(error) => language.with("unreadable-io", &[("reason", error.to_string().into())]),
    };
    (kept, holds)
}

fn summary_words(summary: &GenerationSummary, language: Language) -> String {
    let GenerationSummary {
        status,
        n_mentions,
        n_entries,
        n_fields,
        last_by,
        ..
    } = summary;
    let arguments = [
        (
            "status",
            language
                .t(widgets::status_message(*status))
                .into_owned()
                .into(),
        ),
        ("mentions", (*n_mentions).into()),
        ("entries", (*n_entries).into()),
        ("fields", (*n_fields).into()),
        ("by", last_by.as_deref().unwrap_or_default().into()),
    ];
    language
        .with("past-summary", &arguments)
        .trim_end()
        .to_owned()
}

/// What taking the chosen one back would do, decision by decision.
fn changes_ui(ui: &mut Ui, height: f32, chosen: Option<&ChosenGeneration>, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    ScrollArea::vertical()
        .id_salt("changes")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([true, false])
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            match chosen.map(|chosen| &chosen.changes) {
                None => {
                    ui.label(widgets::small(language.t("past-choose"), tokens.ink3));
                }
                Some(Err(reason)) => {
                    let words =
                        language.with("unreadable-io", &[("reason", reason.as_str().into())]);
                    ui.label(RichText::new(words).color(tokens.red));
                }
                Some(Ok(changes)) if changes.is_empty() => {
                    ui.label(language.t("past-same"));
                }
                Some(Ok(changes)) => {
                    let words = language.with("past-changes", &[("n", changes.len().into())]);
                    ui.label(words);
                    ui.add_space(4.0);
                    for edit in changes {
                        ui.label(widgets::small(change_words(edit, language), tokens.ink2));
                    }
                }
            }
        });
}
