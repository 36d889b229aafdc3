//! Fields of the window: what is typed becomes a change on Enter or when the field loses the focus, never while an input method composes.

use egui::{Id, Response, TextEdit, Ui};

use crate::ui::theme::Tokens;
use crate::ui::widgets;

/// A label and the line below it. Returns the line, and what was typed once it is done and differs from what is shown.
pub(super) fn line_ui(
    ui: &mut Ui,
    id: Id,
    label: &str,
    shown: &str,
    is_editable: bool,
) -> (Response, Option<String>) {
    text_ui(ui, id, label, shown, is_editable, 1)
}

/// The same with so many rows: Enter begins a new one, Ctrl+Enter is done.
pub(super) fn text_ui(
    ui: &mut Ui,
    id: Id,
    label: &str,
    shown: &str,
    is_editable: bool,
    n_rows: usize,
) -> (Response, Option<String>) {
    let tokens = Tokens::of(ui.ctx());
    let label = ui.label(widgets::small(label, tokens.ink2));
    let mut text = ui
        .data(|data| data.get_temp::<String>(id))
        .unwrap_or_else(|| shown.to_owned());
    let edit = if n_rows == 1 {
        TextEdit::singleline(&mut text)
    } else {
        TextEdit::multiline(&mut text).desired_rows(n_rows)
    };
    let edit = edit
        .id(id)
        .interactive(is_editable)
        .desired_width(ui.available_width());
    let response = ui.add(edit).labelled_by(label.id);
    if response.changed() {
        ui.data_mut(|data| data.insert_temp(id, text));
    }
    let is_done = ui.input(|input| input.modifiers.command && input.key_pressed(egui::Key::Enter));
    if n_rows > 1 && response.has_focus() && is_done {
        response.surrender_focus();
    }
    let is_left = response.lost_focus() || (n_rows > 1 && is_done && !response.has_focus());
    if !is_left {
        return (response, None);
    }
    let typed = ui.data_mut(|data| data.remove_temp::<String>(id));
    let is_dropped = ui.input(|input| input.key_pressed(egui::Key::Escape));
    let typed = typed.filter(|typed| !is_dropped && typed.trim() != shown);
    (response, typed.map(|typed| typed.trim().to_owned()))
}

/// Puts the focus into a field with all its words marked, so that typing replaces them.
pub(super) fn focus_all(ui: &Ui, response: &Response, n_chars: usize) {
    response.request_focus();
    let mut state = TextEdit::load_state(ui.ctx(), response.id).unwrap_or_default();
    let range = egui::text::CCursorRange::two(
        egui::text::CCursor::new(0),
        egui::text::CCursor::new(n_chars),
    );
    state.cursor.set_char_range(Some(range));
    state.store(ui.ctx(), response.id);
}
