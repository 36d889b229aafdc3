//! What of a codebook changes how decisions read: names that were changed, types that are not offered any more.

use std::collections::{BTreeMap, BTreeSet};

use super::Codebook;

/// Names of earlier by the names of now, and what is archived. Empty for most codebooks, and then free.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Naming {
    tags: BTreeMap<String, String>,
    archived_types: BTreeSet<String>,
}

impl Codebook {
    #[must_use]
    pub fn naming(&self) -> Naming {
        let tags = self.tags.iter();
        let former = tags.flat_map(|tag| tag.was.iter().map(|was| (was.clone(), tag.name.clone())));
        let built_in = self.built_in.iter().filter(|known| known.archived);
        let own = self.types.iter().filter(|known| known.archived);
        Naming {
            tags: former.collect(),
            archived_types: built_in
                .map(|known| known.name.clone())
                .chain(own.map(|known| known.name.to_string()))
                .collect(),
        }
    }
}

impl Naming {
    /// What a tag is called now.
    #[must_use]
    pub fn tag<'a>(&'a self, name: &'a str) -> &'a str {
        self.tags.get(name).map_or(name, String::as_str)
    }

    /// The tags as they are called now, each once.
    pub fn rename_tags(&self, tags: &mut Vec<String>) {
        if self.tags.is_empty() || tags.iter().all(|tag| self.tag(tag) == tag) {
            return;
        }
        let mut known = BTreeSet::new();
        let named: Vec<String> = tags.iter().map(|tag| self.tag(tag).to_owned()).collect();
        *tags = named
            .into_iter()
            .filter(|tag| known.insert(tag.clone()))
            .collect();
    }

    /// Whether findings of a type are not offered any more.
    #[must_use]
    pub fn is_archived(&self, kind: &str) -> bool {
        self.archived_types.contains(kind)
    }

    /// Whether nothing reads otherwise.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.archived_types.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_read_as_they_are_called_now_and_each_once() {
        let codebook = Codebook::from_ron(
            "Codebook(version: 2, tags: [(name: \"会议活动\", was: [\"会议\", \"活动\"]), (name: \"重要\")])",
        )
        .expect("a codebook");
        let mut tags = ["活动", "重要", "会议", "没有"].map(String::from).to_vec();
        codebook.naming().rename_tags(&mut tags);
        assert_eq!(tags, ["会议活动", "重要", "没有"]);
    }
}
