//! `onrecord read`: pages to records, on all cores, in the order in which they were named.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, bail};
use clap::ColorChoice;
use onrecord::render::{self, Style};
use onrecord::{Given, Kind};
use onrecord_model::{NoteKind, Record};
use onrecord_source::{self as source, Entry};

use crate::args::{Format, Part, Read};
use crate::progress::Progress;
use crate::words;
use crate::{QUIET, Screen};

/// A record of more text than this is written as it is serialised, not put together in memory first.
const LARGE: usize = 2 << 20;

/// A page read, in the form asked for.
struct Done {
    /// The file as it was named.
    path: String,
    out: Output,
    /// Why it could not be read: for standard error, and in a word for the closing line.
    wrong: Option<(String, String)>,
    /// What is odd about the line that named it.
    odd: Option<String>,
}

enum Output {
    Bytes(Vec<u8>),
    /// JSON is still to be made of it.
    Record(Box<Record>),
}

/// Somebody wants it to end: what is in hand is finished, no more is begun.
pub static STOP: AtomicBool = AtomicBool::new(false);

/// Whoever ends a program by its interrupt key sees this code.
pub const INTERRUPTED: u8 = 130;

/// Listens to the interrupt key: a second time it ends at once.
pub fn on_interrupt() -> anyhow::Result<()> {
    let stop = || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED))
        }
    };
    ctrlc::set_handler(stop).context("the interrupt key cannot be listened to")
}

pub fn read(args: &Read, screen: &Screen) -> anyhow::Result<ExitCode> {
    check(args)?;
    let (entries, n_all) = entries(args)?;
    if n_all == Some(0) {
        return nothing();
    }
    on_interrupt()?;
    let json = args.json || args.format == Some(Format::Json);
    let on_screen = args.output.is_none() && io::stdout().is_terminal();
    let style = style(screen, on_screen);
    let mut out = open(args.output.as_deref())?;
    let to = args.output.as_deref().map_or("standard output".to_owned(), source::shown);
    let mut progress = Progress::new(n_all, QUIET.load(Ordering::Relaxed));
    let mut tally = Tally::default();
    let threads = args.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    source::ordered(
        entries,
        threads.min(n_all.unwrap_or(usize::MAX)),
        |entry| page(entry, args, json, on_screen, &style),
        |done| -> anyhow::Result<()> {
            if STOP.load(Ordering::Relaxed) {
                bail!(Interrupted);
            }
            tally.n_all += 1;
            done.odd.iter().for_each(|odd| progress.say(odd));
            match &done.wrong {
                Some((wrong, _)) => progress.say(wrong),
                None => tally.n_read += 1,
            }
            let put = match done.out {
                Output::Bytes(bytes) if bytes.is_empty() => Ok(()),
                Output::Bytes(bytes) => {
                    // Records for people say which file they are of.
                    if !json && args.format.is_none() && n_all != Some(1) {
                        let space = if tally.n_shown > 0 { "\n" } else { "" };
                        write!(out, "{space}==> {}\n\n", done.path)?;
                    }
                    tally.n_shown += 1;
                    out.write_all(&bytes)
                }
                Output::Record(record) => write_json(&mut out, &record, args.words),
            };
            // Whoever names pages one by one waits for each.
            let put = if n_all.is_none() { put.and_then(|()| out.flush()) } else { put };
            put.with_context(|| format!("cannot write to {to}"))?;
            if let Some((_, why)) = done.wrong {
                *tally.wrong.entry(why).or_insert(0) += 1;
            }
            progress.step();
            Ok(())
        },
    )
    .or_else(|e| if e.is::<Interrupted>() { Ok(()) } else { Err(e) })?;
    out.flush().with_context(|| format!("cannot write to {to}"))?;
    progress.clear();
    if tally.n_all == 0 && !STOP.load(Ordering::Relaxed) {
        return nothing();
    }
    if STOP.load(Ordering::Relaxed) {
        let of_all = n_all.map_or(String::new(), |n| format!(" of {n}"));
        crate::tell(&format!("interrupted: {}{of_all} pages were read", tally.n_read));
        return Ok(ExitCode::from(INTERRUPTED));
    }
    if tally.n_all > 1 && !tally.wrong.is_empty() {
        crate::remark(&tally.words());
    }
    Ok(ExitCode::from(match (tally.n_read, tally.wrong.is_empty()) {
        (_, true) => 0,
        (0, false) => 2,
        (_, false) => 3,
    }))
}

