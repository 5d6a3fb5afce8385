//! Fingerprints the word lists and weights that are compiled in, for `made_by.weights` of every record.

#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};

/// Folders of data, beside this crate; one that is not there has nothing in it.
const FOLDERS: [&str; 3] = ["../read/lexicon", "../read/weights", "../page/weights"];

fn main() {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        if let Ok(entries) = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
            files.extend(entries.flatten().map(|entry| entry.path()));
        }
    }
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in files {
        if let (Some(name), Ok(bytes)) = (file.file_name(), std::fs::read(&file)) {
            hasher.update(name.as_encoded_bytes());
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(&bytes);
        }
    }
    println!("cargo::rustc-env=ONRECORD_WEIGHTS=blake3:{}", hasher.finalize().to_hex());
}
