//! Painting the lines in view: ground of the current entry, tints, marked text, words, underlines, line numbers, caret.
//!
//! In: what is laid out and the page. Out: shapes only. Nothing is decided or measured here.

use egui::epaint::Mesh;
use egui::{
    Align2, Color32, CornerRadius, Painter, Pos2, Rangef, Rect, Shape, Stroke, StrokeKind, Ui,
};

use super::ends::End;
use super::handles::handles;
use super::input::Scene;
use super::laid::{Laid, Part};
use super::rows::{self, Mark, Style};
use super::scroll;
use crate::extract::MentionType;
use crate::record::MentionRecord;
use crate::text::Span;
use crate::ui::theme::{self, Tokens, size};

/// Of the column that line numbers stand in, left of the text.
pub const GUTTER: f32 = 36.0;
/// Between a line number and the text.
const GUTTER_GAP: f32 = 12.0;
/// The current entry's ground reaches so far beyond the text.
const BAR: f32 = 3.0;
/// How much of the selection's colour the current entry's ground has.
const GROUND: f32 = 0.45;
/// The height of a tint as a multiple of the type's size: what the words themselves take of a row.
const TINT: f32 = 1.44;
/// The underline, and each of its dots.
const UNDERLINE: f32 = 2.0;
/// The second, thinner line below what was settled, and the gap above it.
const SECOND_LINE: f32 = 1.0;
/// The radius of what an end is taken hold of by.
const KNOB: f32 = 3.5;
/// Marked text shows that it goes on over a line's end.
const LINE_END: f32 = 6.0;

/// A visible part of a mention.
struct Shown<'a> {
    mention: &'a MentionRecord,
    mark: Mark,
    is_selected: bool,
    part: Part,
}

impl Shown<'_> {
    /// What of the row is tinted; the underline stands below it.
    fn tint(&self, font_size: f32) -> Rect {
        let row = self.part.rect;
        let half = (font_size * TINT / 2.0).min(row.height() / 2.0);
        let center = row.center().y - UNDERLINE / 2.0;
        Rect::from_x_y_ranges(
            row.x_range(),
            Rangef::new((center - half).round(), (center + half).round()),
        )
    }

    /// Rounded where the mention begins and ends, straight where it goes on in another row.
    fn corners(&self, radius: u8) -> CornerRadius {
        let (left, right) = (
            if self.part.begins { radius } else { 0 },
            if self.part.ends { radius } else { 0 },
        );
        CornerRadius {
            nw: left,
            sw: left,
            ne: right,
            se: right,
        }
    }
}

/// Paints everything in view.
pub fn scene(ui: &Ui, scene: &Scene<'_>, column: Rect, marked: Option<Span>) {
    let painter = ui.painter();
    let tokens = Tokens::of(ui);
    ground(painter, scene, column, tokens);
    let shown = shown_mentions(scene);
    let font_size = scene.sheet.metrics().font_size();
    for shown in &shown {
        let Some(tint) = colours(shown, scene, tokens).1 else {
            continue;
        };
        let radius = shown.corners(size::MARK_RADIUS);
        let mut rect = shown.tint(font_size);
        rect.max.y += UNDERLINE;
        painter.rect_filled(rect, radius, tint);
    }
    if let Some(marked) = marked {
        marked_text(painter, scene, marked, tokens.marked);
    }
    hits(painter, scene, marked, tokens);
    for laid in scene.laid {
        number(painter, scene, laid, column, tokens);
        painter.galley(laid.at, laid.galley.clone(), tokens.ink);
    }
    underlines(painter, &shown, scene, tokens);
    for shown in shown.iter().filter(|shown| shown.is_selected) {
        outline(painter, shown, font_size, tokens.ink);
    }
    if !scene.page.annotation.conflicts.is_empty() {
        disputed(painter, &shown, scene, tokens);
    }
    if let Some(pointed) = scene.page.pointed {
        corners(painter, scene, pointed, tokens.ink);
    }
}

