//! `piyue export`: records to other programs' formats.

use std::io::{self, BufWriter};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::arguments::{
    DECIDED_ONLY, DOC_TYPE, ERRATA, FOLDER, FORMAT, NO_BOILERPLATE, OUTPUT, PARTITION, PERIOD,
    REVIEWED_ONLY, REVIEWER, SEPARATOR, STATUS, TABLE, TAG, UTF_16,
};
use super::console::{Console, Outcome};
use super::words::is_broken_pipe;
use crate::annotation::Status;
use crate::document::DocType;
use crate::export::{Choices, Filter, Format, Period, Separator, Table, Units};
use crate::workspace::{
    ExportFailure, ExportRequest, ExportSummary, Folder, Reviewer, Target, export, list,
};

pub(super) fn run(console: &Console, matches: &ArgMatches) -> Outcome {
    let path: &PathBuf = matches.get_one(FOLDER).expect("required");
    let listing = match list(path) {
        Ok(listing) => listing,
        Err(error) => return console.unlistable(path, &error),
    };
    let outcome = console.report_unlisted(&listing);
    let codebook = console.codebook(&listing.root);
    let request = request(console, matches);
    let folder = Folder {
        listing: &listing,
        codebook: &codebook,
    };
    let target: &PathBuf = matches.get_one(OUTPUT).expect("required");
    let written = to_target(Some(target), |target| {
        export(folder, &request, target, &mut |_, _| {
            ControlFlow::Continue(())
        })
    });
    if let Ok(ExportSummary { n_written: 0, .. }) = written {
        console.complain(&console.t("cli-export-nothing"));
    }
    outcome.max(console.exported(written))
}

/// What the arguments ask for; clap has checked every name.
fn request(console: &Console, matches: &ArgMatches) -> ExportRequest {
    let name = |id: &str| matches.get_one::<String>(id);
    ExportRequest {
        format: name(FORMAT)
            .and_then(|name| Format::from_name(name))
            .expect("required"),
        choices: Choices {
            table: name(TABLE)
                .and_then(|name| Table::from_name(name))
                .unwrap_or(Table::Mentions),
            is_partitioned: matches.get_flag(PARTITION),
            units: if matches.get_flag(UTF_16) {
                Units::Utf16
            } else {
                Units::CodePoints
            },
            separator: name(SEPARATOR)
                .and_then(|name| Separator::from_name(name))
                .unwrap_or_default(),
        },
        filter: Filter {
            doc_type: name(DOC_TYPE).and_then(|name| DocType::from_name(name)),
            period: matches.get_one::<Period>(PERIOD).copied(),
            status: name(STATUS).and_then(|name| Status::from_name(name)),
            tag: name(TAG).cloned(),
            reviewed_only: matches.get_flag(REVIEWED_ONLY),
            entries: None,
            decided_only: matches.get_flag(DECIDED_ONLY),
            without_boilerplate: matches.get_flag(NO_BOILERPLATE),
        },
        with_errata: matches.get_flag(ERRATA),
        language: console.language,
        reviewer: matches.get_one::<Reviewer>(REVIEWER).cloned(),
    }
}

/// Calls `write` with the file named, or with standard output for `-` and for nothing.
pub(super) fn to_target(
    path: Option<&Path>,
    write: impl FnOnce(Target<'_>) -> Result<ExportSummary, ExportFailure>,
) -> Result<ExportSummary, ExportFailure> {
    match path.filter(|path| *path != Path::new("-")) {
        Some(path) => write(Target::Path(path)),
        None => write(Target::Writer(&mut BufWriter::new(io::stdout().lock()))),
    }
}

impl Console {
    /// Reports what an export left out, or why there is none.
    pub(super) fn exported(&self, written: Result<ExportSummary, ExportFailure>) -> Outcome {
        match written {
            Ok(summary) => {
                for notice in &summary.notices {
                    self.complain(&self.notice(notice));
                }
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
                    ExportFailure::IsSource(_)
                    | ExportFailure::IsSidecar(_)
                    | ExportFailure::NotEmpty(_)
                    | ExportFailure::NeedsFolder => Outcome::WrongUse,
                    _ => Outcome::Incomplete,
                }
            }
        }
    }
}
