//! Grows the forests that judge the lines of a page saved as text (`crates/page/weights/dump-*.txt`).
//!
//! Learns from the same pages as `pages`, flattened to their visible text by the scorer's own `flatten.py`, each in one of its
//! three forms; titles also from traf.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};
use onrecord_page::training;
use serde_json::Value;

use crate::boost::Plan;
use crate::pages::{Gold, Page, SETS, site};

/// Longer and slower than for web pages: of lines on sites never seen, three in a thousand more are judged right.
pub const PLAN: Plan = Plan { trees: 300, depth: 4, rate: 0.1, least: 20.0, ridge: 5.0 };

/// Prints `{"file", "text"}` for every page of the sets given.
const FLATTEN: &str = r#"
import json, sys
sys.path.insert(0, sys.argv[1])
import flatten
forms = sorted(flatten.FORMS)
for folder in sys.argv[2:]:
    for n, line in enumerate(open(folder + "/gold.jsonl", encoding="utf8")):
        row = json.loads(line)
        text = flatten.FORMS[forms[n % len(forms)]](flatten.read(folder + "/" + row["file"]))
        print(json.dumps({"text": row.get("text"), "title": row.get("title"), "url": row.get("url"), "page": text}))
"#;

/// The pages' lines twice: with what is body, with what is the headline.
pub fn pages(shared: &Path) -> anyhow::Result<(Vec<Page>, Vec<Page>)> {
    let folders = SETS.iter().chain(&["traf"]).map(|set| shared.join("gold/extract").join(set));
    let out = Command::new("python3")
        .args(["-c", FLATTEN])
        .arg(shared.join("score"))
        .args(folders)
        .output()
        .context("cannot run python3, which flattens the pages")?;
    ensure!(out.status.success(), "the pages could not be flattened: {}", String::from_utf8_lossy(&out.stderr));
    let (mut bodies, mut titles) = (Vec::new(), Vec::new());
    for line in String::from_utf8(out.stdout)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let lines = training::dump_lines_of(row["page"].as_str().unwrap_or_default());
        let empty = || Page {
            site: site(row["url"].as_str().unwrap_or_default()),
            rows: vec![],
            right: vec![],
            weights: vec![],
        };
        if let Some(text) = row["text"].as_str() {
            let mut page = empty();
            let mut gold = Gold::of(text);
            for l in &lines {
                let (right, weight) = gold.holds(&l.line.words);
                page.add(&l.line.numbers, right, weight);
            }
            bodies.push(page);
        }
        let key = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        if let Some(title) = row["title"].as_str().map(key).filter(|t| !t.is_empty()) {
            let mut page = empty();
            let may = lines.iter().filter(|l| l.may_be_title);
            let keys: Vec<(bool, &training::DumpLine)> = may.map(|l| (key(&l.line.words) == title, l)).collect();
            // Of several lines that are the title the last is its headline; a page without one teaches nothing.
            let Some(at) = keys.iter().rposition(|(is, _)| *is) else { continue };
            for (i, (is, l)) in keys.iter().enumerate() {
                if !is || i == at {
                    page.add(&l.line.numbers, i == at, if i == at { 10.0 } else { 1.0 });
                }
            }
            titles.push(page);
        }
    }
    Ok((bodies, titles))
}
