//! A document that is loaded: what it says, where the reviewer is in it, how edits change it.

use std::sync::Arc;

use super::saving::Saving;
use super::{RecordOnDemand, Selection};
use crate::annotation::{Edit, Stamp, Status};
use crate::codebook::Codebook;
use crate::document::{DocumentField, NodeId, NodeKind, Outline};
use crate::record::{MentionRecord, Record};
use crate::text::Span;
use crate::workspace::LoadedDocument;

/// A loaded document with where the reviewer is in it.
#[derive(Debug)]
pub struct OpenDocument {
    pub loaded: LoadedDocument,
    /// Made anew by each edit.
    pub record: RecordOnDemand,
    pub selection: Selection,
    pub(super) saving: Saving,
    /// The file on disk is another than the text on show.
    pub has_new_source: bool,
    /// The folder was opened only to be read.
    pub(super) is_view_only: bool,
    /// Of the last that came in from others.
    pub(super) n_merges: u64,
}

impl OpenDocument {
    pub(super) fn new(loaded: LoadedDocument, record: Option<Arc<Record>>) -> Self {
        let record = RecordOnDemand::of(&loaded, record);
        let is_open =
            |id| record.undecided().is_some() || record.node(id).status != Status::Reviewed;
        let first_open = loaded
            .outline
            .entries()
            .find(|(id, node)| !node.redacted && is_open(*id))
            .or_else(|| loaded.outline.entries().next());
        let selection = Selection {
            node: first_open.map(|(id, _)| id),
            ..Selection::default()
        };
        Self {
            loaded,
            record,
            selection,
            saving: Saving::default(),
            has_new_source: false,
            is_view_only: false,
            n_merges: 0,
        }
    }

    /// Whether decisions can be made on it.
    #[must_use]
    pub const fn is_editable(&self) -> bool {
        self.loaded.read_only.is_none() && !self.is_view_only
    }

    /// Whether nothing was decided since the state that is on disk or on its way there.
    pub(super) const fn is_at(&self, generation: u64) -> bool {
        self.saving.generation == generation
    }

    /// The selected mention's position in the record.
    #[must_use]
    pub fn selected_mention(&self) -> Option<usize> {
        let (kind, span) = self.selection.mention.as_ref()?;
        let place = (*span, kind);
        let sought = |mention: &MentionRecord| (mention.span, &mention.kind).cmp(&place);
        self.record.mentions.binary_search_by(sought).ok()
    }

    /// The mentions of a node with their positions in [`Record::mentions`]; rejected ones included.
    pub fn mentions_of(&self, node: NodeId) -> impl Iterator<Item = (usize, &MentionRecord)> {
        let mentions = &self.record.mentions;
        // In text order, and none begins outside its node: the others need not be looked at.
        let of_node = self.loaded.outline.nodes.get(node.index());
        let span = of_node.map_or(Span::new(0, 0), |node| node.span);
        let from = mentions.partition_point(|mention| mention.span.start < span.start);
        mentions
            .iter()
            .enumerate()
            .skip(from)
            .take_while(move |(_, mention)| mention.span.start < span.end)
            .filter(move |(_, mention)| mention.node == Some(node))
    }

    /// Whether the selected node is an entry.
    #[must_use]
    pub fn selected_entry(&self) -> Option<NodeId> {
        self.selection
            .node
            .filter(|id| self.loaded.outline.node(*id).kind == NodeKind::Entry)
    }

    /// Applies edits, notes them in the log, and returns what takes them back, in the order to apply it.
    pub(super) fn apply(
        &mut self,
        edits: Vec<Edit>,
        stamp: &Stamp,
        codebook: &Codebook,
    ) -> Vec<Edit> {
        let changes_extraction = edits
            .iter()
            .any(|edit| matches!(edit, Edit::DocumentField { .. } | Edit::Outline { .. }));
        let mut inverses: Vec<Edit> = Vec::with_capacity(edits.len());
        for edit in edits {
            inverses.push(self.loaded.annotation.apply(&edit));
            self.loaded.annotation.record_in_log(edit, stamp);
        }
        inverses.reverse();
        self.look_again(changes_extraction.then_some(codebook));
        self.saving.generation += 1;
        inverses
    }

    /// Makes the record anew, and with a codebook before it the tree and what is found. The selection stays at its words.
    pub(super) fn look_again(&mut self, codebook: Option<&Codebook>) {
        if let Some(codebook) = codebook {
            let before = self.loaded.outline.clone();
            self.loaded.extract_again(codebook);
            let node = self.selection.node;
            self.selection.node = node.and_then(|node| follow(&before, node, &self.loaded.outline));
        }
        self.record = RecordOnDemand::of(&self.loaded, None);
    }

    /// How far the review of the document is.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.loaded.annotation.review.status
    }

    /// The title that holds.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        if self.record.undecided().is_some() {
            let found = self.loaded.parsed.fields.get(&DocumentField::Title);
            return found.map(|found| found.value.as_str());
        }
        self.record.field(DocumentField::Title).value.as_deref()
    }

    /// Entries reviewed, and entries in all.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        if self.record.undecided().is_none() {
            return self.record.progress(&self.loaded.outline);
        }
        let entries = self.loaded.outline.entries();
        (0, entries.filter(|(_, node)| !node.redacted).count())
    }

    /// Whether an entry is still to be reviewed.
    pub(super) fn is_unreviewed(&self, entry: NodeId) -> bool {
        self.record.undecided().is_some() || self.record.node(entry).status != Status::Reviewed
    }
}

/// The node in which the words stand with which this one begins, after the tree changed.
pub(super) fn follow(before: &Outline, node: NodeId, now: &Outline) -> Option<NodeId> {
    let known = before.node(node);
    let same = now.nodes.get(node.index());
    if same.is_some_and(|same| same.span.start == known.span.start) {
        return Some(node);
    }
    now.node_at(known.span.start)
}
