//! `piyue restore`: the generations of a document's sidecar, and taking one back.

use std::path::{Component, Path, PathBuf};

use clap::ArgMatches;

use super::arguments::{FILE, FOLDER, GENERATION, LIST, REVIEWER};
use super::console::{Console, Outcome};
use crate::workspace::{
    Generation, GenerationSummary, RestoreError, Reviewer, generations, restore, sidecar_path_of,
    sidecar_summary,
};

pub(super) fn run(console: &Console, matches: &ArgMatches) -> Outcome {
    let root: &PathBuf = matches.get_one(FOLDER).expect("required");
    let file: &PathBuf = matches.get_one(FILE).expect("required");
    let Some(document) = inside(root, file) else {
        let words = console.with("cli-restore-outside", &[("path", shown(file).into())]);
        console.complain(&words);
        return Outcome::WrongUse;
    };
    let sidecar = sidecar_path_of(&document, matches.get_one::<Reviewer>(REVIEWER));
    let known = match generations(root, &sidecar) {
        Ok(known) => known,
        Err(error) => return console.unlistable(&root.join(&sidecar), &error),
    };
    if matches.get_flag(LIST) {
        return console.list_generations(root, &sidecar, &known);
    }
    let number = matches.get_one::<usize>(GENERATION).copied().unwrap_or(1);
    let Some(generation) = number.checked_sub(1).and_then(|at| known.get(at)) else {
        let arguments = [
            ("path", shown(&sidecar).into()),
            ("n", number.into()),
            ("known", known.len().into()),
        ];
        console.complain(&console.with("cli-restore-none", &arguments));
        return Outcome::Incomplete;
    };
    match restore(root, &sidecar, generation) {
        Ok(()) => {
            let arguments = [
                ("path", shown(&sidecar).into()),
                ("kept", kept(generation).into()),
            ];
            console.say(&console.with("cli-restore-done", &arguments));
            Outcome::Well
        }
        Err(RestoreError::Same) => {
            console.say(&console.t("cli-restore-same"));
            Outcome::Well
        }
        Err(error) => {
            console.complain(&console.restore_error(&sidecar, &error));
            Outcome::Incomplete
        }
    }
}

/// A document relative to the folder, as it was named: from the folder, or from where the program runs. It need not exist any more.
fn inside(root: &Path, file: &Path) -> Option<PathBuf> {
    let is_plain = |path: &Path| {
        let mut parts = path.components();
        parts.all(|part| matches!(part, Component::Normal(_)))
    };
    let from_root = file.strip_prefix("./").unwrap_or(file);
    if is_plain(from_root) && (root.join(from_root).exists() || !file.exists()) {
        return Some(from_root.to_owned());
    }
    let (root, file) = (root.canonicalize().ok()?, file.canonicalize().ok()?);
    file.strip_prefix(root).ok().map(Path::to_owned)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn kept(generation: &Generation) -> String {
    generation.kept.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

impl Console {
    /// A line for the sidecar as it is and one for each generation, newest first.
    fn list_generations(&self, root: &Path, sidecar: &Path, known: &[Generation]) -> Outcome {
        let now = self.t("cli-restore-now");
        match sidecar_summary(root, sidecar) {
            Ok(Some(summary)) => self.say(&format!("{now}  {}", self.summary(&summary))),
            Ok(None) => self.say(&format!("{now}  {}", self.t("cli-restore-no-sidecar"))),
            Err(error) => self.say(&format!("{now}  {}", self.restore_error(sidecar, &error))),
        }
        for (at, generation) in known.iter().enumerate() {
            let words = match generation.summary(root) {
                Ok(summary) => self.summary(&summary),
                Err(error) => self.restore_error(&generation.path, &error),
            };
            self.say(&format!("{}  {}  {words}", at + 1, kept(generation)));
        }
        Outcome::Well
    }

    fn summary(&self, summary: &GenerationSummary) -> String {
        let GenerationSummary {
            status,
            n_mentions,
            n_entries,
            n_fields,
            last_at,
            last_by,
        } = summary;
        let status = self.t(match status {
            crate::annotation::Status::Unreviewed => "status-unreviewed",
            crate::annotation::Status::InReview => "status-in-review",
            crate::annotation::Status::Reviewed => "status-reviewed",
        });
        let arguments = [
            ("status", status.into_owned().into()),
            ("mentions", (*n_mentions).into()),
            ("entries", (*n_entries).into()),
            ("fields", (*n_fields).into()),
            ("at", last_at.as_str().into()),
            ("by", last_by.as_deref().unwrap_or_default().into()),
        ];
        self.with("cli-restore-summary", &arguments)
            .trim_end()
            .to_owned()
    }

    fn restore_error(&self, path: &Path, error: &RestoreError) -> String {
        let reason = self.with("cli-unreadable", &[("reason", error.to_string().into())]);
        match error {
            // What is wrong with a disk names the file itself.
            RestoreError::Io(error) => {
                self.with("cli-unwritable", &[("reason", error.to_string().into())])
            }
            _ => format!("{}: {reason}", path.display()),
        }
    }
}
