//! The table over a large folder, as the window asks for it: how long until rows are there after one sorts or filters, and how long the window's own
//! thread is held meanwhile.
//!
//! `cargo bench --bench table [ENTRIES]` (300,000 unless told) writes documents of a hundred entries into a folder of its own and prints medians of
//! five with minimum and maximum. What is asked for the first time in a column is printed by itself: then it is found out what its cells are sorted
//! by. With the table as it is, 100,000 rows are also compared with as many more: what costs twice as much for twice as many grows no faster.

use std::fmt::Write;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use piyue::annotation::Status;
use piyue::i18n::Language;
use piyue::session::{
    Action, BulkEdit, Folder, RowKey, Session, Sort, TableColumn, TableFilter, TableSpec,
};

const N_RUNS: usize = 5;
const ENTRIES_OF_DOCUMENT: usize = 100;

fn main() {
    let n_entries = std::env::args().find_map(|argument| argument.parse().ok());
    let n_entries: usize = n_entries.unwrap_or(300_000);
    for n in [n_entries / 2, n_entries] {
        let folder = tempfile::tempdir().expect("a folder");
        let n_documents = n / ENTRIES_OF_DOCUMENT;
        for at in 0..n_documents {
            let path = folder.path().join(format!("通报{at:05}.txt"));
            std::fs::write(path, bulletin(at)).expect("writes");
        }
        let mut session = Session::new(Arc::new(|| {}), None, None);
        let loading = Instant::now();
        session.apply(Action::Open(folder.path().to_owned()));
        wait(&mut session, |session| {
            session.folder().map(Folder::progress) == Some((n_documents, n_documents))
        });
        println!(
            "\n{n} entries in {n_documents} documents, loaded in {:.1} s",
            loading.elapsed().as_secs_f64()
        );
        measure(&mut session);
    }
}

fn measure(session: &mut Session) {
    let all = spec("", None);
    report("all rows", repeated(session, |_| all.clone()));
    for (name, column) in [
        ("lead", TableColumn::Lead),
        ("section", TableColumn::Section),
        ("date", TableColumn::Date),
        ("body", TableColumn::Body),
        ("mentions", TableColumn::Mentions),
    ] {
        let sorted = |is_descending| {
            let column = column.clone();
            let sort = Sort {
                column,
                is_descending,
            };
            spec("", Some(sort))
        };
        let first = vec![asked(session, sorted(false))];
        report(&format!("sorted by {name}, first"), first);
        report(
            &format!("sorted by {name}"),
            repeated(session, |at| sorted(at % 2 == 0)),
        );
    }
    for words in ["数据", "省教育厅 平台", "szjy", "没有这样的话"] {
        let filtered = repeated(session, |_| spec(words, None));
        report(&format!("filtered by {words}"), filtered);
    }
    let by_lead = Some(Sort {
        column: TableColumn::Lead,
        is_descending: false,
    });
    asked(session, spec("", by_lead.clone()));
    let mut after = Vec::new();
    for at in 0..N_RUNS {
        let rows = session.table().rows().clone();
        let key: RowKey = rows.key(at * 1_000);
        let tag = BulkEdit::Tag {
            tag: "重要".into(),
            on: true,
        };
        let from = Instant::now();
        session.apply(Action::DecideOnEntries(vec![key], tag));
        after.push(until_made(session, from, Duration::ZERO));
    }
    report("sorted by lead, after a decision", after);
    change_all(session);
}

/// Decides on every entry at once, and takes that back: how long it takes, and how long each portion holds the window.
fn change_all(session: &mut Session) {
    asked(session, spec("", None));
    let rows = session.table().rows().clone();
    let keys: Vec<RowKey> = (0..rows.len()).map(|row| rows.key(row)).collect();
    let decide = Action::DecideOnEntries(keys, BulkEdit::Status(Status::Reviewed));
    for (name, action) in [("all decided on", decide), ("all taken back", Action::Undo)] {
        let from = Instant::now();
        session.apply(action);
        let mut held = from.elapsed();
        while session.changing().is_some() {
            let frame = Instant::now();
            session.drain();
            held = held.max(frame.elapsed());
        }
        report(name, vec![(from.elapsed(), held)]);
        wait(session, Session::is_all_saved);
    }
}

