//! Places: countries, administrative divisions and cities, joined as written, with the code of GB/T 2260.

use std::ops::Range;

use crate::document::regions::{self, Beginning, Division, Level};

use super::context::Context;
use super::cue::{self, Cue};
use super::lexicon::lexicon;
use super::passage::Passage;
use super::place_context::{listed, located, towns};
use super::resolve::{Candidate, Kind};

/// The longest name of a division in bytes.
const LONGEST_BYTES: usize = 42;

/// The bytes of the name of a place with which a text begins.
pub(super) fn begins_with(text: &str) -> Option<usize> {
    cue::prefix_len(Cue::Place, text)
}

/// The divisions, joined, that begin at a place of a text.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    pub(super) range: Range<usize>,
    pub(super) code: Option<&'static str>,
    pub(super) rule: &'static str,
}

pub(super) fn find(passage: &Passage, context: &Context) -> Vec<Candidate> {
    let text = passage.text();
    let mut found: Vec<Candidate> = Vec::new();
    let mut at = 0;
    while let Some(hit) = passage.cues().first_from(Cue::Place, at) {
        let last_end = found.last().map(|place| place.range.end);
        match chain(passage, context, hit.clone(), last_end) {
            Some(mut chain) => {
                super::place_town::extend(passage, &mut chain);
                at = chain.range.end;
                let listed = listed(passage, &chain);
                let value = (&text[chain.range.clone()] == "我国").then(|| "中国".to_owned());
                found.push(Candidate {
                    kind: Kind::Place,
                    range: chain.range,
                    value,
                    code: chain.code,
                    attributes: super::Attributes::new(),
                    rule: chain.rule,
                });
                for chain in listed {
                    at = chain.range.end;
                    found.push(Candidate {
                        code: chain.code,
                        ..Candidate::as_written(Kind::Place, chain.range, chain.rule)
                    });
                }
            }
            None => {
                at = hit.start + text[hit.start..].chars().next().map_or(1, char::len_utf8);
            }
        }
    }
    super::place_again::provinces(text, &mut found);
    super::place_again::counties(passage, context, &mut found);
    super::place_city::find(passage, &mut found);
    found.extend(towns(passage).into_iter().map(|chain| Candidate {
        code: chain.code,
        ..Candidate::as_written(Kind::Place, chain.range, chain.rule)
    }));
    found.extend(
        super::place_county::listed(passage, context)
            .into_iter()
            .map(|chain| Candidate {
                code: chain.code,
                ..Candidate::as_written(Kind::Place, chain.range, chain.rule)
            }),
    );
    found.extend(
        super::place_town::listed(passage)
            .into_iter()
            .map(|chain| Candidate {
                code: chain.code,
                ..Candidate::as_written(Kind::Place, chain.range, chain.rule)
            }),
    );
    found.extend(located(passage).into_iter().map(|chain| Candidate {
        code: chain.code,
        ..Candidate::as_written(Kind::Place, chain.range, chain.rule)
    }));
    found
}

/// The value of a quote that is a place as a whole.
pub(super) fn normalise(quote: &str, context: &Context) -> Option<String> {
    if quote == "我国" {
        return Some("中国".to_owned());
    }
    if let Some(division) = lookup(quote, context) {
        return Some(format!("{quote} {}", division.code));
    }
    let mut end = begins_with(quote)?;
    let mut code = lookup(&quote[..end], context).map(|division| division.code);
    while let Some((len, division)) = child(&quote[end..], code) {
        end += len;
        code = Some(division.code);
    }
    let known = end == quote.len() || lexicon().foreign_cities.contains_key(&quote[end..]);
    Some(match code {
        Some(code) if end == quote.len() => format!("{quote} {code}"),
        _ if known => quote.to_owned(),
        _ => return None,
    })
}

/// The division of a name: within the entry's region first, then in the whole country.
fn lookup(name: &str, context: &Context) -> Option<&'static Division> {
    let region = context.region.as_deref();
    region
        .filter(|_| regions::named(name).all(|division| division.level() == Level::County))
        .and_then(|region| {
            let province = format!("{}0000", region.get(..2)?);
            regions::find(name, Some(region)).or_else(|| regions::find(name, Some(&province)))
        })
        .or_else(|| regions::find(name, None))
}

