//! 月报 and its like: sections of items, each item a paragraph with its lead, and one line for each province or city.

use super::lead;
use super::line::Para;
use super::tree::{Lead, Role};
use super::{other, plain};
use crate::text::Text;

/// Gives the unmarked paragraphs of the content their roles; the marked ones have theirs.
pub(super) fn assign(
    text: &Text,
    paras: &[Para],
    roles: &mut [Option<Role>],
    loose: bool,
    to: usize,
) {
    headlines_with_mark(text, paras, roles, to);
    let style = Style::of(text, paras, roles, loose, to);
    let mut in_section = false;
    for i in 0..to {
        if let Some(role) = roles[i] {
            in_section |= matches!(role, Role::Section { .. });
            continue;
        }
        let role = style.role(text, paras, roles, i, to, in_section);
        in_section |= matches!(role, Role::Section { .. });
        roles[i] = Some(role);
    }
}

/// A headline with a mark over one report (1. 数据大会召开): the lead of that item with all its paragraphs, not a section.
fn headlines_with_mark(text: &Text, paras: &[Para], roles: &mut [Option<Role>], to: usize) {
    for i in 0..to {
        let Some(Role::Section { heading, kind, .. }) = roles[i] else {
            continue;
        };
        let end = (i + 1..to).find(|&at| roles[at].is_some()).unwrap_or(to);
        let below = &paras[i + 1..end];
        let one_report = below.first().is_some_and(|first| {
            first.is_running_text() && lead::spaced(text, first, false).is_none()
        }) && below[1..]
            .iter()
            .all(|para| plain::goes_on(&para.cue) || plain::takes_part(&para.cue));
        if one_report && !kind.always_heads() && plain::reports_event(text.slice(heading)) {
            roles[i] = Some(plain::headline(text, &paras[i]));
            roles[i + 1..end].fill(Some(Role::Continue));
        }
    }
}

/// What the sections of a bulletin look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sections {
    None,
    /// Short lines without a mark.
    Plain,
    Marked,
}

/// What ends a lead besides a space or brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LeadEnd {
    None,
    Stop,
    Colon,
}

/// How this bulletin sets off its items.
struct Style {
    /// It has spaces between Chinese characters and digits.
    loose: bool,
    sections: Sections,
    /// Unmarked headings stand over unmarked headlines.
    has_two_levels: bool,
    lead_end: LeadEnd,
}

impl Style {
    fn of(text: &Text, paras: &[Para], roles: &[Option<Role>], loose: bool, to: usize) -> Self {
        let free: Vec<usize> = (0..to).filter(|&i| roles[i].is_none()).collect();
        let items: Vec<&Para> = free
            .iter()
            .map(|&i| &paras[i])
            .filter(|para| para.is_running_text())
            .collect();
        let most = |n: usize| n >= 3 && n * 3 >= items.len() * 2;
        let count = |rule: &dyn Fn(&Para) -> bool| items.iter().filter(|para| rule(para)).count();
        let spaced = count(&|para| {
            lead::spaced(text, para, loose).is_some() || lead::bracketed(text, para).is_some()
        });
        let heads = |i: usize| roles[i].is_none() && plain::may_head(text, &paras[i]);
        let is_section = |role: &Option<Role>| matches!(role, Some(Role::Section { .. }));
        let stopped = spaced * 3 < items.len()
            && most(count(&|para| lead::stopped(text, para, 22).is_some()));
        Self {
            loose,
            sections: if roles[..to].iter().any(is_section) {
                Sections::Marked
            } else if (0..to).any(heads) {
                Sections::Plain
            } else {
                Sections::None
            },
            has_two_levels: free.iter().any(|&i| i + 1 < to && heads(i) && heads(i + 1)),
            lead_end: if most(count(&|para| lead::coloned(text, para, 24).is_some())) {
                LeadEnd::Colon
            } else if stopped {
                LeadEnd::Stop
            } else {
                LeadEnd::None
            },
        }
    }

