//! Traditional characters and their simplified forms, one code point to one.
//!
//! The pairs stand in `assets/lexicon/traditional.txt`. They serve comparison with words and names, never what a reader sees.

use std::sync::OnceLock;

/// The simplified character that rules are written in; any other character itself.
#[must_use]
pub fn simplify_char(c: char) -> char {
    static TABLE: OnceLock<Box<[u16]>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = vec![0_u16; 0x1_0000].into_boxed_slice();
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
        table
    });
    match table.get(c as usize) {
        None | Some(0) => c,
        Some(&to) => char::from_u32(u32::from(to)).unwrap_or(c),
    }
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
    fn simplified_characters_stay_as_they_are() {
        for c in "辽宁省数据管理局关于开展检查的通知，著作2024年".chars() {
            assert_eq!(simplify_char(c), c);
        }
    }
}
