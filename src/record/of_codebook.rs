//! What of a record follows from the folder's codebook: its fields, and what it calls things now.

use std::collections::BTreeMap;

use super::{FieldValue, Record};
use crate::annotation::FieldDecision;
use crate::codebook::Naming;

/// Values of a codebook's fields by name; those of fields that the codebook lacks among them.
pub type OwnFields = BTreeMap<String, FieldValue>;

impl Record {
    /// The same as a codebook has it now: tags by their names of today, and of types that are not offered any more only what was decided.
    #[must_use]
    pub fn named(mut self, naming: &Naming) -> Self {
        if naming.is_empty() {
            return self;
        }
        naming.rename_tags(&mut self.tags);
        for node in &mut self.nodes {
            naming.rename_tags(&mut node.tags);
        }
        self.mentions.retain(|mention| {
            mention.verdict.is_some() || !naming.is_archived(mention.kind.name())
        });
        self
    }
}

/// The decisions on a codebook's fields as values.
pub(super) fn own_fields<'a>(
    decided: impl Iterator<Item = (&'a String, &'a FieldDecision)>,
) -> OwnFields {
    let values = decided.map(|(name, decision)| {
        let value = FieldValue::new(None, Some(decision));
        (name.clone(), value)
    });
    values.collect()
}
