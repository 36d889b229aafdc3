//! Files as no reviewer would make them, and as every reviewer gets them one day: nothing stops the program, nothing is lost, and what is wrong is
//! said in words that help.

pub mod bodies;
mod codebooks;
mod fuzzed;
mod growth;
mod sidecars;
mod sources;
