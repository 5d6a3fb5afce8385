//! `onrecord ledger`.

use std::process::ExitCode;

use onrecord_desk::Access;
use onrecord_desk::ledger::{Line, Options, SURE, lines, set, undo};
use onrecord_desk::store::Settled;
use serde_json::json as object;

use super::args::{Ledger, Settle};
use super::{Page, code, day, dotted, json, open, today, user};
use crate::Screen;

pub fn ledger(args: &Ledger, screen: &Screen) -> anyhow::Result<ExitCode> {
    match &args.decide {
        Some(Settle::Set { key, state, because, note, at, user: u }) => {
            let mut archive = open(&at.archive, Access::Write)?;
            let line = set(&mut archive, key, state, because, note.as_deref(), &user(u), today())?;
            if at.json {
                json(&line)?;
            } else {
                super::println(&format!("{} is noted as {state}; onrecord ledger undo {key} takes it back", line.key))?;
            }
            return Ok(code(true));
        }
        Some(Settle::Undo { key, at, user: u }) => {
            let mut archive = open(&at.archive, Access::Write)?;
            let undone = undo(&mut archive, key, &user(u), today())?;
            match &undone {
                Some(state) if at.json => json(&object!({ "key": key, "undone": state }))?,
                Some(state) => super::println(&format!("{key} is {state} no more"))?,
                None => crate::remark(&format!("nothing is decided on {key}")),
            }
            return Ok(code(undone.is_some()));
        }
        None => {}
    }
    let archive = open(&args.at.archive, Access::Read)?;
    let settled = match (args.open, args.settled) {
        (true, _) => Settled::Open,
        (_, true) => Settled::Settled,
        _ => Settled::Either,
    };
    let options = Options {
        due: args.due.clone(),
        by: args.by.clone(),
        settled,
        as_of: args.as_of.clone(),
        all: args.all,
        limit: args.limit.unwrap_or(0),
    };
    let (all, folded) = lines(&archive, &options)?;
    if args.at.json {
        all.iter().try_for_each(json)?;
        return Ok(code(!all.is_empty()));
    }
    let mut page = Page::of(screen);
    for line in &all {
        told(&mut page, line);
    }
    if folded > 0 {
        page.dim("", &format!("{folded} more are not sure (a score under .9): --all shows them."));
    }
    if all.is_empty() && folded == 0 {
        let is_all = args.due.is_none() && args.by.is_none() && args.as_of.is_none() && settled == Settled::Either;
        crate::remark(if is_all {
            "nothing is expected, as far as this archive knows"
        } else {
            "nothing that is expected is as asked; onrecord ledger --all shows everything"
        });
    }
    page.print()?;
    Ok(code(!all.is_empty() || folded > 0))
}

fn told(page: &mut Page, line: &Line) {
    let due = match (line.due_first.as_deref(), line.due_last.as_deref()) {
        (_, Some(last)) if line.due_first.as_deref() == Some(last) => last.to_owned(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (None, Some(last)) => format!("by {last}"),
        (Some(first), None) => format!("from {first}"),
        (None, None) => "no day".to_owned(),
    };
    let state = line.state.as_deref().unwrap_or("open").replace('_', " ");
    let unsure = if line.score < SURE { " (not sure)" } else { "" };
    page.strong(&format!("{due} · {state}{unsure}"));
    let not = if line.negated { "not: " } else { "" };
    page.say("  ", &format!("{not}{}", line.what.as_deref().unwrap_or(&line.words)));
    if let Some(condition) = &line.condition {
        page.say("  ", &format!("on condition: {condition}"));
    }
    let holder = line.holder.as_deref().unwrap_or("nobody named");
    page.dim(
        "  ",
        &dotted(&[
            Some(&line.kind),
            Some(holder),
            day(line.published.as_deref()),
            line.outlet.as_deref(),
            line.title.as_deref(),
            Some(&line.key),
        ]),
    );
    for step in &line.history {
        let undone = step.undone_by.as_deref().map(|by| format!("taken back by {by}"));
        let words = dotted(&[
            step.day.as_deref(),
            Some(&step.state),
            Some(&step.by),
            Some(&step.because),
            step.note.as_deref(),
            undone.as_deref(),
        ]);
        page.dim("    ", &words);
    }
    page.blank();
}
