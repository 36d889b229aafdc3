//! The types of mentions: the seven built-in ones, which can be called and coloured otherwise, and the folder's own.

use std::sync::{Arc, LazyLock};

use egui::{ComboBox, Id, Rect, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

use super::{Bench, LIST_WIDTH, asking, change, line};
use crate::codebook::{
    BUILT_IN_TYPES, BuiltInType, Change, Codebook, PALETTE, TYPE_KEYS, TypeDefinition, parse_colour,
};
use crate::extract::MentionType;
use crate::session::Action;
use crate::ui::theme::{self, Tokens, size};
use crate::ui::{type_name, widgets};

/// What the program calls its types, and how they look.
static AS_PROGRAM: LazyLock<Codebook> = LazyLock::new(Codebook::built_in);

/// What the part remembers.
#[derive(Debug, Default)]
pub(super) struct TypesView {
    selected: Option<String>,
    next: Option<String>,
    wants_name: bool,
    /// Archiving waits for an answer.
    asks: bool,
}

/// Paints the part: the list, and the form of the type chosen in it.
pub(super) fn types_ui(
    ui: &mut Ui,
    view: &mut TypesView,
    bench: &Bench<'_>,
    actions: &mut Vec<Action>,
) {
    if let Some(next) = view.next.take() {
        view.asks &= view.selected.as_ref() == Some(&next);
        view.selected = Some(next);
    }
    let selected = view.selected.clone().unwrap_or_default();
    let own = bench.codebook().own_type(&selected).cloned();
    let built_in = BUILT_IN_TYPES.iter().find(|name| **name == selected);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(LIST_WIDTH);
            list_ui(ui, view, bench, actions);
        });
        ui.add_space(16.0);
        ui.vertical(|ui| match own {
            Some(definition) => own_ui(ui, view, bench, &definition, actions),
            None => built_in_ui(
                ui,
                view,
                bench,
                built_in.unwrap_or(&BUILT_IN_TYPES[0]),
                actions,
            ),
        });
    });
}

fn list_ui(ui: &mut Ui, view: &mut TypesView, bench: &Bench<'_>, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    let height = bench.height - 40.0;
    let codebook = bench.codebook();
    ScrollArea::vertical()
        .id_salt("types")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let own = codebook.types.iter().map(|known| &*known.name);
            for name in BUILT_IN_TYPES.into_iter().chain(own) {
                let kind = MentionType::from_name(name);
                let words = type_name(&kind, codebook, bench.language);
                let n_uses = bench.open.uses().of_type(name);
                let is_selected = view.selected.as_deref().unwrap_or(BUILT_IN_TYPES[0]) == name;
                let label = bench.of_uses("codebook-type-row", &words, n_uses);
                let (rect, response) = widgets::list_row(ui, &label, is_selected);
                let y = rect.center().y;
                let colours = tokens.of_type(&kind, codebook);
                let mark = theme::badge_of(&kind, codebook);
                widgets::paint_badge(ui, pos2(rect.left() + 18.0, y), mark, colours);
                let is_offered = codebook.offers_type(name);
                let mut uses = bench.of_uses("codebook-uses", name, n_uses);
                if !is_offered {
                    uses = format!("{} · {uses}", bench.t("codebook-archived"));
                }
                let font = theme::regular(size::SMALL);
                let end = pos2(rect.right() - 8.0, y);
                let end = widgets::paint_words_right(ui, end, &uses, font, tokens.ink3);
                let colour = if is_offered { tokens.ink } else { tokens.ink3 };
                let start = pos2(rect.left() + 36.0, y);
                let font = theme::regular(size::TEXT);
                widgets::paint_words(ui, start, end - start.x - 8.0, &words, font, colour);
                if response.clicked() {
                    view.next = Some(name.to_owned());
                }
            }
        });
    ui.add_space(4.0);
    let button = egui::Button::new(format!("＋ {}", bench.t("codebook-add-type")));
    if ui.add_enabled(bench.is_editable, button).clicked() {
        let definition = new_type(bench);
        view.next = Some(definition.name.to_string());
        view.wants_name = true;
        change(actions, Change::AddType(definition));
    }
}

