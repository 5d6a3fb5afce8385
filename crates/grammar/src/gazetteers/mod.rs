//! Large lists of names (`lexicon/gazetteers/`): given names, surnames, cities and towns of the world.
//!
//! Of no language, and far from certain: "Reading" and "May" are on them. They are hints to the model of names, which learns how far
//! to trust each. Packed by the build and searched where they stand in the program, so that nothing is read when it starts.

mod key;

use key::{GOES_ON, Key, START, key, step, upper};
use onrecord_words::Words;

/// All keys in order, then a byte of bits for each.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteers.bin"));

/// Most words of a name of several words.
const MOST_WORDS: usize = 5;

/// The bits of [`lists`] that tell that a word is on a list, common or not.
pub const ANY_LISTED: u8 = 0b01_0101;

/// The bits of cities.
const CITY: u8 = 0b11_0000;

/// What the lists have of a word in lower case, two bits for each of given names, surnames and cities of one word:
/// that it is there, and that it is a common name or a large city.
pub fn lists(lower: &str) -> u8 {
    listed(key(lower.bytes())) & !GOES_ON
}

/// The tokens of the longest city or town that begins at token `i` and ends before token `end`; 0 where there is none.
pub fn city(words: &Words<'_>, i: usize, end: usize) -> usize {
    let (mut hash, mut longest) = (START, 0);
    for n in 1..=MOST_WORDS.min(end.saturating_sub(i)) {
        if n > 1 {
            hash = step(hash, b' ');
        }
        hash = words.lower(i + n - 1).bytes().fold(hash, step);
        let listed = listed(upper(hash));
        if listed & CITY != 0 {
            longest = n;
        }
        if listed & GOES_ON == 0 {
            break;
        }
    }
    longest
}

/// The bits of a key; none where no name has it.
fn listed(key: Key) -> u8 {
    let n = PACKED.len() / (size_of::<Key>() + 1);
    let (keys, bits) = PACKED.split_at(size_of::<Key>() * n);
    keys.as_chunks().0.binary_search(&key).map_or(0, |at| bits[at])
}

#[cfg(test)]
mod tests {
    use onrecord_model::{Article, Block, BlockKind};

    use super::*;

    #[test]
    fn every_name_is_found() {
        let files = [
            (include_str!("../../lexicon/gazetteers/given.tsv"), 0),
            (include_str!("../../lexicon/gazetteers/surnames.tsv"), 2),
            (include_str!("../../lexicon/gazetteers/cities.tsv"), 4),
        ];
        let mut n = 0;
        for (file, shift) in files {
            for line in file.lines().filter(|l| !l.starts_with('#')) {
                let (name, common) = line.split_once('\t').map_or((line, false), |(name, _)| (name, true));
                let bits = listed(key(name.bytes())) >> shift & 3;
                assert!(if common { bits == 3 } else { bits & 1 == 1 }, "{name}");
                n += 1;
            }
        }
        assert!(n > 100_000, "{n} names");
        for absent in ["", "#", "\u{10ffff}", "a b c", "xqzt"] {
            assert_eq!(lists(absent), 0, "{absent:?}");
        }
        assert_eq!(lists("mary") & 3, 3);
        assert_eq!(lists("bolzano") & CITY, 1 << 4);
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
            city(&words, i, end)
        };
        assert_eq!(["Rio", "New", "Bath", "flew"].map(found), [3, 3, 1, 0]);
        assert_eq!(city(&words, end, end), 0);
    }
}
