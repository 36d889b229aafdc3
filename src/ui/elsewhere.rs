//! 另存到: another folder for decisions that cannot be saved in their place.

use std::path::{Path, PathBuf};

use egui::TextEdit;

use super::dialogs::Dialogs;
use super::theme::Tokens;
use super::{modal, widgets};
use crate::i18n::Language;
use crate::session::{Action, Notice, SaveState, Session};

/// The window's own state.
#[derive(Debug, Default)]
pub struct Elsewhere {
    is_open: bool,
    path: String,
}

impl Elsewhere {
    /// Opens the window with the user's own documents proposed.
    pub fn open(&mut self) {
        self.is_open = true;
        if self.path.is_empty() {
            let folders = directories::UserDirs::new();
            let proposed = folders
                .as_ref()
                .map(|folders| folders.document_dir().unwrap_or_else(|| folders.home_dir()));
            self.path = proposed.map_or_else(String::new, |path| path.display().to_string());
        }
    }

    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Takes what the folder dialog answered.
    pub fn set_path(&mut self, path: &Path) {
        self.path = path.display().to_string();
    }
}

/// Paints the window where it is open.
pub fn elsewhere_ui(
    ctx: &egui::Context,
    window: &mut Elsewhere,
    dialogs: &Dialogs,
    language: Language,
    actions: &mut Vec<Action>,
) {
    if !window.is_open {
        return;
    }
    let mut wants_close = false;
    let title = language.t("elsewhere-title");
    let answer = modal::show(ctx, "elsewhere", &title, 520.0, language, |ui| {
        let tokens = Tokens::of(ui.ctx());
        ui.label(widgets::small(language.t("elsewhere-about"), tokens.ink2));
        ui.add_space(8.0);
        let label = ui.label(widgets::small(language.t("elsewhere-folder"), tokens.ink2));
        ui.horizontal(|ui| {
            let width = ui.available_width() - 72.0;
            let edit = TextEdit::singleline(&mut window.path).desired_width(width);
            ui.add(edit).labelled_by(label.id);
            if ui.button(language.t("export-choose")).clicked() {
                dialogs.pick_elsewhere(language, ui.ctx());
            }
        });
        let path = PathBuf::from(window.path.trim().trim_matches('"'));
        modal::answers(ui, |ui| {
            wants_close |= ui.button(language.t("export-cancel")).clicked();
            let words = language.t("elsewhere-write");
            if modal::main_button(ui, &words, path.is_absolute()) {
                actions.push(Action::SaveElsewhere(path));
                wants_close = true;
            }
        });
    });
    if wants_close || answer.wants_close {
        window.is_open = false;
    }
}

/// What could not be saved and why; none where everything can.
#[must_use]
pub fn save_failure(session: &Session) -> Option<(Notice, Option<PathBuf>)> {
    let SaveState::Failed {
        path,
        reason,
        n_documents,
        elsewhere,
    } = session.folder()?.save_state()
    else {
        return None;
    };
    let id = match &elsewhere {
        Some(_) => "save-failed-elsewhere",
        None => "save-failed",
    };
    let folder = elsewhere
        .as_ref()
        .map_or_else(String::new, |folder| folder.display().to_string());
    let notice = Notice::new(id)
        .with("path", path)
        .with("reason", reason)
        .with("n", n_documents.to_string())
        .with("folder", folder);
    Some((notice, elsewhere))
}
