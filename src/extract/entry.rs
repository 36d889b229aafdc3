//! The fields of entries that follow from their mentions: main date, main action, leading body.

use crate::document::{Found, Outline};
use crate::text::{Span, Text};

use super::lexicon::{lexicon, longest_prefix};
use super::{ACTIONS, EntryField, Extraction, Mention, MentionType};

/// The longest word for an action in characters.
const LONGEST_ACTION_CHARS: usize = 4;

/// Adds the derived fields of every entry.
pub(super) fn derive(text: &Text, outline: &Outline, extraction: &mut Extraction) {
    for (id, node) in outline.entries() {
        let mentions = &extraction.mentions;
        let from = mentions.partition_point(|mention| mention.span.start < node.span.start);
        let to = mentions.partition_point(|mention| mention.span.start < node.span.end);
        let own: Vec<&Mention> = mentions[from..to.max(from)]
            .iter()
            .filter(|mention| mention.node == id)
            .collect();
        let body = node.body();
        let fields = [
            (EntryField::Date, main_date(&own)),
            (EntryField::Action, main_action(text, body, &own)),
            (EntryField::Body, leading_body(&own, body)),
        ];
        for (field, found) in fields {
            if let Some(found) = found {
                extraction.entry_fields.insert((id, field), found);
            }
        }
    }
}

fn found(value: &str, span: Span, rule: &'static str) -> Found {
    Found {
        value: value.to_owned(),
        span: Some(span),
        rule,
    }
}

/// The first day; where there is none, the first date.
fn main_date(own: &[&Mention]) -> Option<Found> {
    let dates = || {
        own.iter()
            .filter(|mention| mention.kind == MentionType::Date)
    };
    let day = dates().find(|mention| {
        mention.value.len() >= "--05-24".len() && mention.value.matches('-').count() >= 2
    });
    day.or_else(|| dates().next())
        .map(|mention| found(&mention.value, mention.span, "entry.first_date"))
}

/// The first action word of the body that stands in no other mention; 其他 where the body has none.
fn main_action(text: &Text, body: Span, own: &[&Mention]) -> Option<Found> {
    let slice = text.get(body).filter(|slice| !slice.is_empty())?;
    let first = slice.char_indices().take(600).find_map(|(at, _)| {
        let (word, code) = action(&slice[at..])?;
        let span = Span::from_usize(
            body.start as usize + at,
            body.start as usize + at + word.len(),
        );
        let inside = own.iter().any(|mention| mention.span.overlaps(span));
        (!inside && !is_attribute(slice, at, word)).then_some((span, code))
    });
    Some(match first {
        Some((span, code)) => found(code, span, "entry.first_action"),
        None => Found {
            value: ACTIONS[ACTIONS.len() - 1].to_owned(),
            span: None,
            rule: "entry.no_action",
        },
    })
}

/// 由教育部主办的论坛: an action before 的 describes something else.
fn is_attribute(slice: &str, at: usize, word: &str) -> bool {
    let after = &slice[at + word.len()..];
    after.starts_with('的')
        || after.starts_with("情况")
        || after.starts_with("工作") && !matches!(word, "开展" | "推进" | "部署" | "启动")
}

/// The first body of the running text.
fn leading_body(own: &[&Mention], body: Span) -> Option<Found> {
    own.iter()
        .filter(|mention| mention.span.start >= body.start)
        .find(|mention| mention.kind == MentionType::Org)
        .map(|mention| found(&mention.value, mention.span, "entry.first_body"))
}

/// The longest word of an action with which a text begins, and its code.
fn action(text: &str) -> Option<(&str, &'static str)> {
    let lexicon = lexicon();
    let word = longest_prefix(text, &lexicon.action_words, LONGEST_ACTION_CHARS)?;
    Some((word, *lexicon.actions.get(word)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_word_has_a_code_of_the_menu() {
        assert!(
            lexicon()
                .actions
                .values()
                .all(|code| ACTIONS.contains(code))
        );
        assert_eq!(action("联合印发通知"), Some(("联合印发", "印发")));
        assert_eq!(action("通知"), None);
    }
}
