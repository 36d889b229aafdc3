//! The folder's own types, tags, fields, terms and their keys.
//!
//! In: the text of a codebook file (RON), or nothing for the built-in one. Out: a [`Codebook`], changed by [`Edit`]s alone, each with an inverse,
//! and written back as a file that people can read. Where a folder's file cannot be read the caller reports the [`CodebookError`] and goes on with
//! the built-in one. Reads no files itself.
//!
//! Decisions name tags and types by their names in this file. So nothing here ever needs a sidecar changed: a tag that is renamed or merged keeps
//! the names that it was given under ([`TagDefinition::was`]), and one that is archived stays what it is but is not offered any more.

mod change;
mod check;
mod colour;
mod definition;
mod edit;
mod field;
mod naming;
mod new_type;
mod tags;
mod tree;
mod writing;

use serde::{Deserialize, Serialize};

pub use change::{Change, Refusal, TagPlace};
pub use check::CodebookError;
pub use colour::{PALETTE, parse_colour};
pub use definition::{BuiltInType, Pattern, TYPE_KEYS, TagDefinition, Term, TypeDefinition};
pub use edit::Edit;
pub use field::{FieldDefinition, FieldKind, FieldOwner, SEPARATOR, parts};
pub use naming::Naming;
pub use tree::TagRow;
pub use writing::n_comments;

/// The name of a folder's own codebook.
pub const FILE_NAME: &str = "codebook.piyue.ron";

/// The largest file that is read, in bytes: some twenty thousand terms.
pub const MAX_BYTES: usize = 1 << 20;

/// The newest form of the file that this program reads, and the one it writes. The first had no fields, no tree of tags, nothing archived.
const VERSION: u32 = 2;

/// The mention types that are built in, by name.
pub const BUILT_IN_TYPES: [&str; 7] = ["date", "org", "person", "doc", "event", "metric", "place"];

/// Types, tags, fields, terms and patterns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codebook {
    version: u32,
    /// What the built-in types are called here, where that is not what the program calls them.
    #[serde(default)]
    pub built_in: Vec<BuiltInType>,
    /// Mention types beside the seven built-in ones.
    #[serde(default)]
    pub types: Vec<TypeDefinition>,
    /// In the order of menus among those with the same parent.
    #[serde(default)]
    pub tags: Vec<TagDefinition>,
    /// Fields of entries and documents beside the built-in ones, in the order of the form.
    #[serde(default)]
    pub fields: Vec<FieldDefinition>,
    /// Words that are mentions wherever they stand.
    #[serde(default)]
    pub terms: Vec<Term>,
    /// Forms that are mentions wherever they stand.
    #[serde(default)]
    pub patterns: Vec<Pattern>,
}

impl Default for Codebook {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Codebook {
    /// The codebook that comes with the program.
    #[must_use]
    pub fn built_in() -> Self {
        Self::from_ron(include_str!("../../assets/codebook.piyue.ron"))
            .expect("the built-in codebook is tested")
    }

    /// The tag that a digit key gives.
    #[must_use]
    pub fn tag_of_key(&self, key: char) -> Option<&TagDefinition> {
        let tag = self.tags.iter().find(|tag| tag.key == Some(key))?;
        (!self.is_archived(tag)).then_some(tag)
    }

    /// The tag of this name, or the one that was given under it before.
    #[must_use]
    pub fn tag(&self, name: &str) -> Option<&TagDefinition> {
        let is_it = |tag: &&TagDefinition| tag.name == name;
        let was_it = |tag: &&TagDefinition| tag.was.iter().any(|was| was == name);
        self.tags
            .iter()
            .find(is_it)
            .or_else(|| self.tags.iter().find(was_it))
    }

    #[must_use]
    pub fn has_tag(&self, name: &str) -> bool {
        self.tag(name).is_some()
    }

    /// A type of this codebook's own.
    #[must_use]
    pub fn own_type(&self, name: &str) -> Option<&TypeDefinition> {
        self.types
            .iter()
            .find(|definition| *definition.name == *name)
    }

    /// What a built-in type is called here, where it is called otherwise than in the program.
    #[must_use]
    pub fn built_in_type(&self, name: &str) -> Option<&BuiltInType> {
        self.built_in.iter().find(|known| known.name == name)
    }

    /// Whether mentions of this type are still offered: found, and to be chosen from menus. One that there is not is not.
    #[must_use]
    pub fn offers_type(&self, name: &str) -> bool {
        if BUILT_IN_TYPES.contains(&name) {
            return self.built_in_type(name).is_none_or(|known| !known.archived);
        }
        self.own_type(name).is_some_and(|known| !known.archived)
    }

    /// A field of entries or of documents.
    #[must_use]
    pub fn field(&self, owner: FieldOwner, name: &str) -> Option<&FieldDefinition> {
        self.fields
            .iter()
            .find(|field| field.of == owner && field.name == name)
    }

    /// The fields that the form offers, in its order.
    pub fn fields_of(&self, owner: FieldOwner) -> impl Iterator<Item = &FieldDefinition> {
        let fields = self.fields.iter();
        fields.filter(move |field| field.of == owner && !field.archived)
    }

    /// Whether the same is found with this codebook as with another.
    #[must_use]
    pub fn finds_like(&self, other: &Self) -> bool {
        let kinds = self.terms.iter().map(|term| &term.kind);
        let kinds = kinds.chain(self.patterns.iter().map(|pattern| &pattern.kind));
        let mut kinds = kinds.filter(|kind| self.offers_type(kind) != other.offers_type(kind));
        self.terms == other.terms && self.patterns == other.patterns && kinds.next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_codebook_has_nine_tags_with_keys() {
        let codebook = Codebook::built_in();
        assert_eq!(
            ('1'..='9')
                .filter_map(|key| codebook.tag_of_key(key))
                .count(),
            9
        );
    }

    #[test]
    fn a_tag_is_known_by_the_names_that_it_had() {
        let codebook = Codebook::from_ron(
            "Codebook(version: 2, tags: [(name: \"会议活动\", key: '1', was: [\"会议\"]), (name: \"旧\", key: '2', archived: true)])",
        )
        .expect("a codebook");
        assert_eq!(codebook.tag("会议").map(|tag| &*tag.name), Some("会议活动"));
        assert!(codebook.tag_of_key('1').is_some());
        assert_eq!(codebook.tag_of_key('2'), None, "archived tags have no key");
    }
}
