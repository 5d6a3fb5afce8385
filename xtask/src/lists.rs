//! Word lists say where they come from and under which licence, and name nothing twice; code has no long lists of words.

use std::collections::{BTreeMap, HashMap};

use xtask::tree;

/// More words than these in a row are a list.
const MOST_IN_CODE: usize = 6;

/// Files that still have longer lists, with how many words these have. Rows may only shrink or go.
const KNOWN: &[(&str, usize)] = &[("crates/read/src/times/clock.rs", 7), ("crates/read/src/times/dates.rs", 10)];

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
    let mut found = BTreeMap::new();
    for name in ["read", "grammar", "page"] {
        for path in tree::files(&tree::root().join("crates").join(name).join("src"), &[".rs"]) {
            if !path.to_string_lossy().ends_with("tests.rs") {
                found.insert(tree::short(&path), lists_in(&std::fs::read_to_string(&path)?));
            }
        }
    }
    let in_code = faults_in_code(&found, KNOWN);
    in_code.iter().for_each(|fault| println!("{fault}"));
    Ok(good && in_code.is_empty())
}

/// The lists that are in code and should be data, and the rows of `known` that are out of date.
fn faults_in_code(found: &BTreeMap<String, Vec<(usize, usize)>>, known: &[(&str, usize)]) -> Vec<String> {
    let mut faults = Vec::new();
    let n_words = |file: &str| found.get(file).map_or(0, |lists| lists.iter().map(|(_, n)| n).sum::<usize>());
    for (file, lists) in found {
        if n_words(file) > known.iter().find(|k| k.0 == file).map_or(0, |k| k.1) {
            let move_it = "make it rows of lists.tsv or of phrases/";
            faults.extend(lists.iter().map(|(line, n)| format!("{file}:{line}: a list of {n} words: {move_it}")));
        }
    }
    for (file, n_known) in known.iter().filter(|(file, n)| n_words(file) < *n) {
        let n = n_words(file);
        faults.push(format!("{file}: {n} words in lists, not {n_known}: say so in KNOWN of xtask/src/lists.rs"));
    }
    faults
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
    use super::{faults, faults_in_code, lists_in, out_of_order};

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

    #[test]
    fn known_lists_may_only_shrink() {
        let found = [("a.rs".to_owned(), vec![(3, 9)])].into();
        assert_eq!(faults_in_code(&found, &[("a.rs", 9)]), Vec::<String>::new());
        let refused = ["a.rs:3: a list of 9 words: make it rows of lists.tsv or of phrases/"];
        assert_eq!(faults_in_code(&found, &[]), refused);
        assert_eq!(faults_in_code(&found, &[("a.rs", 8)]), refused);
        assert_eq!(faults_in_code(&found, &[("a.rs", 10)]).len(), 1);
        assert_eq!(faults_in_code(&found, &[("a.rs", 9), ("gone.rs", 7)]).len(), 1);
    }
}
