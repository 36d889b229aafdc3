//! Growth
