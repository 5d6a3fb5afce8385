//! No closed class, month or weekday is spelled out twice in the lists of the lexicon.

use std::collections::{BTreeMap, BTreeSet};

use xtask::tree;

/// The closed classes among the lists.
const CLOSED: [&str; 9] = [
    "Pronoun",
    "ObjectPronoun",
    "Determiner",
    "Possessive",
    "Preposition",
    "Subordinator",
    "Conjunction",
    "Modal",
    "Be",
];

/// Lists that still spell out more than half of a class, and more than six words, with how many of its words. Rows may only shrink or go.
const KNOWN: &[(&str, &str, usize)] = &[
    ("AfterDescription", "Possessive", 7),
    ("AfterDescription", "Pronoun", 9),
    ("AfterDescription", "Subordinator", 11),
    ("AfterObjectPronoun", "Subordinator", 11),
    ("AheadWord", "Modal", 8),
    ("NoVerbBehind", "Determiner", 11),
    ("NoVerbBehind", "Possessive", 7),
    ("NoVerbBehindTo", "Determiner", 11),
    ("NoVerbBehindTo", "ObjectPronoun", 7),
    ("NoVerbBehindTo", "Possessive", 7),
    ("TimeOpener", "Determiner", 12),
];

/// The rows of a list of the lexicon, heads left out, each with its columns.
fn rows(name: &str) -> Vec<Vec<String>> {
    let path = tree::root().join("crates/grammar/lexicon/en").join(name);
    let text = std::fs::read_to_string(path).expect("a list of the lexicon");
    text.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').map(str::to_owned).collect()).collect()
}

/// The words that each list of `lists.tsv` spells out.
fn lists() -> BTreeMap<String, BTreeSet<String>> {
    let words = |row: &[String]| row[2].split(' ').filter(|w| !w.starts_with('@')).map(str::to_owned).collect();
    rows("lists.tsv").iter().map(|row| (row[0].clone(), words(row))).collect()
}

#[test]
fn a_closed_class_is_spelled_out_once() {
    let lists = lists();
    let mut wrong = Vec::new();
    let mut found: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for class in CLOSED {
        for (name, words) in lists.iter().filter(|(name, _)| *name != class) {
            let n = words.intersection(&lists[class]).count();
            // Fewer are a choice of words, and no class.
            if n > 6 && n * 2 > lists[class].len() {
                found.insert((name, class), n);
            }
        }
    }
    let known = |name: &str, class: &str| KNOWN.iter().find(|k| (k.0, k.1) == (name, class)).map_or(0, |k| k.2);
    for ((name, class), n) in &found {
        if *n > known(name, class) {
            wrong.push(format!("{name} spells out {n} words of {class}: write @{class}"));
        }
    }
    for (name, class, n) in KNOWN.iter().filter(|(name, class, n)| found.get(&(*name, *class)).is_none_or(|f| f < n)) {
        wrong.push(format!("{name} spells out fewer than {n} words of {class}: say so in KNOWN"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_month_or_weekday_stands_once() {
    // "may", "march" and "sat" are other words as well.
    let calendar = |row: &&Vec<String>| {
        matches!(row[1].as_str(), "month" | "weekday") && !row.get(3).is_some_and(|marks| marks.contains("word"))
    };
    let numbers = rows("numbers.tsv");
    let calendar: BTreeSet<&String> = numbers.iter().filter(calendar).map(|row| &row[0]).collect();
    assert!(calendar.len() > 60, "numbers.tsv has the months and weekdays");
    for (name, words) in lists() {
        let twice: Vec<&String> = words.iter().filter(|w| calendar.contains(w)).collect();
        assert!(twice.is_empty(), "{name} spells out {twice:?}, which numbers.tsv has");
    }
}
