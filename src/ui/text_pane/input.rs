//! Mouse and keyboard on the text: what they mark, select and scroll.
//!
//! Takes only what belongs to marking text: presses and drags on it, arrows and their like while it has the focus. Letters, digits, Enter and
//! Tab are left in the input for the window's commands.

use egui::{Event, InputState, Key, Modifiers, PointerButton, Pos2, Rect, Response, Ui};

use super::ends::End;
use super::laid::{Hit, Laid};
use super::layout::Sheet;
use super::readings;
use super::rows::{self, Page};
use super::scroll::Scrolling;
use super::select::{self, Unit};
use crate::record::MentionRecord;
use crate::session::Action;
use crate::text::Span;

/// Presses within so many seconds and points of each other count as one double or triple press.
const PRESS_SECS: f64 = 0.4;
const PRESS_POINTS: f32 = 6.0;
/// Points a second and point beyond the edge that the view goes on while text is being marked.
const EDGE_SPEED: f32 = 12.0;

/// What the mouse and the caret remember between frames.
#[derive(Debug, Default)]
pub struct Marking {
    presses: u32,
    last_press: Option<(f64, Pos2)>,
    /// The button went down on the text and is not up yet.
    is_down: bool,
    /// What the press marked that a drag goes on from.
    first: Option<(Span, Unit)>,
    /// The caret stands at the end of a row rather than at the start of the next.
    pub at_row_end: bool,
    /// Where the caret strives to be while it goes up and down, from the column's left.
    goal_x: Option<f32>,
    /// The end of the selected mention that is being dragged, and the span it has come to.
    pub(super) dragged: Option<(End, Span)>,
}

/// The marked text in this frame: as the session has it, or as input has just changed it.
#[derive(Debug)]
pub struct Marked<'a> {
    pub text: Option<(u32, u32)>,
    actions: &'a mut Vec<Action>,
}

impl<'a> Marked<'a> {
    pub fn new(page: &Page<'_>, actions: &'a mut Vec<Action>) -> Self {
        Self {
            text: page.selection.text,
            actions,
        }
    }

    pub fn set(&mut self, text: Option<(u32, u32)>) {
        if self.text != text {
            self.text = text;
            self.actions.push(Action::SelectText(text));
        }
    }

    /// Wants something else of the session.
    pub fn push(&mut self, action: Action) {
        self.actions.push(action);
    }

    /// Where nothing is marked and no mention is selected, the word at the caret is what a menu asked for by key is about.
    pub fn mark_word_at_caret(&mut self, scene: &Scene<'_>) {
        let Scene { page, sheet, .. } = scene;
        if let Some((from, to)) = self.text
            && from == to
            && page.selected_mention().is_none()
        {
            let word = select::unit_at(sheet.lines(), page.text, to, Unit::Word);
            self.set(Some((word.start, word.end)));
        }
    }

    /// The marked text in order; none for a mere caret.
    pub fn span(&self) -> Option<Span> {
        let (from, to) = self.text?;
        (from != to).then(|| Span::new(from.min(to), from.max(to)))
    }
}

/// What a right click asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MenuRequest {
    pub at: Pos2,
    /// A mention was clicked.
    pub on_mention: bool,
}

/// The lines in view and where they are seen.
pub struct Scene<'a> {
    pub page: &'a Page<'a>,
    pub sheet: &'a Sheet,
    pub laid: &'a [Laid],
    /// What of the screen shows text.
    pub view: Rect,
    /// Where the view begins on the sheet.
    pub offset: f64,
}

impl Scene<'_> {
    /// What stands at a point of the screen; beyond the lines what is nearest.
    pub fn hit(&self, at: Pos2) -> Option<Hit> {
        let y = at.y.clamp(self.view.top(), self.view.bottom() - 1.0);
        let below = self.laid.partition_point(|laid| laid.at.y <= y);
        let laid = self.laid.get(below.saturating_sub(1))?;
        let hit = laid.hit(laid.row_at(y), at.x);
        let is_on_row = laid
            .rect()
            .expand2(egui::vec2(f32::INFINITY, 0.0))
            .contains(at);
        Some(Hit {
            character: hit.character.filter(|_| is_on_row),
            ..hit
        })
    }
}

