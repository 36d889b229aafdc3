//! Cities below a city by their short names: 涿州, 义乌. Unlike counties they are called so as often as by their full names.
//!
//! In: a passage and what was found in it. Added to it: short names that the dictionary knows as places and that no other division has.

use std::ops::Range;

use crate::document::regions::{self, Division, Level};

use super::cue::Cue;
use super::lexicon::lexicon;
use super::passage::Passage;
use super::resolve::{Candidate, Kind};

/// The short names.
pub(super) fn short_names() -> impl Iterator<Item = &'static str> {
    let cities = regions::divisions().iter().filter(|city| is_city(city));
    cities.filter_map(|city| city.short)
}

fn is_city(division: &Division) -> bool {
    division.level() == Level::County
        && division.name.ends_with('市')
        && division.short.is_some_and(|short| {
            short.chars().count() > 1 && !lexicon().ambiguous_places.contains(short)
        })
}

/// The city whose short name the words are, if no other division has it and the dictionary knows it as a place.
pub(super) fn named(passage: &Passage, range: &Range<usize>) -> Option<&'static Division> {
    let mut all = regions::named(&passage.text()[range.clone()]);
    let city = all.next().filter(|_| all.next().is_none())?;
    let known = || {
        passage.words_after(range.start).next().is_some_and(|word| {
            word.start == range.start && word.end == range.end && word.tag == "ns"
        })
    };
    (is_city(city) && known()).then_some(city)
}

/// Adds the cities called by their short names.
pub(super) fn find(passage: &Passage, found: &mut Vec<Candidate>) {
    let text = passage.text();
    let mut known: Vec<Range<usize>> = found.iter().map(|place| place.range.clone()).collect();
    known.sort_by_key(|range| (range.start, range.end));
    for range in passage.cues().apart(Cue::City) {
        let before = known.partition_point(|other| other.start <= range.start);
        let apart = before == 0 || known[before - 1].end < range.end;
        let after = &text[range.end..];
        let other = after.starts_with(['县', '区', '市', '大'])
            || lexicon()
                .place_followers
                .iter()
                .any(|word| after.starts_with(word) && !after.starts_with("人民"));
        if let Some(city) = Some(&range)
            .filter(|_| apart && !other)
            .and_then(|range| named(passage, range))
        {
            let place = Candidate::as_written(Kind::Place, range, "place.named_city");
            found.push(Candidate {
                code: Some(city.code),
                ..place
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::context::Context;
    use super::super::place;
    use super::super::resolve::resolve;
    use super::*;
    use crate::document::NodeId;

    fn names(text: &str) -> Vec<String> {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        resolve(place::find(&passage, &Context::default()))
            .into_iter()
            .map(|place| passage.text()[place.range].to_owned())
            .collect()
    }

    #[test]
    fn cities_below_a_city_are_called_by_their_short_names() {
        assert_eq!(names("为涿州发展增添动能"), ["涿州"]);
        assert!(names("江山多娇,会同有关方面检查").is_empty());
    }
}
