//! 要素: the mentions of the selected entry with their verdicts.

use egui::{Align2, Popup, RichText, Sense, Ui, pos2};

use super::conflict::conflict_ui;
use super::field::{self, MARGIN};
use super::history;
use super::{FormContext, FormView, Wanted, part_header};
use crate::annotation::{Slot, Verdict};
use crate::document::NodeId;
use crate::extract::MentionType;
use crate::i18n::grouped;
use crate::record::MentionRecord;
use crate::record::decision::Decision;
use crate::session::{Action, DraftKey, OnEverywhere};
use crate::ui::command::Command;
use crate::ui::theme::{self, Tokens, size};
use crate::ui::widgets;
use crate::ui::{offered_types, type_name};

pub fn mentions_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    entry: NodeId,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    let tokens = Tokens::of(ui.ctx());
    let mentions: Vec<(usize, &MentionRecord)> = form.document.mentions_of(entry).collect();
    let n_in_force = mentions
        .iter()
        .filter(|(_, mention)| mention.is_in_force())
        .count();
    let has_undecided = mentions
        .iter()
        .any(|(_, mention)| mention.verdict.is_none());
    part_header(
        ui,
        &form
            .language
            .with("form-mentions", &[("n", n_in_force.into())]),
        |ui| {
            if has_undecided && form.is_editable {
                let words = widgets::small(form.language.t("form-accept-all"), tokens.ink2);
                let response = ui.add(egui::Button::new(words).frame(false));
                if response
                    .on_hover_text(widgets::tooltip(Command::AcceptAll, form.language))
                    .clicked()
                {
                    commands.push(Command::AcceptAll);
                }
                widgets::key_cap(ui, &Command::AcceptAll.key_text(), tokens.ink3, tokens.line);
            }
        },
    );
    ui.spacing_mut().item_spacing.y = 0.0;
    let selected = form.document.selected_mention();
    if mentions.is_empty() {
        ui.horizontal(|ui| {
            ui.add_space(MARGIN);
            ui.label(widgets::small(
                form.language.with(
                    "form-no-mentions",
                    &[("key", Command::AddMention.key_text().into())],
                ),
                tokens.ink3,
            ));
        });
    }
    for (at, mention) in mentions {
        let is_selected = selected == Some(at);
        mention_row(
            ui,
            form,
            mention,
            is_selected,
            view.wants_selection,
            actions,
        );
        if is_selected {
            editor_ui(ui, form, view, mention, actions, commands);
        }
        let (kind, span) = mention.origin.clone();
        let inset = egui::Frame::new().inner_margin(egui::Margin::symmetric(MARGIN as i8, 0));
        inset.show(ui, |ui| {
            conflict_ui(ui, form, &Slot::Mention(kind, span), actions);
        });
    }
    view.wants_selection = false;
    ui.spacing_mut().item_spacing.y = 4.0;
}

/// One row: badge, words, what is counted, value, verdict.
fn mention_row(
    ui: &mut Ui,
    form: &FormContext<'_>,
    mention: &MentionRecord,
    is_selected: bool,
    wants_selection: bool,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let codebook = form.session.codebook();
    let quote = one_line(form.document.loaded.source.text.slice(mention.span));
    let (rect, response) = widgets::list_row(ui, &quote, is_selected);
    if is_selected && wants_selection {
        response.scroll_to_me(None);
    }
    let y = rect.center().y;
    let colours = tokens.of_type(&mention.kind, &codebook);
    let mark = theme::badge_of(&mention.kind, &codebook);
    widgets::paint_badge(ui, pos2(rect.left() + MARGIN + 9.0, y), mark, colours);
    let end = verdict_ui(ui, form, mention, rect, actions);
    let is_rejected = mention.verdict == Some(Verdict::Rejected);
    let value_colour = match mention.verdict {
        Some(Verdict::Corrected | Verdict::Added) => tokens.red,
        _ => tokens.ink2,
    };
    let value_end = pos2(end - 8.0, y);
    let font = theme::regular(size::SMALL);
    let max_value = rect.width() * 0.42;
    let value = shown_value(&mention.kind, &mention.value);
    let value = shortened(ui, &value, max_value, &font);
    let start = widgets::paint_words_right(ui, value_end, &value, font.clone(), value_colour);
    let start = match &mention.was_value {
        Some(was) if !is_rejected => {
            let was = shown_value(&mention.kind, was);
            let was = shortened(ui, &was, max_value * 0.6, &font);
            let from = widgets::paint_words_right(
                ui,
                pos2(start - 6.0, y),
                &was,
                font.clone(),
                tokens.ink3,
            );
            strike(ui, from, start - 6.0, y, tokens);
            from
        }
        _ => start,
    };
    let more = mention.attributes.get("indicator");
    let words = match more.or_else(|| mention.attributes.get("full_name")) {
        Some(more) => format!("{quote} · {more}"),
        None => quote,
    };
    let at = pos2(rect.left() + MARGIN + 26.0, y);
    let colour = if is_rejected { tokens.ink3 } else { tokens.ink };
    let words_end = widgets::paint_words(
        ui,
        at,
        start - at.x - 8.0,
        &words,
        theme::regular(size::TEXT),
        colour,
    );
    if is_rejected {
        strike(ui, at.x, words_end, y, tokens);
    }
    if response.clicked() || response.secondary_clicked() {
        actions.push(Action::SelectMention(mention.kind.clone(), mention.span));
    }
    if response.hovered() {
        form.pointed.set(Some(mention.span));
    }
    Popup::context_menu(&response).show(|ui| {
        let command = Command::Everywhere;
        let button =
            egui::Button::new(command.name(form.language)).shortcut_text(command.key_text());
        if ui.add(button).clicked() {
            actions.push(Action::Everywhere(OnEverywhere::Open));
        }
    });
    response.on_hover_ui(|ui| about_ui(ui, form, mention));
}

