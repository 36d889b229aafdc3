//! The word lists of `assets/lexicon/`, parsed once.
//!
//! A table is words between white space under `[section]` lines; lines that begin with `#` say what the table is for. Rules ask for
//! sets of words; nothing here knows a rule.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

pub(super) use super::word_set::{Words, longest_prefix, longest_suffix};

macro_rules! table {
    ($name:literal) => {
        include_str!(concat!("../../assets/lexicon/", $name, ".txt"))
    };
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
    super::cue::load();
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
