//! The same thing everywhere: the occurrences of a mention in the document or the folder, which of them are ticked, and what is done with them.
//!
//! In: [`OnEverywhere`]. Out: what was found so far, grouped by document, and a [`Preview`] of what would be done. The work is done on a thread of
//! its own ([`run`]) and can be stopped; what changes in the folder meanwhile is looked through quietly again. Nothing is decided before
//! [`OnEverywhere::Apply`], and that is one step to undo ([`apply`]). What somebody has decided on already is shown and never ticked by itself.

mod apply;
mod gather;
mod hint;
mod run;
mod subject;
mod ticks;
mod treatment;

use std::collections::HashSet;

pub(super) use apply::Made;
pub use apply::{Outcome, Preview};
pub use gather::{Occurrence, OccurrencesOf, Standing};
pub use hint::Hint;
pub use run::MAX_OCCURRENCES;
pub use subject::{Likeness, Subject};
pub use ticks::Ticks;
pub use treatment::Treatment;

use self::gather::Wanted;
use self::run::Looked;
use super::search::Scope;
use super::task::Task;
use super::{Effect, Selection, Session};
use crate::text::Span;

/// What a reviewer can want of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnEverywhere {
    /// Looks for what is like the selected mention.
    Open,
    /// Forgets it and goes back to where the reviewer was.
    Close,
    /// Looks no further; what was found stays.
    Stop,
    Look(Likeness, Scope),
    Treat(Treatment),
    Tick(Ticks),
    /// Shows one of the listed occurrences in its document.
    Show(usize),
    /// Does it.
    Apply,
}

/// The same thing everywhere.
#[derive(Debug, Default)]
pub struct Everywhere {
    subject: Option<Subject>,
    likeness: Likeness,
    scope: Scope,
    treatment: Option<Treatment>,
    found: Found,
    /// Of a quiet look that is not done yet.
    found_quietly: Option<Found>,
    ticked: HashSet<(usize, Span)>,
    shown: Option<usize>,
    preview: Preview,
    outcome: Option<Outcome>,
    running: Option<Task<Looked>>,
    is_stopped: bool,
    /// Where the reviewer was.
    origin: Option<(usize, Selection)>,
    /// Of the folder when it was looked through.
    revision: u64,
    /// Counts what was found, for whoever keeps rows of it.
    version: u64,
    hint: Option<Hint>,
}

/// What was found so far.
#[derive(Debug, Default)]
struct Found {
    documents: Vec<OccurrencesOf>,
    /// Before each document of `documents`.
    n_before: Vec<usize>,
    n_occurrences: usize,
    n_more: usize,
    n_looked: usize,
    n_to_look: usize,
}

impl Found {
    fn take(&mut self, looked: Looked) {
        self.n_looked += looked.n_documents;
        self.n_more += looked.n_more;
        for document in looked.found {
            self.n_before.push(self.n_occurrences);
            self.n_occurrences += document.occurrences.len();
            self.documents.push(document);
        }
    }
}

impl Everywhere {
    /// What the same is looked for of; none while it is closed.
    #[must_use]
    pub const fn subject(&self) -> Option<&Subject> {
        self.subject.as_ref()
    }

    #[must_use]
    pub const fn likeness(&self) -> Likeness {
        self.likeness
    }

    #[must_use]
    pub const fn scope(&self) -> Scope {
        self.scope
    }

    /// What is to be done with those that are ticked.
    #[must_use]
    pub fn treatment(&self) -> &Treatment {
        self.treatment.as_ref().unwrap_or(&Treatment::Accept)
    }

    /// Documents with occurrences in the folder's order.
    #[must_use]
    pub fn documents(&self) -> &[OccurrencesOf] {
        &self.found.documents
    }

    /// How many occurrences are listed, and how many there are beyond [`MAX_OCCURRENCES`].
    #[must_use]
    pub const fn n_occurrences(&self) -> (usize, usize) {
        (self.found.n_occurrences, self.found.n_more)
    }

    /// Documents looked through, and those to be looked through.
    #[must_use]
    pub const fn progress(&self) -> (usize, usize) {
        (self.found.n_looked, self.found.n_to_look)
    }

