//! `piyue extract`: the machine's extraction alone, as native JSONL.

use std::collections::HashMap;
use std::collections::HashSet;
use std::io::{self, BufWriter};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::arguments::{OUTPUT, PATH};
use super::console::{Console, Outcome};
use super::words::is_broken_pipe;
use crate::codebook::Codebook;
use crate::workspace::{ExportFailure, ExportSummary, Folder, Listing, Target, extract, list};

pub(super) fn run(console: &Console, matches: &ArgMatches) -> Outcome {
    let paths = matches.get_many::<PathBuf>(PATH).into_iter().flatten();
    let mut outcome = Outcome::Well;
    let mut listings: Vec<Listing> = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        match list(path) {
            Ok(mut listing) => {
                outcome = outcome.max(console.report_unlisted(&listing));
                // A file that is named twice, or in a folder that is named too, is one document.
                let root = listing.root.clone();
                listing.documents.retain(|document| {
                    let path = root.join(document);
                    seen.insert(path.canonicalize().unwrap_or(path))
                });
                listings.push(listing);
            }
            Err(error) => outcome = outcome.max(console.unlistable(path, &error)),
        }
    }
    let mut codebooks: HashMap<&Path, Codebook> = HashMap::new();
    for listing in &listings {
        codebooks
            .entry(&listing.root)
            .or_insert_with(|| console.codebook(&listing.root));
    }
    let folders: Vec<Folder<'_>> = listings
        .iter()
        .map(|listing| Folder {
            listing,
            codebook: &codebooks[listing.root.as_path()],
        })
        .collect();
    let target = matches.get_one::<PathBuf>(OUTPUT);
    let written = to_target(target.map(PathBuf::as_path), |target| {
        extract(&folders, target, &mut |_, _| ControlFlow::Continue(()))
    });
    outcome.max(console.exported(written))
}

/// Calls `write` with the file named, or with standard output for `-` and for nothing.
pub(super) fn to_target(
    path: Option<&Path>,
    write: impl FnOnce(Target<'_>) -> Result<ExportSummary, ExportFailure>,
) -> Result<ExportSummary, ExportFailure> {
    match path.filter(|path| *path != Path::new("-")) {
        Some(path) => write(Target::File(path)),
        None => write(Target::Writer(&mut BufWriter::new(io::stdout().lock()))),
    }
}

impl Console {
    /// Reports what an export left out, or why there is none.
    pub(super) fn exported(&self, written: Result<ExportSummary, ExportFailure>) -> Outcome {
        match written {
            Ok(summary) => {
                let mut outcome = Outcome::Well;
                for (path, reason) in &summary.skipped {
                    if let Some(words) = self.skipped(path, reason) {
                        self.complain(&words);
                        outcome = Outcome::Incomplete;
                    }
                }
                outcome
            }
            Err(failure) if is_broken_pipe(&failure) => Outcome::Well,
            Err(failure) => {
                self.complain(&self.export_failure(&failure));
                match failure {
                    ExportFailure::IsSource(_) | ExportFailure::IsSidecar(_) => Outcome::WrongUse,
                    _ => Outcome::Incomplete,
                }
            }
        }
    }
}
