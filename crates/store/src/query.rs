//! Full text: the newest matches first, or the most relevant of the newest 5,000.

use rusqlite::{Connection, ToSql, params_from_iter};

use crate::get::{ARTICLE, ArticleRow, N_STATEMENT, STATEMENT, StatementRow};
use crate::names::spellings;
use crate::{Archive, Error, Result};

/// In which order matches come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// The most relevant of the newest [`MOST_RANKED`] first.
    Relevance,
}

/// By relevance, so many of the newest matches are compared.
pub const MOST_RANKED: usize = 5_000;

/// Of those, so many of the newest are looked at for words that stand close together, which takes the most time.
const MOST_NEAR: usize = 500;

/// What is looked for. Days are counted from 1970-01-01, ends included.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// An expression of FTS5 over folded words; `None`: whatever the fields let through.
    pub words: Option<String>,
    /// Its words, for relevance.
    pub terms: Vec<String>,
    /// An expression of FTS5 for words and phrases close together, for relevance.
    pub near: Option<String>,
    /// Those of them that a match need not have.
    pub alternatives: Vec<String>,
    /// Statements of one of these people.
    pub by: Option<Vec<i64>>,
    /// Statements in which one of these is named.
    pub about: Option<Vec<i64>>,
    /// Statements told to one of these.
    pub to: Option<Vec<i64>>,
    /// direct, mixed, indirect.
    pub form: Option<String>,
    /// Part of the outlet's name or of the address, in lower case.
    pub outlet: Option<String>,
    /// Said on one of these days.
    pub said: Option<(i64, i64)>,
    /// Published on one of these days.
    pub published: Option<(i64, i64)>,
    /// Go on behind this place.
    pub cursor: Option<i64>,
    /// In this order.
    pub order: Order,
    /// At most so many.
    pub limit: usize,
}

impl Wanted {
    /// True where only statements can be meant.
    pub fn is_of_statements(&self) -> bool {
        self.by.is_some() || self.about.is_some() || self.to.is_some() || self.form.is_some() || self.said.is_some()
    }
}

/// A match.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The article.
    pub article: ArticleRow,
    /// The statement, where statements were asked for.
    pub statement: Option<StatementRow>,
    /// Its place, to go on behind it.
    pub at: i64,
    /// By relevance: how much speaks for it.
    pub weight: Option<f32>,
}

/// Conditions put together, with their values.
#[derive(Default)]
struct Conditions {
    sql: Vec<String>,
    values: Vec<Box<dyn ToSql>>,
}

impl Conditions {
    fn add(&mut self, sql: impl Into<String>, values: impl IntoIterator<Item = Box<dyn ToSql>>) {
        self.sql.push(sql.into());
        self.values.extend(values);
    }

    fn among(&mut self, column: &str, names: &[i64], db: &Connection) -> Result<()> {
        let mut all: Vec<String> = Vec::new();
        for name in names {
            all.extend(spellings(db, *name)?.iter().map(i64::to_string));
        }
        self.add(format!("{column} IN ({})", all.join(",")), []);
        Ok(())
    }
}

impl Archive {
    /// Articles, or statements where a field of theirs is asked for.
    pub fn find(&self, wanted: &Wanted) -> Result<Vec<Hit>> {
        let found = self.read(|db| match wanted.order {
            Order::Relevance if wanted.words.is_some() => by_relevance(db, wanted),
            _ => by_time(db, wanted, wanted.limit),
        });
        found.map_err(|e| match e {
            Error::Sql(e) if e.to_string().contains("fts5") => Error::Query(format!("the query cannot be run: {e}")),
            e => e,
        })
    }
}

