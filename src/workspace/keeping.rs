//! Keeping sidecars that others write too: what is known to be on disk, and saving so that nothing of theirs is lost.
//!
//! Before every write the file is compared with what was last read or written. Where somebody else has changed it, both are merged decision by
//! decision and the result is written; the session is told and takes it in when it has nothing newer. Works without any watching.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::copies;
use super::disk::{Disk, RealDisk};
use super::document::{LoadedDocument, ReadOnlyReason};
use super::lock::Turn;
use super::reading::read_sidecar;
use super::saver::Save;
use super::sidecar_file::{Reviewer, SaveError, replace_sidecar, sidecar_path_of};
use super::texts;
use crate::annotation::merge::{changed_slots, merge, n_changes};
use crate::annotation::sidecar::{self, SourceNote};
use crate::annotation::{Annotation, Detached, Edit, Slot};
use crate::source::sha256_hex;

/// What is known of one sidecar.
#[derive(Debug, Default)]
struct Known {
    /// Of the bytes on disk as they were last read or written; none where there was no file.
    sha256: Option<String>,
    /// The newest state of the session that is on disk; none before its first save, when the logs have to say what was seen of whom.
    base: Option<Annotation>,
    /// What is on disk beyond that and the session has not taken in yet.
    ahead: Option<Annotation>,
    /// How often something came in.
    n_merges: u64,
    /// Of the edits that are on disk.
    generation: u64,
    /// Whether the last save did not succeed: whatever happens to the file is then a reason to try again.
    has_failed: bool,
}

/// The sidecars of a folder as they are known to be on disk, shared by whoever loads, saves and watches.
#[derive(Debug, Clone, Default)]
pub(super) struct Ledger {
    sidecars: Arc<Mutex<HashMap<PathBuf, Arc<Mutex<Known>>>>>,
    /// Hashes of the sources as they were loaded, by their paths.
    sources: Arc<Mutex<HashMap<PathBuf, String>>>,
}

/// Where sidecars are written.
pub(super) struct Place<'a> {
    pub disk: &'a dyn Disk,
    pub root: &'a Path,
    /// Names the generations that it keeps.
    pub session: &'a str,
}

/// What came of a save.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Whether there were edits, which are all on disk now.
    pub is_saved: bool,
    /// Whether the file had vanished and was written again.
    pub was_gone: bool,
    pub merged: Option<Incoming>,
    /// Copies that could not be read, with the reason.
    pub unreadable: Vec<(PathBuf, SaveError)>,
}

/// What others decided, merged with what the session had.
#[derive(Debug)]
pub struct Incoming {
    /// The result, which is on disk.
    pub annotation: Annotation,
    /// The slots that hold something else than in the session, conflicts included.
    pub slots: BTreeSet<Slot>,
    /// How many decisions that are, those without a place included.
    pub n_decisions: usize,
    /// How often something has come in so far: a session that takes this in says so in its next save.
    pub n_merges: u64,
    /// Conflict copies that went into it and were put away.
    pub copies: Vec<PathBuf>,
}

impl Ledger {
    /// Notes what a loader found: the hash of the sidecar's bytes, none where there is no file.
    pub(super) fn note_found(&self, sidecar: &Path, sha256: Option<String>) {
        *lock(&self.entry(sidecar)) = Known {
            sha256,
            ..Known::default()
        };
    }

    /// Whether the file on disk is another than the one last read or written, or could not be saved; not before it was read. Waits while it
    /// is being saved.
    pub(super) fn is_changed(&self, root: &Path, sidecar: &Path) -> bool {
        let Some(entry) = lock(&self.sidecars).get(sidecar).cloned() else {
            return false;
        };
        let known = lock(&entry);
        let found = read_sidecar(&root.join(sidecar)).ok().flatten();
        let found = found.map(|ron| sha256_hex(ron.as_bytes()));
        known.has_failed || found != known.sha256
    }

    pub(super) fn note_source(&self, path: &Path, sha256: &str) {
        lock(&self.sources).insert(path.to_owned(), sha256.to_owned());
    }

