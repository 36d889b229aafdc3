//! Tags as a tree: what stands under what, in the order of menus.

use std::collections::HashMap;

use super::{Codebook, TagDefinition};

/// How many levels of tags there may be.
pub(super) const MAX_DEPTH: usize = 6;

/// A tag in its place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagRow<'a> {
    pub tag: &'a TagDefinition,
    /// 0 at the top.
    pub depth: usize,
    /// The heading that it stands under in menus; empty for none.
    pub group: &'a str,
    /// Itself or something above it is archived.
    pub is_archived: bool,
}

impl Codebook {
    /// All tags, each before what stands under it. What stands too deep, or under nothing, is left out: no codebook that was checked has such.
    #[must_use]
    pub fn tag_rows(&self) -> Vec<TagRow<'_>> {
        let mut children: HashMap<Option<&str>, Vec<&TagDefinition>> = HashMap::new();
        for tag in &self.tags {
            children.entry(tag.parent.as_deref()).or_default().push(tag);
        }
        let mut rows = Vec::with_capacity(self.tags.len());
        let roots = children.remove(&None).unwrap_or_default();
        let roots = roots.into_iter().rev().map(|tag| TagRow {
            tag,
            depth: 0,
            group: &tag.group,
            is_archived: tag.archived,
        });
        let mut waiting: Vec<TagRow<'_>> = roots.collect();
        while let Some(row) = waiting.pop() {
            rows.push(row);
            if row.depth + 1 < MAX_DEPTH {
                let below = children.remove(&Some(&*row.tag.name)).unwrap_or_default();
                let below = below.into_iter().rev().map(|tag| TagRow {
                    tag,
                    depth: row.depth + 1,
                    group: row.group,
                    is_archived: row.is_archived || tag.archived,
                });
                waiting.extend(below);
            }
        }
        rows
    }

    /// The tags that can be given, each before what stands under it.
    #[must_use]
    pub fn offered_tags(&self) -> Vec<TagRow<'_>> {
        let rows = self.tag_rows().into_iter();
        rows.filter(|row| !row.is_archived).collect()
    }

    /// What stands directly under a tag, or at the top.
    pub fn children_of<'a>(
        &'a self,
        parent: Option<&'a str>,
    ) -> impl Iterator<Item = &'a TagDefinition> {
        let tags = self.tags.iter();
        tags.filter(move |tag| tag.parent.as_deref() == parent)
    }

    /// Whether a tag is this one or stands under it. Names of earlier count as the tags they are now.
    #[must_use]
    pub fn is_within(&self, tag: &str, above: &str) -> bool {
        let above = self.tag(above).map_or(above, |tag| &tag.name);
        self.lineage(tag).any(|name| name == above)
    }

    /// Whether a tag or something above it is archived.
    #[must_use]
    pub fn is_archived(&self, tag: &TagDefinition) -> bool {
        let mut lineage = self.lineage(&tag.name);
        lineage.any(|name| self.tag(name).is_some_and(|tag| tag.archived))
    }

    /// A tag and what it stands under, up to the top. A tag that there is not stands alone.
    fn lineage<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a str> {
        let first = self.tag(tag).map_or(tag, |tag| &tag.name);
        let parent = |name: &&'a str| self.tag(name)?.parent.as_deref();
        // A file that is not checked yet may lead round in a circle.
        std::iter::successors(Some(first), parent).take(self.tags.len() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codebook() -> Codebook {
        Codebook::from_ron(
            "Codebook(version: 2, tags: [
                (name: \"培训\", parent: \"会议\"), (name: \"重要\", group: \"处理\"), (name: \"会议\", was: [\"大会\"]),
                (name: \"线上\", parent: \"培训\"), (name: \"论坛\", parent: \"会议\", archived: true),
            ])",
        )
        .expect("a codebook")
    }

    #[test]
    fn each_tag_comes_before_what_stands_under_it() {
        let codebook = codebook();
        let rows: Vec<String> = codebook
            .tag_rows()
            .iter()
            .map(|row| format!("{}{}", "-".repeat(row.depth), row.tag.name))
            .collect();
        assert_eq!(rows, ["重要", "会议", "-培训", "--线上", "-论坛"]);
        assert_eq!(codebook.offered_tags().len(), 4);
    }

    #[test]
    fn a_tag_is_within_whatever_it_stands_under() {
        let codebook = codebook();
        assert!(codebook.is_within("线上", "大会"), "its name of earlier");
        assert!(codebook.is_within("会议", "会议"));
        assert!(!codebook.is_within("重要", "会议"));
        assert!(codebook.is_within("没有", "没有"));
    }
}
