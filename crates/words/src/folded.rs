//! Words as they are compared over articles: for search, for quotations, for names.
//!
//! Folded away: case, accents, all marks, hyphens, house spelling (`-ise`, `colour`), how numbers are written (`7,000`, `seven`, `42m`), how
//! words are contracted (`don't`, `we'll`). Never folded: negation, the value of a number, tense, one name into another. Each folded word
//! knows the bytes it was printed as, so that what is found can be shown as it stands.
//! Cases: the tests below; spellings: `spelling.tsv`

use std::sync::LazyLock;

use onrecord_model::{Span, is_invisible};
use rustc_hash::FxHashMap;

use crate::names::without_accent;

/// The folded words of a text.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The words, parted by single spaces.
    joined: String,
    words: Vec<Word>,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    /// In `joined`.
    start: u32,
    end: u32,
    /// In the text that was folded.
    span: Span,
}

impl Folded {
    /// Folds a text.
    pub fn of(text: &str) -> Folded {
        let mut folded = Folded::default();
        folded.add(text, 0);
        folded
    }

    /// Adds the words of a stretch of a longer text, which begins there at byte `at`.
    pub fn add(&mut self, text: &str, at: u32) {
        let mut cutter = Cutter { text, at, folded: self, word: String::new() };
        cutter.cut();
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// True where there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// A word as it is compared.
    pub fn word(&self, i: usize) -> &str {
        let Word { start, end, .. } = self.words[i];
        &self.joined[start as usize..end as usize]
    }

    /// Where it is printed.
    pub fn span(&self, i: usize) -> Span {
        self.words[i].span
    }

    /// All words in text order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|i| self.word(i))
    }

    /// All words, parted by spaces: what full text is fed with.
    pub fn joined(&self) -> &str {
        &self.joined
    }

    /// The first word that ends behind byte `at`.
    pub fn word_at(&self, at: u32) -> usize {
        self.words.partition_point(|w| w.span.end <= at)
    }

    fn push(&mut self, word: &str, span: Span) {
        if word.is_empty() {
            return;
        }
        // "per cent" is one word.
        if word == "cent"
            && let Some(last) = self.words.last_mut()
            && &self.joined[last.start as usize..] == "per"
        {
            self.joined.push_str("cent");
            last.end = self.joined.len() as u32;
            last.span.end = span.end;
            return;
        }
        let start = self.begin();
        self.joined.push_str(word);
        self.words.push(Word { start, end: self.joined.len() as u32, span });
    }

