//! The unit rules work on: the running text of one node, flat, read once for all cues, its words segmented as rules ask for them.

use std::cell::OnceCell;
use std::ops::Range;

use crate::document::NodeId;
use crate::text::{Span, Text};

use super::cue::{Cue, Cues};
use super::flat::{Flat, offset};
use super::words::{Packed, Word, segment};

/// Sentences longer than this (bytes) are cut, so that a text without full stops costs no more than another.
const LONGEST_SENTENCE_BYTES: usize = 1500;

/// Running text of one node.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) node: NodeId,
    pub(super) flat: Flat,
    reading: OnceCell<Reading>,
}

/// What rules have asked for so far.
#[derive(Debug)]
struct Reading {
    cues: Cues,
    /// Where sentences begin.
    sentences: Box<[u32]>,
    /// Where pieces begin: runs of characters that words are made of, and the marks between them. A sentence is whole pieces.
    starts: Box<[u32]>,
    pieces: Box<[OnceCell<Piece>]>,
    /// Where names of divisions and countries stand, none over another.
    places: OnceCell<Box<[Range<usize>]>>,
}

/// The words of a piece.
#[derive(Debug)]
enum Piece {
    Mark(Packed),
    Words(Box<[Packed]>),
}

impl Piece {
    fn words(&self) -> &[Packed] {
        match self {
            Self::Mark(mark) => std::slice::from_ref(mark),
            Self::Words(words) => words,
        }
    }
}

impl Passage {
    pub(super) fn new(text: &Text, node: NodeId, span: Span) -> Self {
        Self::from_slice(text.get(span).unwrap_or_default(), node, span.start)
    }

    pub(super) fn from_slice(slice: &str, node: NodeId, base: u32) -> Self {
        Self {
            node,
            flat: Flat::new(slice, base),
            reading: OnceCell::new(),
        }
    }

    pub(super) fn text(&self) -> &str {
        self.flat.as_str()
    }

    /// Where cues stand.
    pub(super) fn cues(&self) -> &Cues {
        &self.reading().cues
    }

    /// Drops what can be read again, to save memory.
    pub(super) fn forget(&mut self) {
        self.reading = OnceCell::new();
    }

    fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| Reading::of(self.text()))
    }

    /// The start of a name of a place that ends at an offset or reaches over it.
    pub(super) fn place_ending_at(&self, end: usize) -> Option<usize> {
        let reading = self.reading();
        let places = reading
            .places
            .get_or_init(|| reading.cues.apart(Cue::Place).collect());
        // 浙江 ends inside 浙江省委, where 浙江省 was found.
        let place = places.get(places.partition_point(|place| place.end < end))?;
        (place.start < end).then_some(place.start)
    }

    /// The sentence (its mark included) in which an offset lies.
    pub(super) fn sentence_range(&self, at: usize) -> Range<usize> {
        let sentences = &self.reading().sentences;
        let after = sentences.partition_point(|start| *start as usize <= at);
        let Some(start) = after.checked_sub(1).and_then(|own| sentences.get(own)) else {
            return at..at;
        };
        let end = sentences
            .get(after)
            .map_or(self.text().len(), |end| *end as usize);
        *start as usize..end
    }

    /// The number of the piece in which an offset lies, the last where it lies behind the text.
    fn piece_at(&self, at: usize) -> Option<usize> {
        let starts = &self.reading().starts;
        starts
            .partition_point(|start| *start as usize <= at)
            .checked_sub(1)
    }

    /// The words of a piece.
    fn words_of(&self, piece: usize) -> &[Packed] {
        let reading = self.reading();
        let words = reading.pieces[piece].get_or_init(|| {
            let start = reading.starts[piece] as usize;
            let end = reading
                .starts
                .get(piece + 1)
                .map_or(self.text().len(), |end| *end as usize);
            let text = &self.text()[start..end];
            if text.starts_with(super::words::is_of_word) {
                Piece::Words(segment(text, start))
            } else {
                Piece::Mark(Packed::mark(start, end))
            }
        });
        words.words()
    }

    /// The words that end at or before an offset, the nearest first; a word across the offset is cut there. `at` counts to the
    /// sentence that ends with it.
    pub(super) fn words_before(&self, at: usize) -> impl Iterator<Item = Word> {
        let last = at.saturating_sub(1);
        let from = self.sentence_range(last).start;
        let mut piece = self.piece_at(last);
        let mut words: &[Packed] = piece.map_or(&[], |piece| self.words_of(piece));
        words = &words[..words.partition_point(|word| word.start() < at)];
        std::iter::from_fn(move || {
            while words.is_empty() {
                let number =
                    piece.filter(|&piece| self.reading().starts[piece] as usize > from)? - 1;
                words = self.words_of(number);
                piece = Some(number);
            }
            let (last, rest) = words.split_last()?;
            words = rest;
            let word = last.word();
            Some(Word {
                end: word.end.min(at),
                ..word
            })
        })
    }

    /// The words that start at or after an offset; a word across the offset is cut there.
    pub(super) fn words_after(&self, at: usize) -> impl Iterator<Item = Word> {
        let to = self.sentence_range(at).end;
        let mut piece = self.piece_at(at);
        let mut words: &[Packed] = piece.map_or(&[], |piece| self.words_of(piece));
        words = &words[words.partition_point(|word| word.end() <= at)..];
        std::iter::from_fn(move || {
            while words.is_empty() {
                let number = piece? + 1;
                let start = *self.reading().starts.get(number)? as usize;
                if start >= to {
                    return None;
                }
                words = self.words_of(number);
                piece = Some(number);
            }
            let (first, rest) = words.split_first()?;
            words = rest;
            let word = first.word();
            Some(Word {
                start: word.start.max(at),
                ..word
            })
        })
    }

    /// Whether a word begins at an offset.
    pub(super) fn is_word_border(&self, at: usize) -> bool {
        let Some(piece) = self.piece_at(at) else {
            return true;
        };
        self.reading().starts[piece] as usize == at
            || at == self.text().len()
            || self
                .words_of(piece)
                .binary_search_by_key(&at, |word| word.start())
                .is_ok()
    }

    pub(super) fn word(&self, word: &Word) -> &str {
        &self.text()[word.start..word.end]
    }
}

