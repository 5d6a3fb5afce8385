//! The lexicon of a language: `lexicon/en/NAME.tsv`, one entry a line, columns split by tabs, `#` for the head with source and
//! licence; read once into types. Keys are in lower case; a key of several words has single spaces.

use std::borrow::Cow;
use std::sync::LazyLock;

use onrecord_model::Status;
use onrecord_words::{self as words, Words};
use rustc_hash::FxHashMap;

use crate::lists::{List, Lists};
use crate::numbers::Numbers;
use crate::verbs::{self, EventFrame, Future, Report, Sense, VerbForm, Verbs};

/// Words and phrases, each with what the lexicon says of it.
pub struct Table<T = Row> {
    rows: FxHashMap<Cow<'static, str>, T>,
    /// First word of each phrase of several words, with the most tokens that a phrase beginning so has.
    longest: FxHashMap<String, usize>,
    /// A bit for each hash that a first word has; most words of a text are in no list, and this tells so at once.
    sieve: Box<[u64; 1024]>,
}

/// The columns behind the key; a column that a line lacks is `""`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    rest: &'static str,
}

impl Row {
    /// Column `i`, the first behind the key being 0.
    pub fn column(self, i: usize) -> &'static str {
        self.rest.split('\t').nth(i).unwrap_or("")
    }
}

impl<T> Default for Table<T> {
    fn default() -> Table<T> {
        Table { rows: FxHashMap::default(), longest: FxHashMap::default(), sieve: Box::new([0; 1024]) }
    }
}

impl<T: Copy> Table<T> {
    /// Reads a list that was compiled in with `include_str!`: what stands behind each key, which may be more than one column.
    /// A row that cannot be read is left out, which a test refuses.
    pub(crate) fn read(file: &'static str, value: impl Fn(&'static str) -> Option<T>) -> Table<T> {
        let mut table = Table::default();
        for (key, rest) in rows(file) {
            if let Some(value) = value(rest) {
                table.add(key, value);
            }
        }
        table
    }

    /// Adds an entry; the first one of a key stays.
    pub(crate) fn add(&mut self, key: impl Into<Cow<'static, str>>, value: T) {
        let key = key.into();
        let first = key.split(' ').next().unwrap_or(&key);
        let hash = words::hash(first.as_bytes());
        self.sieve[usize::from(hash >> 6)] |= 1 << (hash & 63);
        let n = key.split(' ').count();
        if n > 1 {
            let most = self.longest.entry(first.to_owned()).or_insert(0);
            *most = n.max(*most);
        }
        self.rows.entry(key).or_insert(value);
    }

    /// The entry of a word or phrase in lower case.
    pub fn get(&self, key: &str) -> Option<T> {
        self.rows.get(key).copied()
    }

    /// All entries, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, T)> {
        self.rows.iter().map(|(key, value)| (&**key, *value))
    }

    pub fn has(&self, key: &str) -> bool {
        self.rows.contains_key(key)
    }

    /// The entry of token `i` alone.
    pub fn word_at(&self, words: &Words<'_>, i: usize) -> Option<T> {
        let hash = words.tokens[i].hash;
        if self.sieve[usize::from(hash >> 6)] >> (hash & 63) & 1 == 0 { None } else { self.get(words.lower(i)) }
    }

    /// The longest entry that begins at token `i`, with its number of tokens. Words of a phrase are split as the text
    /// is (`'s` stands alone) and any white space may lie between them.
    pub fn longest_at(&self, words: &Words<'_>, i: usize) -> Option<(usize, T)> {
        let hash = words.tokens[i].hash;
        if self.sieve[usize::from(hash >> 6)] >> (hash & 63) & 1 == 0 {
            return None;
        }
        let first = words.lower(i);
        if let Some(&most) = self.longest.get(first) {
            let end = words.sentence_of(i).tokens.end as usize;
            let mut key = String::with_capacity(32);
            for n in (2..=most.min(end - i)).rev() {
                key.clear();
                for k in i..i + n {
                    if k > i {
                        key.push(' ');
                    }
                    key.push_str(words.lower(k));
                }
                if let Some(row) = self.get(&key) {
                    return Some((n, row));
                }
            }
        }
        self.get(first).map(|row| (1, row))
    }
}

/// Keys and what stands behind them.
fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split_once('\t').unwrap_or((l, "")))
}

/// A list of `lexicon/en/` as it was compiled in.
macro_rules! english {
    ($file:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/en/", $file, ".tsv"))
    };
}

