//! What others change in the open folder: noticed, compared with what is known, reported.
//!
//! The system tells of changes; where it cannot, the folder is looked through at intervals. A burst of changes is looked at once it has
//! settled. Whatever this program wrote itself has the hash that it remembers and is passed over. Nothing is read while nothing changes.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use notify::event::{EventKind, ModifyKind};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::copies::is_sidecar_name;
use crate::codebook;

/// How long nothing must change before what changed is looked at.
const SETTLING: Duration = Duration::from_millis(200);
/// How many such pauses a stream of changes can be put off for.
const MOST_PAUSES: usize = 10;
/// Between two looks where the file system sends no events.
const POLL_INTERVAL: Duration = Duration::from_secs(10);

/// What wakes whoever watches.
#[derive(Debug)]
pub(super) enum Signal {
    Changed(notify::Event),
    /// Something was missed: everything has to be looked at.
    Missed,
    Closed,
}

/// What may have changed, relative to the root.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub sidecars: BTreeSet<PathBuf>,
    /// Files that are neither hidden nor the program's own.
    pub files: BTreeSet<PathBuf>,
    pub codebook: bool,
    /// Whether files came or went.
    pub listing: bool,
    /// Whether events were lost.
    pub missed: bool,
}

/// Watches until it is dropped.
pub(super) struct Watch {
    _watcher: Box<dyn Watcher + Send>,
}

impl Watch {
    /// Watches a folder with its subfolders, or the folder of a single file without them. None where even polling cannot begin: saving
    /// compares all the same.
    pub(super) fn begin(root: &Path, is_folder: bool, signals: &Sender<Signal>) -> Option<Self> {
        let mode = if is_folder {
            RecursiveMode::Recursive
        } else {
            RecursiveMode::NonRecursive
        };
        let handler = || {
            let signals = signals.clone();
            move |event: notify::Result<notify::Event>| {
                let signal = match event {
                    Ok(event) if event.need_rescan() => Signal::Missed,
                    Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
                    Ok(event) => Signal::Changed(event),
                    Err(_) => Signal::Missed,
                };
                // Nobody listens any more when the folder was closed.
                let _ = signals.send(signal);
            }
        };
        if sends_events(root) {
            let native = RecommendedWatcher::new(handler(), Config::default());
            if let Ok(mut watcher) = native
                && watcher.watch(root, mode).is_ok()
            {
                return Some(Self {
                    _watcher: Box::new(watcher),
                });
            }
        }
        let config = Config::default().with_poll_interval(POLL_INTERVAL);
        let mut watcher = PollWatcher::new(handler(), config).ok()?;
        watcher.watch(root, mode).ok()?;
        Some(Self {
            _watcher: Box::new(watcher),
        })
    }
}

/// Waits for a change and for the quiet after it. None when the folder was closed.
pub(super) fn next_changes(root: &Path, signals: &Receiver<Signal>) -> Option<Changes> {
    let mut changes = Changes::default();
    changes.note(root, signals.recv().ok()?)?;
    for _ in 0..MOST_PAUSES {
        match signals.recv_timeout(SETTLING) {
            Ok(signal) => changes.note(root, signal)?,
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
        }
        for signal in signals.try_iter() {
            changes.note(root, signal)?;
        }
    }
    Some(changes)
}

impl Changes {
    /// None for the end.
    fn note(&mut self, root: &Path, signal: Signal) -> Option<()> {
        match signal {
            Signal::Closed => return None,
            Signal::Missed => self.missed = true,
            Signal::Changed(event) => {
                let comes_or_goes = !matches!(
                    event.kind,
                    EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))
                );
                for path in event.paths {
                    if let Ok(path) = path.strip_prefix(root) {
                        self.note_path(path, comes_or_goes);
                    }
                }
            }
        }
        Some(())
    }

    fn note_path(&mut self, path: &Path, comes_or_goes: bool) {
        let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else {
            return;
        };
        let is_long = path.parent().is_some_and(|at| at.ends_with(".piyue/long"));
        let is_hidden = path.components().any(|part| {
            matches!(part, Component::Normal(name) if name.to_string_lossy().starts_with('.'))
        });
        if is_long && name.ends_with(".ron") && !name.starts_with('.') {
            self.sidecars.insert(path.to_owned());
        } else if is_hidden || name.starts_with("~$") {
            // Temporary files, locks, backups.
        } else if path == Path::new(codebook::FILE_NAME) {
            self.codebook = true;
        } else if is_sidecar_name(&name) {
            self.sidecars.insert(path.to_owned());
        } else {
            self.files.insert(path.to_owned());
            self.listing |= comes_or_goes;
        }
    }
}

/// Whether the file system tells of what other machines change in it. Drives of other machines do so on Windows only.
fn sends_events(root: &Path) -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    !is_remote(root, &mounts)
}

/// Whether the mount that holds the path is another machine's, by the table of mounts.
fn is_remote(root: &Path, mounts: &str) -> bool {
    const REMOTE: [&str; 10] = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs", "ncpfs",
    ];
    let mounts = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        let at = words.next()?.replace("\\040", " ");
        root.starts_with(&at).then_some((at.len(), words.next()?))
    });
    mounts
        .max_by_key(|(length, _)| *length)
        .is_some_and(|(_, kind)| REMOTE.contains(&kind) || kind.starts_with("fuse."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_sorted_by_what_they_are_to_us() {
        let (sender, receiver) = crossbeam_channel::unbounded();
        let root = Path::new("/文件夹");
        let event = |kind: EventKind, names: &[&str]| {
            let mut event = notify::Event::new(kind);
            for name in names {
                event = event.add_path(root.join(name));
            }
            Signal::Changed(event)
        };
        let create = EventKind::Create(notify::event::CreateKind::File);
        let data = EventKind::Modify(ModifyKind::Data(notify::event::DataChange::Any));
        for signal in [
            event(
                create,
                &[".通报.txt.piyue.ron.tmp", ".piyue/write.lock", "~$表.docx"],
            ),
            event(
                data,
                &["通报.txt", "通报.txt.piyue.ron", "子/.piyue/long/00.ron"],
            ),
            event(data, &["codebook.piyue.ron"]),
        ] {
            sender.send(signal).expect("heard");
        }
        let changes = next_changes(root, &receiver).expect("changes");
        let expected = Changes {
            sidecars: ["子/.piyue/long/00.ron", "通报.txt.piyue.ron"]
                .map(PathBuf::from)
                .into(),
            files: [PathBuf::from("通报.txt")].into(),
            codebook: true,
            ..Changes::default()
        };
        assert_eq!(changes, expected);
        sender.send(event(create, &["新.txt"])).expect("heard");
        assert!(next_changes(root, &receiver).expect("changes").listing);
        sender.send(Signal::Closed).expect("heard");
        assert_eq!(next_changes(root, &receiver), None);
    }

    #[test]
    fn drives_of_other_machines_are_looked_through_at_intervals() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\n//服务器/共享 /mnt/共\\040享 cifs rw 0 0\n\
            坚果云 /home/李/云 fuse.nutstore rw 0 0\n";
        assert!(!is_remote(Path::new("/home/李/通报"), mounts));
        assert!(is_remote(Path::new("/mnt/共 享/通报"), mounts));
        assert!(is_remote(Path::new("/home/李/云"), mounts));
    }
}
