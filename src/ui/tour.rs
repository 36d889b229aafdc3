//! 导览: a few words beside each part of the window, over the samples or whatever is open; skippable, and there again whenever it is asked for.
//!
//! In: where the parts are. The window can be used meanwhile: nothing is blocked, what is not spoken of is only dimmed.

use egui::{Area, Color32, Id, Key, Layout, Order, Pos2, Rect, RichText, Stroke, StrokeKind, Ui};

use super::command::Command;
use super::theme::{self, Tokens, size};
use super::widgets;
use crate::i18n::Language;

/// Width of the card, in points.
const WIDTH: f32 = 320.0;

/// A part of the window that is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    TopBar,
    Documents,
    Text,
    Form,
    StatusBar,
}

/// Where the parts are in this frame; those not on show are missing.
#[derive(Debug, Default)]
pub struct Parts {
    known: Vec<(Part, Rect)>,
}

impl Parts {
    pub fn clear(&mut self) {
        self.known.clear();
    }

    pub fn note(&mut self, part: Part, rect: Rect) {
        self.known.push((part, rect));
    }

    fn of(&self, part: Part) -> Option<Rect> {
        let found = self.known.iter().find(|(known, _)| *known == part);
        found.map(|(_, rect)| *rect)
    }
}

/// What is said: of which part, its heading and words, and the commands whose keys the words name.
struct Step {
    part: Part,
    title: &'static str,
    words: &'static str,
    keys: &'static [(&'static str, Command)],
}

const STEPS: [Step; 6] = [
    Step {
        part: Part::Documents,
        title: "tour-documents-title",
        words: "tour-documents",
        keys: &[],
    },
    Step {
        part: Part::Text,
        title: "tour-text-title",
        words: "tour-text",
        keys: &[],
    },
    Step {
        part: Part::Form,
        title: "tour-form-title",
        words: "tour-form",
        keys: &[
            ("accept", Command::AcceptMention),
            ("reject", Command::RejectMention),
            ("edit", Command::EditValue),
        ],
    },
    Step {
        part: Part::Form,
        title: "tour-settle-title",
        words: "tour-settle",
        keys: &[("settle", Command::Settle), ("next", Command::NextEntry)],
    },
    Step {
        part: Part::TopBar,
        title: "tour-keys-title",
        words: "tour-keys",
        keys: &[
            ("palette", Command::Palette),
            ("keys", Command::Keys),
            ("undo", Command::Undo),
        ],
    },
    Step {
        part: Part::StatusBar,
        title: "tour-end-title",
        words: "tour-end",
        keys: &[("export", Command::Export)],
    },
];

/// How far the tour is.
#[derive(Debug, Default)]
pub struct Tour {
    step: Option<usize>,
    /// The button to go on takes the focus at the next frame.
    wants_focus: bool,
}

impl Tour {
    pub const fn start(&mut self) {
        self.step = Some(0);
        self.wants_focus = true;
    }

    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.step.is_some()
    }

    const fn go(&mut self, go: Go) {
        self.step = match go {
            Go::To(step) => Some(step),
            Go::Away => None,
        };
        self.wants_focus = true;
    }
}

/// Where the reviewer wants to go from a step.
#[derive(Debug, Clone, Copy)]
enum Go {
    To(usize),
    /// The tour ends.
    Away,
}

/// Paints the step that is due, where a document is open to speak of.
pub fn tour_ui(ctx: &egui::Context, tour: &mut Tour, parts: &Parts, language: Language) {
    let Some(at) = tour.step else { return };
    let step = &STEPS[at];
    let window = ctx.content_rect();
    let part = parts.of(step.part);
    if let Some(part) = part {
        light_ui(ctx, window, part);
    }
    let (corner, point) = place_of(step.part, part.unwrap_or(window), window);
    let area = Area::new(Id::unique("tour"))
        .order(Order::Foreground)
        .accessible_name(language.t("command-tour"))
        .constrain_to(window.shrink(12.0))
        .pivot(corner)
        .fixed_pos(point);
    let frame = widgets::modal_frame(ctx);
    let go = area
        .show(ctx, |ui| {
            frame
                .show(ui, |ui| card_ui(ui, tour, at, step, language))
                .inner
        })
        .inner;
    let is_left = ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape));
    match go {
        _ if is_left => tour.go(Go::Away),
        Some(go) => tour.go(go),
        None => {}
    }
}

