//! Runs of the program, measured: CPU seconds and peak memory of a process of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use serde_json::Value;
use wait4::Wait4;

/// One run of the program: its output, CPU seconds, peak memory.
pub struct Run {
    pub out: Vec<u8>,
    pub cpu: f64,
    pub mib: f64,
    pub code: Option<i32>,
}

/// Runs the program under a process of its own: the peak of whoever starts a program counts as the program's.
pub fn run(program: &Path, words: &[&std::ffi::OsStr], scratch: &Path) -> anyhow::Result<Run> {
    let (report, out) = (scratch.join("report"), scratch.join("out"));
    let status = Command::new(std::env::current_exe()?)
        .arg("measured")
        .arg(&report)
        .arg(&out)
        .arg(program)
        .args(words)
        .status()
        .context("cannot start the measuring process")?;
    anyhow::ensure!(status.success(), "the program could not be started");
    let told: Value = serde_json::from_slice(&std::fs::read(&report)?)?;
    let number = |key: &str| told[key].as_f64().unwrap_or(f64::INFINITY);
    let code = told["code"].as_i64().and_then(|c| i32::try_from(c).ok());
    Ok(Run { out: std::fs::read(&out)?, cpu: number("cpu"), mib: number("mib"), code })
}

/// The process of its own: `REPORT OUT PROGRAM ARGUMENT...`.
pub fn one(words: &[&str]) -> anyhow::Result<bool> {
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
pub fn least(program: &Path, words: &[&std::ffi::OsStr], scratch: &Path) -> anyhow::Result<Run> {
    let mut best = run(program, words, scratch)?;
    for _ in 0..2 {
        let run = run(program, words, scratch)?;
        if run.cpu < best.cpu {
            best = run;
        }
    }
    Ok(best)
}

/// A folder for this process that is gone afterwards.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new() -> anyhow::Result<Scratch> {
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
