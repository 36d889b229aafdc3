//! Loading and saving off the frame's path.
//!
//! One thread lists the folder and then watches it, as many as there are cores (at most four) load documents, one saves in the order of the
//! edits, one keeps drafts. Whatever is done is reported as an [`Event`], and the window woken. Dropping the [`Workspace`] waits until every
//! save handed in is on disk.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::codebook_file::{CodebookFile, CodebookSaveError, read_codebook_to_edit};
use super::disk::{Disk, RealDisk};
use super::document::{LoadFailure, LoadedDocument};
use super::drafts::{self, KeptDraft};
use super::generations::{Generation, GenerationSummary, RestoreError, generations, session_name};
use super::keeping::{Incoming, Ledger};
use super::listing::{Listing, list, read_codebook};
use super::loading::{Job, Loader, Queue};
use super::lock::{OpenElsewhere, Presence};
use super::lookout::Lookout;
use super::saver::{Order, Save, Saver};
use super::sidecar_file::{Reviewer, SaveError, sidecar_path_of};
use super::watching::Signal;
use crate::codebook::{Codebook, CodebookError};
use crate::record::Record;
use crate::source::Encoding;

/// Called from any thread when an [`Event`] is waiting.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

const MAX_LOADERS: usize = 4;
/// How long closing waits for whoever lists and watches.
const LONGEST_FAREWELL: Duration = Duration::from_secs(1);

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
    /// Other windows have the folder open.
    OpenElsewhere(Vec<OpenElsewhere>),
    /// Files came or went. Every document keeps its position, new ones stand at the end; those in `gone` are not on disk any more.
    Relisted { listing: Listing, gone: Vec<usize> },
    /// The codebook on disk is another.
    CodebookChanged {
        codebook: Arc<Codebook>,
        codebook_error: Option<CodebookError>,
    },
    /// The codebook as it lies on disk, which was asked for.
    CodebookRead(Result<CodebookFile, CodebookError>),
    /// The codebook was written, or not.
    CodebookSaved(Result<CodebookFile, CodebookSaveError>),
    /// Somebody else changed the sidecar: a save, if only a look, will bring in what they decided.
    SidecarChanged { index: usize },
    /// The source is not the one that was loaded.
    SourceChanged { index: usize },
    /// What others decided was merged with what was handed in at `generation`.
    Merged {
        index: usize,
        generation: u64,
        incoming: Box<Incoming>,
    },
    /// A sidecar that had vanished was written again.
    Rewritten { index: usize },
    /// A conflict copy cannot be read; it stays where it is.
    CopyUnreadable { path: PathBuf, error: SaveError },
    Loaded {
        index: usize,
        document: Box<Result<LoadedDocument, LoadFailure>>,
        /// Of one that is decided on or large: made here, where nobody waits for it.
        record: Option<Arc<Record>>,
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
    signals: Sender<Signal>,
    /// Closed when the lister has ended.
    lister: Receiver<()>,
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workspace")
            .field("root", &self.root)
            .finish_non_exhaustive()
    }
}

impl Workspace {
    /// Opens a folder or a single file, with decisions in the sidecars of this reviewer. Returns at once; what is in it comes as events. `name`
    /// is what others who open the folder are told: who signs decisions here.
    #[must_use]
    pub fn open(path: &Path, reviewer: Option<Reviewer>, name: Option<&str>, wake: &Wake) -> Self {
        Self::open_on(Arc::new(RealDisk), path, reviewer, name, wake)
    }

