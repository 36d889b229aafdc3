//! Small pieces that several panels paint alike.

use egui::{
    Align2, Color32, CornerRadius, Frame, Margin, Rect, Response, RichText, Sense, Stroke,
    StrokeKind, Ui, Vec2, pos2, vec2,
};

use super::command::Command;
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
    ui.painter().text(
        inner.left_center(),
        Align2::LEFT_CENTER,
        title,
        theme::regular(size::SMALL),
        tokens.ink2,
    );
    ui.painter().hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        Stroke::new(1.0, tokens.line),
    );
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    // A child of its own: what it paints takes no room from the column.
    right(&mut ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(layout)));
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
