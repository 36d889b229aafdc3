//! What a save survives: a fault at any of its calls, a power cut at any moment.

mod faulty;
mod power;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::faulty::{Call, Fault, FaultyDisk, What};
use self::power::{Files, Machine};
use super::background::{Event, Wake, Workspace};
use super::disk::{Disk, RealDisk, temporary_path};
use super::generations::{generations, restore_on};
use super::saver::Save;
use super::sidecar_file::replace_sidecar;
use super::{LoadedDocument, write_sidecar};
use crate::annotation::{Edit, Stamp, Status, Target};

const SIDECAR: &str = "子/通报.txt.piyue.ron";
const SESSION: &str = "20200601T120000";

const WRONG: [What; 6] = [
    What::Error(ErrorKind::StorageFull),
    What::Error(ErrorKind::PermissionDenied),
    What::Error(ErrorKind::Interrupted),
    What::Error(ErrorKind::Other),
    What::ShortWrite,
    What::FillsUp,
];

/// A folder on a disk that takes a sync for granted, where there is one: thousands of them are due here.
fn in_memory() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    let folder = folder.expect("a folder");
    fs::create_dir(folder.path().join("子")).expect("creates");
    folder
}

/// A folder with a sidecar in a subfolder, and more generations of it than stay.
fn folder() -> tempfile::TempDir {
    let folder = in_memory();
    let backups = folder.path().join(".piyue/backups/子");
    for day in 10..22 {
        let name = format!("通报.txt.piyue.ron.202001{day}T090000");
        write_sidecar(&backups.join(name), OLDER).expect("writes");
    }
    write_sidecar(&folder.path().join(SIDECAR), OLD).expect("writes");
    folder
}

const OLDER: &str = "Sidecar(older)";
const OLD: &str = "Sidecar(the old generation)";
const NEW: &str = "Sidecar(the new generation, a little longer than the old one)";

fn save(disk: &dyn Disk, root: &Path) -> std::io::Result<()> {
    replace_sidecar(disk, root, Path::new(SIDECAR), NEW, SESSION, true)
}

fn on_disk(root: &Path) -> String {
    fs::read_to_string(root.join(SIDECAR)).expect("the sidecar is there")
}

#[test]
fn a_fault_at_any_call_of_a_save_leaves_the_old_or_the_new_one_whole_and_the_save_can_be_tried_again()
 {
    let n_calls = {
        let (folder, disk) = (folder(), FaultyDisk::default());
        save(&disk, folder.path()).expect("saves");
        assert!(
            disk.done()
                .iter()
                .any(|call| matches!(call, Call::Remove(_)))
        );
        disk.n_calls()
    };
    let mut n_faults = 0;
    for (at, what, lasts) in faults(n_calls) {
        let (folder, disk) = (folder(), FaultyDisk::with(Fault { at, what, lasts }));
        let root = folder.path();
        let case = format!("{what:?} at call {at}, lasting: {lasts}");
        match save(&disk, root) {
            Ok(()) => assert_eq!(on_disk(root), NEW, "{case}"),
            Err(error) => {
                n_faults += 1;
                assert!([OLD, NEW].contains(&&*on_disk(root)), "{case}");
                let words = error.to_string();
                assert!(words.contains(&*root.to_string_lossy()), "{case}: {words}");
                let kind = match what {
                    What::Error(kind) => kind,
                    _ => ErrorKind::StorageFull,
                };
                assert_eq!(error.kind(), kind, "{case}");
            }
        }
        disk.mend();
        save(&disk, root).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(on_disk(root), NEW, "{case}");
        assert!(!temporary_path(&root.join(SIDECAR)).exists(), "{case}");
        let known = generations(root, Path::new(SIDECAR)).expect("lists");
        assert_eq!(known[0].read(root).expect("reads"), OLD, "{case}");
        assert!(known.len() >= 10, "{case}");
    }
    assert!(
        n_faults > 4 * n_calls,
        "{n_faults} of {n_calls} calls failed"
    );
}

/// Every call with every fault, once and lasting.
fn faults(n_calls: usize) -> impl Iterator<Item = (usize, What, bool)> {
    let each = (0..n_calls).flat_map(|at| WRONG.map(|what| (at, what)));
    each.flat_map(|(at, what)| [(at, what, false), (at, what, true)])
        // A call that is interrupted for ever is tried for ever.
        .filter(|(_, what, lasts)| !lasts || *what != What::Error(ErrorKind::Interrupted))
}

