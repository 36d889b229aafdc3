//! The marks that stand before headings and items: ★, 一、, （一）, 1., ①, 第一章.
//!
//! In: a line's cue. Out: the kind of mark, its number and how many characters it takes. How kinds nest is not decided here.

use crate::text::parse_chinese_integer;

/// Kinds of mark. Lines of one kind are siblings or cousins in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum MarkerKind {
    /// 附件1 alone on its line: what follows is a document of its own.
    Attachment,
    /// 第一部分, 第一篇, 第一编.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    ChapterSection,
    /// A year that stands over the events or months of a chronicle.
    Year,
    /// A month that stands over the events of a chronicle.
    Month,
    /// A sign: ★ ☆ ● ■ ◆ ▲.
    Symbol(char),
    /// The signs of a Markdown heading, with their number: ##.
    Hash(u8),
    /// A heading in 【】.
    Bracket,
    /// A heading without any mark.
    Plain,
    /// 第一条.
    Article,
    /// 一、
    Chinese,
    /// （一）
    ChineseParen,
    /// 1. 1、
    Arabic,
    /// （1）
    ArabicParen,
    /// 1）
    HalfParen,
    /// ①
    Circled,
    /// 1.1 with the number of its parts.
    Dotted(u8),
}

impl MarkerKind {
    /// The usual rank of official documents, smaller is further out; only a tie-breaker where the text itself does not show the nesting.
    pub(super) const fn usual_rank(self) -> u8 {
        match self {
            Self::Attachment | Self::Part => 0,
            Self::Chapter => 1,
            Self::ChapterSection | Self::Year => 2,
            Self::Month | Self::Symbol(_) | Self::Hash(_) | Self::Bracket | Self::Plain => 3,
            Self::Article | Self::Chinese => 4,
            Self::ChineseParen => 5,
            Self::Arabic => 6,
            Self::Dotted(parts) => 5 + parts,
            Self::ArabicParen => 7,
            Self::HalfParen => 8,
            Self::Circled => 9,
        }
    }

    /// Whether lines of this kind carry numbers that count up.
    pub(super) const fn is_numbered(self) -> bool {
        !matches!(
            self,
            Self::Attachment
                | Self::Symbol(_)
                | Self::Hash(_)
                | Self::Bracket
                | Self::Plain
                | Self::Year
                | Self::Month
        )
    }

    /// Whether the mark is made for headings of divisions and never for single items.
    pub(super) const fn always_heads(self) -> bool {
        matches!(
            self,
            Self::Attachment | Self::Part | Self::Chapter | Self::ChapterSection
        )
    }
}

/// The mark at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) kind: MarkerKind,
    pub(super) number: Option<u32>,
    /// Characters of the mark with the spaces after it.
    pub(super) n_chars: usize,
}

/// Signs that stand before headings or items.
const SYMBOLS: &str = "★☆●○■□◆◇▲△▼▶►▪◎※•·➤➢❖✦✪✱❀◼⬛⚫☞☛✔✓";

/// What numbers are written with, besides digits.
const NUMERALS: &str = "一二三四五六七八九十百零〇";

/// Characters of a line in which its mark ends.
const LONGEST: usize = 24;

/// The largest number that a heading or item carries.
const MAX_NUMBER: u64 = 199;

/// The mark at the beginning of a folded line, if it has one.
#[must_use]
pub(super) fn parse(cue: &str) -> Option<Marker> {
    if !cue.starts_with(may_begin) {
        return None;
    }
    let mut buffer = ['\0'; LONGEST];
    let mut n = 0;
    for (slot, c) in buffer.iter_mut().zip(cue.chars()) {
        *slot = c;
        n += 1;
    }
    let chars = &buffer[..n];
    let first = *chars.first()?;
    let mut marker = if SYMBOLS.contains(first) {
        symbol(chars)
    } else if first == '#' {
        hashes(chars)
    } else {
        numbered(chars).or_else(|| bare_number(cue, chars))
    }?;
    while chars.get(marker.n_chars) == Some(&' ') {
        marker.n_chars += 1;
    }
    Some(marker)
}

