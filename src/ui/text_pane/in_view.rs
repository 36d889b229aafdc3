//! The lines in view: laid out, read from, painted, and what the pointer over them tells.

use egui::{
    CursorIcon, EventFilter, Id, PointerButton, Pos2, Rangef, Rect, Response, Role, Sense, Ui,
    WidgetInfo, vec2,
};

use super::input::{Marked, Scene};
use super::laid::Laid;
use super::menu::Menu;
use super::{Opens, Page, TextView, brush, ends, gutter, layout, paint, readings, tip, words};
use crate::i18n::Language;
use crate::session::Action;
use crate::text::Span;

/// What holds for the pane in one frame.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pane<'a> {
    pub(super) response: &'a Response,
    /// Where the text stands on the screen, left to right.
    pub(super) column: Rangef,
    /// Where the view begins on the sheet.
    pub(super) offset: f64,
    pub(super) language: Language,
    pub(super) was_menu_open: bool,
}

/// The lines in view: laid out, read from, painted.
pub(super) fn lines_ui(
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
