//! 原文: the source's text as it is, with the mentions marked in it; text is marked with mouse and keyboard.
//!
//! In: what a session says of its document ([`Page`]). Out: [`Action`]s; the pane changes nothing itself. One frame: the [`layout::Sheet`]
//! takes over the text, [`scroll`] says where the view stands, the lines in view are laid out, [`input`] turns mouse and keys into actions,
//! [`paint`] paints, [`menu`] shows the context menu. Only lines in view are laid out in a steady frame. Detached decisions are shown elsewhere.

mod input;
mod layout;
mod paint;
mod rows;
#[cfg(test)]
mod sample;
mod scroll;
mod select;
#[cfg(test)]
mod tests;

use egui::{CursorIcon, Id, Pos2, Rangef, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo};

pub use rows::Page;

use crate::i18n::Language;
use crate::session::{Action, Session};
use crate::ui::theme::{Tokens, size};
use input::{Marked, Marking, Scene};
use layout::{Laid, Metrics, Sheet};
use scroll::Scrolling;

/// What the reviewer can set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextOptions {
    /// Points, 12 to 32.
    pub font_size: f32,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self {
            font_size: size::SOURCE,
        }
    }
}

/// The window's own state of the pane: where it stands in the text, what is measured of it, what the mouse is doing.
#[derive(Debug, Default)]
pub struct TextView {
    pub options: TextOptions,
    pub wants_note: bool,
    pub wants_value_edit: bool,
    sheet: Sheet,
    scrolling: Scrolling,
    marking: Marking,
    has_focus: bool,
}

impl TextView {
    /// Opens the menu that makes the marked text a mention.
    pub fn open_add_menu(&mut self) {}

    #[must_use]
    pub const fn is_menu_open(&self) -> bool {
        false
    }

    /// Brings the selected mention, or else the selected node, into view with the next frame.
    pub fn scroll_to_selection(&mut self) {
        self.scrolling.to_selection();
    }

    /// Whether keys go to the pane: it takes arrows and their like, and leaves letters, digits and Enter.
    #[must_use]
    pub const fn has_focus(&self) -> bool {
        self.has_focus
    }
}

/// Left of the gutter, and right of the column of text.
const PADDING: (f32, f32) = (20.0, 34.0);
/// The column of text never is narrower.
const MIN_COLUMN: f32 = 96.0;

/// The pane for the session's document; empty paper where none is open.
pub fn text_pane_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut TextView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    match (session.document(), session.folder()) {
        (Some(document), Some(folder)) => {
            let page = Page::of(document, folder.codebook());
            page_ui(ui, &page, view, language, actions);
        }
        _ => {
            let rect = ui.available_rect_before_wrap();
            ui.painter().rect_filled(rect, 0.0, Tokens::of(ui).paper);
            ui.allocate_rect(rect, Sense::hover());
            view.has_focus = false;
        }
    }
}

/// The pane for a page.
pub fn page_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    view: &mut TextView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let n_actions = actions.len();
    let rect = ui.available_rect_before_wrap();
    ui.painter().rect_filled(rect, 0.0, Tokens::of(ui).paper);
    let response = ui.interact(
        rect,
        ui.make_persistent_id("text-pane"),
        Sense::click_and_drag(),
    );
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Document, ui.is_enabled(), language.t("text-pane"))
    });
    let column = column_in(rect, view.options.font_size);
    let metrics = Metrics {
        font_size: view.options.font_size,
        width: column.span(),
        pixels_per_point: ui.pixels_per_point(),
    };
    let is_new_text = view.sheet.update(page, metrics);
    let known_offset = view.scrolling.offset();
    let offset = view
        .scrolling
        .prepare(&mut view.sheet, page, ui, rect.height(), is_new_text);
    let mut area = ScrollArea::vertical()
        .id_salt("text-pane-scroll")
        .auto_shrink(false)
        .content_margin(0.0);
    #[expect(clippy::float_cmp, reason = "set only where it was changed")]
    if offset != known_offset || is_new_text {
        area = area.vertical_scroll_offset(offset as f32);
    }
    let output = area.show_viewport(ui, |ui, viewport| {
        ui.set_min_size(egui::vec2(rect.width(), view.sheet.height() as f32));
        lines_ui(
            ui,
            page,
            view,
            &response,
            column,
            f64::from(viewport.top()),
            actions,
        );
    });
    let followed = view.scrolling.settle(
        f64::from(output.state.clamped_offset().y),
        &view.sheet,
        page,
    );
    actions.extend(followed.map(Action::FollowScroll));
    view.has_focus = response.has_focus();
    if actions.len() > n_actions {
        // What the actions change is seen in the next frame.
        ui.request_repaint();
    }
}

/// The lines in view: laid out, read from, painted.
fn lines_ui(
    ui: &Ui,
    page: &Page<'_>,
    view: &mut TextView,
    response: &Response,
    column: Rangef,
    offset: f64,
    actions: &mut Vec<Action>,
) {
    let TextView {
        sheet,
        scrolling,
        marking,
        ..
    } = view;
    let clip = response.rect;
    let in_view = sheet.lines_between(offset, offset + f64::from(clip.height()));
    let laid: Vec<Laid> = in_view
        .map(|line| {
            let y = f64::from(clip.top()) + sheet.top(line) - offset;
            let pixels = f64::from(ui.pixels_per_point());
            let y = (y * pixels).round() / pixels;
            sheet.laid(line, Pos2::new(column.min, y as f32), page, ui)
        })
        .collect();
    let scene = Scene {
        page,
        sheet,
        laid: &laid,
        view: clip,
    };
    let mut marked = Marked::new(page, actions);
    let _ = marking.take_pointer(ui, response, &scene, scrolling, &mut marked);
    marking.take_keys(ui, response, &scene, scrolling, &mut marked);
    let column = Rect::from_x_y_ranges(column, clip.y_range());
    paint::scene(ui, &scene, column, marked.span());
    if response.has_focus()
        && let Some((_, caret)) = marked.text
    {
        paint::caret(ui, &scene, caret, marking.at_row_end);
    }
    if let Some(at) = response.hover_pos().filter(|at| column.contains(*at)) {
        let _ = at;
        ui.set_cursor_icon(CursorIcon::Text);
    }
    name_lines(ui, response.id, &laid, clip);
}

/// Gives every line in view a name that assistive programs and tests find.
fn name_lines(ui: &Ui, id: Id, laid: &[Laid], clip: Rect) {
    // Whether anybody reads names is known by whether the pane has got one.
    if !ui.has_accesskit_node(id) {
        return;
    }
    for laid in laid {
        let rect = laid.rect().intersect(clip);
        if rect.is_positive() {
            let line = ui.interact(rect, id.with(laid.span.start), Sense::hover());
            line.widget_info(|| {
                WidgetInfo::labeled(Role::Label, true, laid.galley.job.text.as_str())
            });
        }
    }
}

/// Where the text stands in the pane: at most so many characters wide, in the middle where there is room.
fn column_in(pane: Rect, font_size: f32) -> Rangef {
    let (left, right) = PADDING;
    let left = left + paint::GUTTER;
    let room = (pane.width() - left - right).max(MIN_COLUMN);
    let width = (size::SOURCE_CHARS * font_size).min(room).floor();
    let spare = ((room - width) / 2.0).floor();
    let start = pane.left() + left + spare;
    Rangef::new(start, start + width)
}
