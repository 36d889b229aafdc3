//! What would be done with the ticked occurrences, counted; and doing it, over all their documents as one step to undo.
//!
//! Each document is decided on by itself, as if she had gone there: its sidecar is saved as always, and one that cannot be edited is left and named.
//! What has changed since it was looked for is left too.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Everywhere;
use super::gather::{Occurrence, OccurrencesOf};
use super::subject::Subject;
use super::treatment::Treatment;
use crate::annotation::{Edit, Stamp};
use crate::document::NodeId;
use crate::extract::ValueProblem;
use crate::record::decision::{Decision, edits_of};
use crate::session::bulk::begin_review;
use crate::session::changing::{Piece, Purpose};
use crate::session::history::Label;
use crate::session::{Effect, Folder, OpenDocument, Session};

/// What would be done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Places that would change; entries where they are given a tag.
    pub n_changes: usize,
    /// In so many documents.
    pub n_documents: usize,
    /// Places that somebody has decided on and that are left as they are.
    pub n_decided: usize,
    /// Ticked places at which there is nothing to do.
    pub n_unfit: usize,
    /// Documents with ticked places that cannot be edited.
    pub n_read_only: usize,
    /// What is wrong with what was typed.
    pub problem: Option<ValueProblem>,
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// As undo calls it.
    pub label: Label,
    /// As in [`Preview`].
    pub n_changes: usize,
    pub n_documents: usize,
    /// Ticked places that had changed since they were looked for, or that refused what was wanted.
    pub n_left: usize,
    /// The paths of documents that cannot be edited and were left.
    pub read_only: Vec<String>,
}

impl Session {
    /// Counts what would be done.
    pub(super) fn preview_everywhere(&mut self) {
        let preview = self.folder.as_ref().and_then(|folder| {
            let everywhere = &self.everywhere;
            Some(preview(everywhere, everywhere.subject.as_ref()?, folder))
        });
        self.everywhere.preview = preview.unwrap_or_default();
    }

    /// Does with the ticked occurrences what is to be done with them.
    pub(super) fn apply_everywhere(&mut self, effects: &mut Vec<Effect>) {
        let everywhere = &self.everywhere;
        let Some(subject) = &everywhere.subject else {
            return;
        };
        let treatment = everywhere.treatment();
        if treatment.problem(subject).is_some() {
            return;
        }
        let documents = everywhere.found.documents.iter();
        let pieces = documents.filter_map(|of| {
            let occurrences = picked(everywhere, subject, of);
            (!occurrences.is_empty()).then(|| {
                Piece::Occurrences(OccurrencesOf {
                    snapshot: of.snapshot.clone(),
                    occurrences,
                })
            })
        });
        let pieces = pieces.collect();
        let purpose = Purpose::Everywhere(Box::new(subject.clone()), treatment.clone());
        self.begin_change(treatment.label(), purpose, pieces, effects);
    }

    /// Says what was done. Where it was stopped, the places that it had not come to stay ticked.
    pub(in crate::session) fn end_everywhere(&mut self, outcome: Outcome, is_stopped: bool) {
        let Outcome {
            n_documents,
            n_left,
            ..
        } = outcome;
        if n_documents == 0 && n_left == 0 && outcome.read_only.is_empty() {
            return;
        }
        if !is_stopped {
            self.everywhere.ticked.clear();
        }
        self.everywhere.outcome = Some(outcome);
        self.drop_hint();
        self.preview_everywhere();
    }
}

impl Everywhere {
    /// What was done is ticked no more.
    pub(in crate::session) fn untick(&mut self, done: &OccurrencesOf) {
        for occurrence in &done.occurrences {
            self.ticked.remove(&(done.document(), occurrence.span));
        }
    }
}

