//! Lines to rows of glyphs: what each line is laid out as, how high it is, where in it a character stands.
//!
//! In: the lines of a page and the width and size of its type. Out: the [`Sheet`] with the height of every line (exact where the line was
//! laid out once, estimated elsewhere), which lays lines out as [`Laid`]. Galleys are never kept: egui's cache holds those of the last frame.

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::epaint::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, Context, Galley, Pos2};

use super::TextOptions;
use super::laid::Laid;
use super::rows::{self, Line, Mark, Page, Run, Style};
use crate::text::{Span, Text};
use crate::ui::theme::{self, Tokens, size};

/// Between paragraphs.
pub const GAP: f32 = 8.0;
/// Above the first line and below the last.
pub const MARGIN: f32 = 14.0;
/// All heights are made exact for texts of up to so many characters.
const EXACT_CHARS: u32 = 200_000;
/// So long a frame may measure lines that are not in view.
const MEASURING: Duration = Duration::from_millis(6);

/// What the height of a line depends on beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Metrics {
    pub options: TextOptions,
    /// Of the column of text.
    pub width: f32,
    pub pixels_per_point: f32,
}

impl Metrics {
    fn size_of(&self, style: Style) -> f32 {
        match style {
            Style::Heading => self.font_size() + size::HEADING_PLUS,
            Style::Lead | Style::Body => self.font_size(),
            Style::Quiet => self.font_size() - size::BOILERPLATE_MINUS,
        }
    }

    /// Points.
    pub const fn font_size(&self) -> f32 {
        self.options.font_size
    }

    /// Whole points, so that rows stand on whole pixels.
    fn line_height_of(&self, style: Style) -> f32 {
        (self.size_of(style) * self.options.line_height).round()
    }

    /// The height of one row of body text.
    pub fn row_height(&self) -> f32 {
        self.line_height_of(Style::Body)
    }

    fn format_of(&self, style: Style, color: Color32) -> TextFormat {
        let points = self.size_of(style);
        TextFormat {
            font_id: match style {
                Style::Heading | Style::Lead => theme::bold(points),
                Style::Body | Style::Quiet => self.options.typeface.font(points),
            },
            line_height: Some(self.line_height_of(style)),
            color,
            ..TextFormat::default()
        }
    }
}

/// What is new about a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Updated {
    Nothing,
    /// The same lines, but they are to be measured again.
    Heights,
    Text,
}

/// The lines of a text with their heights.
#[derive(Debug, Default)]
pub struct Sheet {
    text: Option<Arc<Text>>,
    outline: Option<Arc<crate::document::Outline>>,
    metrics: Metrics,
    lines: Vec<Line>,
    heights: Vec<f32>,
    is_exact: Vec<bool>,
    n_estimated: usize,
    /// Where each line begins, and where the last ends.
    tops: Vec<f64>,
    /// Where measuring out of view goes on.
    next_to_measure: usize,
}

