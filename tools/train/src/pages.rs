//! Grows the forest that judges the lines of a web page (`crates/page/weights/lines.txt`).
//!
//! Learns from the dev part of those extraction sets whose README line permits weights over structural features: zyte,
//! fundus_eval, fundus_tests, wcxb_article. A line is body where most of its runs of four words stand in the text that a
//! person took for the article. Folds are by domain, so that no page of a site is judged by trees that saw the site.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::Path;

use anyhow::Context;
use onrecord_page::training;
use serde_json::Value;

use crate::boost::{self, Plan};

pub const SETS: [&str; 4] = ["zyte", "fundus_eval", "fundus_tests", "wcxb_article"];
pub const PLAN: Plan = Plan { trees: 120, depth: 4, rate: 0.25, least: 20.0, ridge: 5.0 };

/// A page's lines with what is right about each.
pub struct Page {
    pub site: String,
    pub rows: Vec<f32>,
    pub right: Vec<bool>,
    pub weights: Vec<f32>,
}

impl Page {
    pub fn add(&mut self, numbers: &[f32], right: bool, weight: f32) {
        self.rows.extend(numbers);
        self.right.push(right);
        self.weights.push(weight);
    }
}

/// What a person took for the article.
pub struct Gold {
    n_words: usize,
    runs: HashSet<String>,
    /// All of it, for lines too short for a run.
    flat: String,
    used: HashMap<String, usize>,
}

impl Gold {
    pub fn of(text: &str) -> Gold {
        let gold = words(text);
        Gold {
            n_words: gold.len(),
            runs: runs(&gold).collect(),
            flat: format!(" {} ", gold.join(" ")),
            used: HashMap::new(),
        }
    }

    /// Whether a line is body, and how much it weighs: each page counts alike, whatever its length.
    pub fn holds(&mut self, line: &str) -> (bool, f32) {
        let own = words(line);
        let (mut hits, mut n) = (0, 0);
        if own.len() >= 4 {
            for run in runs(&own) {
                n += 1;
                hits += usize::from(self.runs.contains(&run));
            }
        } else if !own.is_empty() {
            n = 1;
            hits = usize::from(self.flat.contains(&format!(" {} ", own.join(" "))));
        }
        // A line that stands on the page twice is body once.
        let again = self.used.entry(own.join(" ")).or_default();
        *again += 1;
        let right = n > 0 && hits * 2 > n && *again == 1;
        (right, (own.len() as f32 + 2.0) / (self.n_words as f32 + 60.0) * 100.0)
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

fn runs(words: &[String]) -> impl Iterator<Item = String> + '_ {
    let n = 4.min(words.len().max(1));
    words.windows(n).map(|w| w.join(" "))
}

pub fn site(url: &str) -> String {
    let host = url.split("//").nth(1).unwrap_or(url).split('/').next().unwrap_or_default();
    let parts: Vec<&str> = host.trim_start_matches("www.").split('.').collect();
    parts[parts.len().saturating_sub(2)..].join(".")
}

pub fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let raw = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    if path.extension().is_some_and(|e| e == "gz") {
        let mut out = Vec::new();
        flate2::read::MultiGzDecoder::new(raw.as_slice()).read_to_end(&mut out)?;
        return Ok(out);
    }
    Ok(raw)
}

/// All pages of the sets, each line with whether it is body.
pub fn pages(gold: &Path) -> anyhow::Result<Vec<Page>> {
    let mut pages = Vec::new();
    for set in SETS {
        let folder = gold.join("extract").join(set);
        for line in std::fs::read_to_string(folder.join("gold.jsonl"))?.lines() {
            let row: Value = serde_json::from_str(line)?;
            let Some(text) = row["text"].as_str() else { continue };
            let url = row["url"].as_str();
            let lines = training::lines(&bytes(&folder.join(row["file"].as_str().unwrap_or_default()))?, url);
            let mut page = Page { site: site(url.unwrap_or_default()), rows: vec![], right: vec![], weights: vec![] };
            let mut gold = Gold::of(text);
            for line in lines {
                let (right, weight) = gold.holds(&line.words);
                page.add(&line.numbers, right, weight);
            }
            pages.push(page);
        }
    }
    Ok(pages)
}

fn grow(pages: &[&Page], n: usize, plan: Plan) -> (f32, Vec<Vec<boost::Node>>) {
    let rows: Vec<f32> = pages.iter().flat_map(|p| p.rows.iter().copied()).collect();
    let right: Vec<bool> = pages.iter().flat_map(|p| p.right.iter().copied()).collect();
    let weights: Vec<f32> = pages.iter().flat_map(|p| p.weights.iter().copied()).collect();
    boost::grow(&rows, n, &right, &weights, plan)
}

/// The share of weight judged right by trees that never saw the site, and by the rules alone.
pub fn cross(pages: &[Page], n: usize, plan: Plan, rule: impl Fn(&[f32]) -> bool) -> (f64, f64) {
    const FOLDS: u64 = 5;
    let fold = |p: &Page| p.site.bytes().fold(7u64, |h, b| h.wrapping_mul(31).wrapping_add(u64::from(b))) % FOLDS;
    let (mut good, mut by_rule, mut all) = (0.0, 0.0, 0.0);
    for k in 0..FOLDS {
        let train: Vec<&Page> = pages.iter().filter(|p| fold(p) != k).collect();
        let (start, trees) = grow(&train, n, plan);
        for page in pages.iter().filter(|p| fold(p) == k) {
            for (i, right) in page.right.iter().enumerate() {
                let row = &page.rows[i * n..(i + 1) * n];
                let w = f64::from(page.weights[i]);
                good += w * f64::from(u8::from((boost::answer(start, &trees, row) > 0.0) == *right));
                by_rule += w * f64::from(u8::from(rule(row) == *right));
                all += w;
            }
        }
    }
    (good / all, by_rule / all)
}

/// The forest as text, without its head.
pub fn forest(pages: &[Page], n: usize, plan: Plan) -> String {
    let (start, trees) = grow(&pages.iter().collect::<Vec<_>>(), n, plan);
    let mut out = format!("numbers {n}\nstart {start}\n");
    for tree in &trees {
        let line: Vec<String> = tree
            .iter()
            .map(|node| match node {
                boost::Node::Branch { feature, below, .. } => format!("{feature}<{below}"),
                boost::Node::Leaf(value) => format!("={value:.4}"),
            })
            .collect();
        out.push_str(&line.join(" "));
        out.push('\n');
    }
    out
}
