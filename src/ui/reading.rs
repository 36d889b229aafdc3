//! How the source is set and which theme the window wears: what the reviewer chooses, and the list where it is chosen.
//!
//! The list opens from “Aa” above the text and by a key; a window of settings can show it too ([`reading_ui`]). What is chosen is seen at once in
//! the text behind it.

use egui::{Button, Grid, Popup, PopupCloseBehavior, RichText, Slider, Ui};
use serde::{Deserialize, Serialize};

use super::command::Command;
use super::settings::Settings;
use super::text_pane::TextOptions;
use super::theme::{Appearance, Look, Tokens, Typeface, size};
use super::widgets;
use crate::i18n::Language;

/// Points of the source's text.
pub const SIZES: [f32; 2] = [12.0, 32.0];
/// Line height as a multiple of the size.
pub const LINE_HEIGHTS: [f32; 2] = [1.4, 2.6];
const LINE_HEIGHT_STEP: f32 = 0.1;
/// Characters to a line at most.
pub const LINE_CHARS: [f32; 2] = [24.0, 72.0];
const LINE_CHARS_STEP: f32 = 2.0;

/// How the source is set, beside its size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// A multiple of the size, within [`LINE_HEIGHTS`].
    pub line_height: f32,
    /// Full-width characters to a line at most, within [`LINE_CHARS`].
    pub line_chars: f32,
    pub typeface: Typeface,
    /// Text in full contrast, lines that can be seen.
    pub high_contrast: bool,
    /// Types in colours that colour-blind readers tell apart.
    pub safe_types: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            line_height: size::SOURCE_LINE,
            line_chars: size::SOURCE_CHARS,
            typeface: Typeface::default(),
            high_contrast: false,
            safe_types: false,
        }
    }
}

impl Settings {
    /// The theme that the reviewer wants.
    #[must_use]
    pub const fn look(&self) -> Look {
        Look {
            appearance: self.appearance,
            is_high_contrast: self.reading.high_contrast,
            has_safe_types: self.reading.safe_types,
            motion: self.motion,
        }
    }

    /// How the source is set.
    #[must_use]
    pub const fn text_options(&self) -> TextOptions {
        TextOptions {
            font_size: self.source_size,
            line_height: self.reading.line_height,
            line_chars: self.reading.line_chars,
            typeface: self.reading.typeface,
        }
    }

    /// Carries out a command about reading; of others nothing comes.
    pub fn read_by(&mut self, command: Command) {
        let step = |value: &mut f32, by: f32, [least, most]: [f32; 2]| {
            // To the step nearest, so that going there and back ends where it began.
            let steps = (*value / by.abs()).round() + by.signum();
            *value = (steps * by.abs()).clamp(least, most);
        };
        let reading = &mut self.reading;
        match command {
            Command::LargerText => step(&mut self.source_size, 1.0, SIZES),
            Command::SmallerText => step(&mut self.source_size, -1.0, SIZES),
            Command::LooserLines => {
                step(&mut reading.line_height, LINE_HEIGHT_STEP, LINE_HEIGHTS);
            }
            Command::TighterLines => {
                step(&mut reading.line_height, -LINE_HEIGHT_STEP, LINE_HEIGHTS);
            }
            Command::LongerLines => step(&mut reading.line_chars, LINE_CHARS_STEP, LINE_CHARS),
            Command::ShorterLines => step(&mut reading.line_chars, -LINE_CHARS_STEP, LINE_CHARS),
            Command::ToggleSerif => {
                reading.typeface = match reading.typeface {
                    Typeface::Sans => Typeface::Serif,
                    Typeface::Serif => Typeface::Sans,
                };
            }
            Command::ToggleContrast => reading.high_contrast ^= true,
            Command::ToggleSafeTypes => reading.safe_types ^= true,
            _ => {}
        }
    }

    /// Sets the source and the theme as they come.
    fn read_as_usual(&mut self) {
        let usual = Self::default();
        self.source_size = usual.source_size;
        self.appearance = usual.appearance;
        self.reading = usual.reading;
    }
}

fn popup_id() -> egui::Id {
    egui::Id::unique("reading")
}

/// Opens the list, or closes it.
pub fn toggle(ctx: &egui::Context) {
    Popup::toggle_id(ctx, popup_id());
}

/// The button that opens the list, and the list where it is open. Returns whether something was changed.
pub fn reading_menu_ui(ui: &mut Ui, settings: &mut Settings, language: Language) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let words = RichText::new("Aa").size(size::SMALL).color(tokens.ink2);
    let response = ui
        .add(Button::new(words).frame(false))
        .on_hover_text(widgets::tooltip(Command::Reading, language));
    let name = Command::Reading.name(language);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name.clone()));
    let shown = Popup::from_toggle_button_response(&response)
        .id(popup_id())
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(name.clone())
        .show(|ui| {
            ui.add_space(4.0);
            let is_changed = reading_ui(ui, settings, 0.0, language);
            ui.add_space(4.0);
            is_changed
        });
    shown.is_some_and(|shown| shown.inner)
}

