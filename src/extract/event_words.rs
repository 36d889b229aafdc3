//! Small questions about the words in the names of events.

use std::ops::Range;

use super::lexicon::{lexicon, longest_suffix};
use super::numeral::is_chinese_digit;
use super::passage::Passage;
use super::words::Word;

/// The longest quotation inside a name (bytes).
const LONGEST_QUOTE_BYTES: usize = 150;

/// 在京举行, 胜利召开: words of the dictionary that end with a verb of holding.
pub(super) fn reports_held(s: &str) -> bool {
    ["举行", "召开", "举办"]
        .iter()
        .any(|verb| s.ends_with(verb))
}

/// Whether a word of years, ordinals, counts or days is part of a name; `None` for any other word.
pub(super) fn is_numeral_part(text: &str, word: &Word) -> Option<bool> {
    let s = &text[word.start..word.end];
    let before = &text[..word.start];
    let digits_before = before.ends_with(|c: char| c.is_ascii_digit());
    if matches!(s, "年" | "学年" | "年度" | "度") {
        let take = digits_before
            || s == "度" && before.ends_with('年')
            || s == "年度" && before.ends_with(is_chinese_digit);
        return Some(take || s == "年度");
    }
    // 三季度调度会: the quarter a meeting is about.
    if s.ends_with("季度") || text[word.end..].starts_with("季度") {
        return Some(true);
    }
    if matches!(s, "月" | "日" | "号" | "月份") {
        let date = digits_before || before.ends_with(is_chinese_digit);
        return Some(!date);
    }
    if s.bytes().all(|b| b.is_ascii_digit()) {
        let year = s.len() == 4 && (s.starts_with("19") || s.starts_with("20"));
        let after = &text[word.end..];
        let part = after.starts_with("周年")
            || after.starts_with('届')
            || before.ends_with(['第', '.', '-', '—'])
            || text[word.end..].starts_with(['.', '+']);
        let ordinal = before.ends_with('第');
        return Some(year || part || ordinal);
    }
    if matches!(
        s,
        "期" | "场"
            | "次"
            | "个"
            | "项"
            | "所"
            | "名"
            | "家"
            | "批"
            | "届"
            | "类"
            | "条"
            | "件"
            | "位"
            | "部"
            | "起"
            | "轮"
            | "季"
            | "种"
    ) {
        if !digits_before
            && !before.ends_with(is_chinese_digit)
            && word.tag != "q"
            && word.tag != "m"
        {
            return None;
        }
        let run = before.trim_end_matches(|c: char| c.is_ascii_digit() || is_chinese_digit(c));
        return Some(run.ends_with('第') || matches!(s, "届"));
    }
    if word.tag == "m" {
        let after = &text[word.end..];
        let ordinal = after.starts_with(['届', '次', '中'])
            || after.starts_with("周年")
            || s.starts_with('第')
            || s.starts_with('首')
            || s.ends_with(['届', '次', '中'])
            || s.starts_with('第')
            || before.ends_with('第');
        return Some(ordinal);
    }
    None
}

/// 第七届, 首届, 第二次, 十四届, 第3个…日: an ordinal of the event itself, not of what else it counts (首批).
pub(super) fn ordinal(words: &str) -> bool {
    ['届', '次', '中'].iter().any(|mark| {
        words.match_indices(*mark).any(|(at, _)| {
            let before = &words[..at];
            let run = before
                .trim_end_matches(|c: char| c.is_ascii_digit() || is_chinese_digit(c) || c == '百');
            run.len() < before.len()
                && (*mark != '中' || words[at..].starts_with("中全会"))
                && (*mark != '次'
                    || run.ends_with('第')
                    || words[at..].starts_with("次会议")
                    || words[at..].starts_with("次全"))
        })
    }) || words.contains("首届")
        || words.match_indices('个').any(|(at, _)| {
            let run =
                words[..at].trim_end_matches(|c: char| c.is_ascii_digit() || is_chinese_digit(c));
            run.len() < at && run.ends_with('第') && words[at..].contains(['日', '周', '月', '节'])
        })
}

/// Whether quoted words end with a head of their own or are called after a period (月, 周, 日, 季, 节).
pub(super) fn is_named_by_itself(inner: &str) -> bool {
    let lexicon = lexicon();
    let heads = [
        &lexicon.gatherings,
        &lexicon.contests,
        &lexicon.seasons,
        &lexicon.ceremonies,
    ];
    inner.ends_with(['月', '周', '日', '季', '节']) && inner.chars().count() > 2
        || heads
            .iter()
            .any(|set| longest_suffix(inner, set, 6).is_some())
}

/// Where a quotation or bracket that ends a text began.
pub(super) fn enclosed(before: &str) -> Option<usize> {
    let close = before.chars().next_back()?;
    let open = if close == '”' { '“' } else { '(' };
    let inner = &before[..before.len() - close.len_utf8()];
    let from = inner.len().saturating_sub(LONGEST_QUOTE_BYTES);
    let from = inner.ceil_char_boundary(from);
    let at = from + inner[from..].rfind(open)?;
    let content = &inner[at + open.len_utf8()..];
    (!content.is_empty() && !content.contains(['。', '\n', '》', '《'])).then_some(at)
}

/// 召开各学会、省科协负责人和会员代表座谈会: who takes part is part of the name, back to the verb.
pub(super) fn participants(passage: &Passage, head: &Range<usize>) -> Option<usize> {
    let text = passage.text();
    let before = &text[..head.start];
    let of_persons = ["座谈会", "茶话会", "恳谈会", "协商会", "通报会", "联谊会"]
        .contains(&&text[head.clone()])
        && ["代表", "人士", "负责人", "专家", "企业家", "委员", "人员"]
            .iter()
            .any(|who| before.ends_with(who));
    if !of_persons {
        return None;
    }
    // Sentences have a greatest length: a text without marks is not looked through anew for every meeting in it.
    let from = passage.sentence_range(head.start).start;
    let edge = before[from..]
        .rfind([',', '。', ';', ':', '\n', '“', '”'])
        .map_or(from, |at| from + at);
    let start = ["召开", "举行", "举办"]
        .iter()
        .filter_map(|verb| Some(edge + before[edge..].rfind(verb)? + verb.len()))
        .max()?;
    let list = before[start..].trim_start_matches('了');
    let start = head.start - list.len();
    let acts = passage
        .words_after(start)
        .take_while(|word| word.end <= head.start)
        .any(|word| matches!(word.tag, "p" | "d" | "ul" | "uj"));
    (list.contains('、') && !acts).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_count_the_event_itself() {
        assert!(ordinal("第12个全国防灾减灾日宣传活动") && !ordinal("第3个项目推进活动"));
        assert!(
            ordinal("第七届数字大会") && ordinal("十四届全国人大二次会议") && ordinal("首届论坛")
        );
        assert!(!ordinal("首批示范区展示活动") && !ordinal("第一批创建单位汇报"));
    }
}
