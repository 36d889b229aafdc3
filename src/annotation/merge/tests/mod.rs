//! Two reviewers on one document: what the examples and the generated decisions share.

mod examples;
mod generated;

use super::super::sidecar::{self, SourceNote};
use super::super::{
    EntryDecision, Erratum, FieldDecision, MentionDecision, OutlineAspect, OutlineDecision,
    OutlineOp, Verdict, outline_anchor,
};
use super::*;
use crate::document::{DocumentField, NodeKind};
use crate::extract::MentionType;
use crate::source::Encoding;
use crate::text::{Span, Text};

const TEXT: &str =
    "数字治理 截至5月底,备案1276家企业。\n人员培训 5月20日,举办培训班,参训2000余人。\n";
const MENTIONS: [(MentionType, &str); 3] = [
    (MentionType::Date, "5月底"),
    (MentionType::Metric, "1276家"),
    (MentionType::Date, "5月20日"),
];
const ENTRIES: [&str; 2] = ["数字治理", "人员培训"];

fn text() -> Text {
    Text::new(TEXT.into())
}

fn anchor(quote: &str) -> Anchor {
    let text = text();
    let at = TEXT.find(quote).expect("in the text");
    Anchor::of(Span::from_usize(at, at + quote.len()), &text)
}

fn stamp(by: &str, minute: usize) -> Stamp {
    Stamp {
        by: Some(by.into()),
        at: format!(
            "2026-11-21T{:02}:{:02}:00+08:00",
            8 + minute / 60,
            minute % 60
        ),
    }
}

/// Applies an edit as a program does: the log has it.
fn decide(annotation: &mut Annotation, edit: Edit, stamp: &Stamp) {
    let settled = annotation.settling(std::slice::from_ref(&edit));
    for edit in std::iter::once(edit).chain(settled) {
        annotation.apply(&edit);
        annotation.record_in_log(edit, stamp);
    }
}

fn mention(at: usize, verdict: Option<Verdict>, value: &str, stamp: &Stamp) -> Edit {
    let (kind, quote) = &MENTIONS[at];
    Edit::Mention {
        kind: kind.clone(),
        anchor: anchor(quote),
        decision: verdict.map(|verdict| MentionDecision {
            verdict,
            kind: kind.clone(),
            anchor: anchor(quote),
            value: Some(value.into()),
            was: None,
            by: stamp.by.clone(),
            at: stamp.at.clone(),
        }),
    }
}

fn note(entry: usize, note: &str, stamp: &Stamp) -> Edit {
    Edit::Note {
        target: Target::Entry(anchor(ENTRIES[entry])),
        note: Some(note.into()),
        stamp: stamp.clone(),
    }
}

fn tags(entry: usize, tags: &[&str], stamp: &Stamp) -> Edit {
    Edit::Tags {
        target: Target::Entry(anchor(ENTRIES[entry])),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        stamp: stamp.clone(),
    }
}

fn status(entry: usize, status: Status, stamp: &Stamp) -> Edit {
    Edit::Status {
        target: Target::Entry(anchor(ENTRIES[entry])),
        status,
        stamp: stamp.clone(),
    }
}

/// An answer to one of four questions about the tree; none where the value is 0.
fn outline(question: usize, value: usize, stamp: &Stamp) -> Edit {
    let anchor = outline_anchor(&text(), anchor(ENTRIES[question % 2]).start).expect("words");
    let (aspect, op) = if question < 2 {
        let kinds = [NodeKind::Entry, NodeKind::Section];
        let op = match value {
            3 => OutlineOp::Join,
            value => OutlineOp::Kind(kinds[value % 2]),
        };
        (OutlineAspect::Begin, op)
    } else {
        let lead = Some(Anchor::of(anchor.span(), &text())).filter(|_| value > 1);
        (OutlineAspect::Lead, OutlineOp::Lead(lead))
    };
    let decision = OutlineDecision {
        op,
        anchor: anchor.clone(),
        by: stamp.by.clone(),
        at: stamp.at.clone(),
    };
    Edit::Outline {
        aspect,
        anchor,
        decision: (value > 0).then_some(decision),
    }
}

fn source() -> SourceNote {
    SourceNote {
        name: "通报.txt".into(),
        sha256: "00".into(),
        length: text().n_chars(),
        encoding: Encoding::Utf8,
        converter: None,
    }
}

/// Two annotations that began as one.
fn apart(
    ours: impl FnOnce(&mut Annotation),
    theirs: impl FnOnce(&mut Annotation),
) -> (Annotation, Annotation, Annotation) {
    let mut base = Annotation::default();
    let at = stamp("张", 0);
    decide(
        &mut base,
        mention(0, Some(Verdict::Accepted), "2024-05-31", &at),
        &at,
    );
    decide(&mut base, tags(0, &["重要"], &at), &at);
    let (mut one, mut other) = (base.clone(), base.clone());
    ours(&mut one);
    theirs(&mut other);
    (base, one, other)
}

/// With the common state known, and with the logs alone.
fn both_ways(base: &Annotation, ours: &Annotation, theirs: &Annotation) -> Annotation {
    let merged = merge(Some(base), ours, theirs);
    assert_eq!(
        merged,
        merge(Some(base), theirs, ours),
        "sides can change places"
    );
    assert_eq!(merged, merge(None, ours, theirs), "the logs say it too");
    merged
}
