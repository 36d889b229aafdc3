//! Annotations that were made elsewhere: files of other programs, and our own JSONL, into decisions. One file a format, behind one small interface.
//!
//! In: the bytes of a file as [`ImportFile`]. Out of [`read`]: [`Contents`], what it says of which documents, in the file's own terms. A [`Shelf`] finds the
//! document that is meant, a [`Ground`] the place in its text, and [`Applying`] makes the [`Edit`](crate::annotation::Edit)s of it. What does not fit
//! is a [`Misfit`] with its place in the file and a [`Reason`]; nothing is guessed, and what people decided before stays unless the reviewer chooses
//! otherwise. Nothing here knows a disk or changes an annotation.
//!
//! A document is found by the hash of its bytes, by its text exactly, by its text without white space (line ends and spaces may differ), then by
//! path or name alone; in the last case each place is found by its words and those around them, and where these stand twice it is not guessed.
//!
//! | format | told by | positions | carries |
//! | --- | --- | --- | --- |
//! | our JSONL | `"schema":"piyue/document@1"` | code points | everything decided: mentions, fields, tags, notes, states, corrections, the tree; with who and when |
//! | Label Studio (JSON, JSON-MIN) | tasks with `data` or labelled spans | code points | spans of `annotations` (not of `predictions`), values as text areas, `choices` as tags of the document |
//! | doccano (JSONL) | lines with `text` and `label`, `labels` or `entities` | code points | spans; classes as tags of the document |
//! | brat (`.ann` beside `.txt`) | its name, lines `T1⇥…` | code points | spans in one piece or broken by line ends |
//! | W3C Web Annotation | `@context` | code points, UTF-16 where the words say so | types and values, tags and notes of entries |
//! | CAS JSON, CAS XMI (`INCEpTION`) | `%FEATURE_STRUCTURES`, `xmi:XMI` | UTF-16 | `piyue.Mention`, `piyue.Entry`, named entities of `DKPro` |
//!
//! What our own exports say of a mention beside its span (verdict, value, who, when) is believed as long as the span is still the one they speak of.
//! A span without them is what a person marked: where the machine has the same it is accepted or corrected, elsewhere added.

mod applying;
mod brat;
mod cas;
mod decisions;
mod doccano;
mod facts;
mod jsonl;
mod label_studio;
mod matching;
mod mentions;
mod placing;
mod plan;
mod reading;
mod reason;
mod report;
mod types;
mod web_annotation;

pub use applying::Applying;
pub use matching::{Known, Shelf};
pub use placing::Ground;
pub use plan::{Counts, OnConflict, Plan};
pub use reason::{At, Kept, Misfit, Reason, reason_words};
pub use report::report_table;
pub use types::{TypeChoice, TypeChoices, known_type};

use crate::annotation::{Status, Verdict};
use crate::document::NodeKind;
use crate::source::Encoding;

/// The largest file that is read, in bytes. Reading it takes several times as much memory.
pub const MAX_BYTES: usize = 128 << 20;

/// A file as it lies on disk.
#[derive(Debug, Clone, Copy)]
pub struct ImportFile<'a> {
    /// As it was named, with `/`; formats of a file a document know by it which document they are about.
    pub name: &'a str,
    pub bytes: &'a [u8],
    /// The bytes of the file with the same name and `.txt`, for formats that keep the text beside.
    pub text: Option<&'a [u8]>,
}

/// A format of annotations.
trait Import: Sync {
    /// Whether this is a file of the format, by its name or beginning.
    fn is_it(&self, file: &ImportFile<'_>) -> bool;

    /// Reads the file.
    ///
    /// # Errors
    /// Where nothing of it can be read. What is wrong with a part of it goes among the misfits.
    fn read(&self, file: &ImportFile<'_>, contents: &mut Contents) -> Result<(), Misfit>;
}

/// In the order in which they are asked.
const FORMATS: [&dyn Import; 7] = [
    &brat::Brat,
    &cas::CasXmi,
    &jsonl::Jsonl,
    &cas::CasJson,
    &web_annotation::WebAnnotation,
    &label_studio::LabelStudio,
    &doccano::Doccano,
];

/// What a file says.
#[derive(Debug, Default)]
pub struct Contents {
    pub documents: Vec<ImportedDocument>,
    /// What of it cannot be understood.
    pub misfits: Vec<Misfit>,
}

/// Which document is meant, as far as the file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentKey {
    /// Or a mere name, with or without its extension.
    pub path: Option<String>,
    /// Of the source's bytes, lower-case hexadecimal.
    pub sha256: Option<String>,
    pub text: Option<String>,
    /// In which the source was read.
    pub encoding: Option<Encoding>,
}

/// What a file says of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedDocument {
    pub at: At,
    pub key: DocumentKey,
    pub items: Vec<Imported>,
}

/// One thing that a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub at: At,
    pub what: What,
    pub signed: Signed,
}

/// Who decided and when, as far as the file says: without it whoever imports, now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signed {
    /// `Some(None)` says that nobody gave a name.
    pub by: Option<Option<String>>,
    pub at: Option<String>,
}

/// What an item is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Mention(ImportedMention),
    /// Tags, note, state and fields of the entry at a place; without a place of the document.
    Entry(Option<Quoted>, ImportedEntry),
    DocumentField {
        name: String,
        value: Option<String>,
        /// What the machine had said where another value holds.
        was: Option<String>,
    },
    /// The words there should be others.
    Erratum(Quoted, String),
    Outline(Quoted, ImportedOp),
}

/// A place in a text by position, words, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quoted {
    /// Half-open.
    pub range: Option<(u32, u32)>,
    pub units: Counting,
    pub quote: Option<String>,
    /// What stands before and after, as much as the file says.
    pub before: String,
    pub after: String,
}

/// What positions count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Counting {
    #[default]
    CodePoints,
    Utf16,
    /// Code points or UTF-16 units, whichever lead to the words.
    Either,
}

/// A typed span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedMention {
    pub place: Quoted,
    /// As the file calls it.
    pub label: String,
    pub value: Option<String>,
    pub standing: Standing,
}

/// How sure the file is of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// A person marked it.
    Marked,
    /// A machine found it and nobody decided on it.
    Found,
    Decided(Verdict, Option<ImportedWas>),
}

/// What the machine had said of a mention that was corrected; what is absent was the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedWas {
    pub label: Option<String>,
    pub place: Option<Quoted>,
    pub value: Option<String>,
}

/// What is said of an entry, or of the document; what is absent says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedEntry {
    pub status: Option<Status>,
    pub tags: Vec<String>,
    pub note: Option<String>,
    /// By name, with who and when. No value says that there is none.
    pub fields: Vec<(String, Option<String>, Signed)>,
}

/// A change to the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportedOp {
    Split,
    Join,
    Kind(NodeKind),
    Depth(u8),
    Lead(Option<Quoted>),
}

/// Reads a file in the format that it shows.
#[must_use]
pub fn read(file: &ImportFile<'_>) -> Contents {
    let mut contents = Contents::default();
    let format = FORMATS.into_iter().find(|format| format.is_it(file));
    let read = match format {
        Some(format) => format.read(file, &mut contents),
        None => Err(reading::not_known(file)),
    };
    contents.misfits.extend(read.err());
    contents
}
