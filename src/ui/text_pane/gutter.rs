//! Left of the text: a bracket over each entry's extent, the current one strong, and a sign where a decision that lost its place may belong.
//!
//! In: the lines in view and the page. Out: shapes; a click selects the entry, or shows the lost decision. Line numbers are painted elsewhere.

use std::sync::Arc;

use egui::{Align2, CursorIcon, Mesh, Painter, Pos2, Rangef, Rect, Response, Sense, Shape, Ui};

use super::input::Scene;
use super::paint::GUTTER;
use super::rows::{self, Page};
use super::scroll;
use crate::document::{NodeId, NodeKind};
use crate::i18n::Language;
use crate::record::Record;
use crate::record::lost::Lost;
use crate::session::Action;
use crate::text::Span;
use crate::ui::theme::{self, Tokens, size};

/// From the text to the right and the left border of the brackets' column.
const NEAR: f32 = GUTTER - 2.0;
const FAR: f32 = GUTTER + 10.0;
/// To the left border of the signs' column.
const SIGNS: f32 = GUTTER + 26.0;
/// Between the bracket and the ends of its entry's rows.
const INSET: f32 = 5.0;
const TICK: f32 = 4.0;
/// Places are looked for of so many decisions: where a source was replaced as a whole, the list in the form is the way.
const MOST_SIGNS: usize = 100;

/// Where decisions that lost their place may belong, and which of them each is.
#[derive(Debug, Default)]
pub struct LostPlaces {
    of: Option<Arc<Record>>,
    places: Vec<(Span, usize)>,
}

impl LostPlaces {
    /// Looks again where something was decided since.
    pub fn update(&mut self, page: &Page<'_>) {
        let is_known = self
            .of
            .as_ref()
            .is_some_and(|record| Arc::ptr_eq(record, page.record));
        if is_known {
            return;
        }
        self.of = Some(page.record.clone());
        self.places.clear();
        if page.annotation.detached.is_empty() && page.record.homeless.is_empty() {
            return;
        }
        let lost = Lost::all(page.annotation, page.record);
        for (at, lost) in lost.iter().take(MOST_SIGNS).enumerate() {
            let best = lost.candidates(page.text).into_iter().next();
            self.places.extend(best.map(|place| (place.span, at)));
        }
        self.places.sort_by_key(|(span, _)| span.start);
    }
}

/// What a point of the gutter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Entry(NodeId),
    /// Of the decisions without a place the one with this number, and where it may belong.
    Lost(usize, Span),
}

/// An entry of which something is in view.
struct Extent {
    node: NodeId,
    /// From its first row to its last, on the screen.
    y: Rangef,
}

/// Whether a point belongs to the gutter's own columns.
#[must_use]
pub fn holds(at: Pos2, column: Rangef) -> bool {
    (column.min - SIGNS..column.min - NEAR).contains(&at.x)
}

/// Paints the gutter, and does what a click in it asks for. Returns the number of the lost decision that is asked for.
pub fn gutter_ui(
    ui: &Ui,
    response: &Response,
    scene: &Scene<'_>,
    (column, language): (Rangef, Language),
    places: &LostPlaces,
    actions: &mut Vec<Action>,
) -> Option<usize> {
    let extents = extents(scene);
    let pointed = response
        .hover_pos()
        .filter(|at| holds(*at, column))
        .and_then(|at| target_at(at, column, &extents, scene, places));
    paint(ui, column, &extents, scene, places, pointed);
    let target = pointed?;
    ui.set_cursor_icon(CursorIcon::PointingHand);
    let at = response.hover_pos()?;
    let place = Rect::from_center_size(at, egui::Vec2::splat(4.0));
    ui.interact(place, response.id.with("gutter"), Sense::hover())
        .on_hover_text(words(target, scene.page, language));
    if !response.clicked() {
        return None;
    }
    match target {
        Target::Entry(node) => {
            actions.push(Action::SelectNode(Some(node)));
            None
        }
        Target::Lost(at, span) => {
            actions.push(Action::ShowLost(true));
            actions.push(Action::ShowPlace(span));
            Some(at)
        }
    }
}

fn words(target: Target, page: &Page<'_>, language: Language) -> String {
    match target {
        Target::Entry(node) => {
            let lead = page.outline.node(node).heading_text(page.text);
            let lead = lead.unwrap_or_else(|| language.t("field-no-lead"));
            language.with("text-gutter-entry", &[("lead", (&*lead).into())])
        }
        Target::Lost(..) => language.t("text-gutter-lost").into_owned(),
    }
}

