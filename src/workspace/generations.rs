//! Generations: earlier states of a sidecar under `.piyue/backups/`, and taking one back.
//!
//! What a session found is copied there before its first save of a document, under the sidecar's name with the session's time behind it. The last
//! ten stay, and of the last thirty days one a day; older ones are thinned out by the next save of that document. A restore keeps what it
//! replaces as a generation of its own, so that it can be taken back like anything else.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use jiff::civil::{Date, DateTime};
use jiff::{ToSpan, Zoned};

use super::ReadOnlyReason;
use super::disk::{Disk, OWN_FOLDER, RealDisk, read_if_there, write_like, write_whole};
use super::permissions::{own_folders, refuse_link};
use super::reading::read_sidecar;
use super::sidecar_file::MAX_NAME_BYTES;
use crate::annotation::sidecar::{self, SidecarError};
use crate::annotation::{Annotation, DetachedDecision, Status};
use crate::source::sha256_hex;
use crate::text::Text;

/// How many of the newest generations stay whatever their age.
const N_NEWEST: usize = 10;
/// For how many days back the newest generation of each day stays.
const N_DAYS: i32 = 30;

/// The time of a session in the names of its generations, by the clock of the machine; milliseconds follow behind a hyphen.
const TIME_FORMAT: &str = "%Y%m%dT%H%M%S";
const SESSION_FORMAT: &str = "%Y%m%dT%H%M%S-%3f";
/// What a generation's name has beside the sidecar's: point, time, milliseconds, and what a temporary file adds.
const MARK_BYTES: usize = 1 + 15 + 4 + 5;

/// An earlier state of a sidecar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// When the session began that found it so, by the clock of the machine then.
    pub kept: DateTime,
    /// Milliseconds of that second.
    millis: u32,
    /// Relative to the workspace's root.
    pub path: PathBuf,
}

/// What a generation holds, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GenerationSummary {
    pub status: Status,
    /// Verdicts on mentions, detached ones included.
    pub n_mentions: usize,
    /// Entries with decisions of their own, detached ones included.
    pub n_entries: usize,
    /// Document fields decided.
    pub n_fields: usize,
    /// When the last decision was made (RFC 3339) and by whom; empty where none was.
    pub last_at: String,
    pub last_by: Option<String>,
}

/// Why a generation was not taken back. The sidecar is as it was.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The generation itself cannot be read as a sidecar.
    #[error("{0}")]
    Unreadable(#[from] SidecarError),
    /// The sidecar is what the generation is: there is nothing to take back.
    #[error("the sidecar is already the same")]
    Same,
}

/// Names a session that begins now, for the generations that it keeps.
#[must_use]
pub fn session_name() -> String {
    Zoned::now().strftime(SESSION_FORMAT).to_string()
}

/// The generations of a sidecar, newest first. `sidecar` is relative to the root.
///
/// # Errors
/// Where there are backups and they cannot be listed.
pub fn generations(root: &Path, sidecar: &Path) -> io::Result<Vec<Generation>> {
    let folder = folder_of_generations(sidecar);
    let stem = stem(sidecar);
    own_folders(&root.join(&folder)).try_for_each(refuse_link)?;
    let entries = match fs::read_dir(root.join(&folder)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        if let Some((kept, millis)) = time_of(&name, &stem) {
            let path = folder.join(name);
            found.push(Generation { kept, millis, path });
        }
    }
    found.sort_by_key(|known| std::cmp::Reverse((known.kept, known.millis)));
    Ok(found)
}

impl Generation {
    /// The file's words.
    ///
    /// # Errors
    /// Where it cannot be read as a text.
    pub fn read(&self, root: &Path) -> io::Result<String> {
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        read(&root.join(&self.path))?.ok_or_else(missing)
    }

    /// What it holds, in numbers.
    ///
    /// # Errors
    /// Where it cannot be read as a sidecar.
    pub fn summary(&self, root: &Path) -> Result<GenerationSummary, RestoreError> {
        Ok(GenerationSummary::of_ron(&self.read(root)?)?)
    }
}

