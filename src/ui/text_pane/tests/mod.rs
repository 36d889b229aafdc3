//! The pane in a window of its own: mouse and keys in, actions out.

mod marking;
mod menu;
mod scrolling;

use egui::{Event, Modifiers, PointerButton, Pos2, pos2};
use egui_kittest::Harness;

use super::sample::{self, Document};
use super::{TextView, page_ui, rows};
use crate::extract::MentionType;
use crate::i18n::Language;
use crate::session::{Action, Selection};
use crate::ui::theme::{self, Appearance};

/// A window's part for the pane: keeps the selection as a session does, and what else was wanted.
struct App {
    document: Document,
    selection: Selection,
    view: TextView,
    wanted: Vec<Action>,
}

impl App {
    fn new(document: Document) -> Self {
        Self {
            document,
            selection: Selection::default(),
            view: TextView::default(),
            wanted: Vec::new(),
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        let mut actions = Vec::new();
        let page = self.document.page(&self.selection);
        page_ui(ui, &page, &mut self.view, Language::Chinese, &mut actions);
        for action in actions {
            self.apply(&action);
            self.wanted.push(action);
        }
    }

    fn apply(&mut self, action: &Action) {
        let outline = &self.document.outline;
        match action {
            Action::SelectText(text) => {
                self.selection.text = *text;
                let at = text.map(|(from, to)| from.min(to));
                let node = at.and_then(|at| rows::node_for_form(outline, at));
                if let Some(node) = node {
                    if self.selection.node != Some(node) {
                        self.selection.mention = None;
                    }
                    self.selection.node = Some(node);
                }
            }
            Action::SelectMention(kind, span) => {
                self.selection = Selection {
                    node: rows::node_for_form(outline, span.start),
                    mention: Some((kind.clone(), *span)),
                    ..Selection::default()
                };
                self.view.scroll_to_selection();
            }
            Action::FollowScroll(node) => {
                self.selection.node = Some(*node);
                self.selection.mention = None;
            }
            _ => {}
        }
    }

    fn marked(&self) -> &str {
        self.selection
            .text_span()
            .map_or("", |span| self.document.text.slice(span))
    }

    fn select(&mut self, kind: MentionType, words: &str) {
        let span = sample::span_of(&self.document.text, words);
        self.apply(&Action::SelectMention(kind, span));
    }
}

fn window(app: App) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size([640.0, 480.0])
        .with_theme(egui::Theme::Light)
        .with_step_dt(1.0 / 60.0)
        .with_max_steps(40)
        .with_context_setup(|ctx| theme::install(ctx, Appearance::Light))
        .build_ui_state(|ui, app: &mut App| app.ui(ui), app);
    harness.run();
    harness
}

fn sample_window() -> Harness<'static, App> {
    window(App::new(sample::document()))
}

/// Left of a character of the text on the screen, in the middle of its row.
fn place_of(harness: &Harness<'_, App>, words: &str) -> Pos2 {
    let app = harness.state();
    let offset = sample::offset_of(&app.document.text, words);
    let view = &app.view;
    let page = app.document.page(&app.selection);
    let line = rows::line_holding(view.sheet.lines(), offset).expect("a line");
    let y = (view.sheet.top(line) - view.scrolling.offset()) as f32;
    let left = super::column_in(harness.ctx.content_rect().shrink(8.0), &view.options).min;
    // The harness puts a frame of 8 points around what it shows.
    let laid = view
        .sheet
        .laid(line, pos2(left, y + 8.0), &page, &harness.ctx);
    laid.caret(offset, false).1.center()
}

fn press(harness: &Harness<'_, App>, at: Pos2, modifiers: Modifiers) {
    harness.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        button(harness, at, PointerButton::Primary, pressed, modifiers);
    }
}

fn button(
    harness: &Harness<'_, App>,
    pos: Pos2,
    button: PointerButton,
    pressed: bool,
    modifiers: Modifiers,
) {
    harness.event_modifiers(
        Event::PointerButton {
            pos,
            button,
            pressed,
            modifiers,
        },
        modifiers,
    );
}

/// A little inside the first character of some words.
fn inside(harness: &Harness<'_, App>, words: &str) -> Pos2 {
    place_of(harness, words) + egui::vec2(4.0, 0.0)
}
