//! How lines are compared with cue words: one form for full and half width, capitals, traditional and simplified characters.
//!
//! In: a line as written. Out: the same number of characters, folded, so that positions in the cue are positions in the line (counted in
//! characters). The folded form is only ever searched, never shown.

use std::borrow::Cow;

use crate::text::{fold_char, is_space, simplified_len, simplify_char};

/// The folded form of one character: half width, lower case, simplified; every space but the line feed as U+0020.
#[must_use]
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{4E00}'..='\u{9FFF}' => simplify_char(c),
        '\n' => '\n',
        c if is_space(c) => ' ',
        '｡' | '﹒' => '。',
        '︰' | '∶' => ':',
        c => simplify_char(fold_char(c).to_ascii_lowercase()),
    }
}

/// The folded form of at most the first `limit` characters.
#[must_use]
pub(super) fn fold_prefix(s: &str, limit: usize) -> String {
    /// Most folded characters take three bytes.
    const CHAR_BYTES: usize = 3;
    let mut folded = String::with_capacity(s.len().min(limit * CHAR_BYTES));
    // What stands as it is written is copied in runs.
    let (mut run, mut at, mut left) = (0, 0, limit);
    loop {
        let plain = simplified_len(&s[at..], left);
        at += plain;
        left -= plain / CHAR_BYTES;
        let Some(c) = s[at..].chars().next().filter(|_| left > 0) else {
            break;
        };
        let kept = fold(c);
        if kept != c {
            folded.push_str(&s[run..at]);
            folded.push(kept);
            run = at + c.len_utf8();
        }
        at += c.len_utf8();
        left -= 1;
    }
    folded.push_str(&s[run..at]);
    folded
}

/// The cue without any spaces: `目  录` is 目录. In folded text there are but two kinds of them, so that most cues are not even copied.
#[must_use]
pub(super) fn without_spaces(cue: &str) -> Cow<'_, str> {
    if memchr::memchr2(b' ', b'\n', cue.as_bytes()).is_none() {
        return Cow::Borrowed(cue);
    }
    let mut packed = String::with_capacity(cue.len());
    for part in cue.split_whitespace() {
        packed.push_str(part);
    }
    Cow::Owned(packed)
}

/// Whether a character ends a sentence.
#[must_use]
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '｡')
}

/// Byte offset of the `n`-th character of a string, its length where it is shorter.
#[must_use]
pub(super) fn byte_of(s: &str, n: usize) -> usize {
    s.char_indices().nth(n).map_or(s.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_traditional_forms_fold_one_to_one() {
        assert_eq!(
            fold_prefix("來源：Ａpp（審核）\u{3000}", 99),
            "来源:app(审核) "
        );
        assert_eq!(fold_prefix("责任编辑", 2), "责任");
    }
}
