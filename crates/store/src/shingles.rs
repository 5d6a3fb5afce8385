//! Three folded words in a row, and the articles that have them: what quotations are found by.
//!
//! A *posting* is a hash of three words and the number of a text. Postings lie in *parts*, each written by one transaction or put together
//! from smaller ones; a part is cut by the first bits of the hash into blobs of about a thousand postings, sorted, their differences in
//! Rice's code (Rice and Plaunt 1971): about two bytes a posting. A text that is indexed again gets a new number, so that nothing is ever
//! deleted from a part; what no article has any more is left out when parts are put together.

use std::collections::BTreeMap;

use onrecord_words::folded::Folded;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashSet;

use crate::{Error, Result};

/// Bits of a hash. Among a million articles ten have a shingle's hash by chance, and they share no other with a quotation.
const HASH_BITS: u32 = 26;

/// Postings of a blob, about.
const BLOB: usize = 1_024;

/// So many parts of about the same size become one.
const ALIKE: usize = 8;

/// Postings that are kept in memory before they are written.
const MOST_HELD: usize = 4 << 20;

/// Where the number of a blob's part begins.
const PART: u32 = 32;

/// A hash and a text.
type Posting = (u32, u32);

/// The hash of each three words in a row.
pub fn hashes(words: &Folded) -> impl Iterator<Item = u32> {
    let of: Vec<u64> = words.words().map(fnv).collect();
    (2..of.len()).map(move |k| three(of[k - 2], of[k - 1], of[k]))
}

/// FNV-1a, 64 bits.
fn fnv(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn three(a: u64, b: u64, c: u64) -> u32 {
    // The finish of splitmix64: every bit of each word moves every bit.
    let mut z = a.rotate_left(42) ^ b.rotate_left(21) ^ c;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> (64 - HASH_BITS)) as u32
}

/// Postings of a transaction that are not written yet.
#[derive(Default)]
pub struct Held(Vec<Posting>);

impl Held {
    /// Adds a text.
    pub fn add(&mut self, db: &Connection, text: i64, words: &Folded) -> Result<()> {
        let text =
            u32::try_from(text).map_err(|_| Error::Query("more than 4,294,967,295 texts are not kept".into()))?;
        let from = self.0.len();
        self.0.extend(hashes(words).map(|hash| (hash, text)));
        self.0[from..].sort_unstable();
        if self.0.len() >= MOST_HELD { self.write(db) } else { Ok(()) }
    }

    /// Writes what is held as a part of its own, and puts parts together where there are many alike.
    pub fn write(&mut self, db: &Connection) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        self.0.sort_unstable();
        self.0.dedup();
        let mut part = NewPart::of(db, self.0.len())?;
        for posting in self.0.drain(..) {
            part.push(posting)?;
        }
        part.end()?;
        loop {
            let mut by_bits: BTreeMap<u32, Vec<Part>> = BTreeMap::new();
            parts(db)?.into_iter().for_each(|p| by_bits.entry(p.bits).or_default().push(p));
            let Some((_, alike)) = by_bits.into_iter().find(|(_, all)| all.len() >= ALIKE) else { return Ok(()) };
            join(db, alike)?;
        }
    }
}

/// A part, cut into two to the power of `bits` blobs.
#[derive(Clone, Copy)]
struct Part {
    n: i64,
    bits: u32,
    postings: i64,
}

fn parts(db: &Connection) -> Result<Vec<Part>> {
    let mut all = db.prepare_cached("SELECT n, bits, postings FROM shingle_parts ORDER BY n")?;
    let rows = all.query_map([], |row| Ok(Part { n: row.get(0)?, bits: row.get(1)?, postings: row.get(2)? }))?;
    let rows: Vec<Part> = rows.collect::<rusqlite::Result<_>>()?;
    if rows.iter().any(|p| p.bits > HASH_BITS) {
        return Err(broken());
    }
    Ok(rows)
}

fn broken() -> Error {
    Error::Index { what: "the quotation index".into() }
}

/// A part that is being written.
struct NewPart<'d> {
    db: &'d Connection,
    n: i64,
    bits: u32,
    written: i64,
    blob: Vec<Posting>,
}

