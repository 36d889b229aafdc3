//! Names of bodies by what they end with.

use std::ops::Range;

use super::lexicon::{lexicon, longest_prefix};
use super::org_kind::{followed_by_act, is_kind, named, proper};
use super::org_name::{Anchor, Known, Left, left_border};
use super::passage::Passage;
use crate::text::{is_cjk, words};

/// A name by its suffix.
pub(super) fn suffixed(
    passage: &Passage,
    suffix: Range<usize>,
    known: &Known,
) -> Option<(Range<usize>, &'static str)> {
    let text = passage.text();
    let word = &text[suffix.clone()];
    let lexicon = lexicon();
    let left = left_border(passage, suffix.start, known);
    let own = lexicon.org_own_relative.contains(word);
    let stem_chars = text[left.anchor_end.min(suffix.start)..suffix.start]
        .chars()
        .count();
    // 教育部组织专家: a verb.
    if word == "组织" && stem_chars < 2 {
        return None;
    }
    if is_designation(text, &left, &suffix)
        || is_counted(stem_of(text, &left, &suffix))
        || speaks_of_all(text, left.start)
    {
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
        Anchor::Body if word == "党委" && begins_office(&text[suffix.end..]) => None,
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
        Anchor::None if is_department(passage, &left, &suffix) => Some((suffix, "org.department")),
        Anchor::None if unit && is_sibling(text, &left, &suffix, known) => {
            Some((range, "org.sibling_unit"))
        }
        _ => None,
    }
}

/// 书记, 副书记
fn begins_office(after: &str) -> bool {
    let after = after.strip_prefix('副').unwrap_or(after);
    longest_prefix(after, &lexicon().offices, 4).is_some()
}

/// What stands between the anchor of a name and its suffix.
fn stem_of<'t>(text: &'t str, left: &Left, suffix: &Range<usize>) -> &'t str {
    &text[left.anchor_end.min(suffix.start)..suffix.start]
}

/// 五所 before 大学: how many bodies a list holds.
fn is_counted(stem: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || super::numeral::is_chinese_digit(c) || c == '多';
    stem.strip_suffix(['所', '家', '个', '大'])
        .is_some_and(|count| !count.is_empty() && count.chars().all(number))
}

/// 各县市人民政府, 区县教育局: those of every division.
fn speaks_of_all(text: &str, start: usize) -> bool {
    const PAIRS: [&str; 7] = ["区县", "县区", "县市", "市县", "市州", "州市", "省市"];
    let name = &text[start..];
    // 省市场监管局 is one body of the province.
    let levels = PAIRS.iter().any(|pair| {
        name.strip_prefix(pair)
            .is_some_and(|rest| !rest.starts_with('场'))
    });
    let bracketed = ["县(", "市(", "区(", "州("]
        .iter()
        .any(|level| name.starts_with(level));
    name.starts_with(['各', '每'])
        || bracketed
        || levels && !text[..start].ends_with(is_cjk)
        || text[..start].ends_with(['各', '每'])
}