fn chain(
    passage: &Passage,
    context: &Context,
    hit: Range<usize>,
    last_end: Option<usize>,
) -> Option<Chain> {
    let text = passage.text();
    let name = &text[hit.clone()];
    let lexicon = lexicon();
    let rest = |end: usize| &text[end..];
    if lexicon.continents.contains(name) || name == "我国" {
        return is_word(passage, &hit).then_some(Chain {
            range: hit,
            code: None,
            rule: "place.continent",
        });
    }
    if lexicon.countries.contains(name) {
        if text[..hit.start].ends_with('新') && name == "中国" {
            return None;
        }
        let mut range = hit.clone();
        let (mut code, mut rule) = (None, "place.country");
        if matches!(name, "中国" | "中华人民共和国") {
            if let Some((len, division)) = child(rest(range.end), None) {
                range.end += len;
                code = Some(division.code);
                rule = "place.division";
                extend(text, &mut range, &mut code);
            }
        } else if let Some(len) = begins_with(rest(range.end)).filter(|len| {
            lexicon
                .foreign_cities
                .contains_key(&rest(range.end)[..*len])
        }) {
            range.end += len;
            rule = "place.foreign_city";
        }
        return is_word(passage, &range).then_some(Chain { range, code, rule });
    }
    if lexicon.foreign_cities.contains_key(name) {
        return is_word(passage, &hit).then_some(Chain {
            range: hit,
            code: None,
            rule: "place.foreign_city",
        });
    }
    division_chain(passage, context, hit, last_end)
}

/// A division with the divisions inside it that are written on.
fn division_chain(
    passage: &Passage,
    context: &Context,
    hit: Range<usize>,
    last_end: Option<usize>,
) -> Option<Chain> {
    let text = passage.text();
    let mut range = hit.clone();
    let mut name = &text[hit];
    let mut code = lookup(name, context).map(|division| division.code);
    let mut alone = range.end;
    if starts_inside_word(passage, range.start) {
        return None;
    }
    extend(text, &mut range, &mut code);
    // 黔南州, 甘孜州: the short form of an autonomous prefecture.
    let prefecture = code
        .and_then(regions::division)
        .is_some_and(|division| division.name.ends_with("自治州"));
    if prefecture && !text[..range.end].ends_with('州') && text[range.end..].starts_with('州') {
        range.end += '州'.len_utf8();
    }
    // 南京市场 is 南京 with a market: the short name where the long one cuts a word.
    if !ends_word(passage, range.end) && !is_whole_county(passage, &range) {
        let short = regions::named(name).find_map(|division| division.short)?;
        range.end = range.start + short.len();
        if !name.starts_with(short) || short == name || !ends_word(passage, range.end) {
            return None;
        }
        name = short;
        alone = range.end;
        code = lookup(name, context).map(|division| division.code);
    }
    let is_short =
        regions::named(name).any(|division| division.short == Some(name) && division.name != name);
    let joined = range.end > alone;
    if is_short && !joined && !passage.is_word_border(range.start) {
        return None;
    }
    let lexicon = lexicon();
    let after = &text[range.end..];
    if is_short
        && lexicon
            .place_followers
            .iter()
            .any(|word| after.starts_with(word))
        && !after.starts_with("人民")
        && !joined
    {
        return None;
    }
    let listed = last_end
        .is_some_and(|end| matches!(&text[end..range.start], "、" | "和" | "与" | "及"))
        || after
            .strip_prefix(['、', '和'])
            .is_some_and(|next| begins_with(next).is_some());
    let located = text[..range.start].ends_with(['在', '于', '赴', '到', '从'])
        || ["举行", "召开", "举办", "市"]
            .iter()
            .any(|w| after.starts_with(w));
    let whole = range.len() == text.len();
    if lexicon.ambiguous_places.contains(name) && !joined && !listed && !located && !whole {
        return None;
    }
    if lexicon.generic_districts.contains(name) {
        let known = context
            .region
            .as_deref()
            .and_then(|region| regions::find(name, Some(region)));
        code = Some(known?.code);
    }
    if text[..range.start].ends_with(['在', '于', '赴', '到']) {
        extend_by_word(passage, &mut range, &mut code);
    }
    Some(Chain {
        range,
        code,
        rule: "place.division",
    })
}

/// 德清县|网信工作: the full name of a county ends where it does unless the next character makes another word of its last.
fn is_whole_county(passage: &Passage, range: &Range<usize>) -> bool {
    let name = &passage.text()[range.clone()];
    name.chars().count() > 2
        && name.ends_with(['县', '旗'])
        && passage.is_word_border(range.start)
        && regions::named(name).any(|division| division.name == name)
        && !passage.text()[range.end..].starts_with([
            '城', '长', '委', '级', '域', '区', '乡', '志', '情', '政', '人', '市',
        ])
}

/// 示范县: a word of the dictionary reaches over the border before the name.
fn starts_inside_word(passage: &Passage, start: usize) -> bool {
    let text = passage.text();
    let mut over = text[..start]
        .chars()
        .rev()
        .take(1)
        .chain(text[start..].chars().take(1));
    let word: String = over.by_ref().collect();
    ["示范", "模范", "典范", "规范", "防范", "师范"].contains(&word.as_str())
}

/// Takes the divisions that follow inside the last one.
fn extend(text: &str, range: &mut Range<usize>, code: &mut Option<&'static str>) {
    while let Some((len, division)) = child(&text[range.end..], *code) {
        range.end += len;
        *code = Some(division.code);
    }
}

