//! How far the name of a body reaches to the left of its suffix.
//!
//! Words are walked backwards from the suffix. A region, a relative word (省), a word of national scope (中国) or a body already found is
//! an anchor: the name begins there. Function words, verbs of reporting and marks end the walk. Conjunctions and verbs that may stand
//! inside a name (工业和信息化, 采购中心) are kept only if an anchor is reached behind them.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::document::regions;
use crate::text::is_cjk;

use super::lexicon::{lexicon, longest_prefix, longest_suffix};
use super::org::{Starts, suffix_of};
use super::passage::Passage;
use super::words::Word;

/// How many words a name has at most.
const MOST_WORDS: usize = 26;
/// And how many bytes before its suffix.
const MOST_BYTES: usize = 120;

/// Names already found in the passage: start by end.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) starts: Starts,
    /// Ends of units that share the body of a list.
    pub(super) siblings: HashSet<usize>,
}

/// What a name begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    None,
    /// A division: 河北省.
    Region,
    /// 省, 市, 自治区 of the entry's region.
    Relative,
    /// 国家, 中国, 全国, 国际 …
    Central,
    /// Another body.
    Body,
}

/// The left border of a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Left {
    pub(super) start: usize,
    pub(super) anchor: Anchor,
    /// Where the stem begins, behind the anchor.
    pub(super) anchor_end: usize,
}

/// What to do with a word met on the way.
enum Step {
    /// Part of the name.
    Take,
    /// Part of the name if an anchor follows.
    Doubt,
    /// Part of the name together with everything up to this offset.
    TakeTo(usize),
    /// The name begins at this offset.
    Anchor(usize, Anchor),
    /// The name begins behind this word.
    Stop,
}

pub(super) fn left_border(passage: &Passage, suffix: usize, known: &Known) -> Left {
    let walk = Walk {
        passage,
        text: passage.text(),
        known,
        suffix,
    };
    let mut left = walk.run();
    if left.anchor == Anchor::None {
        left.start = walk.without_leading_verbs(left.start);
        left.anchor_end = left.start;
    }
    left.start = walk.with_year(left);
    left
}

/// The known fields, each cut at each of its conjunctions: 工业, 和, 信息化.
static JOINED: LazyLock<Vec<(&str, &str, &str)>> = LazyLock::new(|| {
    let fields = lexicon().org_joined.iter();
    let cut = fields.flat_map(|field| {
        field
            .match_indices(['和', '与', '及'])
            .map(move |(at, conjunction)| {
                (&field[..at], conjunction, &field[at + conjunction.len()..])
            })
    });
    cut.collect()
});

struct Walk<'a> {
    passage: &'a Passage,
    text: &'a str,
    known: &'a Known,
    suffix: usize,
}

