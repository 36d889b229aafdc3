//! The window: one file a panel. Panels paint what a session says and answer with actions; nothing is changed while painting.
//!
//! The only importer of egui, eframe and rfd.

pub mod text_pane;
pub mod theme;
