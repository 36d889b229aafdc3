//! 快捷键: what every key does, where the reviewer stands first, and where a click gives a command another key.
//!
//! In: the map of keys. Out: the map changed. A key that another command has is given only after the reviewer was told whose it is.

use egui::{Align, Event, Key, KeyboardShortcut, Layout, RichText, ScrollArea, Ui};

use super::command::Command;
use super::keymap::{self, KeyMap};
use super::keys::key_text;
use super::theme::{self, Tokens, size};
use super::{modal, widgets};
use crate::i18n::Language;

/// Where a key is of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    Review,
    Text,
    Table,
    #[default]
    Window,
}

impl Place {
    const ALL: [Self; 4] = [Self::Review, Self::Text, Self::Table, Self::Window];

    const fn of(command: Command) -> Self {
        match command {
            Command::Settle
            | Command::NextEntry
            | Command::PreviousEntry
            | Command::NextUnreviewed
            | Command::NextConflict
            | Command::NextMention
            | Command::PreviousMention
            | Command::AcceptMention
            | Command::RejectMention
            | Command::EditValue
            | Command::PutBack
            | Command::AcceptAll
            | Command::EditTag
            | Command::EditNote
            | Command::ShowDocumentForm
            | Command::ShowLost => Self::Review,
            Command::MarkNextWord
            | Command::MarkPreviousWord
            | Command::WidenMark
            | Command::AddMention
            | Command::SpanFromSelection
            | Command::LargerText
            | Command::SmallerText => Self::Text,
            Command::OpenRow | Command::SelectRows | Command::CopyRows | Command::ExportRows => {
                Self::Table
            }
            _ => Self::Window,
        }
    }

    const fn message(self) -> &'static str {
        match self {
            Self::Review => "form-title",
            Self::Text => "text-pane",
            Self::Table => "command-show-table",
            Self::Window => "keys-window",
        }
    }
}

/// The window's own state.
#[derive(Debug, Default)]
pub struct KeysWindow {
    is_open: bool,
    /// Where the reviewer stood when it was opened.
    place: Place,
    /// The command that the next key is given to.
    waiting: Option<Command>,
    /// A key that another command has, wanted for this one.
    clash: Option<(Command, KeyboardShortcut)>,
    /// The key just pressed has a meaning of its own.
    is_refused: bool,
}

impl KeysWindow {
    pub fn open(&mut self, place: Place) {
        *self = Self {
            is_open: true,
            place,
            ..Self::default()
        };
    }

    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Takes the key that is waited for out of the input.
    fn take_key(&mut self, ctx: &egui::Context, keys: &mut KeyMap) {
        let Some(command) = self.waiting else { return };
        let pressed = ctx.input_mut(|input| {
            let at = input.events.iter().position(|event| {
                matches!(
                    event,
                    Event::Key { pressed: true, .. } | Event::Copy | Event::Cut | Event::Paste(_)
                )
            })?;
            Some(input.events.remove(at))
        });
        let key = match pressed {
            None => return,
            Some(Event::Key {
                key: Key::Escape, ..
            }) => {
                self.waiting = None;
                return;
            }
            Some(Event::Key { key, modifiers, .. }) => keymap::assignable(key, modifiers),
            Some(_) => None,
        };
        self.is_refused = key.is_none();
        let Some(key) = key else { return };
        self.waiting = None;
        if keys.other_with(key, command).is_some() {
            self.clash = Some((command, key));
        } else {
            keys.give(command, key);
        }
    }
}

/// Paints the window where it is open. Returns whether a key was changed.
pub fn keys_window_ui(
    ctx: &egui::Context,
    window: &mut KeysWindow,
    keys: &mut KeyMap,
    language: Language,
) -> bool {
    if !window.is_open {
        return false;
    }
    let known = keys.clone();
    window.take_key(ctx, keys);
    let title = Command::Keys.name(language);
    let answer = modal::show(ctx, "keys", &title, 620.0, language, |ui| {
        let tokens = Tokens::of(ui.ctx());
        ui.label(widgets::small(language.t("keys-hint"), tokens.ink2));
        ui.add_space(size::GAP);
        let most = modal::room(ctx) - 80.0;
        ScrollArea::vertical()
            .max_height(most)
            .min_scrolled_height(most)
            .show(ui, |ui| list_ui(ui, window, keys, language));
        ui.add_space(size::GAP);
        bottom_ui(ui, window, keys, language);
    });
    if answer.wants_close {
        window.is_open = false;
    }
    *keys != known
}

