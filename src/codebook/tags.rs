//! Changes of the tree of tags. Whatever is done, no name under which a tag was ever given is forgotten.

use super::{Codebook, Refusal, TagDefinition, TagPlace};

/// The tags of a codebook while they are changed.
pub(super) struct Tags {
    list: Vec<TagDefinition>,
}

impl Tags {
    pub(super) fn of(codebook: &Codebook) -> Self {
        Self {
            list: codebook.tags.clone(),
        }
    }

    pub(super) fn into_list(self) -> Vec<TagDefinition> {
        self.list
    }

    pub(super) fn add(&mut self, name: &str, parent: Option<&str>) -> Result<(), Refusal> {
        if let Some(parent) = parent {
            self.position(parent)?;
        }
        let last_group = self.list.iter().rfind(|tag| tag.parent.is_none());
        let group = match parent {
            None => last_group.map_or_else(String::new, |tag| tag.group.clone()),
            Some(_) => String::new(),
        };
        self.list.push(TagDefinition {
            name: name.trim().to_owned(),
            parent: parent.map(str::to_owned),
            group,
            ..TagDefinition::default()
        });
        Ok(())
    }

    pub(super) fn rename(&mut self, tag: &str, name: &str) -> Result<(), Refusal> {
        let at = self.position(tag)?;
        let name = name.trim();
        if name == tag {
            return Ok(());
        }
        let renamed = &mut self.list[at];
        // Back to a name of earlier.
        renamed.was.retain(|was| was != name);
        renamed.was.push(tag.to_owned());
        name.clone_into(&mut renamed.name);
        self.hand_over_children(tag, Some(name));
        Ok(())
    }

    pub(super) fn set_key(&mut self, tag: &str, key: Option<char>) -> Result<(), Refusal> {
        let at = self.position(tag)?;
        for other in &mut self.list {
            if key.is_some() && other.key == key {
                other.key = None;
            }
        }
        self.list[at].key = key;
        Ok(())
    }

    pub(super) fn set_group(&mut self, tag: &str, group: &str) -> Result<(), Refusal> {
        let at = self.position(tag)?;
        group.trim().clone_into(&mut self.list[at].group);
        Ok(())
    }

    pub(super) fn put(&mut self, tag: &str, to: &TagPlace) -> Result<(), Refusal> {
        let (TagPlace::Before(other) | TagPlace::After(other) | TagPlace::Under(other)) = to;
        let at = self.position(tag)?;
        if other == tag {
            return Ok(());
        }
        if self.is_under(other, tag) {
            return Err(Refusal::UnderItself(tag.to_owned()));
        }
        let beside = self.position(other)?;
        let beside = self.list[beside].clone();
        let mut moved = self.list.remove(at);
        let known = self.position(other)?;
        let at = match to {
            TagPlace::Before(_) => known,
            TagPlace::After(_) => known + 1,
            TagPlace::Under(_) => self.list.len(),
        };
        (moved.parent, moved.group) = match to {
            TagPlace::Under(parent) => (Some(parent.clone()), String::new()),
            _ => (beside.parent, beside.group),
        };
        self.list.insert(at, moved);
        Ok(())
    }

    pub(super) fn merge(&mut self, tag: &str, into: &str) -> Result<(), Refusal> {
        let at = self.position(tag)?;
        self.position(into)?;
        if self.is_under(into, tag) {
            return Err(Refusal::UnderItself(tag.to_owned()));
        }
        let merged = self.list.remove(at);
        let parent = merged.name.clone();
        let whole = self.position(into)?;
        let whole = &mut self.list[whole];
        whole.was.push(merged.name);
        whole.was.extend(merged.was);
        whole.key = whole.key.or(merged.key);
        self.hand_over_children(&parent, Some(into));
        Ok(())
    }

    pub(super) fn split(&mut self, tag: &str, was: &str) -> Result<(), Refusal> {
        let at = self.position(tag)?;
        let whole = &mut self.list[at];
        let known = whole.was.iter().position(|known| known == was);
        let known = known.ok_or_else(|| Refusal::Gone(was.to_owned()))?;
        let part = TagDefinition {
            name: whole.was.remove(known),
            parent: whole.parent.clone(),
            group: whole.group.clone(),
            ..TagDefinition::default()
        };
        self.list.insert(at + 1, part);
        Ok(())
    }

    pub(super) fn archive(&mut self, tag: &str, archived: bool) -> Result<(), Refusal> {
        let at = self.position(tag)?;
        self.list[at].archived = archived;
        Ok(())
    }

    pub(super) fn remove(&mut self, tag: &str) -> Result<(), Refusal> {
        let at = self.position(tag)?;
        let removed = self.list.remove(at);
        self.hand_over_children(tag, removed.parent.as_deref());
        Ok(())
    }

    fn hand_over_children(&mut self, from: &str, to: Option<&str>) {
        for tag in &mut self.list {
            if tag.parent.as_deref() == Some(from) {
                tag.parent = to.map(str::to_owned);
            }
        }
    }

    fn position(&self, tag: &str) -> Result<usize, Refusal> {
        let known = self.list.iter().position(|known| known.name == tag);
        known.ok_or_else(|| Refusal::Gone(tag.to_owned()))
    }

