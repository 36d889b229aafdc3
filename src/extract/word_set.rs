//! Sets of words.
//!
//! In: words of the lexicon. Out: whether a word is in a set, and the longest one with which a text begins or ends. What the words mean, the
//! rules know.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use crate::text::{CharSet, ShortHasher};

/// A set of words. Most lookups are of words that are not in it: their first or last character tells.
#[derive(Debug, Default)]
pub(super) struct Words {
    set: HashSet<&'static str, BuildHasherDefault<ShortHasher>>,
    firsts: CharSet,
    lasts: CharSet,
    /// The second characters of words, and the last but one.
    seconds: CharSet,
    second_lasts: CharSet,
}

impl Words {
    pub(super) fn contains(&self, word: &str) -> bool {
        let mut chars = word.chars();
        let first = chars.next();
        let last = chars.clone().next_back().or(first);
        first.is_some_and(|c| self.firsts.contains(c))
            && chars.next().is_none_or(|c| self.seconds.contains(c))
            && last.is_some_and(|c| self.lasts.contains(c))
            && self.set.contains(word)
    }

    /// The word as the lexicon has it.
    pub(super) fn get(&self, word: &str) -> Option<&'static str> {
        self.set.get(word).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.set.iter().copied()
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.set.len()
    }
}

impl FromIterator<&'static str> for Words {
    fn from_iter<I: IntoIterator<Item = &'static str>>(words: I) -> Self {
        let set: HashSet<&'static str, _> = words.into_iter().collect();
        let firsts = set.iter().filter_map(|word| word.chars().next());
        let lasts = set.iter().filter_map(|word| word.chars().next_back());
        Self {
            firsts: firsts.collect(),
            lasts: lasts.collect(),
            seconds: set.iter().filter_map(|word| word.chars().nth(1)).collect(),
            second_lasts: set
                .iter()
                .filter_map(|word| word.chars().rev().nth(1))
                .collect(),
            set,
        }
    }
}

/// The longest word of a set with which `text` begins, of at most so many characters.
pub(super) fn longest_prefix<'t>(text: &'t str, set: &Words, most_chars: usize) -> Option<&'t str> {
    let mut chars = text.chars();
    let first = chars.next().filter(|c| set.firsts.contains(*c))?;
    let most_chars = match chars.next() {
        Some(second) if set.seconds.contains(second) => most_chars,
        _ => most_chars.min(1),
    };
    if most_chars == 1 && !set.lasts.contains(first) {
        return None;
    }
    text.char_indices()
        .take(most_chars)
        .filter(|&(_, c)| set.lasts.contains(c))
        .map(|(at, c)| &text[..at + c.len_utf8()])
        .filter(|word| set.set.contains(word))
        .last()
}

/// The longest word of a set with which `text` ends, of at most so many characters.
pub(super) fn longest_suffix<'t>(text: &'t str, set: &Words, most_chars: usize) -> Option<&'t str> {
    let mut chars = text.chars().rev();
    let last = chars.next().filter(|c| set.lasts.contains(*c))?;
    let most_chars = match chars.next() {
        Some(second) if set.second_lasts.contains(second) => most_chars,
        _ => most_chars.min(1),
    };
    if most_chars == 1 && !set.firsts.contains(last) {
        return None;
    }
    text.char_indices()
        .rev()
        .take(most_chars)
        .filter(|&(_, c)| set.firsts.contains(c))
        .map(|(at, _)| &text[at..])
        .filter(|word| set.set.contains(word))
        .last()
}
