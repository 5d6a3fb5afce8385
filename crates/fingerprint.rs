//! Names the data of a crate: shared by the build scripts of `page`, `grammar` and `read`.

use std::path::Path;

/// Sets `FINGERPRINT` for the crate that is being built: BLAKE3 of the names and bytes of all files in these folders.
pub fn set(folders: &[&str]) {
    let mut files = Vec::new();
    for folder in folders {
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
    println!("cargo::rustc-env=FINGERPRINT={}", hasher.finalize().to_hex());
}