/// The word lists of one language.
pub struct Lexicon {
    lists: Lists,
    pub numbers: Numbers,
    /// Verbs of reporting, by form.
    pub reports: Table<VerbForm<Report>>,
    /// Verbs that name an event, by form.
    pub event_verbs: Table<VerbForm<EventFrame>>,
    /// Verbs that govern an act still to come, by form.
    pub future_verbs: Table<VerbForm<Future>>,
    /// Verbs whose forms tell which way they look in time, by form.
    pub directions: Table<VerbForm<verbs::TimeSense>>,
    /// Nouns of speech that take a that-clause, or a possessor who says it.
    pub speech_nouns: Table<Sense>,
    pub event_nouns: Table<EventFrame>,
    /// What a word before the noun of an event, or said of it, tells of whether it was.
    pub event_status: Table<Status>,
    /// Nouns that carry something to come: "plans for talks".
    pub future_nouns: Table<Future>,
    /// Adjectives and participles that, behind "is", say that something is to come: "due".
    pub future_states: Table<Future>,
    /// Words that end a counted noun phrase, or cannot begin one.
    pub function_words: Table,
    pub name_given: Table,
    pub name_groups: Table,
    pub name_heads: Table,
    pub name_never: Table,
    pub name_organizations: Table,
    pub name_places: Table,
    pub name_titles: Table,
    pub singulars: Table,
    pub units: Table,
    pub who_given: Table,
    pub who_nominals: Table,
    pub who_pronouns: Table,
    pub who_titles: Table,
}

impl Lexicon {
    /// The lists of `lexicon/en/`, read when first asked for.
    pub fn english() -> &'static Lexicon {
        static ENGLISH: LazyLock<Lexicon> = LazyLock::new(read_english);
        &ENGLISH
    }

    /// The sets of words by name.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// True where a word in lower case is on the list.
    pub fn on(&self, word: &str, list: List) -> bool {
        self.lists.on(word, list)
    }
}

fn read_english() -> Lexicon {
    let plain = |file| Table::read(file, |rest| Some(Row { rest }));
    let numbers = Numbers::read(english!("numbers"));
    let verbs = Verbs::read(english!("verbs"));
    let elsewhere = [
        (List::Says, verbs.reporting(|forms| forms.third || forms.past || forms.participle)),
        (List::Quotes, verbs.speaking()),
        (List::Saying, verbs.reporting(|forms| forms.ing)),
        (List::TimeOpener, numbers.words().map(str::to_owned).collect()),
    ];
    Lexicon {
        lists: Lists::read(english!("lists"), &elsewhere),
        numbers,
        reports: verbs.reports,
        event_verbs: verbs.events,
        future_verbs: verbs.futures,
        directions: verbs.directions,
        speech_nouns: Table::read(english!("speech-nouns"), verbs::sense),
        event_nouns: Table::read(english!("event-nouns"), |rest| verbs::event_frame(rest, '\t')),
        event_status: Table::read(english!("event-status"), verbs::status),
        future_nouns: Table::read(english!("future-nouns"), |rest| verbs::future_of(rest, '\t')),
        future_states: Table::read(english!("future-states"), |rest| verbs::future_of(rest, '\t')),
        function_words: plain(english!("function-words")),
        name_given: plain(english!("name-given")),
        name_groups: plain(english!("name-groups")),
        name_heads: plain(english!("name-heads")),
        name_never: plain(english!("name-never")),
        name_organizations: plain(english!("name-organizations")),
        name_places: plain(english!("name-places")),
        name_titles: plain(english!("name-titles")),
        singulars: plain(english!("singulars")),
        units: plain(english!("units")),
        who_given: plain(english!("who-given")),
        who_nominals: plain(english!("who-nominals")),
        who_pronouns: plain(english!("who-pronouns")),
        who_titles: plain(english!("who-titles")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every row is read: nothing is lost by a name that the code does not know.
    #[test]
    fn every_row_is_read() {
        let bad = |file: &'static str, good: &dyn Fn(&'static str) -> bool| {
            rows(file).find(|(_, rest)| !good(rest)).map(|(key, rest)| format!("{key}: \"{rest}\" is not known"))
        };
        assert_eq!(bad(english!("speech-nouns"), &|rest| verbs::sense(rest).is_some()), None);
        assert_eq!(bad(english!("event-nouns"), &|rest| verbs::event_frame(rest, '\t').is_some()), None);
        assert_eq!(bad(english!("event-status"), &|rest| verbs::status(rest).is_some()), None);
        assert_eq!(bad(english!("future-nouns"), &|rest| verbs::future_of(rest, '\t').is_some()), None);
        assert_eq!(bad(english!("future-states"), &|rest| verbs::future_of(rest, '\t').is_some()), None);
    }
}
