//! The verbs of the lexicon (`lexicon/en/verbs.tsv`): one row a lemma, its forms made by rule, its columns read into what the stages ask.

use onrecord_model::{EventKind, ExpectationKind, Status};

use crate::lexicon::Table;

/// Which forms of a verb a word may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// meet
    pub base: bool,
    /// meets
    pub third: bool,
    /// met
    pub past: bool,
    /// met, as in "has met", "was met"
    pub participle: bool,
    /// meeting
    pub ing: bool,
}

/// A form of a verb with what the verb does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbForm<T> {
    pub lemma: &'static str,
    pub forms: Forms,
    pub what: T,
}

/// What a verb of reporting does with what it reports, as far as a rule asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    Say,
    Ask,
    Deny,
    Order,
    Refuse,
    Find,
}

/// How a verb of reporting is built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// A that-clause, with or without "that".
    pub that: bool,
    /// Quoted words.
    pub quote: bool,
    /// An object that is the content: "criticized the plan".
    pub object: bool,
    /// "to" and a verb.
    pub infinitive: bool,
    /// The person addressed.
    pub addressee: bool,
    /// A question.
    pub question: bool,
    /// Its forms are often nouns.
    pub noun: bool,
    /// It reports only where quoted words follow.
    pub only_quoted: bool,
    /// It reports only with a preposition or quoted words.
    pub only_with_tail: bool,
}

/// How a verb reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    pub sense: Sense,
    pub frame: Frame,
}

/// How the participants of an event stand to its trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// The subject acts on the object.
    Both,
    /// Subject and object, or "with", take part alike.
    Mutual,
    /// No object counts.
    Agent,
    /// The subject undergoes it.
    Patient,
    /// An event only where the object is somebody.
    Person,
}

/// The event that a verb or noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventFrame {
    pub kind: EventKind,
    /// Its class in PLOVER.
    pub plover: Option<&'static str>,
    pub pattern: Pattern,
}

/// What follows a word that says that something is to come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Follows {
    /// "plans to meet"
    pub to: bool,
    /// "urged the mayor to resign"
    pub object: bool,
    /// "hopes for talks"
    pub r#for: bool,
    /// "expects a vote"
    pub phrase: bool,
    /// "targets May"
    pub time: bool,
    /// "the possibility of talks"
    pub of: bool,
    /// "due in court", "due next week"
    pub r#in: bool,
}

/// What a word says of an act still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Future {
    /// None where it makes no expectation.
    pub kind: Option<ExpectationKind>,
    /// The status of the act.
    pub status: Status,
    pub follows: Follows,
}

/// Which way a verb's forms look in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeSense {
    /// Its present speaks of what is to come: "plans".
    pub future: bool,
    /// Its present tells of a calendar: "opens on Friday".
    pub calendar: bool,
    /// Its past takes an infinitive: "agreed to".
    pub infinitive: bool,
    /// Its past promises or threatens.
    pub promise: bool,
    /// Its past arranges something for a later day: "called a strike for Monday".
    pub arranges: bool,
    /// Its past calls for something.
    pub calls_for: bool,
    /// An infinitive behind its past is past: "failed to".
    pub settled: bool,
    /// The word is a past, or a participle, that does not end in -ed.
    pub irregular_past: bool,
    pub irregular_participle: bool,
}

/// The verbs, by form and by what is asked of them.
pub(crate) struct Verbs {
    pub reports: Table<VerbForm<Report>>,
    pub events: Table<VerbForm<EventFrame>>,
    pub futures: Table<VerbForm<Future>>,
    pub directions: Table<VerbForm<TimeSense>>,
}

