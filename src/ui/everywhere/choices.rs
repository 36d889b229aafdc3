//! What is chosen above and below the list: in what places are like the mention, where they are looked for, what is done with those ticked.

use egui::{
    Button, ComboBox, Frame, Key, Margin, Modifiers, RichText, Role, Stroke, TextEdit, Ui,
    WidgetInfo, vec2,
};

use super::list::MARGIN;
use super::rows::{self, treatment_message};
use super::{EverywhereView, Wanted, is_typed};
use crate::annotation::Verdict;
use crate::extract::MentionType;
use crate::i18n::Language;
use crate::session::{Action, Likeness, OnEverywhere, Outcome, Scope, Session, Treatment};
use crate::ui::form::problem_message;
use crate::ui::theme::{self, Tokens, size};
use crate::ui::{type_name, widgets};

/// What can be done, each with its key and whether it is what is chosen.
pub fn of(session: &Session) -> Vec<(Treatment, Key, bool)> {
    let everywhere = session.everywhere();
    let Some(subject) = everywhere.subject() else {
        return Vec::new();
    };
    let is_corrected = subject.verdict == Some(Verdict::Corrected);
    let choices = [
        (Treatment::Accept, Key::Y, true),
        (Treatment::Reject, Key::X, true),
        (Treatment::Likewise, Key::S, is_corrected),
        (Treatment::Value(subject.value.clone()), Key::E, true),
        (Treatment::Type(subject.kind.clone()), Key::K, true),
        (
            Treatment::Add,
            Key::M,
            everywhere.likeness() == Likeness::Words,
        ),
        (Treatment::Tag(String::new()), Key::T, true),
    ];
    let chosen = std::mem::discriminant(everywhere.treatment());
    let offered = choices.into_iter().filter(|(.., is_offered)| *is_offered);
    offered
        .map(|(choice, key, _)| {
            let is_chosen = std::mem::discriminant(&choice) == chosen;
            (choice, key, is_chosen)
        })
        .collect()
}

/// Chooses what is done; where something is to be typed the field takes the focus.
pub fn choose(
    view: &mut EverywhereView,
    session: &Session,
    choice: Treatment,
    actions: &mut Vec<Action>,
) {
    let known = session.everywhere().treatment();
    let is_new = std::mem::discriminant(known) != std::mem::discriminant(&choice);
    if is_typed(&choice) {
        if is_new {
            view.typed = match &choice {
                Treatment::Value(value) => value.clone(),
                _ => String::new(),
            };
        }
        view.wants_focus = Some(Wanted::Field);
    }
    if is_new {
        actions.push(Action::Everywhere(OnEverywhere::Treat(choice)));
    }
}

/// In what places are like the mention, and where they are looked for.
pub fn likeness_ui(ui: &mut Ui, session: &Session, language: Language, actions: &mut Vec<Action>) {
    let everywhere = session.everywhere();
    let (likeness, scope) = (everywhere.likeness(), everywhere.scope());
    let has_rule = everywhere
        .subject()
        .is_some_and(|subject| subject.rule.is_some());
    wrapped(ui, |ui| {
        for (choice, id) in [
            (Scope::Folder, "search-all"),
            (Scope::Document, "search-here"),
        ] {
            if choice_ui(ui, scope == choice, &language.t(id), "").clicked() {
                actions.push(Action::Everywhere(OnEverywhere::Look(likeness, choice)));
            }
        }
        ui.add_space(10.0);
        for choice in Likeness::ALL {
            let id = match choice {
                Likeness::Words => "everywhere-words",
                Likeness::Value => "everywhere-value",
                Likeness::Rule => "everywhere-rule",
            };
            // What a reviewer added no rule has found.
            if choice == Likeness::Rule && !has_rule {
                continue;
            }
            let about = language.t(&format!("{id}-about"));
            let response = choice_ui(ui, likeness == choice, &language.t(id), "");
            if response.on_hover_text(about).clicked() {
                actions.push(Action::Everywhere(OnEverywhere::Look(choice, scope)));
            }
        }
    });
}

