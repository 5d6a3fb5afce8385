//! Is everything there, and is it what it was? Damage of what is kept, and damage of what can be made again, are told apart.

use std::sync::atomic::{AtomicBool, Ordering};

use onrecord_words::folded::Folded;
use rusqlite::{Connection, OptionalExtension};

use crate::put::Writer;
use crate::{Archive, Error, Result, get, put, shingles};

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Of the file, or of what is kept: it cannot be made again from the archive.
    Kept(String),
    /// Of an index, or of what was derived: `check --rebuild` makes it again.
    Index(String),
}

/// Where the bytes go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sizes {
    /// Pages as they came, packed.
    pub originals: i64,
    /// Records, packed.
    pub records: i64,
    /// Rows of articles, statements, names and the other facts.
    pub tables: i64,
    /// Full text over articles.
    pub texts: i64,
    /// Full text over statements.
    pub said: i64,
    /// The quotation index.
    pub shingles: i64,
    /// Free pages and the rest of the file.
    pub other: i64,
    /// The articles' text itself, unpacked, for comparison.
    pub text: i64,
}

impl Archive {
    /// Looks at the file, at every hash, at every span, and at the indexes; `seen` is told after each article how many are done.
    pub fn check(&self, mut seen: impl FnMut(usize)) -> Result<Vec<Damage>> {
        let mut found = self.read(|db| Ok(file(db)))?;
        let found_in_file = !found.is_empty();
        let all = self.read(|db| {
            let mut query = db.prepare("SELECT n, at, revision FROM articles ORDER BY n")?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            Ok(rows.collect::<rusqlite::Result<Vec<(i64, i64, i64)>>>()?)
        });
        let all = match all {
            Ok(all) => all,
            Err(_) if found_in_file => return Ok(found),
            Err(e) => return Err(e),
        };
        for (n, (article, at, revision)) in all.into_iter().enumerate() {
            match self.read(|db| one(db, article, at, revision)) {
                Ok(damage) => found.extend(damage),
                Err(e) => found.push(Damage::Kept(format!("article {article}: {e}"))),
            }
            seen(n + 1);
        }
        found.extend(self.originals()?);
        match self.read(drifted) {
            Ok(damage) => found.extend(damage),
            Err(e) => found.push(Damage::Index(format!("the indexes cannot be read: {e}"))),
        }
        Ok(found)
    }

    fn originals(&self) -> Result<Vec<Damage>> {
        let numbers = self.read(|db| {
            let mut query = db.prepare("SELECT n FROM originals ORDER BY n")?;
            Ok(query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?)
        })?;
        let damage = |n: i64| self.read(|db| get::original(db, n)).err().map(|e| Damage::Kept(e.to_string()));
        Ok(numbers.into_iter().filter_map(damage).collect())
    }

