//! Notices, opinions, summaries, plans and whatever else is no bulletin: sections by mark, numbered items, paragraphs.

use super::lead;
use super::line::Para;
use super::plain;
use super::tree::Role;
use crate::text::{Span, Text, words};

/// Gives the unmarked paragraphs of the content their roles; the marked ones have theirs.
pub(super) fn assign(
    text: &Text,
    paras: &[Para],
    roles: &mut [Option<Role>],
    loose: bool,
    to: usize,
) {
    let bulletin_like = has_leads(text, paras, roles, loose, to);
    let is_news = has_headlines(text, paras, roles, to);
    for i in 0..to {
        if roles[i].is_none() {
            let subject = || {
                plain::is_subject_headline(&paras[i])
                    && i + 1 < to
                    && roles[i + 1].is_none()
                    && paras[i + 1].is_running_text()
            };
            let in_section = i > 0 && matches!(roles[i - 1], Some(Role::Section { .. }));
            let heads = is_news && is_headline(text, paras, roles, i, to)
                || (is_news || in_section) && subject();
            roles[i] = Some(if heads {
                plain::headline(text, &paras[i])
            } else {
                role(
                    text,
                    paras,
                    roles,
                    i,
                    to,
                    bulletin_like && loose,
                    bulletin_like,
                )
            });
        }
    }
}

/// The shortest headline that tells of something, in characters: 组织实施 and 重点工作 name a subject.
const SHORTEST_REPORT: u32 = 9;

/// Whether most unmarked headings over running text report something, as in briefs and newscasts (全县交通运输工作会议召开): each is then an
/// item with its text, while headings that name a subject (总体要求) are sections.
fn has_headlines(text: &Text, paras: &[Para], roles: &[Option<Role>], to: usize) -> bool {
    let headlines = (0..to).filter(|&i| is_headline(text, paras, roles, i, to));
    let (mut n, mut n_reports) = (0, 0);
    for i in headlines {
        n += 1;
        let cue = paras[i].cue.as_str();
        let is_report = plain::ends_as_report(cue) || plain::reports_event(cue);
        n_reports += usize::from(is_report && paras[i].n_chars >= SHORTEST_REPORT);
    }
    let is_newscast = || {
        let reads = |para: &Para| words!("央视网消息|央视网讯|本台消息").begins(&para.cue);
        paras[..to].iter().any(reads)
    };
    n_reports >= 2 && n_reports * 2 >= n || n > 1 && is_newscast()
}

/// An unmarked line that stands over running text.
fn is_headline(text: &Text, paras: &[Para], roles: &[Option<Role>], i: usize, to: usize) -> bool {
    roles[i].is_none()
        && !plain::is_bracket_heading(&paras[i])
        && plain::may_head(text, &paras[i])
        && i + 1 < to
        && roles[i + 1].is_none()
        && paras[i + 1].is_running_text()
}

/// Whether several paragraphs are items with a lead before a space, as in a bulletin.
fn has_leads(text: &Text, paras: &[Para], roles: &[Option<Role>], loose: bool, to: usize) -> bool {
    let mut n = 0;
    let mut n_leads = 0;
    for i in (0..to).filter(|&i| roles[i].is_none() && paras[i].is_running_text()) {
        n += 1;
        n_leads += usize::from(
            lead::spaced(text, &paras[i], loose).is_some()
                || lead::bracketed(text, &paras[i]).is_some(),
        );
    }
    n_leads >= 2 && n_leads * 2 >= n
}

fn role(
    text: &Text,
    paras: &[Para],
    roles: &[Option<Role>],
    i: usize,
    to: usize,
    loose: bool,
    bulletin_like: bool,
) -> Role {
    let para = &paras[i];
    if lead::is_redacted(&para.cue) {
        return Role::Entry(lead::none(text, para));
    }
    if plain::is_bracket_heading(para)
        || (plain::may_head(text, para)
            && has_text_below(paras, roles, i, to)
            && !fills_section(roles, i))
    {
        return plain::section(text, para);
    }
    let set_off = lead::bracketed(text, para)
        .or_else(|| lead::spaced(text, para, loose).filter(|_| bulletin_like))
        .or_else(|| super::lead::of_division(text, para))
        .or_else(|| region_lead(text, para));
    if let Some(lead) = set_off.filter(|_| para.is_running_text()) {
        return Role::Entry(lead);
    }
    if continues_item(paras, roles, i) {
        return Role::Continue;
    }
    plain::paragraph(para)
}

/// 活动主题 over one short line and the next heading of its kind: what the section says, not a heading over nothing.
fn fills_section(roles: &[Option<Role>], i: usize) -> bool {
    let above = i.checked_sub(1).and_then(|above| roles[above]);
    let below = roles.get(i + 1).copied().flatten();
    match (above, below) {
        (Some(Role::Section { kind, .. }), Some(Role::Section { kind: next, .. })) => {
            kind.is_numbered() && next.is_numbered() && next.usual_rank() <= kind.usual_rank()
        }
        _ => false,
    }
}

/// An item about a division: 北京：…, 北京——….
pub(super) fn region_lead(text: &Text, para: &Para) -> Option<super::tree::Lead> {
    let lead = lead::coloned(text, para, 9).or_else(|| lead::region_dash(text, para))?;
    let name = super::cue::fold_prefix(text.slice(lead.heading?), 12);
    super::regions::province_code(&name).map(|_| lead)
}

/// Whether running text, a marked line or （略） comes right after a short line.
pub(super) fn has_text_below(paras: &[Para], roles: &[Option<Role>], i: usize, to: usize) -> bool {
    (i + 1 < to)
        && !matches!(roles[i + 1], Some(Role::Byline | Role::Boilerplate))
        && (paras[i + 1].is_running_text()
            || paras[i + 1].marker.is_some()
            || lead::is_redacted(&paras[i + 1].cue)
            || plain_below(paras, i, to))
}

/// Two headings in a row, the second of them over text.
fn plain_below(paras: &[Para], i: usize, to: usize) -> bool {
    i + 2 < to
        && paras[i + 1].n_chars <= 34
        && !paras[i + 1].is_finished()
        && paras[i + 2].is_running_text()
}

/// A further paragraph of a numbered item with its own text.
pub(super) fn continues_item(paras: &[Para], roles: &[Option<Role>], i: usize) -> bool {
    if i == 0 || plain::closes_document(&paras[i].cue) {
        return false;
    }
    matches!(roles[i - 1], Some(Role::Entry(_) | Role::Continue)) && owner_is_entry(roles, i)
}

fn owner_is_entry(roles: &[Option<Role>], i: usize) -> bool {
    const LOOK_BACK: usize = 60;
    roles[..i]
        .iter()
        .rev()
        .take(LOOK_BACK)
        .find(|role| **role != Some(Role::Continue))
        .is_some_and(|role| matches!(role, Some(Role::Entry(_))))
}

/// Whether the whole line is the name of a division, also in brackets or before a colon; then where the name is.
#[must_use]
pub(super) fn region_line(text: &Text, para: &Para) -> Option<Span> {
    if para.n_chars > 12 {
        return None;
    }
    let span = lead::after_marker(text, para);
    let slice = text.slice(span);
    let drop = |c: char| crate::text::is_space(c) || "【】[]［］：:()（）〔〕".contains(c);
    let name = slice.trim_matches(drop);
    let folded: String = name.chars().map(super::cue::fold).collect();
    super::regions::province_code(name).or_else(|| super::regions::province_code(&folded))?;
    let start = span.start as usize + (slice.len() - slice.trim_start_matches(drop).len());
    Some(Span::from_usize(start, start + name.len()))
}
