//! Words of like use: clusters of GloVe vectors (Pennington et al. 2014) at three levels, a table of fixed size.
//!
//! `weights/glove.bin`, head in lines that begin with `#`: slots as in `clusters.bin`, with clusters of the finest level, then for
//! each of these its cluster at the middle level and at the coarsest, two bytes.

use super::clusters::{SLOTS, find};
use crate::weight_files;

/// Clusters of each level, the finest first. A coarser level clusters the means of the finer one.
pub const LEVELS: [usize; 3] = [1024, 256, 64];

static TABLE: &[u8; SLOTS * 4 + LEVELS[0] * 2] =
    weight_files::weights(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/glove.bin")));

/// The clusters of a word in lower case, counted from one, the finest first; zeros where the word is in none.
pub fn glove(lower: &str) -> [u16; 3] {
    let (slots, coarser) = TABLE.split_at(SLOTS * 4);
    let fine = find(slots, lower);
    match coarser.as_chunks().0.get(usize::from(fine).wrapping_sub(1)) {
        Some([middle, coarse]) => [fine, u16::from(*middle) + 1, u16::from(*coarse) + 1],
        None => [0; 3],
    }
}
