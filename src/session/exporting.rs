//! An export in the background, with progress and cancel.

use std::path::PathBuf;

use super::{Effect, Session};

/// What to export where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportPlan {
    pub target: PathBuf,
}

/// How far an export is.
#[derive(Debug)]
pub enum ExportState {
    Running { n_done: usize, n_documents: usize },
}

impl Session {
    pub(super) fn start_export(&mut self, _plan: ExportPlan) {}

    pub(super) fn cancel_export(&mut self) {}

    pub(super) fn dismiss_export(&mut self) {
        self.export = None;
    }

    pub(super) fn drain_export(&mut self, _effects: &mut Vec<Effect>) {}
}
