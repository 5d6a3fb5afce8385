//! Commands on an archive: what was asked goes to `desk`, what comes back is printed for people or as JSON.

pub mod add;
pub mod args;
mod keep;
mod ledger;
mod search;
mod share;
mod verify;
mod who;

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use onrecord::render::{Style, harmless};
use onrecord_desk::store::Warning;
use onrecord_desk::{Access, Archive};
use serde::Serialize;

use crate::{QUIET, Screen};

pub use keep::{backup, check, demo, export, forget, note, reread, show, stats};
pub use ledger::ledger;
pub use search::search;
pub use share::{hydrate, merge, sample};
pub use verify::verify;
pub use who::who;

/// Opens an archive and says what there is to know of it.
fn open(path: &Path, access: Access) -> anyhow::Result<Archive> {
    let archive = Archive::open(path, access)?;
    for warning in &archive.warnings {
        let Warning::Shared(by) = warning;
        crate::remark(&format!(
            "{} lies in {by}: it is only read; copy it to a folder of this machine to write to it",
            path.display()
        ));
    }
    Ok(archive)
}

/// Who decides.
fn user(user: &args::User) -> String {
    let of = |name: &str| std::env::var(name).ok().filter(|v| !v.trim().is_empty());
    user.user.clone().or_else(|| of("USER")).or_else(|| of("USERNAME")).unwrap_or_else(|| "unknown".into())
}

/// Today, as the machine has it.
fn today() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(0, |t| (t.as_secs() / 86_400).cast_signed())
}

/// A bar for long work, on a terminal only.
fn bar(all: Option<usize>, what: &str) -> ProgressBar {
    let hidden = QUIET.load(std::sync::atomic::Ordering::Relaxed) || !io::stderr().is_terminal();
    let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(all.map(|n| n as u64), target);
    let template = match all {
        Some(_) => format!("{{wide_bar}} {{pos}} of {{len}} {what}, {{per_sec}}, {{eta}} left {{msg}}"),
        None => format!("{{spinner}} {{pos}} {what}, {{per_sec}} {{msg}}"),
    };
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar
}

/// Prints a line.
fn println(line: &str) -> anyhow::Result<()> {
    Ok(writeln!(io::stdout().lock(), "{line}")?)
}

/// Prints JSON, an object a line.
fn json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, value)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

/// Text for people, wrapped to the screen; nothing in it steers a terminal.
struct Page {
    text: String,
    style: Style,
}

impl Page {
    fn of(screen: &Screen) -> Page {
        Page { text: String::new(), style: crate::read::style(screen, io::stdout().is_terminal()) }
    }

    /// A paragraph, each of its lines indented.
    fn say(&mut self, indent: &str, words: &str) {
        let words = harmless(words);
        let options = textwrap::Options::new(self.style.width)
            .initial_indent(indent)
            .subsequent_indent(indent)
            .break_words(false);
        self.text.push_str(&textwrap::fill(&words, options));
        self.text.push('\n');
    }

    /// The same in bold, where there is colour.
    fn strong(&mut self, words: &str) {
        let from = self.text.len();
        self.say("", words);
        if self.style.colour {
            let line = self.text.split_off(from);
            self.text.push_str(&format!("\x1b[1m{}\x1b[0m\n", line.trim_end_matches('\n')));
        }
    }

    /// The same dimmed, where there is colour.
    fn dim(&mut self, indent: &str, words: &str) {
        let from = self.text.len();
        self.say(indent, words);
        if self.style.colour {
            let line = self.text.split_off(from);
            self.text.push_str(&format!("\x1b[2m{}\x1b[0m\n", line.trim_end_matches('\n')));
        }
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Words with stretches highlighted: in bold and underlined, or in asterisks where there is no colour.
    fn highlighted(&mut self, indent: &str, words: &str, marks: &[[usize; 2]]) {
        let mut out = String::new();
        let mut at = 0;
        for [from, to] in marks {
            let (Some(before), Some(inside)) = (words.get(at..*from), words.get(*from..*to)) else { continue };
            out.push_str(&harmless(before));
            // Put in later, so that wrapping and what is harmless do not meet them.
            out.push('\u{e000}');
            out.push_str(&harmless(inside));
            out.push('\u{e001}');
            at = *to;
        }
        out.push_str(&harmless(words.get(at..).unwrap_or_default()));
        let from = self.text.len();
        self.say(indent, &out);
        let (open, close) = if self.style.colour { ("\x1b[1;4m", "\x1b[0m") } else { ("*", "*") };
        let line = self.text.split_off(from).replace('\u{e000}', open).replace('\u{e001}', close);
        self.text.push_str(&line);
    }

    fn print(self) -> anyhow::Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        out.write_all(self.text.as_bytes())?;
        Ok(out.flush()?)
    }
}

/// Parts that are there, with dots between them.
fn dotted(parts: &[Option<&str>]) -> String {
    parts.iter().flatten().copied().collect::<Vec<_>>().join(" · ")
}

/// The first ten letters of a moment: its day.
fn day(moment: Option<&str>) -> Option<&str> {
    moment.map(|m| m.get(..10).unwrap_or(m))
}

fn code(good: bool) -> ExitCode {
    ExitCode::from(u8::from(!good))
}