impl Walk<'_> {
    fn run(&self) -> Left {
        let mut start = self.suffix;
        // Where the name begins if no anchor makes good what was doubtful.
        let mut fallback: Option<usize> = None;
        for _ in 0..MOST_WORDS {
            if self.suffix - start > MOST_BYTES {
                break;
            }
            match self.step(start, fallback.is_some()) {
                Step::Take => match self.word_before(start) {
                    Some(word) => start = word.start,
                    None => break,
                },
                Step::TakeTo(to) => start = to,
                Step::Doubt => {
                    fallback.get_or_insert(start);
                    match self.word_before(start) {
                        Some(word) => start = word.start,
                        None => break,
                    }
                }
                Step::Anchor(from, anchor) => {
                    if self.governs(start) || anchor == Anchor::Body && self.has_office(start) {
                        break;
                    }
                    let (begin, anchor) = self.before_anchor(from, anchor);
                    return Left {
                        start: begin,
                        anchor,
                        anchor_end: start,
                    };
                }
                Step::Stop => break,
            }
        }
        let start = fallback.unwrap_or(start);
        Left {
            start,
            anchor: Anchor::None,
            anchor_end: start,
        }
    }

    fn word_before(&self, at: usize) -> Option<Word> {
        self.passage
            .words_before(at)
            .next()
            .filter(|word| word.end == at)
    }

    fn step(&self, at: usize, in_doubt: bool) -> Step {
        let before = &self.text[..at];
        if let Some(&from) = self.known.starts.get(&at) {
            return Step::Anchor(from, Anchor::Body);
        }
        if let Some(from) = region_before(self.passage, at) {
            return Step::Anchor(from, Anchor::Region);
        }
        let Some(word) = self.word_before(at) else {
            return Step::Stop;
        };
        let s = self.passage.word(&word);
        let lexicon = lexicon();
        if s.ends_with(['”', '"', ')']) {
            return enclosed(before).map_or(Step::Stop, Step::TakeTo);
        }
        if lexicon.org_central.contains(s) {
            return Step::Anchor(word.start, Anchor::Central);
        }
        if let Some(long) =
            longest_suffix(before, &lexicon.org_central, 7).filter(|long| long.chars().count() > 2)
        {
            return Step::Anchor(at - long.len(), Anchor::Central);
        }
        if let Some(step) = relative(before, &word, s) {
            return step;
        }
        if matches!(s, "和" | "与" | "及" | "、") {
            return self.conjunction(at, word);
        }
        if matches!(s, "-" | "—" | "·" | "&") {
            return Step::Take;
        }
        if !s.chars().any(char::is_alphanumeric) || lexicon.stops.contains(s) {
            return Step::Stop;
        }
        if word.tag == "m" && !s.ends_with('边') || s.starts_with(|c: char| c.is_ascii_digit()) {
            let ordinal = s.starts_with('第') && !s.ends_with(['批', '届', '期', '次', '个']);
            let latin = s.ends_with(|c: char| c.is_ascii_alphabetic())
                || !self.text[at..].starts_with('年') && self.text[at..].starts_with("中");
            return if ordinal || latin {
                Step::Take
            } else {
                Step::Stop
            };
        }
        let _ = in_doubt;
        self.by_tag(&word, s)
    }

    fn by_tag(&self, word: &Word, s: &str) -> Step {
        let lexicon = lexicon();
        if lexicon.soft.contains(s) {
            // 教育部组织专家委员会: directly behind a body it is what the body does.
            let acting = self.known.starts.contains_key(&word.start) && !s.ends_with(['购', '编']);
            return if acting { Step::Stop } else { Step::Doubt };
        }
        if lexicon.leading.contains(s) {
            return Step::Take;
        }
        match word.tag {
            "p" | "c" | "uj" | "ul" | "uz" | "ug" | "ud" | "uv" | "u" | "r" | "y" | "e" | "o" => {
                Step::Stop
            }
            "d" | "t" => {
                if s.chars().count() > 1 || self.passage.word(word) == "副" {
                    Step::Doubt
                } else {
                    Step::Stop
                }
            }
            "v" | "vd" | "vg" if s.chars().nth(1).is_some() => Step::Doubt,
            _ => Step::Take,
        }
    }

    /// 和, 与, 及, 、 inside a name: known fields (工业和信息化), or a left part that is no name by itself.
    fn conjunction(&self, at: usize, word: Word) -> Step {
        let before = &self.text[..word.start];
        let after = &self.text[at..self.suffix];
        let s = self.passage.word(&word);
        if s == "、" {
            return Step::Stop;
        }
        let joined = JOINED.iter().any(|(left, conjunction, right)| {
            *conjunction == s
                && before.ends_with(left)
                && (after.starts_with(right) || right.starts_with(after) && !after.is_empty())
        });
        if joined {
            return Step::Take;
        }
        let complete = suffix_of(before).is_some()
            || region_before(self.passage, word.start).is_some()
            || before.ends_with(['》', '”', ')', '人', '家', '生', '员', '者', '们'])
            || self.known.starts.contains_key(&word.start);
        if complete { Step::Stop } else { Step::Doubt }
    }

    /// What stands before an anchor and still belongs to the name: regions before regions, 中共, 中国 before 国际, bodies.
    fn before_anchor(&self, from: usize, mut anchor: Anchor) -> (usize, Anchor) {
        let mut start = from;
        for _ in 0..6 {
            if let Some(region) = region_before(self.passage, start)
                && anchor != Anchor::Relative
                && anchor != Anchor::Body
            {
                start = region;
                continue;
            }
            if let Some(&body) = self.known.starts.get(&start)
                && matches!(anchor, Anchor::Region)
                && may_precede_region(&self.text[body..start])
            {
                start = body;
                anchor = Anchor::Body;
                continue;
            }
            if let Some(party) = ["中共", "共青团", "国网"]
                .iter()
                .find(|party| self.text[..start].ends_with(**party))
            {
                start -= party.len();
                continue;
            }
            let Some(word) = self.word_before(start) else {
                break;
            };
            let s = self.passage.word(&word);
            let scope = matches!(s, "中共" | "共青团" | "中国" | "中华" | "中央" | "国家")
                && (anchor == Anchor::Central || matches!(s, "中共" | "共青团"));
            if !scope {
                break;
            }
            start = word.start;
        }
        (start, anchor)
    }

    /// 抚州市建设算力中心: a verb directly behind the anchor that has an object says what is done.
    fn governs(&self, anchor_end: usize) -> bool {
        self.passage
            .words_after(anchor_end)
            .next()
            .is_some_and(|word| {
                word.start == anchor_end
                    && word.end < self.suffix
                    && lexicon().governing.contains(self.passage.word(&word))
            })
    }

    /// 某委员会副主任周文涛和委员会委员: behind a body with an office another name begins.
    fn has_office(&self, body_end: usize) -> bool {
        let after = &self.text[body_end..self.suffix];
        let after = after.strip_prefix('副').unwrap_or(after);
        longest_prefix(after, &lexicon().offices, 4)
            .is_some_and(|office| office.chars().count() > 1 && after.len() > office.len() + 6)
    }

    /// 推进…委员会 without an anchor: verbs before the name are what is done with it.
    fn without_leading_verbs(&self, mut start: usize) -> usize {
        for word in self.passage.words_after(start).take(3) {
            let s = self.passage.word(&word);
            let verb = lexicon().leading.contains(s) && word.tag == "v"
                || matches!(word.tag, "m" | "q" | "f" | "uj" | "d");
            let next_is_name = word.end < self.suffix;
            if word.start != start || !verb || !next_is_name {
                break;
            }
            start = word.end;
        }
        start
    }

    /// 2030年…委员会: a year that begins the name of a committee in a list of offices or after 由.
    fn with_year(&self, left: Left) -> usize {
        let before = &self.text[..left.start];
        let head = self.text[self.suffix..].starts_with("委员会")
            || self.text[self.suffix..].starts_with("组委会");
        if !head || left.anchor != Anchor::None {
            return left.start;
        }
        let year = before.strip_suffix('年').filter(|year| {
            year.len() >= 4
                && year.is_char_boundary(year.len() - 4)
                && year[year.len() - 4..].bytes().all(|b| b.is_ascii_digit())
        });
        match year {
            Some(year) => {
                let start = year.len() - 4;
                let edge = before[..start].chars().next_back();
                if edge.is_none_or(|c| matches!(c, '、' | '由' | ',')) {
                    start
                } else {
                    left.start
                }
            }
            None => left.start,
        }
    }
}

