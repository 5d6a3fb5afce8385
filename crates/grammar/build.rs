//! Names the word lists and weights that are compiled in.
#![allow(clippy::print_stdout)]

#[path = "../fingerprint.rs"]
mod fingerprint;

fn main() {
    fingerprint::set(&["lexicon/en", "lexicon/gazetteers", "weights"]);
}
