//! The tree as a person changed it.
//!
//! In: a parsed [`Outline`], and for places in the text what is said to begin there, how deep, under which lead ([`Changes`]). Out: an
//! outline like any other: nodes, levels, leads, diagnostics and the title follow; [`Outline::as_parsed`] still knows the parsed one. Whoever said it is
//! nobody's business here, and the text is never changed: a part begins where its words stand.
//!
//! The tree is in the order of the text, so a part can lie under no heading but those that are open where it stands. What follows from that:
//! - A part that is moved out of its section closes it: what stands behind it in that section comes out with it.
//! - A heading that is moved takes along what stands under it.
//! - A new heading stands over what follows, up to the next heading of its level; one with a mark (二、) is as deep as the open headings with such marks.
//! - What stood under a heading that is none any more stands under the one before, as in any text.
//! - Boilerplate that touches is one part, however many lines were made boilerplate one by one.
//! - A depth that there is not is the nearest that there is; a lead outside its part, or a change where no words begin, changes nothing.

mod nesting;
mod parts;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{DocumentField, Found, Node, NodeId, NodeKind, Outline, check, line, tree};
use crate::text::{Span, Text};

/// What begins at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// Nothing: the words go on with the part before. The first part of a text has none before it.
    Nothing,
    /// A part of the kind that the text around the place has; behind a heading or title, a paragraph.
    SameKind,
    Kind(NodeKind),
}

/// What is said of one place; what is absent is as parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Change {
    pub begin: Option<Begin>,
    /// How many headings stand above what begins there.
    pub depth: Option<u8>,
    /// The words of its lead or heading; `Some(None)` where it has none.
    pub lead: Option<Option<Span>>,
}

/// By the byte offset of the place.
pub type Changes = BTreeMap<u32, Change>;

impl Outline {
    /// The outline before anybody changed it.
    #[must_use]
    pub fn as_parsed(&self) -> &Self {
        self.origin.as_deref().unwrap_or(self)
    }

    /// The words of a node without the nodes under it: of a section its heading.
    #[must_use]
    pub fn own_span(&self, id: NodeId, text: &Text) -> Span {
        let span = self.node(id).span;
        let next = self.nodes.get(id.index() + 1);
        let end = next.map_or(span.end, |next| next.span.start.min(span.end));
        text.trim(Span::new(span.start, end))
    }

    /// How many headings stand above a node.
    #[must_use]
    pub fn depth(&self, id: NodeId) -> u8 {
        let mut depth = 0_u8;
        let mut at = self.node(id).parent;
        while let Some(parent) = at {
            depth = depth.saturating_add(1);
            at = self.node(parent).parent;
        }
        depth
    }
}

/// The outline with changes made to it.
#[must_use]
pub fn reshape(text: &Text, parsed: &Arc<Outline>, changes: &Changes) -> Outline {
    if changes.is_empty() || parsed.nodes.is_empty() {
        return Outline::clone(parsed);
    }
    let parts = parts::parts(text, parsed, changes);
    let places = nesting::places(text, parsed, &parts, changes);
    let reader = words::Reader::new(text, parsed, changes);
    let mut nodes: Vec<Node> = Vec::with_capacity(parts.len());
    for (part, place) in parts.iter().filter(|part| !part.is_joined).zip(places) {
        let words = reader.read(part);
        let region = words
            .heading
            .filter(|_| part.kind == NodeKind::Entry)
            .and_then(|heading| tree::region(text, heading));
        nodes.push(Node {
            kind: part.kind,
            parent: place.parent,
            span: part.span(),
            heading: words.heading,
            body_start: words.body_start,
            level: match part.kind {
                NodeKind::Section => place.depth.saturating_add(1),
                _ => 0,
            },
            region,
            redacted: words.is_redacted,
        });
    }
    tree::close(&mut nodes);
    let mut outline = Outline {
        fields: parsed.fields.clone(),
        diagnostics: Vec::new(),
        origin: Some(parsed.clone()),
        nodes,
    };
    outline.diagnostics = diagnostics(text, &outline);
    follow_title(text, &mut outline, parsed);
    outline
}

fn diagnostics(text: &Text, outline: &Outline) -> Vec<super::Diagnostic> {
    let heads = outline.iter().filter_map(|(id, node)| {
        matches!(node.kind, NodeKind::Section | NodeKind::Entry).then_some(())?;
        let own = outline.own_span(id, text);
        let first_line = text.line(text.line_at(own.start)).end.min(own.end);
        let span = text.trim(Span::new(own.start, first_line));
        Some((line::paragraph_of(text, span).marker?, span))
    });
    check::check(text, heads, &outline.nodes)
}

/// A line that is made the title gives the document its title.
fn follow_title(text: &Text, outline: &mut Outline, parsed: &Outline) {
    let title = |outline: &Outline| {
        let node = outline
            .nodes
            .iter()
            .find(|node| node.kind == NodeKind::Title)?;
        Some((node.heading_text(text)?.into_owned(), node.heading?))
    };
    let now = title(outline);
    if now == title(parsed) {
        return;
    }
    match now {
        Some((value, span)) => {
            let found = Found {
                value,
                span: Some(span),
                rule: "title.outline",
            };
            outline.fields.insert(DocumentField::Title, found);
        }
        None => {
            outline.fields.remove(&DocumentField::Title);
        }
    }
}