/// What a query selects from, and its conditions.
fn conditions(db: &Connection, wanted: &Wanted) -> Result<(String, Conditions)> {
    let of_statements = wanted.is_of_statements();
    let mut all = Conditions::default();
    let (index, table, at) =
        if of_statements { ("said", "statements s", "s.at") } else { ("texts", "articles a", "a.at") };
    let mut from =
        if of_statements { "statements s JOIN articles a ON a.n = s.article" } else { "articles a" }.to_owned();
    if let Some(words) = &wanted.words {
        // The words first: their matches come in order.
        let rest = if of_statements { " CROSS JOIN articles a ON a.n = s.article" } else { "" };
        from = format!("{index} f CROSS JOIN {table} ON {at} = f.rowid{rest}");
        all.add(format!("f.{index} MATCH ?"), [Box::new(words.clone()) as Box<dyn ToSql>]);
    }
    if let Some(names) = &wanted.by {
        all.among("s.source", names, db)?;
    }
    if let Some(names) = &wanted.to {
        all.among("s.addressee", names, db)?;
    }
    if let Some(names) = &wanted.about {
        let mut inner = Conditions::default();
        inner.among("b.name", names, db)?;
        all.add(format!("EXISTS (SELECT 1 FROM about b WHERE b.statement = s.at AND {})", inner.sql.join(" AND ")), []);
    }
    if let Some(form) = &wanted.form {
        all.add("s.form = (SELECT n FROM terms WHERE term = ?)", [Box::new(form.clone()) as Box<dyn ToSql>]);
    }
    if let Some(outlet) = &wanted.outlet {
        let values = [outlet, outlet].map(|o| Box::new(o.clone()) as Box<dyn ToSql>);
        all.add("(instr(lower(a.outlet), ?) > 0 OR instr(lower(coalesce(a.url, a.identity)), ?) > 0)", values);
    }
    if let Some((first, last)) = wanted.said {
        let day = "coalesce(s.said_first, a.day)";
        all.add(format!("{day} BETWEEN ? AND ?"), [first, last].map(|d| Box::new(d) as Box<dyn ToSql>));
    }
    if let Some((first, last)) = wanted.published {
        all.add("a.day BETWEEN ? AND ?", [first, last].map(|d| Box::new(d) as Box<dyn ToSql>));
    }
    if let Some(cursor) = wanted.cursor {
        let rowid = if wanted.words.is_some() { "f.rowid" } else { at };
        let side = if wanted.order == Order::Oldest { ">" } else { "<" };
        all.add(format!("{rowid} {side} ?"), [Box::new(cursor) as Box<dyn ToSql>]);
    }
    Ok((from, all))
}

