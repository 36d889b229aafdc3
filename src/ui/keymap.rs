//! Which keys start which command: the defaults, and in their place what the reviewer chose.
//!
//! The settings hold a map from a command's id to its keys as `Ctrl+Shift+Z`, only of commands that were changed. A key is given to one command: who
//! gives it to another takes it from the first, and is asked before (`keys_window`). Tooltips, menus and lists ask for the map in force, which is
//! that of the window being painted; one thread paints.

use std::cell::RefCell;
use std::collections::BTreeMap;

use egui::{Key, KeyboardShortcut, Modifiers};
use serde::{Deserialize, Serialize};

use super::command::Command;
use super::keys::is_function_key;

thread_local! {
    static IN_FORCE: RefCell<KeyMap> = RefCell::default();
}

/// The keys that differ from the defaults.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyMap {
    /// By the command's id; no keys where it has none left.
    changed: BTreeMap<String, Vec<String>>,
}

impl KeyMap {
    /// The keys that start a command; the first is shown. What cannot be read in the settings is no key.
    #[must_use]
    pub fn keys_of(&self, command: Command) -> Vec<KeyboardShortcut> {
        match self.changed.get(command.id()) {
            Some(keys) => {
                let is_key = |key: &KeyboardShortcut| {
                    assignable(key.logical_key, key.modifiers) == Some(*key)
                        || command.defaults().contains(key)
                };
                keys.iter()
                    .filter_map(|key| read(key))
                    .filter(is_key)
                    .collect()
            }
            None => command.defaults().to_vec(),
        }
    }

    /// Another command that a key starts.
    #[must_use]
    pub fn other_with(&self, key: KeyboardShortcut, command: Command) -> Option<Command> {
        Command::ALL
            .iter()
            .copied()
            .find(|other| *other != command && self.keys_of(*other).contains(&key))
    }

    /// Another command that one of this command's keys starts: only in settings that were written by hand.
    #[must_use]
    pub fn clash_of(&self, command: Command) -> Option<Command> {
        self.keys_of(command)
            .into_iter()
            .find_map(|key| self.other_with(key, command))
    }

    /// Gives a command this key alone, and takes it from every other.
    pub fn give(&mut self, command: Command, key: KeyboardShortcut) {
        while let Some(other) = self.other_with(key, command) {
            let mut keys = self.keys_of(other);
            keys.retain(|known| *known != key);
            self.set(other, &keys);
        }
        self.set(command, &[key]);
    }

    /// The defaults for every command.
    pub fn restore(&mut self) {
        self.changed.clear();
    }

    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// Makes this the map that names keys from now on.
    pub fn put_in_force(&self) {
        IN_FORCE.with_borrow_mut(|known| {
            if known != self {
                known.clone_from(self);
            }
        });
    }

    fn set(&mut self, command: Command, keys: &[KeyboardShortcut]) {
        let id = command.id().to_owned();
        if keys == command.defaults() {
            self.changed.remove(&id);
        } else {
            let keys = keys.iter().copied().map(write).collect();
            self.changed.insert(id, keys);
        }
    }
}

/// The keys that start a command in the window being painted.
#[must_use]
pub fn in_force(command: Command) -> Vec<KeyboardShortcut> {
    IN_FORCE.with_borrow(|map| map.keys_of(command))
}

/// The key of an event as a command can have it; none for what means something of its own: digits are tags, arrows and their like move the caret,
/// Tab and Escape leave, a field has its Ctrl+A, C, V and X, and letters with Shift are capitals.
#[must_use]
pub fn assignable(key: Key, modifiers: Modifiers) -> Option<KeyboardShortcut> {
    let (is_command, is_bare) = (
        modifiers.command || modifiers.ctrl || modifiers.mac_cmd,
        !(modifiers.command || modifiers.ctrl || modifiers.mac_cmd || modifiers.alt),
    );
    let shift = modifiers.shift && key != Key::Questionmark;
    let is_own = match key {
        Key::Tab
        | Key::Escape
        | Key::Backspace
        | Key::Delete
        | Key::Space
        | Key::Home
        | Key::End
        | Key::PageUp
        | Key::PageDown
        | Key::Copy
        | Key::Cut
        | Key::Paste => true,
        // With Alt an arrow moves no caret.
        Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight => !modifiers.alt,
        Key::A | Key::C | Key::V | Key::X => is_command && !modifiers.alt && !shift,
        Key::Enter => !is_bare || shift,
        _ => {
            let is_digit = key >= Key::Num0 && key <= Key::Num9;
            is_bare && (is_digit || (shift && !is_function_key(key)))
        }
    };
    let modifiers = Modifiers {
        alt: modifiers.alt,
        shift,
        command: is_command,
        ..Modifiers::NONE
    };
    (!is_own).then_some(KeyboardShortcut::new(modifiers, key))
}