impl Marking {
    /// Handles the mouse. Returns where the context menu is asked for.
    pub fn take_pointer(
        &mut self,
        ui: &Ui,
        response: &Response,
        scene: &Scene<'_>,
        scrolling: &mut Scrolling,
        marked: &mut Marked<'_>,
    ) -> Option<MenuRequest> {
        let at = response
            .interact_pointer_pos()
            .or_else(|| ui.input(|input| input.pointer.interact_pos()))?;
        let is_click = response.clicked_by(PointerButton::Primary);
        let (pressed_at, time, modifiers) =
            ui.input(|input| (primary_press(input), input.time, input.modifiers));
        if self.take_handles(ui, response, (at, pressed_at), scene, marked) {
            return None;
        }
        if let Some(pressed_at) = pressed_at
            && (response.is_pointer_button_down_on() || is_click)
        {
            response.request_focus();
            self.press(pressed_at, time, modifiers, scene, marked);
            self.is_down = true;
        }
        // A drag may end before egui has called it one.
        let is_released = ui.input(|input| input.pointer.primary_released())
            && std::mem::take(&mut self.is_down)
            && !is_click;
        if response.dragged_by(PointerButton::Primary) || is_released {
            self.drag(ui, at, scene, scrolling, marked);
        } else if is_click && self.presses == 1 && !modifiers.shift {
            click(at, scene, marked);
        }
        if response.secondary_clicked() {
            response.request_focus();
            self.goal_x = None;
            let hit = scene.hit(at)?;
            let is_marked = marked
                .span()
                .is_some_and(|span| span.start <= hit.caret && hit.caret <= span.end);
            if is_marked {
                return Some(MenuRequest {
                    at,
                    on_mention: false,
                });
            }
            marked.set(Some((hit.caret, hit.caret)));
            let on_mention = click(at, scene, marked);
            return Some(MenuRequest { at, on_mention });
        }
        None
    }

    fn press(
        &mut self,
        at: Pos2,
        time: f64,
        modifiers: Modifiers,
        scene: &Scene<'_>,
        marked: &mut Marked<'_>,
    ) {
        let is_again = self.last_press.is_some_and(|(last, place)| {
            time - last <= PRESS_SECS && place.distance(at) <= PRESS_POINTS
        });
        self.presses = if is_again { self.presses % 3 + 1 } else { 1 };
        self.last_press = Some((time, at));
        self.goal_x = None;
        let Some(hit) = scene.hit(at) else { return };
        self.at_row_end = hit.at_row_end;
        if modifiers.shift {
            let from = marked.text.map_or(hit.caret, |(from, _)| from);
            self.first = Some((Span::new(from, from), Unit::Character));
            marked.set(Some((from, hit.caret)));
            return;
        }
        let unit = Unit::of_presses(self.presses);
        let first = unit_of(hit, unit, scene);
        self.first = Some((first, unit));
        marked.set(Some((first.start, first.end)));
    }

    fn drag(
        &mut self,
        ui: &Ui,
        at: Pos2,
        scene: &Scene<'_>,
        scrolling: &mut Scrolling,
        marked: &mut Marked<'_>,
    ) {
        let (Some((first, unit)), Some(hit)) = (self.first, scene.hit(at)) else {
            return;
        };
        let now = unit_of(hit, unit, scene);
        let (from, to) = select::extended(first, now);
        self.at_row_end = hit.at_row_end;
        marked.set(Some((from, to)));
        let beyond = (at.y - scene.view.bottom()).max(0.0) - (scene.view.top() - at.y).max(0.0);
        if beyond != 0.0 {
            let secs = ui.input(|input| input.stable_dt).min(0.1);
            scrolling.by(beyond * EDGE_SPEED * secs);
            ui.request_repaint();
        }
    }

