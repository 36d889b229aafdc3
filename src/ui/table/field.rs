//! Changing a field of all selected entries: which, to what, and how many would change, before anything is done.

use std::sync::Arc;

use egui::{Align2, Key, Margin, Popup, PopupCloseBehavior, Role, TextEdit, Ui, WidgetInfo};

use super::TableView;
use crate::codebook::{Codebook, FieldDefinition, FieldKind, FieldOwner, parts};
use crate::extract::{ACTIONS, EntryField};
use crate::i18n::Language;
use crate::session::{
    Action, BulkEdit, BulkField, BulkPreview, FieldChange, RowKey, Rows, Session,
};
use crate::ui::command::Command;
use crate::ui::form::{entry_field_message, problem_message};
use crate::ui::modal;
use crate::ui::theme::Tokens;
use crate::ui::widgets;

/// What is being chosen.
#[derive(Debug)]
pub struct FieldEdit {
    pub opens: bool,
    field: BulkField,
    change: FieldChange,
    typed: String,
    /// The entries that are selected while it is open.
    entries: Option<Vec<RowKey>>,
    /// What was counted last, and what it was counted for.
    counted: Option<Counted>,
    wants_focus: bool,
}

#[derive(Debug)]
struct Counted {
    rows: Arc<Rows>,
    field: BulkField,
    change: FieldChange,
    preview: BulkPreview,
}

impl Default for FieldEdit {
    fn default() -> Self {
        Self {
            opens: false,
            field: EntryField::Date.into(),
            change: FieldChange::Set(String::new()),
            typed: String::new(),
            entries: None,
            counted: None,
            wants_focus: false,
        }
    }
}

/// The button, and what it opens.
pub fn field_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut TableView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let button = ui
        .button(format!("{} ▾", language.t("table-set-field")))
        .on_hover_text(widgets::tooltip(Command::EditRowField, language));
    if std::mem::take(&mut view.field.opens) && !view.selection.is_empty() {
        Popup::open_id(ui.ctx(), Popup::default_response_id(&button));
    }
    let window = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let shown = window.show(|ui| window_ui(ui, session, view, language, actions));
    if shown.is_none() {
        (view.field.entries, view.field.counted) = (None, None);
    }
}

fn window_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut TableView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    ui.set_width(300.0);
    ui.visuals_mut().selection.bg_fill = tokens.selection;
    let TableView {
        field: edit,
        selection,
        rows,
        ..
    } = view;
    if edit.entries.is_none() {
        edit.entries = Some(selection.keys(rows));
        edit.wants_focus = true;
    }
    fields_ui(ui, edit, &session.codebook(), language);
    changes_ui(ui, edit, language);
    let mut is_entered = false;
    if matches!(edit.change, FieldChange::Set(_)) {
        is_entered = value_ui(ui, edit, language);
        edit.change = FieldChange::Set(edit.typed.clone());
    }
    let preview = edit.preview(session, rows);
    ui.label(widgets::small(
        preview_words(&preview, language),
        tokens.ink2,
    ));
    if let Some(problem) = preview.problem.filter(|_| !edit.typed.is_empty()) {
        ui.label(widgets::small(
            language.t(problem_message(problem)),
            tokens.red,
        ));
    }
    let is_ready = preview.n_changes > 0 && preview.problem.is_none();
    let words = language.with("table-field-apply", &[("n", preview.n_changes.into())]);
    ui.add_space(4.0);
    let is_clicked = modal::main_button(ui, &words, is_ready);
    if is_ready && (is_clicked || is_entered) {
        let change = BulkEdit::Field(edit.field.clone(), edit.change.clone());
        let entries = edit.entries.take().unwrap_or_default();
        actions.push(Action::DecideOnEntries(entries, change));
        edit.typed.clear();
        ui.close();
    }
}

impl FieldEdit {
    /// Counts what would be done, where that is not known: of a hundred thousand entries not in every frame.
    fn preview(&mut self, session: &Session, rows: &Arc<Rows>) -> BulkPreview {
        let known = self.counted.as_ref().filter(|known| {
            Arc::ptr_eq(&known.rows, rows)
                && known.field == self.field
                && known.change == self.change
        });
        if let Some(known) = known {
            return known.preview;
        }
        let entries = self.entries.as_deref().unwrap_or_default();
        let preview = session.preview_of_field(entries, &self.field, &self.change);
        self.counted = Some(Counted {
            rows: rows.clone(),
            field: self.field.clone(),
            change: self.change.clone(),
            preview,
        });
        preview
    }

