//! How long a decision takes until it is on disk, beside the disk's own time; and what is done while nothing happens.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use piyue::session::{Action, Folder, Move, SaveState, Session};

use crate::search::Told;
use crate::{is_all_loaded, report, window_over};

const N_EDITS: usize = 31;
const IDLE: Duration = Duration::from_secs(30);

pub fn saving(folder: &Path) {
    println!("\na decision until it is on disk");
    let mut told = Told::over(folder);
    let is_saved = |session: &Session| {
        let state = session.folder().map(Folder::save_state);
        matches!(state, Some(SaveState::Saved(_)))
    };
    told.session.apply(Action::Navigate(Move::NextMention));
    let (mut disk, mut decisions, mut own) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..N_EDITS {
        // Each is a decision: accepted, put back, accepted.
        let action = if n % 2 == 0 {
            Action::AcceptMention
        } else {
            Action::PutBackMention
        };
        let began = Instant::now();
        told.session.apply(action);
        own.push(began.elapsed());
        told.wait(is_saved);
        // The first save of a session also keeps what it found.
        if n > 0 {
            decisions.push(began.elapsed());
        }
        let document = told.session.document().expect("a document is open");
        let sidecar = folder.join(document.loaded.sidecar_path());
        let bytes = fs::read(sidecar).expect("it was written");
        disk.push(write_through(folder, &bytes));
    }
    let beside = report::median(&mut disk);
    report::line("the disk: written, synced, renamed, synced", &mut disk);
    report::line("a decision, to be told that it is saved", &mut decisions);
    let more = report::ms(report::median(&mut decisions)) - report::ms(beside);
    println!("{:<44} {more:>16.2} ms", "more than the disk's own");
    report::line("the window's thread for it", &mut own);
}

/// What no program that keeps decisions safe can do without.
fn write_through(folder: &Path, bytes: &[u8]) -> Duration {
    let (beside, path) = (folder.join(".same.tmp"), folder.join(".same"));
    let began = Instant::now();
    let mut file = File::create(&beside).expect("creates");
    file.write_all(bytes).expect("writes");
    file.sync_all().expect("syncs");
    fs::rename(&beside, &path).expect("renames");
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .expect("syncs");
    began.elapsed()
}

pub fn idle(folder: &Path) {
    println!("\nnothing happens for {} s", IDLE.as_secs());
    let mut window = window_over(folder);
    window.frames_until(is_all_loaded);
    window.come_to_rest();
    let (n_wakes, seconds) = (window.n_wakes(), processor_seconds());
    thread::sleep(IDLE);
    println!(
        "{:<44} {:>9}",
        "frames asked for",
        window.n_wakes() - n_wakes
    );
    match (seconds, processor_seconds()) {
        (Some(before), Some(after)) => {
            println!("{:<44} {:>9.2} s", "processor time", after - before);
        }
        _ => println!("{:<44} this system does not tell", "processor time"),
    }
}

/// Of all threads of this process, as Linux has it: in hundredths of a second.
fn processor_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = |n: usize| fields.split_whitespace().nth(n)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}
