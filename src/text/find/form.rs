//! What characters count as the same in a search: half and full width, capital and small, traditional and simplified.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{fold_char, simplify_char};

/// The character that stands for all that count as the same: half-width, small, simplified.
#[must_use]
pub fn fold_form(c: char) -> char {
    let c = fold_char(c);
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut small = simplify_char(c).to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) => small,
        _ => c,
    }
}

/// [`fold_form`] over a string; as many characters, not as many bytes.
#[must_use]
pub fn fold(words: &str) -> String {
    words.chars().map(fold_form).collect()
}

/// All characters that count as the same as this one, itself included.
pub(super) fn forms_of(c: char) -> impl Iterator<Item = char> {
    static OTHERS: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
        let mut others: HashMap<char, Vec<char>> = HashMap::new();
        // All pairs lie in the basic plane.
        for c in ('\0'..='\u{FFFF}').filter(|c| fold_form(*c) != *c) {
            others.entry(fold_form(c)).or_default().push(c);
        }
        others
    });
    let folded = fold_form(c);
    let others = OTHERS.get(&folded).into_iter().flatten().copied();
    std::iter::once(folded).chain(others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_character_count_as_the_same_in_every_direction() {
        for c in ['數', '数', 'A', 'ａ', '，', '９', '教', '😀'] {
            let forms: Vec<char> = forms_of(c).collect();
            assert!(forms.contains(&c), "{c}");
            assert!(forms.iter().all(|form| fold_form(*form) == fold_form(c)));
        }
        assert_eq!(fold("ＡＰＰ備案３"), "app备案3");
    }
}
