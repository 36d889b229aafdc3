//! What stands in place of the text while there is none: loading, an empty folder, a file that cannot be read.

use egui::{RichText, Ui};

use super::documents::failure_words;
use super::theme::Tokens;
use crate::i18n::Language;
use crate::session::{Folder, Loading};

/// Paints the words in the middle of the column.
pub fn placeholder_ui(ui: &mut Ui, folder: &Folder, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    let words = RichText::new(words(folder, language))
        .size(15.0)
        .color(tokens.ink3);
    ui.centered_and_justified(|ui| {
        ui.add(egui::Label::new(words).wrap());
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
