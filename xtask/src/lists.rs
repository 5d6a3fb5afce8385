//! Word lists say where they come from and under which licence, and name nothing twice.

use std::collections::HashMap;

use xtask::tree;

pub fn check() -> anyhow::Result<bool> {
    let mut good = true;
    for path in tree::files(&tree::root().join("crates"), &[".tsv"]) {
        // A phrase may be on several lists.
        let n_keys = if path.parent().is_some_and(|folder| folder.ends_with("phrases")) { 2 } else { 1 };
        for fault in faults(&std::fs::read_to_string(&path)?, n_keys) {
            println!("{}: {fault}", tree::short(&path));
            good = false;
        }
    }
    Ok(good)
}

/// What is wrong with a list, whose key is the first `n_keys` columns.
fn faults(text: &str, n_keys: usize) -> Vec<String> {
    let mut faults = Vec::new();
    let head: Vec<&str> = text.lines().take_while(|l| l.starts_with('#')).collect();
    for wanted in ["# Source:", "# Licence:"] {
        if !head.iter().any(|l| l.starts_with(wanted)) {
            faults.push(format!("its head lacks \"{wanted}\""));
        }
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let end = line.match_indices('\t').nth(n_keys - 1).map_or(line.len(), |(i, _)| i);
        let key = &line[..end];
        if let Some(first) = seen.insert(key, n + 1) {
            faults.push(format!("\"{key}\" stands on line {first} and again on line {}", n + 1));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::faults;

    #[test]
    fn a_key_stands_once_under_a_head() {
        let head = "# Words.\n# Source: own\n# Licence: MIT\n";
        assert_eq!(faults(&format!("{head}a\tx\nb\tx\n"), 1), Vec::<String>::new());
        assert_eq!(faults(&format!("{head}a\tx\nb\na\ty\n"), 1), ["\"a\" stands on line 4 and again on line 6"]);
        assert_eq!(faults(&format!("{head}a\tx\na\ty\n"), 2), Vec::<String>::new());
        assert_eq!(faults("a\n", 1).len(), 2);
    }
}
