//! What has the focus: seen wherever it is, kept in sight, and given back when a window over the rest closes.
//!
//! Tab goes in the order in which things are painted; what stands at the right end of a row is therefore painted by [`with_end`](super::widgets::with_end).

use std::ops::RangeInclusive;

use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::{
    CornerRadius, Event, EventFilter, Frame, Id, InnerResponse, Key, LayerId, Modifiers, Order,
    Panel, Rect, Stroke, StrokeKind, Ui,
};

use super::theme::{Tokens, size};

/// Width of the ring, in points.
const RING: f32 = 2.0;

/// What is known of the focus from one frame to the next.
#[derive(Debug, Default)]
pub struct Focus {
    /// A window over the rest takes the keys.
    is_away: bool,
    /// What had the focus before.
    before: Option<Id>,
    /// What has it.
    at: Option<Id>,
    /// It was reached with Tab and is not wholly in sight.
    wants_sight: bool,
}

impl Focus {
    /// Call before anything is painted.
    pub fn begin(&mut self, ctx: &egui::Context) {
        if std::mem::take(&mut self.wants_sight)
            && let Some(id) = self.at
        {
            ask(ctx, id, Action::ScrollIntoView);
        }
    }

    /// Call when all is painted and done: whether a window over the rest takes the keys by now.
    pub fn end(&mut self, ctx: &egui::Context, is_away: bool) {
        let focused = ctx.memory(egui::Memory::focused);
        if is_away && !self.is_away {
            // The window may have taken the focus in this very frame.
            self.before = self.at;
        } else if !is_away && self.is_away {
            // In the frame after it has closed egui still takes the focus from what it covered: it is given back behind that.
            ctx.request_repaint();
        } else if !is_away && let Some(before) = self.before.take() {
            ctx.memory_mut(|memory| memory.request_focus(before));
        }
        self.is_away = is_away;
        let is_new = std::mem::replace(&mut self.at, focused) != focused;
        let cut = focused.and_then(|id| ctx.read_response(id));
        let is_cut = cut.is_some_and(|it| it.interact_rect.height() < it.rect.height() - 1.0);
        if is_new && is_cut && ctx.input(|input| input.key_pressed(Key::Tab)) {
            self.wants_sight = true;
            ctx.request_repaint();
        }
    }
}

/// A ring around what has the focus, over whatever was painted: everything shows it alike. Call when the rest is painted.
pub fn ring_ui(ctx: &egui::Context) {
    let focused = ctx.memory(egui::Memory::focused);
    let Some(response) = focused.and_then(|id| ctx.read_response(id)) else {
        return;
    };
    // A field shows it by its frame.
    if ctx.text_edit_focused() || !response.interact_rect.is_positive() {
        return;
    }
    let layer = LayerId::new(Order::Tooltip, Id::unique("focus ring"));
    let rect = response.interact_rect.expand(1.0);
    paint_ring(&ctx.layer_painter(layer), rect, ctx);
}

/// The ring of a field whose frame stands around the field and what is beside it. Call when the frame is painted.
pub fn field_ring_ui(ui: &Ui, frame: Rect) {
    if !ui.ctx().text_edit_focused() {
        return;
    }
    let focused = ui.memory(egui::Memory::focused);
    let field = focused.and_then(|id| ui.ctx().read_response(id));
    if field.is_some_and(|field| frame.contains_rect(field.rect)) {
        paint_ring(ui.painter(), frame, ui.ctx());
    }
}

fn paint_ring(painter: &egui::Painter, rect: Rect, ctx: &egui::Context) {
    painter.rect_stroke(
        rect,
        CornerRadius::same(size::RADIUS),
        Stroke::new(RING, Tokens::of(ctx).ink),
        StrokeKind::Inside,
    );
}

/// A column beside the text.
#[derive(Debug)]
pub struct Column<'a> {
    pub id: &'static str,
    /// What its handle is read out as.
    pub handle: &'a str,
    pub is_at_right: bool,
    /// At first, in points.
    pub width: f32,
    pub range: RangeInclusive<f32>,
}

/// Shows a column; ← and → move its handle while that has the focus.
pub fn column_ui<R>(
    ui: &mut Ui,
    column: Column<'_>,
    add: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    let Column {
        id,
        handle: name,
        is_at_right,
        width,
        range,
    } = column;
    let panel = if is_at_right {
        Panel::right(id)
    } else {
        Panel::left(id)
    };
    let handle = ui.scope_id().with(id).with("__resize");
    if ui.memory(|memory| memory.has_focus(handle)) {
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(handle, filter));
        let [left, right] = [Key::ArrowLeft, Key::ArrowRight]
            .map(|key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)));
        let (wider, narrower) = if is_at_right {
            (left, right)
        } else {
            (right, left)
        };
        (0..wider).for_each(|_| ask(ui.ctx(), handle, Action::Increment));
        (0..narrower).for_each(|_| ask(ui.ctx(), handle, Action::Decrement));
    }
    let shown = panel
        .default_size(width)
        .size_range(range)
        .frame(Frame::new().fill(Tokens::of(ui.ctx()).panel))
        .show(ui, add);
    ui.ctx()
        .accesskit_node_builder(handle, |node| node.set_label(name));
    shown
}

/// Asks for something as a screen reader would.
fn ask(ctx: &egui::Context, id: Id, action: Action) {
    let request = ActionRequest {
        action,
        target_tree: TreeId::ROOT,
        target_node: id.accesskit_id(),
        data: None,
    };
    ctx.input_mut(|input| {
        input
            .events
            .push(Event::AccessKitActionRequest(request.clone()));
    });
}
