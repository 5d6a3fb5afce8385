//! An archive of invented coverage, to try everything on: three weeks in a town that does not exist, by six papers that do not exist.

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use onrecord_source::Entry;
use onrecord_store::Archive;

use crate::add::{self, Options, Summary};
use crate::{Error, Result};

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// Writes the pages and the draft into a folder, and makes an archive of them.
pub fn demo(archive: &mut Archive, folder: &Path) -> Result<Summary> {
    let failed =
        |e: std::io::Error| Error::File { what: format!("cannot write to {}", folder.display()), why: e.to_string() };
    let own: HashSet<[u8; 32]> = PAGES.iter().map(|(_, text)| *blake3::hash(text.as_bytes()).as_bytes()).collect();
    if archive.hashes()?.iter().any(|hash| !own.contains(hash)) {
        return Err(Error::Asked(format!(
            "{} has pages of its own, and what is invented stays apart from them: name another file with --archive",
            archive.path().display()
        )));
    }
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut entries = Vec::new();
    for (name, text) in PAGES {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(failed)?;
        if name.ends_with(".html") {
            entries.push(Entry { path, ..Entry::default() });
        }
    }
    add::add(archive, entries.into_iter(), Options::default(), &AtomicBool::new(false), |_| {})
}
