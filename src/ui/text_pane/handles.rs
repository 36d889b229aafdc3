//! Taking hold of an end of the selected mention with the mouse: where the two ends are seen, and what a drag of one does.
//!
//! In: the mouse and the lines in view. Out: one action when the button is let go, so that a drag is one step to undo; Escape leaves everything as
//! it was. Where an end can stand is said by [`super::ends`].

use egui::{CursorIcon, Key, Modifiers, Pos2, Rect, Response, Ui};

use super::ends::{self, End};
use super::input::{Marked, Marking, Scene};
use crate::session::Action;
use crate::text::Span;

/// How near to an end of the selected mention a press takes hold of it, in points; outside it more than inside, where its words are clicked.
const HANDLE: (f32, f32) = (3.0, 7.0);

/// Where the ends of a span are seen: a line of no width at each.
pub fn handles<'a>(
    span: Span,
    scene: &'a Scene<'_>,
) -> impl Iterator<Item = (End, Rect)> + use<'a> {
    let parts = scene.laid.iter().flat_map(move |laid| laid.parts(span));
    parts.flat_map(|part| {
        let start = part
            .begins
            .then_some((End::Start, part.rect.with_max_x(part.rect.left())));
        let finish = part
            .ends
            .then_some((End::Finish, part.rect.with_min_x(part.rect.right())));
        start.into_iter().chain(finish)
    })
}

fn handle_at(at: Pos2, span: Span, scene: &Scene<'_>) -> Option<End> {
    let (inside, outside) = HANDLE;
    handles(span, scene)
        .find(|(end, line)| {
            let x = line.left();
            let (left, right) = match end {
                End::Start => (x - outside, x + inside),
                End::Finish => (x - inside, x + outside),
            };
            (left..=right).contains(&at.x) && line.y_range().contains(at.y)
        })
        .map(|(end, _)| end)
}

impl Marking {
    /// The span that the selected mention would have if it were let go of now.
    pub fn dragged_to(&self) -> Option<Span> {
        self.dragged.map(|(_, span)| span)
    }

    /// Handles the ends of the selected mention. Returns whether the mouse is theirs.
    pub(super) fn take_handles(
        &mut self,
        ui: &Ui,
        response: &Response,
        (at, pressed_at): (Pos2, Option<Pos2>),
        scene: &Scene<'_>,
        marked: &mut Marked<'_>,
    ) -> bool {
        let page = scene.page;
        let Some(mention) = page.selected_mention().filter(|_| page.is_editable) else {
            return self.dragged.take().is_some();
        };
        if let Some(pressed_at) = pressed_at
            && (response.is_pointer_button_down_on() || response.clicked())
            && let Some(end) = handle_at(pressed_at, mention.span, scene)
        {
            response.request_focus();
            self.dragged = Some((end, mention.span));
        }
        let Some((end, span)) = self.dragged else {
            let on_handle = response
                .hover_pos()
                .and_then(|at| handle_at(at, mention.span, scene));
            if on_handle.is_some() {
                ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
            }
            return false;
        };
        ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
        let to = scene.hit(at).map(|hit| hit.caret);
        // Where it cannot stand, it stays where it last could.
        let new = to.map_or(span, |to| {
            let is_home = match end {
                End::Start => to == mention.span.start,
                End::Finish => to == mention.span.end,
            };
            let moved = ends::moved(mention.span, end, to, page);
            moved.unwrap_or(if is_home { mention.span } else { span })
        });
        self.dragged = Some((end, new));
        let (is_down, is_left) = ui.input_mut(|input| {
            let is_left = input.consume_key(Modifiers::NONE, Key::Escape);
            (input.pointer.primary_down(), is_left)
        });
        if is_left {
            self.dragged = None;
        } else if !is_down {
            self.dragged = None;
            if new != mention.span {
                marked.push(Action::MoveMention(new));
            }
        }
        ui.request_repaint();
        true
    }
}
