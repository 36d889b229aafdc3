//! What must hold for any input: nothing panics, nothing is lost, everything can be taken back.

use std::path::Path;
use std::sync::Arc;

use piyue::annotation::sidecar::{self, SourceNote};
use piyue::annotation::{Anchor, Annotation, Edit, Stamp, Status};
use piyue::codebook::Codebook;
use piyue::document::{self, DocumentField, NodeId, NodeKind, Outline};
use piyue::extract::{self, EntryField, MentionType};
use piyue::record::decision::{Decision, edits_of};
use piyue::record::shaping::Reshaping;
use piyue::record::{Record, tree_in_force};
use piyue::source::{self, Encoding};
use piyue::text::{Span, Text};
use proptest::prelude::*;

use super::hostile::bodies::{check_mentions, check_outline};

/// Pieces that bulletins are made of, and that break them.
const PIECES: [&str; 56] = [
    "★",
    "■",
    "一、",
    "二、",
    "四、",
    "（一）",
    "(二)",
    "1. ",
    "2．",
    "3、",
    "①",
    "第一章 ",
    "第二条 ",
    "5月",
    "5月24—25日",
    "2024年",
    "二〇二四年五月",
    "2月30日",
    "1月\n",
    "北京 ",
    "广西：",
    "省教育厅",
    "教育部",
    "中央网信办等四部门",
    "教育部部长怀进鹏",
    "《",
    "》",
    "《关于",
    "的通知》",
    "“",
    "”",
    "印发",
    "召开",
    "第七届数字中国建设峰会",
    "1276家",
    "405.40亿次",
    "80%",
    "2000余名",
    "。",
    "，",
    "；",
    "：",
    "\n",
    "\n\n",
    "\u{3000}\u{3000}",
    " ",
    "\t",
    "（略）",
    "【摘要】",
    "来源：某网 责任编辑：某某",
    "版权与免责声明：",
    "首页 > 新闻 > 正文",
    "App",
    "😀",
    "\u{200B}",
    "各地工作动态\n",
];

fn bulletin() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        2 => "[一-龥]{1,14}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_can_be_decoded_parsed_and_extracted(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for encoding in [None, Some(Encoding::Utf8), Some(Encoding::Gb18030), Some(Encoding::Utf16Le), Some(Encoding::Big5)] {
            if let Ok(source) = source::read(Path::new("a.txt"), &bytes, encoding) {
                let outline = document::parse(&source.text);
                check_outline(&source.text, &outline);
                let extraction = extract::extract(&source.text, &Codebook::built_in(), &outline);
                check_mentions(&source.text, &outline, &extraction);
            }
        }
    }

    #[test]
    fn every_line_of_any_bulletin_is_in_one_node_and_every_mention_is_its_quote(text in bulletin()) {
        let text = Text::new(text);
        let outline = document::parse(&text);
        check_outline(&text, &outline);
        let extraction = extract::extract(&text, &Codebook::built_in(), &outline);
        check_mentions(&text, &outline, &extraction);
        prop_assert_eq!(&extraction, &extract::extract(&text, &Codebook::built_in(), &outline), "the same input gives the same output");
    }

    #[test]
    fn whatever_is_decided_can_be_taken_back_and_reads_back(
        text in bulletin(),
        choices in prop::collection::vec((any::<u8>(), any::<u16>(), any::<u16>(), "[一-龥\"\\\\\n()]{0,6}"), 1..24),
    ) {
        let text = Text::new(text);
        let mut outline = Arc::new(document::parse(&text));
        let mut extraction = extract::extract(&text, &Codebook::built_in(), &outline);
        let stamp = Stamp { by: Some("李\"\\".into()), at: "2026-11-21T20:34:00+08:00".into() };
        let mut annotation = Annotation::default();
        let mut inverses: Vec<(Annotation, Edit)> = Vec::new();
        for (what, a, b, words) in choices {
            let record = Record::new(&text, &outline, &extraction, &annotation);
            let Some(decision) = decision(what, a, b, words, &text, &outline, &record) else { continue };
            let Ok(edits) = edits_of(decision, &text, &outline, &record, &stamp) else { continue };
            for edit in edits {
                let before = annotation.clone();
                let inverse = annotation.apply(&edit);
                let mut back = annotation.clone();
                let again = back.apply(&inverse);
                prop_assert_eq!(&back, &before, "apply and inverse are the identity");
                back.apply(&again);
                prop_assert_eq!(&back, &annotation, "and the inverse of the inverse does it again");
                inverses.push((before, inverse));
            }
            if annotation.outline != record.outline {
                outline = tree_in_force(&text, &outline, &annotation);
                check_outline(&text, &outline);
                extraction = extract::extract(&text, &Codebook::built_in(), &outline);
                check_mentions(&text, &outline, &extraction);
            }
            let note = SourceNote { name: "a.txt".into(), sha256: "0".into(), length: text.n_chars(), encoding: Encoding::Utf8, converter: None };
            let ron = sidecar::write(&annotation, &text, note.clone()).expect("quotes hold");
            let (read, read_note) = sidecar::read(&ron, &text, "0").expect("reads back");
            prop_assert_eq!((&read, &read_note), (&annotation, &note), "sidecar → RON → sidecar is the identity");
        }
        let parsed = document::parse(&text);
        for (before, inverse) in inverses.into_iter().rev() {
            annotation.apply(&inverse);
            prop_assert_eq!(&annotation, &before);
        }
        prop_assert_eq!(&*tree_in_force(&text, &outline, &annotation), &parsed, "the tree is as it was parsed");
    }
}

