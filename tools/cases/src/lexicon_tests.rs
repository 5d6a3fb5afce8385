//! No closed class, verb of reporting, month or weekday is spelled out twice in the lists of the lexicon.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_grammar::{Lexicon, List};
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
    for class in CLOSED {
        for (name, words) in lists.iter().filter(|(name, _)| *name != class) {
            let n = words.intersection(&lists[class]).count();
            // Fewer are a choice of words, and no class.
            if n > 6 && n * 2 > lists[class].len() {
                wrong.push(format!("{name} spells out {n} words of {class}: write @{class}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_verb_of_reporting_stands_once() {
    let reports = |word: &&String| Lexicon::english().on(word, List::Says) || Lexicon::english().on(word, List::Saying);
    for (name, words) in lists() {
        // Fewer are a choice of words that has a reason of its own.
        let twice: Vec<&String> = words.iter().filter(reports).collect();
        assert!(
            twice.len() <= 6,
            "{name} spells out verbs of reporting: write @Says, or mark them in verbs.tsv: {twice:?}"
        );
    }
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
