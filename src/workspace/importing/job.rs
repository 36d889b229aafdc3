//! Importing into a folder that no window has open: document by document, each saved before the next.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::{FileMisfit, ImportChoices, Said, not_editable, plan, read_files, recognised};
use crate::annotation::{Annotation, Stamp};
use crate::codebook::Codebook;
use crate::import::{Counts, ImportedDocument, Known, Shelf};
use crate::workspace::document::{LoadOptions, LoadedDocument, load_with};
use crate::workspace::exporting::Folder;
use crate::workspace::generations::session_name;
use crate::workspace::in_order::in_order;
use crate::workspace::keeping::save;
use crate::workspace::listing::portable;
use crate::workspace::sidecar_file::{Reviewer, SaveError};

use super::types::{AddTypesError, add_types};

/// What to import, and how.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportRequest {
    /// Files, and folders of them.
    pub files: Vec<PathBuf>,
    /// Whose sidecars the decisions go to; none is those in nobody's name.
    pub reviewer: Option<Reviewer>,
    /// Signs what the files do not sign.
    pub stamp: Stamp,
    pub choices: ImportChoices,
    /// Types that the codebook lacks become its own.
    pub adds_types: bool,
    /// Nothing is written.
    pub is_dry: bool,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct ImportSummary {
    pub n_files: usize,
    /// Documents of the folder that the files speak of.
    pub n_documents: usize,
    /// Documents on which something was decided.
    pub n_changed: usize,
    pub counts: Counts,
    pub misfits: Vec<FileMisfit>,
    /// Names of types that were left out, with how often they stand there.
    pub unknown_types: BTreeMap<String, usize>,
    /// Names of types that the codebook has now.
    pub added_types: Vec<String>,
    /// Documents whose sidecar could not be written, with the reason.
    pub failed: Vec<(String, SaveError)>,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportFailure {
    #[error("{0}")]
    Types(#[from] AddTypesError),
}

/// Imports into the documents of a folder.
///
/// # Errors
/// Where types are to be added and cannot be. What does not fit is no error: the summary names it.
pub fn import(folder: Folder<'_>, request: &ImportRequest) -> Result<ImportSummary, ImportFailure> {
    let Folder { listing, codebook } = folder;
    let files = read_files(&request.files, &mut |_, _| true);
    let reviewer = request.reviewer.as_ref();
    let mut known: Vec<Known> = Vec::new();
    let mut places = Vec::new();
    let _ = in_order(
        listing.documents.len(),
        |at| {
            let path = &listing.documents[at];
            recognised(&listing.root, path, portable(path), reviewer)
        },
        |at, found| {
            if let Some(found) = found {
                known.push(found);
                places.push(at);
            }
            ControlFlow::Continue(())
        },
    );
    let paths: Vec<String> = known.iter().map(|known| known.path.clone()).collect();
    let shelf = Shelf::new(known);
    let mut said = Said::of(&files, &shelf);
    let mut summary = ImportSummary {
        n_files: files.len(),
        n_documents: said.documents.len(),
        unknown_types: said.unknown_types(codebook, &request.choices.types),
        misfits: std::mem::take(&mut said.misfits),
        ..ImportSummary::default()
    };
    summary.counts.n_misfits = summary.misfits.len();
    let with_types;
    let mut codebook = codebook;
    if request.adds_types && !summary.unknown_types.is_empty() {
        let names = std::mem::take(&mut summary.unknown_types);
        with_types = if request.is_dry {
            with_new_types(codebook, names.keys())
        } else {
            let added = add_types(&listing.root, names.keys().map(String::as_str))?;
            Codebook::clone(&added)
        };
        codebook = &with_types;
        summary.added_types = names.into_keys().collect();
    }
    let session = session_name();
    for (at, said) in &said.documents {
        let place = &listing.documents[places[*at]];
        let mut job = OneDocument {
            root: &listing.root,
            path: &paths[*at],
            said,
            codebook,
            request,
            session: &session,
        };
        job.run(place, &mut summary);
    }
    Ok(summary)
}

/// The codebook as it would be.
fn with_new_types<'n>(codebook: &Codebook, names: impl Iterator<Item = &'n String>) -> Codebook {
    let mut codebook = codebook.clone();
    for name in names {
        let definition = codebook.new_type(name);
        codebook.types.push(definition);
    }
    codebook
}

/// One document of the folder, with what is said of it.
struct OneDocument<'a> {
    root: &'a Path,
    path: &'a str,
    said: &'a [(&'a str, &'a ImportedDocument)],
    codebook: &'a Codebook,
    request: &'a ImportRequest,
    session: &'a str,
}

impl OneDocument<'_> {
    fn run(&mut self, place: &Path, summary: &mut ImportSummary) {
        let Some(mut document) = self.load(place) else {
            let misfits = not_editable(self.path, self.said);
            summary.counts.n_misfits += misfits.len();
            summary.misfits.extend(misfits);
            return;
        };
        let ImportRequest { stamp, choices, .. } = self.request;
        let planned = plan(
            &document,
            self.path,
            self.said,
            self.codebook,
            choices,
            stamp,
        );
        summary.misfits.extend(planned.misfits);
        if !planned.edits.is_empty() && !self.request.is_dry {
            for edit in planned.edits.iter().cloned() {
                document.annotation.apply(&edit);
                document.annotation.record_in_log(edit, stamp);
            }
            if let Err(error) = save(self.root, &mut document, self.session) {
                return summary.failed.push((self.path.to_owned(), error));
            }
        }
        summary.n_changed += usize::from(!planned.edits.is_empty());
        summary.counts += planned.counts;
    }

    /// The document, in the encoding that our own export names where nobody has decided on it yet; none where it cannot be edited.
    fn load(&self, place: &Path) -> Option<LoadedDocument> {
        let mut options = LoadOptions {
            encoding: None,
            reviewer: self.request.reviewer.clone(),
        };
        let load = |options: &LoadOptions| load_with(self.root, place, self.codebook, options).ok();
        let document = load(&options)?;
        let mut keys = self.said.iter().map(|(_, said)| &said.key);
        let named = keys.find(|key| key.sha256.as_ref() == Some(&document.source.sha256));
        options.encoding = named.and_then(|key| key.encoding);
        let is_other = options
            .encoding
            .is_some_and(|it| it != document.source.encoding);
        let is_new = document.annotation == Annotation::default();
        let document = if is_other && is_new {
            load(&options)?
        } else {
            document
        };
        document.read_only.is_none().then_some(document)
    }
}
