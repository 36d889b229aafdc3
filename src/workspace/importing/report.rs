//! The report of an import as a table that spreadsheets open.

use std::io;
use std::path::Path;

use super::FileMisfit;
use crate::i18n::Language;
use crate::import::{reason_words, report_table};
use crate::workspace::disk::{RealDisk, write_whole};

/// Writes what did not fit, a row each, in the language of the interface.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_import_report(
    path: &Path,
    misfits: &[FileMisfit],
    language: Language,
) -> io::Result<()> {
    let rows = misfits.iter().map(|misfit| {
        let FileMisfit {
            file,
            document,
            misfit,
        } = misfit;
        [
            file.clone(),
            misfit.at.to_string(),
            document.clone().unwrap_or_default(),
            reason_words(&misfit.reason, language),
        ]
    });
    let table = report_table(rows, language);
    write_whole(&RealDisk, path, table.as_bytes())
}