/// What is done with the ticked places, and what it needs.
pub fn treatment_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut EverywhereView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    wrapped(ui, |ui| {
        for (choice, key, is_chosen) in of(session) {
            let name = language.t(treatment_message(&choice));
            if choice_ui(ui, is_chosen, &name, key.name()).clicked() {
                choose(view, session, choice, actions);
            }
        }
    });
    let treatment = session.everywhere().treatment().clone();
    match &treatment {
        Treatment::Value(known) => field_ui(ui, session, view, known, language, actions),
        Treatment::Type(kind) => type_ui(ui, session, kind, language, actions),
        Treatment::Tag(known) => {
            field_ui(ui, session, view, known, language, actions);
            tags_ui(ui, session, view, known, language, actions);
        }
        Treatment::Accept | Treatment::Reject | Treatment::Likewise | Treatment::Add => {}
    }
}

/// The field of the value or tag. What is typed is taken when the field is left: an input method writes into it what it is still composing.
fn field_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut EverywhereView,
    known: &str,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let is_value = matches!(session.everywhere().treatment(), Treatment::Value(_));
    let hint = language.t(if is_value {
        "field-value"
    } else {
        "table-other-tag"
    });
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(MARGIN);
        let width = ui.available_width() - MARGIN - 8.0;
        let edit = TextEdit::singleline(&mut view.typed)
            .hint_text(&*hint)
            .desired_width(width);
        let response = ui.add(edit);
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &*hint));
        if view.wants_focus == Some(Wanted::Field) {
            view.wants_focus = None;
            response.request_focus();
        }
        if response.lost_focus() {
            if view.typed != known {
                let typed = view.typed.clone();
                actions.push(Action::Everywhere(OnEverywhere::Treat(if is_value {
                    Treatment::Value(typed)
                } else {
                    Treatment::Tag(typed)
                })));
            }
            // Taken out of the input: the list, which has the focus next, is not to do anything by it.
            let is_ended = ui.input_mut(|input| {
                input.consume_key(Modifiers::NONE, Key::Enter)
                    || input.consume_key(Modifiers::NONE, Key::Escape)
            });
            if is_ended {
                view.wants_focus = Some(Wanted::List);
            }
        }
    });
    if let Some(problem) = session
        .everywhere()
        .preview()
        .problem
        .filter(|_| !known.is_empty())
    {
        let tokens = Tokens::of(ui.ctx());
        ui.horizontal_wrapped(|ui| {
            ui.add_space(MARGIN);
            ui.label(widgets::small(
                language.t(problem_message(problem)),
                tokens.red,
            ));
        });
    }
}

/// The types that they can become.
fn type_ui(
    ui: &mut Ui,
    session: &Session,
    kind: &MentionType,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let codebook = session.codebook();
    let custom = codebook.types.iter();
    let custom = custom.map(|definition| MentionType::Custom(definition.name.clone()));
    let kinds = MentionType::BUILT_IN.into_iter().chain(custom);
    let words = |kind: &MentionType| {
        let name = type_name(kind, &codebook, language);
        format!("{} {name}", theme::badge_of(kind, &codebook))
    };
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(MARGIN);
        ComboBox::from_id_salt("everywhere type")
            .selected_text(words(kind))
            .show_ui(ui, |ui| {
                for other in kinds {
                    if ui.selectable_label(other == *kind, words(&other)).clicked() {
                        let treatment = Treatment::Type(other);
                        actions.push(Action::Everywhere(OnEverywhere::Treat(treatment)));
                    }
                }
            });
    });
}

/// The codebook's tags, one click each.
fn tags_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut EverywhereView,
    known: &str,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let codebook = session.codebook();
    if codebook.tags.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(MARGIN);
        let given = codebook.tags.iter().find(|tag| tag.name == known);
        let any = language.t("everywhere-choose-tag");
        ComboBox::from_id_salt("everywhere tag")
            .selected_text(given.map_or(&*any, |tag| &tag.name))
            .show_ui(ui, |ui| {
                for tag in &codebook.tags {
                    if ui.selectable_label(tag.name == known, &tag.name).clicked() {
                        view.typed.clone_from(&tag.name);
                        view.wants_focus = Some(Wanted::List);
                        let treatment = Treatment::Tag(tag.name.clone());
                        actions.push(Action::Everywhere(OnEverywhere::Treat(treatment)));
                    }
                }
            });
    });
}

