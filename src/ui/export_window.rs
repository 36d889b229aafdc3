//! 导出: what, how much of it, and where to.

use std::path::PathBuf;

use super::dialogs::Dialogs;
use crate::i18n::Language;
use crate::session::{Action, Session};

/// The window's own state.
#[derive(Debug, Default)]
pub struct ExportWindow {
    is_open: bool,
    target: String,
}

impl ExportWindow {
    pub fn open(&mut self, _session: &Session) {
        self.is_open = true;
    }

    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Takes what the file dialog answered.
    pub fn set_target(&mut self, path: PathBuf) {
        self.target = path.display().to_string();
    }
}

/// Paints the window where it is open.
pub fn export_window_ui(
    _ctx: &egui::Context,
    window: &mut ExportWindow,
    _session: &Session,
    _dialogs: &Dialogs,
    _language: Language,
    _actions: &mut Vec<Action>,
) {
    window.is_open = false;
}
