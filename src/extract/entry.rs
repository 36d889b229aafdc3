//! The fields of entries that follow from their mentions: main date, main action, leading body.

use crate::document::{Found, NodeKind, Outline};
use crate::text::{Span, Text};

use super::{ACTIONS, EntryField, Extraction, Mention, MentionType};

/// Words of actions with their codes; in a clause the first that is found counts, a longer word before a shorter at the same place.
const ACTION_WORDS: [(&str, &str); 64] = [
    ("联合印发", "印发"),
    ("制定印发", "印发"),
    ("印发", "印发"),
    ("下发", "印发"),
    ("转发", "印发"),
    ("出台", "印发"),
    ("发布", "发布"),
    ("刊发", "发布"),
    ("编发", "发布"),
    ("播发", "发布"),
    ("宣布", "发布"),
    ("公布", "公布"),
    ("公示", "公布"),
    ("通报", "公布"),
    ("公开", "公布"),
    ("召开", "召开"),
    ("召集", "召开"),
    ("举办", "举办"),
    ("举行", "举办"),
    ("主办", "举办"),
    ("承办", "举办"),
    ("开幕", "举办"),
    ("揭牌", "启动"),
    ("开班", "培训"),
    ("启动", "启动"),
    ("发起", "启动"),
    ("开通", "上线"),
    ("部署", "部署"),
    ("动员", "部署"),
    ("安排", "部署"),
    ("开展", "开展"),
    ("实施", "开展"),
    ("组织", "开展"),
    ("检查", "开展"),
    ("完成", "推进"),
    ("培训", "培训"),
    ("研修", "培训"),
    ("轮训", "培训"),
    ("上线", "上线"),
    ("推出", "上线"),
    ("投入使用", "上线"),
    ("调研", "调研"),
    ("考察", "调研"),
    ("督导", "调研"),
    ("走访", "调研"),
    ("视察", "调研"),
    ("赴", "调研"),
    ("征集", "征集"),
    ("遴选", "征集"),
    ("评选", "征集"),
    ("征求", "征集"),
    ("出席", "出席"),
    ("参加", "出席"),
    ("会见", "出席"),
    ("访问", "出席"),
    ("陪同", "出席"),
    ("签署", "出席"),
    ("建设", "建设"),
    ("建立", "建设"),
    ("成立", "建设"),
    ("建成", "建设"),
    ("制定", "建设"),
    ("推进", "推进"),
    ("推动", "推进"),
];

/// Adds the derived fields of every entry.
pub(super) fn derive(text: &Text, outline: &Outline, extraction: &mut Extraction) {
    let mut at = 0;
    for (id, node) in outline.entries() {
        let mentions = &extraction.mentions;
        at = mentions
            .partition_point(|mention| mention.span.start < node.span.start)
            .max(at.min(mentions.len()));
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
            if let Some(found) = found
                && node.kind == NodeKind::Entry
            {
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
    let first = (0..slice.len())
        .filter(|&at| slice.is_char_boundary(at))
        .take(600)
        .find_map(|at| {
            let (word, code) = ACTION_WORDS
                .iter()
                .find(|(word, _)| slice[at..].starts_with(word))?;
            let span = Span::from_usize(
                body.start as usize + at,
                body.start as usize + at + word.len(),
            );
            let inside = own.iter().any(|mention| mention.span.overlaps(span));
            (!inside && !is_attribute(slice, at, word)).then_some((span, *code))
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

/// The first body that acts; in an entry about a region without one, the place.
fn leading_body(own: &[&Mention], body: Span) -> Option<Found> {
    own.iter()
        .filter(|mention| mention.span.start >= body.start)
        .find(|mention| mention.kind == MentionType::Org)
        .map(|mention| found(&mention.value, mention.span, "entry.first_body"))
}

/// Whether every code is one that reviewers can choose; checked by a test.
#[cfg(test)]
fn codes() -> impl Iterator<Item = &'static str> {
    ACTION_WORDS.iter().map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_word_has_a_code_of_the_menu() {
        assert!(codes().all(|code| ACTIONS.contains(&code)));
    }
}
