//! `piyue extract --stdin`: documents from standard input, for programs that run this one over a corpus.
//!
//! With `--name` standard input is one document of that name, in any format. Without, each line is a JSON object of a document: its `path` and its
//! `text`, or its `path` alone for a file on disk. Lines that wait together are worked on together, and what was found is written in their order;
//! somebody who writes a line and waits for its answer gets it at once. Memory does not grow with the number of lines.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;

use clap::ArgMatches;
use serde::Deserialize;

use super::arguments::{NAME, OUTPUT};
use super::console::{Console, Outcome};
use crate::codebook::Codebook;
use crate::source;
use crate::workspace::{
    Content, ExportFailure, ExportSummary, Given, LoadFailure, extract_given, to_target,
};

/// Documents and bytes that are worked on together at most.
const BATCH: usize = 32;
const BATCH_BYTES: usize = 1 << 20;

/// The longest line: a text as long as may be, its quotes escaped.
const MAX_LINE_BYTES: usize = source::MAX_BYTES + source::MAX_BYTES / 8;

/// A line of the stream.
#[derive(Deserialize)]
struct Line {
    path: String,
    text: Option<String>,
}

/// What standard input holds, to where the arguments say.
pub(super) fn run(console: &Console, matches: &ArgMatches) -> Outcome {
    let mut outcome = Outcome::Well;
    let path = matches.get_one::<PathBuf>(OUTPUT).map(PathBuf::as_path);
    let written = super::export::to_target(path, |target| {
        to_target(target, &[], |out| {
            let mut stream = Stream {
                console,
                codebook: Codebook::built_in(),
                out,
                waiting: Vec::new(),
                outcome: Outcome::Well,
            };
            let read = match matches.get_one::<String>(NAME) {
                Some(name) => stream.document(name),
                None => stream.lines(BufReader::with_capacity(BATCH_BYTES, io::stdin().lock())),
            };
            outcome = stream.outcome;
            read.map(|()| ExportSummary::default())
        })
    });
    outcome.max(console.exported(written))
}

/// Documents on their way from standard input.
struct Stream<'a> {
    console: &'a Console,
    codebook: Codebook,
    out: &'a mut dyn Write,
    waiting: Vec<Given>,
    outcome: Outcome,
}

impl Stream<'_> {
    /// All of it is one document.
    fn document(&mut self, name: &str) -> Result<(), ExportFailure> {
        let mut bytes = Vec::new();
        let mut input = io::stdin().lock().take(source::MAX_BYTES as u64 + 1);
        if let Err(error) = input.read_to_end(&mut bytes) {
            self.complain("-", &self.unreadable(&error));
            return Ok(());
        }
        self.waiting.push(Given {
            path: name.to_owned(),
            content: Content::Bytes(bytes),
        });
        self.work()
    }

    /// Each line is one.
    fn lines(&mut self, mut input: BufReader<impl Read>) -> Result<(), ExportFailure> {
        let (mut line, mut n_bytes) = (Vec::new(), 0);
        for number in 1.. {
            line.clear();
            let mut next = input.by_ref().take(MAX_LINE_BYTES as u64 + 1);
            match next.read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(n) if n > MAX_LINE_BYTES => {
                    let limit = (MAX_LINE_BYTES >> 20).into();
                    let words = self.console.with("cli-edit-too-long", &[("limit", limit)]);
                    self.complain(&format!("-:{number}"), &words);
                    break;
                }
                Ok(n) => {
                    n_bytes += n;
                    self.line(number, &line);
                }
                Err(error) => {
                    self.complain(&format!("-:{number}"), &self.unreadable(&error));
                    break;
                }
            }
            let is_awaited = !input.buffer().contains(&b'\n');
            if is_awaited || self.waiting.len() >= BATCH || n_bytes >= BATCH_BYTES {
                self.work()?;
                n_bytes = 0;
            }
        }
        self.work()
    }

    fn line(&mut self, number: usize, line: &[u8]) {
        if line.trim_ascii().is_empty() {
            return;
        }
        match serde_json::from_slice(line) {
            Ok(Line { path, text }) => self.waiting.push(Given {
                path,
                content: text.map_or(Content::File, Content::Characters),
            }),
            Err(error) => {
                let reason = error.to_string().into();
                let words = self.console.with("cli-extract-line", &[("reason", reason)]);
                self.complain(&format!("-:{number}"), &words);
            }
        }
    }

    /// Writes what was found in those that wait.
    fn work(&mut self) -> Result<(), ExportFailure> {
        let given = std::mem::take(&mut self.waiting);
        let mut failures = Vec::new();
        let mut failed = |at: usize, failure: LoadFailure| failures.push((at, failure));
        extract_given(&given, &self.codebook, self.out, &mut failed)?;
        for (at, failure) in failures {
            let words = self.console.load_failure(&failure);
            self.complain(&given[at].path, &words);
        }
        Ok(())
    }

    fn unreadable(&self, error: &io::Error) -> String {
        let reason = error.to_string().into();
        self.console.with("cli-unreadable", &[("reason", reason)])
    }

    fn complain(&mut self, at: &str, words: &str) {
        self.console.complain(&format!("{at}: {words}"));
        self.outcome = Outcome::Incomplete;
    }
}
