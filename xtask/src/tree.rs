//! Where things are: this checkout, the folder of gold sets and scorers beside it, cargo.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

/// The root of this checkout.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder of gold sets and scorers, where there is one.
pub fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("ONRECORD_SHARED").map(PathBuf::from);
    let beside = root().parent().map(|p| p.join("shared"));
    named.or(beside).filter(|p| p.join("score/run.py").is_file())
}

/// All files below `folder` whose names end in one of `endings`, sorted.
pub fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "target" && !name.starts_with('.') {
                    folders.push(path);
                }
            } else if endings.iter().any(|e| name.ends_with(e)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A path as seen from the root, with `/`.
pub fn short(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// Runs cargo in this checkout; true where it succeeds.
pub fn cargo(words: &[&str], env: &[(&str, &str)]) -> anyhow::Result<bool> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(words)
        .envs(env.iter().copied())
        .current_dir(root())
        .status()
        .with_context(|| format!("cannot run cargo {}", words.join(" ")))?;
    Ok(status.success())
}
