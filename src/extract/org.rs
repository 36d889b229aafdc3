//! Bodies: ministries, offices, governments, schools, companies, associations, media, international bodies.
//!
//! A name is found by how it ends (the suffix lexicon) or because it is known as a whole; how far it reaches to the left is decided in
//! `org_name`. Relative names (省教育厅) are expanded by the region in force.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use crate::document::regions::{self, Level};

use super::context::Context;
use super::lexicon::{leftmost_longest, lexicon, longest_prefix, longest_suffix};
use super::org_name::{Anchor, Known, Left, left_border, region_before};
use super::passage::Passage;
use super::resolve::{Candidate, Kind};
use super::words::Word;

/// The longest office or suffix that may follow a name (characters).
const LONGEST_FOLLOWER_CHARS: usize = 7;

/// Finds known bodies and everything that names of bodies end with.
pub(super) fn automaton() -> &'static AhoCorasick {
    static AUTOMATON: OnceLock<AhoCorasick> = OnceLock::new();
    AUTOMATON.get_or_init(|| {
        let lexicon = lexicon();
        let mut words: Vec<&'static str> = lexicon
            .bodies
            .iter()
            .chain(&lexicon.org_strong)
            .chain(&lexicon.org_anchored)
            .chain(&lexicon.org_unit)
            .copied()
            .collect();
        words.sort_unstable();
        words.dedup();
        leftmost_longest(&words)
    })
}

