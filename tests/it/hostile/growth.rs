//! No input takes quadratic time. What is here is so long that it would take minutes if it did, and takes a moment because it does not.

use piyue::annotation::sidecar::{self, SourceNote};
use piyue::annotation::{Anchor, Annotation, Edit, MentionDecision, Verdict};
use piyue::codebook::Codebook;
use piyue::document;
use piyue::extract::{self, MentionType};
use piyue::source::{self, Encoding};
use piyue::text::{Span, Text};

/// Bytes of one piece repeated.
const BYTES: usize = 150_000;

/// What rules look for, in numbers that no bulletin has: marks that open and never close, heads of names, dates, lists, lines.
const PIECES: [&str; 42] = [
    "《",
    "《关于",
    "的通知》",
    "《数据安全法》",
    "“",
    "“”",
    "（",
    "()",
    "（略）",
    "★",
    "★\n",
    "—",
    "，",
    "：",
    "。",
    "、",
    "|",
    " ",
    "\t",
    "\u{200B}",
    "\n",
    " \n",
    "（一）\n",
    "北京：\n",
    "1. 省教育厅召开会议。\n",
    "省",
    "会议",
    "代表座谈会",
    "召开第七届",
    "第七届数字中国建设峰会",
    "印发",
    "教育部、",
    "张三、李四、",
    "5月",
    "2024年",
    "1",
    "一",
    "万",
    "亿元",
    "abc ",
    "教育廳召開會議",
    "省教育厅召开全省教育数字化工作推进会议部署下半年重点任务并交流发言情况。\n",
];

#[test]
fn any_piece_repeated_without_end_is_read_in_a_time_that_grows_with_its_length() {
    let codebook = Codebook::built_in();
    for piece in PIECES {
        let text = Text::new(piece.repeat(BYTES / piece.len()));
        let outline = document::parse(&text);
        let _ = extract::extract(&text, &codebook, &outline);
    }
}

#[test]
fn a_line_of_five_megabytes_is_decoded_in_any_encoding() {
    let line = "省教育厅召开推进会".repeat(5_000_000 / 27);
    for bytes in [
        line.as_bytes().to_vec(),
        encoding_rs::GB18030.encode(&line).0.into_owned(),
        line.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        b"\r".repeat(5_000_000),
        b"\xFF\xE9".repeat(2_500_000),
    ] {
        for encoding in [None, Some(Encoding::Utf8), Some(Encoding::Utf16Le)] {
            let _ = source::read(std::path::Path::new("长.txt"), &bytes, encoding);
        }
    }
}

#[test]
fn a_codebook_of_ten_thousand_terms_is_looked_for_at_once() {
    let terms: Vec<String> = (0..10_000)
        .map(|n| format!("(type: \"org\", text: \"第{n}号办\"),"))
        .collect();
    let terms = terms.concat();
    let codebook = format!("Codebook(version: 1, terms: [{terms} (type: \"org\", text: \"部\")])");
    let codebook = Codebook::from_ron(&codebook).expect("a codebook");
    let text = Text::new("省教育厅、第77号办、部、".repeat(6_000));
    let outline = document::parse(&text);
    let extraction = extract::extract(&text, &codebook, &outline);
    let of_terms = extraction.mentions.iter();
    let of_terms = of_terms.filter(|mention| mention.rule == "codebook.term");
    assert_eq!(of_terms.count(), 12_000);
}

/// A decision on each of many places.
fn decided(n: u32) -> (Text, Annotation) {
    let text = Text::new("部、".repeat(n as usize));
    let mut annotation = Annotation::default();
    for at in 0..n {
        let anchor = Anchor::of(Span::new(at * 6, at * 6 + 3), &text);
        let decision = MentionDecision {
            verdict: Verdict::Added,
            kind: MentionType::Org,
            anchor: anchor.clone(),
            value: None,
            was: None,
            by: None,
            at: String::new(),
        };
        annotation.apply(&Edit::Mention {
            kind: MentionType::Org,
            anchor,
            decision: Some(decision),
        });
    }
    (text, annotation)
}

#[test]
fn forty_thousand_decisions_on_one_document_are_made_written_and_read() {
    const N: u32 = 40_000;
    let (text, annotation) = decided(N);
    let note = SourceNote {
        name: "长.txt".into(),
        sha256: "0".into(),
        length: text.n_chars(),
        encoding: Encoding::Utf8,
        converter: None,
    };
    let ron = sidecar::write(&annotation, &text, note).expect("places hold");
    for sha256 in ["0", "of another text"] {
        let (read, _) = sidecar::read(&ron, &text, sha256).expect("reads");
        assert_eq!(read.mentions.len() + read.detached.len(), N as usize);
    }
}