    fn role(
        &self,
        text: &Text,
        paras: &[Para],
        roles: &[Option<Role>],
        i: usize,
        to: usize,
        in_section: bool,
    ) -> Role {
        let para = &paras[i];
        if lead::is_redacted(&para.cue) {
            return Role::Entry(lead::none(text, para));
        }
        if let Some(lead) = super::marked::redacted_item(text, para) {
            return Role::Entry(lead);
        }
        if let Some(name) = other::region_line(text, para).filter(|_| i + 1 < to) {
            return Role::Entry(Lead {
                heading: Some(name),
                body_start: para.span.end,
                redacted: false,
            });
        }
        if plain::is_bracket_heading(para) {
            return plain::section(text, para);
        }
        if let Some(lead) = place_lead(text, para) {
            return Role::Entry(lead);
        }
        if plain::may_head(text, para) && i + 1 < to && !matches!(roles[i + 1], Some(Role::Byline))
        {
            return self.heading(text, paras, roles, i, to);
        }
        if plain::closes_document(&para.cue) {
            return plain::paragraph(para);
        }
        if plain::is_subject_headline(para) && self.stands_over_report(text, paras, roles, i, to) {
            return plain::headline(text, para);
        }
        if let Some(lead) = self.lead(text, para) {
            return Role::Entry(lead);
        }
        if follows_headline(paras, roles, i)
            || (plain::goes_on(&para.cue) || plain::takes_part(&para.cue))
                && other::continues_item(paras, roles, i)
        {
            return Role::Continue;
        }
        if in_section || self.sections == Sections::None {
            Role::Entry(lead::none(text, para))
        } else {
            plain::paragraph(para)
        }
    }

    fn lead(&self, text: &Text, para: &Para) -> Option<Lead> {
        lead::bracketed(text, para)
            .or_else(|| lead::spaced(text, para, self.loose))
            .or_else(|| other::region_lead(text, para))
            .or_else(|| {
                lead::coloned(
                    text,
                    para,
                    if self.lead_end == LeadEnd::Colon {
                        24
                    } else {
                        16
                    },
                )
            })
            .or_else(|| lead::stopped(text, para, 22).filter(|_| self.lead_end == LeadEnd::Stop))
    }

    /// Whether running text without a lead of its own comes right below.
    fn stands_over_report(
        &self,
        text: &Text,
        paras: &[Para],
        roles: &[Option<Role>],
        i: usize,
        to: usize,
    ) -> bool {
        i + 1 < to
            && roles[i + 1].is_none()
            && paras[i + 1].is_running_text()
            && self.lead(text, &paras[i + 1]).is_none()
    }

    /// A short line: a section, or the headline of one item where sections look different.
    fn heading(
        &self,
        text: &Text,
        paras: &[Para],
        roles: &[Option<Role>],
        i: usize,
        to: usize,
    ) -> Role {
        let para = &paras[i];
        let next = &paras[i + 1];
        let over_heading = roles[i + 1].is_none() && plain::may_head(text, next);
        let over_item =
            roles[i + 1].is_none() && next.is_running_text() && self.lead(text, next).is_none();
        let over_one = stands_over_one_item(text, paras, roles, i, to);
        let levels = self.sections == Sections::Marked || self.has_two_levels;
        if levels && !over_heading && over_item && over_one {
            plain::headline(text, para)
        } else {
            plain::section(text, para)
        }
    }
}

/// Whether the paragraph before is a lead on its own line that still waits for its text.
fn follows_headline(paras: &[Para], roles: &[Option<Role>], i: usize) -> bool {
    i > 0
        && matches!(roles[i - 1], Some(Role::Entry(lead)) if lead.body_start == paras[i - 1].span.end && !lead.redacted && lead.heading.is_some())
}

/// Whether only one report follows a line, with what goes on with it, before the next heading.
fn stands_over_one_item(
    text: &Text,
    paras: &[Para],
    roles: &[Option<Role>],
    i: usize,
    to: usize,
) -> bool {
    const LOOK_AHEAD: usize = 12;
    (i + 2..to)
        .take(LOOK_AHEAD)
        .take_while(|&next| roles[next].is_none() && !plain::may_head(text, &paras[next]))
        .all(|next| plain::goes_on(&paras[next].cue))
}

/// An item about a district that lacks its full stop and so looks like a heading: 某某区 区数据局召开座谈会.
fn place_lead(text: &Text, para: &Para) -> Option<Lead> {
    let lead = lead::spaced(text, para, false)?;
    let name = text.slice(lead.heading?);
    let is_place = super::regions::province_code(name).is_some()
        || (name.chars().count() <= 8
            && name.ends_with(['区', '市', '县', '州', '盟', '旗', '省']));
    is_place.then_some(lead)
}
