//! What a measurement depends on, as a hash that is written at its head: a measurement whose hash is not this tree's is stale.
//!
//! A change of comments or of blank lines in a Rust file makes nothing stale. The scorers and gold sets of `../shared` are not part
//! of the hash.

use std::path::PathBuf;

use crate::tree;

/// The program, with its word lists, weights, features and the crates of others: what the scoreboard depends on.
pub const PROGRAM: &[&str] = &["Cargo.lock", "Cargo.toml", "crates"];

/// The program and what measures it.
const MEASURED: &[&str] = &["Cargo.lock", "Cargo.toml", "crates", "tools/measure/src"];

/// The parts of `docs/proof.md`, each with what it depends on.
pub const PROOFS: &[(&str, &[&str])] = &[
    ("faults", MEASURED),
    ("mutated", MEASURED),
    ("seed", MEASURED),
    ("scores", MEASURED),
    ("every", MEASURED),
    ("speed", MEASURED),
    ("corpus", &["corpus", "tools/corpus", "tools/measure/src"]),
];

/// Sixteen hexadecimal digits that name the state of these files and folders.
pub fn hash(paths: &[&str]) -> String {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths.iter().map(|p| tree::root().join(p)) {
        if path.is_dir() {
            files.extend(tree::files(&path, &[".rs", ".tsv", ".txt", ".bin", ".toml"]));
        } else {
            files.push(path);
        }
    }
    let mut hasher = blake3::Hasher::new();
    // Tests move nothing that is measured.
    for file in files.iter().filter(|f| !tree::short(f).contains("/tests/")) {
        let bytes = std::fs::read(file).unwrap_or_default();
        hasher.update(tree::short(file).as_bytes());
        match std::str::from_utf8(&bytes) {
            Ok(text) if file.extension().is_some_and(|e| e == "rs") => {
                for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//")) {
                    hasher.update(line.as_bytes());
                    hasher.update(b"\n");
                }
            }
            _ => {
                hasher.update(&bytes);
            }
        }
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// The first line of the scoreboard, or of a part of the proofs: which state it was measured with.
pub fn mark(paths: &[&str]) -> String {
    format!("measured with {}", hash(paths))
}

/// True where the scoreboard was measured with this tree's rules and weights.
pub fn scoreboard_is_fresh() -> bool {
    let board = std::fs::read_to_string(tree::root().join("docs/scoreboard.csv")).unwrap_or_default();
    board.lines().next().is_some_and(|line| line.trim_start_matches("# ") == mark(PROGRAM))
}

/// The parts of `docs/proof.md` that were not measured with this tree.
pub fn stale_proofs() -> Vec<&'static str> {
    let proofs = std::fs::read_to_string(tree::root().join("docs/proof.md")).unwrap_or_default();
    let fresh = |part: &str, paths: &[&str]| {
        let section = proofs.split("\n## ").find(|s| s.split_whitespace().next() == Some(part));
        section.is_some_and(|s| s.contains(&mark(paths)))
    };
    PROOFS.iter().filter(|(part, paths)| !fresh(part, paths)).map(|(part, _)| *part).collect()
}

#[cfg(test)]
mod tests {
    use super::{PROGRAM, PROOFS, hash};

    #[test]
    fn a_state_has_a_name_and_all_that_it_is_of_is_there() {
        assert_eq!(hash(PROGRAM).len(), 16);
        assert_ne!(hash(PROGRAM), hash(&["crates/model"]));
        for path in PROOFS.iter().flat_map(|(_, paths)| *paths).chain(PROGRAM) {
            assert!(crate::tree::root().join(path).exists(), "{path} is gone");
        }
    }
}
