//! Files stay short and folders small; a file says at its head what it is about, and the cases that it names are there; no test is ignored.

use std::collections::BTreeMap;
use std::path::Path;

use xtask::tree;

const WARNED: usize = 600;
const REFUSED: usize = 1000;
const MOST_IN_FOLDER: usize = 40;

pub fn check() -> anyhow::Result<bool> {
    let root = tree::root();
    let mut faults: Vec<String> = Vec::new();
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for path in tree::files(&root, &[".rs"]) {
        let text = std::fs::read_to_string(&path)?;
        let name = tree::short(&path);
        match text.lines().count() {
            n if n > REFUSED => faults.push(format!("{name}: {n} lines; at most {REFUSED}")),
            n if n > WARNED => println!("{name}: {n} lines is long"),
            _ => {}
        }
        let head: Vec<&str> = text.lines().take_while(|l| l.starts_with("//!")).collect();
        if head.is_empty() {
            faults.push(format!("{name}: a file begins with what it is about (//!)"));
        }
        let named = head.iter().filter_map(|l| l.split_once("Cases:")).flat_map(|(_, rest)| cases(rest));
        faults.extend(named.filter(|c| !there(&root, c)).map(|c| format!("{name}: there are no cases in {c}")));
        // Put together here, so that this file does not find itself.
        if text.contains(concat!("#[", "ignore")) {
            faults.push(format!("{name}: an ignored test tests nothing"));
        }
        *folders.entry(path.parent().map_or(String::new(), tree::short)).or_default() += 1;
    }
    let large = folders.iter().filter(|(_, n)| **n > MOST_IN_FOLDER);
    faults.extend(large.map(|(folder, n)| format!("{folder}: {n} files; at most {MOST_IN_FOLDER}")));
    faults.iter().for_each(|fault| println!("{fault}"));
    Ok(faults.is_empty())
}

/// The paths below `cases/` that a line of a header names.
fn cases(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', ' ', ';', '`']).map(|w| w.trim_end_matches('.')).filter(|w| w.starts_with("cases/"))
}

/// True where there is such a file or folder; `caption-*.md` is any file that begins and ends so.
fn there(root: &Path, named: &str) -> bool {
    let Some((before, after)) = named.split_once('*') else { return root.join(named).exists() };
    let (folder, begins) = before.rsplit_once('/').unwrap_or((".", before));
    let begins = |file: &Path| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(begins));
    tree::files(&root.join(folder), &[after]).iter().any(|file| begins(file))
}

#[cfg(test)]
mod tests {
    use super::{cases, there};

    #[test]
    fn a_header_names_its_cases() {
        let named: Vec<&str> = cases(" cases/words/, `cases/entities/names.md`.").collect();
        assert_eq!(named, ["cases/words/", "cases/entities/names.md"]);
        let root = xtask::tree::root();
        assert!(there(&root, "cases/page/caption-*.md") && there(&root, "cases/words/"));
        assert!(!there(&root, "cases/page/no-such-*.md") && !there(&root, "cases/no-such/"));
    }
}
