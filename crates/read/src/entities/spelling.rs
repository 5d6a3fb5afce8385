//! Two spellings of one name: transliterations are one entity; a likely slip of the pen stays two, each with a `maybe`.
//!
//! Leaves alone: short surnames that differ, unless the other part of the name is equal.
//! Cases: cases/entities/spelling.md

use onrecord_model::{EntityKind, LikelySame};
use rustc_hash::FxHashMap;

use onrecord_words::names::distance;

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
    let (mut out, place) = merge(chains, &into);
    for (a, b, score) in likely {
        let (a, b) = (place[a], place[b]);
        if a != b && !out[a].maybe.iter().any(|m| m.entity as usize == b) {
            out[a].maybe.push(LikelySame { entity: b as u32, score });
            out[b].maybe.push(LikelySame { entity: a as u32, score });
        }
    }
    out
}

/// The chains with each taken into the one that `into` names, and where each of them is then.
fn merge(chains: Vec<Chain>, into: &[usize]) -> (Vec<Chain>, Vec<usize>) {
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
    (out, place)
}

/// The word, and the word without each of its letters.
fn keys(word: &[char]) -> Vec<String> {
    let mut keys = vec![word.iter().collect()];
    for skip in 0..word.len() {
        keys.push(word.iter().enumerate().filter(|(i, _)| *i != skip).map(|(_, c)| *c).collect());
    }
    keys
}