    /// Where the next word begins.
    fn begin(&mut self) -> u32 {
        if !self.joined.is_empty() {
            self.joined.push(' ');
        }
        self.joined.len() as u32
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`')
}

struct Cutter<'t, 'f> {
    text: &'t str,
    /// Where the text begins in the longer one.
    at: u32,
    folded: &'f mut Folded,
    /// The word in hand.
    word: String,
}

impl Cutter<'_, '_> {
    fn cut(&mut self) {
        let text = self.text;
        let mut chars = text.char_indices().peekable();
        // What was read already.
        let mut read = 0;
        while let Some((start, c)) = chars.next() {
            if start < read {
                continue;
            }
            if c.is_ascii_alphabetic()
                && let Some(end) = self.plain_word(start)
            {
                read = end;
                continue;
            }
            if let Some(sign) = sign(c) {
                self.put(sign, start, start + c.len_utf8());
                continue;
            }
            if !c.is_alphanumeric() {
                continue;
            }
            let mut end = start + c.len_utf8();
            self.word.clear();
            self.letter(c);
            // Letters since the last stop, while each stop had one before it: "U.S."
            let mut run = 1;
            while let Some((i, c)) = chars.peek().copied() {
                if c.is_ascii_alphabetic() {
                    self.word.push(c.to_ascii_lowercase());
                    run += 1;
                    end = i + 1;
                    chars.next();
                    continue;
                }
                if matches!(c, ' ' | '\n') {
                    break;
                }
                let behind = text[i + c.len_utf8()..].chars().next();
                let letters = c.is_alphanumeric() || is_invisible(c) || matches!(c, '\u{300}'..='\u{36f}');
                let inner = match c {
                    // "7,000", "3.5"
                    ',' | '.' if self.is_number() => behind.is_some_and(|b| b.is_ascii_digit()),
                    // "U.S."
                    '.' => run == 1 && behind.is_some_and(|b| b.is_alphabetic()),
                    _ if is_apostrophe(c) => behind.is_some_and(char::is_alphabetic),
                    _ => false,
                };
                if !letters && !inner {
                    break;
                }
                chars.next();
                end = i + c.len_utf8();
                match c {
                    ',' => {}
                    '.' if self.is_number() => self.word.push('p'),
                    '.' => run = 0,
                    _ if is_apostrophe(c) => self.word.push('\''),
                    _ => {
                        run += 1;
                        self.letter(c);
                    }
                }
            }
            self.whole(start, end);
        }
    }

    /// A word of ASCII letters with nothing in it or behind it that wants care, as most are: read at once. Where it ends.
    fn plain_word(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let n = bytes[start..].iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(bytes.len() - start);
        let end = start + n;
        let ends = match bytes.get(end) {
            None | Some(b' ' | b'\n' | b'-' | b')' | b':' | b';' | b'?' | b'!' | b'"') => true,
            Some(b',' | b'.') => matches!(bytes.get(end + 1), None | Some(b' ' | b'\n')),
            _ => false,
        };
        let word = self.text.get(start..end).filter(|_| ends)?;
        if n >= 4 && (word.eq_ignore_ascii_case("cent") || word.eq_ignore_ascii_case("cannot")) {
            return None;
        }
        let span = Span { start: self.at + start as u32, end: self.at + end as u32 };
        let from = self.folded.begin();
        self.folded.joined.push_str(word);
        self.folded.joined[from as usize..].make_ascii_lowercase();
        if let Some(other) = other(&self.folded.joined[from as usize..]) {
            self.folded.joined.truncate(from as usize);
            self.folded.joined.push_str(&other);
        }
        self.folded.words.push(Word { start: from, end: self.folded.joined.len() as u32, span });
        Some(end)
    }

    fn letter(&mut self, c: char) {
        if c.is_ascii() {
            self.word.push(c.to_ascii_lowercase());
        } else if !is_invisible(c) && !matches!(c, '\u{300}'..='\u{36f}') {
            match c {
                'ß' => self.word.push_str("ss"),
                'Æ' | 'æ' => self.word.push_str("ae"),
                'Œ' | 'œ' => self.word.push_str("oe"),
                _ => self.word.extend(c.to_lowercase().map(without_accent)),
            }
        }
    }

    fn is_number(&self) -> bool {
        !self.word.is_empty() && self.word.bytes().all(|b| b.is_ascii_digit() || b == b'p')
    }

    /// A word that ends: contractions, numbers with letters, spellings.
    fn whole(&mut self, start: usize, end: usize) {
        let word = std::mem::take(&mut self.word);
        if let Some((base, clitic)) = word.split_once('\'') {
            self.contracted(base, clitic, start, end);
        } else if word == "cannot" {
            self.put("can", start, start + 3);
            self.put("not", start + 3, end);
        } else if word.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            self.number(&word, start, end);
        } else {
            self.put(other(&word).as_deref().unwrap_or(&word), start, end);
        }
        self.word = word;
    }

    fn contracted(&mut self, base: &str, clitic: &str, start: usize, end: usize) {
        let clitic = clitic.trim_matches('\'');
        // Where the mark is printed, from behind: a clitic is as long as it is printed.
        let at = end - clitic.len().min(end - start);
        if clitic == "t" && base.ends_with('n') {
            let verb = match base {
                "won" => "will",
                "shan" => "shall",
                "can" => "can",
                "ain" => "ain",
                _ => &base[..base.len() - 1],
            };
            self.put(verb, start, at);
            self.put("not", at, end);
            return;
        }
        self.put(other(base).as_deref().unwrap_or(base), start, at);
        let full = match clitic {
            "re" => "are",
            "ve" => "have",
            "ll" => "will",
            "m" => "am",
            other => other,
        };
        self.put(full, at, end);
    }

    /// `42m`, `24th`, `600bn`.
    fn number(&mut self, word: &str, start: usize, end: usize) {
        let digits = word.bytes().take_while(|b| b.is_ascii_digit() || *b == b'p').count();
        let (value, letters) = word.split_at(digits);
        // "5pm" is read as far as "5p".
        let (value, letters) = match value.strip_suffix('p') {
            Some(value) => (value, &word[value.len()..]),
            None => (value, letters),
        };
        let multiple = match letters {
            "m" | "mn" | "mln" => "million",
            "bn" | "b" => "billion",
            "k" => "thousand",
            "tn" | "trn" => "trillion",
            "" => {
                self.put(value, start, end);
                return;
            }
            "am" | "pm" | "km" | "kg" | "mph" | "cm" | "mm" | "mw" | "gw" | "p" => letters,
            _ => {
                self.put(word, start, end);
                return;
            }
        };
        let at = end - letters.len();
        self.put(value, start, at);
        self.put(multiple, at, end);
    }

    fn put(&mut self, word: &str, start: usize, end: usize) {
        // A word is cut by the letters it is compared by, and may be printed with others between them.
        let (start, end) = (self.text.floor_char_boundary(start), self.text.ceil_char_boundary(end));
        let span = Span { start: self.at + start as u32, end: self.at + end as u32 };
        self.folded.push(word, span);
    }
}

/// Marks that are read as words.
fn sign(c: char) -> Option<&'static str> {
    match c {
        '%' => Some("percent"),
        '£' => Some("gbp"),
        '$' => Some("usd"),
        '€' => Some("eur"),
        '&' => Some("and"),
        _ => None,
    }
}

/// Numbers in words, and spellings: how a word is compared, where that is not as it is.
fn other(word: &str) -> Option<String> {
    let first = *word.as_bytes().first()?;
    if (3..=LONGEST_NUMBER).contains(&word.len())
        && matches!(first, b'e' | b'f' | b'n' | b'o' | b's' | b't' | b'z')
        && let Some(n) = NUMBER_OF.get(word)
    {
        return Some((if *n <= 20 { *n } else { (*n - 18) * 10 }).to_string());
    }
    if word.len() < 4 || !word.is_ascii() {
        return None;
    }
    // Every ending has one of these pairs in its last eight letters.
    let tail = &word.as_bytes()[word.len().saturating_sub(8)..];
    if word.len() >= 7 && tail.windows(2).any(|pair| matches!(pair, b"is" | b"ys" | b"ll")) {
        for (end, other) in ENDINGS {
            if let Some(stem) = word.strip_suffix(end) {
                return Some(format!("{stem}{other}"));
            }
        }
    }
    let some = SPELLINGS.get(&word[..4])?;
    let (rest, other) = some.iter().find_map(|(stem, other)| Some((word.strip_prefix(stem)?, other)))?;
    Some(format!("{other}{rest}"))
}

const NUMBERS: [&str; 28] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
];

/// Endings of house spelling, of words of seven letters or more. "promise" is folded as well, everywhere alike.
const ENDINGS: [(&str, &str); 16] = [
    ("isation", "ization"),
    ("isations", "izations"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ising", "izing"),
    ("isers", "izers"),
    ("iser", "izer"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("ysing", "yzing"),
    ("elled", "eled"),
    ("elling", "eling"),
    ("eller", "eler"),
    ("ellers", "elers"),
    ("alled", "aled"),
];

/// Letters of the longest number.
const LONGEST_NUMBER: usize = 9;

static NUMBER_OF: LazyLock<FxHashMap<&'static str, usize>> =
    LazyLock::new(|| NUMBERS.iter().enumerate().map(|(n, word)| (*word, n)).collect());

/// Beginnings of words in one house spelling, with the other: by their first four letters, the longest first.
static SPELLINGS: LazyLock<FxHashMap<&'static str, Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let lines = include_str!("../spelling.tsv").lines().filter(|l| !l.starts_with('#'));
    let mut all: FxHashMap<&str, Vec<(&str, &str)>> = FxHashMap::default();
    for (stem, other) in lines.filter_map(|line| line.split_once('\t')).filter(|(stem, _)| stem.len() >= 4) {
        all.entry(&stem[..4]).or_default().push((stem, other));
    }
    all.values_mut().for_each(|some| some.sort_by_key(|(stem, _)| std::cmp::Reverse(stem.len())));
    all
});

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(text: &str) -> String {
        Folded::of(text).joined().to_owned()
    }

    #[test]
    fn what_is_printed_otherwise_is_one() {
        for (a, b) in [
            ("“We won’t pay £42m,” she said", "we will not pay £42 million she said"),
            ("Don't", "do not"),
            ("They cannot—and can’t", "they can not and can not"),
            ("7,000 homes, 3.5 per cent", "7000 homes 3.5%"),
            ("seven of twenty", "7 of 20"),
            ("The U.S. and the US", "the us and the us"),
            ("Núñez’s well-known café", "Nunez's well known cafe"),
            ("organised labour in the theatre", "organized labor in the theater"),
            ("cancelled, travelling", "canceled, traveling"),
            ("co\u{ad}operate\u{200b}d", "cooperated"),
            ("we'll, they’ve, I'm", "we will they have I am"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} / {b}");
        }
    }

    #[test]
    fn what_differs_in_sense_stays_apart() {
        for (a, b) in [
            ("will pay", "will not pay"),
            ("£42m", "$42m"),
            ("42 million", "24 million"),
            ("3.5", "35"),
            ("we said", "we say"),
            ("four", "for"),
            ("Mr Hall", "Mr Hull"),
        ] {
            assert_ne!(fold(a), fold(b), "{a} / {b}");
        }
    }

    #[test]
    fn a_folded_word_knows_how_it_is_printed() {
        let text = "“Don’t pay £42m,” said Zoë Çelik’s aide — 50 per cent.";
        let folded = Folded::of(text);
        let printed: Vec<&str> = (0..folded.len()).map(|i| &text[folded.span(i).range()]).collect();
        assert_eq!(
            printed,
            ["Don’", "t", "pay", "£", "42", "m", "said", "Zoë", "Çelik’", "s", "aide", "50", "per cent"]
        );
        assert_eq!(folded.words().collect::<Vec<_>>()[..3], ["do", "not", "pay"]);
        assert_eq!(folded.word_at(0), 0);
        assert_eq!(folded.word(folded.word_at(folded.span(7).start)), "zoe");
    }

    /// Something invisible between the letters.
    fn with_invisible(text: &str) -> String {
        let mut out = String::new();
        let mut before = ' ';
        for c in text.chars() {
            if before.is_alphabetic() && c.is_alphabetic() {
                out.push('\u{200b}');
            }
            out.push(c);
            before = c;
        }
        out
    }

    #[test]
    fn a_word_that_is_read_at_once_is_the_same_word() {
        let text =
            "The Organised labour, cannot. Per cent per CENT five; U.S. p.5 p,5 (a) so-called\nTwelve travelling! x";
        // What is invisible wants care, and changes nothing.
        let careful = with_invisible(text);
        assert_eq!(fold(text), fold(&careful));
        let folded = Folded::of(text);
        let printed: Vec<&str> = (0..folded.len()).map(|k| &text[folded.span(k).range()]).collect();
        let all = "The Organised labour can not Per cent per CENT 5 U.S p.5 p,5 a so called Twelve travelling x";
        assert_eq!(printed.join(" ").replace("five", "5"), all);
    }

    #[test]
    fn any_text_has_spans_on_characters_in_order() {
        for text in [
            "’’t n't 'tis",
            "a.b.c.d.e.f.",
            "1.2.3,4",
            "ﬁ ǅ İ ß",
            "'''",
            "5p 5pm 4th 1,2,3",
            "x’\u{301}y",
            "c\u{200b}annot 4\u{200b}2m\u{200b}n do\u{200b}n\u{200b}’\u{200b}t",
        ] {
            let folded = Folded::of(text);
            let mut last = 0;
            for i in 0..folded.len() {
                let span = folded.span(i);
                assert!(text.get(span.range()).is_some() && span.start >= last && span.start < span.end, "{text}");
                last = span.start;
            }
        }
    }
}
