//! Lines and paragraphs: what stands between two line feeds, and what was one paragraph before somebody cut it into lines of equal length.
//!
//! In: a text. Out: its non-blank lines as [`Para`]s, hard-wrapped ones joined again. Knows nothing of what a paragraph means.

use std::cell::OnceCell;

use super::beginning::Beginning;
use super::cue::{self, is_stop};
use super::marker::{self, Marker, MarkerKind};
use super::wrap::Wrap;
use crate::text::{Span, Text, is_space, simplified_len};

/// Characters of a paragraph's beginning that rules may look at.
const CUE_CHARS: usize = 240;

/// A paragraph: a line, or several that a hard wrap cut.
#[derive(Debug, Clone)]
pub(super) struct Para {
    /// From the first to the last non-space character.
    pub(super) span: Span,
    pub(super) n_chars: u32,
    /// Whether a blank line stands before it.
    pub(super) blank_before: bool,
    /// Sentence ends in it, inside quotation marks too.
    pub(super) n_stops: u32,
    pub(super) last: char,
    /// The folded beginning.
    pub(super) cue: String,
    pub(super) marker: Option<Marker>,
    /// Read when a rule first asks for it, once the mark is known.
    beginning: OnceCell<Beginning>,
    pub(super) answers: Answers,
}

/// What several rules ask about a paragraph, once the first has asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Answers {
    /// [`super::furniture::is_site_line`].
    pub(super) is_site_line: OnceCell<bool>,
    /// How much it reads like the headline of an event, [`super::chronicle`] knows.
    pub(super) headline_score: OnceCell<i32>,
}

impl Line {
    /// The mark it begins with.
    pub(super) fn mark(&self, text: &Text) -> Option<MarkerKind> {
        let cue = cue::fold_prefix(text.slice(self.span), 24);
        marker::parse(&cue).map(|marker| marker.kind)
    }

    /// Whether it ends inside round brackets.
    pub(super) fn opens_bracket(&self, text: &Text) -> bool {
        let slice = text.slice(self.span);
        slice.rfind(['（', '(']) > slice.rfind(['）', ')'])
    }
}

impl Para {
    /// Whether it ends as a sentence does, closing quotation marks and brackets apart.
    #[must_use]
    pub(super) fn is_finished(&self) -> bool {
        is_stop(self.last) || matches!(self.last, '；' | ';' | '：' | ':' | '…')
    }

    fn read_cue(&mut self, text: &Text) {
        self.cue = cue::fold_prefix(text.slice(self.span), CUE_CHARS);
        self.marker = marker::parse(&self.cue);
    }

    /// Its first characters after the mark, in which a lead may end.
    #[must_use]
    pub(super) fn beginning(&self, text: &Text) -> &Beginning {
        self.beginning.get_or_init(|| Beginning::of(text, self))
    }

    /// Whether a sign of ASCII may stand among the characters in which a lead ends; false only where it does not.
    #[must_use]
    pub(super) fn has_early(&self, sign: u8) -> bool {
        let near = self.cue_after_marker().as_bytes();
        memchr::memchr(sign, &near[..near.len().min(Beginning::REACH_BYTES)]).is_some()
    }

    /// Whether it ends with a colon.
    #[must_use]
    pub(super) const fn last_is_colon(&self) -> bool {
        matches!(self.last, '：' | ':' | '∶' | '︰')
    }

    /// The folded beginning after the mark.
    #[must_use]
    pub(super) fn cue_after_marker(&self) -> &str {
        let skip = self.marker.map_or(0, |marker| marker.n_chars);
        &self.cue[cue::byte_of(&self.cue, skip)..]
    }

    /// A line of text that reports or says something: long, or a finished sentence.
    #[must_use]
    pub(super) fn is_running_text(&self) -> bool {
        // 申报开始! ends a headline rather than a sentence.
        let calls = self.n_stops == 1 && matches!(self.last, '!' | '！') && self.n_chars <= 36;
        self.n_chars >= 50 || (self.n_stops > 0 && self.n_chars >= 15 && !calls)
    }
}

