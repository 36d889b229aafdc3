//! What a file says of a span, into the decision on a mention.

use super::applying::Applying;
use super::{ImportedMention, ImportedWas, Kept, OnConflict, Reason, Signed, Standing, known_type};
use crate::annotation::{Anchor, Edit, MentionDecision, Stamp, Verdict, Was};
use crate::document::Outline;
use crate::extract::{self, MentionType};
use crate::record::{MentionRecord, Record};
use crate::text::Span;

/// A mention as the file has it, in our terms.
struct Wanted {
    kind: MentionType,
    span: Span,
    value: String,
    stamp: Stamp,
}

impl Applying<'_> {
    /// The decision; none where a machine found it and nobody decided on it.
    ///
    /// # Errors
    /// Where type, place or value do not fit.
    pub(super) fn mention(
        &self,
        mention: &ImportedMention,
        signed: &Signed,
        outline: &Outline,
        record: &Record,
    ) -> Result<Option<Edit>, Reason> {
        if mention.standing == Standing::Found {
            return Ok(None);
        }
        let kind = self.type_of(&mention.label)?;
        let span = self.ground.span(&mention.place)?;
        let known = known(record, &kind, span);
        let value = match (&mention.value, known) {
            (Some(value), _) => value.trim().to_owned(),
            (None, Some(known)) => known.value.clone(),
            (None, None) => extract::value_of_span(&kind, span, self.text, outline),
        };
        extract::check_value(&kind, &value).map_err(Reason::Value)?;
        let wanted = Wanted {
            kind,
            span,
            value,
            stamp: self.stamp_of(signed),
        };
        Ok(Some(match (&mention.standing, known) {
            (Standing::Decided(verdict, was), _) => {
                self.decided(wanted, *verdict, was.as_ref(), known)?
            }
            (_, Some(known)) => self.on(wanted, known),
            (_, None) => {
                self.refuse_overlap(&wanted, record)?;
                self.added(wanted)
            }
        }))
    }

    fn type_of(&self, label: &str) -> Result<MentionType, Reason> {
        let kind = known_type(label, self.codebook, self.choices);
        kind.ok_or_else(|| Reason::UnknownType(label.to_owned()))
    }

    /// A mention that is in the record: the machine was right, or is put right.
    fn on(&self, wanted: Wanted, known: &MentionRecord) -> Edit {
        let (origin_kind, origin_span) = known.origin.clone();
        let machine_value = known
            .was_value
            .clone()
            .unwrap_or_else(|| known.value.clone());
        let is_addition = known.rule.is_none() && known.verdict == Some(Verdict::Added);
        let is_elsewhere = origin_kind != wanted.kind || origin_span != wanted.span;
        let verdict = match (is_addition, is_elsewhere || machine_value != wanted.value) {
            (true, _) => Verdict::Added,
            (false, true) => Verdict::Corrected,
            (false, false) => Verdict::Accepted,
        };
        let origin = Anchor::of(origin_span, self.text);
        let was = (verdict == Verdict::Corrected).then(|| Was {
            kind: (origin_kind != wanted.kind).then(|| origin_kind.clone()),
            anchor: (origin_span != wanted.span).then(|| origin.clone()),
            value: Some(machine_value),
        });
        self.edit(origin_kind, origin, verdict, wanted, was)
    }

    /// A person has marked other words there as the same: theirs stays, unless the reviewer chose otherwise.
    fn refuse_overlap(&self, wanted: &Wanted, record: &Record) -> Result<(), Reason> {
        let mut decided = record.mentions.iter().filter(|known| {
            known.verdict.is_some()
                && known.is_in_force()
                && known.kind == wanted.kind
                && known.span.overlaps(wanted.span)
        });
        match (self.on_conflict, decided.next()) {
            (OnConflict::Keep, Some(known)) => Err(Reason::Decided {
                by: known.by.clone(),
                at: known.at.clone(),
                kept: Kept::Old,
            }),
            _ => Ok(()),
        }
    }

    fn added(&self, wanted: Wanted) -> Edit {
        let anchor = Anchor::of(wanted.span, self.text);
        self.edit(wanted.kind.clone(), anchor, Verdict::Added, wanted, None)
    }

    /// A decision as it was made, on what the machine had found then.
    fn decided(
        &self,
        mut wanted: Wanted,
        verdict: Verdict,
        was: Option<&ImportedWas>,
        known: Option<&MentionRecord>,
    ) -> Result<Edit, Reason> {
        let own = || (wanted.kind.clone(), wanted.span);
        let (mut kind, mut span) = known.map_or_else(own, |known| known.origin.clone());
        if let Some(label) = was.and_then(|was| was.label.as_ref()) {
            (kind, span) = (self.type_of(label)?, wanted.span);
        }
        if let Some(place) = was.and_then(|was| was.place.as_ref()) {
            span = self.ground.span(place)?;
        }
        if verdict == Verdict::Rejected {
            (wanted.kind, wanted.span) = (kind.clone(), span);
        }
        let origin = Anchor::of(span, self.text);
        let machine_value = known.map(|known| known.was_value.as_ref().unwrap_or(&known.value));
        let value = was.and_then(|was| was.value.as_ref()).or(machine_value);
        let was = (verdict == Verdict::Corrected).then(|| Was {
            kind: (kind != wanted.kind).then(|| kind.clone()),
            anchor: (span != wanted.span).then(|| origin.clone()),
            value: value.cloned(),
        });
        Ok(self.edit(kind, origin, verdict, wanted, was))
    }

    fn edit(
        &self,
        kind: MentionType,
        anchor: Anchor,
        verdict: Verdict,
        wanted: Wanted,
        was: Option<Was>,
    ) -> Edit {
        let Stamp { by, at } = wanted.stamp;
        let decision = MentionDecision {
            verdict,
            kind: wanted.kind,
            anchor: Anchor::of(wanted.span, self.text),
            value: Some(wanted.value),
            was,
            by,
            at,
        };
        Edit::Mention {
            kind,
            anchor,
            decision: Some(decision),
        }
    }
}

/// The mention of the record with this type and place.
fn known<'r>(record: &'r Record, kind: &MentionType, span: Span) -> Option<&'r MentionRecord> {
    let mentions = &record.mentions;
    let from = mentions.partition_point(|mention| mention.span < span);
    let mut here = mentions[from..]
        .iter()
        .take_while(|mention| mention.span == span);
    here.find(|mention| mention.kind == *kind)
}
