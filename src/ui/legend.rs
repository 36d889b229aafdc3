//! The header of the text: what the colours and characters stand for, and how the text is set.

use egui::{Align2, RichText, Ui, pos2};

use super::command::Command;
use super::reading::reading_menu_ui;
use super::settings::Settings;
use super::theme::{self, Tokens, size};
use super::{offered_types, type_name, widgets};
use crate::i18n::Language;
use crate::session::Session;

/// Paints the header. Returns whether the settings were changed.
pub fn legend_ui(
    ui: &mut Ui,
    session: &Session,
    settings: &mut Settings,
    language: Language,
    commands: &mut Vec<Command>,
) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let codebook = session.codebook();
    let top = ui.cursor().min;
    let width = ui.available_width();
    let mut is_changed = false;
    widgets::column_header(ui, &language.t("text-pane"), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for command in [Command::SmallerText, Command::LargerText] {
            let words = if command == Command::LargerText {
                "A+"
            } else {
                "A−"
            };
            let button =
                egui::Button::new(RichText::new(words).size(size::SMALL).color(tokens.ink3))
                    .frame(false);
            let response = ui
                .add(button)
                .on_hover_text(widgets::tooltip(command, language));
            let name = command.name(language);
            response
                .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name.clone()));
            if response.clicked() {
                commands.push(command);
            }
        }
        is_changed = reading_menu_ui(ui, settings, language);
    });
    let kinds = offered_types(&codebook);
    let title = ui.painter().layout_no_wrap(
        language.t("text-pane").into_owned(),
        theme::regular(size::SMALL),
        tokens.ink2,
    );
    let mut x = top.x + 12.0 + title.size().x + 18.0;
    let y = top.y + size::HEADER / 2.0;
    for kind in kinds {
        let colours = tokens.of_type(&kind, &codebook);
        let name = type_name(&kind, &codebook, language);
        let galley = ui
            .painter()
            .layout_no_wrap(name, theme::regular(size::SMALL), tokens.ink2);
        let end = x + size::BADGE + 4.0 + galley.size().x;
        // Where the column is narrow the last types give way, never the size buttons.
        if end > top.x + width - 96.0 {
            ui.painter().text(
                pos2(x, y),
                Align2::LEFT_CENTER,
                "…",
                theme::regular(size::SMALL),
                tokens.ink3,
            );
            break;
        }
        widgets::paint_badge(
            ui,
            pos2(x + size::BADGE / 2.0, y),
            theme::badge_of(&kind, &codebook),
            colours,
        );
        ui.painter().galley(
            pos2(x + size::BADGE + 4.0, y - galley.size().y / 2.0),
            galley,
            tokens.ink2,
        );
        x = end + 12.0;
    }
    is_changed
}
