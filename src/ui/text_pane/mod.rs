//! 原文: the source's text as it is, with the mentions marked in it; text is marked with mouse and keyboard.
//!
//! In: what a session says of its document ([`Page`]). Out: [`Action`]s; the pane changes nothing itself. One frame: the [`layout::Sheet`]
//! takes over the text, [`scroll`] says where the view stands, the lines in view are laid out, [`input`] turns mouse and keys into actions,
//! [`paint`], [`gutter`] and [`brush`] paint, [`menu`] shows the context menu. Only lines in view are laid out in a steady frame. What is to be
//! done with decisions that lost their place is shown elsewhere.

mod brush;
mod ends;
mod gutter;
mod handles;
mod input;
mod laid;
mod layout;
mod menu;
mod offers;
mod paint;
mod readings;
mod rows;
#[cfg(test)]
mod sample;
mod scroll;
mod select;
#[cfg(test)]
mod tests;
mod tip;
mod tree_offers;
mod words;

use egui::{
    CursorIcon, EventFilter, Id, PointerButton, Pos2, Rangef, Rect, Response, Role, ScrollArea,
    Sense, Ui, WidgetInfo, vec2,
};

pub use ends::{End, EndStep, Pace};
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
    /// The reviewer wants to correct the words that are marked, or the selected mention's; the same.
    pub wants_correction: bool,
    /// The decision without a place that the reviewer wants to see, by its number; the same.
    pub wants_lost: Option<usize>,
    /// Where the value came from that the form points at; set by the window.
    pub pointed: Option<Span>,
    sheet: Sheet,
    scrolling: Scrolling,
    marking: Marking,
    menu: Option<Menu>,
    opens_menu: Option<Opens>,
    word_step: Option<WordStep>,
    end_step: Option<EndStep>,
    lost_places: gutter::LostPlaces,
    readings: readings::Readings,
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
        self.opens_menu = Some(Opens::All);
    }

    /// Opens the list of what else the selected mention can be, with the next frame.
    pub fn open_readings(&mut self) {
        self.opens_menu = Some(Opens::Readings);
    }

    /// Moves an end of the selected mention with the next frame.
    pub fn step_end(&mut self, step: EndStep) {
        self.end_step = Some(step);
    }

    /// Moves or widens the mark by a word with the next frame; keys go to the pane from then on.
    pub fn step_word(&mut self, step: WordStep) {
        self.word_step = Some(step);
    }

    /// Whether the menu is open: letters, digits, arrows, Enter and Escape are then the menu's, not the window's.
    #[must_use]
    pub const fn is_menu_open(&self) -> bool {
        self.menu.is_some() || self.opens_menu.is_some()
    }
}

/// What a menu is opened with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opens {
    All,
    Readings,
}

