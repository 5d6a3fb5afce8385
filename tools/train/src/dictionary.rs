//! The dictionaries by which records are packed in an archive (zstd): what is in all of them, learned from records of our own corpus and of
//! the demo's invented pages.

use onrecord::{Given, Kind, Parts};
use onrecord_corpus as corpus;
use xtask::tree;

/// Bytes of a dictionary.
const SIZE: usize = 110 << 10;

/// The dictionary of words, and the one of facts.
pub fn grow() -> anyhow::Result<[Vec<u8>; 2]> {
    let mut samples: [Vec<Vec<u8>>; 2] = Default::default();
    let mut add = |bytes: &[u8], kind: Kind| -> anyhow::Result<()> {
        let record = onrecord::record(bytes, &Given::new().kind(kind), Parts::ALL);
        let hash = record.page.hash.clone().unwrap_or_default();
        let parts = onrecord_store::samples(&record, &hash)?;
        samples.iter_mut().zip(parts).for_each(|(all, part)| all.push(part));
        Ok(())
    };
    for path in corpus::files("train") {
        if let Ok(compiled) = corpus::article(&path) {
            add(compiled.article.text.as_bytes(), Kind::Clean)?;
        }
    }
    for folder in ["examples", "crates/desk/demo"] {
        for path in tree::files(&tree::root().join(folder), &[".html"]) {
            add(&std::fs::read(path)?, Kind::Html)?;
        }
    }
    let [words, facts] = samples;
    Ok([zstd::dict::from_samples(&words, SIZE)?, zstd::dict::from_samples(&facts, SIZE)?])
}
