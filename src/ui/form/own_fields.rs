//! The fields of the folder's codebook, of an entry or of the document: each with the editor of its kind. What was filled in of fields that are
//! asked no more stays in sight.

use egui::{Popup, Ui};

use super::conflict::{conflict_ui, slot_of};
use super::field::{self, Choice, Field};
use super::{FormContext, FormView};
use crate::annotation::{FieldName, Slot};
use crate::codebook::{Codebook, FieldDefinition, FieldKind, FieldOwner, parts};
use crate::document::NodeId;
use crate::extract::MentionType;
use crate::record::decision::Decision;
use crate::record::{FieldValue, OwnFields};
use crate::session::{Action, DraftKey};
use crate::ui::theme::{Tokens, size};
use crate::ui::widgets;

/// Paints the fields; `None` is the document.
pub fn own_fields_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    entry: Option<NodeId>,
    actions: &mut Vec<Action>,
) {
    let codebook = form.session.codebook();
    let owner = match entry {
        Some(_) => FieldOwner::Entry,
        None => FieldOwner::Document,
    };
    let record = &form.document.record;
    let values = entry.map_or(&record.own_fields, |id| &record.node(id).own_fields);
    let none = FieldValue::default();
    for definition in codebook.fields_of(owner) {
        ui.add_space(4.0);
        let value = values.get(&definition.name).unwrap_or(&none);
        let own = OwnField {
            form,
            entry,
            definition,
            value,
        };
        match definition.kind {
            FieldKind::Choice | FieldKind::YesNo => own.choice_ui(ui, actions),
            FieldKind::Choices => own.choices_ui(ui, actions),
            _ => own.typed_ui(ui, view, actions),
        }
    }
    asked_no_more_ui(ui, form, owner, values, &codebook);
}

/// A field with what it holds.
#[derive(Clone, Copy)]
struct OwnField<'a> {
    form: &'a FormContext<'a>,
    entry: Option<NodeId>,
    definition: &'a FieldDefinition,
    value: &'a FieldValue,
}

impl OwnField<'_> {
    fn key(&self) -> DraftKey {
        let name = self.definition.name.clone();
        DraftKey::OwnField(self.form.index, self.entry, name)
    }

    fn slot(&self) -> Slot {
        let name = self.definition.name.clone();
        match self.entry {
            None => Slot::DocumentField(FieldName::Own(name)),
            Some(_) => slot_of(self.form, self.entry, |at| {
                Slot::EntryField(at.unwrap_or_default(), name)
            }),
        }
    }

    /// Its label; one that has to be filled in says so while it is empty.
    fn label(&self) -> String {
        let label = self.definition.label_in(self.form.language).to_owned();
        if self.definition.required && self.value.value.is_none() {
            let arguments = [("field", label.into())];
            self.form.language.with("field-required", &arguments)
        } else {
            label
        }
    }

    fn set(&self, value: Option<String>) -> Action {
        let label = if value.is_some() {
            "step-field"
        } else {
            "step-put-back"
        };
        let decision = Decision::SetOwnField {
            entry: self.entry,
            field: self.definition.clone(),
            value,
        };
        Action::Decide(label, vec![decision])
    }

    fn typed_ui(&self, ui: &mut Ui, view: &mut FormView, actions: &mut Vec<Action>) {
        let hint = match self.definition.kind {
            FieldKind::Date => "hint-date",
            FieldKind::Number => "hint-metric",
            _ => "field-not-filled",
        };
        let field = Field {
            key: self.key(),
            label: &self.label(),
            hint,
            value: self.value,
            put_back: self.set(None),
            slot: self.slot(),
        };
        field::field_ui(ui, self.form, view, field, actions);
        let kind = match self.definition.kind {
            FieldKind::Body => MentionType::Org,
            FieldKind::Person => MentionType::Person,
            _ => return,
        };
        self.found_ui(ui, &kind, actions);
    }

    /// The names found in the entry, or in the document, to be taken with a click.
    fn found_ui(&self, ui: &mut Ui, kind: &MentionType, actions: &mut Vec<Action>) {
        let tokens = Tokens::of(ui.ctx());
        let text = &self.form.document.loaded.source.text;
        let mut names: Vec<String> = Vec::new();
        for mention in &self.form.document.record.mentions {
            let is_here = self.entry.is_none() || mention.node == self.entry;
            // The value of a person is the office.
            let name = match kind {
                MentionType::Person => text.slice(mention.span).to_owned(),
                _ => mention.value.clone(),
            };
            if is_here && mention.kind == *kind && mention.is_in_force() && !names.contains(&name) {
                names.push(name);
            }
        }
        if names.is_empty() {
            return;
        }
        let words = format!("{} ▾", self.form.language.t("field-found"));
        let button = egui::Button::new(widgets::small(words, tokens.ink3)).frame(false);
        let response = ui.add_enabled(self.form.is_editable, button);
        Popup::menu(&response).show(|ui| {
            for name in names {
                if ui.button(&name).clicked() {
                    actions.push(self.set(Some(name)));
                }
            }
        });
    }

    fn choice_ui(&self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let holds = self.value.value.as_deref();
        let choice = |choice: &str| {
            let action = self.set(Some(choice.to_owned()));
            (choice.to_owned(), holds == Some(choice), action)
        };
        let offered = self.definition.offered();
        let choices = offered.into_iter().map(choice).collect();
        let not_filled = || self.form.language.t("field-choose").into_owned();
        let choice = Choice {
            key: self.key(),
            label: &self.label(),
            value: self.value,
            shown: holds.map_or_else(not_filled, str::to_owned),
            put_back: self.set(None),
            slot: self.slot(),
            choices,
        };
        field::choice_ui(ui, self.form, choice, actions);
    }

    /// Each choice is taken or left by itself. One that holds and is a choice no more can only be left.
    fn choices_ui(&self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let tokens = Tokens::of(ui.ctx());
        let holds = self.value.value.as_deref();
        let chosen: Vec<&str> = parts(holds).collect();
        let mut all = self.definition.offered();
        let former = chosen.iter().filter(|chosen| !all.contains(chosen));
        let former: Vec<&str> = former.copied().collect();
        all.extend(former);
        ui.label(widgets::small(self.label(), tokens.ink2));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
            for choice in all {
                let is_on = chosen.contains(&choice);
                let sign = if is_on { "✓ " } else { "" };
                let words = widgets::small(format!("{sign}{choice}"), tokens.ink);
                let button = egui::Button::new(words)
                    .selected(is_on)
                    .corner_radius(size::TAG_RADIUS);
                if ui.add_enabled(self.form.is_editable, button).clicked() {
                    actions.push(self.set(self.definition.toggled(holds, choice)));
                }
            }
            let put_back = self.set(None);
            field::origin_ui(ui, self.form, &self.key(), self.value, put_back, actions);
        });
        conflict_ui(ui, self.form, &self.slot(), actions);
    }
}

/// What was filled in of fields that are archived or in the codebook no more.
fn asked_no_more_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    owner: FieldOwner,
    values: &OwnFields,
    codebook: &Codebook,
) {
    let tokens = Tokens::of(ui.ctx());
    for (name, value) in values {
        let definition = codebook.field(owner, name);
        let Some(value) = value.value.as_deref() else {
            continue;
        };
        if definition.is_some_and(|definition| !definition.archived) {
            continue;
        }
        let label = definition.map_or(name.as_str(), |it| it.label_in(form.language));
        let arguments = [("field", label.into()), ("value", value.into())];
        let words = form.language.with("field-asked-no-more", &arguments);
        ui.add_space(4.0);
        ui.label(widgets::small(words, tokens.ink3));
    }
}
