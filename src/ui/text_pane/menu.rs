//! The context menu: painted and worked by mouse and keyboard. What it offers is said by [`super::offers`].
//!
//! While it is open it takes letters, digits, arrows, Enter and Escape out of the input, so that they do not reach the window's commands.

use egui::{
    Align2, CornerRadius, Event, Id, InputState, Key, Layout, Popup, PopupAnchor, PopupKind, Pos2,
    Rect, RectAlign, Role, Sense, Stroke, Ui, Vec2, WidgetInfo,
};

use super::offers::{Does, Offer};
use super::rows::Page;
use crate::codebook::Codebook;
use crate::extract::MentionType;
use crate::i18n::Language;
use crate::ui::theme::{self, Tokens, size};

/// Points.
const ROW: f32 = 28.0;
const WIDTH: f32 = 176.0;
const INDENT: f32 = 26.0;

/// An open menu.
#[derive(Debug)]
pub struct Menu {
    at: Pos2,
    /// It was opened on a mention, not merely near one that is selected.
    pub on_mention: bool,
    /// It lists what else the selected mention can be, and nothing more.
    pub is_of_readings: bool,
    chosen: usize,
    /// What is chosen in the second list, where that is open.
    chosen_in_more: Option<usize>,
    /// What the menu covers of the screen, its second list included.
    covers: Vec<Rect>,
}

/// What happened to the menu in a frame.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Open,
    Closed,
    Chosen(Does),
}

/// What a key means in the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Press {
    Step(isize),
    In,
    Out,
    Choose,
    Letter(char),
}

impl Menu {
    pub fn new(at: Pos2, on_mention: bool) -> Self {
        Self {
            at,
            on_mention,
            is_of_readings: false,
            chosen: 0,
            chosen_in_more: None,
            covers: Vec::new(),
        }
    }

    /// Shows the menu and says what came of it.
    pub fn show(
        &mut self,
        ui: &Ui,
        offers: &[Offer],
        page: &Page<'_>,
        language: Language,
    ) -> Outcome {
        if offers.is_empty() {
            return Outcome::Closed;
        }
        self.chosen = self.chosen.min(offers.len() - 1);
        for press in ui.input_mut(take_presses) {
            match self.take(press, offers) {
                Outcome::Open => {}
                outcome => return outcome,
            }
        }
        let outcome = self.paint(ui, offers, page.codebook, language);
        let is_pressed_outside = ui.input(|input| {
            input.pointer.any_pressed()
                && input
                    .pointer
                    .interact_pos()
                    .is_some_and(|at| !self.covers.iter().any(|rect| rect.contains(at)))
        });
        if is_pressed_outside && outcome == Outcome::Open && !self.covers.is_empty() {
            return Outcome::Closed;
        }
        outcome
    }

    fn more<'a>(&self, offers: &'a [Offer]) -> Option<&'a [Offer]> {
        match &offers.get(self.chosen)?.does {
            Does::More(more) => Some(more),
            _ => None,
        }
    }

    fn take(&mut self, press: Press, offers: &[Offer]) -> Outcome {
        let more = self.more(offers);
        let (list, chosen) = match (self.chosen_in_more, more) {
            (Some(chosen), Some(more)) => (more, chosen),
            _ => (offers, self.chosen),
        };
        let in_more = self.chosen_in_more.is_some() && more.is_some();
        match press {
            Press::Step(by) => {
                let n = list.len().cast_signed();
                let next = (chosen.cast_signed() + by).rem_euclid(n).cast_unsigned();
                if in_more {
                    self.chosen_in_more = Some(next);
                } else {
                    self.chosen = next;
                }
                Outcome::Open
            }
            Press::In => {
                if more.is_some() && !in_more {
                    self.chosen_in_more = Some(0);
                }
                Outcome::Open
            }
            Press::Out => {
                if in_more {
                    self.chosen_in_more = None;
                    Outcome::Open
                } else {
                    Outcome::Closed
                }
            }
            Press::Choose => self.choose(chosen, list, in_more),
            Press::Letter(letter) => {
                match list.iter().position(|offer| offer.key == Some(letter)) {
                    Some(at) => self.choose(at, list, in_more),
                    None => Outcome::Open,
                }
            }
        }
    }

    fn choose(&mut self, at: usize, list: &[Offer], in_more: bool) -> Outcome {
        if in_more {
            self.chosen_in_more = Some(at);
        } else {
            self.chosen = at;
        }
        match &list[at].does {
            Does::More(_) => {
                self.chosen_in_more = Some(0);
                Outcome::Open
            }
            does => Outcome::Chosen(does.clone()),
        }
    }

    fn paint(
        &mut self,
        ui: &Ui,
        offers: &[Offer],
        codebook: &Codebook,
        language: Language,
    ) -> Outcome {
        self.covers.clear();
        let id = ui.make_persistent_id("text-menu");
        let mut list = List {
            codebook,
            chosen: self.chosen,
            pointed: None,
            clicked: None,
            rows: Vec::new(),
        };
        let name = language.t("text-menu");
        let shown = popup(
            ui,
            id,
            PopupAnchor::Position(self.at),
            RectAlign::BOTTOM_START,
        )
        .accessible_name(name.clone())
        .show(|ui| list.show(ui, offers));
        self.covers.extend(shown.map(|shown| shown.response.rect));
        let row = list.rows.get(self.chosen).copied();
        if let Some(pointed) = list.pointed.filter(|at| *at != self.chosen) {
            self.chosen = pointed;
            self.chosen_in_more = None;
        }
        if let Some(clicked) = list.clicked {
            return self.choose(clicked, offers, false);
        }
        let (Some(more), Some(row)) = (self.more(offers), row) else {
            return Outcome::Open;
        };
        let mut list = List {
            codebook,
            chosen: self.chosen_in_more.unwrap_or(usize::MAX),
            pointed: None,
            clicked: None,
            rows: Vec::new(),
        };
        let shown = popup(
            ui,
            id.with(self.chosen),
            PopupAnchor::ParentRect(row),
            RectAlign::RIGHT_START,
        )
        .gap(8.0)
        .accessible_name(offers[self.chosen].words.clone())
        .show(|ui| list.show(ui, more));
        self.covers.extend(shown.map(|shown| shown.response.rect));
        if list.pointed.is_some() {
            self.chosen_in_more = list.pointed;
        }
        list.clicked
            .map_or(Outcome::Open, |clicked| self.choose(clicked, more, true))
    }
}

