//! How long a search over the whole folder takes until the first hits are there, and until all are.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, unbounded};
use piyue::session::{Action, Folder, Query, Scope, SearchState, Session};
use piyue::text::find::FindMode;

use crate::report;

const N_RUNS: usize = 7;

/// A session that is told when something happened.
pub struct Told {
    pub session: Session,
    woken: Receiver<()>,
}

impl Told {
    /// A session over a folder with all documents loaded.
    pub fn over(folder: &Path) -> Self {
        let (wake, woken) = unbounded();
        let wake = Arc::new(move || {
            // Nobody listens any more at the very end.
            let _ = wake.send(());
        });
        let mut session = Session::new(wake, None, Some("李".into()));
        session.apply(Action::Open(folder.to_owned()));
        let mut told = Self { session, woken };
        told.wait(|session| {
            let progress = session.folder().map(Folder::progress);
            progress.is_some_and(|(n_loaded, all)| all > 0 && n_loaded == all)
        });
        told
    }

    /// Takes in what happens until something holds.
    pub fn wait(&mut self, is_so: impl Fn(&Session) -> bool) {
        loop {
            self.session.drain();
            if is_so(&self.session) {
                return;
            }
            self.woken.recv().expect("the session lives");
            self.woken.try_iter().for_each(drop);
        }
    }

    fn search(&mut self, words: &str, mode: FindMode) {
        self.session.apply(Action::Search(Query {
            words: words.to_owned(),
            mode,
            scope: Scope::Folder,
        }));
    }
}

pub fn run(folder: &Path) {
    println!("\nsearch over the folder");
    let mut told = Told::over(folder);
    for (name, words, mode) in [
        ("a word that is everywhere", "数据", FindMode::Words),
        ("as written, everywhere", "数据", FindMode::Exact),
        ("a phrase", "数据资源共享开放", FindMode::Words),
        ("as written, a phrase", "数据资源共享开放", FindMode::Exact),
        ("as written, nowhere", "没有这样的话", FindMode::Exact),
        ("by pinyin", "sjzygx", FindMode::Words),
        ("an expression", r"\d+月\d+日.{0,20}会议", FindMode::Regex),
        (
            "an expression that is nowhere",
            r"[甲乙丙丁]{3}\d{4}号",
            FindMode::Regex,
        ),
    ] {
        let (mut first, mut all) = (Vec::new(), Vec::new());
        let mut n_hits = 0;
        for _ in 0..N_RUNS {
            told.search("", FindMode::Words);
            told.wait(|session| session.search().state() != SearchState::Running);
            let began = Instant::now();
            told.search(words, mode);
            let is_done = |session: &Session| session.search().state() == SearchState::Done;
            told.wait(|session| session.search().found().n_hits > 0 || is_done(session));
            first.push(began.elapsed());
            told.wait(is_done);
            all.push(began.elapsed());
            n_hits = told.session.search().found().n_hits;
        }
        report::line(&format!("{name}: first hits"), &mut first);
        report::line(&format!("{name}: all ({n_hits})"), &mut all);
    }
    cancelled(&mut told);
}

/// A phrase typed faster than it can be looked for: what the last key finds is there as soon as if it had been looked for alone.
fn cancelled(told: &mut Told) {
    let phrase = "数据资源共享开放";
    let mut after_last: Vec<Duration> = Vec::new();
    let mut handed_over: Vec<Duration> = Vec::new();
    for _ in 0..N_RUNS {
        told.search("", FindMode::Words);
        let ends = phrase.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut began = Instant::now();
        for end in ends {
            std::thread::sleep(Duration::from_millis(10));
            told.session.drain();
            began = Instant::now();
            told.search(&phrase[..end], FindMode::Words);
            handed_over.push(began.elapsed());
        }
        told.wait(|session| session.search().state() == SearchState::Done);
        after_last.push(began.elapsed());
    }
    report::line("typed a key in 10 ms: all after the last", &mut after_last);
    report::line("the session's own time for a key", &mut handed_over);
}
