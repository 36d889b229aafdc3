//! 设置: what the window looks like and how it behaves, who reviews, and the way to the keys.
//!
//! In: the settings. Out: the settings changed, in force at once; a name is taken when its field is left.

use egui::{Button, Grid, RichText, TextEdit, Ui};

use super::command::Command;
use super::reading::reading_ui;
use super::settings::{self, Settings};
use super::theme::{self, Motion, Tokens, size};
use super::{modal, widgets};
use crate::i18n::Language;
use crate::session::{Action, Session};

/// The column of what is set, in points.
const LABELS: f32 = 112.0;

/// The window's own state.
#[derive(Debug, Default)]
pub struct SettingsWindow {
    is_open: bool,
    /// The name as it is being typed.
    name: String,
}

impl SettingsWindow {
    pub fn open(&mut self, settings: &Settings) {
        self.is_open = true;
        self.name = settings.name.clone().unwrap_or_default();
    }

    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }
}

/// Paints the window where it is open. Returns whether something was changed.
pub fn settings_window_ui(
    ctx: &egui::Context,
    window: &mut SettingsWindow,
    settings: &mut Settings,
    session: &Session,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) -> bool {
    if !window.is_open {
        return false;
    }
    let language = settings.language();
    let known = settings.clone();
    let title = language.t("command-settings");
    let answer = modal::show(ctx, "settings", &title, 560.0, language, |ui| {
        section_ui(ui, &language.t("settings-window"), |ui| {
            window_rows(ui, settings, language, commands);
        });
        heading_ui(ui, &language.t("settings-reading"));
        reading_ui(ui, settings, LABELS, language);
        ui.add_space(size::SECTION);
        section_ui(ui, &language.t("settings-reviewer"), |ui| {
            reviewer_rows(ui, window, settings, session, language, actions);
        });
        section_ui(ui, &language.t("settings-more"), |ui| {
            row_ui(ui, &Command::Keys.name(language), |ui| {
                links_ui(ui, language, &[Command::Keys], commands);
            });
            row_ui(ui, &language.t("settings-help"), |ui| {
                links_ui(ui, language, &[Command::Tour, Command::About], commands);
            });
        });
    });
    // One window at a time.
    let goes_on = [Command::Keys, Command::Tour, Command::About];
    let is_left = commands.iter().any(|command| goes_on.contains(command));
    if answer.wants_close || is_left {
        window.is_open = false;
    }
    *settings != known
}

fn heading_ui(ui: &mut Ui, title: &str) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(
        RichText::new(title)
            .font(theme::bold(size::TEXT))
            .color(tokens.ink),
    );
    widgets::hairline(ui);
    ui.add_space(size::GAP / 2.0);
}

fn section_ui(ui: &mut Ui, title: &str, rows: impl FnOnce(&mut Ui)) {
    heading_ui(ui, title);
    Grid::new(title)
        .num_columns(2)
        .min_col_width(LABELS)
        .spacing([16.0, 10.0])
        .show(ui, rows);
    ui.add_space(size::SECTION);
}

/// One setting: what it is at the left, how it is set at the right.
fn row_ui(ui: &mut Ui, label: &str, right: impl FnOnce(&mut Ui)) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(widgets::small(label, tokens.ink2));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        right(ui);
    });
    ui.end_row();
}

/// One of a few, side by side.
fn choice_ui<T: PartialEq + Copy>(ui: &mut Ui, value: &mut T, choices: &[(T, &str)]) {
    for (choice, words) in choices {
        if ui
            .add(Button::selectable(*value == *choice, *words))
            .clicked()
        {
            *value = *choice;
        }
    }
}

fn window_rows(
    ui: &mut Ui,
    settings: &mut Settings,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let system = language.t("settings-system");
    row_ui(ui, &language.t("settings-language"), |ui| {
        let mut choices = vec![(None, &*system)];
        choices.extend(Language::ALL.map(|language| (Some(language), language.name())));
        choice_ui(ui, &mut settings.language, &choices);
    });
    row_ui(ui, &language.t("settings-zoom"), |ui| {
        let percent = format!("{:.0} %", settings.zoom * 100.0);
        let smaller = step_ui(ui, "−", Command::ZoomOut, language);
        ui.add_sized([52.0, size::INPUT], egui::Label::new(percent));
        let larger = step_ui(ui, "+", Command::ZoomIn, language);
        let command = match (smaller, larger) {
            (true, _) => Some(Command::ZoomOut),
            (_, true) => Some(Command::ZoomIn),
            _ => None,
        };
        commands.extend(command);
    });
    row_ui(ui, &language.t("settings-motion"), |ui| {
        let mut is_reduced = settings.motion == Motion::Reduced;
        widgets::checkbox(ui, &mut is_reduced, language.t("settings-motion-reduced"));
        settings.motion = if is_reduced {
            Motion::Reduced
        } else {
            Motion::Usual
        };
    });
    row_ui(ui, &language.t("settings-start"), |ui| {
        widgets::checkbox(ui, &mut settings.reopens, language.t("settings-reopen"));
    });
}

fn reviewer_rows(
    ui: &mut Ui,
    window: &mut SettingsWindow,
    settings: &mut Settings,
    session: &Session,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let words = language.t("status-reviewer-name");
    let label = ui.label(widgets::small(&*words, tokens.ink2));
    ui.vertical(|ui| {
        if let Some(reviewer) = session.reviewer() {
            ui.label(reviewer.name());
            let about = language.t("settings-reviewer-own");
            ui.label(widgets::small(about, tokens.ink3));
            return;
        }
        let response = ui
            .add(TextEdit::singleline(&mut window.name).desired_width(220.0))
            .labelled_by(label.id);
        if response.lost_focus() {
            let name = window.name.trim();
            settings.name = (!name.is_empty()).then(|| name.to_owned());
            actions.push(Action::SetName(settings.name.clone()));
        }
        let about = language.t("settings-reviewer-about");
        ui.label(widgets::small(about, tokens.ink3));
    });
    ui.end_row();
    row_ui(ui, &language.t("settings-file"), |ui| {
        let path = settings
            .file
            .as_ref()
            .map(|path| path.display().to_string());
        let words = path.unwrap_or_else(|| language.t("settings-file-none").into_owned());
        ui.label(widgets::small(words, tokens.ink3));
    });
}

/// A small button that does a step of a command.
fn step_ui(ui: &mut Ui, sign: &str, command: Command, language: Language) -> bool {
    let response = ui.add_sized([28.0, 24.0], Button::new(sign));
    widgets::named(&response, &command.name(language));
    let tooltip = widgets::tooltip(command, language);
    response.on_hover_text(tooltip).clicked()
}

fn links_ui(ui: &mut Ui, language: Language, links: &[Command], commands: &mut Vec<Command>) {
    for command in links {
        let words = format!("{} …", command.name(language));
        if ui.button(words).clicked() {
            commands.push(*command);
        }
    }
}

/// The zoom one step larger or smaller, in steps of a tenth.
#[must_use]
pub fn stepped_zoom(zoom: f32, by: f32) -> f32 {
    ((zoom * 10.0).round() / 10.0 + by).clamp(settings::LEAST_ZOOM, settings::MOST_ZOOM)
}
