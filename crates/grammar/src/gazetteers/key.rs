//! How the packed lists of names are laid out: shared by the build, which packs them, and the reader.

/// Names of more words begin so.
pub const GOES_ON: u8 = 1 << 6;

/// A key, the highest byte first, so that the order of bytes is that of keys.
pub type Key = [u8; 5];

/// The key of a name in lower case: FNV-1a, its upper 40 bits. One word in ten million that is on no list has the key of one that is.
pub fn key(name: impl Iterator<Item = u8>) -> Key {
    upper(name.fold(START, step))
}

pub fn upper(hash: u64) -> Key {
    let [a, b, c, d, e, ..] = hash.to_be_bytes();
    [a, b, c, d, e]
}

pub const START: u64 = 0xcbf2_9ce4_8422_2325;

pub fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}
