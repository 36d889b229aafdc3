//! Records to other programs' formats: one file a format, behind one small interface.
//!
//! In: documents as [`ExportedDocument`]s, one after the other, in the order of their paths. Out: bytes to an [`Output`], a file or a folder of
//! files. [`exporter`] gives the [`Exporter`] of a [`Format`]; whoever has documents feeds it and ends with [`Exporter::finish`]. Nothing here
//! knows a disk, loads a document or decides which ones are due; [`Filter`] only says what it asks for.
//!
//! Positions leave the program by [`Place`] alone, as code points unless the table says otherwise, and never where the words there are others.
//! Texts are the decoded ones: without byte-order mark, lines ended by LF. Where corrections of the source are asked for, values, leads, headings
//! and the words of tables and digests have them; whole texts and the quotes that positions point to stay those of the source.
//!
//! What the formats carry. *Facts* are file, section path, lead, type, position, quote, value, verdict, reviewer, time, rule, what the machine
//! had said, attributes, and what was filled in of the codebook's fields of the entry. *In force* is everything but what was rejected.
//!
//! | format | is | text | entries | mentions | positions | memory |
//! | --- | --- | --- | --- | --- | --- | --- |
//! | `jsonl` | a file, JSON Schema in `assets/schema` | no | all nodes | all, with all facts | code points | a document |
//! | `csv` | a file | of entries | one table of five | all, with all facts | code points | a document |
//! | `xlsx` | a file | of entries | all tables, corrections of the source too | all, with all facts | code points | a row, the file at the end |
//! | `parquet` | a folder of three tables, by month where asked for | whole | all facts | all, with all facts | code points | 20,000 rows |
//! | `hf` | the same three tables with a card | whole | all facts | all, with all facts | code points | 20,000 rows |
//! | `label-studio` | tasks and labelling configuration | whole | no | machine's as predictions; decided ones in force as annotations, with all facts | code points | a document |
//! | `doccano` | a file | whole | no | in force, with all facts | code points | a document |
//! | `brat` | text and annotations a document | whole | no | in force, with all facts as notes | code points | a document |
//! | `cas-xmi`, `cas-json` | a file a document, with the type system | whole | with lead, status, tags, note | in force, with all facts | UTF-16 | a document |
//! | `conll` | characters with tags; all facts in a table beside them | what is no white space | no | in force; of overlapping ones the longest, the table has all | lines; code points in the table | a document |
//! | `web-annotation` | a file | quotes | those with tags or notes | in force, with all facts | code points, or UTF-16 where asked for | a document |
//! | `docx`, `html`, `markdown` | a file | of entries in force, section by section | with source, tags and note | no | code points in the source notes | a document; `docx` its notes, packed |

mod brat;
mod cas;
mod codebook_table;
mod column;
mod conll;
mod csv;
mod digest;
mod doccano;
mod docx;
mod errata_column;
mod facts;
mod file_names;
mod filter;
mod format;
mod hugging_face;
mod jsonl;
mod label_studio;
mod labels;
mod log;
mod made_here;
mod own_column;
mod parquet;
mod place;
#[cfg(test)]
mod sample;
mod table;
#[cfg(test)]
mod tests;
mod web_annotation;
mod words;
mod xlsx;
mod xml;

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

pub use codebook_table::{CodebookFormat, write_codebook};
pub use filter::{EntryChoice, Filter, Period, Scope};
pub use format::{Choices, Format, Purpose, Separator, Units};
pub use log::{LogFormat, LogRow, LogWriter, log_rows};
pub use made_here::{MARK_BYTES, is_made_here, may_be_made_here};
pub use place::Place;
pub use table::Table;
pub use words::notice_words;

use self::digest::Digest;
use crate::annotation::Erratum;
use crate::codebook::Codebook;
use crate::document::{Node, NodeId, Outline};
use crate::extract::Extraction;
use crate::i18n::Language;
use crate::record::{self, FieldValue, MentionRecord, Record, amended_value};
use crate::source::{self, Encoding};
use crate::text::{Span, Text, is_space};