pub(super) fn find(passage: &Passage, context: &Context) -> Vec<Candidate> {
    let text = passage.text();
    let mut known = Known::default();
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    let mut at = 0;
    while let Some(hit) = automaton().find(aho_corasick::Input::new(text).range(at..)) {
        at = hit.end();
        let name = &text[hit.range()];
        let part_of_word = name.chars().nth(1).is_none() && is_inside_word(passage, &hit.range());
        if part_of_word || !ends_name(passage, hit.end()) || is_in_office(text, hit.range()) {
            // 教育部署: the next shorter name may still end here.
            at = hit.start() + text[hit.start()..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let found_name = if lexicon().bodies.contains(name) && !is_local(passage, hit.range()) {
            body(passage, hit.range(), &known)
        } else {
            suffixed(passage, hit.range(), &known)
        };
        if let Some((range, rule)) = found_name {
            known.add(&range);
            found.push((range, rule));
        }
    }
    super::org_frame::find(passage, &mut found);
    super::org_frame::find_accounts(passage, &mut found);
    if let Some(ministry) = &context.ministry {
        found.extend(party_groups(passage, ministry));
    }
    found
        .into_iter()
        .map(|(range, rule)| candidate(text, range, rule, context))
        .collect()
}

/// The value of a quote that is a body.
pub(super) fn normalise(quote: &str, context: &Context) -> Option<String> {
    (!quote.is_empty()).then(|| expanded(quote, context).unwrap_or_else(|| quote.to_owned()))
}

fn candidate(text: &str, range: Range<usize>, rule: &'static str, context: &Context) -> Candidate {
    let value = expanded(&text[range.clone()], context);
    let rule = if value.is_some() {
        "org.relative"
    } else {
        rule
    };
    Candidate {
        value,
        ..Candidate::as_written(Kind::Org, range, rule)
    }
}

/// Whether a suffix of one character only ends a short word (举办, 小组) rather than stands by itself or ends a longer one (管理司).
fn is_inside_word(passage: &Passage, suffix: &Range<usize>) -> bool {
    let word = passage.words_before(suffix.end).next();
    let loose = matches!(
        &passage.text()[suffix.clone()],
        "网" | "报" | "组" | "馆" | "科" | "室" | "院"
    );
    word.is_some_and(|word| {
        word.start < suffix.start && (loose || passage.word(&word).chars().count() < 3)
    })
}

/// Whether a name may end here: at the border of a word, or before an office or another part of a name that the dictionary keeps with it.
fn ends_name(passage: &Passage, end: usize) -> bool {
    if end >= passage.text().len() || passage.is_word_border(end) {
        return true;
    }
    let after = &passage.text()[end..];
    let lexicon = lexicon();
    after.starts_with("党组")
        || after.starts_with('副')
        || after.starts_with('等')
        || longest_prefix(after, &lexicon.offices, LONGEST_FOLLOWER_CHARS)
            .is_some_and(|office| office.chars().count() > 1)
        || longest_prefix(after, &lexicon.org_unit, LONGEST_FOLLOWER_CHARS)
            .is_some_and(|unit| unit.chars().count() > 2)
}

/// 教育部党组书记: the party group in an office is not the body.
fn is_in_office(text: &str, part: Range<usize>) -> bool {
    matches!(&text[part.clone()], "党组" | "机关党委")
        && (longest_prefix(
            &text[part.end..],
            &lexicon().offices,
            LONGEST_FOLLOWER_CHARS,
        )
        .is_some()
            || ["副书记", "会议", "扩大", "理论", "中心组"]
                .iter()
                .any(|word| text[part.end..].starts_with(word)))
}

/// 市卫生健康委, 北京市发展改革委: the short name of a ministry behind a region is that of a local body.
fn is_local(passage: &Passage, name: Range<usize>) -> bool {
    let text = passage.text();
    let lexicon = lexicon();
    let short = lexicon.org_anchored.contains(&text[name.clone()])
        || lexicon.org_strong.contains(&text[name.clone()]);
    short
        && (region_before(passage, name.start).is_some()
            || longest_suffix(&text[..name.start], &lexicon.org_relative, 3).is_some())
}

/// A body known by name: itself, with what stands before it in names such as 中共中央办公厅.
fn body(
    passage: &Passage,
    range: Range<usize>,
    known: &Known,
) -> Option<(Range<usize>, &'static str)> {
    let text = passage.text();
    let name = &text[range.clone()];
    if !starts_name(passage, &range) {
        return None;
    }
    // The ministries of several countries are no body.
    if ["等国", "各国", "多国", "两国", "三国"]
        .iter()
        .any(|word| text[..range.start].ends_with(word))
    {
        return None;
    }
    // 中央 alone is an attribute more often than a body (中央企业, 中央财政); 北大 and 清华 begin other words, too.
    let vague = matches!(
        name,
        "中央"
            | "全总"
            | "求是"
            | "安全部"
            | "统战部"
            | "百度"
            | "联想"
            | "美的"
            | "小米"
            | "清华"
            | "解放军"
            | "京东"
            | "三大运营商"
    );
    let after = &text[range.end..];
    if vague
        && !(longest_prefix(after, &lexicon().offices, 6).is_some()
            || after.starts_with(['、', '和']))
    {
        return None;
    }
    // A place before a body is part of a local one (北京人民银行 is none), a body before it is its parent.
    if let Some(parent) = known.ending_at(range.start)
        && lexicon()
            .org_relative
            .iter()
            .all(|word| !name.starts_with(word))
        && matches!(name, "办公厅" | "秘书处")
    {
        return Some((parent..range.end, "org.unit"));
    }
    Some((range, "org.known"))
}

/// Whether a known name begins where a word does, or after a word that ends inside the dictionary's word.
fn starts_name(passage: &Passage, range: &Range<usize>) -> bool {
    passage.is_word_border(range.start)
        || passage.text()[range.clone()].chars().count() > 3
        || passage.text()[..range.start].ends_with([
            '由', '经', '与', '和', '对', '在', '向', '部', '委', '办', '省', '市',
        ])
}

/// A name by its suffix.
fn suffixed(
    passage: &Passage,
    suffix: Range<usize>,
    known: &Known,
) -> Option<(Range<usize>, &'static str)> {
    let text = passage.text();
    let word = &text[suffix.clone()];
    let lexicon = lexicon();
    let left = left_border(passage, suffix.start, known);
    let own = own_relative(word);
    let stem_chars = text[left.anchor_end.min(suffix.start)..suffix.start]
        .chars()
        .count();
    // 教育部组织专家: a verb.
    if word == "组织" && stem_chars < 2 {
        return None;
    }
    let range = left.start..suffix.end;
    if own && left.anchor != Anchor::Region && left.anchor != Anchor::Body {
        let relative = suffix.clone();
        return begins_relative(text, relative.start).then_some((relative, "org.relative"));
    }
    let strong = lexicon.org_strong.contains(word);
    let unit = lexicon.org_unit.contains(word);
    let anchored = lexicon.org_anchored.contains(word);
    match left.anchor {
        Anchor::Body
            if word == "党委"
                && longest_prefix(&text[suffix.end..], &lexicon.offices, 4).is_some() =>
        {
            None
        }
        Anchor::Body if unit || strong || anchored => Some((range, "org.unit")),
        Anchor::Region if strong || anchored => {
            named(text, &left, &suffix).then_some((range, "org.region_suffix"))
        }
        Anchor::Relative if strong || anchored => (begins_relative(text, left.start)
            && (text[left.start..suffix.start].chars().count() > 3
                || names_by_relative(word)
                || has_stem(text, &left, &suffix)))
        .then_some((range, "org.relative")),
        Anchor::Central if strong || anchored => (named(text, &left, &suffix)
            && text[left.anchor_end..suffix.start].chars().count()
                >= usize::from(word.chars().count() < 3))
        .then_some((range, "org.central_suffix")),
        Anchor::None if strong => (!is_kind(&text[left.start..suffix.start])
            && named(text, &left, &suffix)
            && proper(passage, &left, &suffix))
        .then_some((range, "org.suffix")),
        _ => None,
    }
}

/// 省委, 市政府 hold the relative word themselves.
fn own_relative(suffix: &str) -> bool {
    matches!(
        suffix,
        "省委"
            | "市委"
            | "县委"
            | "区委"
            | "州委"
            | "盟委"
            | "旗委"
            | "镇党委"
            | "乡党委"
            | "团省委"
            | "团市委"
            | "团县委"
    )
}

/// 各省教育厅, 省市教育局, 全市医院 speak of kinds.
fn begins_relative(text: &str, start: usize) -> bool {
    let before = text[..start].chars().next_back();
    !before.is_some_and(|c| {
        "各每多某省市县区乡全跨两三四五六七八九十几数/".contains(c) && !matches!(c, '、')
    }) || before == Some('省') && text[start..].starts_with("市委") && false
}

/// Suffixes that need nothing between themselves and 省/市/县.
fn names_by_relative(suffix: &str) -> bool {
    suffix.chars().count() > 1 && !lexicon().org_plain.contains(suffix)
        || matches!(
            suffix,
            "政府"
                | "人民政府"
                | "人大"
                | "政协"
                | "党委"
                | "纪委"
                | "工会"
                | "团委"
                | "妇联"
                | "残联"
                | "科协"
                | "侨联"
                | "法院"
                | "检察院"
                | "党校"
                | "图书馆"
                | "博物馆"
                | "档案馆"
                | "科技馆"
                | "文化馆"
                | "美术馆"
                | "电视台"
                | "广播电视台"
                | "融媒体中心"
                | "总工会"
                | "办公厅"
                | "社科联"
                | "文联"
                | "红十字会"
                | "疾控中心"
        )
}

fn has_stem(text: &str, left: &Left, suffix: &Range<usize>) -> bool {
    text[left.anchor_end.min(suffix.start)..suffix.start]
        .chars()
        .count()
        > 1
}

/// Whether there is more in a name than the description of a kind: 全国学校, 湖南高校 are none.
fn named(text: &str, left: &Left, suffix: &Range<usize>) -> bool {
    let word = &text[suffix.clone()];
    let lexicon = lexicon();
    if !lexicon.org_plain.contains(word) {
        return true;
    }
    let stem = &text[left.anchor_end.min(suffix.start)..suffix.start];
    let regional = left.anchor == Anchor::Region
        || left.anchor == Anchor::Central
            && REGIONAL.contains(&text[left.start..left.anchor_end].trim());
    if regional {
        let bare = !matches!(
            word,
            "学校"
                | "小学"
                | "中学"
                | "幼儿园"
                | "机构"
                | "组织"
                | "中心"
                | "基地"
                | "集团"
                | "公司"
                | "实验学校"
                | "联盟"
                | "院"
                | "部"
                | "组"
        );
        return if stem.is_empty() {
            bare
        } else {
            !CLASSES.iter().any(|class| stem.starts_with(class))
        };
    }
    let field = matches!(
        word,
        "协会"
            | "学会"
            | "研究会"
            | "联合会"
            | "基金会"
            | "商会"
            | "促进会"
            | "委员会"
            | "研究院"
            | "研究所"
            | "研究中心"
            | "报"
            | "网"
            | "专委会"
            | "办公室"
            | "局"
            | "署"
            | "出版社"
            | "广播电视台"
            | "电视台"
    );
    !stem.is_empty()
        && (field && left.anchor == Anchor::Central && stem.chars().count() > 1 || !is_kind(stem))
}

/// Parts of the country that names of universities and firms begin with.
const REGIONAL: [&str; 12] = [
    "华东",
    "华北",
    "华南",
    "华中",
    "西南",
    "西北",
    "东北",
    "长江",
    "黄河",
    "珠江",
    "太湖",
    "长三角",
];

/// Words that describe the bodies of a region as a class: 江西省普通高等学校.
const CLASSES: [&str; 30] = [
    "高等",
    "普通",
    "民办",
    "公办",
    "各",
    "有关",
    "相关",
    "部分",
    "本科",
    "高职",
    "中职",
    "地方",
    "所属",
    "省属",
    "市属",
    "重点",
    "一流",
    "多",
    "示范",
    "中小",
    "乡村",
    "农村",
    "基层",
    "国有",
    "民营",
    "大型",
    "三甲",
    "义务教育",
    "职业学",
    "公立",
];

/// Whether words only describe a kind of body.
fn is_kind(stem: &str) -> bool {
    let kinds = &lexicon().org_by_kind;
    let mut rest = stem.trim_matches(['、', '(', ')', ' ']);
    while !rest.is_empty() {
        let Some(word) = longest_prefix(rest, kinds, 6) else {
            return false;
        };
        rest = rest[word.len()..].trim_start_matches(['、', '和', '与', '(', ')', ' ']);
    }
    true
}

/// Whether the part of a name without a region is a proper name rather than a noun phrase: it must not be everyday words alone, unless
/// it stands where a body acts or is quoted.
fn proper(passage: &Passage, left: &Left, suffix: &Range<usize>) -> bool {
    let text = passage.text();
    let name = &text[left.start..suffix.end];
    if lexicon().org_by_kind.contains(name) || name.chars().count() < 4 {
        return false;
    }
    let word = &text[suffix.clone()];
    let stem = &text[left.start..suffix.start];
    if stem.chars().count() < 2 {
        return false;
    }
    if !lexicon().org_plain.contains(word) || stem.starts_with('“') {
        return true;
    }
    if word == "大学" && stem.chars().count() > 2 {
        return true;
    }
    let mut words = passage
        .words_after(left.start)
        .take_while(|word| word.start < suffix.start);
    let next = &text[suffix.end..];
    let of_activity = ["活动", "建设", "试点"]
        .iter()
        .any(|word| next.starts_with(word));
    !of_activity && words.any(|word| is_proper(passage, &word))
        || followed_by_act(passage, suffix.end)
}

/// Whether a word is part of a proper name: a place, letters, a character that forms no everyday word (之江, 海尔).
fn is_proper(passage: &Passage, word: &Word) -> bool {
    let s = passage.word(word);
    match word.tag {
        "ns" | "nt" | "eng" | "x" | "zg" | "g" | "ng" => true,
        "nr" | "nrt" | "nrfg" | "nz" => {
            let n = s.chars().count();
            let surname = longest_prefix(s, &lexicon().surnames, 1);
            n == 1
                || n == 3
                    && surname.is_some_and(|surname| !lexicon().rare_surnames.contains(surname))
        }
        _ => false,
    }
}

/// Whether a body is said to act: a verb of reporting, an office or a list follows.
fn followed_by_act(passage: &Passage, end: usize) -> bool {
    let after = &passage.text()[end..];
    longest_prefix(after, &lexicon().frames, 6).is_some()
        || longest_prefix(after, &lexicon().held, 6).is_some()
        || longest_prefix(after, &lexicon().offices, LONGEST_FOLLOWER_CHARS).is_some_and(|office| {
            !matches!(
                office,
                "学生" | "教师" | "专家" | "代表" | "家长" | "负责人" | "学员"
            )
        })
}

/// 部党组 is that of the ministry the text is about.
fn party_groups<'p>(
    passage: &'p Passage,
    ministry: &str,
) -> impl Iterator<Item = (Range<usize>, &'static str)> + 'p {
    let is_ministry = ministry.ends_with('部');
    passage
        .text()
        .match_indices("部党组")
        .filter_map(move |(at, word)| {
            let before = passage.text()[..at].chars().next_back();
            let alone = before.is_none_or(|c| !c.is_alphanumeric() || "经对在向由各".contains(c));
            (is_ministry && alone).then_some((at..at + word.len(), "org.party_group"))
        })
}

/// The full name of a relative one: 省教育厅 → 河北省教育厅, 部党组 → 教育部党组. `None` where nothing is relative or known.
fn expanded(name: &str, context: &Context) -> Option<String> {
    if name == "部党组" {
        return Some(format!("{}党组", context.ministry.as_deref()?));
    }
    let region = context.region.as_deref()?;
    if automaton_of_regions_begins(name) {
        return None;
    }
    let province = regions::division(&format!("{}0000", region.get(..2)?))?;
    let own = regions::division(region)?;
    let city = regions::division(&format!("{}00", region.get(..4)?))
        .filter(|division| division.level() == Level::City);
    let municipality = province.name.ends_with('市');
    if let Some(rest) = name.strip_prefix("团省委") {
        return province
            .name
            .ends_with('省')
            .then(|| format!("共青团{}委{rest}", province.name));
    }
    if let Some(rest) = name.strip_prefix("自治区") {
        return province
            .name
            .ends_with("自治区")
            .then(|| format!("{}{rest}", province.name));
    }
    if name.starts_with("自治州") {
        return city
            .filter(|city| city.name.ends_with("自治州"))
            .map(|city| format!("{}{}", city.name, &name["自治州".len()..]));
    }
    let (first, rest) = (
        name.chars().next()?,
        &name[name.chars().next()?.len_utf8()..],
    );
    let whole = match first {
        '省' => Some(province).filter(|p| p.name.ends_with('省')),
        '市' if municipality => Some(province),
        '市' => city
            .filter(|city| city.name.ends_with('市'))
            .or(Some(own).filter(|own| own.name.ends_with('市'))),
        '州' | '盟' => city.filter(|city| city.name.ends_with(first)),
        '县' | '区' | '旗' => {
            Some(own).filter(|own| own.level() == Level::County && own.name.ends_with(first))
        }
        _ => None,
    }?;
    (!rest.is_empty()).then(|| format!("{}{rest}", whole.name))
}

/// Whether a name begins with a division of its own (市北区教育局 would otherwise be taken for 市…).
fn automaton_of_regions_begins(name: &str) -> bool {
    super::place::automaton()
        .find(name)
        .is_some_and(|hit| hit.start() == 0 && hit.end() < name.len())
}

/// Where names that were already found end.
impl Known {
    /// The start of the name that ends at an offset.
    fn ending_at(&self, end: usize) -> Option<usize> {
        self.starts.get(&end).copied()
    }

    fn add(&mut self, range: &Range<usize>) {
        let start = self.starts.entry(range.end).or_insert(range.start);
        *start = (*start).min(range.start);
    }
}

/// The suffix with which a text ends, of any class.
pub(super) fn suffix_of(text: &str) -> Option<&str> {
    let lexicon = lexicon();
    [&lexicon.bodies, &lexicon.org_strong, &lexicon.org_anchored]
        .into_iter()
        .find_map(|set| longest_suffix(text, set, 14))
}

pub(super) type Starts = HashMap<usize, usize>;

#[cfg(test)]
mod tests {
    use super::super::resolve::{resolve, testing::mentions};
    use super::*;
    use crate::document::NodeId;

    fn check(region: &str, text: &str, expected: &[(&str, &str)]) {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let context = Context {
            region: (!region.is_empty()).then(|| region.to_owned()),
            ministry: Some("水利部".to_owned()),
            ..Context::default()
        };
        let found = resolve(find(&passage, &context));
        assert_eq!(mentions(text, &passage, &found), expected, "{text}");
    }

    fn same(text: &str, expected: &[&str]) {
        let pairs: Vec<(&str, &str)> = expected.iter().map(|name| (*name, *name)).collect();
        check("", text, &pairs);
    }

    #[test]
    fn known_bodies_and_their_units() {
        same(
            "水利部、国家发展改革委联合印发",
            &["水利部", "国家发展改革委"],
        );
        same(
            "农业农村部种植业管理司司长到会",
            &["农业农村部种植业管理司"],
        );
        same("国家能源局和国家林草局", &["国家能源局", "国家林草局"]);
        same("水利部署防汛工作", &[]);
    }

    #[test]
    fn regions_with_suffixes() {
        same("江西省农业农村厅在吉安市召开现场会", &["江西省农业农村厅"]);
        same(
            "福建省厦门市思明区教育局印发",
            &["福建省厦门市思明区教育局"],
        );
        same(
            "会同湖南省自然资源和规划厅核查",
            &["湖南省自然资源和规划厅"],
        );
        same("赴河南师范大学调研", &["河南师范大学"]);
    }

    #[test]
    fn relative_names_take_the_region() {
        check(
            "360000",
            "省水利厅会同省气象局",
            &[("省水利厅", "江西省水利厅"), ("省气象局", "江西省气象局")],
        );
        check(
            "500000",
            "市卫生健康委印发",
            &[("市卫生健康委", "重庆市卫生健康委")],
        );
        check(
            "450000",
            "自治区党委宣传部、自治区水利厅",
            &[
                ("自治区党委宣传部", "广西壮族自治区党委宣传部"),
                ("自治区水利厅", "广西壮族自治区水利厅"),
            ],
        );
        check(
            "360000",
            "省委、省政府部署",
            &[("省委", "江西省委"), ("省政府", "江西省政府")],
        );
        check("", "部党组召开会议", &[("部党组", "水利部党组")]);
    }

    #[test]
    fn bodies_named_by_kind_are_none() {
        same("各市教育局、省市卫生部门和高等学校", &[]);
        same("全国中小学校、民营企业和三甲医院", &[]);
        same("支持互联网公司和各级人民政府", &[]);
    }

    #[test]
    fn names_with_quotes_letters_and_conjunctions() {
        same("由“丝路粮仓”项目组委员会主办", &["“丝路粮仓”项目组委员会"]);
        same(
            "中国水利学会水土保持与生态专业委员会成立",
            &["中国水利学会水土保持与生态专业委员会"],
        );
        same(
            "武汉大学和郑州轻工业大学参加",
            &["武汉大学", "郑州轻工业大学"],
        );
    }
}