/// Whether a mark may begin with this character.
fn may_begin(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => c == '第' || NUMERALS.contains(c),
        '0'..='9' | '#' | '(' | '〔' | '[' | '〇' => true,
        _ => SYMBOLS.contains(c) || sign(c).is_some(),
    }
}

/// ★ with what may stand between it and the heading: repeated signs, spaces, a number of its own (★一、).
fn symbol(chars: &[char]) -> Option<Marker> {
    let sign = chars[0];
    let n_signs = chars.iter().take_while(|&&c| c == sign || c == ' ').count();
    let rest = &chars[n_signs..];
    rest.first()?;
    let inner = numbered(rest).filter(|inner| inner.n_chars < rest.len());
    Some(Marker {
        kind: MarkerKind::Symbol(sign),
        number: inner.and_then(|inner| inner.number),
        n_chars: n_signs + inner.map_or(0, |inner| inner.n_chars),
    })
}

/// ## before a heading of a text that was made from Markdown, with the heading's own number (## 一、).
fn hashes(chars: &[char]) -> Option<Marker> {
    const DEEPEST: usize = 6;
    let n = chars.iter().take_while(|&&c| c == '#').count();
    let spaces = spaces_at(chars, n);
    let rest = &chars[n + spaces..];
    let inner = numbered(rest).filter(|inner| inner.n_chars < rest.len());
    (n <= DEEPEST && spaces > 0 && !rest.is_empty()).then(|| Marker {
        kind: MarkerKind::Hash(u8::try_from(n).unwrap_or(u8::MAX)),
        number: inner.and_then(|inner| inner.number),
        n_chars: n + spaces + inner.map_or(0, |inner| inner.n_chars),
    })
}

fn numbered(chars: &[char]) -> Option<Marker> {
    match chars.first()? {
        '第' => division(chars),
        '(' | '〔' | '[' => parenthesised(chars),
        c if c.is_ascii_digit() => arabic(chars),
        _ => one_sign(chars).or_else(|| chinese(chars)),
    }
}

/// 第一章, 第二节, 第三条, 第四部分; not 第一季度 or 第七届.
fn division(chars: &[char]) -> Option<Marker> {
    let (number, after) = number_at(chars, 1)?;
    let (kind, unit) = match chars.get(after)? {
        '章' => (MarkerKind::Chapter, 1),
        '节' => (MarkerKind::ChapterSection, 1),
        '条' => (MarkerKind::Article, 1),
        '篇' | '编' => (MarkerKind::Part, 1),
        '部' if chars.get(after + 1) == Some(&'分') => (MarkerKind::Part, 2),
        _ => return None,
    };
    let mut end = after + unit;
    match chars.get(end) {
        Some(' ' | ':' | '、') => end += 1,
        // 第一条线路 is no article; chapters are often set without a space.
        Some(_) if kind == MarkerKind::Article => return None,
        _ => {}
    }
    Some(found(kind, number, end))
}

/// （一） and （1）, also with 、 behind.
fn parenthesised(chars: &[char]) -> Option<Marker> {
    let start = 1 + spaces_at(chars, 1);
    let (number, after) = number_at(chars, start)?;
    let after = after + spaces_at(chars, after);
    if !matches!(chars.get(after)?, ')' | '〕' | ']') {
        return None;
    }
    let kind = if chars[start].is_ascii_digit() {
        MarkerKind::ArabicParen
    } else {
        MarkerKind::ChineseParen
    };
    let comma = usize::from(matches!(chars.get(after + 1), Some('、' | '.')));
    Some(found(kind, number, after + 1 + comma))
}

