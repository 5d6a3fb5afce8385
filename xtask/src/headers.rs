//! A file says at its head what it is about, and the cases that it names are there.

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
            if !root.join(named).exists() {
                println!("{}: there are no cases in {named}", tree::short(&path));
                good = false;
            }
        }
    }
    Ok(good)
}

/// The paths below `cases/` that a line of a header names.
fn cases(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', ' ', ';', '`']).map(|w| w.trim_end_matches('.')).filter(|w| w.starts_with("cases/"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_header_names_its_cases() {
        let named: Vec<&str> = super::cases(" cases/words/, `cases/who/names.md`.").collect();
        assert_eq!(named, ["cases/words/", "cases/who/names.md"]);
    }
}