/// The two signs at the right end of a row, or who decided. Returns where they begin.
fn verdict_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    mention: &MentionRecord,
    rect: egui::Rect,
    actions: &mut Vec<Action>,
) -> f32 {
    let tokens = Tokens::of(ui.ctx());
    let target = |mention: &MentionRecord| (mention.kind.clone(), mention.span);
    let (kind, span) = target(mention);
    let choices = [
        (
            "✓",
            "command-accept",
            "step-accept",
            Decision::Accept {
                kind: kind.clone(),
                span,
            },
            None,
        ),
        (
            "✕",
            "command-reject",
            "step-reject",
            Decision::Reject { kind, span },
            Some(Verdict::Rejected),
        ),
    ];
    let start = rect.right() - MARGIN + 4.0 - 42.0;
    for (at, (sign, message, label, decision, verdict)) in choices.into_iter().enumerate() {
        let left = start + 22.0 * at as f32;
        let cell =
            egui::Rect::from_min_max(pos2(left, rect.top()), pos2(left + 20.0, rect.bottom()));
        let name = form.language.t(message);
        let response = ui.interact(
            cell,
            egui::Id::unique((sign, form.index, &mention.origin)),
            Sense::click(),
        );
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Button, form.is_editable, &*name)
        });
        let is_this = match verdict {
            Some(verdict) => mention.verdict == Some(verdict),
            None => mention.verdict.is_some() && mention.is_in_force(),
        };
        let colour = match (is_this, verdict) {
            (true, None) => tokens.ok,
            (true, Some(_)) => tokens.red,
            (false, _) if response.hovered() => tokens.ink,
            (false, _) => tokens.ink3,
        };
        ui.painter().text(
            cell.center(),
            Align2::CENTER_CENTER,
            sign,
            theme::regular(size::TEXT),
            colour,
        );
        if response.on_hover_text(&*name).clicked() && form.is_editable {
            actions.push(Action::Decide(label, vec![decision]));
        }
    }
    start - 2.0
}

/// What stands under the selected row: the value to type, the type to change, the way back.
fn editor_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    view: &mut FormView,
    mention: &MentionRecord,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    let tokens = Tokens::of(ui.ctx());
    let key = DraftKey::MentionValue(form.index, mention.kind.clone(), mention.span);
    let draft = form.session.drafts().get(&key);
    let problem = draft.and_then(|draft| draft.problem);
    let inset = egui::Frame::new()
        .fill(tokens.selection)
        .inner_margin(egui::Margin {
            left: 40,
            right: MARGIN as i8,
            top: 0,
            bottom: 8,
        });
    inset.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let label = ui.label(widgets::small(form.language.t("field-value"), tokens.ink2));
        let line = if problem.is_some() {
            tokens.red
        } else {
            tokens.line
        };
        widgets::input_ui(ui, line, |ui| {
            let hint = form.language.t(value_hint(&mention.kind));
            let response = field::draft_edit(
                ui,
                form,
                view,
                &key,
                &mention.value,
                &hint,
                tokens.ink,
                label.id,
                actions,
            );
            if view.wants_focus == Some(Wanted::Value) {
                view.wants_focus = None;
                response.request_focus();
                select_all(ui, &response);
            }
        });
        if let Some(problem) = problem {
            field::problem_ui(ui, problem, form.language);
        }
        ui.horizontal_wrapped(|ui| {
            type_menu(ui, form, mention, actions);
            for command in [
                Command::SpanFromSelection,
                Command::PutBack,
                Command::Everywhere,
            ] {
                let is_useful = match command {
                    Command::PutBack => form.is_editable && mention.verdict.is_some(),
                    // Where the same stands can be looked at whatever may be decided.
                    Command::Everywhere => true,
                    _ => form.is_editable,
                };
                let is_enabled = is_useful && command.is_enabled(form.session);
                let words = format!("{}  {}", command.name(form.language), command.key_text());
                let button = egui::Button::new(widgets::small(words, tokens.ink2));
                if ui
                    .add_enabled(is_enabled, button)
                    .on_hover_text(command.about(form.language))
                    .clicked()
                {
                    commands.push(command);
                }
            }
        });
        about_ui(ui, form, mention);
    });
}

