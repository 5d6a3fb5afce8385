//! The pages of a folder and of the folders in it, in order of path.
//!
//! Leaves alone: hidden files and folders, and links to folders, which may lead in a circle.

use std::path::{Path, PathBuf};

use crate::{Error, plain};

/// The paths of all files below `folder`, sorted by their bytes.
pub fn pages(folder: &str) -> Result<Vec<String>, Error> {
    let mut found: Vec<PathBuf> = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        let failed = |e: std::io::Error| Error::Unreadable { path: shown(&folder), why: plain(&e) };
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() || entry.path().is_file() {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found.iter().map(|p| shown(p)).collect())
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
