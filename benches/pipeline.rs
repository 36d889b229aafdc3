//! The pipeline on one thread against jieba-rs tagging the same text, in turn in one run; and how its cost grows with the length.
//!
//! `cargo bench --bench pipeline` prints the medians of at least five runs with minimum and maximum, and the ratio. The corpus is made from the
//! bundled sample bulletins with numbers and names changed from copy to copy: the same text again and again would flatter caches.
//!
//! What was tried for speed. Instructions are callgrind's for a byte of text, start-up left out (the slope between two sizes of corpus): tagging
//! takes 167. The pipeline took 3,020 at first, then 1,650; rules added since brought it to 1,920. It takes 1,240 now, of which parsing has
//! 455 (before: 690) and extraction 760 (before: 1,210).
//!
//! | tried | effect | stays |
//! | --- | --- | --- |
//! | word lists indexed by first and last character (`text::WordList`) instead of a search for every word; a paragraph's beginning read once | parsing to 600 | yes |
//! | sets of words that look at the first and the last character before they hash; actions and regions alike | extraction from 1,360 to 1,050, with the next | yes |
//! | names of bodies, places, events and offices found by a table of character pairs (8 kB) and hashing instead of Aho-Corasick over bytes | as few instructions as a double-array automaton, less time: 0.15 of tagging's speed instead of 0.13, on a busy machine | yes |
//! | looking names up only in the lengths that names beginning so have | 0.18 instead of 0.15, on a busy machine | yes |
//! | one table of the words of all rules (`extract::cue`), a passage read once: rules ask for places instead of scanning | with the next three, extraction from 1,210 to 760 | yes |
//! | words segmented between marks, where a rule asks, instead of sentence by sentence (the segmenter never looks over a mark) | segmenting from 107 to 79 | yes |
//! | names of divisions found by a trie of their beginnings instead of hashing every length | joining places from 83 to 3 | yes |
//! | names that come again found without an automaton built for each document; the hash of short words for divisions, too | 34 to 11, and 29 | yes |
//! | folded lines made without growing, cheap questions asked before strings are built | parsing from 690 to 455 | yes |
//! | segmenting a whole passage at once instead of sentence by sentence where a rule asks | none that shows | no |
//! | one type of mention after the other over all passages instead of all types passage by passage | none that shows | no |
//! | one code generation unit and fat LTO | 5 % at most | no |
//!
//! The speed itself, side by side on a machine busy with other work (seven runs each in turn, medians): 0.12 of tagging's before the table,
//! 0.16 with all of the above; on short texts at a quieter time 0.17 before, 0.27 with the table alone. The quarter that is wanted of every
//! text is not reached: about 900 instructions a byte would do.
//!
//! What is left: in parsing a tenth each for folding lines, for packing them, for marks and for the beginnings in which leads end;
//! in extraction bodies take a quarter and segmenting a tenth. Making and freeing small strings and lists is a tenth of all.

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
