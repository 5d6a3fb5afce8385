//! Sets of words by name (`lexicon/en/lists.tsv`): the closed classes, and what the rules ask for.
//!
//! A word is looked up once, when an article is cut; whether it is on a list is then one bit.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

macro_rules! lists {
    ($($name:ident)*) => {
        /// A list of `lexicon/en/lists.tsv`, which says what each is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum List { $($name),* }

        impl List {
            pub const ALL: &[(&str, List)] = &[$((stringify!($name), List::$name)),*];
        }
    };
}

lists! {
    Pronoun ObjectPronoun Reflexive Determiner Quantity Possessive Genitive Preposition Subordinator Conjunction
    Modal Be HaveOrDo Adverb AdverbOfDayOrPlace LyNoAdverb BetweenSubjectAndVerb BeOwners Says Saying Quotes AfterModal
    AdjectiveEnding NounLikeAdjective EventAdjective PronounLikeDeterminer InsideSubject VerbLikeNoun InsideName
    NationEnding LeaderOffice AfterDescription GenericBody AfterObjectPronoun PlacePreposition LightVerb
    PlannedAdjective BehindWhich DoneWord AskedVerb SaidThing PriceVerb HeldThing AlsoNoun CompoundLead
    CompoundTail AimNoun SpokenPlan BeginVerb SufferVerb AfterBe HeldParticiple ArrangedVerb NotedVerb WouldRather
    PastPlan QuestionWord ThoughtVerb AnnouncedVerb ReportedVerb SeemVerb CouldBe PerUnit MoreThan Over LessThan
    About PluralWithoutS AfterLength FractionOf FractionDeterminer FractionLead NumberPair FigureDeterminer
    ShortMagnitude KnownBefore NumberLead OneIdiom OnePointer Roughly NumberLabel NumberTail NoUnitTail AfterWon
    CountedVerb VoteWord VoteVerb ScoreWord FunctionWord NameNeighbour NeverAName NameParticle PlaceLead WeakHead
    CompoundTitle NamePlacePreposition PersonNeighbour NameJoin Occasion EarlierAdverb ToldVerb SaidOfVerb DeterminerAlone
    BeforeNewClause NoSource BeforeCue MoreOfSource SentenceJoiner ClauseOpener FollowsQuote NoSpeech CommentVerb
    IndirectQuestion DocumentNoun OfficialNoun WitnessNoun CrowdNoun TimeOpener ClockLead AfterClock TimeZone
    MonthLead MonthDeterminer AfterMonth DateJoiner AfterDates FiscalNamed FiscalAdjective PeriodPart ResultNoun
    LengthLead LengthAdjective DaysLead CountedBefore LengthVerb WhichPart AheadWord DeicticLead AfterPeriod
    ToldPeriod PeriodLead MoneyWord AfterSince SeasonLead AfterSeason TimeLead TimePreposition Arranged
    NoVerbBehind NoVerbBehindTo VerbAdverb BeforeBase BeforeAdjective StillOpen PluralSubject Pointer YearLead
    YearSaid AfterCount BeforeCount DecadeOwner
}

/// A bit for each list.
type Bits = [u64; List::ALL.len().div_ceil(64)];

/// The words of all lists.
pub struct Lists {
    /// Where each word's bits are; zero is no word's.
    words: FxHashMap<Cow<'static, str>, u16>,
    bits: Vec<Bits>,
    members: Vec<Vec<Cow<'static, str>>>,
    /// A bit for each hash that a word of a list has; most words of a text are on none, and this tells so at once.
    sieve: Box<[u64; 1024]>,
}

