//! Word lists say where they come from and under which licence, and name nothing twice; code has no long lists of words.

use std::collections::HashMap;

use xtask::tree;

/// More words than these in a row are a list.
const MOST_IN_CODE: usize = 6;

pub fn check() -> anyhow::Result<bool> {
    let mut good = true;
    for path in tree::files(&tree::root().join("crates"), &[".tsv"]) {
        // A phrase may be on several lists.
        let n_keys = if path.parent().is_some_and(|folder| folder.ends_with("phrases")) { 2 } else { 1 };
        for fault in faults(&std::fs::read_to_string(&path)?, n_keys) {
            println!("{}: {fault}", tree::short(&path));
            good = false;
        }
        if path.parent().is_some_and(|folder| folder.ends_with("gazetteers"))
            && let Some(name) = out_of_order(&std::fs::read_to_string(&path)?)
        {
            println!("{}: \"{name}\" is not in the order of bytes, by which it is searched", tree::short(&path));
            good = false;
        }
    }
    for name in ["read", "grammar", "page"] {
        for path in tree::files(&tree::root().join("crates").join(name).join("src"), &[".rs"]) {
            if path.to_string_lossy().ends_with("tests.rs") {
                continue;
            }
            for (line, n) in lists_in(&std::fs::read_to_string(&path)?) {
                let move_it = "make it rows of lists.tsv or of phrases/";
                println!("{}:{line}: a list of {n} words: {move_it}", tree::short(&path));
                good = false;
            }
        }
    }
    Ok(good)
}

/// The lists of words in Rust code, up to its tests: the line where each begins, and how many words it has.
///
/// A list is string literals with `|` or `,` between them. Literals without a letter do not count.
fn lists_in(code: &str) -> Vec<(usize, usize)> {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    // Without comments, and without the quotation marks that neither begin nor end a literal.
    let bare = |line: &str| {
        let line = if line.trim_start().starts_with("//") { "" } else { line.split(" // ").next().unwrap_or_default() };
        line.replace("\\\\", "").replace("\\\"", "").replace("'\"'", "")
    };
    let code: Vec<String> = code.lines().map(bare).collect();
    let mut lists = Vec::new();
    let (mut line, mut first, mut n) = (1, 1, 0);
    // Every second part stands between quotation marks.
    for (i, part) in code.join("\n").split('"').enumerate() {
        if i % 2 == 1 {
            first = if n == 0 { line } else { first };
            n += usize::from(!part.starts_with('\\') && part.contains(char::is_alphabetic));
        } else if !matches!(part.trim_end_matches('b').trim(), "|" | ",") {
            lists.extend((n > MOST_IN_CODE).then_some((first, n)));
            n = 0;
        }
        line += part.matches('\n').count();
    }
    lists
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

/// The first key that does not stand behind the one before it.
fn out_of_order(text: &str) -> Option<&str> {
    let keys = || text.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').next().unwrap_or(l));
    keys().zip(keys().skip(1)).find(|(a, b)| a >= b).map(|(_, b)| b)
}

#[cfg(test)]
mod tests {
    use super::{faults, lists_in, out_of_order};

    #[test]
    fn gazetteers_are_in_the_order_of_bytes() {
        assert_eq!(out_of_order("# Names.\nana\tcommon\nana maria\nanab\n"), None);
        assert_eq!(out_of_order("# Names.\nanab\nana maria\n"), Some("ana maria"));
    }

    #[test]
    fn a_key_stands_once_under_a_head() {
        let head = "# Words.\n# Source: own\n# Licence: MIT\n";
        assert_eq!(faults(&format!("{head}a\tx\nb\tx\n"), 1), Vec::<String>::new());
        assert_eq!(faults(&format!("{head}a\tx\nb\na\ty\n"), 1), ["\"a\" stands on line 4 and again on line 6"]);
        assert_eq!(faults(&format!("{head}a\tx\na\ty\n"), 2), Vec::<String>::new());
        assert_eq!(faults("a\n", 1).len(), 2);
    }

    #[test]
    fn a_list_has_more_than_six_words() {
        let list = |words: &[&str], joiner: &str| words.join(joiner);
        let seven = ["\"a\"", "\"b\"", "\"c\"", "b\"d\"", "\"\\\"e\"", "\"f\"", "\"g\""];
        assert_eq!(lists_in(&list(&seven, " | ")), [(1, 7)]);
        assert_eq!(lists_in(&format!("\nconst A: &[&str] = &[\n{},\n];", list(&seven, ", // why\n"))), [(3, 7)]);
        assert_eq!(lists_in(&list(&seven[..6], ",")), []);
        assert_eq!(lists_in(&list(&seven, ", x, ")), []);
        assert_eq!(lists_in(&format!("// {}", list(&seven, ", "))), []);
        assert_eq!(lists_in(&format!("#[cfg(test)]\n{}", list(&seven, ", "))), []);
        assert_eq!(lists_in(&list(&["\" - \"", "\"\\u{2014}\"", "\"\\n\"", "\"|\""].repeat(3), ", ")), []);
        assert_eq!(lists_in(&format!("['\"', '|']; {}", list(&seven, ", "))), [(1, 7)]);
    }
}
