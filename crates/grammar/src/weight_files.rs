//! Files of weights that are compiled in: a head in lines that begin with `#`, whose last one is `# Hash: blake3 ...`, then bytes.
//!
//! A file of another size than the code reads does not compile; a file whose bytes are not those that its head tells of fails a test.

const HASH: &[u8] = b"# Hash:";

/// Bytes of a file's head: its lines that begin with `#`, as far as the one with the hash.
pub const fn head_len(file: &[u8]) -> usize {
    let mut at = 0;
    while at < file.len() && file[at] == b'#' {
        let (start, mut is_last) = (at, true);
        while at < file.len() && file[at] != b'\n' {
            if at - start < HASH.len() && file[at] != HASH[at - start] {
                is_last = false;
            }
            at += 1;
        }
        is_last &= at - start >= HASH.len();
        at += 1;
        // Weights may begin with the byte `#` too.
        if is_last {
            break;
        }
    }
    if at < file.len() { at } else { file.len() }
}

/// The weights of a file, of which there must be `SIZE` bytes; in a constant, so that the compiler refuses any other file.
pub const fn weights<const SIZE: usize>(file: &'static [u8]) -> &'static [u8; SIZE] {
    let head = head_len(file);
    assert!(
        file.len() - head == SIZE,
        "the file of weights has more or fewer bytes after its head than the code reads"
    );
    match file.split_at(head).1.first_chunk() {
        Some(weights) => weights,
        None => unreachable!(),
    }
}

/// The hash that a file's head tells of: BLAKE3 of the bytes after it, in hexadecimal digits.
pub fn told_hash(file: &[u8]) -> Option<&str> {
    std::str::from_utf8(&file[..head_len(file)]).ok()?.lines().last()?.strip_prefix("# Hash: blake3 ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_ends_with_its_hash() {
        assert_eq!(head_len(b"# a\n# Hash: b\n#c\n"), 14);
        assert_eq!(head_len(b"#\n# a\nbc"), 6);
        assert_eq!(head_len(b"bc"), 0);
        assert_eq!(head_len(b"# Hash"), 6);
        assert_eq!(weights::<2>(b"# a\n# Hash: b\n#c"), b"#c");
    }

    #[test]
    fn weights_have_the_hash_that_their_head_tells() {
        macro_rules! files {
            ($($name:literal)*) => {
                [$(($name, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/", $name)) as &[u8])),*]
            };
        }
        for (name, file) in files!("clusters.bin" "glove.bin" "tags.bin" "trees.bin") {
            assert_eq!(told_hash(file), Some(blake3::hash(&file[head_len(file)..]).to_hex().as_str()), "{name}");
        }
    }
}
