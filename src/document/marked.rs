//! Lines with a mark before them (★, 一、, 1.): which stand over others and which are items with their own text.
//!
//! In: paragraphs of the content. Out: their roles. How deep a heading stands, the tree works out from the order in which kinds appear.

use super::lead;
use super::line::{self, Para};
use super::marker::MarkerKind;
use super::plain;
use super::tree::{Lead, Role};
use crate::text::Text;

/// The longest heading that stands on a line of its own, in characters.
const LONGEST_HEADING: usize = 56;

/// The longest heading with a full stop behind it.
const LONGEST_STOPPED: usize = 30;

/// What a marked line is by itself, before looking at what follows.
enum Alone {
    /// Words without a sentence.
    Heading,
    /// One short sentence: a heading where text follows, an item otherwise.
    Sentence,
    /// An item with its own text.
    Item(Lead),
}

/// Gives every marked paragraph between `from` and `to` that has no role yet its role.
pub(super) fn assign(
    text: &Text,
    paras: &[Para],
    roles: &mut [Option<Role>],
    loose: bool,
    to: usize,
) {
    let mut pending: Vec<(usize, bool)> = Vec::new();
    let mut order: Vec<MarkerKind> = Vec::new();
    for i in 0..to {
        if roles[i].is_some() {
            continue;
        }
        let Some(marker) = paras[i].marker else {
            continue;
        };
        if !order.contains(&marker.kind) {
            order.push(marker.kind);
        }
        if opens_list_of_article(paras, roles, i) {
            roles[i - 1] = Some(Role::Continue);
            roles[i] = Some(Role::Continue);
            continue;
        }
        if is_list_item(paras, roles, i) {
            roles[i] = Some(Role::Continue);
            continue;
        }
        let alone = alone(text, &paras[i], loose);
        let stands_over = stands_over(paras, roles, &order, i, to);
        match alone {
            Alone::Item(lead) => roles[i] = Some(Role::Entry(lead)),
            Alone::Sentence if !stands_over || follows_items(paras, roles, i) => {
                roles[i] = Some(Role::Entry(lead::none(text, &paras[i])));
            }
            _ => {
                pending.push((i, stands_over));
                roles[i] = Some(section(text, &paras[i], marker.kind));
            }
        }
    }
    settle_empty(text, paras, roles, &pending);
}

/// Whether the last line with the same kind of mark was an item with its own text, so that a full sentence is one, too.
fn follows_items(paras: &[Para], roles: &[Option<Role>], i: usize) -> bool {
    const LOOK_BACK: usize = 12;
    const SHORTEST_SENTENCE: u32 = 16;
    let kind = |at: usize| paras[at].marker.map(|marker| marker.kind);
    let before = (0..i).rev().take(LOOK_BACK).find(|&at| kind(at) == kind(i));
    paras[i].n_chars >= SHORTEST_SENTENCE
        && before.is_some_and(|at| matches!(roles[at], Some(Role::Entry(_))))
}

/// Headings with nothing beneath them: lines of a list where most of their kind are like that, empty sections otherwise.
fn settle_empty(
    text: &Text,
    paras: &[Para],
    roles: &mut [Option<Role>],
    pending: &[(usize, bool)],
) {
    let kind = |i: usize| paras[i].marker.map(|marker| marker.kind);
    let mut counts: Vec<(MarkerKind, usize, usize)> = Vec::new();
    for &(i, stands_over) in pending {
        let Some(kind) = kind(i) else { continue };
        let at = counts
            .iter()
            .position(|(known, ..)| *known == kind)
            .unwrap_or_else(|| {
                counts.push((kind, 0, 0));
                counts.len() - 1
            });
        counts[at].1 += usize::from(stands_over);
        counts[at].2 += 1;
    }
    for &(i, _) in pending.iter().filter(|(_, stands_over)| !stands_over) {
        let list = counts.iter().any(|&(known, over, all)| {
            Some(known) == kind(i) && over * 2 < all && !known.always_heads()
        });
        if list {
            roles[i] = Some(Role::Entry(lead::none(text, &paras[i])));
        }
    }
}

/// The role of a heading line.
pub(super) fn section(text: &Text, para: &Para, kind: MarkerKind) -> Role {
    let heading = line::trim_end(
        text,
        lead::after_marker(text, para),
        &['。', '：', ':', '；', ';'],
    );
    let heading = match strip_signs(text, strip_brackets(text, heading)) {
        empty if empty.is_empty() => para.span,
        heading => heading,
    };
    Role::Section {
        kind,
        number: para.marker.and_then(|marker| marker.number),
        heading,
    }
}

/// 【重点工作】 without its brackets.
fn strip_brackets(text: &Text, heading: crate::text::Span) -> crate::text::Span {
    let slice = text.slice(heading);
    let inner = slice
        .strip_prefix('【')
        .and_then(|rest| rest.strip_suffix('】'))
        .filter(|inner| !inner.contains('】'));
    match inner {
        Some(inner) => {
            let start = heading.start as usize + '【'.len_utf8();
            text.trim(crate::text::Span::from_usize(start, start + inner.len()))
        }
        None => heading,
    }
}

/// ◆工作动态◆ without the second sign.
fn strip_signs(text: &Text, heading: crate::text::Span) -> crate::text::Span {
    line::trim_end(
        text,
        heading,
        &['★', '☆', '●', '■', '◆', '▲', '◇', '▼', '◀', '◄'],
    )
}

