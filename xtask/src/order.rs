//! Which crate may use which, and which crates are pure: lower crates never see higher ones, siblings never see each other.
//! The same for the modules of `read`.

use std::path::PathBuf;

use xtask::tree;

/// Each crate with the crates of ours that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("words", &["model"]),
    ("page", &["model"]),
    ("grammar", &["model", "words"]),
    ("read", &["model", "words", "grammar"]),
    ("onrecord", &["model", "words", "page", "grammar", "read"]),
    ("source", &["model"]),
    ("store", &["model", "words"]),
    ("desk", &["model", "words", "onrecord", "source", "store"]),
    ("cli", &["model", "onrecord", "source", "desk"]),
];

/// The modules of `read`, each of which may use those above it.
const MODULES: &[&str] = &[
    "rules",
    "cast",
    "language",
    "names",
    "times",
    "figures",
    "entities",
    "statements",
    "events",
    "expectations",
    "learn",
];

/// Crates that touch no file, network, clock, environment or randomness.
const PURE: &[&str] = &["model", "words", "page", "grammar", "read", "onrecord"];

/// What a pure crate's `lib.rs` must have: clippy's lists of methods and types that it may not use.
const DENY: &str = "#![deny(clippy::disallowed_methods, clippy::disallowed_types";

/// Lints that no pure crate may lower anywhere: the lists, and the groups that they are in.
const KEPT: [&str; 3] = ["clippy::disallowed", "clippy::style", "clippy::all"];

pub fn check() -> anyhow::Result<bool> {
    let mut good = true;
    for manifest in tree::files(&tree::root().join("crates"), &["Cargo.toml"]) {
        let folder = manifest.parent().unwrap_or(&manifest);
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut bad = |what: String| {
            println!("{}: {what}", tree::short(&manifest));
            good = false;
        };
        let Some((_, allowed)) = MAY_USE.iter().find(|(n, _)| *n == name) else {
            bad("the crate has no place in the order; give it one in xtask/src/order.rs".into());
            continue;
        };
        for used in used(&std::fs::read_to_string(&manifest)?) {
            if !allowed.contains(&used.as_str()) {
                bad(format!("{name} must not use {used}"));
            }
        }
        if PURE.contains(&name.as_str()) {
            if !std::fs::read_to_string(folder.join("src/lib.rs"))?.lines().any(|l| l.starts_with(DENY)) {
                bad(format!("{name} is pure: its lib.rs must have {DENY})]"));
            }
            // Tests may read their fixtures.
            let tests = |file: &PathBuf| file.ends_with("tests.rs") || file.to_string_lossy().ends_with("_tests.rs");
            for file in tree::files(&folder.join("src"), &[".rs"]).into_iter().filter(|f| !tests(f)) {
                let text = std::fs::read_to_string(&file)?;
                let lowers = |line: &str| {
                    ["allow(", "expect(", "warn("].iter().any(|l| line.contains(l))
                        && KEPT.iter().any(|k| line.contains(k))
                };
                if text.lines().any(lowers) {
                    bad(format!("{} goes around what pure crates may not use", tree::short(&file)));
                }
            }
        }
    }
    // The task runner builds while the product does not.
    for used in used(&std::fs::read_to_string(tree::root().join("xtask/Cargo.toml"))?) {
        println!("xtask/Cargo.toml: the task runner must not use {used}");
        good = false;
    }
    for fault in modules()? {
        println!("{fault}");
        good = false;
    }
    Ok(good)
}

/// What a file of `read` uses though it stands below it, or beside it in no order.
fn modules() -> anyhow::Result<Vec<String>> {
    let source = tree::root().join("crates/read/src");
    let mut faults = Vec::new();
    for file in tree::files(&source, &[".rs"]) {
        let inside = file.strip_prefix(&source)?.with_extension("");
        let module = inside.iter().next().unwrap_or_default().to_string_lossy().into_owned();
        let Some(floor) = MODULES.iter().position(|m| *m == module) else {
            if module != "lib" {
                faults.push(format!("{}: give {module} a place in MODULES", tree::short(&file)));
            }
            continue;
        };
        for used in paths(&std::fs::read_to_string(&file)?) {
            if MODULES.iter().skip(floor + 1).any(|m| *m == used) {
                faults.push(format!("{}: {module} must not use {used}, which stands below it", tree::short(&file)));
            }
        }
    }
    Ok(faults)
}

/// The modules that a text names: `crate::names`, `use crate::{names, times::clock}`.
fn paths(text: &str) -> Vec<&str> {
    let mut paths = Vec::new();
    for rest in text.split("crate::").skip(1) {
        let group = rest.strip_prefix('{').map_or(rest, |group| group.split("};").next().unwrap_or_default());
        let parts = if group.len() == rest.len() { vec![rest] } else { group.split(',').map(str::trim).collect() };
        paths.extend(parts.iter().filter_map(|part| part.split(|c: char| !c.is_alphanumeric() && c != '_').next()));
    }
    paths
}

/// The crates of ours that a manifest names as dependencies, its own name aside.
fn used(manifest: &str) -> Vec<String> {
    let (mut within, mut used) = (false, Vec::new());
    for line in manifest.lines().map(str::trim) {
        let mut name = line;
        if let Some(table) = line.strip_prefix('[') {
            let table = table.trim_end_matches(']');
            within = table.ends_with("dependencies");
            match table.split_once("dependencies.") {
                Some((_, one)) => name = one,
                None => continue,
            }
        } else if !within {
            continue;
        }
        let name = name.split(['.', '=', ' ']).next().unwrap_or_default();
        if name == "onrecord" || name == "xtask" {
            used.push(name.to_owned());
        } else if let Some(short) = name.strip_prefix("onrecord-") {
            used.push(short.to_owned());
        }
    }
    used
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_manifest_tells_whom_it_uses() {
        let manifest = "[package]\nname = \"onrecord-read\"\n[dependencies]\nonrecord.workspace = true\nonrecord-model.workspace = true\nonrecord-page = { path = \"x\" }\nserde = \"1\"\n[dev-dependencies.onrecord-store]\npath = \"y\"\n[lints]\nworkspace = true\n";
        assert_eq!(super::used(manifest), ["onrecord", "model", "page", "store"]);
    }

    #[test]
    fn a_file_tells_which_modules_it_uses() {
        let text = "use crate::{names, times::clock};\nuse crate::cast::Cast;\nfn f() { crate::entities::walk() }";
        assert_eq!(super::paths(text), ["names", "times", "cast", "entities"]);
    }
}
