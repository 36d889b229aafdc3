//! From pieces of text at places on pages to lines and paragraphs, for formats that keep only the places: PDF and OFD.
//!
//! In: for every page its pieces. Out: paragraphs in reading order with the page that each begins on, and apart from them the headers, footers and
//! page numbers. Chinese official documents have one column; two columns are told by a gutter that the lines on both sides run up to.

use super::Unreadable;
use super::lines::{Converted, Lines, PlaceUnit};
use crate::text::{Span, is_cjk};

/// Some characters in a row at one place. Lengths are in the page's own unit, x from its left edge, y from its top.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) words: String,
    pub(super) left: f64,
    pub(super) right: f64,
    /// Of the line on which the characters stand.
    pub(super) baseline: f64,
    /// Of a character, from top to bottom.
    pub(super) size: f64,
}

/// A page with what stands on it.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    pub(super) pieces: Vec<Piece>,
    pub(super) height: f64,
}

/// A line as it is printed.
#[derive(Debug, Clone)]
struct PrintedLine {
    words: String,
    left: f64,
    right: f64,
    baseline: f64,
    size: f64,
}

/// Puts pages together.
///
/// # Errors
/// Where the text would be larger than a text may be.
pub(super) fn compose(pages: Vec<Page>) -> Result<Converted, Unreadable> {
    let heights: Vec<f64> = pages.iter().map(|page| page.height).collect();
    let mut printed: Vec<Vec<PrintedLine>> = pages.into_iter().map(lines_of).collect();
    let margins = take_margins(&mut printed, &heights);
    let mut out = Lines::default();
    write_paragraphs(&printed, &mut out);
    let end = out.here();
    for (page, words) in margins {
        out.set_place(page);
        out.line(&words);
    }
    out.finish_with(Some(PlaceUnit::Page), Span::new(0, end))
}

