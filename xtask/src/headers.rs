//! A file says at its head what it is about, and the cases that it names are there.

use std::path::Path;

use xtask::tree;

pub fn check() -> anyhow::Result<bool> {
    let mut good = true;
    let root = tree::root();
    for path in tree::files(&root, &[".rs"]) {
        let text = std::fs::read_to_string(&path)?;
        let head: Vec<&str> = text.lines().take_while(|l| l.starts_with("//!")).collect();
        if head.is_empty() {
            println!("{}: a file begins with what it is about (//!)", tree::short(&path));
            good = false;
        }
        for named in head.iter().filter_map(|l| l.split_once("Cases:")).flat_map(|(_, rest)| cases(rest)) {
            if !there(&root, named) {
                println!("{}: there are no cases in {named}", tree::short(&path));
                good = false;
            }
        }
    }
    Ok(good)
}

/// True where there is such a file or folder; `caption-*.md` is any file that begins and ends so.
fn there(root: &Path, named: &str) -> bool {
    let Some((before, after)) = named.split_once('*') else { return root.join(named).exists() };
    let (folder, begins) = before.rsplit_once('/').unwrap_or((".", before));
    tree::files(&root.join(folder), &[after])
        .iter()
        .any(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(begins)))
}

/// The paths below `cases/` that a line of a header names.
fn cases(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', ' ', ';', '`']).map(|w| w.trim_end_matches('.')).filter(|w| w.starts_with("cases/"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_header_names_its_cases() {
        let named: Vec<&str> = super::cases(" cases/words/, `cases/entities/names.md`.").collect();
        assert_eq!(named, ["cases/words/", "cases/entities/names.md"]);
        let root = xtask::tree::root();
        assert!(super::there(&root, "cases/page/caption-*.md") && super::there(&root, "cases/words/"));
        assert!(!super::there(&root, "cases/page/no-such-*.md") && !super::there(&root, "cases/no-such/"));
    }
}
