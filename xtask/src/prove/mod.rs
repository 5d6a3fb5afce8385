//! `cargo xtask prove`: faults and promises at full size, with command, date and figure, into `docs/proof.md`.

mod corpus;
mod faults;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use serde_json::Value;
use wait4::Wait4;

use crate::{score, shared};

/// One promise with what was measured.
struct Proof {
    what: String,
    wanted: String,
    got: String,
    good: bool,
}

const PARTS: [&str; 6] = ["faults", "seed", "scores", "every", "speed", "corpus"];

pub fn run(words: &[&str]) -> anyhow::Result<bool> {
    let parts: Vec<&str> = if words.is_empty() { PARTS.to_vec() } else { words.to_vec() };
    if let Some(unknown) = parts.iter().find(|p| !PARTS.contains(p)) {
        bail!("nothing is called {unknown}; there are {}", PARTS.join(", "));
    }
    let program = score::release()?;
    let shared = shared::shared();
    let mut sections: Vec<(&str, Vec<Proof>)> = Vec::new();
    for part in parts {
        println!("== {part}");
        let proofs = match (part, &shared) {
            ("faults", _) => fault_campaign(&program)?,
            (_, None) => {
                println!("skipped: no gold sets in ../shared or $ONRECORD_SHARED");
                continue;
            }
            ("seed", Some(shared)) => seed(&program, shared)?,
            ("scores", Some(shared)) => scores(&program, shared)?,
            ("every", Some(shared)) => every(&program, shared)?,
            ("corpus", Some(shared)) => corpus::prove(shared)?,
            (_, Some(shared)) => speed(&program, shared)?,
        };
        for p in &proofs {
            println!("{} {}: {} (wanted: {})", if p.good { "ok  " } else { "MISS" }, p.what, p.got, p.wanted);
        }
        sections.push((part, proofs));
    }
    write(&sections)?;
    Ok(sections.iter().flat_map(|(_, proofs)| proofs).all(|p| p.good))
}

/// Replaces the sections that were measured and keeps the others.
fn write(sections: &[(&str, Vec<Proof>)]) -> anyhow::Result<()> {
    let file = shared::root().join("docs/proof.md");
    let old = std::fs::read_to_string(&file).unwrap_or_default();
    let mut kept: BTreeMap<usize, String> = BTreeMap::new();
    for section in old.split("\n## ").skip(1) {
        if let Some(i) = section.split_whitespace().next().and_then(|name| PARTS.iter().position(|p| *p == name)) {
            kept.insert(i, format!("## {}\n", section.trim_end()));
        }
    }
    let today = today();
    for (name, proofs) in sections {
        let Some(i) = PARTS.iter().position(|p| p == name) else { continue };
        let mut text = format!(
            "## {name}\n\n`cargo xtask prove {name}`, {today}\n\n| what | wanted | measured | |\n|---|---|---|---|\n"
        );
        for p in proofs {
            text += &format!(
                "| {} | {} | {} | {} |\n",
                p.what,
                p.wanted,
                p.got,
                if p.good { "holds" } else { "**missed**" }
            );
        }
        kept.insert(i, text);
    }
    let head = "# Proof\n\nWhat holds under bad input and at full size, as `cargo xtask prove` last measured it. CPU times are those of one machine on one day; ratios\nwithin one run carry over.\n";
    let body: Vec<String> = kept.into_values().collect();
    std::fs::write(&file, format!("{head}\n{}", body.join("\n")))
        .with_context(|| format!("cannot write {}", file.display()))
}

/// The day in UTC.
fn today() -> jiff::civil::Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let days = i32::try_from(since.as_secs() / 86_400).unwrap_or(0);
    jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(days))
}

/// One run of the program: its output, CPU seconds, peak memory.
struct Run {
    out: Vec<u8>,
    cpu: f64,
    mib: f64,
    code: Option<i32>,
}

