//! What each line of the text is: where it begins and ends, how its pieces look, which mentions stand in it.
//!
//! In: the text, its outline and record. Out: [`Line`]s, [`Run`]s and marks as plain data, without egui, so that they can be tested as text.
//! Nothing here knows how wide or high a line comes out.

use std::sync::Arc;

use crate::annotation::{Annotation, Conflict, Edit, Verdict};
use crate::codebook::Codebook;
use crate::document::{NodeId, NodeKind, Outline};
use crate::record::{MentionRecord, Record};
use crate::session::{OpenDocument, Selection};
use crate::text::{Span, Text, is_space};

/// Longer lines are laid out in pieces of at most this many characters, so that a text without line ends cannot hold up the window.
pub const MAX_LINE_CHARS: usize = 2_000;
/// Where a long line is cut, a punctuation mark among its last so many characters is preferred.
const CUT_CHARS: usize = 400;
/// About how wide a Latin letter or a digit is, in full-width characters.
const ASCII_EMS: f32 = 0.55;
/// A mention is looked for at most so far before what is in view; the longest that rules find is a title of some hundred bytes.
const MAX_MENTION_BYTES: u32 = 1 << 14;
/// A marker before a lead, such as （一） or 1., has at most so many bytes.
const MAX_MARKER_BYTES: u32 = 24;

/// What the pane shows of a document.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    pub text: &'a Arc<Text>,
    pub outline: &'a Arc<Outline>,
    pub record: &'a Arc<Record>,
    pub annotation: &'a Annotation,
    pub selection: &'a Selection,
    pub codebook: &'a Codebook,
    /// Where the value came from that the form points at.
    pub pointed: Option<Span>,
    /// Where what is looked for stands, from front to back.
    pub hits: &'a [Span],
    /// Whether decisions can be made on it.
    pub is_editable: bool,
}

impl<'a> Page<'a> {
    #[must_use]
    pub fn of(document: &'a OpenDocument, codebook: &'a Codebook) -> Self {
        Self {
            text: &document.loaded.source.text,
            outline: &document.loaded.outline,
            record: &document.record,
            selection: &document.selection,
            codebook,
            annotation: &document.loaded.annotation,
            pointed: None,
            hits: &[],
            is_editable: document.is_editable(),
        }
    }

    /// Whether reviewers decided differently on a mention.
    #[must_use]
    pub fn is_disputed(&self, mention: &MentionRecord) -> bool {
        let (kind, span) = &mention.origin;
        let first = |conflict: &'a Conflict| Some(&conflict.sides.first()?.edit);
        self.annotation.conflicts.iter().filter_map(first).any(|edit| {
            matches!(edit, Edit::Mention { kind: of, anchor, .. } if of == kind && anchor.span() == *span)
        })
    }

    /// The selected mention, where it still exists.
    #[must_use]
    pub fn selected_mention(&self) -> Option<&'a MentionRecord> {
        let (kind, span) = self.selection.mention.as_ref()?;
        mentions_in(self.record, *span)
            .find(|mention| mention.kind == *kind && mention.span == *span)
    }

    /// What the ground of the current entry lies under: of a section only its heading.
    #[must_use]
    pub fn current_span(&self) -> Option<Span> {
        let node = self.outline.nodes.get(self.selection.node?.index())?;
        Some(match (node.kind, node.heading) {
            (NodeKind::Section, Some(heading)) => Span::new(node.span.start, heading.end),
            _ => node.span,
        })
    }
}

/// What is laid out as one: a line of the text that is not blank, or a piece of a very long one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Without the white space at the line's ends.
    pub span: Span,
    /// The line's number in the source, from 1; none for the further pieces of a long line.
    pub number: Option<u32>,
    /// About how wide it is, in full-width characters.
    pub ems: f32,
}

