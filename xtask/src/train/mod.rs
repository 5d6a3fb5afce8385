//! `cargo xtask train`: rebuilds every table of weights from what it was learned from, byte for byte.

mod boost;
mod dumps;
mod pages;

use std::path::Path;

use onrecord_page::learn;

use crate::shared;

pub fn run(words: &[&str]) -> anyhow::Result<bool> {
    let Some(shared) = shared::shared() else {
        println!("skipped: no gold sets in ../shared or $ONRECORD_SHARED to learn from");
        return Ok(true);
    };
    let gold = shared.join("gold");
    let cross = words.contains(&"--cross");
    let told = |what: &str, (trees, rules): (f64, f64)| {
        println!("{what} judged right by trees that never saw the site: {trees:.4}; by the rules alone: {rules:.4}");
    };
    let folder = shared::root().join("crates/page/weights");

    let lines = pages::pages(&gold)?;
    if cross {
        told("lines of pages", pages::cross(&lines, learn::N, pages::PLAN, |row| row[18] > 0.5));
    }
    let head = head(&gold, "Which lines of a web page are its article", &pages::SETS)?;
    write(&folder.join("lines.txt"), &pages::forest(&lines, learn::N, pages::PLAN, &head))?;

    let (bodies, titles) = dumps::pages(&shared)?;
    if cross {
        told("lines of dumps", pages::cross(&bodies, learn::DUMP_N, dumps::PLAN, |row| row[20] > 0.5 && row[13] < 0.5));
        told("headlines of dumps", pages::cross(&titles, learn::DUMP_N, dumps::PLAN, |_| false));
    }
    let head = self::head(&gold, "Which lines of a page saved as text are its article", &pages::SETS)?;
    write(&folder.join("dump-lines.txt"), &pages::forest(&bodies, learn::DUMP_N, dumps::PLAN, &head))?;
    let sets: Vec<&str> = pages::SETS.into_iter().chain(["traf"]).collect();
    let head = self::head(&gold, "Which line of a page saved as text is its headline", &sets)?;
    write(&folder.join("dump-titles.txt"), &pages::forest(&titles, learn::DUMP_N, dumps::PLAN, &head))?;
    Ok(true)
}

/// What a forest says of itself: question, sources with their fingerprints, licence.
fn head(gold: &Path, question: &str, sets: &[&str]) -> anyhow::Result<String> {
    let mut head = format!(
        "# {question}: boosted trees over shapes, densities and places, no words.\n\
         # Source: grown by `cargo xtask train` from the dev part of these sets of annotated pages (blake3 of each gold.jsonl):\n"
    );
    for set in sets {
        let file = gold.join("extract").join(set).join("gold.jsonl");
        head += &format!("#   {set} {}\n", blake3::hash(&std::fs::read(file)?).to_hex());
    }
    head += "# Licence: MIT OR Apache-2.0\n";
    Ok(head)
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
