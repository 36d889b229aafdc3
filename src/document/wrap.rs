//! Hard wraps: whether a text was cut into lines of equal length, and which line is the rest of the one before it.
//!
//! In: the non-blank lines of a text. Out: for two neighbours, whether they are one paragraph. Some programs count columns when they cut,
//! some characters, some count the indent and some do not: the measure by which most cuts fall at one width is taken.

use super::cue::is_stop;
use super::line::Line;
use super::marker::MarkerKind;
use crate::text::Text;

/// How a text is hard-wrapped, if it is.
pub(super) struct Wrap {
    width: Option<Width>,
    /// Paragraphs begin with an indent that continuing lines lack.
    has_indents: bool,
    bare: Bare,
    /// Paragraphs are set apart by blank lines.
    has_blanks: bool,
}

/// What begins without an indent in a text whose paragraphs have one.
#[derive(Debug, Clone, Copy)]
struct Bare {
    /// Headings, which end without a stop.
    headings: bool,
    /// Headlines that end with one, nearly as many as there are paragraphs.
    headlines: bool,
}

/// A full line by some measure.
#[derive(Debug, Clone, Copy)]
struct Width {
    measure: Measure,
    full: u32,
}

/// How long a line is taken to be.
#[derive(Debug, Clone, Copy)]
enum Measure {
    Columns { with_indent: bool },
    Chars { with_indent: bool },
}

impl Measure {
    const ALL: [Self; 4] = [
        Self::Columns { with_indent: true },
        Self::Columns { with_indent: false },
        Self::Chars { with_indent: true },
        Self::Chars { with_indent: false },
    ];

    const fn of(self, line: &Line) -> u32 {
        match self {
            Self::Columns { with_indent: true } => line.width + line.indent,
            Self::Columns { with_indent: false } => line.width,
            Self::Chars { with_indent: true } => line.n_chars + line.indent_chars,
            Self::Chars { with_indent: false } => line.n_chars,
        }
    }

    /// The narrowest and widest full lines.
    const fn range(self) -> (usize, usize) {
        match self {
            Self::Columns { .. } => (30, 120),
            Self::Chars { .. } => (20, 100),
        }
    }

    /// How much shorter a full line may be, because no line begins with a comma.
    const fn slack(self) -> u32 {
        match self {
            Self::Columns { .. } => 4,
            Self::Chars { .. } => 1,
        }
    }
}

impl Wrap {
    #[must_use]
    pub(super) fn of(lines: &[Line]) -> Self {
        let has_indents = lines.iter().any(|line| line.indent >= 2)
            && lines.iter().any(|line| line.indent < 2 && line.width >= 30);
        let width = Width::of(lines);
        // After a line that is not full anything begins.
        let bare = || {
            (1..lines.len()).filter(|&i| {
                let after_short = width.is_some_and(|width| !width.is_full(&lines[i - 1]));
                lines[i].indent < 2 && (lines[i].blank_before || after_short)
            })
        };
        let stands_over = |i: usize| lines.get(i + 1).is_some_and(|after| after.indent >= 2);
        let n_headlines = bare()
            .filter(|&i| lines[i].is_finished() && stands_over(i))
            .count();
        let n_indented = lines.iter().filter(|line| line.indent >= 2).count();
        Self {
            width,
            has_indents,
            bare: Bare {
                headings: bare().any(|i| !lines[i].is_finished()),
                headlines: n_headlines * 3 >= n_indented,
            },
            has_blanks: lines.iter().skip(1).any(|line| line.blank_before),
        }
    }

    /// Whether line `i` is the rest of the paragraph in the one before it.
    #[must_use]
    pub(super) fn continues(&self, text: &Text, lines: &[Line], i: usize) -> bool {
        let (line, next) = (&lines[i - 1], &lines[i]);
        if next.blank_before {
            return false;
        }
        if begins_inside_sentence(next.first) {
            return true;
        }
        let set_in = next.indent >= line.indent + 2 || (self.has_indents && next.indent >= 2);
        if set_in || is_month_line(next) {
            return false;
        }
        let may_begin = |width| self.may_begin(width, next, lines.get(i + 1));
        let is_cut = match self.width {
            None => matches!(line.last, '，' | '、') && line.width >= 40,
            Some(width) => width.is_full(line) && !(is_stop(line.last) && may_begin(width)),
        };
        is_cut
            && next.mark(text).is_none_or(|mark| {
                // （20|24）: no 24） of a list.
                mark == MarkerKind::HalfParen && line.opens_bracket(text)
            })
    }

    /// Whether a line after a full one that ends a sentence begins something rather than ends the paragraph.
    fn may_begin(&self, width: Width, next: &Line, after: Option<&Line>) -> bool {
        if !self.has_indents {
            return !self.has_blanks;
        }
        let stands_over = after.is_some_and(|after| after.indent >= 2);
        !width.is_full(next)
            && if next.is_finished() {
                self.bare.headlines && stands_over
            } else {
                self.bare.headings
            }
    }
}

