//! The promises of the corpus: how much of each kind there is, no words of others, no article written twice.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde_json::Value;

use super::Proof;
use onrecord_corpus::{self as corpus, Counts};
use xtask::tree;

/// Words in a row that are compared.
const RUN: usize = 8;

/// Runs that any two writers of English share: figures of speech, measures and the newsroom's own formulas. Nothing else may be shared.
const SET_PHRASES: &[&str] = &[
    "rate by a quarter of a percentage point",
    "in the first half of next year the",
    "did not respond to a request for comment",
    "who asked not to be named said the",
];

const WANTED: &[(&str, usize)] = &[
    ("articles", 250),
    ("words", 80_000),
    ("statements", 4_000),
    ("statements direct", 1_300),
    ("statements mixed", 700),
    ("statements indirect", 2_000),
    ("expectations", 800),
    ("future words that are no expectation", 800),
    ("times", 1_500),
    ("figures", 1_500),
    ("events", 1_500),
    ("mentions name", 10_000),
];

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

pub fn prove(shared: &Path) -> anyhow::Result<Vec<Proof>> {
    let mut counts = Counts::default();
    let mut runs: HashMap<String, usize> = HashMap::new();
    let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let (mut names, mut n_faults) = (Vec::new(), 0);
    for path in corpus::PARTS.iter().flat_map(|part| corpus::files(part)) {
        let compiled = match corpus::article(&path) {
            Ok(compiled) => compiled,
            Err(faults) => {
                n_faults += faults.len();
                continue;
            }
        };
        counts.add(&compiled);
        let own = words(&compiled.article.text);
        for run in own.windows(RUN) {
            let other = *runs.entry(run.join(" ")).or_insert(names.len());
            if other != names.len() {
                *pairs.entry((other, names.len())).or_default() += 1;
            }
        }
        names.push(tree::short(&path));
    }
    let mut proofs = vec![Proof {
        what: "faults of the checker".into(),
        wanted: "0".into(),
        got: n_faults.to_string(),
        good: n_faults == 0 && !names.is_empty(),
    }];
    for (what, least) in WANTED {
        let got = counts.of(what);
        proofs.push(Proof {
            what: (*what).into(),
            wanted: format!(">= {least}"),
            got: got.to_string(),
            good: got >= *least,
        });
    }
    let twice: Vec<String> = pairs
        .iter()
        .filter(|(_, n)| **n > 3)
        .map(|((a, b), n)| format!("{} and {}: {n}", names[*a], names[*b]))
        .collect();
    proofs.push(Proof {
        what: "pairs of articles that share more than three runs of eight words".into(),
        wanted: "0".into(),
        got: if twice.is_empty() { "0".into() } else { twice.join("; ") },
        good: twice.is_empty(),
    });
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    let mut n_texts = 0;
    for path in tree::files(&shared.join("gold"), &[".jsonl"]) {
        for line in std::fs::read_to_string(&path)?.lines() {
            let row: Value = serde_json::from_str(line)?;
            let text = words(row["text"].as_str().unwrap_or_default());
            n_texts += usize::from(text.len() >= RUN);
            for run in text.windows(RUN) {
                let run = run.join(" ");
                if let Some(i) = runs.get(&run)
                    && !SET_PHRASES.contains(&run.as_str())
                {
                    taken.insert(run, names[*i].clone());
                }
            }
        }
    }
    taken.iter().for_each(|(run, name)| println!("{name} shares with the gold: {run}"));
    proofs.push(Proof {
        what: "runs of eight words shared with a gold text, set phrases apart".into(),
        wanted: "0".into(),
        got: format!("{} of {n_texts} texts", taken.len()),
        good: taken.is_empty() && n_texts > 0,
    });
    let (n, table) = corpus::agreement::all().map_err(|faults| anyhow::anyhow!(faults.join("; ")))?;
    proofs.push(Proof {
        what: "articles annotated a second time, independently".into(),
        wanted: ">= 40".into(),
        got: n.to_string(),
        good: n >= 40,
    });
    let told = |of: &str, table: corpus::agreement::Table| -> Vec<Proof> {
        let proof = |(what, tally): (&str, corpus::agreement::Tally)| Proof {
            what: format!("two readers{of} agree on {what} (F1)"),
            wanted: "told".into(),
            got: format!("{:.3} ({} and {})", tally.f1(), tally.first, tally.second),
            good: tally.first > 0,
        };
        table.into_iter().map(proof).collect()
    };
    proofs.extend(told("", table));
    let (n, table) = corpus::agreement::real()?;
    proofs.push(Proof {
        what: "real articles read a second time, independently".into(),
        wanted: ">= 16".into(),
        got: n.to_string(),
        good: n >= 16,
    });
    proofs.extend(told(" of real news", table));
    Ok(proofs)
}
