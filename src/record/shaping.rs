//! What a reviewer wants of the tree, turned into the edits that do it.
//!
//! What is decided on an entry stays with its words: its anchor is the lead it had when the first decision was made, and the entry in which those
//! words stand has the decisions. So a new lead changes nothing of them; of an entry that is split, the part that has the anchor keeps them, and
//! the other part is a new entry that nobody has looked at; of two entries that become one, the first keeps its own and takes over the tags, the note and
//! the fields of the second, and counts as reviewed only if both were. What was decided on an entry that is no entry any more waits for it
//! to become one again. Mentions stay at their place in the text whatever is around them.
//!
//! What comes to the same as the machine had it is no decision: making a line boilerplate and an entry again leaves nothing behind.

use super::decision::Refusal;
use super::lost::Lost;
use super::outline_changes;
use super::scribe::Scribe;
use crate::annotation::{
    Anchor, Edit, EntryDecision, OutlineAspect, OutlineDecision, OutlineOp, Status, Target,
    outline_anchor,
};
use crate::document::reshape::reshape;
use crate::document::{NodeId, NodeKind, Outline};
use crate::text::{Span, Text, is_space};

/// A change to the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reshaping {
    /// These words, and whatever begins among them, are parts of this kind. What stands around them in the same part stays what it was.
    Kind { span: Span, kind: NodeKind },
    /// So many headings stand above the node.
    Depth { node: NodeId, depth: u8 },
    /// A part begins at this byte, or at the first character behind it that is no space.
    Split { at: u32 },
    /// The node's words belong to the part before.
    Join { node: NodeId },
    /// These words are its lead or heading; none where it has none.
    Lead { node: NodeId, lead: Option<Span> },
    /// The node, and what was joined to it, is as the machine had it.
    PutBack { node: NodeId },
}

/// The deepest place that a node can have where it stands: how many headings are open there.
#[must_use]
pub fn max_depth(outline: &Outline, node: NodeId) -> u8 {
    let Some(before) = node.0.checked_sub(1).map(NodeId) else {
        return 0;
    };
    let is_heading = outline.node(before).kind == NodeKind::Section;
    outline.depth(before).saturating_add(u8::from(is_heading))
}

/// The lines of a span, as far as they belong to the parts in which it begins and ends; of a mere place, its line.
#[must_use]
pub fn lines_of(text: &Text, outline: &Outline, span: Span) -> Option<Span> {
    let last = span.end.max(span.start + 1) - 1;
    let first_part = outline.node(outline.node_at(span.start)?);
    let last_part = outline.own_span(outline.node_at(last)?, text);
    let line = |offset| text.line(text.line_at(offset));
    let start = line(span.start).start.max(first_part.span.start);
    let end = line(last).end.min(last_part.end);
    Some(text.trim(Span::new(start, end)))
}