/// The two ends of the selected mention, to take hold of, and the span that one is being dragged to.
pub fn ends(ui: &Ui, scene: &Scene<'_>, dragged_to: Option<Span>) {
    let page = scene.page;
    let Some(mention) = page.selected_mention().filter(|_| page.is_editable) else {
        return;
    };
    let tokens = Tokens::of(ui);
    let painter = ui.painter();
    let span = dragged_to.unwrap_or(mention.span);
    if dragged_to.is_some() {
        let fill = tokens.marked.gamma_multiply(0.5);
        marked_text(painter, scene, span, fill);
    }
    for (end, line) in handles(span, scene) {
        let half = scene.sheet.metrics().font_size() * TINT / 2.0;
        let y = Rangef::new(line.center().y - half, line.center().y + half);
        painter.vline(line.left(), y, Stroke::new(2.0, tokens.ink));
        let knob = match end {
            End::Start => y.min - 2.0,
            End::Finish => y.max + 3.0,
        };
        let knob = Pos2::new(line.left(), knob);
        painter.circle(knob, KNOB, tokens.paper, Stroke::new(2.0, tokens.ink));
    }
}

/// Corners around words: the value that the form points at came from them.
fn corners(painter: &Painter, scene: &Scene<'_>, span: Span, ink: Color32) {
    const ARM: f32 = 6.0;
    let stroke = Stroke::new(2.0, ink);
    let half = scene.sheet.metrics().font_size() * TINT / 2.0 + 2.0;
    for part in scene.laid.iter().flat_map(|laid| laid.parts(span)) {
        let row = part.rect;
        let rect = Rect::from_x_y_ranges(
            row.x_range(),
            Rangef::new(row.center().y - half, row.center().y + half),
        );
        let rect = rect.expand2(egui::vec2(2.0, 0.0));
        let corner = |at: Pos2, x: f32, y: f32| {
            painter.line_segment([at, at + egui::vec2(x, 0.0)], stroke);
            painter.line_segment([at, at + egui::vec2(0.0, y)], stroke);
        };
        if part.begins {
            corner(rect.left_top(), ARM, ARM);
            corner(rect.left_bottom(), ARM, -ARM);
        }
        if part.ends {
            corner(rect.right_top(), -ARM, ARM);
            corner(rect.right_bottom(), -ARM, -ARM);
        }
    }
}

/// A frame around every place of what is looked for, and a stronger one around the place on show: a tint would be one more type.
fn hits(painter: &Painter, scene: &Scene<'_>, marked: Option<Span>, tokens: &Tokens) {
    let hits = scene.page.hits;
    let half = scene.sheet.metrics().font_size() * TINT / 2.0;
    for laid in scene.laid {
        let from = hits.partition_point(|hit| hit.end <= laid.span.start);
        let in_line = hits[from..].iter();
        for hit in in_line.take_while(|hit| hit.start < laid.span.end) {
            // The one on show is marked text: its ground is painted already.
            let (fill, stroke) = if marked == Some(*hit) {
                (Color32::TRANSPARENT, Stroke::new(2.0, tokens.ink2))
            } else {
                (tokens.hover, Stroke::new(1.0, tokens.ink3))
            };
            for part in laid.parts(*hit) {
                let y = part.rect.center().y.round();
                let y = Rangef::new(y - half.round() - 1.0, y + half.round() + 1.0);
                let rect = Rect::from_x_y_ranges(part.rect.x_range(), y);
                painter.rect(rect, size::MARK_RADIUS, fill, stroke, StrokeKind::Inside);
            }
        }
    }
}

