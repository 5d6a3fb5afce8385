//! Pages and their records are put into the archive, with everything that is searched.

use std::collections::hash_map::Entry;

use onrecord_model::{BlockKind, DateTime, Form, MadeBy, Record, Span, Who};
use onrecord_words::folded::Folded;
use rusqlite::{OptionalExtension, Transaction, params};
use rustc_hash::FxHashMap;

use crate::identity::{content, host, identity, key_number, key_of, rank};
use crate::{Error, Result, days, pack, shingles};

/// A page as it was got.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fetched<'a> {
    /// The bytes as they came.
    pub bytes: &'a [u8],
    /// Where from.
    pub url: Option<&'a str>,
    /// The file that it was read from.
    pub path: Option<&'a str>,
    /// What the caller said that it is.
    pub kind: Option<&'a str>,
    /// What the caller said of its publication.
    pub published: Option<&'a DateTime>,
    /// When it was fetched, where the page itself does not tell.
    pub retrieved: Option<&'a str>,
    /// When it was added; `None`: now.
    pub added: Option<&'a str>,
}

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// An article that was not there.
    New,
    /// Its article was there and says something else now, or said something else then.
    Revised,
    /// The article was there with these words.
    Seen,
}

/// Whoever writes, within one transaction.
pub struct Writer<'t> {
    pub(crate) db: &'t Transaction<'t>,
    /// Numbers of names met in this transaction, by their folded form.
    names: FxHashMap<String, i64>,
    /// Numbers of terms met in this transaction.
    terms: FxHashMap<String, i64>,
    /// Of the quotation index, what is not written yet.
    held: shingles::Held,
}

/// Bits of an article's `at` behind the day: the fewer, the smaller the index.
const ARTICLES_OF_DAY: u32 = 17;

/// Bits of a statement's `at` behind the day.
const STATEMENTS_OF_DAY: u32 = 20;