/// Runs the program under a process of its own: the peak of whoever starts a program counts as the program's.
fn measured(program: &Path, words: &[&std::ffi::OsStr], scratch: &Path) -> anyhow::Result<Run> {
    let (report, out) = (scratch.join("report"), scratch.join("out"));
    let status = Command::new(std::env::current_exe()?)
        .arg("measured")
        .arg(&report)
        .arg(&out)
        .arg(program)
        .args(words)
        .status()
        .context("cannot start xtask")?;
    anyhow::ensure!(status.success(), "the program could not be started");
    let told: Value = serde_json::from_slice(&std::fs::read(&report)?)?;
    let number = |key: &str| told[key].as_f64().unwrap_or(f64::INFINITY);
    let code = told["code"].as_i64().and_then(|c| i32::try_from(c).ok());
    Ok(Run { out: std::fs::read(&out)?, cpu: number("cpu"), mib: number("mib"), code })
}

/// The process of its own: `REPORT OUT PROGRAM ARGUMENT...`.
pub fn measure_one(words: &[&str]) -> anyhow::Result<bool> {
    let [report, out, program, rest @ ..] = words else { bail!("measured REPORT OUT PROGRAM ...") };
    let out = std::fs::File::create(out)?;
    let mut child = Command::new(program).args(rest).stdout(out).stderr(Stdio::null()).spawn()?;
    let done = child.wait4()?;
    let cpu = (done.rusage.utime + done.rusage.stime).as_secs_f64();
    let told = serde_json::json!({"cpu": cpu, "mib": done.rusage.maxrss as f64 / f64::from(1 << 20), "code": done.status.code()});
    std::fs::write(report, told.to_string())?;
    Ok(true)
}

/// The run of three that took the least CPU time: what else the machine does only ever adds to it.
fn least(program: &Path, words: &[&std::ffi::OsStr], scratch: &Path) -> anyhow::Result<Run> {
    let mut best = measured(program, words, scratch)?;
    for _ in 0..2 {
        let run = measured(program, words, scratch)?;
        if run.cpu < best.cpu {
            best = run;
        }
    }
    Ok(best)
}

