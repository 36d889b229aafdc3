//! What stands around the text of pages: headers, footers, page numbers, and notes at the foot.

use std::collections::HashMap;

use super::PrintedLine;

/// Takes page numbers and the lines that come again at the top or bottom of pages out of the pages: their page and words.
pub(super) fn take_margins(pages: &mut [Vec<PrintedLine>], heights: &[f64]) -> Vec<(u32, String)> {
    /// Lines at either end of a page that may be margins.
    const DEPTH: usize = 2;
    let pattern = |line: &PrintedLine| -> String {
        line.words
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if c.is_ascii_digit() { '0' } else { c })
            .collect()
    };
    let mut n_pages: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        let ends = page.iter().take(DEPTH).chain(page.iter().rev().take(DEPTH));
        let patterns: std::collections::BTreeSet<String> = ends.map(pattern).collect();
        for pattern in patterns {
            *n_pages.entry(pattern).or_default() += 1;
        }
    }
    let n_all = pages.len();
    let mut margins = Vec::new();
    for (at, page) in pages.iter_mut().enumerate() {
        let height = heights[at];
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        // A browser prints where the page is from below, and when and its title above.
        let is_printed = page.last().is_some_and(|line| is_address(&line.words));
        for from_top in [true, false] {
            for _ in 0..DEPTH {
                let line = if from_top { page.first() } else { page.last() };
                let Some(line) = line else {
                    break;
                };
                let is_outer = if from_top {
                    line.baseline < 0.12 * height
                } else {
                    line.baseline > 0.88 * height
                };
                let comes_again =
                    n_all >= 2 && n_pages.get(&pattern(line)).is_some_and(|n| n * 2 > n_all);
                let is_of_browser = is_printed && line.baseline < 0.06 * height;
                let is_margin = comes_again
                    || is_of_browser
                    || is_page_number(&line.words)
                    || is_address(&line.words);
                if !(is_outer && is_margin) {
                    break;
                }
                let line = if from_top {
                    page.remove(0)
                } else {
                    page.pop().expect("looked at")
                };
                margins.push((number, line.words));
            }
        }
    }
    margins
}

/// What a browser prints below a page: its address, and the page's number behind a gap.
fn is_address(words: &str) -> bool {
    let mut schemes = ["http://", "https://", "file:///"].iter();
    schemes.any(|scheme| words.starts_with(scheme)) && !words.contains('。')
}

/// 3, — 3 —, 第3页 共5页, 3/5.
fn is_page_number(words: &str) -> bool {
    let bare: String = words
        .chars()
        .filter(|c| !c.is_whitespace() && !"-—–―·.第页共/ⅠⅡⅢⅣⅤ".contains(*c))
        .collect();
    let has_number = words
        .chars()
        .any(|c| c.is_ascii_digit() || "ⅠⅡⅢⅣⅤ".contains(c));
    has_number && bare.len() <= 8 && bare.bytes().all(|b| b.is_ascii_digit())
}

/// Takes the notes at the foot of pages out of them: their page and words. They are set smaller than the text and begin with their mark, which the
/// text of the page has too.
pub(super) fn take_notes(pages: &mut [Vec<PrintedLine>]) -> Vec<(u32, String)> {
    let usual = usual_size(pages);
    let mut notes: Vec<(u32, String)> = Vec::new();
    for (page, number) in pages.iter_mut().zip(1..) {
        let small = page.iter().rev();
        let n_small = small.take_while(|line| line.size <= 0.92 * usual).count();
        let (text, foot) = page.split_at(page.len() - n_small);
        let is_noted = |mark: &str| text.iter().any(|line| line.words.contains(mark));
        let mut marked: Vec<Option<String>> = Vec::new();
        for line in foot {
            let note = with_mark(&line.words).filter(|(mark, _)| is_noted(mark));
            marked.push(note.map(|(mark, words)| format!("{mark} {words}")));
        }
        let Some(first) = marked.iter().position(Option::is_some) else {
            continue;
        };
        let from = text.len() + first;
        for (line, marked) in page.drain(from..).zip(marked.drain(first..)) {
            match (marked, notes.last_mut()) {
                (None, Some((_, note))) => note.push_str(&line.words),
                (marked, _) => notes.push((number, marked.unwrap_or(line.words))),
            }
        }
    }
    notes
}

/// The size of most characters.
fn usual_size(pages: &[Vec<PrintedLine>]) -> f64 {
    let lines = pages.iter().flatten();
    let mut sizes: Vec<(f64, usize)> = lines.map(|line| (line.size, line.words.len())).collect();
    sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
    let n_all: usize = sizes.iter().map(|(_, n)| n).sum();
    let mut n = 0;
    let middle = sizes.iter().find(|(_, n_bytes)| {
        n += n_bytes;
        n * 2 >= n_all
    });
    middle.map_or(0.0, |(size, _)| *size)
}

/// The mark that a note begins with, as the text has it, and its words: `[1]`, `①`, or a number alone.
fn with_mark(words: &str) -> Option<(String, &str)> {
    let first = words.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        let rest = &words[first.len_utf8()..];
        return Some((first.to_string(), rest.trim_start()));
    }
    let bare = words.strip_prefix('[').unwrap_or(words);
    let n_digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = bare.split_at(n_digits);
    let rest = if bare.len() == words.len() {
        rest
    } else {
        rest.strip_prefix(']')?
    };
    let is_mark = (1..=3).contains(&n_digits);
    is_mark.then(|| (format!("[{number}]"), rest.trim_start()))
}
