//! What a measurement depends on, as a hash that is written at its head: a measurement whose hash is not this tree's is stale.
//!
//! A change of comments or of blank lines in a Rust file makes nothing stale. The scorers and gold sets of `../shared` are not part
//! of the hash.

use std::path::PathBuf;

use crate::tree;

/// The program, with its word lists, weights, features and the crates of others: what the scoreboard depends on.
/// What becomes of records once they are made is not among it: `BEHIND`.
pub const PROGRAM: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "crates/model",
    "crates/words",
    "crates/page",
    "crates/grammar",
    "crates/read",
    "crates/onrecord",
    "crates/source",
    "crates/cli/Cargo.toml",
    "crates/cli/src/args.rs",
    "crates/cli/src/explain.rs",
    "crates/cli/src/main.rs",
    "crates/cli/src/progress.rs",
    "crates/cli/src/read.rs",
    "crates/cli/src/words.rs",
];

/// What is done with records: the archive and its commands.
const BEHIND: &[&str] = &["crates/store", "crates/desk", "crates/cli/src/desk"];

/// What measures the program.
const MEASURES: &[&str] = &["tools/measure/src"];

/// The parts of `docs/proof.md`, each with what it depends on.
pub const PROOFS: &[(&str, &[&[&str]])] = &[
    ("faults", &[PROGRAM, MEASURES]),
    ("mutated", &[PROGRAM, MEASURES]),
    ("seed", &[PROGRAM, MEASURES]),
    ("scores", &[PROGRAM, MEASURES]),
    ("every", &[PROGRAM, MEASURES]),
    ("speed", &[PROGRAM, MEASURES]),
    ("corpus", &[&["corpus", "tools/corpus"], MEASURES]),
    ("archive", &[PROGRAM, BEHIND, MEASURES]),
    ("killed", &[PROGRAM, BEHIND, MEASURES]),
    ("million", &[PROGRAM, BEHIND, MEASURES]),
];

/// Sixteen hexadecimal digits that name the state of these files and folders.
pub fn hash(paths: &[&[&str]]) -> String {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths.iter().copied().flatten().map(|p| tree::root().join(p)) {
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
pub fn mark(paths: &[&[&str]]) -> String {
    format!("measured with {}", hash(paths))
}

/// True where the scoreboard was measured with this tree's rules and weights.
pub fn scoreboard_is_fresh() -> bool {
    let board = std::fs::read_to_string(tree::root().join("docs/scoreboard.csv")).unwrap_or_default();
    board.lines().next().is_some_and(|line| line.trim_start_matches("# ") == mark(&[PROGRAM]))
}

/// The parts of `docs/proof.md` that were not measured with this tree.
pub fn stale_proofs() -> Vec<&'static str> {
    let proofs = std::fs::read_to_string(tree::root().join("docs/proof.md")).unwrap_or_default();
    let fresh = |part: &str, paths: &[&[&str]]| {
        let section = proofs.split("\n## ").find(|s| s.split_whitespace().next() == Some(part));
        section.is_some_and(|s| s.contains(&mark(paths)))
    };
    PROOFS.iter().filter(|(part, paths)| !fresh(part, paths)).map(|(part, _)| *part).collect()
}

#[cfg(test)]
mod tests {
    use super::{BEHIND, PROGRAM, PROOFS, hash};

    #[test]
    fn a_state_has_a_name_and_all_that_it_is_of_is_there() {
        assert_eq!(hash(&[PROGRAM]).len(), 16);
        assert_ne!(hash(&[PROGRAM]), hash(&[&["crates/model"]]));
        for path in PROOFS.iter().flat_map(|(_, paths)| *paths).copied().flatten() {
            assert!(crate::tree::root().join(path).exists(), "{path} is gone");
        }
    }

    #[test]
    fn every_crate_makes_records_or_stands_behind_them() {
        let known: Vec<&str> = PROGRAM.iter().chain(BEHIND).copied().collect();
        for folder in ["crates", "crates/cli/src"] {
            for entry in std::fs::read_dir(crate::tree::root().join(folder)).expect("it is there") {
                let path = crate::tree::short(&entry.expect("an entry").path());
                let is_known = known.iter().any(|k| *k == path || k.starts_with(&format!("{path}/")));
                let told = ["crates/cli", "crates/py", "crates/fingerprint.rs"].contains(&path.as_str())
                    || path.ends_with("licences.txt");
                assert!(is_known || told, "{path}: does it make records (PROGRAM), or is it done with them (BEHIND)?");
            }
        }
    }
}