    /// FTS5's own check of its indexes, which needs to write.
    pub fn check_indexes(&mut self) -> Result<Vec<Damage>> {
        self.write(|writer| {
            let mut found = Vec::new();
            for index in INDEXES {
                let sql = format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)");
                if let Err(e) = writer.db.execute(&sql, []) {
                    found.push(Damage::Index(format!("the index {index} is damaged: {e}")));
                }
            }
            Ok(found)
        })
    }

    /// Makes all indexes and all that was derived again, from records whose hash holds.
    pub fn rebuild(&mut self, mut seen: impl FnMut(usize)) -> Result<usize> {
        self.write(|writer| {
            let db = writer.db;
            let schema: Vec<(String, String)> = db
                .prepare(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name IN ('texts', 'titles', 'said', 'named')",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (name, sql) in &schema {
                db.execute_batch(&format!("DROP TABLE {name}; {sql};"))?;
            }
            db.execute_batch("DELETE FROM shingles; DELETE FROM shingle_parts; DELETE FROM quoted;")?;
            db.execute_batch("DELETE FROM about; DELETE FROM entities;")?;
            for table in put::FACT_TABLES {
                db.execute(&format!("DELETE FROM {table} WHERE article NOT IN (SELECT n FROM articles)"), [])?;
            }
            let names: Vec<(i64, String)> = db
                .prepare("SELECT n, name FROM names")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (n, name) in names {
                db.prepare_cached("INSERT INTO named (rowid, name) VALUES (?, ?)")?
                    .execute(rusqlite::params![n, Folded::of(&name).joined()])?;
            }
            let articles: Vec<(i64, i64)> = db
                .prepare("SELECT n, revision FROM articles ORDER BY n")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let mut made = 0;
            for (n, (article, revision)) in articles.into_iter().enumerate() {
                let stood = get::record_of(db, revision).and_then(|record| writer.stand_at(article, revision, &record));
                match stood {
                    Ok(()) => made += 1,
                    // It is told by `check`.
                    Err(Error::Broken { .. }) => {}
                    Err(e) => return Err(e),
                }
                seen(n + 1);
            }
            Ok(made)
        })
    }

    /// Puts the parts of each index together, which makes it smaller and faster. A step at a time: whoever waits to write gets a turn, and
    /// `stop` ends it after the step in hand.
    pub fn tidy(&mut self, stop: &AtomicBool) -> Result<()> {
        for index in INDEXES {
            // Below zero: all parts are to become one.
            let mut pages = -PAGES_AT_ONCE;
            loop {
                let n = self.write(|writer| {
                    let before = writer.db.total_changes();
                    writer.db.execute(&format!("INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)"), [pages])?;
                    Ok(writer.db.total_changes() - before)
                })?;
                if stop.load(Ordering::Relaxed) {
                    return Ok(());
                }
                // The statement itself counts as one.
                if n < 2 {
                    break;
                }
                pages = PAGES_AT_ONCE;
            }
        }
        self.write(|writer| shingles::tidy(writer.db))?;
        self.shrink()
    }

    /// Where the bytes go.
    pub fn sizes(&self) -> Result<Sizes> {
        self.read(|db| {
            let one = |sql: &str| -> Result<i64> { Ok(db.query_row(sql, [], |row| row.get(0))?) };
            let mut sizes = Sizes { text: one("SELECT coalesce(sum(n_bytes), 0) FROM articles")?, ..Sizes::default() };
            // Whole pages of the file, what is unused in them with them.
            let mut all = db.prepare("SELECT name, pgsize FROM dbstat WHERE aggregate = TRUE")?;
            for row in all.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))? {
                let (name, bytes) = row?;
                let place = match name.split_once('_') {
                    _ if name == "originals" => &mut sizes.originals,
                    _ if ["prose", "facts"].contains(&name.as_str()) => &mut sizes.records,
                    _ if name.contains("quoted") || name.contains("shingle") => &mut sizes.shingles,
                    Some(("texts" | "titles", _)) => &mut sizes.texts,
                    Some(("said", _)) => &mut sizes.said,
                    _ => &mut sizes.tables,
                };
                *place += bytes;
            }
            sizes.other = one("PRAGMA freelist_count")? * one("PRAGMA page_size")?;
            Ok(sizes)
        })
    }

    /// Counts of rows, by what a person calls them.
    pub fn counts(&self) -> Result<Vec<(&'static str, i64)>> {
        let all = [
            ("pages", "originals"),
            ("articles", "articles"),
            ("revisions", "revisions"),
            ("statements", "statements"),
            ("expectations", "expectations"),
            ("events", "events"),
            ("figures", "figures"),
            ("times", "times"),
            ("names", "names"),
            ("decisions", "decisions"),
        ];
        self.read(|db| {
            let count = |(what, table): (&'static str, &str)| {
                Ok((what, db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?))
            };
            all.into_iter().map(count).collect()
        })
    }

    /// A copy of the whole archive in a new file, made while others may write.
    pub fn backup(&self, to: &std::path::Path) -> Result<()> {
        if to.exists() {
            return Err(Error::File {
                what: format!("{} is there already", to.display()),
                why: "name a file that is not".into(),
            });
        }
        let name = to.to_string_lossy().into_owned();
        let is_read_only: bool = self.read(|db| Ok(db.query_row("PRAGMA query_only", [], |row| row.get(0))?))?;
        // It writes to the other file only, which SQLite does not tell apart.
        self.db.pragma_update(None, "query_only", false)?;
        let copied = self.db.execute("VACUUM INTO ?", [name]);
        self.db.pragma_update(None, "query_only", is_read_only)?;
        copied.map(drop).map_err(|e| {
            // What was begun is no archive.
            let _ = std::fs::remove_file(to);
            crate::open::in_words(e.into(), to)
        })
    }
}

