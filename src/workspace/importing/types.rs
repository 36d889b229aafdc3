//! Types that a folder's codebook lacks, added to it.

use std::path::Path;
use std::sync::Arc;

use crate::codebook::{Change, Codebook, CodebookError, Refusal};
use crate::workspace::codebook_file::{CodebookSaveError, read_codebook_to_edit, write_codebook};
use crate::workspace::disk::RealDisk;

/// Why types were not added. The codebook is as it was.
#[derive(Debug, thiserror::Error)]
pub enum AddTypesError {
    /// The file is there and cannot be used.
    #[error("{0}")]
    Unreadable(#[from] CodebookError),
    /// A name cannot be a type's.
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error("{0}")]
    Save(#[from] CodebookSaveError),
}

/// Adds types of these names to the codebook of a folder; what it had before is kept as a generation. Returns the codebook as it is then.
///
/// # Errors
/// Where the codebook cannot be read or written, or a name cannot be a type's.
pub fn add_types<'n>(
    root: &Path,
    names: impl IntoIterator<Item = &'n str>,
) -> Result<Arc<Codebook>, AddTypesError> {
    let file = read_codebook_to_edit(root)?;
    let mut codebook = Codebook::clone(&file.codebook);
    for name in names {
        let definition = codebook.new_type(name);
        let edits = codebook.edits_of(&Change::AddType(definition))?;
        codebook.apply_all(edits);
    }
    let codebook = Arc::new(codebook);
    if codebook == file.codebook {
        return Ok(codebook);
    }
    let written = write_codebook(&RealDisk, root, codebook, file.sha256.as_deref())?;
    Ok(written.codebook)
}