/// A folder for this process that is gone afterwards.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> anyhow::Result<Scratch> {
        let folder = std::env::temp_dir().join(format!("onrecord-prove-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Scratch(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn fault_campaign(program: &Path) -> anyhow::Result<Vec<Proof>> {
    let scratch = Scratch::new()?;
    let mut proofs = Vec::new();
    let (quarters, fourfold) = (faults::all(25_000), faults::all(400_000));
    for ((fault, quarter), four) in faults::all(100_000).into_iter().zip(quarters).zip(fourfold) {
        let path = scratch.0.join("page");
        let mut words: Vec<&std::ffi::OsStr> = ["read", "--json", "--threads", "1"].map(std::ffi::OsStr::new).to_vec();
        words.push(path.as_os_str());
        if !fault.kind.is_empty() {
            words.extend(["--as", fault.kind].map(std::ffi::OsStr::new));
        }
        std::fs::write(&path, &fault.bytes)?;
        let run = least(program, &words, &scratch.0)?;
        // T(4n)/T(n) tells something only where the larger takes long enough to be measured. Two steps are measured, up to
        // this size and on from it; both must hold.
        let grows = fault.bytes.len() > 3 * quarter.bytes.len() && run.cpu >= 0.1;
        let mut growth: Vec<f64> = Vec::new();
        if grows {
            std::fs::write(&path, &quarter.bytes)?;
            growth.push(run.cpu / least(program, &words, &scratch.0)?.cpu);
            if run.cpu < 1.0 {
                std::fs::write(&path, &four.bytes)?;
                growth.push(least(program, &words, &scratch.0)?.cpu / run.cpu);
            }
        }
        let record: Value = serde_json::from_slice(&run.out).unwrap_or(Value::Null);
        let text = record["article"]["text"].as_str();
        let found = fault.has.is_none_or(|w| text.is_some_and(|t| t.contains(w)));
        let notes = record["notes"].as_array().cloned().unwrap_or_default();
        let noted = fault.note.is_none_or(|n| notes.iter().any(|x| x["kind"] == n));
        let fault_of_ours = notes.iter().any(|x| x["kind"] == "fault");
        // Budgets: 1 s for nesting, 2 s and 256 MiB for a page up to 16 MiB; a larger one in proportion.
        let size = fault.bytes.len() as f64 / (16 << 20) as f64;
        let seconds = if fault.name.starts_with("1:") { 1.0 } else { 2.0 * size.max(1.0) };
        let mib = 256.0 * size.max(1.0);
        let good = run.code == Some(0)
            && text.is_some()
            && found
            && noted
            && !fault_of_ours
            && run.cpu <= seconds
            && run.mib <= mib
            && growth.iter().all(|g| *g <= 5.0);
        let mut wanted = format!("{seconds:.1} s, {mib:.0} MiB");
        if grows {
            wanted += ", T(4n)/T(n) <= 5";
        }
        if fault.has.is_some() {
            wanted += ", text found";
        }
        if let Some(note) = fault.note {
            wanted += &format!(", note {note}");
        }
        let got = format!(
            "{:.2} s, {:.0} MiB{}{}",
            run.cpu,
            run.mib,
            if found { "" } else { ", text NOT found" },
            if noted { "" } else { ", NO note" }
        );
        let steps: Vec<String> = growth.iter().map(|g| format!("{g:.1}")).collect();
        let got = if grows { format!("{got}, T(4n)/T(n) {}", steps.join(" and ")) } else { got };
        proofs.push(Proof { what: format!("{} ({} kB)", fault.name, fault.bytes.len() / 1000), wanted, got, good });
    }
    Ok(proofs)
}

type Rows = BTreeMap<(String, String, String), (f64, f64)>;

fn figures(program: &Path, shared: &Path, area: &str, more: &[&str]) -> anyhow::Result<Rows> {
    let rows = score::rows(shared, program, area, more)?;
    Ok(rows.into_iter().filter_map(|(k, (v, n))| Some((k, (v.parse().ok()?, n.parse().ok()?)))).collect())
}

fn seed(program: &Path, shared: &Path) -> anyhow::Result<Vec<Proof>> {
    let rows = figures(program, shared, "seed", &[])?;
    let (ok, n) = rows.get(&("seed".into(), "total".into(), "ok".into())).copied().unwrap_or_default();
    Ok(vec![Proof {
        what: "items of the first page (`run.py seed`)".into(),
        wanted: "85%".into(),
        got: format!("{ok} of {n}, {:.1}%", 100.0 * ok / n.max(1.0)),
        good: ok >= 0.85 * n && n > 0.0,
    }])
}

/// F1 of the mean precision and the mean recall over all sets, each by its number of pages.
fn over_all(rows: &Rows, area: &str) -> f64 {
    let mean = |metric: &str| {
        let of: Vec<(f64, f64)> = rows.iter().filter(|(k, _)| k.0 == area && k.2 == metric).map(|(_, v)| *v).collect();
        of.iter().map(|(v, n)| v * n).sum::<f64>() / of.iter().map(|(_, n)| n).sum::<f64>().max(1.0)
    };
    let (p, r) = (mean("precision"), mean("recall"));
    2.0 * p * r / (p + r).max(1e-9)
}

fn scores(program: &Path, shared: &Path) -> anyhow::Result<Vec<Proof>> {
    let mut proofs = Vec::new();
    let mut push = |what: &str, wanted: f64, got: f64| {
        proofs.push(Proof {
            what: what.into(),
            wanted: format!(">= {wanted}"),
            got: format!("{got:.4}"),
            good: got >= wanted,
        });
    };
    push(
        "extraction, text F1 over all sets (`run.py extract`)",
        0.88,
        over_all(&figures(program, shared, "extract", &[])?, "extract"),
    );
    push(
        "dumps, text F1 over four sets, three ways (`run.py dumps`)",
        0.85,
        over_all(&figures(program, shared, "dumps", &[])?, "dumps"),
    );
    let rows = figures(program, shared, "quotes", &["--only", "polnear"])?;
    let joint = rows.get(&("quotes".into(), "polnear".into(), "JOINT speech f1".into())).map_or(0.0, |v| v.0);
    push("statements, JOINT speech F1 on PolNeAR (`run.py quotes --only polnear`)", 0.40, joint);
    Ok(proofs)
}

/// Everything in the gold folders is read, one line each, the same bytes whatever the threads.
fn every(program: &Path, shared: &Path) -> anyhow::Result<Vec<Proof>> {
    let scratch = Scratch::new()?;
    let mut pages = String::new();
    let mut n_pages = 0;
    for gold in shared::files(&shared.join("gold/extract"), &["gold.jsonl"]) {
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
    for line in std::fs::read_to_string(shared.join("gold/quotes/polnear.jsonl"))?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let path = scratch.0.join(format!("{n_texts}.txt"));
        std::fs::write(&path, row["text"].as_str().unwrap_or_default())?;
        texts += &format!("{n_texts}\t{}\t\t{}\n", path.display(), row["date"].as_str().unwrap_or_default());
        n_texts += 1;
    }
    let mut proofs = Vec::new();
    for (what, kind, list, n) in [("dev pages", "html", pages, n_pages), ("PolNeAR articles", "clean", texts, n_texts)]
    {
        let file = scratch.0.join("list.tsv");
        std::fs::File::create(&file)?.write_all(list.as_bytes())?;
        let mut outs = Vec::new();
        for threads in ["1", "2", "7"] {
            let mut words: Vec<&std::ffi::OsStr> =
                ["read", "--json", "--as", kind, "--threads", threads, "--list"].map(std::ffi::OsStr::new).to_vec();
            words.push(file.as_os_str());
            outs.push(measured(program, &words, &scratch.0)?);
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
            good: lines == n && same && faults == 0 && off == 0 && outs.iter().all(|o| o.code == Some(0)),
        });
    }
    Ok(proofs)
}

