//! Opening the folder that a command names, with what is to be said about it.

use std::io;
use std::path::Path;

use super::console::{Console, Outcome};
use crate::codebook::{self, Codebook, CodebookError};
use crate::workspace::{Listing, read_codebook};

impl Console {
    /// Says which parts of a folder could not be listed.
    pub(super) fn report_unlisted(&self, listing: &Listing) -> Outcome {
        for (path, reason) in &listing.failed {
            let path = listing.root.join(path);
            let reason = self.with("cli-unreadable", &[("reason", reason.as_str().into())]);
            self.complain(&format!("{}: {reason}", path.display()));
        }
        if listing.failed.is_empty() {
            Outcome::Well
        } else {
            Outcome::Incomplete
        }
    }

    /// Says that a folder or file named on the command line cannot be opened.
    pub(super) fn unlistable(&self, path: &Path, error: &io::Error) -> Outcome {
        let reason = self.with("cli-unreadable", &[("reason", error.to_string().into())]);
        self.complain(&format!("{}: {reason}", path.display()));
        Outcome::Incomplete
    }

    /// The codebook of a folder. Where the folder's own cannot be used, says so and takes the built-in one; that is a notice and no failure.
    pub(super) fn codebook(&self, root: &Path) -> Codebook {
        read_codebook(root).unwrap_or_else(|error| {
            let words = self.codebook_error(root, &error);
            let built_in = self.t("cli-codebook-built-in");
            self.complain(&format!("{words} {built_in}"));
            Codebook::built_in()
        })
    }

    /// What is wrong with a codebook, its place first.
    pub(super) fn codebook_error(&self, root: &Path, error: &CodebookError) -> String {
        let path = root.join(codebook::FILE_NAME);
        let path = path.display();
        let (id, name) = error.message();
        let reason = self.with(id, &[("name", name.into())]);
        match error.position() {
            Some((line, column)) => format!("{path}:{line}:{column}: {reason}"),
            None => format!("{path}: {reason}"),
        }
    }
}
