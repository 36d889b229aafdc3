//! Fields of a codebook: what an entry or a document is asked beside the built-in fields.

use serde::{Deserialize, Serialize};

use super::definition::is_false;
use crate::i18n::Language;

/// Between the values of a field that takes several choices.
pub const SEPARATOR: char = '；';

/// What a field belongs to.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum FieldOwner {
    #[default]
    Entry,
    Document,
}

impl FieldOwner {
    pub const ALL: [Self; 2] = [Self::Entry, Self::Document];
}

/// What values a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum FieldKind {
    /// Words on one line.
    #[default]
    Text,
    /// An ISO 8601 date or interval, as the dates in a text.
    Date,
    /// A number, with or without a unit, as the figures in a text.
    Number,
    /// One of the choices.
    Choice,
    /// Any of the choices, in their order, with [`SEPARATOR`] between.
    Choices,
    /// `是` or `否`.
    YesNo,
    /// The name of a body; those found in the entry are offered.
    Body,
    /// The name of a person; those found in the entry are offered.
    Person,
}

impl FieldKind {
    pub const ALL: [Self; 8] = [
        Self::Text,
        Self::Date,
        Self::Number,
        Self::Choice,
        Self::Choices,
        Self::YesNo,
        Self::Body,
        Self::Person,
    ];

    /// The values of a field that answers yes or no.
    pub const YES_NO: [&'static str; 2] = ["是", "否"];

    /// Whether the field is of use only with choices.
    #[must_use]
    pub const fn has_choices(self) -> bool {
        matches!(self, Self::Choice | Self::Choices)
    }

    /// The name of its message in `assets/i18n`.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Text => "codebook-kind-text",
            Self::Date => "codebook-kind-date",
            Self::Number => "codebook-kind-number",
            Self::Choice => "codebook-kind-choice",
            Self::Choices => "codebook-kind-choices",
            Self::YesNo => "codebook-kind-yes-no",
            Self::Body => "codebook-kind-body",
            Self::Person => "codebook-kind-person",
        }
    }
}

/// A field of entries or documents.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldDefinition {
    /// In files and exchange formats; none of the built-in names. It never changes, or the values given would be those of another field.
    pub name: String,
    /// What the form shows.
    pub label: String,
    /// What the form shows in English; the label where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_en: Option<String>,
    #[serde(default, skip_serializing_if = "is_of_entries")]
    pub of: FieldOwner,
    pub kind: FieldKind,
    /// What can be chosen. A value that is none of them any more stays as it was given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Marked in the form while it is empty.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Not asked any more; what was given stays.
    #[serde(default, skip_serializing_if = "is_false")]
    pub archived: bool,
}

impl FieldDefinition {
    /// What it is called in a language.
    #[must_use]
    pub fn label_in(&self, language: Language) -> &str {
        match (language, &self.label_en) {
            (Language::English, Some(label)) => label,
            _ => &self.label,
        }
    }

    /// What can be chosen: of a field that answers yes or no, these; nothing of one that is typed.
    #[must_use]
    pub fn offered(&self) -> Vec<&str> {
        match self.kind {
            FieldKind::YesNo => FieldKind::YES_NO.to_vec(),
            kind if kind.has_choices() => self.choices.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// The value after one of several choices was taken or left; none where nothing is chosen any more. The choices come in their order, what is
    /// none of them any more behind.
    #[must_use]
    pub fn toggled(&self, value: Option<&str>, choice: &str) -> Option<String> {
        let mut chosen: Vec<&str> = parts(value).collect();
        match chosen.iter().position(|known| *known == choice) {
            Some(at) => drop(chosen.remove(at)),
            None => chosen.push(choice),
        }
        let place = |part: &&str| {
            let mut choices = self.choices.iter();
            choices
                .position(|known| known == part)
                .unwrap_or(usize::MAX)
        };
        chosen.sort_by_key(place);
        let value = chosen.join(&SEPARATOR.to_string());
        (!value.is_empty()).then_some(value)
    }
}

/// The choices that a value of several holds.
pub fn parts(value: Option<&str>) -> impl Iterator<Item = &str> {
    let parts = value.unwrap_or_default().split(SEPARATOR);
    parts.map(str::trim).filter(|part| !part.is_empty())
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_of_entries(owner: &FieldOwner) -> bool {
    *owner == FieldOwner::Entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_choices_stand_in_their_order_and_a_removed_one_stays() {
        let field = FieldDefinition {
            kind: FieldKind::Choices,
            choices: ["甲", "乙", "丙"].map(String::from).into(),
            ..FieldDefinition::default()
        };
        let value = field.toggled(None, "丙").expect("chosen");
        let value = field.toggled(Some(&value), "甲").expect("chosen");
        assert_eq!(value, "甲；丙");
        let value = field.toggled(Some("丁；丙"), "乙").expect("chosen");
        assert_eq!(value, "乙；丙；丁", "丁 was a choice once");
        assert_eq!(field.toggled(Some("甲"), "甲"), None);
    }
}