/// 1. 1、 1） 1.1 and 01 before a space; not 3.5亿, 2024.5 or 5月.
fn arabic(chars: &[char]) -> Option<Marker> {
    let (number, after) = number_at(chars, 0)?;
    let after = after + spaces_at(chars, after);
    match chars.get(after)? {
        '、' => Some(found(MarkerKind::Arabic, number, after + 1)),
        ')' => Some(found(MarkerKind::HalfParen, number, after + 1)),
        '.' => dotted(chars, number, after + 1),
        // 01 重点工作, as web headings are numbered; without the space it is the rest of a cut number (2|024年).
        _ if chars[0] == '0' && after > 2 && chars[after - 1] == ' ' => {
            Some(found(MarkerKind::Arabic, number, after))
        }
        '|' | '丨' if chars[0] == '0' => Some(found(MarkerKind::Arabic, number, after + 1)),
        _ => None,
    }
}

/// 2 主要任务: a number before a space on a short line; not 5 月 24 日 or 3 个.
fn bare_number(cue: &str, chars: &[char]) -> Option<Marker> {
    const LONGEST: usize = 30;
    let (number, after) = number_at(chars, 0)?;
    let next = after + spaces_at(chars, after);
    let text = *chars.get(next)?;
    let heading = chars[0].is_ascii_digit()
        && next > after
        && number > 0
        && crate::text::is_cjk(text)
        && !"月日年个项次家所名期届种类人万亿千百时分点度级条件份周天岁号楼层".contains(text)
        && !cue.contains(['。', ',', '，'])
        && cue.chars().take(LONGEST + 1).count() <= LONGEST;
    heading.then(|| found(MarkerKind::Arabic, number, next))
}

/// What follows `1.`: text, the year of a date (1.2024年…) or further parts of the number (1.1.2).
fn dotted(chars: &[char], number: u32, mut at: usize) -> Option<Marker> {
    if !chars.get(at).is_some_and(char::is_ascii_digit) || begins_text(&chars[at..]) {
        return Some(found(MarkerKind::Arabic, number, at));
    }
    let (mut parts, mut last) = (1, number);
    while chars.get(at).is_some_and(char::is_ascii_digit) {
        (last, at) = number_at(chars, at)?;
        parts += 1;
        if chars.get(at) == Some(&'.') {
            at += 1;
        }
    }
    let measures = chars
        .get(at)
        .is_some_and(|&c| "万亿千百倍%个元级版年月日-—~".contains(c));
    (!measures && at < chars.len() && parts <= 4)
        .then(|| found(MarkerKind::Dotted(parts), last, at))
}

/// Whether digits after `1.` belong to the text: a year, a month or a name such as 5G.
fn begins_text(chars: &[char]) -> bool {
    let n_digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    n_digits == 4 || matches!(chars.get(n_digits), Some('月' | 'g'))
}

/// ① ⑴ ⒈ ㈠ ❶ Ⅰ.
fn one_sign(chars: &[char]) -> Option<Marker> {
    let (kind, number) = sign(chars[0])?;
    let comma = usize::from(matches!(chars.get(1), Some('、' | '.')));
    Some(found(kind, number, 1 + comma))
}

/// The kind and number of a sign that is a mark by itself.
fn sign(c: char) -> Option<(MarkerKind, u32)> {
    let code = u32::from(c);
    Some(match code {
        0x2460..=0x2473 => (MarkerKind::Circled, code - 0x245F),
        0x2776..=0x277F => (MarkerKind::Circled, code - 0x2775),
        0x2474..=0x2487 => (MarkerKind::ArabicParen, code - 0x2473),
        0x2488..=0x249B => (MarkerKind::Arabic, code - 0x2487),
        0x3220..=0x3229 => (MarkerKind::ChineseParen, code - 0x321F),
        _ => return None,
    })
}

/// 一、 also with a full stop; 一是 and 一方面 are text.
fn chinese(chars: &[char]) -> Option<Marker> {
    let (number, after) = number_at(chars, 0)?;
    let after = after + spaces_at(chars, after);
    matches!(chars.get(after)?, '、' | '.' | '､')
        .then(|| found(MarkerKind::Chinese, number, after + 1))
}

const fn found(kind: MarkerKind, number: u32, n_chars: usize) -> Marker {
    Marker {
        kind,
        number: Some(number),
        n_chars,
    }
}

