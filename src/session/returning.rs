//! Where the reviewer was when a folder was closed, so that the next time begins there.
//!
//! Out: the document and the node. In: the same, once the folder is listed; where either is gone, things are as at a first opening.

use serde::{Deserialize, Serialize};

use super::{Effect, Folder, OpenDocument, Session};
use crate::document::NodeId;

/// A place in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftAt {
    /// The document, relative to the folder, with `/`.
    pub document: String,
    /// Where the selected node begins, in bytes of the text; none for the document itself.
    pub node: Option<u32>,
}

impl Session {
    /// Where the reviewer is now.
    #[must_use]
    pub fn place(&self) -> Option<LeftAt> {
        let folder = self.folder()?;
        let document = folder.documents().get(folder.current()?)?;
        let open = document.open()?;
        let start = |node| open.loaded.outline.node(node).span.start;
        Some(LeftAt {
            document: document.path.clone(),
            node: open.selection.node.map(start),
        })
    }

    pub(super) fn return_to(&mut self, place: &LeftAt, effects: &mut Vec<Effect>) {
        let Some(folder) = &mut self.folder else {
            return;
        };
        let of_place = |document: &super::FolderDocument| document.path == place.document;
        let Some(index) = folder.documents().iter().position(of_place) else {
            return;
        };
        folder.show(index);
        folder.returning = Some((index, place.node));
        folder.take_return(index, effects);
    }
}

impl Folder {
    /// Selects the node that was left, as soon as its document is loaded.
    pub(super) fn take_return(&mut self, index: usize, effects: &mut Vec<Effect>) {
        let Some((of, start)) = self.returning else {
            return;
        };
        let Some(document) = self.document_mut(index).filter(|_| of == index) else {
            return;
        };
        document.return_to(start);
        self.returning = None;
        effects.push(Effect::ScrollToSelection);
    }
}

impl OpenDocument {
    fn return_to(&mut self, start: Option<u32>) {
        let Some(start) = start else {
            self.selection.node = None;
            return;
        };
        let outline = &self.loaded.outline;
        let left = (0..).map(NodeId).take(outline.nodes.len());
        // Where the text is another now, the first open entry stays selected.
        if let Some(node) = left
            .into_iter()
            .find(|id| outline.node(*id).span.start == start)
        {
            self.selection.node = Some(node);
        }
    }
}
