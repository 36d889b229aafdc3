//! How often the definitions of the codebook are used in the open folder: counted anew where the folder has changed since.

use super::{CodebookEditor, Session};
use crate::record::Uses;

impl Session {
    /// Counts anew where the folder has changed since.
    pub(in crate::session) fn count_uses(&mut self) {
        let (Some(folder), Some(CodebookEditor::Open(open))) = (&self.folder, &mut self.editor)
        else {
            return;
        };
        let revision = Some(folder.revision());
        if open.uses_revision == revision {
            return;
        }
        let mut uses = Uses::default();
        let documents = folder.documents().iter();
        for document in documents.filter_map(|document| document.open()) {
            uses.count(&document.loaded.annotation, &document.record.once());
        }
        (open.uses, open.uses_revision) = (uses, revision);
    }
}