    /// Whether the first look is still going on.
    #[must_use]
    pub const fn is_looking(&self) -> bool {
        self.running.is_some() && self.found_quietly.is_none()
    }

    /// Whether the reviewer stopped it before all was looked through.
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// The listed occurrence at a position, with its document.
    #[must_use]
    pub fn occurrence(&self, at: usize) -> Option<(&OccurrencesOf, &Occurrence)> {
        let Found {
            documents,
            n_before,
            ..
        } = &self.found;
        let of = n_before
            .partition_point(|before| *before <= at)
            .checked_sub(1)?;
        let occurrence = documents[of].occurrences.get(at - n_before[of])?;
        Some((&documents[of], occurrence))
    }

    /// The position of a document's first occurrence in the list.
    #[must_use]
    pub fn first_of(&self, document: usize) -> usize {
        self.found.n_before[document]
    }

    /// Of the listed occurrences, the one on show.
    #[must_use]
    pub const fn shown(&self) -> Option<usize> {
        self.shown
    }

    #[must_use]
    pub fn is_ticked(&self, document: &OccurrencesOf, occurrence: &Occurrence) -> bool {
        self.ticked
            .contains(&(document.document(), occurrence.span))
    }

    /// What would be done.
    #[must_use]
    pub const fn preview(&self) -> &Preview {
        &self.preview
    }

    /// What was done last, until something else is wanted.
    #[must_use]
    pub const fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }

    /// Another number whenever the list is another.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// That what was just decided on a mention could be decided elsewhere too.
    #[must_use]
    pub const fn hint(&self) -> Option<&Hint> {
        self.hint.as_ref()
    }

    fn position_of(&self, (document, span): (usize, Span)) -> Option<usize> {
        let Found {
            documents,
            n_before,
            ..
        } = &self.found;
        let of = documents.iter().position(|of| of.document() == document)?;
        let at = documents[of]
            .occurrences
            .iter()
            .position(|at| at.span == span)?;
        Some(n_before[of] + at)
    }

    /// Where the occurrences in a document of the folder stand, from front to back; for marking them.
    #[must_use]
    pub fn places_in(&self, document: usize) -> Vec<Span> {
        let of = self.found.documents.iter();
        let mut of = of.filter(|of| of.document() == document);
        let occurrences = of.next().map_or(&[][..], |of| &of.occurrences);
        occurrences
            .iter()
            .map(|occurrence| occurrence.span)
            .collect()
    }
}

impl Session {
    #[must_use]
    pub const fn everywhere(&self) -> &Everywhere {
        &self.everywhere
    }

    pub(super) fn on_everywhere(&mut self, what: OnEverywhere, effects: &mut Vec<Effect>) {
        match what {
            OnEverywhere::Open => self.open_everywhere(),
            OnEverywhere::Close => self.close_everywhere(effects),
            OnEverywhere::Stop => {
                let everywhere = &mut self.everywhere;
                everywhere.is_stopped |= everywhere.is_looking();
                everywhere.running = None;
            }
            OnEverywhere::Look(likeness, scope) => {
                self.everywhere.likeness = likeness;
                self.everywhere.scope = scope;
                self.gather(false);
            }
            OnEverywhere::Treat(treatment) => {
                let everywhere = &mut self.everywhere;
                let is_another_kind = everywhere.treatment.as_ref().is_none_or(|known| {
                    std::mem::discriminant(known) != std::mem::discriminant(&treatment)
                });
                everywhere.treatment = Some(treatment);
                everywhere.outcome = None;
                if is_another_kind {
                    everywhere.ticked.clear();
                    self.tick_what_fits(0);
                }
                self.preview_everywhere();
            }
            OnEverywhere::Tick(ticks) => {
                self.everywhere.outcome = None;
                self.tick(ticks);
                self.preview_everywhere();
            }
            OnEverywhere::Show(at) => self.show_occurrence(at, effects),
            OnEverywhere::Apply => self.apply_everywhere(effects),
        }
    }

