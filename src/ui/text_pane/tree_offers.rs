//! What the context menu offers of the tree: what the lines become, where a part begins or goes on, which words are the lead.

use super::offers::{Does, Offer};
use super::rows::Page;
use crate::document::{NodeId, NodeKind};
use crate::i18n::Language;
use crate::record::shaping::{Reshaping, lines_of};
use crate::session::{Action, Shape};
use crate::text::Span;
use crate::ui::form::node_message;
use crate::ui::shape_commands::KINDS;

/// The letters of the kinds in the menu, in the order of [`KINDS`].
const KIND_KEYS: [char; 7] = ['E', 'H', 'P', 'B', 'T', 'Y', 'M'];

/// The offers at the caret or for the marked text; none where there is neither.
#[must_use]
pub fn tree_offers(page: &Page<'_>, language: Language) -> Vec<Offer> {
    let Some((from, to)) = page.selection.text else {
        return Vec::new();
    };
    let (from, to) = (from.min(to), from.max(to));
    let marked = page.text.trim(Span::new(from, to));
    let is_marked = !marked.is_empty();
    let at = if is_marked { marked.start } else { from };
    let Some(node) = page.outline.node_at(at) else {
        return Vec::new();
    };
    let mut offers = places(page, node, (at, marked), language);
    let end = if is_marked { marked.end } else { at };
    let lines = lines_of(page.text, page.outline, Span::new(at, end));
    offers.extend(lines.map_or_else(Vec::new, |lines| kinds(page, node, lines, language)));
    let own = page.outline.own_span(node, page.text);
    let mut changes = page.record.outline.iter();
    if changes.any(|decision| own.contains_offset(decision.anchor.start)) {
        let words = language.t("command-shape-put-back");
        let does = Does::Act(Action::Reshape(Reshaping::PutBack { node }));
        offers.push(Offer {
            begins_group: true,
            ..Offer::new(words, 'Z', does)
        });
    }
    offers
}

/// Where parts begin and go on, and the lead.
fn places(
    page: &Page<'_>,
    node: NodeId,
    (at, marked): (u32, Span),
    language: Language,
) -> Vec<Offer> {
    let mut offers = Vec::new();
    let mut offer = |id: &str, key: char, action: Action| {
        offers.push(Offer::new(language.t(id), key, Does::Act(action)));
    };
    let known = page.outline.node(node);
    if at > known.span.start {
        offer(
            "command-shape-split",
            'S',
            Action::Reshape(Reshaping::Split { at }),
        );
    }
    let starts = page.outline.nodes.iter().map(|node| node.span.start);
    let begins_inside = |start: u32| marked.start < start && start < marked.end;
    if starts.clone().any(begins_inside) {
        offer("text-join-marked", 'J', Action::Shape(Shape::JoinBefore));
    } else if node.index() > 0 {
        offer(
            "command-shape-join-before",
            'J',
            Action::Reshape(Reshaping::Join { node }),
        );
    }
    let has_lead = matches!(
        known.kind,
        NodeKind::Entry | NodeKind::Section | NodeKind::Title
    );
    let own = page.outline.own_span(node, page.text);
    if has_lead && !marked.is_empty() && own.contains(marked) {
        let lead = Some(marked);
        offer(
            "command-shape-lead",
            'L',
            Action::Reshape(Reshaping::Lead { node, lead }),
        );
    }
    offers
}

/// What the lines can become; a tick where they are.
fn kinds(page: &Page<'_>, node: NodeId, lines: Span, language: Language) -> Vec<Offer> {
    let known = page.outline.node(node).kind;
    let pairs = KINDS.into_iter().zip(KIND_KEYS);
    pairs
        .map(|(kind, key)| {
            let reshaping = Reshaping::Kind { span: lines, kind };
            let words = language.with(
                "outline-op-kind",
                &[("kind", language.t(node_message(kind)).into())],
            );
            Offer {
                is_on: kind == known,
                begins_group: kind == KINDS[0],
                ..Offer::new(words, key, Does::Act(Action::Reshape(reshaping)))
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Selection;
    use crate::ui::text_pane::sample;

    fn shown(text: (&str, &str)) -> String {
        let document = sample::document();
        let from = sample::span_of(&document.text, text.0).start;
        let to = sample::span_of(&document.text, text.1).end;
        let selection = Selection {
            text: Some((from, if text.1.is_empty() { from } else { to })),
            ..Selection::default()
        };
        let offers = tree_offers(&document.page(&selection), Language::Chinese);
        let words = offers.iter().map(|offer| {
            let on = if offer.is_on { "✓" } else { "" };
            format!("{}{on}", offer.words)
        });
        words.collect::<Vec<_>>().join(" ")
    }

    const KINDS_OF_ENTRY: &str =
        "改为条目✓ 改为章节标题 改为段落 改为网页附属内容 改为标题 改为署名 改为摘要";

    #[test]
    fn at_the_caret_a_part_can_begin() {
        assert_eq!(
            shown(("备案系统", "")),
            format!("从此处拆分 并入前一段 {KINDS_OF_ENTRY}")
        );
    }

    #[test]
    fn marked_words_can_be_the_lead() {
        assert_eq!(
            shown(("备案系统", "备案系统")),
            format!("从此处拆分 并入前一段 设为小标题 {KINDS_OF_ENTRY}")
        );
    }

    #[test]
    fn nothing_is_offered_where_the_text_has_no_caret() {
        let document = sample::document();
        let selection = Selection::default();
        let page = document.page(&selection);
        assert_eq!(tree_offers(&page, Language::Chinese), []);
    }
}
