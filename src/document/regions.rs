//! Administrative divisions by name: codes of GB/T 2260, from `assets/lexicon/regions.txt`.
//!
//! Province-level divisions are here for every part of the program; cities and counties by full or short name, a name that several
//! divisions share only within a parent. This knows nothing of text: what around a name makes it a place, the rules decide.

use std::sync::OnceLock;

use crate::text::{CharSet, Kinds, WordMap, WordTrie};

/// The province-level divisions: code, full name, short name.
const PROVINCES: [(&str, &str, &str); 34] = [
    ("110000", "北京市", "北京"),
    ("120000", "天津市", "天津"),
    ("130000", "河北省", "河北"),
    ("140000", "山西省", "山西"),
    ("150000", "内蒙古自治区", "内蒙古"),
    ("210000", "辽宁省", "辽宁"),
    ("220000", "吉林省", "吉林"),
    ("230000", "黑龙江省", "黑龙江"),
    ("310000", "上海市", "上海"),
    ("320000", "江苏省", "江苏"),
    ("330000", "浙江省", "浙江"),
    ("340000", "安徽省", "安徽"),
    ("350000", "福建省", "福建"),
    ("360000", "江西省", "江西"),
    ("370000", "山东省", "山东"),
    ("410000", "河南省", "河南"),
    ("420000", "湖北省", "湖北"),
    ("430000", "湖南省", "湖南"),
    ("440000", "广东省", "广东"),
    ("450000", "广西壮族自治区", "广西"),
    ("460000", "海南省", "海南"),
    ("500000", "重庆市", "重庆"),
    ("510000", "四川省", "四川"),
    ("520000", "贵州省", "贵州"),
    ("530000", "云南省", "云南"),
    ("540000", "西藏自治区", "西藏"),
    ("610000", "陕西省", "陕西"),
    ("620000", "甘肃省", "甘肃"),
    ("630000", "青海省", "青海"),
    ("640000", "宁夏回族自治区", "宁夏"),
    ("650000", "新疆维吾尔自治区", "新疆"),
    ("710000", "台湾省", "台湾"),
    ("810000", "香港特别行政区", "香港"),
    ("820000", "澳门特别行政区", "澳门"),
];

/// The code of the province-level division with this full or short name.
#[must_use]
pub fn province_code(name: &str) -> Option<&'static str> {
    PROVINCES
        .iter()
        .find(|(_, full, short)| name == *full || name == *short)
        .map(|(code, _, _)| *code)
}

/// Whether a text begins with the full or short name of a province-level division.
#[must_use]
pub fn begins_with_province(text: &str) -> bool {
    // Full names begin with the short ones.
    PROVINCES
        .iter()
        .any(|(_, _, short)| text.starts_with(short))
}

/// The full name of the province-level division with this code.
#[must_use]
pub fn province_name(code: &str) -> Option<&'static str> {
    PROVINCES
        .iter()
        .find(|(known, _, _)| code == *known)
        .map(|(_, full, _)| *full)
}

/// An administrative division of the mainland.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Division {
    /// Six digits of GB/T 2260.
    pub code: &'static str,
    /// Such as 沈阳市.
    pub name: &'static str,
    /// Such as 沈阳, where one is used; of counties it is ambiguous more often than not.
    pub short: Option<&'static str>,
    /// A further name in use: 延边州.
    pub other: Option<&'static str>,
}

/// How deep a division lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Province,
    /// Prefectures: 地级市, 自治州, 地区, 盟.
    City,
    County,
}

impl Division {
    /// The full name and those that are also used.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        [Some(self.name), self.short, self.other]
            .into_iter()
            .flatten()
    }

    #[must_use]
    pub fn level(&self) -> Level {
        match (&self.code[2..4], &self.code[4..]) {
            ("00", _) => Level::Province,
            (_, "00") => Level::City,
            _ => Level::County,
        }
    }

    /// Whether this lies within the division with that code. Counties directly under a province lie within it alone.
    #[must_use]
    pub fn is_within(&self, parent: &str) -> bool {
        let significant = match parent.get(2..) {
            Some("0000") => 2,
            Some(rest) if rest.ends_with("00") => 4,
            _ => 6,
        };
        self.code != parent
            && matches!((self.code.get(..significant), parent.get(..significant)), (Some(a), Some(b)) if a == b)
    }
}

/// Every division, by code.
#[must_use]
pub fn divisions() -> &'static [Division] {
    &table().divisions
}

/// The division with this code.
#[must_use]
pub fn division(code: &str) -> Option<&'static Division> {
    numbered(number(code)?)
}

/// The division of a level that holds the one with this code, or is the same.
#[must_use]
pub fn above(code: &str, level: Level) -> Option<&'static Division> {
    let code = number(code)?;
    numbered(match level {
        Level::Province => code / 10_000 * 10_000,
        Level::City => code / 100 * 100,
        Level::County => code,
    })
}

fn numbered(code: u32) -> Option<&'static Division> {
    let table = table();
    let at = table.codes.binary_search(&code).ok()?;
    Some(&table.divisions[at])
}

/// The six digits of a code as a number.
fn number(code: &str) -> Option<u32> {
    const N_DIGITS: usize = 6;
    let is_code = code.len() == N_DIGITS && code.bytes().all(|b| b.is_ascii_digit());
    is_code.then(|| code.parse().ok()).flatten()
}

/// The divisions with this full or short name, the highest first.
pub fn named(name: &str) -> impl Iterator<Item = &'static Division> {
    let table = table();
    let same = table.same(name);
    same.iter().map(|&at| &table.divisions[at as usize])
}