/// The lines of a text that are not blank, long ones in pieces.
#[must_use]
pub fn lines_of(text: &Text) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.n_lines());
    for index in 0..text.n_lines() {
        let whole = text.trim(text.line(index));
        if whole.is_empty() {
            continue;
        }
        let mut number = u32::try_from(index + 1).ok();
        let mut start = whole.start;
        while start < whole.end {
            let rest = text.slice(Span::new(start, whole.end));
            let (length, ems) = piece_of(rest);
            let end = start + length;
            lines.push(Line {
                span: Span::new(start, end),
                number: number.take(),
                ems,
            });
            start = end;
        }
    }
    lines
}

/// The length in bytes of the first piece of a line, and how wide it is.
fn piece_of(line: &str) -> (u32, f32) {
    // Nearly every line is a piece of its own: it is counted in one run, not character by character.
    if line.len() <= MAX_LINE_CHARS {
        let n_ascii = line.bytes().filter(u8::is_ascii).count();
        let n_chars = line.bytes().filter(|byte| byte & 0xC0 != 0x80).count();
        let ems = n_ascii as f32 * ASCII_EMS + (n_chars - n_ascii) as f32;
        return (u32::try_from(line.len()).unwrap_or(u32::MAX), ems);
    }
    let mut n_chars = 0;
    let mut ems = 0.0;
    let mut after_mark = None;
    for (at, c) in line.char_indices() {
        if n_chars == MAX_LINE_CHARS {
            let (end, ems) = after_mark.unwrap_or((at, ems));
            return (u32::try_from(end).unwrap_or(u32::MAX), ems);
        }
        n_chars += 1;
        ems += if c.is_ascii() { ASCII_EMS } else { 1.0 };
        if n_chars + CUT_CHARS > MAX_LINE_CHARS && "。；！？，、;,".contains(c) {
            after_mark = Some((at + c.len_utf8(), ems));
        }
    }
    (u32::try_from(line.len()).unwrap_or(u32::MAX), ems)
}

/// The line that holds an offset; of white space between lines, the line before. `None` where there are no lines.
#[must_use]
pub fn line_holding(lines: &[Line], offset: u32) -> Option<usize> {
    let after = lines.partition_point(|line| line.span.start <= offset);
    (!lines.is_empty()).then(|| after.saturating_sub(1))
}

/// How a piece of a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// Titles and the headings of sections: bold and larger.
    Heading,
    /// The words before an entry's body: bold.
    Lead,
    Body,
    /// Bylines and what the website put there: smaller, dimmed.
    Quiet,
}

/// Neighbouring characters of a line that look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub span: Span,
    pub style: Style,
}

/// The runs that make up a line, without gaps.
#[must_use]
pub fn runs_of(line: Span, text: &Text, outline: &Outline) -> Vec<Run> {
    let body = Run {
        span: line,
        style: Style::Body,
    };
    let mut runs = vec![body];
    for (span, style) in styles_over(line, text, outline) {
        lay_over(&mut runs, Run { span, style });
    }
    runs
}

/// What the nodes around and in a line say about it, the outermost first.
fn styles_over(line: Span, text: &Text, outline: &Outline) -> Vec<(Span, Style)> {
    let first_inside = outline
        .nodes
        .partition_point(|node| node.span.start <= line.start);
    let mut around = Vec::new();
    let mut at = first_inside.checked_sub(1);
    while let Some(index) = at {
        around.push(index);
        at = outline.nodes[index].parent.map(NodeId::index);
    }
    let inside = (first_inside..outline.nodes.len())
        .take_while(|index| outline.nodes[*index].span.start < line.end);
    around
        .into_iter()
        .rev()
        .chain(inside)
        .filter_map(|index| {
            let node = &outline.nodes[index];
            let (span, style) = match node.kind {
                NodeKind::Title => (node.span, Style::Heading),
                NodeKind::Byline | NodeKind::Boilerplate => (node.span, Style::Quiet),
                NodeKind::Section => heading_of(node.span.start, node.heading?, line, text),
                NodeKind::Entry => (with_marker(node.span.start, node.heading?), Style::Lead),
                NodeKind::Summary | NodeKind::Paragraph => return None,
            };
            span.overlaps(line).then_some((span, style))
        })
        .collect()
}

