//! The shape of names: family name and one or two characters, foreign names in transcription, and what may stand behind them.

use std::ops::Range;

use crate::document::regions;
use crate::text::is_cjk;

use super::lexicon::{lexicon, longest_prefix};
use super::passage::Passage;

/// What leads to a name, and so how much it must show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind 部长, 书记: nearly always a name.
    AfterOffice,
    /// Behind 专家, 学生: seldom one.
    AfterNoun,
    /// At the beginning of a clause.
    ClauseStart,
    /// Anywhere.
    Free,
}

/// Verbs that only persons are the subject of.
const PERSONAL_ACTS: [&str; 37] = [
    "指出",
    "强调",
    "表示",
    "认为",
    "说",
    "介绍",
    "宣布",
    "出席",
    "主持",
    "会见",
    "会谈",
    "率队",
    "率团",
    "致辞",
    "讲话",
    "发言",
    "带队",
    "调研",
    "回答",
    "签署",
    "希望",
    "一行",
    "透露",
    "告诉",
    "提出",
    "要求",
    "参加",
    "听取",
    "作报告",
    "担任",
    "主讲",
    "来到",
    "先后",
    "深入",
    "代表",
    "同志",
    "宣读",
];

/// Characters that no given name has but that follow names.
const NEVER_GIVEN: &str = "的了是在和与及或等为被把将向对从到于就也都不并率出会表指说讲给让由所这那其之者们个各你我他她它吗呢吧,。;:、";

/// The name that begins at an offset.
pub(super) fn name_at(passage: &Passage, at: usize, place: Place) -> Option<Range<usize>> {
    let text = passage.text();
    let rest = text.get(at..)?;
    let foreign = foreign(rest).map(|len| at..at + len);
    if let Some(range) = foreign
        .clone()
        .filter(|range| text[range.clone()].contains('·'))
    {
        return Some(range);
    }
    chinese(passage, at, place)
        .or_else(|| {
            foreign.filter(|range| {
                matches!(place, Place::AfterOffice)
                    && range.len() >= 2 * 3
                    && is_followed(passage, range.end, Place::AfterOffice)
                    && !is_dictionary_word(passage, range)
            })
        })
        .or_else(|| minority(passage, at, place))
}

/// Family name and given name, the longer first.
fn chinese(passage: &Passage, at: usize, place: Place) -> Option<Range<usize>> {
    let text = passage.text();
    let rest = &text[at..];
    let lexicon = lexicon();
    let compound = longest_prefix(rest, &lexicon.surnames, 2)?;
    let n_surname = compound.chars().count();
    let lengths: &[usize] = if n_surname == 2 { &[4, 3] } else { &[3, 2] };
    for &n in lengths {
        let end = at
            + rest
                .char_indices()
                .nth(n)
                .map_or(rest.len(), |(pos, _)| pos);
        let range = at..end;
        let name = &text[range.clone()];
        if name.chars().count() == n
            && name.chars().all(is_cjk)
            && !name
                .chars()
                .skip(n_surname)
                .any(|c| NEVER_GIVEN.contains(c))
            && is_followed(passage, end, place)
            && looks_like_name(passage, &range, place)
        {
            return Some(range);
        }
    }
    None
}

/// Whether the characters can be a name: no word of the dictionary, unless it lists it as a name.
fn looks_like_name(passage: &Passage, range: &Range<usize>, place: Place) -> bool {
    let text = passage.text();
    let lexicon = lexicon();
    let surname = longest_prefix(&text[range.clone()], &lexicon.surnames, 2).unwrap_or_default();
    let rare = lexicon.rare_surnames.contains(surname);
    let words: Vec<_> = passage
        .words_after(range.start)
        .take_while(|word| word.start < range.end)
        .collect();
    let tagged = words.len() == 1 && words[0].tag.starts_with("nr") && words[0].end == range.end;

    if regions::named(&text[range.clone()]).next().is_some() {
        return false;
    }
    if tagged {
        return true;
    }
    let crosses = words.last().is_some_and(|word| word.end > range.end);
    let whole_word = words.len() == 1;
    // 陈/列馆, 高兴: a longer word of the dictionary says it is none.
    let long_word = words.iter().any(|word| {
        word.end - word.start > '一'.len_utf8()
            && !word.tag.starts_with("nr")
            && word.start == range.start
    });
    if crosses && place != Place::AfterOffice
        || whole_word && !tagged && (place != Place::AfterOffice || rare)
    {
        return false;
    }
    match place {
        Place::AfterOffice => {
            !(rare && (crosses || long_word && range.len() == 6))
                && !(whole_word && followed_weakly(passage, range.end))
        }
        Place::AfterNoun => !rare && !long_word && !crosses,
        Place::ClauseStart | Place::Free => !rare && !long_word,
    }
}

/// Whether nothing but a mark tells that a name ends here.
fn followed_weakly(passage: &Passage, end: usize) -> bool {
    longest_prefix(&passage.text()[end..], &lexicon().acts, 5).is_none()
        && !passage.text()[end..].starts_with([',', '、', '。', ')', ';', '和'])
}

