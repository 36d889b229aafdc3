//! Changes of many documents at once: in portions between frames, with progress and a way to stop; one step to undo.
//!
//! In: what is to be done, document by document. Out: a step of the history when all is done. A thousand documents take seconds. So the first
//! portion is done at once, and with it all that is small; the others follow, one with each [`Session::drain`]. What is decided meanwhile waits
//! until the change is done, so that steps stand in the history in the order in which they were made. Where the reviewer stops it, what was done so
//! far is one step and everything else is untouched.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::bulk::{BulkEdit, change, edits_on};
use super::everywhere::{Made, OccurrencesOf, Outcome, Subject, Treatment};
use super::history::{Change, Label, Shown, touches};
use super::{Action, Effect, Notice, OpenDocument, Session};
use crate::annotation::{Edit, Slot, Stamp};
use crate::codebook::Codebook;
use crate::document::NodeId;

/// How much is done in one go, in bytes of the texts that it is done in: some milliseconds.
const PORTION_BYTES: usize = 1 << 18;
/// What a document costs however short it is, in the same measure.
const DOCUMENT_BYTES: usize = 1 << 12;

/// What is to be done in one document.
#[derive(Debug)]
pub(super) enum Piece {
    /// On these entries.
    Entries(usize, Vec<NodeId>),
    /// At these places.
    Occurrences(OccurrencesOf),
    /// A step of the history.
    Edits(Change),
}

/// What it is done for.
#[derive(Debug)]
pub(super) enum Purpose {
    Entries(BulkEdit),
    Everywhere(Box<Subject>, Treatment),
    /// Undo or redo, and what is on show after it.
    Step {
        is_undo: bool,
        shown: Option<Shown>,
    },
}

/// A change of many documents that is under way.
#[derive(Debug)]
pub struct Changing {
    purpose: Purpose,
    stamp: Stamp,
    codebook: Arc<Codebook>,
    waiting: VecDeque<Piece>,
    n_documents: usize,
    /// What takes back what was done.
    changes: Vec<Change>,
    outcome: Outcome,
    /// What was wanted meanwhile.
    later: Vec<Action>,
}

impl Changing {
    /// Documents done, and documents in all.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.n_documents - self.waiting.len(), self.n_documents)
    }

    /// A document was loaded anew: what was done in it is taken back no more.
    pub(super) fn forget_document(&mut self, index: usize) {
        self.changes.retain(|change| change.document != index);
        self.waiting
            .retain(|piece| !matches!(piece, Piece::Edits(change) if change.document == index));
    }

    /// Others decided on these slots.
    pub(super) fn forget_slots(&mut self, index: usize, slots: &BTreeSet<Slot>) {
        self.changes.retain(|change| !touches(change, index, slots));
        self.waiting.retain(
            |piece| !matches!(piece, Piece::Edits(change) if touches(change, index, slots)),
        );
    }
}

impl Piece {
    const fn document(&self) -> usize {
        match self {
            Self::Entries(index, _) => *index,
            Self::Occurrences(of) => of.document(),
            Self::Edits(change) => change.document,
        }
    }
}

impl Session {
    /// The change of many documents that is under way.
    #[must_use]
    pub const fn changing(&self) -> Option<&Changing> {
        self.changing.as_ref()
    }

    /// Begins a change, and does as much of it as is done in one go.
    pub(super) fn begin_change(
        &mut self,
        label: Label,
        purpose: Purpose,
        pieces: VecDeque<Piece>,
        effects: &mut Vec<Effect>,
    ) {
        self.changing = Some(Changing {
            purpose,
            stamp: self.stamp(),
            codebook: self.codebook(),
            n_documents: pieces.len(),
            waiting: pieces,
            changes: Vec::new(),
            outcome: Outcome {
                label,
                ..Outcome::default()
            },
            later: Vec::new(),
        });
        self.go_on_changing(PORTION_BYTES, effects);
    }

    /// The next portion of a change that is under way.
    pub(super) fn drain_changing(&mut self, effects: &mut Vec<Effect>) {
        self.go_on_changing(PORTION_BYTES, effects);
    }

    /// All of it at once: the folder is closed.
    pub(super) fn finish_changing(&mut self) {
        while self.changing.is_some() {
            self.go_on_changing(usize::MAX, &mut Vec::new());
        }
    }

    /// Leaves what is not done yet as it is.
    pub(super) fn stop_changing(&mut self, effects: &mut Vec<Effect>) {
        if let Some(changing) = self.changing.take() {
            self.end_changing(changing, effects);
        }
    }

