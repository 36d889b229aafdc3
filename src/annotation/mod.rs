//! Decisions: everything that reviewers decided about one document.
//!
//! An [`Annotation`] changes by applying an [`Edit`], and by nothing else; each application yields its inverse, so undo, redo and
//! bulk changes use one path. [`merge`] makes one of two. [`sidecar`] writes and reads the RON form; [`drift`] finds places again in a source that has changed.
//! Nothing here knows what the machine found, except what a
//! decision quotes of it.
//!
//! In memory every [`Anchor`] counts in bytes of the document's text; `sidecar` converts to code points and back, in one place.

mod conflict;
mod difference;
pub mod drift;
mod edit;
mod erratum;
mod field_name;
pub mod merge;
mod outline;
mod placing;
pub mod sidecar;
mod slot;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use conflict::Conflict;
pub use difference::difference;
pub use edit::{Edit, Target};
pub use erratum::Erratum;
pub use field_name::FieldName;
pub use outline::{OutlineAspect, OutlineDecision, OutlineOp, outline_anchor};
pub use placing::{EarlierTexts, Moves, Present};
pub use slot::Slot;

use crate::extract::MentionType;
use crate::text::{Span, Text};

/// How many characters of context an anchor keeps on either side.
const CONTEXT_CHARS: usize = 12;

/// How far a reviewer has come with an entry or a document.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub enum Status {
    #[default]
    Unreviewed,
    InReview,
    Reviewed,
}

impl Status {
    pub const ALL: [Self; 3] = [Self::Unreviewed, Self::InReview, Self::Reviewed];

    /// The name in exchange formats and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unreviewed => "unreviewed",
            Self::InReview => "in_review",
            Self::Reviewed => "reviewed",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// What a reviewer decided on something extracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// The machine was right.
    Accepted,
    /// Type, place or value were put right.
    Corrected,
    /// It is none.
    Rejected,
    /// The machine had not found it.
    Added,
}

impl Verdict {
    pub const ALL: [Self; 4] = [Self::Accepted, Self::Corrected, Self::Rejected, Self::Added];

    /// The name in exchange formats.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Corrected => "corrected",
            Self::Rejected => "rejected",
            Self::Added => "added",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

/// Who decided, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// The reviewer's name; none where no name was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// RFC 3339 with the offset of the reviewer's clock, to the second.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
}

impl Stamp {
    /// By this reviewer, now.
    #[must_use]
    pub fn now(by: Option<&str>) -> Self {
        let now = jiff::Zoned::now();
        let at = now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        Self {
            by: by.map(str::to_owned),
            at,
        }
    }
}

/// Where an annotation belongs: position, quote and context (the selectors of the W3C Web Annotation model).
///
/// `start` and `end` count bytes in memory and code points in a sidecar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    pub start: u32,
    pub end: u32,
    pub quote: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
}

impl Anchor {
    /// The anchor of a span of this text. Panics where the span is none of the text.
    #[must_use]
    pub fn of(span: Span, text: &Text) -> Self {
        let (before, after) = (
            &text.as_str()[..span.start as usize],
            &text.as_str()[span.end as usize..],
        );
        let from = before
            .char_indices()
            .rev()
            .take(CONTEXT_CHARS)
            .last()
            .map_or(before.len(), |(at, _)| at);
        Self {
            start: span.start,
            end: span.end,
            quote: text.slice(span).to_owned(),
            before: before[from..].to_owned(),
            after: after.chars().take(CONTEXT_CHARS).collect(),
        }
    }

    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// What the machine had found, where a correction changed it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Was {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MentionType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A decision on a mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MentionDecision {
    pub verdict: Verdict,
    pub kind: MentionType,
    pub anchor: Anchor,
    /// The value that holds; what the machine said stands where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Was>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
}

impl MentionDecision {
    /// The type and place that the machine gave, or that the reviewer gave to an addition: what the decision is about.
    #[must_use]
    pub fn origin(&self) -> (&MentionType, Span) {
        let was = self.was.as_ref();
        let kind = was.and_then(|was| was.kind.as_ref()).unwrap_or(&self.kind);
        (kind, self.origin_anchor().span())
    }

    /// The place that the machine gave, or that the reviewer gave to an addition.
    #[must_use]
    pub fn origin_anchor(&self) -> &Anchor {
        let was = self.was.as_ref();
        was.and_then(|was| was.anchor.as_ref())
            .unwrap_or(&self.anchor)
    }
}

