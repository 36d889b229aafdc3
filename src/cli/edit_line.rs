//! A line of `annotate`: JSON to the decision it states about a document.
//!
//! Strict: a key that is not known, or a quote that is not what stands at its span, is refused rather than guessed at.

use serde::Deserialize;

use crate::annotation::Status;
use crate::codebook::{Codebook, FieldOwner};
use crate::document::{DocumentField, NodeId, NodeKind};
use crate::extract::{EntryField, MentionType};
use crate::record::Record;
use crate::record::decision::{Decision, Refusal};
use crate::record::shaping::Reshaping;
use crate::text::Span;
use crate::workspace::{LoadFailure, LoadedDocument, ReadOnly};

/// What a line says. Positions are code points.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditLine {
    /// Of the document, relative to the folder, with `/`.
    pub path: String,
    op: Op,
    #[serde(rename = "type")]
    kind: Option<String>,
    start: Option<u32>,
    end: Option<u32>,
    quote: Option<String>,
    value: Option<String>,
    new_type: Option<String>,
    new_start: Option<u32>,
    new_end: Option<u32>,
    /// An entry by where it begins; none is the document. Where the tree changes, any node.
    node: Option<u32>,
    /// What the node, or what stands at the positions, becomes.
    #[serde(rename = "kind")]
    node_kind: Option<String>,
    /// How many headings are to stand above the node.
    depth: Option<u8>,
    tag: Option<String>,
    text: Option<String>,
    field: Option<String>,
    status: Option<String>,
    /// Who decided.
    pub by: Option<String>,
}

/// What a line is about, as far as earlier lines can matter to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// Where the mention or the corrected words are, and where the mention is to be.
    Mention {
        places: Vec<(u32, u32)>,
    },
    /// By where the entry begins; none is the document.
    Tags(Option<u32>),
    Note(Option<u32>),
    Field(Option<u32>),
    Status(Option<u32>),
    /// The tree, and with it everything.
    Outline,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Op {
    Accept,
    Correct,
    Reject,
    Add,
    Tag,
    Untag,
    Note,
    Field,
    Status,
    Erratum,
    /// A part begins at the positions' start.
    Split,
    /// The node goes on with the one before.
    Join,
    Kind,
    Depth,
    /// The words at the positions are the lead of the node; without positions it has none.
    Lead,
    /// The node is as the machine had it.
    AsParsed,
}

