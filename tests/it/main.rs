//! What goes through the front door, in one binary: a module a part of the product.

mod cli;
mod compat;
mod documents;
mod drifting;
mod hostile;
mod layouts;
mod properties;
mod tidy;
mod together;
mod window;
mod wording;
