//! Where things are in this checkout, and what depends on what: for the task runner and the tools.

pub mod stale;
pub mod tree;
