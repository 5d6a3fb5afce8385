//! `onrecord search`.

use std::process::ExitCode;

use onrecord_desk::Access;
use onrecord_desk::query;
use onrecord_desk::search::{Options, search as find};
use onrecord_desk::store::Order;

use super::args::Search;
use super::{Page, code, day, dotted, json, open};
use crate::Screen;

pub fn search(args: &Search, screen: &Screen) -> anyhow::Result<ExitCode> {
    let typed = joined(&args.words);
    let query = query::parse(&typed).map_err(|why| anyhow::anyhow!("{why}; see 'onrecord search --help'"))?;
    let archive = open(&args.at.archive, Access::Read)?;
    let order = match (args.by_relevance, args.first) {
        (true, _) => Order::Relevance,
        (_, true) => Order::Oldest,
        _ => Order::Newest,
    };
    let answer = find(&archive, &query, &Options { order, limit: usize::from(args.limit), cursor: args.after })?;
    if args.at.json {
        json(&answer)?;
        return Ok(code(!answer.hits.is_empty()));
    }
    if answer.hits.is_empty() {
        crate::remark(&format!("nothing found; understood: {}", answer.understood));
        return Ok(code(false));
    }
    let mut page = Page::of(screen);
    for hit in &answer.hits {
        let outlet = dotted(&[day(hit.published.as_deref()), hit.outlet.as_deref(), hit.title.as_deref()]);
        page.strong(&outlet);
        page.highlighted("  ", &hit.sentence, &hit.highlights);
        let speaker = hit
            .speaker
            .as_deref()
            .map(|s| if hit.speaker_score.is_some_and(|x| x < 0.9) { format!("{s}?") } else { s.to_owned() });
        let about = dotted(&[
            speaker.as_deref(),
            hit.form.as_deref(),
            hit.key.as_deref(),
            Some(&hit.article),
            hit.link.as_deref(),
        ]);
        page.dim("  ", &about);
        page.blank();
    }
    if let Some(n) = answer.compared {
        page.dim("", &format!("By relevance among the newest {n} matches."));
    }
    if let Some(next) = answer.next {
        page.dim("", &format!("There is more: add --after {next}"));
    }
    page.print()?;
    Ok(code(true))
}

/// One query of all arguments; what the shell took quotation marks from is a phrase again.
fn joined(words: &[String]) -> String {
    let phrase = |w: &String| {
        let plain =
            !w.contains(['"', '“', '”', '(', ')', ':']) && !w.split(' ').any(|w| matches!(w, "AND" | "OR" | "NOT"));
        if words.len() > 1 && w.trim().contains(' ') && plain { format!("\"{w}\"") } else { w.clone() }
    };
    words.iter().map(phrase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn what_the_shell_took_the_marks_from_is_a_phrase() {
        let words = |all: &[&str]| joined(&all.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&["will not", "pay"]), "\"will not\" pay");
        assert_eq!(words(&["will not pay"]), "will not pay");
        assert_eq!(words(&["\"will not\" by:ruiz", "x"]), "\"will not\" by:ruiz x");
    }
}