    /// The same with sidecars written to this disk, which in tests may fail.
    pub(super) fn open_on(
        disk: Arc<dyn Disk>,
        path: &Path,
        reviewer: Option<Reviewer>,
        name: Option<&str>,
        wake: &Wake,
    ) -> Self {
        let (event_sender, events) = unbounded();
        let (orders, order_receiver) = unbounded();
        let (drafts, draft_receiver) = unbounded();
        let (signals, signal_receiver) = unbounded();
        let reporter = Reporter {
            events: event_sender,
            wake: wake.clone(),
        };
        let root = root_of(path);
        let queue = Arc::new(Queue::default());
        let ledger = Ledger::default();
        let saver = Saver {
            disk: disk.clone(),
            root: root.clone(),
            reviewer: reviewer.clone(),
            session: session_name(),
            ledger: ledger.clone(),
            queue: queue.clone(),
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
        let (ended, lister) = unbounded();
        start("lister", {
            let (path, queue, signals) = (path.to_owned(), queue.clone(), signals.clone());
            let (reviewer, reporter) = (reviewer.clone(), reporter.clone());
            let name = name.map(str::to_owned);
            move || {
                let _ended: Sender<()> = ended;
                let name = name.or_else(|| Some(reviewer.as_ref()?.name().to_owned()));
                let (_presence, others) = Presence::enter(&root_of(&path), name.as_deref());
                if !others.is_empty() {
                    reporter.report(Event::OpenElsewhere(others));
                }
                let lookout = list_and_load(&path, reviewer, &queue, &ledger, &reporter);
                let found = drafts::read(&drafts_path);
                if !found.is_empty() {
                    reporter.report(Event::DraftsFound(found));
                }
                if let Some(lookout) = lookout {
                    lookout.watch(&signals, &signal_receiver);
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
            signals,
            lister,
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

    /// Loads a document again, first of all, in the encoding that a reviewer chose. What was handed in for it is on disk before.
    pub fn load_again(&self, index: usize, path: PathBuf, encoding: Option<Encoding>) {
        self.order(Order::Load(Job {
            index,
            path,
            encoding,
        }));
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

    /// Reads the codebook as it lies on disk; it comes as an event.
    pub fn read_codebook(&self) {
        let (root, reporter) = (self.root.clone(), self.reporter.clone());
        start("codebook reader", move || {
            reporter.report(Event::CodebookRead(read_codebook_to_edit(&root)));
        });
    }

    /// Replaces the codebook, where the file still has this hash. What comes of it comes as an event.
    pub fn save_codebook(&self, codebook: Arc<Codebook>, known: Option<String>) {
        self.order(Order::Codebook { codebook, known });
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
        // The lister may have ended where there was nothing to list.
        let _ = self.signals.send(Signal::Closed);
        // Without senders both end after what was last handed in.
        (self.orders, self.drafts) = (None, None);
        for writer in self.writers.drain(..) {
            let _ = writer.join();
        }
        // It takes away the sign that the folder is open; a drive that does not answer is not waited for.
        let _ = self.lister.recv_timeout(LONGEST_FAREWELL);
    }
}

/// Starts a thread. A machine that cannot start one cannot show a window either.
fn start(name: &str, run: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    let thread = thread::Builder::new().name(name.into()).spawn(run);
    thread.expect("a thread starts")
}

/// The folder opened, or that of the file opened.
fn root_of(path: &Path) -> PathBuf {
    if path.is_dir() {
        path
    } else {
        path.parent().unwrap_or(Path::new(""))
    }
    .to_owned()
}

/// Reports events and wakes the window.
#[derive(Clone)]
pub(super) struct Reporter {
    events: Sender<Event>,
    wake: Wake,
}

impl Reporter {
    pub(super) fn report(&self, event: Event) {
        // Nobody listens any more when the folder was closed.
        if self.events.send(event).is_ok() {
            (self.wake)();
        }
    }
}

/// Lists the folder and starts the loaders. Returns who can watch it then; none where it cannot be listed.
fn list_and_load(
    path: &Path,
    reviewer: Option<Reviewer>,
    queue: &Arc<Queue>,
    ledger: &Ledger,
    reporter: &Reporter,
) -> Option<Lookout> {
    let listing = match list(path) {
        Ok(listing) => listing,
        Err(error) => {
            reporter.report(Event::NotListed {
                reason: error.to_string(),
            });
            return None;
        }
    };
    let (codebook, codebook_error) = codebook_of(&listing.root);
    queue.set_codebook(codebook.clone());
    reporter.report(Event::Listed {
        listing: listing.clone(),
        codebook: codebook.clone(),
        codebook_error,
    });
    queue.extend(0, &listing.documents);
    let n_loaders = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(MAX_LOADERS);
    for n in 0..n_loaders {
        let loader = Loader {
            root: listing.root.clone(),
            reviewer: reviewer.clone(),
            queue: queue.clone(),
            ledger: ledger.clone(),
            reporter: reporter.clone(),
        };
        let loader = thread::Builder::new()
            .name(format!("loader {n}"))
            .spawn(move || loader.work());
        loader.expect("a thread starts");
    }
    Some(Lookout {
        opened: path.to_owned(),
        listing,
        codebook,
        reviewer,
        queue: queue.clone(),
        ledger: ledger.clone(),
        reporter: reporter.clone(),
    })
}

/// The folder's codebook, or the built-in one and what is wrong with the folder's.
pub(super) fn codebook_of(root: &Path) -> (Arc<Codebook>, Option<CodebookError>) {
    match read_codebook(root) {
        Ok(codebook) => (Arc::new(codebook), None),
        Err(error) => (Arc::new(Codebook::built_in()), Some(error)),
    }
}