/// How long rows took, and the longest that the window's thread was held.
type Taken = (Duration, Duration);

fn repeated(session: &mut Session, spec_of: impl Fn(usize) -> TableSpec) -> Vec<Taken> {
    (0..N_RUNS)
        .map(|at| {
            // So that it is another than the one before.
            asked(session, spec("", None));
            session.apply(Action::WatchTable(None));
            asked(session, spec_of(at))
        })
        .collect()
}

fn asked(session: &mut Session, spec: TableSpec) -> Taken {
    let from = Instant::now();
    session.apply(Action::WatchTable(Some(spec)));
    let held = from.elapsed();
    until_made(session, from, held)
}

fn until_made(session: &mut Session, from: Instant, mut held: Duration) -> Taken {
    loop {
        let frame = Instant::now();
        session.drain();
        held = held.max(frame.elapsed());
        if !session.table().is_running() {
            return (from.elapsed(), held);
        }
        thread::sleep(Duration::from_micros(200));
    }
}

fn wait(session: &mut Session, is_so: impl Fn(&Session) -> bool) {
    while !is_so(session) {
        thread::sleep(Duration::from_millis(5));
        session.drain();
    }
}

fn spec(words: &str, sort: Option<Sort>) -> TableSpec {
    TableSpec {
        filter: TableFilter {
            words: words.to_owned(),
            ..TableFilter::default()
        },
        sort,
        language: Language::Chinese,
        lists: None,
        ahead: Vec::new(),
    }
}

fn report(name: &str, mut taken: Vec<Taken>) {
    let held = taken
        .iter()
        .map(|(_, held)| *held)
        .max()
        .unwrap_or_default();
    taken.sort_unstable();
    let ms = |taken: &Taken| taken.0.as_secs_f64() * 1e3;
    println!(
        "{name:<34} median {:>7.1} ms (min {:.1}, max {:.1}), window held {:.1} ms at most",
        ms(&taken[taken.len() / 2]),
        ms(&taken[0]),
        ms(&taken[taken.len() - 1]),
        held.as_secs_f64() * 1e3,
    );
}

/// Four characters, other ones for each number.
fn name_of(n: usize) -> String {
    const CHARACTERS: &str = "东南西北春夏秋冬金木水火土山川江河湖海天地日月星云风雨雪花草林森石玉文武仁义礼智信和平安康宁福寿喜乐丰盛昌荣华";
    let characters: Vec<char> = CHARACTERS.chars().collect();
    // A step that has no factor in common with the number of names: each comes once.
    let mut number = n * 7_919 % characters.len().pow(4);
    let mut name = String::new();
    for _ in 0..4 {
        name.push(characters[number % characters.len()]);
        number /= characters.len();
    }
    name
}

/// A bulletin like others of its kind and equal to none.
fn bulletin(at: usize) -> String {
    const WHAT: [&str; 12] = [
        "数字治理",
        "人员培训",
        "平台建设",
        "数据共享",
        "智慧校园",
        "教材审核",
        "课程开发",
        "网络安全",
        "资源建设",
        "试点推广",
        "经费保障",
        "评估督导",
    ];
    const WHO: [&str; 8] = [
        "省教育厅",
        "市教育局",
        "省数据局",
        "省电教馆",
        "县教体局",
        "省农业农村厅",
        "市科技局",
        "省财政厅",
    ];
    const DID: [&str; 4] = ["召开推进会", "举办培训班", "印发通知", "上线平台"];
    let mut text = format!(
        "{}年{}月数字教育工作月报\n\n",
        2010 + at / 12 % 14,
        1 + at % 12
    );
    for nth in 0..ENTRIES_OF_DOCUMENT {
        if nth % 25 == 0 {
            let _ = write!(text, "★第{}部分重点工作\n\n", 1 + nth / 25);
        }
        let n = at * ENTRIES_OF_DOCUMENT + nth;
        let _ = write!(
            text,
            "\u{3000}\u{3000}{}{} {}月{}日,{}{},共{}人参加。\n\n",
            name_of(n),
            WHAT[n * 7 % 12],
            1 + at % 12,
            1 + n % 28,
            WHO[n * 3 % 8],
            DID[n % 4],
            10 + n % 990,
        );
    }
    text
}