/// A heading with its line to itself is larger; one that text follows on the same line looks like a lead.
fn heading_of(start: u32, heading: Span, line: Span, text: &Text) -> (Span, Style) {
    let span = with_marker(start, heading);
    if !line.contains_offset(span.end) {
        return (span, Style::Heading);
    }
    let rest = text.slice(Span::new(span.end, line.end));
    if rest.chars().all(|c| is_space(c) || !c.is_alphanumeric()) {
        (Span::new(span.start, line.end), Style::Heading)
    } else {
        (span, Style::Lead)
    }
}

/// The marker before a heading looks like it.
fn with_marker(start: u32, heading: Span) -> Span {
    if heading.start.saturating_sub(start) <= MAX_MARKER_BYTES {
        Span::new(start, heading.end)
    } else {
        heading
    }
}

/// Gives a part of the runs another style.
pub fn lay_over(runs: &mut Vec<Run>, over: Run) {
    let mut after = Vec::with_capacity(runs.len() + 2);
    let mut push = |start: u32, end: u32, style: Style| {
        if start < end {
            after.push(Run {
                span: Span::new(start, end),
                style,
            });
        }
    };
    for Run { span, style } in runs.iter().copied() {
        let (start, end) = (
            over.span.start.clamp(span.start, span.end),
            over.span.end.clamp(span.start, span.end),
        );
        push(span.start, start, style);
        push(start, end, over.style);
        push(end.max(start), span.end, style);
    }
    *runs = after;
}

/// How a mention is marked: each differs from the others by shape, not by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The machine's, nobody looked at it: tint, dotted underline.
    Undecided,
    /// Accepted or added by a reviewer: tint, solid underline.
    Settled,
    /// Put right by a reviewer: red ground, solid red underline.
    Corrected,
    /// It is none: struck through.
    Rejected,
}

impl Mark {
    #[must_use]
    pub const fn of(mention: &MentionRecord) -> Self {
        match mention.verdict {
            None => Self::Undecided,
            Some(Verdict::Accepted | Verdict::Added) => Self::Settled,
            Some(Verdict::Corrected) => Self::Corrected,
            Some(Verdict::Rejected) => Self::Rejected,
        }
    }
}

/// The mentions that share at least one byte with a span, in text order.
pub fn mentions_in(record: &Record, span: Span) -> impl Iterator<Item = &MentionRecord> {
    let mentions = &record.mentions;
    let from = span.start.saturating_sub(MAX_MENTION_BYTES);
    let first = mentions.partition_point(|mention| mention.span.start < from);
    mentions[first..]
        .iter()
        .take_while(move |mention| mention.span.start < span.end)
        .filter(move |mention| mention.span.end > span.start)
}

/// The mention that a character means: one that counts before one that was rejected, the shorter before the longer.
#[must_use]
pub fn mention_at(record: &Record, offset: u32) -> Option<&MentionRecord> {
    mentions_in(record, Span::new(offset, offset + 1))
        .min_by_key(|mention| (!mention.is_in_force(), mention.span.len()))
}

/// The node that the form shows for a place: the entry there, or the deepest node.
#[must_use]
pub fn node_for_form(outline: &Outline, offset: u32) -> Option<NodeId> {
    let deepest = outline.node_at(offset)?;
    Some(entry_above(outline, deepest).unwrap_or(deepest))
}

