//! Deciding: what the reviewer wants becomes edits, one undoable step at a time, each saved at once.
//!
//! Two rules give the statuses: the first decision in an entry or document puts it in review, and a document whose last entry is settled is
//! reviewed. They are part of the step, so that undo takes them back too.

use super::history::{Change, Label, Step};
use super::{DraftKey, Effect, Notice, OpenDocument, Session};
use crate::annotation::{Edit, Stamp, Status, Target};
use crate::codebook::{FieldDefinition, FieldOwner};
use crate::document::NodeId;
use crate::extract::{self, MentionType};
use crate::record::decision::{Decision, Refusal, edits_of};
use crate::record::errata_in;
use crate::text::Span;
use crate::workspace::LoadedDocument;

/// What is wanted of the selected mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnMention {
    Accept,
    Reject,
    PutBack,
}

impl Session {
    /// Carries out decisions on the current document as one step. A refusal leaves everything as it was and is told.
    pub(super) fn decide(
        &mut self,
        label: Label,
        decisions: Vec<Decision>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(index) = self.current() else { return };
        if let Err(refusal) = self.try_decide(index, label, decisions, effects) {
            self.messages
                .push(Notice::new("notice-refused").with("reason", refusal_message(&refusal)));
        }
    }

    /// The same; the refusal is the caller's to show, next to the field at best.
    fn try_decide(
        &mut self,
        index: usize,
        label: Label,
        decisions: Vec<Decision>,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Refusal> {
        let stamp = self.stamp();
        let codebook = self.codebook();
        let Some(folder) = &mut self.folder else {
            return Ok(());
        };
        let Some(document) = folder.document_mut(index) else {
            return Ok(());
        };
        if !document.is_editable() {
            self.tell(Notice::new("notice-read-only"));
            return Ok(());
        }
        let sets_status = decisions
            .iter()
            .any(|decision| matches!(decision, Decision::SetStatus { .. }));
        let mut inverses = Vec::new();
        let before_step = document.selection.clone();
        let before = document.loaded.outline.clone();
        for decision in decisions {
            match edits_of(
                decision,
                &document.loaded.source.text,
                &document.loaded.outline,
                &document.record,
                &stamp,
            ) {
                Ok(edits) if edits.is_empty() => {}
                Ok(mut edits) => {
                    // Whoever decides on a disputed slot settles it.
                    edits.extend(document.loaded.annotation.settling(&edits));
                    prepend(&mut inverses, document.apply(edits, &stamp, &codebook));
                }
                Err(refusal) => {
                    document.apply(inverses, &stamp, &codebook);
                    document.selection = before_step;
                    return Err(refusal);
                }
            }
        }
        if inverses.is_empty() {
            return Ok(());
        }
        let statuses = following_statuses(document, sets_status, &stamp);
        if !statuses.is_empty() {
            prepend(&mut inverses, document.apply(statuses, &stamp, &codebook));
        }
        self.drafts.follow(index, &before, &document.loaded.outline);
        let selection = document.selection.clone();
        document.selection = follow_moved_mention(document, selection, &inverses);
        self.history.push(Step {
            label,
            changes: vec![Change {
                document: index,
                edits: inverses,
            }],
        });
        folder.save(index);
        effects.push(Effect::ScrollToSelection);
        match label {
            "step-reject" | "step-correct" => self.hint_at_same(),
            _ => self.drop_hint(),
        }
        Ok(())
    }

    pub(super) fn accept_all(&mut self, effects: &mut Vec<Effect>) {
        let Some(document) = self.document() else {
            return;
        };
        let Some(node) = document.selection.node else {
            return;
        };
        let decisions = undecided_of(document, node);
        self.decide("step-accept-all", decisions, effects);
    }

    pub(super) fn settle(&mut self, effects: &mut Vec<Effect>) {
        let Some(document) = self.document() else {
            return;
        };
        match document.selected_entry() {
            Some(entry) if !document.loaded.outline.node(entry).redacted => {
                let mut decisions = undecided_of(document, entry);
                decisions.push(Decision::SetStatus {
                    entry: Some(entry),
                    status: Status::Reviewed,
                });
                self.decide("step-settle", decisions, effects);
            }
            _ => {}
        }
        self.next_unreviewed(effects);
    }

    pub(super) fn decide_selected(&mut self, what: OnMention, effects: &mut Vec<Effect>) {
        let Some((kind, span)) = self
            .document()
            .and_then(|document| document.selection.mention.clone())
        else {
            return;
        };
        let (label, decision) = match what {
            OnMention::Accept => ("step-accept", Decision::Accept { kind, span }),
            OnMention::Reject => ("step-reject", Decision::Reject { kind, span }),
            OnMention::PutBack => ("step-put-back", Decision::PutBack { kind, span }),
        };
        self.decide(label, vec![decision], effects);
    }

    pub(super) fn span_from_selection(&mut self, effects: &mut Vec<Effect>) {
        let Some(document) = self.document() else {
            return;
        };
        let Some((kind, span)) = document.selection.mention.clone() else {
            return;
        };
        let Some(marked) = marked_span(document) else {
            return;
        };
        let decision = Decision::Correct {
            kind,
            span,
            new_kind: None,
            new_span: Some(marked),
            value: None,
        };
        self.decide("step-correct", vec![decision], effects);
    }

    pub(super) fn add_from_selection(&mut self, kind: &MentionType, effects: &mut Vec<Effect>) {
        let Some(document) = self.document() else {
            return;
        };
        let Some(span) = marked_span(document) else {
            return;
        };
        let LoadedDocument {
            source, outline, ..
        } = &document.loaded;
        let value = extract::value_of_span(kind, span, &source.text, outline);
        let decision = Decision::Add {
            kind: kind.clone(),
            span,
            value,
        };
        let Some(index) = self.current() else { return };
        match self.try_decide(index, "step-add", vec![decision], effects) {
            Ok(()) => {
                self.select_mention(kind, span, effects);
                self.hint_at_same();
                effects.push(Effect::EditValue);
            }
            Err(refusal) => {
                self.tell(Notice::new("notice-refused").with("reason", refusal_message(&refusal)));
            }
        }
    }

    pub(super) fn toggle_tag(&mut self, tag: &str, effects: &mut Vec<Effect>) {
        let Some(document) = self.document() else {
            return;
        };
        let entry = document.selected_entry();
        let tags = entry.map_or(&document.record.tags, |id| &document.record.node(id).tags);
        let on = !tags.iter().any(|known| known == tag);
        let label = if on { "step-tag" } else { "step-untag" };
        self.decide(
            label,
            vec![Decision::Tag {
                entry,
                tag: tag.to_owned(),
                on,
            }],
            effects,
        );
    }

    pub(super) fn toggle_tag_of_key(&mut self, key: char, effects: &mut Vec<Effect>) {
        if let Some(tag) = self.codebook().tag_of_key(key) {
            self.toggle_tag(&tag.name, effects);
        }
    }

    pub(super) fn commit_draft(&mut self, key: &DraftKey, effects: &mut Vec<Effect>) {
        let Some(text) = self.drafts.get(key).map(|draft| draft.text.clone()) else {
            return;
        };
        let (label, decision) = match key.clone() {
            DraftKey::DocumentField(_, field) => (
                "step-field",
                Decision::SetDocumentField {
                    field,
                    value: Some(text),
                },
            ),
            DraftKey::EntryField(_, entry, field) => (
                "step-field",
                Decision::SetEntryField {
                    entry,
                    field,
                    value: Some(text),
                },
            ),
            DraftKey::OwnField(_, entry, name) => {
                let owner = match entry {
                    Some(_) => FieldOwner::Entry,
                    None => FieldOwner::Document,
                };
                // What was typed before somebody took the field away is still words.
                let known = self.codebook().field(owner, &name).cloned();
                let field = known.unwrap_or_else(|| FieldDefinition {
                    name,
                    ..FieldDefinition::default()
                });
                let value = Some(text);
                (
                    "step-field",
                    Decision::SetOwnField {
                        entry,
                        field,
                        value,
                    },
                )
            }
            DraftKey::MentionValue(_, kind, span) => (
                "step-correct",
                Decision::Correct {
                    kind,
                    span,
                    new_kind: None,
                    new_span: None,
                    value: Some(text),
                },
            ),
            DraftKey::Correction(_, span) => (
                "step-correction",
                Decision::Correction {
                    span,
                    words: Some(text),
                },
            ),
            DraftKey::Note(_, entry) => ("step-note", Decision::Note { entry, note: text }),
            DraftKey::Tag(_, entry) => (
                "step-tag",
                Decision::Tag {
                    entry,
                    tag: text,
                    on: true,
                },
            ),
        };
        match self.try_decide(key.document(), label, vec![decision], effects) {
            Ok(()) | Err(Refusal::TagName) => self.drafts.remove(key),
            Err(Refusal::Value(problem)) => self.drafts.refuse(key, problem),
            Err(refusal) => {
                self.drafts.remove(key);
                self.tell(Notice::new("notice-refused").with("reason", refusal_message(&refusal)));
            }
        }
    }

    pub(super) fn commit_drafts(&mut self, except: Option<&DraftKey>, effects: &mut Vec<Effect>) {
        if let Some(key) = except {
            self.drafts.release(key);
        }
        for key in self.drafts.waiting() {
            if Some(&key) != except {
                self.commit_draft(&key, effects);
            }
        }
    }
}

/// The words of a refusal: the name of a message.
#[must_use]
fn refusal_message(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoSuchMention => "refused-no-such-mention",
        Refusal::AlreadyThere => "refused-already-there",
        Refusal::NotAnEntry => "refused-not-an-entry",
        Refusal::Span => "refused-span",
        Refusal::Value(_) => "refused-value",
        Refusal::TagName => "refused-tag-name",
        Refusal::CorrectedOtherwise => "refused-corrected-otherwise",
        Refusal::NoPart => "refused-no-part",
        Refusal::NothingBefore => "refused-nothing-before",
        Refusal::Lead => "refused-lead",
    }
}

