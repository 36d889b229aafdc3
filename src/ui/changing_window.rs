//! While many documents are changed: how far that is, and stopping it. Nothing else is decided meanwhile.

use egui::{Align, Id, Key, Layout, Modal, ProgressBar, RichText};

use super::theme::{self, Tokens, size};
use super::widgets;
use crate::i18n::Language;
use crate::session::{Action, Session};

const WIDTH: f32 = 360.0;

/// Paints the window while a change goes on. A click beside it stops nothing; Escape and its button do.
pub fn changing_window_ui(
    ctx: &egui::Context,
    session: &Session,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let Some(changing) = session.changing() else {
        return;
    };
    let tokens = Tokens::of(ctx);
    let (n_done, n_all) = changing.progress();
    let wants_stop = ctx.input(|input| input.key_pressed(Key::Escape));
    let title = language.t("changing-title");
    let id = Id::unique("changing");
    let modal = Modal::new(id)
        .area(Modal::default_area(id).accessible_name(&*title))
        .frame(widgets::modal_frame(ctx))
        .backdrop_color(widgets::backdrop(ctx))
        .show(ctx, |ui| {
            ui.set_width(WIDTH);
            ui.label(RichText::new(&*title).font(theme::bold(size::SOURCE)));
            ui.add_space(size::GAP);
            let counts = [("done", n_done.into()), ("all", n_all.into())];
            let bar = ProgressBar::new(n_done as f32 / n_all.max(1) as f32)
                .text(language.with("changing-progress", &counts))
                .fill(tokens.ok);
            ui.add(bar);
            ui.add_space(size::GAP);
            ui.label(widgets::small(language.t("changing-about"), tokens.ink2));
            ui.add_space(size::GAP);
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                ui.button(language.t("changing-stop")).clicked()
            })
            .inner
        });
    if modal.inner || wants_stop {
        actions.push(Action::StopChanging);
    }
}
