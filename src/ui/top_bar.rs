//! The bar above: open, undo and redo, tabs, search, commands, export, progress.

use egui::{Align, Layout, Popup, Rect, RichText, Sense, Ui, UiBuilder, vec2};

use super::command::Command;
use super::search::{SearchView, search_box_ui};
use super::settings::Settings;
use super::tabs::{Tab, tabs_ui};
use super::theme::{self, Tokens, size};
use super::{icon, widgets};
use crate::i18n::Language;
use crate::session::{Action, Session};

/// What of the window the bar shows.
#[derive(Debug)]
pub struct BarViews<'a> {
    pub settings: &'a Settings,
    pub search: &'a mut SearchView,
    pub tab: Tab,
}

/// Below this width in points commands are signs without words.
const NARROW: f32 = 860.0;

/// Room for the tabs.
const TABS_WIDTH: f32 = 124.0;

/// Paints the bar.
pub fn top_bar_ui(
    ui: &mut Ui,
    session: &Session,
    BarViews {
        settings,
        search,
        tab,
    }: BarViews<'_>,
    language: Language,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    let tokens = Tokens::of(ui.ctx());
    ui.set_height(size::TOP_BAR - 2.0);
    ui.horizontal_centered(|ui| {
        ui.set_max_width(ui.available_width() - 12.0);
        ui.add_space(12.0);
        ui.label(
            RichText::new("批阅")
                .font(theme::bold(15.0))
                .color(tokens.red)
                .extra_letter_spacing(2.0),
        );
        ui.add_space(8.0);
        let bar = ui.max_rect();
        let is_narrow = bar.width() < NARROW;
        let mut ends = widgets::Ends::of(ui);
        let start = &mut ends.start;
        opening_ui(start, session, settings, language, actions, commands);
        steps_ui(start, session, is_narrow, language, commands);
        if session.folder().is_some() {
            // In the middle of the bar, or where there is room.
            let most = (start.max_rect().right() - TABS_WIDTH).max(start.cursor().left());
            let left = (bar.center().x - TABS_WIDTH / 2.0).clamp(start.cursor().left(), most);
            let rect = Rect::from_x_y_ranges(left..=left + TABS_WIDTH, bar.y_range());
            let layout = Layout::left_to_right(Align::Center);
            let mut tabs = start.new_child(UiBuilder::new().max_rect(rect).layout(layout));
            tabs_ui(&mut tabs, tab, language, commands);
        }
        let end = &mut ends.end;
        loading_ui(end, session, is_narrow, language, actions);
        let width = (bar.width() * 0.2).clamp(116.0, 290.0);
        search_box_ui(end, session, search, width, language, actions);
        asking_ui(end, session, is_narrow, language, commands);
        ends.finish(ui);
    });
}

/// What can be opened.
fn opening_ui(
    ui: &mut Ui,
    session: &Session,
    settings: &Settings,
    language: Language,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    let open = ui.button(format!("{} ▾", language.t("bar-open")));
    let open = match session.folder() {
        Some(folder) => open.on_hover_text(folder.opened_path().display().to_string()),
        None => open,
    };
    Popup::menu(&open).show(|ui| open_menu(ui, session, settings, language, actions, commands));
}

/// Undo and redo; where the window is narrow, without words.
fn steps_ui(
    ui: &mut Ui,
    session: &Session,
    is_narrow: bool,
    language: Language,
    commands: &mut Vec<Command>,
) {
    for (command, sign) in [(Command::Undo, icon::UNDO), (Command::Redo, icon::REDO)] {
        let name = command.name(language);
        let words = if is_narrow {
            icon::alone(sign)
        } else {
            icon::before(sign, &name)
        };
        let response = widgets::command_button(ui, command, &words, session, language, commands);
        if is_narrow {
            widgets::named(&response, &name);
        }
        let step = match command {
            Command::Undo => session.history().undo_label(),
            _ => session.history().redo_label(),
        };
        if let Some(step) = step {
            response.on_hover_text(language.t(step));
        }
    }
}

