//! Events: the names of meetings, forums, competitions, exhibitions, campaigns and trainings.
//!
//! A name is found by the word for its kind (the head lexicon); how far it reaches to the left is decided in `event_name`. Whether it is
//! a name at all depends on the kind: an ordinal, year or brand always makes one, a gathering with a topic does where it is reported as
//! held; what is only named by kind (会议, 现场会) never is.

use std::collections::HashMap;
use std::ops::Range;

use super::cue::Cue;
use super::event_name::{Governor, Name, Quoted, left_border};
use super::lexicon::{lexicon, longest_prefix, longest_suffix};
use super::org_name::region_before;
use super::passage::Passage;
use super::resolve::{Candidate, Kind};

/// How far behind a name the verb that reports it may stand (bytes).
const FARTHEST_VERB_BYTES: usize = 90;

/// Verbs behind a name that report it as held.
const HELD_AFTER: [&str; 9] = [
    "举行", "召开", "举办", "开幕", "闭幕", "启动", "落幕", "开班", "圆满",
];
/// Scopes that make a large gathering a name of its own.
const SCOPES: [&str; 10] = [
    "全国", "世界", "中国", "国际", "全球", "亚洲", "亚太", "国家", "中华", "中央",
];
const LARGE: [&str; 12] = [
    "大会",
    "峰会",
    "论坛",
    "博览会",
    "展览会",
    "年会",
    "代表大会",
    "运动会",
    "大赛",
    "锦标赛",
    "高峰论坛",
    "展销会",
];

