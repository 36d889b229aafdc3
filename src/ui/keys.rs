//! Keys: how they are written, and which commands those pressed in a frame start.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::command::Command;
use super::tabs::Tab;
use crate::session::Session;

/// A shortcut as this system writes it: `Ctrl+Z`, `J`, `Enter`.
#[must_use]
pub fn key_text(shortcut: KeyboardShortcut) -> String {
    let names = if cfg!(target_os = "macos") {
        &egui::ModifierNames::SYMBOLS
    } else {
        &egui::ModifierNames::NAMES
    };
    // The signs on the keys rather than their names.
    let sign = match shortcut.logical_key {
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        Key::CloseBracket => "]",
        Key::OpenBracket => "[",
        Key::Questionmark => "?",
        Key::Equals => "=",
        Key::Plus => "+",
        Key::Minus => "-",
        Key::Comma => ",",
        Key::Period => ".",
        _ => return shortcut.format(names, cfg!(target_os = "macos")),
    };
    let modifiers = names.format(&shortcut.modifiers, cfg!(target_os = "macos"));
    if modifiers.is_empty() {
        sign.to_owned()
    } else {
        format!("{modifiers}{}{sign}", names.concat)
    }
}

/// Whether a key writes nothing and moves nothing.
#[must_use]
pub fn is_function_key(key: Key) -> bool {
    key >= Key::F1 && key <= Key::F35
}

/// Whose keys count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listening {
    /// Nobody types, so plain letters are commands.
    pub letters: bool,
    pub tab: Tab,
}

impl Listening {
    fn hears(self, command: Command, shortcut: KeyboardShortcut) -> bool {
        // F3 means the same in a field, where J is a letter; Ctrl+A and Ctrl+C are a field's own.
        let is_letter =
            shortcut.modifiers == Modifiers::NONE && !is_function_key(shortcut.logical_key);
        let is_in_view = match self.tab {
            Tab::Review => !command.is_of_table(),
            // What is not seen is not decided on.
            Tab::Table => !(is_letter && command.is_of_review() || command.is_of_tree()),
        };
        // In a field Alt with an arrow goes from word to word on some systems.
        let is_of_fields = is_letter || command.is_of_table() || command.is_of_tree();
        is_in_view && (self.letters || !is_of_fields)
    }
}

/// The commands whose keys were pressed in this frame, taken out of the input.
pub fn take_pressed(ctx: &egui::Context, session: &Session, listening: Listening) -> Vec<Command> {
    let mut pressed = Vec::new();
    ctx.input_mut(|input| {
        // Longer combinations first: Ctrl+Shift+Z is not Ctrl+Z.
        for wants_shift in [true, false] {
            for &command in Command::ALL {
                for shortcut in &command.shortcuts() {
                    let is_plain = shortcut.modifiers == Modifiers::NONE;
                    if shortcut.modifiers.shift != wants_shift
                        || !listening.hears(command, *shortcut)
                    {
                        continue;
                    }
                    let is_taken = if is_plain {
                        take_plain(input, shortcut.logical_key)
                    } else {
                        input.consume_shortcut(shortcut)
                    };
                    if is_taken && command.is_enabled(session) {
                        pressed.push(command);
                    }
                }
            }
        }
    });
    pressed
}

/// The digit pressed in this frame, for tags.
pub fn take_digit(ctx: &egui::Context) -> Option<char> {
    const DIGITS: [Key; 9] = [
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
        Key::Num7,
        Key::Num8,
        Key::Num9,
    ];
    ctx.input_mut(|input| {
        let at = DIGITS.iter().position(|key| take_plain(input, *key))?;
        char::from_digit(u32::try_from(at).ok()? + 1, 10)
    })
}

/// A key pressed without Ctrl, Alt or Command; Shift counts only for letters, where it would be another key.
fn take_plain(input: &mut egui::InputState, key: Key) -> bool {
    let mut is_pressed = false;
    input.events.retain(|event| {
        let is_it = matches!(event, egui::Event::Key { key: pressed, pressed: true, modifiers, .. }
            if *pressed == key && !modifiers.any_except_shift() && (!modifiers.shift || key == Key::Questionmark));
        is_pressed |= is_it;
        !is_it
    });
    is_pressed
}

/// Whether Ctrl, Alt or Command is down.
trait AnyExceptShift {
    fn any_except_shift(&self) -> bool;
}

impl AnyExceptShift for Modifiers {
    fn any_except_shift(&self) -> bool {
        self.alt || self.ctrl || self.command || self.mac_cmd
    }
}
