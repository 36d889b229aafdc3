//! The form of the document: its fields, status, tags, note, and what is odd about it.

use egui::Ui;

use super::conflict::conflict_ui;
use super::field::{self, Choice, Field, MARGIN};
use super::{FormContext, FormView, errata, history, lost, own_fields, tags, tree};
use crate::annotation::{Slot, Status};
use crate::document::{DocType, DocumentField};
use crate::record::decision::Decision;
use crate::session::{Action, DraftKey};
use crate::ui::theme::Tokens;
use crate::ui::widgets;

pub fn document_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let inset = egui::Frame::new().inner_margin(egui::Margin::symmetric(MARGIN as i8, 0));
    inset.show(ui, |ui| {
        lost::entrance_ui(ui, form, actions);
        if let Some(node) = form.document.selection.node {
            let kind = form.document.loaded.outline.node(node).kind;
            let words = form.language.with(
                "form-node",
                &[("kind", form.language.t(super::node_message(kind)).into())],
            );
            ui.label(widgets::small(words, tokens.ink3));
            tree::changes_ui(ui, form, node, actions);
        }
        doc_type_ui(ui, form, actions);
        for name in DocumentField::ALL
            .into_iter()
            .filter(|name| *name != DocumentField::DocType)
        {
            ui.add_space(4.0);
            let label = form.language.t(document_field_message(name));
            let key = DraftKey::DocumentField(form.index, name);
            let put_back = Action::Decide(
                "step-put-back",
                vec![Decision::PutBackDocumentField { field: name }],
            );
            let value = form.document.record.field(name);
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
                    slot: Slot::DocumentField(name.into()),
                },
                actions,
            );
        }
        own_fields::own_fields_ui(ui, form, view, None, actions);
        ui.add_space(8.0);
        status_ui(ui, form, actions);
        conflict_ui(ui, form, &Slot::Status(None), actions);
    });
    errata::errata_ui(ui, form, view, None, actions);
    tags::tags_ui(ui, form, view, None, actions);
    inset.show(ui, |ui| {
        tags::note_ui(ui, form, view, None, actions);
        history::history_ui(ui, form, None, &mut Vec::new());
    });
}

/// The type of the document is chosen from a list.
fn doc_type_ui(ui: &mut Ui, form: &FormContext<'_>, actions: &mut Vec<Action>) {
    let name = DocumentField::DocType;
    let value = form.document.record.field(name);
    let known = value
        .value
        .as_deref()
        .and_then(DocType::from_name)
        .unwrap_or_default();
    let words = |kind: DocType| form.language.t(doc_type_message(kind)).into_owned();
    let choice = |kind: DocType| {
        let decision = Decision::SetDocumentField {
            field: name,
            value: Some(kind.name().to_owned()),
        };
        (
            words(kind),
            kind == known,
            Action::Decide("step-field", vec![decision]),
        )
    };
    let choice = Choice {
        key: DraftKey::DocumentField(form.index, name),
        label: &form.language.t(document_field_message(name)),
        value,
        shown: words(known),
        put_back: Action::Decide(
            "step-put-back",
            vec![Decision::PutBackDocumentField { field: name }],
        ),
        slot: Slot::DocumentField(name.into()),
        choices: DocType::ALL.into_iter().map(choice).collect(),
    };
    field::choice_ui(ui, form, choice, actions);
}

/// The document's status, set by hand.
fn status_ui(ui: &mut Ui, form: &FormContext<'_>, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.label(widgets::small(form.language.t("field-status"), tokens.ink2));
        for status in Status::ALL {
            let (sign, colour) = widgets::status_sign(status, tokens);
            let is_it = form.document.record.status == status;
            let words = format!(
                "{sign} {}",
                form.language.t(widgets::status_message(status))
            );
            let button = egui::Button::selectable(
                is_it,
                widgets::small(words, if is_it { colour } else { tokens.ink2 }),
            );
            if ui.add_enabled(form.is_editable, button).clicked() && !is_it {
                actions.push(Action::Decide(
                    "step-status",
                    vec![Decision::SetStatus {
                        entry: None,
                        status,
                    }],
                ));
            }
        }
    });
}

/// The message naming a document field.
#[must_use]
pub const fn document_field_message(field: DocumentField) -> &'static str {
    match field {
        DocumentField::DocType => "field-doc-type",
        DocumentField::Title => "field-title",
        DocumentField::Period => "field-period",
        DocumentField::Issuer => "field-issuer",
        DocumentField::Published => "field-published",
        DocumentField::Source => "field-source",
    }
}

/// The message naming a type of document.
#[must_use]
pub const fn doc_type_message(kind: DocType) -> &'static str {
    match kind {
        DocType::MonthlyBulletin => "doc-type-monthly-bulletin",
        DocType::WorkPoints => "doc-type-work-points",
        DocType::Chronicle => "doc-type-chronicle",
        DocType::Other => "doc-type-other",
    }
}
