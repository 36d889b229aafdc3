//! Merging two sidecar files that lie anywhere, without their document.

use std::io;
use std::path::{Path, PathBuf};

use super::document::{ReadOnly, ReadOnlyReason};
use super::reading::read_sidecar;
use super::sidecar_file::write_sidecar;
use crate::annotation::merge::{merge, n_changes};
use crate::annotation::sidecar::{self, SourceNote};
use crate::annotation::{Annotation, Conflict};

/// What a merge came to. Positions are code points of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeSummary {
    pub n_ours: usize,
    pub n_theirs: usize,
    pub n_merged: usize,
    /// Decisions of the result that our side does not have so.
    pub n_new_to_ours: usize,
    /// Decisions of the result that the other side does not have so.
    pub n_new_to_theirs: usize,
    pub conflicts: Vec<Conflict>,
}

/// Why nothing was merged; no file was changed.
#[derive(Debug)]
pub enum MergeFailure {
    /// One of the files is no sidecar that can be read.
    Unreadable(ReadOnly),
    /// It belongs to another source.
    OtherSource {
        path: PathBuf,
        name: String,
    },
    /// The target is there and is no sidecar of the same source.
    Occupied(PathBuf),
    Unwritable {
        path: PathBuf,
        error: io::Error,
    },
}

/// Merges two sidecars of one source, with the state that both had where it is known, and writes the result unless `target` is none.
///
/// # Errors
/// Where a file cannot be read, belongs to another source, or the target must not be replaced or cannot be written.
pub fn merge_sidecars(
    ours: &Path,
    theirs: &Path,
    base: Option<&Path>,
    target: Option<&Path>,
) -> Result<MergeSummary, MergeFailure> {
    let (ours, source) = read(ours)?;
    let of_same_source = |path: &Path| {
        let (annotation, other) = read(path)?;
        if other.sha256 == source.sha256 {
            Ok(annotation)
        } else {
            Err(MergeFailure::OtherSource {
                path: path.to_owned(),
                name: other.name,
            })
        }
    };
    let theirs = of_same_source(theirs)?;
    let base = base.map(of_same_source).transpose()?;
    let merged = merge(base.as_ref(), &ours, &theirs);
    let summary = MergeSummary {
        n_ours: ours.n_decisions(),
        n_theirs: theirs.n_decisions(),
        n_merged: merged.n_decisions(),
        n_new_to_ours: n_changes(&ours, &merged),
        n_new_to_theirs: n_changes(&theirs, &merged),
        conflicts: merged.conflicts.clone(),
    };
    if let Some(target) = target {
        if target.exists() && of_same_source(target).is_err() {
            return Err(MergeFailure::Occupied(target.to_owned()));
        }
        let ron = sidecar::write_unplaced(merged, source);
        let written = std::path::absolute(target).and_then(|path| write_sidecar(&path, &ron));
        written.map_err(|error| MergeFailure::Unwritable {
            path: target.to_owned(),
            error,
        })?;
    }
    Ok(summary)
}

fn read(path: &Path) -> Result<(Annotation, SourceNote), MergeFailure> {
    let at_fault = |reason| {
        MergeFailure::Unreadable(ReadOnly {
            sidecar: path.to_owned(),
            reason,
        })
    };
    let ron = read_sidecar(path).map_err(at_fault)?.ok_or_else(|| {
        let missing = io::Error::from(io::ErrorKind::NotFound);
        at_fault(ReadOnlyReason::Io(missing.to_string()))
    })?;
    sidecar::read_unplaced(&ron).map_err(|error| at_fault(ReadOnlyReason::Sidecar(error)))
}
