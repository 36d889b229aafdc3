//! 批阅 (Piyue): review government bulletins, put the extraction right, export the annotated set.
pub mod annotation;
pub mod cli;
pub mod codebook;
pub mod document;
pub mod export;
pub mod extract;
pub mod i18n;
pub mod record;
pub mod session;
pub mod source;
pub mod text;
pub mod ui;
pub mod workspace;
