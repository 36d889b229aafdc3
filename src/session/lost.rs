//! 失锚: decisions without a place, listed for the open document and settled together; and what is told of sources that have changed.

use std::collections::BTreeSet;

use super::{Effect, Notice, OpenDocument, Session};
use crate::annotation::Moves;
use crate::extract::MentionType;
use crate::record::decision::{Decision, edits_of};
use crate::record::lost::Lost;

/// What sources that have changed since their decisions were saved did to these, until it is told.
#[derive(Debug, Default)]
pub(super) struct Changes {
    n_documents: usize,
    /// The one document, as long as it is only one.
    path: String,
    moves: Moves,
}

impl Changes {
    /// Takes in what happened to a document. Where nothing was decided on it there is nothing to tell.
    pub(super) fn add(&mut self, path: &str, moves: Moves) {
        if !moves.is_changed || moves.n_moved + moves.n_detached == 0 {
            return;
        }
        self.n_documents += 1;
        path.clone_into(&mut self.path);
        self.moves.n_moved += moves.n_moved;
        self.moves.n_detached += moves.n_detached;
    }

    /// What the reviewer is to be told, once.
    pub(super) fn take_notice(&mut self) -> Option<Notice> {
        let Self {
            n_documents,
            path,
            moves,
        } = std::mem::take(self);
        let notice = match n_documents {
            0 => return None,
            1 => Notice::new("notice-source-changed").with("path", path),
            _ => Notice::new("notice-sources-changed").with("documents", n_documents.to_string()),
        };
        let notice = notice.with("moved", moves.n_moved.to_string());
        Some(notice.with("detached", moves.n_detached.to_string()))
    }
}

impl OpenDocument {
    /// How many decisions have no place in the text.
    #[must_use]
    pub fn n_lost(&self) -> usize {
        if self.record.undecided().is_some() {
            return 0;
        }
        self.loaded.annotation.detached.len() + self.record.homeless.len()
    }

    /// The decisions without a place, in the order of the texts that they were made on.
    #[must_use]
    pub fn lost(&self) -> Vec<Lost> {
        Lost::all(&self.loaded.annotation, &self.record)
    }

    /// Whether the form shows them.
    #[must_use]
    pub fn is_on_lost(&self) -> bool {
        self.selection.is_on_lost && self.n_lost() > 0
    }
}

impl Session {
    /// Shows the list of lost decisions in the form, or the form of what is selected.
    pub(super) fn show_lost(&mut self, shows: bool) {
        if let Some(document) = self.folder.as_mut().and_then(super::Folder::current_mut) {
            document.selection.is_on_lost = shows;
        }
    }

    /// Puts every lost decision whose words stand in exactly one place there, as one step. What cannot be put stays in the list.
    pub(super) fn place_all_lost(&mut self, effects: &mut Vec<Effect>) {
        let Some(document) = self.document() else {
            return;
        };
        let decisions = decisions_on_only_places(document, &self.stamp());
        let (n_placed, n_lost) = (decisions.len(), document.n_lost());
        self.decide("step-lost-place", decisions, effects);
        let notice = Notice::new("notice-lost-placed").with("placed", n_placed.to_string());
        self.tell(notice.with("left", (n_lost - n_placed).to_string()));
    }
}

/// For each lost decision that can be put where its words stand, the decision to do so; none for a second one on the same mention.
fn decisions_on_only_places(
    document: &OpenDocument,
    stamp: &crate::annotation::Stamp,
) -> Vec<Decision> {
    let loaded = &document.loaded;
    let text = &loaded.source.text;
    let mut taken: BTreeSet<(u32, Option<MentionType>)> = BTreeSet::new();
    let mut decisions = Vec::new();
    for lost in document.lost() {
        let Some(span) = lost.only_place(text) else {
            continue;
        };
        let kind = lost.mention().map(|decision| decision.kind.clone());
        let is_first = kind.is_none() || taken.insert((span.start, kind));
        let decision = Decision::PlaceLost { lost, span };
        let edits = edits_of(
            decision.clone(),
            text,
            &loaded.outline,
            &document.record,
            stamp,
        );
        if is_first && edits.is_ok() {
            decisions.push(decision);
        }
    }
    decisions
}
