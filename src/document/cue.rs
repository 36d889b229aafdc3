//! How lines are compared with cue words: one form for full and half width, capitals, traditional and simplified characters.
//!
//! In: a line as written. Out: the same number of characters, folded, so that positions in the cue are positions in the line (counted in
//! characters). The folded form is only ever searched, never shown.

use std::sync::LazyLock;

use crate::text::{fold_char, is_space};

/// The folded form of one character: half width, lower case, simplified; every space but the line feed as U+0020.
#[must_use]
pub(super) fn fold(c: char) -> char {
    match c {
        '\n' => '\n',
        c if is_space(c) => ' ',
        '｡' | '﹒' => '。',
        '︰' | '∶' => ':',
        c => simplify(fold_char(c).to_ascii_lowercase()),
    }
}

/// The folded form of at most the first `limit` characters.
#[must_use]
pub(super) fn fold_prefix(s: &str, limit: usize) -> String {
    s.chars().take(limit).map(fold).collect()
}

/// The traditional characters of the words this module looks for; others stay as they are.
fn simplify(c: char) -> char {
    const TRADITIONAL: &str = "來時間責編輯點擊數瀏覽閱讀關鏈題審對辦備號權聲動態發會議論壇舉記簡報總結規劃進導網絡電務團組織廳處書長選參場論問產業學條則節錄項單聯繫話實現見習與為於從個門轉載熱薦聞請遼寧東廣蘇黑龍陝肅慶雲貴灣門資訊標當強調徵開啟佈";
    const SIMPLIFIED: &str = "来时间责编辑点击数浏览阅读关链题审对办备号权声动态发会议论坛举记简报总结规划进导网络电务团组织厅处书长选参场论问产业学条则节录项单联系话实现见习与为于从个门转载热荐闻请辽宁东广苏黑龙陕肃庆云贵湾门资讯标当强调征开启布";
    /// The simplified form of every character from U+4E00 on.
    static FORMS: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut forms: Vec<char> = ('\u{4E00}'..='\u{9FFF}').collect();
        for (from, to) in TRADITIONAL.chars().zip(SIMPLIFIED.chars()) {
            forms[from as usize - 0x4E00] = to;
        }
        forms
    });
    match (c as usize).checked_sub(0x4E00) {
        Some(at) => FORMS.get(at).copied().unwrap_or(c),
        None => c,
    }
}

/// Whether the cue begins with one of these words, which stand between upright strokes: 会议|大会.
#[must_use]
pub(super) fn starts_with_any(cue: &str, words: &str) -> bool {
    words.split('|').any(|word| cue.starts_with(word))
}

/// Whether the cue ends with one of these words.
#[must_use]
pub(super) fn ends_with_any(cue: &str, words: &str) -> bool {
    words.split('|').any(|word| cue.ends_with(word))
}

/// Whether one of these words stands anywhere in the cue.
#[must_use]
pub(super) fn contains_any(cue: &str, words: &str) -> bool {
    words.split('|').any(|word| cue.contains(word))
}

/// The cue without any spaces: `目  录` is 目录.
#[must_use]
pub(super) fn without_spaces(cue: &str) -> String {
    cue.chars().filter(|c| !c.is_whitespace()).collect()
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

    #[test]
    fn the_traditional_table_is_aligned() {
        assert_eq!(fold_prefix("標當廳遼訊", 9), "标当厅辽讯");
    }
}
