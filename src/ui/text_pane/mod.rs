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
mod in_view;
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

use egui::{Rangef, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

pub use ends::{End, EndStep, Pace};
pub use rows::Page;
pub use words::WordStep;

use crate::i18n::Language;
use crate::session::{Action, Session};
use crate::text::Span;
use crate::ui::theme::{Tokens, Typeface, size};
use in_view::{Pane, lines_ui};
use input::Marking;
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