    fn choose(&mut self, field: BulkField) {
        // What the codebook asks cannot be read from the text.
        if matches!(field, BulkField::Own(_)) && self.change == FieldChange::PutBack {
            self.change = FieldChange::Clear;
        }
        self.field = field;
        self.typed.clear();
        self.wants_focus = true;
    }
}

/// Which field: the built-in ones, then those that the codebook asks of entries.
fn fields_ui(ui: &mut Ui, edit: &mut FieldEdit, codebook: &Codebook, language: Language) {
    let built_in = EntryField::ALL.map(|field| {
        let words = language.t(entry_field_message(field)).into_owned();
        (BulkField::BuiltIn(field), words)
    });
    let own = codebook.fields_of(FieldOwner::Entry).map(|field| {
        let words = field.label_in(language).to_owned();
        (BulkField::Own(field.clone()), words)
    });
    ui.horizontal_wrapped(|ui| {
        for (field, words) in built_in.into_iter().chain(own) {
            if ui.selectable_label(edit.field == field, words).clicked() {
                edit.choose(field);
            }
        }
    });
}

/// What becomes of it.
fn changes_ui(ui: &mut Ui, edit: &mut FieldEdit, language: Language) {
    let mut changes = vec![
        ("table-field-set", FieldChange::Set(edit.typed.clone())),
        ("table-field-clear", FieldChange::Clear),
    ];
    if matches!(edit.field, BulkField::BuiltIn(_)) {
        changes.push(("table-field-put-back", FieldChange::PutBack));
    }
    ui.horizontal(|ui| {
        for (id, change) in changes {
            let is_it = std::mem::discriminant(&change) == std::mem::discriminant(&edit.change);
            let response = ui.selectable_label(is_it, &*language.t(id));
            if response
                .on_hover_text(language.t(&format!("{id}-about")))
                .clicked()
            {
                edit.change = change;
                edit.wants_focus = true;
            }
        }
    });
}

/// The value; true where Enter ended it, which is not while an input method composes.
fn value_ui(ui: &mut Ui, edit: &mut FieldEdit, language: Language) -> bool {
    let hint = match &edit.field {
        BulkField::BuiltIn(EntryField::Action) => {
            one_of_ui(ui, &mut edit.typed, &ACTIONS);
            return false;
        }
        BulkField::Own(field) if !field.offered().is_empty() => {
            choices_ui(ui, &mut edit.typed, field);
            return false;
        }
        BulkField::BuiltIn(EntryField::Date) => "hint-date",
        BulkField::BuiltIn(EntryField::Body) => "hint-name",
        BulkField::Own(field) => match field.kind {
            FieldKind::Date => "hint-date",
            FieldKind::Number => "hint-metric",
            FieldKind::Body | FieldKind::Person => "hint-name",
            _ => "field-value",
        },
    };
    let hint = language.t(hint);
    let edit_ui = TextEdit::singleline(&mut edit.typed)
        .hint_text(&*hint)
        .margin(Margin::symmetric(8, 4))
        .align(Align2::LEFT_CENTER)
        .desired_width(280.0);
    let response = ui.add(edit_ui);
    let label = language.t("field-value");
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &*label));
    if std::mem::take(&mut edit.wants_focus) {
        response.request_focus();
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

fn one_of_ui(ui: &mut Ui, typed: &mut String, choices: &[&str]) {
    ui.horizontal_wrapped(|ui| {
        for choice in choices {
            if ui.selectable_label(typed == choice, *choice).clicked() {
                (*choice).clone_into(typed);
            }
        }
    });
}

/// Of a field that takes several, each choice is taken or left by itself.
fn choices_ui(ui: &mut Ui, typed: &mut String, field: &FieldDefinition) {
    if field.kind != FieldKind::Choices {
        return one_of_ui(ui, typed, &field.offered());
    }
    ui.horizontal_wrapped(|ui| {
        for choice in field.offered() {
            let is_on = parts(Some(typed)).any(|part| part == choice);
            if ui.selectable_label(is_on, choice).clicked() {
                *typed = field.toggled(Some(typed), choice).unwrap_or_default();
            }
        }
    });
}

/// How many entries would change, and what is to be known of the others.
fn preview_words(preview: &BulkPreview, language: Language) -> String {
    let BulkPreview {
        n_changes,
        n_decided,
        n_same,
        n_left,
        ..
    } = *preview;
    let mut parts = vec![language.with("table-field-changes", &[("n", n_changes.into())])];
    for (id, n) in [
        ("table-field-decided", n_decided),
        ("table-field-same", n_same),
        ("table-field-left", n_left),
    ] {
        if n > 0 {
            parts.push(language.with(id, &[("n", n.into())]));
        }
    }
    parts.join(&language.t("everywhere-and"))
}
