//! Loading and saving off the frame's path.
//!
//! One thread lists the folder, as many as there are cores (at most four) load documents, one saves in the order of the edits. Whatever is done is
//! reported as an [`Event`], and the window woken. Dropping the [`Workspace`] waits until every save handed in is on disk.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::document::{LoadFailure, LoadOptions, LoadedDocument, load_with};
use super::listing::{Listing, list, read_codebook};
use super::sidecar_file::{Reviewer, SaveError, replace_sidecar, sidecar_path_of};
use super::texts;
use crate::annotation::Annotation;
use crate::annotation::sidecar::{self, SourceNote};
use crate::codebook::{Codebook, CodebookError};
use crate::source::Encoding;
use crate::text::Text;

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
}

/// A document's annotation on its way to disk.
#[derive(Debug)]
pub struct Save {
    pub index: usize,
    /// Counts the edits of the document, so that what was saved can be told from what came after.
    pub generation: u64,
    /// Of the document, relative to the root.
    pub path: PathBuf,
    pub annotation: Annotation,
    pub text: Arc<Text>,
    pub source: SourceNote,
}

/// An open folder, loading and saving in the background.
pub struct Workspace {
    root: PathBuf,
    queue: Arc<Queue>,
    saves: Option<Sender<Save>>,
    events: Receiver<Event>,
    saver: Option<JoinHandle<()>>,
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
        let (event_sender, events) = unbounded();
        let (saves, save_receiver) = unbounded();
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
        let saver = {
            let (root, reviewer, reporter) = (root.clone(), reviewer.clone(), reporter.clone());
            thread::Builder::new()
                .name("saver".into())
                .spawn(move || save_all(&root, reviewer.as_ref(), &save_receiver, &reporter))
        };
        {
            let (path, queue) = (path.to_owned(), queue.clone());
            // A machine that cannot start a thread cannot show a window either.
            thread::Builder::new()
                .name("lister".into())
                .spawn(move || list_and_load(&path, reviewer.as_ref(), &queue, &reporter))
                .expect("a thread starts");
        }
        Self {
            root,
            queue,
            saves: Some(saves),
            events,
            saver: Some(saver.expect("a thread starts")),
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

    /// Loads a document again, first of all, in the encoding that a reviewer chose.
    pub fn load_again(&self, index: usize, encoding: Option<Encoding>) {
        self.queue.push_front(index, encoding);
    }

    /// Hands an annotation to the saver.
    pub fn save(&self, save: Save) {
        if let Some(saves) = &self.saves {
            // The saver lives as long as this sender.
            let _ = saves.send(save);
        }
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.queue.close();
        // Without a sender the saver ends after its last save.
        self.saves = None;
        if let Some(saver) = self.saver.take() {
            let _ = saver.join();
        }
    }
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

/// Saves until the workspace is closed. Of saves of one document that wait together only the newest is written: it holds the others.
fn save_all(root: &Path, reviewer: Option<&Reviewer>, saves: &Receiver<Save>, reporter: &Reporter) {
    let session = jiff::Zoned::now().strftime("%Y%m%dT%H%M%S").to_string();
    while let Ok(first) = saves.recv() {
        let mut newest: HashMap<usize, Save> = HashMap::from([(first.index, first)]);
        for save in saves.try_iter() {
            newest.insert(save.index, save);
        }
        let mut due: Vec<Save> = newest.into_values().collect();
        due.sort_unstable_by_key(|save| save.index);
        for save in due {
            let Save {
                index, generation, ..
            } = save;
            reporter.report(match write(root, reviewer, &save, &session) {
                Ok(()) => Event::Saved { index, generation },
                Err(error) => Event::SaveFailed {
                    index,
                    generation,
                    error,
                },
            });
        }
    }
}

fn write(
    root: &Path,
    reviewer: Option<&Reviewer>,
    save: &Save,
    session: &str,
) -> Result<(), SaveError> {
    let Save {
        path,
        annotation,
        text,
        source,
        ..
    } = save;
    let ron = sidecar::write(annotation, text, source.clone())?;
    let sidecar = sidecar_path_of(path, reviewer);
    texts::keep_if_possible(root, source, text);
    Ok(replace_sidecar(root, &sidecar, &ron, session)?)
}