impl Verbs {
    /// Reads `verbs.tsv`; a row that cannot be read is left out, which a test refuses.
    pub(crate) fn read(file: &'static str) -> Verbs {
        let mut verbs = Verbs {
            reports: Table::default(),
            events: Table::default(),
            futures: Table::default(),
            directions: Table::default(),
        };
        for row in file.lines().filter(|l| !l.starts_with('#')).filter_map(row) {
            for (form, forms) in forms(row.lemma, row.forms) {
                let lemma = row.lemma;
                if let Some(what) = row.report {
                    verbs.reports.add(form.clone(), VerbForm { lemma, forms, what });
                }
                if let Some(what) = row.event {
                    verbs.events.add(form.clone(), VerbForm { lemma, forms, what });
                }
                if let Some(what) = row.future {
                    verbs.futures.add(form.clone(), VerbForm { lemma, forms, what });
                }
                let regular = form.ends_with("ed");
                let what = TimeSense {
                    irregular_past: forms.past && !regular,
                    irregular_participle: forms.participle && !forms.base && !regular,
                    ..row.direction
                };
                if what != TimeSense::default() {
                    verbs.directions.add(form, VerbForm { lemma, forms, what });
                }
            }
        }
        verbs
    }

    /// Forms of the verbs that report a that-clause, in the order of the alphabet.
    pub(crate) fn reporting(&self, wanted: impl Fn(Forms) -> bool) -> Vec<String> {
        let says = |form: VerbForm<Report>| {
            let frame = form.what.frame;
            // "claims" and "reports" are nouns more often.
            frame.that && wanted(form.forms) && !(form.forms.third && frame.noun) && !form.forms.base
        };
        let mut words: Vec<String> =
            self.reports.iter().filter(|(_, form)| says(*form)).map(|(word, _)| word.to_owned()).collect();
        words.sort_unstable();
        words
    }
}

impl Verbs {
    /// Finite forms of the verbs that report a that-clause or quoted words, and are nothing else.
    pub(crate) fn speaking(&self) -> Vec<String> {
        let mut words = self.reporting(|forms| forms.third || forms.past);
        words.retain(|word| {
            let quotes = self.reports.get(word).is_some_and(|form| form.what.frame.quote);
            let to_come = self.futures.get(word).is_some_and(|form| form.what.kind.is_some());
            quotes && !self.events.has(word) && !to_come
        });
        words
    }
}

/// A row of `verbs.tsv`.
struct Row {
    lemma: &'static str,
    /// Forms that no rule makes.
    forms: &'static str,
    report: Option<Report>,
    event: Option<EventFrame>,
    future: Option<Future>,
    direction: TimeSense,
}

fn row(line: &'static str) -> Option<Row> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [lemma, forms, report, event, future, direction] = columns[..] else { return None };
    Some(Row {
        lemma,
        forms,
        report: optional(report, self::report)?,
        event: optional(event, |text| event_frame(text, ':'))?,
        future: optional(future, |text| future_of(text, ':'))?,
        direction: self::direction(direction)?,
    })
}

/// What a column says: nothing where it is "-"; `None` where it cannot be read.
fn optional<T>(column: &'static str, read: impl Fn(&'static str) -> Option<T>) -> Option<Option<T>> {
    if column == "-" { Some(None) } else { read(column).map(Some) }
}

fn report(text: &str) -> Option<Report> {
    let (sense, letters) = text.split_once(':').unwrap_or((text, ""));
    let mut frame = Frame::default();
    for letter in letters.chars() {
        *match letter {
            't' => &mut frame.that,
            'q' => &mut frame.quote,
            'o' => &mut frame.object,
            'i' => &mut frame.infinitive,
            'a' => &mut frame.addressee,
            'w' => &mut frame.question,
            'n' => &mut frame.noun,
            'z' => &mut frame.only_quoted,
            'x' => &mut frame.only_with_tail,
            _ => return None,
        } = true;
    }
    Some(Report { sense: self::sense(sense)?, frame })
}

pub(crate) fn sense(name: &str) -> Option<Sense> {
    Some(match name {
        "say" => Sense::Say,
        "ask" => Sense::Ask,
        "deny" => Sense::Deny,
        "order" => Sense::Order,
        "refuse" => Sense::Refuse,
        "find" => Sense::Find,
        _ => return None,
    })
}

