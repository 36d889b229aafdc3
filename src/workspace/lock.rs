//! Who has the folder open, and whose turn it is to write.
//!
//! Each open window has a file of its own under `.piyue/open/`, locked while it lives, with who and since when beside it. A lock never keeps
//! anybody from working: it tells. What a crash left is seen by its lock being free. File systems without locks, and folders that cannot be
//! written to, go without.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::disk::{RealDisk, secure_folders};

/// Within the workspace's root.
const OPEN_FOLDER: &str = ".piyue/open";
const TURN_FILE: &str = ".piyue/write.lock";
/// How long a program waits for another's write before it writes all the same; comparing and merging still keep both.
const LONGEST_WAIT: Duration = Duration::from_secs(2);
/// How long a window on another machine, whose lock cannot be seen from here, is taken to be open.
const LONGEST_SITTING_HOURS: i64 = 12;

/// Another window on the same folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Open")]
pub struct OpenElsewhere {
    pub machine: String,
    pub process: u32,
    /// Who reviews there, where that was said.
    pub reviewer: Option<String>,
    /// RFC 3339 with the offset of that machine's clock.
    pub since: String,
}

/// This window's own sign that the folder is open; it goes when this is dropped.
#[derive(Debug)]
pub(super) struct Presence {
    root: PathBuf,
    files: Option<(File, PathBuf, PathBuf)>,
}

impl Presence {
    /// Says that the folder is open here, and who else has it open.
    pub(super) fn enter(root: &Path, reviewer: Option<&str>) -> (Self, Vec<OpenElsewhere>) {
        static N_OPENED: AtomicU32 = AtomicU32::new(0);
        let others = others(root);
        let own = OpenElsewhere {
            machine: machine(),
            process: std::process::id(),
            reviewer: reviewer.map(str::to_owned),
            since: crate::annotation::Stamp::now(None).at,
        };
        let n = N_OPENED.fetch_add(1, Ordering::Relaxed);
        let name = format!(
            "{}-{}-{n}",
            own.machine.replace(['/', '\\', ':'], "_"),
            own.process
        );
        let folder = root.join(OPEN_FOLDER);
        let lock_path = folder.join(format!("{name}.lock"));
        let words_path = folder.join(format!("{name}.ron"));
        let files = secure_folders(&RealDisk, &folder).and_then(|()| {
            let file = File::create_new(&lock_path)?;
            // Without locks the others go by who and when.
            let _ = file.try_lock();
            let words = ron::to_string(&own).map_err(std::io::Error::other)?;
            File::create_new(&words_path)?.write_all(words.as_bytes())?;
            Ok((file, lock_path, words_path))
        });
        let presence = Self {
            root: root.to_owned(),
            files: files.ok(),
        };
        (presence, others)
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let Some((file, lock_path, words_path)) = self.files.take() else {
            return;
        };
        drop(file);
        let _ = fs::remove_file(lock_path);
        let _ = fs::remove_file(words_path);
        // Only when nothing else is in them.
        let _ = fs::remove_dir(self.root.join(OPEN_FOLDER));
        let _ = fs::remove_dir(self.root.join(".piyue"));
    }
}

/// The other windows on a folder; what dead ones left is removed.
fn others(root: &Path) -> Vec<OpenElsewhere> {
    let (open, ended): (Vec<_>, Vec<_>) = signs(root).into_iter().partition(|sign| sign.is_open);
    for sign in ended {
        let _ = remove_sign(&sign.lock_path);
    }
    open.into_iter().filter_map(|sign| sign.window).collect()
}

/// The locks of windows that ended without taking them away.
pub(super) fn locks_of_ended_windows(root: &Path) -> Vec<PathBuf> {
    let ended = signs(root).into_iter().filter(|sign| !sign.is_open);
    let mut ended: Vec<_> = ended.map(|sign| sign.lock_path).collect();
    ended.sort();
    ended
}

/// Removes a lock and who and since when it was.
pub(super) fn remove_sign(lock_path: &Path) -> std::io::Result<()> {
    fs::remove_file(lock_path)?;
    fs::remove_file(lock_path.with_extension("ron"))
}

/// What a window put under `.piyue/open/`.
struct Sign {
    lock_path: PathBuf,
    /// None where it cannot be read.
    window: Option<OpenElsewhere>,
    is_open: bool,
}

