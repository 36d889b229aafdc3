//! Colours of types: what is read from the file, and those that the editor offers.

/// The colours that the editor offers, of badges on light ground: told apart by hue and by lightness, and each at least 4.5:1 with what stands on it
/// in both themes (`ui/theme.rs` measures them).
pub const PALETTE: [&str; 13] = [
    "#0B5FA5", "#2B6F8F", "#0B7A5B", "#3F7326", "#6E6A00", "#8F5B00", "#B4490B", "#7A4A2A",
    "#A8325A", "#9A3B96", "#6A45B0", "#4450C4", "#5B6069",
];

/// The red, green and blue of `#RRGGBB`.
#[must_use]
pub fn parse_colour(colour: &str) -> Option<[u8; 3]> {
    let hex = colour
        .strip_prefix('#')
        .filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_hexadecimal() {
        assert_eq!(parse_colour("#0B5FA5"), Some([0x0B, 0x5F, 0xA5]));
        assert_eq!(parse_colour("#0B5FA"), None);
        assert_eq!(parse_colour("0B5FA5"), None);
        assert!(PALETTE.iter().all(|colour| parse_colour(colour).is_some()));
    }
}
