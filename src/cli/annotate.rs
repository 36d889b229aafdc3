//! `piyue annotate`: edits from a file or standard input, one JSON object a line.
//!
//! Lines that wait together are saved together: a document's sidecar is written once for all of them, and only then is `saved N` said of each.
//! Somebody who writes a line and waits for its answer gets it at once.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::arguments::{EDITS, FOLDER, REVIEWER};
use super::console::{Console, Outcome};
use super::edit_line::{EditLine, Problem};
use super::opened::Opened;
use crate::annotation::Stamp;
use crate::codebook::Codebook;
use crate::workspace::{
    Listing, LoadOptions, ReadOnly, Reviewer, SaveError, list, load_with, portable, save,
    session_name,
};

/// Bytes of lines that are saved together at most.
const BATCH_BYTES: usize = 64 * 1024;

pub(super) fn run(console: &Console, matches: &ArgMatches) -> Outcome {
    let path: &PathBuf = matches.get_one(FOLDER).expect("required");
    let listing = match list(path) {
        Ok(listing) => listing,
        Err(error) => return console.unlistable(path, &error),
    };
    let edits = matches.get_one::<PathBuf>(EDITS);
    let edits = edits.filter(|path| *path != Path::new("-"));
    let (name, input): (String, Box<dyn Read>) = match edits {
        None => ("-".to_owned(), Box::new(io::stdin().lock())),
        Some(path) => match File::open(path) {
            Ok(file) => (path.display().to_string(), Box::new(file)),
            Err(error) => return console.unlistable(path, &error),
        },
    };
    let outcome = console.report_unlisted(&listing);
    let mut annotator = Annotator {
        console,
        name,
        codebook: console.codebook(&listing.root),
        listing: &listing,
        reviewer: matches.get_one::<Reviewer>(REVIEWER).cloned(),
        session: session_name(),
        open: HashMap::new(),
        waiting: Vec::new(),
        outcome,
    };
    annotator.read(BufReader::with_capacity(BATCH_BYTES, input));
    annotator.outcome
}

/// The longest line that is taken for an edit, in bytes.
const MAX_LINE_BYTES: usize = 16 << 20;

/// Applies edits to the documents of a folder.
struct Annotator<'a> {
    console: &'a Console,
    /// Of the file of edits, for complaints; `-` is standard input.
    name: String,
    codebook: Codebook,
    listing: &'a Listing,
    reviewer: Option<Reviewer>,
    /// Names the backups of this run.
    session: String,
    /// The documents that were edited, by their path as the lines write it.
    open: HashMap<String, Opened>,
    /// Lines that were applied in memory and are to be saved, with the document of each.
    waiting: Vec<(usize, String)>,
    outcome: Outcome,
}

impl Annotator<'_> {
    fn read(&mut self, mut input: BufReader<Box<dyn Read>>) {
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            // One byte more than may be, so that a line that is too long is known by it.
            let mut next = input.by_ref().take(MAX_LINE_BYTES as u64 + 1);
            match next.read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(n) if n > MAX_LINE_BYTES => {
                    let limit = (MAX_LINE_BYTES >> 20).into();
                    self.complain(
                        number,
                        &self.console.with("cli-edit-too-long", &[("limit", limit)]),
                    );
                    if line.last() != Some(&b'\n') && skip_line(&mut input).is_err() {
                        break;
                    }
                }
                Ok(_) => self.line(number, &line),
                Err(error) => {
                    let reason = error.to_string().into();
                    self.complain(
                        number,
                        &self.console.with("cli-unreadable", &[("reason", reason)]),
                    );
                    break;
                }
            }
            if !input.buffer().contains(&b'\n') {
                self.save();
            }
        }
        self.save();
    }

    fn line(&mut self, number: usize, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_start_matches('\u{FEFF}').trim();
        if line.is_empty() {
            return;
        }
        let applied = EditLine::parse(line).and_then(|edit| {
            self.apply(&edit)?;
            Ok(edit.path)
        });
        match applied {
            Ok(path) => self.waiting.push((number, path)),
            Err(problem) => self.complain(number, &self.console.problem(&problem)),
        }
    }

    fn apply(&mut self, edit: &EditLine) -> Result<(), Problem> {
        let reviewer = self
            .reviewer
            .as_ref()
            .map(|reviewer| reviewer.name().to_owned());
        let by = edit.by.clone().or(reviewer);
        self.open(&edit.path)?;
        let opened = self.open.get_mut(&edit.path).expect("opened");
        opened.apply(edit, &self.codebook, &Stamp::now(by.as_deref()))
    }

    fn open(&mut self, path: &str) -> Result<(), Problem> {
        if self.open.contains_key(path) {
            return Ok(());
        }
        let documents = self.listing.documents.iter();
        let mut known = documents.filter(|document| portable(document) == path);
        let (Some(known), other) = (known.next(), known.next()) else {
            return Err(Problem::NoDocument(path.to_owned()));
        };
        // Names that are no UTF-8 can look the same.
        if other.is_some() {
            return Err(Problem::TwoDocuments(path.to_owned()));
        }
        let options = LoadOptions {
            encoding: None,
            reviewer: self.reviewer.clone(),
        };
        let document = load_with(&self.listing.root, known, &self.codebook, &options)
            .map_err(Problem::Load)?;
        self.open.insert(path.to_owned(), Opened::new(document));
        Ok(())
    }

    /// Writes what is not on disk yet, and says which lines are.
    fn save(&mut self) {
        let mut failed: HashMap<String, String> = HashMap::new();
        for (number, path) in std::mem::take(&mut self.waiting) {
            if let Some(opened) = self.open.get_mut(&path).filter(|opened| opened.is_changed) {
                let sidecar = opened.document.sidecar_path();
                match save(&self.listing.root, &mut opened.document, &self.session) {
                    Ok(has_news) => {
                        opened.is_changed = false;
                        if has_news {
                            opened.extract_again(&self.codebook);
                        }
                    }
                    Err(error) => {
                        // What is on disk is what holds: it is read again before the next edit.
                        self.open.remove(&path);
                        let words = match error {
                            SaveError::Foreign(reason) => {
                                let sidecar = self.listing.root.join(sidecar);
                                self.console.read_only(&ReadOnly { sidecar, reason })
                            }
                            error => self.console.problem(&Problem::Save(error.to_string())),
                        };
                        failed.insert(path.clone(), words);
                    }
                }
            }
            match failed.get(&path) {
                None => self.console.say(&format!("saved {number}")),
                Some(words) => {
                    let words = words.clone();
                    self.complain(number, &words);
                }
            }
        }
    }

    fn complain(&mut self, number: usize, words: &str) {
        self.console
            .complain(&format!("{}:{number}: {words}", self.name));
        self.outcome = Outcome::Incomplete;
    }
}

/// Reads on to the end of a line without keeping it.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let waiting = input.fill_buf()?;
        let end = memchr::memchr(b'\n', waiting);
        let n = end.map_or(waiting.len(), |end| end + 1);
        let is_over = end.is_some() || n == 0;
        input.consume(n);
        if is_over {
            return Ok(());
        }
    }
}