/// A document on its way out: everything known about it, borrowed.
#[derive(Debug, Clone, Copy)]
pub struct ExportedDocument<'a> {
    /// Relative to the folder, with `/`.
    pub path: &'a str,
    /// Of the source's bytes, lower-case hexadecimal.
    pub sha256: &'a str,
    pub encoding: Encoding,
    /// What the file is: its converter made the text.
    pub format: source::Format,
    pub text: &'a Text,
    pub outline: &'a Outline,
    pub extraction: &'a Extraction,
    pub record: &'a Record,
    /// Which of its entries were asked for.
    pub scope: &'a Scope,
    /// The corrections of the source that words and values are written with; none where they are written as the source has them. Positions are
    /// always those of the source.
    pub errata: &'a [Erratum],
}

/// Where an export goes.
pub enum Output<'w> {
    File(Box<dyn Write + 'w>),
    Folder(Box<dyn Files + 'w>),
}

/// A folder that files come into.
pub trait Files {
    /// Begins a file. `name` is relative to the folder, with `/`; folders on the way come into being. No name is asked for twice.
    ///
    /// # Errors
    /// Where the disk does not take it.
    fn create(&mut self, name: &str) -> io::Result<Box<dyn Write + Send>>;
}

/// How tables for people are made.
#[derive(Debug, Clone, Copy)]
pub struct Layout<'a> {
    /// Of headings, sheets, verdicts and the like.
    pub language: Language,
    /// Names the types beside the built-in ones.
    pub codebook: &'a Codebook,
    /// Where what does not fit memory is kept until the end; none is where the system keeps such things.
    pub scratch: Option<&'a Path>,
}

/// Something about an export that is well but should be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A text was too long for a cell and stands there cut, in a column of this heading.
    CellCut { path: String, heading: String },
    /// A table was too long for a sheet and goes on in this one.
    SheetContinued { name: String },
    /// Mentions that overlap others are not among the tags of characters.
    Overlapping { path: String, n: usize },
    /// Reviewers decided differently and nobody settled it: what was decided first is exported.
    Conflicts { path: String, n: usize },
    /// Decisions whose place in the source is not certain are not exported.
    Lost { path: String, n: usize },
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// In the operating system's words.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A span that is none of its text: a fault of the program, and nothing may be written then.
    #[error("{path}: bytes {start} to {end} are no words of the text")]
    Place { path: String, start: u32, end: u32 },
    #[error("{0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    #[error("{0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    #[error("{0}")]
    Zip(#[from] zip::result::ZipError),
    /// What a workbook keeps on disk until it is put together could not be written.
    #[error("the temporary files of the workbook could not be written; is the disk full?")]
    Scratch,
}

/// Writes documents in one format.
pub trait Exporter {
    /// Writes the next document.
    ///
    /// # Errors
    /// Where the writer fails or a span is not one of the text; the export is then worth nothing.
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError>;

    /// Writes what comes last and says what should be known.
    ///
    /// # Errors
    /// Where the writer fails.
    fn finish(self: Box<Self>) -> Result<Vec<Notice>, ExportError>;
}

/// The exporter of a format.
///
/// # Errors
/// Where the format cannot begin, and where a format of one file is given a folder or the other way round.
pub fn exporter<'w>(
    format: Format,
    choices: &Choices,
    layout: Layout<'w>,
    output: Output<'w>,
) -> Result<Box<dyn Exporter + 'w>, ExportError> {
    Ok(match format {
        Format::Jsonl => Box::new(jsonl::Jsonl::new(output.file()?)),
        Format::Csv => Box::new(csv::Csv::new(choices.table.clone(), layout, output.file()?)),
        Format::Xlsx => Box::new(xlsx::Xlsx::new(layout, output.file()?)?),
        Format::Parquet => Box::new(parquet::Parquet::new(
            choices.is_partitioned,
            "",
            layout,
            output.folder()?,
        )),
        Format::HuggingFace => Box::new(hugging_face::HuggingFace::new(layout, output.folder()?)),
        Format::LabelStudio => Box::new(label_studio::LabelStudio::new(layout, output.folder()?)?),
        Format::Doccano => Box::new(doccano::Doccano::new(output.file()?)),
        Format::Brat => Box::new(brat::Brat::new(layout, output.folder()?)),
        Format::CasXmi => Box::new(cas::CasXmi::new(output.folder()?)),
        Format::CasJson => Box::new(cas::CasJson::new(output.folder()?)),
        Format::Conll => Box::new(conll::Conll::new(choices.separator, output.folder()?)?),
        Format::WebAnnotation => Box::new(web_annotation::WebAnnotation::new(
            choices.units,
            output.file()?,
        )),
        Format::Docx => Box::new(Digest::new(digest::Docx::new(output.file()?), layout)),
        Format::Html => Box::new(Digest::new(
            digest::Html::new(layout.language, output.file()?),
            layout,
        )),
        Format::Markdown => Box::new(Digest::new(digest::Markdown::new(output.file()?), layout)),
    })
}

