//! Keeping an archive: show, note, stats, check, reread, forget, backup, export, demo.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::bail;
use onrecord::render::page as rendered;
use onrecord_desk::cite::Cited;
use onrecord_desk::export::{Format, export as write_all};
use onrecord_desk::reread::{adrift, reread as read_again};
use onrecord_desk::store::{ArticleRow, Damage};
use onrecord_desk::{Access, Archive, demo as demonstration};
use onrecord_model::{Record, Span};
use serde_json::json as object;

use super::args::{Backup, Check, Demo, Export, ExportFormat, Forget, Note, Reread, Show, Where};
use super::{Page, bar, code, json, open, println, user};
use crate::Screen;
use crate::read::{INTERRUPTED, STOP, on_interrupt};

/// A fact of an article that a key names.
struct Named {
    article: ArticleRow,
    record: Record,
    span: Option<Span>,
    speaker: Option<String>,
}

/// What a key names: an article, or a fact of one.
fn named(archive: &Archive, key: &str) -> anyhow::Result<Named> {
    let (article, fact) = match key.split_once('/') {
        Some((article, fact)) if article.starts_with("a:") => (Some(article), fact),
        _ => (None, key),
    };
    let is_fact = fact.len() > 2 && matches!(&fact[..2], "s:" | "x:" | "e:" | "f:");
    let articles = if is_fact {
        let mut all = archive.articles_with(fact)?;
        if let Some(article) = article {
            all.retain(|a| a.key == article);
        }
        all
    } else {
        archive.articles_named(key)?
    };
    let Some(article) = articles.first().cloned() else { bail!("nothing in the archive is called {key}") };
    if articles.len() > 1 {
        let all: Vec<String> =
            articles.iter().map(|a| if is_fact { format!("{}/{fact}", a.key) } else { a.key.clone() }).collect();
        if is_fact {
            crate::remark(&format!(
                "{} articles have {fact}: {}; the earliest is shown",
                articles.len(),
                all.join(" ")
            ));
        }
    }
    let record = archive.record(article.revision)?;
    let mut found = Named { article, record, span: None, speaker: None };
    if is_fact {
        let facts = &found.record.facts;
        let statement = facts.statements.iter().find(|s| s.key.0 == fact);
        found.span = statement
            .and_then(|s| s.content.first().copied().zip(s.content.last().copied()))
            .map(|(a, b)| Span { start: a.start, end: b.end })
            .or_else(|| facts.expectations.iter().find(|x| x.key.0 == fact).map(|x| x.span))
            .or_else(|| facts.events.iter().find(|e| e.key.0 == fact).map(|e| e.trigger))
            .or_else(|| facts.figures.iter().find(|f| f.key.0 == fact).map(|f| f.span));
        let source = statement.and_then(|s| s.source.as_ref());
        found.speaker =
            source.and_then(|x| x.entity).and_then(|id| facts.entities.get(id as usize)).map(|e| e.name.clone());
    }
    Ok(found)
}

