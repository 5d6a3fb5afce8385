//! Features by name, hashed to rows of a table of weights, one by one and in pairs.

use std::fmt::Write;

/// Rows of a table of weights.
pub const ROWS: usize = 1 << 15;

/// What may be the value of a feature.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    Word(&'a str),
    Number(u32),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(word: &'a str) -> Value<'a> {
        Value::Word(word)
    }
}

impl From<bool> for Value<'_> {
    fn from(yes: bool) -> Self {
        Value::Number(u32::from(yes))
    }
}

impl From<u32> for Value<'_> {
    fn from(n: u32) -> Self {
        Value::Number(n)
    }
}

impl Value<'_> {
    /// Zero is no value's.
    fn hash(self) -> u32 {
        let hash = match self {
            Value::Word(word) => {
                word.bytes().fold(0x811c_9dc5, |h: u32, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
            }
            Value::Number(n) => n.wrapping_add(0x5bd1_e995).wrapping_mul(0x85eb_ca6b),
        };
        hash | 1
    }
}

/// The values of up to `N` features; each feature has one.
pub struct Values<const N: usize> {
    hashes: [u32; N],
    /// Names and values in words, where they are wanted.
    pub told: Option<Vec<(u8, String)>>,
}

impl<const N: usize> Values<N> {
    pub fn new(told: bool) -> Values<N> {
        Values { hashes: [0; N], told: told.then(Vec::new) }
    }

    pub fn put<'v>(&mut self, feature: impl Into<u8>, value: impl Into<Value<'v>>) {
        let (feature, value) = (feature.into(), value.into());
        self.hashes[usize::from(feature)] = value.hash();
        if let Some(told) = &mut self.told {
            let mut words = String::new();
            let _ = match value {
                Value::Word(word) => write!(words, "{word}"),
                Value::Number(n) => write!(words, "{n}"),
            };
            told.push((feature, words));
        }
    }

    /// The rows of all values and of all pairs, with what they are of: one feature, or two.
    pub fn rows(&self, pairs: &[(u8, u8)], mut each: impl FnMut(u16, u8, Option<u8>)) {
        for (feature, hash) in self.hashes.iter().enumerate().filter(|(_, h)| **h != 0) {
            each(row(feature as u32, *hash, 0), feature as u8, None);
        }
        for (n, (a, b)) in pairs.iter().enumerate() {
            let (x, y) = (self.hashes[usize::from(*a)], self.hashes[usize::from(*b)]);
            if x != 0 && y != 0 {
                each(row((N + n) as u32, x, y), *a, Some(*b));
            }
        }
    }
}

/// The row of a template's values.
fn row(template: u32, a: u32, b: u32) -> u16 {
    let value = u64::from(a) << 32 | u64::from(b);
    let mixed =
        (value ^ (u64::from(template) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let mixed = (mixed ^ mixed >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 49) as u16
}