    /// Handles the keys that move the caret. Only while the pane has the focus and no menu is open.
    pub fn take_keys(
        &mut self,
        ui: &Ui,
        response: &Response,
        scene: &Scene<'_>,
        scrolling: &mut Scrolling,
        marked: &mut Marked<'_>,
    ) {
        if !response.has_focus() {
            return;
        }
        let has_mark = marked.span().is_some();
        let mut copies = false;
        let mut keys = Vec::new();
        ui.input_mut(|input| {
            input.events.retain(|event| match event {
                Event::Copy => {
                    copies |= has_mark;
                    !has_mark
                }
                Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } if is_ours(*key, *modifiers, has_mark) => {
                    keys.push((*key, *modifiers));
                    false
                }
                _ => true,
            });
        });
        if copies && let Some(span) = marked.span() {
            ui.copy_text(scene.page.text.slice(span).to_owned());
        }
        for (key, modifiers) in keys {
            self.take_key(ui, key, modifiers, scene, scrolling, marked);
        }
    }

    fn take_key(
        &mut self,
        ui: &Ui,
        key: Key,
        modifiers: Modifiers,
        scene: &Scene<'_>,
        scrolling: &mut Scrolling,
        marked: &mut Marked<'_>,
    ) {
        let Scene { page, sheet, .. } = scene;
        let lines = sheet.lines();
        let Some((from, caret)) = marked.text.or_else(|| {
            let start = first_caret(scene, scrolling)?;
            Some((start, start))
        }) else {
            return;
        };
        if key == Key::Escape {
            marked.set(None);
            return;
        }
        if key == Key::A {
            let paragraph = select::paragraph(lines, page.text, caret);
            let is_marked = marked.span().is_some_and(|span| span.contains(paragraph));
            let all = Span::new(0, page.text.len());
            let span = if is_marked { all } else { paragraph };
            marked.set(Some((span.start, span.end)));
            return;
        }
        let is_vertical = matches!(
            key,
            Key::ArrowUp | Key::ArrowDown | Key::PageUp | Key::PageDown
        );
        if !is_vertical {
            self.goal_x = None;
        }
        let collapses = marked
            .span()
            .filter(|_| !modifiers.shift && !modifiers.command);
        let was_at_row_end = std::mem::take(&mut self.at_row_end);
        let to = match (key, collapses) {
            (Key::ArrowLeft, Some(span)) => span.start,
            (Key::ArrowRight, Some(span)) => span.end,
            (Key::ArrowLeft, None) if modifiers.command => {
                select::word_left(lines, page.text, caret)
            }
            (Key::ArrowRight, None) if modifiers.command => {
                select::word_right(lines, page.text, caret)
            }
            (Key::ArrowLeft, None) => select::left(lines, page.text, caret),
            (Key::ArrowRight, None) => select::right(lines, page.text, caret),
            (Key::Home, _) if modifiers.command => select::settle(lines, 0),
            (Key::End, _) if modifiers.command => select::settle(lines, page.text.len()),
            _ => {
                let caret = select::settle(lines, caret);
                let Some(line) = rows::line_holding(lines, caret) else {
                    return;
                };
                let laid = sheet.laid(line, Pos2::ZERO, page, ui);
                let (row, place) = laid.caret(caret, was_at_row_end);
                let (start, end) = laid.row_ends(row);
                match key {
                    Key::Home => start,
                    Key::End => {
                        self.at_row_end = row + 1 < laid.n_rows();
                        end
                    }
                    _ => {
                        let x = *self.goal_x.get_or_insert(place.left());
                        let hit = match key {
                            Key::ArrowUp => Some(row_above(&laid, row, x, scene, ui)),
                            Key::ArrowDown => Some(row_below(&laid, row, x, scene, ui)),
                            _ => {
                                let step = scrolling.view_height()
                                    - f64::from(sheet.metrics().row_height());
                                let y = sheet.top(line) + f64::from(place.center().y);
                                let down = key == Key::PageDown;
                                at_height(if down { y + step } else { y - step }, x, scene, ui)
                            }
                        };
                        let Some(hit) = hit else { return };
                        self.at_row_end = hit.at_row_end;
                        hit.caret
                    }
                }
            }
        };
        marked.set(Some((if modifiers.shift { from } else { to }, to)));
        scrolling.reveal_caret(to);
        ui.request_repaint();
    }
}

