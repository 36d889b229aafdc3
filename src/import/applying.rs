//! What a file says of a document, into the edits that make it so.
//!
//! In: the document's annotation, its text and record, and what is said. Out: a [`Plan`]. First the tree and the fields of the document, since what the
//! machine finds depends on them; the caller makes the record anew and goes on with the rest. Saying what is decided already changes nothing, so that
//! importing twice is importing once. Where a person decided otherwise, [`OnConflict`] says which holds.

use std::collections::HashSet;

use super::{
    At, Ground, Imported, ImportedEntry, ImportedOp, Kept, Misfit, Quoted, Reason, Signed,
    TypeChoices, What,
};
use crate::annotation::merge::{is_blank, says_same, stamp_in};
use crate::annotation::{
    Anchor, Annotation, Conflict, Edit, Erratum, FieldDecision, FieldName, LogEntry,
    OutlineDecision, OutlineOp, Slot, Stamp, Status, Target, Verdict, outline_anchor,
};
use crate::codebook::{Codebook, FieldOwner};
use crate::document::{NodeId, NodeKind, Outline};
use crate::extract::EntryField;
use crate::record::decision::{check_document_field, check_entry_field, check_own_field};
use crate::record::{Record, entry_anchor};
use crate::text::Text;

/// What is done where a person has decided otherwise before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnConflict {
    /// What was decided stays.
    #[default]
    Keep,
    /// What the file says holds.
    Take,
    /// Both are kept, and what was decided holds until a person settles it.
    Ask,
}

impl OnConflict {
    pub const ALL: [Self; 3] = [Self::Keep, Self::Take, Self::Ask];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Take => "take",
            Self::Ask => "ask",
        }
    }
}

/// How many decisions of a file came to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Decided by it.
    pub n_new: usize,
    /// Decided so already.
    pub n_known: usize,
    /// Decided otherwise by a person before.
    pub n_conflicts: usize,
    /// Found by a machine and decided by nobody.
    pub n_undecided: usize,
    /// Not taken in.
    pub n_misfits: usize,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.n_new += other.n_new;
        self.n_known += other.n_known;
        self.n_conflicts += other.n_conflicts;
        self.n_undecided += other.n_undecided;
        self.n_misfits += other.n_misfits;
    }
}

/// What is to be done with a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// In the order in which they are to be applied.
    pub edits: Vec<Edit>,
    pub counts: Counts,
    /// What was not taken in, and what a person had decided otherwise.
    pub misfits: Vec<Misfit>,
}

/// Makes the plan of one document.
#[derive(Debug)]
pub struct Applying<'a> {
    /// As it is with the edits so far.
    pub(super) annotation: Annotation,
    pub(super) ground: Ground<'a>,
    pub(super) text: &'a Text,
    pub(super) codebook: &'a Codebook,
    pub(super) choices: &'a TypeChoices,
    pub(super) on_conflict: OnConflict,
    /// Signs what the file does not sign.
    stamp: &'a Stamp,
    /// What this import has decided on.
    slots: HashSet<Slot>,
    plan: Plan,
}

impl<'a> Applying<'a> {
    #[must_use]
    pub fn new(
        annotation: Annotation,
        text: &'a Text,
        theirs: Option<&str>,
        codebook: &'a Codebook,
        choices: &'a TypeChoices,
        on_conflict: OnConflict,
        stamp: &'a Stamp,
    ) -> Self {
        Self {
            annotation,
            ground: Ground::new(text, theirs),
            text,
            codebook,
            choices,
            on_conflict,
            stamp,
            slots: HashSet::new(),
            plan: Plan::default(),
        }
    }

    /// The annotation with the edits so far.
    #[must_use]
    pub const fn annotation(&self) -> &Annotation {
        &self.annotation
    }

    /// Takes in what is said of the tree and the document's fields; says whether anything changed.
    pub fn tree(&mut self, items: &[Imported], record: &Record) -> bool {
        let n_before = self.plan.edits.len();
        for item in items {
            let edit = match &item.what {
                What::DocumentField { name, value, was } => {
                    self.document_field(name, value.as_ref(), was.as_ref(), &item.signed, record)
                }
                What::Outline(place, op) => self.outline(place, op, &item.signed),
                _ => continue,
            };
            self.take(&item.at, edit);
        }
        self.plan.edits.len() > n_before
    }