    /// The hash of a source as it was loaded; none before.
    pub(super) fn source(&self, path: &Path) -> Option<String> {
        lock(&self.sources).get(path).cloned()
    }

    fn entry(&self, sidecar: &Path) -> Arc<Mutex<Known>> {
        let mut all = lock(&self.sidecars);
        if let Some(known) = all.get(sidecar) {
            return known.clone();
        }
        all.entry(sidecar.to_owned()).or_default().clone()
    }

    fn sha256(&self, sidecar: &Path) -> Option<String> {
        lock(&self.entry(sidecar)).sha256.clone()
    }

    /// Brings a session's annotation and the file on disk together.
    ///
    /// # Errors
    /// Where the file cannot be read as a sidecar, which is then left alone, or a step of writing fails. What was on disk is still whole.
    pub(super) fn keep(
        &self,
        place: &Place<'_>,
        reviewer: Option<&Reviewer>,
        save: &Save,
    ) -> Result<Kept, SaveError> {
        let sidecar = sidecar_path_of(&save.path, reviewer);
        let entry = self.entry(&sidecar);
        let mut known = lock(&entry);
        let kept = known.keep(place, &sidecar, save);
        known.has_failed = kept.is_err();
        kept
    }
}

impl Known {
    fn keep(&mut self, place: &Place<'_>, sidecar: &Path, save: &Save) -> Result<Kept, SaveError> {
        let Place {
            disk: writes,
            root,
            session,
        } = *place;
        // Other programs of ours wait between our look and our write.
        let turn = (!save.is_look).then(|| Turn::take(root));
        if save.n_merges == self.n_merges
            && let Some(ahead) = self.ahead.take()
        {
            self.base = Some(without_log(ahead));
        }
        let disk = read(&root.join(sidecar))?;
        let on_disk = disk.as_ref().map(|ron| sha256_hex(ron.as_bytes()));
        let is_foreign = on_disk.is_some() && on_disk != self.sha256;
        let was_gone = on_disk.is_none() && self.sha256.is_some();
        let is_news = save.generation > self.generation;
        let mut kept = Kept {
            is_saved: save.generation > 0,
            ..Kept::default()
        };
        let has_nothing_to_do = !is_foreign && !was_gone && !is_news && self.ahead.is_none();
        if has_nothing_to_do && save.copies.is_empty() {
            return Ok(kept);
        }
        let theirs = disk.filter(|_| is_foreign);
        let theirs = theirs.map(|ron| understood(&ron, save)).transpose()?;
        let mut result = together(self, save, theirs.as_ref());
        let mut merged_copies = Vec::new();
        for copy in &save.copies {
            let found = read(&root.join(copy)).and_then(|ron| match ron {
                Some(ron) => understood(&ron, save).map(Some),
                None => Ok(None),
            });
            match found {
                Ok(Some(copied)) => {
                    result = beside(None, &result, &copied, save);
                    merged_copies.push(copy.clone());
                }
                Ok(None) => {}
                Err(error) => kept.unreadable.push((copy.clone(), error)),
            }
        }
        let ron = sidecar::write(&result, &save.text, save.source.clone())?;
        let new = sha256_hex(ron.as_bytes());
        let is_there = theirs.is_some_and(|(theirs, _)| theirs == result)
            || on_disk.as_ref() == Some(&new)
            || (on_disk.is_none() && result == Annotation::default());
        if is_there || save.is_look {
            self.sha256 = on_disk;
        } else {
            texts::keep_if_possible(writes, root, &save.source, &save.text);
            let is_alone = turn.as_ref().is_some_and(|turn| turn.is_ours_alone);
            replace_sidecar(writes, root, sidecar, &ron, session, is_alone)?;
            self.sha256 = Some(new);
            kept.was_gone = was_gone;
        }
        merged_copies.retain(|copy| {
            let put_away = copies::put_away(root, copy, session);
            // What is in it is on disk: it is only offered once more.
            let is_away = put_away.is_ok();
            let error = put_away.err().map(|error| (copy.clone(), error.into()));
            kept.unreadable.extend(error);
            is_away
        });
        self.generation = self.generation.max(save.generation);
        self.base = Some(without_log(save.annotation.clone()));
        self.ahead = (result != save.annotation).then(|| result.clone());
        if self.ahead.is_some() {
            self.n_merges += 1;
        }
        if self.ahead.is_some() || !merged_copies.is_empty() {
            kept.merged = Some(Incoming {
                slots: changed_slots(&save.annotation, &result),
                n_decisions: n_changes(&save.annotation, &result),
                annotation: result,
                n_merges: self.n_merges,
                copies: merged_copies,
            });
        }
        Ok(kept)
    }
}

