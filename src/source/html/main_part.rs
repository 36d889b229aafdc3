//! Which lines of a page are the document.
//!
//! Running text counts, links do not: from the page inwards, the container that holds nearly all of it is looked for. Its lines are the document,
//! together with the heading that sites put above it. Where a page has no running text, all of it is the document.

use std::ops::Range;

use super::reader::{WebLine, WebPage};

/// How far above the text its heading may stand, in lines.
const MOST_ABOVE: usize = 16;

/// The lines that are the document.
pub(super) fn find(page: &WebPage) -> Range<usize> {
    let all = 0..page.lines.len();
    let weights = weights(page);
    if weights[0] == 0 {
        return all;
    }
    let heaviest = heaviest_children(page, &weights);
    let mut main = 0_usize;
    while let Some(inner) = heaviest[main] {
        // Four fifths: a page may show a second text beside the document, but no larger one.
        if weights[inner] * 5 < weights[main] * 4 {
            break;
        }
        main = inner;
    }
    if main == 0 {
        return all;
    }
    let inside = within(page, main);
    let is_inside = |line: &WebLine| inside[line.container as usize];
    let first = page.lines.iter().position(is_inside).unwrap_or(0);
    let last = page.lines.iter().rposition(is_inside).unwrap_or(0);
    heading_above(page, first)..last + 1
}

/// How much running text each container holds, in characters.
fn weights(page: &WebPage) -> Vec<usize> {
    let mut weights = vec![0; page.parents.len()];
    for line in &page.lines {
        weights[line.container as usize] += weight(line);
    }
    // A container comes behind its parent.
    for at in (1..weights.len()).rev() {
        weights[page.parents[at] as usize] += weights[at];
    }
    weights
}

/// Characters of a line that are no links, if it reads like running text or a part of a document.
fn weight(line: &WebLine) -> usize {
    let n_chars = line.words.chars().count();
    let n_own = n_chars.saturating_sub(line.n_link_chars);
    let has_stop = line.words.contains(['。', '，', '；', '、', '《']);
    if n_own * 2 < n_chars || !has_stop && n_chars < 20 {
        0
    } else {
        n_own
    }
}

/// Of each container the one directly in it that holds most running text.
fn heaviest_children(page: &WebPage, weights: &[usize]) -> Vec<Option<usize>> {
    let mut heaviest: Vec<Option<usize>> = vec![None; weights.len()];
    for (at, weight) in weights.iter().enumerate().skip(1) {
        let known = &mut heaviest[page.parents[at] as usize];
        if known.is_none_or(|known| weights[known] < *weight) {
            *known = Some(at);
        }
    }
    heaviest
}

/// Which containers are this one or stand in it.
fn within(page: &WebPage, main: usize) -> Vec<bool> {
    let mut inside = vec![false; page.parents.len()];
    for at in 0..inside.len() {
        inside[at] = at == main || at > 0 && inside[page.parents[at] as usize];
    }
    inside
}

/// The line from which on the document is shown: its heading, if one stands not far above the text.
fn heading_above(page: &WebPage, first: usize) -> usize {
    let from = first.saturating_sub(MOST_ABOVE);
    let is_title = |line: &WebLine| {
        let words: String = line.words.split_whitespace().collect();
        let title: String = page.title.split_whitespace().collect();
        words.chars().count() >= 5 && title.contains(&words)
    };
    let above = &page.lines[from..first];
    let at = above.iter().rposition(is_title).or_else(|| {
        above
            .iter()
            .rposition(|line| line.is_heading && line.n_link_chars == 0)
    });
    at.map_or(first, |at| from + at)
}