#[test]
fn two_programs_that_save_at_once_without_a_turn_never_leave_half_a_file_or_a_mixed_one() {
    let folder = folder();
    let root = folder.path();
    let all = ["一", "二", "三"].map(|word| word.repeat(60_000));
    let save = &|saver: usize| {
        let session = format!("20200601T12000{saver}");
        let sidecar = Path::new(SIDECAR);
        replace_sidecar(&RealDisk, root, sidecar, &all[saver], &session, false).expect("saves");
    };
    save(0);
    std::thread::scope(|scope| {
        let savers = [0, 1, 2].map(|saver| scope.spawn(move || (0..40).for_each(|_| save(saver))));
        while savers.iter().any(|saver| !saver.is_finished()) {
            assert!(all.contains(&on_disk(root)), "a whole one at any moment");
        }
    });
    let names = fs::read_dir(root.join("子")).expect("lists");
    assert_eq!(names.count(), 1, "nothing else stays");
}

#[test]
fn what_is_interrupted_or_written_by_halves_is_carried_on_with() {
    for what in [What::Error(ErrorKind::Interrupted), What::ShortWrite] {
        for at in 0..40 {
            let (folder, disk) = (
                folder(),
                FaultyDisk::with(Fault {
                    at,
                    what,
                    lasts: false,
                }),
            );
            save(&disk, folder.path()).unwrap_or_else(|error| panic!("{what:?} at {at}: {error}"));
            assert_eq!(on_disk(folder.path()), NEW);
        }
    }
}

#[test]
fn a_fault_at_any_call_of_a_restore_leaves_one_of_both_whole() {
    let ron = |status: &str| {
        format!(
            "Sidecar(version: 1, source: (name: \"通报.txt\", sha256: \"00\", length: 1, encoding: \"UTF-8\"), review: (status: {status}))"
        )
    };
    let (earlier, now) = (ron("InReview"), ron("Reviewed"));
    let folder = || {
        let folder = in_memory();
        let path = folder.path().join(SIDECAR);
        write_sidecar(&path, &earlier).expect("writes");
        replace_sidecar(
            &FaultyDisk::default(),
            folder.path(),
            Path::new(SIDECAR),
            &now,
            SESSION,
            true,
        )
        .expect("saves");
        folder
    };
    let restore = |disk: &dyn Disk, root: &Path| {
        let known = generations(root, Path::new(SIDECAR)).expect("lists");
        let oldest = known.last().expect("one was kept");
        restore_on(disk, root, Path::new(SIDECAR), oldest)
    };
    let n_calls = {
        let (folder, disk) = (folder(), FaultyDisk::default());
        restore(&disk, folder.path()).expect("restores");
        disk.n_calls()
    };
    for (at, what, lasts) in faults(n_calls) {
        let (folder, disk) = (folder(), FaultyDisk::with(Fault { at, what, lasts }));
        let root = folder.path();
        let case = format!("{what:?} at call {at}, lasting: {lasts}");
        if restore(&disk, root).is_err() {
            assert!([&earlier, &now].contains(&&on_disk(root)), "{case}");
            disk.mend();
            if on_disk(root) == now {
                restore(&disk, root).unwrap_or_else(|error| panic!("{case}: {error}"));
            }
        }
        assert_eq!(on_disk(root), earlier, "{case}");
        let known = generations(root, Path::new(SIDECAR)).expect("lists");
        let kept: Vec<_> = known
            .iter()
            .map(|known| known.read(root).expect("reads"))
            .collect();
        assert!(
            kept.contains(&now),
            "{case}: what was replaced can be taken back"
        );
    }
}

