//! How fast each format is written.
//!
//! `cargo bench --bench exports` writes some thousand bulletins, already loaded, in every format to nowhere, and prints rows (mentions) and
//! megabytes of text a second. `-- N` takes N times the sample bulletins instead of 500.

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

const N_ROUNDS: usize = 500;

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
    println!("{:<16} {:>12} {:>8} {:>8}", "format", "rows/s", "MB/s", "s");
    for format in Format::ALL {
        let start = Instant::now();
        write(format, &documents, n_rounds, &codebook);
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{:<16} {:>12.0} {:>8.1} {seconds:>8.2}",
            format.name(),
            n_mentions as f64 / seconds,
            n_bytes as f64 / 1e6 / seconds
        );
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
