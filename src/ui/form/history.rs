//! Who decided what and when: the last decisions on an entry or on the document, and all of one value.

use egui::Ui;

use super::FormContext;
use super::mentions::verdict_message;
use super::tree::outline_words;
use crate::annotation::{Edit, FieldDecision, FieldName, LogEntry, Target};
use crate::document::NodeId;
use crate::extract::{EntryField, MentionType};
use crate::i18n::Language;
use crate::session::DraftKey;
use crate::text::Span;
use crate::ui::command::Command;
use crate::ui::theme::Tokens;
use crate::ui::widgets;

/// How many lines of the history the form shows.
const N_LINES: usize = 4;

/// Characters of a place in the tree that name it.
const NAMED_CHARS: usize = 10;

/// Paints the newest lines of the history, and the way to take the last step back.
pub fn history_ui(
    ui: &mut Ui,
    form: &FormContext<'_>,
    entry: Option<NodeId>,
    commands: &mut Vec<Command>,
) {
    let tokens = Tokens::of(ui.ctx());
    let lines = history_lines(form, entry);
    if lines.is_empty() {
        return;
    }
    ui.add_space(8.0);
    for (at, line) in lines.iter().enumerate() {
        ui.horizontal_wrapped(|ui| {
            ui.label(widgets::small(line, tokens.ink3));
            let can_undo = at == 0 && Command::Undo.is_enabled(form.session);
            if can_undo
                && ui
                    .link(widgets::small(
                        Command::Undo.name(form.language),
                        tokens.ink2,
                    ))
                    .clicked()
            {
                commands.push(Command::Undo);
            }
        });
    }
}

/// Every decision on the mention that the machine or its adder gave this type and place, newest first.
pub fn lines_of_mention(form: &FormContext<'_>, origin: &(MentionType, Span)) -> Vec<String> {
    lines_of(form, |edit| {
        matches!(edit, Edit::Mention { kind, anchor, .. }
            if (kind, anchor.span()) == (&origin.0, origin.1))
    })
}

/// Every decision on a field, newest first.
pub fn lines_of_field(form: &FormContext<'_>, key: &DraftKey) -> Vec<String> {
    let outline = &form.document.loaded.outline;
    lines_of(form, |edit| match (edit, key) {
        (Edit::DocumentField { field, .. }, DraftKey::DocumentField(_, known)) => {
            *field == (*known).into()
        }
        (Edit::DocumentField { field, .. }, DraftKey::OwnField(_, None, known)) => {
            field.name() == known
        }
        (Edit::EntryField { entry, field, .. }, DraftKey::OwnField(_, Some(id), known)) => {
            field == known && outline.node(*id).span.contains_offset(entry.start)
        }
        (Edit::EntryField { entry, field, .. }, DraftKey::EntryField(_, id, known)) => {
            field == known.name() && outline.node(*id).span.contains_offset(entry.start)
        }
        _ => false,
    })
}

fn lines_of(form: &FormContext<'_>, is_it: impl Fn(&Edit) -> bool) -> Vec<String> {
    let log = form.document.loaded.annotation.log.iter().rev();
    let lines = log.filter(|line| is_it(&line.edit));
    lines.map(|line| words(line, form.language)).collect()
}

/// The newest lines about an entry, or about the document itself, newest first.
fn history_lines(form: &FormContext<'_>, entry: Option<NodeId>) -> Vec<String> {
    let outline = &form.document.loaded.outline;
    let is_about = |edit: &Edit| match (edit.place(), entry) {
        (Some(offset), Some(entry)) => outline.node(entry).span.contains_offset(offset),
        (None, None) => true,
        _ => false,
    };
    let log = &form.document.loaded.annotation.log;
    let newest = log
        .iter()
        .rev()
        .filter(|line| is_about(&line.edit))
        .take(N_LINES);
    newest.map(|line| words(line, form.language)).collect()
}

/// A line of the history: when, who, what.
pub fn words(line: &LogEntry, language: Language) -> String {
    let what = edit_words(&line.edit, language);
    let who = line.by.as_deref().unwrap_or_default();
    format!("{} {who} {what}", language.time_of_stamp(&line.at)).replace("  ", " ")
}

