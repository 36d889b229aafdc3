//! The fields that entries and documents are asked beside the built-in ones.

use egui::{ComboBox, Id, ScrollArea, Ui, pos2};

use super::{Bench, LIST_WIDTH, asking, change, line};
use crate::codebook::{Change, FieldDefinition, FieldKind, FieldOwner};
use crate::session::Action;
use crate::ui::theme::{self, Tokens, size};
use crate::ui::widgets;

/// What the part remembers.
#[derive(Debug, Default)]
pub(super) struct FieldsView {
    selected: Option<(FieldOwner, String)>,
    next: Option<(FieldOwner, String)>,
    wants_name: bool,
    /// Archiving waits for an answer.
    asks: bool,
}

/// Paints the part: the list, and the form of the field chosen in it.
pub(super) fn fields_ui(
    ui: &mut Ui,
    view: &mut FieldsView,
    bench: &Bench<'_>,
    actions: &mut Vec<Action>,
) {
    if let Some(next) = view.next.take() {
        view.asks &= view.selected.as_ref() == Some(&next);
        view.selected = Some(next);
    }
    let fields = &bench.codebook().fields;
    let selected = view.selected.as_ref();
    let field = selected
        .and_then(|(of, name)| bench.codebook().field(*of, name))
        .or_else(|| fields.iter().min_by_key(|field| field.of))
        .cloned();
    view.selected = field.as_ref().map(|field| (field.of, field.name.clone()));
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(LIST_WIDTH);
            list_ui(ui, view, bench, actions);
        });
        ui.add_space(16.0);
        ui.vertical(|ui| {
            if let Some(field) = &field {
                field_ui(ui, view, bench, field, actions);
            } else {
                let tokens = Tokens::of(ui.ctx());
                ui.label(widgets::small(bench.t("codebook-no-fields"), tokens.ink2));
            }
        });
    });
}

/// The message naming what fields belong to.
const fn owner_message(owner: FieldOwner) -> &'static str {
    match owner {
        FieldOwner::Entry => "codebook-of-entries",
        FieldOwner::Document => "codebook-of-documents",
    }
}

fn list_ui(ui: &mut Ui, view: &mut FieldsView, bench: &Bench<'_>, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    let height = bench.height - 40.0;
    ScrollArea::vertical()
        .id_salt("fields")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for owner in FieldOwner::ALL {
                let fields = bench.codebook().fields.iter();
                let fields: Vec<_> = fields.filter(|field| field.of == owner).collect();
                if fields.is_empty() {
                    continue;
                }
                ui.add_space(6.0);
                ui.label(widgets::small(bench.t(owner_message(owner)), tokens.ink3));
                ui.add_space(2.0);
                for field in fields {
                    row_ui(ui, view, bench, field);
                }
            }
        });
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        for (owner, id) in [
            (FieldOwner::Entry, "codebook-add-entry-field"),
            (FieldOwner::Document, "codebook-add-document-field"),
        ] {
            let button = egui::Button::new(format!("＋ {}", bench.t(id)));
            if ui.add_enabled(bench.is_editable, button).clicked() {
                let field = new_field(bench, owner);
                view.next = Some((owner, field.name.clone()));
                view.wants_name = true;
                change(actions, Change::AddField(field));
            }
        }
    });
}

fn new_field(bench: &Bench<'_>, of: FieldOwner) -> FieldDefinition {
    let label = bench.t("codebook-new-field");
    let names = std::iter::once(label.clone()).chain((2..).map(|n| format!("{label}{n}")));
    let mut free = names.filter(|name| bench.codebook().field(of, name).is_none());
    let label = free.next().unwrap_or(label);
    FieldDefinition {
        name: label.clone(),
        label,
        of,
        ..FieldDefinition::default()
    }
}

fn row_ui(ui: &mut Ui, view: &mut FieldsView, bench: &Bench<'_>, field: &FieldDefinition) {
    let tokens = Tokens::of(ui.ctx());
    let key = (field.of, field.name.clone());
    let n_uses = bench.open.uses().of_field(field.of, &field.name);
    let label = bench.of_uses("codebook-field-row", &field.label, n_uses);
    let (rect, response) = widgets::list_row(ui, &label, view.selected.as_ref() == Some(&key));
    let y = rect.center().y;
    let kind = bench.t(field.kind.message());
    let words = if field.archived {
        format!("{} · {kind}", bench.t("codebook-archived"))
    } else {
        kind
    };
    let font = theme::regular(size::SMALL);
    let end = pos2(rect.right() - 8.0, y);
    let end = widgets::paint_words_right(ui, end, &words, font, tokens.ink3);
    let colour = if field.archived {
        tokens.ink3
    } else {
        tokens.ink
    };
    let name = if field.required {
        format!("{} *", field.label)
    } else {
        field.label.clone()
    };
    let start = pos2(rect.left() + 8.0, y);
    let font = theme::regular(size::TEXT);
    widgets::paint_words(ui, start, end - start.x - 8.0, &name, font, colour);
    if response.clicked() {
        view.next = Some(key);
    }
}

