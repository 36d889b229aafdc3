//! What others do in the open folder: decide in the same documents, bring and take files, have it open.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use super::folder::{Folder, FolderDocument, Loading};
use super::messages::Messages;
use super::{Effect, Notice, Session};
use crate::annotation::Slot;
use crate::codebook::{self, Codebook, CodebookError};
use crate::workspace::{ConflictCopy, Event, Incoming, OpenElsewhere, SaveError};

/// Finding what stands in so much text takes a few frames; more is done on another thread.
const MAX_AT_ONCE_BYTES: u32 = 1 << 17;

/// What is known of others.
#[derive(Debug, Default)]
pub struct Others {
    /// Windows that had the folder open when it was opened here; empty once the reviewer has answered.
    pub open_elsewhere: Vec<OpenElsewhere>,
    /// The reviewer chose only to read.
    pub is_view_only: bool,
    /// Decisions of others that came in since the folder was opened.
    pub n_decisions: usize,
    /// When the last of them did (`HH:MM`), and in which document.
    pub last: Option<(String, String)>,
    /// What came in and waits to be taken in: of which document, up to which of its edits.
    pub(super) waiting: Vec<(usize, u64, Box<Incoming>)>,
}

impl Folder {
    #[must_use]
    pub const fn others(&self) -> &Others {
        &self.others
    }

    /// Positions of the documents in the order of their paths; those gone from disk only while one is on show.
    #[must_use]
    pub fn in_order(&self) -> impl DoubleEndedIterator<Item = usize> {
        let is_there =
            |index: &usize| Some(*index) == self.current || !self.documents[*index].is_gone;
        self.order.iter().copied().filter(is_there)
    }

    /// Copies left by a synchronising program that can be merged into sidecars of ours.
    pub fn copies(&self) -> impl Iterator<Item = &ConflictCopy> {
        let copies = self.listing().map_or(&[][..], |listing| &listing.copies);
        copies.iter().filter(|copy| {
            self.documents
                .iter()
                .filter_map(FolderDocument::open)
                .any(|document| {
                    document.is_editable()
                        && document.loaded.path == copy.document
                        && document.loaded.reviewer == copy.reviewer
                })
        })
    }

    /// Changes nothing on disk from now on, or does again.
    pub(super) fn set_view_only(&mut self, is_view_only: bool) {
        self.others.open_elsewhere.clear();
        self.others.is_view_only = is_view_only;
        let documents = self.documents.iter_mut();
        for document in documents.filter_map(FolderDocument::open_mut) {
            document.is_view_only = is_view_only;
        }
    }

    /// Merges every copy into its document.
    pub(super) fn merge_copies(&mut self) {
        for index in 0..self.documents.len() {
            let Some(path) = self.documents[index].open().map(|open| &open.loaded.path) else {
                continue;
            };
            let copies = self.copies().filter(|copy| copy.document == *path);
            let copies: Vec<_> = copies.map(|copy| copy.path.clone()).collect();
            if !copies.is_empty() {
                self.save_with(index, copies);
            }
        }
    }

    pub(super) fn take_event_of_others(&mut self, event: Event, messages: &mut Messages) {
        match event {
            Event::OpenElsewhere(others) => self.others.open_elsewhere = others,
            Event::Merged {
                index,
                generation,
                incoming,
            } => self.others.waiting.push((index, generation, incoming)),
            Event::Relisted { listing, gone } => {
                let new = &listing.documents[self.documents.len().min(listing.documents.len())..];
                self.documents
                    .extend(new.iter().map(|path| FolderDocument::new(path)));
                for (index, document) in self.documents.iter_mut().enumerate() {
                    document.is_gone = gone.contains(&index);
                }
                self.order = (0..self.documents.len()).collect();
                self.order
                    .sort_by(|a, b| self.documents[*a].path.cmp(&self.documents[*b].path));
                self.listing = Some(listing);
                let first = self.order.first().copied();
                self.current = self.current.or(first);
            }
            Event::CodebookChanged {
                codebook,
                codebook_error,
            } => {
                self.put_in_force(codebook);
                self.of_codebook.is_changed = true;
                match (codebook_error, &self.listing) {
                    (Some(error), Some(listing)) => {
                        messages.push(codebook_notice(&listing.root, &error));
                    }
                    _ => messages.close_all_of("notice-codebook"),
                }
            }
            Event::CodebookRead(read) => self.of_codebook.read = Some(read),
            Event::CodebookSaved(saved) => {
                if let Ok(file) = &saved {
                    self.put_in_force(file.codebook.clone());
                    messages.close_all_of("notice-codebook");
                }
                self.of_codebook.saved = Some(saved);
            }
            Event::SidecarChanged { index } => match self.documents.get(index) {
                Some(document)
                    if document
                        .open()
                        .is_some_and(|open| open.loaded.read_only.is_some()) =>
                {
                    // It may be whole again.
                    self.load_again(index, None);
                }
                Some(_) => self.save(index),
                None => {}
            },
            Event::SourceChanged { index } => {
                match self
                    .documents
                    .get_mut(index)
                    .map(|document| &mut document.loading)
                {
                    Some(Loading::Loaded(document)) => document.has_new_source = true,
                    Some(Loading::Failed(_)) => self.load_again(index, None),
                    _ => {}
                }
            }
            Event::Rewritten { index } => {
                if let Some(document) = self.documents.get(index) {
                    let path = document.path.clone();
                    messages.push(Notice::new("notice-rewritten").with("path", path));
                }
            }
            Event::CopyUnreadable { path, error } => {
                let notice = Notice::new("notice-copy-unreadable");
                let notice = notice.with("path", path.display().to_string());
                let reason = match error {
                    SaveError::Foreign(_) => "unreadable-sidecar".to_owned(),
                    error => error.to_string(),
                };
                messages.push(notice.with("reason", reason));
            }
            _ => {}
        }
    }

