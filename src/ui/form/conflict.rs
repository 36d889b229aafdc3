//! What reviewers decided differently on one slot, side by side, with the way to settle it.

use egui::{RichText, Ui};

use super::FormContext;
use super::mentions::verdict_message;
use super::tree::outline_words;
use crate::annotation::{Edit, Erratum, FieldDecision, LogEntry, Slot};
use crate::document::NodeId;
use crate::i18n::Language;
use crate::record::entry_anchor;
use crate::session::Action;
use crate::ui::theme::{Tokens, size};
use crate::ui::widgets;

/// Paints the conflict on a slot; nothing where there is none.
pub fn conflict_ui(ui: &mut Ui, form: &FormContext<'_>, slot: &Slot, actions: &mut Vec<Action>) {
    let Some(conflict) = form.document.loaded.annotation.conflict(slot) else {
        return;
    };
    let tokens = Tokens::of(ui.ctx());
    let frame = egui::Frame::new()
        .fill(tokens.red_ground)
        .corner_radius(size::RADIUS)
        .inner_margin(egui::Margin::symmetric(9, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let n = conflict.sides.len();
        let title = form.language.with("conflict-title", &[("n", n.into())]);
        ui.label(
            RichText::new(format!("! {title}"))
                .size(size::SMALL)
                .color(tokens.warn),
        );
        for (side, decision) in conflict.sides.iter().enumerate() {
            side_ui(ui, form, slot, side, decision, actions);
        }
        if let Some(base) = &conflict.base {
            let words = decision_words(base, form.language);
            let words = form
                .language
                .with("conflict-base", &[("was", words.into())]);
            ui.label(widgets::small(words, tokens.ink3));
        }
    });
}

/// One side: what, who, when, and the button that makes it hold.
fn side_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    slot: &Slot,
    side: usize,
    decision: &LogEntry,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.allocate_ui_with_layout(
        egui::vec2(ui.available_width(), size::INPUT),
        layout,
        |ui| {
            let words = decision_words(&decision.edit, form.language);
            let id = if side == 0 {
                "conflict-keep"
            } else {
                "conflict-take"
            };
            let button = egui::Button::new(widgets::small(form.language.t(id), tokens.ink));
            let response = ui.add_enabled(form.is_editable, button);
            let about = form
                .language
                .with("conflict-choose-about", &[("value", words.as_str().into())]);
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::Button, form.is_editable, &about)
            });
            if response.on_hover_text(&about).clicked() {
                actions.push(Action::SettleConflict(slot.clone(), side));
            }
            let nobody = form.language.t("conflict-unsigned");
            let by = decision.by.as_deref().unwrap_or(&nobody);
            let who = format!("{by} {}", form.language.time_of_stamp(&decision.at));
            ui.label(widgets::small(who, tokens.ink2));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let words = RichText::new(&words).size(size::TEXT).color(tokens.ink);
                ui.add(egui::Label::new(words).truncate())
                    .on_hover_text(decision_words(&decision.edit, form.language));
            });
        },
    );
}

/// The slot of an entry's field, note or status; `None` is the document's note or status.
pub fn slot_of(
    form: &FormContext<'_>,
    entry: Option<NodeId>,
    slot: impl FnOnce(Option<u32>) -> Slot,
) -> Slot {
    slot(entry.map(|entry| {
        let decided = form.document.record.node(entry).anchor.as_ref();
        let loaded = &form.document.loaded;
        decided.map_or_else(
            || entry_anchor(&loaded.source.text, &loaded.outline, entry).start,
            |anchor| anchor.start,
        )
    }))
}

/// What a decision says, without whom.
fn decision_words(edit: &Edit, language: Language) -> String {
    let put_back = || language.t("history-put-back").into_owned();
    let field = |decision: &Option<FieldDecision>| match decision {
        Some(decision) => decision.value.clone().unwrap_or_else(|| "–".to_owned()),
        None => put_back(),
    };
    match edit {
        Edit::Mention { decision, .. } => decision.as_ref().map_or_else(put_back, |decision| {
            let verdict = language.t(verdict_message(decision.verdict));
            let value = decision.value.as_deref().unwrap_or_default();
            let is_rejected = decision.verdict == crate::annotation::Verdict::Rejected;
            if is_rejected || value.is_empty() {
                format!("{verdict}“{}”", decision.anchor.quote)
            } else {
                format!("{verdict} {value}")
            }
        }),
        Edit::Outline { decision, .. } => decision
            .as_ref()
            .map_or_else(put_back, |decision| outline_words(decision, language)),
        Edit::DocumentField { decision, .. } | Edit::EntryField { decision, .. } => field(decision),
        Edit::Note { note, .. } => note
            .clone()
            .unwrap_or_else(|| language.t("conflict-no-note").into_owned()),
        Edit::Status { status, .. } => language.t(widgets::status_message(*status)).into_owned(),
        Edit::Erratum { erratum, .. } => {
            let words = |erratum: &Erratum| format!("“{}”", erratum.text);
            erratum.as_ref().map_or_else(put_back, words)
        }
        Edit::Tags { tags, .. } => tags.join("、"),
        Edit::Detached { detached, .. } => detached.anchor().quote.clone(),
        Edit::Conflict { conflict, .. } => {
            let sides = conflict.sides.iter();
            let words: Vec<String> = sides
                .map(|side| decision_words(&side.edit, language))
                .collect();
            words.join(" / ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Stamp, Status, Target};

    #[test]
    fn a_decision_is_said_in_a_few_words() {
        let status = Edit::Status {
            target: Target::Document,
            status: Status::Reviewed,
            stamp: Stamp::default(),
        };
        assert_eq!(decision_words(&status, Language::Chinese), "已审");
        let note = Edit::Note {
            target: Target::Document,
            note: None,
            stamp: Stamp::default(),
        };
        assert_eq!(decision_words(&note, Language::Chinese), "无备注");
    }
}
