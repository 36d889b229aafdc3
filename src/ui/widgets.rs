//! Small pieces that several panels paint alike.

use egui::{
    Align2, Color32, CornerRadius, Frame, Margin, Rect, Response, RichText, Sense, Stroke,
    StrokeKind, Ui, Vec2, pos2, vec2,
};

use super::command::Command;
use super::focus::field_ring_ui;
use super::theme::{self, Tokens, TypeColours, size};
use crate::annotation::Status;
use crate::i18n::Language;
use crate::session::Session;

/// A header of a column: its name at the left, what `right` paints at the right.
pub fn column_header(ui: &mut Ui, title: &str, right: impl FnOnce(&mut Ui)) {
    let tokens = Tokens::of(ui.ctx());
    let (rect, _) =
        ui.allocate_exact_size(vec2(ui.available_width(), size::HEADER), Sense::hover());
    let inner = rect.shrink2(vec2(12.0, 0.0));
    ui.painter().hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        Stroke::new(1.0, tokens.line),
    );
    // A child of its own: what it paints takes no room from the column.
    let builder = egui::UiBuilder::new().max_rect(inner).layout(row_layout());
    let row = &mut ui.new_child(builder);
    let mut ends = Ends::of(row);
    right(&mut ends.end);
    let (at, width) = (inner.left_center(), ends.start.available_width());
    let font = theme::regular(size::SMALL);
    paint_words(&ends.start, at, width, title, font, tokens.ink2);
    ends.finish(row);
}

fn row_layout() -> egui::Layout {
    egui::Layout::left_to_right(egui::Align::Center)
}

/// The two ends of a row: one from the left in the room that the other leaves, the other at the right. Paint into the first, then into the second, as they are
/// read, so that Tab goes that way; then [`finish`](Self::finish).
pub struct Ends {
    pub start: Ui,
    pub end: Ui,
    id: egui::Id,
    /// How wide the end is, is known once it was painted; a frame that guessed wrong is not shown.
    known: Option<f32>,
}

impl Ends {
    /// Of what is left of a row.
    pub fn of(ui: &mut Ui) -> Self {
        let room = ui.available_rect_before_wrap();
        let id = ui.next_auto_id().with("ends");
        let known: Option<f32> = ui.data(|data| data.get_temp(id));
        let border = (room.right() - known.unwrap_or_default()).max(room.left());
        let gap = ui.spacing().item_spacing.x;
        let mut part = |left: f32, right: f32| {
            let rect = Rect::from_x_y_ranges(left..=right.max(left), room.y_range());
            ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(row_layout()))
        };
        Self {
            start: part(room.left(), border - gap),
            end: part(border, room.right()),
            id,
            known,
        }
    }

    /// Takes their room from the row.
    pub fn finish(self, ui: &mut Ui) {
        let width = self.end.min_rect().width();
        if self.known.is_none_or(|known| (known - width).abs() > 0.5) {
            ui.data_mut(|data| data.insert_temp(self.id, width));
            ui.ctx().request_discard("the width of the end of a row");
        }
        ui.advance_cursor_after_rect(self.start.min_rect().union(self.end.min_rect()));
    }
}

/// What stands at the right end of a row, from left to right.
pub fn at_end<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let mut ends = Ends::of(ui);
    let inner = add(&mut ends.end);
    ends.finish(ui);
    inner
}

/// For what is painted later into room that was taken before.
#[must_use]
pub fn ui_in(ui: &mut Ui, rect: Rect) -> Ui {
    let layout = egui::Layout::top_down(egui::Align::Min);
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
    inner.set_clip_rect(rect.intersect(ui.clip_rect()));
    inner
}

/// A hairline over the whole width.
pub fn hairline(ui: &mut Ui) {
    let tokens = Tokens::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(
        rect.x_range(),
        rect.center().y,
        Stroke::new(1.0, tokens.line),
    );
}

/// Secondary text.
#[must_use]
pub fn small(words: impl Into<String>, colour: Color32) -> RichText {
    RichText::new(words).size(size::SMALL).color(colour)
}

