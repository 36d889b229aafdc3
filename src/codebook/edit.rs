//! The one way in which a codebook changes.

use super::{BuiltInType, Codebook, FieldDefinition, Pattern, TagDefinition, Term, TypeDefinition};

/// One change to a codebook: a part and what it holds afterwards.
///
/// Applying an edit returns the edit that puts the part back, so applying both is the identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    BuiltIn(Vec<BuiltInType>),
    Types(Vec<TypeDefinition>),
    Tags(Vec<TagDefinition>),
    Fields(Vec<FieldDefinition>),
    Terms(Vec<Term>),
    Patterns(Vec<Pattern>),
}

impl Codebook {
    /// Applies an edit and returns its inverse.
    pub fn apply(&mut self, edit: Edit) -> Edit {
        use std::mem::replace;
        match edit {
            Edit::BuiltIn(built_in) => Edit::BuiltIn(replace(&mut self.built_in, built_in)),
            Edit::Types(types) => Edit::Types(replace(&mut self.types, types)),
            Edit::Tags(tags) => Edit::Tags(replace(&mut self.tags, tags)),
            Edit::Fields(fields) => Edit::Fields(replace(&mut self.fields, fields)),
            Edit::Terms(terms) => Edit::Terms(replace(&mut self.terms, terms)),
            Edit::Patterns(patterns) => Edit::Patterns(replace(&mut self.patterns, patterns)),
        }
    }

    /// Applies edits in their order; returns what takes them back, in the order to apply it.
    pub fn apply_all(&mut self, edits: Vec<Edit>) -> Vec<Edit> {
        let mut inverses: Vec<Edit> = edits.into_iter().map(|edit| self.apply(edit)).collect();
        inverses.reverse();
        inverses
    }
}
