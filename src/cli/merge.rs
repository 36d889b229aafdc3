//! `piyue merge`: two sidecars of one document become one, with counts before and after and every conflict on a line.

use std::path::PathBuf;

use clap::ArgMatches;

use super::arguments::{BASE, DRY_RUN, OURS, OUTPUT, THEIRS};
use super::console::{Console, Outcome};
use crate::annotation::{Conflict, Edit, LogEntry, OutlineOp};
use crate::workspace::{MergeFailure, MergeSummary, merge_sidecars};

pub(super) fn run(console: &Console, matches: &ArgMatches) -> Outcome {
    let path = |name: &str| matches.get_one::<PathBuf>(name);
    let ours = path(OURS).expect("required");
    let theirs = path(THEIRS).expect("required");
    let target = path(OUTPUT).expect("required");
    let is_dry = matches.get_flag(DRY_RUN);
    let merged = merge_sidecars(
        ours,
        theirs,
        path(BASE).map(PathBuf::as_path),
        (!is_dry).then_some(target),
    );
    let summary = match merged {
        Ok(summary) => summary,
        Err(failure) => {
            console.complain(&console.merge_failure(&failure));
            return Outcome::Incomplete;
        }
    };
    let MergeSummary {
        n_ours,
        n_theirs,
        n_merged,
        n_new_to_ours,
        n_new_to_theirs,
        conflicts,
    } = summary;
    let count = |id: &str, path: &PathBuf, n: usize, new: usize| {
        let path = path.display().to_string();
        console.say(&console.with(
            id,
            &[("path", path.into()), ("n", n.into()), ("new", new.into())],
        ));
    };
    count("cli-merge-side", ours, n_ours, n_new_to_ours);
    count("cli-merge-side", theirs, n_theirs, n_new_to_theirs);
    let id = if is_dry {
        "cli-merge-would"
    } else {
        "cli-merge-done"
    };
    count(id, target, n_merged, conflicts.len());
    for conflict in &conflicts {
        console.say(&console.conflict(conflict));
    }
    Outcome::Well
}

impl Console {
    fn merge_failure(&self, failure: &MergeFailure) -> String {
        match failure {
            MergeFailure::Unreadable(read_only) => self.read_only(read_only),
            MergeFailure::OtherSource { path, name } => {
                let words = self.with("cli-merge-other-source", &[("name", name.as_str().into())]);
                format!("{}: {words}", path.display())
            }
            MergeFailure::Occupied(path) => {
                format!("{}: {}", path.display(), self.t("cli-merge-occupied"))
            }
            MergeFailure::Unwritable { path, error } => {
                let reason = self.with("cli-unwritable", &[("reason", error.to_string().into())]);
                format!("{}: {reason}", path.display())
            }
        }
    }

    /// A conflict on one line: where, and what each side decided.
    fn conflict(&self, conflict: &Conflict) -> String {
        let place = match conflict.sides.first().and_then(|side| side.edit.anchor()) {
            Some(anchor) => self.with(
                "cli-merge-place",
                &[
                    ("start", anchor.start.into()),
                    ("quote", anchor.quote.replace('\n', " ").into()),
                ],
            ),
            None => self.t("cli-merge-document").into_owned(),
        };
        let sides = conflict.sides.iter().map(|side| self.side(side));
        let sides: Vec<String> = sides.collect();
        format!("{place} {}", sides.join(" | "))
    }

    fn side(&self, side: &LogEntry) -> String {
        let none = || self.t("cli-merge-put-back").into_owned();
        let what = match &side.edit {
            Edit::Mention { kind, decision, .. } => {
                let what = decision.as_ref().map_or_else(none, |decision| {
                    let value = decision.value.as_deref().unwrap_or_default();
                    format!("{} {value}", decision.verdict.name())
                });
                format!("{} {what}", kind.name())
            }
            Edit::DocumentField { field, decision } => {
                let value = decision.as_ref().map(|it| it.value.clone());
                let value = value.map_or_else(none, Option::unwrap_or_default);
                format!("{} {value}", field.name())
            }
            Edit::EntryField {
                field, decision, ..
            } => {
                let value = decision.as_ref().map(|it| it.value.clone());
                let value = value.map_or_else(none, Option::unwrap_or_default);
                format!("{field} {value}")
            }
            Edit::Note { note, .. } => {
                let note = note.as_ref().map(|note| note.replace('\n', " "));
                format!("note {}", note.unwrap_or_else(none))
            }
            Edit::Status { status, .. } => format!("status {}", status.name()),
            Edit::Outline { decision, .. } => {
                decision
                    .as_ref()
                    .map_or_else(none, |decision| match &decision.op {
                        OutlineOp::Split => "split".to_owned(),
                        OutlineOp::Join => "join".to_owned(),
                        OutlineOp::Kind(kind) => format!("kind {}", kind.name()),
                        OutlineOp::Depth(depth) => format!("depth {depth}"),
                        OutlineOp::Lead(lead) => {
                            let words = lead.as_ref().map_or("–", |lead| lead.quote.as_str());
                            format!("lead {}", words.replace('\n', " "))
                        }
                    })
            }
            Edit::Tags { tags, .. } => format!("tags {}", tags.join(", ")),
            Edit::Erratum { erratum, .. } => {
                let words = erratum.as_ref().map(|erratum| erratum.text.clone());
                format!("erratum {}", words.unwrap_or_else(none))
            }
            Edit::Conflict { .. } | Edit::Detached { .. } => String::new(),
        };
        let by = side.by.as_deref().unwrap_or("–");
        format!("{by} {}: {}", side.at, what.trim_end())
    }
}