/// A decision of any kind from some numbers; none where the document has nothing to decide on.
fn decision(
    what: u8,
    a: u16,
    b: u16,
    words: String,
    text: &Text,
    outline: &Outline,
    record: &Record,
) -> Option<Decision> {
    let pick = |n: usize, of: usize| (of > 0).then(|| n % of);
    let entries: Vec<NodeId> = outline.entries().map(|(id, _)| id).collect();
    let entry = pick(a.into(), entries.len()).map(|at| entries[at]);
    let mention = pick(a.into(), record.mentions.len()).map(|at| &record.mentions[at]);
    let span = span_of(text, a, b);
    let kind = MentionType::BUILT_IN[usize::from(b) % 7].clone();
    let node = pick(a.into(), outline.nodes.len());
    let node = node.map(|at| NodeId(u32::try_from(at).expect("few")));
    Some(match what % 18 {
        0 => Decision::Accept {
            kind: mention?.kind.clone(),
            span: mention?.span,
        },
        1 => Decision::Reject {
            kind: mention?.kind.clone(),
            span: mention?.span,
        },
        2 => Decision::PutBack {
            kind: mention?.kind.clone(),
            span: mention?.span,
        },
        3 => Decision::Correct {
            kind: mention?.kind.clone(),
            span: mention?.span,
            new_kind: None,
            new_span: Some(span?),
            value: None,
        },
        4 => Decision::Correct {
            kind: mention?.kind.clone(),
            span: mention?.span,
            new_kind: Some(kind),
            new_span: None,
            value: Some(words),
        },
        5 | 6 => Decision::Add {
            kind: if b.is_multiple_of(2) {
                MentionType::Org
            } else {
                kind
            },
            span: span?,
            value: words,
        },
        7 => Decision::Tag {
            entry,
            tag: words,
            on: !b.is_multiple_of(3),
        },
        8 => Decision::Note { entry, note: words },
        9 => Decision::SetStatus {
            entry,
            status: Status::ALL[usize::from(b) % 3],
        },
        10 => Decision::SetDocumentField {
            field: DocumentField::ALL[usize::from(b) % 6],
            value: Some(words),
        },
        11 => Decision::Reshape(Reshaping::Kind {
            span: span?,
            kind: NodeKind::ALL[usize::from(b) % 7],
        }),
        12 => Decision::Reshape(Reshaping::Kind {
            span: outline.own_span(node?, text),
            kind: NodeKind::ALL[usize::from(b) % 7],
        }),
        13 => Decision::Reshape(Reshaping::Depth {
            node: node?,
            depth: u8::try_from(b % 4).expect("small"),
        }),
        14 => Decision::Reshape(match b % 3 {
            0 => Reshaping::Split { at: span?.start },
            1 => Reshaping::Join { node: node? },
            _ => Reshaping::PutBack { node: node? },
        }),
        15 => {
            let own = outline.own_span(node?, text);
            let end = (own.start + u32::from(b % 40)).min(own.end);
            let lead = Span::new(own.start, end);
            Decision::Reshape(Reshaping::Lead {
                node: node?,
                lead: text.get(lead).map(|_| text.trim(lead)),
            })
        }
        _ => Decision::SetEntryField {
            entry: entry?,
            field: EntryField::ALL[usize::from(b) % 3],
            value: Some(words),
        },
    })
}

/// Some span on character boundaries.
fn span_of(text: &Text, a: u16, b: u16) -> Option<Span> {
    let n = text.n_chars();
    (n > 0).then_some(())?;
    let start = u32::from(a) % n;
    text.span_from_chars(start, (start + 1 + u32::from(b) % 8).min(n))
}

#[test]
fn an_entry_without_lead_is_anchored_by_its_first_characters() {
    let text = Text::new("二、工作进展\n1. 省教育厅召开全省教育数字化工作推进会议,部署下半年重点任务,各市州教育局负责同志参加会议并交流发言。\n2. 另一条。\n".into());
    let outline = document::parse(&text);
    let (id, node) = outline.entries().next().expect("an entry");
    assert_eq!(node.kind, NodeKind::Entry);
    let anchor: Anchor = piyue::record::entry_anchor(&text, &outline, id);
    assert!(anchor.quote.chars().count() <= 40);
    assert!(text.get(anchor.span()) == Some(&anchor.quote));
}