impl<'d> NewPart<'d> {
    /// For about so many postings.
    fn of(db: &'d Connection, postings: usize) -> Result<NewPart<'d>> {
        let bits = (postings / BLOB).max(1).next_power_of_two().trailing_zeros().min(HASH_BITS - 6);
        db.prepare_cached("INSERT INTO shingle_parts (bits, postings) VALUES (?, 0)")?.execute([bits])?;
        Ok(NewPart { db, n: db.last_insert_rowid(), bits, written: 0, blob: Vec::new() })
    }

    /// Adds the next posting; they come sorted.
    fn push(&mut self, posting: Posting) -> Result<()> {
        let bucket = |p: &Posting| p.0 >> (HASH_BITS - self.bits);
        if self.blob.first().is_some_and(|first| bucket(first) != bucket(&posting)) {
            self.flush()?;
        }
        self.blob.push(posting);
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        let Some(first) = self.blob.first() else { return Ok(()) };
        let n = self.n << PART | i64::from(first.0 >> (HASH_BITS - self.bits));
        let sql = "INSERT INTO shingles (n, packed) VALUES (?, ?)";
        self.db.prepare_cached(sql)?.execute(params![n, packed(&self.blob, HASH_BITS - self.bits)])?;
        self.written += self.blob.len() as i64;
        self.blob.clear();
        Ok(())
    }

    fn end(mut self) -> Result<()> {
        self.flush()?;
        let sql = "UPDATE shingle_parts SET postings = ? WHERE n = ?";
        self.db.prepare_cached(sql)?.execute([self.written, self.n])?;
        Ok(())
    }
}

/// Puts all parts together, and leaves out what no article has any more.
pub fn tidy(db: &Connection) -> Result<()> {
    let all = parts(db)?;
    if all.is_empty() { Ok(()) } else { join(db, all) }
}

/// One part out of several. Texts that no article has any more are left out.
fn join(db: &Connection, old: Vec<Part>) -> Result<()> {
    let mut texts = db.prepare_cached("SELECT text FROM quoted")?;
    let known: FxHashSet<u32> = texts.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let postings: i64 = old.iter().map(|p| p.postings).sum();
    let mut part = NewPart::of(db, usize::try_from(postings).unwrap_or(0))?;
    let mut cursors: Vec<Cursor<'_>> = Vec::new();
    for part in &old {
        let range = (part.n << PART, (part.n + 1) << PART);
        cursors.push(Cursor { db, bits: part.bits, next: range.0, end: range.1, from: 0, blob: Vec::new(), at: 0 });
    }
    let finest = old.iter().map(|p| p.bits).max().unwrap_or(0);
    let mut some: Vec<Posting> = Vec::new();
    for bucket in 0..1u32 << finest {
        let end = u64::from(bucket + 1) << (HASH_BITS - finest);
        some.clear();
        for cursor in &mut cursors {
            cursor.take_below(end, &mut some)?;
        }
        some.retain(|(_, text)| known.contains(text));
        some.sort_unstable();
        for posting in some.drain(..) {
            part.push(posting)?;
        }
    }
    drop(cursors);
    part.end()?;
    for part in &old {
        let sql = "DELETE FROM shingles WHERE n >= ? AND n < ?";
        db.prepare_cached(sql)?.execute([part.n << PART, (part.n + 1) << PART])?;
        db.prepare_cached("DELETE FROM shingle_parts WHERE n = ?")?.execute([part.n])?;
    }
    Ok(())
}

/// A part that is read in order.
struct Cursor<'d> {
    db: &'d Connection,
    bits: u32,
    /// The first blob that is not read yet may have this number.
    next: i64,
    end: i64,
    /// The first hash that it can have.
    from: u64,
    blob: Vec<Posting>,
    at: usize,
}

