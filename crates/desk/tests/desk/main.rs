//! The archive as a whole: nothing lost, the same whatever the order, decisions that stay, damage that is seen.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod faults;
mod kept;
mod shared;
mod verdicts;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use onrecord_desk::add::{Options, Summary, add};
use onrecord_desk::export::{Format, export};
use onrecord_desk::{Access, Archive};
use onrecord_source::Entry;

/// A folder of this test's own, gone afterwards.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("onrecord-desk-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("a file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The pages of the demo.
pub fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo");
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the demo")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.extension().is_some_and(|e| e == "html"))
        .collect();
    all.sort();
    all
}

pub fn added(archive: &mut Archive, pages: &[PathBuf], threads: usize) -> Summary {
    let entries: Vec<Entry> = pages.iter().map(|path| Entry { path: path.clone(), ..Entry::default() }).collect();
    let options = Options { threads, ..Options::default() };
    add(archive, entries.into_iter(), options, &AtomicBool::new(false), |_| {}).expect("it adds")
}

/// All files that an archive gives.
pub fn exported(archive: &Archive, folder: &Folder, name: &str) -> Vec<Vec<u8>> {
    let to = folder.0.join(name);
    export(archive, &to, Format::JsonLines, true, |_| {}).expect("it exports");
    files(&to)
}

/// The files of a folder, in the order of their names.
pub fn files(folder: &Path) -> Vec<Vec<u8>> {
    let mut all: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    all.sort();
    all.iter().map(|file| std::fs::read(file).expect("a file")).collect()
}

pub fn archive(folder: &Folder) -> Archive {
    Archive::open(&folder.0.join("a.db"), Access::Create).expect("an archive")
}
