//! The project's task runner: `cargo xtask check`, and the words that lead to its tools.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod check;
mod files;
mod lists;
mod order;

use std::process::ExitCode;

use xtask::tree;

const HELP: &str = "\
The project's own jobs.

  cargo xtask check                      format, clippy, tests, cases, crate order, file sizes, docs: what CI runs
  cargo xtask cases [WORDS] [--update]   the cases whose folder, file or heading holds WORDS
  cargo xtask corpus [FILE...]           the annotated articles: every fault with its line, and what there is of each kind
  cargo xtask score [AREA] [--why]       the gold scoreboard, into docs/scoreboard.csv
  cargo xtask score syntax --conllu FILE...  tags and trees against treebanks, words given and from raw text
  cargo xtask prove [PART] [--stale]     faults and promises at full size, into docs/proof.md; --stale: which parts are not of this tree
  cargo xtask train [PART] [--cross]     rebuilds the weights from their corpora (statements --curve: the learning curve)

The gold sets and scorers are looked for in ../shared beside this checkout, or in $ONRECORD_SHARED.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["check"] => check::all(),
        ["cases", "corpus", rest @ ..] | ["corpus", rest @ ..] => tool("onrecord-corpus", &[], rest),
        ["cases", rest @ ..] => tool("onrecord-cases", &[], rest),
        // What a promise says of time it says of the program as it is shipped.
        ["prove", rest @ ..] if rest != ["--stale"] => tool("onrecord-measure", &["--release"], &words),
        ["score" | "prove", ..] => tool("onrecord-measure", &[], &words),
        // Training takes minutes, so it is worth building for speed.
        ["train", rest @ ..] => tool("onrecord-train", &["--release"], rest),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(true)
        }
        [unknown, ..] => {
            eprintln!("xtask: there is no job \"{unknown}\"\n\n{HELP}");
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

/// Builds and runs one of the tools.
fn tool(package: &str, how: &[&str], words: &[&str]) -> anyhow::Result<bool> {
    tree::cargo(&[&["run", "--quiet", "--package", package], how, &["--"], words].concat(), &[])
}
