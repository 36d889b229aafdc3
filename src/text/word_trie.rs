//! Many words at once: which of them begin at a place of a text, and what each of them is.
//!
//! In: words, each with a set of kinds (bits). Out: for a place, the words that begin there, shortest first. A place is looked at further
//! only where some word begins with its two characters, which a small table tells that stays in the nearest caches.

use std::collections::{BTreeMap, VecDeque};

/// A set of kinds of word, one bit each.
pub type Kinds = u32;

/// A word at the beginning of a text: its bytes and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prefix {
    pub len: usize,
    pub kinds: Kinds,
}

/// Words of two characters or more, by their beginnings.
#[derive(Debug)]
pub struct WordTrie {
    /// A bit for every pair of characters with which a word begins; a few other pairs share them.
    pairs: Box<[u64]>,
    /// Open addressing: pairs of characters with the node behind them.
    slots: Box<[Slot]>,
    /// By node: the character that leads to it, what the word that ends there is, where its children begin. Children stand together.
    chars: Vec<char>,
    kinds: Vec<Kinds>,
    children: Vec<u32>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    pair: Pair,
    /// 0 where the slot is empty: no pair leads to the first node.
    node: u32,
}

const PAIR_BLOCKS: usize = 1024;

impl WordTrie {
    /// Words with their kinds; a word that comes again has the kinds of both. Words of one character do not count.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = (&'static str, Kinds)>) -> Self {
        let mut kinds_of: BTreeMap<&'static str, Kinds> = BTreeMap::new();
        for (word, kinds) in words {
            *kinds_of.entry(word).or_default() |= kinds;
        }
        kinds_of.retain(|word, _| word.chars().nth(1).is_some());
        let words: Vec<(&str, Kinds)> = kinds_of.into_iter().collect();
        let mut trie = Self {
            pairs: vec![0; PAIR_BLOCKS].into_boxed_slice(),
            slots: Box::default(),
            chars: vec!['\0'],
            kinds: vec![0],
            children: vec![1],
        };
        let mut pairs: Vec<(Pair, u32)> = Vec::new();
        // Words that share their first bytes stand together in `words`; nodes are numbered breadth first.
        let mut queue: VecDeque<(&[(&str, Kinds)], usize)> = VecDeque::new();
        for group in words.chunk_by(|(a, _), (b, _)| Pair::at(a) == Pair::at(b)) {
            let (Some(pair), Some(depth)) = (Pair::at(group[0].0), after(group[0].0, 2)) else {
                continue;
            };
            pairs.push((pair, index(trie.chars.len())));
            trie.chars.push('\0');
            queue.push_back((group, depth));
        }
        while let Some((group, depth)) = queue.pop_front() {
            let (own, longer) = group.split_at(usize::from(group[0].0.len() == depth));
            trie.kinds.push(own.first().map_or(0, |(_, kinds)| *kinds));
            trie.children.push(index(trie.chars.len()));
            let next = |word: &str| word[depth..].chars().next().unwrap_or_default();
            for group in longer.chunk_by(|(a, _), (b, _)| next(a) == next(b)) {
                let c = next(group[0].0);
                trie.chars.push(c);
                queue.push_back((group, depth + c.len_utf8()));
            }
        }
        trie.children[0] = 1;
        trie.children.push(index(trie.chars.len()));
        trie.slots = slots(&pairs);
        for (pair, _) in pairs {
            trie.pairs[pair.block()] |= pair.bit();
        }
        trie
    }

    /// Whether words may begin with these two characters; false only where none does.
    #[must_use]
    pub fn may_begin(&self, first: char, second: char) -> bool {
        let pair = Pair::of(first, second);
        self.pairs[pair.block()] & pair.bit() != 0
    }

    /// The words with which a text begins, the shortest first.
    pub fn prefixes(&self, text: &str) -> impl Iterator<Item = Prefix> {
        let mut rest = text.char_indices();
        let begin = rest.next().zip(rest.next());
        let mut at = begin.and_then(|((_, first), (len, second))| {
            let node = self.node_of(Pair::of(first, second))?;
            Some((node, len + second.len_utf8()))
        });
        std::iter::from_fn(move || {
            while let Some((node, len)) = at {
                at = rest.next().and_then(|(from, c)| {
                    let child = self.child(node, c)?;
                    Some((child, from + c.len_utf8()))
                });
                let kinds = self.kinds[node as usize];
                if kinds != 0 {
                    return Some(Prefix { len, kinds });
                }
            }
            None
        })
    }

    fn node_of(&self, pair: Pair) -> Option<u32> {
        if self.pairs[pair.block()] & pair.bit() == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = pair.hash() & mask;
        loop {
            let slot = self.slots[at];
            if slot.node == 0 {
                return None;
            }
            if slot.pair == pair {
                return Some(slot.node);
            }
            at = (at + 1) & mask;
        }
    }

    fn child(&self, node: u32, c: char) -> Option<u32> {
        /// Up to so many children are looked at one after the other.
        const FEW: usize = 8;
        let from = self.children[node as usize] as usize;
        let to = self.children[node as usize + 1] as usize;
        let chars = &self.chars[from..to];
        let at = if chars.len() <= FEW {
            chars.iter().position(|known| *known == c)
        } else {
            chars.binary_search(&c).ok()
        };
        at.map(|at| index(from + at))
    }
}

