//! What every export of a folder does: documents one after the other with progress, and a file that appears whole or not at all.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use super::{ExportFailure, Folder, Progress, Target, refuse_ours};
use crate::export::ExportError;
use crate::workspace::in_order::in_order;
use crate::workspace::replacement::Replacement;

/// Loads documents on the available cores and writes them in order, until one cannot be written or `progress` breaks.
///
/// # Errors
/// Where a document could not be written, or `progress` broke.
pub(in crate::workspace) fn each_in_order<T: Send>(
    n_documents: usize,
    load: impl Fn(usize) -> T + Sync,
    mut write: impl FnMut(usize, T) -> Result<(), ExportError>,
    progress: &mut Progress<'_>,
) -> Result<(), ExportFailure> {
    let mut failure = None;
    let mut done = progress(0, n_documents);
    if done.is_continue() {
        done = in_order(n_documents, load, |at, loaded| match write(at, loaded) {
            Ok(()) => progress(at + 1, n_documents),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        });
    }
    match failure {
        Some(error) => Err(error.into()),
        None if done.is_break() => Err(ExportFailure::Cancelled),
        None => Ok(()),
    }
}

/// Writes to a target that is one file. Where it has a path, it must be none of the documents of the folders.
///
/// # Errors
/// Where the target must not be written, `write` fails or the disk does not take the file; a file that was there is then as it was.
pub fn to_target<T>(
    target: Target<'_>,
    folders: &[Folder<'_>],
    write: impl FnOnce(&mut dyn Write) -> Result<T, ExportFailure>,
) -> Result<T, ExportFailure> {
    match target {
        Target::Writer(out) => write(out),
        Target::Path(path) => {
            refuse_ours(path, folders)?;
            to_file(path, write)
        }
    }
}

/// Writes a file that takes its place once it is whole.
///
/// # Errors
/// Where `write` fails or the disk does not take the file; the target is then as it was.
pub(super) fn to_file<T>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, ExportFailure>,
) -> Result<T, ExportFailure> {
    let at_target = |error| ExportFailure::Target {
        path: path.to_owned(),
        error,
    };
    let replacement = Replacement::beside(path).map_err(at_target)?;
    let mut out = BufWriter::new(replacement.writer().map_err(at_target)?);
    let written = write(&mut out)?;
    out.into_inner()
        .map_err(io::IntoInnerError::into_error)
        .and_then(|_| replacement.take_place())
        .map_err(at_target)?;
    Ok(written)
}