/// The events of a passage; `orgs` are its bodies, end by start.
pub(super) fn find(passage: &Passage, orgs: &HashMap<usize, usize>) -> Vec<Candidate> {
    let text = passage.text();
    let mut found = Vec::new();
    if passage.cues().first_from(Cue::Event, 0).is_none() {
        return found;
    }
    let org_ends: HashMap<usize, usize> = orgs.iter().map(|(&start, &end)| (end, start)).collect();
    let mut at = 0;
    while let Some(hit) = passage.cues().first_from(Cue::Event, at) {
        at = hit.end;
        if !ends_name(passage, hit.end) {
            // 专题培训班: 培训 does not end a word here, but 培训班 may.
            at = hit.start + text[hit.start..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let mut name = left_border(passage, hit.clone(), &org_ends);
        if lexicon().games.contains(&text[hit.clone()]) && !name.has_ordinal && !name.has_year {
            // 安保措施和成都大运会: games are named after their place.
            name.start = region_before(passage, hit.start).unwrap_or(name.start);
        }
        if let Some(rule) = accepts(passage, &hit, &name) {
            let start = match orgs.get(&name.start) {
                // The body that runs a programme is not part of its name.
                Some(&end) if rule == "event.programme" && end < hit.start => end,
                // 县委网信办“节水讲堂”宣讲活动: nor is the one that has a brand of its own.
                Some(&end)
                    if rule == "event.marked_activity"
                        && !name.has_year
                        && !name.has_ordinal
                        && text[end..].starts_with('“') =>
                {
                    end
                }
                _ => with_committee(text, &name, &org_ends),
            };
            found.push(Candidate::as_written(Kind::Event, start..name.end, rule));
        }
    }
    found
}

/// 省委全面深化改革委员会第十五次会议: a committee's body with which a clause begins belongs to the name of its numbered meeting.
fn with_committee(text: &str, name: &Name, org_ends: &HashMap<usize, usize>) -> usize {
    let whole = &text[name.start..name.end];
    let numbered = whole.ends_with("次会议") || whole.ends_with("次全体会议");
    let body = org_ends.get(&name.start).filter(|&&start| {
        let edge = text[..start].chars().next_back();
        edge.is_none_or(|c| matches!(c, ',' | '。' | ';' | ':' | '\n' | ' '))
            && text[start..name.start].ends_with('委')
    });
    match body {
        Some(&start) if numbered => start,
        _ => name.start,
    }
}

/// The value of a quote that is an event: its name without quotation marks around the whole of it.
pub(super) fn normalise(quote: &str) -> Option<String> {
    let inner = quote
        .strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('”'))
        .filter(|inner| !inner.contains(['“', '”']));
    let name = inner.unwrap_or(quote).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn ends_name(passage: &Passage, end: usize) -> bool {
    let after = &passage.text()[end..];
    end >= passage.text().len()
        || passage.is_word_border(end)
        || after.starts_with(['上', '中', '后', '前', '暨', '在', '开', '期'])
}

/// Words behind a name that make a building or a text of it, or only invoke it (会议精神).
const NOT_BEFORE: [&str; 11] = [
    "专栏",
    "栏目",
    "专区",
    "精神",
    "要求",
    "决策部署",
    "部署要求",
    "室",
    "厅",
    "纪要",
    "堂",
];

/// Which rule makes a name of these words, if any.
fn accepts(passage: &Passage, head: &Range<usize>, name: &Name) -> Option<&'static str> {
    let text = passage.text();
    let word = &text[head.clone()];
    let after = &text[name.end..];
    let behind = after.trim_start_matches('”');
    if NOT_BEFORE.iter().any(|word| behind.starts_with(word)) || is_organiser(text, name) {
        return None;
    }
    let stem = stem(&text[name.start..head.start.max(name.start)]);
    // “三个年”活动, “四个清单”管理: what is counted is no brand.
    let counts = |inner: &str| {
        inner.starts_with(super::numeral::is_chinese_digit) && inner.chars().nth(1) == Some('个')
    };
    if name.quoted == Quoted::Brand && text[name.start..].starts_with('“') && counts(stem) {
        return None;
    }
    // 第七届丝博会: the word for a fair is a name already.
    let numbered_fair = name.has_ordinal && lexicon().games.contains(word);
    if stem.is_empty() && name.quoted == Quoted::No && !numbered_fair {
        return None;
    }
    let seen = Seen {
        word,
        whole: &text[name.start..name.end],
        n_stem: stem.chars().count(),
        marked: name.has_year || name.has_ordinal || name.quoted != Quoted::No,
        kind_only: name.quoted == Quoted::No && is_kind_only(stem),
        held: name.governor == Governor::Held
            || name.governor != Governor::Wished && held_after(after)
            // 在节水技术对话会上,两市签约: what was done there.
            || text[..name.start].ends_with('在') && after.starts_with("上,"),
    };
    let lexicon = lexicon();
    match word {
        "会" => (bare_meeting(passage, head) && name.governor == Governor::Held)
            .then(|| seen.held_meeting())
            .flatten(),
        _ if lexicon.games.contains(word) => {
            (seen.marked || seen.n_stem > 1 && !seen.kind_only).then_some("event.games")
        }
        _ if lexicon.gatherings.contains(word) => seen.gathering(name),
        _ if lexicon.contests.contains(word) => seen.contest(),
        _ if lexicon.seasons.contains(word) => {
            (seen.marked || seen.n_stem > 2 && !seen.kind_only).then_some("event.season")
        }
        _ if lexicon.ceremonies.contains(word) => {
            (seen.n_stem > 3 && (seen.held || seen.marked)).then_some("event.ceremony")
        }
        _ if lexicon.activities.contains(word) => {
            let before = &text[..head.start];
            let of_season = longest_suffix(before, &lexicon.seasons, 5).is_some()
                && seen.n_stem > 5
                && name.quoted == Quoted::No;
            // 第15次巡护活动 counts how often something was done.
            let counted = name.has_ordinal
                && !name.has_year
                && name.quoted == Quoted::No
                && seen.whole.contains('次')
                && !seen.whole.contains('届');
            (seen.marked && !seen.kind_only && !counted || of_season)
                .then_some("event.marked_activity")
        }
        _ => seen.programme(name, text[..head.start].ends_with('”')),
    }
}

/// 由世界互联网大会主办: a body by the name of an event.
fn is_organiser(text: &str, name: &Name) -> bool {
    let after = &text[name.end..];
    text[..name.start].ends_with('由')
        && ["主办", "承办", "协办", "联合主办", "共同主办"]
            .iter()
            .any(|verb| after.starts_with(verb))
}

/// What decides whether words name an event.
struct Seen<'t> {
    /// The word for its kind.
    word: &'t str,
    whole: &'t str,
    /// Characters besides year, ordinal and kind.
    n_stem: usize,
    /// With a year, ordinal or quotation marks.
    marked: bool,
    /// Nothing but words that say what kind of gathering it is.
    kind_only: bool,
    held: bool,
}