impl Lists {
    /// Reads `lists.tsv`; `elsewhere` are the words that other files of the lexicon have for a list.
    /// A name that is no [`List`] is left out, which a test refuses.
    pub(crate) fn read(file: &'static str, elsewhere: &[(List, Vec<String>)]) -> Lists {
        let mut lists = Lists {
            words: FxHashMap::default(),
            bits: vec![Bits::default()],
            members: vec![Vec::new(); List::ALL.len()],
            sieve: Box::new([0; 1024]),
        };
        for line in file.lines().filter(|l| !l.starts_with('#')) {
            let mut columns = line.split('\t');
            let Some((_, list)) = columns.next().and_then(|name| List::ALL.iter().find(|l| l.0 == name)) else {
                continue;
            };
            for word in columns.nth(1).unwrap_or_default().split(' ') {
                match word.strip_prefix('@') {
                    Some(file) if file.ends_with(".tsv") => {
                        let words = elsewhere.iter().filter(|(of, _)| of == list).flat_map(|(_, words)| words);
                        words.for_each(|word| lists.add(word.clone(), *list));
                    }
                    Some(name) => {
                        let other = List::ALL.iter().find(|l| l.0 == name).map(|l| l.1 as usize);
                        let members = other.map_or(Vec::new(), |other| lists.members[other].clone());
                        members.into_iter().for_each(|word| lists.add(word, *list));
                    }
                    None => lists.add(word, *list),
                }
            }
        }
        lists
    }

    fn add(&mut self, word: impl Into<Cow<'static, str>>, list: List) {
        let word = word.into();
        let at = *self.words.entry(word.clone()).or_insert_with(|| {
            self.bits.push(Bits::default());
            (self.bits.len() - 1) as u16
        });
        self.bits[usize::from(at)][list as usize / 64] |= 1 << (list as usize % 64);
        let hash = onrecord_words::hash(word.as_bytes());
        self.sieve[usize::from(hash >> 6)] |= 1 << (hash & 63);
        self.members[list as usize].push(word);
    }

    /// Where the bits of a word in lower case are, whose `Token::hash` is `hash`.
    pub(crate) fn place(&self, word: &str, hash: u16) -> u16 {
        if self.sieve[usize::from(hash >> 6)] >> (hash & 63) & 1 == 0 {
            return 0;
        }
        self.words.get(word).copied().unwrap_or(0)
    }

    /// True where the word at `place` is on the list.
    pub(crate) fn on_at(&self, place: u16, list: List) -> bool {
        self.bits[usize::from(place)][list as usize / 64] >> (list as usize % 64) & 1 == 1
    }

    /// True where a word in lower case is on the list.
    pub fn on(&self, word: &str, list: List) -> bool {
        self.words.get(word).is_some_and(|place| self.on_at(*place, list))
    }

    /// The words of a list, as they stand in the file.
    pub fn members(&self, list: List) -> &[Cow<'static, str>] {
        &self.members[list as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/en/lists.tsv"));

    #[test]
    fn the_file_has_the_lists_that_the_code_has() {
        let rows: Vec<Vec<&str>> =
            FILE.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
        let named: Vec<&str> = rows.iter().map(|row| row[0]).collect();
        let known: Vec<&str> = List::ALL.iter().map(|l| l.0).collect();
        assert_eq!(named, known, "lists.tsv and lists.rs name the same lists in the same order");
        for row in &rows {
            assert!(row.len() == 3 && row[1].ends_with('.'), "{row:?}: a name, a sentence, words");
            let (included, mut words): (Vec<&str>, Vec<&str>) = row[2].split(' ').partition(|w| w.starts_with('@'));
            let above: Vec<String> = named.iter().take_while(|n| **n != row[0]).map(|n| format!("@{n}")).collect();
            let known = |w: &&str| above.iter().any(|a| a == w) || matches!(*w, "@verbs.tsv" | "@numbers.tsv");
            assert!(included.iter().all(known), "{}: only lists above it, and files", row[0]);
            assert!(words.iter().all(|w| !w.is_empty() && w.to_lowercase() == *w), "{}: small letters", row[0]);
            let n = words.len();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), n, "{}: a word stands twice", row[0]);
        }
    }

    #[test]
    fn a_word_is_on_its_lists() {
        let lists = Lists::read(FILE, &[(List::Says, vec!["vowed".to_owned()])]);
        assert!(lists.on("she", List::Pronoun) && !lists.on("her", List::Pronoun));
        assert!(lists.on("her", List::Possessive) && lists.on("her", List::ObjectPronoun));
        assert!(lists.on("vowed", List::Says) && lists.on("vowed", List::PersonNeighbour));
        let her = lists.place("her", onrecord_words::hash(b"her"));
        assert!(lists.on_at(her, List::Possessive) && !lists.on_at(0, List::Possessive));
        assert_eq!(lists.place("quarmby", onrecord_words::hash(b"quarmby")), 0);
    }
}
