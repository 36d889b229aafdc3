//! What the reviewer must be told: strips under the bar, until dismissed; and why a document is read-only.

use egui::{RichText, Ui};

use super::theme::{Tokens, size};
use crate::annotation::sidecar::{self, SidecarError};
use crate::i18n::Language;
use crate::session::{Action, Notice, Session};
use crate::workspace::{ReadOnly, ReadOnlyReason};

/// Paints the strips; nothing where there is nothing to say.
pub fn notices_ui(ui: &mut Ui, session: &Session, language: Language, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 1.0;
    for (at, notice) in session.notices().iter().enumerate() {
        let words = notice_words(notice, language);
        strip(
            ui,
            &words,
            language,
            actions,
            Some(Action::DismissNotice(at)),
        );
    }
    if let Some(read_only) = session
        .document()
        .and_then(|document| document.loaded.read_only.as_ref())
    {
        strip(
            ui,
            &read_only_words(read_only, language),
            language,
            actions,
            None,
        );
    }
}

fn strip(
    ui: &mut Ui,
    words: &str,
    language: Language,
    actions: &mut Vec<Action>,
    close: Option<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    egui::Frame::new()
        .fill(tokens.red_ground)
        .inner_margin(egui::Margin::symmetric(14, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width() - 36.0);
                    ui.add(
                        egui::Label::new(RichText::new(words).size(size::TEXT).color(tokens.ink))
                            .wrap(),
                    );
                });
                let Some(close) = close else { return };
                let response =
                    ui.add(egui::Button::new(RichText::new("✕").color(tokens.red)).frame(false));
                let name = language.t("notice-dismiss");
                response
                    .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &*name));
                if response.on_hover_text(&*name).clicked() {
                    actions.push(close);
                }
            });
        });
}

/// A notice in words.
#[must_use]
pub fn notice_words(notice: &Notice, language: Language) -> String {
    let plain: Vec<_> = notice
        .arguments
        .iter()
        .map(|(name, value)| (*name, value.as_str().into()))
        .collect();
    let arguments: Vec<_> = notice
        .arguments
        .iter()
        // A reason may itself be the name of a message, which then speaks of the same things.
        .map(|(name, value)| {
            let is_message = *name == "reason" && language.has(value);
            let value = if is_message {
                language.with(value, &plain)
            } else {
                value.clone()
            };
            (*name, value.into())
        })
        .collect();
    language.with(notice.id, &arguments)
}

fn read_only_words(read_only: &ReadOnly, language: Language) -> String {
    let path = read_only.sidecar.display().to_string();
    let (id, mut arguments) = match &read_only.reason {
        ReadOnlyReason::Sidecar(SidecarError::Syntax {
            line,
            column,
            message,
        }) => (
            "read-only-syntax",
            vec![
                ("line", (*line).into()),
                ("column", (*column).into()),
                ("reason", message.as_str().into()),
            ],
        ),
        ReadOnlyReason::Sidecar(SidecarError::Newer(version)) => {
            ("read-only-newer", vec![("version", (*version).into())])
        }
        ReadOnlyReason::Io(reason) => ("read-only-io", vec![("reason", reason.as_str().into())]),
        ReadOnlyReason::TooLarge => (
            "read-only-too-large",
            vec![("limit", (sidecar::MAX_BYTES >> 20).into())],
        ),
        ReadOnlyReason::Link => ("read-only-link", Vec::new()),
        ReadOnlyReason::NotAFile => ("read-only-not-a-file", Vec::new()),
        ReadOnlyReason::NotUtf8 { line } => ("read-only-not-utf-8", vec![("line", (*line).into())]),
    };
    arguments.push(("path", path.into()));
    language.with(id, &arguments)
}
