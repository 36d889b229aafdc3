//! What goes through the front door: one binary, a module a part of the product.

mod cli;