/// A type with a name, character and colour that no other has.
fn new_type(bench: &Bench<'_>) -> TypeDefinition {
    let codebook = bench.codebook();
    let label = bench.t("codebook-new-type");
    let names = std::iter::once(label.clone()).chain((2..).map(|n| format!("{label}{n}")));
    let mut free = names.filter(|name| codebook.own_type(name).is_none());
    let label = free.next().unwrap_or(label);
    let is_free = |mark: &char| codebook.types.iter().all(|known| known.mark != *mark);
    let mark = "新项甲乙丙丁戊己庚辛".chars().find(is_free).unwrap_or('新');
    let is_unused = |colour: &&&str| codebook.types.iter().all(|known| known.colour != ***colour);
    let colour = PALETTE.iter().rev().find(is_unused).unwrap_or(&PALETTE[0]);
    TypeDefinition {
        name: Arc::from(&*label),
        label,
        label_en: None,
        mark,
        colour: (*colour).to_owned(),
        key: None,
        archived: false,
    }
}

/// What all types have, as the form shows and changes it.
struct Look {
    label: String,
    label_en: String,
    mark: char,
    colour: String,
}

/// The lines that all types have. Returns the look after a change.
fn look_ui(
    ui: &mut Ui,
    view: &mut TypesView,
    bench: &Bench<'_>,
    name: &str,
    look: &Look,
) -> Option<Look> {
    let Look {
        label,
        label_en,
        mark,
        colour,
    } = look;
    let changed = |change: &dyn Fn(&mut Look)| {
        let mut look = Look {
            label: label.clone(),
            label_en: label_en.clone(),
            mark: *mark,
            colour: colour.clone(),
        };
        change(&mut look);
        Some(look)
    };
    let mut result = None;
    let line = |ui: &mut Ui, part: &str, words: &str, shown: &str| {
        let id = Id::unique(("type", part, name));
        line::line_ui(ui, id, &bench.t(words), shown, bench.is_editable)
    };
    let (response, typed) = line(ui, "label", "codebook-type-label", label);
    if std::mem::take(&mut view.wants_name) {
        line::focus_all(ui, &response, label.chars().count());
    }
    if let Some(typed) = typed.filter(|typed| !typed.is_empty()) {
        result = changed(&|look| look.label.clone_from(&typed));
    }
    ui.add_space(6.0);
    let (_, typed) = line(ui, "label_en", "codebook-label-en", label_en);
    if let Some(typed) = typed {
        result = changed(&|look| look.label_en.clone_from(&typed));
    }
    ui.add_space(6.0);
    let (_, typed) = line(ui, "mark", "codebook-type-mark", &mark.to_string());
    if let Some(mark) = typed.and_then(|typed| typed.chars().next()) {
        result = changed(&|look| look.mark = mark);
    }
    ui.add_space(6.0);
    if let Some(colour) = colours_ui(ui, bench, name, *mark, colour) {
        result = changed(&|look| look.colour.clone_from(&colour));
    }
    result
}

