//! What a codebook defines: types, tags, terms, patterns.

use std::sync::{Arc, OnceLock};

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::check::compile;

/// The letters that a type of a codebook can have in menus: those that mean nothing else there.
pub const TYPE_KEYS: [char; 10] = ['G', 'H', 'I', 'J', 'M', 'Q', 'U', 'W', 'X', 'Y'];

/// Words that are always a mention of a type.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// A built-in type or one of this codebook's.
    #[serde(rename = "type")]
    pub kind: String,
    pub text: String,
    /// The value; the words themselves where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A form that is always a mention of a type.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// A built-in type or one of this codebook's.
    #[serde(rename = "type")]
    pub kind: String,
    /// A regular expression as the regex crate reads it: no look-around, and time linear in the text.
    pub pattern: String,
    /// Compiled when it is first checked or looked for.
    #[serde(skip)]
    compiled: OnceLock<Regex>,
}

impl Pattern {
    #[must_use]
    pub fn new(kind: &str, pattern: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            pattern: pattern.to_owned(),
            compiled: OnceLock::new(),
        }
    }

    /// The expression, compiled once; none where it is none or too large.
    #[must_use]
    pub fn regex(&self) -> Option<&Regex> {
        if self.compiled.get().is_none()
            && let Ok(regex) = compile(&self.pattern)
        {
            // Another thread may have been faster; both compiled the same.
            let _ = self.compiled.set(regex);
        }
        self.compiled.get()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.pattern == other.pattern
    }
}

impl Eq for Pattern {}

/// A mention type of the folder's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeDefinition {
    /// In files and exchange formats; none of the built-in names. It never changes, or the decisions on its mentions would be on another type.
    pub name: Arc<str>,
    /// What the window shows.
    pub label: String,
    /// What the window shows in English; the label where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_en: Option<String>,
    /// The one character of its badge.
    pub mark: char,
    /// `#RRGGBB` of its badge on light ground.
    pub colour: String,
    /// Its letter in menus, one of [`TYPE_KEYS`]; one that is free where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    /// Not found and not offered any more; what was decided stays.
    #[serde(default, skip_serializing_if = "is_false")]
    pub archived: bool,
}

/// What a built-in type is called and looks like in this folder; what is absent is as in the program.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuiltInType {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// In English; the label where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_en: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<char>,
    /// `#RRGGBB` of its badge on light ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// Not offered any more; what was decided stays.
    #[serde(default, skip_serializing_if = "is_false")]
    pub archived: bool,
}

impl BuiltInType {
    /// As the program has it.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }
}

/// A tag for entries and documents.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagDefinition {
    /// Each once in a codebook, whatever it stands under: decisions name tags by it alone.
    pub name: String,
    /// The tag that it stands under; none for those at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// A digit from 1 to 9 that gives the tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    /// Under which heading tags at the top stand together in menus; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// Names under which it was given before: its own of earlier, and those of tags that were merged into it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<String>,
    /// Not offered any more, with all that stands under it; what was given stays.
    #[serde(default, skip_serializing_if = "is_false")]
    pub archived: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
pub(super) fn is_false(value: &bool) -> bool {
    !*value
}
