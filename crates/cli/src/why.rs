//! `--why`: every block with its label, every fact with its rule and score, in the order of the text.

use std::collections::HashMap;

use onrecord_model::{Record, Span};
use onrecord_page::explain::ExplainedLine;

/// Tab-separated lines: bytes, what it is, rule and score, words.
pub fn record(record: &Record, tried: &[ExplainedLine]) -> String {
    let article = &record.article;
    let facts = &record.facts;
    let mut lines: Vec<(Span, u8, String, &str, f32, String)> = Vec::new();
    let name = |id: Option<u32>| {
        let entity = id.and_then(|id| facts.entities.get(id as usize));
        entity.map_or(String::new(), |e| format!(" → {}", e.name))
    };
    // What stands in a page must not steer the terminal.
    let words = |span: Span| article.text.as_str().get(span.range()).unwrap_or_default().replace(char::is_control, " ");
    let label = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    // A line that stands twice is told of as it stood first.
    let mut by_words: HashMap<&str, &ExplainedLine> = HashMap::new();
    for line in tried {
        by_words.entry(line.words.as_str()).or_insert(line);
    }
    for b in &article.blocks {
        let trial = by_words.remove(&article.text[b.span]);
        lines.push((
            b.span,
            0,
            format!("block {}", label(serde_json::json!(b.kind))),
            if trial.is_some() { "body" } else { "" },
            trial.map_or(article.score, |t| likelihood(t.odds)),
            trial.map_or(String::new(), |t| format!("\t{}", reasons(t))),
        ));
    }
    for e in &facts.entities {
        for m in &e.mentions {
            let what = format!("{} {}", label(serde_json::json!(e.kind)), label(serde_json::json!(m.form)));
            lines.push((m.span, 1, what, &m.rule, m.score, format!(" → {}", e.name)));
        }
    }
    for s in &facts.statements {
        let source = s.source.as_ref().map_or(" by nobody".to_owned(), |x| {
            format!(" by {}{}", x.span.map_or(String::new(), words), name(x.entity))
        });
        let cue = s.cue.iter().map(|c| words(*c)).collect::<Vec<_>>().join(" ");
        for (n, part) in s.content.iter().enumerate() {
            let what = format!("{} statement {}.{}", label(serde_json::json!(s.form)), s.id, n + 1);
            lines.push((*part, 2, what, &s.rule, s.score, format!("{source}, cue \"{cue}\"")));
        }
    }
    for t in &facts.times {
        let value = format!(" = {} [{} .. {}]", or(&t.value), or(&t.start), or(&t.end));
        lines.push((t.span, 3, label(serde_json::json!(t.kind)), &t.rule, t.score, value));
    }
    for f in &facts.figures {
        let value = format!(" = {}{} {}", f.value, f.high.map_or(String::new(), |h| format!(" to {h}")), or(&f.unit));
        lines.push((f.span, 4, "figure".into(), &f.rule, f.score, value));
    }
    for e in &facts.events {
        let what = format!("event {} {}", label(serde_json::json!(e.kind)), label(serde_json::json!(e.status)));
        lines.push((e.trigger, 5, what, &e.rule, e.score, e.participants.iter().map(|p| name(p.entity)).collect()));
    }
    for x in &facts.expectations {
        let what = format!("expectation {}", label(serde_json::json!(x.kind)));
        let holder = x.holder.as_ref().map_or(" (the writer)".to_owned(), |h| name(h.entity));
        lines.push((x.span, 6, what, &x.rule, x.score, holder));
    }
    lines.sort_by_key(|line| (line.0.start, line.1, line.0.end));
    let mut out = format!("{}\t{}\t{} bytes\n", record.id, record.page.hash, record.page.bytes);
    for (what, from) in
        [("title", article.from.title), ("published", article.from.published), ("authors", article.from.authors)]
    {
        out += &format!("{what}\tfrom {}\n", from.map_or("nowhere".into(), |f| label(serde_json::json!(f))));
    }
    for note in &record.notes {
        out += &format!("note\t{}\t{}\n", note.kind, note.text);
    }
    for (span, _, what, rule, score, more) in lines {
        let rule = if rule.is_empty() { String::new() } else { format!("{rule} {score:.2}") };
        out += &format!("{}..{}\t{what}\t{rule}\t{}{more}\n", span.start, span.end, shortened(&words(span)));
    }
    for f in &article.furniture {
        let trial = by_words.get(f.text.as_str());
        out += &format!(
            "left out\t{}\t{}\t{}\t{}\n",
            label(serde_json::json!(f.kind)),
            trial.map_or(String::new(), |t| format!("body {:.2}", likelihood(t.odds))),
            shortened(&f.text.replace(char::is_control, " ")),
            trial.map_or(String::new(), |t| reasons(t))
        );
    }
    out
}

/// Log-odds as a share of one.
fn likelihood(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

/// What spoke for a line and against it: "+1.20 ends as a sentence, -0.30 share of links".
fn reasons(tried: &ExplainedLine) -> String {
    let told: Vec<String> = tried.reasons.iter().map(|(what, moved)| format!("{moved:+.2} {what}")).collect();
    told.join(", ")
}

fn or(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or("-")
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= 160 {
        return words.to_owned();
    }
    format!("{}…", words.chars().take(159).collect::<String>())
}
