//! `cargo xtask curve`: what a small model learns of statements from a quarter, a half, three quarters and all of `corpus/train`.
//!
//! The model is trained on the corpus alone and thrown away. It is measured by the scorer of quotations on PolNeAR (which may only be
//! measured) and on `corpus/dev`. Articles are taken in an order by hash, so that each part holds the smaller ones; six orders are
//! averaged. What the last model found is left in `target/curve/`, for whoever wants to read the errors.

mod link;
mod model;
mod tags;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use onrecord_model::{Article, Statement};
use onrecord_page::{Given, Kind};
use serde_json::{Value, json};

use crate::{corpus, shared};
use model::{Lesson, Model};
use tags::{Cues, Seen};

/// Parts of the corpus, in percent.
const SIZES: [usize; 4] = [25, 50, 75, 100];
/// Orders that the articles are taken in.
const ORDERS: u64 = 6;

/// A set that is measured: its gold, and its articles.
struct Set {
    name: &'static str,
    gold: PathBuf,
    articles: Vec<(String, Seen)>,
}

pub fn run() -> anyhow::Result<bool> {
    let Some(shared) = shared::shared() else {
        println!("skipped: no gold sets in ../shared or $ONRECORD_SHARED to measure by");
        return Ok(true);
    };
    let folder = shared::root().join("target/curve");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let cues = Cues::read()?;
    let train = compiled("train")?;
    let lessons: Vec<(String, Lesson)> =
        train.iter().map(|(id, a, s)| (id.clone(), Lesson::new(tags::see(a, &cues), s))).collect();
    let sets = [polnear(&shared, &cues)?, own(&folder, &cues)?];

    let mut curves: Vec<Curve> = vec![Curve::new(); sets.len()];
    for order in 0..ORDERS {
        let mut files: Vec<&(String, Lesson)> = lessons.iter().collect();
        files.sort_by_key(|(id, _)| *blake3::hash(format!("{order} {id}").as_bytes()).as_bytes());
        for (s, size) in SIZES.into_iter().enumerate() {
            let part: Vec<&Lesson> = files[..files.len() * size / 100].iter().map(|(_, lesson)| lesson).collect();
            let model = model::grow(&part, order);
            for (set, curve) in sets.iter().zip(&mut curves) {
                let found = folder.join(format!("{}.jsonl", set.name));
                for (name, value, n) in measure(&shared, set, &model, &found)? {
                    curve.entry(name).or_insert((n, Default::default())).1[s].push(value);
                }
            }
            println!("order {order}: learned from {} articles", part.len());
        }
    }
    for (set, curve) in sets.iter().zip(&curves) {
        println!("\n{}", table(set.name, curve));
    }
    Ok(true)
}

/// A figure by its name: of how many it is the share, and its value at each size in each order.
type Curve = BTreeMap<String, (u64, [Vec<f64>; SIZES.len()])>;

/// Means over the orders, in percent; how far the orders lie apart stands behind (standard deviation).
fn table(set: &str, curve: &Curve) -> String {
    let mut out = format!("| {set} | n |");
    SIZES.iter().for_each(|size| out += &format!(" {size}% |"));
    out += &format!("\n|---|---|{}\n", "---|".repeat(SIZES.len()));
    for (name, (n, values)) in curve {
        out += &format!("| {name} | {n} |");
        for at in values {
            let mean = at.iter().sum::<f64>() / at.len() as f64;
            let spread = (at.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / at.len() as f64).sqrt();
            out += &format!(" {:.1} ± {:.1} |", 100.0 * mean, 100.0 * spread);
        }
        out += "\n";
    }
    out
}

/// The articles of a part of the corpus, with their statements.
fn compiled(part: &str) -> anyhow::Result<Vec<(String, Article, Vec<Statement>)>> {
    let mut all = Vec::new();
    for path in corpus::files(part) {
        match corpus::article(&path) {
            Ok(compiled) => all.push((shared::short(&path), compiled.article, compiled.facts.statements)),
            Err(faults) => bail!(faults.join("; ")),
        }
    }
    Ok(all)
}

fn polnear(shared: &Path, cues: &Cues) -> anyhow::Result<Set> {
    let gold = shared.join("gold/quotes/polnear.jsonl");
    let lines = std::fs::read_to_string(&gold).with_context(|| format!("cannot read {}", gold.display()))?;
    let mut articles = Vec::new();
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or_default();
        let opened = onrecord_page::open(text.as_bytes(), &Given { kind: Some(Kind::Clean), ..Given::default() });
        articles.push((row["id"].as_str().unwrap_or_default().to_owned(), tags::see(&opened.article, cues)));
    }
    Ok(Set { name: "polnear", gold, articles })
}

/// The development part of the corpus; its marks are gold.
fn own(folder: &Path, cues: &Cues) -> anyhow::Result<Set> {
    let gold = folder.join("corpus-dev-gold.jsonl");
    let (mut lines, mut articles) = (String::new(), Vec::new());
    for (id, article, statements) in compiled("dev")? {
        lines += &format!("{}\n", json!({"id": id, "article": {"text": article.text}, "statements": statements}));
        articles.push((id, tags::see(&article, cues)));
    }
    std::fs::write(&gold, lines).with_context(|| format!("cannot write {}", gold.display()))?;
    Ok(Set { name: "corpus-dev", gold, articles })
}

/// Writes what the model finds in a set, and has it scored.
fn measure(shared: &Path, set: &Set, model: &Model, found: &Path) -> anyhow::Result<Vec<(String, f64, u64)>> {
    let lines: Vec<String> = set.articles.iter().map(|(id, seen)| record(id, seen, model).to_string() + "\n").collect();
    std::fs::write(found, lines.concat()).with_context(|| format!("cannot write {}", found.display()))?;
    let scorer = shared::root().join("xtask/src/curve/score.py");
    let out = Command::new("python3")
        .arg("-B")
        .args([&scorer, &shared.join("score"), &set.gold, &found.to_owned()])
        .output()
        .context("cannot run python3: the scorers need Python 3.11")?;
    serde_json::from_slice(&out.stdout)
        .with_context(|| format!("the scorer failed: {}", String::from_utf8_lossy(&out.stderr)))
}

/// What the scorer reads of a record.
fn record(id: &str, seen: &Seen, model: &Model) -> Value {
    let (spans, found) = model::find(model, seen);
    let span = |i: usize| {
        let tokens = &spans[i].tokens;
        seen.spans[tokens.start].join(seen.spans[tokens.end - 1])
    };
    let statement = |linked: &link::Linked| {
        json!({
            "form": model::form(seen, &spans, &linked.content),
            "content": linked.content.iter().map(|c| span(*c)).collect::<Vec<_>>(),
            "source": linked.source.map(|s| json!({"span": span(s)})),
        })
    };
    let statements: Vec<Value> = found.iter().map(statement).collect();
    json!({"id": id, "article": {"text": seen.text}, "statements": statements})
}
