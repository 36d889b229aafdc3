//! 各处相同: what is like a mention in the document or folder, each place to be ticked, and what is done with all of them, in place of the outline.
//!
//! While the list has the focus its keys are its own: arrows go through the places and show each in its text, the space bar ticks, Ctrl+A ticks all,
//! letters choose what is done, Enter does it, Escape goes back. What is typed is taken when its field is left, never while it changes.

mod choices;
mod list;
mod rows;

use egui::{
    Button, EventFilter, Frame, Id, Key, Modifiers, Panel, Rect, Role, Sense, Stroke, StrokeKind,
    Ui, WidgetInfo,
};

use self::rows::Row;
use super::command::Command;
use super::theme::{Tokens, size};
use super::widgets;
use crate::i18n::Language;
use crate::session::{Action, OnEverywhere, Session, Ticks, Treatment};

/// Rows that the keys for a page go by.
const PAGE: isize = 12;

/// The window's own state of the panel.
#[derive(Debug, Default)]
pub struct EverywhereView {
    rows: Vec<Row>,
    tops: Vec<f32>,
    /// Of the list that the rows are of.
    version: Option<u64>,
    /// The row that keys act on.
    cursor: usize,
    reveals: Option<usize>,
    was_open: bool,
    /// Where the focus goes with the next frame.
    wants_focus: Option<Wanted>,
    /// What is being typed: a value, or the name of a tag.
    typed: String,
    /// Whether nothing had the focus in the last frame.
    was_free: bool,
}

/// What takes the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    List,
    Field,
}

impl EverywhereView {
    fn follow(&mut self, session: &Session) {
        let everywhere = session.everywhere();
        if !std::mem::replace(&mut self.was_open, true) {
            self.wants_focus = Some(Wanted::List);
            self.cursor = 0;
            self.typed.clear();
        }
        if self.version != Some(everywhere.version()) {
            self.version = Some(everywhere.version());
            self.rows = rows::rows(everywhere);
            self.tops = super::hit_list::tops(self.rows.iter().map(Row::height));
            self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        }
    }

    /// The panel is closed.
    pub fn leave(&mut self) {
        self.was_open = false;
        self.rows.clear();
        self.version = None;
    }

    fn step(&mut self, by: isize, actions: &mut Vec<Action>) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        self.reveals = Some(self.cursor);
        if let Some(Row::Place(at)) = self.rows.get(self.cursor) {
            actions.push(Action::Everywhere(OnEverywhere::Show(*at)));
        }
    }

    fn ticks(&self) -> Option<Ticks> {
        Some(match self.rows.get(self.cursor)? {
            Row::Document(at) => Ticks::Document(*at),
            Row::Place(at) => Ticks::One(*at),
        })
    }
}

/// Paints the panel in place of a column.
pub fn everywhere_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut EverywhereView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let everywhere = session.everywhere();
    let Some(subject) = everywhere.subject() else {
        return;
    };
    let tokens = Tokens::of(ui.ctx());
    view.follow(session);
    let title = language.with(
        "everywhere-title",
        &[("words", subject.words.as_str().into())],
    );
    widgets::column_header(ui, &title, |ui| {
        let close = Button::new(widgets::small("✕", tokens.ink2)).frame(false);
        let response = ui
            .add(close)
            .on_hover_text(language.t("everywhere-close-about"));
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, language.t("everywhere-close"))
        });
        if response.clicked() {
            actions.push(Action::Everywhere(OnEverywhere::Close));
        }
    });
    ui.add_space(6.0);
    choices::likeness_ui(ui, session, language, actions);
    ui.add_space(4.0);
    progress_ui(ui, session, language, actions);
    widgets::hairline(ui);
    let bottom = Panel::bottom("everywhere bottom")
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new());
    bottom.show(ui, |ui| {
        widgets::hairline(ui);
        ui.add_space(8.0);
        choices::treatment_ui(ui, session, view, language, actions);
        ui.add_space(6.0);
        let has_focus = ui.memory(|memory| memory.has_focus(list_id()));
        choices::apply_ui(ui, session, has_focus, language, actions);
        ui.add_space(12.0);
    });
    focused_list_ui(ui, session, view, language, actions);
}

fn list_id() -> Id {
    Id::unique("everywhere list")
}

/// The list, and its keys while it has the focus.
fn focused_list_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut EverywhereView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let rect = ui.available_rect_before_wrap();
    let id = list_id();
    let response = ui.interact(rect, id, Sense::click());
    let label = language.t("everywhere-list");
    response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, &*label));
    if view.wants_focus == Some(Wanted::List) || response.clicked() {
        view.wants_focus = None;
        response.request_focus();
    }
    let filter = EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let has_focus = response.has_focus();
    if has_focus && !egui::Popup::is_any_open(ui) {
        take_keys(ui, session, view, actions);
    }
    list::list_ui(ui, session, view, has_focus, language, actions);
    if has_focus {
        let stroke = Stroke::new(1.5, tokens.ink3);
        ui.painter()
            .rect_stroke(rect.shrink(1.0), 3.0, stroke, StrokeKind::Inside);
    }
    // Where nothing has the focus Escape closes too, unless it has just left a field.
    let is_free = ui.memory(|memory| memory.focused().is_none());
    let was_free = std::mem::replace(&mut view.was_free, is_free);
    if is_free && was_free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
    {
        actions.push(Action::Everywhere(OnEverywhere::Close));
    }
}

