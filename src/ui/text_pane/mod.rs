//! 原文: the source's text as it is, with the mentions marked in it; text is marked with mouse and keyboard.
//!
//! In: what a session says of its document ([`Page`]). Out: [`Action`]s; the pane changes nothing itself. One frame: the [`layout::Sheet`]
//! takes over the text, [`scroll`] says where the view stands, the lines in view are laid out, [`input`] turns mouse and keys into actions,
//! [`paint`] paints, [`menu`] shows the context menu. Only lines in view are laid out in a steady frame. Detached decisions are shown elsewhere.

mod input;
mod laid;
mod layout;
mod menu;
mod offers;
mod paint;
mod rows;
#[cfg(test)]
mod sample;
mod scroll;
mod select;
#[cfg(test)]
mod tests;
mod tip;
mod words;

use egui::{
    CursorIcon, EventFilter, Id, PointerButton, Pos2, Rangef, Rect, Response, Role, ScrollArea,
    Sense, Ui, WidgetInfo, vec2,
};

pub use rows::Page;
pub use words::WordStep;

use crate::i18n::Language;
use crate::session::{Action, Session};
use crate::text::Span;
use crate::ui::theme::{Tokens, Typeface, size};
use input::{Marked, Marking, Scene};
use laid::Laid;
use layout::{Metrics, Sheet, Updated};
use menu::{Menu, Outcome};
use offers::Does;
use scroll::Scrolling;

/// What the reviewer can set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextOptions {
    /// Points, 12 to 32.
    pub font_size: f32,
    /// A multiple of the size.
    pub line_height: f32,
    /// Full-width characters to a line at most.
    pub line_chars: f32,
    pub typeface: Typeface,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self {
            font_size: size::SOURCE,
            line_height: size::SOURCE_LINE,
            line_chars: size::SOURCE_CHARS,
            typeface: Typeface::default(),
        }
    }
}

/// The window's own state of the pane: where it stands in the text, what is measured of it, what the mouse is doing.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "wishes to the window and what is so, each of its own"
)]
pub struct TextView {
    pub options: TextOptions,
    /// The reviewer wants to write a note on the selected entry; set here, taken back by the window.
    pub wants_note: bool,
    /// The reviewer wants to type the selected mention's value; the same.
    pub wants_value_edit: bool,
    sheet: Sheet,
    scrolling: Scrolling,
    marking: Marking,
    menu: Option<Menu>,
    opens_menu: bool,
    word_step: Option<WordStep>,
    has_focus: bool,
}

impl TextView {
    /// Brings the selected mention, or else the selected node, into view with the next frame.
    pub fn scroll_to_selection(&mut self) {
        self.scrolling.reveal_selection();
    }

    /// Whether keys go to the pane: it takes arrows and their like, and leaves letters, digits and Enter.
    #[must_use]
    pub const fn has_focus(&self) -> bool {
        self.has_focus
    }

    /// Opens the menu at the marked text, or else at the selected mention, with the next frame.
    pub fn open_add_menu(&mut self) {
        self.opens_menu = true;
    }

    /// Moves or widens the mark by a word with the next frame; keys go to the pane from then on.
    pub fn step_word(&mut self, step: WordStep) {
        self.word_step = Some(step);
    }

