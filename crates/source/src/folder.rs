//! The pages of a folder and of the folders in it, in order of path.
//!
//! Leaves alone: hidden files and folders, and links to folders, which may lead in a circle.

use std::path::{Path, PathBuf};

use crate::{Entry, Error, plain, shown};

/// All files below `folder`, in the order of their paths, component by component. What cannot be read in it is an entry that says
/// why.
pub fn pages(folder: &Path) -> Result<Vec<Entry>, Error> {
    let mut found: Vec<(PathBuf, Option<Error>)> = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inner) = folders.pop() {
        let failed = |path: &Path, e: std::io::Error| Error::Unreadable { path: shown(path), why: plain(&e) };
        let listing = match std::fs::read_dir(&inner) {
            Ok(listing) => listing,
            Err(e) if inner == folder => return Err(failed(&inner, e)),
            Err(e) => {
                let wrong = failed(&inner, e);
                found.push((inner, Some(wrong)));
                continue;
            }
        };
        for entry in listing {
            let entry = match entry {
                Ok(entry) if entry.file_name().as_encoded_bytes().starts_with(b".") => continue,
                Ok(entry) => entry,
                Err(e) => {
                    found.push((inner.clone(), Some(failed(&inner, e))));
                    continue;
                }
            };
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                // A link to a folder.
                Ok(kind) if kind.is_symlink() && path.is_dir() => {}
                // A link to nothing says so when it is read.
                Ok(_) => found.push((path, None)),
                Err(e) => found.push((path.clone(), Some(failed(&path, e)))),
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found.into_iter().map(|(path, wrong)| Entry { path, wrong, ..Entry::default() }).collect())
}
