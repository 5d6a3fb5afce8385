//! Word lists as data: `lexicon/NAME.tsv`, one entry a line, columns split by tabs, `#` for the head with source and
//! licence. Keys are in lower case; a key of several words has single spaces.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use onrecord_words::{self as words, Words};

use crate::lists::{List, Lists};
use crate::numbers::Numbers;

/// A list of words or phrases, each with its columns.
pub struct Table {
    rows: FxHashMap<&'static str, Row>,
    /// First word of each phrase of several words, with the most tokens that a phrase beginning so has.
    longest: FxHashMap<&'static str, usize>,
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

impl Table {
    /// Reads a list that was compiled in with `include_str!`. The first line of a key wins.
    pub fn read(file: &'static str) -> Table {
        let mut rows = FxHashMap::default();
        let mut longest: FxHashMap<&'static str, usize> = FxHashMap::default();
        let mut sieve = Box::new([0; 1024]);
        for line in file.lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (key, rest) = line.split_once('\t').unwrap_or((line, ""));
            rows.entry(key).or_insert(Row { rest });
            let hash = words::hash(key.split(' ').next().unwrap_or(key).as_bytes());
            sieve[usize::from(hash >> 6)] |= 1 << (hash & 63);
            if let Some((first, _)) = key.split_once(' ') {
                let n = key.split(' ').count();
                let most = longest.entry(first).or_insert(0);
                *most = n.max(*most);
            }
        }
        Table { rows, longest, sieve }
    }

    /// The entry of a word or phrase in lower case.
    pub fn get(&self, key: &str) -> Option<Row> {
        self.rows.get(key).copied()
    }

    pub fn has(&self, key: &str) -> bool {
        self.rows.contains_key(key)
    }

    /// The entry of token `i` alone.
    pub fn word_at(&self, words: &Words<'_>, i: usize) -> Option<Row> {
        let hash = words.tokens[i].hash;
        if self.sieve[usize::from(hash >> 6)] >> (hash & 63) & 1 == 0 { None } else { self.get(words.lower(i)) }
    }

    /// The longest entry that begins at token `i`, with its number of tokens. Words of a phrase are split as the text
    /// is (`'s` stands alone) and any white space may lie between them.
    pub fn longest_at(&self, words: &Words<'_>, i: usize) -> Option<(usize, Row)> {
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

/// Declares the lists of a lexicon and reads them.
macro_rules! lexicon {
    ($($list:ident $file:literal)*) => {
        /// The word lists of one language.
        pub struct Lexicon {
            lists: Lists,
            pub numbers: Numbers,
            $(pub $list: Table,)*
        }

        impl Lexicon {
            /// The lists of `lexicon/en/`, read when first asked for.
            pub fn english() -> &'static Lexicon {
                static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
                    let numbers =
                        Numbers::read(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/en/numbers.tsv")));
                    let mut lists =
                        Lists::read(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/en/lists.tsv")));
                    numbers.words().for_each(|word| lists.add(word, List::TimeOpener));
                    Lexicon {
                    lists, numbers,
                    $($list: Table::read(include_str!(concat!(
                        env!("CARGO_MANIFEST_DIR"), "/lexicon/en/", $file, ".tsv"
                    ))),)*
                }});
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
    };
}

lexicon! {
    cue_nouns "cue-nouns"
    cue_verbs "cue-verbs"
    event_nouns "event-nouns"
    event_status "event-status"
    event_verbs "event-verbs"
    expect_nouns "expect-nouns"
    expect_states "expect-states"
    expect_verbs "expect-verbs"
    function_words "function-words"
    name_given "name-given"
    name_groups "name-groups"
    name_heads "name-heads"
    name_never "name-never"
    name_organizations "name-organizations"
    name_places "name-places"
    name_titles "name-titles"
    singulars "singulars"
    tense_words "tense-words"
    units "units"
    who_given "who-given"
    who_nominals "who-nominals"
    who_pronouns "who-pronouns"
    who_titles "who-titles"
}
