//! Cues: the words and characters at which rules look for mentions, all found in one reading of a passage.
//!
//! In: a text. Out: [`Cues`], for each [`Cue`] the places where one of its words stands. A rule says here what it needs to see and asks for
//! the places; it does not read the passage itself. What a place means, the rules decide.

use std::ops::Range;
use std::sync::OnceLock;

use crate::document::regions::{self, Level};
use crate::text::{Kinds, Prefix, WordTrie};

use super::flat::offset;
use super::lexicon::{Words, lexicon};
use super::{date, numeral, person_frame, place_city};

/// What rules look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Names that may be a place: divisions (of counties the full names only), countries, continents, foreign cities.
    Place,
    /// Short names of cities below a city: 义乌.
    City,
    /// Known bodies and everything that names of bodies end with.
    Body,
    /// What names of events end with.
    Event,
    /// Offices and titles.
    Office,
    /// Bodies that every state has: 智利国会.
    StateBody,
    /// The state's builders, whose bureaus are numbered: 中交三局.
    Builder,
    /// 部党组.
    PartyGroup,
    /// 有限公司.
    Firm,
    /// 由 before organisers.
    By,
    /// ” before what a medium's account is called.
    QuoteEnd,
    /// With what the names of ministries and provinces abroad end.
    MinistryEnd,
    /// What leads to a township: 深入, 走访.
    Going,
    /// 在, 赴 before the place where something happens.
    At,
    /// 、 between the items of a list.
    Comma,
    /// What leads to a name: 任命, 选手.
    NameLead,
    /// Units in which persons are counted.
    Persons,
    /// The committee of a school that speaks of itself: 校党委.
    School,
    /// The body of the own field one level up or the own one: 省厅.
    OwnDepartment,
    /// What clauses begin behind.
    ClauseEnd,
    /// What lines of appointments begin behind.
    LineEnd,
    /// 《, 》 and the line feed, over which no title reaches.
    TitleMark,
    /// With what a date can begin; of digits side by side the first.
    Date,
    /// With what a numeral can begin; of digits side by side the first.
    Numeral,
    /// What ends a sentence.
    SentenceEnd,
    /// What no word of the dictionary holds.
    Mark,
}

/// Which of a cue's words count where several begin at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Take {
    Longest,
    Every,
}

impl Cue {
    const ALL: [Self; 26] = [
        Self::Place,
        Self::City,
        Self::Body,
        Self::Event,
        Self::Office,
        Self::StateBody,
        Self::Builder,
        Self::PartyGroup,
        Self::Firm,
        Self::By,
        Self::QuoteEnd,
        Self::MinistryEnd,
        Self::Going,
        Self::At,
        Self::Comma,
        Self::NameLead,
        Self::Persons,
        Self::School,
        Self::OwnDepartment,
        Self::ClauseEnd,
        Self::LineEnd,
        Self::TitleMark,
        Self::Date,
        Self::Numeral,
        Self::SentenceEnd,
        Self::Mark,
    ];

    const fn take(self) -> Take {
        match self {
            Self::Place | Self::City | Self::Body | Self::Event | Self::Office => Take::Longest,
            _ => Take::Every,
        }
    }

