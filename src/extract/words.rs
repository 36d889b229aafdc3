//! The program's one word segmenter.
//!
//! Its dictionary is loaded once, when first needed or by [`warm_up`]. Rules segment sentences without its model for unknown words:
//! what is not in the dictionary stays single characters, which rules about names can rely on.

use std::ops::Range;
use std::sync::OnceLock;

use jieba_rs::Jieba;

/// Bytes around an offset that decide on its word.
const WINDOW_BYTES: usize = 120;

/// The segmenter, loaded at the first call.
pub fn jieba() -> &'static Jieba {
    static JIEBA: OnceLock<Jieba> = OnceLock::new();
    JIEBA.get_or_init(Jieba::new)
}

/// Loads the segmenter and the lexicon ahead of the first document.
pub fn warm_up() {
    let _ = jieba();
    super::lexicon::load();
}

/// The borders (bytes) of the word around an offset within a paragraph; empty at the end of the text. An offset inside a character
/// counts as the character's beginning.
#[must_use]
pub fn word_at(text: &str, byte_offset: usize) -> Range<usize> {
    let at = text.floor_char_boundary(byte_offset.min(text.len()));
    let from = text.floor_char_boundary(at.saturating_sub(WINDOW_BYTES));
    let to = text.ceil_char_boundary((at + WINDOW_BYTES).min(text.len()));
    for token in jieba().cut(&text[from..to], true) {
        let word = from + token.byte_start..from + token.byte_end;
        if word.contains(&at) {
            return word;
        }
    }
    at..at
}

/// A word of a sentence with the dictionary's part of speech (`x` for marks).
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) tag: &'static str,
}

/// A word in few bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed {
    start: u32,
    len: u16,
    tag: u8,
}

impl Packed {
    pub(super) const fn start(self) -> usize {
        self.start as usize
    }

    pub(super) const fn end(self) -> usize {
        self.start as usize + self.len as usize
    }

    pub(super) const fn word(self) -> Word {
        Word {
            start: self.start(),
            end: self.end(),
            tag: TAGS[self.tag as usize],
        }
    }

    /// A mark: what is no part of a word is one by itself.
    pub(super) fn mark(start: usize, end: usize) -> Self {
        Self::of(start, end, 0)
    }

    fn of(start: usize, end: usize, tag: u8) -> Self {
        Self {
            start: super::flat::offset(start),
            len: u16::try_from(end - start).expect("sentences have a greatest length"),
            tag,
        }
    }
}

/// Whether a character is one that words are made of. Where one that is not stands, a word ends: what lies between two of them is
/// segmented alike whatever stands around.
pub(super) const fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(
            c,
            '\u{4E00}'..='\u{9FFF}' | '+' | '#' | '&' | '.' | '_' | '%' | '-'
        )
        || matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2A6DF}'
            | '\u{2A700}'..='\u{2B73F}' | '\u{2B740}'..='\u{2B81F}' | '\u{2B820}'..='\u{2CEAF}'
            | '\u{2CEB0}'..='\u{2EBEF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// The words of `text`, offsets shifted by `base`.
pub(super) fn segment(text: &str, base: usize) -> Box<[Packed]> {
    let words = jieba().tag(text, false);
    let packed = words
        .iter()
        .map(|word| Packed::of(base + word.byte_start, base + word.byte_end, tag(word.tag)));
    packed.collect()
}

/// The parts of speech that rules ask about; any other is `x`.
macro_rules! tags {
    ($($tag:literal = $n:literal)*) => {
        const TAGS: &[&str] = &[$($tag),*];

        fn tag(name: &str) -> u8 {
            match name {
                $($tag => $n,)*
                _ => 0,
            }
        }
    };
}
tags!("x" = 0 "n" = 1 "v" = 2 "m" = 3 "d" = 4 "p" = 5 "c" = 6 "r" = 7 "a" = 8 "uj" = 9 "t" = 10 "f" = 11 "q" = 12 "ns" = 13 "nr" = 14 "nt" = 15 "nz" = 16 "vn" = 17 "l" = 18 "b" = 19 "u" = 20 "ul" = 21 "i" = 22 "j" = 23 "zg" = 24 "eng" = 25 "ad" = 26 "an" = 27 "k" = 28 "nrt" = 29 "nrfg" = 30 "ng" = 31 "vd" = 32 "vg" = 33 "vi" = 34 "ag" = 35 "e" = 36 "g" = 37 "h" = 38 "o" = 39 "tg" = 40 "uz" = 41 "ug" = 42 "ud" = 43 "uv" = 44 "y" = 45);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_speech_are_kept_in_few_bytes() {
        for (n, name) in TAGS.iter().enumerate() {
            assert_eq!(usize::from(tag(name)), n, "{name}");
        }
        assert_eq!(tag("s"), 0);
    }

    #[test]
    fn words_end_where_the_segmenter_lets_them_end() {
        let text = "在5.4%的“γ射线”A-1项目、𠀀和\u{30000}、〇一-二（见#3）。";
        let whole = segment(text, 0);
        let mut pieces = Vec::new();
        for piece in text.split_inclusive(|c| !is_of_word(c)) {
            let base = piece.as_ptr() as usize - text.as_ptr() as usize;
            pieces.extend(
                segment(piece, base)
                    .iter()
                    .map(|word| (word.start(), word.end(), word.tag)),
            );
        }
        let whole: Vec<_> = whole
            .iter()
            .map(|word| (word.start(), word.end(), word.tag))
            .collect();
        assert_eq!(whole, pieces);
        for mark in ",。、“”γ\u{30000}…· \n".chars().filter(|c| !is_of_word(*c)) {
            assert!(
                segment(&mark.to_string(), 0)
                    .iter()
                    .all(|word| word.tag == 0),
                "{mark}"
            );
        }
    }

    #[test]
    fn a_double_click_selects_the_word() {
        let text = "各地印发通知，开展培训";
        let at = text.find("知").unwrap();
        assert_eq!(&text[word_at(text, at)], "通知");
        assert_eq!(&text[word_at(text, at + 1)], "通知", "inside a character");
        assert!(word_at(text, text.len()).is_empty());
        assert!(word_at("", 7).is_empty());
    }
}
