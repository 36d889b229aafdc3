//! What the library reports as data, put into words.

use std::io;
use std::path::Path;

use super::console::Console;
use super::edit_line::Problem;
use crate::annotation::sidecar::{self, SidecarError};
use crate::export::{ExportError, Notice, notice_words as export_notice};
use crate::extract::ValueProblem;
use crate::record::decision::Refusal;
use crate::source::{self, Unreadable};
use crate::workspace::{ExportFailure, LoadFailure, ReadOnly, ReadOnlyReason, SkipReason};

impl Console {
    /// Why a document was not loaded.
    pub(super) fn load_failure(&self, failure: &LoadFailure) -> String {
        match failure {
            LoadFailure::Unreadable(Unreadable::UnknownFormat) => {
                self.t("cli-unreadable-format").into_owned()
            }
            LoadFailure::Unreadable(Unreadable::NotText) => {
                self.t("cli-unreadable-not-text").into_owned()
            }
            LoadFailure::Unreadable(Unreadable::TooLarge) => self.with(
                "cli-unreadable-too-large",
                &[("limit", (source::MAX_BYTES >> 20).into())],
            ),
            LoadFailure::Unreadable(Unreadable::NotAFile) => {
                self.t("cli-unreadable-not-a-file").into_owned()
            }
            LoadFailure::Unreadable(Unreadable::Legacy) => {
                self.t("cli-unreadable-legacy").into_owned()
            }
            LoadFailure::Unreadable(Unreadable::Encrypted) => {
                self.t("cli-unreadable-encrypted").into_owned()
            }
            LoadFailure::Unreadable(Unreadable::Scanned) => {
                self.t("cli-unreadable-scanned").into_owned()
            }
            LoadFailure::Unreadable(Unreadable::Damaged) => {
                self.t("cli-unreadable-damaged").into_owned()
            }
            LoadFailure::Unreadable(Unreadable::Bomb | Unreadable::TooDeep) => {
                self.t("cli-unreadable-bomb").into_owned()
            }
            LoadFailure::Fault => self.t("cli-unreadable-fault").into_owned(),
            LoadFailure::Io(reason) => {
                self.with("cli-unreadable", &[("reason", reason.as_str().into())])
            }
        }
    }

    /// Why a sidecar cannot be used, its place first: `FILE:LINE:COLUMN: reason`.
    pub(super) fn read_only(&self, read_only: &ReadOnly) -> String {
        let sidecar = read_only.sidecar.display();
        match &read_only.reason {
            ReadOnlyReason::Sidecar(SidecarError::Syntax {
                line,
                column,
                message,
            }) => {
                let reason =
                    self.with("cli-sidecar-syntax", &[("reason", message.as_str().into())]);
                format!("{sidecar}:{line}:{column}: {reason}")
            }
            ReadOnlyReason::Sidecar(SidecarError::Newer(version)) => {
                let reason = self.with("cli-sidecar-newer", &[("version", (*version).into())]);
                format!("{sidecar}: {reason}")
            }
            ReadOnlyReason::Io(reason) => {
                let reason = self.with("cli-unreadable", &[("reason", reason.as_str().into())]);
                format!("{sidecar}: {reason}")
            }
            ReadOnlyReason::TooLarge => {
                let limit = sidecar::MAX_BYTES >> 20;
                let reason = self.with("cli-sidecar-too-large", &[("limit", limit.into())]);
                format!("{sidecar}: {reason}")
            }
            ReadOnlyReason::Link => format!("{sidecar}: {}", self.t("cli-sidecar-link")),
            ReadOnlyReason::NotAFile => {
                format!("{sidecar}: {}", self.t("cli-unreadable-not-a-file"))
            }
            ReadOnlyReason::NotUtf8 { line } => {
                format!("{sidecar}:{line}: {}", self.t("cli-sidecar-not-utf-8"))
            }
        }
    }

    /// Why a document is not in an export; none where it was not asked for.
    pub(super) fn skipped(&self, path: &Path, reason: &SkipReason) -> Option<String> {
        let path = path.display();
        match reason {
            SkipReason::Filtered => None,
            SkipReason::Unreadable(failure) => {
                Some(format!("{path}: {}", self.load_failure(failure)))
            }
            SkipReason::Sidecar(read_only) => {
                let left_out = self.t("cli-export-left-out");
                Some(format!("{}\n{path}: {left_out}", self.read_only(read_only)))
            }
        }
    }