    /// Takes in the rest. The record is that with the tree and fields of before.
    pub fn rest(&mut self, items: &[Imported], outline: &Outline, record: &Record) {
        for item in items {
            match &item.what {
                What::Mention(mention) => {
                    let wanted = self.mention(mention, &item.signed, outline, record);
                    match wanted {
                        Ok(Some(edit)) => self.settle(&item.at, edit),
                        Ok(None) => self.plan.counts.n_undecided += 1,
                        Err(reason) => self.refuse(&item.at, reason),
                    }
                }
                What::Entry(place, entry) => {
                    self.entry(
                        &item.at,
                        place.as_ref(),
                        entry,
                        &item.signed,
                        (outline, record),
                    );
                }
                What::Erratum(place, words) => {
                    let edit = self.erratum(place, words, &item.signed);
                    self.take(&item.at, edit);
                }
                What::DocumentField { .. } | What::Outline(..) => {}
            }
        }
    }

    /// What is to be done.
    #[must_use]
    pub fn end(self) -> Plan {
        self.plan
    }

    fn take(&mut self, at: &At, edit: Result<Edit, Reason>) {
        match edit {
            Ok(edit) => self.settle(at, edit),
            Err(reason) => self.refuse(at, reason),
        }
    }

    fn refuse(&mut self, at: &At, reason: Reason) {
        let counts = &mut self.plan.counts;
        if reason.is_misfit() {
            counts.n_misfits += 1;
        } else {
            counts.n_conflicts += 1;
        }
        let at = at.clone();
        self.plan.misfits.push(Misfit { at, reason });
    }

    /// Who decided and when.
    pub(super) fn stamp_of(&self, signed: &Signed) -> Stamp {
        let by = signed.by.clone();
        Stamp {
            by: by.unwrap_or_else(|| self.stamp.by.clone()),
            at: signed.at.clone().unwrap_or_else(|| self.stamp.at.clone()),
        }
    }

    /// Carries out an edit unless somebody decided on the same before.
    fn settle(&mut self, at: &At, edit: Edit) {
        let slot = edit.slot();
        let before = self.annotation.apply(&edit);
        let disputed = slot
            .as_ref()
            .and_then(|slot| self.annotation.conflict(slot));
        let mut sides = disputed.iter().flat_map(|conflict| &conflict.sides);
        let is_known = is_same(&before, &edit) || sides.any(|side| is_same(&side.edit, &edit));
        if is_known {
            self.annotation.apply(&before);
            self.plan.counts.n_known += 1;
            return;
        }
        if is_further(&before, &edit) || (is_blank(&before) && disputed.is_none()) {
            self.plan.counts.n_new += 1;
            self.slots.extend(slot);
            self.plan.edits.push(edit);
            return;
        }
        if slot.as_ref().is_some_and(|slot| self.slots.contains(slot)) {
            self.annotation.apply(&before);
            return self.refuse(at, Reason::Twice);
        }
        self.conflict(at, &before, edit);
    }

    /// What somebody decided otherwise before.
    fn conflict(&mut self, at: &At, before: &Edit, edit: Edit) {
        let old = signed_edit(before, &self.annotation);
        let kept = match self.on_conflict {
            OnConflict::Keep => {
                self.annotation.apply(before);
                Kept::Old
            }
            OnConflict::Take => {
                let settling = self.annotation.settling(std::slice::from_ref(&edit));
                self.slots.extend(edit.slot());
                self.plan.edits.push(edit);
                for settled in settling {
                    self.annotation.apply(&settled);
                    self.plan.edits.push(settled);
                }
                Kept::New
            }
            OnConflict::Ask => {
                self.annotation.apply(before);
                let known = edit
                    .slot()
                    .and_then(|slot| self.annotation.conflict(&slot).cloned());
                let mut conflict = known.unwrap_or_else(|| Conflict {
                    sides: vec![old.clone()],
                    base: None,
                });
                let new = signed_edit(&edit, &self.annotation);
                conflict.sides.push(new);
                let edit = Edit::Conflict {
                    conflict,
                    is_settled: false,
                };
                self.annotation.apply(&edit);
                self.plan.edits.push(edit);
                Kept::Both
            }
        };
        let LogEntry { by, at: when, .. } = old;
        self.refuse(at, Reason::Decided { by, at: when, kept });
    }

