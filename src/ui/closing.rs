//! Closing the window: never before the last decision is on disk, unless the reviewer says so.

use super::command::Command;
use super::elsewhere::save_failure;
use super::modal;
use super::notices::notice_words;
use crate::i18n::Language;
use crate::session::{Action, CodebookAction, Session};

/// How far closing is.
#[derive(Debug, Default)]
pub struct Closing {
    /// Asked to close, waiting for the last save.
    is_asked: bool,
    /// The reviewer closes although something could not be saved.
    is_unsaved_accepted: bool,
}

impl Closing {
    /// A window that was asked to close waits for the last save; where one fails the reviewer decides.
    pub fn close_when_saved(&mut self, ctx: &egui::Context, session: &mut Session) {
        if ctx.input(|input| input.viewport().close_requested()) {
            session.apply(Action::CommitDrafts { except: None });
            if session.has_unsaved_codebook() {
                // It asks there; the reviewer closes again.
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
                session.apply(Action::Codebook(CodebookAction::Close));
                return;
            }
            if !self.is_unsaved_accepted && !session.is_all_saved() {
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
                self.is_asked = true;
            }
        } else if self.is_asked && session.is_all_saved() {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    /// While the last save takes its time: what is waited for, and staying after all.
    fn waiting_ui(&mut self, ctx: &egui::Context, language: Language) {
        let title = language.t("save-closing");
        let answer = modal::show(ctx, "closing", &title, 360.0, language, |ui| {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(language.t("save-closing-about"));
            });
            modal::answers(ui, |ui| ui.button(language.t("save-stay")).clicked())
        });
        if answer.wants_close || answer.inner {
            self.is_asked = false;
        }
    }

    /// The question that stands while decisions cannot be saved and the window is to close: try again, write them elsewhere, stay, or lose them.
    pub fn unsaved_ui(
        &mut self,
        ctx: &egui::Context,
        session: &Session,
        language: Language,
        commands: &mut Vec<Command>,
    ) {
        if !self.is_asked {
            return;
        }
        let Some((notice, elsewhere)) = save_failure(session) else {
            self.waiting_ui(ctx, language);
            return;
        };
        let title = language.t("save-not-saved");
        let answer = modal::show(ctx, "unsaved", &title, 480.0, language, |ui| {
            ui.label(notice_words(&notice, language));
            ui.add_space(12.0);
            ui.horizontal_wrapped(|ui| {
                for command in [Command::RetrySave, Command::SaveElsewhere] {
                    if ui.button(command.name(language)).clicked() {
                        commands.push(command);
                    }
                }
                if ui.button(language.t("save-stay")).clicked() {
                    self.is_asked = false;
                }
                let words = match elsewhere {
                    Some(_) => "save-close",
                    None => "save-close-anyway",
                };
                if ui.button(language.t(words)).clicked() {
                    self.is_unsaved_accepted = true;
                    ctx.send_viewport_cmd(egui::ViewportCommand::Close);
                }
            });
        });
        if answer.wants_close {
            self.is_asked = false;
        }
    }
}
