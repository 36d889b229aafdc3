//! Counties and districts by their short names in a list of such: 满洲里、二连浩特口岸, 涪陵、黔江等区县. Alone a short name of a county is as
//! often a word; in a list of places each item speaks for the others.

use std::ops::Range;
use std::sync::LazyLock;

use crate::document::regions::{self, Division, Level};
use crate::text::WordMap;

use super::context::Context;
use super::cue::Cue;
use super::lexicon::lexicon;
use super::passage::Passage;
use super::place::Chain;

/// The longest short name (characters).
const LONGEST_CHARS: usize = 5;

/// The counties and districts in lists, with their codes where one division alone can be meant.
pub(super) fn listed(passage: &Passage, context: &Context) -> Vec<Chain> {
    let text = passage.text();
    let mut found = Vec::new();
    let mut from = 0;
    for Range { start: mark, .. } in passage.cues().iter(Cue::Comma) {
        if mark < from {
            continue;
        }
        let Some(first) = before(passage, mark) else {
            continue;
        };
        let mut names = vec![first];
        let mut at = mark;
        while let Some(rest) = text[at..].strip_prefix('、') {
            let Some(next) = after(passage, text.len() - rest.len()) else {
                break;
            };
            at = next.end;
            names.push(next);
        }
        from = at;
        let city = common_city(text, &names);
        let items: Vec<(Range<usize>, Option<&'static Division>)> = names
            .into_iter()
            .map(|range| {
                let name = &text[range.clone()];
                let of_city = || candidates(name).find(|division| Some(city_of(division)) == city);
                (range.clone(), division(name, context).or_else(of_city))
            })
            .collect();
        let known = items.iter().all(|(_, division)| division.is_some());
        let is_county = |(_, division): &(_, Option<&'static Division>)| {
            division.is_some_and(|division| division.level() == Level::County)
        };
        if items.len() > 1 && known && items.iter().any(is_county) {
            found.extend(items.into_iter().map(|(range, division)| Chain {
                range,
                code: division.map(|division| division.code),
                rule: "place.listed_short_county",
            }));
        }
    }
    found
}

/// The name that ends at a mark and begins where a word does.
fn before(passage: &Passage, mark: usize) -> Option<Range<usize>> {
    let text = passage.text();
    let starts = text[..mark].char_indices().rev().map(|(at, _)| at);
    starts
        .take(LONGEST_CHARS)
        .skip(1)
        .map(|start| start..mark)
        .find(|range| may_name(&text[range.clone()]) && passage.is_word_border(range.start))
}

/// The longest name that begins at an offset and ends where a word or the item does.
fn after(passage: &Passage, at: usize) -> Option<Range<usize>> {
    let text = passage.text();
    let ends = text[at..]
        .char_indices()
        .map(|(offset, c)| at + offset + c.len_utf8());
    let names: Vec<Range<usize>> = ends
        .take(LONGEST_CHARS)
        .skip(1)
        .map(|end| at..end)
        .filter(|range| may_name(&text[range.clone()]))
        .filter(|range| {
            passage.is_word_border(range.end) || text[range.end..].starts_with(['、', '和', '等'])
        })
        .collect();
    names.into_iter().next_back()
}

/// The least number of short names of which one city alone can be meant.
const LEAST_OF_A_CITY: usize = 3;

/// The one city to which all the names of a list belong: 西湖、青云谱、青山湖 are districts of 南昌.
fn common_city(text: &str, names: &[Range<usize>]) -> Option<&'static str> {
    if names.len() < LEAST_OF_A_CITY {
        return None;
    }
    let mut cities: Vec<&str> = candidates(&text[names[0].clone()]).map(city_of).collect();
    for name in &names[1..] {
        cities.retain(|city| {
            candidates(&text[name.clone()]).any(|division| city_of(division) == *city)
        });
    }
    cities.dedup();
    cities.first().copied().filter(|_| cities.len() == 1)
}

/// The counties and districts that a short name may be of.
fn candidates(name: &str) -> impl Iterator<Item = &'static Division> {
    let districts = DISTRICTS.get(name).into_iter().flatten().copied();
    regions::named(name)
        .filter(|division| division.level() == Level::County)
        .chain(districts)
}

fn city_of(division: &'static Division) -> &'static str {
    &division.code[..4]
}

fn may_name(name: &str) -> bool {
    regions::named(name).next().is_some() || DISTRICTS.contains_key(name)
}

/// The districts by their short names: 涪陵 → 涪陵区.
static DISTRICTS: LazyLock<WordMap<Vec<&'static Division>>> = LazyLock::new(|| {
    let mut districts: WordMap<Vec<&'static Division>> = WordMap::default();
    for division in regions::divisions() {
        let stem = division.name.strip_suffix('区');
        let short = stem.filter(|stem| {
            stem.chars().count() > 1
                && !stem.ends_with(['东', '西', '南', '北', '中'])
                && !(stem.ends_with('城') && lexicon().generic_districts.contains(division.name))
        });
        if let Some(short) = short.filter(|_| division.level() == Level::County) {
            districts.entry(short).or_default().push(division);
        }
    }
    districts
});

/// The one district of a short name within a division.
fn district(name: &str, parent: &str) -> Option<&'static Division> {
    let mut within = DISTRICTS
        .get(name)?
        .iter()
        .filter(|district| district.is_within(parent));
    within.next().copied().filter(|_| within.next().is_none())
}

/// The one division with this short name: in the province in force, else in the whole country where no other has it.
fn division(name: &str, context: &Context) -> Option<&'static Division> {
    let region = context.region.as_deref();
    let province = region.and_then(|code| regions::above(code, Level::Province));
    let near = province.map(|province| province.code).and_then(|province| {
        regions::find(name, Some(province)).or_else(|| district(name, province))
    });
    let mut all = regions::named(name);
    let only = all.next().filter(|_| all.next().is_none());
    near.or(only.filter(|division| {
        let clear = !lexicon().ambiguous_places.contains(name) && name.chars().count() > 2;
        division.level() != Level::County || clear
    }))
}

#[cfg(test)]
mod tests {
    use super::super::place::find;
    use super::super::resolve::resolve;
    use super::*;
    use crate::document::NodeId;

    fn check(region: &str, text: &str, expected: &[(&str, &str)]) {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let context = Context {
            region: (!region.is_empty()).then(|| region.to_owned()),
            ..Context::default()
        };
        let found = resolve(find(&passage, &context));
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|place| {
                (
                    &passage.text()[place.range.clone()],
                    place.code.unwrap_or_default(),
                )
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn counties_in_a_list_speak_for_each_other() {
        check(
            "",
            "满洲里、二连浩特口岸过货增长",
            &[("满洲里", "150781"), ("二连浩特", "152501")],
        );
        check(
            "500000",
            "涪陵、黔江等38个区县参训",
            &[("涪陵", "500102"), ("黔江", "500114")],
        );
    }

    #[test]
    fn districts_of_one_city_speak_for_each_other_without_a_region() {
        check(
            "",
            "与西湖、青云谱、青山湖3个代表团座谈",
            &[
                ("西湖", "360103"),
                ("青云谱", "360104"),
                ("青山湖", "360111"),
            ],
        );
    }

    #[test]
    fn everyday_words_in_a_list_are_none() {
        check("500000", "合作、平安、开放的环境", &[]);
        check("", "资源、安全、生态建设", &[]);
    }
}
