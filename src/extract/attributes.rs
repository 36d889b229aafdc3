//! Further facts about a mention, by name.
//!
//! A folder of ten thousand documents holds millions of mentions, most of them without any fact and the others with one or two: they take as little
//! memory as they can, and copies share it.

use std::sync::Arc;

use serde::{Serialize, Serializer};

/// Facts about a mention by name: a metric's `indicator`, `as_of`, `approximate`; a document's `kind`, `number`, `issuer`; a body's `full_name`.
/// In the order of their names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attributes(Option<Arc<[Fact]>>);

/// A name and what is said under it.
type Fact = (&'static str, Box<str>);

impl Attributes {
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Puts a fact in, in place of the one that has the name.
    pub fn insert(&mut self, name: &'static str, value: impl Into<Box<str>>) {
        let before = self.facts().iter().filter(|(known, _)| *known != name);
        let mut facts: Vec<_> = before.cloned().collect();
        let at = facts.partition_point(|(known, _)| *known < name);
        facts.insert(at, (name, value.into()));
        self.0 = Some(facts.into());
    }

    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut facts = self.iter();
        facts.find_map(|(known, value)| (known == name).then_some(value))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.facts().iter().map(|(name, value)| (*name, &**value))
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    fn facts(&self) -> &[Fact] {
        self.0.as_deref().unwrap_or_default()
    }
}

impl<S: Into<Box<str>>> FromIterator<(&'static str, S)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (&'static str, S)>>(facts: I) -> Self {
        let mut attributes = Self::new();
        for (name, value) in facts {
            attributes.insert(name, value);
        }
        attributes
    }
}

impl Serialize for Attributes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_stand_in_the_order_of_their_names_and_the_last_said_holds() {
        let mut attributes = Attributes::new();
        assert!(attributes.is_empty());
        attributes.insert("indicator", "企业");
        attributes.insert("as_of", "2024-05");
        let shared = attributes.clone();
        attributes.insert("indicator", "参训");
        let json = serde_json::to_string(&attributes).expect("plain data");
        assert_eq!(json, r#"{"as_of":"2024-05","indicator":"参训"}"#);
        assert_eq!(shared.get("indicator"), Some("企业"));
        assert_eq!(shared.get("unit"), None);
        assert!(!shared.is_empty());
    }
}