/// A sign above the end of every mention that reviewers decided differently.
fn disputed(painter: &Painter, shown: &[Shown<'_>], scene: &Scene<'_>, tokens: &Tokens) {
    let font_size = scene.sheet.metrics().font_size();
    let ends = shown.iter().filter(|shown| shown.part.ends);
    for shown in ends.filter(|shown| scene.page.is_disputed(shown.mention)) {
        let at = shown.tint(font_size).right_top();
        let font = theme::bold(size::SMALL);
        painter.text(at, Align2::CENTER_CENTER, "!", font, tokens.warn);
    }
}

/// Paints the caret; steady, because blinking keeps a weak machine busy.
pub fn caret(ui: &Ui, scene: &Scene<'_>, offset: u32, at_row_end: bool) {
    let Some(line) = rows::line_holding(scene.sheet.lines(), offset) else {
        return;
    };
    if let Some(laid) = scene.laid.iter().find(|laid| laid.line == line) {
        let (_, place) = laid.caret(offset, at_row_end);
        let half = scene.sheet.metrics().font_size() * TINT / 2.0;
        let y = Rangef::new(place.center().y - half, place.center().y + half);
        let stroke = ui.visuals().text_cursor.stroke;
        ui.painter().vline(place.left().round(), y, stroke);
    }
}

fn ground(painter: &Painter, scene: &Scene<'_>, column: Rect, tokens: &Tokens) {
    let lines = scene
        .page
        .current_span()
        .and_then(|span| scroll::lines_of_span(span, scene.sheet));
    let Some((first, last)) = lines else { return };
    let mut current = scene
        .laid
        .iter()
        .filter(|laid| (first..=last).contains(&laid.line));
    let Some(top) = current.next() else { return };
    let bottom = current.next_back().unwrap_or(top);
    let left = column.left() - GUTTER;
    let rect = Rect::from_min_max(
        Pos2::new(left - BAR, top.at.y),
        Pos2::new(column.right() + BAR, bottom.rect().bottom()),
    );
    let fill = tokens.paper.lerp_to_gamma(tokens.selection, GROUND);
    painter.rect_filled(rect, 0.0, fill);
}

fn number(painter: &Painter, scene: &Scene<'_>, laid: &Laid, column: Rect, tokens: &Tokens) {
    let (Some(number), Some(row)) = (laid.number, laid.galley.rows.first()) else {
        return;
    };
    let is_heading = rows::runs_of(laid.span, scene.page.text, scene.page.outline)
        .first()
        .is_some_and(|run| run.style == Style::Heading);
    let font = if is_heading {
        theme::bold(size::TINY)
    } else {
        theme::regular(size::TINY)
    };
    let at = Pos2::new(
        column.left() - GUTTER_GAP,
        laid.at.y + row.pos.y + row.size.y / 2.0 + 1.0,
    );
    // Where people changed the tree.
    let changes = &scene.page.record.outline;
    let first = changes.partition_point(|change| change.anchor.start < laid.span.start);
    let is_changed = changes
        .get(first)
        .is_some_and(|change| laid.span.contains_offset(change.anchor.start));
    let (font, colour) = if is_changed {
        (theme::bold(size::TINY), tokens.red)
    } else {
        (font, tokens.ink3)
    };
    painter.text(at, Align2::RIGHT_CENTER, number, font, colour);
}

fn shown_mentions<'a>(scene: &Scene<'a>) -> Vec<Shown<'a>> {
    let mut shown = Vec::new();
    let selected = scene.page.selected_mention();
    for laid in scene.laid {
        for mention in rows::mentions_in(scene.page.record, laid.span) {
            let is_selected = selected.is_some_and(|selected| std::ptr::eq(selected, mention));
            let mark = Mark::of(mention);
            shown.extend(laid.parts(mention.span).into_iter().map(|part| Shown {
                mention,
                mark,
                is_selected,
                part,
            }));
        }
    }
    shown
}

/// The colours of a mention's underline and of its tint, where it has one.
fn colours(shown: &Shown<'_>, scene: &Scene<'_>, tokens: &Tokens) -> (Color32, Option<Color32>) {
    match shown.mark {
        Mark::Corrected => (tokens.red, Some(tokens.red_ground)),
        Mark::Rejected => (tokens.ink3, None),
        Mark::Undecided | Mark::Settled => {
            let colours = tokens.of_type(&shown.mention.kind, scene.page.codebook);
            (colours.badge, Some(colours.tint))
        }
    }
}

fn marked_text(painter: &Painter, scene: &Scene<'_>, marked: Span, fill: Color32) {
    for laid in scene.laid {
        let parts = laid.parts(marked);
        let n_parts = parts.len();
        for (at, part) in parts.into_iter().enumerate() {
            let mut rect = part.rect;
            let is_last = at + 1 == n_parts;
            if is_last && !part.ends {
                rect.max.x += LINE_END;
            }
            painter.rect_filled(rect, 0.0, fill);
        }
    }
}

