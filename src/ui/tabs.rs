//! The views that stand beside each other as tabs in the bar above.

use egui::{Button, RichText, Ui};

use super::command::Command;
use super::theme::Tokens;
use super::widgets;
use crate::i18n::Language;

/// A view of the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The columns around the text.
    #[default]
    Review,
    /// One row an entry.
    Table,
}

impl Tab {
    const ALL: [Self; 2] = [Self::Review, Self::Table];

    const fn command(self) -> Command {
        match self {
            Self::Review => Command::ShowReview,
            Self::Table => Command::ShowTable,
        }
    }
}

/// Paints the tabs, from left to right.
pub fn tabs_ui(ui: &mut Ui, tab: Tab, language: Language, commands: &mut Vec<Command>) {
    let tokens = Tokens::of(ui.ctx());
    ui.spacing_mut().item_spacing.x = 2.0;
    ui.spacing_mut().button_padding = egui::vec2(12.0, 4.0);
    ui.visuals_mut().selection.bg_fill = tokens.selection;
    for other in Tab::ALL {
        let is_shown = other == tab;
        let command = other.command();
        let colour = if is_shown { tokens.ink } else { tokens.ink2 };
        let words = RichText::new(command.name(language)).color(colour);
        let response = ui
            .add(Button::selectable(is_shown, words))
            .on_hover_text(widgets::tooltip(command, language));
        if response.clicked() && !is_shown {
            commands.push(command);
        }
    }
}