/// Kind, PLOVER class and pattern, parted by `between`.
pub(crate) fn event_frame(text: &'static str, between: char) -> Option<EventFrame> {
    let columns: Vec<&str> = text.split(between).collect();
    let [kind, plover, pattern] = columns[..] else { return None };
    let pattern = match pattern {
        "both" => Pattern::Both,
        "mutual" => Pattern::Mutual,
        "agent" => Pattern::Agent,
        "patient" => Pattern::Patient,
        "person" => Pattern::Person,
        _ => return None,
    };
    let kind = EventKind::ALL.iter().find(|k| k.as_str() == kind)?;
    Some(EventFrame { kind: *kind, plover: Some(plover).filter(|p| *p != "-"), pattern })
}

/// Kind, status and what follows, parted by `between`.
pub(crate) fn future_of(text: &str, between: char) -> Option<Future> {
    let columns: Vec<&str> = text.split(between).collect();
    let [kind, status, follows] = columns[..] else { return None };
    let kind = match kind {
        "-" => None,
        name => Some(*ExpectationKind::ALL.iter().find(|k| k.as_str() == name)?),
    };
    Some(Future { kind, status: self::status(status)?, follows: self::follows(follows)? })
}

pub(crate) fn status(name: &str) -> Option<Status> {
    Status::ALL.iter().copied().find(|s| s.as_str() == name)
}

fn follows(text: &str) -> Option<Follows> {
    let mut follows = Follows::default();
    for name in text.split(',') {
        *match name {
            "to" => &mut follows.to,
            "obj" => &mut follows.object,
            "for" => &mut follows.r#for,
            "np" => &mut follows.phrase,
            "time" => &mut follows.time,
            "of" => &mut follows.of,
            "in" => &mut follows.r#in,
            _ => return None,
        } = true;
    }
    Some(follows)
}

fn direction(text: &str) -> Option<TimeSense> {
    let mut direction = TimeSense::default();
    for letter in text.chars().filter(|c| *c != '-') {
        *match letter {
            'f' => &mut direction.future,
            'b' => &mut direction.calendar,
            't' => &mut direction.infinitive,
            'w' => &mut direction.promise,
            'g' => &mut direction.arranges,
            'c' => &mut direction.calls_for,
            'r' => &mut direction.settled,
            _ => return None,
        } = true;
    }
    Some(direction)
}

/// The forms of a verb, each once. `given`: past, participle, -ing and third person where no rule makes them.
fn forms(lemma: &str, given: &str) -> Vec<(String, Forms)> {
    let (first, rest) = lemma.split_at(lemma.find(' ').unwrap_or(lemma.len()));
    let mut given = if given == "-" { "" } else { given }.split(' ').map(|f| if f == "-" { "" } else { f });
    let mut next = |made: String| match given.next().unwrap_or_default() {
        "" => vec![made + rest],
        several => several.split('|').map(|form| form.to_owned() + rest).collect(),
    };
    let past = next(ed(first));
    let participle = next(ed(first));
    let ing = next(self::ing(first));
    let third = next(self::third(first));
    let mut all: Vec<(String, Forms)> = Vec::new();
    let mut add = |words: Vec<String>, mark: fn(&mut Forms)| {
        for word in words {
            let at = all.iter().position(|(known, _)| *known == word).unwrap_or_else(|| {
                all.push((word, Forms::default()));
                all.len() - 1
            });
            mark(&mut all[at].1);
        }
    };
    add(vec![lemma.to_owned()], |f| f.base = true);
    add(third, |f| f.third = true);
    add(past, |f| f.past = true);
    add(participle, |f| f.participle = true);
    add(ing, |f| f.ing = true);
    all
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// "plan", "stop": one group of vowels, and one consonant behind it that is doubled.
fn doubles(verb: &str) -> bool {
    let [.., c, v, last] = verb.as_bytes() else { return false };
    let groups = verb.as_bytes().chunk_by(|a, b| is_vowel(*a) == is_vowel(*b)).filter(|group| is_vowel(group[0]));
    !is_vowel(*last) && !matches!(last, b'w' | b'x' | b'y') && is_vowel(*v) && !is_vowel(*c) && groups.count() == 1
}

/// A consonant and y, which becomes i: "carry".
fn ends_in_y(verb: &str) -> bool {
    matches!(verb.as_bytes(), [.., c, b'y'] if !is_vowel(*c))
}

fn third(verb: &str) -> String {
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| verb.ends_with(end));
    if hisses || matches!(verb.as_bytes(), [.., c, b'o'] if !is_vowel(*c)) {
        format!("{verb}es")
    } else if ends_in_y(verb) {
        format!("{}ies", &verb[..verb.len() - 1])
    } else {
        format!("{verb}s")
    }
}

