//! The forms in which one and the same text circulates: small functions from a text to the same text set differently.
//!
//! Each takes the text of a sample with the outline of it as it stands, which says what is a heading and what a paragraph; those that do
//! not apply to every text give `None` where they do not.

use std::sync::Arc;

use piyue::document::{DocType, NodeKind, Outline, regions};
use piyue::text::{Text, is_cjk, is_space};

use super::traditional;

/// A text before it is set differently.
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) text: Arc<Text>,
    pub(super) outline: Outline,
}

/// One line of a sample without the space around it.
struct Line<'t> {
    words: &'t str,
    indent: &'t str,
    /// The node that begins on this line.
    begins: Option<NodeKind>,
    /// Whether that node is about a province.
    is_of_province: bool,
}

impl Line<'_> {
    /// Whether the line is a paragraph: text of its own, neither heading nor page data.
    fn is_paragraph(&self) -> bool {
        let is_frame = matches!(
            self.begins,
            Some(NodeKind::Title | NodeKind::Byline | NodeKind::Boilerplate)
        );
        !is_frame && self.words.chars().count() >= 25 && self.words.ends_with(['。', '”', '：'])
    }
}

impl Sample {
    fn lines(&self) -> Vec<Line<'_>> {
        (0..self.text.n_lines())
            .map(|number| {
                let whole = self.text.line(number);
                let span = self.text.trim(whole);
                let at = self.outline.nodes.iter().rev();
                let node = at.clone().find(|node| node.span.start == span.start);
                Line {
                    words: self.text.slice(span),
                    indent: &self.text.as_str()[whole.start as usize..span.start as usize],
                    begins: node.map(|node| node.kind).filter(|_| !span.is_empty()),
                    is_of_province: node.is_some_and(|node| node.region.is_some()),
                }
            })
            .collect()
    }

    fn says(&self, words: &str) -> bool {
        self.text.as_str().contains(words)
    }

    /// Every line as a function makes it.
    fn by_line(&self, set: impl Fn(&Line<'_>) -> String) -> String {
        let mut text = String::new();
        for line in self.lines() {
            text.push_str(&set(&line));
            text.push('\n');
        }
        text
    }

    /// Every line as a function makes its words, with the indent that it has.
    fn by_words(&self, set: impl Fn(&str) -> String) -> String {
        self.by_line(|line| line.indent.to_owned() + &set(line.words))
    }
}

/// The text with its blank lines taken out.
pub(super) fn without_blank_lines(sample: &Sample) -> String {
    let lines = sample.lines();
    let kept = lines.iter().filter(|line| !line.words.is_empty());
    kept.flat_map(|line| [line.indent, line.words, "\n"])
        .collect()
}

/// The text with a blank line between all its lines.
pub(super) fn blank_lines_between_all(sample: &Sample) -> String {
    without_blank_lines(sample).replace('\n', "\n\n")
}

/// Two ideographic spaces before each paragraph, none before headings.
pub(super) fn indented(sample: &Sample) -> String {
    sample.by_line(|line| {
        let indent = if line.is_paragraph() {
            "\u{3000}\u{3000}"
        } else {
            ""
        };
        format!("{indent}{}", line.words)
    })
}

/// No line has an indent.
pub(super) fn without_indents(sample: &Sample) -> String {
    sample.by_line(|line| line.words.to_owned())
}

/// Another sign before the headings that have one, or none.
fn signs(sample: &Sample, sign: &str) -> Option<String> {
    let signed = ['★', '■'];
    signed
        .iter()
        .any(|sign| sample.says(&sign.to_string()))
        .then(|| {
            sample.by_words(|words| match words.strip_prefix(signed) {
                Some(rest) => format!("{sign}{rest}"),
                None => words.to_owned(),
            })
        })
}

/// ★重点工作 → ☆重点工作.
pub(super) fn hollow_stars(sample: &Sample) -> Option<String> {
    signs(sample, "☆")
}

/// ★重点工作 → ●重点工作.
pub(super) fn dots(sample: &Sample) -> Option<String> {
    signs(sample, "●")
}

/// ★重点工作 → ■ 重点工作.
pub(super) fn squares(sample: &Sample) -> Option<String> {
    signs(sample, "■ ")
}

/// ★重点工作 → ◆重点工作.
pub(super) fn diamonds(sample: &Sample) -> Option<String> {
    signs(sample, "◆")
}

/// ★重点工作 → ▲重点工作.
pub(super) fn triangles(sample: &Sample) -> Option<String> {
    signs(sample, "▲")
}

/// ★重点工作 → 重点工作.
pub(super) fn without_signs(sample: &Sample) -> Option<String> {
    signs(sample, "")
}

