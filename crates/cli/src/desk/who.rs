//! `onrecord who`.

use std::process::ExitCode;

use onrecord_desk::Access;
use onrecord_desk::who::{Line, who as find};
use serde_json::json as object;

use super::args::{Decide, Who};
use super::{Page, code, dotted, json, open, user};
use crate::Screen;

pub fn who(args: &Who, screen: &Screen) -> anyhow::Result<ExitCode> {
    match &args.decide {
        Some(decide) => decided(decide),
        None => shown(args, screen),
    }
}

fn shown(args: &Who, screen: &Screen) -> anyhow::Result<ExitCode> {
    let name = args.name.join(" ");
    if name.trim().is_empty() {
        anyhow::bail!("name somebody: onrecord who \"Ada Quarmby\"");
    }
    let archive = open(&args.at.archive, Access::Read)?;
    let Some(person) = find(&archive, &name, usize::from(args.limit))? else {
        if args.at.json {
            json(&serde_json::Value::Null)?;
        }
        crate::remark(&format!("nobody in the archive is called “{name}”"));
        return Ok(code(false));
    };
    if args.at.json {
        json(&person)?;
        return Ok(code(true));
    }
    let mut page = Page::of(screen);
    page.strong(&person.name);
    let articles = format!("named in {} articles", person.n_articles);
    let said = format!("{} statements", person.n_said);
    page.say("", &dotted(&[person.kind.as_deref(), Some(&articles), Some(&said)]));
    if !person.aliases.is_empty() {
        page.say("", &format!("also: {}", person.aliases.join(", ")));
    }
    for (title, lines) in [("Said", &person.said), ("What was said of them", &person.said_of)] {
        if !lines.is_empty() {
            page.blank();
            page.strong(title);
            lines.iter().for_each(|l| line(&mut page, l, title != "Said"));
        }
    }
    if !person.others.is_empty() {
        page.blank();
        let others: Vec<String> =
            person.others.iter().map(|o| format!("{} ({} statements)", o.name, o.n_said)).collect();
        page.dim(
            "",
            &format!("Others with such a name: {}. The same person? onrecord who merge A B", others.join(", ")),
        );
    }
    page.print()?;
    Ok(code(true))
}

fn line(page: &mut Page, l: &Line, with_speaker: bool) {
    let words = if l.form == "direct" { format!("“{}”", l.words) } else { l.words.clone() };
    page.say("  ", &format!("{}  {words}", l.day.as_deref().unwrap_or("no day")));
    let speaker = l.speaker.as_deref().filter(|_| with_speaker);
    let unsure = l.speaker_score.filter(|s| *s < 0.9 && !with_speaker).map(|_| "not sure it was them");
    page.dim(
        "      ",
        &dotted(&[speaker, Some(&l.form), unsure, l.outlet.as_deref(), l.title.as_deref(), Some(&l.key)]),
    );
}

fn decided(decide: &Decide) -> anyhow::Result<ExitCode> {
    let (at, what, a, b, by) = match decide {
        Decide::Merge { a, b, at, user: u } => (at, "merge", a, Some(b.as_str()), user(u)),
        Decide::Split { name, at, user: u } => (at, "split", name, None, user(u)),
        Decide::Rename { name, new, at, user: u } => (at, "rename", name, Some(new.as_str()), user(u)),
        Decide::Undo { number, at, user: u } => {
            let mut archive = open(&at.archive, Access::Write)?;
            let undone = archive.write(|writer| writer.undo_rename(*number, &user(u)))?;
            match undone {
                Some(n) if at.json => json(&object!({ "undone": n }))?,
                Some(n) => super::println(&format!("decision {n} is taken back"))?,
                None => crate::remark("there is no such decision that stands"),
            }
            return Ok(code(undone.is_some()));
        }
        Decide::Log { at } => {
            let archive = open(&at.archive, Access::Read)?;
            for r in archive.renamings()? {
                if at.json {
                    json(
                        &object!({ "n": r.n, "what": r.what, "a": r.a, "b": r.b, "by": r.by, "at": r.at, "undone_by": r.undone_by }),
                    )?;
                } else {
                    let undone = r.undone_by.map_or(String::new(), |by| format!(" (taken back by {by})"));
                    let to = r.b.map_or(String::new(), |b| format!(" → {b}"));
                    super::println(&format!("{}  {} {} {}{to}  {}{undone}", r.n, r.at, r.what, r.a, r.by))?;
                }
            }
            return Ok(code(true));
        }
    };
    let mut archive = open(&at.archive, Access::Write)?;
    let n = archive.write(|writer| writer.rename(what, a, b, &by))?;
    if at.json {
        json(&object!({ "n": n, "what": what, "a": a, "b": b, "by": by }))?;
    } else {
        super::println(&format!("decision {n} is noted; onrecord who undo {n} takes it back"))?;
    }
    Ok(code(true))
}
