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
use crate::session::bulk::{begin_review, change};
use crate::session::history::{Label, Step};
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
        let stamp = self.stamp();
        let codebook = self.codebook();
        let everywhere = &self.everywhere;
        let (Some(folder), Some(subject)) = (&mut self.folder, &everywhere.subject) else {
            return;
        };
        let treatment = everywhere.treatment();
        if treatment.problem(subject).is_some() {
            return;
        }
        let mut outcome = Outcome {
            label: treatment.label(),
            ..Outcome::default()
        };
        let mut changes = Vec::new();
        for of in &everywhere.found.documents {
            let picked = picked(everywhere, subject, of);
            if picked.is_empty() {
                continue;
            }
            let index = of.document();
            let Some(document) = folder.document_mut(index).filter(|open| open.is_editable())
            else {
                outcome.read_only.push(of.path().to_owned());
                continue;
            };
            let made = Made::new(document, of, &picked, treatment, subject, &stamp);
            outcome.n_left += made.n_left;
            if made.n_changes > 0 {
                outcome.n_changes += made.n_changes;
                outcome.n_documents += 1;
                changes.push(change(folder, index, made.edits, &stamp, &codebook));
            }
        }
        let is_nothing = changes.is_empty() && outcome.read_only.is_empty() && outcome.n_left == 0;
        if is_nothing {
            return;
        }
        if !changes.is_empty() {
            let label = outcome.label;
            self.history.push(Step { label, changes });
            effects.push(Effect::ScrollToSelection);
        }
        self.everywhere.ticked.clear();
        self.everywhere.outcome = Some(outcome);
        self.drop_hint();
        self.preview_everywhere();
    }
}

/// The ticked occurrences of a document that the treatment changes; each entry once where entries are given a tag.
fn picked<'a>(
    everywhere: &Everywhere,
    subject: &Subject,
    of: &'a OccurrencesOf,
) -> Vec<&'a Occurrence> {
    let treatment = everywhere.treatment();
    let mut entries: BTreeSet<Option<NodeId>> = BTreeSet::new();
    let mut is_new = |occurrence: &Occurrence| {
        !matches!(treatment, Treatment::Tag(_)) || entries.insert(occurrence.entry)
    };
    let ticked = of.occurrences.iter();
    ticked
        .filter(|at| everywhere.is_ticked(of, at) && treatment.fits(subject, of, at))
        .filter(|at| is_new(at))
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
struct Made {
    edits: Vec<Edit>,
    n_changes: usize,
    n_left: usize,
}

impl Made {
    /// They are about different places, so all of them can be told from the record as it is.
    fn new(
        document: &OpenDocument,
        of: &OccurrencesOf,
        picked: &[&Occurrence],
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
            made.n_left = picked.len();
            return made;
        }
        let mut entries = BTreeSet::new();
        for occurrence in picked {
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
    if Arc::ptr_eq(&document.record, &of.snapshot.record) {
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
