//! Where the view stands on the sheet: kept still while heights become exact, moved to what was selected, followed by the selection.
//!
//! In: what is to be seen, the reviewer's own scrolling. Out: the offset for this frame, and the node that scrolling brought to the reading
//! line. Our own movements are never taken for the reviewer's.

use egui::Context;

use super::layout::{MARGIN, Sheet};
use super::rows::{self, Page};
use crate::document::{NodeId, NodeKind};
use crate::text::Span;

/// The reading line, as a part of the view's height from its top.
const READING_LINE: f64 = 1.0 / 3.0;
/// Further away than so many heights of the view there is no movement to be seen, the view jumps.
const FAR_VIEWS: f64 = 1.5;
/// The longest movement, in seconds.
const LONGEST_MOVEMENT: f64 = 0.12;
/// Of what is out of view the reviewer's scrolling is told from rounding by this many points.
const NOTICEABLE: f64 = 0.5;

/// What is to come into view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// The selected mention, or else the selected node.
    Selection,
    /// A caret that was moved with the keyboard.
    Caret(u32),
}

#[derive(Debug, Clone, Copy)]
struct Movement {
    from: f64,
    to: f64,
    /// In egui's seconds.
    began: f64,
    lasts: f64,
}

/// The view's place on the sheet.
#[derive(Debug, Default)]
pub struct Scrolling {
    /// Where the view begins, from the top of the sheet.
    offset: f64,
    height: f64,
    /// The first line in view in the last frame.
    anchor: Option<usize>,
    goal: Option<Goal>,
    movement: Option<Movement>,
    /// Points to go on because text is being marked beyond the edge of the view.
    nudge: f64,
    followed: Option<NodeId>,
}

impl Scrolling {
    pub fn reveal_selection(&mut self) {
        self.goal = Some(Goal::Selection);
    }

    pub fn reveal_caret(&mut self, offset: u32) {
        self.goal = Some(Goal::Caret(offset));
    }

    pub fn by(&mut self, points: f32) {
        self.nudge = f64::from(points);
    }

    pub const fn offset(&self) -> f64 {
        self.offset
    }

    pub const fn view_height(&self) -> f64 {
        self.height
    }

    /// The line that is to stand still while the type or the width changes, and where in the view it stands: the current entry's first,
    /// where it is in view.
    pub fn held(&self, sheet: &Sheet, page: &Page<'_>) -> Option<(usize, f64)> {
        let view = sheet.lines_between(self.offset, self.offset + self.height);
        let current = page
            .current_span()
            .and_then(|span| lines_of_span(span, sheet));
        let line = match current {
            Some((first, _)) if view.contains(&first) => first,
            _ => Some(view.start).filter(|_| !view.is_empty())?,
        };
        Some((line, sheet.top(line) - self.offset))
    }

    /// Puts the held line back where it stood.
    pub fn hold(&mut self, (line, place): (usize, f64), sheet: &Sheet) {
        self.offset = sheet.top(line) - place;
        self.anchor = Some(line);
        self.movement = None;
    }

    /// Where the view begins in this frame.
    pub fn prepare(
        &mut self,
        sheet: &mut Sheet,
        page: &Page<'_>,
        ctx: &Context,
        view_height: f32,
        is_new_text: bool,
    ) -> f64 {
        self.height = f64::from(view_height);
        if is_new_text {
            *self = Self {
                height: self.height,
                goal: self.goal,
                ..Self::default()
            };
        }
        let nudged = self.offset + std::mem::take(&mut self.nudge);
        self.offset = self.clamped(nudged, sheet);
        self.measure(sheet, page, ctx);
        if let Some(goal) = self.goal.take() {
            self.aim(goal, sheet, page, ctx);
            self.measure(sheet, page, ctx);
        }
        let moved = self.moved(ctx);
        self.offset = self.clamped(moved, sheet);
        self.measure(sheet, page, ctx);
        self.offset = self.clamped(self.offset, sheet);
        self.anchor = Some(
            sheet
                .lines_between(self.offset, self.offset + self.height)
                .start,
        );
        self.offset
    }

    /// Takes in where the view stands after the reviewer's wheel and bar. Returns the node that this brought to the reading line, where the
    /// selected one is out of view.
    pub fn settle(&mut self, offset: f64, sheet: &Sheet, page: &Page<'_>) -> Option<NodeId> {
        // What only fits the view to a shorter sheet is no scrolling.
        let is_scrolled = (offset - self.clamped(self.offset, sheet)).abs() > NOTICEABLE;
        self.offset = offset;
        if !is_scrolled {
            return None;
        }
        self.movement = None;
        let selected = lines_of_span(page.current_span()?, sheet)?;
        let (top, bottom) = (sheet.top(selected.0), sheet.bottom(selected.1));
        if bottom > offset && top < offset + self.height {
            self.followed = None;
            return None;
        }
        let node = self.node_at_reading_line(sheet, page)?;
        if page.selection.node == Some(node) || self.followed == Some(node) {
            return None;
        }
        self.followed = Some(node);
        Some(node)
    }

    /// The entry at the reading line, or the nearest in view below it, or above.
    fn node_at_reading_line(&self, sheet: &Sheet, page: &Page<'_>) -> Option<NodeId> {
        let view = sheet.lines_between(self.offset, self.offset + self.height);
        let reading = sheet.line_at(self.offset + self.height * READING_LINE)?;
        let below = reading..view.end;
        let above = (view.start..reading.min(view.end)).rev();
        below.chain(above).find_map(|line| {
            let node = rows::node_for_form(page.outline, sheet.lines()[line].span.start)?;
            (page.outline.node(node).kind == NodeKind::Entry).then_some(node)
        })
    }

