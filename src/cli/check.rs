//! `piyue check`: what is wrong with a folder and how to put it right. What cannot be read goes to standard error, notices to standard output.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::arguments::{FIX, FOLDER};
use super::console::{Console, Outcome};
use crate::workspace::{Finding, Renaming, check, list};

pub(super) fn run(console: &Console, matches: &ArgMatches) -> Outcome {
    let path: &PathBuf = matches.get_one(FOLDER).expect("required");
    let listing = match list(path) {
        Ok(listing) => listing,
        Err(error) => return console.unlistable(path, &error),
    };
    let mut outcome = console.report_unlisted(&listing);
    let findings = check(&listing, matches.get_flag(FIX));
    for finding in &findings.found {
        let words = console.finding(&listing.root, finding);
        if finding.is_error() {
            console.complain(&words);
            outcome = Outcome::Incomplete;
        } else {
            console.say(&words);
        }
    }
    let n_errors = findings
        .found
        .iter()
        .filter(|found| found.is_error())
        .count();
    let n_notices = findings.found.len() - n_errors;
    console.say(&console.with(
        "cli-check-summary",
        &[
            ("documents", findings.n_documents.into()),
            ("sidecars", findings.n_sidecars.into()),
            ("errors", n_errors.into()),
            ("notices", n_notices.into()),
        ],
    ));
    outcome
}

impl Console {
    /// What was found and what can be done about it, the file first.
    fn finding(&self, root: &Path, finding: &Finding) -> String {
        let at = |path: &Path, words: String| format!("{}: {words}", root.join(path).display());
        match finding {
            Finding::Codebook(error) => self.codebook_error(root, error),
            Finding::Document { path, failure } => at(path, self.load_failure(failure)),
            Finding::Sidecar(read_only) => self.read_only(read_only),
            Finding::WithoutDocument { sidecar } => {
                at(sidecar, self.t("cli-check-without-document").into_owned())
            }
            Finding::Undecodable { path, encoding } => at(
                path,
                self.with(
                    "cli-check-undecodable",
                    &[("encoding", encoding.name().into())],
                ),
            ),
            Finding::Renamed {
                sidecar,
                document,
                to,
                renaming,
            } => at(sidecar, self.renamed(document, to, *renaming)),
            Finding::OtherDocument { sidecar, name } => at(
                sidecar,
                self.with(
                    "cli-check-other-document",
                    &[("name", name.as_str().into())],
                ),
            ),
            Finding::OtherSource { sidecar } => {
                at(sidecar, self.t("cli-check-other-source").into_owned())
            }
            Finding::Overlap {
                sidecar,
                first,
                second,
            } => at(
                sidecar,
                self.with(
                    "cli-check-overlap",
                    &[
                        ("first", first.1.as_str().into()),
                        ("start", first.0.into()),
                        ("second", second.1.as_str().into()),
                        ("other", second.0.into()),
                    ],
                ),
            ),
            Finding::Detached { sidecar, anchor } => at(
                sidecar,
                self.with(
                    "cli-check-detached",
                    &[
                        ("quote", anchor.quote.as_str().into()),
                        ("start", anchor.start.into()),
                    ],
                ),
            ),
            Finding::WithoutEntry {
                sidecar,
                start,
                quote,
            } => at(
                sidecar,
                self.with(
                    "cli-check-without-entry",
                    &[("quote", quote.as_str().into()), ("start", (*start).into())],
                ),
            ),
            Finding::Unsettled { sidecar, n } => at(
                sidecar,
                self.with("cli-check-unsettled", &[("n", (*n).into())]),
            ),
            Finding::UnknownTag { sidecar, tag, n } => at(
                sidecar,
                self.with(
                    "cli-check-unknown-tag",
                    &[("tag", tag.as_str().into()), ("n", (*n).into())],
                ),
            ),
            Finding::UnknownType { sidecar, kind, n } => at(
                sidecar,
                self.with(
                    "cli-check-unknown-type",
                    &[("type", kind.as_str().into()), ("n", (*n).into())],
                ),
            ),
            Finding::ConflictCopy { copy, sidecar } => at(copy, self.copy(root, copy, sidecar)),
            Finding::Leftover { path, is_removed } => {
                at(path, self.left("cli-check-leftover", *is_removed))
            }
            Finding::EndedWindow { lock, is_removed } => {
                at(lock, self.left("cli-check-ended-window", *is_removed))
            }
        }
    }

    /// What a crash left, or that it was removed.
    fn left(&self, id: &str, is_removed: bool) -> String {
        if is_removed {
            self.t(&format!("{id}-removed")).into_owned()
        } else {
            self.t(id).into_owned()
        }
    }

    /// What can be done about a conflict copy.
    fn copy(&self, root: &Path, copy: &Path, sidecar: &Path) -> String {
        let quoted = |path: &Path| format!("\"{}\"", root.join(path).display());
        let arguments = [
            ("copy", quoted(copy).into()),
            ("sidecar", quoted(sidecar).into()),
        ];
        self.with("cli-check-copy", &arguments)
    }

    /// What a sidecar whose document has another name should be called.
    fn renamed(&self, document: &Path, to: &Path, renaming: Renaming) -> String {
        let id = match renaming {
            Renaming::Possible => "cli-check-renamed",
            Renaming::ByHand => "cli-check-renamed-by-hand",
            Renaming::Done => "cli-check-renamed-done",
            Renaming::Taken => "cli-check-renamed-taken",
        };
        self.with(
            id,
            &[
                ("document", document.display().to_string().into()),
                ("to", to.display().to_string().into()),
            ],
        )
    }
}