fn popup<'a>(ui: &Ui, id: Id, anchor: PopupAnchor, align: RectAlign) -> Popup<'a> {
    Popup::new(id, ui.ctx().clone(), anchor, ui.layer_id())
        .kind(PopupKind::Popup)
        .align(align)
        .layout(Layout::top_down(egui::Align::Min))
        .width(WIDTH)
        .open(true)
}

/// Takes what the menu answers to out of the input.
fn take_presses(input: &mut InputState) -> Vec<Press> {
    let mut presses = Vec::new();
    input.events.retain(|event| match event {
        Event::Text(_) => false,
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } if !modifiers.command && !modifiers.alt => {
            let press = press_of(*key);
            presses.extend(press);
            press.is_none()
        }
        _ => true,
    });
    presses
}

fn press_of(key: Key) -> Option<Press> {
    Some(match key {
        Key::ArrowDown => Press::Step(1),
        Key::ArrowUp => Press::Step(-1),
        Key::ArrowRight => Press::In,
        Key::ArrowLeft | Key::Escape => Press::Out,
        Key::Enter | Key::Space => Press::Choose,
        _ => {
            let mut name = key.name().chars();
            match (name.next(), name.next()) {
                (Some(c), None) if c.is_ascii_alphanumeric() => Press::Letter(c),
                _ => return None,
            }
        }
    })
}

/// One list of the menu while it is painted.
struct List<'a> {
    codebook: &'a Codebook,
    chosen: usize,
    /// Under the moving pointer.
    pointed: Option<usize>,
    clicked: Option<usize>,
    rows: Vec<Rect>,
}

impl List<'_> {
    fn show(&mut self, ui: &mut Ui, offers: &[Offer]) {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        ui.set_width(WIDTH);
        let tokens = Tokens::of(ui);
        let is_moving = ui.input(|input| input.pointer.is_moving());
        for (at, offer) in offers.iter().enumerate() {
            if offer.begins_group {
                let (_, rect) = ui.allocate_space(Vec2::new(WIDTH, 9.0));
                let line = Stroke::new(1.0, tokens.line);
                ui.painter().hline(rect.x_range(), rect.center().y, line);
            }
            let (rect, response) = ui.allocate_exact_size(Vec2::new(WIDTH, ROW), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, true, &offer.words));
            if at == self.chosen {
                let radius = CornerRadius::same(size::MARK_RADIUS + 1);
                ui.painter().rect_filled(rect, radius, tokens.selection);
            }
            self.row(ui, rect, offer, tokens);
            if response.hovered() && is_moving {
                self.pointed = Some(at);
            }
            if response.clicked() {
                self.clicked = Some(at);
            }
            self.rows.push(rect);
        }
    }

    fn row(&self, ui: &Ui, rect: Rect, offer: &Offer, tokens: &Tokens) {
        let painter = ui.painter();
        let middle = rect.center().y;
        let mut left = rect.left() + 6.0;
        if let Some(kind) = &offer.badge {
            let at = Rect::from_min_size(
                Pos2::new(left, (middle - size::BADGE / 2.0).round()),
                Vec2::splat(size::BADGE),
            );
            badge(ui, at, kind, self.codebook, tokens);
            left += INDENT;
        }
        let font = theme::regular(size::TEXT);
        let at = Pos2::new(left, middle);
        painter.text(at, Align2::LEFT_CENTER, &offer.words, font, tokens.ink);
        let mut right = rect.right() - 6.0;
        let small = theme::regular(size::SMALL);
        let hint = match (&offer.does, offer.key) {
            (Does::More(_), Some(key)) => format!("{key}  ▸"),
            (_, Some(key)) => key.to_string(),
            (Does::More(_), None) => String::from("▸"),
            (_, None) => String::new(),
        };
        let at = Pos2::new(right, middle);
        let placed = painter.text(at, Align2::RIGHT_CENTER, hint, small.clone(), tokens.ink3);
        if offer.is_on {
            right = placed.left() - 8.0;
            let at = Pos2::new(right, middle);
            painter.text(at, Align2::RIGHT_CENTER, "✓", small, tokens.ok);
        }
    }
}

/// The badge of a type: its character on its colour.
pub fn badge(ui: &Ui, rect: Rect, kind: &MentionType, codebook: &Codebook, tokens: &Tokens) {
    let colour = tokens.of_type(kind, codebook).badge;
    ui.painter()
        .rect_filled(rect, CornerRadius::same(4), colour);
    ui.painter().text(
        rect.center(),
        Align2::CENTER_CENTER,
        theme::badge_of(kind, codebook),
        theme::regular(size::TINY),
        tokens.on_badge(),
    );
}
