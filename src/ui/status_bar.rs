//! The bar below: save state, encoding, position, problems.

use egui::{Popup, Ui};

use super::command::Command;
use super::everywhere::hint_ui;
use super::theme::{Tokens, size};
use super::{icon, widgets};
use crate::document::Diagnostic;
use crate::i18n::Language;
use crate::record::errata_in;
use crate::session::{Action, Move, OpenDocument, SaveState, Session};
use crate::source::{Encoding, PlaceUnit};

/// How many characters of the text a diagnostic shows.
const QUOTE_CHARS: usize = 16;

/// Paints the bar.
pub fn status_bar_ui(
    ui: &mut Ui,
    session: &Session,
    name: &mut Option<String>,
    language: Language,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    let tokens = Tokens::of(ui.ctx());
    ui.set_height(size::STATUS_BAR - 2.0);
    ui.horizontal_centered(|ui| {
        ui.set_max_width(ui.available_width() - 12.0);
        ui.add_space(12.0);
        ui.spacing_mut().item_spacing.x = 18.0;
        save_state_ui(ui, session, language);
        others_ui(ui, session, language, actions);
        hint_ui(ui, session, language, actions);
        if let Some(document) = session.document() {
            encoding_ui(ui, document, language, actions);
            position_ui(ui, document, language);
            diagnostics_ui(ui, document, language, actions);
        }
        widgets::at_end(ui, |ui| {
            name_ui(ui, session, name, language, actions);
            messages_ui(ui, session, language, commands);
            ui.label(widgets::small(language.t("status-offline"), tokens.ink3))
                .on_hover_text(language.t("status-offline-about"));
        });
    });
}

/// How many messages there were; a click lists them.
fn messages_ui(ui: &mut Ui, session: &Session, language: Language, commands: &mut Vec<Command>) {
    let tokens = Tokens::of(ui.ctx());
    let n_messages = session.messages().all().len();
    if n_messages == 0 {
        return;
    }
    let command = Command::Messages;
    let words = icon::before(icon::MESSAGES, &n_messages.to_string());
    let button = egui::Button::new(widgets::small(words, tokens.ink2)).frame(false);
    let response = ui.add(button);
    widgets::named(&response, &command.name(language));
    if response
        .on_hover_text(widgets::tooltip(command, language))
        .clicked()
    {
        commands.push(command);
    }
}

/// Who signs the decisions; a click changes the name. Where each reviewer has sidecars of their own the name is theirs.
fn name_ui(
    ui: &mut Ui,
    session: &Session,
    name: &mut Option<String>,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let words = match session.name() {
        Some(name) => language.with("status-reviewer", &[("name", name.into())]),
        None => language.t("status-no-reviewer").into_owned(),
    };
    if session.reviewer().is_some() {
        ui.label(widgets::small(words, tokens.ink3));
        return;
    }
    let button = egui::Button::new(widgets::small(format!("{words} ▾"), tokens.ink3)).frame(false);
    let response = ui
        .add(button)
        .on_hover_text(language.t("status-reviewer-about"));
    let behaviour = egui::PopupCloseBehavior::CloseOnClickOutside;
    Popup::menu(&response).close_behavior(behaviour).show(|ui| {
        let label = ui.label(widgets::small(
            language.t("status-reviewer-name"),
            tokens.ink2,
        ));
        let mut typed = name.clone().unwrap_or_default();
        let response = ui
            .add(egui::TextEdit::singleline(&mut typed).desired_width(160.0))
            .labelled_by(label.id);
        if response.changed() {
            *name = Some(typed.clone());
        }
        if response.lost_focus() {
            actions.push(Action::SetName(Some(typed)));
            ui.close();
        }
    });
}

fn save_state_ui(ui: &mut Ui, session: &Session, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    let Some(folder) = session.folder() else {
        return;
    };
    match folder.save_state() {
        SaveState::Untouched => {
            ui.label(widgets::small(
                format!("○ {}", language.t("save-untouched")),
                tokens.ink3,
            ));
        }
        SaveState::Saving => {
            ui.label(widgets::small(
                format!("◌ {}", language.t("save-saving")),
                tokens.ink2,
            ));
        }
        SaveState::Saved(at) => {
            let words = language.with("save-saved", &[("at", at.into())]);
            ui.label(widgets::small(format!("● {words}"), tokens.ok));
        }
        // Which, why and the ways out stand in a strip of their own.
        SaveState::Failed { n_documents, .. } => {
            let words = language.with("save-unsaved", &[("n", n_documents.into())]);
            ui.label(widgets::small(format!("! {words}"), tokens.red));
        }
    }
}

/// What others decided: how much of it came in, and what waits for a person.
fn others_ui(ui: &mut Ui, session: &Session, language: Language, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    let Some(folder) = session.folder() else {
        return;
    };
    let others = folder.others();
    if let Some((at, path)) = &others.last {
        let words = language.with("status-merged", &[("n", others.n_decisions.into())]);
        let about = language.with(
            "status-merged-about",
            &[("path", path.as_str().into()), ("at", at.as_str().into())],
        );
        ui.label(widgets::small(words, tokens.ink2))
            .on_hover_text(about);
    }
    let n_conflicts = folder.n_conflicts();
    if n_conflicts > 0 {
        let words = language.with("status-conflicts", &[("n", n_conflicts.into())]);
        let words = widgets::small(format!("! {words}"), tokens.red);
        let response = ui.add(egui::Button::new(words).frame(false));
        let about = widgets::tooltip(Command::NextConflict, language);
        if response.on_hover_text(about).clicked() {
            actions.push(Action::Navigate(Move::NextConflict));
        }
    }
}

