//! An export without text gets its words back from an archive that has the same pages: each fact is found by its key, which is a hash of its
//! words and of what stands around them, so that no other words can come in their place.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use onrecord_store::Archive;
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::Value;

use crate::export::{TABLES, rows};
use crate::{Error, Result};

/// What became of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Files that were written.
    pub files: Vec<String>,
    /// Rows whose words were found.
    pub filled: usize,
    /// Rows of articles that the archive does not have.
    pub absent: usize,
    /// Rows that it reads otherwise: their key is not in the article.
    pub differ: usize,
}

/// Rows of one article, by table and key.
type Known = FxHashMap<(&'static str, String), Value>;

/// Writes the JSON Lines of `from` into `to`, with the words.
pub fn hydrate(archive: &Archive, from: &Path, to: &Path, mut done: impl FnMut(usize)) -> Result<Summary> {
    let failed = |what: &str, path: &Path| {
        let what = format!("cannot {what} {}", path.display());
        move |e: std::io::Error| Error::File { what: what.clone(), why: e.to_string() }
    };
    let there: Vec<&str> =
        TABLES.iter().map(|(name, _)| *name).filter(|name| from.join(format!("{name}.jsonl")).exists()).collect();
    if there.is_empty() {
        return Err(Error::Asked(format!(
            "{} has none of the files that onrecord export --without-text writes (articles.jsonl, statements.jsonl, …)",
            from.display()
        )));
    }
    std::fs::create_dir_all(to).map_err(failed("write to", to))?;
    let mut summary = Summary::default();
    let mut n = 0;
    for name in there {
        let (source, path) = (from.join(format!("{name}.jsonl")), to.join(format!("{name}.jsonl")));
        let lines = BufReader::new(File::open(&source).map_err(failed("read", &source))?).lines();
        let mut out = BufWriter::new(File::create(&path).map_err(failed("write", &path))?);
        // An export has the facts of an article one after the other.
        let mut of: Option<(String, Option<Known>)> = None;
        for (k, line) in lines.enumerate() {
            let line = line.map_err(failed("read", &source))?;
            let row: Value = serde_json::from_str(&line).map_err(|e| Error::File {
                what: format!("{}, line {}", source.display(), k + 1),
                why: format!("it is no row of an export: {e}"),
            })?;
            let article = row["article"].as_str().unwrap_or_default().to_owned();
            if of.as_ref().is_none_or(|(known, _)| *known != article) {
                of = Some((article.clone(), known(archive, &article)?));
            }
            let row = match of.as_ref().and_then(|(_, known)| known.as_ref()) {
                None => {
                    summary.absent += 1;
                    row
                }
                Some(known) => match known.get(&(name, key_of(name, &row))) {
                    Some(own) => {
                        summary.filled += 1;
                        filled(row, own)
                    }
                    None => {
                        summary.differ += 1;
                        row
                    }
                },
            };
            writeln!(out, "{row}").map_err(failed("write", &path))?;
            n += 1;
            done(n);
        }
        out.flush().map_err(failed("write", &path))?;
        summary.files.push(path.display().to_string());
    }
    Ok(summary)
}

/// What a row is known by: a fact by its key, an article by its text's hash.
fn key_of(table: &str, row: &Value) -> String {
    row[if table == "articles" { "text_hash" } else { "key" }].as_str().unwrap_or_default().to_owned()
}

fn known(archive: &Archive, article: &str) -> Result<Option<Known>> {
    let Some(article) = archive.articles_named(article)?.into_iter().next() else { return Ok(None) };
    let record = archive.record(article.revision)?;
    let all = rows(archive, &article, &record, true)?;
    Ok(Some(all.into_iter().map(|(table, row)| ((table, key_of(table, &row)), row)).collect()))
}

/// What is left out in a row is put in; what stands there stays.
fn filled(mut row: Value, own: &Value) -> Value {
    if let (Some(row), Some(own)) = (row.as_object_mut(), own.as_object()) {
        for (name, value) in row.iter_mut().filter(|(_, value)| value.is_null()) {
            // A state is what people decided, and not what was left out.
            if let Some(known) = own.get(name).filter(|_| name != "state") {
                *value = known.clone();
            }
        }
    }
    row
}
