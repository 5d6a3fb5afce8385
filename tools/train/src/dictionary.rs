//! The dictionary by which records are packed in an archive (zstd): what is in all of them, learned from records of our own corpus and of
//! the demo's invented pages.

use onrecord::{Given, Kind, Parts};
use onrecord_corpus as corpus;
use xtask::tree;

/// Bytes of the dictionary.
const SIZE: usize = 64 << 10;

/// The dictionary.
pub fn grow() -> anyhow::Result<Vec<u8>> {
    let mut samples: Vec<Vec<u8>> = Vec::new();
    let mut add = |bytes: &[u8], kind: Kind| -> anyhow::Result<()> {
        let mut record = onrecord::record(bytes, &Given::new().kind(kind), Parts::ALL);
        // Keys are hashes: no two are alike.
        record.page.hash = None;
        record.id.clear();
        let facts = &mut record.facts;
        facts.statements.iter_mut().for_each(|s| s.key.0.clear());
        facts.figures.iter_mut().for_each(|f| f.key.0.clear());
        facts.events.iter_mut().for_each(|e| e.key.0.clear());
        facts.expectations.iter_mut().for_each(|x| x.key.0.clear());
        samples.push(serde_json::to_vec(&record)?);
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
    Ok(zstd::dict::from_samples(&samples, SIZE)?)
}