fn nothing() -> anyhow::Result<ExitCode> {
    crate::tell("there is no page in what was named");
    Ok(ExitCode::from(1))
}

/// How many pages were read, and why others were not.
#[derive(Default)]
struct Tally {
    n_all: usize,
    n_read: usize,
    n_shown: usize,
    /// How often each reason.
    wrong: BTreeMap<String, usize>,
}

impl Tally {
    /// "488 of 500 pages read, 12 not: 10 there is no such file, 2 a PDF document"
    fn words(&self) -> String {
        let n_all = self.n_all;
        let mut reasons: Vec<(&String, &usize)> = self.wrong.iter().collect();
        reasons.sort_by_key(|(why, n)| (std::cmp::Reverse(**n), *why));
        let reasons: Vec<String> = reasons.iter().map(|(why, n)| format!("{n} {why}")).collect();
        format!("{} of {n_all} pages read, {} not: {}", self.n_read, n_all - self.n_read, reasons.join(", "))
    }
}

#[derive(Debug, thiserror::Error)]
#[error("interrupted")]
struct Interrupted;

/// Refuses what contradicts itself.
pub fn check(args: &Read) -> anyhow::Result<()> {
    let article = matches!(args.format, Some(Format::Text | Format::Md));
    if article && args.only.iter().any(|p| *p != Part::Article) {
        bail!("--format text and md give the article alone: leave --only out, or say --only article");
    }
    if args.format.is_some_and(|f| f != Format::Json) && args.json {
        bail!("--json and --format say two different things: leave one out");
    }
    if args.pages.is_empty() && args.list.is_none() {
        bail!("name a page to read, '-' for standard input, or --list; see 'onrecord read --help'");
    }
    if let Some(url) = &args.url {
        if args.pages.len() != 1 || args.pages[0].is_dir() {
            bail!("--url is the address of one page: name one file, or '-' for standard input");
        }
        if !url.contains("://") {
            bail!("\"{url}\" is no address: it begins with https:// or http://");
        }
    }
    Ok(())
}

/// Where the records go.
fn open(path: Option<&Path>) -> anyhow::Result<BufWriter<Box<dyn Write>>> {
    let to: Box<dyn Write> = match path {
        Some(path) => Box::new(File::create(path).with_context(|| format!("cannot write to {}", source::shown(path)))?),
        None => Box::new(io::stdout().lock()),
    };
    Ok(BufWriter::with_capacity(1 << 16, to))
}

/// Pages to be read, and how many they are where that can be known before the first is read.
pub type Pages = (Box<dyn Iterator<Item = Entry> + Send>, Option<usize>);

/// All pages in the order in which they were named; a folder's in order of path.
pub fn entries(args: &Read) -> anyhow::Result<Pages> {
    let mut entries: Vec<Entry> = Vec::new();
    for path in &args.pages {
        if path.is_dir() {
            entries.extend(source::folder(path)?);
        } else {
            entries.push(Entry { path: path.clone(), ..Entry::default() });
        }
    }
    for entry in &mut entries {
        entry.published = args.published.clone();
        entry.url = args.url.clone();
    }
    let input = Path::new("-");
    let once = |entries: &[Entry]| {
        if entries.iter().filter(|e| e.path == input).count() + usize::from(args.list.as_deref() == Some(input)) > 1 {
            bail!("'-' can be named only once: standard input can be read only once");
        }
        Ok(())
    };
    let Some(list) = &args.list else {
        once(&entries)?;
        let n = entries.len();
        return Ok((Box::new(entries.into_iter()), Some(n)));
    };
    let listed = source::list(list, args.published.as_ref())?;
    if list == input {
        // Its lines are read as they come.
        once(&entries)?;
        return Ok((Box::new(entries.into_iter().chain(listed)), None));
    }
    entries.extend(listed);
    once(&entries)?;
    let n = entries.len();
    Ok((Box::new(entries.into_iter()), Some(n)))
}

