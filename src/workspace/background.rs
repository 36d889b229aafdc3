//! Loading and saving off the frame's path.
//!
//! One thread lists the folder, as many as there are cores (at most four) load documents, one saves in the order of the edits, one keeps
//! drafts. Whatever is done is reported as an [`Event`], and the window woken. Dropping the [`Workspace`] waits until every save handed in is
//! on disk.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::disk::{Disk, RealDisk};
use super::document::{LoadFailure, LoadOptions, LoadedDocument, load_with};
use super::drafts::{self, KeptDraft};
use super::generations::{Generation, GenerationSummary, RestoreError, generations, session_name};
use super::listing::{Listing, list, read_codebook};
use super::saver::{Order, Save, Saver};
use super::sidecar_file::{Reviewer, SaveError, sidecar_path_of};
use crate::codebook::{Codebook, CodebookError};
use crate::source::Encoding;

/// Called from any thread when an [`Event`] is waiting.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

const MAX_LOADERS: usize = 4;

/// Something that happened in the background.
#[derive(Debug)]
pub enum Event {
    /// The folder was listed; its documents are known by their position in the listing from now on.
    Listed {
        listing: Listing,
        codebook: Arc<Codebook>,
        codebook_error: Option<CodebookError>,
    },
    /// The folder or file cannot be opened, in the operating system's words.
    NotListed { reason: String },
    Loaded {
        index: usize,
        document: Box<Result<LoadedDocument, LoadFailure>>,
    },
    /// Every edit up to `generation` is on disk.
    Saved { index: usize, generation: u64 },
    /// What was on disk before is still there; the edits are in memory.
    SaveFailed {
        index: usize,
        generation: u64,
        error: SaveError,
    },
    /// What could not be saved was written into a new folder: which documents, up to which generation.
    SavedElsewhere {
        folder: PathBuf,
        written: Result<Vec<(usize, u64)>, SaveError>,
    },
    /// An earlier session left text that was typed and not committed.
    DraftsFound(Vec<KeptDraft>),
    /// The generations of a document's sidecar, newest first, each with its words.
    Generations {
        index: usize,
        found: io::Result<Vec<FoundGeneration>>,
    },
    /// A generation was taken back or not. Where it was the document is to be loaded again.
    Restored {
        index: usize,
        result: Result<(), RestoreError>,
    },
}

/// A generation and what it holds, in numbers.
#[derive(Debug)]
pub struct FoundGeneration {
    pub generation: Generation,
    pub summary: Result<GenerationSummary, RestoreError>,
}

/// An open folder, loading and saving in the background.
pub struct Workspace {
    root: PathBuf,
    reviewer: Option<Reviewer>,
    queue: Arc<Queue>,
    orders: Option<Sender<Order>>,
    drafts: Option<Sender<Vec<KeptDraft>>>,
    reporter: Reporter,
    events: Receiver<Event>,
    /// The saver and the keeper of drafts, for which a closing window waits.
    writers: Vec<JoinHandle<()>>,
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workspace")
            .field("root", &self.root)
            .finish_non_exhaustive()
    }
}

impl Workspace {
    /// Opens a folder or a single file. Returns at once; what is in it comes as events.
    #[must_use]
    pub fn open(path: &Path, wake: &Wake) -> Self {
        Self::open_as(path, None, wake)
    }

    /// Opens a folder or a single file, with decisions in the sidecars of this reviewer.
    #[must_use]
    pub fn open_as(path: &Path, reviewer: Option<Reviewer>, wake: &Wake) -> Self {
        Self::open_on(Arc::new(RealDisk), path, reviewer, wake)
    }

