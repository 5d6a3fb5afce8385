//! Bytes made small (zstd, RFC 8878).

use std::cell::RefCell;

use onrecord_model::{Article, Block, Entity, Facts, Key, MadeBy, Record, Statement, Text};
use serde::{Deserialize, Serialize};
use zstd::bulk::{Compressor, Decompressor};

use crate::{Error, Result, columns};

/// What the words of news look like (`cargo xtask train dictionary`). Part of format 1: it never changes.
const WORDS: &[u8] = include_bytes!("../prose.zdict");

/// What facts look like as columns. Part of format 1 too.
const FACTS: &[u8] = include_bytes!("../facts.zdict");

/// What is packed is read often and written once.
const LEVEL: i32 = 9;

/// What was longer than this was never written.
const MOST_BYTES: usize = 1 << 31;

/// Bytes of a hash that say whether what comes out is what went in.
const HASH: usize = 16;

/// What a part of a record is made small with.
#[derive(Clone, Copy)]
enum Part {
    Words,
    Facts,
}

thread_local! {
    static SMALLER: [RefCell<Option<Compressor<'static>>>; 2] = const { [RefCell::new(None), RefCell::new(None)] };
    static LARGER: [RefCell<Option<Decompressor<'static>>>; 2] = const { [RefCell::new(None), RefCell::new(None)] };
}

fn dictionary(part: Part) -> &'static [u8] {
    match part {
        Part::Words => WORDS,
        Part::Facts => FACTS,
    }
}

/// The length of the bytes, their hash, and the bytes made small.
fn part(bytes: &[u8], part: Part) -> std::io::Result<Vec<u8>> {
    SMALLER.with(|all| {
        let own = &mut *all[part as usize].borrow_mut();
        let compressor = match own {
            Some(c) => c,
            None => own.insert(Compressor::with_dictionary(LEVEL, dictionary(part))?),
        };
        let mut packed = (bytes.len() as u32).to_le_bytes().to_vec();
        packed.extend(&blake3::hash(bytes).as_bytes()[..HASH]);
        packed.extend(compressor.compress(bytes)?);
        Ok(packed)
    })
}

/// The bytes as they were; `None` where they are not what they were.
fn unpacked(packed: &[u8], part: Part) -> Option<Vec<u8>> {
    let (length, packed) = packed.split_first_chunk::<4>()?;
    let (hash, packed) = packed.split_first_chunk::<HASH>()?;
    let length = u32::from_le_bytes(*length) as usize;
    LARGER.with(|all| {
        let own = &mut *all[part as usize].borrow_mut();
        let decompressor = match own {
            Some(d) => d,
            None => own.insert(Decompressor::with_dictionary(dictionary(part)).ok()?),
        };
        let bytes = decompressor.decompress(packed, length.min(MOST_BYTES)).ok()?;
        (blake3::hash(&bytes).as_bytes()[..HASH] == hash[..]).then_some(bytes)
    })
}

/// Text and blocks of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prose {
    /// The text.
    pub text: Text,
    /// What its parts are.
    pub blocks: Vec<Block>,
}

/// The two parts of a record as they are made small: text and blocks; and all the rest but keys, which follow from the two, and what the
/// columns of a revision tell anyway: its page's hash and what made it.
pub fn samples(record: &Record, hash: &str) -> serde_json::Result<[Vec<u8>; 2]> {
    let text = &record.article.text;
    let blocks = serde_json::to_vec(&record.article.blocks)?;
    let blocks = columns::encode(&serde_json::from_slice(&blocks)?, "");
    let mut words = (text.len() as u32).to_le_bytes().to_vec();
    words.extend(text.as_bytes());
    words.extend(blocks);
    Ok([words, columns::encode(&facts(record, hash)?, text)])
}

/// All of a record but text, blocks, and what follows from them or stands elsewhere.
pub fn facts(record: &Record, hash: &str) -> serde_json::Result<serde_json::Value> {
    let mut kept = record.clone();
    kept.article.text = Text::default();
    kept.article.blocks.clear();
    kept.page.path = None;
    kept.id.clear();
    if kept.page.hash.as_deref() == Some(hash) {
        kept.page.hash = None;
    }
    kept.made_by = MadeBy { version: String::new(), weights: String::new() };
    keys(&mut kept.facts).for_each(|key| key.0.clear());
    // As the record is printed, so that .87 is .87.
    serde_json::from_slice(&serde_json::to_vec(&kept)?)
}

fn keys(facts: &mut Facts) -> impl Iterator<Item = &mut Key> {
    let statements = facts.statements.iter_mut().map(|s| &mut s.key);
    let figures = facts.figures.iter_mut().map(|f| &mut f.key);
    let events = facts.events.iter_mut().map(|e| &mut e.key);
    let expectations = facts.expectations.iter_mut().map(|x| &mut x.key);
    statements.chain(figures).chain(events).chain(expectations)
}