/// Why a line is not applied.
#[derive(Debug)]
pub enum Problem {
    /// Not an edit: what is wrong with the JSON.
    Json(String),
    /// Not a document of the folder.
    NoDocument(String),
    /// Documents whose names are no UTF-8 and look the same.
    TwoDocuments(String),
    Load(LoadFailure),
    /// Its sidecar cannot be used, so nothing may be decided.
    ReadOnly(ReadOnly),
    /// The operation needs this key.
    Missing(&'static str),
    /// The key has a value that it cannot have.
    Unknown(&'static str, String),
    /// The positions are none of the text.
    Positions,
    /// Something else stands there.
    Quote,
    /// The mention to be accepted has another value.
    OtherValue,
    /// No entry begins there.
    NoEntry(u32),
    /// No part of the tree begins there.
    NoNode(u32),
    Refused(Refusal),
    /// The sidecar could not be written.
    Save(String),
}

impl EditLine {
    /// Reads a line.
    ///
    /// # Errors
    /// Where it is no JSON, or has a key that is not known.
    pub fn parse(line: &str) -> Result<Self, Problem> {
        serde_json::from_str(line).map_err(|error| Problem::Json(error.to_string()))
    }

    /// What it is about, whether or not the document has that.
    pub(super) fn subject(&self) -> Subject {
        match self.op {
            Op::Accept | Op::Reject | Op::Correct | Op::Add | Op::Erratum => {
                let is = (self.start.unwrap_or(0), self.end.unwrap_or(u32::MAX));
                let (start, end) = is;
                let becomes = (self.new_start.unwrap_or(start), self.new_end.unwrap_or(end));
                Subject::Mention {
                    places: vec![is, becomes],
                }
            }
            Op::Tag | Op::Untag => Subject::Tags(self.node),
            Op::Note => Subject::Note(self.node),
            Op::Field => Subject::Field(self.node),
            Op::Status => Subject::Status(self.node),
            Op::Split | Op::Join | Op::Kind | Op::Depth | Op::Lead | Op::AsParsed => {
                Subject::Outline
            }
        }
    }

    /// What it wants decided about the document.
    ///
    /// # Errors
    /// Where it lacks something, or does not fit the document.
    pub fn decision(
        &self,
        document: &LoadedDocument,
        record: &Record,
        codebook: &Codebook,
    ) -> Result<Decision, Problem> {
        Ok(match self.op {
            Op::Accept => {
                let (kind, span) = self.mention(document)?;
                self.check_value(record, &kind, span)?;
                Decision::Accept { kind, span }
            }
            Op::Reject => {
                let (kind, span) = self.mention(document)?;
                Decision::Reject { kind, span }
            }
            Op::Correct => {
                let (kind, span) = self.mention(document)?;
                let new_kind = self.new_type.as_deref();
                let new_kind = new_kind.map(|name| known_type("new_type", name, codebook));
                Decision::Correct {
                    kind,
                    span,
                    new_kind: new_kind.transpose()?,
                    new_span: self.new_span(document, span)?,
                    value: self.value.clone(),
                }
            }
            Op::Add => {
                let (kind, span) = self.mention(document)?;
                Decision::Add {
                    kind: known_type("type", kind.name(), codebook)?,
                    span,
                    value: self.value.clone().ok_or(Problem::Missing("value"))?,
                }
            }
            Op::Tag | Op::Untag => Decision::Tag {
                entry: self.entry(document)?,
                tag: self.tag.clone().ok_or(Problem::Missing("tag"))?,
                on: matches!(self.op, Op::Tag),
            },
            Op::Note => Decision::Note {
                entry: self.entry(document)?,
                note: self.text.clone().ok_or(Problem::Missing("text"))?,
            },
            Op::Status => {
                let name = self.status.as_deref().ok_or(Problem::Missing("status"))?;
                Decision::SetStatus {
                    entry: self.entry(document)?,
                    status: Status::from_name(name)
                        .ok_or_else(|| Problem::Unknown("status", name.to_owned()))?,
                }
            }
            Op::Field => self.field(document, codebook)?,
            // Without words it takes the correction there back.
            Op::Erratum => Decision::Correction {
                span: self.place(document)?,
                words: self.text.clone(),
            },
            Op::Split | Op::Join | Op::Kind | Op::Depth | Op::Lead | Op::AsParsed => {
                Decision::Reshape(self.reshaping(document)?)
            }
        })
    }

    /// What it wants of the tree.
    fn reshaping(&self, document: &LoadedDocument) -> Result<Reshaping, Problem> {
        Ok(match self.op {
            Op::Split => Reshaping::Split {
                at: self.place(document)?.start,
            },
            Op::Join => Reshaping::Join {
                node: self.any_node(document)?,
            },
            Op::Kind => {
                let name = self.node_kind.as_deref().ok_or(Problem::Missing("kind"))?;
                let kind = NodeKind::from_name(name)
                    .ok_or_else(|| Problem::Unknown("kind", name.to_owned()))?;
                let span = if self.node.is_some() {
                    let node = self.any_node(document)?;
                    document.parsed.own_span(node, &document.source.text)
                } else {
                    self.place(document)?
                };
                Reshaping::Kind { span, kind }
            }
            Op::Depth => Reshaping::Depth {
                node: self.any_node(document)?,
                depth: self.depth.ok_or(Problem::Missing("depth"))?,
            },
            Op::Lead => Reshaping::Lead {
                node: self.any_node(document)?,
                lead: match self.start {
                    Some(_) => Some(self.place(document)?),
                    None => None,
                },
            },
            _ => Reshaping::PutBack {
                node: self.any_node(document)?,
            },
        })
    }

    /// The node of any kind that the line is about.
    fn any_node(&self, document: &LoadedDocument) -> Result<NodeId, Problem> {
        let start = self.node.ok_or(Problem::Missing("node"))?;
        let at = document.source.text.byte_of_char(start);
        let mut nodes = document.parsed.iter();
        let node = nodes.find(|(_, node)| Some(node.span.start) == at);
        node.map(|(id, _)| id).ok_or(Problem::NoNode(start))
    }

    /// The mention that the line is about: its type and place, whose words must be the quote.
    fn mention(&self, document: &LoadedDocument) -> Result<(MentionType, Span), Problem> {
        let kind = self.kind.as_deref().ok_or(Problem::Missing("type"))?;
        Ok((MentionType::from_name(kind), self.place(document)?))
    }

    /// The words that the line is about, which must be the quote.
    fn place(&self, document: &LoadedDocument) -> Result<Span, Problem> {
        let start = self.start.ok_or(Problem::Missing("start"))?;
        let end = self.end.ok_or(Problem::Missing("end"))?;
        let quote = self.quote.as_deref().ok_or(Problem::Missing("quote"))?;
        let text = &document.source.text;
        let span = text.span_from_chars(start, end).ok_or(Problem::Positions)?;
        if text.slice(span) != quote {
            return Err(Problem::Quote);
        }
        Ok(span)
    }

    /// Accepting says that the machine was right: about the value that the line names, if it names one.
    fn check_value(&self, record: &Record, kind: &MentionType, span: Span) -> Result<(), Problem> {
        let mut mentions = record.mentions.iter();
        let mention = mentions.find(|mention| mention.kind == *kind && mention.span == span);
        match (mention, &self.value) {
            (Some(mention), Some(value)) if mention.value != *value => Err(Problem::OtherValue),
            _ => Ok(()),
        }
    }

    fn new_span(&self, document: &LoadedDocument, span: Span) -> Result<Option<Span>, Problem> {
        if self.new_start.is_none() && self.new_end.is_none() {
            return Ok(None);
        }
        let text = &document.source.text;
        let (start, end) = text.chars_of_span(span);
        let (start, end) = (self.new_start.unwrap_or(start), self.new_end.unwrap_or(end));
        let new_span = text.span_from_chars(start, end);
        new_span.map(Some).ok_or(Problem::Positions)
    }

    fn entry(&self, document: &LoadedDocument) -> Result<Option<NodeId>, Problem> {
        let Some(start) = self.node else {
            return Ok(None);
        };
        let at = document.source.text.byte_of_char(start);
        let mut entries = document.parsed.entries();
        let entry = entries.find(|(_, node)| Some(node.span.start) == at);
        entry.map(|(id, _)| Some(id)).ok_or(Problem::NoEntry(start))
    }

    fn field(&self, document: &LoadedDocument, codebook: &Codebook) -> Result<Decision, Problem> {
        let name = self.field.as_deref().ok_or(Problem::Missing("field"))?;
        let unknown = || Problem::Unknown("field", name.to_owned());
        let value = self.value.clone();
        let entry = self.entry(document)?;
        let owner = match entry {
            Some(_) => FieldOwner::Entry,
            None => FieldOwner::Document,
        };
        if let Some(field) = codebook.field(owner, name) {
            let field = field.clone();
            return Ok(Decision::SetOwnField {
                entry,
                field,
                value,
            });
        }
        Ok(match entry {
            None => Decision::SetDocumentField {
                field: DocumentField::from_name(name).ok_or_else(unknown)?,
                value,
            },
            Some(entry) => Decision::SetEntryField {
                entry,
                field: EntryField::from_name(name).ok_or_else(unknown)?,
                value,
            },
        })
    }
}

/// A type that mentions may be given: built in, or the codebook's.
fn known_type(key: &'static str, name: &str, codebook: &Codebook) -> Result<MentionType, Problem> {
    let kind = MentionType::from_name(name);
    let is_custom = matches!(kind, MentionType::Custom(_));
    if is_custom && !codebook.types.iter().any(|known| *known.name == *name) {
        return Err(Problem::Unknown(key, name.to_owned()));
    }
    Ok(kind)
}
