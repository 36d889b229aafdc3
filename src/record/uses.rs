//! How often the definitions of a codebook are used.

use std::collections::BTreeMap;

use super::Record;
use crate::annotation::{Annotation, DetachedDecision};
use crate::codebook::{FieldOwner, TagDefinition};

/// Uses by name, as they stand in the decisions: tags under the names that they were given under.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Uses {
    tags: BTreeMap<String, usize>,
    types: BTreeMap<String, usize>,
    fields: BTreeMap<(FieldOwner, String), usize>,
}

impl Uses {
    /// Entries and documents with a tag, under whatever name it was given.
    #[must_use]
    pub fn of_tag(&self, tag: &TagDefinition) -> usize {
        let names = std::iter::once(&tag.name).chain(&tag.was);
        names.map(|name| self.of_tag_name(name)).sum()
    }

    /// Entries and documents that were given a tag under this very name.
    #[must_use]
    pub fn of_tag_name(&self, name: &str) -> usize {
        self.tags.get(name).copied().unwrap_or(0)
    }

    /// Mentions of a type that nobody rejected.
    #[must_use]
    pub fn of_type(&self, name: &str) -> usize {
        self.types.get(name).copied().unwrap_or(0)
    }

    /// Entries or documents where a field was filled in.
    #[must_use]
    pub fn of_field(&self, owner: FieldOwner, name: &str) -> usize {
        let fields = self.fields.iter();
        let mut fields = fields.filter(|((of, known), _)| *of == owner && known == name);
        fields.next().map_or(0, |(_, n)| *n)
    }

    /// Tags that were given and are in no codebook of these names, with how often.
    pub fn tags(&self) -> impl Iterator<Item = (&str, usize)> {
        self.tags.iter().map(|(name, n)| (name.as_str(), *n))
    }

    /// Adds those of other documents.
    pub fn add(&mut self, others: Self) {
        let Self {
            tags,
            types,
            fields,
        } = others;
        for (name, n) in tags {
            *self.tags.entry(name).or_default() += n;
        }
        for (name, n) in types {
            *self.types.entry(name).or_default() += n;
        }
        for (field, n) in fields {
            *self.fields.entry(field).or_default() += n;
        }
    }

    /// Adds those of a document.
    pub fn count(&mut self, annotation: &Annotation, record: &Record) {
        let detached = annotation.detached.iter();
        let detached = detached.filter_map(|detached| match &detached.decision {
            DetachedDecision::Entry(entry) => Some(entry),
            _ => None,
        });
        let entries = annotation.entries.iter().chain(detached);
        for field in record.own_fields.keys() {
            let key = (FieldOwner::Document, field.clone());
            *self.fields.entry(key).or_default() += 1;
        }
        for tag in &annotation.review.tags {
            *self.tags.entry(tag.clone()).or_default() += 1;
        }
        for entry in entries {
            for tag in &entry.tags {
                *self.tags.entry(tag.clone()).or_default() += 1;
            }
            for field in entry.fields.keys() {
                let key = (FieldOwner::Entry, field.clone());
                *self.fields.entry(key).or_default() += 1;
            }
        }
        let mentions = record.mentions.iter();
        for mention in mentions.filter(|mention| mention.is_in_force()) {
            match self.types.get_mut(mention.kind.name()) {
                Some(n) => *n += 1,
                None => drop(self.types.insert(mention.kind.name().to_owned(), 1)),
            }
        }
    }
}
