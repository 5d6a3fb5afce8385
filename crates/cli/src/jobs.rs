//! `onrecord read`: pages to records, on all cores, in the order in which they were named.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use anyhow::bail;
use onrecord_page::Kind;

use crate::args::{Format, Part, Read};
use crate::input::Job;
use crate::{article_text, input, record, show, why};

/// A page in the form asked for, and whether it was read.
struct Done {
    out: Vec<u8>,
    read: bool,
    /// Why not, for standard error.
    wrong: Option<String>,
}

pub fn read(args: &Read) -> anyhow::Result<ExitCode> {
    if args.format.is_some() && args.only.iter().any(|p| *p != Part::Article) {
        bail!("--format gives the article alone: leave --only out, or say --only article");
    }
    if args.format.is_some_and(|f| f != Format::Json) && args.json {
        bail!("--json and --format say two different things: leave one out");
    }
    if args.pages.is_empty() && args.list.is_none() {
        bail!("name a page to read, '-' for standard input, or --list; see 'onrecord read --help'");
    }
    let jobs = input::jobs(args)?;
    if jobs.is_empty() {
        crate::tell("the list names no page");
        return Ok(ExitCode::from(1));
    }
    let page = show::Page::of_terminal();
    let form = |job: &Job| -> Done {
        let done = record::of(job, args.kind.map(Kind::from), args.parts(), args.why);
        let record = &done.record;
        let wrong = (!done.read).then(|| record.notes.iter().map(|n| n.text.clone()).collect::<Vec<_>>().join("; "));
        let mut out = Vec::new();
        if args.json || args.format == Some(Format::Json) {
            // Writing to memory does not fail.
            let _ = serde_json::to_writer(&mut out, record);
            out.push(b'\n');
        } else if done.read {
            match (args.format, args.why) {
                (Some(Format::Md), _) => out.extend(article_text::markdown(&record.article).into_bytes()),
                (Some(_), _) => out.extend(article_text::plain(&record.article).into_bytes()),
                (None, true) => out.extend(why::record(record, &done.tried).into_bytes()),
                (None, false) => out.extend(show::record(record, &page, args.parts()).into_bytes()),
            }
        }
        Done { out, read: done.read, wrong }
    };
    let counts = run(&jobs, threads(args), &form, !args.json && args.format.is_none())?;
    Ok(ExitCode::from(if counts > 0 { 0 } else { 2 }))
}

fn threads(args: &Read) -> usize {
    args.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// Works through the jobs and writes what they give in their order; returns how many were read.
fn run(jobs: &[Job], threads: usize, form: &(impl Fn(&Job) -> Done + Sync), parted: bool) -> anyhow::Result<usize> {
    let mut writer = Writer { out: BufWriter::with_capacity(1 << 16, io::stdout().lock()), n: 0, parted };
    let mut progress = Progress::new(jobs.len());
    let mut n_read = 0;
    let mut take = |done: Done, writer: &mut Writer<_>| -> anyhow::Result<()> {
        if let Some(wrong) = &done.wrong {
            progress.say(wrong);
        }
        n_read += usize::from(done.read);
        writer.write(&done.out)?;
        progress.step();
        Ok(())
    };
    if threads <= 1 || jobs.len() == 1 {
        for job in jobs {
            take(form(job), &mut writer)?;
        }
    } else {
        // Each thread takes the next page; a page may be done before one that stands in front of it, and waits here.
        // A thread that runs too far ahead waits, so that memory stays bounded.
        let next = AtomicUsize::new(0);
        let written = AtomicUsize::new(0);
        let ahead = threads * 32;
        std::thread::scope(|scope| -> anyhow::Result<()> {
            let (send, receive) = sync_channel::<(usize, Done)>(threads * 4);
            for _ in 0..threads.min(jobs.len()) {
                let (send, next, written) = (send.clone(), &next, &written);
                scope.spawn(move || {
                    loop {
                        let i = next.fetch_add(1, Ordering::Relaxed);
                        let Some(job) = jobs.get(i) else { break };
                        while i > written.load(Ordering::Relaxed) + ahead {
                            std::thread::sleep(Duration::from_millis(1));
                        }
                        if send.send((i, form(job))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(send);
            let mut waiting = std::collections::BTreeMap::new();
            let mut failed = None;
            for (i, done) in receive {
                waiting.insert(i, done);
                while let Some(done) = waiting.remove(&written.load(Ordering::Relaxed)) {
                    if failed.is_none() {
                        failed = take(done, &mut writer).err();
                    }
                    written.fetch_add(1, Ordering::Relaxed);
                    if failed.is_some() {
                        next.store(jobs.len(), Ordering::Relaxed);
                    }
                }
            }
            failed.map_or(Ok(()), Err)
        })?;
    }
    writer.out.flush()?;
    Ok(n_read)
}

struct Writer<W: Write> {
    out: W,
    n: usize,
    /// Records for people have a line between them.
    parted: bool,
}

impl<W: Write> Writer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        if self.parted && self.n > 0 {
            self.out.write_all(b"\n")?;
        }
        self.n += 1;
        self.out.write_all(bytes)
    }
}

/// A line on standard error that counts the pages of a long list, on a terminal only.
struct Progress {
    all: usize,
    done: usize,
    began: Instant,
    shown: Option<Instant>,
    on: bool,
}

impl Progress {
    fn new(all: usize) -> Progress {
        let on = all > 20 && io::stderr().is_terminal();
        Progress { all, done: 0, began: Instant::now(), shown: None, on }
    }

    fn step(&mut self) {
        self.done += 1;
        let due = self
            .shown
            .map_or(self.began.elapsed() > Duration::from_millis(500), |t| t.elapsed() > Duration::from_millis(200));
        if self.on && (due || (self.done == self.all && self.shown.is_some())) {
            let rate = self.done as f64 / self.began.elapsed().as_secs_f64().max(1e-9);
            let left = (self.all - self.done) as f64 / rate.max(1e-9);
            show(&format!("\r\x1b[K{} of {} pages, {rate:.0} a second, {left:.0} s left", self.done, self.all));
            self.shown = Some(Instant::now());
            if self.done == self.all {
                show("\r\x1b[K");
            }
        }
    }

    /// A message that does not run into the counting line.
    fn say(&mut self, message: &str) {
        if self.shown.is_some() {
            show("\r\x1b[K");
        }
        crate::tell(message);
    }
}

/// Puts text on standard error as it is. Where that is closed or full, nothing is shown.
fn show(text: &str) {
    let mut err = io::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}