fn extents(scene: &Scene<'_>) -> Vec<Extent> {
    let (Some(first), Some(last)) = (scene.laid.first(), scene.laid.last()) else {
        return Vec::new();
    };
    let outline = scene.page.outline;
    let around = rows::node_for_form(outline, first.span.start).map_or(0, NodeId::index);
    let from = outline
        .nodes
        .partition_point(|node| node.span.start < first.span.start)
        .min(around);
    let in_view = outline.nodes[from..]
        .iter()
        .take_while(|node| node.span.start < last.span.end);
    in_view
        .zip(from..)
        .filter(|(node, _)| node.kind == NodeKind::Entry && node.span.end > first.span.start)
        .filter_map(|(node, at)| {
            let (top, bottom) = scroll::lines_of_span(node.span, scene.sheet)?;
            let y = |of_sheet: f64| scene.view.top() + (of_sheet - scene.offset) as f32;
            Some(Extent {
                node: NodeId(u32::try_from(at).ok()?),
                y: Rangef::new(y(scene.sheet.top(top)), y(scene.sheet.bottom(bottom))),
            })
        })
        .collect()
}

fn target_at(
    at: Pos2,
    column: Rangef,
    extents: &[Extent],
    scene: &Scene<'_>,
    places: &LostPlaces,
) -> Option<Target> {
    if at.x >= column.min - FAR {
        let extent = extents.iter().find(|extent| extent.y.contains(at.y))?;
        return Some(Target::Entry(extent.node));
    }
    let rows = lost_rows(scene, places);
    let mut here = rows.filter(|(y, ..)| y.contains(at.y));
    here.next()
        .map(|(_, place, lost)| Target::Lost(lost, place))
}

/// The rows in which decisions without a place may belong.
fn lost_rows<'a>(
    scene: &'a Scene<'_>,
    places: &'a LostPlaces,
) -> impl Iterator<Item = (Rangef, Span, usize)> + 'a {
    places.places.iter().filter_map(|(span, lost)| {
        let mut lines = scene.laid.iter();
        let laid =
            lines.find(|laid| laid.span.start <= span.start && span.start < laid.span.end)?;
        let (_, caret) = laid.caret(span.start, false);
        Some((caret.y_range(), *span, *lost))
    })
}

fn paint(
    ui: &Ui,
    column: Rangef,
    extents: &[Extent],
    scene: &Scene<'_>,
    places: &LostPlaces,
    pointed: Option<Target>,
) {
    let tokens = Tokens::of(ui);
    let painter = ui.painter();
    let mut mesh = Mesh::default();
    let current = scene.page.selection.node;
    let x = (column.min - GUTTER - 4.0).round();
    for Extent { node, y } in extents {
        let is_current = current == Some(*node);
        let (width, colour) = if is_current {
            (3.0, tokens.red)
        } else if pointed == Some(Target::Entry(*node)) {
            (2.0, tokens.ink2)
        } else {
            (1.0, tokens.ink3.lerp_to_gamma(tokens.paper, 0.45))
        };
        let y = Rangef::new((y.min + INSET).round(), (y.max - INSET).round());
        let spine = Rect::from_x_y_ranges(Rangef::new(x, x + width), y);
        mesh.add_colored_rect(spine, colour);
        let tick_width = if is_current { 2.0 } else { 1.0 };
        for tick in [
            Rangef::new(y.min, y.min + tick_width),
            Rangef::new(y.max - tick_width, y.max),
        ] {
            let across = Rangef::new(x, x + width + TICK);
            mesh.add_colored_rect(Rect::from_x_y_ranges(across, tick), colour);
        }
    }
    if !mesh.is_empty() {
        painter.add(Shape::mesh(mesh));
    }
    for (y, _, lost) in lost_rows(scene, places) {
        let is_pointed = matches!(pointed, Some(Target::Lost(at, _)) if at == lost);
        sign(
            painter,
            Pos2::new(column.min - GUTTER - 15.0, y.center()),
            is_pointed,
            tokens,
        );
    }
}

/// The sign of a decision without a place.
fn sign(painter: &Painter, at: Pos2, is_pointed: bool, tokens: &Tokens) {
    let font = theme::bold(size::SMALL);
    let ground = if is_pointed {
        tokens.hover
    } else {
        tokens.paper
    };
    painter.circle(at, 8.0, ground, egui::Stroke::new(1.0, tokens.warn));
    painter.text(at, Align2::CENTER_CENTER, "!", font, tokens.warn);
}