    /// Whether a tag is this one or stands under it.
    fn is_under(&self, tag: &str, above: &str) -> bool {
        let parent = |name: &&str| {
            let tag = self.list.iter().find(|tag| tag.name == **name)?;
            tag.parent.as_deref()
        };
        let known = self.list.iter().find(|known| known.name == tag);
        let first = known.map(|tag| tag.name.as_str());
        std::iter::successors(first, parent)
            .take(self.list.len())
            .any(|name| name == above)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Change;
    use super::*;

    const TAGS: &str = r#"Codebook(version: 2, tags: [
        (name: "会议", key: '1', group: "性质"), (name: "培训", key: '2', group: "性质"), (name: "线上", parent: "培训"),
        (name: "重要", key: '6', group: "处理"), (name: "可借鉴", group: "处理")])"#;

    fn shown(codebook: &Codebook) -> String {
        let mut words = Vec::new();
        for row in codebook.tag_rows() {
            let was = row.tag.was.iter().map(|was| format!("<{was}"));
            let key = row.tag.key.map_or_else(String::new, String::from);
            let group = if row.depth == 0 { row.group } else { "" };
            words.push(format!(
                "{}{}{key}{}{group}",
                "-".repeat(row.depth),
                row.tag.name,
                was.collect::<String>()
            ));
        }
        words.join(" ")
    }

    /// The tags after changes, which are then all taken back.
    fn after(changes: &[Change]) -> Result<String, Refusal> {
        let mut codebook = Codebook::from_ron(TAGS).expect("a codebook");
        let before = codebook.clone();
        let mut inverses = Vec::new();
        for change in changes {
            let edits = codebook.edits_of(change)?;
            inverses.push(codebook.apply_all(edits));
        }
        let after = shown(&codebook);
        for inverse in inverses.into_iter().rev() {
            codebook.apply_all(inverse);
        }
        assert_eq!(codebook, before, "all taken back");
        Ok(after)
    }

    fn put(tag: &str, to: TagPlace) -> Change {
        Change::MoveTag {
            tag: tag.into(),
            to,
        }
    }

    #[test]
    fn a_renamed_tag_keeps_the_names_it_was_given_under_and_what_stands_under_it() {
        let rename = |tag: &str, name: &str| Change::RenameTag {
            tag: tag.into(),
            name: name.into(),
        };
        assert_eq!(
            after(&[rename("培训", "人员培训"), rename("人员培训", "队伍建设")]).as_deref(),
            Ok("会议1性质 队伍建设2<培训<人员培训性质 -线上 重要6处理 可借鉴处理")
        );
        assert_eq!(
            after(&[rename("培训", "人员培训"), rename("人员培训", "培训")]).as_deref(),
            Ok("会议1性质 培训2<人员培训性质 -线上 重要6处理 可借鉴处理"),
            "what was tagged in between stays tagged"
        );
        assert!(after(&[rename("培训", "会议")]).is_err(), "that is a merge");
    }

    #[test]
    fn a_merged_tag_gives_its_names_and_what_stood_under_it_and_can_be_taken_out_again() {
        let merge = Change::MergeTag {
            tag: "培训".into(),
            into: "会议".into(),
        };
        assert_eq!(
            after(std::slice::from_ref(&merge)).as_deref(),
            Ok("会议1<培训性质 -线上 重要6处理 可借鉴处理")
        );
        let split = Change::SplitTag {
            tag: "会议".into(),
            was: "培训".into(),
        };
        assert_eq!(
            after(&[merge, split]).as_deref(),
            Ok("会议1性质 -线上 培训性质 重要6处理 可借鉴处理")
        );
        let under_itself = Change::MergeTag {
            tag: "培训".into(),
            into: "线上".into(),
        };
        assert_eq!(
            after(&[under_itself]),
            Err(Refusal::UnderItself("培训".into()))
        );
    }

    #[test]
    fn tags_move_with_what_stands_under_them_and_join_those_beside_them() {
        assert_eq!(
            after(&[put("培训", TagPlace::Under("会议".into()))]).as_deref(),
            Ok("会议1性质 -培训2 --线上 重要6处理 可借鉴处理")
        );
        assert_eq!(
            after(&[put("培训", TagPlace::Before("重要".into()))]).as_deref(),
            Ok("会议1性质 培训2处理 -线上 重要6处理 可借鉴处理")
        );
        assert_eq!(
            after(&[put("线上", TagPlace::After("可借鉴".into()))]).as_deref(),
            Ok("会议1性质 培训2性质 重要6处理 可借鉴处理 线上处理")
        );
        assert_eq!(
            after(&[put("培训", TagPlace::Under("线上".into()))]),
            Err(Refusal::UnderItself("培训".into()))
        );
    }

    #[test]
    fn a_digit_gives_one_tag_at_a_time() {
        let key = Change::SetTagKey {
            tag: "可借鉴".into(),
            key: Some('1'),
        };
        assert_eq!(
            after(&[key]).as_deref(),
            Ok("会议性质 培训2性质 -线上 重要6处理 可借鉴1处理")
        );
    }

    #[test]
    fn what_stands_under_a_removed_tag_goes_up_a_level() {
        let remove = Change::RemoveTag {
            tag: "培训".into()
        };
        assert_eq!(
            after(&[remove]).as_deref(),
            Ok("会议1性质 线上 重要6处理 可借鉴处理")
        );
    }
}
