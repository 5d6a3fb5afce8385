//! `cargo xtask train`: rebuilds every table of weights from what it was learned from, byte for byte.

mod boost;
mod pages;

use std::path::Path;

use crate::shared;

pub fn run(words: &[&str]) -> anyhow::Result<bool> {
    let Some(shared) = shared::shared() else {
        println!("skipped: no gold sets in ../shared or $ONRECORD_SHARED to learn from");
        return Ok(true);
    };
    let gold = shared.join("gold");
    let pages = pages::pages(&gold)?;
    if words.contains(&"--cross") {
        let (trees, rules) = pages::cross(&pages);
        println!("lines judged right by trees that never saw the site: {trees:.4}; by the rules alone: {rules:.4}");
    }
    let mut head = String::from(
        "# Which lines of a web page are its article: boosted trees over shapes, densities and places, no words.\n\
         # Source: grown by `cargo xtask train` from the dev part of these sets of annotated pages (blake3 of each gold.jsonl):\n",
    );
    for set in pages::SETS {
        let file = gold.join("extract").join(set).join("gold.jsonl");
        head += &format!("#   {set} {}\n", blake3::hash(&std::fs::read(file)?).to_hex());
    }
    head += "# Licence: MIT OR Apache-2.0\n";
    write(&shared::root().join("crates/page/weights/lines.txt"), &pages::forest(&pages, &head))?;
    Ok(true)
}

/// Writes what has changed.
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let same = std::fs::read_to_string(path).is_ok_and(|old| old == text);
    if !same {
        std::fs::write(path, text)?;
    }
    println!("{}: {} ({} kB)", shared::short(path), if same { "as it was" } else { "written" }, text.len() / 1000);
    Ok(())
}
