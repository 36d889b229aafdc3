//! Opening the window, where there is a display for it.

use std::env;
use std::path::PathBuf;

use super::console::{Console, Outcome};
use crate::i18n::Language;
use crate::ui::{self, WindowOptions};
use crate::workspace::Reviewer;

/// Opens the window; returns when it is closed. A language that was not asked for is the settings' to choose.
pub(super) fn open(
    console: &Console,
    path: Option<PathBuf>,
    reviewer: Option<Reviewer>,
    language: Option<Language>,
) -> Outcome {
    if !has_display() {
        console.complain(&console.t("cli-no-display"));
        return Outcome::WrongUse;
    }
    match ui::run(WindowOptions {
        path,
        reviewer,
        language,
    }) {
        Ok(()) => Outcome::Well,
        Err(reason) => {
            console.complain(&console.with("cli-no-window", &[("reason", reason.into())]));
            Outcome::WrongUse
        }
    }
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
