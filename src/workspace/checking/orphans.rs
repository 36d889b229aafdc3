//! Sidecars that no document claims by its name: was the document renamed?

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::disk::{Disk, RealDisk, secure_folders};
use super::super::document::{ReadOnly, ReadOnlyReason};
use super::super::reading::read_sidecar;
use super::super::sidecar_file::{Reviewer, sidecar_path_of};
use super::own_files::SIDECAR_ENDING;
use super::{Finding, Renaming};
use crate::annotation::sidecar::{self, SourceNote};
use crate::text::Text;

/// Says what is to be done about it; it may be unreadable too, which is then what to say. With `fix` it gets the name that goes with the one
/// document that has the very bytes it was made on.
pub(super) fn check(
    root: &Path,
    sidecar: PathBuf,
    by_hash: &HashMap<String, Vec<&Path>>,
    fix: bool,
) -> Finding {
    let at_fault = |reason| {
        Finding::Sidecar(ReadOnly {
            sidecar: root.join(&sidecar),
            reason,
        })
    };
    let ron = match read_sidecar(&root.join(&sidecar)) {
        Ok(ron) => ron.unwrap_or_default(),
        Err(reason) => return at_fault(reason),
    };
    let note = match sidecar::read(&ron, &Text::default(), "") {
        Ok((_, note)) => note,
        Err(error) => return at_fault(ReadOnlyReason::Sidecar(error)),
    };
    let of_these_bytes = by_hash.get(&note.sha256).map_or(&[][..], Vec::as_slice);
    let [document] = of_these_bytes else {
        return Finding::WithoutDocument { sidecar };
    };
    let reviewer = reviewer_of(&sidecar, &note);
    let to = sidecar_path_of(document, reviewer.as_ref().and_then(Option::as_ref));
    let renaming = if fs::symlink_metadata(root.join(&to)).is_ok() {
        Renaming::Taken
    } else if reviewer.is_none() {
        Renaming::ByHand
    } else if fix && rename(&root.join(&sidecar), &root.join(&to)) {
        Renaming::Done
    } else {
        Renaming::Possible
    };
    Finding::Renamed {
        document: (*document).to_owned(),
        sidecar,
        to,
        renaming,
    }
}

/// In whose name it is, by what stands in its name behind the document's; none where that cannot be told.
#[expect(
    clippy::option_option,
    reason = "not to be told, in nobody's name, in somebody's name"
)]
fn reviewer_of(sidecar: &Path, note: &SourceNote) -> Option<Option<Reviewer>> {
    let name = sidecar.file_name()?.to_str()?;
    let rest = name
        .strip_suffix(SIDECAR_ENDING)?
        .strip_prefix(note.name.as_str())?;
    if rest.is_empty() {
        return Some(None);
    }
    Reviewer::new(rest.strip_prefix('.')?).map(Some)
}

fn rename(from: &Path, to: &Path) -> bool {
    let folder = to.parent().unwrap_or(Path::new(""));
    // Only under `.piyue/long/` can a folder be missing.
    let renamed = secure_folders(&RealDisk, folder).and_then(|()| fs::rename(from, to));
    renamed.and_then(|()| RealDisk.sync_folder(folder)).is_ok()
}
