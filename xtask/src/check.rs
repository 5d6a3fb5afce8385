//! `cargo xtask check`: everything that must hold before a change lands.

use std::process::Command;
use std::time::Instant;

use anyhow::Context;

use crate::{cases, corpus, order, shared, sizes};

pub fn all() -> anyhow::Result<bool> {
    let mut failed: Vec<&str> = Vec::new();
    let steps: [(&str, &dyn Fn() -> anyhow::Result<bool>); 9] = [
        ("format", &|| cargo(&["fmt", "--all", "--check"], &[])),
        ("file sizes and heads", &sizes::check),
        ("crate order", &order::check),
        ("clippy", &|| cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])),
        ("docs", &|| {
            cargo(
                &["doc", "--quiet", "--workspace", "--no-deps", "--document-private-items"],
                &[("RUSTDOCFLAGS", "-D warnings")],
            )
        }),
        // The fault campaigns run the program itself, so it is built first.
        ("build", &|| cargo(&["build", "--quiet", "--workspace"], &[])),
        ("cases", &|| cases::run(&[])),
        ("corpus", &|| Ok(corpus::check(&[]))),
        ("tests", &|| cargo(&["test", "--workspace"], &[])),
    ];
    for (name, step) in steps {
        let began = Instant::now();
        println!("== {name}");
        let ok = step()?;
        println!("== {name}: {} ({:.0} s)\n", if ok { "good" } else { "FAILED" }, began.elapsed().as_secs_f64());
        if !ok {
            failed.push(name);
        }
    }
    if failed.is_empty() {
        println!("all good");
    } else {
        println!("failed: {}", failed.join(", "));
    }
    Ok(failed.is_empty())
}

pub fn cargo(words: &[&str], env: &[(&str, &str)]) -> anyhow::Result<bool> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(words)
        .envs(env.iter().copied())
        .current_dir(shared::root())
        .status()
        .with_context(|| format!("cannot run cargo {}", words.join(" ")))?;
    Ok(status.success())
}
