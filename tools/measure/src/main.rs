//! `cargo xtask score` and `cargo xtask prove`: what is measured, and where it is written down.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod prove;
mod score;

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["score", rest @ ..] => score::run(rest),
        ["prove", rest @ ..] => prove::run(rest),
        ["measured", rest @ ..] => prove::measured::one(rest),
        _ => Err(anyhow::anyhow!("score or prove? see cargo xtask help")),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(e) => {
            eprintln!("measure: {e:#}");
            ExitCode::from(2)
        }
    }
}
