//! The folder's own types, fields, tags and their keys.

/// Types, fields and tags.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Codebook {}
