//! The documents as they stand at a moment, for work on other threads: search, table, the same thing everywhere.
//!
//! Taking one copies no text and no record: it shares them, or what records are made of. Decisions made later make a new record and leave the
//! shared one as it was.

use std::sync::Arc;

use super::{Folder, RecordOnDemand};
use crate::document::{NodeId, NodeKind, Outline};
use crate::text::Text;

/// Documents are handed out together until they have so many bytes of text: a thread is woken for more than a page.
const BYTES_AT_ONCE: usize = 1 << 18;

/// A loaded document as it stands at a moment.
#[derive(Debug)]
pub(super) struct Snapshot {
    /// Position in the folder's list.
    pub index: usize,
    /// Relative to the root, with `/`.
    pub path: String,
    pub text: Arc<Text>,
    pub outline: Arc<Outline>,
    pub record: RecordOnDemand,
}

/// The same for one look: a record made for it goes with it.
impl Clone for Snapshot {
    fn clone(&self) -> Self {
        Self {
            index: self.index,
            path: self.path.clone(),
            text: self.text.clone(),
            outline: self.outline.clone(),
            record: self.record.share(),
        }
    }
}

impl Folder {
    /// The loaded documents in the list's order, or the one at `only`.
    pub(super) fn snapshots(&self, only: Option<usize>) -> Vec<Snapshot> {
        self.in_order()
            .filter(|index| only.is_none_or(|only| only == *index))
            .filter_map(|index| {
                let document = &self.documents()[index];
                let open = document.open()?;
                Some(Snapshot {
                    index,
                    path: document.path.clone(),
                    text: open.loaded.source.text.clone(),
                    outline: open.loaded.outline.clone(),
                    record: open.record.share(),
                })
            })
            .collect()
    }
}

/// Consecutive documents, together as large as is worth a thread's waking.
pub(super) fn chunks_of(snapshots: &[Snapshot]) -> Vec<&[Snapshot]> {
    let mut chunks = Vec::new();
    let (mut from, mut n_bytes) = (0, 0);
    for (at, snapshot) in snapshots.iter().enumerate() {
        n_bytes += snapshot.text.len() as usize;
        if n_bytes >= BYTES_AT_ONCE {
            chunks.push(&snapshots[from..=at]);
            (from, n_bytes) = (at + 1, 0);
        }
    }
    if from < snapshots.len() {
        chunks.push(&snapshots[from..]);
    }
    chunks
}

/// The entry at a place of the text.
pub(super) fn entry_at(outline: &Outline, offset: u32) -> Option<NodeId> {
    let mut at = outline.node_at(offset);
    while let Some(id) = at {
        if outline.node(id).kind == NodeKind::Entry {
            return Some(id);
        }
        at = outline.node(id).parent;
    }
    None
}
