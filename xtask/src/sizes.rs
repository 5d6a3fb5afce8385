//! Files stay short, folders stay small, no test is ignored.

use std::collections::BTreeMap;

use xtask::tree;

const WARNED: usize = 600;
const REFUSED: usize = 1000;
const MOST_IN_FOLDER: usize = 40;

pub fn check() -> anyhow::Result<bool> {
    let root = tree::root();
    let mut good = true;
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for path in tree::files(&root, &[".rs"]) {
        let text = std::fs::read_to_string(&path)?;
        let n = text.lines().count();
        if n > REFUSED {
            println!("{}: {n} lines; at most {REFUSED}", tree::short(&path));
            good = false;
        } else if n > WARNED {
            println!("{}: {n} lines is long", tree::short(&path));
        }
        // Put together here, so that this file does not find itself.
        if text.contains(concat!("#[", "ignore")) {
            println!("{}: an ignored test tests nothing", tree::short(&path));
            good = false;
        }
        if let Some(folder) = path.parent() {
            *folders.entry(tree::short(folder)).or_default() += 1;
        }
    }
    for (folder, n) in folders.iter().filter(|(_, n)| **n > MOST_IN_FOLDER) {
        println!("{folder}: {n} files; at most {MOST_IN_FOLDER}");
        good = false;
    }
    Ok(good)
}
