//! 消息: everything this window said, newest first, to be read and copied at leisure.

use egui::{Align, Label, Layout, RichText, ScrollArea, Ui};

use super::notices::{notice_words, tone_sign};
use super::theme::{Tokens, size};
use super::{icon, modal, widgets};
use crate::i18n::Language;
use crate::session::{Message, Session};

/// The window's own state.
#[derive(Debug, Default)]
pub struct MessagesWindow {
    is_open: bool,
}

impl MessagesWindow {
    pub const fn open(&mut self) {
        self.is_open = true;
    }

    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }
}

/// Paints the window where it is open.
pub fn messages_window_ui(
    ctx: &egui::Context,
    window: &mut MessagesWindow,
    session: &Session,
    language: Language,
) {
    if !window.is_open {
        return;
    }
    let messages = session.messages().all();
    let title = language.t("command-messages");
    let answer = modal::show(ctx, "messages", &title, 640.0, language, |ui| {
        let tokens = Tokens::of(ui.ctx());
        if messages.is_empty() {
            ui.add_space(size::SECTION);
            ui.vertical_centered(|ui| {
                ui.label(RichText::new(language.t("messages-none")).color(tokens.ink3));
            });
            ui.add_space(size::SECTION);
            return;
        }
        let most = (modal::room(ctx) - size::ROW - 2.0 * size::GAP).max(100.0);
        ScrollArea::vertical()
            .max_height(most.min(480.0))
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for message in messages.iter().rev() {
                    message_ui(ui, message, language);
                    widgets::hairline(ui);
                }
            });
        modal::answers(ui, |ui| {
            let words = icon::before(icon::COPY, &language.t("messages-copy"));
            let response = ui.button(words);
            widgets::named(&response, &language.t("messages-copy"));
            if response.clicked() {
                ui.ctx().copy_text(as_text(messages, language));
            }
        });
    });
    if answer.wants_close {
        window.is_open = false;
    }
}

fn message_ui(ui: &mut Ui, message: &Message, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    let (sign, colour, name) = tone_sign(message.notice.tone(), tokens);
    ui.add_space(4.0);
    ui.with_layout(Layout::left_to_right(Align::TOP), |ui| {
        let time = language.time_of(&message.at);
        ui.add_sized(
            [96.0, size::INPUT],
            Label::new(widgets::small(time, tokens.ink3)).halign(Align::Min),
        );
        ui.label(RichText::new(icon::alone(sign)).color(colour))
            .on_hover_text(language.t(name));
        let words = notice_words(&message.notice, language);
        ui.add(Label::new(RichText::new(words).color(tokens.ink)).wrap());
    });
    ui.add_space(4.0);
}

/// All of them as lines, oldest first, for a letter to whoever looks after the program.
fn as_text(messages: &[Message], language: Language) -> String {
    let line = |message: &Message| {
        let at = message.at.strftime("%Y-%m-%d %H:%M:%S");
        format!("{at}\t{}\n", notice_words(&message.notice, language))
    };
    messages.iter().map(line).collect()
}
