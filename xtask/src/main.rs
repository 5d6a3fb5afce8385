//! The project's own jobs: `cargo xtask check | cases | score | prove | train | curve`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod cases;
mod check;
mod conllu;
mod corpus;
mod curve;
mod order;
mod prove;
mod score;
mod shared;
mod sizes;
mod train;

use std::process::ExitCode;

const HELP: &str = "\
The project's own jobs.

  cargo xtask check                      format, clippy, tests, cases, crate order, file sizes, docs: what CI runs
  cargo xtask cases [WORDS] [--update]   the cases whose folder, file or heading holds WORDS
  cargo xtask cases corpus [FILE...]     the annotated articles: every fault with its line, and what there is of each kind
  cargo xtask score [AREA] [--why]       the gold scoreboard, into docs/scoreboard.csv
  cargo xtask prove [PART]               faults and promises at full size, into docs/proof.md
  cargo xtask score syntax --conllu FILE...  tags and trees against treebanks, words given and from raw text
  cargo xtask train                      rebuilds the weights from their corpora
  cargo xtask curve                      what a small model learns of statements from a quarter, a half … of the corpus

The gold sets and scorers are looked for in ../shared beside this checkout, or in $ONRECORD_SHARED.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["check"] => check::all(),
        ["cases", "corpus", files @ ..] => {
            Ok(corpus::check(&files.iter().map(std::path::PathBuf::from).collect::<Vec<_>>()))
        }
        ["cases", rest @ ..] => cases::run(rest),
        ["score", rest @ ..] => score::run(rest),
        ["prove", rest @ ..] => prove::run(rest),
        ["measured", rest @ ..] => prove::measure_one(rest),
        ["train", rest @ ..] => train::run(rest),
        ["curve"] => curve::run(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(true)
        }
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(e) => {
            eprintln!("xtask: {e:#}");
            ExitCode::from(2)
        }
    }
}