    /// The words of the cue.
    fn words(self) -> Vec<&'static str> {
        let lexicon = lexicon();
        let all = |sets: &[&Words]| -> Vec<&'static str> {
            sets.iter().flat_map(|set| set.iter()).collect()
        };
        let list = |words: &'static str| words.split('|').collect();
        match self {
            Self::Place => places(),
            Self::City => place_city::short_names().collect(),
            Self::Body => all(&[
                &lexicon.bodies,
                &lexicon.org_strong,
                &lexicon.org_anchored,
                &lexicon.org_unit,
            ]),
            Self::Event => all(&[
                &lexicon.gatherings,
                &lexicon.contests,
                &lexicon.seasons,
                &lexicon.activities,
                &lexicon.programmes,
                &lexicon.ceremonies,
                &lexicon.games,
            ]),
            Self::Office => all(&[&lexicon.offices, &lexicon.titles]),
            Self::StateBody => list("国会|议会|参议院|众议院|外交部|政府|最高法院"),
            Self::Builder => list("中铁|中建|中交|中核|中冶|中水|水电|中铁建"),
            Self::PartyGroup => list("部党组"),
            Self::Firm => list("有限公司"),
            Self::By => list("由"),
            Self::QuoteEnd => list("”"),
            Self::MinistryEnd => list("部|省|厅"),
            Self::Going => list("深入|赴|走访|前往|来到|走进|在|到"),
            Self::At => list("在|赴"),
            Self::Comma => list("、"),
            Self::NameLead => person_frame::leads().collect(),
            Self::Persons => list("人|名|位"),
            Self::School => list("校党委|院党委|校团委"),
            Self::OwnDepartment => list("省厅|省局|市局|县局|区局|州局"),
            Self::ClauseEnd => list(",|。|;|\n|:| "),
            Self::LineEnd => list(":|;|\n|。"),
            Self::TitleMark => list("《|》|\n"),
            Self::SentenceEnd => list("。|!|?|;|\n"),
            Self::Date | Self::Numeral | Self::Mark => Vec::new(),
        }
    }

    /// Whether a character is a cue by itself; for kinds of characters too many to list.
    fn is_char(self, c: char) -> bool {
        match self {
            Self::Date => date::may_begin(c),
            Self::Numeral => numeral::begins_numeral(c),
            Self::Mark => !super::words::is_of_word(c),
            _ => false,
        }
    }

    const fn bit(self) -> Kinds {
        1 << self as u32
    }
}

fn places() -> Vec<&'static str> {
    let lexicon = lexicon();
    let mut names: Vec<&'static str> = Vec::new();
    for division in regions::divisions() {
        names.extend([Some(division.name), division.other].into_iter().flatten());
        if division.level() != Level::County {
            names.extend(division.short);
        }
    }
    names.extend(lexicon.countries.iter());
    names.extend(lexicon.continents.iter());
    names.extend(lexicon.foreign_cities.keys());
    names.push("我国");
    names
}

/// The words of all cues.
#[derive(Debug)]
struct Table {
    /// By character of the basic plane: which of `classes` it is in.
    class_of: Box<[u8]>,
    /// For each class of characters the cues that they are by themselves.
    classes: Vec<Kinds>,
    longer: WordTrie,
}

/// Those cues of which only the longest word at a place counts.
const LONGEST: Kinds = {
    let mut kinds = 0;
    let mut i = 0;
    while i < Cue::ALL.len() {
        if matches!(Cue::ALL[i].take(), Take::Longest) {
            kinds |= Cue::ALL[i].bit();
        }
        i += 1;
    }
    kinds
};

/// In [`Table::classes`]: longer words begin with the character.
const BEGINS: Kinds = 1 << 31;

/// Builds the table ahead of its first use.
pub(super) fn load() {
    let _ = table();
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let words = || {
            Cue::ALL
                .into_iter()
                .flat_map(|cue| cue.words().into_iter().map(move |word| (word, cue.bit())))
        };
        let mut kinds_of = vec![0; 0x1_0000];
        for c in (0..0x1_0000).filter_map(char::from_u32) {
            for cue in Cue::ALL.into_iter().filter(|cue| cue.is_char(c)) {
                kinds_of[c as usize] |= cue.bit();
            }
        }
        for (word, kind) in words() {
            let mut chars = word.chars();
            if let Some(kinds) = chars.next().and_then(|c| kinds_of.get_mut(c as usize)) {
                *kinds |= if chars.next().is_some() { BEGINS } else { kind };
            }
        }
        let mut classes = vec![0];
        let class_of = kinds_of.into_iter().map(|kinds| {
            let class = classes.iter().position(|known| *known == kinds);
            let class = class.unwrap_or_else(|| {
                classes.push(kinds);
                classes.len() - 1
            });
            u8::try_from(class).expect("there are few classes of characters")
        });
        Table {
            class_of: class_of.collect(),
            classes,
            longer: WordTrie::new(words()),
        }
    })
}