/// Later inverses are applied before earlier ones.
fn prepend(inverses: &mut Vec<Edit>, mut newer: Vec<Edit>) {
    newer.append(inverses);
    *inverses = newer;
}

/// Accepting every mention of a node that nobody decided on yet.
fn undecided_of(document: &OpenDocument, node: NodeId) -> Vec<Decision> {
    document
        .mentions_of(node)
        .filter(|(_, mention)| mention.verdict.is_none())
        .map(|(_, mention)| Decision::Accept {
            kind: mention.kind.clone(),
            span: mention.span,
        })
        .collect()
}

/// The marked text without white space at its ends.
fn marked_span(document: &OpenDocument) -> Option<Span> {
    let span = document
        .loaded
        .source
        .text
        .trim(document.selection.text_span()?);
    (!span.is_empty()).then_some(span)
}

/// The statuses that follow from a step.
pub(super) fn following_statuses(
    document: &OpenDocument,
    sets_status: bool,
    stamp: &Stamp,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    let set = |target: Target, status: Status| Edit::Status {
        target,
        status,
        stamp: stamp.clone(),
    };
    if !sets_status
        && let Some(entry) = document.selected_entry()
        && document.record.node(entry).status == Status::Unreviewed
        && is_touched(document, entry)
    {
        let outline = &document.loaded.outline;
        let anchor = crate::record::entry_anchor(&document.loaded.source.text, outline, entry);
        let anchor = document.record.node(entry).anchor.clone().unwrap_or(anchor);
        edits.push(set(Target::Entry(anchor), Status::InReview));
    }
    let (n_reviewed, n_entries) = document.record.progress(&document.loaded.outline);
    let due = if n_entries > 0 && n_reviewed == n_entries {
        Status::Reviewed
    } else {
        Status::InReview
    };
    // A document without entries is settled by hand.
    let is_by_hand = n_entries == 0 && document.record.status != Status::Unreviewed;
    if document.record.status != due && !is_by_hand {
        edits.push(set(Target::Document, due));
    }
    edits
}