/// All underlines and strikes as one mesh of rectangles on whole pixels: there are hundreds of dots and dashes in view.
fn underlines(painter: &Painter, shown: &[Shown<'_>], scene: &Scene<'_>, tokens: &Tokens) {
    let font_size = scene.sheet.metrics().font_size();
    let mut mesh = Mesh::default();
    for shown in shown {
        let (colour, _) = colours(shown, scene, tokens);
        let tint = shown.tint(font_size);
        let (left, right) = (tint.left().round(), tint.right().round());
        let line = Rangef::new(tint.bottom(), tint.bottom() + UNDERLINE);
        match shown.mark {
            Mark::Settled | Mark::Corrected => {
                mesh.add_colored_rect(
                    Rect::from_x_y_ranges(Rangef::new(left, right), line),
                    colour,
                );
                let top = line.max + SECOND_LINE;
                let second = Rangef::new(top, top + SECOND_LINE);
                broken_line(
                    &mut mesh,
                    &shown.mention.kind,
                    (left, right),
                    second,
                    colour,
                );
            }
            Mark::Undecided => {
                broken_line(&mut mesh, &shown.mention.kind, (left, right), line, colour);
            }
            Mark::Rejected => {
                let y = tint.center().y.round();
                let strike = Rangef::new(y, y + 1.0);
                mesh.add_colored_rect(
                    Rect::from_x_y_ranges(Rangef::new(left, right), strike),
                    colour,
                );
            }
        }
    }
    if !mesh.is_empty() {
        painter.add(Shape::mesh(mesh));
    }
}

/// A line in the rhythm of a type.
fn broken_line(
    mesh: &mut Mesh,
    kind: &MentionType,
    (left, right): (f32, f32),
    line: Rangef,
    colour: Color32,
) {
    let mut x = left;
    for (drawn, left_out) in rhythm(kind).iter().cycle() {
        if x + UNDERLINE > right {
            break;
        }
        let dash = Rangef::new(x, (x + drawn).min(right));
        mesh.add_colored_rect(Rect::from_x_y_ranges(dash, line), colour);
        x += drawn + left_out;
    }
}

/// Points that a type's line is drawn and left out in turn: types are told apart by it, not by colour alone.
const fn rhythm(kind: &MentionType) -> &'static [(f32, f32)] {
    match kind {
        MentionType::Date => &[(2.0, 2.0)],
        MentionType::Org => &[(6.0, 2.0)],
        MentionType::Person => &[(2.0, 2.0), (6.0, 2.0)],
        MentionType::Doc => &[(14.0, 2.0)],
        MentionType::Event => &[(2.0, 2.0), (2.0, 2.0), (6.0, 2.0)],
        MentionType::Metric => &[(2.0, 4.0)],
        MentionType::Place => &[(2.0, 2.0), (2.0, 6.0)],
        MentionType::Custom(_) => &[(2.0, 2.0), (14.0, 2.0)],
    }
}

/// The selected mention's outline, open where it goes on in another row.
fn outline(painter: &Painter, shown: &Shown<'_>, font_size: f32, ink: Color32) {
    let mut rect = shown.tint(font_size);
    rect.max.y += UNDERLINE;
    // Nothing is left free beside it, so that a comma after it can still be read.
    let rect = rect.expand2(egui::vec2(0.0, 1.0));
    let stroke = Stroke::new(2.0, ink);
    if shown.part.begins && shown.part.ends {
        painter.rect_stroke(rect, size::MARK_RADIUS + 1, stroke, StrokeKind::Outside);
        return;
    }
    let rect = rect.expand(1.0);
    let mut points = Vec::new();
    painter.hline(rect.x_range(), rect.top(), stroke);
    painter.hline(rect.x_range(), rect.bottom(), stroke);
    if shown.part.begins {
        points.push(rect.left());
    }
    if shown.part.ends {
        points.push(rect.right());
    }
    for x in points {
        painter.vline(x, rect.y_range().expand(1.0), stroke);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_line_of_its_own() {
        let own = MentionType::Custom("own".into());
        let kinds: Vec<_> = MentionType::BUILT_IN.into_iter().chain([own]).collect();
        for (at, one) in kinds.iter().enumerate() {
            for other in &kinds[at + 1..] {
                assert_ne!(rhythm(one), rhythm(other), "{one} {other}");
            }
        }
    }
}
