//! The form of a tag: its name, key and heading, what it was called, and merging, archiving or removing it.

use egui::{Id, Popup, ScrollArea, Ui};

use super::tag_tree::TagsView;
use super::{Bench, asking, change, line};
use crate::codebook::{Change, TagDefinition};
use crate::session::Action;
use crate::ui::theme::{self, Tokens, size};
use crate::ui::widgets;

/// What waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ask {
    /// The digit is another tag's.
    Key(char),
    /// Into which tag.
    Merge(String),
    Archive,
}

/// Paints the form of the tag that is chosen.
pub(super) fn tag_form_ui(
    ui: &mut Ui,
    view: &mut TagsView,
    bench: &Bench<'_>,
    actions: &mut Vec<Action>,
) {
    let selected = view.selected.as_deref();
    let Some(tag) = selected.and_then(|name| bench.codebook().tag(name)) else {
        return;
    };
    let tag = tag.clone();
    ScrollArea::vertical()
        .id_salt("tag form")
        .max_height(bench.height)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            // Room for the bar that scrolls.
            ui.set_width(ui.available_width() - 8.0);
            name_ui(ui, view, bench, &tag, actions);
            ui.add_space(8.0);
            key_ui(ui, view, bench, &tag, actions);
            if tag.parent.is_none() {
                ui.add_space(8.0);
                let id = Id::unique(("tag group", &tag.name));
                let label = bench.t("codebook-tag-group");
                let (_, typed) = line::line_ui(ui, id, &label, &tag.group, bench.is_editable);
                if let Some(group) = typed {
                    let tag = tag.name.clone();
                    change(actions, Change::SetTagGroup { tag, group });
                }
            }
            was_ui(ui, bench, &tag, actions);
            ui.add_space(12.0);
            ask_ui(ui, view, bench, &tag, actions);
            fate_ui(ui, view, bench, &tag, actions);
        });
}

fn name_ui(
    ui: &mut Ui,
    view: &mut TagsView,
    bench: &Bench<'_>,
    tag: &TagDefinition,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let id = Id::unique(("tag name", &tag.name));
    let label = bench.t("codebook-tag-name-label");
    let (response, typed) = line::line_ui(ui, id, &label, &tag.name, bench.is_editable);
    if std::mem::take(&mut view.wants_name) {
        line::focus_all(ui, &response, tag.name.chars().count());
    }
    if let Some(name) = typed {
        let tag = tag.name.clone();
        view.select(&name);
        change(actions, Change::RenameTag { tag, name });
    }
    let n_uses = bench.open.uses().of_tag(tag);
    let words = bench.of_uses("codebook-tag-uses", &tag.name, n_uses);
    ui.label(widgets::small(words, tokens.ink3));
}

/// The digits: which one the tag has, and whose the others are.
fn key_ui(
    ui: &mut Ui,
    view: &mut TagsView,
    bench: &Bench<'_>,
    tag: &TagDefinition,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(widgets::small(bench.t("codebook-tag-key"), tokens.ink2));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let none = (None, bench.t("keys-none"));
        let digits = ('1'..='9').map(|key| (Some(key), key.to_string()));
        for (key, words) in std::iter::once(none).chain(digits) {
            let mut others = bench.codebook().tags.iter();
            let other =
                others.find(|other| key.is_some() && other.key == key && other.name != tag.name);
            let colour = if other.is_some() {
                tokens.ink3
            } else {
                tokens.ink
            };
            let words = egui::RichText::new(words).color(colour);
            let button = egui::Button::selectable(tag.key == key, words);
            let mut response = ui.add_enabled(bench.is_editable, button);
            if let Some(key) = key {
                let label = bench.of_uses("codebook-set-key", &key.to_string(), 0);
                response.widget_info(|| {
                    egui::WidgetInfo::selected(
                        egui::Role::Button,
                        true,
                        tag.key == Some(key),
                        &label,
                    )
                });
            }
            if let Some(other) = other {
                let words = bench.of_uses("codebook-key-of", &other.name, 0);
                response = response.on_hover_text(words);
            }
            if response.clicked() {
                match (key, other) {
                    (Some(key), Some(_)) => view.asks = Some(Ask::Key(key)),
                    _ => set_key(tag, key, actions),
                }
            }
        }
    });
}

fn set_key(tag: &TagDefinition, key: Option<char>, actions: &mut Vec<Action>) {
    let tag = tag.name.clone();
    change(actions, Change::SetTagKey { tag, key });
}