impl Cursor<'_> {
    /// Moves all postings with a hash below this.
    fn take_below(&mut self, end: u64, out: &mut Vec<Posting>) -> Result<()> {
        loop {
            while let Some(posting) = self.blob.get(self.at) {
                if u64::from(posting.0) >= end {
                    return Ok(());
                }
                out.push(*posting);
                self.at += 1;
            }
            if self.from >= end {
                return Ok(());
            }
            let sql = "SELECT n, packed FROM shingles WHERE n >= ? AND n < ? ORDER BY n LIMIT 1";
            let found: Option<(i64, Vec<u8>)> = self
                .db
                .prepare_cached(sql)?
                .query_row([self.next, self.end], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((n, packed)) = found else {
                self.from = u64::MAX;
                return Ok(());
            };
            let bucket = (n & ((1 << PART) - 1)) as u64;
            // A blob that begins behind the end is left for later.
            self.from = bucket << (HASH_BITS - self.bits);
            if self.from >= end {
                return Ok(());
            }
            self.next = n + 1;
            self.blob = unpacked(&packed, bucket as u32, HASH_BITS - self.bits).ok_or_else(broken)?;
            self.at = 0;
        }
    }
}

/// The texts that have a shingle, each once.
pub struct Index<'d> {
    db: &'d Connection,
    parts: Vec<Part>,
}

impl<'d> Index<'d> {
    pub fn of(db: &'d Connection) -> Result<Index<'d>> {
        Ok(Index { db, parts: parts(db)? })
    }

    /// The texts that have a hash, at most so many.
    pub fn texts(&self, hash: u32, most: usize) -> Result<Vec<u32>> {
        let mut all: Vec<u32> = Vec::new();
        let mut blob = self.db.prepare_cached("SELECT packed FROM shingles WHERE n = ?")?;
        for part in &self.parts {
            let rest = HASH_BITS - part.bits;
            let bucket = hash >> rest;
            let mut rows = blob.query([part.n << PART | i64::from(bucket)])?;
            let Some(row) = rows.next()? else { continue };
            let packed = row.get_ref(0)?.as_blob().map_err(|_| broken())?;
            let postings = Postings::of(packed, bucket, rest).ok_or_else(broken)?;
            for posting in postings {
                let (found, text) = posting.ok_or_else(broken)?;
                if found > hash || all.len() >= most {
                    break;
                }
                if found == hash {
                    all.push(text);
                }
            }
            if all.len() >= most {
                break;
            }
        }
        Ok(all)
    }
}

/// Every blob holds; how many postings of each part are there as they should be.
pub fn check(db: &Connection) -> Result<()> {
    let mut blobs = db.prepare("SELECT n, packed FROM shingles WHERE n >= ? AND n < ?")?;
    for part in parts(db)? {
        let mut found = 0;
        let mut rows = blobs.query([part.n << PART, (part.n + 1) << PART])?;
        while let Some(row) = rows.next()? {
            let bucket = (row.get::<_, i64>(0)? & ((1 << PART) - 1)) as u32;
            let packed = row.get_ref(1)?.as_blob().map_err(|_| broken())?;
            found += unpacked(packed, bucket, HASH_BITS - part.bits).ok_or_else(broken)?.len() as i64;
        }
        if found != part.postings {
            return Err(broken());
        }
    }
    let outside: i64 = db.query_row(
        "SELECT count(*) FROM shingles WHERE (n >> 32) NOT IN (SELECT n FROM shingle_parts)",
        [],
        |row| row.get(0),
    )?;
    if outside > 0 { Err(broken()) } else { Ok(()) }
}

/// Bytes before the code: a hash of the rest, how many postings, bits of a text's number, bits of Rice's remainder.
const HEAD: usize = 10;

/// Sorted postings of one bucket, whose hashes differ in the last `rest` bits only.
fn packed(postings: &[Posting], rest: u32) -> Vec<u8> {
    let text_bits = 32 - postings.iter().map(|p| p.1).max().unwrap_or(0).leading_zeros();
    let key = |p: &Posting| u64::from(p.0 & ((1 << rest) - 1)) << text_bits | u64::from(p.1);
    // The remainder has as many bits as the mean difference, seven tenths of it.
    let mean = (1u64 << (rest + text_bits)) / postings.len().max(1) as u64;
    let k = (mean * 7 / 10).max(1).ilog2();
    let mut out = vec![0; HEAD];
    out[4..8].copy_from_slice(&(postings.len() as u32).to_le_bytes());
    out[8] = text_bits as u8;
    out[9] = k as u8;
    let mut bits = BitWriter { out, held: 0, n: 0 };
    let mut before = 0;
    for posting in postings {
        let key = key(posting);
        bits.rice(key - before, k);
        before = key;
    }
    let mut out = bits.end();
    let hash = blake3::hash(&out[4..]);
    out[..4].copy_from_slice(&hash.as_bytes()[..4]);
    out
}

/// The postings of a bucket; `None` of bytes that are not what was written.
fn unpacked(packed: &[u8], bucket: u32, rest: u32) -> Option<Vec<Posting>> {
    let mut postings = Postings::of(packed, bucket, rest)?;
    let mut all = Vec::with_capacity(postings.left);
    for _ in 0..postings.left {
        all.push(postings.read()?);
    }
    Some(all)
}

/// Postings as they are read, one after the other; `None` where there is none to be read.
struct Postings<'b> {
    bits: BitReader<'b>,
    left: usize,
    bucket: u32,
    rest: u32,
    text_bits: u32,
    /// Bits of Rice's remainder.
    k: u32,
    key: u64,
}

