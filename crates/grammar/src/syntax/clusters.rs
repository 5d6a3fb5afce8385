//! Words that stand in the same company: Brown clusters (Brown et al. 1992), a table of fixed size.
//!
//! `weights/clusters.bin`, head in lines that begin with `#`: 2^17 slots of four bytes (a fingerprint of the word, then its
//! cluster counted from one; zero: empty), then the path of each cluster in the tree of clusters, first branch in the lowest bit.

use crate::weight_files;

/// Slots of the table.
pub const SLOTS: usize = 1 << 17;

/// Clusters that words are in.
const N_CLUSTERS: usize = 986;

static TABLE: &[u8; (SLOTS + N_CLUSTERS) * 4] =
    weight_files::weights(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/clusters.bin")));

/// First slot and fingerprint of a word as it is written.
pub fn place(word: &str) -> (usize, u16) {
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let hash = hash ^ hash >> 29;
    ((hash % SLOTS as u64) as usize, (hash >> 40) as u16)
}

/// The slots of words with their clusters, counted from one; of two words that fall on one slot the earlier has it.
pub fn slots<'a>(words: impl Iterator<Item = (&'a str, u16)>) -> Vec<u8> {
    let mut slots = vec![[0u8; 4]; SLOTS];
    for (word, cluster) in words {
        let (mut at, fingerprint) = place(word);
        while slots[at] != [0; 4] {
            at = (at + 1) % SLOTS;
        }
        let ([a, b], [c, d]) = (fingerprint.to_le_bytes(), cluster.to_le_bytes());
        slots[at] = [a, b, c, d];
    }
    slots.concat()
}

/// The cluster that slots have for a word, counted from one; zero where they have none.
pub(super) fn find(slots: &[u8], word: &str) -> u16 {
    let (mut at, fingerprint) = place(word);
    while let Some([a, b, c, d]) = slots.get(at * 4..at * 4 + 4) {
        let cluster = u16::from_le_bytes([*c, *d]);
        if cluster == 0 || u16::from_le_bytes([*a, *b]) == fingerprint {
            return cluster;
        }
        at = (at + 1) % SLOTS;
    }
    0
}

/// The cluster of a word as it is written, counted from one, and the path to it; zeros where the word is in none.
pub fn cluster(word: &str) -> (u16, u32) {
    let (slots, paths) = TABLE.split_at(SLOTS * 4);
    let cluster = find(slots, word);
    let path = paths.as_chunks().0.get(usize::from(cluster).wrapping_sub(1));
    (cluster, path.map_or(0, |p| u32::from_le_bytes(*p)))
}