impl Table {
    /// What a character is by itself, and whether it begins longer words.
    fn kinds(&self, c: char) -> Kinds {
        match self.class_of.get(c as usize) {
            Some(&class) => self.classes[class as usize],
            None if super::words::is_of_word(c) => 0,
            None => Cue::Mark.bit(),
        }
    }
}

/// A place where a cue stands, in bytes.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u32,
    end: u32,
}

impl Place {
    const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Where the cues of a text stand.
#[derive(Debug, Default)]
pub(super) struct Cues {
    /// Those of one cue after those of another, each in text order.
    places: Box<[Place]>,
    /// Where the places of each cue end.
    ends: [u32; Cue::ALL.len()],
}

impl Cues {
    /// Reads a text once.
    pub(super) fn of(text: &str) -> Self {
        let table = table();
        let mut found = Found::with_capacity(text.len() / 4);
        let mut chars = text.char_indices();
        let mut next = chars.next();
        let mut after_digit = false;
        while let Some((at, c)) = next {
            next = chars.next();
            let mut kinds = table.kinds(c);
            // Of a run of digits only the first begins anything.
            let is_digit = c.is_ascii_digit();
            if is_digit && after_digit {
                kinds &= !(Cue::Date.bit() | Cue::Numeral.bit());
            }
            after_digit = is_digit;
            if kinds == 0 {
                continue;
            }
            let longer = match next {
                Some((_, second)) if kinds & BEGINS != 0 => table.longer.may_begin(c, second),
                _ => false,
            };
            if longer {
                found.words(text, at, kinds & !BEGINS, c.len_utf8());
            } else {
                found.push(kinds & !BEGINS, at, at + c.len_utf8());
            }
        }
        found.sorted()
    }

    /// The places of a cue in text order. Words of one place come shortest first where every one counts.
    pub(super) fn iter(&self, cue: Cue) -> impl Iterator<Item = Range<usize>> {
        self.places(cue).iter().map(|place| place.range())
    }

    /// The first place of a cue at or after an offset.
    pub(super) fn first_from(&self, cue: Cue, at: usize) -> Option<Range<usize>> {
        let places = self.places(cue);
        let from = places.partition_point(|place| (place.start as usize) < at);
        places.get(from).map(|place| place.range())
    }

    /// Places one after the other, none over the beginning of the next.
    pub(super) fn apart(&self, cue: Cue) -> impl Iterator<Item = Range<usize>> {
        let mut end = 0;
        self.iter(cue).filter(move |place| {
            let apart = place.start >= end;
            if apart {
                end = place.end;
            }
            apart
        })
    }

    fn places(&self, cue: Cue) -> &[Place] {
        let cue = cue as usize;
        let from = cue.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.places[from as usize..self.ends[cue] as usize]
    }
}

/// The bytes of the longest word of a cue with which a text begins.
pub(super) fn prefix_len(cue: Cue, text: &str) -> Option<usize> {
    let table = table();
    let first = text.chars().next()?;
    let single = (table.kinds(first) & cue.bit() != 0).then_some(first.len_utf8());
    let longer = table.longer.prefixes(text);
    let longer = longer.filter(|prefix| prefix.kinds & cue.bit() != 0).last();
    longer.map(|prefix| prefix.len).or(single)
}

/// Places as they are found, of all cues in text order.
struct Found {
    places: Vec<(u8, Place)>,
    /// The words of the place in hand.
    words: Vec<Prefix>,
    n_of: [u32; Cue::ALL.len()],
}

impl Found {
    fn with_capacity(n: usize) -> Self {
        Self {
            places: Vec::with_capacity(n),
            words: Vec::new(),
            n_of: [0; Cue::ALL.len()],
        }
    }

