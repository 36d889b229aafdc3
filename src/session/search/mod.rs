//! Search over the folder as one types: what is looked for, what was found so far, which hit is on show.
//!
//! The work is done on a thread of its own ([`run`]); each new query cancels the one before it. What changes in the folder meanwhile, a document
//! loaded or a decision made, is looked through quietly again, and the list changes when that is done. Going through the hits shows each in its
//! document; giving the search up leads back to where the reviewer was. What matches is [`crate::text::find`]'s.

mod hits;
mod marks;
mod run;

use std::sync::Arc;

use self::marks::Marks;
use self::run::{Message, Running};
use super::snapshot::Snapshot;
use super::{Effect, Folder, Selection, Session};
use crate::extract::MentionType;
use crate::text::Span;
use crate::text::find::{FindError, FindMode, Finder};

pub use hits::{DocumentHits, Hit, HitSource, MAX_OF_DOCUMENT};
pub use run::MAX_HITS;

/// Where a search looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// All loaded documents of the folder.
    #[default]
    Folder,
    /// The document on show.
    Document,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub words: String,
    pub mode: FindMode,
    pub scope: Scope,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// In the folder's order; documents without hits are not listed, nor those beyond [`MAX_HITS`].
    pub documents: Vec<DocumentHits>,
    /// All hits, listed or not.
    pub n_hits: usize,
    /// Documents with hits, listed or not.
    pub n_documents: usize,
}

impl Found {
    /// The listed hits with the document each stands in, in the list's order.
    pub fn listed(&self) -> impl Iterator<Item = (&DocumentHits, &Hit)> {
        self.documents
            .iter()
            .flat_map(|document| document.hits.iter().map(move |hit| (document, hit)))
    }

    /// How many hits are listed.
    #[must_use]
    pub fn n_listed(&self) -> usize {
        self.documents
            .iter()
            .map(|document| document.hits.len())
            .sum()
    }
}

/// How far a search is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchState {
    /// There is nothing to look for.
    Idle,
    Running,
    Done,
    /// The query is no expression.
    Invalid(FindError),
}

/// A search and what came of it.
#[derive(Debug, Default)]
pub struct Search {
    query: Query,
    found: Found,
    running: Option<Running>,
    invalid: Option<FindError>,
    /// Of the listed hits, the one on show.
    shown: Option<usize>,
    /// Where the reviewer was before a hit was shown.
    origin: Option<(Option<usize>, Selection)>,
    /// Of the folder when the hits were looked for.
    revision: u64,
    /// The document that [`Scope::Document`] meant then.
    document: Option<usize>,
    /// Where it stands in the document on show.
    marks: Marks,
    snapshots: Snapshots,
}

/// What is looked through, taken once for all that is typed as long as nothing changes.
#[derive(Debug, Default)]
struct Snapshots {
    taken: Arc<Vec<Snapshot>>,
    /// The folder's revision then, and the one document that was wanted.
    of: Option<(u64, Option<usize>)>,
}

impl Snapshots {
    fn of(&mut self, folder: &Folder, document: Option<usize>) -> Arc<Vec<Snapshot>> {
        let wanted = Some((folder.revision(), document));
        if self.of != wanted {
            self.taken = Arc::new(folder.snapshots(document));
            self.of = wanted;
        }
        self.taken.clone()
    }
}

impl Search {
    #[must_use]
    pub const fn query(&self) -> &Query {
        &self.query
    }

    #[must_use]
    pub const fn found(&self) -> &Found {
        &self.found
    }

    /// Of the listed hits, the one on show.
    #[must_use]
    pub const fn shown(&self) -> Option<usize> {
        self.shown
    }

    #[must_use]
    pub fn state(&self) -> SearchState {
        if let Some(error) = &self.invalid {
            SearchState::Invalid(error.clone())
        } else if self
            .running
            .as_ref()
            .is_some_and(|running| !running.is_quiet)
        {
            SearchState::Running
        } else if self.is_open() {
            SearchState::Done
        } else {
            SearchState::Idle
        }
    }

    /// Whether something is looked for.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.query.words.trim().is_empty()
    }
}

impl Session {
    #[must_use]
    pub const fn search(&self) -> &Search {
        &self.search
    }

    /// Looks for something else; what was looked for before is given up.
    pub(super) fn start_search(&mut self, query: Query) {
        self.search.query = query;
        self.search.shown = None;
        self.search.running = None;
        self.run_search(false);
    }

