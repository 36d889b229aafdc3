//! Gathering on its thread: documents are looked through on all cores, what is found comes in the folder's order.

use std::ops::ControlFlow;

use super::gather::{OccurrencesOf, Wanted, occurrences_in};
use crate::session::snapshot::{Snapshot, chunks_of};
use crate::session::task::Task;
use crate::workspace::{Wake, in_order};

/// How many occurrences are kept to be ticked; the others are counted. Fifty thousand take two megabytes.
pub const MAX_OCCURRENCES: usize = 50_000;

/// What came of some more documents.
#[derive(Debug)]
pub(super) struct Looked {
    pub n_documents: usize,
    /// Only documents with occurrences.
    pub found: Vec<OccurrencesOf>,
    /// Occurrences that are not kept.
    pub n_more: usize,
    pub is_last: bool,
}

/// Starts looking. `wake` is called whenever something is there to be taken in.
pub(super) fn start(snapshots: Vec<Snapshot>, wanted: Wanted, wake: &Wake) -> Task<Looked> {
    Task::start("gatherer", wake, move |task| {
        let chunks = chunks_of(&snapshots);
        let look = |at: usize| -> Vec<OccurrencesOf> {
            // Each thread with an expression of its own: one that is shared makes the threads wait for each other.
            let wanted = wanted.clone();
            let looked = chunks[at].iter();
            looked
                .map_while(|snapshot| occurrences_in(snapshot, &wanted, task.cancelled()))
                .filter(|document| !document.occurrences.is_empty())
                .collect()
        };
        let mut n_kept = 0;
        // Where nobody listens any more there is nothing to be said about the end either.
        let _ = in_order(chunks.len(), look, |at, mut found| {
            let mut n_more = 0;
            for document in &mut found {
                let n_all = document.occurrences.len();
                document.occurrences.truncate(MAX_OCCURRENCES - n_kept);
                n_kept += document.occurrences.len();
                n_more += n_all - document.occurrences.len();
            }
            found.retain(|document| !document.occurrences.is_empty());
            let is_heard = task.report(Looked {
                n_documents: chunks[at].len(),
                found,
                n_more,
                is_last: false,
            });
            if is_heard {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        task.report(Looked {
            n_documents: 0,
            found: Vec::new(),
            n_more: 0,
            is_last: true,
        });
    })
}
