//! The tags as a tree: chosen, moved by drag and by key, added.

use egui::{Align2, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

use super::tag_lines::{TagLine, beside, lines};
use super::{Bench, LIST_WIDTH, change, tag_form};
use crate::codebook::{Change, TagPlace};
use crate::session::Action;
use crate::ui::theme::{self, Tokens, size};
use crate::ui::widgets;

const ROW: f32 = 28.0;
const INDENT: f32 = 18.0;

/// What the part remembers.
#[derive(Debug, Default)]
pub(super) struct TagsView {
    pub(super) selected: Option<String>,
    /// Chosen from the next frame on: what is being typed of the other is done in this one.
    pub(super) next: Option<String>,
    /// The name is to be typed at once.
    pub(super) wants_name: bool,
    pub(super) asks: Option<tag_form::Ask>,
    wants_focus: bool,
}

impl TagsView {
    pub(super) fn select(&mut self, tag: &str) {
        self.next = Some(tag.to_owned());
    }
}

/// The name of the tag that is being dragged.
struct Dragged(String);

/// Paints the part: the tree, and the form of the tag chosen in it.
pub(super) fn tags_ui(
    ui: &mut Ui,
    view: &mut TagsView,
    bench: &Bench<'_>,
    actions: &mut Vec<Action>,
) {
    if let Some(next) = view.next.take() {
        if view.selected.as_ref() != Some(&next) {
            view.asks = None;
        }
        view.selected = Some(next);
    }
    let codebook = bench.codebook();
    let is_there = |tag: &String| codebook.tags.iter().any(|known| known.name == *tag);
    if !view.selected.as_ref().is_some_and(is_there) {
        let rows = codebook.tag_rows();
        view.selected = rows.first().map(|row| row.tag.name.clone());
        view.asks = None;
    }
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(LIST_WIDTH);
            list_ui(ui, view, bench, actions);
        });
        ui.add_space(16.0);
        ui.vertical(|ui| tag_form::tag_form_ui(ui, view, bench, actions));
    });
}

fn list_ui(ui: &mut Ui, view: &mut TagsView, bench: &Bench<'_>, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    let lines = lines(bench);
    let height = bench.height - 66.0;
    ScrollArea::vertical()
        .id_salt("tags")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if lines.is_empty() {
                ui.label(widgets::small(bench.t("codebook-no-tags"), tokens.ink2));
            }
            let mut has_unknown = false;
            for line in &lines {
                match line {
                    TagLine::Heading(group) => heading_ui(ui, group),
                    TagLine::Tag { .. } => row_ui(ui, view, bench, line, actions),
                    TagLine::Unknown { name, n_uses } => {
                        if !std::mem::replace(&mut has_unknown, true) {
                            heading_ui(ui, &bench.t("codebook-unknown-tags"));
                        }
                        unknown_ui(ui, bench, name, *n_uses, actions);
                    }
                }
            }
        });
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let under = view.selected.clone();
        for (id, parent, is_enabled) in [
            ("codebook-add-tag", None, true),
            ("codebook-add-tag-under", under.clone(), under.is_some()),
        ] {
            let button = egui::Button::new(format!("＋ {}", bench.t(id)));
            if ui
                .add_enabled(bench.is_editable && is_enabled, button)
                .clicked()
            {
                let name = new_name(bench);
                view.select(&name);
                view.wants_name = true;
                change(actions, Change::AddTag { name, parent });
            }
        }
    });
    ui.label(widgets::small(bench.t("codebook-tag-keys"), tokens.ink3));
}

/// A name that no tag has yet.
fn new_name(bench: &Bench<'_>) -> String {
    let name = bench.t("tag-new");
    let names = std::iter::once(name.clone()).chain((2..).map(|n| format!("{name}{n}")));
    let mut free = names.filter(|name| !bench.codebook().has_tag(name));
    free.next().unwrap_or(name)
}

fn heading_ui(ui: &mut Ui, words: &str) {
    let tokens = Tokens::of(ui.ctx());
    ui.add_space(6.0);
    ui.label(widgets::small(words, tokens.ink3));
    ui.add_space(2.0);
}

fn row_ui(
    ui: &mut Ui,
    view: &mut TagsView,
    bench: &Bench<'_>,
    line: &TagLine,
    actions: &mut Vec<Action>,
) {
    let TagLine::Tag {
        name,
        n_uses,
        is_archived,
        ..
    } = line
    else {
        return;
    };
    let is_selected = view.selected.as_ref() == Some(name);
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::click_and_drag());
    let id = if *is_archived {
        "codebook-tag-row-archived"
    } else {
        "codebook-tag-row"
    };
    let label = bench.of_uses(id, name, *n_uses);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, is_selected, label.clone())
    });
    paint_row(ui, rect, &response, bench, line, is_selected);
    if response.clicked() {
        view.select(name);
        response.request_focus();
    }
    if is_selected {
        if std::mem::take(&mut view.wants_focus) {
            response.request_focus();
            response.scroll_to_me(None);
        }
        if response.has_focus() {
            take_keys(ui, &response, view, bench, name, actions);
        }
    }
    if bench.is_editable {
        response.dnd_set_drag_payload(Dragged(name.clone()));
        drop_ui(ui, rect, &response, name, actions);
    }
}