    /// The same with sidecars written to this disk, which in tests may fail.
    pub(super) fn open_on(
        disk: Arc<dyn Disk>,
        path: &Path,
        reviewer: Option<Reviewer>,
        wake: &Wake,
    ) -> Self {
        let (event_sender, events) = unbounded();
        let (orders, order_receiver) = unbounded();
        let (drafts, draft_receiver) = unbounded();
        let reporter = Reporter {
            events: event_sender,
            wake: wake.clone(),
        };
        let root = if path.is_dir() {
            path
        } else {
            path.parent().unwrap_or(Path::new(""))
        }
        .to_owned();
        let queue = Arc::new(Queue::default());
        let saver = Saver {
            disk: disk.clone(),
            root: root.clone(),
            reviewer: reviewer.clone(),
            session: session_name(),
        };
        let drafts_path = root.join(drafts::path_of(reviewer.as_ref()));
        let saver = start("saver", {
            let reporter = reporter.clone();
            move || saver.carry_out(&order_receiver, &|event| reporter.report(event))
        });
        let draft_keeper = start("draft keeper", {
            let path = drafts_path.clone();
            move || drafts::keep(&*disk, &path, &draft_receiver)
        });
        // Nobody waits for it: it ends with the folder's list or when the folder is closed.
        start("lister", {
            let (path, queue) = (path.to_owned(), queue.clone());
            let (reviewer, reporter) = (reviewer.clone(), reporter.clone());
            move || {
                list_and_load(&path, reviewer.as_ref(), &queue, &reporter);
                let found = drafts::read(&drafts_path);
                if !found.is_empty() {
                    reporter.report(Event::DraftsFound(found));
                }
            }
        });
        Self {
            root,
            reviewer,
            queue,
            orders: Some(orders),
            drafts: Some(drafts),
            reporter,
            events,
            writers: vec![saver, draft_keeper],
        }
    }

    /// The folder that paths are relative to.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What happened since the last call, oldest first.
    pub fn events(&self) -> impl Iterator<Item = Event> {
        self.events.try_iter()
    }

    /// Loads this document before the others that wait.
    pub fn prefer(&self, index: usize) {
        self.queue.prefer(index);
    }

    /// Loads a document again, first of all, in the encoding that a reviewer chose; in
    /// the encoding that its sidecar names where none is given.
    pub fn load_again(&self, index: usize, encoding: Option<Encoding>) {
        self.queue.push_front(index, encoding);
    }

    /// Hands an annotation to the saver.
    pub fn save(&self, save: Save) {
        self.order(Order::Save(Box::new(save)));
    }

    /// Writes sidecars into a new folder inside this one, in the order of the folder under review.
    pub fn save_elsewhere(&self, folder: PathBuf, saves: Vec<Save>) {
        self.order(Order::SaveElsewhere { folder, saves });
    }

    /// Takes a generation of a document's sidecar back, after the saves handed in before.
    pub fn restore(&self, index: usize, document: &Path, generation: Generation) {
        let sidecar = sidecar_path_of(document, self.reviewer.as_ref());
        self.order(Order::Restore {
            index,
            sidecar,
            generation,
        });
    }

    /// Reads the generations of a document's sidecar; they come as an event.
    pub fn find_generations(&self, index: usize, document: &Path) {
        let sidecar = sidecar_path_of(document, self.reviewer.as_ref());
        let (root, reporter) = (self.root.clone(), self.reporter.clone());
        start("historian", move || {
            let found = generations(&root, &sidecar).map(|known| {
                let read = |generation: Generation| FoundGeneration {
                    summary: generation.summary(&root),
                    generation,
                };
                known.into_iter().map(read).collect()
            });
            reporter.report(Event::Generations { index, found });
        });
    }

    /// Waits until every order handed in before is carried out.
    pub fn settle(&self) {
        let (done, is_done) = bounded(0);
        self.order(Order::Tell(done));
        // Fails where the saver is gone, and with it the sender.
        let _ = is_done.recv();
    }

    /// Keeps what is being typed, in place of what was kept before; an empty list keeps nothing.
    pub fn keep_drafts(&self, kept: Vec<KeptDraft>) {
        if let Some(drafts) = &self.drafts {
            // The keeper lives as long as this sender.
            let _ = drafts.send(kept);
        }
    }

    fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // The saver lives as long as this sender.
            let _ = orders.send(order);
        }
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.queue.close();
        // Without senders both end after what was last handed in.
        (self.orders, self.drafts) = (None, None);
        for writer in self.writers.drain(..) {
            let _ = writer.join();
        }
    }
}

/// Starts a thread. A machine that cannot start one cannot show a window either.
fn start(name: &str, run: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    let thread = thread::Builder::new().name(name.into()).spawn(run);
    thread.expect("a thread starts")
}

/// Reports events and wakes the window.
#[derive(Clone)]
struct Reporter {
    events: Sender<Event>,
    wake: Wake,
}

impl Reporter {
    fn report(&self, event: Event) {
        // Nobody listens any more when the folder was closed.
        if self.events.send(event).is_ok() {
            (self.wake)();
        }
    }
}

/// The documents that wait to be loaded.
#[derive(Default)]
struct Queue {
    waiting: Mutex<VecDeque<(usize, Option<Encoding>)>>,
    changed: Condvar,
    closed: AtomicBool,
}

impl Queue {
    fn extend(&self, n_documents: usize) {
        self.lock()
            .extend((0..n_documents).map(|index| (index, None)));
        self.changed.notify_all();
    }

    fn push_front(&self, index: usize, encoding: Option<Encoding>) {
        self.lock().push_front((index, encoding));
        self.changed.notify_one();
    }

    fn prefer(&self, index: usize) {
        let mut waiting = self.lock();
        if let Some(at) = waiting.iter().position(|(waiting, _)| *waiting == index)
            && let Some(job) = waiting.remove(at)
        {
            waiting.push_front(job);
        }
    }

    fn close(&self) {
        // Under the lock, so that no loader misses it between looking and waiting.
        let _waiting = self.lock();
        self.closed.store(true, Ordering::Relaxed);
        self.changed.notify_all();
    }

    /// The next document; waits for one. `None` when the folder was closed.
    fn next(&self) -> Option<(usize, Option<Encoding>)> {
        let mut waiting = self.lock();
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

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<(usize, Option<Encoding>)>> {
        self.waiting
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Lists the folder, then starts the loaders.
fn list_and_load(
    path: &Path,
    reviewer: Option<&Reviewer>,
    queue: &Arc<Queue>,
    reporter: &Reporter,
) {
    let listing = match list(path) {
        Ok(listing) => listing,
        Err(error) => {
            return reporter.report(Event::NotListed {
                reason: error.to_string(),
            });
        }
    };
    let (codebook, codebook_error) = match read_codebook(&listing.root) {
        Ok(codebook) => (codebook, None),
        Err(error) => (Codebook::built_in(), Some(error)),
    };
    let codebook = Arc::new(codebook);
    let listing = Arc::new(listing);
    reporter.report(Event::Listed {
        listing: (*listing).clone(),
        codebook: codebook.clone(),
        codebook_error,
    });
    queue.extend(listing.documents.len());
    let n_loaders = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(MAX_LOADERS);
    for n in 0..n_loaders {
        let (listing, codebook, queue, reporter, reviewer) = (
            listing.clone(),
            codebook.clone(),
            queue.clone(),
            reporter.clone(),
            reviewer.cloned(),
        );
        let loader = thread::Builder::new()
            .name(format!("loader {n}"))
            .spawn(move || {
                while let Some((index, encoding)) = queue.next() {
                    let options = LoadOptions {
                        encoding,
                        reviewer: reviewer.clone(),
                    };
                    let path = &listing.documents[index];
                    let document = load_with(&listing.root, path, &codebook, &options);
                    reporter.report(Event::Loaded {
                        index,
                        document: Box::new(document),
                    });
                }
            });
        loader.expect("a thread starts");
    }
}
