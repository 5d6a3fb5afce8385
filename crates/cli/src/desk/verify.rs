//! `onrecord verify`: one quotation, or all of a draft.

use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use onrecord_desk::Access;
use onrecord_desk::verify::{Finding, Verdict, Verifier, draft, report};

use super::args::Verify;
use super::{Page, bar, code, day, dotted, json, open};
use crate::Screen;

pub fn verify(args: &Verify, screen: &Screen) -> anyhow::Result<ExitCode> {
    let archive = open(&args.at.archive, Access::Read)?;
    let verifier = Verifier::of(&archive)?;
    let path = Path::new(&args.what);
    let is_draft = args.draft || !args.quote && args.by.is_none() && (args.what == "-" || path.is_file());
    let looks_like_a_file = ["md", "txt", "html", "htm"].iter().any(|e| path.extension().is_some_and(|own| own == *e));
    if !is_draft && !args.quote && looks_like_a_file && !args.what.contains(char::is_whitespace) {
        anyhow::bail!("there is no file {}; with --quote its name is looked up as words", args.what);
    }
    let mut findings = Vec::new();
    if is_draft {
        let bytes = if args.what == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
            bytes
        } else {
            std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?
        };
        let (_, quotations) = draft::quotations(&bytes, draft::kind(path));
        let progress = bar(Some(quotations.len()), "quotations");
        for quoted in quotations {
            findings.push(verifier.verify(&quoted.text, quoted.span, quoted.by.as_deref())?);
            progress.inc(1);
        }
        progress.finish_and_clear();
        if findings.is_empty() {
            crate::remark(&format!("there is no quotation in {}", args.what));
        }
    } else {
        findings.push(verifier.verify(&args.what, None, args.by.as_deref())?);
    }
    if let Some(to) = &args.report {
        let is_json = to.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"));
        let text = if is_json {
            format!("{}\n", serde_json::to_string(&findings)?)
        } else {
            report::page(&args.what, &findings)
        };
        std::fs::write(to, text).with_context(|| format!("cannot write to {}", to.display()))?;
    }
    if args.at.json {
        findings.iter().try_for_each(json)?;
    } else {
        let mut page = Page::of(screen);
        for (n, finding) in findings.iter().enumerate() {
            if is_draft {
                page.strong(&format!("{}. “{}”", n + 1, finding.quote));
            }
            told(&mut page, finding);
            page.blank();
        }
        if is_draft {
            let good = findings.iter().filter(|f| f.is_good()).count();
            page.say("", &format!("{good} of {} quotations hold.", findings.len()));
        }
        if let Some(f) = findings.first() {
            let days = dotted(&[f.searched.first.as_deref(), f.searched.last.as_deref()]).replace(" · ", " to ");
            page.dim(
                "",
                &format!(
                    "Looked through: {} articles, {days}. It shows what was printed, not what was said.",
                    f.searched.articles
                ),
            );
        }
        page.print()?;
    }
    Ok(code(findings.iter().all(Finding::is_good)))
}

/// Places of a quotation that are printed in full.
const SHOWN: usize = 3;

fn told(page: &mut Page, f: &Finding) {
    let found = f.matches.iter().find_map(|m| m.speaker.as_deref());
    let by = f.by.zip(f.asked.as_deref()).map(|(by, asked)| report::by_words(by, asked, found));
    page.say("   ", &dotted(&[Some(report::words(f.verdict)), by.as_deref()]));
    for d in &f.differences {
        let kind = format!("{:?}", d.kind).to_lowercase();
        let words = match (d.draft.is_empty(), d.archive.is_empty()) {
            (false, false) if f.verdict == Verdict::Stitched => format!("“{}”", d.draft),
            (false, false) => format!("{kind}: “{}”, in the archive “{}”", d.draft, d.archive),
            (false, true) => format!("{kind}: “{}” is not in the archive", d.draft),
            _ => format!("{kind}: “{}” is left out", d.archive),
        };
        page.say("     ", &words);
    }
    for (n, m) in f.matches.iter().take(SHOWN).enumerate() {
        let speaker = m
            .speaker
            .as_deref()
            .map(|s| if m.speaker_score.is_some_and(|x| x < 0.9) { format!("{s}?") } else { s.to_owned() });
        let first = if n == 0 && f.matches.len() > 1 && f.verdict != Verdict::Stitched { Some("first") } else { None };
        page.say("     ", &dotted(&[first, day(m.published.as_deref()), m.outlet.as_deref(), speaker.as_deref()]));
        page.dim("       ", &m.sentence);
        page.dim("       ", &dotted(&[m.key.as_deref(), Some(&m.article), m.link.as_deref()]));
    }
    if f.matches.len() > SHOWN {
        page.dim("     ", &format!("and {} more; --json has all", f.matches.len() - SHOWN));
    }
}