fn field_ui(
    ui: &mut Ui,
    view: &mut FieldsView,
    bench: &Bench<'_>,
    field: &FieldDefinition,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let set = |actions: &mut Vec<Action>, with: &dyn Fn(&mut FieldDefinition)| {
        let mut field = field.clone();
        with(&mut field);
        change(actions, Change::SetField(field));
    };
    let id = |part: &str| Id::unique(("field", part, field.of == FieldOwner::Entry, &field.name));
    let label = bench.t("codebook-field-label");
    let (response, typed) = line::line_ui(ui, id("label"), &label, &field.label, bench.is_editable);
    if std::mem::take(&mut view.wants_name) {
        line::focus_all(ui, &response, field.label.chars().count());
    }
    match typed {
        Some(to) if bench.open.saved().field(field.of, &field.name).is_none() => {
            // Its name in files is the first one that it is given.
            let (of, name) = (field.of, field.name.clone());
            view.next = Some((of, to.clone()));
            change(actions, Change::NameField { of, name, to });
        }
        Some(label) => set(actions, &|field| field.label.clone_from(&label)),
        None => {}
    }
    ui.add_space(6.0);
    let label = bench.t("codebook-label-en");
    let shown = field.label_en.as_deref().unwrap_or_default();
    let (_, typed) = line::line_ui(ui, id("label_en"), &label, shown, bench.is_editable);
    if let Some(typed) = typed {
        let typed = Some(typed).filter(|label| !label.is_empty());
        set(actions, &|field| field.label_en.clone_from(&typed));
    }
    ui.add_space(6.0);
    let label = ui.label(widgets::small(bench.t("codebook-field-kind"), tokens.ink2));
    ui.add_enabled_ui(bench.is_editable, |ui| {
        let combo =
            ComboBox::from_id_salt("field kind").selected_text(bench.t(field.kind.message()));
        let response = combo.show_ui(ui, |ui| {
            for kind in FieldKind::ALL {
                let is_it = kind == field.kind;
                let words = bench.t(kind.message());
                if ui.selectable_label(is_it, words).clicked() && !is_it {
                    set(actions, &|field| field.kind = kind);
                }
            }
        });
        response.response.labelled_by(label.id);
    });
    if field.kind.has_choices() {
        ui.add_space(6.0);
        let label = bench.t("codebook-field-choices");
        let shown = field.choices.join("\n");
        let (_, typed) = line::text_ui(ui, id("choices"), &label, &shown, bench.is_editable, 5);
        if let Some(typed) = typed {
            let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
            let choices: Vec<String> = lines.map(str::to_owned).collect();
            set(actions, &|field| field.choices.clone_from(&choices));
        }
        ui.label(widgets::small(
            bench.t("codebook-field-choices-about"),
            tokens.ink3,
        ));
    }
    ui.add_space(6.0);
    let mut required = field.required;
    let words = bench.t("codebook-field-required");
    let checkbox = egui::Checkbox::new(&mut required, words);
    if ui.add_enabled(bench.is_editable, checkbox).changed() {
        set(actions, &|field| field.required = required);
    }
    ui.add_space(12.0);
    fate_ui(ui, view, bench, field, actions);
}

/// Its place in the form, and what can become of it.
fn fate_ui(
    ui: &mut Ui,
    view: &mut FieldsView,
    bench: &Bench<'_>,
    field: &FieldDefinition,
    actions: &mut Vec<Action>,
) {
    let (of, name) = (field.of, field.name.clone());
    let n_uses = bench.open.uses().of_field(of, &name);
    let archive = |archived, actions: &mut Vec<Action>| {
        let mut field = field.clone();
        field.archived = archived;
        change(actions, Change::SetField(field));
    };
    if view.asks {
        let words = bench.of_uses("codebook-ask-archive-field", &field.label, n_uses);
        let answer = asking::question_ui(ui, bench, &words, "codebook-archive", "codebook-stay");
        view.asks = answer.is_none();
        if answer == Some(true) {
            archive(true, actions);
        }
        return;
    }
    ui.horizontal(|ui| {
        for (id, by) in [("codebook-field-up", -1), ("codebook-field-down", 1)] {
            let button = egui::Button::new(bench.t(id));
            if ui.add_enabled(bench.is_editable, button).clicked() {
                let name = name.clone();
                change(actions, Change::MoveField { of, name, by });
            }
        }
        let id = if field.archived {
            "codebook-restore"
        } else {
            "codebook-archive"
        };
        let button = egui::Button::new(bench.t(id));
        if ui.add_enabled(bench.is_editable, button).clicked() {
            if field.archived {
                archive(false, actions);
            } else {
                view.asks = true;
            }
        }
        let button = egui::Button::new(bench.t("codebook-remove"));
        let response = ui.add_enabled(bench.is_editable && n_uses == 0, button);
        let words = bench.of_uses("codebook-in-use", &field.label, n_uses);
        if response.on_disabled_hover_text(words).clicked() {
            change(actions, Change::RemoveField { of, name });
        }
    });
}
