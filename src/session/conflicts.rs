//! Settling what reviewers decided differently: which conflicts there are, and choosing one of their sides.

use std::collections::HashSet;

use super::history::{Change, Step};
use super::{Effect, Folder, FolderDocument, Notice, OpenDocument, Session};
use crate::annotation::{Conflict, Edit, Slot, Stamp};
use crate::document::{NodeId, NodeKind};

impl Folder {
    /// Slots decided differently and not settled, over all documents.
    #[must_use]
    pub fn n_conflicts(&self) -> usize {
        let open = self.documents().iter().filter_map(FolderDocument::open);
        open.map(|document| document.loaded.annotation.conflicts.len())
            .sum()
    }
}

impl OpenDocument {
    /// The entries, or where the tree is disputed the nodes, that conflicts are in; none stands for the document itself.
    #[must_use]
    pub fn disputed(&self) -> HashSet<Option<NodeId>> {
        let conflicts = self.loaded.annotation.conflicts.iter();
        conflicts.map(|conflict| self.entry_of(conflict)).collect()
    }

    /// The entry that a conflict is in, or the node where it is about the tree; none for those on the document itself.
    fn entry_of(&self, conflict: &Conflict) -> Option<NodeId> {
        let outline = &self.loaded.outline;
        let mut at = outline.node_at(conflict.place()?);
        if matches!(conflict.slot(), Some(Slot::Outline(..))) {
            return at;
        }
        while let Some(id) = at {
            if outline.node(id).kind == NodeKind::Entry {
                return Some(id);
            }
            at = outline.node(id).parent;
        }
        None
    }
}

impl Session {
    /// Makes one side of a conflict hold and ends it, as one step. The decision keeps who made it; the log says who settled.
    pub(super) fn settle_conflict(&mut self, slot: &Slot, side: usize, effects: &mut Vec<Effect>) {
        let stamp = self.stamp();
        let codebook = self.codebook();
        let Some(folder) = &mut self.folder else {
            return;
        };
        let Some(index) = folder.current() else {
            return;
        };
        let Some(document) = folder.document_mut(index) else {
            return;
        };
        if !document.is_editable() {
            self.tell(Notice::new("notice-read-only"));
            return;
        }
        let Some(conflict) = document.loaded.annotation.conflict(slot).cloned() else {
            return;
        };
        let Some(chosen) = conflict.sides.get(side) else {
            return;
        };
        let edits = vec![
            restamped(chosen.edit.clone(), &stamp),
            Edit::Conflict {
                conflict,
                is_settled: true,
            },
        ];
        let before = document.loaded.outline.clone();
        let inverses = document.apply(edits, &stamp, &codebook);
        self.drafts.follow(index, &before, &document.loaded.outline);
        self.history.push(Step {
            label: "step-settle-conflict",
            changes: vec![Change {
                document: index,
                edits: inverses,
            }],
        });
        folder.save(index);
        effects.push(Effect::ScrollToSelection);
    }

    /// Shows the next conflict behind the selection, on into the following documents and round again.
    pub(super) fn next_conflict(&mut self, effects: &mut Vec<Effect>) {
        let Some(folder) = &self.folder else { return };
        let order: Vec<usize> = folder.in_order().collect();
        let Some(here) = order.iter().position(|at| Some(*at) == folder.current()) else {
            return;
        };
        for offset in 0..=order.len() {
            let index = order[(here + offset) % order.len()];
            let Some(document) = folder.documents()[index].open() else {
                continue;
            };
            let conflicts = document.loaded.annotation.conflicts.iter();
            let mut nodes: Vec<Option<NodeId>> = conflicts
                .map(|conflict| document.entry_of(conflict))
                .collect();
            nodes.sort_unstable();
            let is_behind = |node: &&Option<NodeId>| offset > 0 || **node > document.selection.node;
            if let Some(node) = nodes.iter().find(is_behind).copied() {
                if offset > 0 {
                    self.show(index, effects);
                }
                self.select_node(node, effects);
                return;
            }
        }
    }
}

impl OpenDocument {
    /// What is disputed about the tree in a node.
    #[must_use]
    pub fn disputed_in_tree(&self, node: NodeId) -> Vec<Slot> {
        let own = self.loaded.outline.own_span(node, &self.loaded.source.text);
        let slots = self
            .loaded
            .annotation
            .conflicts
            .iter()
            .filter_map(Conflict::slot);
        slots
            .filter(|slot| matches!(slot, Slot::Outline(at, _) if own.contains_offset(*at)))
            .collect()
    }
}

/// The edit with the entry or document stamped by whoever settles; a decision's own stamp stays.
fn restamped(mut edit: Edit, now: &Stamp) -> Edit {
    if let Edit::EntryField { stamp, .. }
    | Edit::Tags { stamp, .. }
    | Edit::Note { stamp, .. }
    | Edit::Status { stamp, .. } = &mut edit
    {
        *stamp = now.clone();
    }
    edit
}