impl Sheet {
    /// Takes over the page as it is now.
    pub fn update(&mut self, page: &Page<'_>, metrics: Metrics) -> Updated {
        let is_new_text = !self.shows(page);
        if is_new_text {
            self.lines = rows::lines_of(page.text);
            self.text = Some(page.text.clone());
        }
        let is_new_outline = !self
            .outline
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, page.outline));
        if !is_new_text && !is_new_outline && self.metrics == metrics {
            return Updated::Nothing;
        }
        self.outline = Some(page.outline.clone());
        self.metrics = metrics;
        self.estimate();
        if is_new_text {
            Updated::Text
        } else {
            Updated::Heights
        }
    }

    /// Whether it shows this page's text.
    pub fn shows(&self, page: &Page<'_>) -> bool {
        let known = self.text.as_ref();
        known.is_some_and(|known| Arc::ptr_eq(known, page.text))
    }

    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub const fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Where a line begins, from the top of the sheet.
    pub fn top(&self, line: usize) -> f64 {
        self.tops[line]
    }

    /// Where a line's last row ends.
    pub fn bottom(&self, line: usize) -> f64 {
        self.tops[line] + f64::from(self.heights[line])
    }

    /// The height of everything.
    pub fn height(&self) -> f64 {
        self.tops.last().copied().unwrap_or_default() + f64::from(MARGIN)
    }

    /// The lines of which something stands between two heights.
    pub fn lines_between(&self, top: f64, bottom: f64) -> Range<usize> {
        let first = self.tops.partition_point(|at| *at <= top);
        let last = self.tops.partition_point(|at| *at < bottom);
        first.saturating_sub(1).min(self.lines.len())..last.min(self.lines.len())
    }

    /// The line at a height, the nearest where there is none.
    pub fn line_at(&self, y: f64) -> Option<usize> {
        let after = self.tops.partition_point(|at| *at <= y);
        (!self.lines.is_empty()).then(|| after.saturating_sub(1).min(self.lines.len() - 1))
    }

    fn estimate(&mut self) {
        let row = self.metrics.row_height();
        // A row seldom is full to its end.
        let ems_to_a_row = (self.metrics.width / self.metrics.font_size() - 0.5).max(1.0);
        self.heights = self
            .lines
            .iter()
            .map(|line| (line.ems / ems_to_a_row).ceil().max(1.0) * row)
            .collect();
        self.is_exact = vec![false; self.lines.len()];
        self.n_estimated = self.lines.len();
        self.next_to_measure = 0;
        self.tops = Vec::with_capacity(self.lines.len() + 1);
        self.sum_from(0);
    }

    /// Sums the heights up again from a line on.
    fn sum_from(&mut self, line: usize) {
        self.tops.truncate(line + 1);
        if self.tops.is_empty() {
            self.tops.push(f64::from(MARGIN));
        }
        let mut top = *self.tops.last().expect("just pushed");
        for at in self.tops.len() - 1..self.lines.len() {
            let is_whole = self
                .lines
                .get(at + 1)
                .is_none_or(|next| next.number.is_some());
            let gap = if is_whole { GAP } else { 0.0 };
            top += f64::from(self.heights[at] + gap);
            self.tops.push(top);
        }
    }

    /// Makes the heights of lines exact. Returns whether one changed.
    fn measure(&mut self, lines: Range<usize>, page: &Page<'_>, ctx: &Context) -> bool {
        let mut first_changed = None;
        for line in lines {
            if self.is_exact[line] {
                continue;
            }
            let height = self.galley(line, page, ctx).rect.height();
            self.is_exact[line] = true;
            self.n_estimated -= 1;
            if (height - self.heights[line]).abs() > f32::EPSILON {
                self.heights[line] = height;
                first_changed = first_changed.or(Some(line));
            }
        }
        if let Some(line) = first_changed {
            self.sum_from(line);
        }
        first_changed.is_some()
    }

    /// Makes the heights of what is in view exact, with `anchor` standing still in it. Returns where the view begins then.
    pub fn measure_view(
        &mut self,
        mut offset: f64,
        view_height: f64,
        anchor: Option<usize>,
        page: &Page<'_>,
        ctx: &Context,
    ) -> f64 {
        // Lines that come out lower than estimated let others into view; a few rounds settle it.
        for _ in 0..4 {
            let view = self.lines_between(offset, offset + view_height);
            let anchor = anchor
                .filter(|at| *at < self.lines.len())
                .or(Some(view.start));
            let Some(anchor) = anchor.filter(|at| *at < self.lines.len()) else {
                break;
            };
            let before = self.tops[anchor];
            if !self.measure(view, page, ctx) {
                break;
            }
            offset += self.tops[anchor] - before;
        }
        offset
    }

    /// Measures some of the lines out of view, with `anchor` standing still. Returns how far it moved on the sheet.
    pub fn measure_more(&mut self, anchor: usize, page: &Page<'_>, ctx: &Context) -> f64 {
        if self.n_estimated == 0 || page.text.n_chars() > EXACT_CHARS {
            return 0.0;
        }
        let before = self.tops[anchor];
        let began = Instant::now();
        let mut first_changed = usize::MAX;
        while self.n_estimated > 0 && began.elapsed() < MEASURING {
            let line = self.next_to_measure;
            self.next_to_measure += 1;
            if self.is_exact[line] {
                continue;
            }
            let height = self.galley(line, page, ctx).rect.height();
            self.is_exact[line] = true;
            self.n_estimated -= 1;
            self.heights[line] = height;
            first_changed = first_changed.min(line);
        }
        if first_changed != usize::MAX {
            self.sum_from(first_changed);
        }
        if self.n_estimated > 0 {
            ctx.request_repaint();
        }
        self.tops[anchor] - before
    }

    /// A line laid out; from egui's cache where it was in the last frame too.
    pub fn galley(&self, line: usize, page: &Page<'_>, ctx: &Context) -> Arc<Galley> {
        let job = self.job(self.lines[line].span, page, Tokens::of(ctx));
        ctx.fonts_mut(|fonts| fonts.layout_job(job))
    }

    /// A line laid out at a place on the screen.
    pub fn laid(&self, line: usize, at: Pos2, page: &Page<'_>, ctx: &Context) -> Laid {
        let Line { span, number, .. } = self.lines[line];
        Laid {
            line,
            span,
            number,
            at,
            galley: self.galley(line, page, ctx),
        }
    }

    fn job(&self, line: Span, page: &Page<'_>, tokens: &Tokens) -> LayoutJob {
        let text: &Text = page.text;
        // Quiet text on a tint would be too faint, words of what was rejected are quiet everywhere.
        let (struck, tinted): (Vec<_>, Vec<_>) = rows::mentions_in(page.record, line)
            .partition(|mention| Mark::of(mention) == Mark::Rejected);
        let mut job = LayoutJob {
            wrap: TextWrapping::wrap_at_width(self.metrics.width),
            // A line has no LF; nothing is to be split further.
            break_on_newline: false,
            keep_trailing_whitespace: true,
            ..LayoutJob::default()
        };
        let mut append = |span: Span, style: Style, colour: Color32| {
            if !span.is_empty() {
                let format = self.metrics.format_of(style, colour);
                job.append(text.slice(span), 0.0, format);
            }
        };
        for Run { span, style } in rows::runs_of(line, text, page.outline) {
            let (plain, other, others) = if style == Style::Quiet {
                (tokens.ink3, tokens.ink, &tinted)
            } else {
                (tokens.ink, tokens.ink3, &struck)
            };
            let mut from = span.start;
            for other_span in others.iter().map(|mention| mention.span) {
                let start = other_span.start.clamp(from, span.end);
                let end = other_span.end.clamp(start, span.end);
                append(Span::new(from, start), style, plain);
                append(Span::new(start, end), style, other);
                from = end;
            }
            append(Span::new(from, span.end), style, plain);
        }
        job
    }
}