/// 国家税务总局北京市…, 新华社北京分社, 共青团北京市委: bodies with local branches.
fn may_precede_region(body: &str) -> bool {
    [
        "总局",
        "总署",
        "银行",
        "社",
        "集团",
        "公司",
        "共青团",
        "学院",
        "大学",
        "科学院",
        "党",
        "会",
        "总队",
        "中共",
        "民革",
        "民盟",
        "民建",
        "民进",
        "电网",
    ]
    .iter()
    .any(|end| body.ends_with(end))
}

/// 省, 市, 自治区 … as the beginning of a name.
fn relative(before: &str, word: &Word, s: &str) -> Option<Step> {
    let relatives = &lexicon().org_relative;
    // 清溪乡果蔬合作社: the end of a name of a township.
    if matches!(s, "乡" | "镇") && before[..word.start].ends_with(is_cjk) {
        return None;
    }
    if relatives.contains(s) {
        return Some(Step::Anchor(word.start, Anchor::Relative));
    }
    // 区政府 in 自治区政府, 省政府 as one word of the dictionary cut before 政府.
    let found = longest_suffix(before, relatives, 3)?;
    let whole = before.len() - found.len();
    // 会同|县公安局: the dictionary's word is a verb with the relative word.
    let apart = whole > word.start
        && whole - word.start > 3
        && lexicon().stops.contains(&before[word.start..whole]);
    (whole >= word.start && (apart || found.len() == word.end - word.start))
        .then_some(Step::Anchor(whole, Anchor::Relative))
}

