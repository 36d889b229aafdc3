//! Files as no reviewer would make them, and as every reviewer gets them one day: nothing stops the program, nothing is lost, and what is wrong is
//! said in words that help.

pub mod bodies;
mod codebooks;
mod confidential;
mod fuzzed;
mod growth;
mod packed;
mod places;
pub mod readers;
mod sidecars;
mod sources;
mod window;
