//! `piyue import`: annotations that were made elsewhere, as decisions of a reviewer; counts on standard output, what does not fit line by line.

use std::path::PathBuf;

use clap::ArgMatches;

use super::arguments::{BY, DRY_RUN, FILES, FOLDER, NEW_TYPES, ON_CONFLICT, REVIEWER, TYPE};
use super::console::{Console, Outcome};
use super::edit_line::Problem;
use crate::annotation::Stamp;
use crate::codebook::Codebook;
use crate::extract::MentionType;
use crate::import::{Counts, OnConflict, TypeChoices, reason_words};
use crate::workspace::{
    AddTypesError, FileMisfit, Folder, ImportChoices, ImportFailure, ImportRequest, ImportSummary,
    ReadOnly, ReadOnlyReason, Reviewer, SaveError, import, list,
};

pub(super) fn run(console: &Console, matches: &ArgMatches) -> Outcome {
    let path: &PathBuf = matches.get_one(FOLDER).expect("required");
    let listing = match list(path) {
        Ok(listing) => listing,
        Err(error) => return console.unlistable(path, &error),
    };
    let outcome = console.report_unlisted(&listing);
    let codebook = console.codebook(&listing.root);
    let Some(types) = console.type_choices(matches, &codebook) else {
        return Outcome::WrongUse;
    };
    let reviewer = matches.get_one::<Reviewer>(REVIEWER).cloned();
    let by = matches.get_one::<String>(BY).map(String::as_str);
    let by = by.or(reviewer.as_ref().map(Reviewer::name));
    let on_conflict = matches.get_one::<String>(ON_CONFLICT);
    let on_conflict = OnConflict::ALL
        .into_iter()
        .find(|known| on_conflict.is_some_and(|name| name == known.name()));
    let files = matches.get_many::<PathBuf>(FILES).into_iter().flatten();
    let request = ImportRequest {
        files: files.cloned().collect(),
        stamp: Stamp::now(by),
        reviewer,
        choices: ImportChoices {
            types,
            on_conflict: on_conflict.unwrap_or_default(),
        },
        adds_types: matches.get_flag(NEW_TYPES),
        is_dry: matches.get_flag(DRY_RUN),
    };
    let folder = Folder {
        listing: &listing,
        codebook: &codebook,
    };
    match import(folder, &request) {
        Ok(summary) => outcome.max(console.imported(&summary, request.is_dry)),
        Err(ImportFailure::Types(error)) => {
            console.complain(&console.types_not_added(&listing.root, &error));
            Outcome::Incomplete
        }
    }
}

impl Console {
    /// What `--type` says of unknown names; none where it names no type.
    fn type_choices(&self, matches: &ArgMatches, codebook: &Codebook) -> Option<TypeChoices> {
        let mut choices = TypeChoices::new();
        let said = matches.get_many::<(String, String)>(TYPE);
        for (label, name) in said.into_iter().flatten() {
            let kind = MentionType::from_name(name);
            if matches!(kind, MentionType::Custom(_)) && codebook.own_type(name).is_none() {
                let words = self.with("cli-import-no-type", &[("name", name.as_str().into())]);
                self.complain(&words);
                return None;
            }
            choices.insert(label.clone(), kind);
        }
        Some(choices)
    }

    /// Says what came of an import.
    fn imported(&self, summary: &ImportSummary, is_dry: bool) -> Outcome {
        let ImportSummary {
            n_files,
            n_documents,
            n_changed,
            counts,
            misfits,
            unknown_types,
            added_types,
            failed,
        } = summary;
        let mut outcome = Outcome::Well;
        for misfit in misfits {
            let words = self.misfit(misfit);
            if misfit.misfit.reason.is_misfit() {
                self.complain(&words);
                outcome = Outcome::Incomplete;
            } else {
                self.say(&words);
            }
        }
        for (name, n) in unknown_types {
            let arguments = [("name", name.as_str().into()), ("n", (*n).into())];
            self.complain(&self.with("cli-import-unknown-type", &arguments));
        }
        for (path, error) in failed {
            let words = match error {
                SaveError::Foreign(reason) => self.read_only(&ReadOnly {
                    sidecar: path.into(),
                    reason: ReadOnlyReason::clone(reason),
                }),
                error => self.problem(&Problem::Save(error.to_string())),
            };
            self.complain(&format!("{path}: {words}"));
            outcome = Outcome::Incomplete;
        }
        if !added_types.is_empty() {
            let id = if is_dry {
                "cli-import-would-add-types"
            } else {
                "cli-import-added-types"
            };
            self.say(&self.with(id, &[("names", added_types.join("、").into())]));
        }
        let Counts {
            n_new,
            n_known,
            n_conflicts,
            n_undecided,
            n_misfits,
        } = *counts;
        let arguments = [
            ("files", (*n_files).into()),
            ("documents", (*n_documents).into()),
            ("changed", (*n_changed).into()),
            ("new", n_new.into()),
            ("known", n_known.into()),
            ("conflicts", n_conflicts.into()),
            ("undecided", n_undecided.into()),
            ("misfits", n_misfits.into()),
        ];
        let id = if is_dry {
            "cli-import-would"
        } else {
            "cli-import-done"
        };
        self.say(&self.with(id, &arguments));
        outcome
    }

    /// What does not fit on one line: where in the file, which document, why.
    fn misfit(&self, misfit: &FileMisfit) -> String {
        let FileMisfit {
            file,
            document,
            misfit,
        } = misfit;
        let words = reason_words(&misfit.reason, self.language);
        match document {
            Some(document) => format!("{file}{}: {document}: {words}", misfit.at),
            None => format!("{file}{}: {words}", misfit.at),
        }
    }

    fn types_not_added(&self, root: &std::path::Path, error: &AddTypesError) -> String {
        match error {
            AddTypesError::Unreadable(error) => self.codebook_error(root, error),
            error => self.problem(&Problem::Save(error.to_string())),
        }
    }
}