/// Pages of an index that one step writes.
const PAGES_AT_ONCE: i64 = 4_000;

/// Full text, over articles, headlines, statements and names.
pub(crate) const INDEXES: [&str; 4] = ["texts", "titles", "said", "named"];

/// What SQLite finds wrong with the file, and rows that point at nothing.
fn file(db: &Connection) -> Vec<Damage> {
    let lines =
        |sql: &str| -> rusqlite::Result<Vec<String>> { db.prepare(sql)?.query_map([], |row| row.get(0))?.collect() };
    let mut found = Vec::new();
    match lines("PRAGMA integrity_check") {
        Ok(all) => found.extend(all.into_iter().filter(|line| line != "ok").map(|line| {
            let index = INDEXES
                .iter()
                .any(|i| line.contains(&format!("{i}_")) || line.contains(&format!("fts5 table main.{i}")));
            if index { Damage::Index(line) } else { Damage::Kept(line) }
        })),
        Err(e) => found.push(Damage::Kept(format!("the file cannot be read: {e}"))),
    }
    match lines(
        "SELECT \"table\" || ' row ' || rowid || ' points at nothing in ' || parent FROM pragma_foreign_key_check",
    ) {
        Ok(all) => found.extend(all.into_iter().map(Damage::Kept)),
        Err(e) => found.push(Damage::Kept(format!("the file cannot be read: {e}"))),
    }
    found
}

/// An article's record, its spans, and whether the indexes know it.
fn one(db: &Connection, article: i64, at: i64, revision: i64) -> Result<Vec<Damage>> {
    let record = get::record_of(db, revision)?;
    let mut found = Vec::new();
    let text = &record.article.text;
    let spans = record
        .facts
        .statements
        .iter()
        .flat_map(|s| s.content.iter().copied())
        .chain(record.article.blocks.iter().map(|b| b.span));
    if spans.into_iter().any(|span| text.get(span).is_none()) {
        found.push(Damage::Kept(format!("article {article}: a span lies outside its text")));
    }
    let n: i64 = db
        .prepare_cached(&format!("SELECT count(*) FROM statements WHERE {}", put::OF_ARTICLE))?
        .query_row([article], |row| row.get(0))?;
    if n != record.facts.statements.len() as i64 {
        found.push(Damage::Index(format!(
            "article {article}: {n} of its {} statements are in their table",
            record.facts.statements.len()
        )));
    }
    let body = put::body(&record);
    // Its longest word, and three words in its midst.
    if let Some(word) = body.words().filter(|w| w.bytes().all(|b| b.is_ascii_alphabetic())).max_by_key(|w| w.len()) {
        let known = db
            .prepare_cached("SELECT 1 FROM texts WHERE texts MATCH ? AND rowid = ?")?
            .exists(rusqlite::params![format!("\"{word}\""), at])?;
        if !known {
            found.push(Damage::Index(format!("article {article} is not in full text as it should be")));
        }
    }
    if let Some(three) = shingles::hashes(&body).nth(body.len() / 2) {
        let sql = "SELECT text FROM quoted WHERE article = ?";
        let text: Option<u32> = db.prepare_cached(sql)?.query_row([article], |row| row.get(0)).optional()?;
        // A damaged index is told once.
        let known = shingles::Index::of(db)?.texts(three, usize::MAX).unwrap_or_else(|_| text.into_iter().collect());
        if !text.is_some_and(|text| known.contains(&text)) {
            found.push(Damage::Index(format!("article {article} is not in the quotation index as it should be")));
        }
    }
    let mut said = db.prepare_cached(&format!("SELECT at, words FROM statements WHERE {}", put::OF_ARTICLE))?;
    for row in said.query_map([article], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))? {
        let (at, words) = row?;
        let folded = Folded::of(&words);
        let Some(word) = folded.words().max_by_key(|w| w.len()) else { continue };
        if !db
            .prepare_cached("SELECT 1 FROM said WHERE said MATCH ? AND rowid = ?")?
            .exists(rusqlite::params![format!("\"{word}\""), at])?
        {
            found.push(Damage::Index(format!("a statement of article {article} is not in full text as it should be")));
        }
    }
    Ok(found)
}