    fn document_field(
        &self,
        name: &str,
        value: Option<&String>,
        was: Option<&String>,
        signed: &Signed,
        record: &Record,
    ) -> Result<Edit, Reason> {
        let field = FieldName::from_name(name);
        let unknown = || Reason::UnknownField(name.to_owned());
        match (&field, value) {
            (FieldName::BuiltIn(field), Some(value)) => {
                check_document_field(*field, value).map_err(Reason::Value)?;
            }
            (FieldName::BuiltIn(_), None) => {}
            (FieldName::Own(name), value) => {
                let own = self.codebook.field(FieldOwner::Document, name);
                let value = value.ok_or_else(unknown)?;
                let known = record
                    .own_fields
                    .get(name)
                    .and_then(|it| it.value.as_deref());
                check_own_field(own.ok_or_else(unknown)?, value, known).map_err(Reason::Value)?;
            }
        }
        let Stamp { by, at } = self.stamp_of(signed);
        let decision = FieldDecision {
            value: value.cloned(),
            was: was.cloned(),
            by,
            at,
        };
        Ok(Edit::DocumentField {
            field,
            decision: Some(decision),
        })
    }

    fn outline(&self, place: &Quoted, op: &ImportedOp, signed: &Signed) -> Result<Edit, Reason> {
        let start = self.ground.span(place)?.start;
        let anchor = outline_anchor(self.text, start).ok_or(Reason::Empty)?;
        let op = match op {
            ImportedOp::Split => OutlineOp::Split,
            ImportedOp::Join => OutlineOp::Join,
            ImportedOp::Kind(kind) => OutlineOp::Kind(*kind),
            ImportedOp::Depth(depth) => OutlineOp::Depth(*depth),
            ImportedOp::Lead(lead) => {
                let lead = lead
                    .as_ref()
                    .map(|lead| self.ground.span(lead))
                    .transpose()?;
                OutlineOp::Lead(lead.map(|span| Anchor::of(span, self.text)))
            }
        };
        let Stamp { by, at } = self.stamp_of(signed);
        let aspect = op.aspect();
        let decision = OutlineDecision {
            op,
            anchor: anchor.clone(),
            by,
            at,
        };
        Ok(Edit::Outline {
            aspect,
            anchor,
            decision: Some(decision),
        })
    }

    fn erratum(&self, place: &Quoted, words: &str, signed: &Signed) -> Result<Edit, Reason> {
        let span = self.ground.span(place)?;
        let others = self
            .annotation
            .errata
            .iter()
            .map(|erratum| erratum.anchor.span());
        let mut others = others.filter(|other| *other != span);
        if others.any(|other| other.overlaps(span)) {
            return Err(Reason::CorrectedOtherwise);
        }
        let anchor = Anchor::of(span, self.text);
        let Stamp { by, at } = self.stamp_of(signed);
        let erratum = Erratum {
            anchor: anchor.clone(),
            text: words.to_owned(),
            by,
            at,
        };
        Ok(Edit::Erratum {
            anchor,
            erratum: Some(erratum),
        })
    }

    /// Tags come together, everything else is decided on by itself.
    fn entry(
        &mut self,
        at: &At,
        place: Option<&Quoted>,
        entry: &ImportedEntry,
        signed: &Signed,
        (outline, record): (&Outline, &Record),
    ) {
        let node = match place.map(|place| self.entry_at(place, outline)).transpose() {
            Ok(node) => node,
            Err(reason) => return self.refuse(at, reason),
        };
        let target = node.map_or(Target::Document, |id| {
            let known = record.node(id).anchor.clone();
            Target::Entry(known.unwrap_or_else(|| entry_anchor(self.text, outline, id)))
        });
        let stamp = self.stamp_of(signed);
        self.tags(&entry.tags, &target, &stamp);
        if let Some(note) = &entry.note {
            let edit = Edit::Note {
                target: target.clone(),
                note: Some(note.clone()),
                stamp: stamp.clone(),
            };
            self.settle(at, edit);
        }
        if let Some(status) = entry.status.filter(|status| *status != Status::Unreviewed) {
            let edit = Edit::Status {
                target: target.clone(),
                status,
                stamp: stamp.clone(),
            };
            self.settle(at, edit);
        }
        for (name, value, signed) in &entry.fields {
            let (Some(id), Target::Entry(anchor)) = (node, &target) else {
                self.refuse(at, Reason::NoEntry);
                continue;
            };
            let edit = self
                .entry_field(name, value.as_ref(), &self.stamp_of(signed), id, record)
                .map(|decision| Edit::EntryField {
                    entry: anchor.clone(),
                    field: name.clone(),
                    decision: Some(decision),
                    stamp: stamp.clone(),
                });
            self.take(at, edit);
        }
    }

