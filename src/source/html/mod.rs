//! HTML as websites write it and browsers save it.
//!
//! The elements are read by html5ever's tokenizer and turned into lines: headings, paragraphs, items and cells each on their own, tables of data as
//! lines with tabs, the numbers of numbered lists written out, targets of links and everything that is not shown left out. Which part of the page is the
//! document is decided in [`main_part`]: the rest is kept, as furniture. No page is taken on trust: what nests or repeats without end is refused.

mod main_part;
mod reader;

use super::Unreadable;
use super::encoding::Encoding;
use super::lines::{Converted, Lines};
use crate::text::Span;

/// How many bytes of a page are looked through for what it says of its encoding.
const HEAD_BYTES: usize = 4096;

/// Whether a text begins as a web page does: with its document type or one of the elements around it, comments and declarations apart.
pub(super) fn is_one(words: &str) -> bool {
    let mut rest = words.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    while let Some(inner) = rest
        .strip_prefix("<!--")
        .or_else(|| rest.strip_prefix("<?"))
    {
        let Some(end) = inner.find('>') else {
            return false;
        };
        rest = inner[end + 1..].trim_start();
    }
    let beginning: String = rest.chars().take(16).collect::<String>().to_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<meta"]
        .iter()
        .any(|mark| beginning.starts_with(mark))
}

/// The encoding of a page: its mark, then valid UTF-8, then what the page says of itself if its bytes agree, then what they look like most.
pub(super) fn encoding_of(bytes: &[u8]) -> Encoding {
    let detected = Encoding::detect(bytes);
    if !matches!(detected, Encoding::Gb18030 | Encoding::Big5) {
        return detected;
    }
    let declared = declared(&bytes[..bytes.len().min(HEAD_BYTES)]);
    declared
        .filter(|declared| !declared.decode(bytes).1)
        .unwrap_or(detected)
}

/// What stands behind `charset=`.
fn declared(head: &[u8]) -> Option<Encoding> {
    let head = String::from_utf8_lossy(head).to_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let label: String = rest
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    let known = encoding_rs::Encoding::for_label(label.as_bytes())?;
    if known == encoding_rs::UTF_8 {
        Some(Encoding::Utf8)
    } else if known == encoding_rs::BIG5 {
        Some(Encoding::Big5)
    } else if known == encoding_rs::GBK || known == encoding_rs::GB18030 {
        Some(Encoding::Gb18030)
    } else {
        None
    }
}

/// Converts a page.
///
/// # Errors
/// Where it nests or repeats without end.
pub(super) fn convert(words: &str) -> Result<Converted, Unreadable> {
    let page = reader::read(words)?;
    let content = main_part::find(&page);
    let mut out = Lines::default();
    let (mut from, mut to) = (0, 0);
    for (at, line) in page.lines.iter().enumerate() {
        let start = out.here();
        if at == content.start {
            from = start;
        }
        out.line(&line.words);
        if at + 1 == content.end {
            to = out.here();
        }
    }
    out.finish_with(None, Span::new(from, to.max(from)))
}

/// The words of a page or a part of one, line by line, none of it set apart.
///
/// # Errors
/// Where it nests or repeats without end.
pub(super) fn plain(words: &str) -> Result<String, Unreadable> {
    let page = reader::read(words)?;
    let lines = page.lines.iter().map(|line| line.words.as_str());
    Ok(lines.flat_map(|words| [words, "\n"]).collect())
}

#[cfg(test)]
mod tests;
