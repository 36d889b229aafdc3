//! What people changed about the tree: in words, and in the form of the node where it can be put back.

use egui::{RichText, Ui};

use super::conflict::conflict_ui;
use super::history::first_words;
use super::{FormContext, node_message};
use crate::annotation::{OutlineDecision, OutlineOp};
use crate::document::NodeId;
use crate::i18n::Language;
use crate::session::{Action, OpenDocument, Shape};
use crate::ui::command::Command;
use crate::ui::theme::{Tokens, size};
use crate::ui::widgets;

/// What a decision about the tree says, without its place.
#[must_use]
pub fn outline_words(decision: &OutlineDecision, language: Language) -> String {
    match &decision.op {
        OutlineOp::Split => language.t("outline-op-split").into_owned(),
        OutlineOp::Join => language.t("outline-op-join").into_owned(),
        OutlineOp::Kind(kind) => {
            let kind = language.t(node_message(*kind));
            language.with("outline-op-kind", &[("kind", kind.into())])
        }
        OutlineOp::Depth(depth) => {
            let level = u32::from(*depth) + 1;
            language.with("outline-op-depth", &[("n", level.into())])
        }
        OutlineOp::Lead(Some(lead)) => {
            let words = lead.quote.replace('\n', "");
            language.with("outline-op-lead", &[("words", words.into())])
        }
        OutlineOp::Lead(None) => language.t("outline-op-no-lead").into_owned(),
    }
}

/// What people changed about a node: what, who and when, a row for each decision.
#[must_use]
pub fn reshaped_words(document: &OpenDocument, node: NodeId, language: Language) -> Vec<String> {
    let start = document.loaded.outline.node(node).span.start;
    let words = |change: &OutlineDecision| {
        let words = signed_words(change, language);
        // What was joined stands elsewhere in the node.
        if change.anchor.start == start {
            words
        } else {
            format!("“{}”{words}", first_words(&change.anchor.quote))
        }
    };
    document.changes_of(node).iter().map(words).collect()
}

fn signed_words(decision: &OutlineDecision, language: Language) -> String {
    let by = decision.by.as_deref().unwrap_or_default();
    let who = format!("{by} {}", language.time_of_stamp(&decision.at));
    let arguments = [
        ("what", outline_words(decision, language).into()),
        ("who", who.trim().to_owned().into()),
    ];
    language.with("outline-changed-about", &arguments)
}

/// Paints what people changed about a node, with the way back; nothing where they did not.
pub fn changes_ui(ui: &mut Ui, form: &FormContext<'_>, node: NodeId, actions: &mut Vec<Action>) {
    let changes = reshaped_words(form.document, node, form.language);
    let disputed = form.document.disputed_in_tree(node);
    if changes.is_empty() && disputed.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui.ctx());
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(widgets::small(
            form.language.t("form-structure"),
            tokens.ink2,
        ));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let words = format!("{} ↶", form.language.t("form-structure-put-back"));
            let words = RichText::new(words).size(size::TINY).color(tokens.red);
            let button = egui::Button::new(words).frame(false);
            let about = widgets::tooltip(Command::Shape(Shape::PutBack), form.language);
            let response = ui
                .add_enabled(form.is_editable && !changes.is_empty(), button)
                .on_hover_text(about);
            if response.clicked() {
                actions.push(Action::Shape(Shape::PutBack));
            }
        });
    });
    if !changes.is_empty() {
        widgets::input_frame(tokens, tokens.red).show(ui, |ui| {
            ui.set_width(ui.available_width());
            for words in changes {
                ui.add(egui::Label::new(widgets::small(words, tokens.red)).wrap());
            }
        });
    }
    for slot in disputed {
        conflict_ui(ui, form, &slot, actions);
    }
}