/// The lines of a page in reading order.
fn lines_of(page: Page) -> Vec<PrintedLine> {
    let mut pieces: Vec<Piece> = page.pieces;
    pieces.retain(|piece| {
        !piece.words.trim().is_empty() && piece.baseline.is_finite() && piece.left.is_finite()
    });
    pieces.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    // Pieces stand in one row while their baselines are closer than half a character.
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let fits = rows
            .last()
            .and_then(|row| row.last())
            .is_some_and(|last| piece.baseline - last.baseline <= 0.45 * piece.size.max(last.size));
        match rows.last_mut() {
            Some(row) if fits => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    for row in &mut rows {
        row.sort_by(|one, other| one.left.total_cmp(&other.left));
    }
    match gutter(&rows) {
        Some(gutter) => columns(rows, gutter),
        None => rows.into_iter().map(|row| printed_line(&row)).collect(),
    }
}

/// Where the page is parted into two columns of text, if it is.
fn gutter(rows: &[Vec<Piece>]) -> Option<f64> {
    const FEWEST_ROWS: usize = 8;
    let edge = |of: fn(&Piece) -> f64, pick: fn(f64, f64) -> f64| {
        rows.iter().flatten().map(of).reduce(pick)
    };
    let left = edge(|piece| piece.left, f64::min)?;
    let right = edge(|piece| piece.right, f64::max)?;
    let middle = f64::midpoint(left, right);
    let near = 0.08 * (right - left);
    let mut n_parted = 0;
    let mut n_full = 0;
    let mut gaps: Vec<f64> = Vec::new();
    for row in rows {
        let parted = row.windows(2).find_map(|pair| {
            let (from, to) = (pair[0].right, pair[1].left);
            let is_gap = to - from >= 0.8 * pair[0].size;
            (is_gap && from <= middle + near && to >= middle - near).then_some((from, to))
        });
        match parted {
            Some((from, to)) => {
                n_parted += 1;
                // Running text reaches its edge; the cells of a table mostly do not.
                n_full += usize::from(middle - from <= near && to - middle <= near);
                gaps.push(f64::midpoint(from, to));
            }
            None if row
                .iter()
                .any(|piece| piece.left < middle - near && piece.right > middle + near) => {}
            None => {}
        }
    }
    let is_parted =
        n_parted >= FEWEST_ROWS && n_parted * 10 >= rows.len() * 6 && n_full * 10 >= n_parted * 7;
    gaps.sort_by(f64::total_cmp);
    is_parted.then(|| gaps[gaps.len() / 2])
}

/// The left column before the right one, and what goes across both where it stands.
fn columns(rows: Vec<Vec<Piece>>, gutter: f64) -> Vec<PrintedLine> {
    let mut lines = Vec::new();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in rows {
        let crosses = row
            .iter()
            .any(|piece| piece.left < gutter && piece.right > gutter);
        if crosses {
            lines.append(&mut left);
            lines.append(&mut right);
            lines.push(printed_line(&row));
            continue;
        }
        let (on_left, on_right): (Vec<Piece>, Vec<Piece>) =
            row.into_iter().partition(|piece| piece.right <= gutter);
        for (pieces, column) in [(on_left, &mut left), (on_right, &mut right)] {
            if !pieces.is_empty() {
                column.push(printed_line(&pieces));
            }
        }
    }
    lines.append(&mut left);
    lines.append(&mut right);
    lines
}

/// A row's words: a wide gap is a column of a table, a narrow one between letters a space.
fn printed_line(row: &[Piece]) -> PrintedLine {
    let mut words = String::new();
    let mut right = f64::NEG_INFINITY;
    for piece in row {
        let gap = piece.left - right;
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_cjk(c));
        if words.is_empty() {
        } else if gap > 1.8 * piece.size {
            words.push('\t');
        } else if gap > 0.6 * piece.size
            || gap > 0.2 * piece.size
                && is_letter(words.chars().last())
                && is_letter(piece.words.chars().next())
        {
            words.push(' ');
        }
        words.push_str(&piece.words);
        right = right.max(piece.right);
    }
    PrintedLine {
        words: words.trim().to_owned(),
        left: row.first().map_or(0.0, |piece| piece.left),
        right,
        baseline: row.first().map_or(0.0, |piece| piece.baseline),
        size: row.iter().map(|piece| piece.size).fold(0.0, f64::max),
    }
}

