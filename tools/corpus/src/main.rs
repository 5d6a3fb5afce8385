//! `cargo xtask corpus [FILE...]`, `cargo xtask corpus fold [--test] [--second] FILE...`.

use std::path::PathBuf;
use std::process::ExitCode;

use onrecord_corpus::real;

fn main() -> ExitCode {
    let mut words: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if words.first().is_none_or(|w| w.as_os_str() != "fold") {
        return if onrecord_corpus::check(&words) { ExitCode::SUCCESS } else { ExitCode::from(1) };
    }
    words.remove(0);
    let mut has = |flag: &str| {
        let before = words.len();
        words.retain(|w| w.as_os_str() != flag);
        words.len() < before
    };
    let part = if has("--test") { "test" } else { "train" };
    let to = if has("--second") { real::folder().join("second") } else { real::folder() };
    match real::fold(&words, part, &to) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            #[expect(clippy::print_stderr, reason = "a tool of the command line")]
            {
                eprintln!("corpus fold: {e:#}");
            }
            ExitCode::from(2)
        }
    }
}
