//! Files stay short, folders stay small, word lists say where they come from.

use std::collections::BTreeMap;

use crate::shared;

const WARNED: usize = 600;
const REFUSED: usize = 1000;
const MOST_IN_FOLDER: usize = 40;

pub fn check() -> anyhow::Result<bool> {
    let root = shared::root();
    let mut good = true;
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for path in shared::files(&root, &[".rs"]) {
        let text = std::fs::read_to_string(&path)?;
        let n = text.lines().count();
        if n > REFUSED {
            println!("{}: {n} lines; at most {REFUSED}", shared::short(&path));
            good = false;
        } else if n > WARNED {
            println!("{}: {n} lines is long", shared::short(&path));
        }
        if !text.starts_with("//!") {
            println!("{}: a file begins with what it is about (//!)", shared::short(&path));
            good = false;
        }
        // Put together here, so that this file does not find itself.
        if text.contains(concat!("#[", "ignore")) {
            println!("{}: an ignored test tests nothing", shared::short(&path));
            good = false;
        }
        if let Some(folder) = path.parent() {
            *folders.entry(shared::short(folder)).or_default() += 1;
        }
    }
    for (folder, n) in folders.iter().filter(|(_, n)| **n > MOST_IN_FOLDER) {
        println!("{folder}: {n} files; at most {MOST_IN_FOLDER}");
        good = false;
    }
    for path in shared::files(&root.join("crates"), &[".tsv"]) {
        let text = std::fs::read_to_string(&path)?;
        let head: Vec<&str> = text.lines().take_while(|l| l.starts_with('#')).collect();
        for wanted in ["# Source:", "# Licence:"] {
            if !head.iter().any(|l| l.starts_with(wanted)) {
                println!("{}: its head lacks \"{wanted}\"", shared::short(&path));
                good = false;
            }
        }
    }
    Ok(good)
}