impl<'t> Writer<'t> {
    pub(crate) fn of(db: &'t Transaction<'t>) -> Writer<'t> {
        Writer { db, names: FxHashMap::default(), terms: FxHashMap::default(), held: shingles::Held::default() }
    }

    /// Writes what was held back.
    pub(crate) fn end(&mut self) -> Result<()> {
        self.held.write(self.db)
    }

    /// Notes once more where a page came from, where its bytes are there already.
    pub fn seen(&mut self, page: &Fetched<'_>, hash: &[u8; 32]) -> Result<bool> {
        let sql = "SELECT o.n, (SELECT r.revision FROM appearances r WHERE r.original = o.n LIMIT 1) FROM originals o WHERE o.hash = ?";
        let found: Option<(i64, Option<i64>)> =
            self.db.prepare_cached(sql)?.query_row([hash], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((original, revision)) = found else { return Ok(false) };
        self.appear(page, None, original, revision)?;
        Ok(true)
    }

    /// Adds a page with its record.
    pub fn add(&mut self, page: &Fetched<'_>, record: &Record) -> Result<Added> {
        self.put(page, record, true)
    }

    /// Adds a page with a record: its own (`stands`), or that of another fetch which says the same.
    pub(crate) fn put(&mut self, page: &Fetched<'_>, record: &Record, stands: bool) -> Result<Added> {
        let hash = *blake3::hash(page.bytes).as_bytes();
        if self.seen(page, &hash)? {
            return Ok(Added::Seen);
        }
        let content = content(record);
        let identity = identity(record, &hash);
        let known: Option<i64> = self
            .db
            .prepare_cached("SELECT n FROM articles WHERE key = ? AND identity = ?")?
            .query_row(params![key_of(&identity), identity], |r| r.get(0))
            .optional()?;
        let revision: Option<(i64, i64)> = match known {
            Some(article) => self
                .db
                .prepare_cached("SELECT n, original FROM revisions WHERE article = ? AND content = ?")?
                .query_row(params![article, content], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?,
            None => None,
        };
        let base = match (revision, known) {
            (Some((_, original)), _) => Some(original),
            (None, Some(article)) => self
                .db
                .prepare_cached("SELECT original FROM revisions WHERE article = ? ORDER BY n LIMIT 1")?
                .query_row([article], |row| row.get(0))
                .optional()?,
            _ => None,
        };
        let original = self.original(page.bytes, &hash, base)?;
        let rank = rank(record, &hash);
        if let Some((revision, _)) = revision {
            self.appear(page, record.page.retrieved.as_deref(), original, Some(revision))?;
            // Which of several fetches stands for a revision does not depend on their order.
            let kept: String = self
                .db
                .prepare_cached("SELECT rank FROM revisions WHERE n = ?")?
                .query_row([revision], |row| row.get(0))?;
            if stands && rank < kept {
                self.set_record(revision, original, &rank, record)?;
                self.stand(known.unwrap_or_default(), record, revision)?;
            }
            return Ok(Added::Seen);
        }
        let article = match known {
            Some(article) => article,
            None => self.article(&identity, record)?,
        };
        let sql = "INSERT INTO revisions (article, content, original, maker, rank) VALUES (?, ?, ?, ?, ?)";
        let maker = self.maker(&record.made_by)?;
        self.db.prepare_cached(sql)?.execute(params![article, content, original, maker, rank])?;
        let revision = self.db.last_insert_rowid();
        self.pack(revision, record, &hash)?;
        self.appear(page, record.page.retrieved.as_deref(), original, Some(revision))?;
        self.stand(article, record, revision)?;
        Ok(if known.is_some() { Added::Revised } else { Added::New })
    }

    fn original(&mut self, bytes: &[u8], hash: &[u8; 32], base: Option<i64>) -> Result<i64> {
        // Not a chain: what others are packed against is whole.
        let base: Option<(i64, Vec<u8>)> = match base {
            Some(n) => {
                let n = self
                    .db
                    .prepare_cached("SELECT coalesce(base, n) FROM originals WHERE n = ?")?
                    .query_row([n], |r| r.get(0))?;
                Some((n, crate::get::original(self.db, n)?))
            }
            None => None,
        };
        let packed =
            pack::original(bytes, base.as_ref().map(|(_, bytes)| bytes.as_slice())).map_err(|e| no_memory(&e))?;
        let sql = "INSERT INTO originals (hash, n_bytes, base, packed) VALUES (?, ?, ?, ?)";
        self.db.prepare_cached(sql)?.execute(params![hash, bytes.len() as i64, base.map(|(n, _)| n), packed])?;
        Ok(self.db.last_insert_rowid())
    }

    fn appear(
        &mut self,
        page: &Fetched<'_>,
        retrieved: Option<&str>,
        original: i64,
        revision: Option<i64>,
    ) -> Result<()> {
        let published = page.published.map(DateTime::as_str);
        let sql = "SELECT 1 FROM appearances WHERE original = ? AND url IS ? AND path IS ?";
        if self.db.prepare_cached(sql)?.exists(params![original, page.url, page.path])? {
            return Ok(());
        }
        let sql = "INSERT INTO appearances (original, revision, url, path, kind, published, retrieved, added) \
                   VALUES (?, ?, ?, ?, ?, ?, ?, coalesce(?, strftime('%Y-%m-%dT%H:%M:%SZ')))";
        let retrieved = retrieved.or(page.retrieved);
        let row = params![original, revision, page.url, page.path, page.kind, published, retrieved, page.added];
        self.db.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }

    fn article(&mut self, identity: &str, record: &Record) -> Result<i64> {
        let day = record.article.published.as_ref().map(|p| days::number(p.day()));
        let at = self.next_at("articles", day, ARTICLES_OF_DAY)?;
        let sql = "INSERT INTO articles (at, key, identity, revision, n_bytes) VALUES (?, ?, ?, 0, 0)";
        self.db.prepare_cached(sql)?.execute(params![at, key_of(identity), identity])?;
        Ok(self.db.last_insert_rowid())
    }

    /// The next free place of a day; what has no day comes before everything that has one.
    fn next_at(&self, table: &str, day: Option<i64>, of_day: u32) -> Result<i64> {
        let first = day.map_or(0, |d| (d + EARLIEST).clamp(1, LATEST)) << of_day;
        let end = first + (1 << of_day);
        let sql = format!("SELECT coalesce(max(at) + 1, ?1) FROM {table} WHERE at >= ?1 AND at < ?2");
        let at: i64 = self.db.prepare_cached(&sql)?.query_row([first, end], |row| row.get(0))?;
        if at >= end {
            return Err(Error::Query(format!("more than {} {table} of one day are not kept", 1 << of_day)));
        }
        Ok(at)
    }

    fn maker(&self, made_by: &MadeBy) -> Result<i64> {
        let row = params![made_by.version, made_by.weights];
        self.db
            .prepare_cached("INSERT INTO makers (version, weights) VALUES (?, ?) ON CONFLICT DO NOTHING")?
            .execute(row)?;
        let sql = "SELECT n FROM makers WHERE version = ? AND weights = ?";
        Ok(self.db.prepare_cached(sql)?.query_row(row, |row| row.get(0))?)
    }

    /// Another record of a revision, by another fetch or another version.
    pub(crate) fn set_record(&mut self, revision: i64, original: i64, rank: &str, record: &Record) -> Result<()> {
        // What was derived from the record that goes is told by that record.
        let sql = "SELECT n FROM articles WHERE n = (SELECT article FROM revisions WHERE n = ?1) AND revision = ?1";
        let stands: Option<i64> = self.db.prepare_cached(sql)?.query_row([revision], |row| row.get(0)).optional()?;
        if let Some(article) = stands {
            self.clear(article)?;
        }
        let sql = "SELECT hash FROM originals WHERE n = ?";
        let hash: Vec<u8> = self.db.prepare_cached(sql)?.query_row([original], |row| row.get(0))?;
        let maker = self.maker(&record.made_by)?;
        let sql = "UPDATE revisions SET original = ?, rank = ?, maker = ? WHERE n = ?";
        self.db.prepare_cached(sql)?.execute(params![original, rank, maker, revision])?;
        self.pack(revision, record, &hash)
    }

    /// Text and facts of a revision.
    fn pack(&mut self, revision: i64, record: &Record, hash: &[u8]) -> Result<()> {
        let [prose, facts] = pack::record(record, &crate::get::in_hex(hash))?;
        let sql = "INSERT OR REPLACE INTO prose (revision, packed) VALUES (?, ?)";
        self.db.prepare_cached(sql)?.execute(params![revision, prose])?;
        let sql = "INSERT OR REPLACE INTO facts (revision, packed) VALUES (?, ?)";
        self.db.prepare_cached(sql)?.execute(params![revision, facts])?;
        Ok(())
    }

    /// Lets an article stand at its last revision again, of which this record may be the one: title, facts, indexes.
    fn stand(&mut self, article: i64, record: &Record, revision: i64) -> Result<()> {
        let sql = "SELECT n FROM revisions WHERE article = ? ORDER BY rank DESC LIMIT 1";
        let last: i64 = self.db.prepare_cached(sql)?.query_row([article], |row| row.get(0))?;
        if last == revision {
            return self.stand_at(article, last, record);
        }
        let record = crate::get::record_of(self.db, last)?;
        self.stand_at(article, last, &record)
    }

    /// Lets an article stand at this revision, which has this record.
    pub(crate) fn stand_at(&mut self, article: i64, revision: i64, record: &Record) -> Result<()> {
        self.clear(article)?;
        let own = &record.article;
        let day = own.published.as_ref().map(|p| days::number(p.day()));
        let (at, was): (i64, Option<i64>) = self
            .db
            .prepare_cached("SELECT at, day FROM articles WHERE n = ?")?
            .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let at = if was.is_some() && was != day { self.next_at("articles", day, ARTICLES_OF_DAY)? } else { at };
        let url = record.page.canonical_url.as_deref().or(record.page.url.as_deref());
        let identity: String = self
            .db
            .prepare_cached("SELECT identity FROM articles WHERE n = ?")?
            .query_row([article], |row| row.get(0))?;
        let outlet = own.publisher.clone().or_else(|| url.and_then(host).map(str::to_owned));
        let published = own.published.as_ref().map(DateTime::as_str);
        let sql = "UPDATE articles SET at = ?, revision = ?, title = ?, outlet = ?, url = ?, published = ?, day = ?, n_bytes = ? WHERE n = ?";
        let url = url.filter(|url| *url != identity);
        let row = params![at, revision, own.title, outlet, url, published, day, own.text.len() as i64, article];
        self.db.prepare_cached(sql)?.execute(row)?;
        self.index(article, at, record)?;
        self.facts(article, day, record)
    }

    /// Takes away all that was derived from the revision that an article stands at; it stands at none then.
    pub(crate) fn clear(&mut self, article: i64) -> Result<()> {
        let sql = "SELECT at, revision FROM articles WHERE n = ?";
        let (at, revision): (i64, i64) =
            self.db.prepare_cached(sql)?.query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if revision == 0 {
            return Ok(());
        }
        for index in ["texts", "titles"] {
            self.db.prepare_cached(&format!("DELETE FROM {index} WHERE rowid = ?"))?.execute([at])?;
        }
        self.clear_entities(article, revision)?;
        self.db.prepare_cached("DELETE FROM quoted WHERE article = ?")?.execute([article])?;
        let said = format!("DELETE FROM said WHERE rowid IN (SELECT at FROM statements WHERE {OF_ARTICLE})");
        self.db.prepare_cached(&said)?.execute([article])?;
        for table in FACT_TABLES {
            self.db.prepare_cached(&format!("DELETE FROM {table} WHERE {OF_ARTICLE}"))?.execute([article])?;
        }
        self.db.prepare_cached("UPDATE articles SET revision = 0 WHERE n = ?")?.execute([article])?;
        Ok(())
    }

    /// Entities stand by name: which names they are, the record tells. Where it cannot be read, all are looked through.
    fn clear_entities(&mut self, article: i64, revision: i64) -> Result<()> {
        let record = match crate::get::record_of(self.db, revision) {
            Ok(record) => record,
            Err(Error::Broken { .. }) => {
                let sql =
                    format!("DELETE FROM about WHERE statement IN (SELECT at FROM statements WHERE {OF_ARTICLE})");
                self.db.execute(&sql, [article])?;
                self.db.execute("DELETE FROM entities WHERE article = ?", [article])?;
                return Ok(());
            }
            Err(e) => return Err(e),
        };
        let about = format!(
            "DELETE FROM about WHERE name = ?2 AND statement IN (SELECT at FROM statements WHERE {OF_ARTICLE})"
        );
        for e in &record.facts.entities {
            let name = self.name(&e.name)?;
            self.db.prepare_cached(&about)?.execute([article, name])?;
            let sql = "DELETE FROM entities WHERE article = ?1 AND name = ?2";
            self.db.prepare_cached(sql)?.execute([article, name])?;
        }
        Ok(())
    }

    /// Full text and quotations.
    pub(crate) fn index(&mut self, article: i64, at: i64, record: &Record) -> Result<()> {
        let title = Folded::of(record.article.title.as_deref().unwrap_or_default());
        let body = body(record);
        let words = format!("{} ¶ {}", title.joined(), body.joined());
        self.db.prepare_cached("INSERT INTO texts (rowid, words) VALUES (?, ?)")?.execute(params![at, words])?;
        let sql = "INSERT INTO titles (rowid, words) VALUES (?, ?)";
        self.db.prepare_cached(sql)?.execute(params![at, title.joined()])?;
        self.db.prepare_cached("INSERT INTO quoted (article) VALUES (?)")?.execute([article])?;
        self.held.add(self.db, self.db.last_insert_rowid(), &body)
    }

    fn facts(&mut self, article: i64, day: Option<i64>, record: &Record) -> Result<()> {
        let mut names: Vec<i64> = Vec::with_capacity(record.facts.entities.len());
        for e in &record.facts.entities {
            let name = self.name(&e.name)?;
            names.push(name);
            let named = e.mentions.iter().filter(|m| m.form == Form::Name).count() as i64;
            let kind = self.term(e.kind.as_str())?;
            let sql = "INSERT INTO entities (article, id, name, kind, n_mentions) VALUES (?, ?, ?, ?, ?)";
            self.db.prepare_cached(sql)?.execute(params![article, e.id, name, kind, named])?;
        }
        self.statements(article, day, record, &names)?;
        self.expectations(article, record, &names)?;
        self.happenings(article, record, &names)
    }

    fn statements(&mut self, article: i64, day: Option<i64>, record: &Record, names: &[i64]) -> Result<()> {
        for s in &record.facts.statements {
            let words = joined(record, &s.content);
            let source = match &s.source {
                Some(source) => self.who(record, names, source.span, source.entity)?,
                None => None,
            };
            let addressee = match &s.addressee {
                Some(Who { span, entity }) => self.who(record, names, *span, *entity)?,
                None => None,
            };
            let (first, last) = s.said.map_or((None, None), |w| days::ends(w.interval));
            let at = self.next_at("statements", first.or(day), STATEMENTS_OF_DAY)?;
            let (key, nth) = key_number(&s.key);
            let source_kind = s.source.as_ref().map(|x| self.term(x.kind.as_str())).transpose()?;
            let source_score = s.source.as_ref().and_then(|x| x.score).map(parts);
            let (form, act) = (self.term(s.form.as_str())?, self.term(s.act.as_str())?);
            let sql = "INSERT INTO statements (n, at, key, nth, form, act, words, source, source_kind, source_score, \
                       addressee, said_first, said_last, score, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
            let sum = crate::get::statement_sum(
                article,
                s.id,
                &words,
                [first, last],
                [key, nth],
                [Some(form), Some(act), source_kind],
                [source, addressee],
                [source_score, Some(parts(s.score))],
            );
            self.db.prepare_cached(sql)?.execute(params![
                number_of(article, s.id as usize)?,
                at,
                key,
                nth,
                form,
                act,
                words,
                source,
                source_kind,
                source_score,
                addressee,
                first,
                last,
                parts(s.score),
                sum
            ])?;
            let sql = "INSERT INTO said (rowid, words) VALUES (?, ?)";
            self.db.prepare_cached(sql)?.execute(params![at, Folded::of(&words).joined()])?;
            let sql = "INSERT INTO about (name, statement) VALUES (?, ?) ON CONFLICT DO NOTHING";
            for name in s.about.iter().filter_map(|id| names.get(*id as usize)) {
                self.db.prepare_cached(sql)?.execute([*name, at])?;
            }
        }
        Ok(())
    }

    fn expectations(&mut self, article: i64, record: &Record, names: &[i64]) -> Result<()> {
        for x in &record.facts.expectations {
            let holder = match &x.holder {
                Some(Who { span, entity }) => self.who(record, names, *span, *entity)?,
                None => None,
            };
            let (first, last) = x.horizon.map_or((None, None), |w| days::ends(w.interval));
            let (key, nth) = key_number(&x.key);
            let kind = self.term(x.kind.as_str())?;
            let text = |span: Span| record.article.text.get(span);
            let characters = |start: u32, end: u32| text(Span { start, end }).map_or(0, |t| t.chars().count() as i64);
            let what = x
                .what
                .filter(|what| x.span.holds(*what))
                .map(|what| (characters(x.span.start, what.start) + 1, characters(what.start, what.end)));
            let sql = "INSERT INTO expectations (n, key, nth, kind, words, what_from, what_length, holder, due_first, due_last, \
                       condition, negated, score, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
            let numbers = [what.map(|w| w.0), what.map(|w| w.1), holder, first, last, Some(parts(x.score))];
            let words = [text(x.span), x.condition.and_then(text)];
            let sum =
                crate::ledger::expectation_sum(article, x.id, [key, nth, kind, i64::from(x.negated)], words, numbers);
            self.db.prepare_cached(sql)?.execute(params![
                number_of(article, x.id as usize)?,
                key,
                nth,
                kind,
                text(x.span),
                what.map(|w| w.0),
                what.map(|w| w.1),
                holder,
                first,
                last,
                x.condition.and_then(text),
                x.negated,
                parts(x.score),
                sum
            ])?;
        }
        Ok(())
    }

    /// Events, figures and times.
    fn happenings(&mut self, article: i64, record: &Record, names: &[i64]) -> Result<()> {
        let text = |span: Span| record.article.text.get(span).unwrap_or_default();
        for e in &record.facts.events {
            let (first, last) = e.when.map_or((None, None), |w| days::ends(w.interval));
            let place = match &e.place {
                Some(Who { span, entity }) => self.who(record, names, *span, *entity)?,
                None => None,
            };
            let (key, nth) = key_number(&e.key);
            let sql = "INSERT INTO events (n, key, nth, kind, status, words, first, last, place, score) \
                       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
            let (kind, status) = (self.term(e.kind.as_str())?, self.term(e.status.as_str())?);
            let score = parts(e.score);
            let n = number_of(article, e.id as usize)?;
            let row = params![n, key, nth, kind, status, text(e.trigger), first, last, place, score];
            self.db.prepare_cached(sql)?.execute(row)?;
        }
        for (id, f) in record.facts.figures.iter().enumerate() {
            let (key, nth) = key_number(&f.key);
            let sql = "INSERT INTO figures (n, key, nth, words, value, high, unit, what, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
            let unit = f.unit.as_deref().map(|u| self.term(u)).transpose()?;
            let score = parts(f.score);
            let n = number_of(article, id)?;
            let row = params![n, key, nth, text(f.span), f.value, f.high, unit, f.of.map(text), score];
            self.db.prepare_cached(sql)?.execute(row)?;
        }
        for (id, t) in record.facts.times.iter().enumerate() {
            let (first, last) = days::ends(t.interval);
            let sql = "INSERT INTO times (n, words, type, value, first, last, score) VALUES (?, ?, ?, ?, ?, ?, ?)";
            let kind = self.term(t.kind.as_str())?;
            // A day is told by its ends.
            let day = first.filter(|first| last == Some(*first)).and_then(days::day_of).map(|day| day.to_string());
            let value = t.value.as_deref().filter(|value| day.as_deref() != Some(*value));
            let row = params![number_of(article, id)?, text(t.span), kind, value, first, last, parts(t.score)];
            self.db.prepare_cached(sql)?.execute(row)?;
        }
        Ok(())
    }

    /// The name of whom something points at, else its words.
    fn who(&mut self, record: &Record, names: &[i64], span: Option<Span>, entity: Option<u32>) -> Result<Option<i64>> {
        if let Some(name) = entity.and_then(|id| names.get(id as usize)) {
            return Ok(Some(*name));
        }
        match span.and_then(|s| record.article.text.get(s)) {
            Some(words) => Ok(Some(self.name(words)?)),
            None => Ok(None),
        }
    }

    /// The number of a term.
    fn term(&mut self, term: &str) -> Result<i64> {
        if let Some(n) = self.terms.get(term) {
            return Ok(*n);
        }
        let sql = "INSERT INTO terms (term) VALUES (?) ON CONFLICT DO NOTHING";
        self.db.prepare_cached(sql)?.execute([term])?;
        let sql = "SELECT n FROM terms WHERE term = ?";
        let n = self.db.prepare_cached(sql)?.query_row([term], |row| row.get(0))?;
        self.terms.insert(term.to_owned(), n);
        Ok(n)
    }

    /// The number of a name.
    pub(crate) fn name(&mut self, name: &str) -> Result<i64> {
        let folded = Folded::of(name).joined().to_owned();
        let entry = match self.names.entry(folded) {
            Entry::Occupied(known) => return Ok(*known.get()),
            Entry::Vacant(entry) => entry,
        };
        if let Some(n) = crate::names::number(self.db, entry.key())? {
            return Ok(*entry.insert(n));
        }
        let sql = "INSERT INTO names (key, name) VALUES (?, ?)";
        self.db.prepare_cached(sql)?.execute(params![crate::names::key(entry.key()), name])?;
        let n = self.db.last_insert_rowid();
        let sql = "INSERT INTO named (rowid, name) VALUES (?, ?)";
        self.db.prepare_cached(sql)?.execute(params![n, entry.key()])?;
        Ok(*entry.insert(n))
    }
}

/// Days before 1970 have places too: year 0 is this many days earlier, and a bit.
const EARLIEST: i64 = 720_000;

/// The last day that has places of its own.
const LATEST: i64 = (1 << 38) - 1;

/// Words of an article's body, folded; words of different blocks do not meet.
pub(crate) fn body(record: &Record) -> Folded {
    let mut folded = Folded::default();
    for block in &record.article.blocks {
        if is_body(block.kind)
            && let Some(words) = record.article.text.get(block.span)
        {
            folded.add(words, block.span.start);
        }
    }
    folded
}

/// All that is read as part of the text: the body with title, standfirst and captions.
fn is_body(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Title | BlockKind::Byline | BlockKind::Date)
}

