//! What a file says of the document, its tree, its entries and errors of its source, into the decisions on them.

use super::applying::Applying;
use super::{At, ImportedEntry, ImportedOp, Quoted, Reason, Signed};
use crate::annotation::{
    Anchor, Edit, Erratum, FieldDecision, FieldName, OutlineDecision, OutlineOp, Stamp, Status,
    Target, outline_anchor,
};
use crate::codebook::FieldOwner;
use crate::document::{NodeId, NodeKind, Outline};
use crate::extract::EntryField;
use crate::record::decision::{check_document_field, check_entry_field, check_own_field};
use crate::record::{Record, entry_anchor};

impl Applying<'_> {
    pub(super) fn document_field(
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

    pub(super) fn outline(
        &self,
        place: &Quoted,
        op: &ImportedOp,
        signed: &Signed,
    ) -> Result<Edit, Reason> {
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

    pub(super) fn erratum(
        &self,
        place: &Quoted,
        words: &str,
        signed: &Signed,
    ) -> Result<Edit, Reason> {
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
    pub(super) fn entry(
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
