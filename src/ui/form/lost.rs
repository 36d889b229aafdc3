//! 失锚: the decisions of the open document without a place, each with what stood around it then and where it may belong now.
//!
//! A click on one shows its likeliest place in the text, marked. It is put where the text is marked: that may be a place offered here or any other.

use egui::{Button, Frame, Margin, RichText, ScrollArea, Sense, Stroke, Ui};

use super::field::MARGIN;
use super::mentions::verdict_message;
use super::tree::outline_words;
use super::{FormContext, FormView};
use crate::annotation::{Anchor, EntryDecision};
use crate::i18n::Language;
use crate::record::decision::Decision;
use crate::record::lost::{Candidate, Lost, with_more};
use crate::session::Action;
use crate::text::Span;
use crate::ui::theme::{self, Tokens, size};
use crate::ui::{type_name, widgets};

/// Characters of marked words that the button names.
const NAMED_CHARS: usize = 10;

/// A lost decision in words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct LostRow {
    /// What was decided.
    what: String,
    /// Who decided, and when.
    who: String,
}

impl LostRow {
    fn of(lost: &Lost, form: &FormContext<'_>) -> Self {
        let language = form.language;
        let (what, by, at) = match (lost.mention(), lost.entry(), lost.outline()) {
            (Some(decision), ..) => {
                let kind = type_name(&decision.kind, &form.session.codebook(), language);
                let verdict = language.t(verdict_message(decision.verdict));
                let value = decision.value.as_deref().unwrap_or_default();
                let what = format!("{kind} {verdict} {value}");
                (what, &decision.by, &decision.at)
            }
            (_, Some(decision), _) => (entry_words(decision, language), &decision.by, &decision.at),
            (.., Some(decision)) => (
                outline_words(decision, language),
                &decision.by,
                &decision.at,
            ),
            (None, None, None) => {
                let erratum = lost
                    .erratum()
                    .expect("it is on a mention, an entry, the tree or the source");
                let what = format!("{} → “{}”", language.t("erratum").trim(), erratum.text);
                (what, &erratum.by, &erratum.at)
            }
        };
        let who = format!(
            "{} {}",
            by.as_deref().unwrap_or_default(),
            language.time_of_stamp(at)
        );
        Self {
            what: what.trim().to_owned(),
            who: who.trim().to_owned(),
        }
    }
}

/// What was decided on an entry.
fn entry_words(decision: &EntryDecision, language: Language) -> String {
    let mut parts = vec![language.t("node-entry").into_owned()];
    parts.push(
        language
            .t(widgets::status_message(decision.status))
            .into_owned(),
    );
    parts.extend(decision.tags.iter().cloned());
    parts.extend(
        decision
            .fields
            .values()
            .filter_map(|field| field.value.clone()),
    );
    parts.extend(decision.note.iter().map(|note| format!("“{note}”")));
    parts.join(" · ")
}

/// Paints the list in place of the form.
pub fn lost_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let lost = form.document.lost();
    let count = form
        .language
        .with("documents-detached", &[("n", lost.len().into())]);
    widgets::column_header(ui, &count, |ui| {
        let words = widgets::small(form.language.t("lost-back"), tokens.ink2);
        if ui.add(Button::new(words).frame(false)).clicked() {
            actions.push(Action::ShowLost(false));
        }
    });
    let inset = Frame::new().inner_margin(Margin::symmetric(MARGIN as i8, 8));
    inset.show(ui, |ui| {
        ui.label(widgets::small(
            form.language.t("detached-about"),
            tokens.ink3,
        ));
        all_ui(ui, form, &lost, actions);
    });
    view.lost = view.lost.min(lost.len().saturating_sub(1));
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .id_salt(("lost", form.index))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (at, lost) in lost.iter().enumerate() {
                one_ui(ui, form, view, (at, lost), actions);
            }
            ui.add_space(12.0);
        });
}

/// The way to the list, in the form of the document.
pub fn entrance_ui(ui: &mut Ui, form: &FormContext<'_>, actions: &mut Vec<Action>) {
    let n_lost = form.document.n_lost();
    if n_lost == 0 {
        return;
    }
    let tokens = Tokens::of(ui.ctx());
    let words = form.language.with("form-lost", &[("n", n_lost.into())]);
    let words = RichText::new(format!("!  {words}")).color(tokens.warn);
    let button = Button::new(words)
        .fill(tokens.paper)
        .stroke(Stroke::new(1.0, tokens.warn));
    if ui.add_sized([ui.available_width(), 32.0], button).clicked() {
        actions.push(Action::ShowLost(true));
    }
    ui.add_space(8.0);
}

