//! 其他读法: what else the words of a mention can be: mentions that share words with it, and findings of the machine that gave way to it.
//!
//! In: a page and a mention of it. Out: [`Reading`]s. They are looked for once for a mention, when somebody asks.

use std::sync::Arc;

use super::rows::{self, Page};
use crate::extract::{self, MentionType};
use crate::record::{MentionRecord, Record};
use crate::text::Span;

/// Another reading of a mention's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub kind: MentionType,
    pub span: Span,
    pub value: String,
    /// It is a mention already; otherwise it gave way.
    pub is_mention: bool,
}

/// The readings looked for last.
#[derive(Debug, Default)]
pub struct Readings {
    of: Option<(Arc<Record>, MentionType, Span)>,
    known: Vec<Reading>,
}

impl Readings {
    /// The other readings of a mention, in text order, the longer first.
    pub fn of(&mut self, page: &Page<'_>, mention: &MentionRecord) -> &[Reading] {
        let is_known = self.of.as_ref().is_some_and(|(record, kind, span)| {
            Arc::ptr_eq(record, page.record) && *kind == mention.kind && *span == mention.span
        });
        if !is_known {
            self.of = Some((page.record.clone(), mention.kind.clone(), mention.span));
            self.known = find(page, mention);
        }
        &self.known
    }
}

fn find(page: &Page<'_>, mention: &MentionRecord) -> Vec<Reading> {
    let is_it = |kind: &MentionType, span: Span| *kind == mention.kind && span == mention.span;
    let others = rows::mentions_in(page.record, mention.span);
    let mut readings: Vec<Reading> = others
        .filter(|other| !is_it(&other.kind, other.span))
        .map(|other| Reading {
            kind: other.kind.clone(),
            span: other.span,
            value: other.value.clone(),
            is_mention: true,
        })
        .collect();
    let found = mention.node.map_or_else(Vec::new, |node| {
        extract::candidates_in(page.text, page.codebook, page.outline, node)
    });
    for found in found {
        let is_known = readings
            .iter()
            .any(|known| known.kind == found.kind && known.span == found.span);
        if found.span.overlaps(mention.span) && !is_it(&found.kind, found.span) && !is_known {
            readings.push(Reading {
                kind: found.kind,
                span: found.span,
                value: found.value,
                is_mention: false,
            });
        }
    }
    readings.sort_by_key(|reading| (reading.span.start, std::cmp::Reverse(reading.span.end)));
    readings
}

/// The mentions at a character in the order in which clicks go through them: what counts before what was rejected, the shorter before the longer.
#[must_use]
pub fn mentions_at(record: &Record, offset: u32) -> Vec<&MentionRecord> {
    let mut here: Vec<_> = rows::mentions_in(record, Span::new(offset, offset + 1)).collect();
    here.sort_by_key(|mention| (!mention.is_in_force(), mention.span.len()));
    here
}
