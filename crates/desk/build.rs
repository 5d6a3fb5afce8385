//! Puts the pages of the demo into the program.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|n| n.ends_with(".html") || n == "draft.md");
    names.sort();
    let lines: String = names
        .iter()
        .map(|n| format!("    ({n:?}, include_str!({:?})),\n", folder.join(n).display().to_string()))
        .collect();
    let text = format!("/// File names and texts.\nconst PAGES: &[(&str, &str)] = &[\n{lines}];\n");
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    std::fs::write(Path::new(&out).join("pages.rs"), text)
}