/// What only counts or honours: 上市公司16家, 某市国家级物流基地, 命运共同体, a place's 党政代表团; and what a company keeps (某公司养殖基地).
fn is_designation(text: &str, left: &Left, suffix: &Range<usize>) -> bool {
    let word = &text[suffix.clone()];
    let stem = &text[left.anchor_end.min(suffix.start)..suffix.start];
    let after = &text[suffix.end..];
    let behind = after.trim_start_matches(|c: char| c.is_ascii_digit());
    // 作政府工作报告, a body's 官网, 山海关.
    let other = word == "政府" && after.starts_with("工作报告")
        || word == "网" && stem.ends_with('官')
        || word == "海关" && text[..suffix.start].ends_with('山');
    let counted = behind.len() < after.len() && behind.starts_with(['家', '个', '所', '座']);
    let site = matches!(word, "基地" | "产业园" | "科技园");
    // 县委编办机构设置: how the body before it is made up.
    let of_body = left.anchor == Anchor::Body
        && stem.is_empty()
        && matches!(word, "机构" | "组织")
        && ["设置", "改革", "编制", "建设", "运行"]
            .iter()
            .any(|next| after.starts_with(next));
    // 市盲协主席某某来馆: an office inside shows that a person stands there.
    let of_person = || {
        let offices = words!("主席|主任|局长|书记|厅长|部长|市长|县长|馆长|会长").find_iter(stem);
        let mut firsts = offices.filter(|&(at, office)| !stem[..at].contains(office));
        firsts.any(|(at, office)| at > 0 && at + office.len() + 3 < stem.len())
    };
    // 全国水务局局长会议: those of all divisions meet.
    let gathering = left.anchor == Anchor::Central
        && ["主任", "局长", "厅长", "部长", "校长", "院长"]
            .iter()
            .any(|office| {
                after
                    .strip_prefix(office)
                    .is_some_and(|rest| rest.starts_with('会') || rest.starts_with("座谈会"))
            });
    // 获评国家奶山羊产业园: what something was named.
    let named = site
        && left.anchor == Anchor::Central
        && ["获评", "获批", "创建", "入选", "认定为", "命名为", "的"]
            .iter()
            .any(|verb| text[..left.start].ends_with(verb));
    other
        || of_person()
        || gathering
        || named
        || of_body
        || counted
        || site
            && text[left.start..suffix.start]
                .find("国家")
                .is_some_and(|at| at > 0)
        || site && left.anchor == Anchor::Body && text[..left.anchor_end].ends_with("公司")
        || word == "共同体" && stem.ends_with("命运")
        || word == "代表团" && left.anchor == Anchor::Region && is_kind(stem)
}

/// 交通运输厅党组成员: the full name of a kind of department, at the beginning of a phrase and before an office or a verb.
fn is_department(passage: &Passage, left: &Left, suffix: &Range<usize>) -> bool {
    let text = passage.text();
    let name = &text[suffix.clone()];
    let after = &text[suffix.end..];
    left.start == suffix.start
        && name.chars().count() > 2
        && name.ends_with(['厅', '局'])
        && text[..suffix.start]
            .chars()
            .next_back()
            .is_none_or(|c| ",。;:、\n".contains(c))
        && (after.starts_with("党组") || followed_by_act(passage, suffix.end))
}

/// 教育部办公厅、高教司、科技司: units in a list share the body before the first.
fn is_sibling(text: &str, left: &Left, suffix: &Range<usize>, known: &Known) -> bool {
    let stem = text[left.start..suffix.start].chars().count();
    let listed = text[..left.start]
        .strip_suffix(['、', '和'])
        .is_some_and(|before| {
            known.starts.get(&before.len()).is_some_and(|&start| {
                longest_prefix(&text[start..], &lexicon().ministries, 12).is_some()
                    || known.siblings.contains(&before.len())
            })
        });
    (1..=8).contains(&stem) && listed
}

/// 各省教育厅, 省市教育局, 全市医院 speak of kinds, and so does the last of 各省、市、自治区.
fn begins_relative(text: &str, start: usize) -> bool {
    const LONGEST_LIST_BYTES: usize = 36;
    let before = &text[..start];
    let levels = before
        .strip_suffix('、')
        .is_some_and(|list| list.ends_with(['省', '市', '县', '区', '州']));
    if levels {
        let from = before.ceil_char_boundary(start.saturating_sub(LONGEST_LIST_BYTES));
        let list = before[from..].rsplit([',', '。', ';']).next();
        if list.is_some_and(|list| list.contains('各')) {
            return false;
        }
    }
    !text[..start].ends_with(|c| "各每多某省市县区乡全跨两三四五六七八九十几数/".contains(c))
}

/// Suffixes that need nothing between themselves and 省/市/县.
fn names_by_relative(suffix: &str) -> bool {
    let lexicon = lexicon();
    suffix.chars().count() > 1 && !lexicon.org_plain.contains(suffix)
        || lexicon.org_by_relative.contains(suffix)
}

fn has_stem(text: &str, left: &Left, suffix: &Range<usize>) -> bool {
    text[left.anchor_end.min(suffix.start)..suffix.start]
        .chars()
        .count()
        > 1
}