/// The list: size, line spacing, line width, typeface, theme; its labels are at least this wide. Returns whether something was changed.
pub fn reading_ui(ui: &mut Ui, settings: &mut Settings, labels: f32, language: Language) -> bool {
    let before = (settings.source_size, settings.appearance, settings.reading);
    let tokens = Tokens::of(ui.ctx());
    let label = |ui: &mut Ui, id: &str| ui.label(widgets::small(language.t(id), tokens.ink2));
    Grid::new("reading")
        .num_columns(2)
        .min_col_width(labels)
        .spacing([16.0, 10.0])
        .show(ui, |ui| {
            ui.spacing_mut().slider_width = 150.0;
            let reading = &mut settings.reading;
            for (id, value, range, step, decimals) in [
                ("reading-size", &mut settings.source_size, SIZES, 1.0, 0),
                (
                    "reading-line-height",
                    &mut reading.line_height,
                    LINE_HEIGHTS,
                    LINE_HEIGHT_STEP,
                    1,
                ),
                (
                    "reading-line-chars",
                    &mut reading.line_chars,
                    LINE_CHARS,
                    LINE_CHARS_STEP,
                    0,
                ),
            ] {
                let label = label(ui, id);
                let slider = Slider::new(value, range[0]..=range[1])
                    .step_by(f64::from(step))
                    .fixed_decimals(decimals);
                ui.scope(|ui| {
                    // Its rail is seen on a popup of its own colour.
                    ui.visuals_mut().widgets.inactive.bg_fill = tokens.line;
                    ui.add(slider).labelled_by(label.id);
                });
                ui.end_row();
            }
            label(ui, "reading-typeface");
            let faces = Typeface::ALL.map(|face| (face, typeface_message(face)));
            choose_ui(ui, &mut reading.typeface, &faces, language);
            ui.end_row();
            label(ui, "reading-appearance");
            let looks = Appearance::ALL.map(|look| (look, appearance_message(look)));
            choose_ui(ui, &mut settings.appearance, &looks, language);
            ui.end_row();
            for (id, holds) in [
                ("reading-high-contrast", &mut reading.high_contrast),
                ("reading-safe-types", &mut reading.safe_types),
            ] {
                ui.label("");
                widgets::checkbox(ui, holds, language.t(id))
                    .on_hover_text(&*language.t(&format!("{id}-about")));
                ui.end_row();
            }
            ui.label("");
            if ui.button(language.t("reading-restore")).clicked() {
                settings.read_as_usual();
            }
            ui.end_row();
        });
    before != (settings.source_size, settings.appearance, settings.reading)
}

/// One of a few, beside each other.
fn choose_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    chosen: &mut T,
    choices: &[(T, &str)],
    language: Language,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (choice, id) in choices {
            let words = language.t(id);
            let is_chosen = chosen == choice;
            if ui.add(Button::selectable(is_chosen, &*words)).clicked() {
                *chosen = *choice;
            }
        }
    });
}

/// The message naming a typeface.
const fn typeface_message(face: Typeface) -> &'static str {
    match face {
        Typeface::Sans => "reading-sans",
        Typeface::Serif => "reading-serif",
    }
}

/// The message naming an appearance.
const fn appearance_message(appearance: Appearance) -> &'static str {
    match appearance {
        Appearance::System => "reading-system",
        Appearance::Light => "reading-light",
        Appearance::Dark => "reading-dark",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_there_and_back_and_stop_at_the_ends() {
        let mut settings = Settings::default();
        for (there, back) in [
            (Command::LargerText, Command::SmallerText),
            (Command::LooserLines, Command::TighterLines),
            (Command::LongerLines, Command::ShorterLines),
            (Command::ToggleSerif, Command::ToggleSerif),
            (Command::ToggleContrast, Command::ToggleContrast),
            (Command::ToggleSafeTypes, Command::ToggleSafeTypes),
        ] {
            let before = settings.clone();
            settings.read_by(there);
            assert_ne!(settings, before, "{there:?}");
            settings.read_by(back);
            let near = |a: f32, b: f32| (a - b).abs() < 0.001;
            assert!(near(
                settings.reading.line_height,
                before.reading.line_height
            ));
            settings.reading.line_height = before.reading.line_height;
            assert_eq!(settings, before, "{back:?}");
        }
        for _ in 0..100 {
            settings.read_by(Command::LooserLines);
            settings.read_by(Command::ShorterLines);
        }
        let ends = [settings.reading.line_height, settings.reading.line_chars];
        assert_eq!(
            ends.map(f32::to_bits),
            [LINE_HEIGHTS[1], LINE_CHARS[0]].map(f32::to_bits)
        );
    }
}
