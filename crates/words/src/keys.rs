//! Keys: the durable names of statements, figures, events and expectations within their article.
//!
//! A key is a hash of the exact words and of up to 32 code points on either side within the block, so that it stays when a better
//! version reads the article again, or when another paragraph changes. The parts of a statement are hashed in their order, with
//! what stands before the first and after the last.

use onrecord_model::{Article, Facts, Key, Span};
use rustc_hash::FxHashMap;

/// Code points of context on either side.
const CONTEXT: usize = 32;

/// Hexadecimal digits of a hash: 64 bits, so that a million facts of one article meet by chance once in 37 million articles.
const DIGITS: usize = 16;

/// Gives every fact that has one its key.
pub fn give(article: &Article, facts: &mut Facts) {
    let mut statements: Vec<(&[Span], &mut Key)> =
        facts.statements.iter_mut().map(|s| (s.content.as_slice(), &mut s.key)).collect();
    number(article, 's', &mut statements);
    let spans: Vec<[Span; 1]> = facts.figures.iter().map(|f| [f.span]).collect();
    number(article, 'f', &mut pairs(&spans, facts.figures.iter_mut().map(|f| &mut f.key)));
    let spans: Vec<[Span; 1]> = facts.events.iter().map(|e| [e.trigger]).collect();
    number(article, 'e', &mut pairs(&spans, facts.events.iter_mut().map(|e| &mut e.key)));
    let spans: Vec<[Span; 1]> = facts.expectations.iter().map(|x| [x.span]).collect();
    number(article, 'x', &mut pairs(&spans, facts.expectations.iter_mut().map(|x| &mut x.key)));
}

fn pairs<'a>(spans: &'a [[Span; 1]], keys: impl Iterator<Item = &'a mut Key>) -> Vec<(&'a [Span], &'a mut Key)> {
    spans.iter().map(|s| s.as_slice()).zip(keys).collect()
}

/// Names the facts of one kind; equal ones are numbered in text order.
fn number(article: &Article, letter: char, facts: &mut [(&[Span], &mut Key)]) {
    facts.sort_by_key(|(parts, _)| parts.first().map(|s| (s.start, s.end)));
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    for (parts, key) in facts {
        let hash = hash(article, parts);
        let n = seen.entry(hash.clone()).or_default();
        *n += 1;
        key.0 = if *n == 1 { format!("{letter}:{hash}") } else { format!("{letter}:{hash}-{n}") };
    }
}

fn hash(article: &Article, parts: &[Span]) -> String {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return String::new() };
    let text = article.text.as_str();
    let slice = |start: usize, end: usize| text.get(start..end).unwrap_or_default();
    let before = slice(block(article, *first).start as usize, first.start as usize);
    let start = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(i, _)| i);
    let after = slice(last.end as usize, (block(article, *last).end as usize).max(last.end as usize));
    let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(i, _)| i);
    let mut hasher = blake3::Hasher::new();
    let mut add = |words: &str| {
        hasher.update(&(words.len() as u64).to_le_bytes());
        hasher.update(words.as_bytes());
    };
    add(&before[start..]);
    parts.iter().for_each(|part| add(article.text.get(*part).unwrap_or_default()));
    add(&after[..end]);
    hasher.finalize().to_hex()[..DIGITS].to_owned()
}

/// The block that a span begins in; blocks are in text order and do not overlap.
fn block(article: &Article, span: Span) -> Span {
    let behind = article.blocks.partition_point(|b| b.span.start <= span.start);
    let block = behind.checked_sub(1).and_then(|i| article.blocks.get(i)).map(|b| b.span);
    block.filter(|b| b.holds(span)).unwrap_or(span)
}
