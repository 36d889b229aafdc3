//! Word lists that a text is compared with: whether it begins with, ends with or holds one of some words.
//!
//! A list is indexed by the first and the last characters of its words, so that a text is read once however many words there are. Lists
//! are written where they are used, with [`words!`](crate::text::words), and built at their first use.

use std::ops::Range;

/// Words between upright strokes: 会议|大会.
#[derive(Debug)]
pub struct WordList {
    /// Sorted, so that words with the same first character stand together.
    words: Vec<&'static str>,
    /// The words turned round, sorted: what stands together ends alike.
    by_end: Vec<&'static str>,
    firsts: CharSet,
    /// The second characters; all, where a word has but one.
    seconds: CharSet,
    lasts: CharSet,
}

/// A list of words as a value that is built once: `words!("会议|大会")`.
#[macro_export]
macro_rules! words {
    ($list:expr) => {{
        static LIST: std::sync::LazyLock<$crate::text::WordList> =
            std::sync::LazyLock::new(|| $crate::text::WordList::new($list));
        &*LIST
    }};
}

impl WordList {
    /// Takes words between upright strokes; empty ones do not count.
    #[must_use]
    pub fn new(list: &'static str) -> Self {
        Self::of(list.split('|'))
    }

    /// Takes words one by one; empty ones do not count.
    #[must_use]
    pub fn of(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut words: Vec<&'static str> =
            words.into_iter().filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words.dedup();
        let mut by_end = words.clone();
        by_end.sort_by_key(|word| (last(word), *word));
        let firsts = words.iter().filter_map(|word| first(word)).collect();
        let seconds: Option<CharSet> = words.iter().map(|word| word.chars().nth(1)).collect();
        let lasts = words.iter().filter_map(|word| last(word)).collect();
        Self {
            words,
            by_end,
            firsts,
            seconds: seconds.unwrap_or(CharSet::ALL),
            lasts,
        }
    }

    /// Whether `text` begins with one of the words.
    #[must_use]
    pub fn begins(&self, text: &str) -> bool {
        self.beginnings(text).next().is_some()
    }

    /// The words with which `text` begins.
    pub fn beginnings<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        let mut chars = text.chars();
        let alike = chars
            .next()
            .filter(|c| self.firsts.contains(*c))
            .filter(|_| self.seconds.contains(chars.next().unwrap_or_default()))
            .map_or(0..0, |c| alike(&self.words, c, first));
        self.words[alike]
            .iter()
            .copied()
            .filter(move |word| text.starts_with(word))
    }

    /// Whether `text` ends with one of the words.
    #[must_use]
    pub fn ends(&self, text: &str) -> bool {
        let Some(c) = last(text).filter(|c| self.lasts.contains(*c)) else {
            return false;
        };
        self.by_end[alike(&self.by_end, c, last)]
            .iter()
            .any(|word| text.ends_with(word))
    }

    /// Whether one of the words stands anywhere in `text`.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The byte offset at which the first of the words in `text` begins.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<usize> {
        self.find_iter(text).next().map(|(at, _)| at)
    }

    /// Every word that stands in `text` with the byte offset at which it begins, in the order of the text; words may overlap.
    pub fn find_iter<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, &'static str)> + 'a {
        text.char_indices()
            .filter(|(_, c)| self.firsts.contains(*c))
            .flat_map(|(at, _)| self.beginnings(&text[at..]).map(move |word| (at, word)))
    }
}

fn first(word: &str) -> Option<char> {
    word.chars().next()
}

fn last(word: &str) -> Option<char> {
    word.chars().next_back()
}

/// Where the words with this character at one end stand in a list sorted by that end.
fn alike(words: &[&'static str], c: char, end: fn(&str) -> Option<char>) -> Range<usize> {
    let from = words.partition_point(|word| end(word) < Some(c));
    let n = words[from..]
        .iter()
        .take_while(|word| end(word) == Some(c))
        .count();
    from..from + n
}

/// A small set of characters that may hold a few more than were put in, never fewer.
#[derive(Debug, Clone, Default)]
pub struct CharSet([u64; 16]);

impl CharSet {
    /// Every character.
    pub const ALL: Self = Self([u64::MAX; 16]);

    /// False only where the character is not in the set.
    #[must_use]
    pub const fn contains(&self, c: char) -> bool {
        let (block, bit) = Self::place(c);
        self.0[block] & bit != 0
    }

    const fn place(c: char) -> (usize, u64) {
        let n = c as usize;
        ((n >> 6) & 15, 1 << (n & 63))
    }
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut set = Self::default();
        for c in chars {
            let (block, bit) = Self::place(c);
            set.0[block] |= bit;
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_begins_and_ends_with_words_of_a_list_or_holds_them() {
        let list = words!("会议|会|大会|印发|发布会");
        assert!(list.begins("会议指出") && !list.begins("指出会议") && !list.begins(""));
        assert_eq!(
            list.beginnings("会议指出").collect::<Vec<_>>(),
            ["会", "会议"]
        );
        assert!(list.ends("新闻发布会") && list.ends("印发") && !list.ends("发布"));
        assert_eq!(list.find("教育部印发通知"), Some("教育部".len()));
        assert!(list.is_in("召开大会") && !list.is_in("召开大典"));
        assert_eq!(
            list.find_iter("印发大会").collect::<Vec<_>>(),
            [(0, "印发"), (6, "大会"), (9, "会")]
        );
    }

    #[test]
    fn a_list_answers_as_a_comparison_with_every_word_would() {
        let words = "截至|截止|其中|一是|二是|,|，|《|工作|作".split('|');
        let list = WordList::of(words.clone());
        for text in [
            "截至5月",
            "其他",
            "作",
            "工作",
            "他,",
            "",
            "印发《",
            "一,是",
        ] {
            assert_eq!(
                list.begins(text),
                words.clone().any(|w| text.starts_with(w))
            );
            assert_eq!(list.ends(text), words.clone().any(|w| text.ends_with(w)));
            assert_eq!(
                list.find(text),
                words.clone().filter_map(|w| text.find(w)).min()
            );
        }
    }
}