pub fn show(args: &Show, screen: &Screen) -> anyhow::Result<ExitCode> {
    let archive = open(&args.at.archive, Access::Read)?;
    let found = named(&archive, &args.key)?;
    let cited =
        Cited { article: &found.article, record: &found.record, span: found.span, speaker: found.speaker.clone() };
    if let Some(form) = &args.form {
        let text = cited.as_form(form).unwrap_or_default();
        print_text(&text)?;
        return Ok(code(true));
    }
    let remarks = archive.remarks(&found.article.identity)?;
    if args.at.json {
        let appearances = archive.appearances(found.article.n)?;
        let seen: Vec<serde_json::Value> = appearances
            .iter()
            .map(|a| object!({ "hash": a.hash, "url": a.url, "path": a.path, "retrieved": a.retrieved, "added": a.added }))
            .collect();
        let notes: Vec<serde_json::Value> =
            remarks.iter().map(|r| object!({ "key": r.key, "text": r.text, "by": r.by, "at": r.at })).collect();
        json(
            &object!({ "article": found.article.key, "identity": found.article.identity, "revisions": archive.revisions(found.article.n)?.len(),
            "appearances": seen, "notes": notes, "span": found.span, "record": found.record }),
        )?;
        return Ok(code(true));
    }
    let mut page = Page::of(screen);
    if let Some(span) = found.span {
        let sentence = onrecord_desk::passage::sentence(&found.record.article.text, &found.record.article.blocks, span);
        let text = found.record.article.text.get(sentence).unwrap_or_default();
        let marks = [[(span.start - sentence.start) as usize, (span.end.min(sentence.end) - sentence.start) as usize]];
        page.highlighted("", &text.replace(['\n', '\t'], " "), &marks);
        page.blank();
        page.dim("", cited.as_form("cite").unwrap_or_default().trim_end());
    } else {
        page.text.push_str(&rendered(&found.record, onrecord::Parts::ALL, &page.style));
        page.blank();
        for a in archive.appearances(found.article.n)? {
            let place = a.url.or(a.path).unwrap_or_else(|| "standard input".into());
            page.dim("", &format!("{} from {place}, added {}", &a.hash[..a.hash.len().min(23)], a.added));
        }
    }
    for r in remarks.iter().filter(|r| found.span.is_none() || r.key == args.key) {
        page.say("", &format!("Note on {} by {}, {}: {}", r.key, r.by, r.at, r.text));
    }
    page.print()?;
    Ok(code(true))
}

fn print_text(text: &str) -> anyhow::Result<()> {
    let text = if io::stdout().is_terminal() { onrecord::render::harmless(text) } else { text.to_owned() };
    Ok(io::stdout().lock().write_all(text.as_bytes())?)
}

pub fn note(args: &Note) -> anyhow::Result<ExitCode> {
    let mut archive = open(&args.at.archive, Access::Write)?;
    let found = named(&archive, &args.key)?;
    let words = found.span.and_then(|s| found.record.article.text.get(s)).unwrap_or_default().to_owned();
    let (article, by) = (found.article.identity.clone(), user(&args.user));
    archive.write(|writer| writer.remark(&article, &args.key, &words, &args.words, &by))?;
    if args.at.json {
        json(&object!({ "key": args.key, "text": args.words, "by": by }))?;
    } else {
        println(&format!("noted; onrecord show {} shows it", args.key))?;
    }
    Ok(code(true))
}

pub fn stats(args: &Where, screen: &Screen) -> anyhow::Result<ExitCode> {
    let archive = open(&args.archive, Access::Read)?;
    let (counts, sizes) = (archive.counts()?, archive.sizes()?);
    let made_by = onrecord::made_by();
    let (older, all) = archive.n_made_by_others(&made_by.version, &made_by.weights)?;
    let (first, last) = archive.days()?;
    let bytes = [
        ("originals", sizes.originals),
        ("records", sizes.records),
        ("tables", sizes.tables),
        ("full text of articles", sizes.texts),
        ("full text of statements", sizes.said),
        ("quotation index", sizes.shingles),
        ("free", sizes.other),
    ];
    if args.json {
        let count: serde_json::Map<String, serde_json::Value> =
            counts.iter().map(|(k, n)| ((*k).to_owned(), object!(n))).collect();
        let size: serde_json::Map<String, serde_json::Value> =
            bytes.iter().map(|(k, n)| ((*k).to_owned(), object!(n))).collect();
        json(
            &object!({ "counts": count, "bytes": size, "text_bytes": sizes.text, "made_by_another_version": older, "revisions": all,
            "first": onrecord_desk::day(first), "last": onrecord_desk::day(last) }),
        )?;
        return Ok(code(true));
    }
    let mut page = Page::of(screen);
    page.strong(&args.archive.display().to_string());
    if let (Some(first), Some(last)) = (onrecord_desk::day(first), onrecord_desk::day(last)) {
        page.say("", &format!("published from {first} to {last}"));
    }
    page.blank();
    for (what, n) in &counts {
        page.text.push_str(&format!("{n:>14}  {what}\n"));
    }
    page.blank();
    for (what, n) in &bytes {
        let share = *n as f64 / sizes.text.max(1) as f64;
        page.text.push_str(&format!("{:>14}  {what} ({share:.2} of the articles' text)\n", mib(*n)));
    }
    page.text.push_str(&format!("{:>14}  the articles' text itself, unpacked\n\n", mib(sizes.text)));
    if older > 0 {
        page.say(
            "",
            &format!("{older} of {all} records were made by another version: onrecord reread makes them again."),
        );
    } else {
        page.say("", "All records were made by this version.");
    }
    page.print()?;
    Ok(code(true))
}

