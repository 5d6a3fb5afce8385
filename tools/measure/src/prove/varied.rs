//! A million articles out of a few: records of real pages with their words changed for others of the same length, by a fixed seed, so that
//! every span stays and no two sentences are equal.
//!
//! Words that carry meaning are drawn as often as news uses them; one word in a thousand is invented, as real archives have words that stand
//! in them once. Names are drawn anew for every copy of the pages, and come back after so many copies, so that people are met in several
//! articles and their number grows with the 0.7th power of the articles (Heaps 1978). What a record says of its facts stays.

use std::collections::BTreeMap;

use onrecord_model::{BlockKind, Interval, Moment, Record, Span, Text, When};
use onrecord_words::{Words, keys};
use rustc_hash::{FxHashMap, FxHashSet};

/// Numbers that look random (splitmix64, Steele and others 2014), the same each time.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// Words of one length, each as often as it was met.
#[derive(Default)]
struct Bag(Vec<String>);

impl Bag {
    fn draw<'a>(&'a self, random: &mut Random) -> Option<&'a str> {
        self.0.get(random.below(self.0.len())).map(String::as_str)
    }
}

/// The most frequent words stay as they are: they are what sentences are built with.
const KEPT: usize = 400;

/// Bytes of a sentence that is counted: there are fewer than a million of three letters.
const COUNTED: usize = 20;

/// Copies of the pages with names of their own.
const WORLDS: usize = 25;

/// Makes articles.
pub struct Varied {
    records: Vec<Record>,
    words: BTreeMap<usize, Bag>,
    names: BTreeMap<usize, Bag>,
    kept: FxHashSet<String>,
    /// Words that are met in small letters more than as names.
    common: FxHashSet<String>,
    /// Hashes of the sentences made.
    seen: FxHashSet<u64>,
    /// Sentences of some length, and those that are equal to another in spite of all.
    pub sentences: usize,
    pub equal: usize,
    random: Random,
    /// The name that each name becomes, for every world.
    renamed: Vec<FxHashMap<String, String>>,
}

impl Varied {
    pub fn of(records: Vec<Record>, seed: u64) -> Varied {
        let mut small: BTreeMap<String, usize> = BTreeMap::new();
        let mut large: BTreeMap<String, usize> = BTreeMap::new();
        let (mut words, mut names): (BTreeMap<usize, Bag>, BTreeMap<usize, Bag>) = Default::default();
        for record in &records {
            for (start, end) in runs(&record.article.text) {
                let word = &record.article.text.as_str()[start..end];
                if is_small(word) {
                    *small.entry(word.to_owned()).or_default() += 1;
                } else if is_name(word) {
                    *large.entry(word.to_lowercase()).or_default() += 1;
                }
            }
        }
        let mut by_count: Vec<(&String, &usize)> = small.iter().collect();
        by_count.sort_by_key(|(word, n)| (std::cmp::Reverse(**n), (*word).clone()));
        let kept: FxHashSet<String> = by_count.iter().take(KEPT).map(|(word, _)| (*word).clone()).collect();
        let often = |word: &str| small.get(word).copied().unwrap_or(0);
        let common = large.iter().filter(|(word, n)| often(word) > **n).map(|(word, _)| word.clone()).collect();
        for (word, n) in small.iter().filter(|(word, _)| word.len() > 3 && !kept.contains(*word)) {
            words.entry(word.len()).or_default().0.extend(std::iter::repeat_n(word.clone(), *n));
        }
        for (word, n) in large.iter().filter(|(word, n)| word.len() > 3 && often(word) < **n) {
            let mut name = word.clone();
            name[..1].make_ascii_uppercase();
            names.entry(word.len()).or_default().0.extend(std::iter::repeat_n(name, *n));
        }
        let seen = FxHashSet::default();
        Varied {
            records,
            words,
            names,
            kept,
            common,
            seen,
            sentences: 0,
            equal: 0,
            random: Random(seed),
            renamed: vec![FxHashMap::default(); WORLDS],
        }
    }

    /// Article number `n`: its record, of the day that is drawn for it.
    pub fn next(&mut self, n: usize) -> Record {
        let mut record = self.records[n % self.records.len()].clone();
        let world = n / self.records.len() % WORLDS;
        let mut names = std::mem::take(&mut self.renamed[world]);
        let text = record.article.text.clone();
        let mut bytes = text.as_bytes().to_vec();
        let words = Words::cut(&self.records[n % self.records.len()].article);
        let sentences: Vec<Span> = words.sentences.iter().map(|s| s.span).collect();
        for span in sentences {
            let (start, end) = (span.start as usize, span.end as usize);
            let is_counted = end - start >= COUNTED;
            self.sentences += usize::from(is_counted);
            // Each time more of it is changed.
            let is_new = (0..4).any(|strength| {
                bytes[start..end].copy_from_slice(&text.as_bytes()[start..end]);
                self.vary(&mut bytes[start..end], strength, &mut names);
                self.seen.insert(hash(&bytes[start..end]))
            });
            self.equal += usize::from(!is_new && is_counted);
        }
        let text = String::from_utf8(bytes).unwrap_or_else(|_| text.to_string());
        record.article.text = Text::from(text);
        self.follow(&mut record, &names, n);
        self.renamed[world] = names;
        record
    }

