//! What stands in place of the text while there is none: loading, an empty folder, a file that cannot be read.

use egui::{Key, Modifiers, RichText, Ui};

use super::documents::failure_words;
use super::theme::{Tokens, size};
use crate::i18n::Language;
use crate::session::{Action, Folder, Loading};

/// Paints the words in the middle of the column; while the folder is being listed, with the way back.
pub fn placeholder_ui(ui: &mut Ui, folder: &Folder, language: Language, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    let words = RichText::new(words(folder, language))
        .size(15.0)
        .color(tokens.ink3);
    if folder.listing().is_some() {
        ui.centered_and_justified(|ui| {
            ui.add(egui::Label::new(words).wrap());
        });
        return;
    }
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.4);
        ui.spinner();
        ui.add_space(size::GAP);
        ui.label(words);
        ui.add_space(size::PAD);
        let stop = ui.button(format!("{}  Esc", language.t("loading-stop")));
        let is_free = ui.memory(|memory| memory.focused().is_none());
        let escape = |input: &mut egui::InputState| input.consume_key(Modifiers::NONE, Key::Escape);
        if stop.clicked() || (is_free && ui.input_mut(escape)) {
            actions.push(Action::CloseFolder);
        }
    });
}

/// What the reviewer should know, or do.
#[must_use]
fn words(folder: &Folder, language: Language) -> String {
    let Some(document) = folder.current().and_then(|at| folder.documents().get(at)) else {
        let is_listed = folder.listing().is_some();
        return language
            .t(if is_listed {
                "documents-empty"
            } else {
                "document-loading"
            })
            .into_owned();
    };
    let Loading::Failed(failure) = &document.loading else {
        return language.t("document-loading").into_owned();
    };
    let reason = failure_words(failure, language);
    language.with(
        "document-failed",
        &[
            ("path", document.path.as_str().into()),
            ("reason", reason.into()),
        ],
    )
}