/// What can be done with all of them.
fn all_ui(ui: &mut Ui, form: &FormContext<'_>, lost: &[Lost], actions: &mut Vec<Action>) {
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        if button_ui(ui, form, "lost-place-all", form.is_editable) {
            actions.push(Action::PlaceAllLost);
        }
        if button_ui(ui, form, "lost-note-all", form.is_editable) {
            actions.push(to_note(form, lost, None));
        }
        if button_ui(ui, form, "lost-drop-all", form.is_editable) {
            let decisions = lost.iter().cloned().map(Decision::DropLost);
            actions.push(Action::Decide("step-lost-drop", decisions.collect()));
        }
    });
}

/// A small button; its tooltip is the message with `-about`.
fn button_ui(ui: &mut Ui, form: &FormContext<'_>, message: &str, is_enabled: bool) -> bool {
    let words = RichText::new(form.language.t(message)).size(size::SMALL);
    ui.add_enabled(is_enabled, Button::new(words))
        .on_hover_text(&*form.language.t(&format!("{message}-about")))
        .clicked()
}

/// One decision: what, who, the old words; of the chosen one also the new places and what can be done.
fn one_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    (at, lost): (usize, &Lost),
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let is_chosen = view.lost == at;
    let row = LostRow::of(lost, form);
    let ground = if is_chosen {
        tokens.selection
    } else {
        tokens.panel
    };
    let frame = Frame::new()
        .fill(ground)
        .inner_margin(Margin::symmetric(MARGIN as i8, 8));
    let response = clickable_ui(ui, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            header_ui(ui, form, lost, &row);
            let then = form.language.t("lost-then");
            context_ui(ui, tokens, &then, lost.anchor(), tokens.warn);
            if is_chosen {
                places_ui(ui, form, lost, actions);
                settle_ui(ui, form, lost, actions);
            }
        });
    });
    let name = format!("{} {}", row.what, lost.anchor().quote);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, name.clone())
    });
    if response.clicked() && !is_chosen {
        view.lost = at;
        let candidates = lost.candidates(&form.document.loaded.source.text);
        if let Some(best) = candidates.first() {
            actions.push(Action::ShowPlace(best.span));
        }
    }
    widgets::hairline(ui);
}

/// What was decided and by whom.
fn header_ui(ui: &mut Ui, form: &FormContext<'_>, lost: &Lost, row: &LostRow) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        if let Some(decision) = lost.mention() {
            let codebook = form.session.codebook();
            let colours = tokens.of_type(&decision.kind, &codebook);
            let mark = theme::badge_of(&decision.kind, &codebook);
            let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(size::BADGE), Sense::hover());
            widgets::paint_badge(ui, rect.center(), mark, colours);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(widgets::small(&row.who, tokens.ink3));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(&row.what).color(tokens.ink)).truncate());
            });
        });
    });
}

/// A part that can be clicked as a whole, but for the buttons in it.
fn clickable_ui(ui: &mut Ui, paint: impl FnOnce(&mut Ui)) -> egui::Response {
    let builder = egui::UiBuilder::new().sense(Sense::click());
    let part = ui.scope_builder(builder, |ui| {
        ui.style_mut().interaction.selectable_labels = false;
        paint(ui);
    });
    part.response
}

/// Words in their context, on as many rows as they need.
fn context_ui(ui: &mut Ui, tokens: &Tokens, label: &str, anchor: &Anchor, colour: egui::Color32) {
    let plain = |words: &str| words.replace('\n', " ");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.label(widgets::small(format!("{label} "), tokens.ink2));
        ui.label(RichText::new(plain(&anchor.before)).color(tokens.ink3));
        ui.label(
            RichText::new(plain(&anchor.quote))
                .color(colour)
                .underline(),
        );
        ui.label(RichText::new(plain(&anchor.after)).color(tokens.ink3));
    });
}