/// `1. ` before a point as another spelling has it.
fn points(sample: &Sample, spell: impl Fn(&str) -> String) -> Option<String> {
    let numbered = |words: &str| {
        let (number, rest) = words.split_once(". ")?;
        let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| spell(number) + rest)
    };
    sample
        .lines()
        .iter()
        .any(|line| numbered(line.words).is_some())
        .then(|| sample.by_words(|words| numbered(words).unwrap_or_else(|| words.to_owned())))
}

/// 1. → 1．
pub(super) fn full_width_points(sample: &Sample) -> Option<String> {
    points(sample, |number| format!("{number}．"))
}

/// 1. → 1、
pub(super) fn enumeration_commas(sample: &Sample) -> Option<String> {
    points(sample, |number| format!("{number}、"))
}

/// 1. → （1）
pub(super) fn numbers_in_brackets(sample: &Sample) -> Option<String> {
    points(sample, |number| format!("（{number}）"))
}

/// 1. → ①
pub(super) fn circled_numbers(sample: &Sample) -> Option<String> {
    const CIRCLED: [&str; 20] = [
        "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩", "⑪", "⑫", "⑬", "⑭", "⑮", "⑯", "⑰", "⑱",
        "⑲", "⑳",
    ];
    let text = points(sample, |number| {
        let at = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        at.and_then(|at| CIRCLED.get(at))
            .map_or_else(|| format!("{number}. "), |sign| (*sign).to_owned())
    })?;
    Some(text)
}

/// 一、 → 第一章 before headings.
pub(super) fn chapters(sample: &Sample) -> Option<String> {
    let chapter = |words: &str| {
        let (number, rest) = words.split_once('、')?;
        let is_number =
            !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c));
        is_number.then(|| format!("第{number}章 {rest}"))
    };
    sample
        .lines()
        .iter()
        .any(|line| chapter(line.words).is_some())
        .then(|| sample.by_words(|words| chapter(words).unwrap_or_else(|| words.to_owned())))
}

/// （一） → (一)
pub(super) fn half_width_brackets_of_numbers(sample: &Sample) -> Option<String> {
    sample.says("\n（").then_some(())?;
    Some(sample.by_words(|words| {
        match words
            .strip_prefix('（')
            .and_then(|rest| rest.split_once('）'))
        {
            Some((number, rest)) => format!("({number}){rest}"),
            None => words.to_owned(),
        }
    }))
}

/// Paragraphs cut every so many characters, an indent before the first line of each where there is to be one.
fn wrapped(sample: &Sample, width: usize, indent: &str, between: &str) -> String {
    sample.by_line(|line| {
        if !line.is_paragraph() {
            return line.words.to_owned();
        }
        let chars: Vec<char> = indent.chars().chain(line.words.chars()).collect();
        let lines: Vec<String> = chars
            .chunks(width)
            .map(|cut| cut.iter().collect())
            .collect();
        lines.join("\n") + between
    })
}

/// Every so many characters, also inside dates and 《》, the indent counted.
pub(super) fn wrapped_at(sample: &Sample, width: usize) -> String {
    wrapped(sample, width, "\u{3000}\u{3000}", "")
}

/// Every so many characters, without indents, paragraphs apart by a blank line.
pub(super) fn wrapped_in_blocks(sample: &Sample, width: usize) -> String {
    wrapped(sample, width, "", "\n")
}

/// Every so many columns, of which a Chinese character takes two and a digit one, and no line begins with a comma.
pub(super) fn wrapped_at_columns(sample: &Sample, columns: usize) -> String {
    sample.by_line(|line| {
        if !line.is_paragraph() {
            return line.words.to_owned();
        }
        let (mut text, mut used) = ("\u{3000}\u{3000}".to_owned(), 4);
        for c in line.words.chars() {
            let width = if c.is_ascii() || "—“”".contains(c) {
                1
            } else {
                2
            };
            if used + width > columns && !"，。、；：）》”".contains(c) {
                text.push('\n');
                used = 0;
            }
            text.push(c);
            used += width;
        }
        text
    })
}

/// Digits, letters and marks in full width.
pub(super) fn full_width(sample: &Sample) -> String {
    let widen = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        c => c,
    };
    sample.text.as_str().chars().map(widen).collect()
}

/// Half-width commas, colons, semicolons and brackets between Chinese characters.
pub(super) fn half_width_marks(sample: &Sample) -> String {
    let narrow = |c: char| match c {
        '，' => ',',
        '：' => ':',
        '；' => ';',
        '（' => '(',
        '）' => ')',
        c => c,
    };
    sample.text.as_str().chars().map(narrow).collect()
}

/// Traditional characters.
pub(super) fn traditional(sample: &Sample) -> String {
    sample.text.as_str().chars().map(traditional::of).collect()
}

