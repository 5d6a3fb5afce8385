//! The promises about the gold sets: the first page, the scores, CPU time beside the peers.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::bail;
use serde_json::Value;

use super::Proof;
use crate::score;

type Rows = BTreeMap<(String, String, String), (f64, f64)>;

fn figures(program: &Path, shared: &Path, area: &str, more: &[&str]) -> anyhow::Result<Rows> {
    let rows = score::rows(shared, program, area, more)?;
    Ok(rows.into_iter().filter_map(|(k, (v, n))| Some((k, (v.parse().ok()?, n.parse().ok()?)))).collect())
}

pub fn seed(program: &Path, shared: &Path) -> anyhow::Result<Vec<Proof>> {
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

pub fn scores(program: &Path, shared: &Path) -> anyhow::Result<Vec<Proof>> {
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

/// CPU time beside the peers, where they are installed.
pub fn speed(program: &Path, shared: &Path) -> anyhow::Result<Vec<Proof>> {
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
