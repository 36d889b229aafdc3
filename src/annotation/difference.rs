//! What two annotations of one document have differently.

use super::{Anchor, Annotation, Edit, EntryDecision, OutlineDecision, Stamp, Target};

/// The edits that would make `from` hold what `to` holds: what is on the way from one to the other, slot by slot. Stamps, the log and what
/// is detached are no part of it.
#[must_use]
pub fn difference(from: &Annotation, to: &Annotation) -> Vec<Edit> {
    let mut edits = Vec::new();
    of_document(from, to, &mut edits);
    of_outline(from, to, &mut edits);
    of_entries(from, to, &mut edits);
    of_mentions(from, to, &mut edits);
    of_errata(from, to, &mut edits);
    edits
}

fn of_document(from: &Annotation, to: &Annotation, edits: &mut Vec<Edit>) {
    let fields = from.document.keys().chain(to.document.keys());
    let fields: std::collections::BTreeSet<_> = fields.cloned().collect();
    for field in fields {
        let value = |annotation: &Annotation| {
            let decision = annotation.document.get(&field);
            decision.map(|decision| decision.value.clone())
        };
        if value(from) != value(to) {
            let decision = to.document.get(&field).cloned();
            edits.push(Edit::DocumentField { field, decision });
        }
    }
    let stamp = Stamp {
        by: to.review.reviewer.clone(),
        at: to.review.updated.clone(),
    };
    let target = Target::Document;
    let (from, to) = (&from.review, &to.review);
    if from.tags != to.tags {
        edits.push(Edit::Tags {
            target: target.clone(),
            tags: to.tags.clone(),
            stamp: stamp.clone(),
        });
    }
    if from.note != to.note {
        edits.push(Edit::Note {
            target: target.clone(),
            note: to.note.clone(),
            stamp: stamp.clone(),
        });
    }
    if from.status != to.status {
        edits.push(Edit::Status {
            target,
            status: to.status,
            stamp,
        });
    }
}

fn of_outline(from: &Annotation, to: &Annotation, edits: &mut Vec<Edit>) {
    let set = |of: &OutlineDecision, decision: Option<OutlineDecision>| Edit::Outline {
        aspect: of.op.aspect(),
        anchor: of.anchor.clone(),
        decision,
    };
    for decision in &from.outline {
        let (at, aspect) = decision.key();
        if to.outline_at(at, aspect).is_none() {
            edits.push(set(decision, None));
        }
    }
    for decision in &to.outline {
        let (at, aspect) = decision.key();
        let known = from.outline_at(at, aspect);
        if known.is_none_or(|known| !known.op.says_same(&decision.op)) {
            edits.push(set(decision, Some(decision.clone())));
        }
    }
}

fn of_entries(from: &Annotation, to: &Annotation, edits: &mut Vec<Edit>) {
    let anchors = from.entries.iter().chain(&to.entries);
    let mut anchors: Vec<&Anchor> = anchors.map(|entry| &entry.anchor).collect();
    anchors.sort_by_key(|anchor| anchor.start);
    anchors.dedup_by_key(|anchor| anchor.start);
    for anchor in anchors {
        let none = EntryDecision::new(anchor.clone());
        let from = from.entry(anchor.start).unwrap_or(&none);
        let to = to.entry(anchor.start).unwrap_or(&none);
        of_entry(anchor, from, to, edits);
    }
}

fn of_entry(anchor: &Anchor, from: &EntryDecision, to: &EntryDecision, edits: &mut Vec<Edit>) {
    let stamp = Stamp {
        by: to.by.clone(),
        at: to.at.clone(),
    };
    let fields = from.fields.keys().chain(to.fields.keys());
    let fields: std::collections::BTreeSet<_> = fields.collect();
    for field in fields {
        let value = |entry: &EntryDecision| {
            let decision = entry.fields.get(field);
            decision.map(|decision| decision.value.clone())
        };
        if value(from) != value(to) {
            edits.push(Edit::EntryField {
                entry: anchor.clone(),
                field: field.clone(),
                decision: to.fields.get(field).cloned(),
                stamp: stamp.clone(),
            });
        }
    }
    let target = Target::Entry(anchor.clone());
    if from.tags != to.tags {
        edits.push(Edit::Tags {
            target: target.clone(),
            tags: to.tags.clone(),
            stamp: stamp.clone(),
        });
    }
    if from.note != to.note {
        edits.push(Edit::Note {
            target: target.clone(),
            note: to.note.clone(),
            stamp: stamp.clone(),
        });
    }
    if from.status != to.status {
        edits.push(Edit::Status {
            target,
            status: to.status,
            stamp,
        });
    }
}

