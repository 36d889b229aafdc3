//! 大事记: events in the order of the calendar, under months where there are any.
//!
//! An event is a headline with the paragraphs that tell more, a line that begins with its date, or a single line. Which lines are
//! headlines no mark tells: every line is scored by how it reads, and the best division of a run of lines as a whole is taken.

use super::cue::is_stop;
use super::date;
use super::lead;
use super::line::Para;
use super::marker::MarkerKind;
use super::month;
use super::plain;
use super::tree::{Lead, Role};
use crate::text::{Text, is_cjk, words};

/// Gives the years and months their roles; before marks are looked at, because 1月 has none and 一、1月 has one. Of a month that a site
/// set several times in a row, the last stands over its events.
pub(super) fn assign_months(text: &Text, paras: &[Para], roles: &mut [Option<Role>], to: usize) {
    for i in 0..to {
        let cue = &paras[i].cue;
        let kind = if month::is_heading(cue) || month::is_part_of_year(cue) {
            MarkerKind::Month
        } else if month::year_alone(cue).is_some() {
            MarkerKind::Year
        } else {
            continue;
        };
        if roles[i].is_none() {
            let again = i + 1 < to && roles[i + 1].is_none() && paras[i + 1].cue == *cue;
            roles[i] = Some(if again {
                Role::Boilerplate
            } else {
                Role::Section {
                    kind,
                    number: None,
                    heading: month::heading(text, &paras[i]),
                }
            });
        }
    }
}

/// Gives the unmarked paragraphs of the content their roles; months and marked ones have theirs.
pub(super) fn assign(text: &Text, paras: &[Para], roles: &mut [Option<Role>], to: usize) {
    numbered_headlines(text, paras, roles, to);
    let layout = Layout::of(text, paras, roles, to);
    let mut from = 0;
    while from < to {
        if roles[from].is_some() {
            from += 1;
            continue;
        }
        let end = (from..to).find(|&i| roles[i].is_some()).unwrap_or(to);
        let after_item = from > 0 && matches!(roles[from - 1], Some(Role::Entry(_)));
        if after_item {
            rest_of_item(&mut roles[from..end]);
        } else {
            let run = layout.run(text, &paras[from..end]);
            for (role, found) in roles[from..end].iter_mut().zip(run) {
                *role = Some(found);
            }
        }
        from = end;
    }
}

/// Unmarked paragraphs below a numbered event tell more about it.
fn rest_of_item(roles: &mut [Option<Role>]) {
    for role in roles {
        *role = Some(Role::Continue);
    }
}

/// A numbered headline of one event with text below is an entry, not a section: 1. 全国数据工作会议召开.
fn numbered_headlines(text: &Text, paras: &[Para], roles: &mut [Option<Role>], to: usize) {
    for i in 0..to {
        let Some(Role::Section { kind, heading, .. }) = roles[i] else {
            continue;
        };
        let below = i + 1 < to && roles[i + 1].is_none() && paras[i + 1].is_running_text();
        // Two dated paragraphs in a row are two events under a heading.
        let dated = |at: usize| at < to && roles[at].is_none() && begins_with_day(&paras[at].cue);
        let dated_below = dated(i + 1) && dated(i + 2);
        let headline = !matches!(kind, MarkerKind::Year | MarkerKind::Month)
            && !kind.always_heads()
            && plain::reports_event(text.slice(heading));
        if headline && below && !dated_below {
            roles[i] = Some(plain::headline(text, &paras[i]));
        }
    }
}

/// How events are set in this document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Every event begins with its date.
    Dated,
    /// Headlines with paragraphs below.
    Headlines { blank_means_new: bool },
    /// One paragraph an event.
    Lines,
}

impl Layout {
    fn of(text: &Text, paras: &[Para], roles: &[Option<Role>], to: usize) -> Self {
        // 重要会议 over days tells nothing of how events are set.
        let over_day = |i: usize| {
            i + 1 < to
                && begins_with_day(&paras[i + 1].cue)
                && heads_days(text, &paras[i], paras.get(i + 1))
        };
        let free: Vec<usize> = (0..to)
            .filter(|&i| roles[i].is_none() && !over_day(i))
            .collect();
        let n_dated = free
            .iter()
            .filter(|&&i| begins_with_day(&paras[i].cue))
            .count();
        let n_headlines = free
            .iter()
            .filter(|&&i| {
                let below_date = i > 0 && month::is_date_line(&paras[i - 1].cue);
                !below_date && !begins_with_day(&paras[i].cue) && headline_score(&paras[i]) >= 3
            })
            .count();
        let n_rest = free.len() - n_dated;
        if n_dated > 0
            && n_dated * 2 >= free.len()
            && (n_headlines * 2 < n_rest || n_rest * 4 < free.len())
        {
            return Self::Dated;
        }
        let n_bodies = free.len() - n_headlines;
        if n_headlines * 5 < free.len() || n_bodies * 6 < free.len() {
            return Self::Lines;
        }
        let n_blank = free.iter().filter(|&&i| paras[i].blank_before).count();
        Self::Headlines {
            blank_means_new: n_blank * 4 > free.len() && n_blank * 4 < free.len() * 3,
        }
    }