/// What a sidecar holds as it is now, in numbers; none where there is none. `sidecar` is relative to the root.
///
/// # Errors
/// Where it cannot be read as a sidecar.
pub fn sidecar_summary(
    root: &Path,
    sidecar: &Path,
) -> Result<Option<GenerationSummary>, RestoreError> {
    let ron = read(&root.join(sidecar))?;
    Ok(ron.map(|ron| GenerationSummary::of_ron(&ron)).transpose()?)
}

/// The words of a sidecar or of one of its generations, none where there is none: under the same rules as when a document is opened.
fn read(path: &Path) -> io::Result<Option<String>> {
    read_sidecar(path).map_err(|reason| match reason {
        ReadOnlyReason::Io(words) => io::Error::other(words),
        other => io::Error::new(io::ErrorKind::InvalidData, format!("{other:?}")),
    })
}

impl GenerationSummary {
    fn of_ron(ron: &str) -> Result<Self, SidecarError> {
        // Counting needs no text: on an empty one every decision is detached, and none lost.
        let (annotation, _) = sidecar::read(ron, &Text::new(String::new()), "")?;
        Ok(Self::of(&annotation))
    }

    #[must_use]
    pub fn of(annotation: &Annotation) -> Self {
        let detached = |is_it: fn(&DetachedDecision) -> bool| {
            let all = annotation.detached.iter();
            all.filter(|detached| is_it(&detached.decision)).count()
        };
        let last = annotation.log.last();
        Self {
            status: annotation.review.status,
            n_mentions: annotation.mentions.len()
                + detached(|it| matches!(it, DetachedDecision::Mention(_))),
            n_entries: annotation.entries.len()
                + detached(|it| matches!(it, DetachedDecision::Entry(_))),
            n_fields: annotation.document.len(),
            last_at: last.map_or_else(String::new, |line| line.at.clone()),
            last_by: last.and_then(|line| line.by.clone()),
        }
    }
}

/// Takes a generation back: it replaces the sidecar, which becomes a generation itself. A sidecar that cannot be read is replaced too: that is
/// what generations are for.
///
/// # Errors
/// Where the generation is no sidecar, or a step of writing fails.
pub fn restore(root: &Path, sidecar: &Path, generation: &Generation) -> Result<(), RestoreError> {
    restore_on(&RealDisk, root, sidecar, generation)
}

pub(super) fn restore_on(
    disk: &dyn Disk,
    root: &Path,
    sidecar: &Path,
    generation: &Generation,
) -> Result<(), RestoreError> {
    generation.summary(root)?;
    let ron = generation.read(root)?;
    let path = root.join(sidecar);
    if read_if_there(disk, &path)?.as_deref() == Some(ron.as_bytes()) {
        return Err(RestoreError::Same);
    }
    let session = loop {
        let session = session_name();
        if !root.join(generation_path(sidecar, &session)).exists() {
            break session;
        }
        // What another restore kept in this very moment must not pass for what this one replaces.
        thread::sleep(Duration::from_millis(1));
    };
    keep(disk, root, sidecar, &session)?;
    write_whole(disk, &path, ron.as_bytes())?;
    thin_out(disk, root, sidecar, &session);
    Ok(())
}

/// Keeps the generation that a session found, once a session and sidecar. Says whether it did.
///
/// # Errors
/// Where the copy cannot be made; nothing may be overwritten then.
pub(super) fn keep(
    disk: &dyn Disk,
    root: &Path,
    sidecar: &Path,
    session: &str,
) -> io::Result<bool> {
    let kept = root.join(generation_path(sidecar, session));
    if kept.exists() {
        return Ok(false);
    }
    // The first decision on a document finds nothing to keep.
    let Some(ron) = read_if_there(disk, &root.join(sidecar))? else {
        return Ok(false);
    };
    write_like(disk, &kept, &root.join(sidecar), &ron).inspect_err(|_| {
        // A copy that may not last must not pass for one when the save is tried again.
        let _ = disk.remove(&kept);
    })?;
    Ok(true)
}