    /// Forgets the search. Where hits were only looked at, the reviewer is back where she was.
    pub(super) fn close_search(&mut self, effects: &mut Vec<Effect>) {
        let origin = std::mem::take(&mut self.search).origin;
        let (Some(folder), Some((Some(index), selection))) = (&mut self.folder, origin) else {
            return;
        };
        folder.show(index);
        if let Some(document) = folder.document_mut(index) {
            document.selection = selection;
        }
        effects.push(Effect::ScrollToSelection);
    }

    /// The hit on show is where the reviewer wants to be.
    pub(super) fn stay_at_hit(&mut self, effects: &mut Vec<Effect>) {
        if self.search.shown.is_none() {
            self.show_hit(0, effects);
        }
        self.search.origin = None;
    }

    /// Goes to the next or previous hit, round at the ends.
    pub(super) fn step_hit(&mut self, is_forward: bool, effects: &mut Vec<Effect>) {
        let n_hits = self.search.found.n_listed();
        let Some(last) = n_hits.checked_sub(1) else {
            return;
        };
        let at = match (self.search.shown, is_forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => (at + 1) % n_hits,
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
        };
        self.show_hit(at, effects);
    }

    /// Shows one of the listed hits in its document.
    pub(super) fn show_hit(&mut self, at: usize, effects: &mut Vec<Effect>) {
        let Some((document, hit)) = self.search.found.listed().nth(at) else {
            return;
        };
        let (index, hit) = (document.document, hit.clone());
        if self.search.origin.is_none() {
            let selection = self.document().map(|document| document.selection.clone());
            self.search.origin = Some((self.current(), selection.unwrap_or_default()));
        }
        self.search.shown = Some(at);
        if self.current() != Some(index) {
            self.show(index, effects);
        }
        match (hit.source, hit.span) {
            (HitSource::Value(kind), Some(span)) if self.has_mention(&kind, span) => {
                self.select_mention(&kind, span, effects);
            }
            (_, Some(span)) if self.holds(span) => {
                self.select_text(Some((span.start, span.end)));
                effects.push(Effect::ScrollToSelection);
            }
            // A place that a document read anew has no more cannot be shown.
            (_, Some(_)) => {}
            (_, None) => self.select_node(hit.node, effects),
        }
    }

    /// Whether the text of the document on show has this place.
    pub(super) fn holds(&self, span: Span) -> bool {
        self.document()
            .is_some_and(|document| document.loaded.source.text.get(span).is_some())
    }

    pub(super) fn has_mention(&self, kind: &MentionType, span: Span) -> bool {
        self.document().is_some_and(|document| {
            let mut mentions = document.record.mentions.iter();
            mentions.any(|mention| mention.kind == *kind && mention.span == span)
        })
    }

    /// Takes in what was found, and looks again where the folder changed.
    pub(super) fn drain_search(&mut self) {
        self.drain_marks();
        let Search {
            found,
            running,
            shown,
            ..
        } = &mut self.search;
        if let Some(search) = running {
            let mut is_done = false;
            for message in search.messages() {
                if !search.is_quiet && !std::mem::replace(&mut search.has_begun, true) {
                    *found = Found::default();
                }
                let target = if search.is_quiet {
                    &mut search.found
                } else {
                    &mut *found
                };
                match message {
                    Message::Found(more) => more.add_to(target),
                    Message::Done => is_done = true,
                }
            }
            if is_done {
                if search.is_quiet {
                    *found = std::mem::take(&mut search.found);
                    *shown = shown.filter(|at| *at < found.n_listed());
                }
                *running = None;
            }
        }
        let is_stale = self.search.is_open()
            && self.search.running.is_none()
            && self.search.invalid.is_none()
            && (self.search.revision != self.revision()
                || self.search.document != self.searched_document());
        if is_stale {
            self.run_search(true);
        }
    }

    fn revision(&self) -> u64 {
        self.folder.as_ref().map_or(0, Folder::revision)
    }

    /// The one document that is looked through, where it is one.
    fn searched_document(&self) -> Option<usize> {
        match self.search.query.scope {
            Scope::Folder => None,
            Scope::Document => self.current(),
        }
    }

    fn run_search(&mut self, is_quiet: bool) {
        self.search.revision = self.revision();
        self.search.document = self.searched_document();
        self.search.invalid = None;
        let finder = Finder::new(&self.search.query.words, self.search.query.mode);
        match (finder, &self.folder) {
            (Ok(Some(finder)), Some(folder)) => {
                // A document that is still being read has nothing to be found in.
                let snapshots = self.search.snapshots.of(folder, self.search.document);
                self.search.running = Some(run::start(snapshots, finder, is_quiet, &self.wake));
            }
            (Err(error), _) => {
                self.search.found = Found::default();
                self.search.invalid = Some(error);
            }
            _ => self.search.found = Found::default(),
        }
    }
}
