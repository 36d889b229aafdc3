//! Reading a codebook, and what can be wrong with one.

use std::collections::BTreeSet;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::{
    BUILT_IN_TYPES, Codebook, FieldDefinition, FieldOwner, MAX_BYTES, SEPARATOR, TYPE_KEYS,
    VERSION, parse_colour,
};

/// How many patterns a codebook may have: each takes up to a megabyte and is looked for in every document.
const MAX_PATTERNS: usize = 100;

/// The built-in fields, which no field of a codebook may be called.
const ENTRY_FIELDS: [&str; 3] = ["date", "action", "body"];
const DOCUMENT_FIELDS: [&str; 6] = [
    "doc_type",
    "title",
    "period",
    "issuer",
    "published",
    "source",
];

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
    #[error("{0} is no built-in type or given twice")]
    BuiltIn(String),
    #[error("type name {0} is built in or given twice")]
    TypeName(String),
    #[error("letter {0} of a type means something else or is given twice")]
    TypeKey(char),
    #[error("tag {0} is given twice")]
    TagName(String),
    #[error("tag {0} stands under itself or under a tag that there is not")]
    TagParent(String),
    #[error("key {0} is no digit from 1 to 9 or given twice")]
    Key(char),
    #[error("colour {0} is not #RRGGBB")]
    Colour(String),
    #[error("field {0} has no name or label, is built in or given twice")]
    Field(String),
    #[error("choice {0} of a field is empty, given twice or holds {SEPARATOR}")]
    Choice(String),
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
            Self::BuiltIn(name) => ("codebook-built-in", name.clone()),
            Self::TypeName(name) => ("codebook-type-name", name.clone()),
            Self::TypeKey(key) => ("codebook-type-key", key.to_string()),
            Self::TagName(name) => ("codebook-tag-name", name.clone()),
            Self::TagParent(name) => ("codebook-tag-parent", name.clone()),
            Self::Key(key) => ("codebook-key", key.to_string()),
            Self::Colour(colour) => ("codebook-colour", colour.clone()),
            Self::Field(name) => ("codebook-field", name.clone()),
            Self::Choice(choice) => ("codebook-choice", choice.clone()),
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

/// Expressions are kept small: a codebook cannot make a folder slow to read.
pub(super) fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(1 << 20).build()
}

/// All that is read of a file of another version.
#[derive(Deserialize)]
#[serde(rename = "Codebook")]
struct Versioned {
    version: u32,
}

impl Codebook {
    /// Reads a folder's codebook. What this program does not know makes it an error, so that nothing is lost by writing it back.
    ///
    /// # Errors
    /// Says what is wrong, with line and column where it is the syntax.
    pub fn from_ron(ron: &str) -> Result<Self, CodebookError> {
        // `key: '1'` is what people write; `Some('1')` is understood too.
        let format = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let mut codebook: Self = format.from_str(ron).map_err(|error| {
            // A newer one fails at what is new in it.
            match format.from_str::<Versioned>(ron) {
                Ok(Versioned { version }) if version > VERSION => CodebookError::Newer(version),
                _ => CodebookError::Syntax {
                    line: error.span.start.line,
                    column: error.span.start.col,
                    message: error.code.to_string(),
                },
            }
        })?;
        codebook.check()?;
        // What an older one holds is the same today.
        codebook.version = VERSION;
        Ok(codebook)
    }

    pub(super) fn check(&self) -> Result<(), CodebookError> {
        if self.version > VERSION {
            return Err(CodebookError::Newer(self.version));
        }
        let type_names = self.check_types()?;
        self.check_tags()?;
        self.check_fields()?;
        for term in &self.terms {
            if term.text.trim().is_empty() || !type_names.contains(term.kind.as_str()) {
                return Err(CodebookError::Term(term.text.clone()));
            }
        }
        if self.patterns.len() > MAX_PATTERNS {
            return Err(CodebookError::TooManyPatterns);
        }
        for pattern in &self.patterns {
            if pattern.pattern.is_empty()
                || !type_names.contains(pattern.kind.as_str())
                || pattern.regex().is_none()
            {
                return Err(CodebookError::Pattern(pattern.pattern.clone()));
            }
        }
        Ok(())
    }