    /// Keeps what is wanted meanwhile. What was typed is committed when all is done.
    pub(super) fn put_off(&mut self, action: Action) {
        let is_again = matches!(action, Action::CommitDrafts { .. });
        if let Some(changing) = self.changing.as_mut().filter(|_| !is_again) {
            changing.later.push(action);
        }
    }

    fn go_on_changing(&mut self, portion: usize, effects: &mut Vec<Effect>) {
        let Some(mut changing) = self.changing.take() else {
            return;
        };
        let mut n_bytes = 0;
        while n_bytes < portion
            && let Some(piece) = changing.waiting.pop_front()
        {
            n_bytes += self.change_one(&mut changing, piece);
        }
        if changing.waiting.is_empty() {
            self.end_changing(changing, effects);
        } else {
            self.changing = Some(changing);
            (self.wake)();
        }
    }

    /// Does what is to be done in one document. Returns how much that was, in bytes.
    fn change_one(&mut self, changing: &mut Changing, piece: Piece) -> usize {
        let Some(folder) = &mut self.folder else {
            return 0;
        };
        let index = piece.document();
        let is_step = matches!(piece, Piece::Edits(_));
        let document = folder.document_mut(index);
        let Some(document) = document.filter(|open| is_step || open.is_editable()) else {
            changing.leave(piece);
            return 0;
        };
        let n_bytes = DOCUMENT_BYTES + document.loaded.source.text.len() as usize;
        if let Piece::Edits(change) = piece {
            let edits = document.apply(change.edits, &changing.stamp, &changing.codebook);
            changing.changes.push(Change {
                document: index,
                edits,
            });
            folder.save(index);
            self.drafts.forget_document(index);
            return n_bytes;
        }
        let (edits, n_changes) = changing.edits_in(document, &piece);
        if let Piece::Occurrences(of) = &piece {
            self.everywhere.untick(of);
        }
        if !edits.is_empty() {
            let Changing {
                stamp,
                codebook,
                changes,
                outcome,
                ..
            } = changing;
            changes.push(change(folder, index, edits, stamp, codebook));
            outcome.n_documents += 1;
            outcome.n_changes += n_changes;
        }
        n_bytes
    }

    fn end_changing(&mut self, changing: Changing, effects: &mut Vec<Effect>) {
        let Changing {
            purpose,
            waiting,
            changes,
            outcome,
            n_documents,
            later,
            ..
        } = changing;
        let (n_rest, label) = (waiting.len(), outcome.label);
        let is_step = matches!(purpose, Purpose::Step { .. });
        match purpose {
            Purpose::Step { is_undo, shown } => {
                let rest = waiting.into_iter().filter_map(|piece| match piece {
                    Piece::Edits(change) => Some(change),
                    _ => None,
                });
                let (rest, done) = (rest.collect(), changes);
                self.history.took(is_undo, label, done, rest);
                self.show_taken(shown, effects);
            }
            Purpose::Entries(_) => {
                self.history.made(label, changes, effects);
                if outcome.n_left > 0 {
                    let n = outcome.n_left.to_string();
                    self.tell(Notice::new("notice-bulk-left").with("n", n));
                }
            }
            Purpose::Everywhere(..) => {
                self.history.made(label, changes, effects);
                self.end_everywhere(outcome, n_rest > 0);
            }
        }
        if n_rest > 0 {
            let id = if is_step {
                "notice-step-stopped"
            } else {
                "notice-change-stopped"
            };
            let n_done = (n_documents - n_rest).to_string();
            let notice = Notice::new(id).with("n", n_done);
            self.tell(notice.with("rest", n_rest.to_string()));
        }
        for action in later {
            effects.extend(self.apply(action));
        }
    }
}

impl Changing {
    /// What does it in a document, and how many entries or places that changes.
    fn edits_in(&mut self, document: &OpenDocument, piece: &Piece) -> (Vec<Edit>, usize) {
        match (&self.purpose, piece) {
            (Purpose::Entries(edit), Piece::Entries(_, entries)) => {
                let edits = edits_on(document, entries, edit, &self.stamp);
                (edits, entries.len())
            }
            (Purpose::Everywhere(subject, treatment), Piece::Occurrences(of)) => {
                let made = Made::new(document, of, treatment, subject, &self.stamp);
                self.outcome.n_left += made.n_left;
                (made.edits, made.n_changes)
            }
            // Each purpose has pieces of its own kind.
            _ => (Vec::new(), 0),
        }
    }

    /// The document cannot be edited, or is there no more.
    fn leave(&mut self, piece: Piece) {
        match piece {
            Piece::Entries(_, entries) => self.outcome.n_left += entries.len(),
            Piece::Occurrences(of) => self.outcome.read_only.push(of.path().to_owned()),
            Piece::Edits(_) => {}
        }
    }
}