/// 浙江 + 乌镇: a place below the counties that the dictionary knows, where something is said to be there. It has no code.
fn extend_by_word(passage: &Passage, range: &mut Range<usize>, code: &mut Option<&'static str>) {
    let at = range.end;
    if let Some(word) = passage.words_after(at).next()
        && word.start == at
        && word.tag == "ns"
        && passage.word(&word).chars().count() > 1
        && ["举", "召", "开", "调", "考", "启"]
            .iter()
            .any(|verb| passage.text()[word.end..].starts_with(verb))
    {
        range.end = word.end;
        *code = None;
    }
}

/// The longest division at the beginning of a text that lies within `parent`; without one, a province or city.
pub(super) fn child(text: &str, parent: Option<&str>) -> Option<(usize, &'static Division)> {
    let beginnings: Vec<Beginning> = regions::beginnings(text)
        .take_while(|begin| begin.len <= LONGEST_BYTES)
        .collect();
    beginnings.into_iter().rev().find_map(|begin| {
        let end = begin.len;
        let name = &text[..end];
        let named = begin.is_name.then(|| regions::find(name, parent)).flatten();
        let division = named.or_else(|| {
            // 重庆沙坪坝: districts without their suffix, directly behind their city.
            let parent = parent.filter(|_| begin.is_district)?;
            regions::find(&format!("{name}区"), Some(parent))
        })?;
        // A short name of a county (盘山, 长沙) before what makes another word of it is no place.
        let short = division.name != name;
        let next = &text[end..];
        let other = short
            && (lexicon()
                .place_followers
                .iter()
                .any(|word| next.starts_with(word))
                || next.starts_with(['大', '学', '市', '县', '区']));
        let reachable = parent.is_some() || division.level() != Level::County;
        (reachable && !other).then_some((end, division))
    })
}

pub(super) fn is_word(passage: &Passage, range: &Range<usize>) -> bool {
    passage.is_word_border(range.start) && ends_word(passage, range.end)
}

fn ends_word(passage: &Passage, end: usize) -> bool {
    end >= passage.text().len() || passage.is_word_border(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NodeId;

    fn check(region: Option<&str>, text: &str, expected: &[&str]) {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let context = Context {
            region: region.map(str::to_owned),
            ..Context::default()
        };
        let found: Vec<String> = find(&passage, &context)
            .into_iter()
            .map(|place| {
                let name = place
                    .value
                    .unwrap_or_else(|| passage.text()[place.range].to_owned());
                place
                    .code
                    .map_or(name.clone(), |code| format!("{name} {code}"))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn divisions_are_joined_as_written() {
        check(None, "推介会在山东省青岛市举行", &["山东省青岛市 370200"]);
        check(
            None,
            "农机展在黑龙江佳木斯开幕，四川成都设分会场",
            &["黑龙江佳木斯 230800", "四川成都 510100"],
        );
        check(None, "浙江、湖南等地", &["浙江 330000", "湖南 430000"]);
        check(None, "抵达中国昆明市", &["中国昆明市 530100"]);
        check(
            None,
            "贵州省遵义市湄潭县的茶园",
            &["贵州省遵义市湄潭县 520328"],
        );
    }

    #[test]
    fn short_forms_of_prefectures_and_names_of_townships() {
        check(None, "甘孜州启动检查", &["甘孜州 513300"]);
        check(None, "深入青溪镇、杨湾乡走访", &["青溪镇", "杨湾乡"]);
        check(None, "到李家坪镇调研", &["李家坪镇"]);
        check(None, "深入各乡镇、古镇调研", &[]);
    }

    #[test]
    fn a_full_name_ends_before_a_word_that_the_dictionary_guesses() {
        check(None, "调研德清县网信工作", &["德清县 330521"]);
    }

    #[test]
    fn foreign_places_have_no_code() {
        check(None, "代表团访问德国柏林和肯尼亚", &["德国柏林", "肯尼亚"]);
    }

    #[test]
    fn a_county_takes_its_code_from_the_region() {
        check(Some("110000"), "朝阳区启动检查", &["朝阳区 110105"]);
        check(None, "朝阳区启动检查", &["朝阳区"]);
    }

    #[test]
    fn short_names_inside_other_words_are_no_places() {
        check(None, "丰富来宾体验，吉安", &[]);
        check(None, "建成示范县和模范县，回望新中国成立", &[]);
        check(None, "四川人民", &["四川 510000"]);
        check(None, "河南话、四川菜和北京时间", &[]);
        check(None, "南京市场回暖", &["南京 320100"]);
    }

    #[test]
    fn a_selected_quote_gets_a_value() {
        let context = Context::default();
        assert_eq!(
            normalise("辽宁省沈阳市", &context).as_deref(),
            Some("辽宁省沈阳市 210100")
        );
        assert_eq!(
            normalise("广东广州", &context).as_deref(),
            Some("广东广州 440100")
        );
        assert_eq!(normalise("法国巴黎", &context).as_deref(), Some("法国巴黎"));
        assert_eq!(normalise("我国", &context).as_deref(), Some("中国"));
    }
}
