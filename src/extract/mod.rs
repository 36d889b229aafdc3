//! Outline to mentions: dates, bodies, persons, documents, events, figures and places with normalised values.
//!
//! In: the text, the codebook, and the outline and document fields in force (a reviewer who corrects the period gets the dates anew).
//! Out: an [`Extraction`], a pure function of these on any machine and any number of threads. Rules are about the language of
//! bulletins; each has a name, so that a wrong finding can be traced. What a correct extraction is, the project's annotation guidelines define.
//! Nothing here knows what a reviewer decided.

mod attributes;
mod calendar;
mod check;
mod context;
mod cue;
mod date;
mod date_cursor;
mod date_month;
mod date_reader;
mod doc;
mod entry;
mod event;
mod event_name;
mod event_words;
mod flat;
mod full_name;
mod lexicon;
mod metric;
mod metric_context;
mod metric_unit;
mod numeral;
mod org;
mod org_branch;
mod org_frame;
mod org_kind;
mod org_name;
mod org_suffix;
mod org_value;
mod org_whole;
mod passage;
mod person;
mod person_again;
mod person_appointed;
mod person_foreign;
mod person_frame;
mod person_list;
mod person_name;
mod person_office;
mod pipeline;
mod place;
mod place_again;
mod place_city;
mod place_context;
mod place_county;
mod place_town;
mod resolve;
mod term;
mod trial;
mod value;
mod word_set;
mod words;

pub use attributes::Attributes;
pub use context::Context;
pub use trial::{Trial, TrialHit, trial};
pub use value::{ValueProblem, check_value, normalise, value_of_span};
pub use words::{jieba, warm_up, word_at};

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codebook::Codebook;
use crate::document::{Diagnostic, Found, NodeId, Outline};
use crate::text::{Span, Text};

/// What a mention is of: one of the seven built-in types or one of the codebook's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionType {
    Date,
    Org,
    Person,
    Doc,
    Event,
    Metric,
    Place,
    Custom(Arc<str>),
}

impl MentionType {
    /// The built-in types in the order of legends and forms.
    pub const BUILT_IN: [Self; 7] = [
        Self::Date,
        Self::Org,
        Self::Person,
        Self::Doc,
        Self::Event,
        Self::Metric,
        Self::Place,
    ];

    /// The name in files and exchange formats.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Date => "date",
            Self::Org => "org",
            Self::Person => "person",
            Self::Doc => "doc",
            Self::Event => "event",
            Self::Metric => "metric",
            Self::Place => "place",
            Self::Custom(name) => name,
        }
    }

    /// Any name: one that is not built in is the codebook's.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        Self::BUILT_IN
            .into_iter()
            .find(|kind| kind.name() == name)
            .unwrap_or_else(|| Self::Custom(name.into()))
    }
}

impl fmt::Display for MentionType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for MentionType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for MentionType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_name(&String::deserialize(deserializer)?))
    }
}

/// A typed span with a normalised value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The deepest node it stands in.
    pub node: NodeId,
    pub kind: MentionType,
    pub span: Span,
    pub value: String,
    pub attributes: Attributes,
    /// What found it, such as `date.month_day_range`.
    pub rule: &'static str,
}

/// The fields of an entry that are derived from its mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryField {
    /// The main date, ISO 8601.
    Date,
    /// The coded main action, such as 印发 or 召开.
    Action,
    /// The leading body.
    Body,
}

impl EntryField {
    /// In the order of forms and exchange formats.
    pub const ALL: [Self; 3] = [Self::Date, Self::Action, Self::Body];

    /// The name in exchange formats.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Action => "action",
            Self::Body => "body",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// The codes that [`EntryField::Action`] takes, in the order of menus.
pub const ACTIONS: [&str; 16] = [
    "印发", "发布", "公布", "召开", "举办", "启动", "部署", "开展", "培训", "上线", "调研", "征集",
    "出席", "建设", "推进", "其他",
];

/// Everything found in one document. Mentions are in text order and do not overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extraction {
    pub mentions: Vec<Mention>,
    /// Derived fields by entry; absent where the rules found none.
    pub entry_fields: BTreeMap<(NodeId, EntryField), Found>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Everything that is found in the words of one node, by the rules and by the codebook, also what gives way to something stronger: what else a
/// mention there could be. Looked for when somebody asks, for one node at a time.
#[must_use]
pub fn candidates_in(
    text: &Text,
    codebook: &Codebook,
    outline: &Outline,
    node: NodeId,
) -> Vec<Mention> {
    let mut found = pipeline::candidates(text, outline, node);
    found.extend(term::candidates(text, codebook, outline, node));
    found
}

/// Extracts the mentions of a document. `outline` and its fields are those in force; any span in it that does not lie in the text
/// counts as empty.
#[must_use]
pub fn extract(text: &Text, codebook: &Codebook, outline: &Outline) -> Extraction {
    let mut extraction = pipeline::run(text, outline);
    term::apply(text, codebook, outline, &mut extraction);
    // It stays as long as the folder is open.
    extraction.mentions.shrink_to_fit();
    extraction
}