/// The sign of a status, told apart by shape and by colour.
#[must_use]
pub const fn status_sign(status: Status, tokens: &Tokens) -> (&'static str, Color32) {
    match status {
        Status::Unreviewed => ("○", tokens.ink3),
        Status::InReview => ("◐", tokens.red),
        Status::Reviewed => ("✓", tokens.ok),
    }
}

/// The message naming a status.
#[must_use]
pub const fn status_message(status: Status) -> &'static str {
    match status {
        Status::Unreviewed => "status-unreviewed",
        Status::InReview => "status-in-review",
        Status::Reviewed => "status-reviewed",
    }
}

/// Paints a type's badge into a square of [`size::BADGE`] centred at a point.
pub fn paint_badge(ui: &Ui, centre: egui::Pos2, mark: char, colours: TypeColours) {
    let tokens = Tokens::of(ui.ctx());
    let rect = Rect::from_center_size(centre, Vec2::splat(size::BADGE));
    ui.painter().rect_filled(rect, 4.0, colours.badge);
    ui.painter().text(
        centre,
        Align2::CENTER_CENTER,
        mark,
        theme::regular(size::TINY),
        tokens.on_badge(),
    );
}

/// A key as menus and buttons show it.
pub fn key_cap(ui: &mut Ui, key: &str, colour: Color32, line: Color32) {
    let galley = ui
        .painter()
        .layout_no_wrap(key.to_owned(), theme::regular(size::TINY), colour);
    let (rect, _) = ui.allocate_exact_size(galley.size() + vec2(10.0, 2.0), Sense::hover());
    ui.painter()
        .rect_stroke(rect, 4.0, Stroke::new(1.0, line), StrokeKind::Inside);
    ui.painter()
        .galley(rect.min + vec2(5.0, 1.0), galley, colour);
}

/// A button of words and the key that does the same.
pub fn button_with_key(ui: &mut Ui, words: &str, command: Command) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let words = RichText::new(words).color(tokens.ink2);
    keyed(
        ui,
        words,
        command,
        [tokens.ink3, tokens.line],
        egui::Button::new,
    )
}

/// Adds a button of words and the key of a command, in a cap of this ink and line.
pub fn keyed<'a>(
    ui: &mut Ui,
    words: RichText,
    command: Command,
    [ink, line]: [Color32; 2],
    button: impl FnOnce((RichText, egui::Atom<'a>)) -> egui::Button<'a>,
) -> Response {
    let name = format!("{}  {}", words.text(), command.key_text());
    let font = theme::regular(size::TINY);
    let galley = ui.painter().layout_no_wrap(command.key_text(), font, ink);
    if galley.is_empty() {
        return ui.add(button((words, egui::Atom::default())));
    }
    let salt = egui::IdSalt::new("key");
    let cap = galley.size() + vec2(10.0, 2.0);
    let shown = button((words, egui::Atom::custom(salt, cap))).atom_ui(ui);
    if let Some(place) = shown.rect(salt) {
        let rect = Rect::from_center_size(place.center(), cap);
        ui.painter()
            .rect_stroke(rect, 4.0, Stroke::new(1.0, line), StrokeKind::Inside);
        ui.painter().galley(rect.min + vec2(5.0, 1.0), galley, ink);
    }
    let is_enabled = ui.is_enabled();
    let info = || egui::WidgetInfo::labeled(egui::Role::Button, is_enabled, &name);
    shown.response.widget_info(info);
    shown.response
}

/// A quiet button for a command, with its key in the tooltip.
pub fn command_button(
    ui: &mut Ui,
    command: Command,
    words: &str,
    session: &Session,
    language: Language,
    commands: &mut Vec<Command>,
) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let is_enabled = command.is_enabled(session);
    let colour = if is_enabled {
        tokens.ink2
    } else {
        tokens.ink3.gamma_multiply(0.6)
    };
    let button = egui::Button::new(RichText::new(words).color(colour)).frame(false);
    let response = ui
        .add_enabled(is_enabled, button)
        .on_hover_text(tooltip(command, language))
        .on_disabled_hover_text(tooltip(command, language));
    if response.clicked() {
        commands.push(command);
    }
    response
}