/// Commands, export, and what is about the program.
fn asking_ui(
    ui: &mut Ui,
    session: &Session,
    is_narrow: bool,
    language: Language,
    commands: &mut Vec<Command>,
) {
    let tokens = Tokens::of(ui.ctx());
    let palette = Command::Palette;
    let name = palette.name(language);
    let response = if is_narrow {
        let response = ui.button(icon::alone(icon::COMMANDS));
        widgets::named(&response, &name);
        response
    } else {
        widgets::button_with_key(ui, &name, palette)
    };
    if response
        .on_hover_text(widgets::tooltip(palette, language))
        .clicked()
    {
        commands.push(palette);
    }
    let export = Command::Export;
    let button = egui::Button::new(format!("{} …", export.name(language)));
    let response = ui.add_enabled(export.is_enabled(session), button);
    if response
        .on_hover_text(widgets::tooltip(export, language))
        .clicked()
    {
        commands.push(export);
    }
    let name = language.t("bar-more");
    let more = widgets::icon_button(ui, icon::MORE, &name, tokens.ink2);
    Popup::menu(&more).show(|ui| more_menu(ui, language, commands));
}

fn open_menu(
    ui: &mut Ui,
    session: &Session,
    settings: &Settings,
    language: Language,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    let tokens = Tokens::of(ui.ctx());
    for command in [Command::OpenFolder, Command::OpenFile, Command::OpenSamples] {
        let button = egui::Button::new(command.name(language)).shortcut_text(command.key_text());
        if ui.add(button).clicked() {
            commands.push(command);
        }
    }
    if !settings.recent.is_empty() {
        ui.separator();
        ui.label(widgets::small(language.t("start-recent"), tokens.ink3));
        for path in &settings.recent {
            if ui.button(path.display().to_string()).clicked() {
                actions.push(Action::Open(path.clone()));
            }
        }
    }
    if session.folder().is_some() {
        ui.separator();
        for command in [
            Command::Import,
            Command::Codebook,
            Command::Past,
            Command::CloseFolder,
        ] {
            let button =
                egui::Button::new(command.name(language)).shortcut_text(command.key_text());
            if ui
                .add_enabled(command.is_enabled(session), button)
                .clicked()
            {
                commands.push(command);
            }
        }
    }
}

/// What is about the program rather than the documents.
fn more_menu(ui: &mut Ui, language: Language, commands: &mut Vec<Command>) {
    let theme = if ui.ctx().theme() == egui::Theme::Dark {
        icon::LIGHT
    } else {
        icon::DARK
    };
    let groups: [&[_]; 2] = [
        &[
            (Command::Settings, icon::SETTINGS),
            (Command::ToggleTheme, theme),
            (Command::ToggleLanguage, icon::LANGUAGE),
        ],
        &[
            (Command::Keys, icon::KEYS),
            (Command::Messages, icon::MESSAGES),
            (Command::Tour, icon::TOUR),
            (Command::About, icon::ABOUT),
        ],
    ];
    for (at, group) in groups.into_iter().enumerate() {
        if at > 0 {
            ui.separator();
        }
        for (command, sign) in group {
            let name = command.name(language);
            let button = egui::Button::new(icon::before(*sign, &name));
            let response = ui.add(button.shortcut_text(command.key_text()));
            widgets::named(&response, &name);
            if response.clicked() {
                commands.push(*command);
            }
        }
    }
}

/// Progress while documents load, and a way to stop it.
fn loading_ui(
    ui: &mut Ui,
    session: &Session,
    is_narrow: bool,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let Some(folder) = session.folder() else {
        return;
    };
    let (n_loaded, n_documents) = folder.progress();
    if n_loaded >= n_documents {
        return;
    }
    let tokens = Tokens::of(ui.ctx());
    let width = if is_narrow { 32.0 } else { 120.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, 6.0), Sense::hover());
    ui.painter().rect_filled(rect, 3.0, tokens.line);
    let width = rect.width() * n_loaded as f32 / n_documents.max(1) as f32;
    ui.painter().rect_filled(
        egui::Rect::from_min_size(rect.min, vec2(width, 6.0)),
        3.0,
        tokens.ok,
    );
    let words = language.with(
        "documents-loading",
        &[("done", n_loaded.into()), ("all", n_documents.into())],
    );
    if !is_narrow {
        ui.label(widgets::small(&words, tokens.ink3));
    }
    response.on_hover_text(words);
    let name = language.t("loading-stop");
    let stop = widgets::icon_button(ui, icon::CLOSE, &name, tokens.ink2);
    if stop
        .on_hover_text(language.t("loading-stop-about"))
        .clicked()
    {
        actions.push(Action::CloseFolder);
    }
}
