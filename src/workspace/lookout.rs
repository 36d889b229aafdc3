//! Looks at what changed in the open folder and reports what that means.
//!
//! Documents are known by their position in the listing. The listing only ever grows here: what is new is put at its end, what is gone keeps
//! its place.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender};

use super::background::{Event, Reporter, codebook_of};
use super::keeping::Ledger;
use super::listing::{Listing, list};
use super::loading::Queue;
use super::reading::read_source;
use super::sidecar_file::{Reviewer, sidecar_path_of};
use super::watching::{Changes, Signal, Watch, next_changes};
use crate::codebook::Codebook;
use crate::source::sha256_hex;

/// Whoever watches an open folder.
pub(super) struct Lookout {
    /// The folder or file that was opened.
    pub opened: PathBuf,
    /// As reported last; its documents in the order in which they are known.
    pub listing: Listing,
    pub codebook: Arc<Codebook>,
    pub reviewer: Option<Reviewer>,
    pub queue: Arc<Queue>,
    pub ledger: Ledger,
    pub reporter: Reporter,
}

impl Lookout {
    /// Watches until the folder is closed.
    pub(super) fn watch(mut self, signals: &Sender<Signal>, received: &Receiver<Signal>) {
        // Some systems name what changed by its path without links.
        let root = fs::canonicalize(&self.listing.root).unwrap_or(self.listing.root.clone());
        let _watch = Watch::begin(&root, self.opened.is_dir(), signals);
        // What came, went or changed between the listing and the first event is told by nobody.
        self.look(&Changes {
            codebook: true,
            listing: true,
            ..Changes::default()
        });
        while let Some(changes) = next_changes(&root, received) {
            self.look(&changes);
        }
    }

    fn look(&mut self, changes: &Changes) {
        if changes.codebook || changes.missed {
            self.look_at_codebook();
        }
        let documents = self.listing.documents.iter().enumerate();
        let sidecars: HashMap<PathBuf, usize> = documents
            .clone()
            .map(|(index, path)| (sidecar_path_of(path, self.reviewer.as_ref()), index))
            .collect();
        let mut must_list = changes.listing || changes.missed;
        for (sidecar, index) in &sidecars {
            let is_due = changes.missed || changes.sidecars.contains(sidecar);
            if is_due && self.ledger.is_changed(&self.listing.root, sidecar) {
                self.reporter
                    .report(Event::SidecarChanged { index: *index });
            }
        }
        // Another sidecar may be a conflict copy that came or went.
        must_list |= changes
            .sidecars
            .iter()
            .any(|path| !sidecars.contains_key(path));
        for (index, path) in documents {
            if changes.missed || changes.files.contains(path) {
                self.look_at_source(index, path);
            }
        }
        if must_list {
            self.list_again();
        }
    }

    fn look_at_codebook(&mut self) {
        let (codebook, codebook_error) = codebook_of(&self.listing.root);
        if codebook == self.codebook {
            return;
        }
        self.codebook = codebook.clone();
        self.queue.set_codebook(codebook.clone());
        self.reporter.report(Event::CodebookChanged {
            codebook,
            codebook_error,
        });
    }

    fn look_at_source(&self, index: usize, path: &Path) {
        let Some(known) = self.ledger.source(path) else {
            return;
        };
        // One that is gone is missing in the listing.
        if let Ok(bytes) = read_source(&self.listing.root.join(path))
            && sha256_hex(&bytes) != known
        {
            self.reporter.report(Event::SourceChanged { index });
        }
    }

    fn list_again(&mut self) {
        // A folder that cannot be listed, such as a drive that went away for a while, has lost no documents.
        let Ok(mut listing) = list(&self.opened) else {
            return;
        };
        let found = std::mem::take(&mut listing.documents);
        let known = &self.listing.documents;
        let found_set: HashSet<&PathBuf> = found.iter().collect();
        let known_set: HashSet<&PathBuf> = known.iter().collect();
        // What lies in a folder that cannot be read is not gone.
        let is_hidden = |path: &PathBuf| {
            let mut failed = listing.failed.iter();
            failed.any(|(folder, _)| path.starts_with(folder))
        };
        let gone: Vec<usize> = known
            .iter()
            .enumerate()
            .filter(|(_, path)| !found_set.contains(path) && !is_hidden(path))
            .map(|(index, _)| index)
            .collect();
        let is_new = |path: &&PathBuf| !known_set.contains(path);
        let new: Vec<PathBuf> = found.iter().filter(is_new).cloned().collect();
        let n_known = known.len();
        listing.documents = [known.as_slice(), &new].concat();
        self.listing = listing.clone();
        self.reporter.report(Event::Relisted { listing, gone });
        self.queue.extend(n_known, &new);
    }
}
