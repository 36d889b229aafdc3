//! Which formats there are, what each is for and which choices it offers.

use super::Table;

/// The formats that an export can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A workbook with all tables.
    Xlsx,
    /// One table for spreadsheets.
    Csv,
    /// A digest for word processors.
    Docx,
    /// The same for browsers, in one file.
    Html,
    /// The same as plain text.
    Markdown,
    /// Tasks with predictions and annotations, and the labelling configuration.
    LabelStudio,
    /// Documents with their spans, one a line.
    Doccano,
    /// Standoff: a text and its annotations, file by file.
    Brat,
    /// UIMA CAS as `INCEpTION` reads it: XML.
    CasXmi,
    /// The same as JSON.
    CasJson,
    /// The program's own: a document a line, complete.
    Jsonl,
    /// Tables with typed columns.
    Parquet,
    /// Tables with typed columns and a card.
    HuggingFace,
    /// A character a line with its tag.
    Conll,
    /// JSON-LD of the W3C's annotation model.
    WebAnnotation,
}

/// What somebody wants who chooses a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To look through and count, in a spreadsheet.
    Count,
    /// To read, send on and write from.
    Read,
    /// To go on marking up in another program.
    MarkUp,
    /// To calculate with, and to train models.
    Compute,
}

impl Purpose {
    pub const ALL: [Self; 4] = [Self::Count, Self::Read, Self::MarkUp, Self::Compute];

    /// Its message is `export-purpose-NAME`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Read => "read",
            Self::MarkUp => "mark-up",
            Self::Compute => "compute",
        }
    }
}

/// What a format lets one choose beside the filter. Formats do not look at choices that are not theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The table that a CSV file holds.
    pub table: Table,
    /// Parquet: a folder for each month in which a period begins, as Hive names them (`period=2024-05`).
    pub is_partitioned: bool,
    /// Web Annotation: what positions count.
    pub units: Units,
    /// `CoNLL`: what parts character and tag.
    pub separator: Separator,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            table: Table::Mentions,
            is_partitioned: false,
            units: Units::CodePoints,
            separator: Separator::Tab,
        }
    }
}

/// What positions in a text count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Units {
    #[default]
    CodePoints,
    /// As Java and browsers count.
    Utf16,
}

/// What parts the columns of `CoNLL`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Separator {
    #[default]
    Tab,
    Space,
}

impl Separator {
    pub const ALL: [Self; 2] = [Self::Tab, Self::Space];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tab => "tab",
            Self::Space => "space",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    pub(super) const fn sign(self) -> char {
        match self {
            Self::Tab => '\t',
            Self::Space => ' ',
        }
    }
}

impl Format {
    pub const ALL: [Self; 15] = [
        Self::Xlsx,
        Self::Csv,
        Self::Docx,
        Self::Html,
        Self::Markdown,
        Self::LabelStudio,
        Self::Doccano,
        Self::Brat,
        Self::CasXmi,
        Self::CasJson,
        Self::Jsonl,
        Self::Parquet,
        Self::HuggingFace,
        Self::Conll,
        Self::WebAnnotation,
    ];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::LabelStudio => "label-studio",
            Self::Doccano => "doccano",
            Self::Brat => "brat",
            Self::CasXmi => "cas-xmi",
            Self::CasJson => "cas-json",
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
            Self::HuggingFace => "hf",
            Self::Conll => "conll",
            Self::WebAnnotation => "web-annotation",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What its file's name ends with, without the dot; none where it is a folder of files.
    #[must_use]
    pub const fn extension(self) -> Option<&'static str> {
        match self {
            Self::Xlsx => Some("xlsx"),
            Self::Csv => Some("csv"),
            Self::Docx => Some("docx"),
            Self::Html => Some("html"),
            Self::Markdown => Some("md"),
            Self::Doccano | Self::Jsonl => Some("jsonl"),
            Self::WebAnnotation => Some("jsonld"),
            Self::LabelStudio
            | Self::Brat
            | Self::CasXmi
            | Self::CasJson
            | Self::Parquet
            | Self::HuggingFace
            | Self::Conll => None,
        }
    }

    #[must_use]
    pub const fn is_folder(self) -> bool {
        self.extension().is_none()
    }

    #[must_use]
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Xlsx | Self::Csv => Purpose::Count,
            Self::Docx | Self::Html | Self::Markdown => Purpose::Read,
            Self::LabelStudio | Self::Doccano | Self::Brat | Self::CasXmi | Self::CasJson => {
                Purpose::MarkUp
            }
            Self::Jsonl | Self::Parquet | Self::HuggingFace | Self::Conll | Self::WebAnnotation => {
                Purpose::Compute
            }
        }
    }
}
