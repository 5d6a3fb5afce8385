//! All pages of the extraction sets and all texts of the other sets read, whatever the threads.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::Path;

use serde_json::Value;
use xtask::tree;

use super::Proof;
use super::measured::{Scratch, run};

/// Each gives one line, the same bytes whatever the threads.
pub fn every(program: &Path, shared: &Path) -> anyhow::Result<Vec<Proof>> {
    let scratch = Scratch::new()?;
    let mut pages = String::new();
    let mut n_pages = 0;
    for gold in tree::files(&shared.join("gold/extract"), &["gold.jsonl"]) {
        for line in std::fs::read_to_string(&gold)?.lines() {
            let row: Value = serde_json::from_str(line)?;
            let path = gold.with_file_name(row["file"].as_str().unwrap_or_default());
            let url = row["url"].as_str().unwrap_or_default().replace(['\t', '\n'], " ");
            pages += &format!("{n_pages}\t{}\t{url}\n", path.display());
            n_pages += 1;
        }
    }
    let mut texts = String::new();
    let mut n_texts = 0;
    for gold in tree::files(&shared.join("gold"), &[".jsonl"]) {
        for line in std::fs::read_to_string(&gold)?.lines() {
            let row: Value = serde_json::from_str(line)?;
            let Some(text) = row["text"].as_str().filter(|_| row["file"].is_null()) else { continue };
            let path = scratch.0.join(format!("{n_texts}.txt"));
            std::fs::write(&path, text)?;
            let date = row["date"].as_str().filter(|d| d.parse::<onrecord_model::DateTime>().is_ok());
            texts += &format!("{n_texts}\t{}\t\t{}\n", path.display(), date.unwrap_or_default());
            n_texts += 1;
        }
    }
    let mut proofs = Vec::new();
    for (what, kind, list, n) in [("dev pages", "html", pages, n_pages), ("dev texts", "clean", texts, n_texts)] {
        let file = scratch.0.join("list.tsv");
        std::fs::File::create(&file)?.write_all(list.as_bytes())?;
        let mut outs = Vec::new();
        for threads in ["1", "2", "7"] {
            let mut words: Vec<&OsStr> =
                ["read", "--json", "--as", kind, "--threads", threads, "--list"].map(OsStr::new).to_vec();
            words.push(file.as_os_str());
            outs.push(run(program, &words, &scratch.0)?);
        }
        let lines = outs[0].out.split(|b| *b == b'\n').filter(|l| !l.is_empty()).count();
        let same = outs.iter().all(|o| o.out == outs[0].out);
        let faults = String::from_utf8_lossy(&outs[0].out).matches("\"kind\":\"fault\"").count();
        let off = outs[0].out.split(|b| *b == b'\n').filter(|l| !l.is_empty()).filter(|l| !spans_hold(l)).count();
        proofs.push(Proof {
            what: format!("all {n} {what}, read with 1, 2 and 7 threads"),
            wanted: "one line each, no fault, the same bytes, every span on characters".into(),
            got: format!(
                "{lines} lines, {faults} faults, {}, {off} records with a bad span; {:.0} CPU s, {:.0} MiB",
                if same { "the same bytes" } else { "DIFFERENT bytes" },
                outs[0].cpu,
                outs[0].mib
            ),
            good: lines == n && same && faults == 0 && off == 0 && outs.iter().all(|o| matches!(o.code, Some(0 | 3))),
        });
    }
    Ok(proofs)
}

/// True where every span of a record lies on character boundaries of its text, start before end.
pub(super) fn spans_hold(line: &[u8]) -> bool {
    let Ok(record) = serde_json::from_slice::<onrecord_model::Record>(line) else { return false };
    let Ok(value) = serde_json::to_value(&record) else { return false };
    let text = record.article.text;
    let mut stack = vec![&value];
    while let Some(value) = stack.pop() {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    let one = matches!(
                        key.as_str(),
                        "span"
                            | "trigger"
                            | "what"
                            | "of"
                            | "asked"
                            | "condition"
                            | "compared_with"
                            | "alt"
                            | "caption"
                    );
                    let many = matches!(key.as_str(), "content" | "cue");
                    let spans: Vec<&Value> = if one {
                        vec![value]
                    } else if many {
                        value.as_array().into_iter().flatten().collect()
                    } else {
                        vec![]
                    };
                    for span in spans.into_iter().filter(|s| s.is_array()) {
                        let Ok(span) = serde_json::from_value::<onrecord_model::Span>(span.clone()) else {
                            return false;
                        };
                        if text.get(span).is_none() {
                            return false;
                        }
                    }
                    stack.push(value);
                }
            }
            Value::Array(items) => stack.extend(items),
            _ => {}
        }
    }
    true
}
