//! The folder's own types, tags and their keys.
//!
//! In: the text of a codebook file (RON), or nothing for the built-in one. Out: a [`Codebook`]. Where a folder's file cannot be read
//! the caller reports the [`CodebookError`] and goes on with the built-in one. Reads no files itself.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

/// The name of a folder's own codebook.
pub const FILE_NAME: &str = "codebook.piyue.ron";

/// The largest file that is read, in bytes: some twenty thousand terms.
pub const MAX_BYTES: usize = 1 << 20;

/// How many patterns a codebook may have: each takes up to a megabyte and is looked for in every document.
const MAX_PATTERNS: usize = 100;

/// The newest form of the file that this program reads.
const VERSION: u32 = 1;

/// Types and tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codebook {
    version: u32,
    /// Mention types beside the seven built-in ones.
    #[serde(default)]
    pub types: Vec<TypeDefinition>,
    #[serde(default)]
    pub tags: Vec<TagDefinition>,
    /// Words that are mentions wherever they stand.
    #[serde(default)]
    pub terms: Vec<Term>,
    /// Forms that are mentions wherever they stand.
    #[serde(default)]
    pub patterns: Vec<Pattern>,
}

/// Words that are always a mention of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// A built-in type or one of this codebook's.
    #[serde(rename = "type")]
    pub kind: String,
    pub text: String,
    /// The value; the words themselves where it is absent.
    #[serde(default)]
    pub value: Option<String>,
}

/// A form that is always a mention of a type.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// A built-in type or one of this codebook's.
    #[serde(rename = "type")]
    pub kind: String,
    /// A regular expression as the regex crate reads it: no look-around, and time linear in the text.
    pub pattern: String,
    /// Compiled when the codebook is checked.
    #[serde(skip)]
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// The expression, compiled once.
    #[must_use]
    pub fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| {
            compile(&self.pattern).expect("patterns are checked when a codebook is read")
        })
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.pattern == other.pattern
    }
}

impl Eq for Pattern {}

/// Expressions are kept small: a codebook cannot make a folder slow to read.
fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(1 << 20).build()
}

/// A mention type of the folder's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeDefinition {
    /// In files and exchange formats; none of the built-in names.
    pub name: Arc<str>,
    /// What the window shows.
    pub label: String,
    /// What the window shows in English; the label where it is absent.
    #[serde(default)]
    pub label_en: Option<String>,
    /// The one character of its badge.
    pub mark: char,
    /// `#RRGGBB` of its badge on light ground.
    pub colour: String,
}

/// A tag for entries and documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagDefinition {
    pub name: String,
    /// A digit from 1 to 9 that gives the tag.
    #[serde(default)]
    pub key: Option<char>,
    /// Under which tags stand together in menus; empty for none.
    #[serde(default)]
    pub group: String,
}

/// Why a codebook cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodebookError {
    #[error("{line}:{column}: {message}")]
    Syntax {
        line: usize,
        column: usize,
        message: String,
    },
    #[error("version {0} is newer than this program")]
    Newer(u32),
    #[error("type name {0} is built in or given twice")]
    TypeName(String),
    #[error("tag {0} is given twice")]
    TagName(String),
    #[error("key {0} is no digit from 1 to 9 or given twice")]
    Key(char),
    #[error("colour {0} is not #RRGGBB")]
    Colour(String),
    #[error("term {0} is empty or of a type that there is not")]
    Term(String),
    #[error("pattern {0} cannot be used or is of a type that there is not")]
    Pattern(String),
    #[error("more than {MAX_PATTERNS} patterns")]
    TooManyPatterns,
    /// Above [`MAX_BYTES`].
    #[error("larger than {} MB", MAX_BYTES >> 20)]
    TooLarge,
}

impl CodebookError {
    /// The name of its message in `assets/i18n` and the `name` that the message speaks of.
    #[must_use]
    pub fn message(&self) -> (&'static str, String) {
        match self {
            Self::Syntax { message, .. } => ("codebook-syntax", message.clone()),
            Self::Newer(version) => ("codebook-newer", version.to_string()),
            Self::TypeName(name) => ("codebook-type-name", name.clone()),
            Self::TagName(name) => ("codebook-tag-name", name.clone()),
            Self::Key(key) => ("codebook-key", key.to_string()),
            Self::Colour(colour) => ("codebook-colour", colour.clone()),
            Self::Term(term) => ("codebook-term", term.clone()),
            Self::Pattern(pattern) => ("codebook-pattern", pattern.clone()),
            Self::TooManyPatterns => ("codebook-too-many-patterns", MAX_PATTERNS.to_string()),
            Self::TooLarge => ("codebook-too-large", (MAX_BYTES >> 20).to_string()),
        }
    }

