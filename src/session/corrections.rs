//! Putting right where a mention stands, and what the source itself says.

use super::{Effect, OpenDocument, Session};
use crate::document::{Diagnostic, NodeId};
use crate::extract;
use crate::record::decision::Decision;
use crate::record::errata_in;
use crate::text::{Span, Text, is_cjk};
use crate::workspace::LoadedDocument;

/// A correction of the source that need only be agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub span: Span,
    /// What its words should be.
    pub words: String,
}

impl OpenDocument {
    /// The corrections that are proposed in an entry, or outside all entries, and not made yet; in text order.
    #[must_use]
    pub fn proposals(&self, entry: Option<NodeId>) -> Vec<Proposal> {
        let LoadedDocument {
            source, outline, ..
        } = &self.loaded;
        let is_here = |diagnostic: &&Diagnostic| self.entry_at(diagnostic.span.start) == entry;
        let diagnostics = outline.diagnostics.iter().filter(is_here);
        let is_open = |proposal: &Proposal| {
            errata_in(&self.record.errata, proposal.span)
                .next()
                .is_none()
        };
        diagnostics
            .filter_map(|diagnostic| proposal(diagnostic, &source.text))
            .filter(is_open)
            .collect()
    }

    /// The entry that a place stands in.
    #[must_use]
    pub fn entry_at(&self, offset: u32) -> Option<NodeId> {
        let node = super::navigation::node_for_form(self, offset)?;
        let kind = self.loaded.outline.node(node).kind;
        (kind == crate::document::NodeKind::Entry).then_some(node)
    }
}

/// What a diagnostic proposes: a lost + between the word before it and the word behind it.
fn proposal(diagnostic: &Diagnostic, text: &Text) -> Option<Proposal> {
    if diagnostic.code != "text.plus_lost" {
        return None;
    }
    let before = u32::try_from(diagnostic.detail.len()).ok()?;
    let start = diagnostic.span.start.checked_sub(before)?;
    let behind = &text.as_str()[diagnostic.span.end as usize..];
    let run = behind.find(|c: char| !is_cjk(c)).unwrap_or(behind.len());
    let word = extract::word_at(&behind[..run], 0);
    let word = behind.get(word)?;
    let end = diagnostic.span.end + u32::try_from(word.len()).ok()?;
    Some(Proposal {
        span: Span::new(start, end),
        words: format!("{}+{word}", diagnostic.detail),
    })
}

impl Session {
    /// Gives the selected mention another place. Its value follows the words where these have one of its type, and stays otherwise.
    pub(super) fn move_mention(&mut self, to: Span, effects: &mut Vec<Effect>) {
        let Some(document) = self.document() else {
            return;
        };
        let Some(at) = document.selected_mention() else {
            return;
        };
        let mention = &document.record.mentions[at];
        let (kind, span) = (mention.kind.clone(), mention.span);
        let LoadedDocument {
            source, outline, ..
        } = &document.loaded;
        if source.text.get(to).is_none() {
            return;
        }
        let value = extract::value_of_span(&kind, to, &source.text, outline);
        let is_one = extract::check_value(&kind, &value).is_ok();
        let value = if is_one { value } else { mention.value.clone() };
        let decision = Decision::Correct {
            kind,
            span,
            new_kind: None,
            new_span: Some(to),
            value: Some(value),
        };
        self.decide("step-correct", vec![decision], effects);
    }

    /// Makes the first correction that is proposed where the reviewer stands.
    pub(super) fn correct_proposed(&mut self, effects: &mut Vec<Effect>) {
        let Some(document) = self.document() else {
            return;
        };
        let mut proposals = document.proposals(document.selected_entry()).into_iter();
        if let Some(Proposal { span, words }) = proposals.next() {
            let decision = Decision::Correction {
                span,
                words: Some(words),
            };
            self.decide("step-correction", vec![decision], effects);
        }
    }
}
