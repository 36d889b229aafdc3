//! 工作要点: what is to be done, as numbered points under numbered headings.

use super::line::Para;
use super::marker::MarkerKind;
use super::tree::Role;
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
    points_with_text_below(text, paras, roles, to);
    other::assign(text, paras, roles, loose, to);
}

/// A point whose number and name stand on a line of their own with one paragraph below: the point is that paragraph's entry. Where such
/// lines stand over several paragraphs or are the outermost headings, they are sections.
fn points_with_text_below(text: &Text, paras: &[Para], roles: &mut [Option<Role>], to: usize) {
    let Some(innermost) = innermost_over_text(paras, roles, to) else {
        return;
    };
    let points: Vec<usize> = (0..to)
        .filter(|&i| {
            is_section_of(roles[i], innermost)
                && i + 1 < to
                && roles[i + 1].is_none()
                && paras[i + 1].marker.is_none()
        })
        .collect();
    let single = points
        .iter()
        .filter(|&&i| i + 2 >= to || roles[i + 2].is_some())
        .count();
    if single * 4 < points.len() * 3 {
        return;
    }
    for i in points {
        roles[i] = Some(plain::headline(text, &paras[i]));
        roles[i + 1] = Some(Role::Continue);
    }
}

fn is_section_of(role: Option<Role>, wanted: MarkerKind) -> bool {
    matches!(role, Some(Role::Section { kind, .. }) if kind == wanted)
}

/// The numbered kind that stands directly over text and beneath another kind.
fn innermost_over_text(paras: &[Para], roles: &[Option<Role>], to: usize) -> Option<MarkerKind> {
    let mut outer: Option<MarkerKind> = None;
    let mut inner = None;
    for i in 0..to {
        let Some(Role::Section { kind, .. }) = roles[i] else {
            continue;
        };
        let first = *outer.get_or_insert(kind);
        let over_text = i + 1 < to && roles[i + 1].is_none() && paras[i + 1].is_running_text();
        if kind != first && kind.is_numbered() && over_text {
            inner = Some(kind);
        }
    }
    inner
}
