//! Pages are added: read on all threads, written by one, a batch at a time. What is there already is seen and not read again, so that an
//! interrupted run is simply started once more.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use onrecord::{Given, Kind, Parts};
use onrecord_model::{NoteKind, Record};
use onrecord_source::{self as source, Entry};
use onrecord_store::{Added, Archive, Fetched};
use serde::Serialize;

use crate::{Error, Result};

/// How pages are read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What they are; `None`: that is recognised.
    pub kind: Option<Kind>,
    /// Threads to read with; 0 is all cores.
    pub threads: usize,
}

/// What became of the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Pages that were named.
    pub pages: usize,
    /// Articles that were not there.
    pub added: usize,
    /// Articles that say something else now.
    pub revised: usize,
    /// Pages with nothing new.
    pub seen: usize,
    /// Pages that could not be added.
    pub refused: usize,
    /// Why, and how many for each reason.
    pub reasons: BTreeMap<String, usize>,
    /// It was interrupted; what is counted here is kept.
    pub interrupted: bool,
}

/// What whoever waits is told.
#[derive(Debug)]
pub enum Step<'a> {
    /// So many pages are read, and those before them are kept.
    Done(usize),
    /// This page could not be added.
    Refused(&'a str),
    /// Something odd about a line of a list.
    Odd(&'a str),
    /// All is kept; the indexes are put together, which makes them smaller.
    Tidy,
}

/// Pages in one transaction, at most.
const BATCH: usize = 256;

/// Bytes of pages in one transaction, at most.
const BATCH_BYTES: usize = 32 << 20;

/// The indexes are put together where one article in so many is new.
const TIDY_SHARE: usize = 4;

/// What is read is kept after this long at the latest.
const BATCH_TIME: Duration = Duration::from_secs(2);

/// A page read, or why not.
enum Read {
    Page { entry: Entry, bytes: Vec<u8>, record: Option<Box<Record>> },
    Refused { entry: Entry, message: String, reason: String },
}

/// Adds pages; `stop` ends it after the batch in hand.
pub fn add(
    archive: &mut Archive,
    entries: impl Iterator<Item = Entry> + Send,
    options: Options,
    stop: &AtomicBool,
    mut tell: impl FnMut(Step<'_>),
) -> Result<Summary> {
    let known: HashSet<[u8; 32]> = archive.hashes()?.into_iter().collect();
    let threads = match options.threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        n => n,
    };
    let mut summary = Summary::default();
    let mut batch: Vec<ReadPage> = Vec::new();
    let (mut n_bytes, mut began) = (0, Instant::now());
    let work = |entry: Entry| read(entry, options.kind, &known);
    source::ordered(entries, threads, work, |read| -> Result<()> {
        if stop.load(Ordering::Relaxed) {
            return Err(Error::Asked("interrupted".into()));
        }
        summary.pages += 1;
        match read {
            Read::Refused { entry, message, reason } => {
                entry.odd.iter().for_each(|odd| tell(Step::Odd(&odd.to_string())));
                tell(Step::Refused(&message));
                summary.refused += 1;
                *summary.reasons.entry(reason).or_default() += 1;
            }
            Read::Page { entry, bytes, record } => {
                entry.odd.iter().for_each(|odd| tell(Step::Odd(&odd.to_string())));
                n_bytes += bytes.len();
                batch.push((entry, bytes, record));
            }
        }
        if batch.len() >= BATCH || n_bytes >= BATCH_BYTES || began.elapsed() >= BATCH_TIME {
            keep(archive, &mut batch, options.kind, &mut summary)?;
            (n_bytes, began) = (0, Instant::now());
            tell(Step::Done(summary.pages));
        }
        Ok(())
    })
    .or_else(|e| if stop.load(Ordering::Relaxed) { Ok(()) } else { Err(e) })?;
    keep(archive, &mut batch, options.kind, &mut summary)?;
    tell(Step::Done(summary.pages));
    summary.interrupted = stop.load(Ordering::Relaxed);
    // After every share of new articles, so that all of it takes a fixed share of the time.
    let new = summary.added + summary.revised;
    if !summary.interrupted && new * TIDY_SHARE >= usize::try_from(archive.n_articles()?).unwrap_or(0) && new > 0 {
        tell(Step::Tidy);
        archive.tidy(stop)?;
    }
    Ok(summary)
}

fn read(mut entry: Entry, kind: Option<Kind>, known: &HashSet<[u8; 32]>) -> Read {
    let bytes = match source::bytes(&mut entry) {
        Ok(bytes) => bytes,
        Err(e) => {
            let message = e.to_string();
            let reason = message.rsplit(": ").next().unwrap_or_default().to_owned();
            return Read::Refused { entry, message, reason };
        }
    };
    if known.contains(blake3::hash(&bytes).as_bytes()) {
        return Read::Page { entry, bytes, record: None };
    }
    let given = Given::new().kind(kind).url(entry.url.as_deref()).published(entry.published.as_ref());
    let record = onrecord::record(&bytes, &given, Parts::ALL);
    let refused =
        record.notes.iter().find(|n| matches!(n.kind, NoteKind::Fault | NoteKind::NotAPage | NoteKind::Unreadable));
    match refused {
        Some(note) => {
            let message = format!("{}: {}", entry.shown(), note.text);
            let reason = match note.kind {
                NoteKind::Fault => "the reader failed on".to_owned(),
                _ => note.text.clone(),
            };
            Read::Refused { entry, message, reason }
        }
        None => Read::Page { entry, bytes, record: Some(Box::new(record)) },
    }
}

/// A page that was read, with its record where it was not there already.
type ReadPage = (Entry, Vec<u8>, Option<Box<Record>>);

/// Keeps a batch: all of it, or nothing.
fn keep(archive: &mut Archive, batch: &mut Vec<ReadPage>, kind: Option<Kind>, summary: &mut Summary) -> Result<()> {
    if batch.is_empty() {
        return Ok(());
    }
    let kind = kind.map(kind_name);
    let counts = archive.write(|writer| {
        let mut counts = [0usize; 3];
        for (entry, bytes, record) in batch.iter() {
            let path = entry.shown();
            let page = Fetched {
                bytes,
                url: entry.url.as_deref(),
                path: Some(path.as_str()).filter(|p| *p != "-"),
                kind,
                published: entry.published.as_ref(),
                ..Fetched::default()
            };
            let added = match record {
                Some(record) => writer.add(&page, record)?,
                None => {
                    writer.seen(&page, blake3::hash(bytes).as_bytes())?;
                    Added::Seen
                }
            };
            counts[added as usize] += 1;
        }
        Ok(counts)
    })?;
    batch.clear();
    summary.added += counts[Added::New as usize];
    summary.revised += counts[Added::Revised as usize];
    summary.seen += counts[Added::Seen as usize];
    Ok(())
}

/// A kind as the archive keeps it.
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Html => "html",
        Kind::Dump => "dump",
        Kind::Clean => "clean",
    }
}

/// A kind as the archive kept it.
pub fn kind_named(name: &str) -> Option<Kind> {
    [Kind::Html, Kind::Dump, Kind::Clean].into_iter().find(|k| kind_name(*k) == name)
}
