//! The open folder: its documents, which one is on show, what is saved.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::codebook::OfCodebook;
use super::lost::Changes;
use super::messages::Messages;
use super::others::{Others, codebook_notice};
use super::past::Past;
use super::{Effect, Notice, OpenDocument, Selection};
use crate::annotation::Status;
use crate::codebook::Codebook;
use crate::record::Record;
use crate::source::Encoding;
use crate::text::is_cjk;
use crate::workspace::{
    Event, KeptDraft, Listing, LoadFailure, LoadedDocument, Reviewer, Wake, Workspace, portable,
};

/// Revisions of every folder begin at another number: what was made of one is never taken for another's.
static N_OPENED: AtomicU64 = AtomicU64::new(0);

/// How far a document is loaded.
#[derive(Debug)]
pub enum Loading {
    Waiting,
    Loaded(Box<OpenDocument>),
    Failed(LoadFailure),
}

/// A document of the list.
#[derive(Debug)]
pub struct FolderDocument {
    /// Relative to the root, with `/`.
    pub path: String,
    pub loading: Loading,
    /// The reviewer chose another encoding, which the sidecar is to note.
    has_chosen_encoding: bool,
    /// The file is not on disk any more; what was loaded of it stays.
    pub is_gone: bool,
    /// Where the reviewer was before it was loaded anew.
    selection: Option<Selection>,
}

impl FolderDocument {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: portable(path),
            loading: Loading::Waiting,
            has_chosen_encoding: false,
            is_gone: false,
            selection: None,
        }
    }

    /// What lists call it: its file's name without the ending, folders before it; the document's title where a program named the file,
    /// as crawlers do (no character of the name is Chinese).
    #[must_use]
    pub fn name(&self) -> &str {
        let path = &self.path;
        let name = path
            .rsplit_once('.')
            .map_or(path.as_str(), |(name, _)| name);
        let file = name.rsplit('/').next().unwrap_or(name);
        if file.chars().any(is_cjk) {
            return name;
        }
        self.open().and_then(OpenDocument::title).unwrap_or(name)
    }

    #[must_use]
    pub fn open(&self) -> Option<&OpenDocument> {
        match &self.loading {
            Loading::Loaded(document) => Some(document),
            _ => None,
        }
    }

    pub(super) fn open_mut(&mut self) -> Option<&mut OpenDocument> {
        match &mut self.loading {
            Loading::Loaded(document) => Some(document),
            _ => None,
        }
    }
}

/// An open folder or single file.
#[derive(Debug)]
pub struct Folder {
    pub(super) workspace: Workspace,
    opened_path: PathBuf,
    pub(super) listing: Option<Listing>,
    pub(super) codebook: Arc<Codebook>,
    /// By the positions that everything else knows them by; what came later stands at the end.
    pub(super) documents: Vec<FolderDocument>,
    /// Positions in the order of paths.
    pub(super) order: Vec<usize>,
    pub(super) current: Option<usize>,
    n_loaded: usize,
    changes: Changes,
    pub(super) last_saved: Option<String>,
    pub(super) others: Others,
    /// Where unsaved decisions were last written instead.
    pub(super) elsewhere: Option<PathBuf>,
    /// What earlier sessions left typed, until the session takes it.
    pub(super) drafts_found: Vec<KeptDraft>,
    /// What was heard of the codebook's file, until the session takes it.
    pub(super) of_codebook: OfCodebook,
    /// The generations of a document, where the reviewer looks at them.
    pub(super) past: Option<Past>,
    /// The document to go on in and the start of its node, until it is loaded.
    pub(super) returning: Option<(usize, Option<u32>)>,
    /// Counts the changes of what is shown: documents listed, loaded or put away, decisions.
    pub(super) revision: u64,
}

impl Folder {
    pub(super) fn open(
        path: &Path,
        reviewer: Option<Reviewer>,
        name: Option<&str>,
        wake: &Wake,
    ) -> Self {
        Self {
            workspace: Workspace::open(path, reviewer, name, wake),
            opened_path: path.to_owned(),
            listing: None,
            codebook: Arc::default(),
            documents: Vec::new(),
            order: Vec::new(),
            current: None,
            n_loaded: 0,
            changes: Changes::default(),
            last_saved: None,
            elsewhere: None,
            drafts_found: Vec::new(),
            of_codebook: OfCodebook::default(),
            past: None,
            returning: None,
            others: Others::default(),
            revision: N_OPENED.fetch_add(1 << 32, Ordering::Relaxed),
        }
    }

    /// What was opened: a folder or a single file.
    #[must_use]
    pub fn opened_path(&self) -> &Path {
        &self.opened_path
    }

    /// What the folder holds; none while it is being listed.
    #[must_use]
    pub const fn listing(&self) -> Option<&Listing> {
        self.listing.as_ref()
    }

    #[must_use]
    pub const fn codebook(&self) -> &Arc<Codebook> {
        &self.codebook
    }

    #[must_use]
    pub fn documents(&self) -> &[FolderDocument] {
        &self.documents
    }

    #[must_use]
    pub const fn current(&self) -> Option<usize> {
        self.current
    }

    #[must_use]
    pub fn current_document(&self) -> Option<&OpenDocument> {
        self.documents.get(self.current?)?.open()
    }

