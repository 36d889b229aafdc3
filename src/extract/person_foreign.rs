//! Names without a known family name: transcriptions, names of parts joined by ·, names of minorities, rare family names.

use std::ops::Range;

use crate::text::is_cjk;

use super::lexicon::{lexicon, longest_prefix};
use super::passage::Passage;
use super::person_name::{BODY_ENDS, NEVER_GIVEN, Place, begins_time, is_followed};

/// Bytes of a foreign name: characters of transcription, parts joined by ·.
pub(super) fn foreign(text: &str) -> Option<usize> {
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

/// A name of parts joined by ·, of whatever characters: it ends where something follows that may follow a name.
pub(super) fn dotted(passage: &Passage, at: usize) -> Option<Range<usize>> {
    let text = passage.text();
    let rest = &text[at..];
    let near = rest
        .char_indices()
        .nth(24)
        .map_or(rest.len(), |(end, _)| end);
    let point = rest[..near].find(['·', '•', '・'])?;
    if !rest[..point].chars().all(is_cjk) || point == 0 || point > 24 {
        return None;
    }
    let last = point + '·'.len_utf8();
    let mut end = None;
    for (n, (pos, c)) in rest[last..].char_indices().enumerate() {
        let stop = at + last + pos;
        let ends = is_followed(passage, stop, Place::AfterNoun)
            || n > 1 && is_followed(passage, stop, Place::AfterOffice);
        if n > 0 && ends {
            end = Some(stop);
            break;
        }
        if !(is_cjk(c) || matches!(c, '·' | '•' | '・')) || n > 10 {
            break;
        }
    }
    end.or_else(|| {
        (rest.len() < last + 33 && rest[last..].chars().all(is_cjk)).then_some(text.len())
    })
    .map(|end| at..end)
}

/// Names such as those of Mongols and Uyghurs, four to seven characters behind an office, mostly characters of transcription.
pub(super) fn minority(passage: &Passage, at: usize, place: Place) -> Option<Range<usize>> {
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

/// 厅长和润泉: right behind a full office two or three characters that the dictionary knows no word of are a name with whatever family
/// name, if what follows says so.
pub(super) fn unknown(passage: &Passage, at: usize, place: Place) -> Option<Range<usize>> {
    if place != Place::AfterOffice {
        return None;
    }
    let text = passage.text();
    [3, 2].into_iter().find_map(|n| {
        let end = at
            + text[at..]
                .char_indices()
                .nth(n)
                .map_or(text.len() - at, |(pos, _)| pos);
        let name = &text[at..end];
        let mut words = passage
            .words_after(at)
            .take_while(|word| word.start < end)
            .enumerate();
        let unknown = words.all(|(n, word)| {
            let single = word.end - word.start == '一'.len_utf8();
            let function = matches!(word.tag, "p" | "u" | "uj" | "r" | "m" | "q" | "f")
                || n > 0 && matches!(word.tag, "c" | "d");
            word.end <= end && (single && !function || word.tag.starts_with("nr"))
        });
        let joined = name.starts_with(['和', '与', '及', '兼']);
        let after = &text[end..];
        let followed = longest_prefix(after, &lexicon().acts, 5)
            .or_else(|| longest_prefix(after, &lexicon().personal, 4))
            .is_some_and(|act| act.chars().count() > 1 || act == "作")
            || begins_time(passage, end)
            || !joined && after.starts_with([',', '、', '。', ';', ':']);
        let given = !name.chars().skip(1).any(|c| NEVER_GIVEN.contains(c));
        let act = name.starts_with("参训");
        let body = act || name.ends_with(BODY_ENDS) || name.starts_with(BODY_ENDS);
        (name.chars().count() == n
            && name.chars().all(is_cjk)
            && unknown
            && given
            && followed
            && !body
            && (n == 3 || !joined))
            .then_some(at..end)
    })
}
