//! How the cost of the pipeline grows: with the length of a document, with the number of documents, over two threads, in memory, and on texts
//! made to be slow.
//!
//! `cargo bench --bench growth` prints medians of five runs, taken in turn so that a busy moment of the machine falls on all alike, with
//! minimum and maximum; megabytes a second that stay the same show a cost that is linear. Memory is the most that a process of its own held.

mod corpus;
mod timing;

use std::hint::black_box;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use piyue::codebook::Codebook;
use piyue::text::Text;
use piyue::{document, extract};

use timing::Runs;

const N_RUNS: usize = 5;
/// Bytes of one document.
const LENGTHS: [usize; 6] = [
    100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 20_000_000,
];
const N_DOCUMENTS: usize = 1_000;

/// Texts that a careless rule would take quadratic time for: a name, and what is repeated.
const HOSTILE: [(&str, &str); 12] = [
    ("《", "《"),
    ("“", "“"),
    ("digits", "7"),
    ("year marks", "年"),
    ("bodies", "省教育厅"),
    ("known bodies", "中共中央办公厅"),
    ("surnames", "王"),
    ("offices", "教育部部长王明"),
    ("names in a list", "张三、"),
    ("ordinals", "第"),
    ("meetings", "会"),
    ("run-on items", "一是"),
];

fn main() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--memory");
    if let Some(n_bytes) = arguments.nth(1) {
        memory_of(n_bytes.parse().expect("a number of bytes"));
        return;
    }
    let codebook = Codebook::built_in();
    extract::warm_up();
    one_document(&codebook);
    many_documents(&codebook);
    hostile(&codebook);
}

fn one_document(codebook: &Codebook) {
    println!("one document");
    let texts = LENGTHS.map(corpus::text);
    let mut runs = LENGTHS.map(|_| Runs::default());
    for _ in 0..N_RUNS {
        for (runs, text) in runs.iter_mut().zip(&texts) {
            runs.add(|| run(text, codebook));
        }
    }
    for (runs, text) in runs.iter().zip(&texts) {
        runs.print(&format!("{:>6.1} MB", text.len() as f64 / 1e6), text.len());
    }
    println!("\nthe most memory that a process holds, with what is loaded once");
    let loaded = peak_of(0);
    println!("{:>9} MB: {loaded:>6.1} MB", 0);
    for n_bytes in LENGTHS {
        let peak = peak_of(n_bytes);
        println!(
            "{:>9.1} MB: {peak:>6.1} MB, {:.1} times the text",
            n_bytes as f64 / 1e6,
            (peak - loaded) * 1e6 / n_bytes as f64
        );
    }
}

fn many_documents(codebook: &Codebook) {
    let documents = corpus::documents(N_DOCUMENTS);
    let n_bytes = documents.iter().map(String::len).sum();
    println!("\n{N_DOCUMENTS} documents");
    let (mut tenth, mut one, mut two) = (Runs::default(), Runs::default(), Runs::default());
    for _ in 0..N_RUNS {
        tenth.add(|| on_threads(1, &documents[..N_DOCUMENTS / 10], codebook));
        one.add(|| on_threads(1, &documents, codebook));
        two.add(|| on_threads(2, &documents, codebook));
    }
    let n_tenth = documents[..N_DOCUMENTS / 10].iter().map(String::len).sum();
    tenth.print("a tenth of them", n_tenth);
    one.print("one thread", n_bytes);
    two.print("two threads", n_bytes);
    println!(
        "two threads : one = {:.2} times its speed",
        one.median() / two.median()
    );
}

fn hostile(codebook: &Codebook) {
    const N: usize = 25_000;
    const TIMES: usize = 4;
    println!("\ntexts made to be slow, {N} and {TIMES} times as many");
    let mut runs: Vec<[Runs; 2]> = HOSTILE.map(|_| Default::default()).into();
    let texts = HOSTILE.map(|(_, piece)| [piece.repeat(N), piece.repeat(N * TIMES)]);
    for _ in 0..N_RUNS {
        for (runs, texts) in runs.iter_mut().zip(&texts) {
            for (runs, text) in runs.iter_mut().zip(texts) {
                runs.add(|| run(text, codebook));
            }
        }
    }
    for (((name, _), runs), texts) in HOSTILE.iter().zip(&runs).zip(&texts) {
        runs[1].print(name, texts[1].len());
        println!(
            "{:<20} {:.1} times as long for {TIMES} times the text",
            "",
            runs[1].median() / runs[0].median()
        );
    }
}

fn run(text: &str, codebook: &Codebook) {
    let text = Text::new(text.to_owned());
    let outline = document::parse(&text);
    black_box(extract::extract(&text, codebook, &outline));
}

/// Runs all documents, each thread taking the next that none has.
fn on_threads(n: usize, documents: &[String], codebook: &Codebook) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..n {
            scope.spawn(|| {
                while let Some(text) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    run(text, codebook);
                }
            });
        }
    });
}

/// The most megabytes that a process holds that runs one document of so many bytes, and nothing else.
fn peak_of(n_bytes: usize) -> f64 {
    let own = std::env::current_exe().expect("knows itself");
    let output = Command::new(own)
        .args(["--memory", &n_bytes.to_string()])
        .output()
        .expect("starts again");
    let printed = String::from_utf8_lossy(&output.stdout);
    printed.trim().parse().unwrap_or(f64::NAN)
}

/// Runs one document and prints the most megabytes that this process held; nothing where the system does not tell (Linux does).
fn memory_of(n_bytes: usize) {
    extract::warm_up();
    let text = corpus::text(n_bytes);
    run(&text, &Codebook::built_in());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| {
        let kilobytes = line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?;
        kilobytes.parse::<f64>().ok()
    });
    if let Some(kilobytes) = peak {
        println!("{}", kilobytes * 1024.0 / 1e6);
    }
}