/// The division that a name stands for: within `parent` where one is given; otherwise the only one of the highest level that has the
/// name. A name that several have stands for none.
#[must_use]
pub fn find(name: &str, parent: Option<&str>) -> Option<&'static Division> {
    let table = table();
    let same = table.same(name);
    let candidates = || {
        same.iter()
            .map(|&at| &table.divisions[at as usize])
            .filter(|division| parent.is_none_or(|parent| division.is_within(parent)))
    };
    let highest = candidates().map(Division::level).min()?;
    // A short name stands for a county only beside its parent.
    let in_full = highest == Level::County && parent.is_none();
    let mut at_level = candidates().filter(|division| {
        let full = division.name == name || division.other == Some(name);
        division.level() == highest && (!in_full || full)
    });
    let only = at_level.next()?;
    at_level.next().is_none().then_some(only)
}

/// How a text begins as the name of a division does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// Bytes of the name.
    pub len: usize,
    /// Whether some division has this name.
    pub is_name: bool,
    /// Whether it is that of a district without its suffix: 沙坪坝.
    pub is_district: bool,
}

const NAME: Kinds = 1;
const DISTRICT: Kinds = 2;

/// The names of divisions with which a text begins, the shortest first, those of districts without 区 among them.
pub fn beginnings(text: &str) -> impl Iterator<Item = Beginning> {
    table().trie.prefixes(text).map(|prefix| Beginning {
        len: prefix.len,
        is_name: prefix.kinds & NAME != 0,
        is_district: prefix.kinds & DISTRICT != 0,
    })
}

#[derive(Debug)]
struct Table {
    divisions: Vec<Division>,
    /// Their codes as numbers, to find them by.
    codes: Vec<u32>,
    by_name: WordMap<Vec<u32>>,
    trie: WordTrie,
    /// The first and the last characters of the names.
    firsts: CharSet,
    lasts: CharSet,
}

impl Table {
    /// The divisions with this name. Most names that are asked for are none: their first or last character tells.
    fn same(&self, name: &str) -> &[u32] {
        let ends = name.chars().next().zip(name.chars().next_back());
        ends.filter(|(first, last)| self.firsts.contains(*first) && self.lasts.contains(*last))
            .and_then(|_| self.by_name.get(name))
            .map_or(&[], Vec::as_slice)
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut divisions: Vec<Division> = include_str!("../../assets/lexicon/regions.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut columns = line.split('\t');
                Some(Division {
                    code: columns.next()?,
                    name: columns.next()?,
                    short: columns.next().filter(|short| !short.is_empty()),
                    other: columns.next(),
                })
            })
            .collect();
        divisions.sort_by_key(|division| division.code);
        let mut by_name: WordMap<Vec<u32>> = WordMap::default();
        for (division, at) in divisions.iter().zip(0..) {
            for name in division.names() {
                by_name.entry(name).or_default().push(at);
            }
        }
        let names = by_name.keys().map(|name| (*name, NAME));
        let districts = by_name.keys().filter_map(|name| name.strip_suffix('区'));
        let trie = WordTrie::new(names.chain(districts.map(|stem| (stem, DISTRICT))));
        let firsts = by_name.keys().filter_map(|name| name.chars().next());
        let lasts = by_name.keys().filter_map(|name| name.chars().next_back());
        Table {
            firsts: firsts.collect(),
            lasts: lasts.collect(),
            codes: divisions
                .iter()
                .map(|division| number(division.code).expect("codes have six digits"))
                .collect(),
            divisions,
            trie,
            by_name,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provinces_are_known_by_full_and_short_name() {
        assert_eq!(province_code("广西"), Some("450000"));
        assert_eq!(province_name("450000"), Some("广西壮族自治区"));
        assert_eq!(province_code("沈阳"), None);
        for (code, full, short) in PROVINCES {
            let division = division(code).unwrap();
            assert_eq!((division.name, division.short), (full, Some(short)));
        }
    }

    #[test]
    fn texts_begin_with_names_and_with_districts_without_their_suffix() {
        let found = |text: &str| -> Vec<(usize, bool, bool)> {
            let found = beginnings(text);
            found
                .map(|begin| (begin.len, begin.is_name, begin.is_district))
                .collect()
        };
        assert_eq!(found("吉安市水利局"), [(6, true, false), (9, true, false)]);
        assert_eq!(found("沙坪坝启动"), [(9, false, true)]);
        assert!(found("水利局").is_empty());
    }

    #[test]
    fn cities_and_counties_are_found_within_their_parents() {
        let code = |name, parent| find(name, parent).map(|division| division.code);
        assert_eq!(code("沈阳", None), Some("210100"));
        assert_eq!(code("延边", None), Some("222400"));
        assert_eq!(code("海淀区", None), Some("110108"));
        assert_eq!(code("朝阳区", None), None, "Beijing and Changchun have one");
        assert_eq!(code("朝阳区", Some("110000")), Some("110105"));
        assert_eq!(code("义乌", None), None);
        assert_eq!(code("义乌", Some("330000")), Some("330782"));
        assert_eq!(
            code("吉林", None),
            Some("220000"),
            "the province before the city"
        );
        assert_eq!(code("鼓楼区", Some("320000")), None);
    }

    #[test]
    fn former_counties_are_the_cities_and_districts_of_today() {
        let name = |name: &str| find(name, None).map(|division| division.name);
        assert_eq!(name("广德县"), Some("广德市"));
        assert_eq!(name("临川市"), Some("临川区"));
        assert_eq!(name("无此县"), None);
    }
}