    fn open_everywhere(&mut self) {
        let (Some(index), Some(document)) = (self.current(), self.document()) else {
            return;
        };
        let Some(at) = document.selected_mention() else {
            return;
        };
        let (text, outline) = (&document.loaded.source.text, &document.loaded.outline);
        let subject = Subject::new(index, &document.record.mentions[at], text, outline);
        let origin = Some((index, document.selection.clone()));
        self.everywhere = Everywhere {
            treatment: Some(Treatment::after(&subject)),
            subject: Some(subject),
            origin,
            version: self.everywhere.version,
            ..Everywhere::default()
        };
        self.gather(false);
    }

    fn close_everywhere(&mut self, effects: &mut Vec<Effect>) {
        let version = self.everywhere.version + 1;
        let closed = std::mem::take(&mut self.everywhere);
        self.everywhere.version = version;
        // Where occurrences were only looked at, the reviewer is back where she was.
        let (Some(folder), Some((index, selection)), Some(_)) =
            (&mut self.folder, closed.origin, closed.shown)
        else {
            return;
        };
        folder.show(index);
        if let Some(document) = folder.document_mut(index) {
            document.selection = selection;
        }
        effects.push(Effect::ScrollToSelection);
    }

    /// Looks through the documents. Quietly: what was found before stays until all is looked through.
    fn gather(&mut self, is_quiet: bool) {
        let (Some(folder), Some(subject)) = (&self.folder, &self.everywhere.subject) else {
            return;
        };
        let only = match self.everywhere.scope {
            Scope::Folder => None,
            Scope::Document => Some(subject.document),
        };
        // A document that is still being read has nothing to be found in.
        let snapshots = folder.snapshots(only);
        let found = Found {
            n_to_look: snapshots.len(),
            ..Found::default()
        };
        let wanted = Wanted::new(subject.clone(), self.everywhere.likeness);
        let everywhere = &mut self.everywhere;
        everywhere.revision = folder.revision();
        everywhere.running = Some(run::start(snapshots, wanted, &self.wake));
        everywhere.is_stopped = false;
        if is_quiet {
            everywhere.found_quietly = Some(found);
        } else {
            everywhere.found = found;
            everywhere.found_quietly = None;
            everywhere.ticked.clear();
            everywhere.shown = None;
            everywhere.outcome = None;
            everywhere.version += 1;
            self.preview_everywhere();
        }
    }

    /// Takes in what was found, and looks again where the folder changed.
    pub(super) fn drain_everywhere(&mut self) {
        let Some(running) = &self.everywhere.running else {
            let is_open = self.everywhere.subject.is_some() && !self.everywhere.is_stopped;
            let revision = self.folder.as_ref().map(super::Folder::revision);
            if is_open && revision != Some(self.everywhere.revision) {
                self.gather(true);
            }
            return;
        };
        let messages = running.messages();
        if messages.is_empty() {
            return;
        }
        let is_last = messages.iter().any(|looked| looked.is_last);
        let everywhere = &mut self.everywhere;
        if let Some(found) = &mut everywhere.found_quietly {
            for looked in messages {
                found.take(looked);
            }
            if is_last {
                everywhere.running = None;
                self.take_over();
            }
            return;
        }
        let n_known = everywhere.found.documents.len();
        for looked in messages {
            everywhere.found.take(looked);
        }
        everywhere.version += 1;
        if is_last {
            everywhere.running = None;
        }
        self.tick_what_fits(n_known);
        self.preview_everywhere();
    }

    fn show_occurrence(&mut self, at: usize, effects: &mut Vec<Effect>) {
        let Some((of, occurrence)) = self.everywhere.occurrence(at) else {
            return;
        };
        let (index, span) = (of.document(), occurrence.span);
        let kind = of
            .own_mention(occurrence)
            .map(|mention| mention.kind.clone());
        self.everywhere.shown = Some(at);
        if self.current() != Some(index) {
            self.show(index, effects);
        }
        match kind.filter(|kind| self.has_mention(kind, span)) {
            Some(kind) => self.select_mention(&kind, span, effects),
            None if self.holds(span) => {
                self.select_text(Some((span.start, span.end)));
                effects.push(Effect::ScrollToSelection);
            }
            // A place that a document read anew has no more cannot be shown.
            None => {}
        }
    }
}