fn by_time(db: &Connection, wanted: &Wanted, limit: usize) -> Result<Vec<Hit>> {
    let (from, all) = conditions(db, wanted)?;
    let of_statements = wanted.is_of_statements();
    let columns = if of_statements { format!("{STATEMENT}, {ARTICLE}") } else { ARTICLE.to_owned() };
    let place = match (wanted.words.is_some(), of_statements) {
        (true, _) => "f.rowid",
        (false, true) => "s.at",
        (false, false) => "a.at",
    };
    let way = if wanted.order == Order::Oldest { "ASC" } else { "DESC" };
    let condition = if all.sql.is_empty() { "1".to_owned() } else { all.sql.join(" AND ") };
    let sql = format!("SELECT {columns} FROM {from} WHERE {condition} ORDER BY {place} {way} LIMIT {limit}");
    let mut query = db.prepare_cached(&sql)?;
    let rows = query.query_map(params_from_iter(all.values.iter()), |row| {
        let statement = if of_statements { Some(StatementRow::of(row)?) } else { None };
        let article = if of_statements { article_behind(row)? } else { ArticleRow::of(row)? };
        let at = statement.as_ref().map_or(article.at, |s| s.at);
        Ok(Hit { article, statement, at, weight: None })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn article_behind(row: &rusqlite::Row<'_>) -> rusqlite::Result<ArticleRow> {
    let k = N_STATEMENT;
    Ok(ArticleRow {
        n: row.get(k)?,
        at: row.get(k + 1)?,
        key: row.get(k + 2)?,
        identity: row.get(k + 3)?,
        revision: row.get(k + 4)?,
        title: row.get(k + 5)?,
        outlet: row.get(k + 6)?,
        url: row.get(k + 7)?,
        published: row.get(k + 8)?,
    })
}

/// How much a word counts.
#[derive(Clone, Copy)]
enum Weight {
    /// Always so much.
    Fixed(f32),
    /// So many times the logarithm of how rare it is among what is compared.
    Rare(f32),
}

/// Of the newest matches those first whose headline has the words, then those in which they stand close together, then the newest.
fn by_relevance(db: &Connection, wanted: &Wanted) -> Result<Vec<Hit>> {
    let (mut from, all) = conditions(db, &Wanted { cursor: None, ..wanted.clone() })?;
    let condition = all.sql.join(" AND ");
    // Where only words are asked for, no row needs to be looked at.
    if all.sql.len() == 1 {
        from = format!("{} f", if wanted.is_of_statements() { "said" } else { "texts" });
    }
    let sql = format!("SELECT f.rowid FROM {from} WHERE {condition} ORDER BY f.rowid DESC LIMIT {MOST_RANKED}");
    let mut query = db.prepare_cached(&sql)?;
    let rows = query.query_map(params_from_iter(all.values.iter()), |row| row.get(0))?;
    let newest: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
    let index = if wanted.is_of_statements() { "said" } else { "texts" };
    let mut weights: Vec<f32> = vec![0.0; newest.len()];
    // Adds to those that have the words: what few of them have counts more, where the weight is none of its own.
    let mut add = |index: &str, words: &str, weight: Weight, most: usize| -> Result<()> {
        let Some(oldest) = newest.get(most - 1).or(newest.last()) else { return Ok(()) };
        let sql = format!(
            "SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid >= ? ORDER BY rowid DESC LIMIT {}",
            2 * MOST_RANKED
        );
        let mut query = db.prepare_cached(&sql)?;
        let mut rows = query.query(rusqlite::params![words, oldest])?;
        let mut have: Vec<usize> = Vec::new();
        // Both are in falling order.
        let mut k = 0;
        while let Some(row) = rows.next()? {
            let at: i64 = row.get(0)?;
            while newest.get(k).is_some_and(|other| *other > at) {
                k += 1;
            }
            if newest.get(k) == Some(&at) {
                have.push(k);
            }
        }
        let rarity = ((newest.len() as f32 + 1.0) / (have.len() as f32 + 0.5)).ln().max(0.1);
        let own = match weight {
            Weight::Fixed(weight) => weight,
            Weight::Rare(weight) => weight * rarity,
        };
        have.into_iter().for_each(|k| weights[k] += own);
        Ok(())
    };
    for term in &wanted.terms {
        let quoted = format!("\"{term}\"");
        if index == "texts" {
            add("titles", &quoted, Weight::Rare(2.0), MOST_RANKED)?;
        }
        // Of alternatives the rarer counts more; what every match has tells nothing.
        if wanted.alternatives.contains(term) {
            add(index, &quoted, Weight::Rare(1.0), MOST_RANKED)?;
        }
    }
    if let Some(near) = &wanted.near {
        add(index, near, Weight::Fixed(4.0), MOST_NEAR)?;
    }
    let mut order: Vec<usize> = (0..newest.len()).collect();
    order.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]).then(a.cmp(b)));
    let skip = wanted.cursor.and_then(|c| usize::try_from(c).ok()).unwrap_or(0);
    let mut hits = Vec::new();
    for n in order.into_iter().skip(skip).take(wanted.limit) {
        hits.extend(
            hit_at(db, wanted.is_of_statements(), newest[n])?.map(|hit| Hit { weight: Some(weights[n]), ..hit }),
        );
    }
    Ok(hits)
}

fn hit_at(db: &Connection, of_statements: bool, at: i64) -> Result<Option<Hit>> {
    if of_statements {
        let sql = format!(
            "SELECT {STATEMENT}, {ARTICLE} FROM statements s JOIN articles a ON a.n = s.article WHERE s.at = ?"
        );
        let mut query = db.prepare_cached(&sql)?;
        let mut rows = query.query_map([at], |row| {
            Ok(Hit { statement: Some(StatementRow::of(row)?), article: article_behind(row)?, at, weight: None })
        })?;
        return Ok(rows.next().transpose()?);
    }
    let sql = format!("SELECT {ARTICLE} FROM articles a WHERE a.at = ?");
    let mut query = db.prepare_cached(&sql)?;
    let mut rows =
        query.query_map([at], |row| Ok(Hit { article: ArticleRow::of(row)?, statement: None, at, weight: None }))?;
    Ok(rows.next().transpose()?)
}

