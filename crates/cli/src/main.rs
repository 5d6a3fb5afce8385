//! The program `onrecord`: reads pages and prints what they say, and explains the rules by which it reads.

mod args;
mod explain;
mod progress;
mod read;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Arguments, Command};

fn main() -> ExitCode {
    // A fault on one page is caught there and noted in its record; here it is one line.
    std::panic::set_hook(Box::new(|fault| tell(&format!("internal error, please report it: {fault}"))));
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(e) => {
            // Help goes to standard output with code 0, a wrong call to standard error with code 2.
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { 2 } else { 0 });
        }
    };
    let done = match arguments.command {
        Command::Read(read) => read::read(&read),
        Command::Explain(explain) => explain::explain(&explain),
        Command::Schema => print(&format!("{:#}\n", onrecord_model::schema())),
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

/// A message on standard error. Where that is closed or full the message is lost, and nothing else.
fn tell(message: &str) {
    let _ = writeln!(io::stderr().lock(), "onrecord: {message}");
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
