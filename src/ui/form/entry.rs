//! The form of an entry: lead, fields, mentions, tags, note, history.

use egui::{RichText, Ui};

use super::conflict::{conflict_ui, slot_of};
use super::field::{self, Choice, Field, MARGIN};
use super::{FormContext, FormView, errata, history, mentions, own_fields, tags, tree};
use crate::annotation::{OutlineOp, Slot, Status};
use crate::document::{NodeId, regions};
use crate::extract::{ACTIONS, EntryField};
use crate::record::decision::Decision;
use crate::session::{Action, DraftKey};
use crate::ui::command::Command;
use crate::ui::theme::{Tokens, size};
use crate::ui::widgets;

pub fn entry_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    entry: NodeId,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    let inset = egui::Frame::new().inner_margin(egui::Margin::symmetric(MARGIN as i8, 0));
    inset.show(ui, |ui| {
        lead_ui(ui, form, entry, actions);
        tree::changes_ui(ui, form, entry, actions);
        let status = slot_of(form, Some(entry), Slot::Status);
        conflict_ui(ui, form, &status, actions);
        ui.add_space(4.0);
        ui.horizontal_top(|ui| {
            // An interval of dates is longer than the name of an action.
            let gap = ui.spacing().item_spacing.x;
            let width = ui.available_width() - gap;
            ui.vertical(|ui| {
                ui.set_width(width * 0.62);
                entry_field_ui(ui, form, view, entry, EntryField::Date, actions);
            });
            ui.vertical(|ui| {
                ui.set_width(width * 0.38);
                action_ui(ui, form, entry, actions);
            });
        });
        ui.add_space(4.0);
        entry_field_ui(ui, form, view, entry, EntryField::Body, actions);
        own_fields::own_fields_ui(ui, form, view, Some(entry), actions);
    });
    errata::errata_ui(ui, form, view, Some(entry), actions);
    mentions::mentions_ui(ui, form, view, entry, actions, commands);
    tags::tags_ui(ui, form, view, Some(entry), actions);
    inset.show(ui, |ui| {
        tags::note_ui(ui, form, view, Some(entry), actions);
        history::history_ui(ui, form, Some(entry), commands);
    });
}

/// The lead as the text has it; its status and region beside it.
fn lead_ui(ui: &mut Ui, form: &FormContext<'_>, entry: NodeId, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    let node = form.document.loaded.outline.node(entry);
    let record = form.document.record.node(entry);
    ui.horizontal(|ui| {
        ui.label(widgets::small(form.language.t("field-lead"), tokens.ink2));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            status_menu(ui, form, entry, record.status, actions);
            if let Some(region) = node.region {
                let words = format!(
                    "{} {region}",
                    regions::province_name(region).unwrap_or_default()
                );
                ui.label(widgets::small(words, tokens.ink3));
            }
        });
    });
    let lead = node.heading_text(&form.document.loaded.source.text);
    let mut changes = form.document.changes_of(entry).iter();
    let changed = changes
        .find(|change| matches!(change.op, OutlineOp::Lead(_)))
        .map(|change| change.by.clone());
    let line = if changed.is_some() {
        tokens.red
    } else {
        tokens.line
    };
    widgets::input_frame(tokens, line).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = size::INPUT;
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let (origin, colour) = match &changed {
                    Some(by) => {
                        let by = by.as_deref().unwrap_or_default();
                        let words = form.language.with("origin-person", &[("by", by.into())]);
                        (words.trim().to_owned(), tokens.red)
                    }
                    None => (form.language.t("origin-machine").into_owned(), tokens.ink3),
                };
                ui.label(RichText::new(origin).size(size::TINY).color(colour));
                ui.with_layout(
                    egui::Layout::left_to_right(egui::Align::Center),
                    |ui| match &lead {
                        Some(lead) => ui.add(egui::Label::new(&**lead).truncate()),
                        None => ui.label(
                            RichText::new(form.language.t("field-no-lead")).color(tokens.ink3),
                        ),
                    },
                );
            });
        });
    });
}

/// The entry's status, which can be set by hand.
fn status_menu(
    ui: &mut Ui,
    form: &FormContext<'_>,
    entry: NodeId,
    known: Status,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let words = |status: Status| {
        let (sign, colour) = widgets::status_sign(status, tokens);
        widgets::small(
            format!(
                "{sign} {}",
                form.language.t(widgets::status_message(status))
            ),
            colour,
        )
    };
    let response = ui.add_enabled(
        form.is_editable,
        egui::Button::new(words(known)).frame(false),
    );
    egui::Popup::menu(&response).show(|ui| {
        for status in Status::ALL.into_iter().filter(|status| *status != known) {
            if ui.button(words(status)).clicked() {
                let decision = Decision::SetStatus {
                    entry: Some(entry),
                    status,
                };
                actions.push(Action::Decide("step-status", vec![decision]));
            }
        }
    });
}

fn entry_field_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    entry: NodeId,
    name: EntryField,
    actions: &mut Vec<Action>,
) {
    let Some(value) = form.document.record.entry_field(entry, name) else {
        return;
    };
    let label = form.language.t(entry_field_message(name));
    let key = DraftKey::EntryField(form.index, entry, name);
    let put_back = Action::Decide(
        "step-put-back",
        vec![Decision::PutBackEntryField { entry, field: name }],
    );
    field::field_ui(
        ui,
        form,
        view,
        Field {
            key,
            label: &label,
            hint: "field-empty",
            value,
            put_back,
            slot: entry_slot(form, entry, name),
        },
        actions,
    );
}

/// Under what decisions on a field of an entry are kept.
fn entry_slot(form: &FormContext<'_>, entry: NodeId, field: EntryField) -> Slot {
    slot_of(form, Some(entry), |at| {
        Slot::EntryField(at.unwrap_or_default(), field.name().to_owned())
    })
}

/// The main action is chosen from a list of codes.
fn action_ui(ui: &mut Ui, form: &FormContext<'_>, entry: NodeId, actions: &mut Vec<Action>) {
    let name = EntryField::Action;
    let Some(value) = form.document.record.entry_field(entry, name) else {
        return;
    };
    let choice = |code: &str| {
        let decision = Decision::SetEntryField {
            entry,
            field: name,
            value: Some(code.to_owned()),
        };
        let holds = value.value.as_deref() == Some(code);
        (
            code.to_owned(),
            holds,
            Action::Decide("step-field", vec![decision]),
        )
    };
    let choice = Choice {
        key: DraftKey::EntryField(form.index, entry, name),
        label: &form.language.t(entry_field_message(name)),
        value,
        shown: value
            .value
            .clone()
            .unwrap_or_else(|| form.language.t("field-choose").into_owned()),
        put_back: Action::Decide(
            "step-put-back",
            vec![Decision::PutBackEntryField { entry, field: name }],
        ),
        slot: entry_slot(form, entry, name),
        choices: ACTIONS.iter().map(|code| choice(code)).collect(),
    };
    field::choice_ui(ui, form, choice, actions);
}

/// The message naming an entry field.
#[must_use]
pub const fn entry_field_message(field: EntryField) -> &'static str {
    match field {
        EntryField::Date => "field-date",
        EntryField::Action => "field-action",
        EntryField::Body => "field-body",
    }
}
