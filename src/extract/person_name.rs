//! The shape of names: family name and one or two characters, foreign names in transcription, and what may stand behind them.

use std::ops::Range;

use crate::document::regions;
use crate::text::is_cjk;

use super::lexicon::{lexicon, longest_prefix};
use super::passage::Passage;
use super::person_foreign::{dotted, foreign, minority, unknown};
use super::person_office::body_at;

/// What leads to a name, and so how much it must show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind 部长, 书记: nearly always a name.
    AfterOffice,
    /// Behind 专家, 学生: seldom one.
    AfterNoun,
    /// At the beginning of a clause.
    ClauseStart,
    /// In a list of names at the beginning of a clause.
    InList,
    /// Anywhere.
    Free,
}

/// Characters that end the names of bodies and not those of persons: 宣传司 before 司长.
pub(super) const BODY_ENDS: [char; 14] = [
    '司', '局', '处', '部', '委', '厅', '院', '校', '所', '会', '室', '办', '组', '省',
];

/// Characters that no given name has but that follow names.
pub(super) const NEVER_GIVEN: &str = "的地着了是在和与及或等被把将对到于就也都不并率出会表指说讲给让所这那者们个各你我他她它吗呢吧,。;:、";

/// The name that begins at an offset.
pub(super) fn name_at(passage: &Passage, at: usize, place: Place) -> Option<Range<usize>> {
    let text = passage.text();
    let rest = text.get(at..)?;
    if !matches!(place, Place::ClauseStart | Place::InList)
        && let Some(range) = dotted(passage, at)
    {
        return Some(range);
    }
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
        .or_else(|| unknown(passage, at, place))
}

/// Whether an item of a list can be a name: a family name, no word of the dictionary at its beginning, no place or body.
pub(super) fn is_listed_name(passage: &Passage, range: &Range<usize>) -> bool {
    let name = &passage.text()[range.clone()];
    let lexicon = lexicon();
    let Some(surname) = longest_prefix(name, &lexicon.surnames, 2) else {
        return false;
    };
    let n_given = name.chars().count() - surname.chars().count();
    // Asked last: the words of the passage may not be known yet.
    let is_word = || {
        passage.words_after(range.start).next().is_some_and(|word| {
            word.end - word.start > surname.len()
                && !word.tag.starts_with("nr")
                && (word.end >= range.end || lexicon.rare_surnames.contains(surname))
        })
    };
    (1..=2).contains(&n_given)
        && name.chars().all(is_cjk)
        && !name.chars().skip(1).any(|c| NEVER_GIVEN.contains(c))
        && !name.ends_with(BODY_ENDS)
        && regions::named(name).next().is_none()
        && !lexicon.countries.contains(name)
        && !is_word()
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
            && (!name
                .chars()
                .skip(n_surname)
                .any(|c| NEVER_GIVEN.contains(c))
                || n == n_surname + 2
                    && (name.ends_with("和平")
                        || has_inner_and(name, place)
                        || name.ends_with('和') && is_personal(&text[end..])))
            && !(name.ends_with('作') && is_report(&text[end..]))
            && is_followed(passage, end, place)
            && looks_like_name(passage, &range, place)
        {
            return Some(range);
        }
    }
    None
}

/// 周文和出席: before a verb 和 joins nothing.
fn is_personal(after: &str) -> bool {
    longest_prefix(after, &lexicon().personal, 4).is_some()
}

/// 书记周和林: a family name alone is no name, so that 和 between two characters behind an office joins nothing.
fn has_inner_and(name: &str, place: Place) -> bool {
    let mut given = name.chars().skip(1);
    place == Place::AfterOffice
        && given.next() == Some('和')
        && given.next().is_some_and(|last| !NEVER_GIVEN.contains(last))
}

/// 作情况通报, 作说明: the verb is no part of the name before it.
fn is_report(after: &str) -> bool {
    [
        "情况", "说明", "报告", "讲话", "介绍", "动员", "总结", "交流", "主旨", "专题", "主题",
    ]
    .iter()
    .any(|word| after.starts_with(word))
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

    let name = &text[range.clone()];
    let after_surname = &name[surname.len().min(name.len())..];
    let titled = lexicon.titles.contains(after_surname) || lexicon.offices.contains(after_surname);
    let place_name = regions::named(name).any(|division| {
        division.name == name
            || division.level() != regions::Level::County
            || place != Place::AfterOffice
    });
    let of_party = ["党委", "党组", "党政", "党校", "党总"]
        .iter()
        .any(|word| name.starts_with(word));
    if titled || of_party || name.ends_with(BODY_ENDS) || place_name {
        return false;
    }
    if tagged {
        return true;
    }
    // 武平等: the dictionary's word 平等 is none where a list of names ends.
    let crosses = words
        .last()
        .is_some_and(|word| word.end > range.end && !passage.word(word).ends_with('等'));
    let whole_word = words.len() == 1;
    // 主任向群众介绍: a preposition with what it governs.
    if words.len() > 1 && words[0].tag == "p" && words[1].end - words[1].start > '一'.len_utf8() {
        return false;
    }
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
        Place::AfterNoun => {
            let listed = text[range.end..].starts_with('等') && range.len() == 9;
            (!rare || listed) && !long_word
        }
        Place::ClauseStart | Place::InList | Place::Free => !rare && !long_word,
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
        || longest_prefix(after, &lexicon.personal, 4).is_some();
    // 甲等先后发言.
    let last_of_list = after
        .strip_prefix('等')
        .is_some_and(|rest| longest_prefix(rest, &lexicon.personal, 4).is_some());
    match place {
        Place::ClauseStart => personal,
        Place::InList => personal || matches!(next, '、' | '和'),
        Place::AfterNoun => {
            personal
                || last_of_list
                || begins_time(passage, end)
                || !next.is_alphanumeric() && !matches!(next, '“' | '《' | '(' | '·')
        }
        Place::AfterOffice | Place::Free => {
            personal
                || !next.is_alphanumeric() && next != '·'
                || begins_time(passage, end)
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
                || is_adverbial(passage, end)
        }
    }
}