    fn entry_field(
        &self,
        name: &str,
        value: Option<&String>,
        stamp: &Stamp,
        entry: NodeId,
        record: &Record,
    ) -> Result<FieldDecision, Reason> {
        let unknown = || Reason::UnknownField(name.to_owned());
        let mut machine = None;
        if let Some(field) = EntryField::from_name(name) {
            if let Some(value) = value {
                check_entry_field(field, value).map_err(Reason::Value)?;
            }
            let known = record.entry_field(entry, field);
            machine = known.and_then(|known| known.machine.as_ref());
        } else {
            let own = self
                .codebook
                .field(FieldOwner::Entry, name)
                .ok_or_else(unknown)?;
            let known = record.node(entry).own_fields.get(name);
            let known = known.and_then(|known| known.value.as_deref());
            check_own_field(own, value.ok_or_else(unknown)?, known).map_err(Reason::Value)?;
        }
        let was = machine.map(|found| found.value.clone());
        Ok(FieldDecision {
            value: value.cloned(),
            was: was.filter(|was| Some(was) != value),
            by: stamp.by.clone(),
            at: stamp.at.clone(),
        })
    }

    fn tags(&mut self, tags: &[String], target: &Target, stamp: &Stamp) {
        let known = match target {
            Target::Document => self.annotation.review.tags.clone(),
            Target::Entry(anchor) => {
                let entry = self.annotation.entry(anchor.start);
                entry.map_or_else(Vec::new, |entry| entry.tags.clone())
            }
        };
        let mut all = known.clone();
        for tag in tags.iter().map(|tag| tag.trim()) {
            let is_name = !tag.is_empty() && !tag.contains(['\n', '\r']);
            if is_name && !all.iter().any(|known| known == tag) {
                all.push(tag.to_owned());
            }
        }
        let n_new = all.len() - known.len();
        self.plan.counts.n_new += n_new;
        self.plan.counts.n_known += tags.len() - n_new;
        if n_new > 0 {
            let edit = Edit::Tags {
                target: target.clone(),
                tags: all,
                stamp: stamp.clone(),
            };
            self.annotation.apply(&edit);
            self.plan.edits.push(edit);
        }
    }

    /// The entry that stands at a place or around it.
    fn entry_at(&self, place: &Quoted, outline: &Outline) -> Result<NodeId, Reason> {
        let span = self.ground.span(place)?;
        let mut at = outline.node_at(span.start);
        while let Some(id) = at {
            if outline.node(id).kind == NodeKind::Entry {
                return Ok(id);
            }
            at = outline.node(id).parent;
        }
        Err(Reason::NoEntry)
    }
}

/// Whether two edits of one slot come to the same, whatever the way to it: a mention that holds, holds with the same type, place and value.
fn is_same(one: &Edit, other: &Edit) -> bool {
    if says_same(one, other) {
        return true;
    }
    let (
        Edit::Mention {
            decision: Some(one),
            ..
        },
        Edit::Mention {
            decision: Some(other),
            ..
        },
    ) = (one, other)
    else {
        return false;
    };
    let is_rejected = |verdict| verdict == Verdict::Rejected;
    match (is_rejected(one.verdict), is_rejected(other.verdict)) {
        (true, true) => true,
        (false, false) => {
            (&one.kind, one.anchor.span(), &one.value)
                == (&other.kind, other.anchor.span(), &other.value)
        }
        _ => false,
    }
}

/// Whether a state goes on from the one before: 在审 only says that somebody began.
fn is_further(before: &Edit, edit: &Edit) -> bool {
    let (Edit::Status { status: before, .. }, Edit::Status { status, .. }) = (before, edit) else {
        return false;
    };
    *before == Status::InReview && *status == Status::Reviewed
}

/// An edit with who made it and when, as far as it says.
fn signed_edit(edit: &Edit, annotation: &Annotation) -> LogEntry {
    let stamp = stamp_in(edit).or_else(|| {
        let slot = edit.slot();
        let lines = annotation.log.iter().rev();
        let mut lines = lines.filter(|line| line.edit.slot() == slot);
        lines.next().map(|line| Stamp {
            by: line.by.clone(),
            at: line.at.clone(),
        })
    });
    let Stamp { by, at } = stamp.unwrap_or_default();
    LogEntry {
        at,
        by,
        edit: edit.clone(),
    }
}