/// Reads one page and puts it into the form asked for.
fn page(mut entry: Entry, args: &Read, json: bool, on_screen: bool, style: &Style) -> Done {
    let bytes = source::bytes(&mut entry);
    let path = entry.shown();
    let given = Given::new()
        .kind(args.kind.map(Kind::from))
        .id(entry.id.as_deref())
        .path(Some(path.as_str()).filter(|p| *p != "-" && !p.is_empty()))
        .url(entry.url.as_deref())
        .published(entry.published.as_ref());
    let record = match &bytes {
        Ok(bytes) => onrecord::record(bytes, &given, args.parts()),
        Err(e) => onrecord::unreadable(&given, &e.to_string()),
    };
    let wrong = record.notes.iter().find_map(|note| match note.kind {
        NoteKind::Fault => Some((format!("{path}: {}", note.text), "the reader failed on".to_owned())),
        NoteKind::NotAPage => {
            let what = note.text.trim_start_matches("this is ").trim_end_matches(", not a page");
            Some((format!("{path}: {}", note.text), format!("not a page but {what}")))
        }
        NoteKind::Unreadable => Some((note.text.clone(), reason(&note.text).to_owned())),
        _ => None,
    });
    let out = match &bytes {
        _ if json && record.article.text.len() > LARGE => Output::Record(Box::new(record)),
        _ if json => {
            let mut out = Vec::new();
            // Writing to memory does not fail.
            let _ = write_json(&mut out, &record, args.words);
            Output::Bytes(out)
        }
        Ok(bytes) if wrong.is_none() => {
            let text = match (args.format, args.why) {
                (Some(Format::Html), _) => render::html(&record),
                (Some(Format::Md), _) => render::article_markdown(&record.article),
                (Some(_), _) => render::article_text(&record.article),
                (None, true) => render::evidence(&record, &onrecord::explain(bytes, &given)),
                (None, false) => render::page(&record, args.parts(), style),
            };
            // What stands in a page must not steer a terminal.
            let text = if on_screen && args.format.is_some() { render::harmless(&text) } else { text };
            Output::Bytes(text.into_bytes())
        }
        _ => Output::Bytes(Vec::new()),
    };
    Done { path, out, wrong, odd: entry.odd.map(|odd| odd.to_string()) }
}

/// "there is no such file" of "cannot read a.html: there is no such file".
fn reason(message: &str) -> &str {
    message.rsplit(": ").next().unwrap_or(message)
}

fn write_json(mut to: impl Write, record: &Record, with_words: bool) -> io::Result<()> {
    if with_words {
        serde_json::to_writer(&mut to, &words::beside(record)?)?;
    } else {
        serde_json::to_writer(&mut to, record)?;
    }
    to.write_all(b"\n")
}

/// As wide as asked for, else as the terminal, else as `COLUMNS` says, else 100 columns; colour on a terminal that has it, unless `NO_COLOR`
/// is set.
pub fn style(screen: &Screen, on_screen: bool) -> Style {
    let terminal = || terminal_size::terminal_size().filter(|_| on_screen).map(|(w, _)| usize::from(w.0));
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    let width = screen.width.map(usize::from).or_else(terminal).or_else(told).unwrap_or(100);
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty());
    let colour = match screen.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => on_screen && set("NO_COLOR").is_none() && set("TERM").is_none_or(|t| t != "dumb"),
    };
    // Wider lines are hard to read, unless somebody wants them.
    Style { width: if screen.width.is_some() { width } else { width.clamp(40, 110) }, colour }
}
