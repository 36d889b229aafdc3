//! The folder on disk: which documents it has, loading them, and keeping their sidecars.
//!
//! The only place that reads or writes files, besides files named on the command line and the settings. Sources are opened for reading
//! only. [`list`] and [`load`] are plain functions; [`Workspace`] runs them in the background and reports [`Event`]s.

mod background;
mod checking;
mod document;
mod exporting;
mod in_order;
mod listing;
mod permissions;
mod reading;
mod replacement;
mod sidecar_file;
mod texts;

pub use background::{Event, Save, Wake, Workspace};
pub use checking::{Finding, Findings, Renaming, check};
pub use document::{
    LoadFailure, LoadOptions, LoadedDocument, ReadOnly, ReadOnlyReason, load, load_with,
};
pub use exporting::{
    ExportFailure, ExportRequest, ExportSummary, Folder, SkipReason, Target, export, extract,
};
pub use listing::{Listing, file_exists, list, portable, read_codebook};
pub use sidecar_file::{
    Reviewer, SaveError, document_ron, save, sidecar_path, sidecar_path_of, write_sidecar,
};