fn list_ui(ui: &mut Ui, window: &mut KeysWindow, keys: &KeyMap, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    let here = window.place;
    let others = Place::ALL.into_iter().filter(|place| *place != here);
    for place in std::iter::once(here).chain(others) {
        let mut title = language.t(place.message()).into_owned();
        if place == here {
            title = language.with("keys-here", &[("place", title.into())]);
        }
        ui.label(RichText::new(title).font(theme::bold(size::TEXT)));
        ui.add_space(4.0);
        for &command in Command::ALL {
            if Place::of(command) == place {
                command_ui(ui, window, keys, command, language);
            }
        }
        // What cannot be changed.
        let fixed = match place {
            Place::Review => Some(("1 – 9", "keys-tags")),
            Place::Text => Some(("← → ↑ ↓", "keys-arrows")),
            Place::Table | Place::Window => None,
        };
        if let Some((words, message)) = fixed {
            line_ui(ui, &language.t(message), "", |ui| {
                ui.label(RichText::new(words).color(tokens.ink2));
            });
        }
        ui.add_space(14.0);
    }
}

/// One line: what is done, and at the right end the key.
fn line_ui(ui: &mut Ui, name: &str, about: &str, right: impl FnOnce(&mut Ui)) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        ui.label(name);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            right(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(widgets::small(about, tokens.ink3)).truncate());
            });
        });
    });
}

fn command_ui(
    ui: &mut Ui,
    window: &mut KeysWindow,
    keys: &KeyMap,
    command: Command,
    language: Language,
) {
    let tokens = Tokens::of(ui.ctx());
    let name = command.name(language);
    line_ui(ui, &name, &command.about(language), |ui| {
        let clash = keys.clash_of(command);
        let (words, colour) = if window.waiting == Some(command) {
            (language.t("keys-press").into_owned(), tokens.red)
        } else {
            let of_command: Vec<String> = keys.keys_of(command).into_iter().map(key_text).collect();
            match (of_command.is_empty(), clash) {
                (true, _) => (language.t("keys-none").into_owned(), tokens.ink3),
                (false, Some(_)) => (format!("⚠ {}", of_command.join("  ")), tokens.red),
                (false, None) => (of_command.join("  "), tokens.ink2),
            }
        };
        let button = egui::Button::new(RichText::new(words).color(colour));
        let mut response = ui.add(button);
        let label = language.with("keys-change", &[("command", name.as_str().into())]);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
        if let Some(other) = clash {
            let arguments = [("other", other.name(language).into())];
            response = response.on_hover_text(language.with("keys-same", &arguments));
        }
        if response.clicked() {
            response.surrender_focus();
            window.waiting = Some(command);
            window.clash = None;
            window.is_refused = false;
        }
    });
}

/// What is to be resolved, and the way back to the defaults.
fn bottom_ui(ui: &mut Ui, window: &mut KeysWindow, keys: &mut KeyMap, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        let clash = window
            .clash
            .and_then(|(command, key)| Some((command, key, keys.other_with(key, command)?)));
        if let Some((command, key, other)) = clash {
            let arguments = [
                ("key", key_text(key).into()),
                ("other", other.name(language).into()),
                ("command", command.name(language).into()),
            ];
            ui.colored_label(tokens.red, language.with("keys-clash", &arguments));
            if ui.button(language.t("keys-take")).clicked() {
                keys.give(command, key);
                window.clash = None;
            }
            if ui.button(language.t("keys-leave")).clicked() {
                window.clash = None;
            }
            return;
        }
        if window.is_refused {
            ui.colored_label(tokens.red, language.t("keys-refused"));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let button = egui::Button::new(language.t("keys-restore"));
            if ui.add_enabled(keys.is_changed(), button).clicked() {
                keys.restore();
            }
        });
    });
}