/// The entry that a node is or stands in.
#[must_use]
pub fn entry_above(outline: &Outline, node: NodeId) -> Option<NodeId> {
    let mut at = Some(node);
    while let Some(id) = at {
        if outline.node(id).kind == NodeKind::Entry {
            return Some(id);
        }
        at = outline.node(id).parent;
    }
    None
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::ui::text_pane::sample;

    /// The lines as text: number, and the runs with their styles.
    fn shown(text: &Text, outline: &Outline) -> String {
        let mut shown = String::new();
        for line in lines_of(text) {
            let number = line.number.map_or(String::from("-"), |n| n.to_string());
            shown.push_str(&number);
            for Run { span, style } in runs_of(line.span, text, outline) {
                let mark = match style {
                    Style::Heading => 'H',
                    Style::Lead => 'L',
                    Style::Body => 'B',
                    Style::Quiet => 'Q',
                };
                write!(shown, " {mark}[{}]", text.slice(span)).expect("strings grow");
            }
            shown.push('\n');
        }
        shown
    }

    #[test]
    fn lines_keep_their_numbers_and_lose_indents_and_blank_neighbours() {
        let document = sample::document();
        assert_eq!(
            shown(&document.text, &document.outline),
            "1 H[2024年5月教育信息化工作月报]\n\
             3 Q[时间:2024年06月30日 15:00 来源: 科技与信息化司]\n\
             5 H[★教育信息化重点工作进展]\n\
             7 L[教育数字化治理] B[ 截至5月底,备案系统通过并公布了1276家企业的3004个App。]\n\
             9 L[教育信息化宣传] B[ 中国教育报编发4期信息化专刊,共刊发《智能技术如何]\n\
             10 B[推进教育变革》等9篇文章。]\n\
             12 H[★各地工作动态]\n\
             14 L[北京] B[ 市教委召开专题研讨会,对人工智能赋能教育未来发展进行研讨。]\n\
             16 Q[打印 关闭]\n"
        );
    }

    #[test]
    fn a_heading_that_text_follows_on_its_line_looks_like_a_lead() {
        let text = Text::new("一、总体要求。坚持统筹推进。".to_owned());
        let heading = Span::from_usize("一、".len(), "一、总体要求".len());
        let outline = sample::outline(vec![sample::node(
            NodeKind::Section,
            None,
            Span::new(0, text.len()),
            Some(heading),
        )]);
        assert_eq!(
            shown(&text, &outline),
            "1 L[一、总体要求] B[。坚持统筹推进。]\n"
        );
    }

    #[test]
    fn a_very_long_line_is_cut_at_punctuation_and_nothing_is_lost() {
        let sentence = "各地要加强统筹协调，推动数据资源共享开放。";
        let text = Text::new(sentence.repeat(1_000));
        let lines = lines_of(&text);
        assert!(lines.len() > 10);
        assert!(lines.iter().all(|line| {
            let slice = text.slice(line.span);
            slice.chars().count() <= MAX_LINE_CHARS && (slice.ends_with(['，', '。']))
        }));
        assert!(
            lines
                .windows(2)
                .all(|pair| pair[0].span.end == pair[1].span.start)
        );
        assert_eq!(lines.iter().filter(|line| line.number.is_some()).count(), 1);
    }

    #[test]
    fn mentions_are_found_by_place_and_a_click_means_the_one_in_force() {
        let document = sample::document();
        let text = &document.text;
        let line = text.line(8);
        let quotes: Vec<_> = mentions_in(&document.record, line)
            .map(|mention| text.slice(mention.span))
            .collect();
        assert_eq!(
            quotes,
            ["中国教育报", "4期", "《智能技术如何\n推进教育变革》"]
        );
        let after_break = text.line(9).start;
        let found = mention_at(&document.record, after_break).expect("it crosses the line break");
        assert_eq!(found.kind, crate::extract::MentionType::Doc);
        let rejected = sample::offset_of(text, "9篇");
        let found = mention_at(&document.record, rejected).expect("a rejected one can be clicked");
        assert_eq!(Mark::of(found), Mark::Rejected);
    }

    #[test]
    fn the_ground_of_a_section_is_its_heading() {
        let document = sample::document();
        let selection = Selection {
            node: Some(NodeId(2)),
            ..Selection::default()
        };
        let page = document.page(&selection);
        let current = page.current_span().expect("a section is selected");
        assert_eq!(document.text.slice(current), "★教育信息化重点工作进展");
    }
}
