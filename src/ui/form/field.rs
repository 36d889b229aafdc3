//! A field: label, value, who says so, and how it is put back.

use egui::{Color32, Id, RichText, TextEdit, Ui};

use super::conflict::conflict_ui;
use super::{FormContext, FormView, history};
use crate::annotation::Slot;
use crate::extract::ValueProblem;
use crate::i18n::Language;
use crate::record::FieldValue;
use crate::session::{Action, DraftKey};
use crate::ui::theme::{Tokens, size};
use crate::ui::widgets;

/// The margin at either side of the form.
pub const MARGIN: f32 = 14.0;

/// A field for a value of one line.
pub struct Field<'a> {
    pub key: DraftKey,
    pub label: &'a str,
    /// The message that stands in the field while it is empty.
    pub hint: &'static str,
    pub value: &'a FieldValue,
    /// What forgets the reviewer's value.
    pub put_back: Action,
    /// Under what decisions on it are kept.
    pub slot: Slot,
}

/// Paints a field.
pub fn field_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    field: Field<'_>,
    actions: &mut Vec<Action>,
) {
    let Field {
        key,
        label,
        hint,
        value,
        put_back,
        slot,
    } = field;
    let tokens = Tokens::of(ui.ctx());
    let label = label_ui(ui, form, label, value);
    let draft = form.session.drafts().get(&key);
    let problem = draft.and_then(|draft| draft.problem);
    let is_changed = is_changed(value);
    let line = if problem.is_some() || is_changed {
        tokens.red
    } else {
        tokens.line
    };
    let shown = value.value.clone().unwrap_or_default();
    let hint = form.language.t(hint);
    let colour = if is_changed { tokens.red } else { tokens.ink };
    let frame = widgets::input_ui(ui, line, |ui| {
        ui.horizontal(|ui| {
            let mut ends = widgets::Ends::of(ui);
            let edit = draft_edit(
                &mut ends.start,
                form,
                view,
                &key,
                &shown,
                &hint,
                colour,
                label.id,
                actions,
            );
            origin_ui(&mut ends.end, form, &key, value, put_back, actions);
            ends.finish(ui);
            edit.has_focus()
        })
        .inner
    });
    let has_focus = frame.inner;
    if has_focus || ui.rect_contains_pointer(frame.response.rect) {
        form.point_at(value);
    }
    if let Some(problem) = problem {
        problem_ui(ui, problem, form.language);
    }
    conflict_ui(ui, form, &slot, actions);
}

/// A field whose value is chosen from a list.
pub struct Choice<'a> {
    /// The field, as its draft would be named.
    pub key: DraftKey,
    pub label: &'a str,
    pub value: &'a FieldValue,
    /// What stands in the field.
    pub shown: String,
    /// What forgets the reviewer's value.
    pub put_back: Action,
    /// Under what decisions on it are kept.
    pub slot: Slot,
    /// What can be chosen: its words, whether it holds now, and what choosing it does.
    pub choices: Vec<(String, bool, Action)>,
}

/// Paints a field whose value is chosen.
pub fn choice_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    choice: Choice<'_>,
    actions: &mut Vec<Action>,
) {
    let Choice {
        key,
        label,
        value,
        shown,
        put_back,
        slot,
        choices,
    } = choice;
    let tokens = Tokens::of(ui.ctx());
    label_ui(ui, form, label, value);
    let (line, colour) = if is_changed(value) {
        (tokens.red, tokens.red)
    } else {
        (tokens.line, tokens.ink)
    };
    let frame = widgets::input_ui(ui, line, |ui| {
        ui.horizontal(|ui| {
            let mut ends = widgets::Ends::of(ui);
            let words = RichText::new(format!("{shown} ▾")).color(colour);
            let button = egui::Button::new(words).frame(false).truncate();
            let response = ends.start.add_enabled(form.is_editable, button);
            egui::Popup::menu(&response).show(|ui| {
                for (words, holds, action) in choices {
                    if ui.add(egui::Button::selectable(holds, words)).clicked() && !holds {
                        actions.push(action);
                    }
                }
            });
            origin_ui(&mut ends.end, form, &key, value, put_back, actions);
            ends.finish(ui);
        });
    });
    if ui.rect_contains_pointer(frame.response.rect) {
        form.point_at(value);
    }
    conflict_ui(ui, form, &slot, actions);
}

