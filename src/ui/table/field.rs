//! Changing a field of all selected entries: which, to what, and how many would change, before anything is done.

use egui::{Align, Key, Margin, Popup, PopupCloseBehavior, Role, TextEdit, Ui, WidgetInfo};

use super::TableView;
use crate::extract::{ACTIONS, EntryField};
use crate::i18n::Language;
use crate::session::{Action, BulkEdit, BulkPreview, FieldChange, RowKey, Session};
use crate::ui::command::Command;
use crate::ui::form::{entry_field_message, problem_message};
use crate::ui::modal;
use crate::ui::theme::Tokens;
use crate::ui::widgets;

/// What is being chosen.
#[derive(Debug)]
pub struct FieldEdit {
    pub opens: bool,
    field: EntryField,
    change: FieldChange,
    typed: String,
    /// The entries that are selected while it is open.
    entries: Option<Vec<RowKey>>,
    wants_focus: bool,
}

impl Default for FieldEdit {
    fn default() -> Self {
        Self {
            opens: false,
            field: EntryField::Date,
            change: FieldChange::Set(String::new()),
            typed: String::new(),
            entries: None,
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
        view.field.entries = None;
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
    ui.horizontal(|ui| {
        for field in EntryField::ALL {
            let words = language.t(entry_field_message(field));
            if ui.selectable_label(edit.field == field, &*words).clicked() {
                edit.field = field;
                edit.typed.clear();
                edit.wants_focus = true;
            }
        }
    });
    ui.horizontal(|ui| {
        let changes = [
            ("table-field-set", FieldChange::Set(edit.typed.clone())),
            ("table-field-clear", FieldChange::Clear),
            ("table-field-put-back", FieldChange::PutBack),
        ];
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
    let mut is_entered = false;
    if matches!(edit.change, FieldChange::Set(_)) {
        is_entered = value_ui(ui, edit, language);
        edit.change = FieldChange::Set(edit.typed.clone());
    }
    let entries = edit.entries.as_deref().unwrap_or_default();
    let preview = session.preview_of_field(entries, edit.field, &edit.change);
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
        let edit = BulkEdit::Field(edit.field, edit.change.clone());
        actions.push(Action::DecideOnEntries(entries.to_vec(), edit));
        view.field.typed.clear();
        ui.close();
    }
}

/// The value; true where Enter ended it, which is not while an input method composes.
fn value_ui(ui: &mut Ui, edit: &mut FieldEdit, language: Language) -> bool {
    if edit.field == EntryField::Action {
        ui.horizontal_wrapped(|ui| {
            for code in ACTIONS {
                if ui.selectable_label(edit.typed == code, code).clicked() {
                    code.clone_into(&mut edit.typed);
                }
            }
        });
        return false;
    }
    let hint = language.t(match edit.field {
        EntryField::Date => "hint-date",
        EntryField::Body | EntryField::Action => "hint-name",
    });
    let edit_ui = TextEdit::singleline(&mut edit.typed)
        .hint_text(&*hint)
        .margin(Margin::symmetric(8, 4))
        .vertical_align(Align::Center)
        .desired_width(280.0);
    let response = ui.add(edit_ui);
    let label = language.t("field-value");
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &*label));
    if std::mem::take(&mut edit.wants_focus) {
        response.request_focus();
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
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