/// All of what stands in a field is marked, so that typing replaces it.
fn select_all(ui: &Ui, response: &egui::Response) {
    let mut state = egui::TextEdit::load_state(ui.ctx(), response.id).unwrap_or_default();
    let range = egui::text::CCursorRange::two(
        egui::text::CCursor::new(0),
        egui::text::CCursor::new(usize::MAX),
    );
    state.cursor.set_char_range(Some(range));
    state.store(ui.ctx(), response.id);
}

/// Another type for the mention.
fn type_menu(
    ui: &mut Ui,
    form: &FormContext<'_>,
    mention: &MentionRecord,
    actions: &mut Vec<Action>,
) {
    let codebook = form.session.codebook();
    let words = format!("{} ▾", type_name(&mention.kind, &codebook, form.language));
    let tokens = Tokens::of(ui.ctx());
    let response = ui.add_enabled(
        form.is_editable,
        egui::Button::new(widgets::small(words, tokens.ink2)),
    );
    let kinds = offered_types(&codebook);
    Popup::menu(&response).show(|ui| {
        for new_kind in kinds {
            let is_it = new_kind == mention.kind;
            let name = type_name(&new_kind, &codebook, form.language);
            let text = format!("{} {name}", theme::badge_of(&new_kind, &codebook));
            if ui.add(egui::Button::selectable(is_it, text)).clicked() && !is_it {
                let decision = Decision::Correct {
                    kind: mention.kind.clone(),
                    span: mention.span,
                    new_kind: Some(new_kind),
                    new_span: None,
                    value: None,
                };
                actions.push(Action::Decide("step-correct", vec![decision]));
            }
        }
    });
}

/// Who says so: the rule, and everyone who decided on it; and what else is known.
fn about_ui(ui: &mut Ui, form: &FormContext<'_>, mention: &MentionRecord) {
    let tokens = Tokens::of(ui.ctx());
    if let Some(rule) = mention.rule {
        let words = form.language.with("origin-rule", &[("rule", rule.into())]);
        ui.label(widgets::small(words, tokens.ink3));
    }
    for (name, value) in mention.attributes.iter() {
        let name = form
            .language
            .t(&format!("attribute-{}", name.replace('_', "-")));
        let value = if value == "true" {
            form.language.t("export-yes")
        } else {
            value.into()
        };
        ui.label(widgets::small(format!("{name}: {value}"), tokens.ink3));
    }
    if let Some(was) = &mention.was_value {
        let words = form
            .language
            .with("origin-was", &[("was", was.as_str().into())]);
        ui.label(RichText::new(words).size(size::SMALL).color(tokens.ink3));
    }
    for line in history::lines_of_mention(form, &mention.origin) {
        ui.label(widgets::small(line, tokens.ink3));
    }
}

/// A value as it is read: the digits of a long number in groups.
#[must_use]
pub fn shown_value(kind: &MentionType, value: &str) -> String {
    if *kind != MentionType::Metric {
        return value.to_owned();
    }
    let numbers = value.split(' ').map(grouped);
    numbers.collect::<Vec<_>>().join(" ")
}

/// The message naming a verdict.
#[must_use]
pub const fn verdict_message(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "verdict-accepted",
        Verdict::Corrected => "verdict-corrected",
        Verdict::Rejected => "verdict-rejected",
        Verdict::Added => "verdict-added",
    }
}

/// An example of the value that a type takes.
const fn value_hint(kind: &MentionType) -> &'static str {
    match kind {
        MentionType::Date => "hint-date",
        MentionType::Metric => "hint-metric",
        MentionType::Place => "hint-place",
        MentionType::Person => "hint-person",
        _ => "hint-name",
    }
}

fn one_line(words: &str) -> String {
    words
        .split('\n')
        .map(|line| line.trim_matches(crate::text::is_space))
        .collect()
}

/// Words that fit a width, with … where they are cut.
fn shortened(ui: &Ui, words: &str, width: f32, font: &egui::FontId) -> String {
    let per_char = font.size * 0.55;
    let n_most = (width / per_char) as usize;
    let full: f32 = words
        .chars()
        .map(|c| if c.is_ascii() { per_char } else { font.size })
        .sum();
    if full <= width || ui.available_width() <= 0.0 {
        return words.to_owned();
    }
    let mut left = width - font.size;
    let cut: String = words
        .chars()
        .take(n_most)
        .take_while(|c| {
            left -= if c.is_ascii() { per_char } else { font.size };
            left >= 0.0
        })
        .collect();
    format!("{cut}…")
}

fn strike(ui: &Ui, from: f32, to: f32, y: f32, tokens: &Tokens) {
    ui.painter()
        .hline(from..=to, y, egui::Stroke::new(1.0, tokens.ink3));
}
