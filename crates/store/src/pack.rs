//! Bytes made small (zstd, RFC 8878).

use std::cell::RefCell;

use zstd::bulk::{Compressor, Decompressor};

/// What records of news look like: JSON of our own corpus (`cargo xtask train dictionary`). Part of format 1: it never changes.
const DICTIONARY: &[u8] = include_bytes!("../records.zdict");

/// Records are read often and written once.
const LEVEL: i32 = 9;

/// Originals and records longer than this were never written.
const MOST_BYTES: usize = 1 << 31;

thread_local! {
    static SMALLER: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static LARGER: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// A record's JSON made small. The first four bytes tell how long it was.
pub fn record(json: &[u8]) -> std::io::Result<Vec<u8>> {
    SMALLER.with_borrow_mut(|own| {
        let compressor = match own {
            Some(c) => c,
            None => own.insert(Compressor::with_dictionary(LEVEL, DICTIONARY)?),
        };
        let mut packed = (json.len() as u32).to_le_bytes().to_vec();
        packed.extend(compressor.compress(json)?);
        Ok(packed)
    })
}

/// A record's JSON as it was.
pub fn unpacked_record(packed: &[u8]) -> Option<Vec<u8>> {
    let (length, packed) = packed.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length) as usize;
    LARGER.with_borrow_mut(|own| {
        let decompressor = match own {
            Some(d) => d,
            None => own.insert(Decompressor::with_dictionary(DICTIONARY).ok()?),
        };
        decompressor.decompress(packed, length.min(MOST_BYTES)).ok()
    })
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
    fn what_is_packed_comes_back_and_damage_is_seen_or_harmless() {
        let json = br#"{"version":1,"article":{"text":"The ferry will stop in May."}}"#;
        let packed = record(json).expect("memory");
        assert_eq!(unpacked_record(&packed).as_deref(), Some(&json[..]));
        let page: Vec<u8> = (0..40_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let mut other = page.clone();
        other[7] = 1;
        let small = original(&other, Some(&page)).expect("memory");
        assert!(small.len() < 400, "{}", small.len());
        assert_eq!(unpacked_original(&small, other.len(), Some(&page)), Some(other));
        for n in 0..packed.len() {
            let mut wrong = packed.clone();
            wrong[n] ^= 1;
            let _ = unpacked_record(&wrong);
        }
        assert_eq!(unpacked_record(b""), None);
    }
}
