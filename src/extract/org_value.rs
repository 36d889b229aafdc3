//! Names that stand for others: 省教育厅 is that of the region in force, 部党组 that of the ministry a text is about.

use std::ops::Range;

use crate::document::regions::{self, Division, Level};

use super::context::Context;
use super::cue::Cue;
use super::passage::Passage;
use crate::text::words;

/// The parties that work beside the Communist Party, and its youth league: each has a committee in every province and city.
const PARTIES: [&str; 9] = [
    "民革",
    "民盟",
    "民建",
    "民进",
    "农工党",
    "致公党",
    "九三学社",
    "台盟",
    "共青团",
];

/// The value of a quote that is a body.
pub(super) fn normalise(quote: &str, context: &Context) -> Option<String> {
    (!quote.is_empty()).then(|| expanded(quote, context).unwrap_or_else(|| quote.to_owned()))
}

/// 部党组 is that of the ministry the text is about.
pub(super) fn party_groups<'p>(
    passage: &'p Passage,
    ministry: &str,
) -> impl Iterator<Item = (Range<usize>, &'static str)> + 'p {
    let is_ministry = ministry.ends_with('部');
    passage
        .cues()
        .iter(Cue::PartyGroup)
        .filter_map(move |group| {
            let before = passage.text()[..group.start].chars().next_back();
            let alone = before.is_none_or(|c| !c.is_alphanumeric() || "经对在向由各".contains(c));
            (is_ministry && alone).then_some((group, "org.party_group"))
        })
}

/// 校党委, 院党委: the committee of a school that speaks of itself, behind a preposition or at the beginning of a clause.
pub(super) fn school_committees(
    passage: &Passage,
) -> impl Iterator<Item = (Range<usize>, &'static str)> + '_ {
    let text = passage.text();
    passage.cues().iter(Cue::School).filter_map(move |school| {
        let before = text[..school.start].chars().next_back();
        let alone = before.is_none_or(|c| !c.is_alphanumeric() || "在经对由向各我".contains(c));
        let member = ["书记", "副书记", "常委", "委员"]
            .iter()
            .any(|office| text[school.end..].starts_with(office));
        (alone && before != Some('各') && !member).then_some((school, "org.school"))
    })
}

/// 省厅, 市局: the body of the own field one level up or the own one, where it acts or is reported to.
pub(super) fn own_departments(
    passage: &Passage,
) -> impl Iterator<Item = (Range<usize>, &'static str)> + '_ {
    let text = passage.text();
    passage
        .cues()
        .iter(Cue::OwnDepartment)
        .filter_map(move |own| {
            let before = text[..own.start].chars().next_back();
            let alone =
                before.is_none_or(|c| !c.is_alphanumeric() || "经由向按对与和报".contains(c));
            let acts = words!(
                "印发|党组|领导|部署|要求|统一|安排|有关|相关|召开|组织|下发|对|将|、|,|。|和|的"
            )
            .begins(&text[own.end..]);
            (alone && acts && passage.is_word_border(own.start))
                .then_some((own, "org.own_department"))
        })
}

/// The full name of a relative one: 省教育厅 → 河北省教育厅, 部党组 → 教育部党组. `None` where nothing is relative or known.
pub(super) fn expanded(name: &str, context: &Context) -> Option<String> {
    if name == "部党组" {
        return Some(format!("{}党组", context.ministry.as_deref()?));
    }
    if matches!(name, "省厅" | "省局" | "市局" | "县局" | "区局" | "州局") {
        // The issuer speaks of itself; of whom else it speaks, the words do not show.
        let issuer = context.issuer.as_deref()?;
        let own = name
            .chars()
            .next_back()
            .is_some_and(|head| issuer.ends_with(head))
            && name
                .chars()
                .next()
                .is_some_and(|level| issuer.contains(level));
        return own.then(|| issuer.to_owned());
    }
    if let Some(rest) = name.strip_prefix('校') {
        let school = context.issuer.as_deref()?;
        let is_school = school.ends_with("大学") || school.ends_with("学院");
        return is_school.then(|| format!("{school}{rest}"));
    }
    let Some(region) = context.region.as_deref() else {
        return by_issuer(name, context.issuer.as_deref()?);
    };
    if begins_with_division(name) {
        return None;
    }
    let levels = Levels::of(region)?;
    // 民进省委 is the committee of that party in the province.
    if let Some((party, committee)) = PARTIES
        .iter()
        .find_map(|party| Some((party, name.strip_prefix(party)?)))
        && let Some(relative) = committee.strip_suffix('委')
        && let Some(whole) = levels.named(relative)
    {
        return Some(format!("{party}{}委", whole.name));
    }
    if let Some(rest) = name.strip_prefix("团省委") {
        let province = levels.province.name.ends_with('省');
        return province.then(|| format!("共青团{}委{rest}", levels.province.name));
    }
    let (relative, rest) = ["自治区", "自治州"]
        .iter()
        .find_map(|word| Some((*word, name.strip_prefix(word)?)))
        .or_else(|| {
            let first = name.chars().next()?;
            Some(name.split_at(first.len_utf8()))
        })?;
    let whole = levels.named(relative)?;
    (!rest.is_empty()).then(|| format!("{}{rest}", whole.name))
}

/// 区政府 → 鼓楼区政府 where the issuer is of a 鼓楼区 and several divisions have that name.
fn by_issuer(name: &str, issuer: &str) -> Option<String> {
    let division = &issuer[..super::place::begins_with(issuer)?];
    let relative = division.chars().next_back()?;
    let rest = name.strip_prefix(relative)?;
    (matches!(relative, '省' | '市' | '县' | '区' | '州' | '旗' | '盟')
        && !rest.is_empty()
        && !begins_with_division(name))
    .then(|| format!("{division}{rest}"))
}

/// A division with those it lies in.
struct Levels {
    province: &'static Division,
    city: Option<&'static Division>,
    own: &'static Division,
}

impl Levels {
    fn of(code: &str) -> Option<Self> {
        Some(Self {
            province: regions::above(code, Level::Province)?,
            city: regions::above(code, Level::City)
                .filter(|division| division.level() == Level::City),
            own: regions::division(code)?,
        })
    }

    /// The one of them that a word such as 省 or 市 stands for.
    fn named(&self, relative: &str) -> Option<&'static Division> {
        let ends = |division: &&'static Division| division.name.ends_with(relative);
        match relative {
            "省" | "自治区" => Some(self.province).filter(ends),
            "市" => [Some(self.own), self.city, Some(self.province)]
                .into_iter()
                .flatten()
                .find(ends),
            "州" | "自治州" | "盟" => self.city.filter(ends),
            "县" | "区" | "旗" => Some(self.own)
                .filter(|own| own.level() == Level::County)
                .filter(ends),
            _ => None,
        }
    }
}

/// Whether a name begins with a division of its own (市北区教育局 would otherwise be taken for 市…).
fn begins_with_division(name: &str) -> bool {
    super::place::begins_with(name).is_some_and(|len| len < name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_of_an_ambiguous_division_still_says_whose_body_is_meant() {
        let context = Context {
            issuer: Some("鼓楼区人民政府办公室".to_owned()),
            ..Context::default()
        };
        let value = |name: &str| expanded(name, &context);
        assert_eq!(value("区政府").as_deref(), Some("鼓楼区政府"));
        assert_eq!(value("省政府"), None);
        assert_eq!(value("区"), None);
    }

    #[test]
    fn the_own_department_is_the_issuer_where_levels_agree() {
        let context = Context {
            issuer: Some("江西省水利厅".to_owned()),
            region: Some("360000".to_owned()),
            ..Context::default()
        };
        assert_eq!(expanded("省厅", &context).as_deref(), Some("江西省水利厅"));
        assert_eq!(expanded("市局", &context), None);
    }

    #[test]
    fn a_city_below_a_city_speaks_of_itself() {
        let value = |code: &str| {
            let context = Context {
                region: Some(code.to_owned()),
                ..Context::default()
            };
            expanded("市政府", &context)
        };
        assert_eq!(value("610881").as_deref(), Some("神木市政府"));
        assert_eq!(value("330503").as_deref(), Some("湖州市政府"));
        assert_eq!(value("110108").as_deref(), Some("北京市政府"));
    }

    #[test]
    fn committees_of_parties_are_those_of_the_region() {
        let context = Context {
            region: Some("360000".to_owned()),
            ..Context::default()
        };
        assert_eq!(
            normalise("民进省委", &context).as_deref(),
            Some("民进江西省委")
        );
    }
}