/// The colours to choose from, each as a badge in the theme on show. First stands the program's own of a built-in type, which is no colour in the
/// file, and one that is none of the palette.
fn colours_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    name: &str,
    mark: char,
    colour: &str,
) -> Option<String> {
    let tokens = Tokens::of(ui.ctx());
    ui.label(widgets::small(bench.t("codebook-type-colour"), tokens.ink2));
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        let own = BUILT_IN_TYPES.contains(&name).then_some("");
        let is_other = !colour.is_empty() && !PALETTE.contains(&colour);
        let first = own.into_iter().chain(is_other.then_some(colour));
        let kind = MentionType::from_name(name);
        for (at, known) in first.chain(PALETTE).enumerate() {
            let is_chosen = known == colour;
            let (rect, response) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::click());
            let label = bench.of_uses("codebook-colour-named", known, at + 1);
            response.widget_info(|| {
                let is_enabled = bench.is_editable;
                egui::WidgetInfo::selected(egui::Role::Button, is_enabled, is_chosen, &label)
            });
            let colours = parse_colour(known).map_or_else(
                || tokens.of_type(&kind, &AS_PROGRAM),
                |rgb| tokens.of_colour(rgb),
            );
            widgets::paint_badge(ui, rect.center(), mark, colours);
            if is_chosen || response.has_focus() || response.hovered() {
                ring_ui(ui, rect, if is_chosen { tokens.ink } else { tokens.line });
            }
            if response.clicked() && bench.is_editable && !is_chosen {
                chosen = Some(known.to_owned());
            }
        }
    });
    chosen
}

fn ring_ui(ui: &Ui, rect: Rect, colour: egui::Color32) {
    let inside = egui::StrokeKind::Inside;
    let stroke = Stroke::new(1.5, colour);
    ui.painter().rect_stroke(rect, 6.0, stroke, inside);
}

fn own_ui(
    ui: &mut Ui,
    view: &mut TypesView,
    bench: &Bench<'_>,
    definition: &TypeDefinition,
    actions: &mut Vec<Action>,
) {
    let look = Look {
        label: definition.label.clone(),
        label_en: definition.label_en.clone().unwrap_or_default(),
        mark: definition.mark,
        colour: definition.colour.clone(),
    };
    let is_unsaved = bench.open.saved().own_type(&definition.name).is_none();
    let changed = look_ui(ui, view, bench, &definition.name, &look);
    if let Some(label) = changed.as_ref().map(|look| &look.label)
        && is_unsaved
        && *label != definition.label
    {
        // Its name in files is the first one that it is given.
        let (name, to) = (definition.name.to_string(), label.clone());
        view.next = Some(to.clone());
        change(actions, Change::NameType { name, to });
    } else if let Some(look) = changed {
        let mut definition = definition.clone();
        definition.label = look.label;
        definition.label_en = Some(look.label_en).filter(|label| !label.is_empty());
        definition.mark = look.mark;
        definition.colour = look.colour;
        change(actions, Change::SetType(definition));
    }
    ui.add_space(6.0);
    letter_ui(ui, bench, definition, actions);
    ui.add_space(12.0);
    let archive = |archived, actions: &mut Vec<Action>| {
        let mut definition = definition.clone();
        definition.archived = archived;
        change(actions, Change::SetType(definition));
    };
    let name = &definition.label;
    let n_uses = bench.open.uses().of_type(&definition.name);
    match archive_ui(ui, view, bench, name, n_uses, definition.archived) {
        Fate::Archive(archived) => archive(archived, actions),
        Fate::Remove => {
            let name = definition.name.to_string();
            change(actions, Change::RemoveType { name });
        }
        Fate::Stay => {}
    }
}

/// The letter in menus: one of those that mean nothing else there.
fn letter_ui(
    ui: &mut Ui,
    bench: &Bench<'_>,
    definition: &TypeDefinition,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let label = ui.label(widgets::small(bench.t("codebook-type-letter"), tokens.ink2));
    let automatic = bench.t("codebook-type-letter-free");
    let shown = definition.key.map_or(automatic.clone(), String::from);
    let combo = ComboBox::from_id_salt("type letter").selected_text(shown);
    ui.add_enabled_ui(bench.is_editable, |ui| {
        let response = combo.show_ui(ui, |ui| {
            let taken = |key: char| {
                let mut others = bench.codebook().types.iter();
                others.any(|other| other.key == Some(key) && other.name != definition.name)
            };
            let free = TYPE_KEYS.into_iter().filter(|key| !taken(*key));
            for key in std::iter::once(None).chain(free.map(Some)) {
                let words = key.map_or(automatic.clone(), String::from);
                let is_it = key == definition.key;
                if ui.selectable_label(is_it, words).clicked() && !is_it {
                    let mut definition = definition.clone();
                    definition.key = key;
                    change(actions, Change::SetType(definition));
                }
            }
        });
        response.response.labelled_by(label.id);
    });
}