fn alone(text: &Text, para: &Para, loose: bool) -> Alone {
    let rest = para.cue_after_marker();
    let n_rest =
        (para.n_chars as usize).saturating_sub(para.marker.map_or(0, |marker| marker.n_chars));
    if let Some(lead) = redacted_item(text, para) {
        return Alone::Item(lead);
    }
    // An article is a sentence of law, however short.
    let article = para
        .marker
        .is_some_and(|marker| marker.kind == MarkerKind::Article);
    if article && !rest.is_empty() {
        return Alone::Item(lead::bracketed(text, para).unwrap_or_else(|| lead::none(text, para)));
    }
    if para.n_stops == 0
        && n_rest <= LONGEST_HEADING
        && !matches!(para.last, '；' | ';' | '，' | ',')
    {
        // 会议时间：9月12日 has its own text, 一、重点工作： and 主题：副题 of a heading with deeper ones have not.
        return match lead::coloned(text, para, 12) {
            Some(lead) if !para.last_is_colon() => Alone::Item(lead),
            _ => Alone::Heading,
        };
    }
    if let Some(lead) = lead::of_marked(text, para, loose) {
        return Alone::Item(lead);
    }
    let one_sentence = para.n_stops == 1 && super::cue::is_stop(para.last);
    if one_sentence && n_rest <= LONGEST_STOPPED && !rest.contains(['；', ';']) {
        Alone::Sentence
    } else {
        Alone::Item(lead::none(text, para))
    }
}

/// 3. 保密工作（略）, also without a mark.
pub(super) fn redacted_item(text: &Text, para: &Para) -> Option<Lead> {
    let span = lead::after_marker(text, para);
    let slice = text.slice(span);
    if para.n_chars > 60 {
        return None;
    }
    if lead::is_redacted(para.cue_after_marker()) {
        return Some(lead::none(text, para));
    }
    let open = slice.rfind(['（', '('])?;
    let rest = super::cue::fold_prefix(&slice[open..], 20);
    lead::is_redacted(&rest).then(|| {
        let start = span.start as usize;
        let head = text.trim(crate::text::Span::from_usize(start, start + open));
        Lead {
            heading: (!head.is_empty()).then_some(head),
            body_start: span.start + u32::try_from(open).unwrap_or(0),
            redacted: true,
        }
    })
}

/// Whether something stands under this line: unmarked text or a mark that is not of its own kind or one further out.
fn stands_over(
    paras: &[Para],
    roles: &[Option<Role>],
    order: &[MarkerKind],
    i: usize,
    to: usize,
) -> bool {
    let Some(kind) = paras[i].marker.map(|marker| marker.kind) else {
        return false;
    };
    let Some(next) = (i + 1..to).find(|&next| roles[next] != Some(Role::Boilerplate)) else {
        return false;
    };
    if matches!(roles[next], Some(Role::Section { .. } | Role::Byline)) {
        return false;
    }
    match paras[next].marker {
        None => !plain::closes_document(&paras[next].cue),
        Some(marker) if marker.kind == kind => false,
        Some(marker) if marker.kind.is_numbered() && kind.is_numbered() => {
            kind.usual_rank() < marker.kind.usual_rank() || appears_first(order, kind, marker.kind)
        }
        Some(marker) => appears_first(order, kind, marker.kind),
    }
}

/// 1. …； under an item that ends with a colon: part of that item's text.
fn is_list_item(paras: &[Para], roles: &[Option<Role>], i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else {
        return false;
    };
    let (Some(marker), Some(role)) = (paras[i].marker, roles[before]) else {
        return false;
    };
    let same_kind = paras[before]
        .marker
        .is_some_and(|other| other.kind == marker.kind);
    let ends_open = |para: &Para| para.last_is_colon() || matches!(para.last, '；' | ';');
    match role {
        Role::Entry(_) => ends_open(&paras[before]) && !same_kind && paras[before].marker.is_some(),
        Role::Continue => {
            (matches!(paras[before].last, '；' | ';') && same_kind && in_entry(roles, before))
                || (ends_open(&paras[before])
                    && !same_kind
                    && in_entry(roles, before)
                    && marker.kind.usual_rank() > 5)
        }
        _ => false,
    }
}

/// （一） below a second paragraph of an article that ends with a colon: 下列情形除外：
fn opens_list_of_article(paras: &[Para], roles: &[Option<Role>], i: usize) -> bool {
    let is_article = |para: &Para| {
        para.marker
            .is_some_and(|marker| marker.kind == MarkerKind::Article)
    };
    i >= 2
        && roles[i - 1].is_none()
        && paras[i - 1].marker.is_none()
        && paras[i - 1].last_is_colon()
        && matches!(roles[i - 2], Some(Role::Entry(_)))
        && is_article(&paras[i - 2])
        && !is_article(&paras[i])
}

/// Whether the run of continuing paragraphs that ends at `i` belongs to an entry.
fn in_entry(roles: &[Option<Role>], i: usize) -> bool {
    const LOOK_BACK: usize = 200;
    roles[..=i]
        .iter()
        .rev()
        .take(LOOK_BACK)
        .find(|role| **role != Some(Role::Continue))
        .is_some_and(|role| matches!(role, Some(Role::Entry(_))))
}

/// Whether a kind was seen before another, which is then the inner one.
fn appears_first(order: &[MarkerKind], kind: MarkerKind, other: MarkerKind) -> bool {
    let rank = |kind| order.iter().position(|known| *known == kind);
    rank(other).is_none_or(|other| rank(kind).is_some_and(|own| own < other))
}