/// The ticked occurrences of a document that the treatment changes; each entry once where entries are given a tag.
fn picked(everywhere: &Everywhere, subject: &Subject, of: &OccurrencesOf) -> Vec<Occurrence> {
    let treatment = everywhere.treatment();
    let mut entries: BTreeSet<Option<NodeId>> = BTreeSet::new();
    let mut is_new = |occurrence: &Occurrence| {
        !matches!(treatment, Treatment::Tag(_)) || entries.insert(occurrence.entry)
    };
    let ticked = of.occurrences.iter();
    ticked
        .filter(|at| everywhere.is_ticked(of, at) && treatment.fits(subject, of, at))
        .filter(|at| is_new(at))
        .copied()
        .collect()
}

fn preview(everywhere: &Everywhere, subject: &Subject, folder: &Folder) -> Preview {
    let treatment = everywhere.treatment();
    let mut preview = Preview {
        problem: treatment.problem(subject),
        ..Preview::default()
    };
    for of in &everywhere.found.documents {
        let is_ticked = |at: &&Occurrence| everywhere.is_ticked(of, at);
        let n_left = of.occurrences.iter().filter(|at| !is_ticked(at));
        preview.n_decided += n_left.filter(|at| of.is_decided(at)).count();
        let ticked = of.occurrences.iter().filter(is_ticked);
        preview.n_unfit += ticked.filter(|at| !treatment.fits(subject, of, at)).count();
        let n_changes = picked(everywhere, subject, of).len();
        let open = folder.documents()[of.document()].open();
        if n_changes == 0 {
        } else if open.is_some_and(OpenDocument::is_editable) {
            preview.n_changes += n_changes;
            preview.n_documents += 1;
        } else {
            preview.n_read_only += 1;
        }
    }
    preview
}

/// The edits of one document.
pub(in crate::session) struct Made {
    pub edits: Vec<Edit>,
    pub n_changes: usize,
    pub n_left: usize,
}

impl Made {
    /// They are about different places, so all of them can be told from the record as it is.
    pub fn new(
        document: &OpenDocument,
        of: &OccurrencesOf,
        treatment: &Treatment,
        subject: &Subject,
        stamp: &Stamp,
    ) -> Self {
        let loaded = &document.loaded;
        let (text, outline) = (&loaded.source.text, &loaded.outline);
        let mut made = Self {
            edits: Vec::new(),
            n_changes: 0,
            n_left: 0,
        };
        // Places in a text that was read anew mean nothing any more.
        if !Arc::ptr_eq(text, &of.snapshot.text) {
            made.n_left = of.occurrences.len();
            return made;
        }
        let mut entries = BTreeSet::new();
        for occurrence in &of.occurrences {
            let decision = treatment
                .decision(subject, of, occurrence, document)
                .filter(|_| is_as_found(document, of, occurrence));
            let edits = |decision: Decision| {
                edits_of(decision, text, outline, &document.record, stamp).ok()
            };
            match decision.and_then(edits) {
                Some(edits) if !edits.is_empty() => {
                    // Whoever decides on a disputed slot settles it.
                    let settling = loaded.annotation.settling(&edits);
                    made.edits.extend(edits);
                    made.edits.extend(settling);
                    made.n_changes += 1;
                    entries.extend(occurrence.entry);
                }
                _ => made.n_left += 1,
            }
        }
        made.edits.extend(begin_review(document, entries, stamp));
        made
    }
}

/// Whether what stands at an occurrence is what stood there when it was looked for.
fn is_as_found(document: &OpenDocument, of: &OccurrencesOf, occurrence: &Occurrence) -> bool {
    if Arc::ptr_eq(document.record.identity(), of.snapshot.record.identity()) {
        return true;
    }
    let Some(found) = of.own_mention(occurrence) else {
        return true;
    };
    let mentions = &document.record.mentions;
    let from = mentions.partition_point(|mention| mention.span < found.span);
    let mut here = mentions[from..]
        .iter()
        .take_while(|mention| mention.span == found.span);
    here.any(|mention| mention == found)
}
