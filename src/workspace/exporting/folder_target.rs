//! An export that is a folder of files: it appears whole or not at all.
//!
//! Files come into a folder beside the target (`.NAME.tmp`), which takes its place at the end. A folder that is there already is replaced only
//! where it is empty or an export itself, which a file in it says ([`MARK`]); what else somebody keeps in a folder is never touched.
//!
//! Folders so marked are no documents, wherever they lie: listing a folder passes them by.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};

use super::ExportFailure;
use crate::export::Files;
use crate::workspace::disk::{Disk, RealDisk, folder_of, temporary_path};

/// Says that a folder is an export. Programs that read the formats pass over hidden files.
const MARK: &str = ".piyue-export";

/// What an export would do to what is at its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetState {
    /// Nothing is there.
    Free,
    /// It would be replaced when the export is complete.
    Replaced,
    /// It would stay, and there would be no export: a folder of other things, or one where a file is asked for, or the other way round.
    Refused,
}

/// What is at the target of an export that is a folder, or a file.
#[must_use]
pub fn target_state(target: &Path, is_folder: bool) -> TargetState {
    let Ok(known) = fs::metadata(target) else {
        return TargetState::Free;
    };
    let is_replaced = if known.is_dir() {
        is_folder && is_replaceable(target).unwrap_or(false)
    } else {
        !is_folder
    };
    if is_replaced {
        TargetState::Replaced
    } else {
        TargetState::Refused
    }
}

/// Whether a folder is an export.
pub(in crate::workspace) fn holds_export(folder: &Path) -> bool {
    folder.join(MARK).is_file()
}

/// A folder that takes its place once it is whole, and is removed where it does not come to that.
pub(super) struct FolderTarget<'p> {
    target: &'p Path,
    temporary: PathBuf,
    is_in_place: bool,
}

impl<'p> FolderTarget<'p> {
    /// Begins beside the target.
    pub(super) fn begin(target: &'p Path) -> Result<Self, ExportFailure> {
        let at_target = |error| ExportFailure::Target {
            path: target.to_owned(),
            error,
        };
        target
            .file_name()
            .ok_or_else(|| at_target(io::ErrorKind::InvalidInput.into()))?;
        match fs::symlink_metadata(target) {
            Ok(known) if !known.is_dir() => {
                return Err(at_target(io::ErrorKind::NotADirectory.into()));
            }
            Ok(_) if !is_replaceable(target).map_err(at_target)? => {
                return Err(ExportFailure::NotEmpty(target.to_owned()));
            }
            _ => {}
        }
        let temporary = temporary_path(target);
        let begun = remove_export(&temporary)
            .and_then(|()| fs::create_dir(&temporary))
            .and_then(|()| fs::write(temporary.join(MARK), "piyue export\n"));
        begun.map_err(at_target)?;
        Ok(Self {
            target,
            temporary,
            is_in_place: false,
        })
    }

    /// Replaces the target by what was written.
    pub(super) fn take_place(mut self) -> io::Result<()> {
        let earlier = temporary_path(&self.target.with_added_extension("old"));
        remove_export(&earlier)?;
        // On Windows no folder can be renamed over another, not even over an empty one.
        let had_earlier = self.target.is_dir();
        if had_earlier {
            fs::rename(self.target, &earlier)?;
        }
        if let Err(error) = fs::rename(&self.temporary, self.target) {
            if had_earlier {
                fs::rename(&earlier, self.target)?;
            }
            return Err(error);
        }
        self.is_in_place = true;
        if had_earlier {
            fs::remove_dir_all(&earlier)?;
        }
        RealDisk.sync_folder(folder_of(self.target))
    }
}

impl Files for &mut FolderTarget<'_> {
    fn create(&mut self, name: &str) -> io::Result<Box<dyn Write + Send>> {
        let relative = Path::new(name);
        let is_inside = |part| matches!(part, Component::Normal(_));
        if !relative.components().all(is_inside) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let path = self.temporary.join(relative);
        fs::create_dir_all(folder_of(&path))?;
        Ok(Box::new(BufWriter::new(File::create_new(path)?)))
    }
}

impl Drop for FolderTarget<'_> {
    fn drop(&mut self) {
        if !self.is_in_place {
            // Whatever went wrong before is what the caller hears of.
            let _ = fs::remove_dir_all(&self.temporary);
        }
    }
}

fn is_replaceable(folder: &Path) -> io::Result<bool> {
    Ok(holds_export(folder) || fs::read_dir(folder)?.next().is_none())
}

/// Removes what an export left that was broken off; nothing else, whatever its name.
fn remove_export(folder: &Path) -> io::Result<()> {
    match fs::symlink_metadata(folder) {
        Ok(known) if known.is_dir() && is_replaceable(folder)? => fs::remove_dir_all(folder),
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => Ok(()),
    }
}
