//! What was kept comes out again, and only where its hash holds.

use onrecord_model::{MadeBy, Record};
use rusqlite::{Connection, OptionalExtension, Row};

pub use crate::pack::{Prose, Spoken};
use crate::put::OF_ARTICLE;
use crate::sum::{self, Sum};
use crate::{Archive, Error, Result, pack};

/// An article as lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRow {
    /// In the archive; changes where the archive is made again.
    pub n: i64,
    /// Grows with its day.
    pub at: i64,
    /// `a:` and 16 hexadecimal digits of a hash of its identity.
    pub key: String,
    /// Its canonical address, else its page's hash.
    pub identity: String,
    /// The revision that it stands at.
    pub revision: i64,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When, as precise as the page is.
    pub published: Option<String>,
}

/// Columns of an [`ArticleRow`], of a table that is called `a`.
pub(crate) const ARTICLE: &str = "a.n, a.at, printf('a:%016x', a.key), a.identity, a.revision, a.title, a.outlet, \
     coalesce(a.url, iif(a.identity LIKE 'blake3:%', NULL, a.identity)), a.published";

impl ArticleRow {
    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
        Ok(ArticleRow {
            n: row.get(0)?,
            at: row.get(1)?,
            key: row.get(2)?,
            identity: row.get(3)?,
            revision: row.get(4)?,
            title: row.get(5)?,
            outlet: row.get(6)?,
            url: row.get(7)?,
            published: row.get(8)?,
        })
    }
}

/// A statement as lists show it.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementRow {
    /// Grows with the day on which it was said.
    pub at: i64,
    /// Its article.
    pub article: i64,
    /// Its place in the record.
    pub id: u32,
    /// Its key, with `s:`.
    pub key: String,
    /// direct, mixed, indirect.
    pub form: String,
    /// Its parts, parted by " … ".
    pub words: String,
    /// Who said it, as people decided to call them.
    pub speaker: Option<String>,
    /// named, official, witness …
    pub source_kind: Option<String>,
    /// How sure it is that this is who said it.
    pub source_score: Option<f64>,
    /// First day of when it was said, counted from 1970-01-01.
    pub said_first: Option<i64>,
    /// The last.
    pub said_last: Option<i64>,
    /// How sure it is that it is a statement with these words.
    pub score: f64,
}

/// Columns of a [`StatementRow`], of a table that is called `s`.
pub(crate) const STATEMENT: &str = "s.at, s.article, s.id, printf('s:%016x', s.key) || iif(s.nth > 1, '-' || s.nth, ''), \
     (SELECT term FROM terms WHERE n = s.form), s.words, (SELECT person FROM v_people WHERE name = s.source), \
     (SELECT term FROM terms WHERE n = s.source_kind), s.source_score / 10000.0, s.said_first, s.said_last, s.score / 10000.0, \
     s.key, s.nth, s.form, s.act, s.source, s.source_kind, s.source_score, s.addressee, s.score, s.sum";

/// How many columns those are.
pub(crate) const N_STATEMENT: usize = 22;

/// The sum of a statement's row.
#[allow(clippy::too_many_arguments)]
pub(crate) fn statement_sum(
    article: i64,
    id: u32,
    words: &str,
    said: [Option<i64>; 2],
    key: [i64; 2],
    kinds: [Option<i64>; 3],
    people: [Option<i64>; 2],
    scores: [Option<i64>; 2],
) -> i64 {
    let numbers = [said.as_slice(), &kinds, &people, &scores].concat();
    let sum = Sum::new().number(article).number(i64::from(id)).text(words).number(key[0]).number(key[1]);
    numbers.into_iter().fold(sum, Sum::maybe).end()
}

impl StatementRow {
    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<StatementRow> {
        let own = StatementRow {
            at: row.get(0)?,
            article: row.get(1)?,
            id: row.get(2)?,
            key: row.get(3)?,
            form: row.get(4)?,
            words: row.get(5)?,
            speaker: row.get(6)?,
            source_kind: row.get(7)?,
            source_score: row.get(8)?,
            said_first: row.get(9)?,
            said_last: row.get(10)?,
            score: row.get(11)?,
        };
        let is = statement_sum(
            own.article,
            own.id,
            &own.words,
            [own.said_first, own.said_last],
            [row.get(12)?, row.get(13)?],
            [row.get(14)?, row.get(15)?, row.get(17)?],
            [row.get(16)?, row.get(19)?],
            [row.get(18)?, row.get(20)?],
        );
        sum::check(row.get(21)?, is)?;
        Ok(own)
    }
}

