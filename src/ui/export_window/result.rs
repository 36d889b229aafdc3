//! What came of an export: what was written, what was left out, or why there is none.

use std::path::Path;

use egui::{RichText, Ui};

use crate::export::{ExportError, notice_words};
use crate::i18n::Language;
use crate::ui::theme::Tokens;
use crate::ui::widgets;
use crate::workspace::{ExportFailure, ExportSummary, SkipReason};

/// How many documents that were left out the summary names, and how many notices it has.
const MAX_NAMED: usize = 12;

/// Written, left out and why.
pub fn summary_ui(ui: &mut Ui, target: &Path, summary: &ExportSummary, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    let n_filtered = summary
        .skipped
        .iter()
        .filter(|(_, reason)| *reason == SkipReason::Filtered)
        .count();
    let words = language.with("export-written", &[("n", summary.n_written.into())]);
    ui.label(RichText::new(format!("✓ {words}")).color(tokens.ok));
    ui.label(target.display().to_string());
    if n_filtered > 0 {
        ui.label(widgets::small(
            language.with("export-filtered", &[("n", n_filtered.into())]),
            tokens.ink3,
        ));
    }
    let failed: Vec<_> = summary
        .skipped
        .iter()
        .filter(|(_, reason)| *reason != SkipReason::Filtered)
        .collect();
    for (path, _) in failed.iter().take(MAX_NAMED) {
        let words = language.with(
            "export-left-out",
            &[("path", path.display().to_string().into())],
        );
        ui.label(widgets::small(words, tokens.red));
    }
    if failed.len() > MAX_NAMED {
        ui.label("…");
    }
    for notice in summary.notices.iter().take(MAX_NAMED) {
        ui.label(widgets::small(notice_words(notice, language), tokens.warn));
    }
    if summary.notices.len() > MAX_NAMED {
        ui.label("…");
    }
}

/// Why there is no export.
pub fn failure_words(failure: &ExportFailure, language: Language) -> String {
    match failure {
        ExportFailure::Cancelled => language.t("cli-export-cancelled").into_owned(),
        ExportFailure::IsSource(path) => language.with(
            "cli-export-is-source",
            &[("path", path.display().to_string().into())],
        ),
        ExportFailure::IsSidecar(path) => language.with(
            "cli-export-is-sidecar",
            &[("path", path.display().to_string().into())],
        ),
        ExportFailure::NotEmpty(path) => language.with(
            "cli-export-not-empty",
            &[("path", path.display().to_string().into())],
        ),
        ExportFailure::NeedsFolder => language.t("cli-export-needs-folder").into_owned(),
        ExportFailure::Export(ExportError::Scratch) => language.t("export-scratch").into_owned(),
        ExportFailure::Target { .. } | ExportFailure::Export(_) => language.with(
            "cli-export-failed",
            &[("reason", failure.to_string().into())],
        ),
    }
}
