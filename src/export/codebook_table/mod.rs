//! The codebook as tables for people: what there is to code with, and how often each was used.
//!
//! In: a codebook and its uses. Out: a document with a table a part: tags as a tree, types, fields, terms, patterns. Parts with nothing in them are
//! left out.

mod docx;
mod markdown;

use std::io::Write;

use super::{ExportError, Layout, words};
use crate::codebook::{Codebook, FieldOwner, SEPARATOR};
use crate::extract::MentionType;
use crate::i18n::Language;
use crate::record::Uses;

/// The formats that the tables can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodebookFormat {
    Docx,
    Markdown,
}

impl CodebookFormat {
    pub const ALL: [Self; 2] = [Self::Docx, Self::Markdown];

    /// The usual extension, which is how the command line names it.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Markdown => "md",
        }
    }

    /// The format that a file's extension means.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|format| format.extension().eq_ignore_ascii_case(extension))
    }
}

/// Writes the codebook of a layout, in its language.
///
/// # Errors
/// Where the writer fails.
pub fn write_codebook(
    format: CodebookFormat,
    uses: &Uses,
    n_documents: usize,
    layout: &Layout<'_>,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let language = layout.language;
    let sheet = Sheet {
        title: language.t("code-title").into_owned(),
        about: language.with("code-about", &[("n", n_documents.into())]),
        tables: tables(uses, layout),
    };
    match format {
        CodebookFormat::Docx => docx::write(&sheet, out),
        CodebookFormat::Markdown => markdown::write(&sheet, out),
    }
}

/// What is written.
struct Sheet {
    title: String,
    about: String,
    tables: Vec<Table>,
}

struct Table {
    heading: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn tables(uses: &Uses, layout: &Layout<'_>) -> Vec<Table> {
    let maker = Maker { uses, layout };
    let mut tables = vec![maker.tags(), maker.types()];
    tables.extend(FieldOwner::ALL.map(|owner| maker.fields(owner)));
    tables.extend([maker.terms(), maker.patterns()]);
    tables.retain(|table| !table.rows.is_empty());
    tables
}

struct Maker<'a> {
    uses: &'a Uses,
    layout: &'a Layout<'a>,
}