impl<'b> Postings<'b> {
    /// `None` of bytes that are not what was written.
    fn of(packed: &'b [u8], bucket: u32, rest: u32) -> Option<Postings<'b>> {
        let (head, code) = packed.split_first_chunk::<HEAD>()?;
        if blake3::hash(&packed[4..]).as_bytes()[..4] != head[..4] {
            return None;
        }
        let left = u32::from_le_bytes(*head[4..8].first_chunk()?) as usize;
        let (text_bits, k) = (u32::from(head[8]), u32::from(head[9]));
        let is_sound = text_bits <= 32 && k <= 57 && left <= code.len() * 8;
        let bits = BitReader { code, held: 0, n: 0 };
        is_sound.then_some(Postings { bits, left, bucket, rest, text_bits, k, key: 0 })
    }

    fn read(&mut self) -> Option<Posting> {
        self.key = self.key.checked_add(self.bits.rice(self.k)?)?;
        let hash = u32::try_from(self.key >> self.text_bits).ok().filter(|h| *h < 1 << self.rest)?;
        Some((self.bucket << self.rest | hash, (self.key & ((1u64 << self.text_bits) - 1)) as u32))
    }
}

impl Iterator for Postings<'_> {
    type Item = Option<Posting>;

    fn next(&mut self) -> Option<Option<Posting>> {
        self.left = self.left.checked_sub(1)?;
        Some(self.read())
    }
}

/// Bits, the lowest of a byte first.
struct BitWriter {
    out: Vec<u8>,
    held: u64,
    n: u32,
}

impl BitWriter {
    fn put(&mut self, mut value: u64, mut n: u32) {
        while n > 0 {
            let some = n.min(56 - self.n);
            self.held |= (value & ((1 << some) - 1)) << self.n;
            self.n += some;
            value >>= some;
            n -= some;
            while self.n >= 8 {
                self.out.push(self.held as u8);
                self.held >>= 8;
                self.n -= 8;
            }
        }
    }

    /// The quotient in ones with a nought behind, then `k` bits of remainder.
    fn rice(&mut self, value: u64, k: u32) {
        let mut quotient = value >> k;
        while quotient >= 32 {
            self.put(u64::from(u32::MAX), 32);
            quotient -= 32;
        }
        self.put((1 << quotient) - 1, quotient as u32 + 1);
        self.put(value, k);
    }

    fn end(mut self) -> Vec<u8> {
        if self.n > 0 {
            self.out.push(self.held as u8);
        }
        self.out
    }
}

struct BitReader<'a> {
    code: &'a [u8],
    held: u64,
    n: u32,
}

