//! Two spellings of one name: transliterations are one entity; a likely slip of the pen stays two, each with a `maybe`.
//!
//! Leaves alone: short surnames that differ, unless the other part of the name is equal.
//! Cases: cases/who/spelling.md

use onrecord_model::{EntityKind, Maybe};
use rustc_hash::FxHashMap;

use super::chain::Chain;

/// At most so many names of one bucket are compared.
const MOST: usize = 12;

/// Merges transliterations and links likely slips. Ids are positions in the list that is returned.
pub fn settle(chains: Vec<Chain>) -> Vec<Chain> {
    let mut into: Vec<usize> = (0..chains.len()).collect();
    let mut likely: Vec<(usize, usize, f32)> = Vec::new();
    let mut near: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut same_given: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (c, chain) in chains.iter().enumerate() {
        if chain.kind != EntityKind::Person || chain.last().len() > 40 {
            continue;
        }
        let last: Vec<char> = chain.last().chars().collect();
        if last.len() >= 7 {
            for key in keys(&last) {
                let bucket = near.entry(key).or_default();
                for &o in bucket.iter().take(MOST) {
                    let other = &chains[o];
                    let whole = chain.parts.len() == 1 || other.parts.len() == 1 || chain.first() == other.first();
                    if into[c] == c && o != c && whole && distance(chain.last(), other.last()) <= 1 {
                        into[c] = into[o];
                    }
                }
                if bucket.len() < MOST && bucket.last() != Some(&c) {
                    bucket.push(c);
                }
            }
        }
        if chain.parts.len() > 1 {
            let bucket = same_given.entry(chain.first()).or_default();
            for &o in bucket.iter().rev().take(MOST) {
                if into[o] == into[c] || chains[o].last().chars().next() != last.first().copied() || last.len() < 4 {
                    continue;
                }
                let score = match distance(chain.last(), chains[o].last()) {
                    1 => 0.85,
                    2 if last.len() >= 5 => 0.75,
                    _ => continue,
                };
                likely.push((o, c, score));
            }
            bucket.push(c);
        }
    }
    drop(same_given);
    let mut place = vec![usize::MAX; chains.len()];
    let mut out: Vec<Chain> = Vec::with_capacity(chains.len());
    for (c, chain) in chains.into_iter().enumerate() {
        // Into an earlier chain always, since a bucket holds earlier ones only.
        match place.get(into[c]).copied().filter(|&p| into[c] != c && p != usize::MAX) {
            Some(home) => {
                place[c] = home;
                out[home].take(chain);
            }
            None => {
                place[c] = out.len();
                out.push(chain);
            }
        }
    }
    for (a, b, score) in likely {
        let (a, b) = (place[a], place[b]);
        if a != b && !out[a].maybe.iter().any(|m| m.entity as usize == b) {
            out[a].maybe.push(Maybe { entity: b as u32, score });
            out[b].maybe.push(Maybe { entity: a as u32, score });
        }
    }
    out
}

/// The word, and the word without each of its letters.
fn keys(word: &[char]) -> Vec<String> {
    let mut keys = vec![word.iter().collect()];
    for skip in 0..word.len() {
        keys.push(word.iter().enumerate().filter(|(i, _)| *i != skip).map(|(_, c)| *c).collect());
    }
    keys
}

/// Letters added, lost, changed or swapped with a neighbour; 3 and more count as 3.
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(48).collect(), b.chars().take(48).collect());
    if a.len().abs_diff(b.len()) > 2 {
        return 3;
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()].min(3)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn letters_apart() {
        assert_eq!(distance("marovsky", "marovskyy"), 1);
        assert_eq!(distance("tolen", "tloen"), 1);
        assert_eq!(distance("ruiz", "marovsky"), 3);
    }
}