fn spaces_at(chars: &[char], at: usize) -> usize {
    chars[at.min(chars.len())..]
        .iter()
        .take_while(|&&c| c == ' ')
        .count()
}

/// An Arabic or Chinese number and the position after it.
fn number_at(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let rest = chars.get(at..)?;
    let n_digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let (n, number) = if n_digits > 0 {
        let digits: String = rest[..n_digits.min(4)].iter().collect();
        (n_digits, digits.parse().ok()?)
    } else {
        let n = rest.iter().take_while(|c| NUMERALS.contains(**c)).count();
        let numeral: String = rest[..n].iter().collect();
        (n, parse_chinese_integer(&numeral)?)
    };
    (number <= MAX_NUMBER).then_some((u32::try_from(number).ok()?, at + n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::cue::fold_prefix;

    fn check(line: &str, kind: MarkerKind, number: Option<u32>, rest: &str) {
        let cue = fold_prefix(line, 99);
        let marker = parse(&cue).unwrap_or_else(|| panic!("no marker: {line}"));
        assert_eq!((marker.kind, marker.number), (kind, number), "{line}");
        assert_eq!(
            cue.chars().skip(marker.n_chars).collect::<String>(),
            rest,
            "{line}"
        );
    }

    #[test]
    fn marks_of_every_kind_are_read_with_their_numbers() {
        check("★ 重点工作", MarkerKind::Symbol('★'), None, "重点工作");
        check(
            "★一、重点工作",
            MarkerKind::Symbol('★'),
            Some(1),
            "重点工作",
        );
        check(
            "☞省水利厅通报",
            MarkerKind::Symbol('☞'),
            None,
            "省水利厅通报",
        );
        check("## 水利要闻", MarkerKind::Hash(2), None, "水利要闻");
        check("# 一、水利要闻", MarkerKind::Hash(1), Some(1), "水利要闻");
        check("十二、保障措施", MarkerKind::Chinese, Some(12), "保障措施");
        check(
            "（三）加强领导",
            MarkerKind::ChineseParen,
            Some(3),
            "加强领导",
        );
        check("㈡ 加强领导", MarkerKind::ChineseParen, Some(2), "加强领导");
        check("４．完善机制", MarkerKind::Arabic, Some(4), "完善机制");
        check("4、完善机制", MarkerKind::Arabic, Some(4), "完善机制");
        check("01 要闻", MarkerKind::Arabic, Some(1), "要闻");
        check(
            "（2）报送材料",
            MarkerKind::ArabicParen,
            Some(2),
            "报送材料",
        );
        check("2）报送材料", MarkerKind::HalfParen, Some(2), "报送材料");
        check("③建立台账", MarkerKind::Circled, Some(3), "建立台账");
        check("第二章 职责", MarkerKind::Chapter, Some(2), "职责");
        check("第十条 本办法", MarkerKind::Article, Some(10), "本办法");
        check("第一部分 概况", MarkerKind::Part, Some(1), "概况");
        check("2.3 数据治理", MarkerKind::Dotted(2), Some(3), "数据治理");
    }

    #[test]
    fn a_date_after_the_number_is_text() {
        check("1.2024年会议", MarkerKind::Arabic, Some(1), "2024年会议");
        check("2.5月10日", MarkerKind::Arabic, Some(2), "5月10日");
        check("3.5G应用", MarkerKind::Arabic, Some(3), "5g应用");
    }

    #[test]
    fn quantities_dates_and_ordinals_are_no_marks() {
        for line in [
            "3.5亿元投入",
            "2024.5.1 发布",
            "5月10日,会议召开",
            "第七届大会",
            "第一季度",
            "第一条线路",
            "一是加强领导",
            "三、",
            "(略)",
            "(2024年)",
            "184所学校",
            "3 个专区上线",
        ] {
            let parsed = parse(&fold_prefix(line, 99));
            assert!(
                parsed.is_none() || line == "三、",
                "{line} was read as {parsed:?}"
            );
        }
    }
}