fn take_keys(ui: &Ui, session: &Session, view: &mut EverywhereView, actions: &mut Vec<Action>) {
    let everywhere = |what: OnEverywhere| Action::Everywhere(what);
    let last = isize::try_from(view.rows.len()).unwrap_or(isize::MAX);
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (key, by) in [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, PAGE),
        (Key::PageUp, -PAGE),
        (Key::End, last),
        (Key::Home, -last),
    ] {
        if pressed(key) {
            view.step(by, actions);
        }
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
        actions.push(everywhere(OnEverywhere::Tick(Ticks::All)));
    }
    if pressed(Key::Space)
        && let Some(ticks) = view.ticks()
    {
        actions.push(everywhere(OnEverywhere::Tick(ticks)));
    }
    for (choice, key, _) in choices::of(session) {
        if pressed(key) {
            choices::choose(view, session, choice, actions);
        }
    }
    if pressed(Key::Enter) && session.everywhere().preview().n_changes > 0 {
        actions.push(everywhere(OnEverywhere::Apply));
    }
    if pressed(Key::Escape) {
        actions.push(everywhere(OnEverywhere::Close));
    }
}

/// How far the look is, and how to stop it; or what is to be known beside the list.
fn progress_ui(ui: &mut Ui, session: &Session, language: Language, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        ui.add_space(list::MARGIN);
        ui.label(widgets::small(
            rows::state_words(session, language),
            tokens.ink2,
        ));
        if session.everywhere().is_looking() {
            let words = widgets::small(language.t("everywhere-stop"), tokens.ink2);
            if ui.add(Button::new(words).frame(false)).clicked() {
                actions.push(Action::Everywhere(OnEverywhere::Stop));
            }
        }
    });
    ui.add_space(4.0);
}

/// After a correction, quietly: where else it would fit. A click or the key shows where.
pub fn hint_ui(ui: &mut Ui, session: &Session, language: Language, actions: &mut Vec<Action>) {
    let everywhere = session.everywhere();
    let (Some(hint), Some(document)) = (everywhere.hint(), session.document()) else {
        return;
    };
    let is_selected = document
        .selection
        .mention
        .as_ref()
        .is_some_and(|(kind, span)| *kind == hint.kind && *span == hint.span);
    let is_its = session.current() == Some(hint.document) && is_selected;
    if !is_its || everywhere.subject().is_some() {
        return;
    }
    let tokens = Tokens::of(ui.ctx());
    let words = language.with("everywhere-hint", &[("n", hint.n.into())]);
    let words = format!("{words}  {}", Command::Everywhere.key_text());
    let button = Button::new(widgets::small(words.trim_end(), tokens.ink2)).frame(false);
    let about = widgets::tooltip(Command::Everywhere, language);
    if ui.add(button).on_hover_text(about).clicked() {
        actions.push(Action::Everywhere(OnEverywhere::Open));
    }
}

impl Row {
    /// Points.
    const fn height(&self) -> f32 {
        match self {
            Self::Document(_) => size::ROW,
            Self::Place(_) => super::hit_list::CONTEXT_HEIGHT,
        }
    }
}

/// Whether what is done needs something to be typed.
const fn is_typed(treatment: &Treatment) -> bool {
    matches!(treatment, Treatment::Value(_) | Treatment::Tag(_))
}

/// The box that says whether something is ticked.
fn tick_box(ui: &Ui, rect: Rect, ticked: Option<bool>, tokens: &Tokens) {
    let square = Rect::from_center_size(rect.center(), egui::Vec2::splat(14.0));
    let stroke = Stroke::new(1.0, tokens.ink3);
    let fill = if ticked == Some(true) {
        tokens.red
    } else {
        tokens.paper
    };
    ui.painter()
        .rect(square, 3.0, fill, stroke, StrokeKind::Inside);
    let mark = Stroke::new(1.8, tokens.on_badge());
    match ticked {
        Some(true) => {
            let at = |x: f32, y: f32| square.min + egui::vec2(x, y);
            let points = vec![at(3.2, 7.2), at(6.0, 10.0), at(10.8, 4.2)];
            ui.painter().add(egui::Shape::line(points, mark));
        }
        // Some of what stands below.
        None => {
            let line = square.shrink2(egui::vec2(3.5, 0.0)).x_range();
            let stroke = Stroke::new(1.8, tokens.ink2);
            ui.painter().hline(line, square.center().y, stroke);
        }
        Some(false) => {}
    }
}