    /// The names of all types.
    fn check_types(&self) -> Result<BTreeSet<&str>, CodebookError> {
        let mut changed = BTreeSet::new();
        for known in &self.built_in {
            if !BUILT_IN_TYPES.contains(&known.name.as_str()) || !changed.insert(&known.name) {
                return Err(CodebookError::BuiltIn(known.name.clone()));
            }
            if let Some(colour) = known
                .colour
                .as_ref()
                .filter(|it| parse_colour(it).is_none())
            {
                return Err(CodebookError::Colour(colour.clone()));
            }
        }
        let mut names = BTreeSet::from(BUILT_IN_TYPES);
        let mut keys = BTreeSet::new();
        for definition in &self.types {
            let name = &*definition.name;
            if name.trim().is_empty() || !names.insert(name) {
                return Err(CodebookError::TypeName(name.to_owned()));
            }
            if parse_colour(&definition.colour).is_none() {
                return Err(CodebookError::Colour(definition.colour.clone()));
            }
            if let Some(key) = definition.key
                && (!TYPE_KEYS.contains(&key) || !keys.insert(key))
            {
                return Err(CodebookError::TypeKey(key));
            }
        }
        Ok(names)
    }

    fn check_tags(&self) -> Result<(), CodebookError> {
        let (mut names, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for tag in &self.tags {
            for name in std::iter::once(&tag.name).chain(&tag.was) {
                if name.trim().is_empty() || !names.insert(name) {
                    return Err(CodebookError::TagName(name.clone()));
                }
            }
            if let Some(key) = tag.key
                && (!('1'..='9').contains(&key) || !keys.insert(key))
            {
                return Err(CodebookError::Key(key));
            }
        }
        // What stands in a circle is reached from no tag at the top, and neither is what stands under nothing.
        let reached: BTreeSet<&str> = self
            .tag_rows()
            .iter()
            .map(|row| row.tag.name.as_str())
            .collect();
        let lost = self.tags.iter().find(|tag| !reached.contains(&*tag.name));
        lost.map_or(Ok(()), |tag| {
            Err(CodebookError::TagParent(tag.name.clone()))
        })
    }

    fn check_fields(&self) -> Result<(), CodebookError> {
        let mut names = BTreeSet::new();
        for field in &self.fields {
            let FieldDefinition {
                name,
                label,
                of,
                choices,
                ..
            } = field;
            let built_in: &[&str] = match of {
                FieldOwner::Entry => &ENTRY_FIELDS,
                FieldOwner::Document => &DOCUMENT_FIELDS,
            };
            let is_blank = name.trim().is_empty() || label.trim().is_empty();
            if is_blank || built_in.contains(&name.as_str()) || !names.insert((of, name)) {
                return Err(CodebookError::Field(name.clone()));
            }
            let mut known = BTreeSet::new();
            for choice in choices {
                let is_fit = choice.trim() == choice && !choice.is_empty();
                if !is_fit || choice.contains(SEPARATOR) || !known.insert(choice) {
                    return Err(CodebookError::Choice(choice.clone()));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(ron: &str) -> String {
        Codebook::from_ron(ron).expect_err("wrong").to_string()
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        assert!(error("Codebook(version: 1,\n  tags: [(nam: \"会议\")])").starts_with("2:"));
        assert_eq!(
            error("Codebook(version: 9)"),
            "version 9 is newer than this program"
        );
        assert_eq!(
            error("Codebook(version: 9, future: [(1, 2)])"),
            "version 9 is newer than this program"
        );
        for (ron, name) in [
            ("tags: [(name: \"甲\"), (name: \"甲\")]", "甲"),
            (
                "tags: [(name: \"甲\"), (name: \"乙\", was: [\"甲\"])]",
                "甲",
            ),
            ("tags: [(name: \"甲\", parent: \"乙\")]", "甲"),
            (
                "tags: [(name: \"甲\", parent: \"乙\"), (name: \"乙\", parent: \"甲\")]",
                "甲",
            ),
            ("tags: [(name: \"甲\", key: Some('x'))]", "x"),
            (
                "types: [(name: \"date\", label: \"日\", mark: '日', colour: \"#112233\")]",
                "date",
            ),
            (
                "types: [(name: \"p\", label: \"项\", mark: '项', colour: \"red\")]",
                "red",
            ),
            (
                "types: [(name: \"p\", label: \"项\", mark: '项', colour: \"#112233\", key: 'D')]",
                "D",
            ),
            ("built_in: [(name: \"project\")]", "project"),
            (
                "fields: [(name: \"date\", label: \"日期\", kind: Date)]",
                "date",
            ),
            (
                "fields: [(name: \"l\", label: \"级\", kind: Choice, choices: [\"甲；乙\"])]",
                "甲；乙",
            ),
            ("terms: [(type: \"body\", text: \"甲\")]", "甲"),
            ("patterns: [(type: \"org\", pattern: \"(甲\")]", "(甲"),
        ] {
            let error = error(&format!("Codebook(version: 2, {ron})"));
            assert!(error.contains(name), "{ron}: {error}");
        }
    }
}
