//! Numbers, months and weekdays in words (`lexicon/en/numbers.tsv`).

use rustc_hash::FxHashMap;

/// What sort of number a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// zero to nineteen, and the tens
    Cardinal,
    /// first to twentieth
    Ordinal,
    /// hundred, million, bn: it multiplies what stands before it
    Magnitude,
    /// "nineties": the first year in its century
    Decade,
    /// January is 1.
    Month,
    /// Monday is 1.
    Weekday,
}

impl NumberKind {
    fn read(name: &str) -> Option<NumberKind> {
        Some(match name {
            "cardinal" => NumberKind::Cardinal,
            "ordinal" => NumberKind::Ordinal,
            "magnitude" => NumberKind::Magnitude,
            "decade" => NumberKind::Decade,
            "month" => NumberKind::Month,
            "weekday" => NumberKind::Weekday,
            _ => return None,
        })
    }
}

/// What a word tells of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberWord {
    pub kind: NumberKind,
    pub n: i64,
    /// An abbreviation.
    pub short: bool,
    /// In small letters it is another word as well: "may", "march".
    pub ambiguous: bool,
}

/// Words that tell a number.
pub struct Numbers {
    words: FxHashMap<&'static str, NumberWord>,
}

impl Numbers {
    /// Reads `numbers.tsv`; a row that is none is left out, which a test refuses.
    pub(crate) fn read(file: &'static str) -> Numbers {
        Numbers { words: rows(file).flatten().collect() }
    }

    /// All words, in no order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words.keys().copied()
    }

    /// What a word in lower case tells.
    pub fn get(&self, word: &str) -> Option<NumberWord> {
        self.words.get(word).copied()
    }

    /// The number of this kind that a word in lower case tells.
    pub fn of(&self, word: &str, kind: NumberKind) -> Option<i64> {
        self.get(word).filter(|w| w.kind == kind).map(|w| w.n)
    }

    /// A month or weekday in full.
    pub fn on_calendar(&self, word: &str) -> bool {
        self.get(word).is_some_and(|w| matches!(w.kind, NumberKind::Month | NumberKind::Weekday) && !w.short)
    }

    /// A whole number below a hundred: "seven", "forty", "forty-two".
    pub fn below_hundred(&self, word: &str) -> Option<i64> {
        if let Some(n) = self.of(word, NumberKind::Cardinal) {
            return Some(n);
        }
        let (tens, ones) = word.split_once('-')?;
        let tens = self.of(tens, NumberKind::Cardinal).filter(|n| *n >= 20)?;
        let ones = self.of(ones, NumberKind::Cardinal).filter(|n| (1..10).contains(n))?;
        Some(tens + ones)
    }
}

/// The rows of a file, each as it was read.
fn rows(file: &'static str) -> impl Iterator<Item = Option<(&'static str, NumberWord)>> {
    file.lines().filter(|l| !l.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        let (word, kind, n) = (columns.next()?, columns.next()?, columns.next()?);
        let (short, ambiguous) = match columns.next() {
            None => (false, false),
            Some("short") => (true, false),
            Some("word") => (false, true),
            Some("short-word") => (true, true),
            Some(_) => return None,
        };
        Some((word, NumberWord { kind: NumberKind::read(kind)?, n: n.parse().ok()?, short, ambiguous }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/en/numbers.tsv"));

    #[test]
    fn every_row_is_read() {
        assert!(rows(FILE).all(|row| row.is_some()), "a word, a kind, a number and marks that are known");
    }

    #[test]
    fn numbers_in_words() {
        let numbers = Numbers::read(FILE);
        assert_eq!(numbers.below_hundred("seven"), Some(7));
        assert_eq!(numbers.below_hundred("forty-two"), Some(42));
        assert_eq!(numbers.below_hundred("two-forty"), None);
        assert_eq!(numbers.below_hundred("forty-zero"), None);
        assert_eq!(numbers.of("sept", NumberKind::Month), Some(9));
        assert_eq!(numbers.of("sept", NumberKind::Weekday), None);
        assert!(numbers.on_calendar("may") && numbers.on_calendar("mondays") && !numbers.on_calendar("sun"));
        assert_eq!(numbers.of("crore", NumberKind::Magnitude), Some(10_000_000));
    }
}