/// As the settings have it, the same on every system.
fn write(key: KeyboardShortcut) -> String {
    let KeyboardShortcut {
        modifiers,
        logical_key,
    } = key;
    let mut words = String::new();
    for (is_held, name) in [
        (modifiers.command, "Ctrl+"),
        (modifiers.alt, "Alt+"),
        (modifiers.shift, "Shift+"),
    ] {
        if is_held {
            words.push_str(name);
        }
    }
    words + logical_key.name()
}

fn read(words: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut rest = words;
    loop {
        rest = if let Some(rest) = rest.strip_prefix("Ctrl+") {
            modifiers.command = true;
            rest
        } else if let Some(rest) = rest.strip_prefix("Alt+") {
            modifiers.alt = true;
            rest
        } else if let Some(rest) = rest.strip_prefix("Shift+") {
            modifiers.shift = true;
            rest
        } else {
            break;
        };
    }
    Some(KeyboardShortcut::new(modifiers, Key::from_name(rest)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(words: &str) -> KeyboardShortcut {
        read(words).expect("a key")
    }

    #[test]
    fn a_key_given_to_a_command_is_taken_from_the_other() {
        let mut map = KeyMap::default();
        let undo_key = key("Ctrl+Z");
        assert_eq!(
            map.other_with(undo_key, Command::Export),
            Some(Command::Undo)
        );
        map.give(Command::Export, undo_key);
        assert_eq!(map.keys_of(Command::Export), [undo_key]);
        assert!(map.keys_of(Command::Undo).is_empty());
        map.give(Command::Palette, key("Ctrl+Y"));
        assert_eq!(
            map.keys_of(Command::Redo),
            [key("Ctrl+Shift+Z")],
            "its second key is left"
        );
        assert!(
            Command::ALL
                .iter()
                .all(|command| map.clash_of(*command).is_none())
        );
        map.restore();
        assert_eq!(map, KeyMap::default());
    }

    #[test]
    fn a_command_that_has_its_default_back_is_unchanged() {
        let mut map = KeyMap::default();
        map.give(Command::Export, key("F11"));
        assert!(map.is_changed());
        map.give(Command::Export, key("Ctrl+E"));
        assert!(!map.is_changed());
    }

    #[test]
    fn keys_are_read_as_they_are_written_and_what_is_none_is_left_out() {
        for &command in Command::ALL {
            for default in command.defaults() {
                assert_eq!(read(&write(*default)), Some(*default), "{command:?}");
            }
        }
        let map: KeyMap = ron::from_str(
            r#"{"command-undo": ["Ctrl+Nowhere", "3", "Shift+K", "F4"], "command-of-tomorrow": ["J"]}"#,
        )
        .expect("loads");
        assert_eq!(map.keys_of(Command::Undo), [key("F4")]);
    }

    #[test]
    fn clashes_in_settings_written_by_hand_are_named() {
        let map: KeyMap = ron::from_str(r#"{"command-undo": ["J"]}"#).expect("loads");
        assert_eq!(map.clash_of(Command::Undo), Some(Command::NextEntry));
        assert_eq!(map.clash_of(Command::NextEntry), Some(Command::Undo));
    }

    #[test]
    fn keys_with_a_meaning_of_their_own_are_given_to_no_command() {
        let shifted = Modifiers::SHIFT;
        for (key, modifiers) in [
            (Key::Num3, Modifiers::NONE),
            (Key::K, shifted),
            (Key::ArrowLeft, Modifiers::COMMAND),
            (Key::C, Modifiers::COMMAND),
            (Key::Enter, Modifiers::COMMAND),
            (Key::Escape, Modifiers::NONE),
        ] {
            assert_eq!(assignable(key, modifiers), None, "{key:?}");
        }
        // Keyboards have ? on a shifted key.
        let question = assignable(Key::Questionmark, shifted).expect("a key");
        assert_eq!(question.modifiers, Modifiers::NONE);
    }
}
