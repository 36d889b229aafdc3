//! The pipeline on one thread against jieba-rs tagging the same text, in turn in one run.
//!
//! `cargo bench --bench pipeline` prints the medians of seven runs with minimum and maximum, and the ratio. How the cost grows,
//! `--bench growth` shows. `-- --count N` runs the pipeline once over N copies and prints their bytes: `.ci/instructions` counts what
//! that takes.
//!
//! What was tried for speed. Instructions are callgrind's for a byte of text, start-up left out (the slope between two sizes of corpus): tagging
//! takes 170. The pipeline took 3,020 at first, then 1,650; rules added since brought it to 1,920, the first half of what follows to 1,240
//! (1,150 over a corpus of more and shorter texts, which the second half is counted over), the second to 780: 217 of it parsing, 547 extraction.
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
//! | questions of lines answered by their first or last character before anything is packed, collected or searched (bylines, dates, page numbers, credits, leads, marks) | parsing from 443 to 274, with the next two | yes |
//! | spaces taken out of a cue only where it has any (borrowed otherwise) | 47 to 8 | yes |
//! | folding copies runs that stay as they are; the mark and brackets of a line are read only where a wrap may depend on them | folding from 68 to 24 | yes |
//! | names that may begin a line read once for three rules of appointments, lists only from their second name on, words asked for last | persons from 94 to 58 | yes |
//! | 省厅 and 校党委 in the table of cues instead of lists of their own; offices inside a stem only where it is long enough | bodies from 192 to 128 | yes |
//! | fields with 和 in their names (工业和信息化) cut at their conjunctions once | 11 to 0 | yes |
//! | a number is no date unless 年, 月, 日, 季 or a joining mark follows | dates from 36 to 27 | yes |
//! | divisions by their code as a number | 11 to 1 | yes |
//! | word lists that look at the second character, too | finding from 33 to 25 | yes |
//! | runs of simplified Chinese characters measured by their bytes (`text::simplified_len`) for folding, flat texts and widths of lines | 63 to 43 | yes |
//! | the pairs of a headline and its text in a table of fixed size instead of a hashed set | 25 to 6 | yes |
//! | whether a line is a site's and how much it reads like a headline kept with the paragraph | 16 | yes |
//! | of digits side by side only the first is a cue | 8 | yes |
//! | the table of character pairs four times as large (32 kB) | 3 fewer; it no longer stays in the nearest cache | no |
//! | segmenting a whole passage at once instead of sentence by sentence where a rule asks | none that shows | no |
//! | one type of mention after the other over all passages instead of all types passage by passage | none that shows | no |
//! | one code generation unit and fat LTO | 5 % at most | no |
//!
//! The speed itself, side by side (medians of seven runs each in turn) on a machine busy with other work, which disturbs both:
//! 0.12 of tagging's before the table, 0.16 to 0.23 with the first half of it, 0.28 with all.
//!
//! What is left: segmenting takes 90 of the 780 and is the segmenter's own; the table of cues 70, making and freeing small strings and lists 75,
//! the rest is spread over some hundred rules, none of which takes more than 15.

mod corpus;
mod timing;

use std::hint::black_box;

use piyue::codebook::Codebook;
use piyue::text::Text;
use piyue::{document, extract};

use timing::Runs;

const N_RUNS: usize = 7;
const N_COPIES: usize = 40;

fn main() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--count");
    let codebook = Codebook::built_in();
    extract::warm_up();
    if let Some(n) = arguments.nth(1) {
        let corpus = corpus::copies(n.parse().expect("a number of copies"));
        println!("{}", corpus.iter().map(String::len).sum::<usize>());
        run(&corpus, &codebook);
        return;
    }
    let corpus = corpus::copies(N_COPIES);
    let n_bytes: usize = corpus.iter().map(String::len).sum();
    println!(
        "corpus: {} documents, {:.2} MB",
        corpus.len(),
        n_bytes as f64 / 1e6
    );
    let (mut tagging, mut parsing, mut pipeline) =
        (Runs::default(), Runs::default(), Runs::default());
    for _ in 0..N_RUNS {
        tagging.add(|| {
            for line in corpus.iter().flat_map(|text| text.lines()) {
                black_box(extract::jieba().tag(line, true));
            }
        });
        pipeline.add(|| run(&corpus, &codebook));
        parsing.add(|| {
            for text in &corpus {
                black_box(document::parse(&Text::new(text.clone())));
            }
        });
    }
    tagging.print("jieba-rs tagging", n_bytes);
    pipeline.print("pipeline", n_bytes);
    parsing.print("of it parsing", n_bytes);
    println!(
        "pipeline : tagging = {:.3} of its speed",
        tagging.median() / pipeline.median()
    );
}

/// What `.ci/instructions` counts; it finds the function by its name.
#[inline(never)]
fn run(corpus: &[String], codebook: &Codebook) {
    for text in corpus {
        let text = Text::new(text.clone());
        let outline = document::parse(&text);
        black_box(extract::extract(&text, codebook, &outline));
    }
}