/// Whether something was decided in an entry.
fn is_touched(document: &OpenDocument, entry: NodeId) -> bool {
    let node = document.record.node(entry);
    let span = document.loaded.outline.node(entry).span;
    let is_corrected = || errata_in(&document.record.errata, span).next().is_some();
    !node.tags.is_empty()
        || node.note.is_some()
        || !node.own_fields.is_empty()
        || node
            .fields
            .iter()
            .any(|(_, value)| value.decision.is_some())
        || document
            .mentions_of(entry)
            .any(|(_, mention)| mention.verdict.is_some())
        || is_corrected()
}

/// After a mention was given another type or place, the selection goes with it.
fn follow_moved_mention(
    document: &OpenDocument,
    selection: super::Selection,
    inverses: &[Edit],
) -> super::Selection {
    let Some((kind, span)) = &selection.mention else {
        return selection;
    };
    let mentions = &document.record.mentions;
    if mentions
        .iter()
        .any(|mention| mention.kind == *kind && mention.span == *span)
    {
        return selection;
    }
    let moved = inverses.iter().find_map(|edit| match edit {
        Edit::Mention { kind, anchor, .. } => mentions
            .iter()
            .find(|mention| mention.origin == (kind.clone(), anchor.span())),
        _ => None,
    });
    let mention = moved.map(|mention| (mention.kind.clone(), mention.span));
    super::Selection {
        mention,
        text: None,
        ..selection
    }
}
