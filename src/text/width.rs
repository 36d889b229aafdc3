//! Full-width and half-width forms of the same character, one code point to one.

/// White space as bulletins use it: Unicode's, with the zero-width marks that websites leave behind.
#[must_use]
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

/// Whether a character is a Chinese one (unified ideographs with their extensions, and 〇).
#[must_use]
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// The half-width form of a full-width letter, digit or mark (U+FF01–FF5E, U+3000); any other character itself.
#[must_use]
pub fn fold_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// [`fold_char`] over a string.
#[must_use]
pub fn fold_width(s: &str) -> String {
    s.chars().map(fold_char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_and_marks_fold() {
        assert_eq!(fold_width("２０２４年５月（Ａｐｐ）　"), "2024年5月(App) ");
    }
}