    /// Documents loaded or failed, and documents in all.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.n_loaded, self.documents.len())
    }

    /// Documents reviewed.
    #[must_use]
    pub fn n_reviewed(&self) -> usize {
        let is_reviewed = |document: &&FolderDocument| {
            document
                .open()
                .is_some_and(|document| document.status() == Status::Reviewed)
        };
        self.documents.iter().filter(is_reviewed).count()
    }

    /// Another number whenever a document was listed, loaded or decided on.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Waits until everything handed to the saver is on disk or failed.
    pub(super) fn settle(&mut self, messages: &mut Messages) {
        self.workspace.settle();
        let events: Vec<Event> = self.workspace.events().collect();
        for event in events {
            self.take_event(event, messages, &mut Vec::new());
        }
    }

    pub(super) const fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    pub(super) fn current_mut(&mut self) -> Option<&mut OpenDocument> {
        self.documents.get_mut(self.current?)?.open_mut()
    }

    pub(super) fn document_mut(&mut self, index: usize) -> Option<&mut OpenDocument> {
        self.documents.get_mut(index)?.open_mut()
    }

    pub(super) fn show(&mut self, index: usize) {
        if index < self.documents.len() {
            if let Some(before) = self.current_mut() {
                before.record.put_away();
            }
            self.current = Some(index);
            self.workspace.prefer(index);
        }
    }

    /// Loads a document anew, in the encoding that the reviewer chose or in the one known.
    pub(super) fn load_again(&mut self, index: usize, encoding: Option<Encoding>) {
        self.put_away(index);
        if let Some(document) = self.documents.get_mut(index) {
            document.has_chosen_encoding = encoding.is_some();
        }
        let path = self.listing.as_ref().map(|listing| &listing.documents);
        if let Some(path) = path.and_then(|documents| documents.get(index)) {
            self.workspace.load_again(index, path.clone(), encoding);
        }
    }

    /// Closes a document that is about to be loaded anew, so that nothing is decided on it meanwhile.
    pub(super) fn put_away(&mut self, index: usize) {
        if let Some(document) = self.documents.get_mut(index) {
            let is_new = !matches!(document.loading, Loading::Waiting);
            if let Some(open) = document.open() {
                document.selection = Some(open.selection.clone());
            }
            document.loading = Loading::Waiting;
            self.n_loaded -= usize::from(is_new);
            self.revision += 1;
        }
    }

    pub(super) fn take_event(
        &mut self,
        event: Event,
        messages: &mut Messages,
        effects: &mut Vec<Effect>,
    ) {
        match event {
            Event::Listed {
                listing,
                codebook,
                codebook_error,
            } => {
                let documents = listing.documents.iter();
                self.documents = documents.map(|path| FolderDocument::new(path)).collect();
                self.order = (0..self.documents.len()).collect();
                self.current = (!self.documents.is_empty()).then_some(0);
                self.revision += 1;
                self.codebook = codebook;
                if let Some(error) = codebook_error {
                    messages.push(codebook_notice(&listing.root, &error));
                }
                self.listing = Some(listing);
                effects.push(Effect::Opened(self.opened_path.clone()));
            }
            Event::NotListed { reason } => {
                let path = self.opened_path.display().to_string();
                messages.push(
                    Notice::new("notice-not-opened")
                        .with("path", path)
                        .with("reason", reason),
                );
                self.listing = Some(Listing::default());
            }
            Event::Loaded {
                index,
                document,
                record,
            } => {
                self.take_loaded(index, *document, record, effects);
                // Told of all documents together: a whole folder may have been fetched anew.
                if self.n_loaded == self.documents.len() {
                    messages.extend(self.changes.take_notice());
                }
            }
            Event::Saved { index, generation } => self.take_saved(index, generation),
            Event::SaveFailed { index, error, .. } => {
                self.take_save_failed(index, &error, messages);
            }
            Event::SavedElsewhere { folder, written } => {
                self.take_saved_elsewhere(folder, written, messages);
            }
            Event::DraftsFound(found) => self.drafts_found = found,
            Event::Generations { index, found } => self.take_generations(index, found),
            Event::Restored { index, result } => self.take_restored(index, result, messages),
            other => self.take_event_of_others(other, messages),
        }
    }

    fn take_loaded(
        &mut self,
        index: usize,
        document: Result<LoadedDocument, LoadFailure>,
        record: Option<Arc<Record>>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(slot) = self.documents.get_mut(index) else {
            return;
        };
        self.n_loaded += 1;
        // What was loaded holds it already.
        self.others.waiting.retain(|(of, ..)| *of != index);
        self.revision += 1;
        slot.loading = match document {
            Ok(loaded) => {
                self.changes.add(&slot.path, loaded.moves);
                let mut document = OpenDocument::new(loaded, record);
                document.is_view_only = self.others.is_view_only;
                let n_nodes = document.loaded.outline.nodes.len();
                let fits = |selection: &Selection| {
                    selection.node.is_none_or(|node| node.index() < n_nodes)
                };
                // Places in the text may be gone; the node is where the reviewer was.
                if let Some(selection) = slot.selection.take().filter(fits) {
                    document.selection.node = selection.node;
                }
                Loading::Loaded(Box::new(document))
            }
            Err(failure) => Loading::Failed(failure),
        };
        if std::mem::take(&mut slot.has_chosen_encoding)
            && let Some(document) = slot.open_mut().filter(|document| document.is_editable())
        {
            document.saving.generation += 1;
            self.save(index);
        }
        self.take_return(index, effects);
        if self.current == Some(index) {
            effects.push(Effect::ScrollToSelection);
        }
    }
}