/// Where and when a page was got.
#[derive(Clone, Debug, PartialEq)]
pub struct Appearance {
    /// The hash of the page, `blake3:…`.
    pub hash: String,
    /// Where from.
    pub url: Option<String>,
    /// The file that it was read from.
    pub path: Option<String>,
    /// What the caller said that it is.
    pub kind: Option<String>,
    /// What the caller said of its publication.
    pub published: Option<String>,
    /// When it was fetched, where that is known.
    pub retrieved: Option<String>,
    /// When it was added.
    pub added: String,
}

/// A revision to be read again.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The revision.
    pub revision: i64,
    /// Its article.
    pub article: i64,
    /// The bytes that stand for it.
    pub bytes: Vec<u8>,
    /// Where they were got.
    pub appearance: Appearance,
}

/// The bytes of an original.
pub(crate) fn original(db: &Connection, n: i64) -> Result<Vec<u8>> {
    let sql = "SELECT hash, n_bytes, base, packed FROM originals WHERE n = ?";
    type Columns = (Vec<u8>, i64, Option<i64>, Vec<u8>);
    let (hash, n_bytes, base, packed): Columns =
        db.prepare_cached(sql)?.query_row([n], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let base = match base {
        // What others are packed against is whole.
        Some(base) if base != n => Some(original(db, base)?),
        _ => None,
    };
    let bytes = pack::unpacked_original(&packed, usize::try_from(n_bytes).unwrap_or(0), base.as_deref());
    let held = bytes.filter(|bytes| blake3::hash(bytes).as_bytes()[..] == hash[..]);
    held.ok_or_else(|| Error::Broken { what: format!("the page {}", in_hex(&hash)) })
}

pub(crate) fn in_hex(hash: &[u8]) -> String {
    let digits: String = hash.iter().map(|b| format!("{b:02x}")).collect();
    format!("blake3:{digits}")
}

fn broken(revision: i64) -> Error {
    Error::Broken { what: format!("the record of revision {revision}") }
}

/// The record of a revision.
pub(crate) fn record_of(db: &Connection, revision: i64) -> Result<Record> {
    let sql = "SELECT p.packed, f.packed, o.hash, m.version, m.weights FROM revisions r JOIN originals o ON o.n = r.original \
               JOIN makers m ON m.n = r.maker JOIN prose p ON p.revision = r.n JOIN facts f ON f.revision = r.n WHERE r.n = ?";
    let mut query = db.prepare_cached(sql)?;
    let mut rows = query.query([revision])?;
    let row = rows.next()?.ok_or_else(|| broken(revision))?;
    let blob = |n: usize| row.get_ref(n)?.as_blob().map_err(|_| broken(revision));
    let made_by = MadeBy { version: row.get(3)?, weights: row.get(4)? };
    let record = pack::unpacked_record(blob(0)?, blob(1)?, in_hex(blob(2)?), made_by);
    record.ok_or_else(|| broken(revision))
}

/// The text of a revision.
pub(crate) fn prose_of(db: &Connection, revision: i64) -> Result<Prose> {
    let mut query = db.prepare_cached("SELECT packed FROM prose WHERE revision = ?")?;
    let mut rows = query.query([revision])?;
    let row = rows.next()?.ok_or_else(|| broken(revision))?;
    let packed = row.get_ref(0)?.as_blob().map_err(|_| broken(revision))?;
    pack::unpacked_prose(packed).ok_or_else(|| broken(revision))
}

impl Archive {
    /// How many articles there are.
    pub fn n_articles(&self) -> Result<i64> {
        self.read(|db| Ok(db.query_row("SELECT count(*) FROM articles", [], |row| row.get(0))?))
    }

    /// First and last day of publication.
    pub fn days(&self) -> Result<(Option<i64>, Option<i64>)> {
        let sql = "SELECT (SELECT day FROM articles WHERE day IS NOT NULL ORDER BY at LIMIT 1), \
                   (SELECT day FROM articles WHERE day IS NOT NULL ORDER BY at DESC LIMIT 1)";
        self.read(|db| Ok(db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?))
    }

    /// An article by its number.
    pub fn article(&self, n: i64) -> Result<ArticleRow> {
        let sql = format!("SELECT {ARTICLE} FROM articles a WHERE a.n = ?");
        self.read(|db| Ok(db.prepare_cached(&sql)?.query_row([n], ArticleRow::of)?))
    }

    /// Articles by key, identity, address, a page's hash or a file's name.
    pub fn articles_named(&self, name: &str) -> Result<Vec<ArticleRow>> {
        let sql = format!(
            "SELECT {ARTICLE} FROM articles a WHERE a.key = ?3 AND (a.identity = ?1 OR printf('a:%016x', a.key) = ?1) OR a.url = ?1 OR a.n IN \
             (SELECT r.article FROM appearances p JOIN revisions r ON r.n = p.revision WHERE p.url = ?1 OR p.path = ?1) OR a.n IN \
             (SELECT r.article FROM originals o JOIN appearances p ON p.original = o.n JOIN revisions r ON r.n = p.revision WHERE o.hash = ?2) \
             ORDER BY a.at"
        );
        let hash: Vec<u8> = name.strip_prefix("blake3:").map(from_hex).unwrap_or_default();
        let key = match name.strip_prefix("a:") {
            Some(_) => crate::identity::key_number(&onrecord_model::Key(name.to_owned())).0,
            None => crate::identity::key_of(name),
        };
        self.read(|db| {
            let mut all = db.prepare_cached(&sql)?;
            let rows = all.query_map(rusqlite::params![name, hash, key], ArticleRow::of)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// All articles, by identity, which does not depend on the order in which they were added.
    pub fn articles(&self) -> Result<Vec<ArticleRow>> {
        let sql = format!("SELECT {ARTICLE} FROM articles a ORDER BY a.identity");
        self.read(|db| {
            let mut all = db.prepare_cached(&sql)?;
            let rows = all.query_map([], ArticleRow::of)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Revisions of an article, the oldest first.
    pub fn revisions(&self, article: i64) -> Result<Vec<i64>> {
        self.read(|db| {
            let mut all = db.prepare_cached("SELECT n FROM revisions WHERE article = ? ORDER BY rank")?;
            Ok(all.query_map([article], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The record of a revision.
    pub fn record(&self, revision: i64) -> Result<Record> {
        self.read(|db| record_of(db, revision))
    }

    /// Text and blocks of a revision.
    pub fn prose(&self, revision: i64) -> Result<Prose> {
        self.read(|db| prose_of(db, revision))
    }

    /// The statements of a revision, whose text this is.
    pub fn spoken(&self, revision: i64, prose: &Prose) -> Result<Spoken> {
        self.read(|db| {
            let mut query = db.prepare_cached("SELECT packed FROM facts WHERE revision = ?")?;
            let mut rows = query.query([revision])?;
            let row = rows.next()?.ok_or_else(|| broken(revision))?;
            let packed = row.get_ref(0)?.as_blob().map_err(|_| broken(revision))?;
            pack::unpacked_spoken(prose.clone(), packed).ok_or_else(|| broken(revision))
        })
    }

    /// Fails where words of a table are not those of the article: its text has a hash.
    pub fn holds(&self, article: &ArticleRow, words: &str) -> Result<()> {
        if self.prose(article.revision)?.text.contains(words) {
            return Ok(());
        }
        Err(Error::Broken { what: format!("a row of article {}", article.key) })
    }

    /// Where the pages of an article were got.
    pub fn appearances(&self, article: i64) -> Result<Vec<Appearance>> {
        let sql = format!(
            "SELECT {APPEARANCE} FROM appearances p JOIN originals o ON o.n = p.original JOIN revisions r ON r.n = p.revision \
             WHERE r.article = ? ORDER BY p.retrieved, p.added, o.hash, p.n"
        );
        self.read(|db| {
            let mut all = db.prepare_cached(&sql)?;
            Ok(all.query_map([article], appearance)?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The statements of an article, in text order.
    pub fn statements(&self, article: i64) -> Result<Vec<StatementRow>> {
        let sql = format!("SELECT {STATEMENT} FROM statements s WHERE s.{OF_ARTICLE} ORDER BY s.n");
        self.read(|db| {
            let mut all = db.prepare_cached(&sql)?;
            Ok(all.query_map([article], StatementRow::of)?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The first statement of an article whose words are wanted.
    pub fn statement_where(&self, article: i64, wanted: impl Fn(&str) -> bool) -> Result<Option<StatementRow>> {
        self.read(|db| {
            let mut all =
                db.prepare_cached(&format!("SELECT n, words FROM statements WHERE {OF_ARTICLE} ORDER BY n"))?;
            let mut rows = all.query([article])?;
            let mut found: Option<i64> = None;
            while let Some(row) = rows.next()? {
                if wanted(row.get_ref(1)?.as_str().unwrap_or_default()) {
                    found = Some(row.get(0)?);
                    break;
                }
            }
            let Some(n) = found else { return Ok(None) };
            let sql = format!("SELECT {STATEMENT} FROM statements s WHERE s.n = ?");
            Ok(db.prepare_cached(&sql)?.query_row([n], StatementRow::of).optional()?)
        })
    }

    /// Revisions whose record another version made, in order; at most so many, those behind `after`.
    pub fn made_by_others(&self, version: &str, weights: &str, after: i64, most: usize) -> Result<Vec<Kept>> {
        let sql = format!(
            "SELECT r.n, r.article, r.original, {APPEARANCE} FROM revisions r JOIN makers m ON m.n = r.maker \
             JOIN originals o ON o.n = r.original \
             JOIN appearances p ON p.n = (SELECT min(q.n) FROM appearances q WHERE q.original = r.original) \
             WHERE r.n > ? AND (m.version <> ? OR m.weights <> ?) ORDER BY r.n LIMIT ?"
        );
        self.read(|db| {
            let mut all = db.prepare_cached(&sql)?;
            let rows = all.query_map(rusqlite::params![after, version, weights, most as i64], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, appearance_at(row, 3)?))
            })?;
            let rows: Vec<(i64, i64, i64, Appearance)> = rows.collect::<rusqlite::Result<_>>()?;
            let kept = |(revision, article, n, appearance)| {
                Ok(Kept { revision, article, bytes: original(db, n)?, appearance })
            };
            rows.into_iter().map(kept).collect()
        })
    }

    /// How many revisions another version made, and how many there are.
    pub fn n_made_by_others(&self, version: &str, weights: &str) -> Result<(i64, i64)> {
        let sql = "SELECT coalesce(sum(m.version <> ? OR m.weights <> ?), 0), count(*) FROM revisions r JOIN makers m ON m.n = r.maker";
        self.read(|db| Ok(db.query_row(sql, [version, weights], |row| Ok((row.get(0)?, row.get(1)?)))?))
    }

    /// The hashes of all pages.
    pub fn hashes(&self) -> Result<Vec<[u8; 32]>> {
        self.read(|db| {
            let mut all = db.prepare("SELECT hash FROM originals")?;
            Ok(all.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The bytes of a page as they came.
    pub fn original(&self, hash: &str) -> Result<Option<Vec<u8>>> {
        let hash = from_hex(hash.strip_prefix("blake3:").unwrap_or(hash));
        self.read(|db| {
            let n: Option<i64> = db
                .prepare_cached("SELECT n FROM originals WHERE hash = ?")?
                .query_row([hash], |row| row.get(0))
                .optional()?;
            n.map(|n| original(db, n)).transpose()
        })
    }
}

/// Columns of an [`Appearance`].
const APPEARANCE: &str = "o.hash, p.url, p.path, p.kind, p.published, p.retrieved, p.added";

fn appearance(row: &Row<'_>) -> rusqlite::Result<Appearance> {
    appearance_at(row, 0)
}

/// Where a page was got, in the order in which it was.
pub(crate) fn appearances_of(db: &Connection, original: i64) -> Result<Vec<Appearance>> {
    let sql = format!(
        "SELECT {APPEARANCE} FROM appearances p JOIN originals o ON o.n = p.original WHERE o.n = ? ORDER BY p.n"
    );
    let mut all = db.prepare_cached(&sql)?;
    Ok(all.query_map([original], appearance)?.collect::<rusqlite::Result<_>>()?)
}

fn appearance_at(row: &Row<'_>, from: usize) -> rusqlite::Result<Appearance> {
    Ok(Appearance {
        hash: in_hex(&row.get::<_, Vec<u8>>(from)?),
        url: row.get(from + 1)?,
        path: row.get(from + 2)?,
        kind: row.get(from + 3)?,
        published: row.get(from + 4)?,
        retrieved: row.get(from + 5)?,
        added: row.get(from + 6)?,
    })
}

fn from_hex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    pairs.map_while(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}

/// What somebody had to say of a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct RemarkRow {
    /// The fact.
    pub key: String,
    /// What they said.
    pub text: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

impl Archive {
    /// Articles that have a fact with this key, the earliest first.
    pub fn articles_with(&self, key: &str) -> Result<Vec<ArticleRow>> {
        let table = match key.get(..2) {
            Some("s:") => "statements",
            Some("x:") => "expectations",
            Some("e:") => "events",
            Some("f:") => "figures",
            _ => return Ok(Vec::new()),
        };
        let (number, nth) = crate::identity::key_number(&onrecord_model::Key(key.to_owned()));
        let sql = format!(
            "SELECT {ARTICLE} FROM {table} f JOIN articles a ON a.n = f.article WHERE f.key >> 40 = ?1 >> 40 AND f.key = ?1 AND f.nth = ?2 \
             ORDER BY a.at"
        );
        self.read(|db| {
            let mut all = db.prepare_cached(&sql)?;
            Ok(all.query_map([number, nth], ArticleRow::of)?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Notes on the facts of an article.
    pub fn remarks(&self, identity: &str) -> Result<Vec<RemarkRow>> {
        self.read(|db| {
            let mut all = db.prepare_cached("SELECT key, text, by, at FROM remarks WHERE article = ? ORDER BY n")?;
            let rows = all.query_map([identity], |row| {
                Ok(RemarkRow { key: row.get(0)?, text: row.get(1)?, by: row.get(2)?, at: row.get(3)? })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}
