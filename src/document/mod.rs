//! Text to outline: the tree of sections and entries, the document's type and fields.
//!
//! In: a decoded [`Text`]. Out: an [`Outline`], always: odd text gives a plainer tree and [`Diagnostic`]s. What the tree must be is
//! defined by the project's annotation guidelines: every non-blank line is in exactly one deepest node, website furniture is set apart as
//! [`NodeKind::Boilerplate`]. This module finds no mentions and knows nothing of reviewers.

mod beginning;
mod bulletin;
mod byline;
mod check;
mod chronicle;
mod cue;
mod date;
mod fields;
mod frame;
mod furniture;
mod kind;
mod lead;
mod line;
mod marked;
mod marker;
mod month;
mod other;
mod page_table;
mod period;
mod plain;
mod points;
pub mod regions;
pub mod reshape;
mod stretch;
mod title;
mod tree;
mod wrap;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::frame::Frame;
use self::kind::Kind;
use self::line::Para;
use self::tree::Role;
use crate::text::{Span, Text};

/// What a part of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// The document's own title.
    Title,
    /// Issuing bodies, document number, the issuing department's own time and source line.
    Byline,
    /// 【摘要】 or a line that only announces what follows.
    Summary,
    /// A heading with what stands under it.
    Section,
    /// One reported item, the unit of review.
    Entry,
    /// Running text that is no entry.
    Paragraph,
    /// What the website put there.
    Boilerplate,
}

impl NodeKind {
    pub const ALL: [Self; 7] = [
        Self::Title,
        Self::Byline,
        Self::Summary,
        Self::Section,
        Self::Entry,
        Self::Paragraph,
        Self::Boilerplate,
    ];

