//! `piyue log`: every decision in a folder, with who made it and when.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::arguments::{FOLDER, FORMAT, OUTPUT, REVIEWER};
use super::console::{Console, Outcome};
use super::export::to_target;
use crate::export::LogFormat;
use crate::workspace::{Folder, LogRequest, Reviewer, export_log, list};

pub(super) fn run(console: &Console, matches: &ArgMatches) -> Outcome {
    let path: &PathBuf = matches.get_one(FOLDER).expect("required");
    let listing = match list(path) {
        Ok(listing) => listing,
        Err(error) => return console.unlistable(path, &error),
    };
    let outcome = console.report_unlisted(&listing);
    let codebook = console.codebook(&listing.root);
    let folder = Folder {
        listing: &listing,
        codebook: &codebook,
    };
    let format = matches
        .get_one::<String>(FORMAT)
        .and_then(|name| LogFormat::from_name(name));
    let request = LogRequest {
        format: format.expect("clap has checked the name"),
        language: console.language,
        reviewer: matches.get_one::<Reviewer>(REVIEWER).cloned(),
    };
    let target = matches.get_one::<PathBuf>(OUTPUT).map(Path::new);
    let written = to_target(target, |target| {
        export_log(folder, &request, target, &mut |_, _| {
            ControlFlow::Continue(())
        })
    });
    outcome.max(console.exported(written))
}
