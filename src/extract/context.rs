//! What a document says around a passage: the period that completes dates, the region and issuer that relative names stand for.

use std::collections::HashMap;

use crate::document::regions;
use crate::document::{DocumentField, NodeId, NodeKind, Outline};
use crate::text::{Text, is_space};

use super::calendar::{Period, parse_period, parse_published, parse_value};
use super::cue::{Cue, Cues};
use super::lexicon::lexicon;

/// What [`super::normalise`] needs to know of the place a quote stands in. All fields are optional; a missing one leaves values as
/// short as they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// ISO 8601 interval of dates that the document reports on.
    pub period: Option<String>,
    /// ISO 8601 date, or date and minute, of publication.
    pub published: Option<String>,
    /// GB/T 2260 code of the division that relative names (省教育厅) belong to: the entry's region or that of its lead.
    pub region: Option<String>,
    /// The issuing bodies.
    pub issuer: Option<String>,
    /// The ministry that 部… stands for.
    pub ministry: Option<String>,
    /// ISO 8601 date of the last day named before the passage: what 同日 stands for at its beginning.
    pub last_day: Option<String>,
    /// The month that the passage stands under in a chronicle whose year is not known.
    pub month: Option<u8>,
}

impl Context {
    /// The context of a node.
    #[must_use]
    pub fn of(text: &Text, outline: &Outline, node: NodeId) -> Self {
        let document = Self::of_document(text, outline);
        let mut context = document.clone();
        context.enter(&document, text, outline, node);
        context
    }

    /// Goes on to a node of the document: it has its own region, and in a chronicle the year and month it stands under.
    pub(super) fn enter(&mut self, document: &Self, text: &Text, outline: &Outline, node: NodeId) {
        self.period.clone_from(&document.period);
        match region_of(text, outline, node) {
            Some(region) => self.region = Some(region),
            None => self.region.clone_from(&document.region),
        }
        let year = outline.year_of(node, text).map(u32::from);
        let month = outline.month_of(node, text);
        let known = |month: u8| Some(self.years()?.year_of(month.into()));
        let year_of_month = year.or_else(|| month.and_then(known));
        self.month = month.filter(|_| year_of_month.is_none());
        match (year_of_month, month) {
            (Some(year), Some(month)) => self.period = Some(format!("{year:04}-{month:02}")),
            (Some(year), None) => self.period = Some(format!("{year:04}")),
            (None, _) => {}
        }
    }

    /// What holds for the whole document: the region is the issuer's or the title's.
    #[must_use]
    pub(super) fn of_document(text: &Text, outline: &Outline) -> Self {
        let field = |field| outline.fields.get(&field).map(|found| found.value.clone());
        let issuer = field(DocumentField::Issuer);
        let region = [
            &issuer,
            &field(DocumentField::Title),
            &field(DocumentField::Source),
        ]
        .into_iter()
        .flatten()
        .find_map(|words| leading_region(words))
        .or_else(|| region_of_bylines(text, outline))
        .or_else(|| region_in_title(&field(DocumentField::Title)?));
        Self {
            period: field(DocumentField::Period).or_else(|| day_of_first_line(text.as_str())),
            published: field(DocumentField::Published),
            region,
            // Only 部党组 stands for it.
            ministry: names_party_group(text.as_str())
                .then(|| ministry_of(text, issuer.as_deref()))
                .flatten(),
            issuer,
            last_day: None,
            month: None,
        }
    }

    pub(super) fn years(&self) -> Option<Period> {
        match self.period.as_deref() {
            Some(period) => parse_period(period),
            None => parse_published(self.published.as_deref()?),
        }
    }
}

/// Whether a text may speak of 部党组, also over a line break.
fn names_party_group(text: &str) -> bool {
    ["党", "黨"].into_iter().any(|party| {
        let mut places = memchr::memmem::find_iter(text.as_bytes(), party);
        places.any(|at| {
            let after = text[at + party.len()..].trim_start_matches(is_space);
            text[..at].trim_end_matches(is_space).ends_with('部') && after.starts_with(['组', '組'])
        })
    })
}

/// The day in the first line of a text without a period of its own: 《早间新闻》 (20240312), 2024-03-12.
fn day_of_first_line(text: &str) -> Option<String> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let mut runs = line.split(|c: char| !(c.is_ascii_digit() || c == '-'));
    runs.find_map(|run| {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let shape = run.len() == 8 || run.len() == 10 && run.matches('-').count() == 2;
        if !shape || digits.len() != 8 || !digits.starts_with("20") {
            return None;
        }
        let day = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
        parse_value(&day)?.is_possible().then_some(day)
    })
}