#[test]
fn a_save_writes_syncs_renames_and_syncs_the_folder_in_this_order() {
    let folder = in_memory();
    let root = folder.path();
    write_sidecar(&root.join(SIDECAR), OLD).expect("writes");
    let disk = FaultyDisk::default();
    save(&disk, root).expect("saves");
    let calls: Vec<String> = disk.done().iter().map(|call| words(call, root)).collect();
    let backup = "通报.txt.piyue.ron.20200601T120000";
    let expected = [
        "read 子/通报.txt.piyue.ron",
        "create folder .piyue",
        "sync folder ",
        "create folder .piyue/backups",
        "sync folder .piyue",
        "create folder .piyue/backups/子",
        "sync folder .piyue/backups",
        &format!("create .piyue/backups/子/.{backup}.tmp"),
        &format!("write .piyue/backups/子/.{backup}.tmp"),
        &format!("sync .piyue/backups/子/.{backup}.tmp"),
        &format!("rename .piyue/backups/子/.{backup}.tmp to .piyue/backups/子/{backup}"),
        "sync folder .piyue/backups/子",
        "create 子/.通报.txt.piyue.ron.tmp",
        "write 子/.通报.txt.piyue.ron.tmp",
        "sync 子/.通报.txt.piyue.ron.tmp",
        "rename 子/.通报.txt.piyue.ron.tmp to 子/通报.txt.piyue.ron",
        "sync folder 子",
    ];
    assert_eq!(calls, expected);
}

fn words(call: &Call, root: &Path) -> String {
    let name = |path: &Path| {
        path.strip_prefix(root)
            .expect("inside")
            .display()
            .to_string()
    };
    match call {
        Call::Read(path) => format!("read {}", name(path)),
        Call::Create(path) => format!("create {}", name(path)),
        Call::Write(path, _) => format!("write {}", name(path)),
        Call::Sync(path) => format!("sync {}", name(path)),
        Call::Rename(from, to) => format!("rename {} to {}", name(from), name(to)),
        Call::Remove(path) => format!("remove {}", name(path)),
        Call::CreateFolder(path) => format!("create folder {}", name(path)),
        Call::SyncFolder(path) => format!("sync folder {}", name(path)),
    }
}

/// A session's first two saves of a document, recorded, with the disk as it was before.
fn recorded(before: Option<&str>, sidecar: &str) -> (Machine, Vec<Call>, PathBuf) {
    let folder = in_memory();
    let (root, disk) = (folder.path(), FaultyDisk::default());
    let path = root.join(sidecar);
    let mut files = Files::new();
    if let Some(before) = before {
        write_sidecar(&path, before).expect("writes");
        files.insert(path.clone(), before.into());
    }
    let machine = Machine::with(&[root.to_owned(), root.join("子")], &files);
    replace_sidecar(&disk, root, Path::new(sidecar), NEW, SESSION, true).expect("saves");
    (machine, disk.done(), path)
}

/// What the sidecar may be after the power went, at any moment of these calls.
fn states_after_power_cut(
    machine: &Machine,
    calls: &[Call],
    sidecar: &Path,
) -> Vec<Option<String>> {
    let mut machine = machine.clone();
    let mut states = Vec::new();
    for n in 0..=calls.len() {
        if n > 0 {
            machine.play(&calls[n - 1]);
        }
        for files in machine.outcomes() {
            let state = files.get(sidecar);
            states.push(state.map(|bytes| String::from_utf8_lossy(bytes).into_owned()));
        }
    }
    states
}

#[test]
fn a_power_cut_at_any_moment_leaves_the_old_or_the_new_one_whole() {
    for before in [Some(OLD), None] {
        for sidecar in [SIDECAR, "通报.txt.piyue.ron", "子/.piyue/long/00.ron"] {
            if before.is_some() && sidecar.contains("long") {
                // Its folder would not have been there for long.
                continue;
            }
            let (machine, calls, path) = recorded(before, sidecar);
            let states = states_after_power_cut(&machine, &calls, &path);
            let allowed = [before.map(str::to_owned), Some(NEW.to_owned())];
            for state in &states {
                assert!(allowed.contains(state), "{sidecar}: {state:?}");
            }
            assert!(states.contains(&allowed[0]) && states.contains(&allowed[1]));
            let mut machine = machine;
            for call in &calls {
                machine.play(call);
            }
            for files in machine.outcomes() {
                let found = files.get(&path).map(Vec::as_slice);
                assert_eq!(
                    found,
                    Some(NEW.as_bytes()),
                    "what was said to be saved is saved"
                );
            }
        }
    }
}

#[test]
fn when_the_new_one_is_there_the_generation_found_is_kept_whatever_the_power_does() {
    let (mut machine, calls, path) = recorded(Some(OLD), SIDECAR);
    for call in &calls {
        machine.play(call);
        for files in machine.outcomes() {
            if files.get(&path).map(Vec::as_slice) == Some(NEW.as_bytes()) {
                let is_kept = files.iter().any(|(path, bytes)| {
                    path.to_string_lossy().ends_with(SESSION) && bytes == OLD.as_bytes()
                });
                assert!(is_kept, "{call:?}");
            }
        }
    }
}