/// Removes the generations that are no longer due. What cannot be removed stays: that costs room and no work.
pub(super) fn thin_out(disk: &dyn Disk, root: &Path, sidecar: &Path, session: &str) {
    let own = generation_path(sidecar, session);
    let known = generations(root, sidecar).unwrap_or_default();
    for generation in superfluous(&known, Zoned::now().date()) {
        // A clock that went wrong may make this session's the oldest.
        if generation.path != own {
            let _ = disk.remove(&root.join(&generation.path));
        }
    }
}

/// Which generations need not stay; `known` comes newest first.
fn superfluous(known: &[Generation], today: Date) -> Vec<&Generation> {
    let first_day = today.saturating_sub(N_DAYS.days());
    let mut days = HashSet::new();
    let mut due = Vec::new();
    for (at, generation) in known.iter().enumerate() {
        let day = generation.kept.date();
        let is_newest_of_day = days.insert(day);
        if at >= N_NEWEST && !(is_newest_of_day && day > first_day) {
            due.push(generation);
        }
    }
    due
}

/// Where a session keeps the generation of a sidecar, both relative to the root.
fn generation_path(sidecar: &Path, session: &str) -> PathBuf {
    let mut name = stem(sidecar);
    name.push(".");
    name.push(session);
    folder_of_generations(sidecar).join(name)
}

fn folder_of_generations(sidecar: &Path) -> PathBuf {
    let folder = sidecar.parent().unwrap_or(Path::new(""));
    Path::new(OWN_FOLDER).join("backups").join(folder)
}

/// What the names of a sidecar's generations begin with: its name, or its hash where the whole would be too long for a file system.
fn stem(sidecar: &Path) -> OsString {
    let name = sidecar.file_name().unwrap_or_default();
    if name.len() + MARK_BYTES > MAX_NAME_BYTES {
        sha256_hex(name.as_encoded_bytes()).into()
    } else {
        name.to_owned()
    }
}