impl Seen<'_> {
    /// 全国…大会, 世界…论坛: a scope makes a large gathering a name.
    fn is_large(&self) -> bool {
        LARGE.contains(&self.word) && SCOPES.iter().any(|scope| self.whole.starts_with(scope))
    }

    fn held_meeting(&self) -> Option<&'static str> {
        (!self.kind_only && self.n_stem > 3).then_some("event.held_meeting")
    }

    fn gathering(&self, name: &Name) -> Option<&'static str> {
        if self.marked && (!self.kind_only || name.has_year) {
            Some("event.marked_gathering")
        } else if self.kind_only {
            None
        } else if self.is_large() {
            Some("event.scoped_gathering")
        } else {
            (self.held && self.n_stem > 1).then_some("event.held_gathering")
        }
    }

    fn contest(&self) -> Option<&'static str> {
        let named = self.is_large() || self.held && self.n_stem > 3;
        (self.marked || !self.kind_only && named).then_some("event.contest")
    }

    /// Programmes, selections and calls: only with a brand, an ordinal or a year, or a national action that is carried out.
    fn programme(&self, name: &Name, after_brand: bool) -> Option<&'static str> {
        let plan = matches!(
            self.word,
            "计划" | "工程" | "行动" | "专项计划" | "试点" | "攻坚"
        );
        let brand = name.quoted == Quoted::Brand && after_brand;
        let national = ["国家", "全国"]
            .iter()
            .any(|scope| self.whole.starts_with(scope))
            && self.word.ends_with("行动")
            && self.n_stem > 5
            && name.governor != Governor::None;
        // 开展2024年农资打假统一行动: with its own year where it is reported as held.
        let own_year = name.has_year
            && self.word == "行动"
            && self.n_stem > 6
            && name.governor == Governor::Held;
        (brand || name.has_ordinal || name.has_year && !plan || own_year || national)
            .then_some("event.programme")
    }
}

/// Whether 会 alone ends a name (评议结果反馈会): behind a verb, before a mark.
fn bare_meeting(passage: &Passage, head: &Range<usize>) -> bool {
    let text = passage.text();
    let verb = passage.words_before(head.start).next().is_some_and(|word| {
        word.end == head.start && word.tag.starts_with('v') && word.end - word.start == 6
    });
    let closed = text[head.end..]
        .chars()
        .next()
        .is_none_or(|c| matches!(c, ',' | '。' | ';' | ':' | '、' | '\n'));
    verb && closed
}

/// Whether a verb behind the name reports it as held, in the same clause.
pub(super) fn held_after(after: &str) -> bool {
    let end = after
        .char_indices()
        .find(|&(at, c)| at > FARTHEST_VERB_BYTES || matches!(c, ',' | '。' | ';' | '\n' | ':'))
        .map_or(after.len(), |(at, _)| at);
    let clause = after[..end].trim_start_matches('”');
    let direct = ["成功", "同期", "正式", "圆满", "隆重", "如期", "顺利", ""]
        .iter()
        .any(|adverb| {
            clause
                .strip_prefix(adverb)
                .is_some_and(|rest| HELD_AFTER.iter().any(|verb| rest.starts_with(verb)))
        });
    // 以视频形式召开, 今天在杭州举行.
    let by_form =
        clause.starts_with(['以', '采']) && (clause.contains("形式") || clause.contains("方式"));
    let at_time = clause.starts_with(|c: char| c.is_ascii_digit())
        || ["今天", "昨天", "日前", "近日", "上午", "下午", "今日"]
            .iter()
            .any(|time| clause.starts_with(time));
    direct
        || (clause.starts_with(['在', '于']) || clause.starts_with("分别") || by_form || at_time)
            && HELD_AFTER.iter().any(|verb| clause.ends_with(verb))
}

/// What a name says besides its year, ordinal and kind.
fn stem(before: &str) -> &str {
    let mut stem = before.trim_start_matches(['“', ' ']);
    loop {
        let rest = stem
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .trim_start_matches(['年', '度', '-', '—']);
        let rest = rest.strip_prefix("学年").unwrap_or(rest);
        let rest = strip_ordinal(rest);
        if rest.len() == stem.len() || rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                stem
            } else {
                rest
            };
        }
        stem = rest;
    }
}