/// Takes page numbers and the lines that come again at the top or bottom of pages out of the pages: their page and words.
fn take_margins(pages: &mut [Vec<PrintedLine>], heights: &[f64]) -> Vec<(u32, String)> {
    use std::collections::HashMap;
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
                    n_all >= 3 && n_pages.get(&pattern(line)).is_some_and(|n| n * 2 > n_all);
                if !(is_outer && (comes_again || is_page_number(&line.words))) {
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

/// Joins the lines that a page's width cut.
fn write_paragraphs(pages: &[Vec<PrintedLine>], out: &mut Lines) {
    let mut last: Option<(&PrintedLine, Margins)> = None;
    let mut paragraph = String::new();
    for (at, page) in pages.iter().enumerate() {
        let margins = Margins::of(page);
        for line in page {
            let goes_on =
                last.is_some_and(|(before, of_before)| continues(before, of_before, line, margins));
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
        if out.is_full() {
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
    is_full
        && goes_on
        && (!is_set_in || is_beside)
        && is_same_size
        && !has_columns
        && !ends(before, line)
}

/// Whether a full line ends its paragraph all the same: headings with their signs begin anew.
fn ends(before: &PrintedLine, line: &PrintedLine) -> bool {
    let is_over = before.words.ends_with(['。', '！', '？', '；', '：']);
    let begins_item = line.words.starts_with(['★', '☆', '●', '■', '◆', '▲'])
        || line.words.chars().nth(1).is_some_and(|c| c == '、')
            && line
                .words
                .starts_with(|c: char| "一二三四五六七八九十".contains(c));
    is_over && begins_item
}

/// Adds the rest of a cut line: without a space between Chinese, without the hyphen that cut a word.
fn join(paragraph: &mut String, rest: &str) {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of characters of size 10 from a place on.
    fn line(words: &str, left: f64, baseline: f64) -> Piece {
        let width: f64 = words
            .chars()
            .map(|c| if c.is_ascii() { 5.0 } else { 10.0 })
            .sum();
        Piece {
            words: words.to_owned(),
            left,
            right: left + width,
            baseline,
            size: 10.0,
        }
    }

    fn page(pieces: Vec<Piece>) -> Page {
        Page {
            pieces,
            height: 800.0,
        }
    }

    #[test]
    fn lines_cut_by_the_page_are_joined_also_across_pages() {
        let one = page(vec![
            line("5月24日至25日,第七届数字中", 70.0, 120.0),
            line("国建设峰会在福州举办。截至6", 50.0, 140.0),
            line("月底，备案教育移动应用超过两", 50.0, 160.0),
            line("— 1 —", 180.0, 780.0),
        ]);
        let two = page(vec![
            line("百个。", 50.0, 120.0),
            line("各省结合实际推进。", 70.0, 140.0),
            line("— 2 —", 180.0, 780.0),
        ]);
        let converted = compose(vec![one, two]).expect("composes");
        let content = &converted.text[converted.content.range()];
        assert_eq!(
            content,
            "5月24日至25日,第七届数字中国建设峰会在福州举办。截至6月底，备案教育移动应用超过两百个。\n各省结合实际推进。\n"
        );
        assert!(converted.text.ends_with("— 1 —\n— 2 —\n"));
        let places = converted.places.expect("has places");
        let at = converted.text.find("各省").expect("there");
        assert_eq!(places.at(u32::try_from(at).expect("small")), Some(2));
    }

    #[test]
    fn two_columns_are_read_one_after_the_other_and_a_table_across() {
        let rows = |left: &str, right: &str, n: usize| {
            let row = |i: usize| {
                let y = 100.0 + 20.0 * i as f64;
                [line(left, 50.0, y), line(right, 220.0, y)]
            };
            page((0..n).flat_map(row).collect())
        };
        let columns = compose(vec![rows(
            "左栏的文字一直写到栏边为止。",
            "右栏的文字也写到自己的栏边。",
            10,
        )]);
        let text = columns.expect("composes").text;
        assert!(
            text.find("右栏").expect("there") > text.rfind("左栏").expect("there"),
            "{text}"
        );
        let table = compose(vec![rows("甲省", "12", 10)])
            .expect("composes")
            .text;
        assert!(table.starts_with("甲省\t12\n甲省\t12\n"), "{table}");
    }

    #[test]
    fn a_header_that_comes_again_is_a_margin() {
        let with_header = |words: &str| {
            page(vec![
                line("教育信息化工作月报", 100.0, 40.0),
                line(words, 50.0, 120.0),
            ])
        };
        let pages = ["第一页的话。", "第二页的话。", "第三页的话。"].map(with_header);
        let converted = compose(pages.into()).expect("composes");
        let content = &converted.text[converted.content.range()];
        assert_eq!(content, "第一页的话。\n第二页的话。\n第三页的话。\n");
    }

    #[test]
    fn letters_are_parted_and_words_cut_by_a_hyphen_joined() {
        let pieces = vec![
            line("Open", 50.0, 100.0),
            line("data", 75.0, 100.0),
            line("数据", 97.0, 100.0),
        ];
        let text = compose(vec![page(pieces)]).expect("composes").text;
        assert_eq!(text, "Open data数据\n");
        let mut words = "infor-".to_owned();
        join(&mut words, "mation");
        join(&mut words, "system");
        assert_eq!(words, "information system");
        let mut number = "共12".to_owned();
        join(&mut number, "76家");
        assert_eq!(number, "共1276家");
    }
}
