//! The stretch of time that the sections above a node are headed with: the year and the month of a chronicle.

use super::cue;
use super::month;
use super::{NodeId, Outline};
use crate::text::Text;

impl Outline {
    /// The month that the sections above a node are headed with, as in a chronicle: 1 to 12.
    #[must_use]
    pub fn month_of(&self, id: NodeId, text: &Text) -> Option<u8> {
        let mut at = self.nodes.get(id.index())?.parent;
        while let Some(section) = at {
            let node = self.node(section);
            let month = node
                .heading_text(text)
                .filter(|heading| heading.contains('月'))
                .and_then(|heading| month::number(&cue::fold_prefix(&heading, 24)));
            if month.is_some() {
                return month;
            }
            at = node.parent;
        }
        None
    }

    /// The year that the sections above a node are headed with, alone or with a month.
    #[must_use]
    pub fn year_of(&self, id: NodeId, text: &Text) -> Option<u16> {
        let mut at = self.nodes.get(id.index())?.parent;
        while let Some(section) = at {
            let node = self.node(section);
            let year = node
                .heading_text(text)
                .filter(|heading| heading.contains('年'))
                .and_then(|heading| month::year_of(&cue::fold_prefix(&heading, 24)));
            if year.is_some() {
                return year;
            }
            at = node.parent;
        }
        None
    }
}
