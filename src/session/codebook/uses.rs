//! How often the definitions of a codebook are used in the open folder.

use std::collections::BTreeMap;

use super::{CodebookEditor, Session};
use crate::annotation::DetachedDecision;
use crate::codebook::{FieldOwner, TagDefinition};
use crate::session::Folder;

/// Uses by name, as they stand in the decisions: tags under the names that they were given under.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Uses {
    tags: BTreeMap<String, usize>,
    types: BTreeMap<String, usize>,
    fields: BTreeMap<(FieldOwner, String), usize>,
    /// Of the folder when they were counted.
    revision: Option<u64>,
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

    fn count(folder: &Folder) -> Self {
        let mut uses = Self {
            revision: Some(folder.revision()),
            ..Self::default()
        };
        let documents = folder.documents().iter();
        for open in documents.filter_map(|document| document.open()) {
            let annotation = &open.loaded.annotation;
            let detached = annotation.detached.iter();
            let detached = detached.filter_map(|detached| match &detached.decision {
                DetachedDecision::Entry(entry) => Some(entry),
                _ => None,
            });
            let entries = annotation.entries.iter().chain(detached);
            for field in open.record.own_fields.keys() {
                let key = (FieldOwner::Document, field.clone());
                *uses.fields.entry(key).or_default() += 1;
            }
            for tag in &annotation.review.tags {
                *uses.tags.entry(tag.clone()).or_default() += 1;
            }
            for entry in entries {
                for tag in &entry.tags {
                    *uses.tags.entry(tag.clone()).or_default() += 1;
                }
                for field in entry.fields.keys() {
                    let key = (FieldOwner::Entry, field.clone());
                    *uses.fields.entry(key).or_default() += 1;
                }
            }
            let mentions = open.record.mentions.iter();
            for mention in mentions.filter(|mention| mention.is_in_force()) {
                match uses.types.get_mut(mention.kind.name()) {
                    Some(n) => *n += 1,
                    None => drop(uses.types.insert(mention.kind.name().to_owned(), 1)),
                }
            }
        }
        uses
    }
}

impl Session {
    /// Counts anew where the folder has changed since.
    pub(in crate::session) fn count_uses(&mut self) {
        let (Some(folder), Some(CodebookEditor::Open(open))) = (&self.folder, &mut self.editor)
        else {
            return;
        };
        if open.uses.revision != Some(folder.revision()) {
            open.uses = Uses::count(folder);
        }
    }
}
