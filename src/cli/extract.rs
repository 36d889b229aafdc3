//! `piyue extract`: the machine's extraction alone, as native JSONL.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::arguments::{OUTPUT, PATH, STDIN};
use super::console::{Console, Outcome};
use super::export::to_target;
use super::extract_stdin;
use crate::codebook::Codebook;
use crate::workspace::{Folder, Listing, extract, list};

pub(super) fn run(console: &Console, matches: &ArgMatches) -> Outcome {
    if matches.get_flag(STDIN) {
        return extract_stdin::run(console, matches);
    }
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
