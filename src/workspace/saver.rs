//! The thread that writes sidecars, in the order of the edits.
//!
//! In: [`Order`]s. Out: an event for each, once it is on disk or failed.
//!
//! Whoever tests a window from outside cannot read what it shows: where the environment names a file in `PIYUE_ACKNOWLEDGE`, the lines
//! `saved PATH N` are appended there when the first N edits of a document's log are on disk, at the moment from which the window may show
//! 已保存.

use std::collections::BTreeMap;
use std::env;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender};

use super::background::Event;
use super::codebook_file::write_codebook;
use super::disk::{Disk, create_all, folder_of, write_whole};
use super::generations::{Generation, restore_on, session_name};
use super::keeping::{Kept, Ledger, Place};
use super::listing::portable;
use super::loading::{Job, Queue};
use super::sidecar_file::{Reviewer, SaveError, sidecar_path_of};
use crate::annotation::Annotation;
use crate::annotation::sidecar::{self, SourceNote};
use crate::codebook::Codebook;
use crate::text::Text;

/// Names the file that acknowledgements are appended to.
const ACKNOWLEDGE_VARIABLE: &str = "PIYUE_ACKNOWLEDGE";

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
    /// [`super::Incoming::n_merges`] of the last that was taken in, 0 before.
    pub n_merges: u64,
    /// Only looks at what is on disk and brings in what others decided: nothing is written.
    pub is_look: bool,
    /// Conflict copies to merge too, relative to the root.
    pub copies: Vec<PathBuf>,
}

/// What the saver is to do.
#[derive(Debug)]
pub(super) enum Order {
    Save(Box<Save>),
    SaveElsewhere {
        folder: PathBuf,
        saves: Vec<Save>,
    },
    Restore {
        index: usize,
        /// Relative to the root.
        sidecar: PathBuf,
        generation: Generation,
    },
    /// Replaces the codebook, where it still has this hash.
    Codebook {
        codebook: Arc<Codebook>,
        known: Option<String>,
    },
    /// Loads a document again once every save before it is on disk.
    Load(Job),
    /// Says that everything ordered before is done.
    Tell(Sender<()>),
}

/// Where a session's sidecars go.
#[derive(Debug)]
pub(super) struct Saver {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) root: PathBuf,
    pub(super) reviewer: Option<Reviewer>,
    /// Names the generations that it keeps.
    pub(super) session: String,
    /// What is known to be on disk.
    pub(super) ledger: Ledger,
    pub(super) queue: Arc<Queue>,
}

impl Saver {
    /// Carries out orders until the workspace is closed. Of saves of one document that wait together only the newest is written: it holds the
    /// others.
    pub(super) fn carry_out(&self, orders: &Receiver<Order>, report: &dyn Fn(Event)) {
        while let Ok(first) = orders.recv() {
            let mut newest: BTreeMap<usize, Box<Save>> = BTreeMap::new();
            for order in std::iter::once(first).chain(orders.try_iter()) {
                match order {
                    Order::Save(mut save) => {
                        if let Some(older) = newest.remove(&save.index) {
                            let Save {
                                is_look, copies, ..
                            } = *older;
                            save.is_look &= is_look;
                            save.copies.splice(0..0, copies);
                        }
                        newest.insert(save.index, save);
                    }
                    other => {
                        self.save(std::mem::take(&mut newest), report);
                        self.carry_out_other(other, report);
                    }
                }
            }
            self.save(newest, report);
        }
    }

    fn save(&self, due: BTreeMap<usize, Box<Save>>, report: &dyn Fn(Event)) {
        for (index, save) in due {
            let generation = save.generation;
            let kept = match self.write(&save) {
                Ok(kept) => kept,
                Err(error) => {
                    report(Event::SaveFailed {
                        index,
                        generation,
                        error,
                    });
                    continue;
                }
            };
            if let Some(incoming) = kept.merged {
                report(Event::Merged {
                    index,
                    generation,
                    incoming: Box::new(incoming),
                });
            }
            if kept.was_gone {
                report(Event::Rewritten { index });
            }
            for (path, error) in kept.unreadable {
                report(Event::CopyUnreadable { path, error });
            }
            if kept.is_saved {
                acknowledge(&save);
                report(Event::Saved { index, generation });
            }
        }
    }

    fn carry_out_other(&self, order: Order, report: &dyn Fn(Event)) {
        match order {
            Order::Save(save) => self.save(BTreeMap::from([(save.index, save)]), report),
            Order::Load(job) => self.queue.push_front(job),
            Order::Tell(done) => {
                // Nobody waits any more where the window was closed.
                let _ = done.send(());
            }
            Order::SaveElsewhere { folder, saves } => {
                let (folder, written) = self.write_elsewhere(&folder, &saves);
                report(Event::SavedElsewhere { folder, written });
            }
            Order::Restore {
                index,
                sidecar,
                generation,
            } => {
                let result = restore_on(&*self.disk, &self.root, &sidecar, &generation);
                report(Event::Restored { index, result });
            }
            Order::Codebook { codebook, known } => {
                let result = write_codebook(&*self.disk, &self.root, codebook, known.as_deref());
                if let Ok(file) = &result {
                    self.queue.set_codebook(file.codebook.clone());
                }
                report(Event::CodebookSaved(result));
            }
        }
    }

    fn write(&self, save: &Save) -> Result<Kept, SaveError> {
        let place = Place {
            disk: &*self.disk,
            root: &self.root,
            session: &self.session,
        };
        self.ledger.keep(&place, self.reviewer.as_ref(), save)
    }

    /// Writes sidecars into a folder of their own: nothing that is there already can be meant to be replaced.
    fn write_elsewhere(
        &self,
        folder: &Path,
        saves: &[Save],
    ) -> (PathBuf, Result<Vec<(usize, u64)>, SaveError>) {
        let mut own = folder.join(format!("piyue-{}", session_name()));
        while own.exists() {
            own = folder.join(format!("piyue-{}", session_name()));
        }
        let write = |save: &Save| {
            let sidecar = own.join(sidecar_path_of(&save.path, self.reviewer.as_ref()));
            create_all(&*self.disk, folder_of(&sidecar))?;
            write_whole(&*self.disk, &sidecar, save.ron()?.as_bytes())?;
            Ok((save.index, save.generation))
        };
        let written = saves.iter().map(write).collect();
        (own, written)
    }
}

impl Save {
    fn ron(&self) -> Result<String, SaveError> {
        Ok(sidecar::write(
            &self.annotation,
            &self.text,
            self.source.clone(),
        )?)
    }
}

fn acknowledge(save: &Save) {
    let Some(path) = env::var_os(ACKNOWLEDGE_VARIABLE) else {
        return;
    };
    if let Ok(mut file) = OpenOptions::new().append(true).create(true).open(path) {
        let line = format!(
            "saved {} {}\n",
            portable(&save.path),
            save.annotation.log.len()
        );
        // In one call, so that a kill cannot cut it.
        let _ = file.write_all(line.as_bytes());
    }
}