/// Whether what stands at `end` may follow a name.
pub(super) fn is_followed(passage: &Passage, end: usize, place: Place) -> bool {
    let after = &passage.text()[end..];
    let lexicon = lexicon();
    let Some(next) = after.chars().next() else {
        return true;
    };
    let personal = longest_prefix(after, &lexicon.titles, 5).is_some()
        || PERSONAL_ACTS.iter().any(|act| after.starts_with(act));
    match place {
        Place::ClauseStart => personal,
        Place::AfterNoun => {
            personal || !next.is_alphanumeric() && !matches!(next, '“' | '《' | '(')
        }
        Place::AfterOffice | Place::Free => {
            personal
                || !next.is_alphanumeric()
                || after.starts_with("夫人")
                || after.starts_with('等')
                || longest_prefix(after, &lexicon.acts, 5).is_some()
                || matches!(next, '和' | '与' | '及' | '的')
                || passage.words_after(end).next().is_some_and(|word| {
                    word.start == end
                        && word.end - word.start > '一'.len_utf8()
                        && matches!(
                            word.tag,
                            "v" | "vn" | "vd" | "d" | "p" | "c" | "ad" | "nz" | "b"
                        )
                        && passage.is_word_border(end)
                })
        }
    }
}

fn is_dictionary_word(passage: &Passage, range: &Range<usize>) -> bool {
    passage.words_after(range.start).next().is_some_and(|word| {
        word.start == range.start && word.end >= range.end && !word.tag.starts_with("nr")
    })
}

/// Bytes of a foreign name: characters of transcription, parts joined by ·.
fn foreign(text: &str) -> Option<usize> {
    let set = &lexicon().transliteration;
    let mut end = 0;
    let mut dotted = false;
    for (n, (at, c)) in text.char_indices().enumerate() {
        let point = matches!(c, '·' | '•' | '・' | '．');
        let inside = set.contains(&c) || point && end > 0 || dotted && c.is_ascii_alphabetic();
        if !inside || n > 24 {
            break;
        }
        dotted |= point;
        end = at + c.len_utf8();
    }
    let name = text[..end].trim_end_matches(['·', '•', '・', '．']);
    let n = name.chars().count();
    (n >= if dotted { 3 } else { 2 } && (dotted || n <= 8)).then_some(name.len())
}

/// Names such as those of Mongols and Uyghurs, four to seven characters behind an office, mostly characters of transcription.
fn minority(passage: &Passage, at: usize, place: Place) -> Option<Range<usize>> {
    if place != Place::AfterOffice {
        return None;
    }
    let text = passage.text();
    let set = &lexicon().transliteration;
    (4..=7).rev().find_map(|n| {
        let end = at + text[at..].char_indices().nth(n).map(|(pos, _)| pos)?;
        let name = &text[at..end];
        let foreign = name.chars().filter(|c| set.contains(c)).count();
        let followed = longest_prefix(&text[end..], &lexicon().acts, 5)
            .is_some_and(|act| act.chars().count() > 1)
            || text[end..].starts_with([',', '。', '、', ';']);
        let no_words = passage
            .words_after(at)
            .take_while(|word| word.start < end)
            .all(|word| {
                word.end <= end && (word.end - word.start <= 3 || word.tag.starts_with("nr"))
            });
        (name.chars().all(is_cjk) && foreign * 10 >= n * 7 && followed && no_words)
            .then_some(at..end)
    })
}

/// The name that ends where a title begins: 顾长明副省长.
pub(super) fn name_before(passage: &Passage, title: usize) -> Option<Range<usize>> {
    let text = passage.text();
    let lexicon = lexicon();
    let words: Vec<_> = passage.words_before(title).take(4).collect();
    let first = words.first().filter(|word| word.end == title)?;
    if first.tag.starts_with("nr")
        && first.end - first.start >= 6
        && longest_prefix(passage.word(first), &lexicon.surnames, 2).is_some()
    {
        let name = passage.word(first);
        return (name.chars().count() <= 4).then_some(first.start..title);
    }
    // The dictionary splits names it does not know into characters.
    for n in [3, 2] {
        let start = text[..title]
            .char_indices()
            .rev()
            .nth(n - 1)
            .map(|(at, _)| at)?;
        let name = &text[start..title];
        let surname = longest_prefix(name, &lexicon.surnames, 2)?.to_owned();
        if lexicon.rare_surnames.contains(&*surname) || !name.chars().all(is_cjk) {
            continue;
        }
        let pieces: Vec<_> = words
            .iter()
            .take_while(|word| word.start >= start)
            .collect();
        let split = pieces.last().is_some_and(|word| word.start == start)
            && pieces
                .iter()
                .all(|word| word.end - word.start == 3 || word.tag.starts_with("nr"));
        let given = !name
            .chars()
            .skip(1)
            .any(|c| NEVER_GIVEN.contains(c) || "省市县区部委局厅院校国州".contains(c));
        let edge = text[..start].chars().next_back();
        let free = n == 3 || edge.is_none_or(|c| !c.is_alphanumeric());
        if split && given && free {
            return Some(start..title);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NodeId;

    fn name(text: &str, place: Place) -> Option<String> {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        name_at(&passage, 0, place).map(|range| passage.text()[range].to_owned())
    }

    #[test]
    fn what_follows_decides_where_a_name_ends() {
        assert_eq!(
            name("谢峻在会上", Place::AfterOffice).as_deref(),
            Some("谢峻")
        );
        assert_eq!(
            name("谢峻岭出席", Place::AfterOffice).as_deref(),
            Some("谢峻岭")
        );
        assert_eq!(
            name("司马青，", Place::AfterOffice).as_deref(),
            Some("司马青")
        );
        assert_eq!(name("高度重视", Place::AfterOffice), None);
        assert_eq!(name("全体会议", Place::AfterOffice), None);
    }

    #[test]
    fn transcriptions_need_no_family_name() {
        assert_eq!(
            name("格罗西说", Place::AfterOffice).as_deref(),
            Some("格罗西")
        );
        assert_eq!(
            name("巴特尔·宝音介绍", Place::Free).as_deref(),
            Some("巴特尔·宝音")
        );
    }
}
