//! The program `onrecord`: reads pages and prints what they say, and explains the rules by which it reads.

mod args;
mod desk;
mod explain;
mod progress;
mod read;
mod words;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ColorChoice, CommandFactory, Parser};

use args::{Arguments, Command};

fn main() -> ExitCode {
    // A fault on one page is caught there and noted in its record; here it is one line.
    std::panic::set_hook(Box::new(|fault| tell(&format!("internal error, please report it: {fault}"))));
    let arguments = match Arguments::try_parse_from(words()) {
        Ok(arguments) => arguments,
        Err(e) => {
            // Help goes to standard output with code 0, a wrong call to standard error with code 2.
            let _ = e.print();
            if let Some(hint) = hint(&e) {
                tell(&hint);
            }
            return ExitCode::from(if e.use_stderr() { 2 } else { 0 });
        }
    };
    QUIET.store(arguments.quiet, Ordering::Relaxed);
    let screen = Screen { color: arguments.color, width: arguments.width };
    let done = match arguments.command {
        Command::Read(read) => read::read(&read, &screen),
        Command::Explain(explain) => explain::explain(&explain),
        Command::Add(add) => desk::add::add(&add),
        Command::Search(search) => desk::search(&search, &screen),
        Command::Who(who) => desk::who(&who, &screen),
        Command::Verify(verify) => desk::verify(&verify, &screen),
        Command::Ledger(ledger) => desk::ledger(&ledger, &screen),
        Command::Show(show) => desk::show(&show, &screen),
        Command::Note(note) => desk::note(&note),
        Command::Stats(at) => desk::stats(&at, &screen),
        Command::Check(check) => desk::check(&check),
        Command::Reread(reread) => desk::reread(&reread, &screen),
        Command::Forget(forget) => desk::forget(&forget),
        Command::Backup(backup) => desk::backup(&backup),
        Command::Merge(merge) => desk::merge(&merge),
        Command::Export(export) => desk::export(&export),
        Command::Hydrate(hydrate) => desk::hydrate(&hydrate),
        Command::Sample(sample) => desk::sample(&sample, &screen),
        Command::Demo(demo) => desk::demo(&demo, &screen),
        Command::Licences => print(include_str!("licences.txt")),
        Command::Man => manual(),
        Command::Schema { .. } => print(&format!("{:#}\n", onrecord_model::schema())),
        Command::Completions { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "onrecord", &mut out);
            print(&String::from_utf8_lossy(&out))
        }
    };
    match done {
        Ok(code) => code,
        Err(e) if is_closed_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            tell(&format!("{e:#}"));
            ExitCode::from(2)
        }
    }
}

/// The arguments as they were typed; to a search, `-word` is a word that is not to be found, and no flag.
fn words() -> Vec<std::ffi::OsString> {
    let mut all: Vec<std::ffi::OsString> = std::env::args_os().collect();
    if all.iter().skip(1).find(|w| !w.to_string_lossy().starts_with('-')).is_some_and(|w| w == "search") {
        for word in &mut all {
            let typed = word.to_string_lossy();
            if let Some(rest) = typed.strip_prefix('-')
                && rest.chars().nth(1).is_some()
                && rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '“'))
            {
                *word = format!("\u{2212}{rest}").into();
            }
        }
    }
    all
}

/// How what is printed for people looks.
struct Screen {
    color: ColorChoice,
    width: Option<u16>,
}

/// Only why it failed is said.
static QUIET: AtomicBool = AtomicBool::new(false);

/// A message on standard error. Where that is closed or full the message is lost, and nothing else.
fn tell(message: &str) {
    let _ = writeln!(io::stderr().lock(), "onrecord: {message}");
}

/// A message that `--quiet` keeps back.
fn remark(message: &str) {
    if !QUIET.load(Ordering::Relaxed) {
        tell(message);
    }
}

/// `onrecord page.html`, `onrecord https://…`: what was meant.
fn hint(e: &clap::Error) -> Option<String> {
    if e.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let Some(ContextValue::String(word)) = e.get(ContextKind::InvalidSubcommand) else { return None };
    let path = Path::new(word);
    let word = onrecord_source::shown(path);
    if word.starts_with("http://") || word.starts_with("https://") {
        return Some(format!("nothing is fetched: curl -sL {word} | onrecord read --url {word} -"));
    }
    path.exists().then(|| format!("to read it: onrecord read {word}"))
}

/// The manual: the program's own page, then one of each command.
fn manual() -> anyhow::Result<ExitCode> {
    let command = Arguments::command();
    let mut out = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut out)?;
    for inner in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        writeln!(out, ".SH \"ONRECORD {}\"", inner.get_name().to_uppercase())?;
        let page = clap_mangen::Man::new(inner.clone());
        page.render_description_section(&mut out)?;
        page.render_options_section(&mut out)?;
        page.render_extra_section(&mut out)?;
    }
    print(&String::from_utf8_lossy(&out))
}

fn print(text: &str) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Whoever reads us (`| head`) has had enough.
fn is_closed_pipe(e: &anyhow::Error) -> bool {
    e.chain().any(|c| c.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