fn encoding_ui(
    ui: &mut Ui,
    document: &OpenDocument,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let source = &document.loaded.source;
    if let Some(converter) = source.converter() {
        let name = source.format.name().to_uppercase();
        let about = language.with("format-about", &[("converter", converter.name().into())]);
        ui.label(widgets::small(name, tokens.ink2))
            .on_hover_text(about);
    }
    if !source.format.has_encoding() {
        return;
    }
    let (words, colour) = if source.has_errors {
        (format!("{} !", source.encoding), tokens.warn)
    } else {
        (source.encoding.to_string(), tokens.ink2)
    };
    let response =
        ui.add(egui::Button::new(widgets::small(format!("{words} ▾"), colour)).frame(false));
    let about = if source.has_errors {
        "encoding-errors"
    } else {
        "encoding-about"
    };
    let response = response.on_hover_text(language.t(about));
    Popup::menu(&response).show(|ui| {
        for encoding in Encoding::ALL {
            let is_it = encoding == source.encoding;
            if ui
                .add(egui::Button::selectable(is_it, encoding.name()))
                .clicked()
                && !is_it
            {
                actions.push(Action::SetEncoding(encoding));
            }
        }
    });
}

fn position_ui(ui: &mut Ui, document: &OpenDocument, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    let text = &document.loaded.source.text;
    let selection = &document.selection;
    let of_mention = selection.mention.as_ref().map(|(_, span)| span.start);
    let of_node = selection
        .node
        .map(|id| document.loaded.outline.node(id).span.start);
    let Some(offset) = selection.text.map(|(_, to)| to).or(of_mention).or(of_node) else {
        return;
    };
    let line = text.line_at(offset);
    let column = text.chars_before(offset) - text.chars_before(text.line(line).start) + 1;
    let mut words = language.with(
        "status-position",
        &[("line", (line + 1).into()), ("column", column.into())],
    );
    if let Some(span) = selection.text_span() {
        let (start, end) = text.chars_of_span(span);
        words.push_str(&language.with("status-marked", &[("n", (end - start).into())]));
    }
    if let Some(places) = &document.loaded.source.places
        && let Some(n) = places.at(offset)
    {
        let id = match places.unit {
            PlaceUnit::Page => "status-page",
            PlaceUnit::Paragraph => "status-paragraph",
            PlaceUnit::Chapter => "status-chapter",
        };
        words.push_str(&language.with(id, &[("n", n.into())]));
    }
    ui.label(widgets::small(words, tokens.ink2));
}

fn diagnostics_ui(
    ui: &mut Ui,
    document: &OpenDocument,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let parsed = document.loaded.outline.diagnostics.iter();
    // What is odd about words that a reviewer has corrected is said no more.
    let is_open = |diagnostic: &&Diagnostic| {
        let mut errata = errata_in(&document.record.errata, diagnostic.span);
        !errata.any(|erratum| erratum.anchor.span().contains(diagnostic.span))
    };
    let diagnostics: Vec<&Diagnostic> = parsed
        .chain(&document.loaded.extraction.diagnostics)
        .filter(is_open)
        .collect();
    let Some(first) = diagnostics.first() else {
        return;
    };
    let words = if diagnostics.len() == 1 {
        diagnostic_words(first, document, language)
    } else {
        language.with("status-diagnostics", &[("n", diagnostics.len().into())])
    };
    let button = egui::Button::new(widgets::small(format!("{words} ▾"), tokens.warn)).frame(false);
    let response = ui.add(button);
    Popup::menu(&response).show(|ui| {
        egui::ScrollArea::vertical()
            .max_height(320.0)
            .show(ui, |ui| {
                for diagnostic in diagnostics {
                    if ui
                        .button(diagnostic_words(diagnostic, document, language))
                        .clicked()
                    {
                        let span = diagnostic.span;
                        actions.push(Action::ShowPlace(span));
                    }
                }
            });
    });
}

/// A diagnostic in words, with the line it is in.
fn diagnostic_words(
    diagnostic: &Diagnostic,
    document: &OpenDocument,
    language: Language,
) -> String {
    let text = &document.loaded.source.text;
    let id = format!("diagnostic-{}", diagnostic.code.replace(['.', '_'], "-"));
    let quote: String = text
        .get(diagnostic.span)
        .unwrap_or_default()
        .chars()
        .filter(|c| *c != '\n')
        .take(QUOTE_CHARS)
        .collect();
    let line = text.line_at(diagnostic.span.start.min(text.len())) + 1;
    let arguments = [
        ("line", line.into()),
        ("detail", diagnostic.detail.as_str().into()),
        ("quote", quote.into()),
    ];
    language.with(&id, &arguments)
}