fn mib(bytes: i64) -> String {
    format!("{:.1} MiB", bytes as f64 / 1_048_576.0)
}

pub fn check(args: &Check) -> anyhow::Result<ExitCode> {
    // Without leave to write, FTS5's own check is left out, and it is said.
    let writable = Archive::open(&args.at.archive, Access::Write);
    let (mut archive, can_write) = match writable {
        Ok(archive) => (archive, true),
        Err(e) if args.rebuild => return Err(e.into()),
        Err(_) => (open(&args.at.archive, Access::Read)?, false),
    };
    let all = usize::try_from(archive.n_articles().unwrap_or(0)).unwrap_or(0);
    if args.rebuild {
        let progress = bar(Some(all), "articles");
        let made = archive.rebuild(|n| progress.set_position(n as u64))?;
        progress.finish_and_clear();
        crate::remark(&format!("made again for {made} of {all} articles"));
    }
    let progress = bar(Some(all), "articles");
    let mut found = archive.check(|n| progress.set_position(n as u64))?;
    progress.finish_and_clear();
    if can_write {
        found.extend(archive.check_indexes()?);
    } else {
        crate::remark("the file can only be read: the indexes' own check was left out");
    }
    for damage in &found {
        let (kind, words) = match damage {
            Damage::Kept(words) => ("kept", words),
            Damage::Index(words) => ("index", words),
        };
        if args.at.json {
            json(&object!({ "damage": kind, "what": words }))?;
        } else {
            println(&format!("{kind}: {words}"))?;
        }
    }
    let kept = found.iter().filter(|d| matches!(d, Damage::Kept(_))).count();
    let words = match (found.len(), kept) {
        (0, _) => format!("{all} articles: every hash, span and index holds"),
        (n, 0) => format!("{n} faults of indexes, which can be made again: onrecord check --rebuild"),
        (_, n) => format!("{n} faults of what is kept: restore a backup beside this file, and keep the file"),
    };
    if !args.at.json {
        println(&words)?;
    }
    let adrift = adrift(&archive)?.len();
    if adrift > 0 {
        crate::remark(&format!(
            "{adrift} decisions are on words that are not there any more as they were; onrecord reread lists them"
        ));
    }
    Ok(code(found.is_empty()))
}

pub fn reread(args: &Reread, screen: &Screen) -> anyhow::Result<ExitCode> {
    on_interrupt()?;
    let mut archive = open(&args.at.archive, Access::Write)?;
    let progress = bar(None, "records");
    let summary = read_again(&mut archive, args.threads.map_or(0, usize::from), &STOP, |n, all| {
        progress.set_length(all as u64);
        progress.set_position(n as u64);
    });
    progress.finish_and_clear();
    let summary = summary?;
    if args.at.json {
        json(&summary)?;
    } else {
        let mut page = Page::of(screen);
        page.say("", &format!("{} records were made again, {} have other facts", summary.read, summary.changed));
        for (what, [before, after]) in summary.facts.iter().filter(|(_, [a, b])| a != b) {
            page.say("  ", &format!("{what}: {before} before, {after} now"));
        }
        for a in &summary.adrift {
            page.say(
                "",
                &format!("a decision needs a look: {} was {} on {} of {}", a.words, a.state, a.key, a.article),
            );
            for near in &a.near {
                page.say("  ", &format!("perhaps now {}: {}", near.key, near.words));
            }
        }
        page.print()?;
    }
    Ok(if summary.interrupted { ExitCode::from(INTERRUPTED) } else { code(true) })
}