#[test]
fn the_model_of_a_power_cut_notices_a_sync_that_is_missing() {
    let (machine, calls, path) = recorded(Some(OLD), SIDECAR);
    let temporary = temporary_path(&path);
    let unsynced: Vec<Call> = calls
        .iter()
        .filter(|call| **call != Call::Sync(temporary.clone()))
        .cloned()
        .collect();
    let states = states_after_power_cut(&machine, &unsynced, &path);
    assert!(states.contains(&Some(String::new())), "an empty sidecar");
    let (mut machine, calls, path) = recorded(None, "子/.piyue/long/00.ron");
    let own = path
        .parent()
        .and_then(Path::parent)
        .expect("has one")
        .to_owned();
    let folder = own.parent().expect("has one").to_owned();
    let unsynced = calls
        .iter()
        .filter(|call| **call != Call::SyncFolder(folder.clone()));
    for call in unsynced {
        machine.play(call);
    }
    assert!(
        machine
            .outcomes()
            .iter()
            .any(|files| !files.contains_key(&path))
    );
}

/// A workspace over a folder with one document, whose sidecar goes to this disk.
fn workspace(root: &Path, disk: Arc<FaultyDisk>) -> (Workspace, LoadedDocument) {
    fs::write(root.join("通报.txt"), "标题\n").expect("writes");
    let wake: Wake = Arc::new(|| {});
    let workspace = Workspace::open_on(disk, root, None, None, &wake);
    let loaded = wait(&workspace, |event| match event {
        Event::Loaded { document, .. } => Some(document.expect("loads")),
        _ => None,
    });
    (workspace, loaded)
}

fn wait<T>(workspace: &Workspace, is_it: impl Fn(Event) -> Option<T>) -> T {
    let end = std::time::Instant::now() + std::time::Duration::from_mins(1);
    loop {
        if let Some(found) = workspace.events().find_map(&is_it) {
            return found;
        }
        assert!(std::time::Instant::now() < end, "waited too long");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

#[test]
fn a_workspace_says_what_it_could_not_save_and_saves_it_when_told_again() {
    let (is_saved, n_calls) = saved_at_once_or_when_told_again(None);
    assert!(is_saved);
    let mut n_failed = 0;
    for at in 0..n_calls + 3 {
        for what in [What::Error(ErrorKind::StorageFull), What::FillsUp] {
            let fault = Fault {
                at,
                what,
                lasts: true,
            };
            n_failed += usize::from(!saved_at_once_or_when_told_again(Some(fault)).0);
        }
    }
    // Every call fails for want of room; the disk fills up with the write of the sidecar, the fourth from the end, or with one before it.
    assert_eq!(n_failed, n_calls + (n_calls - 3));
}

/// Saves a decision on a disk with a fault; where that fails, once more when it is mended. Whether it went well at once, and in how many calls.
fn saved_at_once_or_when_told_again(fault: Option<Fault>) -> (bool, usize) {
    let folder = in_memory();
    let disk = Arc::new(fault.map_or_else(FaultyDisk::default, FaultyDisk::with));
    let (workspace, mut document) = workspace(folder.path(), disk.clone());
    let stamp = Stamp {
        by: None,
        at: String::new(),
    };
    document.annotation.apply(&Edit::Status {
        target: Target::Document,
        status: Status::Reviewed,
        stamp,
    });
    let save = || Save {
        index: 0,
        generation: 1,
        path: document.path.clone(),
        annotation: document.annotation.clone(),
        text: document.source.text.clone(),
        source: document.source_note(),
        n_merges: 0,
        is_look: false,
        copies: Vec::new(),
    };
    let said = |event| match event {
        Event::Saved { .. } => Some(true),
        Event::SaveFailed { .. } => Some(false),
        _ => None,
    };
    let path = folder.path().join("通报.txt.piyue.ron");
    workspace.save(save());
    let is_saved = wait(&workspace, said);
    let n_calls = disk.n_calls();
    disk.mend();
    workspace.save(save());
    assert!(wait(&workspace, said), "{fault:?}");
    assert!(
        fs::read_to_string(&path)
            .expect("reads")
            .contains("status: Reviewed")
    );
    (is_saved, n_calls)
}