    fn vary(&mut self, sentence: &mut [u8], strength: usize, names: &mut FxHashMap<String, String>) {
        let Ok(text) = std::str::from_utf8(sentence).map(str::to_owned) else { return };
        for (start, end) in runs(&text) {
            let word = &text[start..end];
            let new = if strength == 3 && word.len() > 1 {
                Some(self.invented(word))
            } else if word.len() < 4 {
                None
            } else if is_name(word) && !self.common.contains(&word.to_lowercase()) {
                let bag = self.names.get(&word.len());
                let drawn = || bag.and_then(|b| b.draw(&mut self.random)).unwrap_or(word).to_owned();
                Some(names.entry(word.to_owned()).or_insert_with(drawn).clone())
            } else if is_small(word) && (strength == 2 || !self.kept.contains(word)) {
                match self.random.below(1_000) {
                    0 => Some(self.invented(word)),
                    1..500 if strength == 0 => None,
                    _ => self.words.get(&word.len()).and_then(|b| b.draw(&mut self.random)).map(str::to_owned),
                }
            } else {
                None
            };
            if let Some(new) = new {
                sentence[start..end].copy_from_slice(new.as_bytes());
            }
        }
    }

    /// These words with one in their midst changed; `None` where all are short.
    pub fn changed(&mut self, text: &str) -> Option<String> {
        let all: Vec<(usize, usize)> = runs(text).into_iter().filter(|(a, b)| b - a > 4).collect();
        let mut out = text.to_owned();
        let (start, end) = all.get(all.len() / 2).copied()?;
        // Any known word may stand there in another article.
        let new = self.invented(&text[start..end]);
        out.replace_range(start..end, &new);
        Some(out)
    }

    /// A word of the same length and the same capitals that nobody knows.
    fn invented(&mut self, word: &str) -> String {
        let letter = |c: char| {
            let drawn = char::from(b'a' + self.random.below(26) as u8);
            if c.is_ascii_uppercase() { drawn.to_ascii_uppercase() } else { drawn }
        };
        word.chars().map(letter).collect()
    }

    /// What else of the record follows from the new words.
    fn follow(&mut self, record: &mut Record, names: &FxHashMap<String, String>, n: usize) {
        let renamed = |text: &str| -> String {
            let mut out = text.to_owned();
            for (start, end) in runs(text) {
                if let Some(new) = names.get(&text[start..end]) {
                    out.replace_range(start..end, new);
                }
            }
            out
        };
        let block = |record: &Record, kind: BlockKind| {
            let of = record.article.blocks.iter().find(|b| b.kind == kind).map(|b| b.span);
            of.and_then(|span| record.article.text.get(span)).map(str::to_owned)
        };
        if record.article.title.is_some() {
            let own = record.article.title.as_deref().map(renamed);
            record.article.title = block(record, BlockKind::Title).or(own);
        }
        record.article.standfirst = record.article.standfirst.as_deref().map(renamed);
        record.article.authors.iter_mut().for_each(|a| *a = renamed(a));
        for e in &mut record.facts.entities {
            e.name = renamed(&e.name);
            e.roles.iter_mut().for_each(|r| r.text = record.article.text.get(r.span).unwrap_or_default().to_owned());
        }
        // Thirty years, in no order.
        let day =
            jiff::civil::date(2000, 1, 1).saturating_add(jiff::Span::new().days(self.random.below(10_957) as i64));
        let day: onrecord_model::DateTime = day.to_string().parse().unwrap_or_else(|_| unreachable!("a day"));
        let of_day = Interval { start: Some(Moment::from(day.day())), end: Some(Moment::from(day.day())) };
        for s in &mut record.facts.statements {
            s.said = s.said.map(|w| When { interval: of_day, ..w });
        }
        record.article.published = Some(day);
        record.article.modified = None;
        let url = format!("https://paper-{}.example/news/{n}", n % 97);
        record.page.url = Some(url.clone());
        record.page.canonical_url = Some(url);
        keys::give(&record.article, &mut record.facts);
    }
}

/// Runs of ASCII letters that are words by themselves.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let joins = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80 || b == b'_' || b == b'@';
    let mut all = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !joins(bytes[at]) {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|b| joins(**b)).count();
        if bytes[at..end].iter().all(u8::is_ascii_alphabetic) {
            all.push((at, end));
        }
        at = end;
    }
    all
}

fn is_small(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase())
}

fn is_name(word: &str) -> bool {
    let mut bytes = word.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_uppercase()) && bytes.all(|b| b.is_ascii_lowercase())
}

fn hash(bytes: &[u8]) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}