    /// Whether the menu is open: letters, digits, arrows, Enter and Escape are then the menu's, not the window's.
    #[must_use]
    pub const fn is_menu_open(&self) -> bool {
        self.menu.is_some() || self.opens_menu
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
    if let (Some(document), Some(folder)) = (session.document(), session.folder()) {
        let page = Page::of(document, folder.codebook());
        page_ui(ui, &page, view, language, actions);
        return;
    }
    let rect = ui.available_rect_before_wrap();
    ui.painter().rect_filled(rect, 0.0, Tokens::of(ui).paper);
    ui.allocate_rect(rect, Sense::hover());
    view.has_focus = false;
    view.menu = None;
    view.opens_menu = false;
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
    let column = column_in(rect, &view.options);
    let metrics = Metrics {
        options: view.options,
        width: column.span(),
        pixels_per_point: ui.pixels_per_point(),
    };
    let held = Some(&view.sheet)
        .filter(|sheet| sheet.shows(page))
        .and_then(|sheet| view.scrolling.held(sheet, page));
    let updated = view.sheet.update(page, metrics);
    let is_new_text = updated == Updated::Text;
    let known_offset = view.scrolling.offset();
    if let Some(held) = held.filter(|_| updated == Updated::Heights) {
        view.scrolling.hold(held, &view.sheet);
    }
    if is_new_text {
        view.menu = None;
    }
    let was_menu_open = view.menu.is_some();
    menu_ui(ui, page, view, language, actions);
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
        ui.set_min_size(vec2(rect.width(), view.sheet.height() as f32));
        let pane = Pane {
            response: &response,
            column,
            offset: f64::from(viewport.top()),
            language,
            was_menu_open,
        };
        lines_ui(ui, page, view, &pane, actions);
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

/// What holds for the pane in one frame.
#[derive(Debug, Clone, Copy)]
struct Pane<'a> {
    response: &'a Response,
    /// Where the text stands on the screen, left to right.
    column: Rangef,
    /// Where the view begins on the sheet.
    offset: f64,
    language: Language,
    was_menu_open: bool,
}

/// The menu, where it is open, and what comes of it.
fn menu_ui(
    ui: &Ui,
    page: &Page<'_>,
    view: &mut TextView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let Some(mut menu) = view.menu.take() else {
        return;
    };
    let offers = offers::offers(page, menu.on_mention, language);
    match menu.show(ui, &offers, page, language) {
        Outcome::Open => view.menu = Some(menu),
        Outcome::Closed => {}
        Outcome::Chosen(Does::Act(action)) => actions.push(action),
        Outcome::Chosen(Does::Copy(span)) => ui.copy_text(page.text.slice(span).to_owned()),
        Outcome::Chosen(Does::EditValue) => view.wants_value_edit = true,
        Outcome::Chosen(Does::WriteNote) => view.wants_note = true,
        Outcome::Chosen(Does::More(_)) => debug_assert!(false, "a list is opened, not chosen"),
    }
}

/// The lines in view: laid out, read from, painted.
fn lines_ui(
    ui: &Ui,
    page: &Page<'_>,
    view: &mut TextView,
    pane: &Pane<'_>,
    actions: &mut Vec<Action>,
) {
    let TextView {
        sheet,
        scrolling,
        marking,
        menu,
        opens_menu,
        word_step,
        ..
    } = view;
    let Pane {
        response,
        column,
        offset,
        ..
    } = *pane;
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
    let request = marking.take_pointer(ui, response, &scene, scrolling, &mut marked);
    lock_focus(ui, response, pane.was_menu_open || marked.span().is_some());
    if !pane.was_menu_open {
        marking.take_keys(ui, response, &scene, scrolling, &mut marked);
    }
    if let Some(step) = word_step.take() {
        response.request_focus();
        words::step(step, &scene, scrolling, &mut marked);
    }
    let opens_menu = std::mem::take(opens_menu);
    if opens_menu {
        response.request_focus();
        marked.mark_word_at_caret(&scene);
    }
    let (caret, marked) = (marked.text.map(|(_, caret)| caret), marked.span());
    let column = Rect::from_x_y_ranges(column, clip.y_range());
    paint::scene(ui, &scene, column, marked);
    if let Some(caret) = caret.filter(|_| response.has_focus()) {
        paint::caret(ui, &scene, caret, marking.at_row_end);
    }
    if let Some(request) = request {
        *menu = Some(Menu::new(request.at, request.on_mention));
        ui.request_repaint();
    } else if opens_menu {
        let mention = page.selected_mention().map(|mention| mention.span);
        let at = place_of(marked.or(mention), caret, &scene);
        *menu = Some(Menu::new(at, true));
        ui.request_repaint();
    }
    hover(ui, pane, &scene, column, menu.is_some());
    name_lines(ui, response.id, &laid, clip);
}

/// Keeps arrows, and Escape where it has something to do, from moving the focus on.
fn lock_focus(ui: &Ui, response: &Response, takes_escape: bool) {
    let filter = EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: takes_escape,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
}

/// Below what stands in a span, or else below the caret; at the top of the view where neither is seen.
fn place_of(span: Option<Span>, caret: Option<u32>, scene: &Scene<'_>) -> Pos2 {
    let last = span.and_then(|span| {
        let parts = scene.laid.iter().flat_map(|laid| laid.parts(span));
        parts.last().map(|part| part.rect)
    });
    let at_caret = || {
        let caret = caret?;
        let mut lines = scene.laid.iter();
        let laid = lines.find(|laid| laid.span.start <= caret && caret <= laid.span.end)?;
        Some(laid.caret(caret, false).1)
    };
    last.filter(|rect| scene.view.contains(rect.left_bottom()))
        .or_else(at_caret)
        .map_or(
            scene.view.center_top() + vec2(0.0, layout::MARGIN),
            |rect| rect.left_bottom() + vec2(0.0, 2.0),
        )
}

/// The pointer's shape, and what the mention under it tells.
fn hover(ui: &Ui, pane: &Pane<'_>, scene: &Scene<'_>, column: Rect, is_menu_open: bool) {
    let Some(at) = pane.response.hover_pos().filter(|at| column.contains(*at)) else {
        return;
    };
    ui.set_cursor_icon(CursorIcon::Text);
    if is_menu_open || pane.response.dragged_by(PointerButton::Primary) {
        return;
    }
    let page = scene.page;
    let Some((mention, laid)) = scene.hit(at).and_then(|hit| {
        let character = hit.character?;
        let laid = scene
            .laid
            .iter()
            .find(|laid| laid.span.contains_offset(character))?;
        Some((rows::mention_at(page.record, character)?, laid))
    }) else {
        return;
    };
    let parts = laid.parts(mention.span);
    let Some(part) = parts.iter().find(|part| part.rect.contains(at)) else {
        return;
    };
    let id = pane.response.id.with((mention.span.start, &mention.kind));
    ui.interact(part.rect, id, Sense::hover())
        .on_hover_ui(|ui| tip::show(ui, mention, page, pane.language));
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
fn column_in(pane: Rect, options: &TextOptions) -> Rangef {
    let (left, right) = PADDING;
    let left = left + paint::GUTTER;
    let room = (pane.width() - left - right).max(MIN_COLUMN);
    let width = (options.line_chars * options.font_size).min(room).floor();
    let spare = ((room - width) / 2.0).floor();
    let start = pane.left() + left + spare;
    Rangef::new(start, start + width)
}
