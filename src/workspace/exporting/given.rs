//! Extracting documents that are handed in one by one and lie in no folder, such as those of a stream.

use std::io::Write;
use std::path::Path;

use super::ExportFailure;
use super::job::exported;
use super::run::each_in_order;
use crate::codebook::Codebook;
use crate::export::{Choices, Format, Layout, Output, Scope, exporter};
use crate::i18n::Language;
use crate::source;
use crate::workspace::document::{LoadFailure, machine_alone};
use crate::workspace::reading::read_source;

/// A document that somebody hands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What it is called in what is written; of a [`Content::File`] where it lies, too.
    pub path: String,
    pub content: Content,
}

/// Where the text of a document comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Characters(String),
    /// The bytes of a file of any known format.
    Bytes(Vec<u8>),
    /// On disk, under its path.
    File,
}

/// Writes what the machine finds, as native JSONL in the order given. Those that cannot be read are told by their number.
///
/// # Errors
/// Where the writer fails.
pub fn extract_given(
    given: &[Given],
    codebook: &Codebook,
    out: &mut dyn Write,
    failed: &mut dyn FnMut(usize, LoadFailure),
) -> Result<(), ExportFailure> {
    let layout = Layout {
        // Native JSONL is in no language.
        language: Language::English,
        codebook,
        scratch: None,
    };
    let output = Output::File(Box::new(out));
    let mut exporter = exporter(Format::Jsonl, &Choices::default(), layout, output)?;
    let scope = Scope::default();
    let load = |at: usize| {
        let document = load(&given[at], codebook)?;
        let record = document.record();
        Ok((document, record))
    };
    each_in_order(
        given.len(),
        load,
        |at, loaded| {
            match loaded {
                Ok((document, record)) => {
                    let path = &given[at].path;
                    exporter.document(&exported(path, &document, &record, &scope, &[]))?;
                }
                Err(failure) => failed(at, failure),
            }
            Ok(())
        },
        &mut |_, _| std::ops::ControlFlow::Continue(()),
    )?;
    exporter.finish()?;
    Ok(())
}

fn load(
    given: &Given,
    codebook: &Codebook,
) -> Result<crate::workspace::LoadedDocument, LoadFailure> {
    let path = Path::new(&given.path);
    machine_alone(path, codebook, || match &given.content {
        Content::Characters(text) => source::of_characters(text).map_err(LoadFailure::Unreadable),
        Content::Bytes(bytes) => source::read(path, bytes, None).map_err(LoadFailure::Unreadable),
        Content::File => {
            source::read(path, &read_source(path)?, None).map_err(LoadFailure::Unreadable)
        }
    })
}