/// Where it may belong now; a click shows the place in the text, marked.
fn places_ui(ui: &mut Ui, form: &FormContext<'_>, lost: &Lost, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    let text = &form.document.loaded.source.text;
    let candidates = lost.candidates(text);
    if candidates.is_empty() {
        ui.label(widgets::small(form.language.t("lost-nowhere"), tokens.ink3));
    }
    for (n, Candidate { span, is_exact }) in candidates.into_iter().enumerate() {
        let anchor = Anchor::of(span, text);
        let message = if is_exact {
            "lost-now"
        } else {
            "lost-now-other"
        };
        let label = form.language.with(message, &[("n", (n + 1).into())]);
        let is_marked = marked(form) == Some(span);
        let colour = if is_marked { tokens.red } else { tokens.ink };
        let response = clickable_ui(ui, |ui| context_ui(ui, tokens, &label, &anchor, colour));
        let name = format!("{label} {}", anchor.quote);
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::Button, true, is_marked, name.clone())
        });
        if response
            .on_hover_cursor(egui::CursorIcon::PointingHand)
            .clicked()
        {
            actions.push(Action::ShowPlace(span));
        }
    }
}

/// What can be done with one.
fn settle_ui(ui: &mut Ui, form: &FormContext<'_>, lost: &Lost, actions: &mut Vec<Action>) {
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let marked = marked(form);
        let words = match marked {
            Some(span) => form
                .language
                .with("lost-place", &[("words", named(form, span).into())]),
            None => form.language.t("lost-place-nothing").into_owned(),
        };
        let tokens = Tokens::of(ui.ctx());
        let can_place = form.is_editable && marked.is_some();
        let colour = if can_place {
            tokens.on_badge()
        } else {
            tokens.ink3
        };
        let mut button = Button::new(RichText::new(words).size(size::SMALL).color(colour));
        if can_place {
            button = button.fill(tokens.red).stroke(Stroke::NONE);
        }
        let response = ui.add_enabled(can_place, button);
        if let Some(span) = marked.filter(|_| response.clicked()) {
            let lost = lost.clone();
            let decision = Decision::PlaceLost { lost, span };
            actions.push(Action::Decide("step-lost-place", vec![decision]));
        }
        let entry = form.document.selected_entry().filter(|_| marked.is_some());
        let message = if entry.is_some() {
            "lost-note-entry"
        } else {
            "lost-note"
        };
        if button_ui(ui, form, message, form.is_editable) {
            actions.push(to_note(form, std::slice::from_ref(lost), entry));
        }
        if button_ui(ui, form, "lost-drop", form.is_editable) {
            let decision = Decision::DropLost(lost.clone());
            actions.push(Action::Decide("step-lost-drop", vec![decision]));
        }
    });
}

/// The marked text without white space at its ends.
fn marked(form: &FormContext<'_>) -> Option<Span> {
    let text = &form.document.loaded.source.text;
    let span = text.trim(form.document.selection.text_span()?);
    (!span.is_empty()).then_some(span)
}

/// The first of some words, on one line.
fn named(form: &FormContext<'_>, span: Span) -> String {
    let words = form.document.loaded.source.text.slice(span);
    let mut chars = words.chars();
    let first: String = chars.by_ref().take(NAMED_CHARS).collect();
    let more = if chars.next().is_some() { "…" } else { "" };
    format!("{}{more}", first.replace('\n', " "))
}

/// Keeps what was decided as a note on an entry, or on the document, below the note that is there.
fn to_note(
    form: &FormContext<'_>,
    lost: &[Lost],
    entry: Option<crate::document::NodeId>,
) -> Action {
    let record = &form.document.record;
    let known = entry.map_or(&record.note, |id| &record.node(id).note);
    let mut note = known.clone();
    let mut decisions = Vec::with_capacity(lost.len() + 1);
    for lost in lost {
        let LostRow { what, who } = LostRow::of(lost, form);
        let anchor = lost.anchor();
        let arguments = [
            ("what", what.into()),
            ("who", who.into()),
            ("before", anchor.before.replace('\n', " ").into()),
            ("quote", anchor.quote.replace('\n', " ").into()),
            ("after", anchor.after.replace('\n', " ").into()),
        ];
        let words = form.language.with("lost-as-note", &arguments);
        note = Some(with_more(note.as_deref(), &words));
        decisions.push(Decision::DropLost(lost.clone()));
    }
    let note = note.unwrap_or_default();
    decisions.push(Decision::Note { entry, note });
    Action::Decide("step-lost-note", decisions)
}
