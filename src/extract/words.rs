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

/// The words of `text`, offsets shifted by `base`.
pub(super) fn segment(text: &str, base: usize) -> Vec<Word> {
    jieba()
        .tag(text, false)
        .into_iter()
        .map(|tag| Word {
            start: base + tag.byte_start,
            end: base + tag.byte_end,
            tag: interned(tag.tag),
        })
        .collect()
}

/// The parts of speech that rules ask about; any other is `x`.
fn interned(tag: &str) -> &'static str {
    macro_rules! known {
        ($($tag:literal)*) => {
            match tag {
                $($tag => $tag,)*
                _ => "x",
            }
        };
    }
    known!("n" "v" "m" "d" "p" "c" "r" "a" "uj" "t" "f" "q" "ns" "nr" "nt" "nz" "vn" "l" "b" "u" "ul" "i" "j" "zg" "eng" "ad" "an" "k"
        "nrt" "nrfg" "ng" "vd" "vg" "vi" "ag" "e" "g" "h" "o" "tg" "uz" "ug" "ud" "uv" "y")
}

#[cfg(test)]
mod tests {
    use super::*;

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