/// Saves a document's annotation where its reviewer keeps it, merged with what others wrote since it was loaded; says whether something came
/// in. `session` names what was found before the first save under `.piyue/backups/`.
///
/// # Errors
/// Where a step fails or what others wrote cannot be read; what was on disk is then still whole.
pub fn save(root: &Path, document: &mut LoadedDocument, session: &str) -> Result<bool, SaveError> {
    let ledger = Ledger::default();
    let sidecar = document.sidecar_path();
    ledger.note_found(&sidecar, document.sidecar_sha256.clone());
    let save = Save {
        index: 0,
        generation: 1,
        path: document.path.clone(),
        annotation: document.annotation.clone(),
        text: document.source.text.clone(),
        source: document.source_note(),
        n_merges: 0,
        is_look: false,
        copies: Vec::new(),
    };
    let place = Place {
        disk: &RealDisk,
        root,
        session,
    };
    let kept = ledger.keep(&place, document.reviewer.as_ref(), &save)?;
    document.sidecar_sha256 = ledger.sha256(&sidecar);
    let incoming = kept.merged.map(|incoming| incoming.annotation);
    let has_news = incoming.is_some();
    document.annotation = incoming.unwrap_or(save.annotation);
    Ok(has_news)
}

/// A sidecar's words; none where there is no such file.
fn read(path: &Path) -> Result<Option<String>, SaveError> {
    read_sidecar(path).map_err(|reason| match reason {
        ReadOnlyReason::Io(reason) => SaveError::Io(io::Error::other(reason)),
        reason => SaveError::Foreign(reason),
    })
}

/// What a sidecar says about the document that is being saved.
fn understood(ron: &str, save: &Save) -> Result<(Annotation, SourceNote), SaveError> {
    sidecar::read(ron, &save.text, &save.source.sha256)
        .map_err(|error| SaveError::Foreign(ReadOnlyReason::Sidecar(error)))
}

/// The session's annotation with what came in before and what came in now.
fn together(known: &Known, save: &Save, theirs: Option<&(Annotation, SourceNote)>) -> Annotation {
    let own = &save.annotation;
    // Before the first edit the session holds what was loaded.
    let unedited = (save.generation == 0).then_some(own);
    let base = known.base.as_ref().or(unedited);
    let mine = match &known.ahead {
        Some(ahead) => &merge(base, own, ahead),
        None => own,
    };
    match theirs {
        Some(theirs) => beside(known.ahead.as_ref().or(base), mine, theirs, save),
        None => mine.clone(),
    }
}

/// Two annotations of one document. What was decided on another text is kept without a place.
fn beside(
    base: Option<&Annotation>,
    mine: &Annotation,
    theirs: &(Annotation, SourceNote),
    save: &Save,
) -> Annotation {
    let (theirs, note) = theirs;
    if note.sha256 == save.source.sha256 {
        return merge(base, mine, theirs);
    }
    let is_new = |detached: &&Detached| !mine.detached.contains(detached);
    let detached = theirs.detached.iter().filter(is_new).cloned();
    let mut both = mine.clone();
    for detached in detached {
        both.apply(&Edit::Detached {
            detached,
            is_kept: true,
        });
    }
    both
}

/// The log takes part in no comparison with a state that both sides had.
fn without_log(mut annotation: Annotation) -> Annotation {
    annotation.log = Vec::new();
    annotation
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
