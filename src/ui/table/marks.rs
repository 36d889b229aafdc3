//! A set of entries of a folder: a bit for each, so that a hundred thousand are looked up and kept without a thought.

use crate::session::RowKey;

const BITS: usize = u64::BITS as usize;

/// A set of entries.
#[derive(Debug, Default)]
pub struct Marks {
    /// By the documents' positions, then a bit for each node.
    documents: Vec<Vec<u64>>,
    n: usize,
}

impl Marks {
    /// How many entries are in it.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.n
    }

    #[must_use]
    pub fn contains(&self, key: RowKey) -> bool {
        let bits = self.documents.get(key.document);
        let at = key.entry.index();
        let word = bits.and_then(|bits| bits.get(at / BITS));
        word.is_some_and(|word| word >> (at % BITS) & 1 == 1)
    }

    pub fn insert(&mut self, key: RowKey) {
        if !self.contains(key) {
            self.toggle(key);
        }
    }

    /// Puts an entry in, or takes it out where it is.
    pub fn toggle(&mut self, key: RowKey) {
        let at = key.entry.index();
        if self.documents.len() <= key.document {
            self.documents.resize_with(key.document + 1, Vec::new);
        }
        let bits = &mut self.documents[key.document];
        if bits.len() <= at / BITS {
            bits.resize(at / BITS + 1, 0);
        }
        let word = &mut bits[at / BITS];
        *word ^= 1 << (at % BITS);
        if *word >> (at % BITS) & 1 == 1 {
            self.n += 1;
        } else {
            self.n -= 1;
        }
    }
}

impl FromIterator<RowKey> for Marks {
    fn from_iter<I: IntoIterator<Item = RowKey>>(keys: I) -> Self {
        let mut marks = Self::default();
        keys.into_iter().for_each(|key| marks.insert(key));
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NodeId;

    #[test]
    fn entries_are_in_it_once_until_they_are_taken_out() {
        let key = |document, entry| RowKey {
            document,
            entry: NodeId(entry),
        };
        let mut marks = Marks::from_iter([key(2, 0), key(2, 64), key(0, 130), key(2, 64)]);
        assert_eq!(marks.len(), 3);
        assert!(marks.contains(key(2, 64)) && !marks.contains(key(2, 63)));
        assert!(!marks.contains(key(9, 0)), "no document has it");
        marks.toggle(key(2, 64));
        assert_eq!((marks.len(), marks.contains(key(2, 64))), (2, false));
    }
}
