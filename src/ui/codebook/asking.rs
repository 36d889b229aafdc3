//! A question in the window, before something that is not to happen by a slip.

use egui::{Frame, Margin, RichText, Stroke, Ui};

use super::Bench;
use crate::ui::theme::{Tokens, size};

/// Paints a question with two answers. Returns whether it was answered, and whether with yes.
pub(super) fn question_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    words: &str,
    yes: &str,
    no: &str,
) -> Option<bool> {
    let tokens = Tokens::of(ui.ctx());
    let mut answer = None;
    Frame::new()
        .fill(tokens.red_ground)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(size::RADIUS)
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(words);
            ui.horizontal(|ui| {
                let words = RichText::new(bench.t(yes)).color(tokens.on_badge());
                let button = egui::Button::new(words)
                    .fill(tokens.red)
                    .stroke(Stroke::NONE);
                if ui.add(button).clicked() {
                    answer = Some(true);
                }
                if ui.button(bench.t(no)).clicked() {
                    answer = Some(false);
                }
            });
        });
    ui.add_space(6.0);
    answer
}