/// 密切配合: an adjective of two characters with the verb that it says how of.
fn is_adverbial(passage: &Passage, at: usize) -> bool {
    let mut words = passage.words_after(at);
    let pair = words.next().zip(words.next());
    passage.is_word_border(at)
        && pair.is_some_and(|(how, verb)| {
            how.tag == "a" && how.end - how.start == 6 && verb.tag.starts_with('v')
                || matches!(how.tag, "l" | "i" | "n") && how.end - how.start == 12
        })
}

/// Whether a date or a word of time begins at an offset: 11月9日, 28日, 日前, 今天.
pub(super) fn begins_time(passage: &Passage, at: usize) -> bool {
    let after = &passage.text()[at..];
    let digits = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let n = after.len() - digits.len();
    (1..=4).contains(&n) && digits.trim_start().starts_with(['年', '月', '日', '号'])
        || passage.words_after(at).next().is_some_and(|word| {
            word.start == at
                && word.end - word.start > '一'.len_utf8()
                && (word.tag == "t" || matches!(passage.word(&word), "日前" | "近日" | "此前"))
                && passage.is_word_border(at)
        })
}

/// A word of the dictionary that is no name; of transcriptions of three characters and more only places are.
fn is_dictionary_word(passage: &Passage, range: &Range<usize>) -> bool {
    let lexicon = lexicon();
    passage.words_after(range.start).next().is_some_and(|word| {
        let s = passage.word(&word);
        let place = lexicon.countries.contains(s) || lexicon.foreign_cities.contains_key(s);
        let short = s.chars().count() < 3;
        word.start == range.start
            && word.end >= range.end
            && !word.tag.starts_with("nr")
            && (short || place || word.end > range.end)
    })
}

/// The name that ends where a title begins: 顾长明副省长.
pub(super) fn name_before(
    passage: &Passage,
    title: usize,
    orgs: &[Range<usize>],
) -> Option<Range<usize>> {
    let text = passage.text();
    let lexicon = lexicon();
    let words: Vec<_> = passage.words_before(title).take(4).collect();
    let first = words.first().filter(|word| word.end == title)?;
    if first.tag.starts_with("nr")
        && first.end - first.start >= 6
        && longest_prefix(passage.word(first), &lexicon.surnames, 2).is_some()
        && !lexicon.countries.contains(passage.word(first))
    {
        let name = passage.word(first);
        // 党委副|书记: the guess of the dictionary cuts an office.
        let fits = name.chars().count() <= 4
            && !name.ends_with(BODY_ENDS)
            && !name.starts_with("党委")
            && !name.ends_with('副');
        return fits.then_some(first.start..title);
    }
    // The dictionary splits names it does not know into characters.
    for n in [3, 2] {
        let start = text[..title]
            .char_indices()
            .rev()
            .nth(n - 1)
            .map(|(at, _)| at)?;
        let name = &text[start..title];
        let Some(surname) = longest_prefix(name, &lexicon.surnames, 2)
            .filter(|_| !lexicon.countries.contains(name))
        else {
            continue;
        };
        let edge = text[..start].chars().next_back();
        let apart = edge.is_none_or(|c| !c.is_alphanumeric()) || body_at(orgs, start).is_some();
        if lexicon.rare_surnames.contains(surname) && !apart || !name.chars().all(is_cjk) {
            continue;
        }
        let pieces: Vec<_> = words
            .iter()
            .take_while(|word| word.start >= start)
            .collect();
        let split = pieces.last().is_some_and(|word| word.start == start)
            && pieces.iter().all(|word| {
                apart && n == 3 || word.end - word.start == 3 || word.tag.starts_with("nr")
            });
        let given = !name
            .chars()
            .skip(1)
            .any(|c| NEVER_GIVEN.contains(c) || "省市县区部委局厅院校国州".contains(c));
        if split && given && (n == 3 || apart) {
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
    fn a_time_may_follow_a_name() {
        for text in [
            "谢峻岭9月3日出席",
            "谢峻岭15日在济南",
            "谢峻岭日前签署",
            "谢峻岭今天会见",
        ] {
            assert_eq!(name(text, Place::AfterOffice).as_deref(), Some("谢峻岭"));
        }
    }

    #[test]
    fn behind_a_full_office_any_family_name_will_do() {
        assert_eq!(
            name("和柏川作报告", Place::AfterOffice),
            Some("和柏川".to_owned())
        );
        assert_eq!(name("涂岚，", Place::AfterOffice), Some("涂岚".to_owned()));
        assert_eq!(name("和市长出席", Place::AfterOffice), None);
    }

    #[test]
    fn names_with_points_are_taken_whole() {
        assert_eq!(
            name("艾力·买买提介绍", Place::AfterOffice).as_deref(),
            Some("艾力·买买提")
        );
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
