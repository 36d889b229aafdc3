//! Writes the edits that carry out a decision: what each kind of decision means for the annotation.

use super::decision::{Refusal, check_own_field};
use super::{FieldValue, MentionRecord, Record, entry_anchor};
use crate::annotation::{
    Anchor, Edit, FieldDecision, FieldName, MentionDecision, Stamp, Target, Verdict, Was,
};
use crate::codebook::FieldDefinition;
use crate::document::{NodeId, NodeKind, Outline};
use crate::extract::{self, MentionType};
use crate::text::{Span, Text};

/// What all decisions need to see.
pub(super) struct Scribe<'a> {
    pub(super) text: &'a Text,
    pub(super) outline: &'a Outline,
    pub(super) record: &'a Record,
    pub(super) stamp: &'a Stamp,
}

impl Scribe<'_> {
    pub(super) fn mention(
        &self,
        kind: &MentionType,
        span: Span,
    ) -> Result<&MentionRecord, Refusal> {
        // They are in text order, and few share a place.
        let mentions = &self.record.mentions;
        let from = mentions.partition_point(|mention| mention.span < span);
        let mut here = mentions[from..]
            .iter()
            .take_while(|mention| mention.span == span);
        here.find(|mention| mention.kind == *kind)
            .ok_or(Refusal::NoSuchMention)
    }

    pub(super) fn verdict(
        &self,
        kind: &MentionType,
        span: Span,
        verdict: Verdict,
    ) -> Result<Vec<Edit>, Refusal> {
        let mention = self.mention(kind, span)?;
        let is_addition = mention.rule.is_none() && mention.verdict == Some(Verdict::Added);
        if mention.verdict == Some(verdict) || (is_addition && verdict == Verdict::Accepted) {
            return Ok(Vec::new());
        }
        // What the reviewer corrected stays corrected when it is accepted.
        if mention.verdict == Some(Verdict::Corrected) && verdict == Verdict::Accepted {
            return Ok(Vec::new());
        }
        let (origin_kind, origin_span) = mention.origin.clone();
        let anchor = Anchor::of(origin_span, self.text);
        // Rejecting one's own addition takes it away again.
        if is_addition {
            return Ok(vec![Edit::Mention {
                kind: origin_kind,
                anchor,
                decision: None,
            }]);
        }
        let machine_value = mention
            .was_value
            .clone()
            .unwrap_or_else(|| mention.value.clone());
        let decision = MentionDecision {
            verdict,
            kind: origin_kind.clone(),
            anchor: anchor.clone(),
            value: Some(machine_value),
            was: None,
            by: self.stamp.by.clone(),
            at: self.stamp.at.clone(),
        };
        Ok(vec![Edit::Mention {
            kind: origin_kind,
            anchor,
            decision: Some(decision),
        }])
    }

    pub(super) fn correct(
        &self,
        kind: &MentionType,
        span: Span,
        new_kind: Option<MentionType>,
        new_span: Option<Span>,
        value: Option<String>,
    ) -> Result<Vec<Edit>, Refusal> {
        let mention = self.mention(kind, span)?;
        let new_kind = new_kind.unwrap_or_else(|| mention.kind.clone());
        let new_span = new_span.unwrap_or(mention.span);
        self.check_span(new_span)?;
        let is_elsewhere = new_kind != mention.kind || new_span != mention.span;
        let value = match value {
            Some(value) => value.trim().to_owned(),
            None if is_elsewhere => {
                extract::value_of_span(&new_kind, new_span, self.text, self.outline)
            }
            None => mention.value.clone(),
        };
        extract::check_value(&new_kind, &value).map_err(Refusal::Value)?;
        let is_same =
            new_kind == mention.kind && new_span == mention.span && value == mention.value;
        if is_same
            && mention
                .verdict
                .is_some_and(|verdict| verdict != Verdict::Rejected)
        {
            return Ok(Vec::new());
        }
        let (origin_kind, origin_span) = mention.origin.clone();
        let origin = Anchor::of(origin_span, self.text);
        let machine_value = mention
            .was_value
            .clone()
            .unwrap_or_else(|| mention.value.clone());
        let is_addition = mention.rule.is_none() && mention.verdict == Some(Verdict::Added);
        let is_machines =
            new_kind == origin_kind && new_span == origin_span && value == machine_value;
        let verdict = match (is_addition, is_machines) {
            (true, _) => Verdict::Added,
            (false, true) => Verdict::Accepted,
            (false, false) => Verdict::Corrected,
        };
        let was = (verdict == Verdict::Corrected).then(|| Was {
            kind: (new_kind != origin_kind).then(|| origin_kind.clone()),
            anchor: (new_span != origin_span).then(|| origin.clone()),
            value: Some(machine_value),
        });
        let decision = MentionDecision {
            verdict,
            kind: new_kind.clone(),
            anchor: Anchor::of(new_span, self.text),
            value: Some(value),
            was,
            by: self.stamp.by.clone(),
            at: self.stamp.at.clone(),
        };
        let mut edits = Vec::new();
        // An addition that moves is kept under its new place.
        if is_addition && (new_kind != origin_kind || new_span != origin_span) {
            self.refuse_double(&new_kind, new_span)?;
            edits.push(Edit::Mention {
                kind: origin_kind,
                anchor: origin,
                decision: None,
            });
            edits.push(Edit::Mention {
                kind: new_kind,
                anchor: decision.anchor.clone(),
                decision: Some(decision),
            });
        } else {
            if new_kind != mention.kind || new_span != mention.span {
                self.refuse_double(&new_kind, new_span)?;
            }
            edits.push(Edit::Mention {
                kind: origin_kind,
                anchor: origin,
                decision: Some(decision),
            });
        }
        Ok(edits)
    }

    pub(super) fn add(
        &self,
        kind: MentionType,
        span: Span,
        value: String,
    ) -> Result<Vec<Edit>, Refusal> {
        self.check_span(span)?;
        extract::check_value(&kind, value.trim()).map_err(Refusal::Value)?;
        if let Ok(known) = self.mention(&kind, span) {
            // Adding what was rejected, or what the machine found all the same, is a decision on that.
            return if known.is_in_force() && known.value == value.trim() && known.verdict.is_some()
            {
                Err(Refusal::AlreadyThere)
            } else {
                self.correct(&kind, span, None, None, Some(value))
            };
        }
        let anchor = Anchor::of(span, self.text);
        let decision = MentionDecision {
            verdict: Verdict::Added,
            kind: kind.clone(),
            anchor: anchor.clone(),
            value: Some(value.trim().to_owned()),
            was: None,
            by: self.stamp.by.clone(),
            at: self.stamp.at.clone(),
        };
        Ok(vec![Edit::Mention {
            kind,
            anchor,
            decision: Some(decision),
        }])
    }

    pub(super) fn tag(
        &self,
        entry: Option<NodeId>,
        tag: &str,
        on: bool,
    ) -> Result<Vec<Edit>, Refusal> {
        let tag = tag.trim();
        if tag.is_empty() || tag.contains(['\n', '\r']) {
            return Err(Refusal::TagName);
        }
        let target = self.target(entry)?;
        let known = entry.map_or(&self.record.tags, |id| &self.record.node(id).tags);
        if known.iter().any(|known| known == tag) == on {
            return Ok(Vec::new());
        }
        let mut tags = known.clone();
        if on {
            tags.push(tag.to_owned());
        } else {
            tags.retain(|known| known != tag);
        }
        Ok(vec![Edit::Tags {
            target,
            tags,
            stamp: self.stamp.clone(),
        }])
    }

    /// An empty note is none.
    pub(super) fn note(&self, entry: Option<NodeId>, note: String) -> Result<Vec<Edit>, Refusal> {
        let note = Some(note).filter(|note| !note.trim().is_empty());
        let known = entry.map_or(&self.record.note, |id| &self.record.node(id).note);
        if *known == note {
            return Ok(Vec::new());
        }
        Ok(vec![Edit::Note {
            target: self.target(entry)?,
            note,
            stamp: self.stamp.clone(),
        }])
    }

    pub(super) fn target(&self, entry: Option<NodeId>) -> Result<Target, Refusal> {
        Ok(match entry {
            None => Target::Document,
            Some(id) => Target::Entry(self.anchor(id)?),
        })
    }

    /// The anchor of an entry: the one its decisions already have, or a new one.
    pub(super) fn anchor(&self, id: NodeId) -> Result<Anchor, Refusal> {
        if self
            .outline
            .nodes
            .get(id.index())
            .is_none_or(|node| node.kind != NodeKind::Entry)
        {
            return Err(Refusal::NotAnEntry);
        }
        Ok(self
            .record
            .node(id)
            .anchor
            .clone()
            .unwrap_or_else(|| entry_anchor(self.text, self.outline, id)))
    }

    pub(super) fn field_decision(
        &self,
        value: Option<String>,
        known: &FieldValue,
    ) -> FieldDecision {
        let was = known
            .machine
            .as_ref()
            .map(|found| found.value.clone())
            .filter(|was| Some(was) != value.as_ref());
        FieldDecision {
            value,
            was,
            by: self.stamp.by.clone(),
            at: self.stamp.at.clone(),
        }
    }

    /// What is filled in of a codebook's field. The machine says nothing of it, so without a value there is no decision.
    pub(super) fn own_field(
        &self,
        entry: Option<NodeId>,
        field: &FieldDefinition,
        value: Option<String>,
    ) -> Result<Vec<Edit>, Refusal> {
        let value = value.map(|value| value.trim().to_owned());
        let value = value.filter(|value| !value.is_empty());
        let known = entry.map_or(&self.record.own_fields, |id| {
            &self.record.node(id).own_fields
        });
        let known = known.get(&field.name);
        let holds = known.and_then(|known| known.value.as_deref());
        if let Some(value) = &value {
            check_own_field(field, value, holds).map_err(Refusal::Value)?;
        }
        if value.as_deref() == holds {
            return Ok(Vec::new());
        }
        let decision = value.map(|value| self.field_decision(Some(value), &FieldValue::default()));
        Ok(vec![match entry {
            None => Edit::DocumentField {
                field: FieldName::Own(field.name.clone()),
                decision,
            },
            Some(id) => Edit::EntryField {
                entry: self.anchor(id)?,
                field: field.name.clone(),
                decision,
                stamp: self.stamp.clone(),
            },
        }])
    }

    pub(super) fn check_span(&self, span: Span) -> Result<(), Refusal> {
        let words = self.text.get(span).ok_or(Refusal::Span)?;
        if words.is_empty() || words.trim_matches(crate::text::is_space).len() != words.len() {
            return Err(Refusal::Span);
        }
        Ok(())
    }

    fn refuse_double(&self, kind: &MentionType, span: Span) -> Result<(), Refusal> {
        match self.mention(kind, span) {
            Ok(known) if known.is_in_force() => Err(Refusal::AlreadyThere),
            _ => Ok(()),
        }
    }
}
