//! A file that appears whole or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, RealDisk, folder_of, temporary_path};

/// A file that takes another's place once it is whole, and is removed where it does not come to that.
pub(super) struct Replacement<'p> {
    file: File,
    target: &'p Path,
    /// None where the target is a device or pipe, which is written to as it is.
    temporary: Option<PathBuf>,
}

impl<'p> Replacement<'p> {
    /// Begins beside the target.
    pub(super) fn beside(target: &'p Path) -> io::Result<Self> {
        let is_special = fs::metadata(target).is_ok_and(|known| !known.is_file());
        if is_special {
            return Ok(Self {
                file: File::options().write(true).open(target)?,
                target,
                temporary: None,
            });
        }
        target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let temporary = temporary_path(target);
        Ok(Self {
            file: RealDisk.create(&temporary, target)?,
            target,
            temporary: Some(temporary),
        })
    }

    /// What to write to.
    pub(super) fn writer(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Replaces the target by what was written. When this returns, it is on disk.
    pub(super) fn take_place(mut self) -> io::Result<()> {
        let Some(temporary) = &self.temporary else {
            return Ok(());
        };
        self.file.sync_all()?;
        fs::rename(temporary, self.target)?;
        self.temporary = None;
        RealDisk.sync_folder(folder_of(self.target))
    }
}

impl Drop for Replacement<'_> {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            // Whatever went wrong before is what the caller hears of.
            let _ = fs::remove_file(temporary);
        }
    }
}
