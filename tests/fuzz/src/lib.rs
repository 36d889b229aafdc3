//! The bodies of the fuzz targets, the same that `cargo test` runs on a bounded number of inputs.

#[path = "../../it/hostile/bodies.rs"]
pub mod bodies;
#[path = "../../it/hostile/readers.rs"]
pub mod readers;