/// The label of a field, with a sign where its value came from the words that are selected in the text.
fn label_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    label: &str,
    value: &FieldValue,
) -> egui::Response {
    let tokens = Tokens::of(ui.ctx());
    if !form.is_of_selection(value) {
        return ui.label(widgets::small(label, tokens.ink2));
    }
    ui.scope(|ui| {
        // As high as a label alone, so that what stands beside does not move.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal(|ui| {
            let response = ui.label(widgets::small(label, tokens.ink2));
            let words = format!("◂ {}", form.language.t("field-of-selection"));
            ui.label(widgets::small(words, tokens.ink));
            response
        })
        .inner
    })
    .inner
}

/// Whether a person holds another value than the machine.
#[must_use]
pub fn is_changed(value: &FieldValue) -> bool {
    value
        .verdict()
        .is_some_and(|verdict| verdict != crate::annotation::Verdict::Accepted)
}

/// Who says so; where it was a person, a click puts the machine's value back.
pub fn origin_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    key: &DraftKey,
    value: &FieldValue,
    put_back: Action,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    // Put together only while it is looked at.
    let with_history = |ui: &mut Ui, words: String| {
        ui.label(words);
        for line in history::lines_of_field(form, key) {
            ui.label(widgets::small(line, tokens.ink2));
        }
    };
    let Some(decision) = &value.decision else {
        if let Some(found) = &value.machine {
            let rule = form
                .language
                .with("origin-rule", &[("rule", found.rule.into())]);
            ui.label(
                RichText::new(form.language.t("origin-machine"))
                    .size(size::TINY)
                    .color(tokens.ink3),
            )
            .on_hover_ui(|ui| with_history(ui, rule));
        }
        return;
    };
    let by = decision.by.as_deref().unwrap_or_default();
    let words = form.language.with("origin-person", &[("by", by.into())]);
    let button = egui::Button::new(
        RichText::new(format!("{} ↶", words.trim()))
            .size(size::TINY)
            .color(tokens.red),
    );
    let was = decision.was.as_deref().unwrap_or("–");
    let about = form.language.with(
        "origin-put-back",
        &[
            ("was", was.into()),
            ("at", form.language.time_of_stamp(&decision.at).into()),
        ],
    );
    if ui
        .add_enabled(form.is_editable, button.frame(false))
        .on_hover_ui(|ui| with_history(ui, about))
        .clicked()
    {
        actions.push(put_back);
    }
}

/// A text field bound to a draft: what is typed goes to the session, Escape drops it.
#[expect(clippy::too_many_arguments, reason = "a field is all of these")]
pub fn draft_edit(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    key: &DraftKey,
    shown: &str,
    hint: &str,
    colour: Color32,
    labelled_by: Id,
    actions: &mut Vec<Action>,
) -> egui::Response {
    let mut text = form
        .session
        .drafts()
        .get(key)
        .map_or_else(|| shown.to_owned(), |draft| draft.text.clone());
    let edit = TextEdit::singleline(&mut text)
        .id(Id::unique(key))
        .frame(egui::Frame::NONE)
        .margin(egui::Margin::ZERO)
        .hint_text(hint)
        .text_color(colour)
        .interactive(form.is_editable)
        .desired_width(ui.available_width());
    let response = ui.add(edit).labelled_by(labelled_by);
    follow_draft(ui, &response, view, key, text, actions);
    response
}

/// What every field does with its draft.
pub fn follow_draft(
    ui: &Ui,
    response: &egui::Response,
    view: &mut FormView,
    key: &DraftKey,
    text: String,
    actions: &mut Vec<Action>,
) {
    if response.changed() {
        actions.push(Action::WriteDraft(key.clone(), text));
    }
    if view.wants_draft.as_ref() == Some(key) {
        view.wants_draft = None;
        response.request_focus();
        response.scroll_to_me(None);
    }
    if response.has_focus() {
        view.focused = Some(key.clone());
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        actions.push(Action::DropDraft(key.clone()));
    }
}

/// Why a value was refused, under its field.
pub fn problem_ui(ui: &mut Ui, problem: ValueProblem, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(widgets::small(
        language.t(problem_message(problem)),
        tokens.red,
    ));
}

/// The message that says what is wrong with a value and what a right one looks like.
#[must_use]
pub const fn problem_message(problem: ValueProblem) -> &'static str {
    match problem {
        ValueProblem::NotADate => "problem-not-a-date",
        ValueProblem::NoSuchDay => "problem-no-such-day",
        ValueProblem::EndBeforeStart => "problem-reversed",
        ValueProblem::NotANumber => "problem-not-a-number",
        ValueProblem::NotACode => "problem-not-a-region-code",
        ValueProblem::NotAChoice => "problem-not-a-choice",
        ValueProblem::Empty => "problem-empty",
        ValueProblem::LineBreak => "problem-line-break",
    }
}