/// A table of the pairs that is at most half full.
fn slots(pairs: &[(Pair, u32)]) -> Box<[Slot]> {
    let n = (pairs.len() * 2).next_power_of_two().max(2);
    let mut slots = vec![Slot::default(); n].into_boxed_slice();
    for &(pair, node) in pairs {
        let mut at = pair.hash() & (n - 1);
        while slots[at].node != 0 {
            at = (at + 1) & (n - 1);
        }
        slots[at] = Slot { pair, node };
    }
    slots
}

/// The byte offset behind the first `n` characters.
fn after(word: &str, n: usize) -> Option<usize> {
    let (at, last) = word.char_indices().nth(n - 1)?;
    Some(at + last.len_utf8())
}

fn index(n: usize) -> u32 {
    u32::try_from(n).expect("fewer words than that")
}

/// The first two characters of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Pair(u64);

impl Pair {
    const fn of(first: char, second: char) -> Self {
        Self((first as u64) << 32 | second as u64)
    }

    fn at(word: &str) -> Option<Self> {
        let mut chars = word.chars();
        Some(Self::of(chars.next()?, chars.next()?))
    }

    const fn mixed(self) -> u64 {
        (self.0 ^ self.0 >> 23).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    const fn block(self) -> usize {
        (self.mixed() >> 54) as usize % PAIR_BLOCKS
    }

    const fn bit(self) -> u64 {
        1 << (self.mixed() >> 48 & 63)
    }

    const fn hash(self) -> usize {
        (self.mixed() >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_begin_a_text_come_shortest_first_with_what_they_are() {
        let trie = WordTrie::new([
            ("教育", 1),
            ("教育部办公厅", 2),
            ("教育部", 4),
            ("教育部", 8),
            ("教", 16),
            ("省委", 1),
        ]);
        let prefixes = |text: &str| -> Vec<(usize, Kinds)> {
            let found = trie.prefixes(text);
            found.map(|word| (word.len, word.kinds)).collect()
        };
        assert_eq!(prefixes("教育部办公厅印发"), [(6, 1), (9, 12), (18, 2)]);
        assert_eq!(prefixes("教育部办"), [(6, 1), (9, 12)]);
        assert_eq!(prefixes("省委"), [(6, 1)]);
        assert!(
            prefixes("教").is_empty() && prefixes("").is_empty() && prefixes("部省委").is_empty()
        );
        assert!(trie.may_begin('省', '委'));
    }

    #[test]
    fn every_word_is_found_among_many() {
        let words: Vec<&'static str> = include_str!("../../assets/lexicon/bodies.txt")
            .split_whitespace()
            .filter(|word| word.chars().count() > 1)
            .collect();
        let trie = WordTrie::new(words.iter().map(|word| (*word, 1)));
        for word in words {
            let last = trie.prefixes(word).last();
            assert_eq!(last.map(|prefix| prefix.len), Some(word.len()), "{word}");
        }
    }
}