    fn clamped(&self, offset: f64, sheet: &Sheet) -> f64 {
        offset.clamp(0.0, (sheet.height() - self.height).max(0.0))
    }

    /// Measures what is in view and some more; the view goes with its lines.
    fn measure(&mut self, sheet: &mut Sheet, page: &Page<'_>, ctx: &Context) {
        let anchor = self.anchor.filter(|at| {
            sheet
                .lines_between(self.offset, self.offset + self.height)
                .contains(at)
        });
        let offset = sheet.measure_view(self.offset, self.height, anchor, page, ctx);
        let view = sheet.lines_between(offset, offset + self.height);
        let more = if view.is_empty() {
            0.0
        } else {
            sheet.measure_more(anchor.unwrap_or(view.start), page, ctx)
        };
        let shift = offset + more - self.offset;
        self.offset += shift;
        if let Some(movement) = &mut self.movement {
            movement.from += shift;
            movement.to += shift;
        }
    }

    /// Sets off towards a goal that is not comfortably in view.
    fn aim(&mut self, goal: Goal, sheet: &Sheet, page: &Page<'_>, ctx: &Context) {
        let Some((to, line)) = self.target(goal, sheet, page, ctx) else {
            return;
        };
        let to = self.clamped(to, sheet);
        let lasts = f64::from(ctx.global_style().animation_time).min(LONGEST_MOVEMENT);
        let distance = (to - self.offset).abs();
        if lasts <= 0.0 || distance > self.height * FAR_VIEWS || matches!(goal, Goal::Caret(_)) {
            self.movement = None;
            self.offset = to;
            self.anchor = Some(line);
        } else if distance > NOTICEABLE {
            self.movement = Some(Movement {
                from: self.offset,
                to,
                began: ctx.input(|input| input.time),
                lasts,
            });
        }
    }

    /// Where the view should begin so that the goal is seen, and the line it is in; `None` where it is already well in view.
    fn target(
        &self,
        goal: Goal,
        sheet: &Sheet,
        page: &Page<'_>,
        ctx: &Context,
    ) -> Option<(f64, usize)> {
        // Where a movement is under way, what counts is where it leads.
        let offset = self.movement.map_or(self.offset, |movement| movement.to);
        let edge = f64::from(sheet.metrics().row_height()) * 1.5;
        let is_seen = |from: f64, (top, bottom): (f64, f64), edge: f64| {
            let edge = edge.min(self.height / 6.0);
            top >= from + edge && bottom <= from + self.height - edge
        };
        if let Goal::Caret(caret) = goal {
            let (line, row) = row_of(Span::new(caret, caret), sheet, page, ctx)?;
            let edge = f64::from(MARGIN).min(self.height / 6.0);
            let to = if row.0 < offset + edge {
                row.0 - edge
            } else if row.1 > offset + self.height - edge {
                row.1 + edge - self.height
            } else {
                return None;
            };
            return Some((to, line));
        }
        let node = page.current_span().and_then(|span| {
            let (first, last) = lines_of_span(span, sheet)?;
            Some((first, (sheet.top(first), sheet.bottom(last))))
        });
        let node_to = node.map(|(_, (top, bottom))| {
            // At the reading line, or higher where it would not fit below.
            let above = (self.height * READING_LINE)
                .min(self.height - (bottom - top) - edge)
                .max(edge / 2.0);
            top - above
        });
        let Some(mention) = page.selected_mention() else {
            let ((line, (top, bottom)), to) = (node?, node_to?);
            let fits = bottom - top <= self.height - edge;
            let is_fine = if fits {
                is_seen(offset, (top, bottom), edge / 6.0)
            } else {
                top >= offset && top <= offset + self.height * READING_LINE
            };
            return (!is_fine).then_some((to, line));
        };
        let (line, row) = row_of(mention.span, sheet, page, ctx)?;
        if is_seen(offset, row, edge / 2.0) {
            return None;
        }
        // The whole entry is shown where the mention is then in view too.
        let to = node_to
            .filter(|to| is_seen(self.clamped(*to, sheet), row, edge))
            .unwrap_or(row.0 - self.height * READING_LINE);
        Some((to, line))
    }

    /// Where a movement has come to.
    fn moved(&mut self, ctx: &Context) -> f64 {
        let Some(movement) = self.movement else {
            return self.offset;
        };
        let now = ctx.input(|input| input.time);
        let part = ((now - movement.began) / movement.lasts).clamp(0.0, 1.0);
        if part >= 1.0 {
            self.movement = None;
        } else {
            ctx.request_repaint();
        }
        // Fast at first, slow at last.
        let eased = 1.0 - (1.0 - part).powi(3);
        movement.from + (movement.to - movement.from) * eased
    }
}

/// The first and the last line that show something of a span.
pub fn lines_of_span(span: Span, sheet: &Sheet) -> Option<(usize, usize)> {
    let first = rows::line_holding(sheet.lines(), span.start)?;
    let last = rows::line_holding(sheet.lines(), span.end.saturating_sub(1).max(span.start))?;
    Some((first, last))
}

/// The line of a span's first character and between which heights of the sheet its rows there stand.
fn row_of(
    span: Span,
    sheet: &Sheet,
    page: &Page<'_>,
    ctx: &Context,
) -> Option<(usize, (f64, f64))> {
    let line = rows::line_holding(sheet.lines(), span.start)?;
    let laid = sheet.laid(line, egui::Pos2::ZERO, page, ctx);
    let parts = laid.parts(span);
    let (top, bottom) = if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
        (first.rect.top(), last.rect.bottom())
    } else {
        let (_, caret) = laid.caret(span.start, false);
        (caret.top(), caret.bottom())
    };
    let at = sheet.top(line);
    Some((line, (at + f64::from(top), at + f64::from(bottom))))
}
