//! Changing the tree where the reviewer is: what is selected or marked says of which words.
//!
//! Marked text stands for its lines, a selected node for itself, the caret for a place between words. Each is one step to undo, however many lines
//! it is about, and the selection goes to what was changed. What the changes mean for the decisions inside, [`crate::record::shaping`] says.

use super::{Effect, Label, OpenDocument, Session};
use crate::document::{NodeId, NodeKind};
use crate::record::decision::Decision;
use crate::record::shaping::{Reshaping, lines_of, max_depth};
use crate::text::Span;

/// What is wanted of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// The marked lines, or the selected node, become this.
    Kind(NodeKind),
    /// The selected node goes under the heading before it.
    Deeper,
    /// It goes out of the heading that it stands under.
    Shallower,
    /// A part begins at the caret, or where the marked text begins.
    Split,
    /// The selected node, or what begins in the marked text, goes on with the part before.
    JoinBefore,
    /// The part after the selected node goes on with it.
    JoinAfter,
    /// The marked words are the lead of the selected entry, or the words of the selected heading.
    Lead,
    /// The selected entry has no lead.
    NoLead,
    /// The selected node is as the machine had it.
    PutBack,
}

impl OpenDocument {
    /// What a change to the tree would do here; empty where it would do nothing.
    #[must_use]
    pub fn reshapings(&self, shape: Shape) -> Vec<Reshaping> {
        self.all_reshapings(shape).unwrap_or_default()
    }

    fn all_reshapings(&self, shape: Shape) -> Option<Vec<Reshaping>> {
        let outline = &self.loaded.outline;
        let text = &self.loaded.source.text;
        let marked = self.marked_words();
        let node = self.selection.node;
        let depth = |by: i16| {
            let node = node?;
            let depth = i16::from(outline.depth(node)) + by;
            let depth = u8::try_from(depth).ok()?;
            (depth <= max_depth(outline, node)).then_some(Reshaping::Depth { node, depth })
        };
        Some(match shape {
            Shape::Kind(kind) => {
                let span = match (marked, node) {
                    (Some(marked), _) => lines_of(text, outline, marked)?,
                    (None, Some(node)) => outline.own_span(node, text),
                    (None, None) => return None,
                };
                vec![Reshaping::Kind { span, kind }]
            }
            Shape::Deeper => vec![depth(1)?],
            Shape::Shallower => vec![depth(-1)?],
            Shape::Split => {
                let (from, to) = self.selection.text?;
                let at = marked.map_or(from.min(to), |marked| marked.start);
                vec![Reshaping::Split { at }]
            }
            Shape::JoinBefore => {
                let inside = marked.map_or_else(Vec::new, |marked| self.beginning_in(marked));
                if inside.is_empty() {
                    let node = node.filter(|node| node.index() > 0)?;
                    vec![Reshaping::Join { node }]
                } else {
                    // From the last one, so that those before keep their numbers.
                    let inside = inside.into_iter().rev();
                    inside.map(|node| Reshaping::Join { node }).collect()
                }
            }
            Shape::JoinAfter => {
                let node = NodeId(node?.0 + 1);
                outline.nodes.get(node.index())?;
                vec![Reshaping::Join { node }]
            }
            Shape::Lead => vec![Reshaping::Lead {
                node: outline.node_at(marked?.start)?,
                lead: marked,
            }],
            Shape::NoLead => {
                let known = outline.node(node?);
                (known.kind == NodeKind::Entry && known.heading.is_some()).then_some(())?;
                vec![Reshaping::Lead {
                    node: node?,
                    lead: None,
                }]
            }
            Shape::PutBack => {
                let node = node.filter(|node| !self.changes_of(*node).is_empty())?;
                vec![Reshaping::PutBack { node }]
            }
        })
    }

    /// What people changed about a node: decisions on its place, and on what was joined to it.
    #[must_use]
    pub fn changes_of(&self, node: NodeId) -> &[crate::annotation::OutlineDecision] {
        let own = self.loaded.outline.own_span(node, &self.loaded.source.text);
        let all = &self.record.outline;
        let from = all.partition_point(|decision| decision.anchor.start < own.start);
        let to = all.partition_point(|decision| decision.anchor.start < own.end);
        &all[from..to]
    }

    /// The marked text without white space at its ends.
    #[must_use]
    pub fn marked_words(&self) -> Option<Span> {
        let span = self.loaded.source.text.trim(self.selection.text_span()?);
        (!span.is_empty()).then_some(span)
    }

    /// The nodes that begin in a span, but not at its beginning.
    fn beginning_in(&self, span: Span) -> Vec<NodeId> {
        let nodes = self.loaded.outline.iter();
        nodes
            .filter(|(_, node)| span.start < node.span.start && node.span.start < span.end)
            .map(|(id, _)| id)
            .collect()
    }
}

impl Session {
    /// Changes the tree where the reviewer is.
    pub(super) fn shape(&mut self, shape: Shape, effects: &mut Vec<Effect>) {
        let Some(document) = self.document() else {
            return;
        };
        let reshapings = document.reshapings(shape);
        self.reshape(reshapings, effects);
    }

    /// Carries out changes to the tree as one step.
    pub(super) fn reshape(&mut self, reshapings: Vec<Reshaping>, effects: &mut Vec<Effect>) {
        let Some(document) = self.document() else {
            return;
        };
        let Some(last) = reshapings.last().copied() else {
            return;
        };
        let (label, place) = (label_of(last), place_of(document, last));
        let before = document.loaded.outline.clone();
        // What was typed is about nodes as they are now.
        self.commit_drafts(None, effects);
        let decisions = reshapings.into_iter().map(Decision::Reshape);
        self.decide(label, decisions.collect(), effects);
        let Some(document) = self.folder.as_mut().and_then(super::Folder::current_mut) else {
            return;
        };
        if std::sync::Arc::ptr_eq(&before, &document.loaded.outline) {
            return;
        }
        let node = document.loaded.outline.node_at(place);
        document.selection.node = node.or(document.selection.node);
        document.selection.text = None;
    }
}

/// What the step is called.
const fn label_of(reshaping: Reshaping) -> Label {
    match reshaping {
        Reshaping::Kind { .. } => "step-shape-kind",
        Reshaping::Depth { .. } => "step-shape-depth",
        Reshaping::Split { .. } => "step-shape-split",
        Reshaping::Join { .. } => "step-shape-join",
        Reshaping::Lead { .. } => "step-shape-lead",
        Reshaping::PutBack { .. } => "step-shape-put-back",
    }
}

/// Where to look for what comes of a change.
fn place_of(document: &OpenDocument, reshaping: Reshaping) -> u32 {
    let start = |node: NodeId| document.loaded.outline.node(node).span.start;
    match reshaping {
        Reshaping::Kind { span, .. } => span.start,
        Reshaping::Split { at } => {
            let text = &document.loaded.source.text;
            text.trim(Span::new(at, text.len())).start
        }
        Reshaping::Depth { node, .. }
        | Reshaping::Join { node }
        | Reshaping::Lead { node, .. }
        | Reshaping::PutBack { node } => start(node),
    }
}