fn paint_row(
    ui: &Ui,
    rect: Rect,
    response: &Response,
    bench: &Bench<'_>,
    line: &TagLine,
    is_selected: bool,
) {
    let TagLine::Tag {
        name,
        depth,
        key,
        n_uses,
        is_archived,
    } = line
    else {
        return;
    };
    let tokens = Tokens::of(ui.ctx());
    if is_selected {
        ui.painter().rect_filled(rect, 3.0, tokens.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 3.0, tokens.hover);
    }
    if response.has_focus() {
        let stroke = Stroke::new(1.0, tokens.ink3);
        let inside = egui::StrokeKind::Inside;
        ui.painter().rect_stroke(rect, 3.0, stroke, inside);
    }
    let y = rect.center().y;
    let mut words = bench
        .language
        .with("codebook-uses", &[("n", (*n_uses).into())]);
    if *is_archived {
        words = format!("{} · {words}", bench.language.t("codebook-archived"));
    }
    let font = theme::regular(size::SMALL);
    let end = pos2(rect.right() - 8.0, y);
    let end = widgets::paint_words_right(ui, end, &words, font, tokens.ink3);
    let colour = if *is_archived {
        tokens.ink3
    } else {
        tokens.ink
    };
    let start = pos2(rect.left() + 8.0 + INDENT * *depth as f32, y);
    let font = theme::regular(size::TEXT);
    let width = end - start.x - 34.0;
    let at = widgets::paint_words(ui, start, width, name, font, colour);
    if let Some(key) = key.filter(|_| !is_archived) {
        let cap = Rect::from_center_size(pos2(at + 16.0, y), vec2(16.0, 16.0));
        let stroke = Stroke::new(1.0, tokens.line);
        let inside = egui::StrokeKind::Inside;
        ui.painter().rect_stroke(cap, 4.0, stroke, inside);
        let font = theme::regular(size::TINY);
        let centre = Align2::CENTER_CENTER;
        ui.painter()
            .text(cap.center(), centre, key, font, tokens.ink2);
    }
}

/// What the pointer holds is put before, into or after the row below it.
fn drop_ui(ui: &Ui, rect: Rect, response: &Response, name: &str, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    let is_over = response
        .dnd_hover_payload::<Dragged>()
        .is_some_and(|dragged| dragged.0 != name);
    let Some(pointer) = ui
        .input(|input| input.pointer.interact_pos())
        .filter(|_| is_over)
    else {
        return;
    };
    let part = (pointer.y - rect.top()) / rect.height();
    let (place, y) = if part < 0.3 {
        (TagPlace::Before(name.to_owned()), Some(rect.top()))
    } else if part > 0.7 {
        (TagPlace::After(name.to_owned()), Some(rect.bottom()))
    } else {
        (TagPlace::Under(name.to_owned()), None)
    };
    let stroke = Stroke::new(2.0, tokens.red);
    if let Some(y) = y {
        ui.painter().hline(rect.x_range(), y, stroke);
    } else {
        let inside = egui::StrokeKind::Inside;
        ui.painter().rect_stroke(rect, 3.0, stroke, inside);
    }
    if let Some(dragged) = response.dnd_release_payload::<Dragged>() {
        let tag = dragged.0.clone();
        change(actions, Change::MoveTag { tag, to: place });
    }
}

/// The keys of the tag that has the focus: arrows choose another, with Alt they move it, F2 types its name.
fn take_keys(
    ui: &Ui,
    response: &Response,
    view: &mut TagsView,
    bench: &Bench<'_>,
    name: &str,
    actions: &mut Vec<Action>,
) {
    // Arrows are not to leave for the next button.
    let filter = egui::EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..egui::EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let codebook = bench.codebook();
    let (before, after) = beside(codebook, name);
    let parent = codebook.tag(name).and_then(|tag| tag.parent.as_deref());
    let moves = [
        (Key::ArrowUp, before.map(|it| TagPlace::Before(it.into()))),
        (Key::ArrowDown, after.map(|it| TagPlace::After(it.into()))),
        (Key::ArrowRight, before.map(|it| TagPlace::Under(it.into()))),
        (Key::ArrowLeft, parent.map(|it| TagPlace::After(it.into()))),
    ];
    for (key, place) in moves {
        if pressed(Modifiers::ALT, key)
            && bench.is_editable
            && let Some(to) = place
        {
            let tag = name.to_owned();
            change(actions, Change::MoveTag { tag, to });
            view.wants_focus = true;
        }
    }
    let rows = codebook.tag_rows();
    let at = rows
        .iter()
        .position(|row| row.tag.name == name)
        .unwrap_or(0);
    let up = pressed(Modifiers::NONE, Key::ArrowUp).then(|| at.saturating_sub(1));
    let down = pressed(Modifiers::NONE, Key::ArrowDown).then(|| (at + 1).min(rows.len() - 1));
    if let Some(to) = up.or(down) {
        view.select(&rows[to].tag.name);
        view.wants_focus = true;
    }
    if pressed(Modifiers::NONE, Key::F2) {
        view.wants_name = true;
    }
}

/// A tag that was given and is in no codebook: a click takes it in.
fn unknown_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    name: &str,
    n_uses: usize,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.set_min_height(ROW);
        ui.add_space(8.0);
        ui.label(name);
        let words = bench.of_uses("codebook-uses", name, n_uses);
        ui.label(widgets::small(words, tokens.ink3));
        let label = bench.of_uses("codebook-take-in-tag", name, n_uses);
        let button = egui::Button::new(widgets::small(bench.t("codebook-take-in"), tokens.ink2));
        let response = ui.add_enabled(bench.is_editable, button);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
        if response.clicked() {
            let name = name.to_owned();
            let parent = None;
            change(actions, Change::AddTag { name, parent });
        }
    });
}
