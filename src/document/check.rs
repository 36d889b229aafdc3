//! What is odd about a document's structure and text: numbers that skip, headings without text, brackets that stay open.
//!
//! In: the marks of headings and entries, and the finished nodes. Out: [`Diagnostic`]s in text order. Sparing by intent: a warning that is usually
//! wrong teaches its reader to look away.

use super::cue::{fold_prefix, is_stop};
use super::marker::{Marker, MarkerKind};
use super::{Diagnostic, Node, NodeKind};
use crate::text::{Span, Text, is_cjk};

/// Checks a finished outline. `heads` are the marks that sections and entries begin with, each with its paragraph, in text order.
#[must_use]
pub(super) fn check(
    text: &Text,
    heads: impl Iterator<Item = (Marker, Span)>,
    nodes: &[Node],
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    numbers(heads, &mut found);
    empty_sections(nodes, &mut found);
    repeated_regions(text, nodes, &mut found);
    for node in nodes.iter().filter(|node| has_body(node)) {
        unclosed(text, node, &mut found);
        lost_plus(text, node, &mut found);
    }
    unfinished(text, nodes, &mut found);
    no_structure(nodes, &mut found);
    found.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end, diagnostic.code));
    found
}

fn has_body(node: &Node) -> bool {
    matches!(
        node.kind,
        NodeKind::Entry | NodeKind::Paragraph | NodeKind::Summary
    ) && !node.redacted
}

fn diagnostic(code: &'static str, span: Span, detail: String) -> Diagnostic {
    Diagnostic { code, span, detail }
}

/// Numbers that skip or repeat within their kind. A kind may begin anew under every heading or count through the whole document.
fn numbers(heads: impl Iterator<Item = (Marker, Span)>, found: &mut Vec<Diagnostic>) {
    let mut last: Vec<(MarkerKind, u32)> = Vec::new();
    for (marker, span) in heads {
        let Some(number) = marker.number else {
            continue;
        };
        match last.iter_mut().find(|(kind, _)| *kind == marker.kind) {
            None => last.push((marker.kind, number)),
            Some((_, before)) => {
                let expected = *before + 1;
                if number > expected {
                    found.push(diagnostic(
                        "outline.number_skipped",
                        span,
                        expected.to_string(),
                    ));
                } else if number == *before && number != 1 {
                    found.push(diagnostic(
                        "outline.number_repeated",
                        span,
                        number.to_string(),
                    ));
                }
                *before = number;
            }
        }
    }
}

fn empty_sections(nodes: &[Node], found: &mut Vec<Diagnostic>) {
    let mut has_child = vec![false; nodes.len()];
    for node in nodes {
        if let Some(parent) = node.parent {
            has_child[parent.index()] = true;
        }
    }
    for (node, has_child) in nodes.iter().zip(has_child) {
        if node.kind == NodeKind::Section && !has_child {
            found.push(diagnostic(
                "outline.empty_section",
                node.span,
                String::new(),
            ));
        }
    }
}

/// A division that comes twice in one list.
fn repeated_regions(text: &Text, nodes: &[Node], found: &mut Vec<Diagnostic>) {
    let mut seen = std::collections::HashSet::new();
    for node in nodes {
        let (Some(region), Some(heading)) = (node.region, node.heading) else {
            continue;
        };
        if !seen.insert((node.parent, region)) {
            found.push(diagnostic(
                "outline.region_repeated",
                heading,
                text.slice(heading).to_owned(),
            ));
        }
    }
}

/// A 《 or “ that nothing closes before the node ends.
fn unclosed(text: &Text, node: &Node, found: &mut Vec<Diagnostic>) {
    const PAIRS: [(char, char); 2] = [('《', '》'), ('“', '”')];
    for (open, close) in PAIRS {
        if !text.slice(node.span).contains(open) {
            continue;
        }
        let (mut depth, mut outermost) = (0_u32, 0);
        for (at, c) in text.slice(node.span).char_indices() {
            if c == open {
                if depth == 0 {
                    outermost = at;
                }
                depth += 1;
            } else if c == close {
                depth = depth.saturating_sub(1);
            }
        }
        if depth > 0 {
            let start = node.span.start as usize + outermost;
            let span = Span::from_usize(start, start + open.len_utf8());
            found.push(diagnostic("text.unclosed_bracket", span, open.to_string()));
        }
    }
}

/// “互联网 教育”: a space where + was.
fn lost_plus(text: &Text, node: &Node, found: &mut Vec<Diagnostic>) {
    const BEFORE: &str = "互联网|人工智能|5G|5g|AI|ai|大数据|区块链|数据要素|北斗|智能";
    let slice = text.slice(node.span);
    for (at, _) in slice.match_indices('“') {
        let inner = &slice[at + '“'.len_utf8()..];
        for word in BEFORE.split('|') {
            let Some(rest) = inner.strip_prefix(word) else {
                continue;
            };
            let mut after = rest.chars();
            if matches!(after.next(), Some(' ' | '\u{3000}' | '\u{a0}'))
                && after.next().is_some_and(is_cjk)
            {
                let start = node.span.start as usize + at + '“'.len_utf8() + word.len();
                let width = rest.chars().next().map_or(0, char::len_utf8);
                found.push(diagnostic(
                    "text.plus_lost",
                    Span::from_usize(start, start + width),
                    word.to_owned(),
                ));
            }
        }
    }
}

/// Running text that stops without a sentence end, where the document's other texts have one.
fn unfinished(text: &Text, nodes: &[Node], found: &mut Vec<Diagnostic>) {
    const SHORTEST: usize = 25;
    let bodies: Vec<&Node> = nodes
        .iter()
        .filter(|node| matches!(node.kind, NodeKind::Entry | NodeKind::Paragraph) && !node.redacted)
        .filter(|node| !text.slice(node.span).starts_with("附件"))
        .filter(|node| text.slice(node.body()).chars().take(SHORTEST).count() == SHORTEST)
        .collect();
    let open: Vec<&&Node> = bodies
        .iter()
        .filter(|node| !is_finished(text.slice(node.span)))
        .collect();
    if open.len() * 4 > bodies.len() {
        return;
    }
    for node in open {
        let slice = text.slice(node.span);
        let width = slice.chars().next_back().map_or(0, char::len_utf8) as u32;
        let span = Span::new(node.span.end - width, node.span.end);
        found.push(diagnostic("text.no_final_punctuation", span, String::new()));
    }
}

fn is_finished(slice: &str) -> bool {
    let end: String = slice.chars().rev().take(3).collect();
    let folded = fold_prefix(&end, 3);
    folded
        .chars()
        .any(|c| is_stop(c) || matches!(c, ':' | ';' | '…'))
}

/// Nothing was recognised: no title, no section, no entry.
fn no_structure(nodes: &[Node], found: &mut Vec<Diagnostic>) {
    let known = |node: &Node| {
        matches!(
            node.kind,
            NodeKind::Title | NodeKind::Section | NodeKind::Entry
        )
    };
    let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else {
        return;
    };
    if !nodes.iter().any(known) {
        let span = Span::new(first.span.start, last.span.end);
        found.push(diagnostic("outline.no_structure", span, String::new()));
    }
}
