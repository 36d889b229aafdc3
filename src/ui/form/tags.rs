//! 标签 and 备注 of an entry or of the document.

use egui::{Id, Popup, RichText, TextEdit, Ui};

use super::conflict::{conflict_ui, slot_of};
use super::field::{self, MARGIN};
use super::{FormContext, FormView, Wanted, part_header};
use crate::annotation::Slot;
use crate::document::NodeId;
use crate::session::{Action, DraftKey};
use crate::ui::theme::{Tokens, size};
use crate::ui::widgets;

/// Paints the tags; `None` is the document.
pub fn tags_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    entry: Option<NodeId>,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let record = &form.document.record;
    let tags = entry.map_or(&record.tags, |id| &record.node(id).tags);
    let codebook = form.session.codebook();
    part_header(ui, &form.language.t("form-tags"), |_| {});
    ui.horizontal_wrapped(|ui| {
        ui.add_space(MARGIN);
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        for tag in tags {
            let key = codebook
                .tags
                .iter()
                .find(|known| known.name == *tag)
                .and_then(|known| known.key);
            let words = key.map_or_else(|| tag.clone(), |key| format!("{key} {tag}"));
            let chip = egui::Button::new(
                RichText::new(format!("{words} ✕"))
                    .size(size::SMALL)
                    .color(tokens.ink2),
            )
            .corner_radius(size::TAG_RADIUS)
            .min_size(egui::vec2(0.0, 20.0));
            let about = form
                .language
                .with("tag-remove", &[("tag", tag.as_str().into())]);
            if ui
                .add_enabled(form.is_editable, chip)
                .on_hover_text(about)
                .clicked()
            {
                actions.push(Action::ToggleTag(tag.clone()));
            }
        }
        let words = widgets::small(format!("＋ {}", form.language.t("tag-add")), tokens.ink3);
        let add = egui::Button::new(words)
            .corner_radius(size::TAG_RADIUS)
            .min_size(egui::vec2(0.0, 20.0));
        let response = ui.add_enabled(form.is_editable, add);
        let wants_focus = view.wants_focus == Some(Wanted::Tag);
        if wants_focus {
            Popup::open_id(ui.ctx(), Popup::default_response_id(&response));
            view.wants_focus = None;
        }
        let behaviour = egui::PopupCloseBehavior::CloseOnClickOutside;
        Popup::menu(&response).close_behavior(behaviour).show(|ui| {
            tag_menu(ui, form, view, entry, tags, wants_focus, actions);
        });
    });
}

/// The codebook's tags with their keys, and a field for a new one.
fn tag_menu(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    entry: Option<NodeId>,
    tags: &[String],
    wants_focus: bool,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let codebook = form.session.codebook();
    let mut group = "";
    for row in codebook.offered_tags() {
        let tag = row.tag;
        if row.group != group {
            group = row.group;
            ui.label(widgets::small(group, tokens.ink3));
        }
        let indent = "　".repeat(row.depth);
        let is_given = tags.contains(&tag.name);
        let key = tag.key.map_or_else(String::new, String::from);
        let sign = if is_given { "✓ " } else { "" };
        let button = egui::Button::selectable(is_given, format!("{indent}{sign}{}", tag.name))
            .shortcut_text(key);
        if ui.add(button).clicked() {
            actions.push(Action::ToggleTag(tag.name.clone()));
        }
    }
    ui.separator();
    let key = DraftKey::Tag(form.index, entry);
    let label = ui.label(widgets::small(form.language.t("tag-new"), tokens.ink2));
    let mut text = form
        .session
        .drafts()
        .get(&key)
        .map_or_else(String::new, |draft| draft.text.clone());
    let edit = TextEdit::singleline(&mut text)
        .id(Id::unique(&key))
        .desired_width(160.0);
    let response = ui.add(edit).labelled_by(label.id);
    field::follow_draft(ui, &response, view, &key, text, actions);
    if wants_focus {
        response.request_focus();
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
        ui.close();
    }
}

/// Paints the note; `None` is the document's.
pub fn note_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    entry: Option<NodeId>,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let record = &form.document.record;
    let note = entry.map_or(&record.note, |id| &record.node(id).note);
    let key = DraftKey::Note(form.index, entry);
    ui.add_space(8.0);
    let label = ui.label(widgets::small(form.language.t("form-note"), tokens.ink2));
    let draft = form.session.drafts().get(&key);
    let mut text = draft.map_or_else(
        || note.clone().unwrap_or_default(),
        |draft| draft.text.clone(),
    );
    widgets::input_frame(tokens, tokens.line).show(ui, |ui| {
        let hint = form.language.t("form-note-hint");
        let edit = TextEdit::multiline(&mut text)
            .id(Id::unique(&key))
            .frame(egui::Frame::NONE)
            .margin(egui::Margin::ZERO)
            .hint_text(&*hint)
            .interactive(form.is_editable)
            .desired_rows(2)
            .desired_width(ui.available_width());
        let response = ui.add(edit).labelled_by(label.id);
        field::follow_draft(ui, &response, view, &key, text, actions);
        if view.wants_focus == Some(Wanted::Note) {
            view.wants_focus = None;
            response.request_focus();
            response.scroll_to_me(None);
        }
        // Enter is a new line here; Ctrl+Enter is done.
        let is_done =
            ui.input(|input| input.modifiers.command && input.key_pressed(egui::Key::Enter));
        if response.has_focus() && is_done {
            response.surrender_focus();
        }
    });
    let slot = slot_of(form, entry, Slot::Note);
    conflict_ui(ui, form, &slot, actions);
}
