//! What the library reports as data, put into words.

use std::io;
use std::path::Path;

use super::console::Console;
use crate::annotation::sidecar::SidecarError;
use crate::export::ExportError;
use crate::source::Unreadable;
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
            LoadFailure::Unreadable(Unreadable::TooLarge) => {
                self.t("cli-unreadable-too-large").into_owned()
            }
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
            ExportFailure::Target { path, error } => {
                let reason = self.with("cli-unwritable", &[("reason", error.to_string().into())]);
                format!("{}: {reason}", path.display())
            }
            ExportFailure::Export(error) => {
                self.with("cli-export-failed", &[("reason", error.to_string().into())])
            }
        }
    }
}

/// Whether an export ended because whoever read it went away: nothing to complain about.
pub(super) fn is_broken_pipe(failure: &ExportFailure) -> bool {
    matches!(failure, ExportFailure::Export(ExportError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe)
}