/// Gives a button that shows a sign alone the name that it is read out by.
pub fn named(response: &Response, name: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
}

/// A quiet button of an icon alone, with its name as tooltip.
pub fn icon_button(ui: &mut Ui, icon: lucide_icons::Icon, name: &str, colour: Color32) -> Response {
    let words = RichText::new(super::icon::alone(icon)).color(colour);
    let response = ui.add(egui::Button::new(words).frame(false));
    named(&response, name);
    response.on_hover_text(name)
}

/// What a command is, and its key.
#[must_use]
pub fn tooltip(command: Command, language: Language) -> String {
    let key = command.key_text();
    let about = command.about(language);
    if key.is_empty() {
        about
    } else {
        format!("{about}  {key}")
    }
}

/// A field in its frame, which shows whether the field has the focus.
pub fn input_ui<R>(
    ui: &mut Ui,
    line: Color32,
    add: impl FnOnce(&mut Ui) -> R,
) -> egui::InnerResponse<R> {
    let shown = input_frame(Tokens::of(ui.ctx()), line).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = size::INPUT;
        add(ui)
    });
    field_ring_ui(ui, shown.response.rect);
    shown
}

/// The frame of an input: paper within a hairline, vermilion where a person changed it or where a value was refused.
pub fn input_frame(tokens: &Tokens, line: Color32) -> Frame {
    Frame::new()
        .fill(tokens.paper)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(CornerRadius::same(size::RADIUS))
        .inner_margin(Margin::symmetric(9, 4))
}

/// The frame of a window that waits for an answer.
pub fn modal_frame(ctx: &egui::Context) -> Frame {
    Frame::popup(&ctx.global_style()).inner_margin(Margin::same(16))
}

/// What lies over the rest while a window waits: the rest stays readable.
#[must_use]
pub fn backdrop(ctx: &egui::Context) -> Color32 {
    let alpha = if Tokens::of(ctx).is_dark { 96 } else { 56 };
    Color32::from_black_alpha(alpha)
}

/// Boxes to be ticked can be seen in menus too, where controls have no frames.
pub fn framed_boxes(ui: &mut Ui) {
    let tokens = Tokens::of(ui.ctx());
    let stroke = Stroke::new(1.0, tokens.ink3);
    ui.visuals_mut().widgets.inactive.bg_stroke = stroke;
}

/// A box to tick, whose edge is seen on every ground.
pub fn checkbox<'a>(ui: &mut Ui, is_on: &'a mut bool, words: impl egui::IntoAtoms<'a>) -> Response {
    ui.scope(|ui| {
        framed_boxes(ui);
        ui.checkbox(is_on, words)
    })
    .inner
}

/// A row of a list: ground for selection and pointer, the whole width sensitive. Paint into the rectangle returned.
pub fn list_row(ui: &mut Ui, label: &str, is_selected: bool) -> (Rect, Response) {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::click());
    let label = label.to_owned();
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, is_selected, label.clone())
    });
    if is_selected {
        ui.painter().rect_filled(rect, 0.0, tokens.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, tokens.hover);
    }
    (rect, response)
}

/// Words on one line, cut with … where they do not fit. Returns where they end.
pub fn paint_words(
    ui: &Ui,
    at: egui::Pos2,
    width: f32,
    words: &str,
    font: egui::FontId,
    colour: Color32,
) -> f32 {
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(1.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let end = at.x + galley.size().x;
    ui.painter()
        .galley(pos2(at.x, at.y - galley.size().y / 2.0), galley, colour);
    end
}

/// Words that end at a point; returns where they begin.
pub fn paint_words_right(
    ui: &Ui,
    end: egui::Pos2,
    words: &str,
    font: egui::FontId,
    colour: Color32,
) -> f32 {
    let galley = ui.painter().layout_no_wrap(words.to_owned(), font, colour);
    let start = end.x - galley.size().x;
    ui.painter()
        .galley(pos2(start, end.y - galley.size().y / 2.0), galley, colour);
    start
}
