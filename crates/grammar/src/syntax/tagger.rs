//! Parts of speech, from left to right: a greedy averaged perceptron (Collins 2002; Honnibal 2013) over hashed features.

use super::letters::{BEFORE, BEHIND, Letters};
use super::tags::{N_TAGS, TAGS, Tag};
use super::weights::{Scores, best, feature};

/// The table has two to this power of places.
pub const BITS: u32 = 17;
/// Features of a token.
pub const N_FEATURES: usize = 43;

/// Tags of the tokens of a sentence, appended to `out`.
pub fn tag(weights: &impl Scores<N_TAGS>, letters: &[Letters], out: &mut Vec<Tag>) {
    let first = out.len();
    let mut found = [0; N_FEATURES];
    let capitals = capitals(letters);
    for i in 0..letters.len() {
        let told = |k: usize| out[first..].len().checked_sub(k).map_or(N_TAGS as u8, |at| out[first + at] as u8);
        features(letters, capitals, i, [told(1), told(2)], &mut found);
        let sums = weights.score(&found);
        out.push(TAGS[best(&sums, |_| true)]);
    }
}

/// The features of token `i` with the two tags before it; `capitals` is that of the sentence.
pub fn features(letters: &[Letters], capitals: u64, i: usize, before: [u8; 2], found: &mut [u32; N_FEATURES]) {
    let at = |k: isize| match i.checked_add_signed(k) {
        Some(at) => letters.get(at).copied().unwrap_or(BEHIND),
        None => BEFORE,
    };
    let own = at(0);
    let (l1, l2, r1, r2) = (at(-1), at(-2), at(1), at(2));
    let [t1, t2] = before.map(u64::from);
    let w = |l: Letters| u64::from(l.word);
    let c = |l: Letters| u64::from(l.cluster);
    let shape = u64::from(own.shape);
    let mut n = 0;
    let mut add = |value: u64| {
        found[n] = feature(n as u8, value);
        n += 1;
    };
    add(0);
    add(w(own));
    add(u64::from(own.ends[0]));
    add(u64::from(own.ends[1]));
    add(u64::from(own.ends[2]));
    add(u64::from(own.ends[3]));
    add(u64::from(own.starts[0]));
    add(u64::from(own.starts[1]));
    add(u64::from(own.starts[2]));
    add(shape);
    add(w(l1));
    add(w(l2));
    add(w(r1));
    add(w(r2));
    add(t1);
    add(t1 << 8 | t2);
    add(t1 << 40 | w(own));
    add(w(l1) << 32 | w(own));
    add(w(own) << 32 | w(r1));
    add(u64::from(r1.ends[2]));
    add(u64::from(l1.ends[2]));
    add(u64::from(r1.shape) << 8 | shape);
    add(u64::from(l1.shape) << 8 | shape);
    add(c(own));
    add(u64::from(own.path & 0x3f));
    add(u64::from(own.path & 0x3ff));
    add(c(l1));
    add(c(r1));
    add(c(r2));
    add(c(r1) << 32 | c(own));
    add(t1 << 32 | c(own));
    add(t1 << 32 | c(r1));
    add(t1 << 40 | u64::from(own.ends[2]));
    add(t1 << 40 | t2 << 32 | w(r1));
    add(w(l1) << 32 | w(r1));
    add(c(l1) << 40 | c(own) << 20 | c(r1));
    add(w(own) << 8 | shape);
    add(capitals << 8 | shape);
    add(c(l1) << 32 | c(own));
    add(t1 << 40 | u64::from(own.ends[1]) << 8 | shape);
    add(u64::from(l1.shape) << 16 | u64::from(r1.shape) << 8 | shape);
    add(u64::from(own.ends[2]) << 8 | shape);
    add(t1 << 16 | t2 << 24 | shape << 8 | u64::from(r1.shape));
}

/// How much of a sentence is in capitals.
pub fn capitals(letters: &[Letters]) -> u64 {
    let big = letters.iter().filter(|l| l.shape & 1 == 1).count();
    let words = letters.iter().filter(|l| l.shape & 7 != 0).count();
    let upper = letters.iter().filter(|l| l.shape & 7 == 3).count();
    (if big * 3 > words * 2 { 1 } else { 0 })
        | (if upper * 2 > words { 2 } else { 0 })
        | (if words < 4 { 4 } else { 0 })
}