impl<'w> Output<'w> {
    fn file(self) -> io::Result<Box<dyn Write + 'w>> {
        match self {
            Self::File(out) => Ok(out),
            Self::Folder(_) => Err(io::ErrorKind::InvalidInput.into()),
        }
    }

    fn folder(self) -> io::Result<Box<dyn Files + 'w>> {
        match self {
            Self::Folder(files) => Ok(files),
            Self::File(_) => Err(io::ErrorKind::InvalidInput.into()),
        }
    }
}

impl std::fmt::Debug for Output<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::File(_) => "File",
            Self::Folder(_) => "Folder",
        })
    }
}

impl Layout<'_> {
    fn heading(&self, column: &column::Column) -> Cow<'static, str> {
        self.language.t(&format!("column-{}", column.id))
    }
}

impl<'a> ExportedDocument<'a> {
    /// The mentions that were asked for, in text order.
    pub(crate) fn mentions(&self) -> impl Iterator<Item = &'a MentionRecord> + use<'a> {
        let scope = self.scope;
        let mentions = self.record.mentions.iter();
        mentions.filter(|mention| scope.holds_mention(mention))
    }

    /// Those of them that count.
    pub(crate) fn mentions_in_force(&self) -> impl Iterator<Item = &'a MentionRecord> + use<'a> {
        self.mentions().filter(|mention| mention.is_in_force())
    }

    /// The corrections of the source in what was asked for, applied or not.
    fn errata_asked_for(&self) -> impl Iterator<Item = &'a Erratum> + use<'a> {
        let Self {
            scope,
            outline,
            record,
            ..
        } = *self;
        let is_asked_for = move |erratum: &&Erratum| {
            scope.is_everything() || scope.holds(outline.node_at(erratum.anchor.span().start))
        };
        record.errata.iter().filter(is_asked_for)
    }

    /// The words of a span as they are to be written. Panics where the span is none of the text.
    fn words(&self, span: Span) -> Cow<'a, str> {
        record::amended(self.text, span, self.errata)
    }

    /// A field's value as it is to be written: with the corrections of the words that the machine read it from.
    fn value(&self, field: &'a FieldValue) -> Option<Cow<'a, str>> {
        let value = field.value.as_deref()?;
        let span = field.machine.as_ref().and_then(|found| found.span);
        Some(match span {
            Some(span) => amended_value(value, span, self.errata),
            None => Cow::Borrowed(value),
        })
    }

    /// A heading or lead as one line, as it is to be written.
    fn heading(&self, node: &Node) -> Option<Cow<'a, str>> {
        if self.errata.is_empty() {
            return node.heading_text(self.text);
        }
        let words = self.words(node.heading?);
        let lines = words.lines().map(|line| line.trim_matches(is_space));
        Some(Cow::Owned(lines.collect()))
    }

    /// The headings above a node from the outermost down, as they are to be written.
    fn section_path(&self, id: NodeId) -> Vec<Cow<'a, str>> {
        let above = |id: &NodeId| self.outline.node(*id).parent;
        let parents = std::iter::successors(above(&id), above);
        let mut path: Vec<_> = parents
            .filter_map(|id| self.heading(self.outline.node(id)))
            .collect();
        path.reverse();
        path
    }
}
