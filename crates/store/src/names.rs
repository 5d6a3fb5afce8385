//! Who is who over all articles: spellings found, and people's decisions on them, logged and undoable.

use onrecord_words::folded::Folded;
use rusqlite::{Connection, OptionalExtension, Row, params};
use rustc_hash::FxHashMap;

use crate::get::{STATEMENT, StatementRow};
use crate::put::Writer;
use crate::{Archive, Error, Result};

/// A name with how much there is of it.
#[derive(Clone, Debug, PartialEq)]
pub struct NameRow {
    /// In the archive.
    pub n: i64,
    /// As people decided to call them, else as it is printed.
    pub name: String,
    /// Other spellings that people decided are theirs.
    pub aliases: Vec<String>,
    /// person, organization …: what it most often is; `None` for words that only ever were a source.
    pub kind: Option<String>,
    /// Statements of theirs.
    pub n_said: i64,
    /// Articles that name them.
    pub n_articles: i64,
}

/// A decision on names.
#[derive(Clone, Debug, PartialEq)]
pub struct Renaming {
    /// Its number, for undo.
    pub n: i64,
    /// merge, split, rename.
    pub what: String,
    /// The name that it is about.
    pub a: String,
    /// The name that it becomes, or becomes part of.
    pub b: Option<String>,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: String,
    /// Who took it back.
    pub undone_by: Option<String>,
}

/// Names that are alike to a query are no more than this.
const MOST_NAMES: i64 = 200;

/// Of those so many are told of.
const MOST_TOLD: usize = 40;

impl Archive {
    /// Everybody who has all these words in a spelling of theirs.
    pub fn people_named(&self, name: &str) -> Result<Vec<i64>> {
        self.read(|db| people_named(db, &Folded::of(name)))
    }

    /// The same, those with most statements first, forty at most. The name itself comes first where there is one.
    pub fn find_names(&self, name: &str) -> Result<Vec<NameRow>> {
        let folded = Folded::of(name);
        self.read(|db| {
            let own = number(db, folded.joined())?.map(|n| person(db, n)).transpose()?;
            let mut people: Vec<(bool, i64, i64)> = Vec::new();
            for n in people_named(db, &folded)? {
                people.push((Some(n) != own, -n_said(db, n)?, n));
            }
            people.sort_unstable();
            people.truncate(MOST_TOLD);
            let mut all = people.into_iter().map(|(.., n)| name_row(db, n)).collect::<Result<Vec<NameRow>>>()?;
            all.sort_by_key(|row| (Some(row.n) != own, -row.n_said, -row.n_articles, row.n));
            Ok(all)
        })
    }

    /// What somebody said, the newest first; at most so many, those before `before`.
    pub fn said_by(&self, person: i64, before: Option<i64>, most: usize) -> Result<Vec<StatementRow>> {
        self.statements_of(person, before, most, "s.source = ?1", "statements s", "s.at")
    }

    /// What was said of somebody.
    pub fn said_about(&self, person: i64, before: Option<i64>, most: usize) -> Result<Vec<StatementRow>> {
        let others = format!(
            "b.name = ?1 AND (s.source IS NULL OR s.source NOT IN (SELECT name FROM aliases WHERE person = {person} UNION SELECT {person}))"
        );
        self.statements_of(
            person,
            before,
            most,
            &others,
            "about b CROSS JOIN statements s ON s.at = b.statement",
            "b.statement",
        )
    }

    fn statements_of(
        &self,
        person: i64,
        before: Option<i64>,
        most: usize,
        of: &str,
        from: &str,
        at: &str,
    ) -> Result<Vec<StatementRow>> {
        // `at` is the column whose index has them in order.
        let sql = format!("SELECT {STATEMENT} FROM {from} WHERE {of} AND {at} < ?2 ORDER BY {at} DESC LIMIT ?3");
        self.read(|db| {
            let mut all: Vec<StatementRow> = Vec::new();
            for spelling in spellings(db, person)? {
                let mut query = db.prepare_cached(&sql)?;
                let rows =
                    query.query_map(params![spelling, before.unwrap_or(i64::MAX), most as i64], StatementRow::of)?;
                for row in rows {
                    all.push(row?);
                }
            }
            all.sort_by_key(|s| std::cmp::Reverse(s.at));
            all.truncate(most);
            Ok(all)
        })
    }

