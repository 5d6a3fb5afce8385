//! The dictionaries by which records are packed in an archive (zstd): what is in all of them, learned from records of our own corpus and of
//! the demo's invented pages.

use std::collections::{BTreeMap, BTreeSet};

use onrecord::{Given, Kind, Parts};
use onrecord_corpus as corpus;
use serde_json::Value;
use xtask::tree;

/// Bytes of a dictionary.
const SIZE: usize = 110 << 10;

/// Strings that at least one record in so many has are known by their number.
const SHARE: usize = 50;

/// What the archive packs records with.
pub struct Packing {
    /// Dictionaries of words and of facts.
    pub dictionaries: [Vec<u8>; 2],
    /// Strings that many records have, and the lists of keys of their objects; the dictionaries are of records packed with those that are
    /// compiled in.
    pub lists: [String; 2],
}

/// Learns all of it.
pub fn grow() -> anyhow::Result<Packing> {
    let mut samples: [Vec<Vec<u8>>; 2] = Default::default();
    let mut counts: [BTreeMap<String, usize>; 2] = Default::default();
    let mut add = |bytes: &[u8], kind: Kind| -> anyhow::Result<()> {
        let record = onrecord::record(bytes, &Given::new().kind(kind), Parts::ALL);
        let hash = record.page.hash.clone().unwrap_or_default();
        let mut met: [BTreeSet<String>; 2] = Default::default();
        collect(&onrecord_store::facts(&record, &hash)?, &mut met);
        for (all, met) in counts.iter_mut().zip(met) {
            met.into_iter().for_each(|one| *all.entry(one).or_default() += 1);
        }
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
    let least = facts.len() / SHARE;
    let lists = counts.map(|all| {
        let mut some: Vec<(String, usize)> = all.into_iter().filter(|(_, n)| *n >= least).collect();
        some.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        some.into_iter().map(|(one, _)| one + "\n").collect()
    });
    let dictionaries = [zstd::dict::from_samples(&words, SIZE)?, zstd::dict::from_samples(&facts, SIZE)?];
    Ok(Packing { dictionaries, lists })
}

/// Strings of one line, and lists of keys.
fn collect(value: &Value, met: &mut [BTreeSet<String>; 2]) {
    match value {
        Value::String(s) if !s.contains(['\n', '\r']) => {
            met[0].insert(s.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, met)),
        Value::Object(fields) => {
            met[1].insert(fields.keys().map(|key| format!("{key},")).collect());
            fields.values().for_each(|value| collect(value, met));
        }
        _ => {}
    }
}
