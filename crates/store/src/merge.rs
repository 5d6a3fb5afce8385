//! Another archive's pages, records and decisions are taken in: what is there already stays as it is.

use rusqlite::{OptionalExtension, params};

use crate::put::{Added, Fetched, Writer};
use crate::{Archive, Error, Result, get};
use onrecord_model::{DateTime, Record};

/// A page of another archive.
#[derive(Clone, Debug)]
pub struct Page {
    hash: [u8; 32],
    /// Where and when it was got.
    appearances: Vec<get::Appearance>,
    /// What it is; `None` where the other archive has it.
    own: Option<Own>,
}

#[derive(Clone, Debug)]
struct Own {
    /// The bytes as they came.
    bytes: Vec<u8>,
    /// What was read from it, or from another fetch that says the same.
    record: Record,
    /// It is the page that was read.
    stands: bool,
}

impl Archive {
    /// How many pages there are.
    pub fn n_pages(&self) -> Result<i64> {
        self.read(|db| Ok(db.query_row("SELECT count(*) FROM originals", [], |row| row.get(0))?))
    }

    /// The numbers of pages with their hashes, in the order in which they came: those that stand for a revision (`stands`), or the others; at
    /// most so many, those behind `after`.
    pub fn page_numbers(&self, stands: bool, after: i64, most: usize) -> Result<Vec<(i64, [u8; 32])>> {
        let is = if stands { "" } else { "NOT" };
        let sql = format!(
            "SELECT n, hash FROM originals o WHERE n > ? AND {is} EXISTS (SELECT 1 FROM revisions r WHERE r.original = o.n) ORDER BY n LIMIT ?"
        );
        self.read(|db| {
            let mut all = db.prepare_cached(&sql)?;
            let rows = all.query_map(params![after, most as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// A page, with bytes and record where they are not known. Fails where either is damaged.
    pub fn page(&self, n: i64, hash: [u8; 32], is_known: bool) -> Result<Page> {
        self.read(|db| {
            let appearances = get::appearances_of(db, n)?;
            if is_known {
                return Ok(Page { hash, appearances, own: None });
            }
            let sql = "SELECT coalesce((SELECT r.n FROM revisions r WHERE r.original = ?1), \
                       (SELECT p.revision FROM appearances p WHERE p.original = ?1 AND p.revision IS NOT NULL ORDER BY p.n LIMIT 1)), \
                       EXISTS (SELECT 1 FROM revisions r WHERE r.original = ?1)";
            let (revision, stands): (Option<i64>, bool) =
                db.prepare_cached(sql)?.query_row([n], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let revision = revision.ok_or_else(|| Error::Broken { what: format!("page {n}") })?;
            let own = Own { bytes: get::original(db, n)?, record: get::record_of(db, revision)?, stands };
            Ok(Page { hash, appearances, own: Some(own) })
        })
    }
}

impl Writer<'_> {
    /// Takes in a page of another archive.
    pub fn take(&mut self, page: &Page) -> Result<Added> {
        let mut added = Added::Seen;
        for a in &page.appearances {
            let published: Option<DateTime> = a.published.as_deref().and_then(|p| p.parse().ok());
            let mut fetched = Fetched {
                bytes: &[],
                url: a.url.as_deref(),
                path: a.path.as_deref(),
                kind: a.kind.as_deref(),
                published: published.as_ref(),
                retrieved: a.retrieved.as_deref(),
                added: Some(&a.added),
            };
            let is_known = self.seen(&fetched, &page.hash)?;
            if let Some(own) = page.own.as_ref().filter(|_| !is_known) {
                fetched.bytes = &own.bytes;
                added = self.put(&fetched, &own.record, own.stands)?;
            }
        }
        Ok(added)
    }

    /// Takes in what people decided and noted in another archive, and what they took back: how much of it was not known.
    pub fn take_decisions(&mut self, of: &Archive) -> Result<usize> {
        let decisions = "article, key, words, n_alike, state, because, note, by, day, at";
        let mut taken = self.take_rows(of, "decisions", decisions, "undone_by, undone_day, undone_at")?;
        taken += self.take_rows(of, "remarks", "article, key, words, text, by, at", "")?;
        taken += self.take_rows(of, "name_log", "what, a, b, by, at", "undone_by, undone_at")?;
        self.apply_names()?;
        Ok(taken)
    }

    /// Rows of a log that are not here, and what was taken back of those that are.
    fn take_rows(&mut self, of: &Archive, table: &str, columns: &str, undone: &str) -> Result<usize> {
        let names: Vec<&str> = columns.split(", ").collect();
        let undone: Vec<&str> = undone.split(", ").filter(|name| !name.is_empty()).collect();
        let all: Vec<&str> = names.iter().chain(&undone).copied().collect();
        type Row = Vec<rusqlite::types::Value>;
        let rows: Vec<Row> = of.read(|db| {
            let mut query = db.prepare(&format!("SELECT {} FROM {table} ORDER BY n", all.join(", ")))?;
            let rows = query.query_map([], |row| (0..all.len()).map(|k| row.get(k)).collect())?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })?;
        let is = |names: &[&str]| names.iter().map(|name| format!("{name} IS ?")).collect::<Vec<_>>().join(" AND ");
        let mut taken = 0;
        for row in rows {
            let (own, undo) = row.split_at(names.len());
            let sql = format!("SELECT n FROM {table} WHERE {}", is(&names));
            let known: Option<i64> = self
                .db
                .prepare_cached(&sql)?
                .query_row(rusqlite::params_from_iter(own), |row| row.get(0))
                .optional()?;
            match known {
                None => {
                    let marks = vec!["?"; all.len()].join(", ");
                    let sql = format!("INSERT INTO {table} ({}) VALUES ({marks})", all.join(", "));
                    self.db.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(&row))?;
                    taken += 1;
                }
                Some(n) if undo.first().is_some_and(|by| *by != rusqlite::types::Value::Null) => {
                    let set: Vec<String> = undone.iter().map(|name| format!("{name} = ?")).collect();
                    let sql = format!("UPDATE {table} SET {} WHERE n = {n} AND {} IS NULL", set.join(", "), undone[0]);
                    taken += self.db.execute(&sql, rusqlite::params_from_iter(undo))?;
                }
                Some(_) => {}
            }
        }
        Ok(taken)
    }
}
