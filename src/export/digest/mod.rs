//! A digest as offices write it: title, period, section by section, each statement with its source in a footnote.
//!
//! In: documents. Out: for each its title, what it reports on, and its entries and paragraphs under their sections, as [`Part`]s; the pages
//! ([`docx`], [`html`], [`markdown`]) put them into a form. Sections in which nothing was asked for are left out, and so is what was left out
//! in the source (（略）) or put there by a website. Words are the source's own; hard line breaks inside a sentence are joined.

mod docx;
mod html;
mod markdown;

use std::borrow::Cow;

pub(super) use self::docx::Docx;
pub(super) use self::html::Html;
pub(super) use self::markdown::{Markdown, plain};
use super::facts::section_path;
use super::{ExportError, ExportedDocument, Exporter, Layout, Notice, words};
use crate::annotation::Status;
use crate::document::{DocumentField, Node, NodeId, NodeKind};
use crate::i18n::Language;
use crate::text::{is_cjk, is_space};

/// A part of a digest, in the order of the page.
pub(super) enum Part<'a> {
    /// Of a document.
    Title(&'a str),
    /// What it reports on and who issued it, in words.
    About(String),
    /// Level from 1.
    Heading {
        level: u8,
        words: Cow<'a, str>,
    },
    Statement(Statement<'a>),
    /// The document is at its end.
    End,
}

/// What is stated, and where it comes from.
pub(super) struct Statement<'a> {
    pub(super) lead: Option<Cow<'a, str>>,
    /// At least one.
    pub(super) paragraphs: Vec<String>,
    /// Tags and note, in words; empty where there are none.
    pub(super) remark: String,
    /// For the footnote.
    pub(super) source: String,
}

/// A form of a digest.
pub(super) trait Pages {
    /// Writes what stands before the first document.
    fn begin(&mut self, title: &str) -> Result<(), ExportError>;
    fn part(&mut self, part: &Part<'_>) -> Result<(), ExportError>;
    /// Writes what stands after the last document.
    fn end(self) -> Result<(), ExportError>;
}

/// Writes a digest in one form.
pub(super) struct Digest<P> {
    pages: P,
    language: Language,
    is_begun: bool,
}

impl<P: Pages> Digest<P> {
    pub(super) const fn new(pages: P, layout: Layout<'_>) -> Self {
        Self {
            pages,
            language: layout.language,
            is_begun: false,
        }
    }

    fn begin(&mut self) -> Result<(), ExportError> {
        if std::mem::replace(&mut self.is_begun, true) {
            return Ok(());
        }
        self.pages.begin(&self.language.t("digest-title"))
    }
}

impl<P: Pages> Exporter for Digest<P> {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        self.begin()?;
        let title = document.value(document.record.field(DocumentField::Title));
        let title = title.as_deref().unwrap_or(document.path);
        self.pages.part(&Part::Title(title))?;
        let about = about(document, self.language);
        if !about.is_empty() {
            self.pages.part(&Part::About(about))?;
        }
        let mut shown = Vec::new();
        for (id, node) in document.outline.iter() {
            if !is_statement(document, id, node) {
                continue;
            }
            for section in sections_above(document, id) {
                if !shown.contains(&section) {
                    shown.push(section);
                    let node = document.outline.node(section);
                    let words = document.heading(node).unwrap_or_default();
                    let level = node.level.max(1);
                    self.pages.part(&Part::Heading { level, words })?;
                }
            }
            let statement = statement(document, id, node, self.language)?;
            self.pages.part(&Part::Statement(statement))?;
        }
        self.pages.part(&Part::End)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        self.begin()?;
        self.pages.end()?;
        Ok(Vec::new())
    }
}

fn is_statement(document: &ExportedDocument<'_>, id: NodeId, node: &Node) -> bool {
    let is_text = matches!(
        node.kind,
        NodeKind::Entry | NodeKind::Paragraph | NodeKind::Summary
    );
    is_text
        && !node.redacted
        && document.scope.holds(Some(id))
        && !document.text.trim(node.body()).is_empty()
}

