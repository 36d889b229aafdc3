//! The folder on disk: which documents it has, loading them, and keeping their sidecars.
//!
//! The only place that reads or writes files, besides files named on the command line and the settings. Sources are opened for reading
//! only. [`list`] and [`load`] are plain functions; [`Workspace`] runs them in the background and reports [`Event`]s.

mod background;
mod browsing;
mod checking;
mod codebook_export;
mod codebook_file;
mod copies;
mod disk;
mod document;
mod drafts;
mod exporting;
mod generations;
mod importing;
mod in_order;
mod keeping;
mod listing;
mod loading;
mod lock;
mod log_export;
mod lookout;
mod merging;
mod permissions;
mod reading;
mod replacement;
mod saver;
mod sidecar_file;
#[cfg(test)]
mod tests;
mod texts;
mod watching;

pub use background::{Event, FoundGeneration, Wake, Workspace};
pub use browsing::{Openable, browse};
pub use checking::{Finding, Findings, Renaming, check};
pub use codebook_export::{CodebookRequest, export_codebook};
pub use codebook_file::{CodebookFile, CodebookSaveError, read_codebook_to_edit};
pub use copies::ConflictCopy;
pub use document::{
    LoadFailure, LoadOptions, LoadedDocument, ReadOnly, ReadOnlyReason, load, load_with,
};
pub use drafts::{KeptDraft, KeptField, Place};
pub use exporting::{
    Content, ExportFailure, ExportRequest, ExportSummary, Folder, Given, SkipReason, Target,
    TargetState, export, extract, extract_given, target_state, to_target,
};
pub use generations::{
    Generation, GenerationSummary, RestoreError, generations, restore, session_name,
    sidecar_summary,
};
pub use importing::{
    AddTypesError, DocumentPlan, FileMisfit, ImportChoices, ImportFailure, ImportRequest,
    ImportSummary, ImportedFile, Said, add_types, import, not_editable, plan, read_files,
    write_import_report,
};
pub(crate) use in_order::in_order;
pub use keeping::{Incoming, save};
pub use listing::{Listing, list, portable, read_codebook};
pub use lock::OpenElsewhere;
pub use log_export::{LogRequest, export_log};
pub use merging::{MergeFailure, MergeSummary, merge_sidecars};
pub use saver::Save;
pub use sidecar_file::{
    Reviewer, SaveCause, SaveError, document_ron, sidecar_path, sidecar_path_of, write_sidecar,
};
