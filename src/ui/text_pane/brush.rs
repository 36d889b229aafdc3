//! 勘误 in the text: as a red brush writes them, the words that go struck through, the words that come between the rows above.
//!
//! In: what is laid out and the page. Out: shapes only. The text's own glyphs stay where they are: what stands at a place is always the source.

use egui::{Align2, Mesh, Painter, Pos2, Rangef, Rect, Shape, Stroke, Ui};

use super::input::Scene;
use super::laid::{Laid, Part};
use crate::annotation::Erratum;
use crate::record::errata_in;
use crate::text::Span;
use crate::ui::theme::{self, Tokens, size};

/// Of the strike.
const STRIKE: f32 = 2.0;
/// A strike through a narrow space is to be seen too.
const LEAST_WIDTH: f32 = 7.0;
/// Characters of what comes that are written; the rest is told by the tooltip.
const MOST_CHARS: usize = 24;
/// Half the width of the sign that marks where words come in.
const CARET: f32 = 4.0;

/// Paints the corrections in view.
pub fn errata(ui: &Ui, scene: &Scene<'_>) {
    let errata = &scene.page.record.errata;
    if errata.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui);
    let painter = ui.painter();
    for laid in scene.laid {
        // What was written before in the same row, so that two corrections do not lie over each other.
        let mut written = (f32::NEG_INFINITY, f32::NEG_INFINITY);
        for erratum in errata_in(errata, laid.span) {
            let (goes, comes) = erratum.change();
            let at = strike(painter, laid, goes, tokens);
            if let Some(at) = at.filter(|_| !comes.is_empty()) {
                let least = if (written.0 - at.y).abs() < 1.0 {
                    written.1
                } else {
                    f32::NEG_INFINITY
                };
                let end = write(painter, Pos2::new(at.x.max(least), at.y), comes, tokens);
                written = (at.y, end + 3.0);
            }
        }
    }
}

/// Strikes the words that go, or marks the place where only something comes in. Returns where what comes is written, if that is in this line.
fn strike(painter: &Painter, laid: &Laid, goes: Span, tokens: &Tokens) -> Option<Pos2> {
    if goes.is_empty() {
        if goes.start < laid.span.start || goes.start > laid.span.end {
            return None;
        }
        let (_, caret) = laid.caret(goes.start, false);
        let foot = Pos2::new(caret.left(), caret.bottom() - 5.0);
        let stroke = Stroke::new(1.5, tokens.red);
        let arm = |side: f32| [foot, foot + egui::vec2(side * CARET, CARET)];
        painter.line_segment(arm(-1.0), stroke);
        painter.line_segment(arm(1.0), stroke);
        return Some(caret.left_top());
    }
    let parts = laid.parts(goes);
    let mut mesh = Mesh::default();
    for Part { rect, .. } in &parts {
        let spare = ((LEAST_WIDTH - rect.width()) / 2.0).max(0.0);
        let y = rect.center().y.round();
        let line = Rect::from_x_y_ranges(
            Rangef::new(rect.left() - spare, rect.right() + spare),
            Rangef::new(y, y + STRIKE),
        );
        mesh.add_colored_rect(line, tokens.red);
    }
    if !mesh.is_empty() {
        painter.add(Shape::mesh(mesh));
    }
    let first = parts.first()?;
    first.begins.then(|| first.rect.left_top())
}

/// Writes what comes between two rows; returns where it ends.
fn write(painter: &Painter, at: Pos2, comes: &str, tokens: &Tokens) -> f32 {
    let mut words: String = comes.chars().take(MOST_CHARS).collect();
    if words.len() < comes.len() {
        words.push('…');
    }
    let galley = painter.layout_no_wrap(words, theme::bold(size::TINY), tokens.red);
    let rect = Align2::LEFT_CENTER.anchor_size(at, galley.size());
    painter.rect_filled(
        rect.expand2(egui::vec2(2.0, -1.0)),
        size::MARK_RADIUS,
        tokens.red_ground,
    );
    let end = rect.right();
    painter.galley(rect.min, galley, tokens.red);
    end
}

/// The correction whose words a character is one of.
#[must_use]
pub fn erratum_at(errata: &[Erratum], offset: u32) -> Option<&Erratum> {
    errata_in(errata, Span::new(offset, offset + 1)).next()
}