/// Left of the gutter, and right of the column of text.
const PADDING: (f32, f32) = (26.0, 34.0);
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
        let everywhere = session.everywhere();
        let is_everywhere = everywhere.subject().is_some();
        let places = session.current().map(|at| everywhere.places_in(at));
        let places = places.unwrap_or_default();
        let page = Page {
            pointed: view.pointed,
            hits: if is_everywhere {
                &places
            } else {
                session.search().marks_in(document)
            },
            ..Page::of(document, folder.codebook())
        };
        page_ui(ui, &page, view, language, actions);
        return;
    }
    let rect = ui.available_rect_before_wrap();
    ui.painter().rect_filled(rect, 0.0, Tokens::of(ui).paper);
    ui.allocate_rect(rect, Sense::hover());
    view.has_focus = false;
    view.menu = None;
    view.opens_menu = None;
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
    let readings = page.selected_mention().map(|it| view.readings.of(page, it));
    let readings = readings.unwrap_or_default();
    let offers = if menu.is_of_readings {
        offers::readings(page, readings, language)
    } else {
        offers::offers(page, menu.on_mention, readings, language)
    };
    match menu.show(ui, &offers, page, language) {
        Outcome::Open => view.menu = Some(menu),
        Outcome::Closed | Outcome::Chosen(Does::Nothing) => {}
        Outcome::Chosen(Does::Act(action)) => actions.push(action),
        Outcome::Chosen(Does::Copy(span)) => ui.copy_text(page.text.slice(span).to_owned()),
        Outcome::Chosen(Does::EditValue) => view.wants_value_edit = true,
        Outcome::Chosen(Does::WriteNote) => view.wants_note = true,
        Outcome::Chosen(Does::Correct) => view.wants_correction = true,
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
        end_step,
        lost_places,
        readings,
        wants_lost,
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
        offset,
    };
    lost_places.update(page);
    let mut marked = Marked::new(page, actions);
    let is_in_gutter = ui.input(|input| {
        let pointer = &input.pointer;
        let at = pointer.press_origin().or(pointer.interact_pos());
        at.is_some_and(|at| gutter::holds(at, column))
    });
    let request = if is_in_gutter {
        None
    } else {
        marking.take_pointer(ui, response, &scene, scrolling, &mut marked)
    };
    lock_focus(ui, response, pane.was_menu_open || marked.span().is_some());
    if !pane.was_menu_open {
        marking.take_keys(ui, response, &scene, scrolling, &mut marked);
    }
    if let Some(step) = word_step.take() {
        response.request_focus();
        words::step(step, &scene, scrolling, &mut marked);
    }
    if let Some(step) = end_step.take()
        && let Some(mention) = page.selected_mention().filter(|_| page.is_editable)
        && let Some(span) = ends::stepped(mention.span, step, sheet.lines(), page)
    {
        marked.push(Action::MoveMention(span));
    }
    let opens_menu = opens_menu.take();
    if let Some(opens) = opens_menu {
        response.request_focus();
        if opens == Opens::All {
            marked.mark_word_at_caret(&scene);
        }
    }
    let (caret, marked) = (marked.text.map(|(_, caret)| caret), marked.span());
    let column = Rect::from_x_y_ranges(column, clip.y_range());
    paint::scene(ui, &scene, column, marked);
    brush::errata(ui, &scene);
    paint::ends(ui, &scene, marking.dragged_to());
    if let Some(caret) = caret.filter(|_| response.has_focus()) {
        paint::caret(ui, &scene, caret, marking.at_row_end);
    }
    if let Some(request) = request {
        *menu = Some(Menu::new(request.at, request.on_mention));
        ui.request_repaint();
    } else if let Some(opens) = opens_menu {
        let mention = page.selected_mention().map(|mention| mention.span);
        let is_of_readings = opens == Opens::Readings;
        let span = marked.filter(|_| !is_of_readings).or(mention);
        let at = place_of(span, caret, &scene);
        let mut new = Menu::new(at, true);
        new.is_of_readings = is_of_readings;
        *menu = Some(new);
        ui.request_repaint();
    }
    let edges = (column.x_range(), pane.language);
    let lost = gutter::gutter_ui(ui, response, &scene, edges, lost_places, actions);
    *wants_lost = lost.or(*wants_lost);
    hover(ui, pane, &scene, column, readings, menu.is_some());
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

/// The pointer's shape, and what the words under it tell.
fn hover(
    ui: &Ui,
    pane: &Pane<'_>,
    scene: &Scene<'_>,
    column: Rect,
    readings: &mut readings::Readings,
    is_menu_open: bool,
) {
    let Some(at) = pane.response.hover_pos().filter(|at| column.contains(*at)) else {
        return;
    };
    ui.set_cursor_icon(CursorIcon::Text);
    if is_menu_open || pane.response.dragged_by(PointerButton::Primary) {
        return;
    }
    let page = scene.page;
    let Some(character) = scene.hit(at).and_then(|hit| hit.character) else {
        return;
    };
    let mut lines = scene.laid.iter();
    let Some(laid) = lines.find(|laid| laid.span.contains_offset(character)) else {
        return;
    };
    let Some(told) = tip::Told::at(character, page, pane.language, |mention| {
        readings.of(page, mention).to_vec()
    }) else {
        return;
    };
    let parts = laid.parts(told.span);
    let Some(part) = parts.iter().find(|part| part.rect.contains(at)) else {
        return;
    };
    let id = pane.response.id.with((told.span.start, told.span.end));
    ui.interact(part.rect, id, Sense::hover())
        .on_hover_ui(|ui| told.show(ui, page.codebook));
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