fn ed(verb: &str) -> String {
    if verb.ends_with('e') {
        format!("{verb}d")
    } else if ends_in_y(verb) {
        format!("{}ied", &verb[..verb.len() - 1])
    } else if doubles(verb) {
        format!("{verb}{}ed", &verb[verb.len() - 1..])
    } else {
        format!("{verb}ed")
    }
}

fn ing(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ie") {
        format!("{stem}ying")
    } else if verb.ends_with('e') && !["ee", "oe", "ye"].iter().any(|end| verb.ends_with(end)) {
        format!("{}ing", &verb[..verb.len() - 1])
    } else if doubles(verb) {
        format!("{verb}{}ing", &verb[verb.len() - 1..])
    } else {
        format!("{verb}ing")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/en/verbs.tsv"));

    #[test]
    fn every_row_is_read() {
        for line in FILE.lines().filter(|l| !l.starts_with('#')) {
            assert!(
                row(line).is_some(),
                "{line}: six columns, with names and letters that the head of the file explains"
            );
        }
    }

    #[test]
    fn forms_are_made_by_rule_or_given() {
        let of = |lemma: &str, given: &str| {
            let all = forms(lemma, given);
            all.iter().map(|(word, _)| word.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of("plan", "-"), "plan plans planned planning");
        assert_eq!(of("carry", "-"), "carry carries carried carrying");
        assert_eq!(of("agree", "-"), "agree agrees agreed agreeing");
        assert_eq!(of("echo", "-"), "echo echoes echoed echoing");
        assert_eq!(of("die", "-"), "die dies died dying");
        assert_eq!(of("visit", "-"), "visit visits visited visiting");
        assert_eq!(of("push back", "-"), "push back pushes back pushed back pushing back");
        assert_eq!(of("write", "wrote written"), "write writes wrote written writing");
        assert_eq!(of("put off", "put put"), "put off puts off putting off");
        assert_eq!(of("do", "did done - does"), "do does did done doing");
        let met = forms("meet", "met met").into_iter().find(|(word, _)| word == "met").map(|(_, forms)| forms);
        assert_eq!(met, Some(Forms { past: true, participle: true, ..Forms::default() }));
    }

    #[test]
    fn no_form_is_of_two_verbs() {
        let mut seen = rustc_hash::FxHashMap::default();
        for row in FILE.lines().filter(|l| !l.starts_with('#')).filter_map(row) {
            for (form, _) in forms(row.lemma, row.forms) {
                let other = seen.insert(form.clone(), row.lemma);
                assert_eq!(other, None, "{form} is a form of {} too: which is meant cannot be told", row.lemma);
            }
        }
    }

    #[test]
    fn a_verb_has_what_its_columns_say() {
        let verbs = Verbs::read(FILE);
        let promised = verbs.reports.get("promised").expect("a verb of reporting");
        assert!(promised.what.frame.that && promised.forms.past && !promised.forms.base);
        assert_eq!(verbs.futures.get("promised").and_then(|v| v.what.kind), Some(ExpectationKind::Promise));
        assert!(verbs.directions.get("went").is_some_and(|v| v.what.irregular_past));
        assert_eq!(verbs.events.get("met").map(|v| v.what.pattern), Some(Pattern::Mutual));
        assert!(verbs.events.get("said").is_none());
    }
}
