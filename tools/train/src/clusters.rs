//! The table of Brown clusters (`crates/grammar/weights/clusters.bin`) from the file that spaCy's lookups give away.

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use onrecord_grammar::syntax::learn::cluster_slots;

/// Words that are kept, the commonest first.
const MOST: usize = 80_000;

/// The table's head and bytes from `en_lexeme_cluster.json.gz`: words, the commonest first, with their path in the tree of clusters.
pub fn table(file: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut json = String::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut json)?;
    let mut paths: Vec<u32> = Vec::new();
    let mut kept: Vec<(&str, u32)> = Vec::new();
    // The order of the file counts, which a map would lose: a line a word, `"word":path,`.
    for line in json.lines() {
        let Some((word, path)) = line.trim().trim_end_matches(',').rsplit_once("\":") else { continue };
        let word = word.trim_start_matches('"');
        let path: u32 = path.trim().parse().unwrap_or(0);
        let plain = word.bytes().all(|b| b.is_ascii_alphabetic() || b"'-.".contains(&b))
            && word.bytes().skip(1).all(|b| !b.is_ascii_uppercase());
        if path > 0 && plain && word.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
            kept.push((word, path));
            paths.push(path);
            if kept.len() == MOST {
                break;
            }
        }
    }
    paths.sort_unstable_by_key(|p| p.reverse_bits());
    paths.dedup();
    let cluster =
        |path: u32| paths.binary_search_by_key(&path.reverse_bits(), |p| p.reverse_bits()).unwrap_or(0) as u16 + 1;
    let mut table = cluster_slots(kept.iter().map(|(word, path)| (*word, cluster(*path))));
    let head = format!(
        "# Words that stand in the same company: Brown clusters of English, {MOST} words.\n\
         # Source: en_lexeme_cluster.json.gz of spacy-lookups-data 1.0.5, Explosion (blake3 {}).\n\
         # Licence: MIT\n",
        blake3::hash(&bytes).to_hex()
    );
    table.extend(paths.iter().flat_map(|p| p.to_le_bytes()));
    Ok((head, table))
}
