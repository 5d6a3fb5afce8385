//! Expectations by the day on which they are due, and what people decided of them. Nothing is decided here.

use rusqlite::{OptionalExtension, Row, ToSql, params};

use crate::names::spellings;
use crate::put::{OF_ARTICLE, Writer};
use crate::sum::{self, Sum};
use crate::{Archive, Error, Result};

/// An expectation as the ledger shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectationRow {
    /// Its article.
    pub article: i64,
    /// Its article's identity.
    pub identity: String,
    /// Its place in the record.
    pub id: u32,
    /// Its key, with `x:`.
    pub key: String,
    /// plan, promise, prediction, threat, demand, possibility.
    pub kind: String,
    /// Its words.
    pub words: String,
    /// What is to happen.
    pub what: Option<String>,
    /// Who is bound by it.
    pub holder: Option<String>,
    /// First day of its horizon, counted from 1970-01-01.
    pub due_first: Option<i64>,
    /// The last day.
    pub due_last: Option<i64>,
    /// On which condition.
    pub condition: Option<String>,
    /// It is not to happen.
    pub negated: bool,
    /// How sure it is.
    pub score: f64,
    /// What was decided of it last.
    pub decision: Option<Decision>,
}

/// What somebody decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Its number.
    pub n: i64,
    /// The article's identity.
    pub article: String,
    /// The expectation.
    pub key: String,
    /// Its words then.
    pub words: String,
    /// How many expectations of the article had this key's hash then.
    pub n_alike: i64,
    /// kept, broken, in_progress …
    pub state: String,
    /// The key or the address that shows it.
    pub because: String,
    /// What else there is to say.
    pub note: Option<String>,
    /// Who decided.
    pub by: String,
    /// On which day, counted from 1970-01-01.
    pub day: i64,
    /// When.
    pub at: String,
    /// Who took it back.
    pub undone_by: Option<String>,
    /// On which day.
    pub undone_day: Option<i64>,
}

/// Whether a decision is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Settled {
    /// With one or without.
    #[default]
    Either,
    /// Without one.
    Open,
    /// With one.
    Settled,
}

/// Which expectations are wanted.
#[derive(Clone, Debug, Default)]
pub struct Due {
    /// Due on this day or before.
    pub by_day: Option<i64>,
    /// Of one of these people.
    pub holders: Option<Vec<i64>>,
    /// With a decision, or without.
    pub settled: Settled,
    /// As it was on this day: what was published and decided later is left out.
    pub as_of: Option<i64>,
    /// Only those that are sure: their score is .9 or more.
    pub only_sure: bool,
    /// At most so many.
    pub limit: usize,
}

const COLUMNS: &str = "e.article, a.identity, e.id, printf('x:%016x', e.key) || iif(e.nth > 1, '-' || e.nth, ''), \
     (SELECT term FROM terms WHERE n = e.kind), e.words, substr(e.words, e.what_from, e.what_length), \
     (SELECT person FROM v_people WHERE name = e.holder), e.due_first, e.due_last, e.condition, e.negated, e.score / 10000.0, \
     e.key, e.nth, e.kind, e.what_from, e.what_length, e.holder, e.score, e.sum";

/// The sum of an expectation's row.
pub(crate) fn expectation_sum(
    article: i64,
    id: u32,
    own: [i64; 4],
    words: [Option<&str>; 2],
    numbers: [Option<i64>; 6],
) -> i64 {
    let sum = own.into_iter().fold(Sum::new().number(article).number(i64::from(id)), Sum::number);
    let sum = words.into_iter().fold(sum, |sum, words| sum.text(words.unwrap_or_default()));
    numbers.into_iter().fold(sum, Sum::maybe).end()
}

