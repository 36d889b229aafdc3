//! Lists of places with their context, as search and the same thing everywhere show them: only the rows in view are painted.

use egui::text::LayoutJob;
use egui::{Color32, FontId, Galley, Rect, ScrollArea, TextFormat, Ui, pos2, vec2};
use std::sync::Arc;

use super::theme::{self, Tokens, size};

/// Height of a row of context: two lines of text.
pub const CONTEXT_HEIGHT: f32 = 46.0;

/// Where each row of these heights begins, and at last where the list ends.
#[must_use]
pub fn tops(heights: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut tops = vec![0.0];
    for height in heights {
        tops.push(tops[tops.len() - 1] + height);
    }
    tops
}

/// Paints the rows in view, each into its rectangle. `reveals` is brought into view.
pub fn rows_ui(
    ui: &mut Ui,
    id_salt: &str,
    tops: &[f32],
    reveals: Option<usize>,
    mut row_ui: impl FnMut(&Ui, Rect, usize),
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical()
        .id_salt(id_salt)
        .auto_shrink([false, false]);
    if let Some(top) = reveals.and_then(|at| tops.get(at)) {
        area = area.vertical_scroll_offset((top - ui.available_height() / 3.0).max(0.0));
    }
    let height = tops.last().copied().unwrap_or_default();
    area.show_viewport(ui, |ui, viewport| {
        ui.set_min_size(vec2(ui.available_width(), height));
        let origin = ui.min_rect().left_top();
        let first = tops.partition_point(|top| *top <= viewport.top());
        for at in first.saturating_sub(1)..tops.len() - 1 {
            if tops[at] > viewport.bottom() {
                break;
            }
            let rect = Rect::from_min_size(
                pos2(origin.x, origin.y + tops[at]),
                vec2(ui.available_width(), tops[at + 1] - tops[at]),
            );
            row_ui(ui, rect, at);
        }
    });
}

/// A place in its context.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Said of it before its words, quietly.
    pub about: Option<&'a str>,
    pub before: &'a str,
    pub words: &'a str,
    pub after: &'a str,
    /// Said of it after its words, quietly.
    pub more: Option<&'a str>,
}

/// The words of a place with their context, on at most two lines of this width.
#[must_use]
pub fn context_galley(ui: &Ui, context: Context<'_>, width: f32) -> Arc<Galley> {
    let Context {
        about,
        before,
        words,
        after,
        more,
    } = context;
    let tokens = Tokens::of(ui.ctx());
    let mut job = LayoutJob::default();
    let mut add = |words: &str, font: FontId, colour: Color32, background: Color32| {
        let format = TextFormat {
            background,
            ..TextFormat::simple(font, colour)
        };
        job.append(words, 0.0, format);
    };
    let none = Color32::TRANSPARENT;
    let small = theme::regular(size::SMALL);
    if let Some(about) = about {
        add(&format!("{about}  "), small.clone(), tokens.ink3, none);
    }
    let regular = theme::regular(size::TEXT);
    let mark = ui.visuals().selection.bg_fill;
    add(before, regular.clone(), tokens.ink2, none);
    add(words, theme::bold(size::TEXT), tokens.ink, mark);
    add(after, regular, tokens.ink2, none);
    if let Some(more) = more {
        add(&format!("  {more}"), small, tokens.ink3, none);
    }
    job.wrap.max_width = width;
    job.wrap.max_rows = 2;
    job.wrap.break_anywhere = true;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
