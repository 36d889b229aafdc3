//! Where an input method shows its candidates.
//!
//! An input method of X11 is told a point, not the caret's height, and shows its candidates from there on: over the line. It is told the point below.

/// Puts the point below the caret where only a point is told. Call at the end of a frame.
pub fn keep_candidates_off_the_line(ctx: &egui::Context) {
    if !is_told_a_point() {
        return;
    }
    ctx.output_mut(|output| {
        if let Some(ime) = &mut output.ime {
            let below = egui::vec2(0.0, ime.cursor_rect.height());
            ime.cursor_rect = ime.cursor_rect.translate(below);
        }
    });
}

/// Whether the window is one of X11: the system's window library goes by the same variables.
fn is_told_a_point() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(all(unix, not(target_os = "macos")))
        && !["WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
            .into_iter()
            .any(is_set)
}
