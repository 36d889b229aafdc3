//! Under which headings each part lies.

use super::super::marker::MarkerKind;
use super::super::{NodeId, NodeKind, Outline, line, node_id};
use super::Changes;
use super::parts::Part;
use crate::text::Text;

/// Where a part lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) parent: Option<NodeId>,
    /// How many headings stand above it.
    pub(super) depth: u8,
}

/// A heading under which the next part may lie.
struct Open {
    id: NodeId,
    is_new: bool,
    mark: Option<MarkerKind>,
}

struct Nesting<'a> {
    text: &'a Text,
    parsed: &'a Outline,
    /// How deep each parsed node lies now, or would if it were still one.
    depths: Vec<usize>,
    /// The first node of what the website put behind the content: it lies under no heading.
    furniture: usize,
    /// Outermost first.
    open: Vec<Open>,
}

/// The places of the parts that are not joined, in their order.
pub(super) fn places(
    text: &Text,
    parsed: &Outline,
    parts: &[Part],
    changes: &Changes,
) -> Vec<Place> {
    let is_furniture = |kind| matches!(kind, NodeKind::Boilerplate | NodeKind::Byline);
    let nodes = parsed.nodes.iter().rev();
    let n_furniture = nodes
        .take_while(|node| is_furniture(node.kind) && node.parent.is_none())
        .count();
    let mut nesting = Nesting {
        text,
        parsed,
        depths: vec![0; parsed.nodes.len()],
        furniture: parsed.nodes.len() - n_furniture,
        open: Vec::new(),
    };
    let mut places: Vec<Place> = Vec::with_capacity(parts.len());
    for part in parts {
        let natural = nesting.natural(part);
        if part.is_parsed {
            nesting.depths[part.node] = natural;
        }
        if part.is_joined {
            continue;
        }
        let said = changes.get(&part.start).and_then(|it| it.depth);
        let depth = said.map_or_else(|| nesting.fitting(part, natural), usize::from);
        let id = node_id(places.len());
        places.push(nesting.put(part, id, depth));
    }
    places
}

impl Nesting<'_> {
    /// How deep a part lies by where it, or what it was cut from, was parsed.
    fn natural(&self, part: &Part) -> usize {
        let was = &self.parsed.nodes[part.node];
        if part.is_parsed {
            return was
                .parent
                .map_or(0, |parent| self.depths[parent.index()] + 1);
        }
        let is_under_it = was.kind == NodeKind::Section;
        self.depths[part.node] + usize::from(is_under_it)
    }

    /// How deep it lies by what else has changed.
    fn fitting(&self, part: &Part, natural: usize) -> usize {
        let was_heading = part.is_parsed && self.parsed.nodes[part.node].kind == NodeKind::Section;
        let is_furniture = matches!(part.kind, NodeKind::Boilerplate | NodeKind::Byline)
            && part.node >= self.furniture;
        match part.kind {
            NodeKind::Section if part.is_new_heading(self.parsed) => {
                let mark = self.mark(part);
                let same = self.open.iter().position(|open| open.mark == mark);
                same.filter(|_| mark.is_some()).unwrap_or(natural)
            }
            NodeKind::Section | NodeKind::Title | NodeKind::Byline => natural,
            _ if is_furniture => natural,
            _ if was_heading => natural + 1,
            _ => {
                // Under the innermost new heading that is not deeper than it already lies.
                let over = self.open.iter().rposition(|open| open.is_new);
                over.map_or(natural, |over| natural.max(over + 1))
            }
        }
    }

    /// Closes the headings that do not stand over it any more.
    fn put(&mut self, part: &Part, id: NodeId, depth: usize) -> Place {
        self.open.truncate(depth);
        let depth = self.open.len();
        let place = Place {
            parent: self.open.last().map(|open| open.id),
            depth: u8::try_from(depth).unwrap_or(u8::MAX),
        };
        let was_heading = self.parsed.nodes[part.node].kind == NodeKind::Section;
        let is_heading = part.kind == NodeKind::Section;
        // What stood under a heading that is none now still lies one deeper than it did.
        if part.is_parsed && (is_heading || !was_heading) {
            self.depths[part.node] = depth;
        }
        if is_heading {
            self.open.push(Open {
                id,
                is_new: part.is_new_heading(self.parsed),
                mark: self.mark(part),
            });
        }
        place
    }

    fn mark(&self, part: &Part) -> Option<MarkerKind> {
        let marker = line::paragraph_of(self.text, part.span()).marker;
        marker.map(|marker| marker.kind)
    }
}
