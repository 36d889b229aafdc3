//! The unit rules work on: the running text of one node, flat, with its words segmented sentence by sentence as rules ask for them.

use std::cell::OnceCell;
use std::ops::Range;

use crate::document::NodeId;
use crate::text::{Span, Text};

use super::flat::Flat;
use super::words::{Word, segment};

/// Sentences longer than this (bytes) are cut, so that a text without full stops costs no more than another.
const LONGEST_SENTENCE_BYTES: usize = 1500;

/// Running text of one node.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) node: NodeId,
    pub(super) flat: Flat,
    sentences: Vec<Sentence>,
    /// Where names of divisions and countries stand, by their ends; found when first asked for.
    regions: OnceCell<Vec<Range<usize>>>,
}

#[derive(Debug)]
struct Sentence {
    range: Range<usize>,
    words: OnceCell<Vec<Word>>,
}

impl Passage {
    pub(super) fn new(text: &Text, node: NodeId, span: Span) -> Self {
        Self::from_slice(text.get(span).unwrap_or_default(), node, span.start)
    }

    pub(super) fn from_slice(slice: &str, node: NodeId, base: u32) -> Self {
        let flat = Flat::new(slice, base);
        let sentences = sentences(flat.as_str())
            .into_iter()
            .map(|range| Sentence {
                range,
                words: OnceCell::new(),
            })
            .collect();
        Self {
            node,
            flat,
            sentences,
            regions: OnceCell::new(),
        }
    }

    pub(super) fn text(&self) -> &str {
        self.flat.as_str()
    }

    /// The start of a name of a place that ends at an offset or reaches over it.
    pub(super) fn place_ending_at(&self, end: usize) -> Option<usize> {
        let places = self
            .regions
            .get_or_init(|| super::place::finder().find_iter(self.text()).collect());
        // 浙江 ends inside 浙江省委, where 浙江省 was found.
        let place = places.get(places.partition_point(|place| place.end < end))?;
        (place.start < end).then_some(place.start)
    }

    fn sentence(&self, at: usize) -> Option<&Sentence> {
        let after = self
            .sentences
            .partition_point(|sentence| sentence.range.start <= at);
        self.sentences.get(after.checked_sub(1)?)
    }

    /// The sentence (its mark included) in which an offset lies.
    pub(super) fn sentence_range(&self, at: usize) -> Range<usize> {
        self.sentence(at)
            .map_or(at..at, |sentence| sentence.range.clone())
    }

    /// The words of that sentence.
    pub(super) fn words_of_sentence(&self, at: usize) -> &[Word] {
        self.sentence(at).map_or(&[], |sentence| {
            sentence
                .words
                .get_or_init(|| segment(&self.text()[sentence.range.clone()], sentence.range.start))
        })
    }

    /// The words that end at or before an offset, the nearest first; a word across the offset is cut there. `at` counts to the
    /// sentence that ends with it.
    pub(super) fn words_before(&self, at: usize) -> impl Iterator<Item = Word> {
        let words = self.words_of_sentence(at.saturating_sub(1));
        let n = words.partition_point(|word| word.start < at);
        words[..n].iter().rev().map(move |word| Word {
            end: word.end.min(at),
            ..*word
        })
    }

    /// The words that start at or after an offset; a word across the offset is cut there.
    pub(super) fn words_after(&self, at: usize) -> impl Iterator<Item = Word> {
        let words = self.words_of_sentence(at);
        let from = words.partition_point(|word| word.end <= at);
        words[from..].iter().map(move |word| Word {
            start: word.start.max(at),
            ..*word
        })
    }

    /// Whether a word begins at an offset.
    pub(super) fn is_word_border(&self, at: usize) -> bool {
        let words = self.words_of_sentence(at);
        words.binary_search_by_key(&at, |word| word.start).is_ok()
            || words.last().is_none_or(|word| word.end == at)
            || words.first().is_none_or(|word| word.start >= at)
    }

    pub(super) fn word(&self, word: &Word) -> &str {
        &self.text()[word.start..word.end]
    }
}

/// Sentences up to 。!?; or a line feed, marks included; cut where they are too long.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let long = end - start;
        if matches!(c, '。' | '!' | '?' | ';' | '\n')
            || (long > LONGEST_SENTENCE_BYTES && matches!(c, ',' | '、' | ' '))
            || long > 2 * LONGEST_SENTENCE_BYTES
        {
            sentences.push(start..end);
            start = end;
        }
    }
    if start < text.len() {
        sentences.push(start..text.len());
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_around_an_offset_within_its_sentence() {
        let passage = Passage::from_slice("各地开展培训。学校印发通知。", NodeId(0), 0);
        let at = passage.text().find("印发").unwrap();
        let before: Vec<&str> = passage
            .words_before(at)
            .map(|word| &passage.text()[word.start..word.end])
            .collect();
        assert_eq!(before, ["学校"]);
        let after: Vec<&str> = passage
            .words_after(at)
            .map(|word| &passage.text()[word.start..word.end])
            .collect();
        assert_eq!(after, ["印发", "通知", "。"]);
        assert!(passage.is_word_border(at) && !passage.is_word_border(at + 3));
    }

    #[test]
    fn a_text_without_full_stops_is_cut() {
        let ranges = sentences(&"通知".repeat(5000));
        assert!(ranges.iter().all(|range| range.len() <= 3010));
        assert_eq!(ranges.iter().map(Range::len).sum::<usize>(), 30_000);
    }
}
