//! Which crate may use which: `model <- page, read`, siblings never see each other, `cli` and `xtask` above.

use crate::shared;

/// Each crate with the crates of ours that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("page", &["model"]),
    ("read", &["model"]),
    ("cli", &["model", "page", "read"]),
    ("xtask", &["model", "page", "read"]),
];

pub fn check() -> anyhow::Result<bool> {
    let mut good = true;
    let mut manifests = shared::files(&shared::root().join("crates"), &["Cargo.toml"]);
    manifests.push(shared::root().join("xtask/Cargo.toml"));
    for manifest in manifests {
        let name = manifest.parent().and_then(|p| p.file_name()).unwrap_or_default().to_string_lossy().into_owned();
        let Some((_, allowed)) = MAY_USE.iter().find(|(n, _)| *n == name) else {
            println!(
                "{}: the crate has no place in the order; give it one in xtask/src/order.rs",
                shared::short(&manifest)
            );
            good = false;
            continue;
        };
        for used in used(&std::fs::read_to_string(&manifest)?) {
            if !allowed.contains(&used.as_str()) {
                println!("{}: {name} must not use {used}", shared::short(&manifest));
                good = false;
            }
        }
    }
    Ok(good)
}

/// The crates of ours that a manifest names as dependencies.
fn used(manifest: &str) -> Vec<String> {
    manifest
        .lines()
        .filter_map(|line| {
            let line = line.trim();
            let table = line.strip_prefix('[').and_then(|l| l.split_once("dependencies.")).map(|(_, name)| name);
            table.unwrap_or(line).strip_prefix("onrecord-")
        })
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric()).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_manifest_tells_whom_it_uses() {
        let manifest = "[package]\nname = \"onrecord-read\"\n[dependencies]\nonrecord-model.workspace = true\nonrecord-page = { path = \"x\" }\n[dev-dependencies.onrecord-store]\npath = \"y\"\n";
        assert_eq!(super::used(manifest), ["model", "page", "store"]);
    }
}
