//! 勘误: the corrections of the source in the selected entry or outside all entries, those that are proposed, and the one being typed.

use egui::{RichText, Ui};

use super::conflict::conflict_ui;
use super::field::{self, MARGIN};
use super::{FormContext, FormView, part_header};
use crate::annotation::{Erratum, Slot};
use crate::document::NodeId;
use crate::record::decision::Decision;
use crate::record::errata_in;
use crate::session::{Action, DraftKey, Proposal};
use crate::text::Span;
use crate::ui::command::Command;
use crate::ui::theme::{Tokens, size};
use crate::ui::widgets;

/// Paints the part where there is something in it.
pub fn errata_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    entry: Option<NodeId>,
    actions: &mut Vec<Action>,
) {
    let document = form.document;
    let errata = &document.record.errata;
    let is_here = |span: Span| document.entry_at(span.start) == entry;
    let known = errata
        .iter()
        .filter(|erratum| is_here(erratum.anchor.span()));
    let known: Vec<&Erratum> = known.collect();
    let proposals = document.proposals(entry);
    let text = &document.loaded.source.text;
    let typed = view
        .correcting
        .filter(|(index, span)| *index == form.index && text.get(*span).is_some())
        .map(|(_, span)| span)
        .filter(|span| {
            is_here(*span) && errata_in(errata, *span).all(|it| it.anchor.span() != *span)
        });
    // Where the decision that holds is to have none, the words still wait for a person.
    let disputed = document.loaded.annotation.conflicts.iter();
    let disputed: Vec<Span> = disputed
        .filter_map(|conflict| match conflict.slot()? {
            Slot::Erratum(span) => Some(span),
            _ => None,
        })
        .filter(|span| is_here(*span) && known.iter().all(|it| it.anchor.span() != *span))
        .collect();
    let is_empty = known.is_empty() && proposals.is_empty() && disputed.is_empty();
    if is_empty && typed.is_none() {
        return;
    }
    let tokens = Tokens::of(ui.ctx());
    part_header(ui, form.language.t("erratum").trim(), |_| {});
    let inset = egui::Frame::new().inner_margin(egui::Margin::symmetric(MARGIN as i8, 0));
    inset.show(ui, |ui| {
        for erratum in known {
            let span = erratum.anchor.span();
            one_ui(ui, form, view, span, Some(erratum), actions);
            conflict_ui(ui, form, &Slot::Erratum(span), actions);
        }
        for span in disputed {
            let quote = text.slice(span).replace('\n', " ");
            ui.label(widgets::small(format!("“{quote}”"), tokens.ink2));
            conflict_ui(ui, form, &Slot::Erratum(span), actions);
        }
        if let Some(span) = typed {
            let key = DraftKey::Correction(form.index, span);
            one_ui(ui, form, view, span, None, actions);
            let is_left = view.focused.as_ref() != Some(&key)
                && view.wants_draft.as_ref() != Some(&key)
                && form.session.drafts().get(&key).is_none();
            if is_left {
                view.correcting = None;
            }
        }
        for proposal in proposals {
            proposal_ui(ui, form, &proposal, actions);
        }
    });
}

/// One correction: the words, what they should be, who says so, and how that is taken back.
fn one_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    span: Span,
    erratum: Option<&Erratum>,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let quote = form
        .document
        .loaded
        .source
        .text
        .slice(span)
        .replace('\n', " ");
    let key = DraftKey::Correction(form.index, span);
    let label = RichText::new(format!("“{quote}” →"))
        .size(size::SMALL)
        .color(tokens.ink2);
    let label = ui.add(egui::Label::new(label).truncate());
    let problem = form
        .session
        .drafts()
        .get(&key)
        .and_then(|draft| draft.problem);
    let shown = erratum.map_or(quote.as_str(), |erratum| &erratum.text);
    let hint = form.language.t("erratum-nothing");
    let frame = widgets::input_ui(ui, tokens.red, |ui| {
        ui.horizontal(|ui| {
            let mut ends = widgets::Ends::of(ui);
            let (start, colour, label) = (&mut ends.start, tokens.red, label.id);
            field::draft_edit(
                start, form, view, &key, shown, &hint, colour, label, actions,
            );
            if let Some(erratum) = erratum {
                put_back_ui(&mut ends.end, form, erratum, actions);
            }
            ends.finish(ui);
        });
    });
    if let Some(problem) = problem {
        field::problem_ui(ui, problem, form.language);
    }
    if ui.rect_contains_pointer(frame.response.rect.union(label.rect)) {
        form.pointed.set(Some(span));
    }
}

/// Who corrected; a click takes it back.
fn put_back_ui(ui: &mut Ui, form: &FormContext<'_>, erratum: &Erratum, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    let by = erratum.by.as_deref().unwrap_or_default();
    let words = form.language.with("origin-person", &[("by", by.into())]);
    let words = RichText::new(format!("{} ↶", words.trim()))
        .size(size::TINY)
        .color(tokens.red);
    let about = form.language.with(
        "origin-put-back",
        &[
            ("was", erratum.anchor.quote.as_str().into()),
            ("at", form.language.time_of_stamp(&erratum.at).into()),
        ],
    );
    let response = ui.add_enabled(form.is_editable, egui::Button::new(words).frame(false));
    if response.on_hover_text(about).clicked() {
        let decision = Decision::Correction {
            span: erratum.anchor.span(),
            words: None,
        };
        actions.push(Action::Decide("step-put-back", vec![decision]));
    }
}

/// A correction that need only be agreed to.
fn proposal_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    proposal: &Proposal,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let Proposal { span, words } = proposal;
    let quote = form.document.loaded.source.text.slice(*span);
    let words_to = form.language.with(
        "erratum-proposed",
        &[("was", quote.into()), ("words", words.as_str().into())],
    );
    let words_to = format!("{words_to}  {}", Command::Correct.key_text());
    let button = egui::Button::new(
        RichText::new(words_to.trim_end())
            .size(size::SMALL)
            .color(tokens.warn),
    )
    .fill(tokens.paper)
    .stroke(egui::Stroke::new(1.0, tokens.warn));
    ui.add_space(4.0);
    let response = ui
        .add_enabled(form.is_editable, button)
        .on_hover_text(form.language.t("erratum-proposed-about").into_owned());
    if ui.rect_contains_pointer(response.rect) {
        form.pointed.set(Some(*span));
    }
    if response.clicked() {
        let decision = Decision::Correction {
            span: *span,
            words: Some(words.clone()),
        };
        actions.push(Action::Decide("step-correction", vec![decision]));
    }
}
