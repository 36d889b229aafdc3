//! The documents as they stand at a moment, for work on other threads: search and table.
//!
//! Taking one copies no text and no record: it shares them. Decisions made later make a new record and leave the shared one as it was.

use std::sync::Arc;

use super::Folder;
use crate::document::Outline;
use crate::record::Record;
use crate::text::Text;

/// A loaded document as it stands at a moment.
#[derive(Debug, Clone)]
pub(super) struct Snapshot {
    /// Position in the folder's list.
    pub index: usize,
    /// Relative to the root, with `/`.
    pub path: String,
    pub text: Arc<Text>,
    pub outline: Arc<Outline>,
    pub record: Arc<Record>,
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
                    record: open.record.clone(),
                })
            })
            .collect()
    }
}