fn built_in_ui(
    ui: &mut Ui,
    view: &mut TypesView,
    bench: &Bench<'_>,
    name: &str,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let known = bench.codebook().built_in_type(name).cloned();
    let definition = known.unwrap_or_else(|| BuiltInType::named(name));
    let kind = MentionType::from_name(name);
    let own_label = type_name(&kind, &AS_PROGRAM, bench.language);
    let shown = Look {
        label: definition
            .label
            .clone()
            .unwrap_or_else(|| own_label.clone()),
        label_en: definition.label_en.clone().unwrap_or_default(),
        mark: theme::badge_of(&kind, bench.codebook()),
        colour: definition.colour.clone().unwrap_or_default(),
    };
    ui.label(widgets::small(
        bench.t("codebook-type-built-in"),
        tokens.ink3,
    ));
    ui.add_space(4.0);
    if let Some(look) = look_ui(ui, view, bench, name, &shown) {
        let mut definition = definition.clone();
        let given = |words: String| Some(words).filter(|words| !words.is_empty());
        definition.label = given(look.label).filter(|label| *label != own_label);
        definition.label_en = given(look.label_en);
        let own_mark = theme::badge_of(&kind, &AS_PROGRAM);
        definition.mark = Some(look.mark).filter(|mark| *mark != own_mark);
        definition.colour = given(look.colour);
        change(actions, Change::SetBuiltIn(definition));
    }
    ui.add_space(12.0);
    let n_uses = bench.open.uses().of_type(name);
    let fate = archive_ui(ui, view, bench, &shown.label, n_uses, definition.archived);
    if let Fate::Archive(archived) = fate {
        let mut definition = definition.clone();
        definition.archived = archived;
        change(actions, Change::SetBuiltIn(definition));
    }
    let is_changed = definition != BuiltInType::named(name);
    let button = egui::Button::new(bench.t("keys-restore"));
    if ui
        .add_enabled(bench.is_editable && is_changed, button)
        .clicked()
    {
        change(actions, Change::SetBuiltIn(BuiltInType::named(name)));
    }
}

/// What is to become of a type.
enum Fate {
    Stay,
    Archive(bool),
    Remove,
}

/// Archiving, after a question that says how much is left out of sight; and for what nobody uses removing.
fn archive_ui(
    ui: &mut Ui,
    view: &mut TypesView,
    bench: &Bench<'_>,
    name: &str,
    n_uses: usize,
    is_archived: bool,
) -> Fate {
    if view.asks {
        let words = bench.of_uses("codebook-ask-archive-type", name, n_uses);
        let answer = asking::question_ui(ui, bench, &words, "codebook-archive", "codebook-stay");
        view.asks = answer.is_none();
        return match answer {
            Some(true) => Fate::Archive(true),
            _ => Fate::Stay,
        };
    }
    let mut fate = Fate::Stay;
    let is_own = view
        .selected
        .as_ref()
        .is_some_and(|name| bench.codebook().own_type(name).is_some());
    ui.horizontal(|ui| {
        let id = if is_archived {
            "codebook-restore"
        } else {
            "codebook-archive"
        };
        let button = egui::Button::new(bench.t(id));
        if ui.add_enabled(bench.is_editable, button).clicked() {
            if is_archived {
                fate = Fate::Archive(false);
            } else {
                view.asks = true;
            }
        }
        if is_own {
            let button = egui::Button::new(bench.t("codebook-remove"));
            let response = ui.add_enabled(bench.is_editable && n_uses == 0, button);
            let words = bench.of_uses("codebook-in-use", name, n_uses);
            if response.on_disabled_hover_text(words).clicked() {
                fate = Fate::Remove;
            }
        }
    });
    fate
}
