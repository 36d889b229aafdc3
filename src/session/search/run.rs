//! The search on its threads: documents are looked through on all cores, what is found comes in the folder's order.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Found;
use super::hits::{DocumentHits, MAX_OF_DOCUMENT, hits_in};
use crate::session::snapshot::{Snapshot, chunks_of};
use crate::session::task::Task;
use crate::text::find::Finder;
use crate::workspace::{Wake, in_order};

/// How many hits are listed; the others are counted.
pub const MAX_HITS: usize = 2_000;

/// A search on its threads; given up when it is dropped.
#[derive(Debug)]
pub(super) struct Running {
    /// Whether what was found before stays listed until this is done.
    pub is_quiet: bool,
    /// Whether anything was heard of it.
    pub has_begun: bool,
    /// What a quiet one found so far.
    pub found: Found,
    task: Task<Message>,
}

impl Running {
    /// What was reported since the last call.
    pub(super) fn messages(&self) -> Vec<Message> {
        self.task.messages()
    }
}

#[derive(Debug)]
pub(super) enum Message {
    Found(More),
    Done,
}

/// What was found in some more documents.
#[derive(Debug, Default)]
pub(super) struct More {
    documents: Vec<DocumentHits>,
    n_hits: usize,
    n_documents: usize,
}

impl More {
    pub(super) fn add_to(self, found: &mut Found) {
        found.documents.extend(self.documents);
        found.n_hits += self.n_hits;
        found.n_documents += self.n_documents;
    }
}

/// Starts looking. `wake` is called whenever something is there to be taken in.
pub(super) fn start(
    snapshots: Arc<Vec<Snapshot>>,
    finder: Finder,
    is_quiet: bool,
    wake: &Wake,
) -> Running {
    let task = Task::start("searcher", wake, move |task| {
        look_through(&snapshots, &finder, task.cancelled(), |more| {
            task.report(Message::Found(more))
        });
        task.report(Message::Done);
    });
    Running {
        is_quiet,
        has_begun: false,
        found: Found::default(),
        task,
    }
}

/// Looks through documents and hands on what is found, until `take` says that nobody wants it.
fn look_through(
    snapshots: &[Snapshot],
    finder: &Finder,
    is_cancelled: &AtomicBool,
    mut take: impl FnMut(More) -> bool,
) {
    let chunks = chunks_of(snapshots);
    let most = if snapshots.len() == 1 {
        MAX_HITS
    } else {
        MAX_OF_DOCUMENT
    };
    let mut n_listed = 0;
    // Of documents behind those that fill the list hits are only counted.
    let is_full = AtomicBool::new(false);
    let search = |at: usize| -> Vec<DocumentHits> {
        // Each thread with an expression of its own: one that is shared makes the threads wait for each other.
        let finder = finder.clone();
        chunks[at]
            .iter()
            .map_while(|snapshot| {
                let most = if is_full.load(Ordering::Relaxed) {
                    0
                } else {
                    most
                };
                hits_in(snapshot, &finder, most, is_cancelled)
            })
            .filter(|document| document.n_hits > 0)
            .collect()
    };
    // Where nobody listens any more there is nothing to be said about the end either.
    let _ = in_order(chunks.len(), search, |_, documents| {
        if is_cancelled.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        if documents.is_empty() {
            return ControlFlow::Continue(());
        }
        let mut more = More::default();
        for mut document in documents {
            more.n_hits += document.n_hits;
            more.n_documents += 1;
            document.hits.truncate(MAX_HITS - n_listed);
            n_listed += document.hits.len();
            if !document.hits.is_empty() {
                more.documents.push(document);
            }
        }
        is_full.store(n_listed == MAX_HITS, Ordering::Relaxed);
        if take(more) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
}