impl Scribe<'_> {
    pub(super) fn reshape(&self, wish: Reshaping) -> Result<Vec<Edit>, Refusal> {
        match wish {
            Reshaping::Kind { span, kind } => self.make(span, kind),
            Reshaping::Depth { node, depth } => {
                let at = self.node_start(node)?;
                let depth = depth.min(max_depth(self.outline, node));
                if self.outline.depth(node) == depth {
                    return Ok(Vec::new());
                }
                let machine = self.without(at, OutlineAspect::Depth);
                let own = machine.node_at(at).map(|node| machine.depth(node));
                let op = (own != Some(depth)).then_some(OutlineOp::Depth(depth));
                Ok(self.set(at, OutlineAspect::Depth, op).into_iter().collect())
            }
            Reshaping::Split { at } => self.split(at),
            Reshaping::Join { node } => self.join(node),
            Reshaping::Lead { node, lead } => self.lead(node, lead),
            Reshaping::PutBack { node } => self.put_back(node),
        }
    }

    fn node_start(&self, node: NodeId) -> Result<u32, Refusal> {
        let known = self.outline.nodes.get(node.index());
        known.map(|node| node.span.start).ok_or(Refusal::NoPart)
    }

    /// The tree without one of its changes.
    fn without(&self, at: u32, aspect: OutlineAspect) -> Outline {
        let Some(parsed) = &self.outline.origin else {
            return self.outline.clone();
        };
        let mut changes = outline_changes(&self.record.outline);
        if let Some(change) = changes.get_mut(&at) {
            match aspect {
                OutlineAspect::Begin => change.begin = None,
                OutlineAspect::Depth => change.depth = None,
                OutlineAspect::Lead => change.lead = None,
            }
        }
        reshape(self.text, parsed, &changes)
    }

    fn decided(&self, at: u32, aspect: OutlineAspect) -> Option<&OutlineDecision> {
        let mut known = self.record.outline.iter();
        known.find(|decision| decision.key() == (at, aspect))
    }

    /// The edit that makes this the answer about a place, if it is another one.
    fn set(&self, at: u32, aspect: OutlineAspect, op: Option<OutlineOp>) -> Option<Edit> {
        let known = self.decided(at, aspect);
        let is_same = match (known, &op) {
            (Some(known), Some(op)) => known.op.says_same(op),
            (None, None) => true,
            _ => false,
        };
        if is_same {
            return None;
        }
        let anchor = match known {
            Some(known) => known.anchor.clone(),
            None => outline_anchor(self.text, at)?,
        };
        let decision = op.map(|op| OutlineDecision {
            op,
            anchor: anchor.clone(),
            by: self.stamp.by.clone(),
            at: self.stamp.at.clone(),
        });
        Some(Edit::Outline {
            aspect,
            anchor,
            decision,
        })
    }

    /// The edit after which a part of this kind begins at a place.
    fn begin(&self, at: u32, kind: NodeKind) -> Option<Edit> {
        let parsed = self.outline.as_parsed();
        let around = parsed.node_at(at).map(|node| parsed.node(node));
        let op = match around {
            Some(node) if node.span.start == at => {
                (node.kind != kind).then_some(OutlineOp::Kind(kind))
            }
            Some(node) if kind_behind(node.kind) == kind => Some(OutlineOp::Split),
            _ => Some(OutlineOp::Kind(kind)),
        };
        self.set(at, OutlineAspect::Begin, op)
    }

    fn make(&self, span: Span, kind: NodeKind) -> Result<Vec<Edit>, Refusal> {
        self.check_span(span)?;
        let first = self.outline.node_at(span.start).ok_or(Refusal::NoPart)?;
        let begin = self.outline.node(first).span.start;
        let starts = self.outline.nodes.iter().map(|node| node.span.start);
        let inside = starts.filter(|start| span.start < *start && *start < span.end);
        let mut edits: Vec<Edit> = Vec::new();
        // What is of this kind already needs no beginning of its own.
        if begin == span.start || self.outline.node(first).kind != kind {
            edits.extend(self.begin(span.start, kind));
        }
        edits.extend(inside.filter_map(|start| self.begin(start, kind)));
        // What stands behind in the same part stays what it was.
        let last = self.outline.node_at(span.end - 1).ok_or(Refusal::NoPart)?;
        let own = self.outline.own_span(last, self.text);
        let rest = self.text.trim(Span::new(span.end.min(own.end), own.end));
        let rest_kind = kind_behind(self.outline.node(last).kind);
        if !rest.is_empty() && rest_kind != kind {
            edits.extend(self.begin(rest.start, rest_kind));
        }
        // Boilerplate flows together: a border that was made inside it is none any more.
        if kind == NodeKind::Boilerplate {
            let next = self.outline.nodes.get(last.index() + 1);
            let inner = edits
                .iter()
                .filter_map(Edit::place)
                .chain(next.map(|next| next.span.start));
            let parsed = self.outline.as_parsed();
            let needless: Vec<u32> = inner
                .filter(|at| {
                    let around = parsed.node_at(*at).map(|node| parsed.node(node));
                    around.is_some_and(|node| node.kind == kind && node.span.start != *at)
                })
                .collect();
            edits.retain(|edit| edit.place().is_none_or(|at| !needless.contains(&at)));
            edits.extend(needless.into_iter().filter_map(|at| {
                let known = self.decided(at, OutlineAspect::Begin)?;
                let is_border = at < span.end || known.op == OutlineOp::Split;
                is_border.then(|| self.set(at, OutlineAspect::Begin, None))?
            }));
        }
        Ok(edits)
    }

    fn split(&self, at: u32) -> Result<Vec<Edit>, Refusal> {
        let rest = self.text.get(Span::new(at, self.text.len()));
        let rest = rest.ok_or(Refusal::NoPart)?;
        let words = rest.trim_start_matches(is_space);
        let at = self.text.len() - u32::try_from(words.len()).unwrap_or(0);
        let node = self.outline.node_at(at).ok_or(Refusal::NoPart)?;
        let known = self.outline.node(node);
        if known.span.start == at {
            return Err(Refusal::NoPart);
        }
        let kind = match known.kind {
            // Two pieces of boilerplate are one; what is split off is meant to be text.
            NodeKind::Boilerplate => NodeKind::Paragraph,
            kind => kind_behind(kind),
        };
        Ok(self.begin(at, kind).into_iter().collect())
    }

    fn join(&self, node: NodeId) -> Result<Vec<Edit>, Refusal> {
        let at = self.node_start(node)?;
        let before = node.0.checked_sub(1).map(NodeId);
        let before = before.ok_or(Refusal::NothingBefore)?;
        let parsed = self.outline.as_parsed();
        let is_parsed = parsed.nodes.iter().any(|node| node.span.start == at);
        let op = is_parsed.then_some(OutlineOp::Join);
        // What was only cut off, and not decided on since, brings nothing with it.
        let brings = is_parsed || self.record.node(node).anchor.is_some();
        let mut edits = if brings {
            self.taken_over(before, node)?
        } else {
            Vec::new()
        };
        edits.extend(self.set(at, OutlineAspect::Begin, op));
        edits.extend(self.set(at, OutlineAspect::Depth, None));
        edits.extend(self.set(at, OutlineAspect::Lead, None));
        Ok(edits)
    }

    /// What was decided on an entry goes to the one that it becomes part of.
    fn taken_over(&self, by: NodeId, from: NodeId) -> Result<Vec<Edit>, Refusal> {
        let is_entry = |node: NodeId| self.outline.node(node).kind == NodeKind::Entry;
        if !is_entry(by) || !is_entry(from) {
            return Ok(Vec::new());
        }
        let (known, other) = (self.record.node(by), self.record.node(from));
        let mut edits = Vec::new();
        if let Some(decision) = other.decision() {
            let without_status = EntryDecision {
                status: Status::Unreviewed,
                ..decision.clone()
            };
            edits.extend(self.place_entry(&without_status, self.outline.node(by).span)?);
            edits.extend(self.drop_lost(&Lost::Homeless(decision)));
        }
        let status = match (known.status, other.status) {
            (known, other) if known == other => known,
            _ => Status::InReview,
        };
        if status != known.status {
            edits.push(Edit::Status {
                target: Target::Entry(self.anchor(by)?),
                status,
                stamp: self.stamp.clone(),
            });
        }
        Ok(edits)
    }

    fn lead(&self, node: NodeId, lead: Option<Span>) -> Result<Vec<Edit>, Refusal> {
        let at = self.node_start(node)?;
        let known = self.outline.node(node);
        let may_have_lead = match known.kind {
            NodeKind::Entry => true,
            NodeKind::Section | NodeKind::Title => lead.is_some(),
            _ => false,
        };
        let own = self.outline.own_span(node, self.text);
        if !may_have_lead || lead.is_some_and(|lead| !own.contains(lead)) {
            return Err(Refusal::Lead);
        }
        if let Some(lead) = lead {
            self.check_span(lead)?;
        }
        if known.heading == lead {
            return Ok(Vec::new());
        }
        let machine = self.without(at, OutlineAspect::Lead);
        let of_machine = machine.node_at(at).map(|node| machine.node(node).heading);
        let op = (of_machine != Some(lead))
            .then(|| OutlineOp::Lead(lead.map(|lead| Anchor::of(lead, self.text))));
        Ok(self.set(at, OutlineAspect::Lead, op).into_iter().collect())
    }

    fn put_back(&self, node: NodeId) -> Result<Vec<Edit>, Refusal> {
        let start = self.node_start(node)?;
        let own = self.outline.own_span(node, self.text);
        let mut ends = own.end;
        let was_cut_out = self
            .decided(start, OutlineAspect::Begin)
            .is_some_and(|decision| decision.op != OutlineOp::Join);
        let next = self.outline.nodes.get(node.index() + 1);
        if let Some(next) = next.filter(|_| was_cut_out) {
            // The border behind what was cut out of a part was made with it.
            let border = self.decided(next.span.start, OutlineAspect::Begin);
            if border.is_some_and(|border| border.op == OutlineOp::Split) {
                ends = next.span.start + 1;
            }
        }
        let inside = |decision: &&OutlineDecision| {
            let (at, aspect) = decision.key();
            (start..own.end).contains(&at)
                || (at < ends && at >= own.end && aspect == OutlineAspect::Begin)
        };
        let known = self.record.outline.iter().filter(inside);
        let edits = known.map(|decision| Edit::Outline {
            aspect: decision.op.aspect(),
            anchor: decision.anchor.clone(),
            decision: None,
        });
        Ok(edits.collect())
    }

    /// Gives a lost decision about the tree the place where these words begin.
    pub(super) fn place_outline(
        &self,
        decision: &OutlineDecision,
        span: Span,
    ) -> Result<Vec<Edit>, Refusal> {
        self.check_span(span)?;
        let at = span.start;
        let aspect = decision.op.aspect();
        let op = match &decision.op {
            OutlineOp::Lead(Some(lead)) => {
                let node = self.outline.node_at(at).ok_or(Refusal::NoPart)?;
                let own = self.outline.own_span(node, self.text);
                let found = self.text.slice(own).find(lead.quote.as_str());
                let start = own.start as usize + found.ok_or(Refusal::Lead)?;
                let lead = Span::from_usize(start, start + lead.quote.len());
                OutlineOp::Lead(Some(Anchor::of(lead, self.text)))
            }
            op => op.clone(),
        };
        match self.decided(at, aspect) {
            Some(known) if known.op.says_same(&op) => return Ok(Vec::new()),
            Some(_) => return Err(Refusal::AlreadyThere),
            None => {}
        }
        let anchor = outline_anchor(self.text, at).ok_or(Refusal::NoPart)?;
        let has_its_words = anchor.quote == decision.anchor.quote;
        let (by, when) = if has_its_words {
            (decision.by.clone(), decision.at.clone())
        } else {
            (self.stamp.by.clone(), self.stamp.at.clone())
        };
        Ok(vec![Edit::Outline {
            aspect,
            decision: Some(OutlineDecision {
                op,
                anchor: anchor.clone(),
                by,
                at: when,
            }),
            anchor,
        }])
    }
}

/// What a part is that is split off one of this kind.
const fn kind_behind(kind: NodeKind) -> NodeKind {
    match kind {
        NodeKind::Section | NodeKind::Title => NodeKind::Paragraph,
        kind => kind,
    }
}