/// The sections that a node stands in, the outermost first.
fn sections_above(document: &ExportedDocument<'_>, id: NodeId) -> Vec<NodeId> {
    let mut above = Vec::new();
    let mut at = document.outline.node(id).parent;
    while let Some(parent) = at {
        let node = document.outline.node(parent);
        if node.kind == NodeKind::Section && node.heading.is_some() {
            above.push(parent);
        }
        at = node.parent;
    }
    above.reverse();
    above
}

fn about(document: &ExportedDocument<'_>, language: Language) -> String {
    let fields = [DocumentField::Period, DocumentField::Issuer];
    let of_fields = fields.into_iter().filter_map(|field| {
        let value = document.value(document.record.field(field))?;
        let name = words::field(field.name(), language);
        let arguments = [("name", name.into()), ("value", value.into_owned().into())];
        Some(language.with("digest-about", &arguments))
    });
    of_fields
        .collect::<Vec<_>>()
        .join(&language.t("digest-about-separator"))
}

fn statement<'a>(
    document: &ExportedDocument<'a>,
    id: NodeId,
    node: &Node,
    language: Language,
) -> Result<Statement<'a>, ExportError> {
    Ok(Statement {
        lead: document.heading(node),
        paragraphs: paragraphs(&document.words(node.body())),
        remark: remark(document, id, language),
        source: source(document, id, node, language)?,
    })
}

fn remark(document: &ExportedDocument<'_>, id: NodeId, language: Language) -> String {
    let decided = document.record.node(id);
    let named = |name: &str, value: String| {
        let arguments = [("name", language.t(name)), ("value", value.into())];
        language.with(
            "digest-about",
            &arguments.map(|(name, value)| (name, value.into_owned().into())),
        )
    };
    let tags = (!decided.tags.is_empty()).then(|| {
        named(
            "form-tags",
            decided.tags.join(&language.t("export-list-separator")),
        )
    });
    let note = decided.note.clone().map(|note| named("form-note", note));
    let remarks = tags.into_iter().chain(note);
    remarks
        .collect::<Vec<_>>()
        .join(&language.t("digest-about-separator"))
}

fn source(
    document: &ExportedDocument<'_>,
    id: NodeId,
    node: &Node,
    language: Language,
) -> Result<String, ExportError> {
    let place = document.place(node.span)?;
    let decided = document.record.node(id);
    let path = section_path(document, Some(id));
    let message = if path.is_empty() {
        "digest-source"
    } else {
        "digest-source-under"
    };
    let arguments = [
        ("file", document.path.into()),
        ("path", path.into()),
        ("start", place.start.to_string().into()),
        ("end", place.end.to_string().into()),
    ];
    let mut source = language.with(message, &arguments);
    if decided.status == Status::Reviewed {
        source += &match &decided.by {
            Some(by) => language.with("digest-reviewed-by", &[("by", by.as_str().into())]),
            None => language.t("digest-reviewed").into_owned(),
        };
    }
    Ok(source)
}

/// Running text, a paragraph each; at least one where it is not blank.
fn paragraphs(words: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in words.lines() {
        let line = line.trim_matches(is_space);
        match paragraphs.last_mut() {
            _ if line.is_empty() => {}
            Some(last) if !ends_sentence(last) => {
                let is_western =
                    |c: Option<char>| c.is_some_and(|c| !is_cjk(c) && c.is_alphanumeric());
                if is_western(last.chars().next_back()) && is_western(line.chars().next()) {
                    last.push(' ');
                }
                last.push_str(line);
            }
            _ => paragraphs.push(line.to_owned()),
        }
    }
    paragraphs
}

/// Whether a line ends where a sentence does, so that the next one is another paragraph.
fn ends_sentence(line: &str) -> bool {
    line.ends_with([
        '。', '！', '？', '；', '：', '!', '?', ';', ':', '…', '”', '）', ')',
    ])
}
