//! Everything out of the archive, as JSON Lines or CSV: the words beside every offset, in an order that does not depend on how it came in.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use onrecord_model::{Record, Span};
use onrecord_store::{Archive, ArticleRow};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{Error, Result};

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One object a line.
    JsonLines,
    /// For spreadsheets: UTF-8 with a mark, and no cell that a spreadsheet would run.
    Csv,
}

/// What was written.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// Files with how many rows.
    pub files: Vec<(String, usize)>,
}

/// The tables of an export with their columns.
pub(crate) const TABLES: [(&str, &[&str]); 5] = [
    (
        "articles",
        &["article", "identity", "title", "outlet", "url", "published", "authors", "page_hash", "text_hash", "text"],
    ),
    (
        "statements",
        &[
            "key",
            "article",
            "outlet",
            "published",
            "form",
            "act",
            "speaker",
            "speaker_kind",
            "speaker_score",
            "words",
            "start",
            "end",
            "cue",
            "addressee",
            "said_first",
            "said_last",
            "score",
            "rule",
        ],
    ),
    (
        "expectations",
        &[
            "key",
            "article",
            "outlet",
            "published",
            "kind",
            "holder",
            "words",
            "start",
            "end",
            "what",
            "condition",
            "negated",
            "due_first",
            "due_last",
            "state",
            "score",
            "rule",
        ],
    ),
    (
        "events",
        &[
            "key",
            "article",
            "outlet",
            "published",
            "kind",
            "status",
            "words",
            "start",
            "end",
            "first",
            "last",
            "place",
            "score",
            "rule",
        ],
    ),
    (
        "figures",
        &[
            "key",
            "article",
            "outlet",
            "published",
            "words",
            "start",
            "end",
            "value",
            "high",
            "unit",
            "of",
            "score",
            "rule",
        ],
    ),
];

/// Writes all tables into a folder.
pub fn export(
    archive: &Archive,
    to: &Path,
    format: Format,
    with_text: bool,
    mut done: impl FnMut(usize),
) -> Result<Summary> {
    let failed = |path: &Path| {
        let what = format!("cannot write to {}", path.display());
        move |e: std::io::Error| Error::File { what: what.clone(), why: e.to_string() }
    };
    std::fs::create_dir_all(to).map_err(failed(to))?;
    let ending = if format == Format::Csv { "csv" } else { "jsonl" };
    let mut files = Vec::new();
    for (name, columns) in TABLES {
        let path = to.join(format!("{name}.{ending}"));
        let mut file = BufWriter::new(File::create(&path).map_err(failed(&path))?);
        if format == Format::Csv {
            // Spreadsheets read UTF-8 where the file says so.
            writeln!(file, "\u{feff}{}", columns.join(",")).map_err(failed(&path))?;
        }
        files.push((name, columns, path, file, 0usize));
    }
    for (n, article) in archive.articles()?.into_iter().enumerate() {
        let record = archive.record(article.revision)?;
        for (table, row) in rows(archive, &article, &record, with_text)? {
            let Some((_, columns, path, file, count)) = files.iter_mut().find(|f| f.0 == table) else { continue };
            match format {
                Format::JsonLines => writeln!(file, "{row}"),
                Format::Csv => {
                    writeln!(file, "{}", columns.iter().map(|c| cell(&row[c])).collect::<Vec<_>>().join(","))
                }
            }
            .map_err(failed(path))?;
            *count += 1;
        }
        done(n + 1);
    }
    let mut summary = Summary::default();
    for (_, _, path, mut file, count) in files {
        file.flush().map_err(failed(&path))?;
        summary.files.push((path.display().to_string(), count));
    }
    Ok(summary)
}

