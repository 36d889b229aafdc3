//! The system calls of a save, behind a seam: tests put a disk there that fails at the n-th call and tells the order of all of them.
//!
//! In: a path and what is to stand there. Out: a file that is on disk whole, or an error that names the file at fault while what was there
//! before still is. [`write_whole`] is the one way in which anything that a reviewer decided reaches a disk.

use std::ffi::OsString;
use std::fmt::Debug;
use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use super::permissions::{create_like, own_folders, refuse_link};
use super::sidecar_file::MAX_NAME_BYTES;

/// The folder of everything that is the program's own in a reviewer's folder.
pub(super) const OWN_FOLDER: &str = ".piyue";

/// The calls that a save makes, one by one. Each may be interrupted; whoever calls tries again then.
pub(super) trait Disk: Debug + Send + Sync {
    fn read(&self, file: &Path) -> io::Result<Vec<u8>>;
    /// Opens a new file for writing, with the permissions of another if that is there; whatever stood in its place is removed.
    fn create(&self, file: &Path, like: &Path) -> io::Result<File>;
    /// Writes some of the bytes, and says how many.
    fn write(&self, path: &Path, file: &mut File, bytes: &[u8]) -> io::Result<usize>;
    /// When this returns, the file's words survive a power cut, though perhaps not its name.
    fn sync(&self, path: &Path, file: &File) -> io::Result<()>;
    /// Replaces what is at `to` at once and whole.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove(&self, file: &Path) -> io::Result<()>;
    /// Creates one folder in a folder that is there.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;
    /// When this returns, the names in the folder survive a power cut.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Debug, Clone, Copy)]
pub(super) struct RealDisk;

impl Disk for RealDisk {
    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        fs::read(file)
    }

    fn create(&self, file: &Path, like: &Path) -> io::Result<File> {
        create_like(file, like)
    }

    fn write(&self, _path: &Path, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        io::Write::write(file, bytes)
    }

    fn sync(&self, _path: &Path, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir(folder)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // Windows syncs folders with the file system's journal and cannot open them as files.
        if cfg!(windows) {
            Ok(())
        } else {
            File::open(folder)?.sync_all()
        }
    }
}

/// Puts a file in its place: a temporary file beside it (`.NAME.tmp`), synced, renamed over it, the folder synced. It gets the permissions of
/// the file whose place it takes. Of folders only the program's own come into being on the way. When this returns, the bytes are on disk.
///
/// # Errors
/// Where a step fails, with the file at fault. What was at `path` is then still there whole; only where the very last step fails, the
/// new file may be there whole already.
pub(super) fn write_whole(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_like(disk, path, path, bytes)
}

/// The same where another program may be writing the same file at this moment: the temporary file has a name that no other has, so that none
/// puts another's half in place. What a crash leaves of it is for [`check`](super::check) to find.
///
/// # Errors
/// As [`write_whole`].
pub(super) fn write_whole_beside_others(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
) -> io::Result<()> {
    write_through(disk, path, &own_temporary_path(path), path, bytes)
}

/// The same for a copy, which is open to whom the file `like` is.
///
/// # Errors
/// As [`write_whole`].
pub(super) fn write_like(
    disk: &dyn Disk,
    path: &Path,
    like: &Path,
    bytes: &[u8],
) -> io::Result<()> {
    write_through(disk, path, &temporary_path(path), like, bytes)
}

fn write_through(
    disk: &dyn Disk,
    path: &Path,
    temporary: &Path,
    like: &Path,
    bytes: &[u8],
) -> io::Result<()> {
    let folder = folder_of(path);
    secure_folders(disk, folder)?;
    let written = write_synced(disk, temporary, like, bytes)
        .and_then(|()| retried(path, || disk.rename(temporary, path)));
    if let Err(error) = written {
        // The error that matters is the first; a temporary file that stays is overwritten by the next write.
        let _ = disk.remove(temporary);
        return Err(error);
    }
    retried(folder, || disk.sync_folder(folder))
}

/// Reads a file; none where there is none.
///
/// # Errors
/// Where it is there and cannot be read.
pub(super) fn read_if_there(disk: &dyn Disk, path: &Path) -> io::Result<Option<Vec<u8>>> {
    match retried(path, || disk.read(path)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn write_synced(disk: &dyn Disk, path: &Path, like: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = retried(path, || disk.create(path, like))?;
    let mut rest = bytes;
    while !rest.is_empty() {
        match retried(path, || disk.write(path, &mut file, rest))? {
            0 => return Err(at(path, &io::ErrorKind::WriteZero.into())),
            n => rest = &rest[n..],
        }
    }
    retried(path, || disk.sync(path, &file))
}

/// Makes sure that the program's own folders on the way are there, are no links and stay there when the power goes. They are made sure of each
/// time: one that is there may come from a program that was ended before it could sync it. Any other folder has to be there: where a
/// reviewer's folder was moved away, its place must not be taken by an empty one.
///
/// # Errors
/// Where one of them is a symbolic link or cannot be created.
pub(super) fn secure_folders(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    let own: Vec<&Path> = own_folders(folder).collect();
    for folder in own.into_iter().rev() {
        refuse_link(folder)?;
        create_synced(disk, folder)?;
    }
    Ok(())
}

/// Creates a folder with everything that is missing above it, for a place that a reviewer chose.
///
/// # Errors
/// Where one of them cannot be created.
pub(super) fn create_all(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    let missing = folder.ancestors().take_while(|folder| !folder.is_dir());
    let missing: Vec<&Path> = missing
        .filter(|folder| !folder.as_os_str().is_empty())
        .collect();
    missing
        .into_iter()
        .rev()
        .try_for_each(|folder| create_synced(disk, folder))
}

/// Creates a folder that may be there already, and makes its name last.
fn create_synced(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    if !folder.is_dir() {
        let created = retried(folder, || disk.create_folder(folder));
        // Another program may have been faster.
        created.or_else(|error| if folder.is_dir() { Ok(()) } else { Err(error) })?;
    }
    let above = folder_of(folder);
    retried(above, || disk.sync_folder(above))
}

/// Where a file is written before it takes its place. What a crash left there is overwritten.
pub(super) fn temporary_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".tmp");
    path.with_file_name(name)
}

/// What a name of [`own_temporary_path`] has between the file's own and `.tmp`: a point and this many hexadecimal digits.
pub(super) const OWN_MARK_DIGITS: usize = 8;

/// Where a file is written that others write at the same time: each call names another place (`.NAME.1f3a09c2.tmp`). Names that this would make
/// too long for a file system go without.
fn own_temporary_path(path: &Path) -> PathBuf {
    let own = RandomState::new().hash_one(std::process::id()) as u32;
    let name = path.file_name().unwrap_or_default();
    let mut marked = name.to_owned();
    marked.push(format!(".{own:0OWN_MARK_DIGITS$x}"));
    let temporary = temporary_path(&path.with_file_name(marked));
    let is_short = temporary
        .file_name()
        .is_none_or(|name| name.len() <= MAX_NAME_BYTES);
    if is_short {
        temporary
    } else {
        temporary_path(path)
    }
}

/// The folder that a path lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    let parent = path.parent().filter(|at| !at.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// Makes a call until it is not interrupted; an error names the file it is about.
fn retried<T>(path: &Path, mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done.map_err(|error| at(path, &error)),
        }
    }
}

/// The same error with the file it is about in its words.
fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