fn strip_ordinal(text: &str) -> &str {
    if let Some(rest) = ["首届", "首次", "首期"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
    {
        return rest;
    }
    let body = text.strip_prefix('第').unwrap_or(text);
    let digits = body.trim_start_matches(|c: char| {
        c.is_ascii_digit() || super::numeral::is_chinese_digit(c) || c == '百'
    });
    if digits.len() == body.len() {
        return text;
    }
    digits
        .strip_prefix(['届', '次', '期', '中'])
        .unwrap_or(text)
}

/// Whether words only say what kind of gathering it is: 工作, 党组, 视频.
fn is_kind_only(stem: &str) -> bool {
    let mut rest = stem;
    while !rest.is_empty() {
        let Some(word) = longest_prefix(rest, &lexicon().event_kinds, 6) else {
            return false;
        };
        rest = &rest[word.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::resolve::resolve;
    use super::*;
    use crate::document::NodeId;

    fn check(text: &str, expected: &[&str]) {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let found = resolve(find(&passage, &HashMap::new()));
        let names: Vec<&str> = found
            .iter()
            .map(|event| &passage.text()[event.range.clone()])
            .collect();
        assert_eq!(names, expected, "{text}");
    }

    #[test]
    fn gatherings_reported_as_held() {
        check(
            "省水利厅召开农村饮水安全保障工作座谈会，研究部署下一步工作。",
            &["农村饮水安全保障工作座谈会"],
        );
        check("由水利部主办的节水技术论坛同期举行。", &["节水技术论坛"]);
        check(
            "在江西与湖南治水合作对话会上,两省签约",
            &["江西与湖南治水合作对话会"],
        );
        check("开设“节水宣传月”专栏,拓展“三个年”活动", &[]);
        check(
            "春灌工作三季度调度会以视频形式召开。",
            &["春灌工作三季度调度会"],
        );
        check("全省春灌工作会议4月3日在南昌召开。", &["全省春灌工作会议"]);
        check(
            "召开推进高标准农田建设现场推进会",
            &["推进高标准农田建设现场推进会"],
        );
    }

    #[test]
    fn ordinals_years_and_brands() {
        check(
            "第三届黄河生态保护论坛在郑州开幕",
            &["第三届黄河生态保护论坛"],
        );
        check(
            "开展2023年全省安全生产月活动，举办首届“禾苗杯”农技大赛暨第二届新农人技能大赛决赛。",
            &[
                "2023年全省安全生产月活动",
                "首届“禾苗杯”农技大赛暨第二届新农人技能大赛决赛",
            ],
        );
        check(
            "公布2023年度乡村阅读推广活动获奖名单",
            &["2023年度乡村阅读推广活动"],
        );
        check("2023世界种业大会开幕式", &["2023世界种业大会"]);
    }

    #[test]
    fn games_and_fairs_by_place_or_ordinal() {
        check("杭州亚运会今天闭幕", &["杭州亚运会"]);
        check("加强山区防汛和杭州亚运会保障", &["杭州亚运会"]);
        check("组团参加第七届丝博会", &["第七届丝博会"]);
        check("为亚运会提供保障", &[]);
    }

    #[test]
    fn quotation_marks_around_the_whole_name_stay_outside() {
        check("参加“共建清洁流域论坛”", &["共建清洁流域论坛"]);
        check("举办“绿水青山”摄影展", &["“绿水青山”摄影展"]);
        check("开展“农机检修月”活动", &["农机检修月"]);
    }

    #[test]
    fn lists_are_split_and_counts_stay_outside() {
        check(
            "举办第五届农民歌会大赛、第六届龙舟邀请赛和2022年秋季农展会",
            &["第五届农民歌会大赛", "第六届龙舟邀请赛"],
        );
        check("举办3期农村电商专题培训班", &["农村电商专题培训班"]);
    }

    #[test]
    fn gatherings_named_by_kind_are_none() {
        check(
            "会议指出，大会期间召开工作推进会，此次论坛设6场分论坛。",
            &[],
        );
        check("召开党组扩大会，举办第一期培训班", &[]);
        check("鼓励高校举办粮食安全领域国际会议", &[]);
        check("传达全国农业工作会议精神", &[]);
    }
}
