//! A small document with decisions, for the tests of all formats.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use super::{
    Choices, ExportError, ExportedDocument, Files, Format, Layout, Notice, Output, Scope, exporter,
};
use crate::annotation::{
    Anchor, Annotation, Edit, Erratum, MentionDecision, Stamp, Status, Target, Verdict,
};
use crate::codebook::Codebook;
use crate::document::{DocumentField, Found, Node, NodeId, NodeKind, Outline};
use crate::extract::{Attributes, EntryField, Extraction, Mention, MentionType};
use crate::i18n::Language;
use crate::record::{MentionRecord, Record, entry_anchor};
use crate::source::Encoding;
use crate::text::{Span, Text};

const TEXT: &str = "★工作进展\n数字治理 截至5月底,系统公布了1276家企业。\n=北京 印发《管理办法》,启动示范项目,市教委等参加。\n";

/// Everything that an [`ExportedDocument`] borrows.
pub(super) struct Sample {
    pub(super) text: Text,
    pub(super) outline: Outline,
    pub(super) extraction: Extraction,
    pub(super) record: Record,
    pub(super) scope: Scope,
    /// Applied ones.
    pub(super) errata: Vec<Erratum>,
    codebook: Codebook,
}

impl Sample {
    pub(super) fn new() -> Self {
        let text = Text::new(TEXT.to_owned());
        let outline = outline(&text);
        let extraction = extraction(&text);
        let annotation = annotation(&text, &outline);
        let record = Record::new(&text, &outline, &extraction, &annotation);
        let codebook = Codebook::from_ron(
            "Codebook(version: 1, types: [(name: \"project\", label: \"项目\", mark: '项', colour: \"#55702B\")])",
        );
        Self {
            text,
            outline,
            extraction,
            record,
            scope: Scope::default(),
            errata: Vec::new(),
            codebook: codebook.expect("a codebook"),
        }
    }

    /// A text of one paragraph in which nobody found anything.
    pub(super) fn of(text: &str) -> Self {
        let text = Text::new(text.to_owned());
        let outline = Outline {
            nodes: vec![Node {
                kind: NodeKind::Paragraph,
                parent: None,
                span: text.trim(Span::new(0, text.len())),
                heading: None,
                body_start: 0,
                level: 0,
                region: None,
                redacted: false,
            }],
            ..Outline::default()
        };
        Self {
            record: Record::new(
                &text,
                &outline,
                &Extraction::default(),
                &Annotation::default(),
            ),
            text,
            outline,
            extraction: Extraction::default(),
            scope: Scope::default(),
            errata: Vec::new(),
            codebook: Codebook::built_in(),
        }
    }

    /// Adds what a reviewer marked, overlapping whatever is there.
    pub(super) fn mark(&mut self, words: &str, kind: &str) {
        let span = span(&self.text, words);
        let kind = MentionType::from_name(kind);
        self.record.mentions.push(MentionRecord {
            node: self.outline.node_at(span.start),
            kind: kind.clone(),
            span,
            value: words.to_owned(),
            attributes: Attributes::new(),
            rule: None,
            verdict: Some(Verdict::Added),
            by: Some("李".to_owned()),
            at: "2026-11-21T20:34:00+08:00".to_owned(),
            was_value: None,
            origin: (kind, span),
        });
        self.record.mentions.sort_by_key(|mention| mention.span);
    }

    pub(super) fn exported(&self) -> ExportedDocument<'_> {
        ExportedDocument {
            path: "各省/通报.txt",
            sha256: "00",
            encoding: Encoding::Utf8,
            format: crate::source::Format::Text,
            text: &self.text,
            outline: &self.outline,
            extraction: &self.extraction,
            record: &self.record,
            scope: &self.scope,
            errata: &self.errata,
        }
    }

    pub(super) fn layout(&self, language: Language) -> Layout<'_> {
        Layout {
            language,
            codebook: &self.codebook,
            scratch: None,
        }
    }
}

/// A folder in memory, for formats of many files.
#[derive(Clone, Default)]
pub(super) struct Folder(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

struct FileOf {
    name: String,
    folder: Folder,
}

impl Folder {
    /// The names of its files, in order.
    pub(super) fn names(&self) -> Vec<String> {
        self.0.lock().expect("whole").keys().cloned().collect()
    }

    pub(super) fn bytes(&self, name: &str) -> Vec<u8> {
        self.0.lock().expect("whole")[name].clone()
    }

    pub(super) fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).expect("UTF-8")
    }
}

impl Files for Folder {
    fn create(&mut self, name: &str) -> io::Result<Box<dyn Write + Send>> {
        let earlier = (self.0.lock().expect("whole")).insert(name.to_owned(), Vec::new());
        assert_eq!(earlier, None, "{name} is asked for twice");
        Ok(Box::new(FileOf {
            name: name.to_owned(),
            folder: self.clone(),
        }))
    }
}