fn signs(root: &Path) -> Vec<Sign> {
    let Ok(files) = fs::read_dir(root.join(OPEN_FOLDER)) else {
        return Vec::new();
    };
    let paths = files.filter_map(|file| Some(file.ok()?.path()));
    let locks = paths.filter(|path| path.extension().is_some_and(|ending| ending == "lock"));
    let signs = locks.map(|lock_path| {
        let words = fs::read_to_string(lock_path.with_extension("ron")).unwrap_or_default();
        let window = ron::from_str::<OpenElsewhere>(&words).ok();
        let is_locked = match File::options().write(true).open(&lock_path) {
            Ok(file) => matches!(file.try_lock(), Err(TryLockError::WouldBlock)),
            Err(_) => false,
        };
        Sign {
            is_open: is_locked || window.as_ref().is_some_and(may_be_open_far_away),
            lock_path,
            window,
        }
    });
    signs.collect()
}

/// Locks do not travel with a synchronising program: another machine's window counts as open for a while.
fn may_be_open_far_away(other: &OpenElsewhere) -> bool {
    let since: Result<jiff::Timestamp, _> = other.since.parse();
    other.machine != machine()
        && since.is_ok_and(|since| {
            let hours = jiff::Timestamp::now().duration_since(since).as_hours();
            (0..LONGEST_SITTING_HOURS).contains(&hours)
        })
}

fn machine() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

/// The turn to write in a folder, ended by dropping it.
#[derive(Debug)]
pub(super) struct Turn {
    _file: Option<File>,
    /// Whether no other program has it: not where the wait was too long, and not where there are no locks.
    pub(super) is_ours_alone: bool,
}

impl Turn {
    /// Waits for the turn, at most two seconds.
    pub(super) fn take(root: &Path) -> Self {
        let path = root.join(TURN_FILE);
        let is_link = fs::symlink_metadata(&path).is_ok_and(|known| known.is_symlink());
        let file = path
            .parent()
            .filter(|_| !is_link)
            .and_then(|folder| secure_folders(&RealDisk, folder).ok())
            .and_then(|()| File::options().create(true).append(true).open(path).ok());
        let end = Instant::now() + LONGEST_WAIT;
        let is_ours_alone = file.as_ref().is_some_and(|file| {
            loop {
                match file.try_lock() {
                    Err(TryLockError::WouldBlock) if Instant::now() < end => {
                        thread::sleep(Duration::from_millis(5));
                    }
                    done => return done.is_ok(),
                }
            }
        });
        Self {
            _file: file,
            is_ours_alone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_window_is_told_of_the_first_until_that_closes() {
        let folder = tempfile::tempdir().expect("a folder");
        let (first, others) = Presence::enter(folder.path(), Some("李"));
        assert_eq!(others, []);
        let (second, others) = Presence::enter(folder.path(), None);
        let [other] = others.as_slice() else {
            panic!("{others:?}")
        };
        assert_eq!(
            (other.reviewer.as_deref(), other.process),
            (Some("李"), std::process::id())
        );
        drop(first);
        assert_eq!(
            Presence::enter(folder.path(), None).1.len(),
            1,
            "the second"
        );
        drop(second);
        assert!(!folder.path().join(".piyue").exists(), "nothing stays");
    }

    #[test]
    fn what_a_crash_left_tells_nobody_anything() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = folder.path().join(OPEN_FOLDER);
        fs::create_dir_all(&open).expect("creates");
        let leave = |name: &str, machine: &str, since: &str| {
            let left = OpenElsewhere {
                machine: machine.into(),
                process: 1,
                reviewer: None,
                since: since.into(),
            };
            fs::write(open.join(format!("{name}.lock")), "").expect("writes");
            let words = ron::to_string(&left).expect("plain data");
            fs::write(open.join(format!("{name}.ron")), words).expect("writes");
        };
        let now = crate::annotation::Stamp::now(None).at;
        leave("here", &machine(), &now);
        leave("long ago", "别处", "2020-01-01T08:00:00+08:00");
        leave("far away", "别处", &now);
        let (_own, others) = Presence::enter(folder.path(), None);
        let machines: Vec<_> = others.iter().map(|other| other.machine.as_str()).collect();
        assert_eq!(
            machines,
            ["别处"],
            "a lock on another machine cannot be seen"
        );
        assert!(!open.join("here.lock").exists() && !open.join("long ago.ron").exists());
    }

    #[test]
    fn only_one_program_writes_at_a_time_and_none_waits_for_ever() {
        let folder = tempfile::tempdir().expect("a folder");
        let turn = Turn::take(folder.path());
        assert!(turn.is_ours_alone);
        let (waiting, other) = thread::scope(|scope| {
            let other = scope.spawn(|| Turn::take(folder.path()));
            thread::sleep(Duration::from_millis(30));
            let waited = !other.is_finished();
            drop(turn);
            (waited, other.join().expect("ends"))
        });
        assert!(waiting && other.is_ours_alone);
        let third = Turn::take(folder.path());
        assert!(!third.is_ours_alone, "it writes all the same, and knows it");
    }
}
