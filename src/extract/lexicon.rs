//! The word lists of `assets/lexicon/`, parsed once.
//!
//! A table is words between white space under `[section]` lines; lines that begin with `#` say what the table is for. Rules ask for
//! sets of words or for automata over them; nothing here knows a rule.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::sync::OnceLock;

use crate::text::CharSet;

macro_rules! table {
    ($name:literal) => {
        include_str!(concat!("../../assets/lexicon/", $name, ".txt"))
    };
}

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

/// Everything the rules know about the language.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) countries: Words,
    pub(super) continents: Words,
    pub(super) foreign_cities: HashMap<&'static str, &'static str>,
    pub(super) ambiguous_places: Words,
    pub(super) generic_districts: Words,
    pub(super) place_followers: Words,
    pub(super) surnames: Words,
    pub(super) rare_surnames: Words,
    pub(super) offices: Words,
    pub(super) titles: Words,
    pub(super) office_scope: Words,
    pub(super) acts: Words,
    pub(super) everyday: Words,
    pub(super) personal: Words,
    pub(super) transliteration: HashSet<char>,
    pub(super) doc_kinds: Words,
    pub(super) fixed_numbers: Words,
    pub(super) classifiers: Words,
    pub(super) units: Words,
    pub(super) arabic_units: Words,
    pub(super) durations: Words,
    pub(super) duration_led: Words,
    pub(super) duration_followed: Words,
    pub(super) about: Words,
    pub(super) roughly: Words,
    pub(super) bodies: Words,
    pub(super) ministries: Words,
    pub(super) org_strong: Words,
    pub(super) org_anchored: Words,
    pub(super) org_unit: Words,
    pub(super) org_central: Words,
    pub(super) org_relative: Words,
    pub(super) org_by_kind: Words,
    pub(super) org_joined: Words,
    pub(super) org_plain: Words,
    pub(super) org_own_relative: Words,
    pub(super) org_by_relative: Words,
    pub(super) org_regional: Words,
    pub(super) org_classes: Words,
    pub(super) org_never_bare: Words,
    pub(super) org_fields: Words,
    pub(super) org_named_alone: Words,
    pub(super) org_vague: Words,
    pub(super) stops: Words,
    pub(super) soft: Words,
    pub(super) leading: Words,
    pub(super) held: Words,
    pub(super) event_stops: Words,
    pub(super) event_weak: Words,
    pub(super) frames: Words,
    pub(super) governing: Words,
    pub(super) gatherings: Words,
    pub(super) contests: Words,
    pub(super) seasons: Words,
    pub(super) activities: Words,
    pub(super) programmes: Words,
    pub(super) ceremonies: Words,
    pub(super) games: Words,
    pub(super) event_kinds: Words,
    pub(super) action_words: Words,
    /// Full names of bodies by their short ones, and of the ends of local departments' names.
    pub(super) full_names: HashMap<&'static str, &'static str>,
    pub(super) departments: HashMap<&'static str, &'static str>,
    /// The code of an action by its word.
    pub(super) actions: HashMap<&'static str, &'static str>,
}

/// The lexicon, parsed at the first call.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(parse)
}

/// Parses all tables and builds all automata ahead of their first use.
pub(super) fn load() {
    let _ = (lexicon(), crate::text::simplify_char('門'));
    super::place::finder();
    super::org::finder();
    super::event::finder();
    super::person::finder();
}