    /// Why there is no export.
    pub(super) fn export_failure(&self, failure: &ExportFailure) -> String {
        match failure {
            ExportFailure::Cancelled => self.t("cli-export-cancelled").into_owned(),
            ExportFailure::IsSource(path) => self.with(
                "cli-export-is-source",
                &[("path", path.display().to_string().into())],
            ),
            ExportFailure::IsSidecar(path) => self.with(
                "cli-export-is-sidecar",
                &[("path", path.display().to_string().into())],
            ),
            ExportFailure::NotEmpty(path) => self.with(
                "cli-export-not-empty",
                &[("path", path.display().to_string().into())],
            ),
            ExportFailure::NeedsFolder => self.t("cli-export-needs-folder").into_owned(),
            ExportFailure::Target { path, error } => {
                let reason = self.with("cli-unwritable", &[("reason", error.to_string().into())]);
                format!("{}: {reason}", path.display())
            }
            ExportFailure::Export(ExportError::Scratch) => self.t("export-scratch").into_owned(),
            ExportFailure::Export(error) => {
                self.with("cli-export-failed", &[("reason", error.to_string().into())])
            }
        }
    }

    /// What should be known about an export.
    pub(super) fn notice(&self, notice: &Notice) -> String {
        export_notice(notice, self.language)
    }

    /// Why a line of edits was not applied.
    pub(super) fn problem(&self, problem: &Problem) -> String {
        let with = |id: &str, value: &str| self.with(id, &[("value", value.into())]);
        match problem {
            Problem::Json(reason) => with("cli-edit-json", reason),
            Problem::NoDocument(path) => with("cli-edit-no-document", path),
            Problem::TwoDocuments(path) => with("cli-edit-two-documents", path),
            Problem::Load(failure) => self.load_failure(failure),
            Problem::ReadOnly(read_only) => self.read_only(read_only),
            Problem::Missing(key) => with("cli-edit-missing", key),
            Problem::Unknown(key, value) => self.with(
                "cli-edit-unknown",
                &[("key", (*key).into()), ("value", value.as_str().into())],
            ),
            Problem::Positions => self.t("cli-edit-positions").into_owned(),
            // The words of a document do not go where complaints are kept.
            Problem::Quote => self.t("cli-edit-quote").into_owned(),
            Problem::OtherValue => self.t("cli-edit-other-value").into_owned(),
            Problem::NoEntry(start) => {
                self.with("cli-edit-no-entry", &[("start", (*start).into())])
            }
            Problem::NoNode(start) => self.with("cli-edit-no-node", &[("start", (*start).into())]),
            Problem::Refused(refusal) => self.refusal(refusal),
            Problem::Save(reason) => {
                self.with("cli-unwritable", &[("reason", reason.as_str().into())])
            }
        }
    }

    fn refusal(&self, refusal: &Refusal) -> String {
        let id = match refusal {
            Refusal::NoSuchMention => "cli-refused-no-such-mention",
            Refusal::AlreadyThere => "cli-refused-already-there",
            Refusal::NotAnEntry => "cli-refused-not-an-entry",
            Refusal::Span => "cli-refused-span",
            Refusal::TagName => "cli-refused-tag-name",
            Refusal::CorrectedOtherwise => "cli-refused-corrected-otherwise",
            Refusal::NoPart => "cli-refused-no-part",
            Refusal::NothingBefore => "cli-refused-nothing-before",
            Refusal::Lead => "cli-refused-lead",
            Refusal::Value(problem) => match problem {
                ValueProblem::NotADate => "cli-value-not-a-date",
                ValueProblem::NoSuchDay => "cli-value-no-such-day",
                ValueProblem::EndBeforeStart => "cli-value-reversed",
                ValueProblem::NotANumber => "cli-value-not-a-number",
                ValueProblem::NotACode => "cli-value-not-a-region-code",
                ValueProblem::NotAChoice => "cli-value-not-a-choice",
                ValueProblem::Empty => "cli-value-empty",
                ValueProblem::LineBreak => "cli-value-line-break",
            },
        };
        self.t(id).into_owned()
    }
}

/// Whether an export ended because whoever read it went away: nothing to complain about.
pub(super) fn is_broken_pipe(failure: &ExportFailure) -> bool {
    matches!(failure, ExportFailure::Export(ExportError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe)
}