impl BitReader<'_> {
    fn fill(&mut self) {
        while self.n <= 56
            && let Some((byte, rest)) = self.code.split_first()
        {
            self.held |= u64::from(*byte) << self.n;
            self.n += 8;
            self.code = rest;
        }
    }

    fn rice(&mut self, k: u32) -> Option<u64> {
        let mut quotient = 0u64;
        loop {
            self.fill();
            let ones = self.held.trailing_ones().min(self.n);
            quotient += u64::from(ones);
            if ones < self.n {
                self.held >>= ones;
                self.held >>= 1;
                self.n -= ones + 1;
                break;
            }
            if self.n == 0 {
                return None;
            }
            (self.held, self.n) = (0, 0);
        }
        self.fill();
        if self.n < k {
            return None;
        }
        let rest = self.held & ((1u64 << k) - 1);
        self.held >>= k;
        self.n -= k;
        quotient.checked_shl(k).map(|q| q | rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_are_three_words_in_a_row() {
        let of = |text: &str| hashes(&Folded::of(text)).collect::<Vec<u32>>();
        assert_eq!(of("We will not pay").len(), 2);
        assert_eq!(of("“We won’t pay!”"), of("we will not pay"));
        assert_ne!(of("we will pay"), of("we pay will"));
        assert_ne!(of("we we pay"), of("pay we we"));
        assert_eq!(of("we will").len(), 0);
        assert!(of("we will not pay").iter().all(|h| *h < 1 << HASH_BITS));
    }

    /// Postings that look random.
    fn some(n: u32, rest: u32) -> Vec<Posting> {
        let mut all: Vec<Posting> =
            (0..n).map(|k| (k.wrapping_mul(2_654_435_761) >> (32 - rest), k.wrapping_mul(40_503) % 100_000)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    #[test]
    fn postings_come_back_and_are_small() {
        for (n, rest) in [(0, 10), (1, 10), (1_000, 16), (1_000, 10), (5_000, 26)] {
            let all = some(n, rest);
            let bytes = packed(&all, rest);
            assert_eq!(unpacked(&bytes, 0, rest), Some(all.clone()), "{n} {rest}");
            assert!(bytes.len() <= HEAD + all.len() * 5, "{n} {rest}: {}", bytes.len());
        }
        // As they lie in a large archive: a thousand of a bucket, a hundred thousand texts.
        let all = some(1_000, 10);
        assert!(packed(&all, 10).len() < all.len() * 5 / 2, "{}", packed(&all, 10).len());
        // All at the end of the range, with the longest quotient.
        let odd = vec![(0, 0), ((1 << 26) - 1, u32::MAX)];
        assert_eq!(unpacked(&packed(&odd, 26), 0, 26), Some(odd));
    }

    #[test]
    fn a_bit_that_flips_is_seen() {
        let bytes = packed(&some(300, 12), 12);
        for n in 0..bytes.len() * 8 {
            let mut wrong = bytes.clone();
            wrong[n / 8] ^= 1 << (n % 8);
            assert_eq!(unpacked(&wrong, 0, 12), None, "bit {n}");
        }
        assert!((0..bytes.len()).all(|n| unpacked(&bytes[..n], 0, 12).is_none()));
    }

    #[test]
    fn parts_are_put_together_and_what_is_gone_is_left_out() {
        let db = Connection::open_in_memory().expect("memory");
        db.execute_batch(include_str!("schema/1.sql")).expect("the schema");
        db.execute_batch("PRAGMA foreign_keys = OFF").expect("SQL");
        let text =
            |n: i64| Folded::of(&format!("The ferry number {n} will not sail on Monday, the council of Skerrel said."));
        for n in 1..=300 {
            db.execute("INSERT INTO quoted (text, article) VALUES (?1, ?1)", [n]).expect("a row");
            let mut held = Held::default();
            held.add(&db, n, &text(n)).expect("memory");
            held.write(&db).expect("it is written");
        }
        let n_parts = parts(&db).expect("parts").len();
        assert!(n_parts < 40, "{n_parts} parts");
        let find = |n: i64, k: usize| {
            let hash = hashes(&text(n)).nth(k).expect("a shingle");
            let mut all = Index::of(&db).expect("the index").texts(hash, 1_000).expect("texts");
            all.sort_unstable();
            all
        };
        assert_eq!(find(7, 1), [7], "ferry number 7");
        assert_eq!(find(7, 5).len(), 300, "will not sail");
        check(&db).expect("it holds");
        db.execute("DELETE FROM quoted WHERE text = 7", []).expect("SQL");
        tidy(&db).expect("it is tidied");
        assert_eq!(parts(&db).expect("parts").len(), 1);
        assert_eq!(find(7, 1), [0u32; 0]);
        assert_eq!(find(8, 1), [8]);
        assert_eq!(find(7, 5).len(), 299);
        check(&db).expect("it holds");
        db.execute("DELETE FROM shingles WHERE n = (SELECT min(n) FROM shingles)", []).expect("SQL");
        assert!(check(&db).is_err());
    }
}