    /// From now on documents are shown with this codebook.
    fn put_in_force(&mut self, codebook: Arc<Codebook>) {
        if codebook == self.codebook {
            return;
        }
        let former = std::mem::replace(&mut self.codebook, codebook);
        if !self.codebook.finds_like(&former) {
            return self.extract_all_again();
        }
        let naming = self.codebook.naming();
        self.revision += 1;
        if naming == former.naming() {
            return;
        }
        let documents = self.documents.iter_mut();
        for open in documents.filter_map(FolderDocument::open_mut) {
            open.loaded.naming.clone_from(&naming);
            open.look_again(None);
        }
    }

    /// Extracts with the codebook in force: the document on show at once, where that takes no longer than a moment, saved ones by loading them again.
    fn extract_all_again(&mut self) {
        let codebook = self.codebook.clone();
        for index in 0..self.documents.len() {
            let is_current = self.current == Some(index);
            let Some(open) = self.documents[index].open_mut() else {
                continue;
            };
            let is_short = open.loaded.source.text.len() <= MAX_AT_ONCE_BYTES;
            if (is_current && is_short) || !open.saving.is_saved() {
                open.look_again(Some(&codebook));
                self.revision += 1;
            } else {
                self.load_again(index, None);
            }
        }
    }
}

impl Session {
    /// Takes in everything that came in.
    pub(super) fn take_all_incoming(&mut self) {
        let waiting = self
            .folder
            .as_mut()
            .map(|it| std::mem::take(&mut it.others.waiting));
        for (index, generation, incoming) in waiting.unwrap_or_default() {
            self.take_incoming(index, generation, *incoming);
        }
    }

    /// Takes in what others decided, unless something was decided here since: then the next save brings it again.
    fn take_incoming(&mut self, index: usize, generation: u64, incoming: Incoming) {
        let codebook = self.codebook();
        let Some(folder) = &mut self.folder else {
            return;
        };
        if let Some(listing) = &mut folder.listing {
            let is_merged = |copy: &ConflictCopy| incoming.copies.contains(&copy.path);
            listing.copies.retain(|copy| !is_merged(copy));
        }
        let path = match folder.documents.get(index) {
            Some(document) => document.path.clone(),
            None => return,
        };
        let Some(document) = folder.document_mut(index) else {
            return;
        };
        if !document.is_at(generation) {
            return;
        }
        let before = document.loaded.outline.clone();
        document.loaded.annotation = incoming.annotation;
        document.n_merges = incoming.n_merges;
        let changes_extraction = incoming
            .slots
            .iter()
            .any(|slot| matches!(slot, Slot::DocumentField(_) | Slot::Outline(..)));
        document.look_again(changes_extraction.then_some(&codebook));
        self.drafts.follow(index, &before, &document.loaded.outline);
        folder.revision += 1;
        if incoming.n_decisions > 0 {
            let now = jiff::Zoned::now().strftime("%H:%M").to_string();
            folder.others.n_decisions += incoming.n_decisions;
            folder.others.last = Some((now, path));
        }
        self.forget_steps_on(index, &incoming.slots);
    }

    /// Reads the document on show as it is on disk now.
    pub(super) fn load_source_again(&mut self) {
        let Some(folder) = &mut self.folder else {
            return;
        };
        // The document is read from disk again: what is not there yet would be lost.
        folder.settle(&mut self.messages);
        let Some(index) = folder.current.filter(|index| folder.is_saved(*index)) else {
            return self.tell(Notice::new("notice-not-reloaded"));
        };
        self.forget_steps_of(index);
        self.drafts.forget_document(index);
        if let Some(folder) = &mut self.folder {
            folder.load_again(index, None);
        }
    }

    /// Whether the reviewer chose only to read.
    #[must_use]
    pub fn is_view_only(&self) -> bool {
        let folder = self.folder.as_ref();
        folder.is_some_and(|folder| folder.others.is_view_only)
    }

    pub(super) fn set_view_only(&mut self, is_view_only: bool, effects: &mut Vec<Effect>) {
        if is_view_only {
            // What was typed before is decided before.
            self.commit_drafts(None, effects);
        }
        if let Some(folder) = &mut self.folder {
            folder.set_view_only(is_view_only);
        }
    }
}

/// What is wrong with a folder's codebook, and where.
pub(super) fn codebook_notice(root: &Path, error: &CodebookError) -> Notice {
    let mut path = root.join(codebook::FILE_NAME).display().to_string();
    if let Some((line, column)) = error.position() {
        let _ = write!(path, ":{line}:{column}");
    }
    let (reason, name) = error.message();
    let notice = Notice::new("notice-codebook").with("path", path);
    notice.with("name", name).with("reason", reason)
}
