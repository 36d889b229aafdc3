//! Sets of words, and finding their words in a text.
//!
//! In: words of the lexicon. Out: whether a word is in a set, the longest one with which a text begins or ends, and the places in a text
//! where any of them stands. What the words mean, the rules know.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use crate::text::CharSet;

/// Hashes words of a few characters, four bytes at a time; the lexicon is fixed, so nobody can choose collisions.
#[derive(Debug, Default)]
pub(super) struct ShortHasher(u64);

impl Hasher for ShortHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(4) {
            let mut word = [0; 4];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0 ^ u64::from(u32::from_le_bytes(word)))
                .wrapping_mul(0x9E37_79B9_7F4A_7C15)
                .rotate_left(23);
        }
    }
}

/// A set of words. Most lookups are of words that are not in it: their first or last character tells.
#[derive(Debug, Default)]
pub(super) struct Words {
    set: HashSet<&'static str, BuildHasherDefault<ShortHasher>>,
    firsts: CharSet,
    lasts: CharSet,
}

impl Words {
    pub(super) fn contains(&self, word: &str) -> bool {
        let mut chars = word.chars();
        let first = chars.next();
        let last = chars.next_back().or(first);
        first.is_some_and(|c| self.firsts.contains(c))
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
            set,
        }
    }
}

/// Finds the longest of some words at the leftmost place.
///
/// Words are looked up only where their first two characters stand, and only in the lengths that words beginning so have. Small tables
/// tell both, which stay in the nearest caches; an automaton over thousands of names does not.
#[derive(Debug)]
pub(super) struct WordFinder {
    words: Words,
    /// A bit for every pair of characters with which a word begins; a few other pairs share them.
    pairs: Box<[u64]>,
    /// By pair: a bit for each length in characters.
    lengths: Box<[u32]>,
    /// Words of one character.
    singles: CharSet,
}

const PAIR_BLOCKS: usize = 1024;
const LENGTH_SLOTS: usize = 8192;
/// Longer words do not fit the bits of a length.
const LONGEST_WORD_CHARS: usize = 31;

impl WordFinder {
    /// Words have at most 31 characters.
    pub(super) fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let words: Words = words.into_iter().collect();
        let mut pairs = vec![0; PAIR_BLOCKS].into_boxed_slice();
        let mut lengths = vec![0; LENGTH_SLOTS].into_boxed_slice();
        let mut singles = Vec::new();
        for word in words.iter() {
            let mut chars = word.chars();
            match (chars.next(), chars.next()) {
                (Some(first), Some(second)) => {
                    let pair = Pair::of(first, second);
                    let n_chars = word.chars().count();
                    debug_assert!(n_chars <= LONGEST_WORD_CHARS, "{word}");
                    pairs[pair.block()] |= pair.bit();
                    lengths[pair.slot()] |= 1 << n_chars;
                }
                (Some(first), None) => singles.push(first),
                (None, _) => {}
            }
        }
        Self {
            words,
            pairs,
            lengths,
            singles: singles.into_iter().collect(),
        }
    }

    /// The first word at or after an offset.
    pub(super) fn find_at(&self, text: &str, at: usize) -> Option<Range<usize>> {
        let rest = &text[at..];
        let mut chars = rest.char_indices().peekable();
        while let Some((offset, first)) = chars.next() {
            let lengths = self.lengths_at(first, chars.peek().map(|(_, second)| *second));
            if lengths != 0
                && let Some(len) = self.longest(&rest[offset..], lengths)
            {
                return Some(at + offset..at + offset + len);
            }
        }
        None
    }

    /// Words one after the other, none inside another.
    pub(super) fn find_iter<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = Range<usize>> + 't {
        let mut at = 0;
        std::iter::from_fn(move || {
            let found = self.find_at(text, at)?;
            at = found.end;
            Some(found)
        })
    }

    /// The bytes of the longest word with which a text begins.
    pub(super) fn prefix_len(&self, text: &str) -> Option<usize> {
        let mut chars = text.chars();
        let lengths = self.lengths_at(chars.next()?, chars.next());
        self.longest(text, lengths)
    }

    /// The lengths, as bits, that words have which may begin with these characters.
    fn lengths_at(&self, first: char, second: Option<char>) -> u32 {
        let single = u32::from(self.singles.contains(first)) << 1;
        let longer = second
            .map(|second| Pair::of(first, second))
            .filter(|pair| self.pairs[pair.block()] & pair.bit() != 0)
            .map_or(0, |pair| self.lengths[pair.slot()]);
        single | longer
    }

    /// The bytes of the longest word of one of these lengths with which a text begins.
    fn longest(&self, text: &str, lengths: u32) -> Option<usize> {
        text.char_indices()
            .zip(1..=LONGEST_WORD_CHARS)
            .take_while(|(_, n_chars)| lengths >> n_chars != 0)
            .filter(|(_, n_chars)| lengths >> n_chars & 1 != 0)
            .map(|((at, c), _)| (at + c.len_utf8(), c))
            .filter(|&(end, last)| {
                self.words.lasts.contains(last) && self.words.set.contains(&text[..end])
            })
            .last()
            .map(|(end, _)| end)
    }
}

/// Two characters, hashed.
#[derive(Debug, Clone, Copy)]
struct Pair(u32);

impl Pair {
    const fn of(first: char, second: char) -> Self {
        let mixed = (first as u32)
            .wrapping_mul(0x9E37_79B1)
            .wrapping_add(second as u32);
        Self(mixed.wrapping_mul(0x85EB_CA6B))
    }

    const fn block(self) -> usize {
        (self.0 >> 22) as usize % PAIR_BLOCKS
    }

    const fn bit(self) -> u64 {
        1 << ((self.0 >> 16) & 63)
    }

    const fn slot(self) -> usize {
        (self.0 >> 19) as usize % LENGTH_SLOTS
    }
}

/// The longest word of a set with which `text` begins, of at most so many characters.
pub(super) fn longest_prefix<'t>(text: &'t str, set: &Words, most_chars: usize) -> Option<&'t str> {
    let first = text.chars().next()?;
    if !set.firsts.contains(first) {
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
    let last = text.chars().next_back()?;
    if !set.lasts.contains(last) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_found_at_the_leftmost_place() {
        let finder = WordFinder::new(["部", "教育部", "教育部办公厅", "省委", "A"]);
        let found = |text: &str| -> Vec<String> {
            let ranges = finder.find_iter(text);
            ranges.map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(
            found("教育部办公厅、教育部和省委"),
            ["教育部办公厅", "教育部", "省委"]
        );
        assert_eq!(found("教育局部A"), ["部", "A"]);
        assert!(found("").is_empty() && found("教育").is_empty());
        assert_eq!(finder.find_at("教育部", 3), Some(6..9));
        assert_eq!(finder.prefix_len("省委书记"), Some(6));
        assert_eq!(finder.prefix_len("书记省委"), None);
    }
}
