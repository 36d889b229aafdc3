//! Traditional characters and their simplified forms, one code point to one.
//!
//! The pairs stand in `assets/lexicon/traditional.txt`. They serve comparison with words and names, never what a reader sees.

use std::sync::OnceLock;

/// The simplified character that rules are written in; any other character itself.
#[must_use]
pub fn simplify_char(c: char) -> char {
    match table().get(c as usize) {
        None | Some(0) => c,
        Some(&to) => char::from_u32(u32::from(to)).unwrap_or(c),
    }
}

/// The bytes of the Chinese characters with which a text begins that are simplified ones already, of at most so many characters: what
/// most of a text is, and what no folding changes.
#[must_use]
pub fn simplified_len(text: &str, most_chars: usize) -> usize {
    let table = table();
    let chars = text.as_bytes().chunks_exact(3).take(most_chars);
    let n = chars
        .take_while(|bytes| {
            // U+4000 to U+9FFF.
            let [first @ 0xE4..=0xE9, second, third] = **bytes else {
                return false;
            };
            let bits = |byte: u8| usize::from(byte & 0x3F);
            table[usize::from(first & 0x0F) << 12 | bits(second) << 6 | bits(third)] == 0
        })
        .count();
    n * 3
}

/// By character of the basic plane its simplified form; 0 where it has none or is one.
fn table() -> &'static [u16; 0x1_0000] {
    static TABLE: OnceLock<Box<[u16; 0x1_0000]>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = vec![0_u16; 0x1_0000];
        let lines = include_str!("../../assets/lexicon/traditional.txt").lines();
        for pair in lines
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
        {
            let mut chars = pair.chars();
            if let (Some(from), Some(to)) = (chars.next(), chars.next())
                && let (Ok(from), Ok(to)) = (u16::try_from(from as u32), u16::try_from(to as u32))
            {
                table[usize::from(from)] = to;
            }
        }
        table.try_into().expect("as long as the plane")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_official_words_are_read() {
        let simplified: String = "遼寧省數據管理局關於開展檢查的通知"
            .chars()
            .map(simplify_char)
            .collect();
        assert_eq!(simplified, "辽宁省数据管理局关于开展检查的通知");
    }

    #[test]
    fn what_is_simplified_already_is_measured_at_once() {
        assert_eq!(simplified_len("辽宁省數據", 99), "辽宁省".len());
        assert_eq!(simplified_len("辽宁省", 2), "辽宁".len());
        assert_eq!(simplified_len("辽宁,省", 99), "辽宁".len());
        assert_eq!(simplified_len("2024年", 99), 0);
        assert_eq!(simplified_len("", 99), 0);
    }

    #[test]
    fn simplified_characters_stay_as_they_are() {
        for c in "辽宁省数据管理局关于开展检查的通知，著作2024年".chars() {
            assert_eq!(simplify_char(c), c);
        }
    }
}
