//! The names of a document's fields: the built-in ones and those of a codebook.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::document::DocumentField;

/// A field of a document. In files it is its name; one that is not built in is a codebook's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldName {
    BuiltIn(DocumentField),
    Own(String),
}

impl FieldName {
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        DocumentField::from_name(name).map_or_else(|| Self::Own(name.to_owned()), Self::BuiltIn)
    }

    /// The name in files and exchange formats.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::BuiltIn(field) => field.name(),
            Self::Own(name) => name,
        }
    }
}

impl From<DocumentField> for FieldName {
    fn from(field: DocumentField) -> Self {
        Self::BuiltIn(field)
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for FieldName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for FieldName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|name| Self::from_name(&name))
    }
}