/// Rows of indexes without what they are of, and the other way round.
fn drifted(db: &Connection) -> Result<Vec<Damage>> {
    let mut found = Vec::new();
    let mut names = db.prepare("SELECT n, key, name FROM names")?;
    let mut named = db.prepare("SELECT 1 FROM named WHERE named MATCH ? AND rowid = ?")?;
    let mut rows = names.query([])?;
    while let Some(row) = rows.next()? {
        let (n, key, name): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let folded = Folded::of(&name);
        if crate::names::key(folded.joined()) != key {
            found.push(Damage::Index(format!("the name “{name}” is not what was written")));
        } else if let Some(word) = folded.words().max_by_key(|w| w.len())
            && !named.exists(rusqlite::params![format!("\"{word}\""), n])?
        {
            found.push(Damage::Index(format!("the name “{name}” is not in its index")));
        }
    }
    for table in put::FACT_TABLES {
        let sql = format!("SELECT count(*) FROM {table} WHERE article NOT IN (SELECT n FROM articles)");
        let n: i64 = db.query_row(&sql, [], |row| row.get(0))?;
        if n > 0 {
            found.push(Damage::Index(format!("{n} {table} are of no article")));
        }
    }
    if let Err(e) = shingles::check(db) {
        found.push(Damage::Index(e.to_string()));
    }
    for (index, table) in [("texts", "articles"), ("titles", "articles"), ("said", "statements")] {
        let sql = format!(
            "SELECT (SELECT count(*) FROM {index}_docsize WHERE id NOT IN (SELECT at FROM {table})) + \
             (SELECT count(*) FROM {table} WHERE at NOT IN (SELECT id FROM {index}_docsize))"
        );
        let n: i64 = db.query_row(&sql, [], |row| row.get(0))?;
        if n > 0 {
            found.push(Damage::Index(format!("the index {index} and the {table} differ in {n} rows")));
        }
    }
    Ok(found)
}

impl Writer<'_> {
    /// Puts the record that this version makes of a revision in the place of another's.
    pub fn reread(&mut self, revision: i64, article: i64, record: &onrecord_model::Record) -> Result<()> {
        let (original, rank): (i64, String) =
            self.db.query_row("SELECT original, rank FROM revisions WHERE n = ?", [revision], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let stands: i64 =
            self.db.query_row("SELECT revision FROM articles WHERE n = ?", [article], |row| row.get(0))?;
        self.set_record(revision, original, &rank, record)?;
        // What a later fetch is compared with is what this version reads; where another revision reads the same now, both stay.
        let sql = "UPDATE OR IGNORE revisions SET content = ? WHERE n = ?";
        self.db.execute(sql, rusqlite::params![crate::identity::content(record), revision])?;
        if stands == revision { self.stand_at(article, revision, record) } else { Ok(()) }
    }
}