    fn run(self, text: &Text, paras: &[Para]) -> Vec<Role> {
        match self {
            Self::Dated => dated(text, paras),
            Self::Headlines { blank_means_new } => headlines(text, paras, blank_means_new),
            Self::Lines => lines(text, paras),
        }
    }
}

/// 3日, 1月3日 or 2024年1月3日 at the beginning, a month before a space or comma (2024年4月 …), or what chronicles write for the same day,
/// month or year (是日, 是月, 是年).
pub(super) fn begins_with_day(cue: &str) -> bool {
    if words!("同日|是日|是月|是年|同月|同年").begins(cue) {
        return true;
    }
    let cue = cue.trim_start_matches(['【', '[', '(']);
    if !cue.starts_with(date::is_numeral) {
        return false;
    }
    let chars: Vec<char> = cue.chars().take(24).collect();
    let month = date::at(&chars, 0).filter(|(day, _)| day.month.is_some());
    month::after_dates(cue).1
        || month.is_some_and(|(_, end)| {
            chars
                .get(end)
                .is_some_and(|c| " ,，初底末上中下".contains(*c))
        })
}

fn dated(text: &Text, paras: &[Para]) -> Vec<Role> {
    let mut roles = Vec::with_capacity(paras.len());
    for (i, para) in paras.iter().enumerate() {
        let tells_more = |next: &Para| {
            let after = paras.get(i + 2);
            let over_day = after.is_some_and(|after| begins_with_day(&after.cue));
            !(begins_with_day(&next.cue) || over_day && heads_days(text, next, after))
        };
        let next_goes_on = paras.get(i + 1).is_some_and(tells_more);
        if !next_goes_on && heads_days(text, para, paras.get(i + 1)) {
            roles.push(plain::section(text, para));
            continue;
        }
        roles.push(if begins_with_day(&para.cue) {
            let short = para.n_stops <= 1 && para.n_chars <= 50 && next_goes_on;
            if month::is_date_line(&para.cue) || short {
                plain::headline(text, para)
            } else {
                Role::Entry(lead::bracketed(text, para).unwrap_or_else(|| lead::none(text, para)))
            }
        } else if i == 0
            || (headline_score(para) >= 4
                && !plain::goes_on(&para.cue)
                && paras[i - 1].is_finished())
        {
            entry(text, para)
        } else {
            Role::Continue
        });
    }
    roles
}

/// 重要会议 over dated events: a chronicle by subjects.
fn heads_days(text: &Text, para: &Para, next: Option<&Para>) -> bool {
    const LONGEST: u32 = 16;
    const SUBJECT: u32 = 6;
    next.is_some()
        && para.n_chars <= LONGEST
        && !begins_with_day(&para.cue)
        && plain::may_head(text, para)
        && (para.n_chars <= SUBJECT || !plain::ends_as_report(&para.cue))
}

fn lines(text: &Text, paras: &[Para]) -> Vec<Role> {
    paras
        .iter()
        .enumerate()
        .map(|(i, para)| {
            if i > 0 && plain::goes_on(&para.cue) {
                Role::Continue
            } else {
                entry(text, para)
            }
        })
        .collect()
}

fn entry(text: &Text, para: &Para) -> Role {
    Role::Entry(lead::bracketed(text, para).unwrap_or_else(|| Lead {
        redacted: lead::is_redacted(&para.cue),
        ..lead::none(text, para)
    }))
}

/// The division of a run of lines into events that scores best: each line is a headline or tells more about the one before.
fn headlines(text: &Text, paras: &[Para], blank_means_new: bool) -> Vec<Role> {
    /// Two headlines in a row: an event without further text.
    const BARE_HEADLINE: i32 = -6;
    /// A second paragraph of the same event.
    const MORE: i32 = -1;
    /// A run that begins with text.
    const NO_HEADLINE: i32 = -6;
    let mut best: Vec<[i32; 2]> = Vec::with_capacity(paras.len());
    for (i, para) in paras.iter().enumerate() {
        let mut score = headline_score(para);
        if blank_means_new {
            score += if para.blank_before || i == 0 { 3 } else { -3 };
        }
        if let Some(next) = paras.get(i + 1) {
            score += echo(para, next);
        }
        best.push(match best.last() {
            None => [score, NO_HEADLINE],
            Some([headline, text]) => [
                score + (headline + BARE_HEADLINE).max(*text),
                (*headline).max(text + MORE),
            ],
        });
    }
    let mut is_headline = vec![false; paras.len()];
    let mut next: Option<bool> = None;
    for i in (0..paras.len()).rev() {
        let [headline, text] = best[i];
        let (headline, text) = match next {
            None => (headline, text),
            Some(true) => (headline + BARE_HEADLINE, text),
            Some(false) => (headline, text + MORE),
        };
        is_headline[i] = headline > text;
        next = Some(is_headline[i]);
    }
    paras
        .iter()
        .zip(is_headline)
        .enumerate()
        .map(|(i, (para, is_headline))| match is_headline {
            true if lead::is_redacted(&para.cue) => Role::Entry(lead::none(text, para)),
            true => plain::headline(text, para),
            false if i == 0 => entry(text, para),
            false => Role::Continue,
        })
        .collect()
}