    /// The name in exchange formats.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Byline => "byline",
            Self::Summary => "summary",
            Self::Section => "section",
            Self::Entry => "entry",
            Self::Paragraph => "paragraph",
            Self::Boilerplate => "boilerplate",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Position of a node in [`Outline::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NodeId(pub u32);

impl NodeId {
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub kind: NodeKind,
    pub parent: Option<NodeId>,
    /// From the first to the last non-space character, marker and children included.
    pub span: Span,
    /// A section's heading or a title without its marker, an entry's lead; empty leads are `None`. A span may cross a hard line break.
    pub heading: Option<Span>,
    /// Where the running text begins, after marker, lead and what separates them; the span's start where there is neither.
    pub body_start: u32,
    /// Of a section: 1 for the outermost kind of heading, one more for each depth; otherwise 0.
    pub level: u8,
    /// Of an entry whose lead is a province-level division: its six-digit GB/T 2260 code.
    pub region: Option<&'static str>,
    /// Of an entry: whether its text was left out (（略）).
    pub redacted: bool,
}

impl Node {
    /// The heading or lead as one line: hard line breaks and the indents after them are dropped.
    #[must_use]
    pub fn heading_text<'t>(&self, text: &'t Text) -> Option<Cow<'t, str>> {
        let slice = text.slice(self.heading?);
        Some(if slice.contains('\n') {
            Cow::Owned(
                slice
                    .lines()
                    .map(|line| line.trim_matches(crate::text::is_space))
                    .collect(),
            )
        } else {
            Cow::Borrowed(slice)
        })
    }

    /// The running text of an entry or paragraph (children have none of their own inside these kinds).
    #[must_use]
    pub const fn body(&self) -> Span {
        Span::new(self.body_start, self.span.end)
    }
}

/// The kind of a whole document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocType {
    /// 工作月报 and its like.
    MonthlyBulletin,
    /// 工作要点.
    WorkPoints,
    /// 大事记.
    Chronicle,
    #[default]
    Other,
}

impl DocType {
    pub const ALL: [Self; 4] = [
        Self::MonthlyBulletin,
        Self::WorkPoints,
        Self::Chronicle,
        Self::Other,
    ];

    /// The name in exchange formats.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MonthlyBulletin => "monthly_bulletin",
            Self::WorkPoints => "work_points",
            Self::Chronicle => "chronicle",
            Self::Other => "other",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The fields every document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentField {
    DocType,
    Title,
    /// ISO 8601 interval of dates that the document reports on.
    Period,
    /// Joint bodies with one space between.
    Issuer,
    /// ISO 8601 date, or date and minute.
    Published,
    Source,
}

impl DocumentField {
    /// In the order of forms and exchange formats.
    pub const ALL: [Self; 6] = [
        Self::DocType,
        Self::Title,
        Self::Period,
        Self::Issuer,
        Self::Published,
        Self::Source,
    ];

    /// The name in exchange formats.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DocType => "doc_type",
            Self::Title => "title",
            Self::Period => "period",
            Self::Issuer => "issuer",
            Self::Published => "published",
            Self::Source => "source",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

impl Serialize for DocumentField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for DocumentField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("unknown field {name}")))
    }
}

impl fmt::Display for DocumentField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A value read from the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub value: String,
    /// The words it was read from, where they are in one place.
    pub span: Option<Span>,
    /// The rule that read it.
    pub rule: &'static str,
}

/// What the fields of a document say; a field that the text does not show is absent.
pub type Fields = BTreeMap<DocumentField, Found>;

/// Something odd about a document that its reader should know. Never stops anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name such as `outline.number_skipped`; `ui` and `cli` put it into words.
    pub code: &'static str,
    pub span: Span,
    /// What the words need: the missing number, the repeated name. Empty where the code says all.
    pub detail: String,
}

/// A document's tree, in text order (a parent before its children), with its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    pub nodes: Vec<Node>,
    pub fields: Fields,
    pub diagnostics: Vec<Diagnostic>,
    /// The outline as parsed, where this is one that was changed ([`reshape`]).
    pub origin: Option<Arc<Self>>,
}

impl Outline {
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// Every node with its id, in text order.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes
            .iter()
            .enumerate()
            .map(|(i, node)| (node_id(i), node))
    }

    /// The entries in text order.
    pub fn entries(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.iter().filter(|(_, node)| node.kind == NodeKind::Entry)
    }

    /// The deepest node that contains a byte offset.
    #[must_use]
    pub fn node_at(&self, offset: u32) -> Option<NodeId> {
        // Nodes are in text order, a parent before its children: the last that starts at or before the offset and holds it is the deepest.
        let after = self.nodes.partition_point(|node| node.span.start <= offset);
        let mut id = node_id(after.checked_sub(1)?);
        loop {
            let node = self.node(id);
            if node.span.contains_offset(offset) {
                return Some(id);
            }
            id = node.parent?;
        }
    }

    /// The headings from the outermost section down to the node's own parent.
    #[must_use]
    pub fn section_path<'t>(&self, id: NodeId, text: &'t Text) -> Vec<Cow<'t, str>> {
        let mut path = Vec::new();
        let mut at = self.node(id).parent;
        while let Some(parent) = at {
            path.extend(self.node(parent).heading_text(text));
            at = self.node(parent).parent;
        }
        path.reverse();
        path
    }

    /// The document's type, [`DocType::Other`] where it is not known.
    #[must_use]
    pub fn doc_type(&self) -> DocType {
        self.fields
            .get(&DocumentField::DocType)
            .and_then(|found| DocType::from_name(&found.value))
            .unwrap_or_default()
    }
}

fn node_id(index: usize) -> NodeId {
    NodeId(u32::try_from(index).expect("a text has fewer nodes than bytes"))
}

/// Parses a document. What people change about the tree, [`reshape`] does.
#[must_use]
pub fn parse(text: &Text) -> Outline {
    parse_part(text, Span::new(0, text.len()))
}

/// Parses a document of which a part is known to be the document itself: the lines outside are furniture, whatever they say.
#[must_use]
pub fn parse_part(text: &Text, content: Span) -> Outline {
    let (paras, around) = line::paragraphs_in(text, content);
    let loose = line::is_loose(&paras);
    let frame = frame::read(text, &paras);
    let title = frame
        .title
        .clone()
        .map(|range| title::heading(text, &paras, range));
    let kind = detect(text, &paras, &frame, loose);
    let tail = frame.tail;
    let roles = roles(text, &paras, frame, kind.doc_type, loose);
    let nodes = tree::build(
        text,
        &tree::Parts {
            paras: &paras,
            roles: &roles,
            tail,
            around: &around,
        },
    );
    let heads = paras
        .iter()
        .zip(&roles)
        .filter(|(_, role)| matches!(role, Role::Section { .. } | Role::Entry(_)))
        .filter_map(|(para, _)| Some((para.marker?, para.span)));
    let diagnostics = check::check(text, heads, &nodes);
    let fields = fields::read(&fields::Read {
        text,
        paras: &paras,
        roles: &roles,
        title,
        kind,
    });
    Outline {
        nodes,
        fields,
        diagnostics,
        origin: None,
    }
}

/// The document's type, from the title or from the content inside the frame.
fn detect(text: &Text, paras: &[Para], frame: &Frame, loose: bool) -> Kind {
    let title = frame
        .title
        .clone()
        .map(|range| cue::without_spaces(&title::cue(paras, range)).into_owned());
    let from = (0..frame.tail)
        .find(|&i| matches!(frame.roles[i], None | Some(Role::Summary)))
        .unwrap_or(frame.tail);
    kind::detect(text, title.as_deref(), &paras[from..frame.tail], loose)
}

/// A role for every paragraph: the frame's, then marked lines, then what the document's type makes of the rest.
fn roles(text: &Text, paras: &[Para], frame: Frame, doc_type: DocType, loose: bool) -> Vec<Role> {
    let Frame {
        mut roles,
        tail,
        title: _,
    } = frame;
    plain::tables(text, paras, &mut roles, tail);
    if doc_type == DocType::Chronicle {
        chronicle::assign_months(text, paras, &mut roles, tail);
    } else {
        plain::attachments(text, paras, &mut roles, tail);
        plain::inner_signatures(paras, &mut roles, tail);
    }
    marked::assign(text, paras, &mut roles, loose, tail);
    match doc_type {
        DocType::MonthlyBulletin => bulletin::assign(text, paras, &mut roles, loose, tail),
        DocType::WorkPoints => points::assign(text, paras, &mut roles, loose, tail),
        DocType::Chronicle => chronicle::assign(text, paras, &mut roles, tail),
        DocType::Other => other::assign(text, paras, &mut roles, loose, tail),
    }
    paras
        .iter()
        .zip(roles)
        .map(|(para, role)| role.unwrap_or_else(|| plain::paragraph(para)))
        .collect()
}

#[cfg(test)]
mod layout_tests;
#[cfg(test)]
mod tests;
