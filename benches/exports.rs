//! How fast each format is read and written.
//!
//! `cargo bench --bench exports` reads the bulletin of `tests/data` in every format again and again, and prints megabytes of files a second; then it
//! writes some thousand bulletins, already loaded, in every format to nowhere, and prints rows (mentions) and megabytes of text a second. Each is
//! done five times: the median, with the least and the most. `-- N` takes N times the sample bulletins instead of 200.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use piyue::annotation::Annotation;
use piyue::codebook::Codebook;
use piyue::document::{self, Outline};
use piyue::export::{Choices, ExportedDocument, Files, Format, Layout, Output, Scope, exporter};
use piyue::extract::{self, Extraction};
use piyue::i18n::Language;
use piyue::record::Record;
use piyue::source::{self, Source};

const N_ROUNDS: usize = 200;

/// How often everything is done.
const N_TIMES: usize = 5;

/// Bytes of files that are read each time, at least.
const READ_BYTES: usize = 8 << 20;

struct Loaded {
    source: Source,
    outline: Outline,
    extraction: Extraction,
    record: Record,
}

/// A folder that keeps nothing.
struct Nowhere;

impl Files for Nowhere {
    fn create(&mut self, _name: &str) -> io::Result<Box<dyn Write + Send>> {
        Ok(Box::new(io::sink()))
    }
}

fn main() {
    let n_rounds = std::env::args().find_map(|argument| argument.parse().ok());
    let n_rounds: usize = n_rounds.unwrap_or(N_ROUNDS);
    read_all();
    let codebook = Codebook::built_in();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let mut documents = Vec::new();
    for file in fs::read_dir(samples).expect("the samples are there") {
        let path = file.expect("listed").path();
        if path.is_file() {
            documents.extend(load(&path, &codebook));
        }
    }
    let per_round = |of: fn(&Loaded) -> usize| documents.iter().map(of).sum::<usize>();
    let n_mentions = n_rounds * per_round(|document| document.record.mentions.len());
    let n_bytes = n_rounds * per_round(|document| document.source.text.len() as usize);
    println!(
        "{} documents, {n_mentions} mentions, {:.1} MB of text",
        n_rounds * documents.len(),
        n_bytes as f64 / 1e6
    );
    println!("{:<16} {:>30} {:>22}", "written", "rows/s", "MB/s");
    for format in Format::ALL {
        let seconds = timed(|| write(format, &documents, n_rounds, &codebook));
        println!(
            "{:<16} {:>30} {:>22}",
            format.name(),
            seconds.rate(n_mentions as f64, 0),
            seconds.rate(n_bytes as f64 / 1e6, 1)
        );
    }
}

/// Reads the bulletin in every format that there is a file of.
fn read_all() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/documents");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the documents are there")
        .map(|file| file.expect("listed").path())
        .collect();
    paths.sort();
    println!("{:<16} {:>10} {:>24}", "read", "bytes", "MB/s");
    for path in paths {
        let bytes = fs::read(&path).expect("reads");
        let n = READ_BYTES.div_ceil(bytes.len()).min(2000);
        let seconds = timed(|| {
            for _ in 0..n {
                source::read(&path, &bytes, None).expect("a document");
            }
        });
        println!(
            "{:<16} {:>10} {:>24}",
            path.file_name().unwrap_or_default().to_string_lossy(),
            bytes.len(),
            seconds.rate((n * bytes.len()) as f64 / 1e6, 1)
        );
    }
}

/// How long something took each time, from the shortest on.
struct Seconds([f64; N_TIMES]);

fn timed(run: impl Fn()) -> Seconds {
    let mut seconds = [0.0; N_TIMES];
    for one in &mut seconds {
        let start = Instant::now();
        run();
        *one = start.elapsed().as_secs_f64();
    }
    seconds.sort_by(f64::total_cmp);
    Seconds(seconds)
}

impl Seconds {
    /// So much of something a second: the median, with the least and the most.
    fn rate(&self, amount: f64, digits: usize) -> String {
        let [shortest, .., longest] = self.0;
        let median = self.0[N_TIMES / 2];
        format!(
            "{:.digits$} ({:.digits$}–{:.digits$})",
            amount / median,
            amount / longest,
            amount / shortest
        )
    }
}

fn load(path: &Path, codebook: &Codebook) -> Option<Loaded> {
    let bytes = fs::read(path).expect("reads");
    let source = source::read(path, &bytes, None).ok()?;
    let outline = document::parse(&source.text);
    let extraction = extract::extract(&source.text, codebook, &outline);
    let record = Record::new(&source.text, &outline, &extraction, &Annotation::default());
    Some(Loaded {
        source,
        outline,
        extraction,
        record,
    })
}

fn write(format: Format, documents: &[Loaded], n_rounds: usize, codebook: &Codebook) {
    let layout = Layout {
        language: Language::Chinese,
        codebook,
        scratch: None,
    };
    let output = if format.is_folder() {
        Output::Folder(Box::new(Nowhere))
    } else {
        Output::File(Box::new(io::sink()))
    };
    let scope = Scope::default();
    let mut exporter =
        exporter(format, &Choices::default(), layout, output).expect("the format begins");
    for round in 0..n_rounds {
        for (at, loaded) in documents.iter().enumerate() {
            let written = exporter.document(&ExportedDocument {
                path: &format!("{round}/{at}.txt"),
                sha256: &loaded.source.sha256,
                encoding: loaded.source.encoding,
                format: loaded.source.format,
                text: &loaded.source.text,
                outline: &loaded.outline,
                extraction: &loaded.extraction,
                record: &loaded.record,
                scope: &scope,
                errata: &[],
            });
            written.expect("nowhere takes everything");
        }
    }
    exporter.finish().expect("nowhere takes everything");
}