/// What an edit does.
fn edit_words(edit: &Edit, language: Language) -> String {
    match edit {
        Edit::Mention {
            anchor,
            decision: Some(decision),
            ..
        } => {
            let verdict = language.t(verdict_message(decision.verdict));
            let was = decision.was.as_ref().and_then(|was| was.value.as_deref());
            match (was, &decision.value) {
                (Some(was), Some(value)) => format!("{verdict}“{}” {was} → {value}", anchor.quote),
                _ => format!("{verdict}“{}”", anchor.quote),
            }
        }
        Edit::Mention {
            anchor,
            decision: None,
            ..
        } => {
            format!("{}“{}”", language.t("history-put-back"), anchor.quote)
        }
        Edit::Outline {
            anchor, decision, ..
        } => {
            let what = decision.as_ref().map_or_else(
                || language.t("history-outline-put-back").into_owned(),
                |decision| outline_words(decision, language),
            );
            format!("“{}”{what}", first_words(&anchor.quote))
        }
        Edit::DocumentField { field, decision } => {
            let name = match field {
                FieldName::BuiltIn(field) => {
                    language.t(super::document::document_field_message(*field))
                }
                FieldName::Own(name) => name.clone().into(),
            };
            field_words(&name, decision.as_ref(), language)
        }
        Edit::EntryField {
            field, decision, ..
        } => {
            let name = EntryField::from_name(field).map_or_else(
                || field.clone().into(),
                |field| language.t(super::entry::entry_field_message(field)),
            );
            field_words(&name, decision.as_ref(), language)
        }
        Edit::Tags { tags, .. } if tags.is_empty() => format!("{} –", language.t("form-tags")),
        Edit::Tags { tags, .. } => format!("{} {}", language.t("form-tags"), tags.join("、")),
        Edit::Note { note, .. } => format!(
            "{} {}",
            language.t("form-note"),
            note.as_deref().unwrap_or("–").replace('\n', " ")
        ),
        Edit::Status { status, .. } => language.t(widgets::status_message(*status)).into_owned(),
        Edit::Erratum { anchor, erratum } => {
            let name = language.t("erratum");
            match erratum {
                Some(erratum) => format!("{name}“{}” → “{}”", anchor.quote, erratum.text),
                None => format!("{}{name}“{}”", language.t("history-put-back"), anchor.quote),
            }
        }
        Edit::Detached { detached, is_kept } => {
            let message = if *is_kept {
                "history-detached-back"
            } else {
                "history-detached-settled"
            };
            format!("{}“{}”", language.t(message), detached.anchor().quote)
        }
        Edit::Conflict { is_settled, .. } => {
            let id = if *is_settled {
                "history-settled"
            } else {
                "history-disputed"
            };
            language.t(id).into_owned()
        }
    }
}

/// What an edit does, and to what: for lists that are not about one entry.
#[must_use]
pub fn change_words(edit: &Edit, language: Language) -> String {
    let words = edit_words(edit, language);
    match edit {
        // These name their place themselves.
        Edit::Mention { .. }
        | Edit::Outline { .. }
        | Edit::DocumentField { .. }
        | Edit::Erratum { .. }
        | Edit::Detached { .. }
        | Edit::Conflict { .. } => words,
        Edit::EntryField { entry, .. }
        | Edit::Tags {
            target: Target::Entry(entry),
            ..
        }
        | Edit::Note {
            target: Target::Entry(entry),
            ..
        }
        | Edit::Status {
            target: Target::Entry(entry),
            ..
        } => format!("“{}” {words}", entry.quote),
        Edit::Tags { .. } | Edit::Note { .. } | Edit::Status { .. } => {
            format!("{} {words}", language.t("past-document"))
        }
    }
}

/// The first of the words at a place, on one line.
pub(super) fn first_words(quote: &str) -> String {
    let mut chars = quote.chars();
    let first: String = chars.by_ref().take(NAMED_CHARS).collect();
    let more = if chars.next().is_some() { "…" } else { "" };
    format!("{first}{more}")
}

fn field_words(name: &str, decision: Option<&FieldDecision>, language: Language) -> String {
    match decision {
        Some(decision) => format!("{name} → {}", decision.value.as_deref().unwrap_or("–")),
        None => format!("{}{name}", language.t("history-put-back")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::DocumentField;

    #[test]
    fn a_line_of_history_says_when_who_and_what() {
        let decision = FieldDecision {
            value: Some("科技司".into()),
            was: None,
            by: None,
            at: String::new(),
        };
        let line = LogEntry {
            at: "2026-11-21T20:34:00+08:00".into(),
            by: Some("李".into()),
            edit: Edit::DocumentField {
                field: DocumentField::Issuer.into(),
                decision: Some(decision),
            },
        };
        assert_eq!(
            words(&line, Language::Chinese),
            "11月21日 20:34 李 发文单位 → 科技司"
        );
    }

    #[test]
    fn a_change_in_a_list_says_what_it_is_about() {
        use crate::annotation::{Anchor, Stamp, Status};
        let anchor = Anchor {
            start: 0,
            end: 12,
            quote: "数字治理".into(),
            before: String::new(),
            after: String::new(),
        };
        let tags = |target| Edit::Tags {
            target,
            tags: Vec::new(),
            stamp: Stamp::default(),
        };
        let status = Edit::Status {
            target: Target::Document,
            status: Status::Reviewed,
            stamp: Stamp::default(),
        };
        let words = |edit: &Edit| change_words(edit, Language::Chinese);
        assert_eq!(words(&tags(Target::Entry(anchor))), "“数字治理” 标签 –");
        assert_eq!(words(&status), "整篇文档 已审");
    }
}