    /// All decisions on names, in order.
    pub fn renamings(&self) -> Result<Vec<Renaming>> {
        self.read(|db| {
            let mut all = db.prepare_cached("SELECT n, what, a, b, by, at, undone_by FROM name_log ORDER BY n")?;
            Ok(all.query_map([], renaming)?.collect::<rusqlite::Result<_>>()?)
        })
    }
}

fn people_named(db: &Connection, folded: &Folded) -> Result<Vec<i64>> {
    let mut people: Vec<i64> = Vec::new();
    if folded.is_empty() {
        return Ok(people);
    }
    let terms: Vec<String> = folded.words().map(|w| format!("\"{w}\"")).collect();
    let mut find = db.prepare_cached("SELECT rowid FROM named WHERE named MATCH ? LIMIT ?")?;
    // The name itself is among them, however many there are.
    let own = number(db, folded.joined())?;
    let rows = find.query_map(params![terms.join(" AND "), MOST_NAMES], |row| row.get(0))?;
    for n in own.into_iter().map(Ok).chain(rows) {
        let person = person(db, n?)?;
        if !people.contains(&person) {
            people.push(person);
        }
    }
    Ok(people)
}

/// Statements of somebody, under all spellings.
fn n_said(db: &Connection, person: i64) -> Result<i64> {
    let sql = "SELECT count(*) FROM statements WHERE source = ?";
    let mut n: i64 = 0;
    for spelling in spellings(db, person)? {
        n += db.prepare_cached(sql)?.query_row([spelling], |row| row.get::<_, i64>(0))?;
    }
    Ok(n)
}

fn name_row(db: &Connection, n: i64) -> Result<NameRow> {
    let name = |n: i64| -> Result<String> {
        Ok(db.prepare_cached("SELECT name FROM names WHERE n = ?")?.query_row([n], |row| row.get(0))?)
    };
    let called: Option<String> =
        db.prepare_cached("SELECT name FROM called WHERE person = ?")?.query_row([n], |row| row.get(0)).optional()?;
    let n_said = n_said(db, n)?;
    let mut row = NameRow { n, name: name(n)?, aliases: Vec::new(), kind: None, n_said, n_articles: 0 };
    let mut kinds: FxHashMap<i64, i64> = FxHashMap::default();
    for spelling in spellings(db, n)? {
        if spelling != n {
            row.aliases.push(name(spelling)?);
        }
        let mut query = db.prepare_cached("SELECT article, kind FROM entities WHERE name = ? ORDER BY article")?;
        let mut entities = query.query([spelling])?;
        let mut before: Option<i64> = None;
        while let Some(entity) = entities.next()? {
            let article: i64 = entity.get(0)?;
            row.n_articles += i64::from(before != Some(article));
            before = Some(article);
            *kinds.entry(entity.get(1)?).or_default() += 1;
        }
    }
    let mut likeliest: Option<(i64, std::cmp::Reverse<String>)> = None;
    for (kind, n) in kinds {
        let sql = "SELECT term FROM terms WHERE n = ?";
        let term = db.prepare_cached(sql)?.query_row([kind], |r| r.get(0))?;
        likeliest = likeliest.max(Some((n, std::cmp::Reverse(term))));
    }
    row.kind = likeliest.map(|(_, kind)| kind.0);
    if let Some(called) = called {
        row.aliases.insert(0, std::mem::replace(&mut row.name, called));
    }
    Ok(row)
}

fn renaming(row: &Row<'_>) -> rusqlite::Result<Renaming> {
    Ok(Renaming {
        n: row.get(0)?,
        what: row.get(1)?,
        a: row.get(2)?,
        b: row.get(3)?,
        by: row.get(4)?,
        at: row.get(5)?,
        undone_by: row.get(6)?,
    })
}

/// A hash of a name's folded words: 47 bits, which SQLite keeps in six bytes.
pub(crate) fn key(folded: &str) -> i64 {
    let hash = blake3::hash(folded.as_bytes());
    let first = hash.as_bytes().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
    (first >> 17) as i64
}

