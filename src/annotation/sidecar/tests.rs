//! What a sidecar keeps, what it refuses, and how both read.

use super::super::{
    Edit, OutlineAspect, OutlineOp, Stamp, Status, Target, Verdict, Was, outline_anchor,
};
use super::*;
use crate::document::{DocumentField, NodeKind};
use crate::extract::MentionType;
use crate::text::Span;

const TEXT: &str = "★工作进展\n数字治理 截至5月底,备案系统公布了1276家企业。\n";

fn span(text: &Text, quote: &str) -> Span {
    let at = text.as_str().find(quote).expect("in the text");
    Span::from_usize(at, at + quote.len())
}

fn note(text: &Text) -> SourceNote {
    SourceNote {
        name: "通报.txt".into(),
        sha256: "00".into(),
        length: text.n_chars(),
        encoding: Encoding::Utf8,
        converter: None,
    }
}

/// An annotation with a decision of every kind.
fn full(text: &Text) -> Annotation {
    let stamp = Stamp {
        by: Some("李".into()),
        at: "2026-11-21T20:34:00+08:00".into(),
    };
    let entry = Anchor::of(span(text, "数字治理"), text);
    let date = Anchor::of(span(text, "5月底"), text);
    let beginning = outline_anchor(text, entry.start).expect("words");
    let of_tree = |op| OutlineDecision {
        op,
        anchor: beginning.clone(),
        by: stamp.by.clone(),
        at: stamp.at.clone(),
    };
    let mut annotation = Annotation::default();
    let edits = [
        Edit::Mention {
            kind: MentionType::Date,
            anchor: date.clone(),
            decision: Some(MentionDecision {
                verdict: Verdict::Corrected,
                kind: MentionType::Date,
                anchor: Anchor::of(span(text, "截至5月底"), text),
                value: Some("2024-05-31".into()),
                was: Some(Was {
                    kind: None,
                    anchor: Some(date),
                    value: Some("2024-05".into()),
                }),
                by: stamp.by.clone(),
                at: stamp.at.clone(),
            }),
        },
        Edit::DocumentField {
            field: DocumentField::Issuer.into(),
            decision: Some(FieldDecision {
                value: Some("科技司".into()),
                was: None,
                by: stamp.by.clone(),
                at: stamp.at.clone(),
            }),
        },
        Edit::EntryField {
            entry: entry.clone(),
            field: "date".into(),
            decision: Some(FieldDecision {
                value: None,
                was: Some("2024-05".into()),
                by: None,
                at: stamp.at.clone(),
            }),
            stamp: stamp.clone(),
        },
        Edit::Erratum {
            anchor: Anchor::of(span(text, "公布了"), text),
            erratum: Some(Erratum {
                anchor: Anchor::of(span(text, "公布了"), text),
                text: "公示了".into(),
                by: stamp.by.clone(),
                at: stamp.at.clone(),
            }),
        },
        Edit::Tags {
            target: Target::Entry(entry.clone()),
            tags: vec!["重要".into()],
            stamp: stamp.clone(),
        },
        Edit::Note {
            target: Target::Entry(entry.clone()),
            note: Some("与“口径”一致?\n第二行".into()),
            stamp: stamp.clone(),
        },
        Edit::Status {
            target: Target::Entry(entry.clone()),
            status: Status::Reviewed,
            stamp: stamp.clone(),
        },
        Edit::Outline {
            aspect: OutlineAspect::Begin,
            anchor: beginning.clone(),
            decision: Some(of_tree(OutlineOp::Kind(NodeKind::Paragraph))),
        },
        Edit::Outline {
            aspect: OutlineAspect::Lead,
            anchor: beginning.clone(),
            decision: Some(of_tree(OutlineOp::Lead(Some(entry.clone())))),
        },
        Edit::Status {
            target: Target::Document,
            status: Status::InReview,
            stamp: stamp.clone(),
        },
    ];
    for edit in edits {
        annotation.apply(&edit);
        annotation.record_in_log(edit, &stamp);
    }
    annotation
}

#[test]
fn a_sidecar_reads_back_as_it_was_written() {
    let text = Text::new(TEXT.into());
    let annotation = full(&text);
    let ron = write(&annotation, &text, note(&text)).expect("quotes hold");
    assert!(
        ron.contains("start: 13"),
        "positions are code points: {ron}"
    );
    assert_eq!(
        read(&ron, &text, "00").expect("reads back"),
        (annotation, note(&text))
    );
}

#[test]
fn every_edit_of_the_history_can_be_taken_back_one_by_one() {
    let text = Text::new(TEXT.into());
    let target = full(&text);
    let mut annotation = Annotation::default();
    let mut inverses = Vec::new();
    for LogEntry { edit, .. } in &target.log {
        let before = annotation.clone();
        let inverse = annotation.apply(edit);
        let mut back = annotation.clone();
        assert_eq!(
            back.apply(&inverse),
            *edit,
            "the inverse of the inverse is the edit"
        );
        assert_eq!(back, before);
        inverses.push(inverse);
    }
    for inverse in inverses.iter().rev() {
        annotation.apply(inverse);
    }
    assert_eq!(annotation, Annotation::default());
}

#[test]
fn on_another_text_every_place_is_detached_and_nothing_lost() {
    let text = Text::new(TEXT.into());
    let ron = write(&full(&text), &text, note(&text)).expect("quotes hold");
    let other = Text::new(TEXT.replace("5月底", "6月底"));
    let (annotation, _) = read(&ron, &other, "11").expect("reads");
    assert!(annotation.mentions.is_empty() && annotation.entries.is_empty());
    assert!(annotation.errata.is_empty() && annotation.outline.is_empty());
    assert_eq!(annotation.detached.len(), 5);
    assert_eq!(annotation.detached[0].anchor().quote, "截至5月底");
    let again = write(&annotation, &other, note(&other)).expect("detached places are not checked");
    assert_eq!(
        read(&again, &other, "11").expect("reads").0.detached,
        annotation.detached
    );
    let (back, _) = read(&again, &text, "00").expect("reads");
    assert!(
        back.detached.is_empty(),
        "in the source they were made on they take their places again"
    );
    assert_eq!((back.mentions.len(), back.entries.len()), (1, 1));
    assert_eq!(back.errata.len(), 1);
    assert_eq!(back.outline.len(), 2);
}

#[test]
fn a_place_that_is_not_its_quote_is_never_written() {
    let text = Text::new(TEXT.into());
    let other = Text::new(TEXT.replace("截至", "到"));
    assert!(write(&full(&text), &other, note(&other)).is_err());
}

#[test]
fn what_is_wrong_with_a_file_is_named_with_line_and_column() {
    let text = Text::new(TEXT.into());
    let error = |ron: &str| read(ron, &text, "00").expect_err("no sidecar");
    assert!(matches!(
        error("Sidecar(\n  version: 1,\n  sorce: 3)"),
        SidecarError::Syntax { line: 3, .. }
    ));
    assert!(matches!(
        error("<<<<<<< HEAD"),
        SidecarError::Syntax { line: 1, .. }
    ));
    assert_eq!(
        error("Sidecar(version: 2, chapters: [])"),
        SidecarError::Newer(2)
    );
}