/// One non-blank line before joining.
pub(super) struct Line {
    pub(super) span: Span,
    pub(super) n_chars: u32,
    /// Columns that the line takes: 2 for a wide character, 1 for a narrow one.
    pub(super) width: u32,
    /// Columns and characters of white space before it.
    pub(super) indent: u32,
    pub(super) indent_chars: u32,
    pub(super) blank_before: bool,
    pub(super) n_stops: u32,
    pub(super) first: char,
    pub(super) last: char,
}

/// The lines before and behind a document, from the first to the last character of each lot; none where there are none.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub(super) before: Option<Span>,
    pub(super) behind: Option<Span>,
}

/// The paragraphs of the part of a text that is the document, and what stands around it.
#[must_use]
pub(super) fn paragraphs_in(text: &Text, content: Span) -> (Vec<Para>, Around) {
    let mut lines = lines(text);
    let first = lines.partition_point(|line| line.span.start < content.start);
    let behind = lines
        .partition_point(|line| line.span.start < content.end)
        .max(first);
    let whole = |lines: &[Line]| {
        let (first, last) = (lines.first()?, lines.last()?);
        Some(Span::new(first.span.start, last.span.end))
    };
    let around = Around {
        before: whole(&lines[..first]),
        behind: whole(&lines[behind..]),
    };
    lines.truncate(behind);
    lines.drain(..first);
    (joined(text, &lines), around)
}

/// The paragraphs of a whole text.
#[must_use]
pub(super) fn paragraphs(text: &Text) -> Vec<Para> {
    paragraphs_in(text, Span::new(0, text.len())).0
}

/// Hard-wrapped lines as paragraphs.
fn joined(text: &Text, lines: &[Line]) -> Vec<Para> {
    let wrap = Wrap::of(lines);
    let mut paras: Vec<Para> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        if i > 0
            && wrap.continues(text, lines, i)
            && let Some(open) = paras.last_mut()
        {
            open.span.end = line.span.end;
            open.n_chars += line.n_chars;
            open.n_stops += line.n_stops;
            open.last = line.last;
            continue;
        }
        paras.push(Para {
            span: line.span,
            n_chars: line.n_chars,
            blank_before: line.blank_before,
            n_stops: line.n_stops,
            last: line.last,
            cue: String::new(),
            marker: None,
            beginning: OnceCell::new(),
            answers: Answers::default(),
        });
    }
    for para in &mut paras {
        para.read_cue(text);
    }
    paras
}

/// A stretch of text read as one paragraph, whatever its lines.
#[must_use]
pub(super) fn paragraph_of(text: &Text, span: Span) -> Para {
    let slice = text.slice(span);
    let mut para = Para {
        span,
        n_chars: u32::try_from(slice.chars().count()).unwrap_or(u32::MAX),
        blank_before: false,
        n_stops: u32::try_from(slice.chars().filter(|c| is_stop(*c)).count()).unwrap_or(u32::MAX),
        last: last_mark(slice),
        cue: String::new(),
        marker: None,
        beginning: OnceCell::new(),
        answers: Answers::default(),
    };
    para.read_cue(text);
    para
}

fn lines(text: &Text) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut blank_before = false;
    for number in 0..text.n_lines() {
        let whole = text.line(number);
        let span = text.trim(whole);
        if span.is_empty() {
            blank_before = true;
            continue;
        }
        lines.push(line(text, whole, span, blank_before));
        blank_before = false;
    }
    lines
}

fn line(text: &Text, whole: Span, span: Span, blank_before: bool) -> Line {
    let slice = text.slice(span);
    let indent = text.slice(Span::new(whole.start, span.start));
    let (mut n_chars, mut width, mut n_stops) = (0, 0, 0);
    let mut rest = slice;
    loop {
        // Most characters are plain ones, two columns wide.
        let plain = simplified_len(rest, usize::MAX);
        let n_plain = u32::try_from(plain / '一'.len_utf8()).unwrap_or(u32::MAX);
        n_chars += n_plain;
        width += 2 * n_plain;
        let mut others = rest[plain..].chars();
        let Some(c) = others.next() else {
            break;
        };
        n_chars += 1;
        width += columns(c);
        n_stops += u32::from(is_stop(c));
        rest = others.as_str();
    }
    Line {
        span,
        n_chars,
        width,
        indent: indent.chars().map(columns).sum(),
        indent_chars: u32::try_from(indent.chars().count()).unwrap_or(u32::MAX),
        blank_before,
        n_stops,
        first: slice.chars().next().unwrap_or(' '),
        last: last_mark(slice),
    }
}