/// An expectation or an event, as a search shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct FactRow {
    /// Its article.
    pub article: i64,
    /// Its key.
    pub key: String,
    /// Its kind.
    pub kind: String,
    /// Its words.
    pub words: String,
    /// Who is bound by it.
    pub who: Option<String>,
}

/// No more expectations or events of a kind are looked at.
const MOST_FACTS: usize = 50_000;

impl Archive {
    /// Expectations and events of these kinds, events of these statuses, the newest first; of somebody: what they are bound by. The words are
    /// the caller's to look at.
    pub fn find_facts(&self, wanted: &Wanted, kinds: &[String], statuses: &[String]) -> Result<Vec<FactRow>> {
        let by: Option<Vec<String>> = match &wanted.by {
            Some(people) => {
                let mut all = Conditions::default();
                self.read(|db| all.among("e.holder", people, db))?;
                Some(all.sql)
            }
            None => None,
        };
        let holder = by.as_ref().map_or_else(String::new, |sql| format!("AND {}", sql.join(" AND ")));
        let list = |all: &[String]| vec!["?"; all.len()].join(",");
        let days =
            "(?1 IS NULL OR a.day BETWEEN ?1 AND ?2) AND (?3 IS NULL OR instr(lower(coalesce(a.outlet, '')), ?3) > 0)";
        let mut parts = Vec::new();
        let mut values: Vec<Box<dyn ToSql>> = vec![
            Box::new(wanted.published.map(|p| p.0)),
            Box::new(wanted.published.map(|p| p.1)),
            Box::new(wanted.outlet.clone()),
        ];
        if statuses.is_empty() {
            parts.push(format!(
                "SELECT a.at AS place, e.article, printf('x:%016x', e.key) || iif(e.nth > 1, '-' || e.nth, ''), \
                 (SELECT term FROM terms WHERE n = e.kind), e.words, \
                 (SELECT n.name FROM names n WHERE n.n = e.holder) FROM expectations e JOIN articles a ON a.n = e.article \
                 WHERE {days} {holder} AND e.kind IN (SELECT n FROM terms WHERE term IN ({}))",
                list(kinds)
            ));
            values.extend(kinds.iter().map(|k| Box::new(k.clone()) as Box<dyn ToSql>));
        }
        // Nobody is bound by an event.
        if by.is_none() {
            let kind = if kinds.is_empty() {
                "1".to_owned()
            } else {
                format!("e.kind IN (SELECT n FROM terms WHERE term IN ({}))", list(kinds))
            };
            let status = if statuses.is_empty() {
                "1".to_owned()
            } else {
                format!("e.status IN (SELECT n FROM terms WHERE term IN ({}))", list(statuses))
            };
            parts.push(format!(
                "SELECT a.at AS place, e.article, printf('e:%016x', e.key) || iif(e.nth > 1, '-' || e.nth, ''), \
                 (SELECT term FROM terms WHERE n = e.kind) || ', ' || (SELECT term FROM terms WHERE n = e.status), e.words, NULL \
                 FROM events e JOIN articles a ON a.n = e.article WHERE {days} AND {kind} AND {status}"
            ));
            values.extend(kinds.iter().chain(statuses).map(|k| Box::new(k.clone()) as Box<dyn ToSql>));
        }
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!("{} ORDER BY place DESC LIMIT {MOST_FACTS}", parts.join(" UNION ALL "));
        self.read(|db| {
            let mut query = db.prepare_cached(&sql)?;
            let rows = query.query_map(params_from_iter(values.iter()), |row| {
                Ok(FactRow {
                    article: row.get(1)?,
                    key: row.get(2)?,
                    kind: row.get(3)?,
                    words: row.get(4)?,
                    who: row.get(5)?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}