/// The names under which it was given before; each can become a tag of its own again.
fn was_ui(ui: &mut Ui, bench: &Bench<'_>, tag: &TagDefinition, actions: &mut Vec<Action>) {
    if tag.was.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui.ctx());
    ui.add_space(8.0);
    ui.label(widgets::small(bench.t("codebook-tag-was"), tokens.ink2));
    for was in &tag.was {
        ui.horizontal(|ui| {
            ui.label(was);
            let n_uses = bench.open.uses().of_tag_name(was);
            let words = bench.of_uses("codebook-uses", was, n_uses);
            ui.label(widgets::small(words, tokens.ink3));
            let label = bench.of_uses("codebook-split-name", was, n_uses);
            let button = egui::Button::new(widgets::small(bench.t("codebook-split"), tokens.ink2));
            let response = ui.add_enabled(bench.is_editable, button);
            let response = response.on_hover_text(bench.t("codebook-split-about"));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
            if response.clicked() {
                let (tag, was) = (tag.name.clone(), was.clone());
                change(actions, Change::SplitTag { tag, was });
            }
        });
    }
}

/// The question that waits, with how many uses it is about.
fn ask_ui(
    ui: &mut Ui,
    view: &mut TagsView,
    bench: &Bench<'_>,
    tag: &TagDefinition,
    actions: &mut Vec<Action>,
) {
    let Some(ask) = view.asks.clone() else { return };
    let uses = bench.open.uses();
    let n_uses = uses.of_tag(tag);
    let (words, yes, no) = match &ask {
        Ask::Key(key) => {
            let mut tags = bench.codebook().tags.iter();
            let other = tags.find(|other| other.key == Some(*key));
            let arguments = [
                ("key", key.to_string().into()),
                ("other", other.map_or("", |other| &other.name).into()),
                ("command", tag.name.as_str().into()),
            ];
            let words = bench.language.with("codebook-ask-key", &arguments);
            (words, "keys-take", "keys-leave")
        }
        Ask::Merge(into) => {
            let whole = bench.codebook().tag(into);
            let n_whole = whole.map_or(0, |whole| uses.of_tag(whole));
            let arguments = [
                ("name", tag.name.as_str().into()),
                ("n", n_uses.into()),
                ("into", into.as_str().into()),
                ("m", n_whole.into()),
                ("all", (n_uses + n_whole).into()),
            ];
            let words = bench.language.with("codebook-ask-merge", &arguments);
            (words, "codebook-merge", "codebook-stay")
        }
        Ask::Archive => {
            let words = bench.of_uses("codebook-ask-archive", &tag.name, n_uses);
            (words, "codebook-archive", "codebook-stay")
        }
    };
    let Some(is_yes) = asking::question_ui(ui, bench, &words, yes, no) else {
        return;
    };
    view.asks = None;
    if !is_yes {
        return;
    }
    match ask {
        Ask::Key(key) => set_key(tag, Some(key), actions),
        Ask::Merge(into) => {
            let tag = tag.name.clone();
            view.select(&into);
            change(actions, Change::MergeTag { tag, into });
        }
        Ask::Archive => archive(tag, true, actions),
    }
}

fn archive(tag: &TagDefinition, archived: bool, actions: &mut Vec<Action>) {
    let tag = tag.name.clone();
    change(actions, Change::ArchiveTag { tag, archived });
}

/// What can become of the tag.
fn fate_ui(
    ui: &mut Ui,
    view: &mut TagsView,
    bench: &Bench<'_>,
    tag: &TagDefinition,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let n_uses = bench.open.uses().of_tag(tag);
    ui.horizontal(|ui| {
        let merge = format!("{} ▾", bench.t("codebook-merge-into"));
        let response = ui.add_enabled(bench.is_editable, egui::Button::new(merge));
        Popup::menu(&response).show(|ui| {
            ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
                let codebook = bench.codebook();
                for row in codebook.tag_rows() {
                    if codebook.is_within(&row.tag.name, &tag.name) {
                        continue;
                    }
                    let indent = "　".repeat(row.depth);
                    let button = egui::Button::new(format!("{indent}{}", row.tag.name));
                    let response = ui.add(button.frame(false));
                    let label = bench.of_uses("codebook-merge-with", &row.tag.name, 0);
                    response.widget_info(|| {
                        egui::WidgetInfo::labeled(egui::Role::Button, true, &label)
                    });
                    if response.clicked() {
                        view.asks = Some(Ask::Merge(row.tag.name.clone()));
                    }
                }
            });
        });
        if tag.archived {
            let button = egui::Button::new(bench.t("codebook-restore"));
            if ui.add_enabled(bench.is_editable, button).clicked() {
                archive(tag, false, actions);
            }
        } else {
            let button = egui::Button::new(bench.t("codebook-archive"));
            if ui.add_enabled(bench.is_editable, button).clicked() {
                view.asks = Some(Ask::Archive);
            }
        }
        let button = egui::Button::new(bench.t("codebook-remove"));
        let response = ui.add_enabled(bench.is_editable && n_uses == 0, button);
        let response =
            response.on_disabled_hover_text(bench.of_uses("codebook-in-use", &tag.name, n_uses));
        if response.clicked() {
            let tag = tag.name.clone();
            change(actions, Change::RemoveTag { tag });
        }
    });
    ui.add_space(4.0);
    let about = egui::RichText::new(bench.t("codebook-fate-about"))
        .font(theme::regular(size::SMALL))
        .color(tokens.ink3);
    ui.label(about);
}