    /// Adds a place of several cues.
    fn push(&mut self, mut kinds: Kinds, start: usize, end: usize) {
        while kinds != 0 {
            let cue = kinds.trailing_zeros();
            kinds &= kinds - 1;
            self.n_of[cue as usize] += 1;
            let place = Place {
                start: offset(start),
                end: offset(end),
            };
            self.places.push((cue as u8, place));
        }
    }

    /// Adds the words that begin at an offset; `single` are the cues that the first character is by itself.
    fn words(&mut self, text: &str, at: usize, single: Kinds, first_len: usize) {
        let mut longer = table().longer.prefixes(&text[at..]);
        let Some(shortest) = longer.next() else {
            self.push(single, at, at + first_len);
            return;
        };
        let mut words = std::mem::take(&mut self.words);
        words.push(Prefix {
            len: first_len,
            kinds: single,
        });
        words.push(shortest);
        words.extend(longer);
        let mut seen = 0;
        for word in words.iter().rev() {
            self.push(word.kinds & LONGEST & !seen, at, at + word.len);
            seen |= word.kinds;
        }
        for word in words.drain(..) {
            self.push(word.kinds & !LONGEST, at, at + word.len);
        }
        self.words = words;
    }

    fn sorted(self) -> Cues {
        let mut ends = self.n_of;
        let mut sum = 0;
        for end in &mut ends {
            let n = *end;
            *end = sum;
            sum += n;
        }
        let mut places = vec![Place { start: 0, end: 0 }; self.places.len()].into_boxed_slice();
        for (cue, place) in self.places {
            let end = &mut ends[cue as usize];
            places[*end as usize] = place;
            *end += 1;
        }
        Cues { places, ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(cue: Cue, text: &str) -> Vec<&str> {
        Cues::of(text).iter(cue).map(|place| &text[place]).collect()
    }

    #[test]
    fn cues_are_numbered_in_their_order() {
        for (cue, n) in Cue::ALL.into_iter().zip(0..) {
            assert_eq!(cue as usize, n);
        }
    }

    #[test]
    fn each_cue_has_its_own_places() {
        let text = "由教育部办公厅在江西省吉安市主办,5人参加。";
        assert_eq!(found(Cue::By, text), ["由"]);
        assert_eq!(found(Cue::Place, text), ["江西省", "吉安市"]);
        assert_eq!(found(Cue::At, text), ["在"]);
        assert_eq!(found(Cue::Persons, text), ["人"]);
        assert_eq!(found(Cue::Numeral, text), ["5"]);
        assert_eq!(found(Cue::Mark, text), [",", "。"]);
        assert!(found(Cue::Body, text).contains(&"教育部办公厅"));
        assert!(found(Cue::Body, "").is_empty());
    }

    #[test]
    fn the_longest_name_counts_and_every_word_that_leads_to_something() {
        assert_eq!(found(Cue::Place, "江西省江西"), ["江西省", "江西"]);
        assert_eq!(found(Cue::Builder, "中铁建"), ["中铁", "中铁建"]);
        assert_eq!(prefix_len(Cue::Place, "吉安市水利局"), Some(9));
        assert_eq!(prefix_len(Cue::Place, "水利局"), None);
    }

    #[test]
    fn places_may_be_asked_for_from_an_offset_and_one_apart_from_another() {
        let cues = Cues::of("县委书记、副书记");
        assert_eq!(cues.first_from(Cue::Comma, 0), Some(12..15));
        assert_eq!(cues.first_from(Cue::Comma, 13), None);
        let all = cues.iter(Cue::Office).count();
        assert!(cues.apart(Cue::Office).count() < all, "副书记 holds 书记");
    }
}
