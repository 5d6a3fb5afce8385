//! Is everything there, and is it what it was? Damage of what is kept, and damage of what can be made again, are told apart.

use onrecord_words::folded::Folded;
use rusqlite::Connection;

use crate::put::Writer;
use crate::{Archive, Error, Result, get, put, quotations};

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
                .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name IN ('texts', 'said', 'shingles', 'named')")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (name, sql) in &schema {
                db.execute_batch(&format!("DROP TABLE {name}; {sql};"))?;
            }
            let names: Vec<(i64, String)> = db
                .prepare("SELECT n, folded FROM names")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (n, folded) in names {
                db.prepare_cached("INSERT INTO named (rowid, name) VALUES (?, ?)")?.execute(rusqlite::params![n, folded])?;
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

    /// Where the bytes go.
    pub fn sizes(&self) -> Result<Sizes> {
        self.read(|db| {
            let one = |sql: &str| -> Result<i64> { Ok(db.query_row(sql, [], |row| row.get(0))?) };
            let table = |name: &str| one(&format!("SELECT coalesce(sum(length(block)), 0) FROM {name}_data"));
            let of = |name: &str| -> Result<i64> {
                Ok(table(name)?
                    + one(&format!("SELECT coalesce(sum(length(sz)) + 8 * count(*), 0) FROM {name}_docsize"))?
                    + one(&format!("SELECT 12 * count(*) FROM {name}_idx"))?)
            };
            let mut sizes = Sizes {
                originals: one("SELECT coalesce(sum(length(packed)), 0) FROM originals")?,
                records: one("SELECT coalesce(sum(length(prose) + length(facts)), 0) FROM revisions")?,
                texts: of("texts")?,
                said: of("said")?,
                shingles: of("shingles")?,
                text: one("SELECT coalesce(sum(n_bytes), 0) FROM articles")?,
                ..Sizes::default()
            };
            let (pages, size, free) =
                (one("PRAGMA page_count")?, one("PRAGMA page_size")?, one("PRAGMA freelist_count")?);
            sizes.other = free * size;
            let known = sizes.originals + sizes.records + sizes.texts + sizes.said + sizes.shingles + sizes.other;
            sizes.tables = (pages * size - known).max(0);
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
        self.read(|_| Ok(()))?;
        self.db.execute("VACUUM INTO ?", [name]).map_err(|e| crate::open::in_words(e.into(), to))?;
        Ok(())
    }
}

const INDEXES: [&str; 4] = ["texts", "said", "shingles", "named"];

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
        .prepare_cached("SELECT count(*) FROM statements WHERE article = ?")?
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
            .exists(rusqlite::params![format!("body : \"{word}\""), at])?;
        if !known {
            found.push(Damage::Index(format!("article {article} is not in full text as it should be")));
        }
    }
    let shingles = quotations::shingles(&body);
    if let Some(three) = shingles.split(' ').nth(body.len() / 2).filter(|t| !t.is_empty()) {
        let known = db
            .prepare_cached("SELECT 1 FROM shingles WHERE shingles MATCH ? AND rowid = ?")?
            .exists(rusqlite::params![three, article])?;
        if !known {
            found.push(Damage::Index(format!("article {article} is not in the quotation index as it should be")));
        }
    }
    let mut said = db.prepare_cached("SELECT at, words FROM statements WHERE article = ?")?;
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
    for (index, table, column) in [
        ("texts", "articles", "at"),
        ("said", "statements", "at"),
        ("shingles", "articles", "n"),
        ("named", "names", "n"),
    ] {
        let sql = format!(
            "SELECT (SELECT count(*) FROM {index}_docsize WHERE id NOT IN (SELECT {column} FROM {table})) + \
             (SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT id FROM {index}_docsize))"
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
        self.set_record(revision, original, &rank, record)?;
        // What a later fetch is compared with is what this version reads; where another revision reads the same now, both stay.
        let sql = "UPDATE OR IGNORE revisions SET content = ? WHERE n = ?";
        self.db.execute(sql, rusqlite::params![put::content(record), revision])?;
        let stands: i64 =
            self.db.query_row("SELECT revision FROM articles WHERE n = ?", [article], |row| row.get(0))?;
        if stands == revision { self.stand_at(article, revision, record) } else { Ok(()) }
    }
}
