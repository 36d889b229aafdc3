//! Loading documents: those that wait, and the threads that take them.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::background::{Event, Reporter};
use super::document::{LoadOptions, LoadedDocument, load_with};
use super::keeping::Ledger;
use super::sidecar_file::Reviewer;
use crate::annotation::Annotation;
use crate::codebook::Codebook;
use crate::record::Record;
use crate::source::Encoding;

/// Above so many bytes of text a record takes longer than a frame.
const LARGE_TEXT_BYTES: u32 = 1 << 20;

/// A document to load, in the encoding that a reviewer chose for it.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub index: usize,
    /// Relative to the root.
    pub path: PathBuf,
    pub encoding: Option<Encoding>,
}

/// The documents that wait to be loaded, and the codebook to load them with.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Mutex<VecDeque<Job>>,
    codebook: Mutex<Arc<Codebook>>,
    changed: Condvar,
    closed: AtomicBool,
}

impl Queue {
    /// Takes documents behind those that wait, the first of them at this position of the listing.
    pub(super) fn extend(&self, from: usize, documents: &[PathBuf]) {
        let jobs = documents.iter().zip(from..).map(|(path, index)| Job {
            index,
            path: path.clone(),
            encoding: None,
        });
        lock(&self.waiting).extend(jobs);
        self.changed.notify_all();
    }

    pub(super) fn set_codebook(&self, codebook: Arc<Codebook>) {
        *lock(&self.codebook) = codebook;
    }

    pub(super) fn push_front(&self, job: Job) {
        lock(&self.waiting).push_front(job);
        self.changed.notify_one();
    }

    pub(super) fn prefer(&self, index: usize) {
        let mut waiting = lock(&self.waiting);
        if let Some(at) = waiting.iter().position(|job| job.index == index)
            && let Some(job) = waiting.remove(at)
        {
            waiting.push_front(job);
        }
    }

    pub(super) fn close(&self) {
        // Under the lock, so that no loader misses it between looking and waiting.
        let _waiting = lock(&self.waiting);
        self.closed.store(true, Ordering::Relaxed);
        self.changed.notify_all();
    }

    /// The next document; waits for one. `None` when the folder was closed.
    fn next(&self) -> Option<Job> {
        let mut waiting = lock(&self.waiting);
        loop {
            if self.closed.load(Ordering::Relaxed) {
                return None;
            }
            if let Some(job) = waiting.pop_front() {
                return Some(job);
            }
            waiting = self
                .changed
                .wait(waiting)
                .unwrap_or_else(std::sync::PoisonError::into_inner);
        }
    }
}

/// Loads documents until the folder is closed.
pub(super) struct Loader {
    pub root: PathBuf,
    pub reviewer: Option<Reviewer>,
    pub queue: Arc<Queue>,
    pub ledger: Ledger,
    pub reporter: Reporter,
}

impl Loader {
    pub(super) fn work(&self) {
        while let Some(job) = self.queue.next() {
            let Job {
                index,
                path,
                encoding,
            } = job;
            let options = LoadOptions {
                encoding,
                reviewer: self.reviewer.clone(),
            };
            let codebook = lock(&self.queue.codebook).clone();
            let document = load_with(&self.root, &path, &codebook, &options);
            if let Ok(document) = &document {
                let found = document.sidecar_sha256.clone();
                self.ledger.note_found(&document.sidecar_path(), found);
                self.ledger.note_source(&path, &document.source.sha256);
            }
            let record = document.as_ref().ok().and_then(record_of);
            self.reporter.report(Event::Loaded {
                index,
                document: Box::new(document),
                record,
            });
        }
    }
}

/// The record of a document, where it does not wait until somebody asks: one with decisions is not made a second time, one of a large text would hold
/// up the window.
fn record_of(document: &LoadedDocument) -> Option<Arc<Record>> {
    let is_wanted = document.annotation != Annotation::default()
        || document.source.text.len() > LARGE_TEXT_BYTES;
    is_wanted.then(|| Arc::new(document.record()))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