impl Write for FileOf {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut files = self.folder.0.lock().expect("whole");
        let file = files.get_mut(&self.name).expect("created");
        file.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Samples in a format; a format of one file is the file without a name.
pub(super) fn written(
    samples: &[&Sample],
    format: Format,
    choices: &Choices,
) -> Result<(Folder, Vec<Notice>), ExportError> {
    let mut folder = Folder::default();
    let output = if format.is_folder() {
        Output::Folder(Box::new(folder.clone()))
    } else {
        Output::File(folder.create("")?)
    };
    let layout = samples[0].layout(Language::Chinese);
    let mut exporter = exporter(format, choices, layout, output)?;
    for sample in samples {
        exporter.document(&sample.exported())?;
    }
    let notices = exporter.finish()?;
    Ok((folder, notices))
}

pub(super) fn span(text: &Text, words: &str) -> Span {
    let at = text.as_str().find(words).expect("in the text");
    Span::from_usize(at, at + words.len())
}

fn found(value: &str) -> Found {
    Found {
        value: value.to_owned(),
        span: None,
        rule: "test",
    }
}

fn outline(text: &Text) -> Outline {
    let node = |kind, parent, words: &str, heading: &str, body: &str| Node {
        kind,
        parent,
        span: span(text, words),
        heading: Some(span(text, heading)),
        body_start: span(text, body).start,
        level: u8::from(kind == NodeKind::Section),
        region: (heading == "=北京").then_some("110000"),
        redacted: false,
    };
    let lines: Vec<&str> = TEXT.lines().collect();
    let under = Some(NodeId(0));
    Outline {
        origin: None,
        nodes: vec![
            node(
                NodeKind::Section,
                None,
                TEXT.trim_end(),
                "工作进展",
                "工作进展",
            ),
            node(NodeKind::Entry, under, lines[1], "数字治理", "截至"),
            node(NodeKind::Entry, under, lines[2], "=北京", "印发"),
        ],
        fields: [
            (DocumentField::DocType, found("monthly_bulletin")),
            (DocumentField::Period, found("2024-05-01/2024-05-31")),
        ]
        .into(),
        diagnostics: Vec::new(),
    }
}

fn extraction(text: &Text) -> Extraction {
    let mention =
        |node, kind, words: &str, value: &str, attributes: &[(&'static str, &str)]| Mention {
            node: NodeId(node),
            kind,
            span: span(text, words),
            value: value.to_owned(),
            attributes: attributes.iter().copied().collect(),
            rule: "test",
        };
    let of_doc = [("issuer", "教育部"), ("number", "教科信〔2024〕1号")];
    Extraction {
        mentions: vec![
            mention(1, MentionType::Date, "5月底", "2024-05", &[]),
            mention(
                1,
                MentionType::Metric,
                "1276家",
                "1276 家",
                &[("indicator", "企业数")],
            ),
            mention(2, MentionType::Doc, "《管理办法》", "管理办法", &of_doc),
            mention(2, MentionType::Org, "市教委", "北京市教委", &[]),
        ],
        entry_fields: [((NodeId(2), EntryField::Date), found("2024-05-15"))].into(),
        diagnostics: Vec::new(),
    }
}

/// The date corrected, a project of the codebook added, the body rejected; the first entry reviewed and tagged.
fn annotation(text: &Text, outline: &Outline) -> Annotation {
    let stamp = Stamp {
        by: Some("李".into()),
        at: "2026-11-21T20:34:00+08:00".into(),
    };
    let decide = |verdict, kind: MentionType, words: &str, value: &str| {
        let anchor = Anchor::of(span(text, words), text);
        Edit::Mention {
            kind: kind.clone(),
            anchor: anchor.clone(),
            decision: Some(MentionDecision {
                verdict,
                kind,
                anchor,
                value: Some(value.to_owned()),
                was: None,
                by: stamp.by.clone(),
                at: stamp.at.clone(),
            }),
        }
    };
    let project = MentionType::Custom(Arc::from("project"));
    let entry = Target::Entry(entry_anchor(text, outline, NodeId(1)));
    let edits = [
        decide(Verdict::Corrected, MentionType::Date, "5月底", "2024-05-31"),
        decide(Verdict::Added, project, "示范项目", "示范项目"),
        decide(Verdict::Rejected, MentionType::Org, "市教委", "北京市教委"),
        Edit::Status {
            target: entry.clone(),
            status: Status::Reviewed,
            stamp: stamp.clone(),
        },
        Edit::Tags {
            target: entry,
            tags: vec!["重要".into(), "待核实".into()],
            stamp: stamp.clone(),
        },
    ];
    let mut annotation = Annotation::default();
    for edit in edits {
        annotation.apply(&edit);
    }
    annotation
}
