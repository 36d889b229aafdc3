//! A small document with every kind of line and mark, for the pane's tests.

use std::sync::Arc;

use super::rows::Page;
use crate::annotation::{Anchor, Annotation, MentionDecision, Verdict, Was};
use crate::codebook::Codebook;
use crate::document::{Node, NodeId, NodeKind, Outline};
use crate::extract::{Attributes, Extraction, Mention, MentionType};
use crate::record::Record;
use crate::session::Selection;
use crate::text::{Span, Text};

pub const SOURCE: &str = "\u{3000}\u{3000}2024年5月教育信息化工作月报\n\n\
时间:2024年06月30日 15:00 来源: 科技与信息化司\n\n\
\u{3000}\u{3000}★教育信息化重点工作进展\n\n\
\u{3000}\u{3000}教育数字化治理 截至5月底,备案系统通过并公布了1276家企业的3004个App。\n\n\
\u{3000}\u{3000}教育信息化宣传 中国教育报编发4期信息化专刊,共刊发《智能技术如何\n推进教育变革》等9篇文章。\n\n\
\u{3000}\u{3000}★各地工作动态\n\n\
\u{3000}\u{3000}北京 市教委召开专题研讨会,对人工智能赋能教育未来发展进行研讨。\n\n\
打印 关闭\n";

pub struct Document {
    pub text: Arc<Text>,
    pub outline: Arc<Outline>,
    pub record: Arc<Record>,
    pub annotation: Annotation,
    pub codebook: Codebook,
}

impl Document {
    pub fn page<'a>(&'a self, selection: &'a Selection) -> Page<'a> {
        Page {
            text: &self.text,
            outline: &self.outline,
            record: &self.record,
            selection,
            codebook: &self.codebook,
            annotation: &self.annotation,
            pointed: None,
            hits: &[],
            is_editable: true,
        }
    }
}

pub fn offset_of(text: &Text, words: &str) -> u32 {
    u32::try_from(text.as_str().find(words).expect("the words are there")).expect("a small text")
}

pub fn span_of(text: &Text, words: &str) -> Span {
    let start = offset_of(text, words);
    Span::new(
        start,
        start + u32::try_from(words.len()).expect("a small text"),
    )
}

pub fn node(kind: NodeKind, parent: Option<u32>, span: Span, heading: Option<Span>) -> Node {
    Node {
        kind,
        parent: parent.map(NodeId),
        span,
        heading,
        body_start: heading.map_or(span.start, |heading| heading.end),
        level: u8::from(kind == NodeKind::Section),
        region: None,
        redacted: false,
    }
}

pub fn outline(nodes: Vec<Node>) -> Outline {
    Outline {
        nodes,
        ..Outline::default()
    }
}

fn tree(text: &Text) -> Outline {
    let at = |words: &str| span_of(text, words);
    let from_to = |from: &str, to: &str| Span::new(at(from).start, at(to).end);
    outline(vec![
        node(
            NodeKind::Title,
            None,
            at("2024年5月教育信息化工作月报"),
            None,
        ),
        node(
            NodeKind::Byline,
            None,
            from_to("时间:", "科技与信息化司"),
            None,
        ),
        node(
            NodeKind::Section,
            None,
            from_to("★教育信息化重点", "9篇文章。"),
            Some(at("教育信息化重点工作进展")),
        ),
        node(
            NodeKind::Entry,
            Some(2),
            from_to("教育数字化治理", "3004个App。"),
            Some(at("教育数字化治理")),
        ),
        node(
            NodeKind::Entry,
            Some(2),
            from_to("教育信息化宣传", "9篇文章。"),
            Some(at("教育信息化宣传")),
        ),
        node(
            NodeKind::Section,
            None,
            from_to("★各地", "进行研讨。"),
            Some(at("各地工作动态")),
        ),
        node(
            NodeKind::Entry,
            Some(5),
            from_to("北京", "进行研讨。"),
            Some(at("北京")),
        ),
        node(NodeKind::Boilerplate, None, at("打印 关闭"), None),
    ])
}

/// The document with undecided, accepted, corrected and rejected mentions, one of them over a line break.
pub fn document() -> Document {
    let text = Text::new(SOURCE.to_owned());
    let at = |words: &str| span_of(&text, words);
    let outline = tree(&text);
    let mention = |node: u32, kind: MentionType, words: &str, value: &str| Mention {
        node: NodeId(node),
        kind,
        span: at(words),
        value: value.to_owned(),
        attributes: Attributes::new(),
        rule: "sample.rule",
    };
    let mentions = vec![
        mention(3, MentionType::Date, "5月底", "2024-05"),
        mention(3, MentionType::Metric, "1276家", "1276 家"),
        mention(3, MentionType::Metric, "3004个", "3004 个"),
        mention(4, MentionType::Org, "中国教育报", "中国教育报"),
        mention(4, MentionType::Metric, "4期", "4 期"),
        mention(
            4,
            MentionType::Doc,
            "《智能技术如何\n推进教育变革》",
            "智能技术如何推进教育变革",
        ),
        mention(4, MentionType::Metric, "9篇", "9 篇"),
        mention(6, MentionType::Org, "市教委", "北京市教育委员会"),
    ];
    let decide =
        |verdict: Verdict, kind: MentionType, words: &str, value: Option<&str>| MentionDecision {
            verdict,
            kind,
            anchor: Anchor::of(at(words), &text),
            value: value.map(str::to_owned),
            was: value.map(|_| Was {
                value: Some("2024-05".to_owned()),
                ..Was::default()
            }),
            by: Some("李".to_owned()),
            at: "2026-11-21T20:34:00+08:00".to_owned(),
        };
    let annotation = Annotation {
        mentions: vec![
            decide(
                Verdict::Corrected,
                MentionType::Date,
                "5月底",
                Some("2024-05-31"),
            ),
            decide(Verdict::Rejected, MentionType::Metric, "9篇", None),
            decide(Verdict::Accepted, MentionType::Org, "市教委", None),
        ],
        ..Annotation::default()
    };
    let extraction = Extraction {
        mentions,
        ..Extraction::default()
    };
    let record = Record::new(&text, &outline, &extraction, &annotation);
    Document {
        text: Arc::new(text),
        outline: Arc::new(outline),
        record: Arc::new(record),
        annotation,
        codebook: Codebook::built_in(),
    }
}
