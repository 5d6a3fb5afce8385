//! Every rule has a row in `crates/read/rules.tsv` with an example that it reads and a case that it is read in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use onrecord::{Given, Kind, Parts};
use onrecord_model::{NoteKind, Record};
use xtask::tree;

use super::parse;

/// What is wrong with the rules of a record. In a build for tests the reader refuses an unlisted rule itself and says so on standard error.
fn faults(what: &str, record: &Record) -> Vec<String> {
    let unlisted: BTreeSet<&str> =
        onrecord::rules_of(&record.facts).filter(|id| onrecord::rule(id).is_none()).collect();
    let failed = record.notes.iter().any(|n| n.kind == NoteKind::Fault);
    let mut faults: Vec<String> = unlisted
        .iter()
        .map(|id| format!("{what}: rule \"{id}\" has no row in crates/read/rules.tsv: add one"))
        .collect();
    faults.extend(failed.then(|| format!("{what}: the reader failed; see its message above")));
    faults
}

/// The ids of the rules that read each file of cases, by its path.
fn rules_of_cases(wrong: &mut Vec<String>) -> BTreeMap<String, BTreeSet<String>> {
    let mut made: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in tree::files(&tree::root().join("cases"), &[".md"]) {
        let name = tree::short(&path);
        if name == "cases/README.md" {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("the cases can be read");
        for case in parse::file(&text).expect("the cases can be parsed") {
            let given = Given::new().kind(case.kind).published(case.published.as_ref());
            let record = onrecord::record(case.text.as_bytes(), &given, Parts::ALL);
            wrong.extend(faults(&format!("{name}: {}", case.heading), &record));
            made.entry(name.clone()).or_default().extend(onrecord::rules_of(&record.facts).map(str::to_owned));
        }
    }
    made
}

#[test]
fn each_rule_is_in_its_example_and_in_its_case() {
    let mut wrong = Vec::new();
    let made = rules_of_cases(&mut wrong);
    for rule in onrecord::rules() {
        let id = rule.id;
        let record = onrecord::example(rule);
        wrong.extend(faults(&format!("the example of {id}"), &record));
        if !onrecord::rules_of(&record.facts).any(|r| r == id) {
            wrong.push(format!(
                "rule \"{id}\" reads nothing in its example, \"{}\": give it another in crates/read/rules.tsv",
                rule.example
            ));
        }
        match made.get(rule.case) {
            None => wrong.push(format!(
                "rule \"{id}\": {} has no cases: name another file in crates/read/rules.tsv",
                rule.case
            )),
            Some(rules) if !rules.contains(id) => wrong.push(format!(
                "rule \"{id}\" reads nothing in {}: add a case there, or name the file that has one in crates/read/rules.tsv",
                rule.case
            )),
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_rule_is_unlisted() {
    let mut wrong = Vec::new();
    let mut n_facts = 0;
    let mut read = |path: &Path, bytes: &[u8], given: &Given<'_>| {
        let record = onrecord::record(bytes, given, Parts::ALL);
        n_facts += onrecord::rules_of(&record.facts).count();
        wrong.extend(faults(&tree::short(path), &record));
    };
    let examples = tree::files(&tree::root().join("examples"), &[".html", ".txt"]);
    let articles = onrecord_corpus::files("train");
    assert!(!examples.is_empty() && !articles.is_empty(), "examples/ or corpus/train is empty");
    for path in &examples {
        read(path, &std::fs::read(path).expect("the page can be read"), &Given::new());
    }
    for path in &articles {
        let article = onrecord_corpus::article(path).expect("the article can be compiled").article;
        let given = Given::new().kind(Kind::Clean).published(article.published.as_ref());
        read(path, article.text.as_str().as_bytes(), &given);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(n_facts > 1000, "only {n_facts} facts were found: were the articles read?");
}

/// What docs/author-a-rule.md shows of adding a verb has been done as it says.
#[test]
fn a_verb_is_one_row_and_one_case() {
    let root = tree::root();
    let file = |path: &str| std::fs::read_to_string(root.join(path)).expect("a file of the repository");
    let doc = file("docs/author-a-rule.md");
    let row = doc.lines().find_map(|l| l.strip_prefix("    grumble\t")).expect("the row that the document shows");
    let verbs = file("crates/grammar/lexicon/en/verbs.tsv");
    assert!(verbs.lines().any(|l| l.strip_prefix("grumble\t") == Some(row)), "verbs.tsv has the row");
    let case = doc.split("```markdown\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the case it shows");
    assert!(file("cases/statements/cue-after.md").contains(case.trim_end()), "cue-after.md has the case");
    assert_eq!(crate::run(&["complaint"]).ok(), Some(true), "the case is read as it says");
}
