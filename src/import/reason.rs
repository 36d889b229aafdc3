//! What does not fit: where it stands in the file, and why, put into words that say what to do.
//!
//! The words name places, keys and names, but nothing of what a document says: they go where complaints are kept.

use crate::extract::ValueProblem;
use crate::i18n::Language;

/// Where something stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// The file as a whole.
    File,
    /// A line, from 1.
    Line(usize),
    /// The n-th object of a file that is one value, from 1, and what it calls a part of it.
    Item(usize, String),
}

/// Something that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    pub at: At,
    pub reason: Reason,
}

/// Why something was not taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// In the operating system's words.
    Unreadable(String),
    NotAFile,
    /// Above [`super::MAX_BYTES`].
    TooLarge,
    /// No UTF-8.
    NotUtf8,
    /// Neither of the formats.
    UnknownFormat,
    /// No JSON: what is wrong, with line and column (from 1; of a line of JSON the column counts).
    Json {
        line: usize,
        column: usize,
        what: String,
    },
    /// No XML.
    Xml,
    /// A key is missing or has a value that it cannot have.
    Key(String),
    /// A line that the format does not have.
    Line,
    /// Something of the format that decisions have no place for, by what the format calls it.
    Unsupported(String),
    /// It was written with the corrections of the source applied.
    ErrataApplied,
    NoDocument,
    /// More than one document may be meant.
    ManyDocuments(Vec<String>),
    /// The document's own file or annotation file cannot be used now.
    NotEditable,
    /// It was decided on while the import was being looked at.
    Changed,
    /// Positions outside the text.
    OutOfRange,
    /// The words do not stand there, and nowhere else either.
    NotFound,
    /// The words stand in more than one place.
    ManyPlaces,
    /// No words, or nothing but white space.
    Empty,
    /// A type that the codebook lacks.
    UnknownType(String),
    UnknownField(String),
    Value(ValueProblem),
    NoEntry,
    /// Something else was said of the same before, in what is being imported.
    Twice,
    /// The words are corrected together with others.
    CorrectedOtherwise,
    /// Somebody decided otherwise before.
    Decided {
        by: Option<String>,
        at: String,
        kept: Kept,
    },
}

/// What became of two decisions that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The one that was there stays.
    Old,
    /// The one of the file holds.
    New,
    /// Both are kept until a person settles it.
    Both,
}

impl Reason {
    /// Whether something of the file was not taken in. A decision that differs was, one way or the other.
    #[must_use]
    pub const fn is_misfit(&self) -> bool {
        !matches!(self, Self::Decided { .. })
    }

    const fn message(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "cli-unreadable",
            Self::NotAFile => "cli-unreadable-not-a-file",
            Self::TooLarge => "import-too-large",
            Self::NotUtf8 => "import-not-utf-8",
            Self::UnknownFormat => "import-unknown-format",
            Self::Json { .. } => "import-json",
            Self::Xml => "import-xml",
            Self::Key(_) => "import-key",
            Self::Line => "import-line",
            Self::Unsupported(_) => "import-unsupported",
            Self::ErrataApplied => "import-errata-applied",
            Self::NoDocument => "import-no-document",
            Self::ManyDocuments(_) => "import-many-documents",
            Self::NotEditable => "import-not-editable",
            Self::Changed => "import-changed",
            Self::OutOfRange => "import-out-of-range",
            Self::NotFound => "import-not-found",
            Self::ManyPlaces => "import-many-places",
            Self::Empty => "import-empty",
            Self::UnknownType(_) => "import-unknown-type",
            Self::UnknownField(_) => "import-unknown-field",
            Self::Value(problem) => value_message(*problem),
            Self::NoEntry => "import-no-entry",
            Self::Twice => "import-twice",
            Self::CorrectedOtherwise => "cli-refused-corrected-otherwise",
            Self::Decided { kept, .. } => match kept {
                Kept::Old => "import-decided-old",
                Kept::New => "import-decided-new",
                Kept::Both => "import-decided-both",
            },
        }
    }
}

const fn value_message(problem: ValueProblem) -> &'static str {
    match problem {
        ValueProblem::NotADate => "cli-value-not-a-date",
        ValueProblem::NoSuchDay => "cli-value-no-such-day",
        ValueProblem::EndBeforeStart => "cli-value-reversed",
        ValueProblem::NotANumber => "cli-value-not-a-number",
        ValueProblem::NotACode => "cli-value-not-a-region-code",
        ValueProblem::NotAChoice => "cli-value-not-a-choice",
        ValueProblem::Empty => "cli-value-empty",
        ValueProblem::LineBreak => "cli-value-line-break",
    }
}

/// Why something was not taken in, and what to do about it.
#[must_use]
pub fn reason_words(reason: &Reason, language: Language) -> String {
    let id = reason.message();
    match reason {
        Reason::Unreadable(words) => language.with(id, &[("reason", words.as_str().into())]),
        Reason::TooLarge => language.with(id, &[("limit", (super::MAX_BYTES >> 20).into())]),
        Reason::Json { line, column, what } => language.with(
            id,
            &[
                ("line", (*line).into()),
                ("column", (*column).into()),
                ("reason", what.as_str().into()),
            ],
        ),
        Reason::Key(name)
        | Reason::Unsupported(name)
        | Reason::UnknownType(name)
        | Reason::UnknownField(name) => language.with(id, &[("name", name.as_str().into())]),
        Reason::ManyDocuments(paths) => language.with(id, &[("paths", paths.join(", ").into())]),
        Reason::Decided { by, at, .. } => language.with(
            id,
            &[
                ("by", by.as_deref().unwrap_or("–").into()),
                ("at", at.as_str().into()),
            ],
        ),
        _ => language.t(id).into_owned(),
    }
}

/// Where something stands, as it is written behind the name of a file.
impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File => Ok(()),
            Self::Line(line) => write!(f, ":{line}"),
            Self::Item(n, part) if part.is_empty() => write!(f, "[{n}]"),
            Self::Item(n, part) => write!(f, "[{n}].{part}"),
        }
    }
}
