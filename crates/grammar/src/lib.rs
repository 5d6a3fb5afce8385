//! English as the stages of `read` ask it: word lists, parts of speech, dependency trees, and the questions about a sentence.
//!
//! Pure. Word lists are in `lexicon/`, by language; what was learned from treebanks is in `weights/`.
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod lexicon;
pub mod syntax;
pub mod weight_files;

/// Names the word lists and weights of this crate: BLAKE3 of their names and bytes.
pub const FINGERPRINT: &str = env!("FINGERPRINT");
