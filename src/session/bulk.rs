//! Deciding on many entries at once, over all documents: one step to undo.

use std::collections::BTreeMap;

use super::changing::{Piece, Purpose};
use super::history::Change;
use super::table::RowKey;
use super::{Effect, Folder, OpenDocument, Session};
use crate::annotation::{Edit, Stamp, Status};
use crate::codebook::{Codebook, FieldDefinition};
use crate::document::{NodeId, NodeKind};
use crate::extract::{EntryField, ValueProblem};
use crate::record::decision::{Decision, check_entry_field, check_own_field, edits_of};
use crate::record::{FieldValue, Record};
use crate::workspace::LoadedDocument;

/// What is decided on each of the entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkEdit {
    Status(Status),
    /// Gives a tag or takes it.
    Tag {
        tag: String,
        on: bool,
    },
    Field(BulkField, FieldChange),
}

/// A field of entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkField {
    BuiltIn(EntryField),
    /// Of the codebook.
    Own(FieldDefinition),
}

impl From<EntryField> for BulkField {
    fn from(field: EntryField) -> Self {
        Self::BuiltIn(field)
    }
}

impl BulkField {
    /// What an entry has there.
    fn of(&self, record: &Record, entry: NodeId) -> Option<FieldValue> {
        match self {
            Self::BuiltIn(field) => record.entry_field(entry, *field).cloned(),
            Self::Own(field) => {
                let known = record.node(entry).own_fields.get(&field.name);
                Some(known.cloned().unwrap_or_default())
            }
        }
    }
}

/// What becomes of a field of each of the entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldChange {
    Set(String),
    /// There is none.
    Clear,
    /// What the machine read holds again, which is nothing in a field of the codebook.
    PutBack,
}

/// What a change would do, counted in entries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BulkPreview {
    pub n_changes: usize,
    /// Of those, entries in which a reviewer had decided on the field.
    pub n_decided: usize,
    /// It is so already.
    pub n_same: usize,
    /// Their documents cannot be edited.
    pub n_left: usize,
    /// What is wrong with the value.
    pub problem: Option<ValueProblem>,
}

impl FieldChange {
    /// Whether it changes a field that stands like this.
    fn changes(&self, known: &FieldValue) -> bool {
        match self {
            Self::Set(value) => known.value.as_deref() != Some(value.trim()),
            Self::Clear => known.value.is_some(),
            Self::PutBack => known.decision.is_some(),
        }
    }

    /// What is wrong with its value.
    fn problem(&self, field: &BulkField) -> Option<ValueProblem> {
        let Self::Set(value) = self else {
            return None;
        };
        match (value.trim(), field) {
            ("", _) => Some(ValueProblem::Empty),
            (value, BulkField::BuiltIn(field)) => check_entry_field(*field, value).err(),
            (value, BulkField::Own(field)) => check_own_field(field, value, None).err(),
        }
    }
}

impl BulkEdit {
    fn decision(&self, id: NodeId) -> Decision {
        let entry = Some(id);
        match self {
            Self::Status(status) => Decision::SetStatus {
                entry,
                status: *status,
            },
            Self::Tag { tag, on } => Decision::Tag {
                entry,
                tag: tag.clone(),
                on: *on,
            },
            Self::Field(field, change) => field_decision(field, change, id),
        }
    }

    /// Whether an entry of this record is to be touched by it.
    fn touches(&self, record: &Record, entry: NodeId) -> bool {
        let Self::Field(field, change) = self else {
            return true;
        };
        let known = field.of(record, entry);
        known.is_some_and(|known| change.changes(&known))
    }

    const fn label(&self) -> &'static str {
        match self {
            Self::Status(_) => "step-status",
            Self::Tag { on: true, .. } => "step-tag",
            Self::Tag { on: false, .. } => "step-untag",
            Self::Field(..) => "step-field",
        }
    }
}

fn field_decision(field: &BulkField, change: &FieldChange, entry: NodeId) -> Decision {
    let value = match change {
        FieldChange::Set(value) => Some(value.clone()),
        FieldChange::Clear | FieldChange::PutBack => None,
    };
    match field {
        BulkField::BuiltIn(field) if *change == FieldChange::PutBack => {
            Decision::PutBackEntryField {
                entry,
                field: *field,
            }
        }
        BulkField::BuiltIn(field) => Decision::SetEntryField {
            entry,
            field: *field,
            value,
        },
        BulkField::Own(field) => Decision::SetOwnField {
            entry: Some(entry),
            field: field.clone(),
            value,
        },
    }
}

