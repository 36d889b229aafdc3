//! Persons by names that some passage of the document introduced: a name is a person wherever it stands again.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::text::CharSet;

use super::passage::Passage;
use super::person::names_a_thought;
use super::person_name::{Place, is_followed};
use super::person_office::{office_chain, title_after};
use super::resolve::{Candidate, Kind};

/// The names that a document introduced.
pub(super) struct Names {
    /// Those that begin alike stand together.
    sorted: Vec<String>,
    firsts: CharSet,
    seconds: CharSet,
}

impl Names {
    pub(super) fn new(names: BTreeSet<String>) -> Self {
        let nth = |n| {
            names
                .iter()
                .filter_map(move |name: &String| name.chars().nth(n))
        };
        Self {
            firsts: nth(0).collect(),
            seconds: nth(1).collect(),
            sorted: names.into_iter().collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// The names in a text, of several at one place the longest, none over another.
    fn find_iter(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let mut chars = text.char_indices();
        let mut end = 0;
        std::iter::from_fn(move || {
            chars.find_map(|(at, first)| {
                if at < end || !self.firsts.contains(first) {
                    return None;
                }
                let rest = &text[at..];
                let second = rest[first.len_utf8()..].chars().next()?;
                let name = self
                    .seconds
                    .contains(second)
                    .then(|| self.longest(rest, first));
                end = at + name.flatten()?.len();
                Some(at..end)
            })
        })
    }

    /// The longest name with which a text begins.
    fn longest(&self, text: &str, first: char) -> Option<&String> {
        let from = self
            .sorted
            .partition_point(|name| !name.starts_with(first) && name.as_str() < text);
        let alike = self.sorted[from..]
            .iter()
            .take_while(|name| name.starts_with(first));
        alike.filter(|name| text.starts_with(name.as_str())).last()
    }
}

/// Finds the names again, where nothing in `taken` stands. `orgs` and `taken` are in text order.
pub(super) fn find(
    passage: &Passage,
    orgs: &[Range<usize>],
    names: &Names,
    taken: &[Range<usize>],
) -> Vec<Candidate> {
    let text = passage.text();
    let mut found = Vec::new();
    for range in names.find_iter(text) {
        let after = taken.partition_point(|other| other.end <= range.start);
        if taken
            .get(after)
            .is_some_and(|other| other.start < range.end)
            || !stands_alone(passage, &range)
        {
            continue;
        }
        let value = office_chain(passage, orgs, range.start)
            .or_else(|| title_after(text, range.end))
            .unwrap_or_default();
        found.push(Candidate::new(Kind::Person, range, value, "person.again"));
    }
    found
}

/// A known name of two characters may also be a word: it must be followed by what follows names. The thought named after somebody is
/// no mention of him.
fn stands_alone(passage: &Passage, range: &Range<usize>) -> bool {
    let after = &passage.text()[range.end..];
    if names_a_thought(after) {
        return false;
    }
    let name = &passage.text()[range.clone()];
    let word = super::words::jieba().has_word(name);
    if name.chars().count() > 2 && !word {
        return true;
    }
    let person_tag = passage
        .words_after(range.start)
        .next()
        .is_some_and(|w| w.start == range.start && w.end == range.end && w.tag.starts_with("nr"));
    (person_tag || !word || is_followed(passage, range.end, Place::Free))
        && (passage.is_word_border(range.start) && (passage.is_word_border(range.end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_at_the_leftmost_place_is_found() {
        let names = ["周文", "周文涛", "范晓", "周海"].map(str::to_owned);
        let names = Names::new(names.into_iter().collect());
        let text = "周周文涛和范晓、周文、周一";
        let found: Vec<&str> = names.find_iter(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["周文涛", "范晓", "周文"]);
    }
}
