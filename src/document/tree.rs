//! From what each paragraph is to the tree of nodes.
//!
//! In: the paragraphs with a [`Role`] each. Out: nodes in text order, a parent before its children. Which paragraph has which role is
//! decided elsewhere; here only spans, nesting and levels are made.

use super::cue::fold_prefix;
use super::line::{Around, Para};
use super::marker::MarkerKind;
use super::{Node, NodeId, NodeKind, node_id, regions};
use crate::text::{Span, Text, words};

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The text without its mark.
    Title(Span),
    Byline,
    Summary,
    Boilerplate,
    Paragraph {
        body_start: u32,
    },
    Section {
        kind: MarkerKind,
        number: Option<u32>,
        heading: Span,
    },
    Entry(Lead),
    /// Belongs to the node of the paragraph before it.
    Continue,
}

/// How an entry begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lead {
    pub(super) heading: Option<Span>,
    pub(super) body_start: u32,
    pub(super) redacted: bool,
}

/// What a tree is built of.
pub(super) struct Parts<'a> {
    pub(super) paras: &'a [Para],
    /// Of each paragraph.
    pub(super) roles: &'a [Role],
    /// The first paragraph behind the document's content: what stands there closes every section.
    pub(super) tail: usize,
    /// Lines before and behind the document that are furniture for certain.
    pub(super) around: &'a Around,
}

/// Builds the nodes.
#[must_use]
pub(super) fn build(text: &Text, parts: &Parts<'_>) -> Vec<Node> {
    let mut tree = Tree::default();
    tree.furniture(parts.around.before);
    for (i, (para, role)) in parts.paras.iter().zip(parts.roles).enumerate() {
        if i >= parts.tail {
            tree.open.clear();
        }
        tree.add(text, para, *role, parts.roles, i);
    }
    tree.open.clear();
    tree.furniture(parts.around.behind);
    close(&mut tree.nodes);
    tree.nodes
}

#[derive(Default)]
struct Tree {
    nodes: Vec<Node>,
    /// The open sections, outermost first.
    open: Vec<(MarkerKind, NodeId)>,
    /// The node that a continuing paragraph lengthens.
    last: Option<NodeId>,
}

impl Tree {
    /// Lines that are furniture, one node with what stands beside them.
    fn furniture(&mut self, span: Option<Span>) {
        match span {
            Some(span) if self.last_kind() == Some(NodeKind::Boilerplate) => {
                self.extend(span.start, span.end);
            }
            Some(span) => self.push(NodeKind::Boilerplate, span, None, span.start),
            None => {}
        }
    }

    fn add(&mut self, text: &Text, para: &Para, role: Role, roles: &[Role], i: usize) {
        match role {
            Role::Continue => self.extend(para.span.start, para.span.end),
            Role::Boilerplate if self.last_kind() == Some(NodeKind::Boilerplate) => {
                self.extend(para.span.start, para.span.end);
            }
            Role::Title(heading) => {
                self.open.clear();
                self.push(NodeKind::Title, para.span, Some(heading), heading.start);
            }
            Role::Byline => {
                self.open.clear();
                self.push(NodeKind::Byline, para.span, None, para.span.start);
            }
            Role::Summary => self.push(NodeKind::Summary, para.span, None, para.span.start),
            Role::Boilerplate => {
                self.push(NodeKind::Boilerplate, para.span, None, para.span.start);
            }
            Role::Paragraph { body_start } => {
                if words!("附件|附:|特此").begins(&para.cue) {
                    self.open.clear();
                }
                self.push(NodeKind::Paragraph, para.span, None, body_start);
            }
            Role::Entry(lead) => {
                self.close_siblings(para);
                self.push(NodeKind::Entry, para.span, lead.heading, lead.body_start);
                if let Some(node) = self.nodes.last_mut() {
                    node.redacted = lead.redacted;
                    node.region = lead.heading.and_then(|heading| region(text, heading));
                }
            }
            Role::Section { kind, heading, .. } => {
                self.descend(kind, &roles[i + 1..]);
                self.push(NodeKind::Section, para.span, Some(heading), para.span.end);
                let level = u8::try_from(self.open.len() + 1).unwrap_or(u8::MAX);
                if let (Some(node), Some(id)) = (self.nodes.last_mut(), self.last) {
                    node.level = level;
                    self.open.push((kind, id));
                }
            }
        }
    }

