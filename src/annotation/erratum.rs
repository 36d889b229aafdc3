//! 勘误: corrections of the source itself. The source is never written; a correction stands beside it, as a brush would write it, until an
//! export is asked to apply it.

use serde::{Deserialize, Serialize};

use super::{Anchor, Annotation};
use crate::text::Span;

/// What the words at a place should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erratum {
    pub anchor: Anchor,
    /// In place of the words there; empty where they should not be.
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
}

impl Erratum {
    /// What of it is a change: the words that go, which may be none, and what comes in their place, which may be nothing. An anchor holds as many
    /// words around the change as make it clear where it belongs.
    #[must_use]
    pub fn change(&self) -> (Span, &str) {
        let Anchor { start, end, .. } = self.anchor;
        let (old, new) = (self.anchor.quote.as_str(), self.text.as_str());
        let bytes = |same: usize| u32::try_from(same).expect("texts are limited to 4 GiB");
        let same = |(a, b): &(char, char)| a == b;
        let before: usize = old
            .chars()
            .zip(new.chars())
            .take_while(same)
            .map(|(c, _)| c.len_utf8())
            .sum();
        let behind: usize = old[before..]
            .chars()
            .rev()
            .zip(new[before..].chars().rev())
            .take_while(same)
            .map(|(c, _)| c.len_utf8())
            .sum();
        let span = Span::new(start + bytes(before), end - bytes(behind));
        (span, &new[before..new.len() - behind])
    }
}

impl Annotation {
    /// The correction of exactly these words.
    #[must_use]
    pub fn erratum(&self, span: Span) -> Option<&Erratum> {
        let at = self.place_among_errata(span).ok()?;
        Some(&self.errata[at])
    }

    /// Puts a correction in its place or takes the one there away; returns the one that was.
    pub(super) fn replace_erratum(
        &mut self,
        span: Span,
        erratum: Option<Erratum>,
    ) -> Option<Erratum> {
        match (self.place_among_errata(span), erratum) {
            (Ok(at), Some(erratum)) => Some(std::mem::replace(&mut self.errata[at], erratum)),
            (Ok(at), None) => Some(self.errata.remove(at)),
            (Err(at), Some(erratum)) => {
                self.errata.insert(at, erratum);
                None
            }
            (Err(_), None) => None,
        }
    }

    fn place_among_errata(&self, span: Span) -> Result<usize, usize> {
        self.errata
            .binary_search_by_key(&span, |known| known.anchor.span())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    /// The words that go and what comes, of a correction of a whole text.
    fn change(old: &str, new: &str) -> (String, String) {
        let text = Text::new(old.to_owned());
        let erratum = Erratum {
            anchor: Anchor::of(Span::from_usize(0, old.len()), &text),
            text: new.to_owned(),
            by: None,
            at: String::new(),
        };
        let (span, comes) = erratum.change();
        (text.slice(span).to_owned(), comes.to_owned())
    }

    #[test]
    fn of_a_correction_only_what_differs_is_a_change() {
        let pair = |goes: &str, comes: &str| (goes.to_owned(), comes.to_owned());
        assert_eq!(change("互联网 教育", "互联网+教育"), pair(" ", "+"));
        assert_eq!(change("互联网教育", "互联网+教育"), pair("", "+"));
        assert_eq!(change("的的确", "的确"), pair("的", ""));
        assert_eq!(change("二零二四年", "2024年"), pair("二零二四", "2024"));
        assert_eq!(change("三三", "三三三"), pair("", "三"));
        assert_eq!(change("多余", ""), pair("多余", ""));
        assert_eq!(change("已经", "以经"), pair("已", "以"));
    }
}