/// The rows that an article gives, each with its table.
pub(crate) fn rows(
    archive: &Archive,
    article: &ArticleRow,
    record: &Record,
    with_text: bool,
) -> Result<Vec<(&'static str, Value)>> {
    let own = &record.article;
    let words = |span: Span| if with_text { own.text.get(span).map(str::to_owned) } else { None };
    let name = |entity: Option<u32>, span: Option<Span>| {
        let known = entity.and_then(|id| record.facts.entities.get(id as usize)).map(|e| e.name.clone());
        known.or_else(|| span.and_then(words))
    };
    let days = |when: Option<onrecord_model::Interval>| {
        let (first, last) = when.map_or((None, None), |i| i.days());
        (first.map(|d| d.to_string()), last.map(|d| d.to_string()))
    };
    let head = |mut row: Value, key: &str| {
        row["key"] = json!(key);
        row["article"] = json!(article.key);
        row["outlet"] = json!(article.outlet);
        row["published"] = json!(article.published);
        row
    };
    let mut all = vec![(
        "articles",
        json!({ "article": article.key, "identity": article.identity, "title": article.title, "outlet": article.outlet, "url": article.url,
            "published": article.published, "authors": own.authors.join("; "), "page_hash": record.page.hash, "text_hash": text_hash(own.text.as_str()),
            "text": with_text.then(|| own.text.as_str()) }),
    )];
    for s in &record.facts.statements {
        let source = s.source.as_ref();
        let (first, last) = days(s.said.map(|w| w.interval));
        let parts: Option<Vec<String>> = s.content.iter().map(|c| words(*c)).collect();
        let row = json!({
            "form": s.form, "act": s.act, "speaker": source.and_then(|x| name(x.entity, x.span)), "speaker_kind": source.map(|x| x.kind),
            "speaker_score": source.and_then(|x| x.score).map(score), "words": parts.map(|p| p.join(" … ")),
            "start": s.content.first().map(|c| c.start), "end": s.content.last().map(|c| c.end),
            "cue": s.cue.first().and_then(|c| words(*c)), "addressee": s.addressee.and_then(|w| name(w.entity, w.span)),
            "said_first": first, "said_last": last, "score": score(s.score), "rule": s.rule,
        });
        all.push(("statements", head(row, &s.key.0)));
    }
    for x in &record.facts.expectations {
        let (first, last) = days(x.horizon.map(|w| w.interval));
        let state =
            archive.history(&article.identity, &x.key.0)?.into_iter().rfind(|d| d.undone_by.is_none()).map(|d| d.state);
        let row = json!({
            "kind": x.kind, "holder": x.holder.and_then(|w| name(w.entity, w.span)), "words": words(x.span), "start": x.span.start, "end": x.span.end,
            "what": x.what.and_then(words), "condition": x.condition.and_then(words), "negated": x.negated, "due_first": first, "due_last": last,
            "state": state, "score": score(x.score), "rule": x.rule,
        });
        all.push(("expectations", head(row, &x.key.0)));
    }
    for e in &record.facts.events {
        let (first, last) = days(e.when.map(|w| w.interval));
        let row = json!({
            "kind": e.kind, "status": e.status, "words": words(e.trigger), "start": e.trigger.start, "end": e.trigger.end, "first": first,
            "last": last, "place": e.place.and_then(|w| name(w.entity, w.span)), "score": score(e.score), "rule": e.rule,
        });
        all.push(("events", head(row, &e.key.0)));
    }
    for f in &record.facts.figures {
        let row = json!({
            "words": words(f.span), "start": f.span.start, "end": f.span.end, "value": f.value, "high": f.high, "unit": f.unit,
            "of": f.of.and_then(words), "score": score(f.score), "rule": f.rule,
        });
        all.push(("figures", head(row, &f.key.0)));
    }
    Ok(all)
}

/// Says whether two have the same text.
fn text_hash(text: &str) -> String {
    format!("blake3:{}", blake3::hash(text.as_bytes()).to_hex())
}

/// A score with its two decimals.
fn score(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}

/// A cell of CSV (RFC 4180); what a spreadsheet would take for a formula begins with an apostrophe.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        other => return other.to_string(),
    };
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let safe = if runs { format!("'{text}") } else { text };
    format!("\"{}\"", safe.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, written) in
            [("=1+2", "\"'=1+2\""), ("a, \"b\"", "\"a, \"\"b\"\"\""), ("-x", "\"'-x\""), ("x\ny", "\"x\ny\"")]
        {
            assert_eq!(cell(&json!(text)), written);
        }
        assert_eq!((cell(&json!(-3.5)), cell(&Value::Null)), ("-3.5".to_owned(), String::new()));
    }
}