/// Dims everything but the part.
fn light_ui(ctx: &egui::Context, window: Rect, part: Rect) {
    let tokens = Tokens::of(ctx);
    let layer = egui::LayerId::new(Order::Middle, Id::unique("tour light"));
    let painter = ctx.layer_painter(layer);
    let dim = Color32::from_black_alpha(if tokens.is_dark { 110 } else { 60 });
    let Rect { min, max } = part;
    for dark in [
        Rect::from_min_max(window.min, Pos2::new(window.right(), min.y)),
        Rect::from_min_max(Pos2::new(window.left(), max.y), window.max),
        Rect::from_min_max(Pos2::new(window.left(), min.y), Pos2::new(min.x, max.y)),
        Rect::from_min_max(Pos2::new(max.x, min.y), Pos2::new(window.right(), max.y)),
    ] {
        painter.rect_filled(dark, 0.0, dim);
    }
    let ring = Stroke::new(2.0, tokens.red);
    painter.rect_stroke(part, 0.0, ring, StrokeKind::Inside);
}

/// Where the card stands: which of its corners, and where that is.
fn place_of(part: Part, rect: Rect, window: Rect) -> (egui::Align2, Pos2) {
    const GAP: f32 = 16.0;
    let high = rect.top() + rect.height() * 0.25;
    match part {
        Part::TopBar => (
            egui::Align2::RIGHT_TOP,
            Pos2::new(rect.right() - GAP, rect.bottom() + GAP),
        ),
        Part::Documents => (egui::Align2::LEFT_TOP, Pos2::new(rect.right() + GAP, high)),
        Part::Text => (
            egui::Align2::CENTER_BOTTOM,
            Pos2::new(rect.center().x, window.bottom() - 3.0 * GAP),
        ),
        Part::Form => (egui::Align2::RIGHT_TOP, Pos2::new(rect.left() - GAP, high)),
        Part::StatusBar => (
            egui::Align2::LEFT_BOTTOM,
            Pos2::new(rect.left() + GAP, rect.top() - GAP),
        ),
    }
}

/// The card; returns where to go, once that is said.
fn card_ui(ui: &mut Ui, tour: &mut Tour, at: usize, step: &Step, language: Language) -> Option<Go> {
    let tokens = Tokens::of(ui.ctx());
    let mut go = None;
    ui.set_width(WIDTH);
    ui.label(RichText::new(language.t(step.title)).font(theme::bold(size::SOURCE)));
    ui.add_space(size::GAP);
    let keys: Vec<_> = step
        .keys
        .iter()
        .map(|(name, command)| (*name, command.key_text().into()))
        .collect();
    let words = RichText::new(language.with(step.words, &keys)).color(tokens.ink);
    ui.add(egui::Label::new(words.line_height(Some(21.0))).wrap());
    ui.add_space(size::PAD);
    ui.horizontal(|ui| {
        let count = [("n", (at + 1).into()), ("all", STEPS.len().into())];
        let words = language.with("tour-count", &count);
        ui.label(widgets::small(words, tokens.ink3));
        let is_last = at + 1 == STEPS.len();
        let mut texts = vec![];
        if !is_last {
            texts.push((language.t("tour-skip"), Go::Away));
        }
        if at > 0 {
            texts.push((language.t("tour-back"), Go::To(at - 1)));
        }
        let next = language.t(if is_last { "tour-done" } else { "tour-next" });
        // From left to right, so that Tab goes the way they stand.
        let width = |words: &str| {
            let font = theme::regular(size::TEXT);
            let galley = ui.painter().layout_no_wrap(words.into(), font, tokens.ink);
            galley.size().x + 2.0 * ui.spacing().button_padding.x
        };
        let gaps = ui.spacing().item_spacing.x * texts.len() as f32;
        let all = texts.iter().map(|(words, _)| width(words)).sum::<f32>() + width(&next) + gaps;
        ui.add_space((ui.available_width() - all).max(0.0));
        for (words, to) in texts {
            if ui.button(&*words).clicked() {
                go = Some(to);
            }
        }
        let words = RichText::new(&*next).color(tokens.on_badge());
        let button = egui::Button::new(words)
            .fill(tokens.red)
            .stroke(Stroke::NONE);
        let response = ui.add(button);
        if std::mem::take(&mut tour.wants_focus) {
            response.request_focus();
        }
        if response.clicked() {
            go = Some(if is_last { Go::Away } else { Go::To(at + 1) });
        }
    });
    go
}

/// The card that the start screen shows while the tour was never seen.
pub fn invitation_ui(ui: &mut Ui, language: Language) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let mut is_wanted = false;
    widgets::input_frame(tokens, tokens.line).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            let words = language.t("tour-invitation");
            ui.label(RichText::new(words).color(tokens.ink2));
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                is_wanted = ui.button(language.t("tour-start")).clicked();
            });
        });
    });
    is_wanted
}
