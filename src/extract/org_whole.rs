//! Bodies inside longer ones: a unit directly behind the body it belongs to makes one name with it (民政部 + 国际合作司, 市委 + 统战部), and
//! so do a country and its ministry (日本 + 厚生劳动省).

use std::cell::LazyCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::text::WordList;

use super::cue::Cue;
use super::lexicon::{lexicon, longest_prefix, longest_suffix};
use super::org_name::is_nominal;
use super::passage::Passage;

type Found = Vec<(Range<usize>, &'static str)>;

/// The longest name of a unit (characters).
const LONGEST_UNIT_CHARS: usize = 20;

/// Departments of a committee of the party.
const PARTY_UNITS: [&str; 16] = [
    "宣传部",
    "统战部",
    "组织部",
    "社会工作部",
    "政法委员会",
    "政法委",
    "网信办",
    "办公厅",
    "编办",
    "外办",
    "金融办",
    "农办",
    "改革办",
    "财经办",
    "台办",
    "党校",
];

/// Units of universities that carry the name of the country.
const RESEARCH_UNITS: [&str; 6] = [
    "协同创新中心",
    "研究中心",
    "研究院",
    "研究基地",
    "实验室",
    "创新中心",
];

/// Groups that a standing committee sends out.
const GROUPS: [&str; 6] = [
    "执法检查组",
    "专题调研组",
    "专题询问组",
    "调研组",
    "视察组",
    "检查组",
];

/// What the names of ministries abroad are made of.
const FIELDS: [&str; 48] = [
    "农业",
    "农村",
    "发展",
    "劳动",
    "社会",
    "福利",
    "厚生",
    "保健",
    "福祉",
    "卫生",
    "健康",
    "教育",
    "科学",
    "科技",
    "技术",
    "文部",
    "文化",
    "体育",
    "旅游",
    "经济",
    "产业",
    "贸易",
    "工业",
    "商务",
    "能源",
    "矿产",
    "资源",
    "环境",
    "自然",
    "水利",
    "水资源",
    "气候",
    "变化",
    "交通",
    "运输",
    "国土",
    "财政",
    "财务",
    "计划",
    "投资",
    "信息",
    "通信",
    "通讯",
    "住房",
    "家庭",
    "妇女",
    "青年",
    "渔业",
];

/// Adds the longer names to those already found.
pub(super) fn find(passage: &Passage, found: &mut Found) {
    let mut longer = Found::new();
    for (range, _) in found.iter() {
        if let Some(end) = unit_end(passage, range) {
            longer.push((range.start..end, "org.whole"));
        }
    }
    found.append(&mut longer);
    join(passage, found, &mut longer);
    ministries_abroad(passage, &mut longer);
    found.append(&mut longer);
}

/// Where a unit that begins at the end of a body ends.
fn unit_end(passage: &Passage, body: &Range<usize>) -> Option<usize> {
    let text = passage.text();
    let name = &text[body.clone()];
    let after = &text[body.end..];
    if name.ends_with("人大常委会") {
        return prefix(after, &GROUPS).map(|unit| body.end + unit.len());
    }
    if [
        "省委", "市委", "县委", "区委", "州委", "盟委", "旗委", "党委",
    ]
    .iter()
    .any(|end| name.ends_with(end))
    {
        let unit = prefix(after, &PARTY_UNITS)?;
        // 市委统战部长 is an office.
        return (!after[unit.len()..].starts_with('长')).then_some(body.end + unit.len());
    }
    if ["大学", "医学院", "学院"]
        .iter()
        .any(|end| name.ends_with(end))
    {
        let hospital = after
            .starts_with("附属")
            .then(|| named_unit(passage, body.end, &["医院"]))
            .flatten();
        return hospital.or_else(|| {
            let central = longest_prefix(after, &lexicon().org_central, 7).is_some();
            central
                .then(|| named_unit(passage, body.end, &RESEARCH_UNITS))
                .flatten()
        });
    }
    let central = lexicon().ministries.contains(name)
        && longest_prefix(after, &lexicon().org_central, 7).is_some();
    central.then(|| named_unit(passage, body.end, &["司", "局", "委员会", "办公室", "中心"]))?
}

/// Where the first name with one of these ends stops, if it reads as one name.
fn named_unit(passage: &Passage, start: usize, ends: &[&str]) -> Option<usize> {
    let text = passage.text();
    text[start..]
        .char_indices()
        .take(LONGEST_UNIT_CHARS)
        .filter_map(|(at, _)| {
            let end = prefix(&text[start + at..], ends)?;
            Some(start + at + end.len())
        })
        .find(|&end| end - start > 9 && passage.is_word_border(end))
        .filter(|&end| is_nominal(passage, &(start..end)) && !text[start..end].contains('、'))
}

fn prefix<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().find(|word| text.starts_with(**word)).copied()
}

