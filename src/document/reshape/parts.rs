//! Where parts begin and end: the parsed ones, those that begin besides, those that begin no more.

use super::super::{NodeKind, Outline};
use super::{Begin, Changes};
use crate::text::{Span, Text, is_space};

/// A stretch of the text that is one part of the tree, headings without what stands under them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) start: u32,
    /// Behind its last character that is no space.
    pub(super) end: u32,
    pub(super) kind: NodeKind,
    /// The position of the parsed node that begins here, or that it was cut from.
    pub(super) node: usize,
    /// Whether that node begins here.
    pub(super) is_parsed: bool,
    /// Whether it is none any more: the part before goes on.
    pub(super) is_joined: bool,
    /// Where the first part began that was joined to it.
    pub(super) joined_at: Option<u32>,
}

impl Part {
    pub(super) const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Whether it is a heading that the parser did not see.
    pub(super) fn is_new_heading(&self, parsed: &Outline) -> bool {
        let was = parsed.nodes[self.node].kind;
        self.kind == NodeKind::Section && !(self.is_parsed && was == NodeKind::Section)
    }
}

/// Every part in text order, those that are joined among them.
pub(super) fn parts(text: &Text, parsed: &Outline, changes: &Changes) -> Vec<Part> {
    let mut parts = beginnings(text, parsed, changes);
    let mut open: Option<usize> = None;
    for at in 0..parts.len() {
        let begin = changes.get(&parts[at].start).and_then(|it| it.begin);
        if let Some(Begin::Kind(kind)) = begin {
            parts[at].kind = kind;
        }
        let Some(before) = open else {
            open = Some(at);
            continue;
        };
        let is_furniture =
            |part: &Part| part.kind == NodeKind::Boilerplate && begin != Some(Begin::SameKind);
        let fuses = is_furniture(&parts[before]) && is_furniture(&parts[at]);
        if fuses || begin == Some(Begin::Nothing) {
            parts[at].is_joined = true;
            let start = parts[at].start;
            parts[before].joined_at.get_or_insert(start);
        } else {
            open = Some(at);
        }
    }
    let mut next = text.len();
    for part in parts.iter_mut().rev().filter(|part| !part.is_joined) {
        part.end = text.trim(Span::new(part.start, next)).end;
        next = part.start;
    }
    parts
}

/// The parsed nodes, and what begins between them.
fn beginnings(text: &Text, parsed: &Outline, changes: &Changes) -> Vec<Part> {
    let nodes = parsed.nodes.iter().enumerate();
    let mut parts: Vec<Part> = nodes
        .map(|(at, node)| Part {
            start: node.span.start,
            end: node.span.end,
            kind: node.kind,
            node: at,
            is_parsed: true,
            is_joined: false,
            joined_at: None,
        })
        .collect();
    let begins = |begin| matches!(begin, Some(Begin::SameKind | Begin::Kind(_)));
    let new = changes.iter().filter(|(_, change)| begins(change.begin));
    let new: Vec<Part> = new
        .filter_map(|(at, _)| {
            let behind = parts.partition_point(|part| part.start <= *at);
            let before = &parts[behind.checked_sub(1)?];
            let is_new = before.start < *at && begins_words(text, *at);
            is_new.then(|| Part {
                start: *at,
                kind: match before.kind {
                    NodeKind::Section | NodeKind::Title => NodeKind::Paragraph,
                    kind => kind,
                },
                is_parsed: false,
                ..before.clone()
            })
        })
        .collect();
    parts.extend(new);
    parts.sort_by_key(|part| part.start);
    parts
}

/// Whether a character that is no space stands at a place.
fn begins_words(text: &Text, at: u32) -> bool {
    let words = text.get(Span::new(at, text.len()));
    words.is_some_and(|words| words.starts_with(|c| !is_space(c)))
}
