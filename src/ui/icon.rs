//! The icons by what they stand for: the only place that names the icon font's glyphs.
//!
//! They are characters of a font that stands behind the text's own, so that an icon can be part of any words. What the source itself may hold
//! (✓, ○, ★) stays the text font's.

use lucide_icons::Icon;

pub const FOLDER: Icon = Icon::Folder;
pub const FILE: Icon = Icon::FileText;
pub const UP: Icon = Icon::CornerLeftUp;
pub const UNDO: Icon = Icon::Undo2;
pub const REDO: Icon = Icon::Redo2;
pub const MORE: Icon = Icon::Menu;
pub const SETTINGS: Icon = Icon::Settings;
pub const COMMANDS: Icon = Icon::Command;
pub const KEYS: Icon = Icon::Keyboard;
pub const MESSAGES: Icon = Icon::Bell;
pub const TOUR: Icon = Icon::Compass;
pub const ABOUT: Icon = Icon::Info;
pub const LANGUAGE: Icon = Icon::Languages;
pub const LIGHT: Icon = Icon::Sun;
pub const DARK: Icon = Icon::Moon;
pub const CLOSE: Icon = Icon::X;
pub const DONE: Icon = Icon::CircleCheck;
pub const ATTENTION: Icon = Icon::TriangleAlert;
pub const PROBLEM: Icon = Icon::CircleAlert;
pub const COPY: Icon = Icon::Copy;
pub const FILTER: Icon = Icon::ListFilter;

/// The font file, with its glyphs moved so that they stand in the middle of a line of the text's font.
#[must_use]
pub fn font() -> egui::FontData {
    egui::FontData::from_static(lucide_icons::LUCIDE_FONT_BYTES).tweak(egui::FontTweak {
        y_offset_factor: 0.06,
        ..egui::FontTweak::default()
    })
}

/// An icon before words.
#[must_use]
pub fn before(icon: Icon, words: &str) -> String {
    format!("{icon_char} {words}", icon_char = char::from(icon))
}

/// An icon alone; whoever shows it gives it a name.
#[must_use]
pub fn alone(icon: Icon) -> String {
    char::from(icon).to_string()
}