const fn columns(c: char) -> u32 {
    if (c as u32) < 0x1100 || matches!(c, '—' | '…' | '“' | '”' | '‘' | '’') {
        1
    } else {
        2
    }
}

/// The last character, or the sentence end right before closing marks: 。” ends a sentence.
fn last_mark(slice: &str) -> char {
    let mut last = ' ';
    for c in slice.chars().rev().take(4) {
        if last == ' ' {
            last = c;
        }
        if is_stop(c) {
            return c;
        }
        if !matches!(c, '”' | '’' | '」' | '』' | '）' | ')') {
            break;
        }
    }
    last
}

/// The span without the characters at its end that `drop` names.
#[must_use]
pub(super) fn trim_end(text: &Text, span: Span, drop: &[char]) -> Span {
    let kept = text
        .slice(span)
        .trim_end_matches(|c| is_space(c) || drop.contains(&c));
    Span::from_usize(span.start as usize, span.start as usize + kept.len())
}

/// Whether a text sets spaces between Chinese characters and digits as a matter of style (5 月 24 日).
#[must_use]
pub(super) fn is_loose(paras: &[Para]) -> bool {
    let mut n_loose = 0;
    for para in paras.iter().take(400) {
        let spaces = memchr::memchr_iter(b' ', para.cue.as_bytes());
        n_loose += spaces
            .map(|at| para.cue.split_at(at))
            .filter(|(before, after)| {
                before.ends_with(|c: char| c.is_ascii_digit())
                    && after[1..]
                        .starts_with(['年', '月', '日', '个', '项', '次', '家', '所', '名'])
            })
            .count();
    }
    n_loose >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        let text = Text::new(text.to_owned());
        paragraphs(&text)
            .iter()
            .map(|para| text.slice(para.span).replace(['\n', '\u{3000}'], ""))
            .collect()
    }

    #[test]
    fn blank_lines_and_indents_are_not_part_of_a_paragraph() {
        assert_eq!(parts("\u{3000}\u{3000}甲。\n\n  乙。 \n"), ["甲。", "乙。"]);
    }

    #[test]
    fn lines_cut_at_one_width_are_joined() {
        let text = "\u{3000}\u{3000}各市数据管理部门要把公共数据共享作为全年重点任务，明确责任\n\
                    分工，细化工作措施，在六月底以前完成目录梳理，并将进展情况按月\n\
                    报送省数据局，由省数据局汇总后通报。\n\
                    \u{3000}\u{3000}省数据局将组织专家赴各地开展现场指导，对进展缓慢的地方进行\n\
                    约谈，同时总结推广好的经验做法，形成典型案例汇编，供各地学习\n\
                    借鉴。\n";
        assert_eq!(parts(text).len(), 2);
    }

    #[test]
    fn paragraphs_of_uneven_length_stay_apart() {
        assert_eq!(
            parts("全省数据工作会议在合肥召开。\n省长出席会议并讲话。\n会议要求抓好落实\n1月\n甲")
                .len(),
            5
        );
    }

    #[test]
    fn a_line_that_begins_with_a_comma_belongs_to_the_one_before() {
        assert_eq!(
            parts("会议由省数据局主办\n，各市参加。\n另一段。"),
            ["会议由省数据局主办，各市参加。", "另一段。"]
        );
    }

    #[test]
    fn a_sentence_end_inside_closing_marks_finishes_a_paragraph() {
        let text = Text::new("他说：“要抓好落实。”".to_owned());
        assert!(paragraphs(&text)[0].is_finished());
    }
}