/// A record made small, its text and its facts apart; `hash` is its page's.
pub fn record(record: &Record, hash: &str) -> Result<[Vec<u8>; 2]> {
    let [words, facts] = samples(record, hash).map_err(|e| Error::Query(format!("a record is no JSON: {e}")))?;
    let small = |bytes: &[u8], of: Part| {
        part(bytes, of).map_err(|e| Error::File { what: "a page cannot be made small".into(), why: e.to_string() })
    };
    Ok([small(&words, Part::Words)?, small(&facts, Part::Facts)?])
}

/// Text and blocks as they were.
pub fn unpacked_prose(packed: &[u8]) -> Option<Prose> {
    let mut bytes = unpacked(packed, Part::Words)?;
    let length = u32::from_le_bytes(*bytes.first_chunk::<4>()?) as usize;
    let blocks = columns::decode(bytes.get(4..)?.get(length..)?, "")?;
    bytes.truncate(4 + length);
    bytes.drain(..4);
    Some(Prose { text: Text::from(String::from_utf8(bytes).ok()?), blocks })
}

/// A record as it was; `hash` is its page's.
pub fn unpacked_record(prose: &[u8], facts: &[u8], hash: String, made_by: MadeBy) -> Option<Record> {
    let prose = unpacked_prose(prose)?;
    let mut record: Record = columns::decode(&unpacked(facts, Part::Facts)?, &prose.text)?;
    record.article.text = prose.text;
    record.article.blocks = prose.blocks;
    onrecord_words::keys::give(&record.article, &mut record.facts);
    record.page.hash.get_or_insert(hash);
    record.id = record.page.hash.clone().unwrap_or_default();
    record.made_by = made_by;
    Some(record)
}

/// Who said what in an article, without all else that is known of it.
#[derive(Debug, Default, PartialEq, Deserialize)]
pub struct Spoken {
    /// The statements.
    pub statements: Vec<Statement>,
    /// Whom they name.
    pub entities: Vec<Entity>,
}

/// The statements of a record as they were, with their keys.
pub fn unpacked_spoken(prose: Prose, facts: &[u8]) -> Option<Spoken> {
    let mut spoken: Spoken = columns::decode(&unpacked(facts, Part::Facts)?, &prose.text)?;
    let article = Article { text: prose.text, blocks: prose.blocks, ..Article::default() };
    let mut all = Facts { statements: std::mem::take(&mut spoken.statements), ..Facts::default() };
    onrecord_words::keys::give(&article, &mut all);
    Some(Spoken { statements: all.statements, ..spoken })
}

/// An original made small, against the bytes of another where there is one.
pub fn original(bytes: &[u8], base: Option<&[u8]>) -> std::io::Result<Vec<u8>> {
    match base {
        Some(base) => Compressor::with_dictionary(LEVEL, base)?.compress(bytes),
        None => zstd::bulk::compress(bytes, LEVEL),
    }
}

/// An original as it was.
pub fn unpacked_original(packed: &[u8], n_bytes: usize, base: Option<&[u8]>) -> Option<Vec<u8>> {
    let n_bytes = n_bytes.min(MOST_BYTES);
    match base {
        Some(base) => Decompressor::with_dictionary(base).ok()?.decompress(packed, n_bytes).ok(),
        None => zstd::bulk::decompress(packed, n_bytes).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back_and_damage_is_seen() {
        let json =
            r#"{"text":"The ferry will stop in May.","blocks":[{"kind":"paragraph","span":[0,27],"time":null}]}"#;
        let prose: Prose = serde_json::from_str(json).expect("JSON");
        let mut words = 27u32.to_le_bytes().to_vec();
        words.extend(prose.text.as_bytes());
        words.extend(columns::encode(&serde_json::to_value(&prose.blocks).expect("JSON"), ""));
        let packed = part(&words, Part::Words).expect("memory");
        assert_eq!(unpacked_prose(&packed), Some(prose));
        // Whatever bit is turned, nothing comes out, or the same.
        for n in 0..packed.len() * 8 {
            let mut wrong = packed.clone();
            wrong[n / 8] ^= 1 << (n % 8);
            assert!(unpacked(&wrong, Part::Words).is_none_or(|bytes| bytes == words), "bit {n}");
        }
        assert_eq!(unpacked_prose(b""), None);
    }

    #[test]
    fn what_is_packed_against_another_is_small() {
        let page: Vec<u8> = (0..40_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let mut other = page.clone();
        other[7] = 1;
        let small = original(&other, Some(&page)).expect("memory");
        assert!(small.len() < 400, "{}", small.len());
        assert_eq!(unpacked_original(&small, other.len(), Some(&page)), Some(other));
    }
}