impl Line {
    /// Whether it ends as a sentence or the announcement of something does.
    fn is_finished(&self) -> bool {
        is_stop(self.last) || matches!(self.last, '：' | ':' | '；' | ';')
    }
}

impl Width {
    /// The width at which most lines end without a sentence ending there, if they are many.
    fn of(lines: &[Line]) -> Option<Self> {
        let mut best: Option<(usize, Self)> = None;
        for measure in Measure::ALL {
            if let Some((n, width)) = Self::by(measure, lines)
                && best.is_none_or(|(most, _)| n > most)
            {
                best = Some((n, width));
            }
        }
        best.map(|(_, width)| width)
    }

    fn by(measure: Measure, lines: &[Line]) -> Option<(usize, Self)> {
        /// A wrapped text has as many full lines.
        const LEAST: usize = 3;
        let (narrowest, widest) = measure.range();
        let slack = measure.slack() as usize;
        let mut cut = vec![0_usize; widest + 1];
        let mut n_cut = 0;
        for pair in lines.windows(2) {
            let (line, next) = (&pair[0], &pair[1]);
            let width = measure.of(line) as usize;
            if !next.blank_before && !line.is_finished() && (narrowest..=widest).contains(&width) {
                cut[width] += 1;
                n_cut += 1;
            }
        }
        if n_cut < LEAST {
            return None;
        }
        let full = |width: usize| cut[width - slack..=width].iter().sum::<usize>();
        let best =
            (narrowest + slack..=widest).max_by_key(|&width| (full(width), widest - width))?;
        let n_wider = lines
            .iter()
            .filter(|line| measure.of(line) as usize >= best + slack.max(2))
            .count();
        // What a site put around the text may be wider.
        let are_few_wider = n_wider * 15 <= lines.len() || n_wider * 4 <= full(best);
        let is_wrapped = full(best) >= LEAST && full(best) * 5 >= n_cut * 3 && are_few_wider;
        is_wrapped.then_some((
            full(best),
            Self {
                measure,
                full: u32::try_from(best).unwrap_or(u32::MAX),
            },
        ))
    }

    /// Whether nothing more went into a line.
    const fn is_full(self, line: &Line) -> bool {
        self.measure.of(line) + self.measure.slack() >= self.full
    }
}

/// No line begins with these unless the one before it was cut.
fn begins_inside_sentence(first: char) -> bool {
    "，。、；：！？）》”’〉」』…,;:!?)%％‰".contains(first)
}

/// A line that is too short to be the rest of anything but its paragraph's last words is left to the other rules; only 1月 and the like
/// are never a rest.
fn is_month_line(next: &Line) -> bool {
    next.n_chars <= 4 && next.last == '月'
}

#[cfg(test)]
mod tests {
    use crate::document::line::paragraphs;
    use crate::text::Text;

    const REPORT: &str = "2024年5月6日至8日，某某省数据局在12个市开展公共数据目录抽查，共抽查目录2860条，合格率为91.5%，较去年同期提高3.2个百分点，对不合格的目录逐条发出整改通知并要求于6月30日前完成。";

    fn n_paragraphs(text: String) -> usize {
        paragraphs(&Text::new(text)).len()
    }

    /// Two paragraphs of a report, cut every `width` characters.
    fn cut(width: usize, indent: &str, counts_indent: bool) -> String {
        let mut text = String::new();
        for words in [REPORT, REPORT] {
            let whole: Vec<char> = if counts_indent {
                indent.chars().chain(words.chars()).collect()
            } else {
                text.push_str(indent);
                words.chars().collect()
            };
            for line in whole.chunks(width) {
                text.extend(line);
                text.push('\n');
            }
        }
        text
    }

    #[test]
    fn lines_cut_by_characters_are_joined_however_narrow_their_digits() {
        for width in 28..=42 {
            assert_eq!(
                n_paragraphs(cut(width, "\u{3000}\u{3000}", true)),
                2,
                "{width}"
            );
            assert_eq!(
                n_paragraphs(cut(width, "\u{3000}\u{3000}", false)),
                2,
                "{width}"
            );
        }
    }

    #[test]
    fn a_heading_without_indent_begins_a_paragraph_after_a_full_line() {
        let text = "\u{3000}\u{3000}全省公共数据目录抽查工作由省数据局组织，各市数据\n\
                    管理部门配合，抽查结果向社会公布，接受社会监督。\n\
                    工作进展\n\
                    \u{3000}\u{3000}截至五月底，十二个市完成目录更新，其余各市正在抓\n\
                    紧推进，预计六月底前全部完成，届时将组织第二轮抽\n\
                    查并通报结果。\n\
                    下一步工作\n\
                    \u{3000}\u{3000}省数据局将继续开展抽查，总结推广好的经验做法，对\n\
                    进展缓慢的地方进行约谈。\n";
        assert_eq!(n_paragraphs(text.to_owned()), 5);
    }
}