/// How much a line reads like the headline of an event: one short complete report that refers to nothing before it.
fn headline_score(para: &Para) -> i32 {
    *para.answers.headline_score.get_or_init(|| score(para))
}

fn score(para: &Para) -> i32 {
    let cue = para.cue.as_str();
    let n = length_outside_titles(para);
    let mut score = match n {
        0..=30 => 3,
        31..=42 => 2,
        43..=60 => 0,
        61..=90 => -4,
        _ => -9,
    };
    score += match stops_outside_quotes(para) {
        0 if !para.is_finished() => 3,
        0 | 1 => 1,
        _ => -7,
    };
    let n_commas = cue.matches([',', '，']).take(4).count();
    score -= i32::try_from(n_commas).unwrap_or(4);
    if plain::ends_as_report(cue) {
        score += 3;
    } else if plain::reports_event(cue) {
        score += 1;
    }
    if plain::goes_on(cue) {
        score -= 12;
    }
    if plain::takes_part(cue) {
        score -= 6;
    }
    if words!("同期举行|同期举办|同期召开|同步举行|并讲话|并致辞|作主旨|作报告|主题,|为主题")
        .is_in(cue)
    {
        score -= 4;
    }
    if begins_with_quantity(cue) {
        score -= 4;
    }
    if begins_with_day(cue) {
        score -= 3;
    }
    score
}

/// 184所学校入选, 共914门课程: a figure about what has been named before; not 2024世界大会, which is a name.
fn begins_with_quantity(cue: &str) -> bool {
    let rest = cue.trim_start_matches(['共', '约', '近', '超', '计', '有', '达', '全']);
    let n_digits = rest.chars().take_while(char::is_ascii_digit).count();
    let year = n_digits == 4 && rest.starts_with("20");
    n_digits > 0
        && (!year || rest.len() < cue.len())
        && !rest.chars().take(5).any(|c| c == '年' || c == '月')
}

/// Characters of a line without what stands in 《》, which makes headlines long.
fn length_outside_titles(para: &Para) -> u32 {
    let (mut depth, mut inside) = (0_u32, 0_u32);
    for c in para.cue.chars() {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside += 1,
            _ => {}
        }
    }
    para.n_chars.saturating_sub(inside)
}

/// Sentence ends that are not inside quotation marks or titles.
fn stops_outside_quotes(para: &Para) -> u32 {
    let (mut depth, mut n) = (0_u32, 0);
    for c in para.cue.chars() {
        match c {
            '《' | '“' => depth += 1,
            '》' | '”' => depth = depth.saturating_sub(1),
            c if depth == 0 && (is_stop(c) || c == ';' || c == '；') => n += 1,
            _ => {}
        }
    }
    n.max(u32::from(para.n_chars > 240 && para.n_stops > 1) * 2)
}

/// How much of a line its next one takes up again: a paragraph repeats its headline's words.
fn echo(line: &Para, next: &Para) -> i32 {
    let is_written = |c: &char| is_cjk(*c) || c.is_alphanumeric();
    let words = || line.cue.chars().filter(is_written).take(60);
    let n_words = words().count();
    if n_words < 6 {
        return 0;
    }
    let known = Pairs::of(&next.cue);
    let pairs = words().zip(words().skip(1));
    let repeated = pairs.filter(|&(a, b)| known.contains(a, b)).count();
    let share = repeated * 10 / (n_words - 1);
    i32::from(share >= 3) + i32::from(share >= 5)
}

/// The pairs of characters side by side with which a line begins; in a table of fixed size, no matter what they are.
struct Pairs([u64; Self::N_SLOTS]);

impl Pairs {
    const MOST_CHARS: usize = 120;
    /// More than twice as many as there can be pairs.
    const N_SLOTS: usize = 256;

    fn of(line: &str) -> Self {
        let mut pairs = Self([0; Self::N_SLOTS]);
        let chars = || line.chars().take(Self::MOST_CHARS);
        for (a, b) in chars().zip(chars().skip(1)) {
            let slot = pairs.slot(a, b);
            pairs.0[slot] = Self::key(a, b);
        }
        pairs
    }

    fn contains(&self, a: char, b: char) -> bool {
        self.0[self.slot(a, b)] == Self::key(a, b)
    }

    const fn key(a: char, b: char) -> u64 {
        (a as u64) << 32 | b as u64
    }

    /// Where a pair stands or may be put.
    fn slot(&self, a: char, b: char) -> usize {
        let key = Self::key(a, b);
        let mut at = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize;
        while self.0[at] != 0 && self.0[at] != key {
            at = (at + 1) % Self::N_SLOTS;
        }
        at
    }
}
