//! Which articles may hold a quotation: by three folded words in a row, and where few of those are found, by its rarest words.

use onrecord_words::folded::Folded;
use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::{Archive, Result};

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

/// Of a long quotation so many shingles are looked up, spread over it.
const MOST_SHINGLES: usize = 96;

/// So many of its rarest words are looked up where few shingles are found.
const RARE_WORDS: usize = 6;

/// Forty bits of a hash as eight letters.
fn token(words: [&str; 3], out: &mut String) {
    // FNV-1a, 64 bits.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for word in words {
        for byte in word.bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash ^= hash >> 29;
    for k in 0..8 {
        out.push(char::from(b"abcdefghijklmnopqrstuvwxyz234567"[(hash >> (5 * k)) as usize & 31]));
    }
}

/// All shingles of folded words, parted by spaces.
pub fn shingles(words: &Folded) -> String {
    let mut out = String::with_capacity(words.len() * 9);
    for k in 2..words.len() {
        token([words.word(k - 2), words.word(k - 1), words.word(k)], &mut out);
        out.push(' ');
    }
    out
}

impl Archive {
    /// The articles that most likely hold these words, the likeliest first.
    pub fn candidates(&self, quotation: &Folded, most: usize) -> Result<Vec<Candidate>> {
        self.read(|db| {
            let n_articles: i64 = db.query_row("SELECT count(*) FROM articles", [], |row| row.get(0))?;
            let mut weights: FxHashMap<i64, f32> = FxHashMap::default();
            let found = by_shingles(db, quotation, n_articles, &mut weights)?;
            if found < 3 {
                by_rare_words(db, quotation, n_articles, &mut weights)?;
            }
            let mut all: Vec<Candidate> =
                weights.into_iter().map(|(article, weight)| Candidate { article, weight }).collect();
            all.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.article.cmp(&b.article)));
            all.truncate(most);
            Ok(all)
        })
    }
}

impl Archive {
    /// In how many articles the rarest of these words stands; `None` where one of them stands in none, or there is none.
    pub fn rarest(&self, words: &Folded) -> Result<Option<i64>> {
        self.read(|db| {
            let mut count = db.prepare_cached("SELECT doc FROM texts_words WHERE term = ?")?;
            let mut least: Option<i64> = None;
            for word in words.words() {
                let Some(n) = count.query_map([word], |row| row.get::<_, i64>(0))?.next().transpose()? else {
                    return Ok(None);
                };
                least = Some(least.map_or(n, |l| l.min(n)));
            }
            Ok(least)
        })
    }
}

/// Adds the weight of each shingle to the articles that have it; how many shingles any article has.
fn by_shingles(db: &Connection, words: &Folded, n: i64, weights: &mut FxHashMap<i64, f32>) -> Result<usize> {
    let all = words.len().saturating_sub(2);
    let step = all.div_ceil(MOST_SHINGLES).max(1);
    let mut query = db.prepare_cached("SELECT rowid FROM shingles WHERE shingles MATCH ? LIMIT ?")?;
    let (mut found, mut three) = (0, String::new());
    for k in (2..words.len()).step_by(step) {
        three.clear();
        token([words.word(k - 2), words.word(k - 1), words.word(k)], &mut three);
        let rows = query.query_map(rusqlite::params![three, MOST_ALIKE as i64], |row| row.get(0))?;
        let rows: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
        found += usize::from(!rows.is_empty());
        let weight = rarity(rows.len(), n);
        for article in rows {
            *weights.entry(article).or_default() += weight;
        }
    }
    Ok(found)
}

/// Adds the weight of the rarest words.
fn by_rare_words(db: &Connection, words: &Folded, n: i64, weights: &mut FxHashMap<i64, f32>) -> Result<()> {
    let mut counted: Vec<(i64, &str)> = Vec::new();
    let mut count = db.prepare_cached("SELECT doc FROM texts_words WHERE term = ?")?;
    for word in words.words() {
        if word.len() > 2 && counted.len() < 200 && !counted.iter().any(|(_, w)| *w == word) {
            let docs = count.query_map([word], |row| row.get::<_, i64>(0))?.next().transpose()?;
            counted.extend(docs.map(|docs| (docs, word)));
        }
    }
    counted.sort_unstable();
    let sql =
        "SELECT a.n FROM texts t JOIN articles a ON a.at = t.rowid WHERE t.texts MATCH ? ORDER BY t.rowid DESC LIMIT ?";
    let mut query = db.prepare_cached(sql)?;
    for (docs, word) in counted.iter().take(RARE_WORDS) {
        let rows =
            query.query_map(rusqlite::params![format!("body : \"{word}\""), MOST_ALIKE as i64], |row| row.get(0))?;
        let weight = rarity(usize::try_from(*docs).unwrap_or(usize::MAX), n);
        for article in rows {
            *weights.entry(article?).or_default() += weight;
        }
    }
    Ok(())
}

fn rarity(docs: usize, n: i64) -> f32 {
    ((n as f32 + 1.0) / (docs as f32 + 0.5)).ln().max(0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_are_three_words_in_a_row() {
        let of = |text: &str| shingles(&Folded::of(text));
        assert_eq!(of("We will not pay").split_whitespace().count(), 2);
        assert_eq!(of("“We won’t pay!”"), of("we will not pay"));
        assert_ne!(of("we will pay"), of("we pay will"));
        assert_eq!(of("we will"), "");
    }
}