/// True where every span of a record lies on character boundaries of its text, start before end.
fn spans_hold(line: &[u8]) -> bool {
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

/// CPU time beside the peers, where they are installed.
fn speed(program: &Path, shared: &Path) -> anyhow::Result<Vec<Proof>> {
    let tell = |more: &[&str]| -> anyhow::Result<Value> {
        let out = Command::new("python3")
            .arg(shared.join("peers/speed.py"))
            .arg("--bin")
            .arg(program)
            .args(["--json"])
            .args(more)
            .output()?;
        if !out.status.success() {
            bail!("speed.py failed: {}", String::from_utf8_lossy(&out.stderr));
        }
        Ok(serde_json::from_slice(&out.stdout)?)
    };
    let report = tell(&[])?;
    let mut proofs = Vec::new();
    for ratio in report["ratios"].as_array().into_iter().flatten() {
        let (ours, peer) = (ratio["ours"].as_str().unwrap_or_default(), ratio["peer"].as_str().unwrap_or_default());
        let of = |k: &str| ratio[k].as_f64().unwrap_or(0.0);
        let wanted = (ours.contains("record") && peer == "trafilatura").then_some(5.0);
        proofs.push(Proof {
            what: format!("{ours}: times as fast as {peer}"),
            wanted: wanted.map_or("-".into(), |w| format!(">= {w}")),
            got: format!("{:.2} ({:.2} to {:.2})", of("median"), of("min"), of("max")),
            good: wanted.is_none_or(|w| of("median") >= w),
        });
    }
    if proofs.is_empty() {
        println!("no peers are installed: run peers/setup.sh first");
    }
    Ok(proofs)
}