impl Maker<'_> {
    fn t(&self, id: &str) -> String {
        self.layout.language.t(id).into_owned()
    }

    const fn codebook(&self) -> &Codebook {
        self.layout.codebook
    }

    fn table<const N: usize>(
        &self,
        heading: &str,
        columns: [&str; N],
        rows: Vec<[String; N]>,
    ) -> Table {
        Table {
            heading: self.t(heading),
            columns: columns.map(|id| self.t(id)).to_vec(),
            rows: rows.into_iter().map(Vec::from).collect(),
        }
    }

    fn state(&self, is_archived: bool) -> String {
        if is_archived {
            self.t("codebook-archived")
        } else {
            String::new()
        }
    }

    fn type_label(&self, name: &str) -> String {
        words::mention_type(&MentionType::from_name(name), self.layout).into_owned()
    }

    /// Tags as the tree shows them, and behind them those that were given and are in no codebook.
    fn tags(&self) -> Table {
        let rows = self.codebook().tag_rows();
        let key = |key: Option<char>| key.map_or_else(String::new, String::from);
        let mut lines: Vec<_> = rows
            .iter()
            .map(|row| {
                let name = &row.tag.name;
                [
                    format!("{}{name}", "\u{3000}".repeat(row.depth)),
                    row.group.to_owned(),
                    key(row.tag.key),
                    row.tag.was.join("、"),
                    self.state(row.is_archived),
                    self.uses.of_tag(row.tag).to_string(),
                ]
            })
            .collect();
        let unknown = self.uses.tags();
        let unknown = unknown.filter(|(name, _)| !self.codebook().has_tag(name));
        lines.extend(unknown.map(|(name, n)| {
            let empty = String::new;
            let state = self.t("code-unknown");
            [
                name.to_owned(),
                empty(),
                empty(),
                empty(),
                state,
                n.to_string(),
            ]
        }));
        let columns = [
            "code-tag",
            "code-group",
            "code-key",
            "code-was",
            "code-state",
            "code-uses",
        ];
        self.table("codebook-part-tags", columns, lines)
    }

    fn types(&self) -> Table {
        let own = self.codebook().types.iter().map(|known| &*known.name);
        let names = crate::codebook::BUILT_IN_TYPES.into_iter().chain(own);
        let lines = names.map(|name| {
            let is_own = self.codebook().own_type(name).is_some();
            [
                self.type_label(name),
                name.to_owned(),
                self.t(if is_own { "code-own" } else { "code-built-in" }),
                self.state(!self.codebook().offers_type(name)),
                self.uses.of_type(name).to_string(),
            ]
        });
        let lines = lines.collect();
        let columns = [
            "code-type",
            "code-name",
            "code-origin",
            "code-state",
            "code-uses",
        ];
        self.table("codebook-part-types", columns, lines)
    }

    fn fields(&self, owner: FieldOwner) -> Table {
        let fields = self.codebook().fields.iter();
        let lines = fields.filter(|field| field.of == owner).map(|field| {
            let label = match (self.layout.language, &field.label_en) {
                (Language::English, Some(label)) => label,
                _ => &field.label,
            };
            let required = if field.required { "export-yes" } else { "" };
            [
                label.clone(),
                field.name.clone(),
                self.t(field.kind.message()),
                field.choices.join(&SEPARATOR.to_string()),
                if required.is_empty() {
                    String::new()
                } else {
                    self.t(required)
                },
                self.state(field.archived),
                self.uses.of_field(owner, &field.name).to_string(),
            ]
        });
        let lines = lines.collect();
        let columns = [
            "code-field",
            "code-name",
            "code-kind",
            "code-choices",
            "code-required",
            "code-state",
            "code-uses",
        ];
        let heading = match owner {
            FieldOwner::Entry => "codebook-of-entries",
            FieldOwner::Document => "codebook-of-documents",
        };
        self.table(heading, columns, lines)
    }

    fn terms(&self) -> Table {
        let terms = self.codebook().terms.iter().map(|term| {
            let value = term.value.as_ref().unwrap_or(&term.text);
            [
                term.text.clone(),
                self.type_label(&term.kind),
                value.clone(),
            ]
        });
        let columns = ["code-term", "code-type", "code-value"];
        self.table("code-terms", columns, terms.collect())
    }

    fn patterns(&self) -> Table {
        let patterns = self.codebook().patterns.iter();
        let lines = patterns.map(|known| [known.pattern.clone(), self.type_label(&known.kind)]);
        let columns = ["code-pattern", "code-type"];
        self.table("code-patterns", columns, lines.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Annotation;
    use crate::record::Record;

    const CODEBOOK: &str = "Codebook(version: 2, types: [(name: \"project\", label: \"示范项目\", mark: '项', colour: \"#55702B\")],
        tags: [(name: \"会议\", key: '1', was: [\"开会\"]), (name: \"培训\", parent: \"会议\"), (name: \"旧|名\", archived: true)],
        fields: [(name: \"level\", label: \"级别\", kind: Choice, choices: [\"省级\", \"市级\"], required: true)],
        terms: [(type: \"org\", text: \"省馆\", value: \"省电教馆\")])";

    fn written(format: CodebookFormat) -> Vec<u8> {
        let codebook = Codebook::from_ron(CODEBOOK).expect("a codebook");
        let mut annotation = Annotation::default();
        annotation.review.tags = vec!["开会".into(), "督办".into()];
        let mut uses = Uses::default();
        uses.count(&annotation, &Record::default());
        let layout = Layout {
            language: Language::Chinese,
            codebook: &codebook,
            scratch: None,
        };
        let mut out = Vec::new();
        write_codebook(format, &uses, 1, &layout, &mut out).expect("writes");
        out
    }

    #[test]
    fn markdown_has_a_table_a_part_with_the_uses() {
        let words = String::from_utf8(written(CodebookFormat::Markdown)).expect("UTF-8");
        for line in [
            "| 会议 |  | 1 | 开会 |  | 1 |",
            "| \u{3000}培训 |  |  |  |  | 0 |",
            "| 旧\\|名 |  |  |  | 已停用 | 0 |",
            "| 督办 |  |  |  | 不在体系中 | 1 |",
            "| 示范项目 | project | 自定 |  | 0 |",
            "| 级别 | level | 单选 | 省级；市级 | 是 |  | 0 |",
            "| 省馆 | 机构 | 省电教馆 |",
        ] {
            assert!(words.contains(&format!("{line}\n")), "{line}: {words}");
        }
        assert!(!words.contains("式样"), "there are no patterns: {words}");
    }

    #[test]
    fn a_document_is_known_as_made_here() {
        use crate::export::made_here::is_made_here;
        for format in CodebookFormat::ALL {
            let bytes = written(format);
            let (beginning, end) = (&bytes[..256], &bytes[bytes.len() - 256..]);
            assert!(is_made_here(beginning, end), "{format:?}");
        }
    }
}