pub fn forget(args: &Forget) -> anyhow::Result<ExitCode> {
    let mut archive = open(&args.at.archive, Access::Write)?;
    let articles = archive.articles_named(&args.page)?;
    if articles.is_empty() {
        bail!("nothing in the archive is called {}", args.page);
    }
    if !args.yes {
        if !io::stdin().is_terminal() {
            bail!("what is forgotten is gone for good: add --yes");
        }
        for a in &articles {
            crate::tell(&format!("{} {}", a.key, a.title.as_deref().unwrap_or("(no headline)")));
        }
        crate::tell("forget this for good, with all its pages and revisions? Type yes:");
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        if answer.trim() != "yes" {
            crate::tell("nothing was forgotten");
            return Ok(code(false));
        }
    }
    let numbers: Vec<i64> = articles.iter().map(|a| a.n).collect();
    let gone = archive.forget(&numbers)?;
    if args.at.json {
        json(&object!({ "articles": gone.n_articles, "pages": gone.n_originals }))?;
    } else {
        println(&format!(
            "{} articles with {} pages are gone, indexes included; backups and exports are yours to look after",
            gone.n_articles, gone.n_originals
        ))?;
    }
    Ok(code(true))
}

pub fn backup(args: &Backup) -> anyhow::Result<ExitCode> {
    let archive = open(&args.at.archive, Access::Read)?;
    archive.backup(&args.to)?;
    let copy = open(&args.to, Access::Read)?;
    let n = copy.n_articles()?;
    if args.at.json {
        json(&object!({ "to": args.to, "articles": n }))?;
    } else {
        println(&format!("{} has all {n} articles", args.to.display()))?;
    }
    Ok(code(true))
}

pub fn export(args: &Export) -> anyhow::Result<ExitCode> {
    let archive = open(&args.at.archive, Access::Read)?;
    let all = usize::try_from(archive.n_articles()?).unwrap_or(0);
    let progress = bar(Some(all), "articles");
    let format = if args.format == ExportFormat::Csv { Format::Csv } else { Format::JsonLines };
    let summary = write_all(&archive, &args.out, format, !args.without_text, |n| progress.set_position(n as u64));
    progress.finish_and_clear();
    let summary = summary?;
    if args.at.json {
        json(&summary)?;
    } else {
        for (path, n) in &summary.files {
            println(&format!("{n:>10}  {path}"))?;
        }
    }
    Ok(code(true))
}

pub fn demo(args: &Demo, screen: &Screen) -> anyhow::Result<ExitCode> {
    let path = match &args.archive {
        Some(path) => path.clone(),
        None => {
            let folder = std::env::temp_dir().join("onrecord-demo");
            std::fs::create_dir_all(&folder)?;
            folder.join("onrecord.db")
        }
    };
    let folder = path.parent().map_or_else(|| "onrecord-demo-pages".into(), |p| p.join("onrecord-demo-pages"));
    let mut archive = open(&path, Access::Create)?;
    let summary = demonstration::demo(&mut archive, &folder)?;
    let at = path.display();
    let mut page = Page::of(screen);
    page.strong(
        "An archive of invented coverage: Harrowmere, a town that does not exist, by six papers that do not exist.",
    );
    page.say(
        "",
        &format!(
            "{at}: {} articles added, {} revised, {} seen again. The pages and a draft are in {}.",
            summary.added,
            summary.revised,
            summary.seen,
            folder.display()
        ),
    );
    page.blank();
    page.say("", "Try:");
    let draft = folder.join("draft.md");
    for command in [
        format!("onrecord search --archive {at} flood barriers"),
        format!("onrecord verify --archive {at} {}", draft.display()),
        format!("onrecord who --archive {at} Dunmallet"),
        format!("onrecord ledger --archive {at} --due 2031-03-31 --all"),
        format!("onrecord export --archive {at} --format csv --out {}", folder.join("csv").display()),
    ] {
        page.text.push_str(&format!("  {command}\n"));
    }
    page.print()?;
    Ok(code(true))
}
