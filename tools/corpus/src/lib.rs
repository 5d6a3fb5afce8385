//! The project's own annotated news: `corpus/`, checked and compiled to records.
//!
//! How an article is written down is in `corpus/README.md`; what counts as what in `docs/annotation-guide.md`.
#![allow(clippy::print_stdout)]

pub mod agreement;
mod compile;
pub mod conllu;
mod happenings;
mod head;
mod marks;
mod quantities;
pub mod real;

use std::path::{Path, PathBuf};

pub use compile::Compiled;

use xtask::tree;

/// The parts of the corpus: what weights learn from, what they are chosen by, what they are measured on.
pub const PARTS: [&str; 3] = ["train", "dev", "test"];

/// The files of a part, sorted.
pub fn files(part: &str) -> Vec<PathBuf> {
    tree::files(&tree::root().join("corpus").join(part), &[".txt"])
}

/// One article; all its faults, each with file and line.
pub fn article(path: &Path) -> Result<Compiled, Vec<String>> {
    let name = tree::short(path);
    let source = std::fs::read_to_string(path).map_err(|e| vec![format!("{name}: {e}")])?;
    let told = |faults: Vec<(usize, String)>| -> Vec<String> {
        faults.into_iter().map(|(n, why)| format!("{name}:{n}: {why}")).collect()
    };
    let compiled = compile::file(&source).map_err(told)?;
    // What is kept must come back as it went in.
    let json = serde_json::to_string(&compiled.facts).map_err(|e| vec![format!("{name}: {e}")])?;
    match serde_json::from_str::<onrecord_model::Facts>(&json) {
        Ok(facts) if facts == compiled.facts => Ok(compiled),
        _ => Err(vec![format!("{name}: its JSON does not come back as it went in")]),
    }
}

/// Checks the given files, else all; counts what they hold; true where all is well.
pub fn check(paths: &[PathBuf]) -> bool {
    let all: Vec<PathBuf> =
        if paths.is_empty() { PARTS.iter().flat_map(|part| files(part)).collect() } else { paths.to_vec() };
    let mut counts = Counts::default();
    let mut n_faults = 0;
    for path in &all {
        match article(path) {
            Ok(compiled) => counts.add(&compiled),
            Err(faults) => {
                n_faults += faults.len();
                faults.iter().for_each(|f| println!("{f}"));
            }
        }
    }
    println!("corpus: {} articles, {n_faults} faults\n{}", all.len(), counts.table());
    n_faults == 0
}

/// How much of each kind there is.
#[derive(Default)]
pub struct Counts(std::collections::BTreeMap<String, usize>);

impl Counts {
    pub fn add(&mut self, compiled: &Compiled) {
        let mut one = |what: String, n: usize| *self.0.entry(what).or_default() += n;
        one("articles".into(), 1);
        one("words".into(), compiled.article.text.split_whitespace().count());
        for s in &compiled.facts.statements {
            one(format!("statements {:?}", s.form).to_lowercase(), 1);
            one("statements".into(), 1);
        }
        for e in &compiled.facts.entities {
            for m in &e.mentions {
                one(format!("mentions {:?}", m.form).to_lowercase(), 1);
            }
        }
        for e in &compiled.facts.events {
            one("events".into(), 1);
            one(format!("events {:?}", e.status).to_lowercase(), 1);
        }
        for x in &compiled.facts.expectations {
            one("expectations".into(), 1);
            one(format!("expectations {:?}", x.kind).to_lowercase(), 1);
        }
        one("times".into(), compiled.facts.times.len());
        one("figures".into(), compiled.facts.figures.len());
        one("future words that are no expectation".into(), compiled.not_expected.len());
    }

    /// How many there are of a kind, as [`Counts::table`] names it.
    pub fn of(&self, what: &str) -> usize {
        self.0.get(what).copied().unwrap_or(0)
    }

    pub fn table(&self) -> String {
        self.0.iter().map(|(what, n)| format!("  {n:>7}  {what}\n")).collect()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_article_is_sound() {
        assert!(super::check(&[]), "see the lines above, or cargo xtask corpus");
    }
}
