//! Closing the window: never before the last decision is on disk, unless the reviewer says so.

use super::command::Command;
use super::elsewhere::save_failure;
use super::notices::notice_words;
use super::widgets;
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

    /// The question that stands while decisions cannot be saved and the window is to close: try again, write them elsewhere, stay, or lose them.
    pub fn unsaved_ui(
        &mut self,
        ctx: &egui::Context,
        session: &Session,
        language: Language,
        commands: &mut Vec<Command>,
    ) {
        let Some((notice, elsewhere)) = save_failure(session).filter(|_| self.is_asked) else {
            return;
        };
        let modal = egui::Modal::new(egui::Id::unique("unsaved"))
            .frame(widgets::modal_frame(ctx))
            .show(ctx, |ui| {
                ui.set_width(480.0);
                ui.label(notice_words(&notice, language));
                ui.add_space(12.0);
                ui.horizontal(|ui| {
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
        if modal.should_close() {
            self.is_asked = false;
        }
    }
}
