//! What a figure is about: the noun behind its classifier, or the subject of its clause.

use std::ops::Range;

use super::lexicon::lexicon;
use super::passage::Passage;

/// The longest indicator in characters.
const LONGEST_CHARS: usize = 16;

/// Verbs and adverbs between a subject and its figure.
const BETWEEN: [&str; 34] = [
    "已",
    "达",
    "达到",
    "为",
    "共",
    "共计",
    "累计",
    "超过",
    "超",
    "约",
    "近",
    "已达",
    "突破",
    "增长",
    "同比",
    "同比增长",
    "环比",
    "下降",
    "提高",
    "增加",
    "减少",
    "不低于",
    "不少于",
    "不超过",
    "至",
    "到",
    "了",
    "逾",
    "有",
    "仅",
    "均",
    "就",
    "分别",
    "总计",
];

/// The indicator of a figure: 1276家企业 → 企业, 受理投诉举报1447起 → 投诉举报, 使用率超过80% → 使用率.
pub(super) fn indicator(passage: &Passage, range: &Range<usize>, unit: &str) -> Option<String> {
    let counted = !matches!(unit, "%" | "‰" | "个百分点" | "百分点" | "倍" | "元");
    counted
        .then(|| noun_after(passage, range.end))
        .flatten()
        .or_else(|| subject_before(passage, range.start))
}

/// The nouns directly behind the classifier.
fn noun_after(passage: &Passage, at: usize) -> Option<String> {
    let mut end = at;
    for word in passage.words_after(at).take(6) {
        let s = passage.word(&word);
        let noun = word.tag.starts_with('n')
            || matches!(word.tag, "vn" | "j" | "l" | "eng" | "b" | "a" | "nz" | "an");
        if !noun || is_mark(s) || lexicon().stops.contains(s) {
            break;
        }
        end = word.end;
    }
    words_between(passage, at..end)
}

/// The nouns before the verbs and adverbs that lead to the figure.
fn subject_before(passage: &Passage, at: usize) -> Option<String> {
    let mut end = None;
    let mut start = at;
    for word in passage.words_before(at).take(12) {
        let s = passage.word(&word);
        if end.is_none() {
            if BETWEEN.contains(&s) || matches!(word.tag, "d" | "ul" | "vd") {
                start = word.start;
                continue;
            }
            end = Some(word.end);
        }
        let noun = word.tag.starts_with('n')
            || matches!(word.tag, "vn" | "v" | "j" | "l" | "eng" | "b" | "an");
        let verb_stop = lexicon().stops.contains(s) && !word.tag.starts_with('n');
        if !noun
            || verb_stop
            || is_mark(s)
            || matches!(
                s,
                "受理" | "完成" | "新增" | "发放" | "投入" | "归集" | "办理" | "推送"
            )
        {
            break;
        }
        start = word.start;
    }
    words_between(passage, start..end?)
}

fn words_between(passage: &Passage, range: Range<usize>) -> Option<String> {
    let words = passage.text().get(range)?.trim();
    let n = words.chars().count();
    (n > 1 && n <= LONGEST_CHARS).then(|| words.to_owned())
}

fn is_mark(s: &str) -> bool {
    s.chars().all(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NodeId;

    fn check(text: &str, quote: &str, unit: &str, expected: Option<&str>) {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let at = passage.text().find(quote).unwrap();
        let found = indicator(&passage, &(at..at + quote.len()), unit);
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn the_noun_behind_or_the_subject_before() {
        check("全县新增1276家企业。", "1276家", "家", Some("企业"));
        check("累计受理投诉举报1447起。", "1447起", "起", Some("投诉举报"));
        check("设备使用率超过80%。", "80%", "%", Some("设备使用率"));
        check("共15篇。", "15篇", "篇", None);
    }
}
