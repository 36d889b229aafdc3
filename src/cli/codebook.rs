//! `piyue codebook`: the folder's codebook as tables, with how often each tag, type and field was used.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::arguments::{FOLDER, OUTPUT, REVIEWER};
use super::console::{Console, Outcome};
use super::export::to_target;
use crate::export::CodebookFormat;
use crate::workspace::{CodebookRequest, Folder, Reviewer, export_codebook, list};

pub(super) fn run(console: &Console, matches: &ArgMatches) -> Outcome {
    let path: &PathBuf = matches.get_one(FOLDER).expect("required");
    let target = matches.get_one::<PathBuf>(OUTPUT).map(Path::new);
    let Some(format) = format_of(target) else {
        console.complain(&console.t("cli-codebook-format"));
        return Outcome::WrongUse;
    };
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
    let request = CodebookRequest {
        format,
        language: console.language,
        reviewer: matches.get_one::<Reviewer>(REVIEWER).cloned(),
    };
    let written = to_target(target, |target| {
        export_codebook(folder, &request, target, &mut |_, _| {
            ControlFlow::Continue(())
        })
    });
    outcome.max(console.exported(written))
}

/// What the target's name ends with says the format; standard output is read by people.
fn format_of(target: Option<&Path>) -> Option<CodebookFormat> {
    match target.filter(|target| *target != Path::new("-")) {
        Some(target) => CodebookFormat::from_extension(&target.extension()?.to_string_lossy()),
        None => Some(CodebookFormat::Markdown),
    }
}
