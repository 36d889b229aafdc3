//! Places named again by less: a province abroad without its country, a county without its suffix.
//!
//! In: what was found in a passage. Added to it: the same places where the passage calls them by their short names. Nothing is known here
//! that the passage, or the region in force, did not say in full.

use std::ops::Range;

use crate::document::regions::{self, Division, Level};

use super::context::Context;
use super::lexicon::{lexicon, longest_suffix};
use super::passage::Passage;
use super::place::{begins_with, is_word};
use super::resolve::{Candidate, Kind};

/// The longest name of a country (characters).
const LONGEST_COUNTRY_CHARS: usize = 14;

/// 巴伐利亚州 after 德国巴伐利亚州: a province abroad is known by itself once its country was named.
pub(super) fn provinces(text: &str, found: &mut Vec<Candidate>) {
    const MOST: usize = 4;
    let abroad: Vec<Range<usize>> = found
        .iter()
        .filter(|place| place.rule == "place.foreign_province")
        .map(|place| place.range.clone())
        .take(MOST)
        .collect();
    for whole in abroad {
        let country = begins_with(&text[whole.clone()]).unwrap_or(0);
        let name = &text[whole.start + country..whole.end];
        let again = text[whole.end..]
            .match_indices(name)
            .map(|(at, _)| whole.end + at);
        let apart = again.filter(|&at| {
            let country = longest_suffix(&text[..at], &lexicon().countries, LONGEST_COUNTRY_CHARS);
            country.is_none()
        });
        let places: Vec<Candidate> = apart
            .map(|at| {
                Candidate::as_written(Kind::Place, at..at + name.len(), "place.foreign_again")
            })
            .collect();
        found.extend(places);
    }
}

/// 德清 after 德清县, or in a text of that county: a county's short name is a place once its full name was said.
pub(super) fn counties(passage: &Passage, context: &Context, found: &mut Vec<Candidate>) {
    const MOST: usize = 4;
    let text = passage.text();
    let mut known: Vec<Range<usize>> = found.iter().map(|place| place.range.clone()).collect();
    known.sort_by_key(|range| (range.start, range.end));
    let own = context.region.as_deref().and_then(regions::division);
    let mut counties: Vec<&'static Division> = own
        .into_iter()
        .chain(
            found
                .iter()
                .filter_map(|place| regions::division(place.code?)),
        )
        .filter(|division| division.level() == Level::County)
        .collect();
    counties.sort_by_key(|division| division.code);
    counties.dedup_by_key(|division| division.code);
    for county in counties.into_iter().take(MOST) {
        let Some(short) = county.short.filter(|short| {
            short.chars().count() > 1 && !lexicon().ambiguous_places.contains(short)
        }) else {
            continue;
        };
        for (at, name) in text.match_indices(short) {
            let range = at..at + name.len();
            let longer = text[range.end..].starts_with(['县', '市', '区', '旗', '州'])
                || lexicon()
                    .place_followers
                    .iter()
                    .any(|word| text[range.end..].starts_with(word));
            let before = known.partition_point(|other| other.start <= range.start);
            let apart = before == 0 || known[before - 1].end < range.end;
            if !longer && apart && is_word(passage, &range) {
                let place = Candidate::as_written(Kind::Place, range, "place.short_again");
                found.push(Candidate {
                    code: Some(county.code),
                    ..place
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::place::find;
    use super::super::resolve::resolve;
    use super::*;
    use crate::document::NodeId;

    fn names(region: &str, text: &str) -> Vec<String> {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let context = Context {
            region: (!region.is_empty()).then(|| region.to_owned()),
            ..Context::default()
        };
        resolve(find(&passage, &context))
            .into_iter()
            .map(|place| passage.text()[place.range].to_owned())
            .collect()
    }

    #[test]
    fn a_province_abroad_is_known_by_itself_once_its_country_was_named() {
        assert_eq!(
            names("", "与老挝南塔省签约,南塔省代表到会"),
            ["老挝南塔省", "南塔省"]
        );
    }

    #[test]
    fn a_county_is_known_by_its_short_name_once_it_was_named() {
        assert_eq!(names("", "汝州市启动检查,见证汝州发展"), ["汝州市", "汝州"]);
        assert_eq!(names("330521", "奋力谱写德清新篇章"), ["德清"]);
        assert!(names("", "奋力谱写德清新篇章").is_empty());
    }
}
