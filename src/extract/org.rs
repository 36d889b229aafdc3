//! Bodies: ministries, offices, governments, schools, companies, associations, media, international bodies.
//!
//! A name is known as a whole, or found by how it ends (`org_suffix`, `org_kind`) or by where it stands (`org_frame`); how far it reaches
//! to the left is decided in `org_name`. Relative names (省教育厅) are expanded by the region in force (`org_value`).

use std::collections::HashMap;
use std::ops::Range;

use super::context::Context;
use super::cue::Cue;
use super::lexicon::{lexicon, longest_prefix, longest_suffix};
use super::org_name::{Known, region_before};
use super::org_suffix::suffixed;
use super::org_value::{expanded, own_departments, party_groups, school_committees};
use super::passage::Passage;
use super::resolve::{Candidate, Kind};

/// The longest office or suffix that may follow a name (characters).
const LONGEST_FOLLOWER_CHARS: usize = 7;

pub(super) fn find(passage: &Passage, context: &Context) -> Vec<Candidate> {
    let text = passage.text();
    let mut known = Known::default();
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    let mut at = 0;
    while let Some(hit) = passage.cues().first_from(Cue::Body, at) {
        at = hit.end;
        let name = &text[hit.clone()];
        if is_verb_before_state(text, hit.clone()) {
            at = hit.start + "联合".len();
            continue;
        }
        let part_of_word = name.chars().nth(1).is_none() && is_inside_word(passage, &hit);
        if part_of_word || !ends_name(passage, hit.end) || is_in_office(text, hit.clone()) {
            // 教育部署: the next shorter name may still end here.
            at = hit.start + text[hit.start..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let found_name = if lexicon().bodies.contains(name) && !is_local(passage, hit.clone()) {
            body(passage, hit.clone(), &known)
        } else {
            whole_word(passage, hit.end).or_else(|| suffixed(passage, hit.clone(), &known))
        };
        if let Some((range, rule)) = found_name {
            known.add(&range);
            if rule == "org.sibling_unit" {
                known.siblings.insert(range.end);
            }
            found.push((range, rule));
        }
    }
    super::org_frame::find(passage, &mut found);
    super::org_frame::find_accounts(passage, &mut found);
    super::org_frame::find_publishers(passage, &mut found);
    super::org_frame::find_foreign(passage, &mut found);
    super::org_frame::find_bureaus(passage, &mut found);
    super::org_whole::find(passage, &mut found);
    super::org_branch::find(passage, &mut found);
    super::org_frame::find_listed(passage, &mut found);
    found.extend(school_committees(passage));
    found.extend(own_departments(passage));
    if let Some(ministry) = &context.ministry {
        found.extend(party_groups(passage, ministry));
    }
    found
        .into_iter()
        .map(|(range, rule)| candidate(text, range, rule, context))
        .collect()
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
    let loose = matches!(
        &passage.text()[suffix.clone()],
        "网" | "报" | "组" | "馆" | "科" | "室" | "院"
    );
    let before = &passage.text()[..suffix.end];
    let member = before.ends_with("常委") || before.ends_with("部署");
    // 副局|长江: the dictionary cuts an office.
    let deputy = passage.text()[..suffix.start].ends_with('副');
    member
        || deputy
        || passage.words_before(suffix.end).next().is_some_and(|word| {
            word.start < suffix.start && (loose || passage.word(&word).chars().count() < 3)
        })
}

/// Whether a name may end here: at the border of a word, or before an office or another part of a name that the dictionary keeps with it.
fn ends_name(passage: &Passage, end: usize) -> bool {
    // 滁州网讯: the site whose report begins.
    if passage.text()[..end].ends_with('网') && passage.text()[end..].starts_with("讯 ") {
        return true;
    }
    // 网|信工作, 网|络安全: a guess of the dictionary cuts another word.
    if passage.text()[..end].ends_with('网')
        && passage.text()[end..].starts_with(['信', '络', '格', '友', '民', '课', '点'])
    {
        return false;
    }
    if end >= passage.text().len() || passage.is_word_border(end) {
        return true;
    }
    let after = &passage.text()[end..];
    let lexicon = lexicon();
    // 交通运输部将…: the dictionary's word 部将 is none here, but 部署 and 部门 are.
    let ministry = longest_suffix(&passage.text()[..end], &lexicon.bodies, 10)
        .is_some_and(|name| name.chars().count() > 2)
        && !after.starts_with([
            '署', '门', '分', '队', '件', '族', '落', '首', '级', '位', '下', '委', '局', '长',
        ]);
    ministry
        || longest_prefix(after, &lexicon.org_strong, LONGEST_FOLLOWER_CHARS).is_some()
        || after.starts_with("党组")
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

/// 总台联合国务院办公厅: 联合 is what the body before it does, and 联合国 is none.
fn is_verb_before_state(text: &str, name: Range<usize>) -> bool {
    text[name.clone()].starts_with("联合国")
        && [
            "国务院",
            "国家",
            "国资委",
            "国防部",
            "国网",
            "国铁",
            "国台办",
        ]
        .iter()
        .any(|state| text[name.start + "联合".len()..].starts_with(state))
}

/// The dictionary's own word for a body of five characters or more, where one ends here.
fn whole_word(passage: &Passage, end: usize) -> Option<(Range<usize>, &'static str)> {
    let word = passage.words_before(end).next()?;
    let name = passage.word(&word);
    // 人大常委会 is only the end of a name.
    let ends_names = suffix_of(name).is_some_and(|suffix| suffix == name);
    // 省高级人民法院: a region before the word belongs to the name.
    let before = &passage.text()[..word.start];
    let local = longest_suffix(before, &lexicon().org_relative, 3).is_some();
    let long = name.chars().count() > 4 && !ends_names && !local;
    (word.tag == "nt" && long && word.end == end && passage.is_word_border(end))
        .then_some((word.start..word.end, "org.dictionary"))
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
    // 古巴教育部 is one body; in a list of countries it is several.
    if let Some(country) = longest_suffix(&text[..range.start], &lexicon().countries, 8)
        .filter(|country| !country.starts_with("中国") || lexicon().ministries.contains(name))
    {
        let start = range.start - country.len();
        let several = text[..start].ends_with(['、', '和', '与']);
        return (!several).then_some((start..range.end, "org.foreign"));
    }
    // 第790号国务院令 is what it issued.
    if text[range.end..].starts_with('令') {
        return None;
    }
    // 中央 alone is an attribute more often than a body (中央企业, 中央财政); 北大 and 清华 begin other words, too.
    let vague = lexicon().org_vague.contains(name);
    let after = &text[range.end..];
    if vague
        && (!(longest_prefix(after, &lexicon().offices, 6).is_some()
            || after.starts_with(['、', '和']))
            || ["和省", "和地方", "和各", "、省", "、地方"]
                .iter()
                .any(|scope| after.starts_with(scope)))
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
    // 国家科技部: what chronicles call a ministry.
    let of_state = text[..range.start].ends_with("国家")
        && lexicon().ministries.contains(name)
        && !name.starts_with("国家");
    let start = range.start - if of_state { "国家".len() } else { 0 };
    Some((start..range.end, "org.known"))
}

/// Whether a known name begins where a word does, or after a word that ends inside the dictionary's word.
fn starts_name(passage: &Passage, range: &Range<usize>) -> bool {
    passage.is_word_border(range.start)
        || passage.text()[range.clone()].chars().count() > 3
        || longest_suffix(&passage.text()[..range.start], &lexicon().countries, 8).is_some()
        || passage.text()[..range.start].ends_with([
            '由', '经', '与', '和', '对', '在', '向', '部', '委', '办', '省', '市',
        ])
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
        check(
            "360000",
            "省市场监管局发布,各县市人民政府执行",
            &[("省市场监管局", "江西省市场监管局")],
        );
    }

    #[test]
    fn verbs_between_bodies_end_names() {
        same("新华社联合国务院国资委推出", &["新华社", "国务院国资委"]);
        same("央视网联合国家林草局", &["央视网", "国家林草局"]);
        same("水利部决定明天下调检测机构收费", &["水利部"]);
    }

    #[test]
    fn teams_bureaus_and_foreign_bodies() {
        check(
            "",
            "县水政监察大队会同县公安局交警大队",
            &[
                ("县水政监察大队", "县水政监察大队"),
                ("县公安局交警大队", "县公安局交警大队"),
            ],
        );
        same("由中交三局施工", &["中交三局"]);
        check(
            "360000",
            "省盲协主席周文涛来馆,省水利厅副局长江涛到会",
            &[("省盲协", "江西省盲协"), ("省水利厅", "江西省水利厅")],
        );
        same(
            "德清县杨家台水库管理所召开会议",
            &["德清县杨家台水库管理所"],
        );
        same("省厅印发方案,按市局部署开展", &["省厅", "市局"]);
        same("涿州网信办召开培训会", &["涿州网信办"]);
        same("在中共庐阳区委的领导下", &["中共庐阳区委"]);
        same("周文涛代表学校致辞", &[]);
        same("打破僵局,全国水务局局长会议召开", &[]);
        same("各省、市、自治区党委宣传部", &[]);
        same(
            "在校党委领导下,节水新材料研究院获批",
            &["校党委", "节水新材料研究院"],
        );
        same("校党委书记到会,各院党委参加", &[]);
        same("新建城南九年一贯制学校", &["城南九年一贯制学校"]);
        same("县委编办机构设置、江西水利贡献网信力量", &["县委编办"]);
        same(
            "武汉大学、郑州轻工业大学两所大学",
            &["武汉大学", "郑州轻工业大学"],
        );
        same(
            "江西省节水委员会副主任周涛和委员会委员到会",
            &["江西省节水委员会"],
        );
        same("由《水利月刊》杂志社主办", &["《水利月刊》杂志社"]);
        same("智利国会和秘鲁外交部", &["智利国会", "秘鲁外交部"]);
    }

    #[test]
    fn counts_slogans_and_delegations_are_no_bodies() {
        same("新增上市水务公司16家", &[]);
        same("共建中老命运共同体", &[]);
        same("江西省吉安市党政代表团来访", &[]);
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
