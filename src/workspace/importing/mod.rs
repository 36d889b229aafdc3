//! Taking in annotations that were made elsewhere: files read, documents found, decisions planned, and kept.
//!
//! [`read_files`] reads files and folders of them; [`Said`] is what they say of the documents of a folder; [`plan`] makes the edits of one document without
//! changing it. [`import`] does all of it for the command line, saving document by document; a window plans on its own copies and applies the edits
//! as it does everything else.

mod files;
mod job;
mod report;
mod types;

use std::collections::BTreeMap;
use std::path::Path;

pub use self::files::{ImportedFile, read_files};
pub use self::job::{ImportFailure, ImportRequest, ImportSummary, import};
pub use self::report::write_import_report;
pub use self::types::{AddTypesError, add_types};
use super::document::{LoadedDocument, decode};
use super::reading::{read_sidecar, read_source};
use super::sidecar_file::{Reviewer, sidecar_path_of};
use crate::annotation::{Edit, Stamp};
use crate::codebook::Codebook;
use crate::import::{
    Applying, At, Counts, ImportedDocument, Known, Misfit, OnConflict, Plan, Reason, Shelf,
    TypeChoices, What, known_type,
};

/// How what was read becomes decisions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportChoices {
    /// What unknown names of types mean.
    pub types: TypeChoices,
    pub on_conflict: OnConflict,
}

/// Something that does not fit, with where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileMisfit {
    /// As it was named.
    pub file: String,
    /// Relative to the folder, with `/`; none where it is about none.
    pub document: Option<String>,
    pub misfit: Misfit,
}

impl FileMisfit {
    /// Something about a document as a whole, whatever the file.
    #[must_use]
    pub fn of_document(path: &str, reason: Reason) -> Self {
        let at = At::File;
        Self {
            file: String::new(),
            document: Some(path.to_owned()),
            misfit: Misfit { at, reason },
        }
    }
}

/// What files say of the documents of a folder.
#[derive(Debug, Default)]
pub struct Said<'f> {
    /// By the document's position among those known: what is said of it, with the file's name.
    pub documents: BTreeMap<usize, Vec<(&'f str, &'f ImportedDocument)>>,
    /// What could not be read, and what is about no document here.
    pub misfits: Vec<FileMisfit>,
}

impl<'f> Said<'f> {
    /// Finds the documents that files speak of.
    #[must_use]
    pub fn of(files: &'f [ImportedFile], shelf: &Shelf) -> Self {
        let mut said = Self::default();
        for file in files {
            let misfits = file.contents.misfits.iter().cloned();
            said.misfits.extend(misfits.map(|misfit| FileMisfit {
                file: file.name.clone(),
                document: None,
                misfit,
            }));
            for document in &file.contents.documents {
                match shelf.find(&document.key) {
                    Ok(at) => {
                        let of = said.documents.entry(at).or_default();
                        of.push((&file.name, document));
                    }
                    // A document of which nothing is said need not be here.
                    Err(_) if document.items.is_empty() => {}
                    Err(reason) => said.misfits.push(FileMisfit {
                        file: file.name.clone(),
                        document: document.key.path.clone(),
                        misfit: Misfit {
                            at: document.at.clone(),
                            reason,
                        },
                    }),
                }
            }
        }
        said
    }

    /// The names of types that neither the codebook nor the reviewer knows, with how often they stand in what is about documents of the folder.
    #[must_use]
    pub fn unknown_types(
        &self,
        codebook: &Codebook,
        choices: &TypeChoices,
    ) -> BTreeMap<String, usize> {
        let mut unknown = BTreeMap::new();
        let documents = self.documents.values().flatten();
        for item in documents.flat_map(|(_, document)| &document.items) {
            let What::Mention(mention) = &item.what else {
                continue;
            };
            if known_type(&mention.label, codebook, choices).is_none() {
                *unknown.entry(mention.label.clone()).or_default() += 1;
            }
        }
        unknown
    }
}

/// What is to be done with one document.
#[derive(Debug, Default)]
pub struct DocumentPlan {
    pub edits: Vec<Edit>,
    pub counts: Counts,
    pub misfits: Vec<FileMisfit>,
}

/// Makes the edits of one document. `path` is its own, relative to the folder, with `/`; `stamp` signs what the files do not sign.
#[must_use]
pub fn plan(
    document: &LoadedDocument,
    path: &str,
    said: &[(&str, &ImportedDocument)],
    codebook: &Codebook,
    choices: &ImportChoices,
    stamp: &Stamp,
) -> DocumentPlan {
    let mut planned = DocumentPlan::default();
    let mut document = document.clone();
    for (file, imported) in said {
        let text = document.source.text.clone();
        let mut applying = Applying::new(
            document.annotation.clone(),
            &text,
            imported.key.text.as_deref(),
            codebook,
            &choices.types,
            choices.on_conflict,
            stamp,
        );
        if applying.tree(&imported.items, &document.record()) {
            document.annotation = applying.annotation().clone();
            document.extract_again(codebook);
        }
        applying.rest(&imported.items, &document.parsed, &document.record());
        document.annotation = applying.annotation().clone();
        let Plan {
            edits,
            counts,
            misfits,
        } = applying.end();
        planned.edits.extend(edits);
        planned.counts += counts;
        planned
            .misfits
            .extend(misfits.into_iter().map(|misfit| FileMisfit {
                file: (*file).to_owned(),
                document: Some(path.to_owned()),
                misfit,
            }));
    }
    planned
}

/// By what a document on disk is recognised; none where it cannot be read.
fn recognised(
    root: &Path,
    path: &Path,
    shown: String,
    reviewer: Option<&Reviewer>,
) -> Option<Known> {
    let bytes = read_source(&root.join(path)).ok()?;
    let ron = read_sidecar(&root.join(sidecar_path_of(path, reviewer)));
    let ron = ron.ok().flatten();
    let source = decode(path, &bytes, ron.as_deref()).ok()?;
    Some(Known::of(shown, source.sha256, source.text.as_str()))
}

/// That a document cannot be edited, said of everything about it.
#[must_use]
pub fn not_editable(path: &str, said: &[(&str, &ImportedDocument)]) -> Vec<FileMisfit> {
    let of = |(file, document): &(&str, &ImportedDocument)| FileMisfit {
        file: (*file).to_owned(),
        document: Some(path.to_owned()),
        misfit: Misfit {
            at: document.at.clone(),
            reason: Reason::NotEditable,
        },
    };
    said.iter().map(of).collect()
}