impl Reading {
    fn of(text: &str) -> Self {
        let cues = Cues::of(text);
        let ends = cues.iter(Cue::SentenceEnd).map(|end| end.end);
        let (sentences, is_cut) = sentences(text, ends);
        let n_marks = cues.iter(Cue::Mark).count();
        let mut starts: Vec<u32> = Vec::with_capacity(2 * n_marks + 2);
        let mut end = 0;
        let marks = cues
            .iter(Cue::Mark)
            .chain(std::iter::once(text.len()..text.len()));
        for mark in marks {
            for start in [end, mark.start] {
                if start < text.len() && starts.last().is_none_or(|last| (*last as usize) < start) {
                    starts.push(offset(start));
                }
            }
            end = mark.end;
        }
        if is_cut {
            starts.extend_from_slice(&sentences);
            starts.sort_unstable();
            starts.dedup();
        }
        Self {
            pieces: starts.iter().map(|_| OnceCell::new()).collect(),
            cues,
            sentences,
            starts: starts.into_boxed_slice(),
            places: OnceCell::new(),
        }
    }
}

/// Where sentences begin that end at these offsets, and whether one was too long and had to be cut where no mark is.
fn sentences(text: &str, ends: impl Iterator<Item = usize>) -> (Box<[u32]>, bool) {
    let mut starts = Vec::new();
    let mut is_cut = false;
    let mut start = 0;
    for end in ends.chain(std::iter::once(text.len())) {
        if end <= start {
            continue;
        }
        starts.push(offset(start));
        if end - start > LONGEST_SENTENCE_BYTES {
            is_cut |= cut(&text[start..end], start, &mut starts);
        }
        start = end;
    }
    (starts.into_boxed_slice(), is_cut)
}

/// Adds the places where a long sentence is cut: behind a comma, or where there is none for long. Tells whether it came to that.
fn cut(sentence: &str, base: usize, starts: &mut Vec<u32>) -> bool {
    let (mut start, mut is_cut) = (0, false);
    for (at, c) in sentence.char_indices() {
        let end = at + c.len_utf8();
        let at_mark = matches!(c, ',' | '、' | ' ');
        let long = end - start;
        if end < sentence.len()
            && (long > LONGEST_SENTENCE_BYTES && at_mark || long > 2 * LONGEST_SENTENCE_BYTES)
        {
            is_cut |= !at_mark;
            start = end;
            starts.push(offset(base + start));
        }
    }
    is_cut
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
        let text = "通知".repeat(5000);
        let passage = Passage::from_slice(&text, NodeId(0), 0);
        let (mut at, mut n) = (0, 0);
        while at < text.len() {
            let range = passage.sentence_range(at);
            assert!(range.start == at && range.len() <= 3010, "{range:?}");
            assert_eq!(
                passage
                    .words_after(at)
                    .map(|word| word.end - word.start)
                    .sum::<usize>(),
                range.len()
            );
            (at, n) = (range.end, n + 1);
        }
        assert_eq!(n, 10);
    }
}
