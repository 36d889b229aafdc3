//! 批阅 (Piyue): review government bulletins, put the extraction right, export the annotated set.
pub mod codebook;
pub mod document;
pub mod extract;
pub mod source;
pub mod text;