    /// An item with a mark stands beside the headings with the same mark, not under the last of them.
    fn close_siblings(&mut self, para: &Para) {
        let Some(marker) = para.marker else {
            return;
        };
        if let Some(at) = self.open.iter().position(|(kind, _)| *kind == marker.kind) {
            self.open.truncate(at);
        }
    }

    fn last_kind(&self) -> Option<NodeKind> {
        self.last.map(|id| self.nodes[id.index()].kind)
    }

    /// Lengthens the last node; a text that begins with a rest makes a paragraph of it.
    fn extend(&mut self, start: u32, end: u32) {
        if let Some(id) = self.last {
            let node = &mut self.nodes[id.index()];
            // A lead on a line of its own: the body begins here.
            if node.kind == NodeKind::Entry && node.body_start == node.span.end {
                node.body_start = start;
            }
            node.span.end = end;
        }
    }

    fn push(&mut self, kind: NodeKind, span: Span, heading: Option<Span>, body_start: u32) {
        let id = node_id(self.nodes.len());
        self.nodes.push(Node {
            kind,
            parent: self.open.last().map(|(_, id)| *id),
            span,
            heading,
            body_start,
            level: 0,
            region: None,
            redacted: false,
        });
        self.last = Some(id);
    }

    /// Closes the sections that a heading of this kind ends: back to the last one of its kind, or none where the kind is new. A new kind
    /// goes inside, unless the text goes on to show that it is the outer one.
    fn descend(&mut self, kind: MarkerKind, after: &[Role]) {
        if kind == MarkerKind::Attachment {
            self.open.clear();
            return;
        }
        if let Some(at) = self.open.iter().position(|(open, _)| *open == kind) {
            self.open.truncate(at);
            return;
        }
        while let Some((inner, _)) = self.open.last() {
            let of_year = kind == MarkerKind::Year && *inner == MarkerKind::Month;
            if !(of_year || stands_over(kind, *inner, after)) {
                break;
            }
            self.open.pop();
        }
    }
}

/// Makes sections end where their last child ends.
pub(super) fn close(nodes: &mut [Node]) {
    for i in (0..nodes.len()).rev() {
        let end = nodes[i].span.end;
        if let Some(parent) = nodes[i].parent {
            let parent = &mut nodes[parent.index()];
            parent.span.end = parent.span.end.max(end);
        }
    }
}

/// Whether a kind that appears for the first time stands over one that is open. Official documents nest in a usual order, but what counts
/// is how the open kind goes on: where it counts on it is the outer one, where it begins anew or ends it is the inner one.
fn stands_over(kind: MarkerKind, open: MarkerKind, after: &[Role]) -> bool {
    const LOOK_AHEAD: usize = 300;
    if !(kind.is_numbered() && open.is_numbered() && kind.usual_rank() < open.usual_rank()) {
        return false;
    }
    let next = after.iter().take(LOOK_AHEAD).find_map(|role| match role {
        Role::Section { kind, number, .. } if *kind == open => Some(*number),
        _ => None,
    });
    next.flatten().is_none_or(|number| number <= 1)
}

/// The code of the division that a lead names.
pub(super) fn region(text: &Text, heading: Span) -> Option<&'static str> {
    let slice = text.slice(heading);
    regions::province_code(slice).or_else(|| {
        (heading.len() <= 40)
            .then(|| regions::province_code(fold_prefix(slice, 12).trim()))
            .flatten()
    })
}
