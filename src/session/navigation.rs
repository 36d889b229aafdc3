//! Moving about: entries, mentions, documents, and what is selected.

use super::action::Move;
use super::{Effect, OpenDocument, Selection, Session};
use crate::document::{NodeId, NodeKind};
use crate::extract::MentionType;
use crate::text::Span;

impl Session {
    pub(super) fn navigate(&mut self, step: Move, effects: &mut Vec<Effect>) {
        match step {
            Move::NextDocument => self.step_document(1, effects),
            Move::PreviousDocument => self.step_document(-1, effects),
            Move::NextUnreviewed => self.next_unreviewed(effects),
            Move::NextConflict => self.next_conflict(effects),
            Move::NextEntry | Move::PreviousEntry => {
                let Some(document) = self.document() else {
                    return;
                };
                let entries: Vec<NodeId> = document
                    .loaded
                    .outline
                    .entries()
                    .map(|(id, _)| id)
                    .collect();
                let at = document.selection.node;
                // A node that is no entry stands between the entries around it.
                let target = if step == Move::NextEntry {
                    entries.iter().find(|id| at.is_none_or(|at| **id > at))
                } else {
                    entries
                        .iter()
                        .rev()
                        .find(|id| at.is_some_and(|at| **id < at))
                };
                if let Some(target) = target.copied() {
                    self.select_node(Some(target), effects);
                }
            }
            Move::NextMention | Move::PreviousMention => {
                let Some(document) = self.document() else {
                    return;
                };
                if let Some((kind, span)) = neighbour_mention(document, step == Move::NextMention) {
                    self.select_mention(&kind, span, effects);
                }
            }
        }
    }

    fn step_document(&mut self, by: isize, effects: &mut Vec<Effect>) {
        let Some(folder) = &self.folder else { return };
        let order: Vec<usize> = folder.in_order().collect();
        let here = order.iter().position(|at| Some(*at) == folder.current());
        let target = here.and_then(|at| at.checked_add_signed(by));
        if let Some(target) = target.and_then(|at| order.get(at)) {
            self.show(*target, effects);
        }
    }

    pub(super) fn next_unreviewed(&mut self, effects: &mut Vec<Effect>) {
        let Some(folder) = &self.folder else { return };
        let Some(current) = folder.current() else {
            return;
        };
        let order: Vec<usize> = folder.in_order().collect();
        let n = order.len();
        let here = order.iter().position(|at| *at == current).unwrap_or(0);
        // The rest of this document, the documents after it, and round again to where we are.
        for offset in 0..=n {
            let index = order[(here + offset) % n];
            let Some(document) = folder.documents()[index].open() else {
                continue;
            };
            let after = if offset == 0 {
                document.selection.node
            } else {
                None
            };
            let open_entry = document.loaded.outline.entries().find(|(id, node)| {
                !node.redacted
                    && after.is_none_or(|after| *id > after)
                    && document.is_unreviewed(*id)
            });
            if let Some((id, _)) = open_entry {
                if index != current {
                    self.show(index, effects);
                }
                self.select_node(Some(id), effects);
                return;
            }
        }
    }

    pub(super) fn select_node(&mut self, node: Option<NodeId>, effects: &mut Vec<Effect>) {
        if let Some(document) = self.folder.as_mut().and_then(super::Folder::current_mut) {
            document.selection = Selection {
                node,
                ..Selection::default()
            };
            effects.push(Effect::ScrollToSelection);
        }
    }

    pub(super) fn select_mention(
        &mut self,
        kind: &MentionType,
        span: Span,
        effects: &mut Vec<Effect>,
    ) {
        if let Some(document) = self.folder.as_mut().and_then(super::Folder::current_mut) {
            document.selection.mention = Some((kind.clone(), span));
            document.selection.text = None;
            document.selection.is_on_lost = false;
            document.selection.node =
                node_for_form(document, span.start).or(document.selection.node);
            effects.push(Effect::ScrollToSelection);
        }
    }

    pub(super) fn select_text(&mut self, text: Option<(u32, u32)>) {
        if let Some(document) = self.folder.as_mut().and_then(super::Folder::current_mut) {
            document.selection.text = text;
            // The form follows where the marking began; a mention stays selected, it may be given the marked text.
            if let Some((from, to)) = text
                && let Some(node) = node_for_form(document, from.min(to))
            {
                if document.selection.node != Some(node) {
                    document.selection.mention = None;
                }
                document.selection.node = Some(node);
            }
        }
    }

    pub(super) fn follow_scroll(&mut self, node: NodeId) {
        if let Some(document) = self.folder.as_mut().and_then(super::Folder::current_mut) {
            document.selection.node = Some(node);
            document.selection.mention = None;
        }
    }
}

/// The node that the form shows for a place in the text: the entry there, or the deepest node.
pub(super) fn node_for_form(document: &OpenDocument, offset: u32) -> Option<NodeId> {
    let outline = &document.loaded.outline;
    let deepest = outline.node_at(offset)?;
    let mut at = Some(deepest);
    while let Some(id) = at {
        if outline.node(id).kind == NodeKind::Entry {
            return Some(id);
        }
        at = outline.node(id).parent;
    }
    Some(deepest)
}

/// The mention after or before the selected one in the selected node; at its ends there is none. Without one, the first or last.
fn neighbour_mention(document: &OpenDocument, forward: bool) -> Option<(MentionType, Span)> {
    let node = document.selection.node?;
    let of_node: Vec<_> = document.mentions_of(node).collect();
    let at = document
        .selected_mention()
        .and_then(|at| of_node.iter().position(|(index, _)| *index == at));
    let target = match (at, forward) {
        (Some(at), true) => at + 1,
        (Some(at), false) => at.checked_sub(1)?,
        (None, true) => 0,
        (None, false) => of_node.len().checked_sub(1)?,
    };
    of_node
        .get(target)
        .map(|(_, mention)| (mention.kind.clone(), mention.span))
}
