//! What a word's letters tell, worked out once a token: the word, its beginnings and ends, its shape, its cluster.

use super::clusters;

/// A token as the models see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Letters {
    /// Hash of the word in lower case.
    pub word: u32,
    /// Its first three bytes and its last, as many as the index tells plus one; zero where the word is no longer than that.
    pub starts: [u32; 3],
    pub ends: [u32; 4],
    /// Capitals, digits, marks: see `shape`.
    pub shape: u8,
    pub cluster: u16,
    pub path: u32,
}

/// What stands before a sentence's first token and behind its last.
pub const BEFORE: Letters =
    Letters { word: 1, starts: [0; 3], ends: [0; 4], shape: 30, cluster: 0xffff, path: u32::MAX };
pub const BEHIND: Letters = Letters { word: 2, shape: 31, ..BEFORE };

/// A token's letters, from its words as written and in lower case.
pub fn letters(word: &str, lower: &str) -> Letters {
    let bytes = lower.as_bytes();
    let packed = |b: &[u8]| b.iter().fold(0, |sum: u32, b| sum << 8 | u32::from(*b));
    let mut out = Letters { word: hash(bytes), shape: shape(word), ..Letters::default() };
    for (k, start) in out.starts.iter_mut().enumerate() {
        *start = if bytes.len() > k + 1 { packed(&bytes[..=k]) } else { 0 };
    }
    for (k, end) in out.ends.iter_mut().enumerate() {
        *end = if bytes.len() > k + 1 { packed(&bytes[bytes.len() - k - 1..]) } else { 0 };
    }
    (out.cluster, out.path) = clusters::cluster(word);
    if out.cluster == 0 && word != lower {
        (out.cluster, out.path) = clusters::cluster(lower);
    }
    out
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |h, b| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193))
}

/// Bits: a capital first, capitals later, small letters, digits, a hyphen, other marks.
fn shape(word: &str) -> u8 {
    let mut out = 0;
    for (k, c) in word.char_indices() {
        out |= if c.is_ascii_lowercase() {
            4
        } else if c.is_ascii_uppercase() {
            if k == 0 { 1 } else { 2 }
        } else if c.is_ascii_digit() {
            8
        } else if c == '-' {
            16
        } else if c.is_uppercase() {
            if k == 0 { 1 } else { 2 }
        } else if c.is_alphabetic() {
            4
        } else {
            32
        };
    }
    out
}