/// A decision on a field of a document or an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldDecision {
    /// The value that holds; none where the reviewer says that there is none.
    pub value: Option<String>,
    /// What the machine had said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
}

/// Everything decided about one entry except its mentions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryDecision {
    /// The entry's lead, or its first forty characters where it has none.
    pub anchor: Anchor,
    #[serde(default, skip_serializing_if = "is_unreviewed")]
    pub status: Status,
    /// By name, so that a codebook's own fields fit.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "sidecar::map_without_doubles"
    )]
    pub fields: BTreeMap<String, FieldDecision>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
}

impl EntryDecision {
    /// Nothing decided yet on the entry at this anchor.
    #[must_use]
    pub const fn new(anchor: Anchor) -> Self {
        Self {
            anchor,
            status: Status::Unreviewed,
            fields: BTreeMap::new(),
            tags: Vec::new(),
            note: None,
            by: None,
            at: String::new(),
        }
    }

    /// Whether nothing is decided, so that nothing need be kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.status == Status::Unreviewed
            && self.fields.is_empty()
            && self.tags.is_empty()
            && self.note.is_none()
    }
}

/// What was decided about the document as a whole, except its fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    #[serde(default)]
    pub status: Status,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<String>,
    /// When the status, tags or note last changed (RFC 3339).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub updated: String,
}

/// A decision whose place in a changed source is not certain: kept, shown, applied to nothing. It takes its place again by itself only where that
/// is certain by comparison with the source that it was made on ([`drift`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detached {
    /// SHA-256 of the bytes of that source, lower-case hexadecimal.
    pub sha256: String,
    pub decision: DetachedDecision,
}

/// What was decided there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DetachedDecision {
    Mention(MentionDecision),
    Entry(EntryDecision),
    Erratum(Erratum),
    Outline(OutlineDecision),
}

impl Detached {
    /// Where it stood in the source that it was made on, in that source's code points.
    #[must_use]
    pub const fn anchor(&self) -> &Anchor {
        match &self.decision {
            DetachedDecision::Mention(decision) => &decision.anchor,
            DetachedDecision::Entry(decision) => &decision.anchor,
            DetachedDecision::Erratum(erratum) => &erratum.anchor,
            DetachedDecision::Outline(decision) => &decision.anchor,
        }
    }

    /// The order in which detached decisions are kept: mentions first, then entries, errata and the tree, each by place, then whatever tells two apart.
    fn order(&self) -> impl Ord + use<> {
        let kind = match self.decision {
            DetachedDecision::Mention(_) => 0,
            DetachedDecision::Entry(_) => 1,
            DetachedDecision::Erratum(_) => 2,
            DetachedDecision::Outline(_) => 3,
        };
        let Anchor { start, end, .. } = *self.anchor();
        (kind, start, end, format!("{self:?}"))
    }
}

/// One line of the history: an edit that was applied, undoing included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogEntry {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    pub edit: Edit,
}

/// Everything that was decided about one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotation {
    pub review: Review,
    pub document: BTreeMap<FieldName, FieldDecision>,
    /// Changes to the tree, in text order.
    pub outline: Vec<OutlineDecision>,
    /// In text order.
    pub entries: Vec<EntryDecision>,
    /// In text order of what they are about.
    pub mentions: Vec<MentionDecision>,
    /// Corrections of the source, in text order.
    pub errata: Vec<Erratum>,
    /// Mentions before entries before errata before the tree, each by place.
    pub detached: Vec<Detached>,
    /// What reviewers decided differently and nobody settled yet, in the order of its slots.
    pub conflicts: Vec<Conflict>,
    pub log: Vec<LogEntry>,
}

impl Annotation {
    /// The decision on the mention of this type and place.
    #[must_use]
    pub fn mention(&self, kind: &MentionType, span: Span) -> Option<&MentionDecision> {
        self.mentions
            .iter()
            .find(|decision| decision.origin() == (kind, span))
    }

    /// The decision on the entry whose anchor begins here.
    #[must_use]
    pub fn entry(&self, start: u32) -> Option<&EntryDecision> {
        self.entries
            .iter()
            .find(|decision| decision.anchor.start == start)
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_unreviewed(status: &Status) -> bool {
    *status == Status::Unreviewed
}
