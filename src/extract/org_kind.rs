//! Whether what ends like a body is the name of one, or only describes a kind: 全国学校, 三甲医院.

use std::ops::Range;

use super::lexicon::{lexicon, longest_prefix};
use super::org_name::{Anchor, Left};
use super::passage::Passage;
use super::words::Word;

/// The longest office that may follow a name (characters).
const LONGEST_OFFICE_CHARS: usize = 7;

/// Whether there is more in a name than the description of a kind: 全国学校, 湖南高校 are none.
pub(super) fn named(text: &str, left: &Left, suffix: &Range<usize>) -> bool {
    let word = &text[suffix.clone()];
    let lexicon = lexicon();
    if !lexicon.org_plain.contains(word) {
        return true;
    }
    let stem = &text[left.anchor_end.min(suffix.start)..suffix.start];
    let scope = text[left.start..left.anchor_end].trim();
    let regional = left.anchor == Anchor::Region
        || left.anchor == Anchor::Central && lexicon.org_regional.contains(scope);
    if regional {
        return if stem.is_empty() {
            !lexicon.org_never_bare.contains(word)
        } else {
            longest_prefix(stem, &lexicon.org_classes, 4).is_none()
        };
    }
    let field = left.anchor == Anchor::Central && lexicon.org_fields.contains(word);
    !stem.is_empty() && (field && stem.chars().count() > 1 || !is_kind(stem))
}

/// Whether words only describe a kind of body.
pub(super) fn is_kind(stem: &str) -> bool {
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
pub(super) fn proper(passage: &Passage, left: &Left, suffix: &Range<usize>) -> bool {
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
    if !lexicon().org_plain.contains(word) || stem.starts_with('“') || is_numbered(stem) {
        return true;
    }
    if lexicon().org_named_alone.contains(word)
        && stem.chars().count() > usize::from(word == "大学") + 1
    {
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

/// 城南第二 before 幼儿园: a number of its own behind other words.
fn is_numbered(stem: &str) -> bool {
    stem.find('第').is_some_and(|at| {
        let number = &stem[at + '第'.len_utf8()..];
        at >= 6 && !number.is_empty() && number.chars().all(super::numeral::is_chinese_digit)
    })
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
pub(super) fn followed_by_act(passage: &Passage, end: usize) -> bool {
    let after = &passage.text()[end..];
    let lexicon = lexicon();
    [
        "团委",
        "分团委",
        "党总支",
        "党支部",
        "党委",
        "被授予",
        "获批",
        "获评",
        "荣获",
        "揭牌",
        "挂牌",
    ]
    .iter()
    .any(|next| after.starts_with(next))
        || longest_prefix(after, &lexicon.frames, 6).is_some()
        || longest_prefix(after, &lexicon.held, 6).is_some()
        || longest_prefix(after, &lexicon.offices, LONGEST_OFFICE_CHARS).is_some_and(|office| {
            matches!(office, "成员" | "委员") || !lexicon.everyday.contains(office)
        })
}