/// Where the button went down in this frame; a slow one holds the way that the pointer has gone since, too.
fn primary_press(input: &InputState) -> Option<Pos2> {
    input.events.iter().find_map(|event| match event {
        Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed: true,
            ..
        } => Some(*pos),
        _ => None,
    })
}

/// A click on a mention selects it; elsewhere the press has done all. Returns whether there was one.
fn click(at: Pos2, scene: &Scene<'_>, marked: &mut Marked<'_>) -> bool {
    let Scene { page, .. } = scene;
    let Some(character) = scene.hit(at).and_then(|hit| hit.character) else {
        return false;
    };
    let here = readings::mentions_at(page.record, character);
    let selected = page.selected_mention();
    let is_selected = |mention: &&MentionRecord| {
        selected.is_some_and(|selected| std::ptr::eq(selected, *mention))
    };
    // A click on what is selected goes on to the next mention of these words.
    let next = here.iter().position(is_selected).map_or(0, |at| at + 1);
    let Some(mention) = here.get(next).or(here.first()) else {
        return false;
    };
    if !is_selected(mention) {
        let action = Action::SelectMention(mention.kind.clone(), mention.span);
        marked.actions.push(action);
        // Selecting a mention takes the caret away; it stays where the click was.
        marked.actions.push(Action::SelectText(marked.text));
    }
    true
}

fn unit_of(hit: Hit, unit: Unit, scene: &Scene<'_>) -> Span {
    let offset = match unit {
        Unit::Character => hit.caret,
        Unit::Word | Unit::Paragraph => hit.character.unwrap_or(hit.caret),
    };
    select::unit_at(scene.sheet.lines(), scene.page.text, offset, unit)
}

/// Whether a key moves the caret or changes the mark.
fn is_ours(key: Key, modifiers: Modifiers, has_mark: bool) -> bool {
    if modifiers.alt {
        return false;
    }
    match key {
        Key::ArrowLeft | Key::ArrowRight | Key::Home | Key::End => true,
        Key::ArrowUp | Key::ArrowDown | Key::PageUp | Key::PageDown => !modifiers.command,
        Key::A => modifiers.command && !modifiers.shift,
        Key::Escape => has_mark && modifiers.is_none(),
        _ => false,
    }
}

/// Where the caret comes up when the first key is pressed: at the selected mention, the selected node, or the top of the view.
fn first_caret(scene: &Scene<'_>, scrolling: &Scrolling) -> Option<u32> {
    let Scene { page, sheet, .. } = scene;
    if let Some(mention) = page.selected_mention() {
        return Some(mention.span.start);
    }
    if let Some(span) = page.current_span() {
        return Some(select::settle(sheet.lines(), span.start));
    }
    let line = sheet.line_at(scrolling.offset())?;
    Some(sheet.lines()[line].span.start)
}

fn row_above(laid: &Laid, row: usize, x: f32, scene: &Scene<'_>, ui: &Ui) -> Hit {
    if row > 0 {
        return laid.hit(row - 1, x);
    }
    let Some(line) = laid.line.checked_sub(1) else {
        return laid.hit(0, 0.0);
    };
    let above = scene.sheet.laid(line, Pos2::ZERO, scene.page, ui);
    above.hit(above.n_rows().saturating_sub(1), x)
}

fn row_below(laid: &Laid, row: usize, x: f32, scene: &Scene<'_>, ui: &Ui) -> Hit {
    if row + 1 < laid.n_rows() {
        return laid.hit(row + 1, x);
    }
    if laid.line + 1 >= scene.sheet.lines().len() {
        return laid.hit(row, f32::INFINITY);
    }
    let below = scene.sheet.laid(laid.line + 1, Pos2::ZERO, scene.page, ui);
    below.hit(0, x)
}

fn at_height(y: f64, x: f32, scene: &Scene<'_>, ui: &Ui) -> Option<Hit> {
    let line = scene.sheet.line_at(y)?;
    let laid = scene.sheet.laid(line, Pos2::ZERO, scene.page, ui);
    let within = (y - scene.sheet.top(line)) as f32;
    Some(laid.hit(laid.row_at(within), x))
}
