//! The lines of the tree of tags, without a window: headings, tags with their uses, and tags that were given and are in no codebook.

use super::Bench;
use crate::codebook::Codebook;
use crate::record::Uses;

/// A line of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TagLine {
    /// What tags at the top stand together under.
    Heading(String),
    Tag {
        name: String,
        depth: usize,
        key: Option<char>,
        n_uses: usize,
        is_archived: bool,
    },
    /// Given, and in the codebook under no name.
    Unknown { name: String, n_uses: usize },
}

/// The lines of the codebook as it is being edited.
pub(super) fn lines(bench: &Bench<'_>) -> Vec<TagLine> {
    lines_of(bench.codebook(), bench.open.uses())
}

fn lines_of(codebook: &Codebook, uses: &Uses) -> Vec<TagLine> {
    let mut lines = Vec::new();
    let mut group = "";
    for row in codebook.tag_rows() {
        if row.depth == 0 && row.group != group {
            group = row.group;
            if !group.is_empty() {
                lines.push(TagLine::Heading(group.to_owned()));
            }
        }
        lines.push(TagLine::Tag {
            name: row.tag.name.clone(),
            depth: row.depth,
            key: row.tag.key,
            n_uses: uses.of_tag(row.tag),
            is_archived: row.is_archived,
        });
    }
    let unknown = uses.tags().filter(|(name, _)| !codebook.has_tag(name));
    lines.extend(unknown.map(|(name, n_uses)| TagLine::Unknown {
        name: name.to_owned(),
        n_uses,
    }));
    lines
}

/// The tag's siblings before and after it, by name.
pub(super) fn beside<'a>(codebook: &'a Codebook, tag: &str) -> (Option<&'a str>, Option<&'a str>) {
    let Some(known) = codebook.tag(tag) else {
        return (None, None);
    };
    let siblings: Vec<&str> = codebook
        .children_of(known.parent.as_deref())
        .map(|tag| tag.name.as_str())
        .collect();
    let at = siblings.iter().position(|name| *name == tag).unwrap_or(0);
    let before = at.checked_sub(1).and_then(|at| siblings.get(at));
    (before.copied(), siblings.get(at + 1).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stand_under_headings_and_under_each_other() {
        let codebook = Codebook::from_ron(
            "Codebook(version: 2, tags: [(name: \"会议\", key: '1', group: \"性质\"), (name: \"培训\", parent: \"会议\"),
                (name: \"论坛\", parent: \"会议\", archived: true), (name: \"重要\", group: \"处理\")])",
        )
        .expect("a codebook");
        let lines = lines_of(&codebook, &Uses::default());
        let shown: Vec<String> = lines
            .into_iter()
            .map(|line| match line {
                TagLine::Heading(group) => format!("[{group}]"),
                TagLine::Tag {
                    name,
                    depth,
                    is_archived,
                    ..
                } => {
                    let sign = if is_archived { "×" } else { "" };
                    format!("{}{name}{sign}", "-".repeat(depth))
                }
                TagLine::Unknown { name, .. } => name,
            })
            .collect();
        assert_eq!(shown.join(" "), "[性质] 会议 -培训 -论坛× [处理] 重要");
        assert_eq!(beside(&codebook, "论坛"), (Some("培训"), None));
        assert_eq!(beside(&codebook, "会议"), (None, Some("重要")));
    }
}
