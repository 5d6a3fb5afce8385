//! `onrecord add`: pages into the archive.

use std::process::ExitCode;
use std::sync::atomic::Ordering;

use onrecord::Kind;
use onrecord_desk::Access;
use onrecord_desk::add::{Options, Step, Summary, add as add_pages};

use super::args::Add;
use super::{bar, json, open, println};
use crate::args::Read;
use crate::read::{INTERRUPTED, STOP, entries, on_interrupt};

pub fn add(args: &Add) -> anyhow::Result<ExitCode> {
    let read = Read {
        pages: args.pages.clone(),
        list: args.list.clone(),
        url: args.url.clone(),
        kind: args.kind,
        published: args.published.clone(),
        ..Read::default()
    };
    crate::read::check(&read)?;
    let (entries, n_all) = entries(&read)?;
    if n_all == Some(0) {
        crate::tell("there is no page in what was named");
        return Ok(ExitCode::from(1));
    }
    on_interrupt()?;
    let mut archive = open(&args.at.archive, Access::Create)?;
    let progress = bar(n_all, "pages");
    let options = Options { kind: args.kind.map(Kind::from), threads: args.threads.map_or(0, usize::from) };
    let summary = add_pages(&mut archive, entries, options, &STOP, |step| match step {
        Step::Done(n) => progress.set_position(n as u64),
        Step::Refused(why) | Step::Odd(why) => progress.suspend(|| crate::remark(why)),
        Step::Tidy => progress.set_message("pages kept; the indexes are put together"),
    });
    progress.finish_and_clear();
    let summary = summary?;
    if args.at.json {
        json(&summary)?;
    } else {
        println(&told(&summary))?;
    }
    Ok(ExitCode::from(match &summary {
        s if s.interrupted => INTERRUPTED,
        s if STOP.load(Ordering::Relaxed) && s.pages == 0 => INTERRUPTED,
        s if s.pages == 0 => 1,
        s if s.refused == s.pages => 2,
        s if s.refused > 0 => 3,
        _ => 0,
    }))
}

/// "488 added, 2 revised, 9 seen again, 1 refused (1 a PDF document)"
fn told(s: &Summary) -> String {
    let mut out = format!("{} added, {} revised, {} seen again", s.added, s.revised, s.seen);
    if s.refused > 0 {
        let mut reasons: Vec<(&String, &usize)> = s.reasons.iter().collect();
        reasons.sort_by_key(|(why, n)| (std::cmp::Reverse(**n), (*why).clone()));
        let reasons: Vec<String> = reasons.iter().map(|(why, n)| format!("{n} {why}")).collect();
        out += &format!(", {} refused ({})", s.refused, reasons.join(", "));
    }
    if s.interrupted {
        out += "; interrupted: what is counted here is kept, the same command goes on";
    }
    out
}