/// The region of an entry: its own, or the division that its lead names.
pub(super) fn region_of(text: &Text, outline: &Outline, node: NodeId) -> Option<String> {
    let entry = outline.nodes.get(node.index())?;
    if let Some(code) = entry.region {
        return Some(code.to_owned());
    }
    if entry.kind != NodeKind::Entry {
        return None;
    }
    text.get(entry.heading?)?;
    let lead = entry.heading_text(text)?;
    let whole = || regions::find(lead.trim(), None).map(|division| division.code.to_owned());
    whole().or_else(|| region_of_headline(&lead))
}

/// The division that a headline begins with (清江县：…, 清江县建成…), full names of counties and cities only.
fn region_of_headline(lead: &str) -> Option<String> {
    const LONGEST_BYTES: usize = 27;
    let names = regions::beginnings(lead).filter(|begin| begin.is_name);
    let ends = names.map(|name| name.len);
    let division = ends
        .take_while(|&end| end <= LONGEST_BYTES && end < lead.len())
        .filter_map(|end| regions::find(&lead[..end], None).map(|division| (end, division)))
        .last()
        .filter(|(end, division)| {
            division.name.ends_with(&lead[..*end])
                && lead[..*end].ends_with(['县', '市', '区', '州', '旗', '盟'])
        })?;
    Some(division.1.code.to_owned())
}

/// The division in the lines around the title: ——在清江市第九届人民代表大会…上, 清江市人民政府市长 某某.
fn region_of_bylines(text: &Text, outline: &Outline) -> Option<String> {
    let bylines = outline
        .nodes
        .iter()
        .take(12)
        .filter(|node| node.kind == NodeKind::Byline);
    bylines
        .filter_map(|node| text.get(node.span))
        .find_map(|line| {
            leading_region(line)
                .or_else(|| leading_region(line.split_once('在').map(|(_, place)| place)?))
        })
}

/// The province or city of which a title without an issuer speaks further on: 中国农工党江西历史大事记.
fn region_in_title(title: &str) -> Option<String> {
    if title.contains(['赴', '访']) || title.contains("关于") {
        return None;
    }
    let cues = Cues::of(title);
    let divisions = cues
        .apart(Cue::Place)
        .filter_map(|hit| regions::find(&title[hit], None));
    let mut codes: Vec<&str> = divisions
        .filter(|division| division.level() != regions::Level::County)
        .map(|division| division.code)
        .collect();
    codes.dedup();
    (codes.len() == 1).then(|| codes[0].to_owned())
}

/// The first division that a name or title speaks of (中共陕西省委教育工委 → 610000), of a title also after the year.
fn leading_region(words: &str) -> Option<String> {
    let words = words
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '年' || c == '第')
        .trim_start_matches("中共");
    let ends = words.char_indices().skip(1).map(|(at, _)| at).take(12);
    ends.filter_map(|end| {
        let name = &words[..end];
        (name.chars().count() >= 2)
            .then(|| regions::find(name, None))
            .flatten()
    })
    .last()
    .map(|division| division.code.to_owned())
}

/// The ministry a text is about: the issuer, or the one it names most often.
fn ministry_of(text: &Text, issuer: Option<&str>) -> Option<String> {
    let ministries = &lexicon().ministries;
    let issuer = issuer.into_iter().flat_map(str::split_whitespace);
    for body in issuer {
        if let Some(name) = super::lexicon::longest_prefix(body, ministries, 12) {
            return Some(name.to_owned());
        }
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for found in Cues::of(text.as_str()).apart(Cue::Body) {
        let name = &text.as_str()[found];
        if name.ends_with('部') && ministries.contains(name) {
            *counts.entry(name).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)))
        .map(|(name, _)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_name_the_region_of_their_items() {
        let code = |lead: &str| region_of_headline(lead);
        assert_eq!(code("德清县：“一张图”管好山塘").as_deref(), Some("330521"));
        assert_eq!(code("吉安市召开春灌工作会议").as_deref(), Some("360800"));
        assert_eq!(code("全市召开春灌工作会议"), None);
        assert_eq!(code("江西师范大学揭牌"), None);
    }

    #[test]
    fn a_title_may_name_its_region_behind_other_words() {
        let code = |title: &str| region_in_title(title);
        assert_eq!(code("民盟江西大事记（2023年）").as_deref(), Some("360000"));
        assert_eq!(code("赴江西考察情况"), None);
        assert_eq!(code("江西与湖南联合治水大事记"), None);
        assert_eq!(code("全省水利大事记"), None);
    }

    #[test]
    fn the_first_line_may_tell_the_day() {
        assert_eq!(
            day_of_first_line("\n《早间新闻》 (20240312)\n正文").as_deref(),
            Some("2024-03-12")
        );
        assert_eq!(
            day_of_first_line("简讯 2024-03-12").as_deref(),
            Some("2024-03-12")
        );
        assert_eq!(day_of_first_line("编号20249901"), None);
        assert_eq!(day_of_first_line("水利要闻\n20240312"), None);
    }
}