/// Names side by side that are one: 水利部 + 黄河水利委员会, 省纪委 + 省监委 + 驻… + 纪检监察组.
fn join(passage: &Passage, found: &Found, longer: &mut Found) {
    let text = passage.text();
    let before = |at: usize, fits: &dyn Fn(&str) -> bool| {
        let ending = found.iter().filter(|(body, _)| body.end == at);
        ending
            .filter(|(body, _)| fits(&text[body.clone()]))
            .map(|(body, _)| body.start)
            .min()
    };
    let starts = LazyCell::new(|| {
        let mut starts: HashMap<usize, usize> = HashMap::new();
        for (body, _) in found {
            let start = starts.entry(body.end).or_insert(body.start);
            *start = (*start).min(body.start);
        }
        starts
    });
    for (unit, _) in found {
        let name = &text[unit.clone()];
        let basin = ["水利委员会", "流域管理局", "流域生态环境监督管理局"]
            .iter()
            .any(|end| name.ends_with(end));
        let parent = if basin {
            before(unit.start, &|name| lexicon().ministries.contains(name))
        } else if ["研究所", "研究院"].iter().any(|end| name.ends_with(end)) {
            let academy = ["科学院", "农科院", "社科院"]
                .iter()
                .any(|academy| text[..unit.start].ends_with(academy));
            academy.then(|| starts.get(&unit.start).copied()).flatten()
        } else if name.ends_with("纪检监察组") {
            let at = text[..unit.start].strip_suffix('驻').map(str::len);
            let sender = at.and_then(|at| before(at, &|name| name.ends_with('委')));
            let from = sender.unwrap_or(unit.start);
            let party = before(from, &|name| name.ends_with("纪委"));
            party
                .filter(|_| text[from..unit.end].contains("监委驻"))
                .or(sender)
        } else {
            None
        };
        if let Some(start) = parent {
            longer.push((start..unit.end, "org.whole"));
        }
    }
}

/// [`FIELDS`] to look up how a text ends.
static ENDS: LazyLock<WordList> = LazyLock::new(|| WordList::of(FIELDS));

/// Ministries of other states and their provinces: 日本厚生劳动省, 某国某省农业厅.
fn ministries_abroad(passage: &Passage, longer: &mut Found) {
    let text = passage.text();
    for Range { start: at, end } in passage.cues().iter(Cue::MinistryEnd) {
        let mut start = at;
        while ENDS.ends(&text[..start])
            && let Some(field) = FIELDS.iter().find(|field| text[..start].ends_with(**field))
        {
            start -= field.len();
            if let Some(rest) = text[..start].strip_suffix(['和', '与', '及'])
                && ENDS.ends(rest)
            {
                start = rest.len();
            }
        }
        if start == at {
            continue;
        }
        let before = &text[..start];
        let country = longest_suffix(before, &lexicon().countries, 8)
            .filter(|country| !country.starts_with('中'))
            .map(|country| start - country.len());
        let from = country.or_else(|| province_abroad(passage, start));
        let several = from.is_some_and(|from| text[..from].ends_with(['、', '和', '与']))
            && text[end..].starts_with("长们");
        let cut = ["门", "署", "分", "级", "队"]
            .iter()
            .any(|word| text[end..].starts_with(word));
        if let Some(from) = from.filter(|_| !several && !cut) {
            longer.push((from..end, "org.foreign"));
        }
    }
}

/// Where a province begins whose name ends at an offset and is none of ours: 老街省.
fn province_abroad(passage: &Passage, end: usize) -> Option<usize> {
    let text = passage.text();
    let stem = text[..end].strip_suffix('省')?;
    let word = passage
        .words_before(stem.len())
        .next()
        .filter(|word| word.end == stem.len())?;
    let name = passage.word(&word);
    let edge = text[..word.start]
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_alphanumeric())
        || longest_suffix(&text[..word.start], &lexicon().countries, 8).is_some();
    let proper = word.tag.starts_with('n') || word.tag == "s";
    (edge && proper && (2..=4).contains(&name.chars().count()) && !lexicon().stops.contains(name))
        .then_some(word.start)
}

#[cfg(test)]
mod tests {
    use super::super::context::Context;
    use super::super::org;
    use super::super::resolve::resolve;
    use super::*;
    use crate::document::NodeId;

    fn names(text: &str) -> Vec<String> {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        resolve(org::find(&passage, &Context::default()))
            .into_iter()
            .map(|candidate| passage.text()[candidate.range].to_owned())
            .collect()
    }

    #[test]
    fn units_belong_to_the_body_before_them() {
        assert_eq!(
            names("商务部国际经贸关系司与水利部黄河水利委员会会商"),
            ["商务部国际经贸关系司", "水利部黄河水利委员会"]
        );
        assert_eq!(
            names("教育部全国学生资助管理中心发布提示"),
            ["教育部全国学生资助管理中心"]
        );
        assert_eq!(names("水利部国际合作成果丰硕"), ["水利部"]);
        assert_eq!(
            names("由中国科学院东北地理与农业生态研究所研发"),
            ["中国科学院东北地理与农业生态研究所"]
        );
        assert_eq!(names("国务院作政府工作报告"), ["国务院"]);
    }

    #[test]
    fn departments_of_the_party_belong_to_its_committee() {
        assert_eq!(
            names("县委宣传部、赣州市委统战部副部长到会"),
            ["县委宣传部", "赣州市委统战部"]
        );
        assert_eq!(names("团州委、团县委联合部署"), ["团州委", "团县委"]);
        assert_eq!(
            names("市纪委市监委驻市教育局纪检监察组参加"),
            ["市纪委市监委驻市教育局纪检监察组"]
        );
    }

    #[test]
    fn groups_hospitals_and_courts_are_whole() {
        assert_eq!(names("省人大常委会调研组到访"), ["省人大常委会调研组"]);
        assert_eq!(names("中山大学附属第三医院义诊"), ["中山大学附属第三医院"]);
        assert_eq!(
            names("委托河海大学国家水资源协同创新中心评估"),
            ["河海大学国家水资源协同创新中心"]
        );
        assert_eq!(names("省长出席,省高级人民法院院长列席"), ["省高级人民法院"]);
        assert_eq!(names("落实国务院重要工作部署"), ["国务院"]);
    }

    #[test]
    fn ministries_abroad_take_their_country() {
        assert_eq!(
            names("泰国社会发展部部长与日本文部科学省、越南农业与环境部会谈"),
            ["泰国社会发展部", "日本文部科学省", "越南农业与环境部"]
        );
        assert_eq!(names("日本教育部门和法国农业分会"), Vec::<String>::new());
    }
}
