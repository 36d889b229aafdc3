//! From pieces of text at places on pages to lines and paragraphs, for formats that keep only the places: PDF and OFD.
//!
//! In: for every page its pieces. Out: paragraphs in reading order with the page that each begins on, and apart from them the headers, footers and
//! page numbers; notes at the foot of pages come behind the text. Chinese official documents have one column; two columns are told by a gutter that
//! the lines on both sides run up to.

mod margins;
mod paragraphs;
mod rows;

use self::margins::{take_margins, take_notes};
use self::paragraphs::write_paragraphs;
use self::rows::lines_of;
use super::Unreadable;
use super::lines::{Converted, Lines, PlaceUnit};
use crate::text::Span;

/// Characters of one document at most; more is a file made to fill memory.
const MOST_CHARS: usize = 2 << 20;

/// Characters of one page at most; a newspaper has a tenth.
const MOST_ON_PAGE: usize = 200_000;

/// Pages of one document at most.
const MOST_PAGES: usize = 20_000;

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

/// Puts pages together, one after the other: of a page only its lines are kept.
#[derive(Debug, Default)]
pub(super) struct Composer {
    pages: Vec<Vec<PrintedLine>>,
    heights: Vec<f64>,
    n_chars: usize,
}

impl Composer {
    /// Adds the next page.
    ///
    /// # Errors
    /// [`Unreadable::Bomb`] where there is more on the pages so far than on those of any document.
    pub(super) fn add(&mut self, page: Page) -> Result<(), Unreadable> {
        self.n_chars += page.pieces.len();
        if page.pieces.len() > MOST_ON_PAGE
            || self.n_chars > MOST_CHARS
            || self.pages.len() >= MOST_PAGES
        {
            return Err(Unreadable::Bomb);
        }
        self.heights.push(page.height);
        self.pages.push(lines_of(page));
        Ok(())
    }

    /// Characters that the next page may have.
    pub(super) fn n_left(&self) -> usize {
        MOST_ON_PAGE.min(MOST_CHARS - self.n_chars)
    }

    /// Whether no page so far has anything on it.
    pub(super) const fn is_empty(&self) -> bool {
        self.n_chars == 0
    }

    /// # Errors
    /// Where the text would be larger than a text may be.
    pub(super) fn finish(self) -> Result<Converted, Unreadable> {
        let Self {
            mut pages, heights, ..
        } = self;
        let margins = take_margins(&mut pages, &heights);
        let notes = take_notes(&mut pages);
        let mut out = Lines::default();
        write_paragraphs(&pages, &mut out);
        for (page, words) in notes {
            out.set_place(page);
            out.line(&words);
        }
        let end = out.here();
        for (page, words) in margins {
            out.set_place(page);
            out.line(&words);
        }
        out.finish_with(Some(PlaceUnit::Page), Span::new(0, end))
    }
}

#[cfg(test)]
mod tests {
    use super::paragraphs::join;
    use super::*;

    fn compose(pages: Vec<Page>) -> Result<Converted, Unreadable> {
        let mut composer = Composer::default();
        for page in pages {
            composer.add(page)?;
        }
        composer.finish()
    }

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
    fn what_a_browser_prints_around_a_page_is_a_margin() {
        let printed = page(vec![
            line("2024/6/7 09:15", 20.0, 20.0),
            line("工作月报", 180.0, 20.0),
            line("各省结合实际推进。", 70.0, 80.0),
            line("file:///D:/a.html", 20.0, 785.0),
            line("1/2", 380.0, 785.0),
        ]);
        let converted = compose(vec![printed]).expect("composes");
        let content = &converted.text[converted.content.range()];
        assert_eq!(content, "各省结合实际推进。\n");
    }

    #[test]
    fn marks_of_notes_and_the_notes_at_the_foot_are_as_in_other_formats() {
        let small = |words: &str, left: f64, baseline: f64| Piece {
            size: 6.0,
            ..line(words, left, baseline)
        };
        let noted = page(vec![
            line("参会达3.2万人次", 50.0, 120.0),
            small("1", 125.5, 113.0),
            line("。占地5m", 131.0, 120.0),
            small("2", 171.5, 114.0),
            line("。", 177.0, 120.0),
            line("各省结合实际推进。", 50.0, 140.0),
            small("1 据大会发布", 50.0, 700.0),
            small("的数据。", 50.0, 710.0),
        ]);
        let text = compose(vec![noted]).expect("composes").text;
        assert_eq!(
            text,
            "参会达3.2万人次[1]。占地5m2。\n各省结合实际推进。\n[1] 据大会发布的数据。\n"
        );
    }

    #[test]
    fn a_heading_behind_a_full_line_that_is_no_sentence_begins_anew() {
        let whole = page(vec![
            line("时间：2024年06月07日来源数据局处", 50.0, 120.0),
            line("一、重要会议", 50.0, 140.0),
            line("各省结合实际，推进数据治理工作，", 50.0, 160.0),
            line("二、三季度按月报送。", 50.0, 180.0),
        ]);
        let text = compose(vec![whole]).expect("composes").text;
        assert_eq!(
            text,
            "时间：2024年06月07日来源数据局处\n一、重要会议\n各省结合实际，推进数据治理工作，二、三季度按月报送。\n"
        );
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
