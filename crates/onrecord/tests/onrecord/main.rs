//! What must hold of the records of whole pages.

mod examples;
