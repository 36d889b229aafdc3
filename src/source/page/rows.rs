//! From the pieces of a page to its lines as they are printed, in reading order.

use super::{Page, Piece, PrintedLine};
use crate::text::is_cjk;

/// Characters of this part of the size of a row may be raised ones, such as the marks of notes.
const RAISED: f64 = 0.75;

/// The lines of a page in reading order.
pub(super) fn lines_of(page: Page) -> Vec<PrintedLine> {
    let mut pieces: Vec<Piece> = page.pieces;
    pieces.retain(|piece| piece.baseline.is_finite() && piece.left.is_finite());
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
    let mut rows = with_raised(rows);
    for row in &mut rows {
        row.sort_by(|one, other| one.left.total_cmp(&other.left));
        fold_spaces(row);
        bracket_marks(row);
    }
    rows.retain(|row| !row.is_empty());
    match gutter(&rows) {
        Some(gutter) => columns(rows, gutter),
        None => rows.into_iter().map(|row| printed_line(&row)).collect(),
    }
}

/// Rows of raised characters, such as the marks of notes, put into the row that they stand above.
fn with_raised(rows: Vec<Vec<Piece>>) -> Vec<Vec<Piece>> {
    let mut joined: Vec<Vec<Piece>> = Vec::with_capacity(rows.len());
    for mut row in rows {
        let size = size_of(&row);
        let baseline = row.first().map_or(0.0, |piece| piece.baseline);
        let (left, right) = edges(&row);
        let is_above = |raised: &Vec<Piece>| {
            raised.iter().all(|piece| {
                piece.size <= RAISED * size
                    && baseline - piece.baseline < 0.8 * size
                    && piece.left >= left - size
                    && piece.right <= right + size
            })
        };
        if joined.last().is_some_and(is_above) {
            row.extend(joined.pop().unwrap_or_default());
        }
        joined.push(row);
    }
    joined
}

fn size_of(row: &[Piece]) -> f64 {
    row.iter().map(|piece| piece.size).fold(0.0, f64::max)
}

/// Where a row begins and ends.
fn edges(row: &[Piece]) -> (f64, f64) {
    row.iter().fold(
        (f64::INFINITY, f64::NEG_INFINITY),
        |(left, right), piece| (left.min(piece.left), right.max(piece.right)),
    )
}

/// Pieces of white space become a space before the piece that follows: whether there is a gap is told by the places.
fn fold_spaces(row: &mut Vec<Piece>) {
    let mut is_after_space = false;
    row.retain_mut(|piece| {
        let is_space = piece.words.trim().is_empty();
        if !is_space && std::mem::take(&mut is_after_space) {
            piece.words.insert(0, ' ');
        }
        is_after_space |= is_space;
        !is_space
    });
}

/// The mark of a note, a small raised number, is written as in other formats: `[1]`. A power behind a letter is none.
fn bracket_marks(row: &mut [Piece]) {
    let size = size_of(row);
    let main = row
        .iter()
        .filter(|piece| piece.size > RAISED * size)
        .map(|piece| piece.baseline)
        .fold(f64::NEG_INFINITY, f64::max);
    let is_mark = |piece: &Piece| {
        piece.size <= RAISED * size
            && main - piece.baseline > 0.15 * size
            && piece.words.trim().bytes().all(|b| b.is_ascii_digit())
    };
    let mut at = 0;
    while at < row.len() {
        let n = row[at..].iter().take_while(|piece| is_mark(piece)).count();
        let before = at
            .checked_sub(1)
            .and_then(|before| row[before].words.chars().last());
        if n > 0 && !before.is_some_and(|c| c.is_ascii_alphanumeric()) {
            let first = row[at].words.trim_start().to_owned();
            row[at].words = format!("[{first}");
            row[at + n - 1].words.push(']');
        }
        at += n.max(1);
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
    // Characters since the last gap.
    let mut n_together = 0;
    for piece in row {
        let word = piece.words.strip_prefix(' ');
        let gap = Gap {
            width: (piece.left - right) / piece.size.max(1e-6),
            has_space: word.is_some(),
            n_together,
        };
        let word = word.unwrap_or(&piece.words);
        if let Some(sign) = gap.sign(&words, word) {
            words.push(sign);
            n_together = 0;
        }
        n_together += word.chars().count();
        words.push_str(word);
        right = right.max(piece.right);
    }
    PrintedLine {
        words: words.trim().to_owned(),
        left: row.first().map_or(0.0, |piece| piece.left),
        right,
        baseline: row.last().map_or(0.0, |piece| piece.baseline),
        size: size_of(row),
    }
}

/// What lies between two pieces of a row.
struct Gap {
    /// In heights of a character.
    width: f64,
    /// Whether the file has white space there.
    has_space: bool,
    /// How many characters stand without a gap before it.
    n_together: usize,
}

impl Gap {
    /// What is written for it.
    fn sign(&self, before: &str, after: &str) -> Option<char> {
        let last = before.chars().last()?;
        let first = after.chars().next()?;
        let is_letter = |c: char| c.is_alphanumeric() && !is_cjk(c);
        // White space has a width of its own; a gap without any was made by a table, or by letters set apart.
        let is_column = self.width > 1.8 || !self.has_space && self.width > 0.75;
        let is_column = is_column && (self.n_together > 1 || self.width > 1.8);
        if is_column && !is_number_of_list(before) {
            return Some('\t');
        }
        let narrowest = if self.has_space && (last.is_ascii() || first.is_ascii()) {
            0.1
        } else if self.has_space {
            0.35
        } else if is_letter(last) && is_letter(first) {
            0.2
        } else {
            0.6
        };
        (self.width > narrowest).then_some(' ')
    }
}

/// Whether words are the number of a list's item, behind which the text is set off.
fn is_number_of_list(words: &str) -> bool {
    words.ends_with(['.', '、', '）', ')', '．'])
        && words.chars().count() <= 5
        && words
            .chars()
            .any(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}
