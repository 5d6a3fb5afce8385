//! Archives for others, and from others: merge, sample, hydrate.

use std::process::ExitCode;

use anyhow::bail;
use onrecord_desk::store::Sampled;
use onrecord_desk::{Access, hydrate as fill, merge as take, sample as draw};
use serde_json::json as object;

use super::args::{Hydrate, Merge, Sample, Sampled as Kind};
use super::{Page, bar, code, json, open, println};
use crate::Screen;
use crate::read::{INTERRUPTED, STOP, on_interrupt};

pub fn merge(args: &Merge) -> anyhow::Result<ExitCode> {
    on_interrupt()?;
    let same = |a: &std::path::Path, b: &std::path::Path| {
        a.canonicalize().ok().is_some_and(|a| b.canonicalize().ok() == Some(a))
    };
    // All of them are looked at before anything is written.
    let mut others = Vec::new();
    for path in &args.from {
        if same(path, &args.at.archive) {
            bail!("{} is the archive that all is taken into: name another with --archive", path.display());
        }
        others.push((path, open(path, Access::Read)?));
    }
    let mut archive = open(&args.at.archive, Access::Create)?;
    let mut are_whole = true;
    for (path, other) in &others {
        let progress = bar(Some(usize::try_from(other.n_pages()?)?), "pages");
        let damaged =
            |why: &str| progress.suspend(|| crate::remark(&format!("{}: {why}; it was left there", path.display())));
        let summary = take::merge(&mut archive, other, &STOP, |n| progress.set_position(n as u64), damaged);
        progress.finish_and_clear();
        let summary = summary?;
        if args.at.json {
            json(&object!({ "from": path, "into": args.at.archive, "summary": summary }))?;
        } else {
            println(&format!(
                "{}: {} articles added, {} revised, {} pages with nothing new, {} decisions and notes",
                path.display(),
                summary.added,
                summary.revised,
                summary.seen,
                summary.decisions
            ))?;
        }
        if summary.interrupted {
            crate::tell("interrupted; what was taken in is kept, and the same command goes on");
            return Ok(ExitCode::from(INTERRUPTED));
        }
        are_whole &= summary.damaged == 0;
    }
    Ok(if are_whole { code(true) } else { ExitCode::from(3) })
}

pub fn sample(args: &Sample, screen: &Screen) -> anyhow::Result<ExitCode> {
    let archive = open(&args.at.archive, Access::Read)?;
    let kind = match args.of {
        Kind::Statements => Sampled::Statements,
        Kind::Expectations => Sampled::Expectations,
        Kind::Articles => Sampled::Articles,
    };
    let drawn = draw::sample(&archive, kind, args.n, args.seed)?;
    if args.at.json {
        for one in &drawn {
            json(one)?;
        }
        return Ok(code(!drawn.is_empty()));
    }
    let mut page = Page::of(screen);
    for one in &drawn {
        page.say("", &one.words);
        let of =
            [one.speaker.as_deref(), one.form.as_deref(), one.day.as_deref(), one.outlet.as_deref(), Some(&one.key)];
        page.dim("    ", &of.into_iter().flatten().collect::<Vec<_>>().join(", "));
        page.blank();
    }
    page.dim("", &format!("{} drawn with seed {}; --json gives all there is to know of them", drawn.len(), args.seed));
    page.print()?;
    Ok(code(!drawn.is_empty()))
}

pub fn hydrate(args: &Hydrate) -> anyhow::Result<ExitCode> {
    let archive = open(&args.at.archive, Access::Read)?;
    let to = args.out.clone().unwrap_or_else(|| args.from.join("hydrated"));
    if to == args.from {
        bail!("{} would be written over: name another folder with --out", to.display());
    }
    let progress = bar(None, "rows");
    let summary = fill::hydrate(&archive, &args.from, &to, |n| progress.set_position(n as u64));
    progress.finish_and_clear();
    let summary = summary?;
    if args.at.json {
        json(&summary)?;
    } else {
        for path in &summary.files {
            println(path)?;
        }
        println(&format!(
            "{} rows have their words; {} are of articles that this archive does not have, {} it reads otherwise",
            summary.filled, summary.absent, summary.differ
        ))?;
    }
    Ok(if summary.absent + summary.differ == 0 { code(true) } else { ExitCode::from(3) })
}
