//! The pipeline on one thread against jieba-rs tagging the same text, in turn in one run; and how its cost grows with the length.
//!
//! `cargo bench --bench pipeline` prints the medians of at least five runs with minimum and maximum, and the ratio. The corpus is made from the
//! bundled sample bulletins with numbers and names changed from copy to copy: the same text again and again would flatter caches.
//!
//! What was tried for speed. Instructions are callgrind's for a byte of text, start-up left out (the slope between two sizes of corpus): tagging
//! takes 167, the pipeline took 3,020 and takes 1,650, of which parsing had 1,660 and has 600.
//!
//! | tried | effect | stays |
//! | --- | --- | --- |
//! | word lists indexed by first and last character (`text::WordList`) instead of a search for every word; a paragraph's beginning read once | parsing to 600 | yes |
//! | sets of words that look at the first and the last character before they hash; actions and regions alike | extraction from 1,360 to 1,050, with the next | yes |
//! | names of bodies, places, events and offices found by a table of character pairs (8 kB) and hashing instead of Aho-Corasick over bytes | as few instructions as a double-array automaton, less time: 0.15 of tagging's speed instead of 0.13, on a busy machine | yes |
//! | looking names up only in the lengths that names beginning so have | 0.18 instead of 0.15, on a busy machine | yes |
//! | segmenting a whole passage at once instead of sentence by sentence where a rule asks | none that shows | no |
//! | one type of mention after the other over all passages instead of all types passage by passage | none that shows | no |
//! | one code generation unit and fat LTO | 5 % at most | no |
//!
//! What is left is spread over some sixty functions of rules; segmenting takes a tenth of the instructions and a fifth of the time.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use piyue::codebook::Codebook;
use piyue::text::Text;
use piyue::{document, extract, source};

const N_RUNS: usize = 7;
const N_COPIES: usize = 40;

fn main() {
    let corpus = corpus(N_COPIES);
    let n_bytes: usize = corpus.iter().map(String::len).sum();
    let codebook = Codebook::built_in();
    extract::warm_up();
    println!(
        "corpus: {} documents, {:.2} MB",
        corpus.len(),
        megabytes(n_bytes)
    );
    let (mut tagging, mut pipeline) = (Vec::new(), Vec::new());
    for _ in 0..N_RUNS {
        tagging.push(time(|| {
            for text in &corpus {
                for line in text.lines() {
                    black_box(extract::jieba().tag(line, true));
                }
            }
        }));
        pipeline.push(time(|| {
            for text in &corpus {
                run(text, &codebook);
            }
        }));
    }
    let of_tagging = report("jieba-rs tagging", &mut tagging, n_bytes);
    let of_pipeline = report("pipeline", &mut pipeline, n_bytes);
    println!(
        "pipeline : tagging = {:.2} of its speed",
        of_tagging.as_secs_f64() / of_pipeline.as_secs_f64()
    );

    println!("\ngrowth of one document");
    let all = corpus.concat();
    for length in [100_000, 1_000_000, 5_000_000] {
        let text: String = all.chars().cycle().take(length / 3).collect();
        let mut runs: Vec<Duration> = (0..3).map(|_| time(|| run(&text, &codebook))).collect();
        report(
            &format!("{:>5.1} MB", megabytes(text.len())),
            &mut runs,
            text.len(),
        );
    }
    println!("\nhostile texts");
    for (name, piece) in [
        ("《", "《"),
        ("digits", "7"),
        ("year marks", "年"),
        ("bodies", "省教育厅"),
        ("surnames", "王"),
        ("一是", "一是"),
    ] {
        for n in [25_000, 100_000] {
            let text = piece.repeat(n);
            let mut runs: Vec<Duration> = (0..3).map(|_| time(|| run(&text, &codebook))).collect();
            report(&format!("{n:>7} {name}"), &mut runs, text.len());
        }
    }
}

fn run(text: &str, codebook: &Codebook) {
    let text = Text::new(text.to_owned());
    let outline = document::parse(&text);
    black_box(extract::extract(&text, codebook, &outline));
}

/// The samples over and over, no copy like another.
fn corpus(n_copies: usize) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the samples")
        .map(|entry| entry.expect("listed").path())
        .collect();
    paths.sort();
    let texts: Vec<String> = paths
        .iter()
        .filter(|path| source::is_known_format(path))
        .map(|path| {
            let bytes = std::fs::read(path).expect("reads");
            source::read(path, &bytes, None)
                .expect("a text")
                .text
                .as_str()
                .to_owned()
        })
        .collect();
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let mut vary = |text: &String| -> String {
        text.chars()
            .map(|c| match c {
                '1'..='9' if random() % 4 == 0 => char::from(b'1' + (random() % 9) as u8),
                '东' | '南' | '西' | '北' if random() % 3 == 0 => {
                    ['东', '南', '西', '北'][(random() % 4) as usize]
                }
                '新' | '大' | '建' | '数' if random() % 6 == 0 => {
                    ['新', '大', '建', '数'][(random() % 4) as usize]
                }
                _ => c,
            })
            .collect()
    };
    (0..n_copies)
        .flat_map(|_| texts.iter().map(&mut vary).collect::<Vec<_>>())
        .collect()
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Prints median, minimum and maximum, and the speed of the median; returns the median.
fn report(name: &str, runs: &mut [Duration], n_bytes: usize) -> Duration {
    runs.sort_unstable();
    let median = runs[runs.len() / 2];
    println!(
        "{name:<18} median {:>8.2} ms (min {:.2}, max {:.2})  {:>6.1} MB/s",
        median.as_secs_f64() * 1e3,
        runs[0].as_secs_f64() * 1e3,
        runs[runs.len() - 1].as_secs_f64() * 1e3,
        megabytes(n_bytes) / median.as_secs_f64()
    );
    median
}

fn megabytes(n_bytes: usize) -> f64 {
    n_bytes as f64 / 1e6
}