/// The time in a generation's name, and its milliseconds; none for other files.
fn time_of(name: &OsStr, stem: &OsStr) -> Option<(DateTime, u32)> {
    let mark = name
        .as_encoded_bytes()
        .strip_prefix(stem.as_encoded_bytes())?
        .strip_prefix(b".")?;
    let mark = std::str::from_utf8(mark).ok()?;
    let (time, millis) = mark.split_once('-').unwrap_or((mark, "0"));
    let time = DateTime::strptime(TIME_FORMAT, time).ok()?;
    Some((time, millis.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::write_sidecar;

    const SIDECAR: &str = "Sidecar(version: 1, source: (name: \"通报.txt\", sha256: \"00\", length: 1, encoding: \"UTF-8\"), review: (status: ";

    fn ron(status: &str) -> String {
        format!("{SIDECAR}{status}))\n")
    }

    fn kept_at(times: &[&str]) -> Vec<Generation> {
        let mut known: Vec<Generation> = times
            .iter()
            .map(|time| Generation {
                kept: DateTime::strptime(TIME_FORMAT, time).expect("a time"),
                millis: 0,
                path: PathBuf::from(time),
            })
            .collect();
        known.sort_by_key(|known| std::cmp::Reverse(known.kept));
        known
    }

    #[test]
    fn the_generation_that_was_found_is_kept_once_a_session() {
        let folder = tempfile::tempdir().expect("a folder");
        let (root, sidecar) = (folder.path(), Path::new("子/通报.txt.piyue.ron"));
        let keep = || keep(&RealDisk, root, sidecar, "20261121T120000").expect("keeps");
        std::fs::create_dir(root.join("子")).expect("creates");
        assert!(!keep(), "nothing to keep yet");
        write_sidecar(&root.join(sidecar), "旧").expect("writes");
        assert!(keep());
        write_sidecar(&root.join(sidecar), "新").expect("writes");
        assert!(!keep(), "it keeps what it has");
        let kept = root.join(".piyue/backups/子/通报.txt.piyue.ron.20261121T120000");
        assert_eq!(fs::read_to_string(kept).expect("reads"), "旧");
        assert_eq!(generations(root, sidecar).expect("lists").len(), 1);
        let other = Path::new("子/通报.txt.李.piyue.ron");
        assert_eq!(generations(root, other).expect("lists"), []);
    }

    #[test]
    fn ten_sessions_stay_and_one_a_day_for_thirty_days() {
        let today = Date::constant(2026, 11, 24);
        let sessions: Vec<String> = (0..12).map(|n| format!("20261124T1000{n:02}")).collect();
        let sessions: Vec<&str> = sessions.iter().map(String::as_str).collect();
        let earlier = [
            "20261123T080000",
            "20261123T170000",
            "20261026T090000",
            "20261025T090000",
            "20250101T090000",
        ];
        let known = kept_at(&[&sessions[..], &earlier].concat());
        let mut due: Vec<_> = superfluous(&known, today)
            .into_iter()
            .map(|known| known.path.display().to_string())
            .collect();
        due.sort();
        let expected = [
            "20250101T090000",
            "20261025T090000",
            "20261123T080000",
            sessions[0],
            sessions[1],
        ];
        assert_eq!(due, expected);
        let old = kept_at(&["20200101T090000", "20190101T090000"]);
        assert!(
            superfluous(&old, today).is_empty(),
            "the last ten stay however old they are"
        );
    }

    #[test]
    fn a_restore_can_itself_be_taken_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let (root, sidecar) = (folder.path(), Path::new("通报.txt.piyue.ron"));
        let path = root.join(sidecar);
        let on_disk = || fs::read_to_string(&path).expect("reads");
        write_sidecar(&path, &ron("InReview")).expect("writes");
        keep(&RealDisk, root, sidecar, "20200601T120000").expect("keeps");
        write_sidecar(&path, &ron("Reviewed")).expect("writes");
        let newest = || generations(root, sidecar).expect("lists").remove(0);
        for expected in ["InReview", "Reviewed", "InReview"] {
            restore(root, sidecar, &newest()).expect("restores");
            assert_eq!(on_disk(), ron(expected));
        }
        let status = newest().summary(root).expect("reads").status;
        assert_eq!(status, Status::Reviewed, "what was there last");
        assert_eq!(
            generations(root, sidecar).expect("lists").len(),
            4,
            "each under a name of its own"
        );
    }

    #[test]
    fn a_generation_that_is_no_sidecar_is_not_taken_back_and_one_that_is_there_replaces_a_broken_file()
     {
        let folder = tempfile::tempdir().expect("a folder");
        let (root, sidecar) = (folder.path(), Path::new("通报.txt.piyue.ron"));
        write_sidecar(&root.join(sidecar), &ron("Reviewed")).expect("writes");
        keep(&RealDisk, root, sidecar, "20261121T120000").expect("keeps");
        write_sidecar(&root.join(sidecar), "<<<<<<< HEAD").expect("writes");
        keep(&RealDisk, root, sidecar, "20261121T130000").expect("keeps");
        let known = generations(root, sidecar).expect("lists");
        assert!(matches!(
            restore(root, sidecar, &known[0]),
            Err(RestoreError::Unreadable(_))
        ));
        restore(root, sidecar, &known[1]).expect("restores");
        assert_eq!(
            fs::read_to_string(root.join(sidecar)).expect("reads"),
            ron("Reviewed")
        );
        assert!(matches!(
            restore(root, sidecar, &known[1]),
            Err(RestoreError::Same)
        ));
    }

    #[cfg(unix)]
    #[test]
    fn backups_behind_a_link_are_not_looked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let (root, outside) = (folder.path().join("内"), folder.path().join("外"));
        for made in [&root, &outside] {
            fs::create_dir(made).expect("creates");
        }
        std::os::unix::fs::symlink(&outside, root.join(".piyue")).expect("links");
        let refused = generations(&root, Path::new("通报.txt.piyue.ron")).expect_err("a link");
        assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied);
    }

    #[test]
    fn long_names_have_generations_too() {
        let name = format!("{}.txt.piyue.ron", "报".repeat(78));
        let folder = tempfile::tempdir().expect("a folder");
        let (root, sidecar) = (folder.path(), Path::new(&name));
        write_sidecar(&root.join(sidecar), "旧").expect("writes");
        for session in ["20261121T120000", "20261122T120000"] {
            keep(&RealDisk, root, sidecar, session).expect("keeps");
        }
        assert_eq!(generations(root, sidecar).expect("lists").len(), 2);
    }
}