    /// Line and column (from 1) where it is the syntax.
    #[must_use]
    pub const fn position(&self) -> Option<(usize, usize)> {
        match self {
            Self::Syntax { line, column, .. } => Some((*line, *column)),
            _ => None,
        }
    }
}

impl Default for Codebook {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Codebook {
    /// The codebook that comes with the program.
    #[must_use]
    pub fn built_in() -> Self {
        Self::from_ron(include_str!("../../assets/codebook.piyue.ron"))
            .expect("the built-in codebook is tested")
    }

    /// Reads a folder's codebook.
    ///
    /// # Errors
    /// Says what is wrong, with line and column where it is the syntax.
    pub fn from_ron(ron: &str) -> Result<Self, CodebookError> {
        // `key: '1'` is what people write; `Some('1')` is understood too.
        let format = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let codebook: Self = format
            .from_str(ron)
            .map_err(|error| CodebookError::Syntax {
                line: error.span.start.line,
                column: error.span.start.col,
                message: error.code.to_string(),
            })?;
        codebook.check()?;
        Ok(codebook)
    }

    /// The tag that a digit key gives.
    #[must_use]
    pub fn tag_of_key(&self, key: char) -> Option<&TagDefinition> {
        self.tags.iter().find(|tag| tag.key == Some(key))
    }

    #[must_use]
    pub fn has_tag(&self, name: &str) -> bool {
        self.tags.iter().any(|tag| tag.name == name)
    }

    fn check(&self) -> Result<(), CodebookError> {
        if self.version > VERSION {
            return Err(CodebookError::Newer(self.version));
        }
        let mut type_names =
            BTreeSet::from(["date", "org", "person", "doc", "event", "metric", "place"]);
        for TypeDefinition { name, colour, .. } in &self.types {
            if name.trim().is_empty() || !type_names.insert(name) {
                return Err(CodebookError::TypeName(name.to_string()));
            }
            if parse_colour(colour).is_none() {
                return Err(CodebookError::Colour(colour.clone()));
            }
        }
        for term in &self.terms {
            if term.text.trim().is_empty() || !type_names.contains(term.kind.as_str()) {
                return Err(CodebookError::Term(term.text.clone()));
            }
        }
        if self.patterns.len() > MAX_PATTERNS {
            return Err(CodebookError::TooManyPatterns);
        }
        for Pattern { kind, pattern, .. } in &self.patterns {
            if pattern.is_empty()
                || !type_names.contains(kind.as_str())
                || compile(pattern).is_err()
            {
                return Err(CodebookError::Pattern(pattern.clone()));
            }
        }
        let (mut tag_names, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for TagDefinition { name, key, .. } in &self.tags {
            if name.trim().is_empty() || !tag_names.insert(name) {
                return Err(CodebookError::TagName(name.clone()));
            }
            if let Some(key) = *key
                && (!('1'..='9').contains(&key) || !keys.insert(key))
            {
                return Err(CodebookError::Key(key));
            }
        }
        Ok(())
    }
}

/// The red, green and blue of `#RRGGBB`.
#[must_use]
pub fn parse_colour(colour: &str) -> Option<[u8; 3]> {
    let hex = colour
        .strip_prefix('#')
        .filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_codebook_has_nine_tags_with_keys() {
        let codebook = Codebook::built_in();
        assert_eq!(
            ('1'..='9')
                .filter_map(|key| codebook.tag_of_key(key))
                .count(),
            9
        );
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let error = |ron: &str| Codebook::from_ron(ron).expect_err("wrong").to_string();
        assert!(error("Codebook(version: 1,\n  tags: [(nam: \"会议\")])").starts_with("2:"));
        assert_eq!(
            error("Codebook(version: 9)"),
            "version 9 is newer than this program"
        );
        assert!(
            error("Codebook(version: 1, tags: [(name: \"甲\"), (name: \"甲\")])").contains("甲")
        );
        assert!(
            error("Codebook(version: 1, tags: [(name: \"甲\", key: Some('x'))])").contains('x')
        );
        assert!(
            error("Codebook(version: 1, types: [(name: \"date\", label: \"日\", mark: '日', colour: \"#112233\")])")
                .contains("date")
        );
        assert!(
            error("Codebook(version: 1, terms: [(type: \"body\", text: \"甲\")])").contains('甲')
        );
        assert!(
            error("Codebook(version: 1, patterns: [(type: \"org\", pattern: \"(甲\")])")
                .contains('甲')
        );
        assert!(
            error("Codebook(version: 1, types: [(name: \"p\", label: \"项\", mark: '项', colour: \"red\")])")
                .contains("red")
        );
    }

    #[test]
    fn colours_are_read_as_hexadecimal() {
        assert_eq!(parse_colour("#0B5FA5"), Some([0x0B, 0x5F, 0xA5]));
        assert_eq!(parse_colour("#0B5FA"), None);
        assert_eq!(parse_colour("0B5FA5"), None);
    }
}