/// What would be done, or what was; and the button that does it, with its key while that is the list's.
pub fn apply_ui(
    ui: &mut Ui,
    session: &Session,
    has_focus: bool,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let everywhere = session.everywhere();
    let preview = everywhere.preview();
    ui.horizontal_wrapped(|ui| {
        ui.add_space(MARGIN);
        ui.spacing_mut().item_spacing.x = 6.0;
        if let Some(outcome) = everywhere.outcome() {
            outcome_ui(ui, outcome, language);
        } else {
            let words = rows::preview_words(preview, everywhere.treatment(), language);
            ui.label(widgets::small(words, tokens.ink2));
        }
    });
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.add_space(MARGIN);
        let width = ui.available_width() - MARGIN - 8.0;
        let name = language.t(treatment_message(everywhere.treatment()));
        let words = match preview.n_changes {
            0 => name.into_owned(),
            n => {
                let arguments = [("what", name.into()), ("n", n.into())];
                language.with("everywhere-apply", &arguments)
            }
        };
        let key = if has_focus { "  Enter" } else { "" };
        let button = Button::new(RichText::new(format!("{words}{key}")).color(tokens.on_badge()))
            .fill(tokens.red)
            .stroke(Stroke::NONE);
        let is_ready = preview.n_changes > 0 && preview.problem.is_none();
        let response = ui.add_enabled_ui(is_ready, |ui| ui.add_sized([width, 32.0], button));
        response
            .inner
            .widget_info(|| WidgetInfo::labeled(Role::Button, is_ready, &words));
        if response
            .inner
            .on_hover_text(language.t("everywhere-apply-about"))
            .clicked()
        {
            actions.push(Action::Everywhere(OnEverywhere::Apply));
        }
    });
}

fn outcome_ui(ui: &mut Ui, outcome: &Outcome, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    let Outcome {
        label,
        n_changes,
        n_documents,
        n_left,
        read_only,
    } = outcome;
    let done = language.with(
        "everywhere-done",
        &[
            ("what", language.t(label).into()),
            ("n", (*n_changes).into()),
            ("documents", (*n_documents).into()),
        ],
    );
    ui.label(widgets::small(done, tokens.ok));
    if *n_left > 0 {
        let words = language.with("everywhere-left", &[("n", (*n_left).into())]);
        ui.label(widgets::small(words, tokens.warn));
    }
    if !read_only.is_empty() {
        let words = language.with(
            "everywhere-left-read-only",
            &[
                ("n", read_only.len().into()),
                (
                    "paths",
                    read_only.join(&language.t("export-list-separator")).into(),
                ),
            ],
        );
        ui.label(widgets::small(words, tokens.warn));
    }
}

/// Buttons in as many lines as they need.
fn wrapped(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let tokens = Tokens::of(ui.ctx());
    let inset = Frame::new().inner_margin(Margin::symmetric(MARGIN as i8 - 2, 0));
    inset.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
            ui.spacing_mut().button_padding = vec2(6.0, 2.0);
            ui.visuals_mut().selection.bg_fill = tokens.selection;
            add(ui);
        });
    });
}

/// One of several that exclude each other, with its key where it has one.
fn choice_ui(ui: &mut Ui, is_chosen: bool, words: &str, key: &str) -> egui::Response {
    let tokens = Tokens::of(ui.ctx());
    let colour = if is_chosen { tokens.ink } else { tokens.ink2 };
    let mut button = Button::selectable(is_chosen, widgets::small(words, colour));
    let mut label = words.to_owned();
    if !key.is_empty() {
        button = button.shortcut_text(RichText::new(key).size(size::TINY).color(tokens.ink3));
        label = format!("{words} {key}");
    }
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &label));
    response
}
