//! `licences` names every list, every table of weights and every library that the program is made of.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const ASKED: &str = "UPDATE_EXPECT";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files of lists and weights below a folder.
fn data(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            data(&path, out);
        } else if path.extension().is_some_and(|e| e == "tsv" || e == "bin" || e == "txt") {
            out.push(path);
        }
    }
}

fn written() -> String {
    let mut out = String::from(
        "onrecord: MIT OR Apache-2.0 (code). What it is made of carries licences of its own.\n\nLists and weights: file, licence, source\n\n",
    );
    let mut files = Vec::new();
    for folder in ["grammar/lexicon", "grammar/weights", "page/phrases", "page/weights", "read/lexicon", "read/weights"]
    {
        data(&root().join("crates").join(folder), &mut files);
    }
    files.push(root().join("crates/read/languages.tsv"));
    files.sort();
    for file in files {
        let bytes = std::fs::read(&file).expect("a file");
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4000)]).into_owned();
        let of = |name: &str| head.lines().find_map(|l| l.strip_prefix(name)).unwrap_or("?").trim().to_owned();
        let name = file.strip_prefix(root().join("crates")).expect("within").to_string_lossy().replace('\\', "/");
        writeln!(out, "{name}\n    {}\n    {}", of("# Licence:"), of("# Source:")).expect("memory");
    }
    out += "\nLibraries: name, version, licence\n\n";
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "-p", "onrecord-cli", "-e", "normal", "--prefix", "none", "--format", "{p}\t{l}"])
        .current_dir(root())
        .output()
        .expect("cargo tree runs");
    let tree = String::from_utf8(tree.stdout).expect("UTF-8");
    let line = |l: &str| {
        let (package, licence) = l.split_once('\t')?;
        let mut words = package.split(' ');
        let name = words.next().filter(|n| !n.starts_with("onrecord"))?;
        Some(format!("{name} {}    {}", words.next()?.trim_start_matches('v'), licence.trim_end_matches(" (*)")))
    };
    let libraries: BTreeSet<String> = tree.lines().filter_map(line).collect();
    libraries.iter().for_each(|l| writeln!(out, "{l}").expect("memory"));
    assert!(libraries.len() > 30, "{tree}");
    out
}

#[test]
fn every_list_and_library_is_named() {
    let path = root().join("crates/cli/src/licences.txt");
    let new = written();
    assert!(!new.contains("\n    ?"), "a file without source or licence in its head:\n{new}");
    if std::env::var_os(ASKED).is_some() {
        std::fs::write(&path, &new).expect("the file is written");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), new, "run it once with {ASKED}=1");
}