fn expectation(row: &Row<'_>) -> rusqlite::Result<ExpectationRow> {
    let own = ExpectationRow {
        article: row.get(0)?,
        identity: row.get(1)?,
        id: row.get(2)?,
        key: row.get(3)?,
        kind: row.get(4)?,
        words: row.get(5)?,
        what: row.get(6)?,
        holder: row.get(7)?,
        due_first: row.get(8)?,
        due_last: row.get(9)?,
        condition: row.get(10)?,
        negated: row.get(11)?,
        score: row.get(12)?,
        decision: None,
    };
    let numbers = [row.get(16)?, row.get(17)?, row.get(18)?, own.due_first, own.due_last, row.get(19)?];
    let keys = [row.get(13)?, row.get(14)?, row.get(15)?, i64::from(own.negated)];
    let is = expectation_sum(own.article, own.id, keys, [Some(own.words.as_str()), own.condition.as_deref()], numbers);
    sum::check(row.get(20)?, is)?;
    Ok(own)
}

/// The expectation with this number.
pub(crate) fn expectation_at(db: &rusqlite::Connection, n: i64) -> Result<ExpectationRow> {
    let sql = format!("SELECT {COLUMNS} FROM expectations e JOIN articles a ON a.n = e.article WHERE e.n = ?");
    Ok(db.prepare_cached(&sql)?.query_row([n], expectation)?)
}

const DECISION: &str = "n, article, key, words, n_alike, state, because, note, by, day, at, undone_by, undone_day";

fn decision(row: &Row<'_>) -> rusqlite::Result<Decision> {
    Ok(Decision {
        n: row.get(0)?,
        article: row.get(1)?,
        key: row.get(2)?,
        words: row.get(3)?,
        n_alike: row.get(4)?,
        state: row.get(5)?,
        because: row.get(6)?,
        note: row.get(7)?,
        by: row.get(8)?,
        day: row.get(9)?,
        at: row.get(10)?,
        undone_by: row.get(11)?,
        undone_day: row.get(12)?,
    })
}

/// Of this score on, in ten-thousandths, an expectation is sure: .9, and scores are kept in hundredths. The index of the sure ones has it too.
const SURE: i64 = 8_950;

/// The same as a score.
pub const SURE_SCORE: f64 = SURE as f64 / 10_000.0;

/// As it stands in that index.
const IS_SURE: &str = "e.score >= 8950";

/// A decision on the expectation stood on the day.
const DECIDED: &str = "EXISTS (SELECT 1 FROM decisions d WHERE d.article = a.identity AND d.key = \
     printf('x:%016x', e.key) || iif(e.nth > 1, '-' || e.nth, '') AND (d.undone_at IS NULL OR d.undone_day > :as_of) AND d.day <= :as_of)";

/// Values of a query, by name.
type Values = Vec<(&'static str, Box<dyn ToSql>)>;

/// What is asked of expectations, whatever was decided of them.
fn conditions(db: &rusqlite::Connection, due: &Due) -> Result<(Vec<String>, Values)> {
    let mut all = Vec::new();
    let mut values: Values = vec![(":as_of", Box::new(due.as_of.unwrap_or(i64::MAX)))];
    if let Some(day) = due.by_day {
        all.push("e.due_last <= :day".to_owned());
        values.push((":day", Box::new(day)));
    }
    if due.as_of.is_some() {
        all.push("(a.day IS NULL OR a.day <= :as_of)".to_owned());
    }
    if let Some(people) = &due.holders {
        let mut holders: Vec<String> = Vec::new();
        for n in people {
            holders.extend(spellings(db, *n)?.iter().map(i64::to_string));
        }
        all.push(format!("e.holder IN ({})", holders.join(",")));
    }
    Ok((all, values))
}

/// The values that a query names.
fn used<'v>(values: &'v Values, sql: &str) -> Vec<(&'static str, &'v dyn ToSql)> {
    values.iter().filter(|(name, _)| sql.contains(name)).map(|(name, value)| (*name, value.as_ref())).collect()
}