/// Bits of a fact's number behind that of its article.
const FACTS: u32 = 24;

/// The facts of an article, in each of [`FACT_TABLES`]: `article` there is worked out from the number, and has no index.
pub(crate) const OF_ARTICLE: &str = "n BETWEEN ?1 << 24 AND (?1 << 24) + 16777215";

/// Tables whose rows have such a number.
pub(crate) const FACT_TABLES: [&str; 5] = ["statements", "expectations", "events", "figures", "times"];

/// The number of a fact: that of its article, and its place in the record.
fn number_of(article: i64, id: usize) -> Result<i64> {
    if id >= 1 << FACTS {
        return Err(Error::Query(format!("more than {} facts of one kind in an article are not kept", 1 << FACTS)));
    }
    Ok(article << FACTS | id as i64)
}

/// The parts of a statement as one text.
fn joined(record: &Record, parts: &[Span]) -> String {
    let words: Vec<&str> = parts.iter().filter_map(|p| record.article.text.get(*p)).collect();
    words.join(" … ")
}

/// A score in ten-thousandths.
fn parts(score: f32) -> i64 {
    (f64::from(score) * 10_000.0).round() as i64
}

fn no_memory(e: &std::io::Error) -> Error {
    Error::File { what: "a page cannot be made small".into(), why: e.to_string() }
}
