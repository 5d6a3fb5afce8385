//! Large lists of names (`lexicon/gazetteers/`): given names, surnames, cities and towns of the world.
//!
//! Of no language, and far from certain: "Reading" and "May" are on them. They are hints to the model of names, which learns how far
//! to trust each. Searched where they stand in the program, so that nothing is read or built when it starts.

use std::cmp::Ordering;
use std::ops::Range;

use onrecord_words::Words;

/// A list that was compiled in: a name a line in lower case, in the order of its bytes, `#` for the head.
pub struct Gazetteer {
    lines: &'static str,
}

/// What a list has of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// The name is on the list.
    Name,
    /// It is on the list, as one of the commonest names or of the largest cities.
    Common,
}

macro_rules! gazetteer {
    ($file:literal) => {
        Gazetteer { lines: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/gazetteers/", $file, ".tsv")) }
    };
}

/// Given names.
pub static GIVEN: Gazetteer = gazetteer!("given");
/// Surnames.
pub static SURNAMES: Gazetteer = gazetteer!("surnames");
/// Cities and towns, many of them of several words.
pub static CITIES: Gazetteer = gazetteer!("cities");

/// Most words of a name of several words.
const MOST_WORDS: usize = 5;
/// Most bytes of a name.
const MOST_BYTES: usize = 64;

impl Gazetteer {
    /// A word in lower case.
    pub fn get(&self, lower: &str) -> Option<Listed> {
        let (line, same) = self.seek(lower.as_bytes());
        same.then(|| self.listed(line))
    }

    /// The longest name that begins at token `i` and ends before token `end`, with its number of tokens.
    pub fn longest_at(&self, words: &Words<'_>, i: usize, end: usize) -> Option<(usize, Listed)> {
        let (mut key, mut len) = ([b' '; MOST_BYTES], 0);
        let mut best = None;
        for n in 1..=MOST_WORDS.min(end.saturating_sub(i)) {
            let word = words.lower(i + n - 1).as_bytes();
            // Room for the word and the space behind it.
            if len + word.len() >= MOST_BYTES {
                break;
            }
            key[len..len + word.len()].copy_from_slice(word);
            len += word.len();
            let (line, same) = self.seek(&key[..len]);
            let mut next = line.start;
            if same {
                next = line.end + 1;
                best = Some((n, self.listed(line)));
            }
            // Names that go on stand right behind.
            len += 1;
            if !self.lines.as_bytes().get(next..).unwrap_or_default().starts_with(&key[..len]) {
                break;
            }
        }
        best
    }

    /// The first line whose name is not before this one, and whether its name is the same.
    fn seek(&self, key: &[u8]) -> (Range<usize>, bool) {
        let bytes = self.lines.as_bytes();
        let (mut from, mut to) = (0, bytes.len());
        while from < to {
            let line = self.line_around(from + (to - from) / 2);
            let text = &bytes[line.clone()];
            let name = text.get(..key.len()).filter(|_| matches!(text.get(key.len()), None | Some(b'\t')));
            // The head is before all names.
            let order = match name {
                _ if text.first() == Some(&b'#') => Ordering::Less,
                Some(name) => name.cmp(key),
                // A tab is before all letters and spaces, so that it orders names as their ends do.
                None => text.cmp(key),
            };
            match order {
                Ordering::Less => from = line.end + 1,
                Ordering::Equal => return (line, true),
                Ordering::Greater => to = line.start,
            }
        }
        let from = from.min(bytes.len());
        (from..from, false)
    }

    /// The line that a byte is in, without its line feed.
    fn line_around(&self, at: usize) -> Range<usize> {
        let bytes = self.lines.as_bytes();
        let start = bytes[..at].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        let end = bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |i| at + i);
        start..end
    }

    fn listed(&self, line: Range<usize>) -> Listed {
        if self.lines.as_bytes()[line].contains(&b'\t') { Listed::Common } else { Listed::Name }
    }
}

#[cfg(test)]
mod tests {
    use onrecord_model::{Article, Block, BlockKind};

    use super::*;

    #[test]
    fn every_name_is_found_in_its_place() {
        for list in [&GIVEN, &SURNAMES, &CITIES] {
            let names =
                || list.lines.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').next().unwrap_or(l));
            assert!(names().zip(names().skip(1)).all(|(a, b)| a.as_bytes() < b.as_bytes()), "sorted by bytes");
            assert!(names().all(|name| list.get(name).is_some()));
            for absent in ["", "#", "\u{10ffff}", "a b c", "xqzt"] {
                assert_eq!(list.get(absent), None, "{absent:?}");
            }
        }
        assert_eq!(GIVEN.get("mary"), Some(Listed::Common));
        assert_eq!(SURNAMES.get("smith"), Some(Listed::Common));
        assert_eq!(CITIES.get("bolzano"), Some(Listed::Name));
    }

    #[test]
    fn a_city_of_several_words_is_found_whole() {
        let text = "He flew from Rio de Janeiro to New York City and on to Bath.";
        let span = onrecord_model::Span::new(0, text.len());
        let block = Block { kind: BlockKind::Paragraph, span, time: None };
        let article = Article { text: text.into(), blocks: vec![block], ..Article::default() };
        let words = Words::cut(&article);
        let end = words.tokens.len();
        let found = |word: &str| {
            let i = (0..end).find(|i| words.word(*i) == word).expect("a word of the text");
            CITIES.longest_at(&words, i, end).map(|(n, _)| n)
        };
        assert_eq!(["Rio", "New", "Bath", "flew"].map(found), [Some(3), Some(3), Some(1), None]);
        assert_eq!(CITIES.longest_at(&words, end, end), None);
    }
}
