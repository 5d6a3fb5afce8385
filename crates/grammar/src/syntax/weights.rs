//! Tables of weights: what each feature speaks for, a byte an answer.
//!
//! A feature is a number of 32 bits. Its upper bits choose a place in the table, its lowest byte must agree with the check byte there or at the
//! place beside it; a feature that the table does not hold says nothing, and costs one look at the check bytes, which stay in cache.

use std::ops::{Add, Sub};

/// What scores answers by features: the table that ships, or weights while they are learned.
///
/// Tables are logistic regression whose rows were cut to half a byte a weight.
pub trait Scores<const N: usize> {
    type Sum: Copy + Default + PartialOrd + From<i16> + Add<Output = Self::Sum> + Sub<Output = Self::Sum>;
    /// The score of each answer.
    fn score(&self, features: &[u32]) -> [Self::Sum; N];
}

/// A table of `N` answers, half a byte each: a row is a scale, then `(N + 1) / 2` bytes, the lower half first, 8 meaning nothing.
pub struct Table<'a, const N: usize> {
    checks: &'a [u8],
    rows: &'a [u8],
    bits: u32,
}

/// The check byte of a feature; zero marks an empty place.
pub fn check(feature: u32) -> u8 {
    (feature & 0xff).max(1) as u8
}

/// The place that a feature looks at first in a table of two to the power of `bits`; the other one is beside it (last bit turned).
pub fn place(feature: u32, bits: u32) -> usize {
    (feature >> (32 - bits)) as usize
}

impl<'a, const N: usize> Table<'a, N> {
    /// Bytes of a row.
    pub const ROW: usize = 1 + N.div_ceil(2);

    /// A table from its bytes, of which there must be [`Table::size`].
    pub const fn read(bytes: &'a [u8], bits: u32) -> Table<'a, N> {
        assert!(bytes.len() == Self::size(bits), "a table has more or fewer bytes than its answers and places need");
        let (checks, rows) = bytes.split_at(1 << bits);
        Table { checks, rows, bits }
    }

    /// Bytes of a table.
    pub const fn size(bits: u32) -> usize {
        (1 + Self::ROW) << bits
    }
}

impl<const N: usize> Scores<N> for Table<'_, N> {
    type Sum = i16;

    fn score(&self, features: &[u32]) -> [i16; N] {
        let mut low = [0i16; N];
        let mut high = [0i16; N];
        let half = N.div_ceil(2);
        let mut hits = [0u32; 64];
        for features in features.chunks(hits.len()) {
            // Whether a feature is in the table cannot be foretold, so nothing branches on it: each is written down, and the
            // place moves on only where it was found.
            let mut n = 0;
            for feature in features {
                let (at, check) = (place(*feature, self.bits), check(*feature));
                let (own, other) = (self.checks[at] == check, self.checks[at ^ 1] == check);
                hits[n] = (at ^ usize::from(!own)) as u32;
                n += usize::from(own | other);
            }
            for at in &hits[..n.min(hits.len())] {
                // Lengths that the compiler knows: it works on eight answers at once.
                let [scale, packed @ ..] = &self.rows[*at as usize * Self::ROW..][..Self::ROW] else { continue };
                let scale = i16::from(*scale);
                for ((low, high), byte) in low[..half].iter_mut().zip(&mut high[..half]).zip(&packed[..half]) {
                    *low += scale * (i16::from(byte & 15) - 8);
                    *high += scale * (i16::from(byte >> 4) - 8);
                }
            }
        }
        std::array::from_fn(|n| if n % 2 == 0 { low[n / 2] } else { high[n / 2] })
    }
}

/// The answer that scores most among those that may be given, asked no further than needed: features come in stages, what is worth
/// most first, and most answers lead by so much after the first that the rest need not be asked (dynamic feature selection, Strubell
/// et al. 2015). `stage` adds the features of a stage; after stage `k` the answer is taken that leads by `leads[k]`, after the last
/// one whichever does.
pub fn decide<S: Scores<N>, const N: usize>(
    weights: &S,
    leads: &[i16],
    mut stage: impl FnMut(usize, &mut Features),
    may: impl Fn(usize) -> bool,
) -> usize {
    let mut sums = [S::Sum::default(); N];
    let mut found = Features::default();
    for k in 0..=leads.len() {
        found.n = 0;
        stage(k, &mut found);
        for (sum, more) in sums.iter_mut().zip(weights.score(&found.all[..found.n])) {
            *sum = *sum + more;
        }
        let first = best(&sums, &may);
        let Some(lead) = leads.get(k) else { return first };
        let near = sums[first] - S::Sum::from(*lead);
        let rivals: usize = (0..N).map(|k| usize::from(sums[k] >= near && may(k))).sum();
        if rivals == 1 {
            return first;
        }
    }
    0
}

/// Features of a stage.
pub struct Features {
    all: [u32; 64],
    n: usize,
}

impl Default for Features {
    fn default() -> Features {
        Features { all: [0; 64], n: 0 }
    }
}

impl Features {
    /// Adds the feature of a template; a stage has at most 64.
    pub fn add(&mut self, template: u8, value: u64) {
        if let Some(place) = self.all.get_mut(self.n) {
            *place = feature(template, value);
            self.n += 1;
        }
    }
}

/// The answer that scores most, the first of equals, among those that may be given.
pub fn best<S: Copy + PartialOrd, const N: usize>(sums: &[S; N], may: impl Fn(usize) -> bool) -> usize {
    let mut most: Option<(usize, S)> = None;
    for (k, sum) in sums.iter().enumerate() {
        if may(k) && most.is_none_or(|(_, m)| *sum > m) {
            most = Some((k, *sum));
        }
    }
    most.map_or(0, |m| m.0)
}

/// The number of a feature: its template and value, mixed by multiplication.
#[inline]
pub fn feature(template: u8, value: u64) -> u32 {
    let mixed =
        (value ^ (u64::from(template) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let mixed = (mixed ^ mixed >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32
}
