//! Parts of speech, from left to right: a greedy averaged perceptron (Collins 2002; Honnibal 2013) over hashed features.

use super::letters::{BEFORE, BEHIND, Letters};
use super::tags::{N_TAGS, TAGS, Tag};
use super::weights::{Scores, decide, feature};

/// The table has two to this power of places.
pub const BITS: u32 = 17;
/// Features of a token.
pub const N_FEATURES: usize = 43;

/// Leads after which a tag is taken; set on EWT dev, by tables that never saw it, where nothing is lost (docs/language.md).
const LEADS: [i16; 2] = [1020, 850];

/// Tags of the tokens of a sentence, appended to `out`; with all features asked where `whole`.
pub fn tag(weights: &impl Scores<N_TAGS>, letters: &[Letters], whole: bool, out: &mut Vec<Tag>) {
    let first = out.len();
    let capitals = capitals(letters);
    let leads: &[i16] = if whole { &[i16::MAX; 2] } else { &LEADS };
    for i in 0..letters.len() {
        let told = |k: usize| out[first..].len().checked_sub(k).map_or(N_TAGS as u8, |at| out[first + at] as u8);
        let view = View::of(letters, capitals, i, [told(1), told(2)]);
        out.push(TAGS[decide(weights, leads, |k, found| view.stage(k, |n, value| found.add(n, value)), |_| true)]);
    }
}

/// The features of token `i` with the two tags before it; `capitals` is that of the sentence.
pub fn features(letters: &[Letters], capitals: u64, i: usize, before: [u8; 2], found: &mut [u32; N_FEATURES]) {
    let view = View::of(letters, capitals, i, before);
    (0..=LEADS.len()).for_each(|k| view.stage(k, |n, value| found[usize::from(n)] = feature(n, value)));
}

/// A token and what stands around it.
struct View {
    own: Letters,
    l1: Letters,
    l2: Letters,
    r1: Letters,
    r2: Letters,
    t1: u64,
    t2: u64,
    capitals: u64,
}

impl View {
    fn of(letters: &[Letters], capitals: u64, i: usize, [t1, t2]: [u8; 2]) -> View {
        let at = |k: isize| match i.checked_add_signed(k) {
            Some(at) => letters.get(at).copied().unwrap_or(BEHIND),
            None => BEFORE,
        };
        let (t1, t2) = (u64::from(t1), u64::from(t2));
        View { own: at(0), l1: at(-1), l2: at(-2), r1: at(1), r2: at(2), t1, t2, capitals }
    }

    /// The features of a stage, by number of template: chosen one after the other by what they are worth on EWT.
    #[inline]
    fn stage(&self, k: usize, mut add: impl FnMut(u8, u64)) {
        let View { own, l1, l2, r1, r2, .. } = self;
        let (t1, t2, capitals) = (self.t1, self.t2, self.capitals);
        let w = |l: &Letters| u64::from(l.word);
        let c = |l: &Letters| u64::from(l.cluster);
        let shape = u64::from(own.shape);
        match k {
            0 => {
                add(1, w(own));
                add(30, t1 << 32 | c(own));
                add(29, c(r1) << 32 | c(own));
                add(39, t1 << 40 | u64::from(own.ends[1]) << 8 | shape);
                add(17, w(l1) << 32 | w(own));
                add(37, capitals << 8 | shape);
                add(31, t1 << 32 | c(r1));
                add(25, u64::from(own.path & 0x3ff));
                add(12, w(r1));
                add(15, t1 << 8 | t2);
            }
            1 => {
                add(4, u64::from(own.ends[2]));
                add(10, w(l1));
                add(13, w(r2));
                add(11, w(l2));
                add(18, w(own) << 32 | w(r1));
                add(7, u64::from(own.starts[1]));
            }
            _ => {
                add(33, t1 << 40 | t2 << 32 | w(r1));
                add(2, u64::from(own.ends[0]));
                add(34, w(l1) << 32 | w(r1));
                add(32, t1 << 40 | u64::from(own.ends[2]));
                add(21, u64::from(r1.shape) << 8 | shape);
                add(19, u64::from(r1.ends[2]));
                add(36, w(own) << 8 | shape);
                add(26, c(l1));
                add(35, c(l1) << 40 | c(own) << 20 | c(r1));
                add(5, u64::from(own.ends[3]));
                add(28, c(r2));
                add(42, t1 << 16 | t2 << 24 | shape << 8 | u64::from(r1.shape));
                add(38, c(l1) << 32 | c(own));
                add(0, 0);
                add(6, u64::from(own.starts[0]));
                add(16, t1 << 40 | w(own));
                add(27, c(r1));
                add(41, u64::from(own.ends[2]) << 8 | shape);
                add(20, u64::from(l1.ends[2]));
                add(8, u64::from(own.starts[2]));
                add(40, u64::from(l1.shape) << 16 | u64::from(r1.shape) << 8 | shape);
                add(9, shape);
                add(23, c(own));
                add(3, u64::from(own.ends[1]));
                add(14, t1);
                add(22, u64::from(l1.shape) << 8 | shape);
                add(24, u64::from(own.path & 0x3f));
            }
        }
    }
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
