//! What goes through the front door, in one binary.

mod properties;
mod tidy;