/// Where a bracket or quotation that ends a text began, if it is short and balanced.
fn enclosed(before: &str) -> Option<usize> {
    let close = before.chars().next_back()?;
    let (open, most) = match close {
        '”' => ('“', 90),
        ')' => ('(', 36),
        '"' => ('"', 90),
        _ => return None,
    };
    let inner = &before[..before.len() - close.len_utf8()];
    let from = inner.ceil_char_boundary(inner.len().saturating_sub(most));
    let at = from + inner[from..].rfind(open)?;
    let content = &inner[at + open.len_utf8()..];
    let list = close == ')' && content.contains(['、', ',']);
    let dated = content.ends_with('日') && content.contains(|c: char| c.is_ascii_digit());
    let odd = dated || content.is_empty() || content.contains(['。', '\n', '”', '》']);
    (!odd && !list).then_some(at)
}

/// 怀化学院: before what only a school is called an ambiguous short name is a place.
fn names_school(after: &str) -> bool {
    ["学院", "大学", "师范", "职业", "医学院", "医专", "技师"]
        .iter()
        .any(|school| after.starts_with(school))
}

/// The start of the division that ends at an offset: full names with their suffix, short ones only as a word.
pub(super) fn region_before(passage: &Passage, at: usize) -> Option<usize> {
    let Some(start) = passage.place_ending_at(at) else {
        // 涿州网信办
        let word = passage
            .words_before(at)
            .next()
            .filter(|word| word.end == at && word.tag == "ns")?;
        return super::place_city::named(passage, &(word.start..at)).map(|_| word.start);
    };
    let name = &passage.text()[start..at];
    let lexicon = lexicon();
    // 盐边|县委: the suffix of the division begins the word of its committee.
    let next = passage.text()[at..]
        .chars()
        .next()
        .map_or(0, char::len_utf8);
    let with_suffix = &passage.text()[start..at + next];
    let committee = passage.text()[at + next..].starts_with('委')
        && regions::named(with_suffix).any(|division| division.name == with_suffix);
    let mut divisions = regions::named(name).peekable();
    if !committee {
        divisions.peek()?;
    }
    let full = committee || divisions.any(|division| division.name == name);
    let region = full && !lexicon.generic_districts.contains(name)
        || (passage.is_word_border(start) || inside_body_word(passage, start))
            && regions::find(name, None).is_some()
            && (!lexicon.ambiguous_places.contains(name) || names_school(&passage.text()[at..]));
    region.then_some(start)
}

/// Whether an offset lies inside a word that the dictionary has as a body: 中共贵州省委.
fn inside_body_word(passage: &Passage, at: usize) -> bool {
    passage
        .words_after(at)
        .next()
        .is_some_and(|word| word.tag == "nt")
}

/// Whether a range of words reads as one name: no marks and no words that end names.
pub(super) fn is_nominal(passage: &Passage, range: &Range<usize>) -> bool {
    let lexicon = lexicon();
    passage
        .words_after(range.start)
        .take_while(|word| word.start < range.end)
        .all(|word| {
            let s = passage.word(&word);
            let mark = !s.chars().any(char::is_alphanumeric)
                && !matches!(s, "“" | "”" | "(" | ")" | "·" | "-" | "—");
            let function =
                matches!(word.tag, "p" | "c" | "u" | "uj" | "ul" | "r") || lexicon.held.contains(s);
            matches!(s, "和" | "与" | "及") || !mark && !function
        })
}
