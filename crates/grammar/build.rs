//! Names the word lists and weights that are compiled in, and packs the large lists of names.
#![allow(clippy::print_stdout)]

#[path = "../fingerprint.rs"]
mod fingerprint;
#[path = "src/gazetteers/key.rs"]
mod key;

use std::collections::BTreeMap;

/// The lists, with the place of their two bits: 1 where a name is on the list, 3 where it is a common name or a large city.
const LISTS: [(&str, u8); 3] = [("given", 0), ("surnames", 2), ("cities", 4)];

fn main() {
    fingerprint::set(&["lexicon/en", "lexicon/gazetteers", "weights"]);
    if let Err(fault) = pack() {
        println!("cargo::error=the lists of names cannot be packed: {fault}");
    }
}

/// Writes all keys in order, then what the lists have of each, a byte a key.
fn pack() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=src/gazetteers/key.rs");
    let mut names: BTreeMap<key::Key, u8> = BTreeMap::new();
    for (list, shift) in LISTS {
        let file = std::fs::read_to_string(format!("lexicon/gazetteers/{list}.tsv"))?;
        for line in file.lines().filter(|l| !l.starts_with('#')) {
            let name = line.split('\t').next().unwrap_or(line);
            let listed = if name.len() < line.len() { 3 } else { 1 };
            *names.entry(key::key(name.bytes())).or_default() |= listed << shift;
            for (at, _) in name.match_indices(' ') {
                *names.entry(key::key(name[..at].bytes())).or_default() |= key::GOES_ON;
            }
        }
    }
    let mut packed: Vec<u8> = names.keys().flatten().copied().collect();
    packed.extend(names.values());
    let folder = std::env::var("OUT_DIR").map_err(std::io::Error::other)?;
    std::fs::write(format!("{folder}/gazetteers.bin"), packed)
}
