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
    let before = &text[block(article, *first).start as usize..first.start as usize];
    let start = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(i, _)| i);
    let after = &text[last.end as usize..(block(article, *last).end as usize).max(last.end as usize)];
    let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(i, _)| i);
    let mut hasher = blake3::Hasher::new();
    let mut add = |words: &str| {
        hasher.update(&(words.len() as u64).to_le_bytes());
        hasher.update(words.as_bytes());
    };
    add(&before[start..]);
    parts.iter().for_each(|part| add(&article.text[*part]));
    add(&after[..end]);
    hasher.finalize().to_hex()[..DIGITS].to_owned()
}

/// The block that a span begins in; blocks are in text order and do not overlap.
fn block(article: &Article, span: Span) -> Span {
    let behind = article.blocks.partition_point(|b| b.span.start <= span.start);
    let block = behind.checked_sub(1).and_then(|i| article.blocks.get(i)).map(|b| b.span);
    block.filter(|b| b.holds(span)).unwrap_or(span)
}

#[cfg(test)]
mod tests {
    use crate::{Given, Kind, Parts, record};

    fn keys(text: &str) -> Vec<String> {
        let record = record(text.as_bytes(), &Given::new().kind(Kind::Clean), Parts::ALL);
        record.facts.statements.iter().map(|s| s.key.0.clone()).collect()
    }

    const SAID: &str = "The harbour was quiet. “We will not sell the quay,” Ada Quarmby said on Monday.";

    #[test]
    fn a_key_stays_when_another_paragraph_changes() {
        let alone = keys(SAID);
        let among = keys(&format!("Boats lay in the mud at Tamsel.\n\n{SAID}\n\nIt rained."));
        assert_eq!(alone.len(), 1);
        assert!(alone[0].starts_with("s:") && alone[0].len() == 18, "{}", alone[0]);
        assert_eq!(alone, among);
    }

    #[test]
    fn other_words_or_another_context_are_another_key() {
        let alone = keys(SAID);
        assert_ne!(alone, keys(&SAID.replace("the quay", "the pier")));
        assert_ne!(alone, keys(&SAID.replace("was quiet", "was loud")));
        // Past 32 code points on either side, words may change.
        assert_eq!(
            keys(&format!("{} {}", "It was late and nobody stood there.", SAID)),
            keys(&format!("{} {}", "It was early and all stood there.", SAID))
        );
    }

    #[test]
    fn every_kind_has_keys_and_any_text_may_stand_around_them() {
        let text = "“Nous n’irons pas au café,” said Zoë Çelik, the mayor’s aide in Évora, “and the £42m plan is dead.” \
                    She will meet Ada Ærø on Friday — é.";
        let record = record(
            text.as_bytes(),
            &Given::new().kind(Kind::Clean).published(&"2031-03-12".parse::<onrecord_model::DateTime>().unwrap()),
            Parts::ALL,
        );
        let facts = &record.facts;
        assert!(facts.statements.iter().any(|s| s.content.len() == 2), "a quotation in two parts");
        let all = [
            ("s:", facts.statements.iter().map(|s| &s.key.0).collect::<Vec<_>>()),
            ("f:", facts.figures.iter().map(|f| &f.key.0).collect()),
            ("e:", facts.events.iter().map(|e| &e.key.0).collect()),
            ("x:", facts.expectations.iter().map(|x| &x.key.0).collect()),
        ];
        for (letter, mut keys) in all {
            assert!(!keys.is_empty() && keys.iter().all(|k| k.starts_with(letter)), "{letter} {keys:?}");
            let n = keys.len();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), n, "{letter}");
        }
    }

    #[test]
    fn equal_keys_are_numbered_in_text_order() {
        let all = keys(&format!("{SAID}\n\n{SAID}\n\n{SAID}"));
        assert_eq!(all.len(), 3);
        assert_eq!(all[1], format!("{}-2", all[0]));
        assert_eq!(all[2], format!("{}-3", all[0]));
    }
}