impl Archive {
    /// Expectations by due day, those without one last.
    pub fn due(&self, due: &Due) -> Result<Vec<ExpectationRow>> {
        self.read(|db| {
            let (mut conditions, mut values) = conditions(db, due)?;
            match due.settled {
                Settled::Either => {}
                Settled::Open => conditions.push(format!("NOT {DECIDED}")),
                Settled::Settled => conditions.push(DECIDED.to_owned()),
            }
            if due.only_sure {
                conditions.push(IS_SURE.to_owned());
            }
            values.push((":limit", Box::new(due.limit as i64)));
            let mut all: Vec<ExpectationRow> = Vec::new();
            for (has_day, order) in [("NOT NULL", "e.due_last, e.due_first,"), ("NULL", "")] {
                let sql = format!(
                    "SELECT {COLUMNS} FROM expectations e JOIN articles a ON a.n = e.article \
                     WHERE e.due_last IS {has_day} {} ORDER BY {order} a.identity, e.id LIMIT :limit",
                    conditions.iter().map(|c| format!("AND {c} ")).collect::<String>()
                );
                let mut query = db.prepare_cached(&sql)?;
                let rows = query.query_map(used(&values, &sql).as_slice(), expectation)?;
                for row in rows.take(due.limit.saturating_sub(all.len())) {
                    all.push(row?);
                }
            }
            let as_of = due.as_of.unwrap_or(i64::MAX);
            for x in &mut all {
                x.decision = decisions_of(db, &x.identity, &x.key)?
                    .into_iter()
                    .rfind(|d| d.day <= as_of && d.undone_day.is_none_or(|undone| undone > as_of));
            }
            Ok(all)
        })
    }

    /// How many more there are that are less sure.
    pub fn n_less_sure(&self, due: &Due) -> Result<i64> {
        // Decisions are few: what was decided is looked at one by one.
        let mut keys: Vec<String> = self.decisions()?.into_iter().map(|d| d.key).collect();
        keys.sort_unstable();
        keys.dedup();
        self.read(|db| {
            let (conditions, values) = conditions(db, due)?;
            let count = |more: &[&str]| -> Result<i64> {
                let all: Vec<&str> = conditions.iter().map(String::as_str).chain(more.iter().copied()).collect();
                let condition = if all.is_empty() { "1".to_owned() } else { all.join(" AND ") };
                let articles = if condition.contains("a.") { "JOIN articles a ON a.n = e.article" } else { "" };
                let sql = format!("SELECT count(*) FROM expectations e {articles} WHERE {condition}");
                Ok(db.prepare_cached(&sql)?.query_row(used(&values, &sql).as_slice(), |row| row.get(0))?)
            };
            let less = count(&[])? - count(&[IS_SURE])?;
            if due.settled == Settled::Either {
                return Ok(less);
            }
            let mut decided = 0;
            for key in keys {
                let (number, nth) = crate::identity::key_number(&onrecord_model::Key(key));
                let one = format!("e.key >> 40 = {number} >> 40 AND e.key = {number} AND e.nth = {nth} AND e.score < {SURE} AND {DECIDED}");
                decided += count(&[&one])?;
            }
            Ok(if due.settled == Settled::Open { less - decided } else { decided })
        })
    }