fn parse() -> Lexicon {
    let countries = sections(table!("countries"));
    let places = sections(table!("places"));
    let surnames = sections(table!("surnames"));
    let offices = sections(table!("offices"));
    let classifiers = sections(table!("classifiers"));
    let bodies = sections(table!("bodies"));
    let org = sections(table!("org_suffixes"));
    let borders = sections(table!("borders"));
    let events = sections(table!("event_heads"));
    let full_names = sections(table!("full_names"));
    let actions: HashMap<&'static str, &'static str> = sections(table!("actions"))
        .into_iter()
        .flat_map(|(code, words)| words.into_iter().map(move |word| (word, code)))
        .collect();
    Lexicon {
        countries: set(&countries, "countries"),
        continents: set(&countries, "continents"),
        foreign_cities: pairs(&countries, "cities"),
        ambiguous_places: set(&places, "ambiguous"),
        generic_districts: set(&places, "generic_districts"),
        place_followers: set(&places, "followers"),
        surnames: ["single", "compound"]
            .iter()
            .flat_map(|section| set(&surnames, section).iter().collect::<Vec<_>>())
            .collect(),
        rare_surnames: set(&surnames, "rare"),
        offices: set(&offices, "offices"),
        titles: set(&offices, "titles"),
        office_scope: set(&offices, "scope"),
        acts: set(&offices, "acts"),
        everyday: set(&offices, "everyday"),
        personal: set(&offices, "personal"),
        transliteration: lines(table!("transliteration"))
            .flat_map(str::chars)
            .collect(),
        doc_kinds: words(table!("doc_kinds")).collect(),
        fixed_numbers: words(table!("fixed_numbers")).collect(),
        classifiers: set(&classifiers, "classifiers"),
        units: set(&classifiers, "units"),
        arabic_units: set(&classifiers, "arabic_only"),
        durations: set(&classifiers, "durations"),
        duration_led: set(&classifiers, "led"),
        duration_followed: set(&classifiers, "followed"),
        about: set(&classifiers, "about"),
        roughly: set(&classifiers, "roughly"),
        bodies: words(table!("bodies")).collect(),
        ministries: set(&bodies, "ministries"),
        org_strong: set(&org, "strong"),
        org_anchored: set(&org, "anchored"),
        org_unit: set(&org, "unit"),
        org_central: set(&org, "central"),
        org_relative: set(&org, "relative"),
        org_by_kind: set(&org, "by_kind"),
        org_joined: set(&org, "joined"),
        org_plain: set(&org, "plain"),
        org_own_relative: set(&org, "own_relative"),
        org_by_relative: set(&org, "by_relative"),
        org_regional: set(&org, "regional"),
        org_classes: set(&org, "classes"),
        org_never_bare: set(&org, "never_bare"),
        org_fields: set(&org, "fields"),
        org_named_alone: set(&org, "named_alone"),
        org_vague: set(&org, "vague"),
        stops: set(&borders, "stops"),
        soft: set(&borders, "soft"),
        leading: set(&borders, "leading"),
        held: set(&borders, "held"),
        event_stops: set(&borders, "event_stops"),
        event_weak: set(&borders, "event_weak"),
        frames: set(&borders, "frames"),
        governing: set(&borders, "governing"),
        gatherings: set(&events, "gatherings"),
        contests: set(&events, "contests"),
        seasons: set(&events, "seasons"),
        activities: set(&events, "activities"),
        programmes: set(&events, "programmes"),
        ceremonies: set(&events, "ceremonies"),
        games: set(&events, "games"),
        event_kinds: set(&events, "kinds"),
        full_names: pairs(&full_names, "bodies"),
        departments: pairs(&full_names, "departments"),
        action_words: actions.keys().copied().collect(),
        actions,
    }
}

type Sections = HashMap<&'static str, Vec<&'static str>>;

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// The words of a table, section names left out.
fn words(table: &'static str) -> impl Iterator<Item = &'static str> {
    lines(table)
        .filter(|line| !line.starts_with('['))
        .flat_map(str::split_whitespace)
}

fn sections(table: &'static str) -> Sections {
    let mut sections = Sections::new();
    let mut name = "";
    for line in lines(table) {
        match line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            Some(section) => name = section,
            None => sections
                .entry(name)
                .or_default()
                .extend(line.split_whitespace()),
        }
    }
    sections
}

fn set(sections: &Sections, name: &str) -> Words {
    sections.get(name).into_iter().flatten().copied().collect()
}

/// Words of the form name=other.
fn pairs(sections: &Sections, name: &str) -> HashMap<&'static str, &'static str> {
    let words = sections.get(name).into_iter().flatten();
    words.filter_map(|pair| pair.split_once('=')).collect()
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
    fn tables_have_their_sections() {
        let lexicon = lexicon();
        for (name, set) in [
            ("countries", &lexicon.countries),
            ("surnames", &lexicon.surnames),
            ("offices", &lexicon.offices),
            ("ministries", &lexicon.ministries),
            ("strong", &lexicon.org_strong),
            ("gatherings", &lexicon.gatherings),
            ("frames", &lexicon.frames),
        ] {
            assert!(set.len() > 10, "{name}");
        }
        assert!(lexicon.bodies.contains("教育部") && lexicon.ministries.contains("教育部"));
        assert_eq!(lexicon.foreign_cities.get("巴黎"), Some(&"法国"));
        assert!(!lexicon.transliteration.contains(&'#'));
    }

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

    #[test]
    fn the_longest_word_is_found_at_either_end() {
        let lexicon = lexicon();
        assert_eq!(
            longest_suffix("某省教育厅", &lexicon.org_anchored, 8),
            Some("教育厅")
        );
        assert_eq!(
            longest_prefix("副主席一行", &lexicon.titles, 6),
            Some("副主席")
        );
        assert_eq!(longest_prefix("", &lexicon.titles, 6), None);
    }
}
