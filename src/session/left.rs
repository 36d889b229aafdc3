//! Drafts over a crash: what is typed is kept in the folder, and what an earlier session left is offered.
//!
//! Fields are named by where they stand in the text and by the words there, so that a draft finds its field again in the next session, or is
//! shown as mere words where the field is gone.

use super::{DraftKey, Effect, Folder, OpenDocument, Session};
use crate::document::NodeId;
use crate::extract::EntryField;
use crate::record::entry_anchor;
use crate::text::Span;
use crate::workspace::{KeptDraft, KeptField, Place};

/// Drafts as the disk has them.
#[derive(Debug, Default)]
pub(super) struct LeftDrafts {
    /// Of earlier sessions, not yet taken back or dropped.
    left: Vec<KeptDraft>,
    /// What was handed over to be kept last.
    kept: Vec<KeptDraft>,
    /// The drafts' revision that was handed over; none while something of it may still be lost.
    revision: Option<u64>,
}

impl Session {
    /// What earlier sessions left typed and not committed.
    #[must_use]
    pub fn left_drafts(&self) -> &[KeptDraft] {
        &self.left.left
    }

    /// The field of the first of them; none where it is gone or not loaded yet.
    #[must_use]
    pub fn left_draft_key(&self) -> Option<DraftKey> {
        key_of(self.folder.as_ref()?, self.left.left.first()?)
    }

    /// Hands over what is typed to be kept, where it changed.
    pub(super) fn keep_drafts(&mut self) {
        let Some(folder) = &mut self.folder else {
            return;
        };
        if !folder.drafts_found.is_empty() {
            let found = std::mem::take(&mut folder.drafts_found);
            self.left.kept.extend_from_slice(&found);
            self.left.left.extend(found);
            self.left.revision = None;
        }
        let revision = self.drafts.revision();
        if self.left.revision == Some(revision) {
            return;
        }
        let typed = self.drafts.iter();
        let typed = typed.filter_map(|(key, draft)| kept(folder, key, &draft.text));
        let mut all: Vec<KeptDraft> = self.left.left.iter().cloned().chain(typed).collect();
        // What became a decision is kept until the decision is on disk.
        let is_safe = folder.is_all_saved();
        if !is_safe {
            let is_gone = |draft: &&KeptDraft| {
                let mut all = all.iter();
                !all.any(|known| known.path == draft.path && known.field == draft.field)
            };
            let gone: Vec<KeptDraft> = self.left.kept.iter().filter(is_gone).cloned().collect();
            all.extend(gone);
        }
        self.left.revision = is_safe.then_some(revision);
        if all != self.left.kept {
            folder.workspace().keep_drafts(all.clone());
            self.left.kept = all;
        }
    }

    /// Puts the first of what was left into its field, and shows it.
    pub(super) fn take_back_draft(&mut self, effects: &mut Vec<Effect>) {
        let Some(key) = self.left_draft_key() else {
            return;
        };
        let draft = self.left.left.remove(0);
        self.show(key.document(), effects);
        match &key {
            DraftKey::DocumentField(..) => self.select_node(None, effects),
            DraftKey::EntryField(_, entry, _) => self.select_node(Some(*entry), effects),
            DraftKey::MentionValue(_, kind, span) => self.select_mention(kind, *span, effects),
            DraftKey::OwnField(_, entry, _)
            | DraftKey::Note(_, entry)
            | DraftKey::Tag(_, entry) => {
                self.select_node(*entry, effects);
            }
            DraftKey::Correction(_, span) => {
                self.select_text(Some((span.start, span.end)));
                effects.push(Effect::ScrollToSelection);
            }
        }
        self.drafts.hold(key.clone(), draft.text);
        self.left.revision = None;
        effects.push(Effect::EditDraft(key));
    }

    /// Drops the first of what was left.
    pub(super) fn drop_left_draft(&mut self) {
        if !self.left.left.is_empty() {
            self.left.left.remove(0);
            self.left.revision = None;
        }
    }
}

/// A draft as it is kept; nothing typed into a field that is gone.
fn kept(folder: &Folder, key: &DraftKey, text: &str) -> Option<KeptDraft> {
    let document = folder.documents().get(key.document())?;
    let open = document.open()?;
    let entry_place = |entry: NodeId| {
        let loaded = &open.loaded;
        let anchor = entry_anchor(&loaded.source.text, &loaded.outline, entry);
        place(open, anchor.span())
    };
    let field = match key {
        DraftKey::DocumentField(_, field) => KeptField::Document(*field),
        DraftKey::EntryField(_, entry, field) => {
            KeptField::Entry(entry_place(*entry), field.name().to_owned())
        }
        DraftKey::OwnField(_, entry, field) => {
            KeptField::Own(entry.map(entry_place), field.clone())
        }
        DraftKey::MentionValue(_, kind, span) => {
            KeptField::Mention(place(open, *span), kind.name().to_owned())
        }
        DraftKey::Note(_, entry) => KeptField::Note(entry.map(entry_place)),
        DraftKey::Tag(_, entry) => KeptField::Tag(entry.map(entry_place)),
        DraftKey::Correction(_, span) => KeptField::Correction(place(open, *span)),
    };
    Some(KeptDraft {
        path: document.path.clone(),
        field,
        text: text.to_owned(),
    })
}

fn place(document: &OpenDocument, span: Span) -> Place {
    let text = &document.loaded.source.text;
    let (start, end) = text.chars_of_span(span);
    Place {
        start,
        end,
        quote: text.slice(span).to_owned(),
    }
}

/// The field that a draft was typed into, where it is still there.
fn key_of(folder: &Folder, draft: &KeptDraft) -> Option<DraftKey> {
    let documents = folder.documents();
    let index = documents
        .iter()
        .position(|document| document.path == draft.path)?;
    let open = documents[index].open()?;
    let outline = &open.loaded.outline;
    let span = |place: &Place| {
        let text = &open.loaded.source.text;
        let span = text.span_from_chars(place.start, place.end)?;
        (text.slice(span) == place.quote).then_some(span)
    };
    let entry = |place: &Place| {
        let start = span(place)?.start;
        let mut entries = outline.entries();
        let found = entries.find(|(_, node)| node.span.contains_offset(start));
        found.map(|(id, _)| id)
    };
    Some(match &draft.field {
        KeptField::Document(field) => DraftKey::DocumentField(index, *field),
        KeptField::Entry(place, field) => {
            DraftKey::EntryField(index, entry(place)?, EntryField::from_name(field)?)
        }
        KeptField::Own(None, field) => DraftKey::OwnField(index, None, field.clone()),
        KeptField::Own(Some(place), field) => {
            DraftKey::OwnField(index, Some(entry(place)?), field.clone())
        }
        KeptField::Mention(place, kind) => {
            let span = span(place)?;
            let mut mentions = open.record.mentions.iter();
            let mention = mentions.find(|known| known.kind.name() == kind && known.span == span)?;
            DraftKey::MentionValue(index, mention.kind.clone(), span)
        }
        KeptField::Note(None) => DraftKey::Note(index, None),
        KeptField::Note(Some(place)) => DraftKey::Note(index, Some(entry(place)?)),
        KeptField::Correction(place) => DraftKey::Correction(index, span(place)?),
        KeptField::Tag(None) => DraftKey::Tag(index, None),
        KeptField::Tag(Some(place)) => DraftKey::Tag(index, Some(entry(place)?)),
    })
}
