//! Who may read what the program writes, and where it may write at all.
//!
//! A new file gets what the folder and the user's mask give it; a file that takes another's place, and a copy of one, get that one's permissions.
//! Nothing is written through a link: what stands in a shared folder cannot lead the program out of it.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use super::disk::OWN_FOLDER;

/// Opens a new file for writing that gets the permissions of another, if that is a file: of the one whose place it will take, or of which it is a
/// copy. Whatever stood there is removed, a link included.
pub(super) fn create_like(file: &Path, other: &Path) -> io::Result<File> {
    let known = fs::metadata(other).ok();
    create(file, known.as_ref().filter(|known| known.is_file()))
}

/// # Errors
/// Where a folder is a symbolic link.
pub(super) fn refuse_link(folder: &Path) -> io::Result<()> {
    match fs::symlink_metadata(folder) {
        Ok(known) if known.is_symlink() => Err(is_link(folder)),
        _ => Ok(()),
    }
}

/// What a path leads through from the program's own folder on, the innermost first, itself included; nothing where it leads elsewhere.
pub(super) fn own_folders(path: &Path) -> impl Iterator<Item = &Path> {
    let is_own = |folder: &&Path| folder.iter().any(|part| part == OWN_FOLDER);
    path.ancestors().take_while(is_own)
}

fn is_link(path: &Path) -> io::Error {
    let words = format!("{}: a symbolic link", path.display());
    io::Error::new(io::ErrorKind::PermissionDenied, words)
}

fn create(file: &Path, like: Option<&fs::Metadata>) -> io::Result<File> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    // Fails where somebody puts a link there at this very moment.
    options.write(true).create_new(true);
    system::create(file, &mut options, like)
}

#[cfg(unix)]
mod system {
    use super::{File, OpenOptions, Path, fs, io};
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};

    /// Never open to more people than it will be, not even for a moment.
    pub(super) fn create(
        file: &Path,
        options: &mut OpenOptions,
        like: Option<&fs::Metadata>,
    ) -> io::Result<File> {
        let Some(like) = like else {
            return options.open(file);
        };
        let mode = like.permissions().mode() & 0o777;
        let created = options.mode(mode).open(file)?;
        // The mask took from the mode; a file system without modes has nothing to give.
        let _ = created.set_permissions(fs::Permissions::from_mode(mode));
        Ok(created)
    }
}

#[cfg(not(unix))]
mod system {
    use super::{File, OpenOptions, Path, fs, io};

    /// On Windows a file gets its rights from its folder.
    pub(super) fn create(
        file: &Path,
        options: &mut OpenOptions,
        _like: Option<&fs::Metadata>,
    ) -> io::Result<File> {
        options.open(file)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Write;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::super::disk::{RealDisk, secure_folders};
    use super::*;

    #[test]
    fn what_takes_a_files_place_is_open_to_the_same_people() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, mode) in [
            ("甲.ron", 0o600),
            ("乙.ron", 0o640),
            ("丙.ron", 0o666),
            ("丁.ron", 0o444),
        ] {
            let target = folder.path().join(name);
            fs::write(&target, "旧").expect("writes");
            fs::set_permissions(&target, fs::Permissions::from_mode(mode)).expect("changes");
            let temporary = folder.path().join(format!(".{name}.tmp"));
            let file = create_like(&temporary, &target).expect("creates");
            let got = file.metadata().expect("known").permissions().mode() & 0o777;
            assert_eq!(got, mode, "{name}");
        }
    }

    #[test]
    fn a_link_in_the_way_is_replaced_and_what_it_leads_to_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let outside = folder.path().join("外");
        fs::write(&outside, "外").expect("writes");
        let temporary = folder.path().join(".甲.ron.tmp");
        symlink(&outside, &temporary).expect("links");
        let mut file = create_like(&temporary, &outside).expect("creates");
        file.write_all("内".as_bytes()).expect("writes");
        assert_eq!(fs::read_to_string(&outside).expect("reads"), "外");
        assert_eq!(fs::read_to_string(&temporary).expect("reads"), "内");
    }

    #[test]
    fn the_programs_own_folder_is_no_link_and_the_reviewers_folder_is_never_made_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join("文件夹/.piyue/backups/子");
        let gone = secure_folders(&RealDisk, &own).expect_err("there is no such folder");
        assert_eq!(gone.kind(), io::ErrorKind::NotFound);
        fs::create_dir(folder.path().join("文件夹")).expect("creates");
        secure_folders(&RealDisk, &own).expect("creates");
        secure_folders(&RealDisk, &own).expect("is there");
        assert!(own.is_dir());
        let linked = folder.path().join("另一个");
        fs::create_dir(&linked).expect("creates");
        symlink(folder.path(), linked.join(".piyue")).expect("links");
        let refused =
            secure_folders(&RealDisk, &linked.join(".piyue/backups")).expect_err("a link");
        assert!(
            refused.to_string().ends_with(".piyue: a symbolic link"),
            "{refused}"
        );
    }
}
