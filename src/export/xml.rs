//! Text inside XML and HTML.

use std::fmt::{self, Display, Write};

/// Text as XML 1.0 can hold it, for content and for attributes in double quotes. Line ends and tabs are written as references where `is_exact`,
/// since attributes lose them otherwise. Control characters, which XML cannot have, become U+FFFD, one for one, so that positions hold.
pub(super) struct Escaped<'a> {
    text: &'a str,
    is_exact: bool,
}

/// For content.
pub(super) const fn escaped(text: &str) -> Escaped<'_> {
    Escaped {
        text,
        is_exact: false,
    }
}

/// For an attribute whose every character counts.
pub(super) const fn attribute(text: &str) -> Escaped<'_> {
    Escaped {
        text,
        is_exact: true,
    }
}

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut from = 0;
        for (at, c) in self.text.char_indices() {
            let replacement = match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\r' => "&#13;",
                '\n' if self.is_exact => "&#10;",
                '\t' if self.is_exact => "&#9;",
                '\n' | '\t' => continue,
                '\0'..' ' | '\u{FFFE}' | '\u{FFFF}' => "\u{FFFD}",
                _ => continue,
            };
            f.write_str(&self.text[from..at])?;
            f.write_str(replacement)?;
            from = at + c.len_utf8();
        }
        f.write_str(&self.text[from..])
    }
}

/// A text that formats of one line a record can hold: line ends and other control characters become spaces.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_control() { ' ' } else { c };
        line.write_char(c).expect("a string takes everything");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_xml_is_escaped_and_what_it_cannot_have_replaced() {
        assert_eq!(
            escaped("甲<乙>&\"丙\"\n").to_string(),
            "甲&lt;乙&gt;&amp;&quot;丙&quot;\n"
        );
        assert_eq!(attribute("甲\n\t乙\r").to_string(), "甲&#10;&#9;乙&#13;");
        assert_eq!(
            attribute("𠮷\u{B}\u{FFFF}林").to_string(),
            "𠮷\u{FFFD}\u{FFFD}林"
        );
    }
}
