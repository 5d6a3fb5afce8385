//! Which articles may hold a quotation: by three folded words in a row, and where few of those are found, by its rarest words.

use std::collections::hash_map::Entry;

use onrecord_words::folded::Folded;
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;

use crate::{Archive, Result, shingles};

/// An article that may hold a quotation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The article.
    pub article: i64,
    /// How much speaks for it: sums of the logarithm of how rare what it shares is.
    pub weight: f32,
}

/// Three words are looked up in so many articles at most: what stands in more tells little.
const MOST_ALIKE: usize = 3_000;

/// An article that has fewer shingles of a quotation than this may have them by chance.
const FEW_SHINGLES: u32 = 3;

/// Of a long quotation so many shingles are looked up, spread over it.
const MOST_SHINGLES: usize = 96;

/// So many texts are looked at, those that share most.
const MOST_TEXTS: usize = 300;

/// So many different words of a quotation are counted to find those.
const MOST_COUNTED: usize = 60;

/// So many of its rarest words are looked up where few shingles are found.
const RARE_WORDS: usize = 6;

impl Archive {
    /// The articles that most likely hold these words, the likeliest first.
    pub fn candidates(&self, quotation: &Folded, most: usize) -> Result<Vec<Candidate>> {
        self.read(|db| {
            let n_articles = about_so_many(db)?;
            let mut found: FxHashMap<i64, Found> = FxHashMap::default();
            by_shingles(db, quotation, n_articles, &mut found)?;
            if found.values().all(|f| f.shingles < FEW_SHINGLES) {
                by_rare_words(db, quotation, n_articles, &mut found)?;
            }
            let mut all: Vec<Candidate> =
                found.into_iter().map(|(article, f)| Candidate { article, weight: f.weight }).collect();
            all.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.article.cmp(&b.article)));
            all.truncate(most);
            Ok(all)
        })
    }
}

impl Archive {
    /// In how many articles the rarest of these words stands, 3,000 at most; `None` where one of them stands in none, or there is none.
    pub fn rarest(&self, words: &Folded) -> Result<Option<i64>> {
        self.read(|db| {
            let mut least: Option<i64> = None;
            for word in words.words() {
                let n = n_with(db, word)?;
                if n == 0 {
                    return Ok(None);
                }
                least = Some(least.map_or(n, |l| l.min(n)));
            }
            Ok(least)
        })
    }
}

/// What an article shares with a quotation.
#[derive(Default)]
struct Found {
    weight: f32,
    shingles: u32,
}

/// How many articles there are, without counting them: numbers of those that were forgotten are not given again.
pub(crate) fn about_so_many(db: &Connection) -> Result<i64> {
    let sql = "SELECT coalesce(max(n), 0) FROM articles";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Adds the weight of each shingle to the articles that have it.
fn by_shingles(db: &Connection, words: &Folded, n: i64, found: &mut FxHashMap<i64, Found>) -> Result<()> {
    let index = shingles::Index::of(db)?;
    let step = words.len().saturating_sub(2).div_ceil(MOST_SHINGLES).max(1);
    let mut texts: FxHashMap<u32, Found> = FxHashMap::default();
    let mut found_of: Vec<Vec<u32>> = Vec::new();
    for hash in shingles::hashes(words).step_by(step) {
        found_of.push(index.texts(hash, MOST_ALIKE)?);
    }
    // The rare ones say which texts it may be; what stands in many adds to those.
    found_of.sort_by_key(Vec::len);
    for some in found_of {
        let weight = rarity(some.len(), n);
        let are_enough = texts.len() >= MOST_TEXTS;
        for text in some {
            let own = match texts.entry(text) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(_) if are_enough => continue,
                Entry::Vacant(entry) => entry.insert(Found::default()),
            };
            own.weight += weight;
            own.shingles += 1;
        }
    }
    let mut best: Vec<(u32, Found)> = texts.into_iter().collect();
    let heavier = |a: &(u32, Found), b: &(u32, Found)| b.1.weight.total_cmp(&a.1.weight).then(a.0.cmp(&b.0));
    if best.len() > MOST_TEXTS {
        best.select_nth_unstable_by(MOST_TEXTS, heavier);
        best.truncate(MOST_TEXTS);
    }
    let mut article = db.prepare_cached("SELECT article FROM quoted WHERE text = ?")?;
    for (text, own) in best {
        // A text that was indexed again has another number.
        if let Some(n) = article.query_row([text], |row| row.get(0)).optional()? {
            found.insert(n, own);
        }
    }
    Ok(())
}

/// In how many articles a word stands, [`MOST_ALIKE`] at most: how many more have it tells nothing.
fn n_with(db: &Connection, word: &str) -> Result<i64> {
    let sql = "SELECT count(*) FROM (SELECT 1 FROM texts WHERE texts MATCH ? LIMIT ?)";
    let words = format!("\"{word}\"");
    Ok(db.prepare_cached(sql)?.query_row(rusqlite::params![words, MOST_ALIKE as i64], |row| row.get(0))?)
}

/// Adds the weight of the rarest words.
fn by_rare_words(db: &Connection, words: &Folded, n: i64, found: &mut FxHashMap<i64, Found>) -> Result<()> {
    let mut counted: Vec<(i64, &str)> = Vec::new();
    for word in words.words() {
        if word.len() > 2 && counted.len() < MOST_COUNTED && !counted.iter().any(|(_, w)| *w == word) {
            counted.push((n_with(db, word)?, word));
        }
    }
    counted.retain(|(docs, _)| *docs > 0);
    counted.sort_unstable();
    let mut query = db.prepare_cached("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid DESC LIMIT ?")?;
    let mut weights: FxHashMap<i64, f32> = FxHashMap::default();
    for (docs, word) in counted.iter().take(RARE_WORDS) {
        let rows = query.query_map(rusqlite::params![format!("\"{word}\""), MOST_ALIKE as i64], |row| row.get(0))?;
        let weight = rarity(usize::try_from(*docs).unwrap_or(usize::MAX), n);
        for at in rows {
            *weights.entry(at?).or_default() += weight;
        }
    }
    let mut best: Vec<(i64, f32)> = weights.into_iter().collect();
    let heavier = |a: &(i64, f32), b: &(i64, f32)| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0));
    if best.len() > MOST_TEXTS {
        best.select_nth_unstable_by(MOST_TEXTS, heavier);
        best.truncate(MOST_TEXTS);
    }
    let mut article = db.prepare_cached("SELECT n FROM articles WHERE at = ?")?;
    for (at, weight) in best {
        if let Some(n) = article.query_row([at], |row| row.get(0)).optional()? {
            found.entry(n).or_default().weight += weight;
        }
    }
    Ok(())
}

fn rarity(docs: usize, n: i64) -> f32 {
    ((n as f32 + 1.0) / (docs as f32 + 0.5)).ln().max(0.05)
}
