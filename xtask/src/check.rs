//! `cargo xtask check`: everything that must hold before a change lands.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use xtask::{stale, tree};

use crate::{files, lists, order};

/// After so long a step is reported as still running.
const SILENCE: Duration = Duration::from_secs(30);

type Step<'a> = (&'a str, &'a (dyn Fn() -> anyhow::Result<bool> + Sync));

pub fn all() -> anyhow::Result<bool> {
    let began = Instant::now();
    let mut failed: Vec<&str> = Vec::new();
    let steps: [Step<'_>; 8] = [
        ("format", &|| tree::cargo(&["fmt", "--all", "--check"], &[])),
        ("files, headers and the cases they name", &files::check),
        ("word lists", &lists::check),
        ("crate order and purity", &order::check),
        ("scoreboard", &scoreboard),
        ("clippy", &|| tree::cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])),
        ("docs", &|| {
            tree::cargo(
                &["doc", "--workspace", "--no-deps", "--document-private-items"],
                &[("RUSTDOCFLAGS", "-D warnings")],
            )
        }),
        ("tests and cases", &|| tree::cargo(&["test", "--workspace"], &[])),
    ];
    for (name, step) in steps {
        let began = Instant::now();
        println!("== {name}");
        let ok = aloud(name, step)?;
        println!("== {name}: {} ({:.0} s)\n", if ok { "good" } else { "FAILED" }, began.elapsed().as_secs_f64());
        if !ok {
            failed.push(name);
        }
    }
    let stale = stale::stale_proofs();
    if !stale.is_empty() {
        println!("docs/proof.md is older than this tree in: {} (cargo xtask prove)", stale.join(", "));
    }
    if failed.is_empty() {
        println!("all good ({:.0} s)", began.elapsed().as_secs_f64());
    } else {
        println!("failed: {}", failed.join(", "));
    }
    Ok(failed.is_empty())
}

/// Runs a step, and says every half minute that it is still running.
fn aloud(name: &str, step: &(dyn Fn() -> anyhow::Result<bool> + Sync)) -> anyhow::Result<bool> {
    let began = Instant::now();
    std::thread::scope(|scope| {
        let (done, wait) = channel::<()>();
        scope.spawn(move || {
            while wait.recv_timeout(SILENCE) == Err(RecvTimeoutError::Timeout) {
                println!("== {name}: still running, {:.0} s", began.elapsed().as_secs_f64());
            }
        });
        let result = step();
        drop(done);
        result
    })
}

/// The scoreboard is part of the change: where it can be measured, it must have been.
fn scoreboard() -> anyhow::Result<bool> {
    if tree::shared().is_none() {
        println!("skipped: no gold sets in ../shared or $ONRECORD_SHARED");
        return Ok(true);
    }
    if !stale::scoreboard_is_fresh() {
        println!("docs/scoreboard.csv was not measured with this tree's rules and weights: run cargo xtask score");
        return Ok(false);
    }
    Ok(true)
}
