//! Opening the window, where there is a display for it.

use std::env;
use std::path::PathBuf;

use super::console::{Console, Outcome};
use crate::i18n::Language;
use crate::workspace::Reviewer;

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub(super) enum WindowError {
    /// Neither X11 nor Wayland was announced.
    #[error("no display")]
    NoDisplay,
    /// This build has none.
    #[error("no window in this build")]
    NotBuilt,
}

/// Opens the window; returns when it is closed.
pub(super) fn open(
    console: &Console,
    path: Option<PathBuf>,
    reviewer: Option<Reviewer>,
) -> Outcome {
    match open_window(path, reviewer, console.language) {
        Ok(()) => Outcome::Well,
        Err(WindowError::NoDisplay) => {
            console.complain(&console.t("cli-no-display"));
            Outcome::WrongUse
        }
        Err(WindowError::NotBuilt) => {
            console.complain(&console.t("cli-no-window"));
            Outcome::WrongUse
        }
    }
}

fn open_window(
    path: Option<PathBuf>,
    reviewer: Option<Reviewer>,
    language: Language,
) -> Result<(), WindowError> {
    if !has_display() {
        return Err(WindowError::NoDisplay);
    }
    let _ = (path, reviewer, language);
    Err(WindowError::NotBuilt)
}

/// Whether a display was announced. Other systems than Linux and the BSDs always have one where a program can be started by hand.
fn has_display() -> bool {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}