/// A 【摘要】 before the content.
pub(super) fn with_summary(sample: &Sample) -> Option<String> {
    let kinds = || sample.outline.nodes.iter().map(|node| node.kind);
    let is_frame = |kind| {
        matches!(
            kind,
            NodeKind::Title | NodeKind::Byline | NodeKind::Boilerplate
        )
    };
    let suits = sample.outline.doc_type() == DocType::MonthlyBulletin;
    (suits && kinds().all(|kind| kind != NodeKind::Summary)).then_some(())?;
    let first = sample
        .outline
        .nodes
        .iter()
        .find(|node| !is_frame(node.kind))?;
    let (head, content) = sample.text.as_str().split_at(first.span.start as usize);
    let summary = "【摘要】本月重点工作有序推进，各地结合实际开展了一批特色工作。";
    Some(format!("{head}{summary}\n\n{content}"))
}

/// No 【摘要】.
pub(super) fn without_summary(sample: &Sample) -> Option<String> {
    sample.says("【摘要】").then(|| {
        sample.by_line(|line| match line.begins {
            Some(NodeKind::Summary) => String::new(),
            _ => line.indent.to_owned() + line.words,
        })
    })
}

/// The lines of provinces with the name and what sets it off as a function makes them.
fn provinces(sample: &Sample, set: impl Fn(&str) -> String) -> Option<String> {
    sample
        .lines()
        .iter()
        .any(|line| line.is_of_province)
        .then(|| {
            sample.by_line(|line| {
                let parts = line.words.split_once(' ').filter(|_| line.is_of_province);
                let words = parts.map(|(name, rest)| set(name) + rest);
                line.indent.to_owned() + words.as_deref().unwrap_or(line.words)
            })
        })
}

fn full_name(name: &str) -> &str {
    regions::province_code(name)
        .and_then(regions::province_name)
        .unwrap_or(name)
}

/// 河北 省教育厅… → 河北：省教育厅…
pub(super) fn provinces_before_colons(sample: &Sample) -> Option<String> {
    provinces(sample, |name| format!("{name}："))
}

/// 河北 省教育厅… → 河北省 省教育厅…
pub(super) fn full_names_of_provinces(sample: &Sample) -> Option<String> {
    provinces(sample, |name| format!("{} ", full_name(name)))
}

/// 河北 省教育厅… → 河北省：省教育厅…
pub(super) fn full_names_before_colons(sample: &Sample) -> Option<String> {
    provinces(sample, |name| format!("{}：", full_name(name)))
}

/// 河北 省教育厅… → 【河北】省教育厅…
pub(super) fn provinces_in_brackets(sample: &Sample) -> Option<String> {
    provinces(sample, |name| format!("【{name}】"))
}

/// The months of a chronicle in another spelling.
fn months(sample: &Sample, set: impl Fn(usize) -> String) -> Option<String> {
    (sample.outline.doc_type() == DocType::Chronicle).then(|| {
        sample.by_words(|words| {
            let number = words
                .strip_suffix('月')
                .and_then(|number| number.parse().ok());
            number.map_or_else(|| words.to_owned(), &set)
        })
    })
}

/// 1月 → 一月.
pub(super) fn chinese_months(sample: &Sample) -> Option<String> {
    const NUMBERS: [&str; 12] = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    months(sample, |month| format!("{}月", NUMBERS[month - 1]))
}

/// 1月 → 2023年1月.
pub(super) fn months_with_year(sample: &Sample) -> Option<String> {
    months(sample, |month| format!("2023年{month}月"))
}

/// 1月 → 【1月】.
pub(super) fn months_in_brackets(sample: &Sample) -> Option<String> {
    months(sample, |month| format!("【{month}月】"))
}

/// What a site puts around a text that it shows.
pub(super) fn on_a_site(sample: &Sample) -> String {
    let before = "网站首页 新闻中心 政务公开 互动交流 专题专栏\n当前位置：首页 > 新闻中心 > 工作动态\n【字体：大 中 小】 【打印】 【关闭】\n\n";
    let after = "\n责任编辑：安若水\n\n相关阅读\n某某市举办数据开放日活动\n某某区推进政务服务下沉\n\n\
        网站地图 | 联系我们 | 关于我们\n主办：某某省政务信息中心 备案号：某ICP备00000000号\n";
    format!("{before}{}{after}", sample.text.as_str())
}

/// The number of a page before each section.
pub(super) fn with_page_numbers(sample: &Sample) -> String {
    sample.by_line(|line| {
        let page = match line.begins {
            Some(NodeKind::Section) => "— 3 —\n\n",
            _ => "",
        };
        format!("{page}{}{}", line.indent, line.words)
    })
}

/// A text as it is compared: without space, in half width and simplified characters.
pub(super) fn plain(words: &str) -> String {
    let kept = words.chars().filter(|&c| !is_space(c));
    piyue::text::fold_width(&kept.map(traditional::to_simplified).collect::<String>())
}

/// Whether a text has any Chinese characters.
pub(super) fn is_chinese(text: &str) -> bool {
    text.chars().any(is_cjk)
}
