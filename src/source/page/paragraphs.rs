//! From printed lines to paragraphs.

use super::super::lines::Lines;
use super::PrintedLine;
use crate::text::is_cjk;

/// Joins the lines that a page's width cut.
pub(super) fn write_paragraphs(pages: &[Vec<PrintedLine>], out: &mut Lines) {
    let mut last: Option<(&PrintedLine, Margins)> = None;
    let mut paragraph = String::new();
    for (at, page) in pages.iter().enumerate() {
        let margins = Margins::of(page);
        for line in page {
            let goes_on = last.is_some_and(|(before, of_before)| {
                continues(before, of_before, line, margins)
                    && !ends(before, line, before.words == paragraph)
            });
            if goes_on {
                join(&mut paragraph, &line.words);
            } else {
                out.line(&paragraph);
                out.set_place(u32::try_from(at + 1).unwrap_or(u32::MAX));
                paragraph.clear();
                paragraph.push_str(&line.words);
            }
            last = Some((line, margins));
        }
        if out.is_refused() {
            return;
        }
    }
    out.line(&paragraph);
}

/// Between which edges the text of a page runs.
#[derive(Debug, Clone, Copy)]
struct Margins {
    left: f64,
    right: f64,
    /// Whether paragraphs are set in: a line that is not goes on then.
    has_indents: bool,
}

impl Margins {
    fn of(page: &[PrintedLine]) -> Self {
        // The edge that most of the longer lines keep to; a few may stick out.
        let mut lefts: Vec<f64> = page.iter().map(|line| line.left).collect();
        let mut rights: Vec<f64> = page.iter().map(|line| line.right).collect();
        lefts.sort_by(f64::total_cmp);
        rights.sort_by(f64::total_cmp);
        let at = |sorted: &[f64], part: usize| sorted.get(sorted.len() * part / 100).copied();
        let left = at(&lefts, 10).unwrap_or(0.0);
        let is_set_in = |line: &PrintedLine| {
            let indent = line.left - left;
            indent > 1.2 * line.size && indent < 3.0 * line.size
        };
        Self {
            left,
            right: at(&rights, 90).unwrap_or(0.0),
            has_indents: page.iter().any(is_set_in),
        }
    }
}

/// Whether a line is the rest of the one before it: that one was full, this one is not set in, both are of one size.
fn continues(
    before: &PrintedLine,
    of_before: Margins,
    line: &PrintedLine,
    margins: Margins,
) -> bool {
    let size = line.size.max(1e-6);
    let is_full = before.right >= of_before.right - 1.6 * before.size;
    let is_set_in = line.left > margins.left + 0.8 * size;
    let is_same_size = (before.size - line.size).abs() <= 0.12 * size;
    // A line of two columns further left or right begins a paragraph of its own only if it is set in there: told by the line before it.
    let is_beside = (line.left - before.left).abs() <= 0.5 * size;
    let has_columns = before.words.contains('\t') || line.words.contains('\t');
    let is_over = before.words.ends_with(['。', '！', '？', '；']);
    let goes_on = margins.has_indents || !is_over;
    is_full && goes_on && (!is_set_in || is_beside) && is_same_size && !has_columns
}

/// Whether a full line ends its paragraph all the same: headings with their signs begin anew, behind the end of a sentence or a line that is none.
fn ends(before: &PrintedLine, line: &PrintedLine, is_first: bool) -> bool {
    let is_over = before.words.ends_with(['。', '！', '？', '；', '：']);
    let is_no_sentence = is_first && !before.words.contains(['，', '。', '、']);
    (is_over || is_no_sentence) && begins_item(&line.words)
}

/// ★ 一、 （一） 第一章.
fn begins_item(words: &str) -> bool {
    let is_number = |c: char| "一二三四五六七八九十".contains(c);
    let bare = words.strip_prefix(['（', '(', '第']).unwrap_or(words);
    let rest = bare.trim_start_matches(is_number);
    let is_numbered = rest.len() < bare.len()
        && match words.chars().next() {
            Some('（' | '(') => rest.starts_with(['）', ')']),
            Some('第') => rest.starts_with(['章', '节', '条', '部']),
            _ => rest.starts_with('、'),
        };
    is_numbered || words.starts_with(['★', '☆', '●', '■', '◆', '▲'])
}

/// Adds the rest of a cut line: without a space between Chinese, without the hyphen that cut a word.
pub(super) fn join(paragraph: &mut String, rest: &str) {
    let last = paragraph.chars().last();
    let first = rest.chars().next();
    let is_letter = |c: char| c.is_alphanumeric() && !is_cjk(c);
    if last == Some('-') && first.is_some_and(|c| c.is_ascii_lowercase()) {
        paragraph.pop();
    } else if last.is_some_and(|c| is_letter(c) || ",.;:)".contains(c)) && first.is_some_and(is_letter)
        // A number that was cut has no space in it.
        && !(last.is_some_and(|c| c.is_ascii_digit()) && first.is_some_and(|c| c.is_ascii_digit()))
    {
        paragraph.push(' ');
    }
    paragraph.push_str(rest);
}
