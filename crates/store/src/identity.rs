//! What articles, revisions and facts are told by: identity, content, rank, keys.

use onrecord_model::{Key, Record};

/// The canonical address, else the page's hash.
pub fn identity(record: &Record, hash: &[u8; 32]) -> String {
    match &record.page.canonical_url {
        Some(url) => url.clone(),
        None => format!("blake3:{}", blake3::Hash::from_bytes(*hash).to_hex()),
    }
}

/// A hash of what a revision is told by.
pub fn content(record: &Record) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        for word in text.split_whitespace() {
            hasher.update(word.as_bytes());
            hasher.update(b" ");
        }
        hasher.update(b"\n");
    };
    add(record.article.title.as_deref().unwrap_or_default());
    add(record.article.standfirst.as_deref().unwrap_or_default());
    for block in &record.article.blocks {
        add(record.article.text.get(block.span).unwrap_or_default());
    }
    let mut hash = [0; 16];
    hasher.finalize_xof().fill(&mut hash);
    hash
}

/// Sorts the revisions of an article, and the fetches of a revision: by the last time that is known, then by hash.
pub fn rank(record: &Record, hash: &[u8; 32]) -> String {
    let own = &record.article;
    let changed = own.modified.as_ref().or(own.published.as_ref()).map(|d| in_utc(d.as_str())).unwrap_or_default();
    let fetched = record.page.retrieved.as_deref().map(in_utc).unwrap_or_default();
    format!("{changed} {fetched} {}", &blake3::Hash::from_bytes(*hash).to_hex()[..16])
}

/// A moment with an offset in UTC, so that moments sort; what has none as it is.
fn in_utc(moment: &str) -> String {
    moment.parse::<jiff::Timestamp>().map_or_else(|_| moment.to_owned(), |t| t.to_string())
}

/// Eight bytes of a hash of an article's identity.
pub fn key_of(identity: &str) -> i64 {
    i64::from_be_bytes(*blake3::hash(identity.as_bytes()).as_bytes().first_chunk().unwrap_or(&[0; 8]))
}

/// The eight bytes of a key, and which of equal ones it is.
pub fn key_number(key: &Key) -> (i64, i64) {
    let hash = key.0.split_once(':').map_or(key.0.as_str(), |(_, hash)| hash);
    let (hash, nth) = hash.split_once('-').unwrap_or((hash, "1"));
    (u64::from_str_radix(hash, 16).unwrap_or_default().cast_signed(), nth.parse().unwrap_or(1))
}

/// The host of an address, without "www.".
pub fn host(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}