    /// Expectations with this key, in whichever articles.
    pub fn expectations_named(&self, key: &str) -> Result<Vec<ExpectationRow>> {
        let (number, nth) = crate::identity::key_number(&onrecord_model::Key(key.to_owned()));
        let sql = format!(
            "SELECT {COLUMNS} FROM expectations e JOIN articles a ON a.n = e.article WHERE e.key >> 40 = ?1 >> 40 AND e.key = ?1 AND e.nth = ?2 ORDER BY a.at"
        );
        self.read(|db| {
            let mut query = db.prepare_cached(&sql)?;
            Ok(query.query_map([number, nth], expectation)?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// All that was decided of an expectation, in order.
    pub fn history(&self, article: &str, key: &str) -> Result<Vec<Decision>> {
        self.read(|db| decisions_of(db, article, key))
    }

    /// All decisions, in order.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        self.read(|db| {
            let mut all = db.prepare_cached(&format!("SELECT {DECISION} FROM decisions ORDER BY n"))?;
            Ok(all.query_map([], decision)?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Decisions that stand and whose expectation is not there any more as it was, with expectations of the article that hold its words or
    /// lie in them: words that grew or shrank, for a person to confirm.
    pub fn adrift(&self) -> Result<Vec<(Decision, Vec<ExpectationRow>)>> {
        let mut adrift = Vec::new();
        for decision in self.decisions()?.into_iter().filter(|d| d.undone_by.is_none()) {
            let (number, nth) = crate::identity::key_number(&onrecord_model::Key(decision.key.clone()));
            let alike: i64 = self.read(|db| {
                let sql = "SELECT count(*) FROM expectations e JOIN articles a ON a.n = e.article WHERE a.key = ?1 AND a.identity = ?2 AND \
                           e.key >> 40 = ?3 >> 40 AND e.key = ?3";
                let article = crate::identity::key_of(&decision.article);
                Ok(db.prepare_cached(sql)?.query_row(params![article, decision.article, number], |row| row.get(0))?)
            })?;
            // Where there are more or fewer of the same words than then, nobody knows which is meant.
            if alike == decision.n_alike && nth <= alike {
                continue;
            }
            let near = self.read(|db| {
                let sql = format!("SELECT {COLUMNS} FROM expectations e JOIN articles a ON e.n BETWEEN a.n << 24 AND (a.n << 24) + 16777215 \
                     WHERE a.key = ? AND a.identity = ? ORDER BY e.n");
                let mut query = db.prepare_cached(&sql)?;
                let article = params![crate::identity::key_of(&decision.article), decision.article];
                let rows: Vec<ExpectationRow> = query.query_map(article, expectation)?.collect::<rusqlite::Result<_>>()?;
                Ok(rows)
            })?;
            let is_near = |x: &ExpectationRow| x.words.contains(&decision.words) || decision.words.contains(&x.words);
            let near = near.into_iter().filter(is_near).collect();
            adrift.push((decision, near));
        }
        Ok(adrift)
    }
}

fn decisions_of(db: &rusqlite::Connection, article: &str, key: &str) -> Result<Vec<Decision>> {
    let mut all =
        db.prepare_cached(&format!("SELECT {DECISION} FROM decisions WHERE article = ? AND key = ? ORDER BY n"))?;
    Ok(all.query_map([article, key], decision)?.collect::<rusqlite::Result<_>>()?)
}

impl Writer<'_> {
    /// Notes a decision on an expectation.
    pub fn decide(
        &mut self,
        x: &ExpectationRow,
        state: &str,
        because: &str,
        note: Option<&str>,
        by: &str,
        day: i64,
    ) -> Result<i64> {
        let (number, _) = crate::identity::key_number(&onrecord_model::Key(x.key.clone()));
        let sql = format!("SELECT count(*) FROM expectations WHERE {OF_ARTICLE} AND key = ?2");
        let n_alike: i64 = self.db.prepare_cached(&sql)?.query_row([x.article, number], |row| row.get(0))?;
        let sql = "INSERT INTO decisions (article, key, words, n_alike, state, because, note, by, day, at) \
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ'))";
        self.db.execute(sql, params![x.identity, x.key, x.words, n_alike, state, because, note, by, day])?;
        Ok(self.db.last_insert_rowid())
    }

    /// Takes back the last decision on an expectation that stands.
    pub fn undo_decision(&mut self, article: &str, key: &str, by: &str, day: i64) -> Result<Option<String>> {
        let sql = "SELECT n, state FROM decisions WHERE article = ? AND key = ? AND undone_at IS NULL ORDER BY n DESC LIMIT 1";
        let found: Option<(i64, String)> =
            self.db.query_row(sql, [article, key], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((n, state)) = found else { return Ok(None) };
        let sql = "UPDATE decisions SET undone_by = ?, undone_day = ?, undone_at = strftime('%Y-%m-%dT%H:%M:%SZ') WHERE n = ?";
        self.db.execute(sql, params![by, day, n])?;
        Ok(Some(state))
    }

    /// Notes what somebody has to say of a fact.
    pub fn remark(&mut self, article: &str, key: &str, words: &str, text: &str, by: &str) -> Result<()> {
        if text.trim().is_empty() {
            return Err(Error::Query("a note has words: onrecord note KEY \"…\"".into()));
        }
        let sql = "INSERT INTO remarks (article, key, words, text, by, at) VALUES (?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ'))";
        self.db.execute(sql, [article, key, words, text, by])?;
        Ok(())
    }
}
