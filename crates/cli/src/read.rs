//! `onrecord read`: pages to records, on all cores, in the order in which they were named.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use onrecord::render::{self, Style};
use onrecord::{Given, Kind};
use onrecord_model::{NoteKind, Record};
use onrecord_source::{self as source, Entry};

use crate::args::{Format, Part, Read};
use crate::progress::Progress;

/// A record of more text than this is written as it is serialised, not put together in memory first.
const LARGE: usize = 2 << 20;

/// A page read, in the form asked for.
struct Done {
    out: Output,
    /// Why it could not be read, for standard error.
    wrong: Option<String>,
}

enum Output {
    Bytes(Vec<u8>),
    /// JSON is still to be made of it.
    Record(Box<Record>),
}

pub fn read(args: &Read) -> anyhow::Result<ExitCode> {
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
    let entries = entries(args)?;
    if entries.is_empty() {
        crate::tell("there is no page in what was named");
        return Ok(ExitCode::from(1));
    }
    let json = args.json || args.format == Some(Format::Json);
    let style = style();
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut progress = Progress::new(entries.len());
    let (mut n_read, mut n_shown) = (0, 0);
    let threads = args.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let threads = threads.min(entries.len());
    source::ordered(
        entries,
        threads,
        |entry| page(entry, args, json, &style),
        |done| -> anyhow::Result<()> {
            match &done.wrong {
                Some(wrong) => progress.say(wrong),
                None => n_read += 1,
            }
            match done.out {
                Output::Bytes(bytes) if bytes.is_empty() => {}
                Output::Bytes(bytes) => {
                    // Records for people have a line between them.
                    if !json && args.format.is_none() && n_shown > 0 {
                        out.write_all(b"\n")?;
                    }
                    n_shown += 1;
                    out.write_all(&bytes)?;
                }
                Output::Record(record) => write_json(&mut out, &record)?,
            }
            progress.step();
            Ok(())
        },
    )?;
    out.flush()?;
    Ok(ExitCode::from(if n_read > 0 { 0 } else { 2 }))
}

/// All pages in the order in which they were named; a folder's in order of path.
fn entries(args: &Read) -> anyhow::Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    for path in &args.pages {
        if Path::new(path).is_dir() {
            entries.extend(source::folder(path)?);
        } else {
            entries.push(Entry { path: path.clone(), ..Entry::default() });
        }
    }
    entries.iter_mut().for_each(|e| e.published = args.published.clone());
    if let Some(list) = &args.list {
        entries.extend(source::list(list, args.published.as_ref())?);
    }
    if entries.iter().filter(|e| e.path == "-").count() + usize::from(args.list.as_deref() == Some("-")) > 1 {
        bail!("'-' can be named only once: standard input can be read only once");
    }
    Ok(entries)
}

/// Reads one page and puts it into the form asked for.
fn page(mut entry: Entry, args: &Read, json: bool, style: &Style) -> Done {
    let bytes = source::bytes(&mut entry);
    let given = Given::new()
        .kind(args.kind.map(Kind::from))
        .id(entry.id.as_deref())
        .path(Some(entry.path.as_str()).filter(|p| *p != "-" && !p.is_empty()))
        .url(entry.url.as_deref())
        .published(entry.published.as_ref());
    let record = match &bytes {
        Ok(bytes) => onrecord::record(bytes, &given, args.parts()),
        Err(e) => onrecord::unreadable(&given, &e.to_string()),
    };
    let wrong = record.notes.iter().find_map(|note| match note.kind {
        NoteKind::Fault => Some(format!("{}: {}", entry.path, note.text)),
        NoteKind::Unreadable => Some(note.text.clone()),
        _ => None,
    });
    let out = match &bytes {
        _ if json && record.article.text.len() > LARGE => Output::Record(Box::new(record)),
        _ if json => {
            let mut out = Vec::new();
            // Writing to memory does not fail.
            let _ = write_json(&mut out, &record);
            Output::Bytes(out)
        }
        Ok(bytes) if wrong.is_none() => Output::Bytes(
            match (args.format, args.why) {
                (Some(Format::Html), _) => render::html(&record),
                (Some(Format::Md), _) => render::article_markdown(&record.article),
                (Some(_), _) => render::article_text(&record.article),
                (None, true) => render::evidence(&record, &onrecord::explain(bytes, &given)),
                (None, false) => render::page(&record, args.parts(), style),
            }
            .into_bytes(),
        ),
        _ => Output::Bytes(Vec::new()),
    };
    Done { out, wrong }
}

fn write_json(mut to: impl Write, record: &Record) -> io::Result<()> {
    serde_json::to_writer(&mut to, record).map_err(io::Error::from)?;
    to.write_all(b"\n")
}

/// The terminal's width where standard output is one, else 100 columns; colour on a terminal, unless `NO_COLOR` is set.
fn style() -> Style {
    let terminal = io::stdout().is_terminal();
    let width = if terminal { terminal_size::terminal_size().map_or(80, |(w, _)| usize::from(w.0)) } else { 100 };
    let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    Style { width: width.clamp(40, 110), colour }
}