impl Session {
    /// Decides on entries. Those of documents that cannot be edited are left, and said so.
    pub(super) fn decide_on_entries(
        &mut self,
        entries: &[RowKey],
        edit: BulkEdit,
        effects: &mut Vec<Effect>,
    ) {
        let mut by_document: BTreeMap<usize, Vec<NodeId>> = BTreeMap::new();
        for key in entries {
            by_document.entry(key.document).or_default().push(key.entry);
        }
        let pieces = by_document.into_iter();
        let pieces = pieces.map(|(index, entries)| Piece::Entries(index, entries));
        let label = edit.label();
        self.begin_change(label, Purpose::Entries(edit), pieces.collect(), effects);
    }
}

impl Session {
    /// Counts what changing a field of entries would do.
    #[must_use]
    pub fn preview_of_field(
        &self,
        entries: &[RowKey],
        field: &BulkField,
        change: &FieldChange,
    ) -> BulkPreview {
        let mut preview = BulkPreview {
            problem: change.problem(field),
            ..BulkPreview::default()
        };
        let documents = self.folder.as_ref().map_or(&[][..], Folder::documents);
        for key in entries {
            let open = documents.get(key.document).and_then(|at| at.open());
            let Some(open) = open.filter(|open| open.is_editable()) else {
                preview.n_left += 1;
                continue;
            };
            // A row may be older than the document.
            let is_there = key.entry.index() < open.record.nodes.len();
            let known = is_there.then(|| field.of(&open.record, key.entry));
            let Some(known) = known.flatten() else {
                continue;
            };
            if change.changes(&known) {
                preview.n_changes += 1;
                preview.n_decided += usize::from(known.decision.is_some());
            } else {
                preview.n_same += 1;
            }
        }
        preview
    }
}

/// Carries out edits in one document of many, and saves it. Returns what takes them back.
pub(super) fn change(
    folder: &mut Folder,
    index: usize,
    edits: Vec<Edit>,
    stamp: &Stamp,
    codebook: &Codebook,
) -> Change {
    let mut inverses = Vec::new();
    if let Some(document) = folder.document_mut(index) {
        inverses = document.apply(edits, stamp, codebook);
        // Of the entries nothing more follows, but the document may be done by it.
        let statuses = super::review::following_statuses(document, true, stamp);
        if !statuses.is_empty() {
            let mut newer = document.apply(statuses, stamp, codebook);
            newer.append(&mut inverses);
            inverses = newer;
        }
        folder.save(index);
    }
    Change {
        document: index,
        edits: inverses,
    }
}

/// As wherever something is decided: the first decision puts an entry in review.
pub(super) fn begin_review(
    document: &OpenDocument,
    entries: impl IntoIterator<Item = NodeId>,
    stamp: &Stamp,
) -> Vec<Edit> {
    let LoadedDocument {
        source, outline, ..
    } = &document.loaded;
    let record = &document.record;
    let begun = entries.into_iter().filter_map(|entry| {
        let decision = Decision::SetStatus {
            entry: Some(entry),
            status: Status::InReview,
        };
        let is_new = record.node(entry).status == Status::Unreviewed;
        let edits = is_new.then(|| edits_of(decision, &source.text, outline, record, stamp));
        // What is no entry has no status.
        edits?.ok()
    });
    begun.flatten().collect()
}

/// The edits of one document. They are about different entries, so all of them can be told from the record as it is.
pub(super) fn edits_on(
    document: &OpenDocument,
    entries: &[NodeId],
    edit: &BulkEdit,
    stamp: &Stamp,
) -> Vec<Edit> {
    let edits = |decision| {
        let loaded = &document.loaded;
        // What is no name of a tag changes nothing.
        edits_of(
            decision,
            &loaded.source.text,
            &loaded.outline,
            &document.record,
            stamp,
        )
        .unwrap_or_default()
    };
    let mut all = Vec::new();
    // A row may be older than the document: what is no entry any more is left.
    let nodes = &document.loaded.outline.nodes;
    let is_entry = |entry: &&NodeId| {
        let node = nodes.get(entry.index());
        node.is_some_and(|node| node.kind == NodeKind::Entry)
            && edit.touches(&document.record, **entry)
    };
    for entry in entries.iter().filter(is_entry) {
        let own = edits(edit.decision(*entry));
        if own.is_empty() {
            continue;
        }
        all.extend(own);
        if matches!(edit, BulkEdit::Tag { on: true, .. } | BulkEdit::Field(..)) {
            all.extend(begin_review(document, [*entry], stamp));
        }
    }
    all
}
