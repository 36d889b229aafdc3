//! The search box in the bar above.

use egui::{Align2, Id, Key, Modifiers, TextEdit, Ui, WidgetInfo, pos2};

use super::SearchView;
use crate::i18n::Language;
use crate::session::{Action, Scope, Session};
use crate::ui::command::Command;
use crate::ui::theme::{self, Tokens, size};

/// Paints the box; the bar says how wide it may be.
pub fn search_box_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut SearchView,
    width: f32,
    language: Language,
    actions: &mut Vec<Action>,
) {
    if session.folder().is_none() {
        return;
    }
    let tokens = Tokens::of(ui.ctx());
    view.follow(session.search());
    let id = Id::unique("search box");
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    if has_focus {
        take_arrows(ui, actions);
    }
    let hint = language.t(match view.scope {
        Scope::Folder => "search-hint",
        Scope::Document => "search-hint-document",
    });
    let edit = TextEdit::singleline(&mut view.words)
        .id(id)
        .hint_text(&*hint)
        .desired_width(width);
    let mut output = edit.show(ui);
    let response = output.response.response;
    response.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, &*hint));
    if std::mem::take(&mut view.wants_focus) {
        response.request_focus();
        let all = egui::text::CCursorRange::two(
            egui::text::CCursor::default(),
            egui::text::CCursor::new(view.words.chars().count()),
        );
        output.state.cursor.set_char_range(Some(all));
        output.state.store(ui.ctx(), id);
    }
    if view.words.is_empty() && !has_focus && width > 160.0 {
        ui.painter().text(
            pos2(response.rect.right() - 8.0, response.rect.center().y),
            Align2::RIGHT_CENTER,
            Command::Search.key_text(),
            theme::regular(size::TINY),
            tokens.ink3,
        );
    }
    if response.changed() {
        actions.push(Action::Search(view.query()));
    }
    if response.lost_focus() {
        let (enter, escape) = ui.input(|input| {
            (
                input.key_pressed(Key::Enter),
                input.key_pressed(Key::Escape),
            )
        });
        if enter {
            actions.push(Action::StayAtHit);
        } else if escape {
            actions.push(Action::CloseSearch);
        }
    }
}

/// The arrows go through the hits.
fn take_arrows(ui: &Ui, actions: &mut Vec<Action>) {
    let (up, down) = ui.input_mut(|input| {
        (
            input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp),
            input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown),
        )
    });
    actions.extend((0..up).map(|_| Action::StepHit { is_forward: false }));
    actions.extend((0..down).map(|_| Action::StepHit { is_forward: true }));
}