/// The number of a name, by its folded words.
pub(crate) fn number(db: &Connection, folded: &str) -> Result<Option<i64>> {
    let mut query = db.prepare_cached("SELECT n, name FROM names WHERE key = ?")?;
    let mut rows = query.query([key(folded)])?;
    while let Some(row) = rows.next()? {
        if Folded::of(row.get_ref(1)?.as_str().unwrap_or_default()).joined() == folded {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}

/// Whose spelling it is.
pub(crate) fn person(db: &Connection, name: i64) -> Result<i64> {
    let sql = "SELECT person FROM aliases WHERE name = ?";
    Ok(db.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()?.unwrap_or(name))
}

/// All spellings of somebody, their own first.
pub(crate) fn spellings(db: &Connection, person: i64) -> Result<Vec<i64>> {
    let mut all = vec![person];
    let mut query = db.prepare_cached("SELECT name FROM aliases WHERE person = ? ORDER BY name")?;
    for name in query.query_map([person], |row| row.get(0))? {
        all.push(name?);
    }
    Ok(all)
}

impl Writer<'_> {
    /// Decides that two names are one person's, that a spelling is not, or how somebody is called.
    pub fn rename(&mut self, what: &str, a: &str, b: Option<&str>, by: &str) -> Result<i64> {
        if self.known(a)?.is_none() {
            return Err(Error::Query(format!(
                "nobody in the archive is called “{a}”; onrecord who “{a}” finds names that are alike"
            )));
        }
        if what == "merge" && b.map(|b| self.known(b)).transpose()?.flatten().is_none() {
            return Err(Error::Query(format!("nobody in the archive is called “{}”", b.unwrap_or_default())));
        }
        let sql = "INSERT INTO name_log (what, a, b, by, at) VALUES (?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ'))";
        self.db.execute(sql, params![what, a, b, by])?;
        let n = self.db.last_insert_rowid();
        self.apply_names()?;
        Ok(n)
    }

    /// Takes a decision back, the last one where none is named.
    pub fn undo_rename(&mut self, n: Option<i64>, by: &str) -> Result<Option<i64>> {
        let sql = "SELECT max(n) FROM name_log WHERE undone_at IS NULL AND (?1 IS NULL OR n = ?1)";
        let Some(n): Option<i64> = self.db.query_row(sql, [n], |row| row.get(0))? else { return Ok(None) };
        let sql = "UPDATE name_log SET undone_by = ?, undone_at = strftime('%Y-%m-%dT%H:%M:%SZ') WHERE n = ?";
        self.db.execute(sql, params![by, n])?;
        self.apply_names()?;
        Ok(Some(n))
    }

    fn known(&self, name: &str) -> Result<Option<i64>> {
        number(self.db, Folded::of(name).joined())
    }

    /// What follows from all decisions that stand, in their order.
    pub(crate) fn apply_names(&mut self) -> Result<()> {
        self.db.execute_batch("DELETE FROM aliases; DELETE FROM called;")?;
        let mut log = self
            .db
            .prepare("SELECT n, what, a, b, by, at, undone_by FROM name_log WHERE undone_at IS NULL ORDER BY n")?;
        let log: Vec<Renaming> = log.query_map([], renaming)?.collect::<rusqlite::Result<_>>()?;
        for decided in log {
            let Some(a) = self.known(&decided.a)? else { continue };
            match (decided.what.as_str(), decided.b.as_deref()) {
                ("merge", Some(b)) => {
                    let Some(b) = self.known(b)? else { continue };
                    let (from, to) = (person(self.db, a)?, person(self.db, b)?);
                    if from != to {
                        self.db.execute("UPDATE aliases SET person = ? WHERE person = ?", [to, from])?;
                        self.db.execute("INSERT OR REPLACE INTO aliases (name, person) VALUES (?, ?)", [from, to])?;
                    }
                }
                ("split", _) => drop(self.db.execute("DELETE FROM aliases WHERE name = ?", [a])?),
                ("rename", Some(name)) => {
                    let sql = "INSERT OR REPLACE INTO called (person, name) VALUES (?, ?)";
                    self.db.execute(sql, params![person(self.db, a)?, name])?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}