fn of_mentions(from: &Annotation, to: &Annotation, edits: &mut Vec<Edit>) {
    for decision in &from.mentions {
        let (kind, span) = decision.origin();
        if to.mention(kind, span).is_none() {
            edits.push(Edit::Mention {
                kind: kind.clone(),
                anchor: decision.origin_anchor().clone(),
                decision: None,
            });
        }
    }
    for decision in &to.mentions {
        let (kind, span) = decision.origin();
        let known = from.mention(kind, span);
        let is_same = known.is_some_and(|known| {
            (
                known.verdict,
                &known.kind,
                known.anchor.span(),
                &known.value,
            ) == (
                decision.verdict,
                &decision.kind,
                decision.anchor.span(),
                &decision.value,
            )
        });
        if !is_same {
            edits.push(Edit::Mention {
                kind: kind.clone(),
                anchor: decision.origin_anchor().clone(),
                decision: Some(decision.clone()),
            });
        }
    }
}

fn of_errata(from: &Annotation, to: &Annotation, edits: &mut Vec<Edit>) {
    for erratum in &from.errata {
        if to.erratum(erratum.anchor.span()).is_none() {
            edits.push(Edit::Erratum {
                anchor: erratum.anchor.clone(),
                erratum: None,
            });
        }
    }
    for erratum in &to.errata {
        let known = from.erratum(erratum.anchor.span());
        if known.is_none_or(|known| known.text != erratum.text) {
            edits.push(Edit::Erratum {
                anchor: erratum.anchor.clone(),
                erratum: Some(erratum.clone()),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Erratum, FieldDecision, MentionDecision, Status, Verdict};
    use super::*;
    use crate::document::DocumentField;
    use crate::extract::MentionType;
    use crate::text::{Span, Text};

    const TEXT: &str = "数字治理 截至5月底，教育部公布了1276家企业。";

    fn anchor(quote: &str) -> Anchor {
        let text = Text::new(TEXT.into());
        let at = TEXT.find(quote).expect("in the text");
        Anchor::of(Span::from_usize(at, at + quote.len()), &text)
    }

    fn mention(quote: &str, verdict: Verdict) -> Edit {
        let decision = MentionDecision {
            verdict,
            kind: MentionType::Date,
            anchor: anchor(quote),
            value: Some("2024-05-31".into()),
            was: None,
            by: None,
            at: String::new(),
        };
        Edit::Mention {
            kind: MentionType::Date,
            anchor: anchor(quote),
            decision: Some(decision),
        }
    }

    fn erratum(quote: &str, words: &str) -> Edit {
        let erratum = Erratum {
            anchor: anchor(quote),
            text: words.into(),
            by: None,
            at: String::new(),
        };
        Edit::Erratum {
            anchor: anchor(quote),
            erratum: Some(erratum),
        }
    }

    fn with(edits: &[Edit]) -> Annotation {
        let mut annotation = Annotation::default();
        for edit in edits {
            annotation.apply(edit);
        }
        annotation
    }

    #[test]
    fn carrying_out_the_difference_gives_the_other_one() {
        let stamp = Stamp::default();
        let entry = Target::Entry(anchor("数字治理"));
        let issuer = |value: &str| Edit::DocumentField {
            field: DocumentField::Issuer.into(),
            decision: Some(FieldDecision {
                value: Some(value.into()),
                was: None,
                by: None,
                at: String::new(),
            }),
        };
        let status = |target: &Target, status| Edit::Status {
            target: target.clone(),
            status,
            stamp: stamp.clone(),
        };
        let tags = Edit::Tags {
            target: entry.clone(),
            tags: vec!["重要".into()],
            stamp: stamp.clone(),
        };
        let note = Edit::Note {
            target: Target::Document,
            note: Some("待核".into()),
            stamp: stamp.clone(),
        };
        let field = Edit::EntryField {
            entry: anchor("数字治理"),
            field: "date".into(),
            decision: None,
            stamp: stamp.clone(),
        };
        let one = with(&[
            mention("5月底", Verdict::Accepted),
            issuer("科技司"),
            tags,
            field,
            erratum("教育部", "教育厅"),
            erratum("企业", "机构"),
        ]);
        let other = with(&[
            mention("5月底", Verdict::Corrected),
            mention("教育部", Verdict::Added),
            issuer("教育部"),
            erratum("教育部", "教育局"),
            note,
            status(&entry, Status::Reviewed),
            status(&Target::Document, Status::InReview),
        ]);
        for (from, to) in [
            (&one, &other),
            (&other, &one),
            (&one, &Annotation::default()),
        ] {
            let mut from = from.clone();
            for edit in difference(&from, to) {
                from.apply(&edit);
            }
            assert_eq!(&from, to);
            assert_eq!(difference(&from, to), []);
        }
        assert_eq!(difference(&one, &other).len(), 9);
    }
}
