//! Decisions about the tree: what begins at a place, how deep it lies, which words are its lead.
//!
//! Each says something of one place in the text (here an entry begins; here nothing begins) and not of a node as it happened to be counted. So
//! the order in which they were made does not matter, those of two people come together place by place, taking one back leaves the others, and
//! a better parser that sees the same disturbs none. What the tree becomes by them, [`crate::document::reshape`] says.

use serde::{Deserialize, Serialize};

use super::{Anchor, Annotation};
use crate::document::NodeKind;
use crate::text::{Span, Text, is_space};

/// Characters of what begins at a place that anchor a decision about it.
const ANCHOR_CHARS: usize = 40;

/// What was decided about a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutlineOp {
    /// A part of its own begins here, of the kind that the text had before it was split.
    Split,
    /// Nothing begins here: the words belong to the part before.
    Join,
    /// A part of this kind begins here.
    Kind(NodeKind),
    /// So many headings stand above what begins here; as many as there are where it says more.
    Depth(u8),
    /// These words are the lead or heading of what begins here; none says that it has none.
    Lead(Option<Anchor>),
}

/// The questions that are decided apart from each other about one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum OutlineAspect {
    /// Whether something begins, and of what kind.
    Begin,
    Depth,
    Lead,
}

impl OutlineOp {
    /// The name in exchange formats.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Split => "split",
            Self::Join => "join",
            Self::Kind(_) => "kind",
            Self::Depth(_) => "depth",
            Self::Lead(_) => "lead",
        }
    }

    /// The question that it answers.
    #[must_use]
    pub const fn aspect(&self) -> OutlineAspect {
        match self {
            Self::Split | Self::Join | Self::Kind(_) => OutlineAspect::Begin,
            Self::Depth(_) => OutlineAspect::Depth,
            Self::Lead(_) => OutlineAspect::Lead,
        }
    }

    /// Whether the same was decided; of a lead its place counts, and not the words around it.
    #[must_use]
    pub fn says_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Lead(one), Self::Lead(other)) => {
                one.as_ref().map(Anchor::span) == other.as_ref().map(Anchor::span)
            }
            _ => self == other,
        }
    }
}

/// A decision about the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlineDecision {
    pub op: OutlineOp,
    /// The beginning of the place's line, from the place on.
    pub anchor: Anchor,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
}

impl OutlineDecision {
    /// What it is about: where, and which question there.
    #[must_use]
    pub const fn key(&self) -> (u32, OutlineAspect) {
        (self.anchor.start, self.op.aspect())
    }

    pub(super) fn for_each_anchor<F: FnMut(&mut Anchor)>(&mut self, change: &mut F) {
        change(&mut self.anchor);
        if let OutlineOp::Lead(Some(lead)) = &mut self.op {
            change(lead);
        }
    }
}

/// The anchor of decisions about a place: from there to the end of its line, forty characters at most. None where no words begin there.
#[must_use]
pub fn outline_anchor(text: &Text, at: u32) -> Option<Anchor> {
    let line = (at < text.len()).then(|| text.line(text.line_at(at)))?;
    let words = text.get(Span::new(at, line.end))?;
    let end = words
        .char_indices()
        .nth(ANCHOR_CHARS)
        .map_or(words.len(), |(at, _)| at);
    let words = words[..end].trim_end_matches(is_space);
    if words.is_empty() || words.starts_with(is_space) {
        return None;
    }
    let start = at as usize;
    Some(Anchor::of(
        Span::from_usize(start, start + words.len()),
        text,
    ))
}

impl Annotation {
    /// The decision on this question about this place.
    #[must_use]
    pub fn outline_at(&self, at: u32, aspect: OutlineAspect) -> Option<&OutlineDecision> {
        let found = self
            .outline
            .binary_search_by_key(&(at, aspect), OutlineDecision::key);
        found.ok().map(|at| &self.outline[at])
    }

    pub(super) fn replace_outline(
        &mut self,
        key: (u32, OutlineAspect),
        decision: Option<OutlineDecision>,
    ) -> Option<OutlineDecision> {
        let found = self
            .outline
            .binary_search_by_key(&key, OutlineDecision::key);
        match (found, decision) {
            (Ok(at), Some(decision)) => Some(std::mem::replace(&mut self.outline[at], decision)),
            (Ok(at), None) => Some(self.outline.remove(at)),
            (Err(at), Some(decision)) => {
                self.outline.insert(at, decision);
                None
            }
            (Err(_), None) => None,
        }
    }
}
