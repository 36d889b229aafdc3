//! Hashing for tables of short words that ship with the program.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A table by word of the program's own lists.
pub type WordMap<V> = HashMap<&'static str, V, BuildHasherDefault<ShortHasher>>;

/// Hashes words of a few characters, eight bytes at a time. For tables of fixed words only: a text can choose what is looked up in them,
/// but not what stands in them, so nobody can make lookups slow.
#[derive(Debug, Default, Clone, Copy)]
pub struct ShortHasher(u64);

impl ShortHasher {
    const fn mix(&mut self, n: u64) {
        self.0 = (self.0 ^ n)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .rotate_left(23);
    }
}

impl Hasher for ShortHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, mut bytes: &[u8]) {
        while let Some((head, rest)) = bytes.split_first_chunk() {
            self.mix(u64::from_le_bytes(*head));
            bytes = rest;
        }
        let mut last = 0;
        if let Some((head, rest)) = bytes.split_first_chunk() {
            last = u64::from(u32::from_le_bytes(*head));
            bytes = rest;
        }
        for &byte in bytes {
            last = last << 8 | u64::from(byte);
        }
        self.mix(last);
    }

    /// The mark behind a string that keeps several apart: words are hashed one by one.
    fn write_u8(&mut self, _: u8) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_anywhere_are_told_apart() {
        let hash = |word: &str| {
            let mut hasher = ShortHasher::default();
            hasher.write(word.as_bytes());
            hasher.finish()
        };
        let words = [
            "部",
            "省",
            "省部",
            "部省",
            "教育部",
            "教育厅",
            "教育部办公厅",
            "教育部办公室",
        ];
        let mut hashes: Vec<u64> = words.into_iter().map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), words.len());
    }
}
