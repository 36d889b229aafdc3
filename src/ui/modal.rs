//! A window that waits for an answer: its title, a way to close it, and a body that scrolls where the program's window is small.

use egui::{Align, Id, Layout, Modal, RichText, ScrollArea, Ui, vec2};

use super::icon;
use super::theme::{self, Tokens, size};
use super::widgets;
use crate::i18n::Language;

/// Room that is left around, in points.
const MARGIN: f32 = 24.0;

/// What became of it in this frame.
#[derive(Debug)]
pub struct Answer<R> {
    /// Escape, a click beside it or on its cross.
    pub wants_close: bool,
    pub inner: R,
}

/// How much height a body has before it scrolls, in points.
#[must_use]
pub fn room(ctx: &egui::Context) -> f32 {
    let frame_and_title = 16.0 * 2.0 + size::ROW + size::GAP;
    (ctx.content_rect().height() - 2.0 * MARGIN - frame_and_title).max(120.0)
}

/// Shows it, as wide as it should be and no wider than the program's window.
pub fn show<R>(
    ctx: &egui::Context,
    id: &'static str,
    title: &str,
    width: f32,
    language: Language,
    body: impl FnOnce(&mut Ui) -> R,
) -> Answer<R> {
    let width = width.min(ctx.content_rect().width() - 2.0 * MARGIN - 32.0);
    let id = Id::unique(id);
    let area = Modal::default_area(id).accessible_name(title);
    let modal = Modal::new(id)
        .area(area)
        .frame(widgets::modal_frame(ctx))
        .backdrop_color(widgets::backdrop(ctx))
        .show(ctx, |ui| {
            ui.set_width(width);
            let is_crossed = title_ui(ui, title, language);
            ui.add_space(size::GAP);
            let inner = ScrollArea::vertical()
                .max_height(room(ctx))
                .min_scrolled_height(room(ctx))
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.set_width(width);
                    body(ui)
                })
                .inner;
            (is_crossed, inner)
        });
    let wants_close = modal.should_close();
    let (is_crossed, inner) = modal.inner;
    Answer {
        wants_close: wants_close || is_crossed,
        inner,
    }
}

fn title_ui(ui: &mut Ui, title: &str, language: Language) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let width = ui.available_width();
    ui.allocate_ui_with_layout(
        vec2(width, size::ROW - 4.0),
        Layout::left_to_right(Align::Center),
        |ui| {
            let words = RichText::new(title).font(theme::bold(size::SOURCE));
            let cross = 26.0;
            let room = vec2(width - cross - size::GAP, size::ROW - 4.0);
            ui.allocate_ui_with_layout(room, *ui.layout(), |ui| {
                ui.set_min_width(room.x);
                ui.add(egui::Label::new(words).truncate());
            });
            let words = RichText::new(icon::alone(icon::CLOSE)).color(tokens.ink2);
            let button = egui::Button::new(words).frame(false);
            let response = ui.add_sized(vec2(cross, cross), button);
            widgets::named(&response, &language.t("export-close"));
            response.on_hover_text(language.t("export-close")).clicked()
        },
    )
    .inner
}

/// The row of answers at the end of a body, from left to right: the main one last.
pub fn answers<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.add_space(size::GAP);
    let layout = Layout::left_to_right(Align::Center);
    let room = vec2(ui.available_width(), size::ROW);
    ui.allocate_ui_with_layout(room, layout, |ui| widgets::at_end(ui, add))
        .inner
}

/// The main answer, in vermilion.
pub fn main_button(ui: &mut Ui, words: &str, is_enabled: bool) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let words = RichText::new(words).color(tokens.on_badge());
    let button = egui::Button::new(words)
        .fill(tokens.red)
        .stroke(egui::Stroke::NONE);
    ui.add_enabled(is_enabled, button).clicked()
}
