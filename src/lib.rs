//! 批阅 (Piyue): review government bulletins, put the extraction right, export the annotated set.
//!
//! A document goes one way through the house, and each folder of `src` imports only those below it (`tests/it/tidy.rs` holds that):
//!
//! ```text
//! bytes ──source──▶ Text ──document──▶ Outline ──extract──▶ Extraction
//!                                                               │
//! sidecar (RON) ◀─workspace─▶ Annotation ◀──Edit── reviewer       │
//!                               │                               │
//!                               └─────────── record ◀───────────┘
//!                                             │
//!                                 views, exports, command line
//! ```
//!
//! | folder | holds |
//! | --- | --- |
//! | [`cli`] | the command line: parses arguments, calls the library, prints |
//! | [`ui`] | the window, one file a panel; paints what a session says, answers with actions |
//! | [`session`] | what the window shows and tests drive: [`session::Action`] in, [`session::Effect`] out |
//! | [`workspace`] | the folder on disk: loading in the background, sidecars and their generations, drafts, whatever others change there at the same time, exporting, checking |
//! | [`export`] | records to other programs' formats, one file a format |
//! | [`import`] | other programs' annotations, and our own, to decisions, one file a format |
//! | [`record`] | extraction with the annotation applied, and decisions turned into edits |
//! | [`annotation`] | decisions, also about the tree and errors of the source: [`annotation::Edit`], its inverse, anchors, what becomes of them when a source changes, merging and its conflicts, the RON form |
//! | [`extract`] | outline to mentions: one file a mention type, the lexicon, overlaps |
//! | [`document`] | text to outline: one file a document type over shared line and marker rules |
//! | [`codebook`] | types, tags, fields and terms: the built-in codebook and a folder's own, and how it is edited |
//! | [`source`] | a file's bytes to text, one file a file format |
//! | [`i18n`] | the words of the interface in each language |
//! | [`text`] | decoded text, spans and lines, the only coordinates; width, numeral and simplified forms; word lists, and finding words in any of their forms |
//!
//! Invariants: sources are never written; whatever a reviewer decides is an [`annotation::Edit`] with an inverse; nothing machine-made is stored;
//! parsing never fails; the core prints nothing and knows no egui.

pub mod annotation;
pub mod cli;
pub mod codebook;
pub mod document;
pub mod export;
pub mod extract;
pub mod i18n;
pub mod import;
pub mod record;
pub mod session;
pub mod source;
pub mod text;
pub mod ui;
pub mod workspace;
