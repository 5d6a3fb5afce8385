//! Who says it: of those who may, the likeliest by a log-linear choice (`weights/speakers.bin`, `cargo xtask train statements`).
//!
//! Candidates ([`Way`]): the noun phrase that the rules find, shortened or whole; by the tree the subject of the verb and the agent of a passive;
//! the noun that a relative pronoun stands for; a name in apposition to the phrase or inside it, or one before it that holds its noun; for a
//! pronoun and for none the one who spoke last and the subject of the sentence before; nobody. A phrase stands for the entity that its head
//! names, not for one that is mentioned inside it ("a lawyer for Tom Ode").

use onrecord_grammar::phrases::{is_determiner, is_preposition, is_pronoun, is_weekday_or_day};
use onrecord_grammar::syntax::{Label, Tag, glove};
use onrecord_grammar::{Class, Grammar, List, Tokens, weight_files};
use onrecord_model::{EntityKind, Form, Gender, Span};
use onrecord_words::TokenKind;

use super::cue::Cue;
use super::draft::Draft;
use super::judge::{Sink, Values, entity_kind, features, finite, frame, grown, kind_of, pairs};
use super::proposed::{Subject, Subjects};
use super::unit::Unit;
use crate::cast::Cast;

/// Rows of the table of weights.
pub const ROWS: usize = super::judge::ROWS;

pub static WEIGHTS: &[u8; ROWS] =
    weight_files::weights(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/speakers.bin")));

/// Somebody who may be the source of a draft.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// How it was found.
    pub way: Way,
    pub source: Option<Tokens>,
    pub entity: Option<u32>,
}

/// How a candidate was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Rules,
    Whole,
    Subject,
    Agent,
    Antecedent,
    Apposed,
    Named,
    Likeness,
    Speaker,
    Last,
    Before,
    Nobody,
}

/// A choice of source, for the trainer.
#[derive(Debug, Default)]
pub struct Choice {
    pub candidates: Vec<(Option<Span>, Option<u32>)>,
    pub rows: Vec<Vec<u16>>,
}

/// What the choice looks at.
pub struct Scene<'a, 'w> {
    pub g: &'a Grammar<'w>,
    pub cast: &'a Cast,
    pub mask: &'a [u32],
    pub units: &'a [Unit],
    pub subjects: &'a Subjects,
    /// The drafts before this one with what was chosen for them.
    pub before: &'a [Draft],
    pub entities: &'a [Option<u32>],
    /// How often an entity is the subject of "say".
    pub speaks: &'a rustc_hash::FxHashMap<u32, u32>,
}

impl Scene<'_, '_> {
    fn subject_before(&self, unit: usize) -> Option<Subject> {
        self.subjects.before(self.g, self.cast, self.units, unit)
    }
}

features! {
    Way, Lemma, Frame, Rule, Shared, Inverted, Passive, Ing, Begins, Head, HeadTag, Relation, Kind, Form, Coarse, Cluster, Noun, Gap, Side,
    Words, Finite, Speaks, SameAsSubject, SameAsRule, Quoted, Carried, Ways, BeforeVerb, OfVerb, Plural, LastSame, Block, Mentions, First,
    SubjectHead, Place, VerbTag, VerbCluster, Gender, SubjectBefore, Named,
}

const PAIRS: &[(u8, u8)] = pairs![
    Way & Lemma,
    Way & Frame,
    Way & Rule,
    Way & Shared,
    Way & Inverted,
    Way & Passive,
    Way & Head,
    Way & Relation,
    Way & Kind,
    Way & Form,
    Way & Coarse,
    Way & SameAsSubject,
    Way & SameAsRule,
    Way & Speaks,
    Way & Ways,
    Way & BeforeVerb,
    Way & OfVerb,
    Way & Gap,
    Way & Begins,
    Way & Carried,
    Way & Block,
    Kind & Head,
    Kind & Coarse,
    Kind & Noun,
    Kind & SameAsSubject,
    Head & SubjectHead,
    Head & Relation,
    Form & Speaks,
    Shared & Ing,
    SameAsSubject & Shared,
    SameAsSubject & Head,
    Place & Kind,
    Place & Form,
    Place & Noun,
    Place & Coarse,
    Place & Way,
    Way & VerbTag,
    VerbTag & OfVerb,
    Way & VerbCluster,
    Noun & Way,
    Way & Gender,
    Way & SubjectBefore,
    Way & Named,
    Way & LastSame,
    Form & Gender,
    Form & SubjectBefore,
    Form & Named,
    Form & LastSame,
    LastSame & SubjectBefore,
    Gender & SubjectBefore,
    Gender & LastSame,
];

/// No more of those who are named within a phrase may be its source.
const MOST_NAMED: usize = 4;

/// A name that holds a noun stands among so many mentions before it.
const LIKENESS: usize = 80;

/// A name in apposition stands within so many tokens behind the comma.
const APPOSED: usize = 9;

/// Candidates as they are found, each once.
struct Pool<'p, 'a, 'w> {
    of: &'p Scene<'a, 'w>,
    draft: &'p Draft,
    all: Vec<Candidate>,
}

impl Pool<'_, '_, '_> {
    fn add(&mut self, way: Way, source: Option<Tokens>, entity: Option<u32>) {
        let g = self.of.g;
        let same = |c: &Candidate| {
            c.entity == entity
                && c.source.map(|s| g.top(s)) == source.map(|s| g.top(s))
                && c.source.is_none() == source.is_none()
        };
        if !self.all.iter().any(same) {
            self.all.push(Candidate { way, source, entity });
        }
    }

    /// The phrase with its own entity.
    fn add_phrase(&mut self, way: Way, phrase: Tokens) {
        self.add(way, Some(phrase), entity_of(self.of.g, self.of.cast, phrase));
    }

    /// Whoever is named within a phrase: "Orrin Water Board Director Lena Haas", "a report by Torv Bank".
    fn add_named(&mut self, phrase: Tokens) {
        let of = self.of;
        let named = of.cast.within(of.g.span_of(phrase)).filter(|m| m.form == Form::Name);
        for m in named.take(MOST_NAMED) {
            self.add(Way::Named, Some(phrase), Some(m.entity));
        }
    }

    /// A person named behind the comma that ends a description: "the harbour master, Ines Vale".
    fn add_apposed(&mut self, phrase: Tokens) {
        let Scene { g, cast, mask, .. } = *self.of;
        let (comma, end) = (phrase.end, self.unit().end);
        if comma + 1 >= end || g.word(comma) != "," || mask[comma] != 0 {
            return;
        }
        let near = g.span_of(Tokens::from(comma + 1..end.min(comma + APPOSED)));
        let person =
            cast.within(near).find(|m| m.form == Form::Name && cast.entity(m.entity).kind == EntityKind::Person);
        let Some(person) = person else { return };
        let (first, last) = (g.token_at(person.span.start), g.token_at(person.span.end.saturating_sub(1)));
        // Between them only a title: "Dr", "herpetologist".
        let titled = (comma + 1..first).all(|k| {
            g.kind(k) == TokenKind::Word
                && !finite(g, k)
                && !is_preposition(g.lexicon, g.lower(k))
                && g.class(k) != Class::And
        });
        if titled {
            self.add(Way::Apposed, Some(Tokens::from(phrase.start..last + 1)), Some(person.entity));
        }
    }

    /// Whom words that stand for nobody yet may mean: the last speaker ("she"), or whoever has their noun in its name ("the commission").
    fn add_likely(&mut self, source: Tokens) {
        let Scene { g, cast, .. } = *self.of;
        let top = g.top(source);
        let lower = g.lower(top);
        if is_pronoun(g.lexicon, lower) {
            self.add_for_pronoun(source);
            return;
        }
        if entity_of(g, cast, source).is_some() {
            return;
        }
        let definite = is_determiner(g.lexicon, g.lower(source.start)) && g.lower(source.start) != "a";
        if g.kind(top) != TokenKind::Word || lower.len() < 4 || !(definite || source.len() == 1) {
            return;
        }
        let has = |m: &crate::cast::Seen| {
            m.form == Form::Name
                && m.span.len() > lower.len()
                && (g.token_at(m.span.start)..=g.token_at(m.span.end.saturating_sub(1))).any(|k| g.lower(k) == lower)
        };
        let alike = cast.before(g.span_of(source).start).take(LIKENESS).find(has);
        if let Some(alike) = alike {
            self.add(Way::Likeness, Some(source), Some(alike.entity));
        }
    }

    /// The last speaker, known or not, and the subject of the sentence before.
    fn add_for_pronoun(&mut self, source: Tokens) {
        let of = self.of;
        let last = of.before.iter().zip(of.entities).next_back();
        if let Some(entity) = last.filter(|(d, _)| d.unit + 6 >= self.draft.unit && d.source.is_some()).map(|(_, e)| *e)
        {
            self.add(Way::Speaker, Some(source), entity);
        }
        if let Some(known) = of.entities.iter().rev().take(8).find_map(|e| *e) {
            self.add(Way::Speaker, Some(source), Some(known));
        }
        if let Some(subject) = of.subject_before(self.draft.unit).and_then(|s| s.entity) {
            self.add(Way::Before, Some(source), Some(subject));
        }
    }

    fn unit(&self) -> Tokens {
        self.of.units[self.draft.unit].tokens
    }

    /// Subject or agent of the verb.
    fn add_of_verb(&mut self, cue: &Cue) {
        let g = self.of.g;
        if cue.verb.passive {
            let agent = g.child(cue.at, &[Label::Agent, Label::Obl]);
            if let Some(agent) = agent.filter(|a| g.child(*a, &[Label::Case]).is_some_and(|by| g.lower(by) == "by")) {
                self.add_phrase(Way::Agent, noun_phrase(g, agent, self.unit(), cue.verb.tokens));
            }
        } else if !passive_participle(g, cue.at)
            && let Some(subject) = g.subject_head(cue.at).filter(|s| self.of.mask[*s] == 0)
        {
            let mut phrase = noun_phrase(g, subject, self.unit(), cue.verb.tokens);
            // The rules know better where it begins, the tree where its apposition ends.
            let clean = |s: &Tokens| s.indices().contains(&subject) && !s.indices().any(|k| finite(g, k));
            if let Some(rules) = self.draft.source.filter(clean) {
                phrase = Tokens::from(rules.start..phrase.end.max(rules.end));
            }
            self.add_phrase(Way::Subject, phrase);
            self.add_apposed(phrase);
            self.add_named(phrase);
        }
    }

    /// "the claim of two clerks that", "issued a statement that".
    fn add_of_noun(&mut self, noun: Tokens) {
        let (g, unit) = (self.of.g, self.unit());
        let by = |k: &usize| g.child(*k, &[Label::Case]).is_some_and(|c| matches!(g.lower(c), "of" | "by" | "from"));
        if let Some(owner) = g.child(noun.start, &[Label::Nmod]).filter(by) {
            self.add_phrase(Way::Agent, noun_phrase(g, owner, unit, noun));
        }
        let subject = g.head(noun.start).and_then(|v| g.subject_head(v));
        let stands = |s: &usize| *s != noun.start && self.of.mask[*s] == 0 && unit.indices().contains(s);
        if let Some(subject) = subject.filter(stands) {
            self.add_phrase(Way::Subject, noun_phrase(g, subject, unit, noun));
        }
        self.add(Way::Nobody, None, None);
    }
}

/// Those who may be the source of a draft, the rules' choice first.
pub fn candidates(of: &Scene<'_, '_>, draft: &Draft, by_rule: Option<u32>) -> Vec<Candidate> {
    let g = of.g;
    let mut pool = Pool { of, draft, all: Vec::with_capacity(6) };
    if let Some(source) = draft.source {
        pool.add(Way::Rules, draft.source, by_rule);
        pool.add_phrase(Way::Whole, source);
        pool.add_apposed(source);
        pool.add_named(source);
        pool.add_likely(source);
    }
    if let Some(cue) = &draft.verb {
        pool.add_of_verb(cue);
    }
    // "who said": the noun before.
    if let Some(source) = draft.source.filter(|s| s.len() == 1 && matches!(g.lower(s.start), "who" | "which" | "that"))
        && let Some(noun) = relative_noun(g, source.start)
    {
        let phrase = noun_phrase(g, noun, pool.unit(), source);
        pool.add(Way::Antecedent, Some(source), entity_of(g, of.cast, phrase));
    }
    // A noun of speech or "according to" names its own.
    if let (None, Some(sign)) = (draft.verb, draft.cue) {
        if draft.rule == "noun-that" {
            pool.add_of_noun(sign);
        }
        return pool.all;
    }
    if let Some((last, entity)) = of.before.iter().zip(of.entities).next_back()
        && last.unit + 6 >= draft.unit
        && last.source.is_some()
    {
        pool.add(Way::Last, last.source, *entity);
    }
    if draft.verb.is_none()
        && let Some(before) = of.subject_before(draft.unit)
    {
        pool.add(Way::Before, Some(before.phrase), before.entity);
    }
    pool.add(Way::Nobody, None, None);
    pool.all
}

/// "a man accused of theft": he does not say it.
fn passive_participle(g: &Grammar<'_>, verb: usize) -> bool {
    g.tag(verb) == Tag::VerbParticiple && g.arc(verb).is_some_and(|a| a.label == Label::Acl)
}

/// The noun that the relative clause around a pronoun is about.
fn relative_noun(g: &Grammar<'_>, pronoun: usize) -> Option<usize> {
    let mut at = pronoun;
    for _ in 0..5 {
        let arc = g.arc(at)?;
        let head = arc.head? as usize;
        if arc.label == Label::Relative {
            return (head < pronoun).then_some(head);
        }
        at = head;
    }
    None
}

/// The subject of a sentence's main verb.
pub fn main_subject(g: &Grammar<'_>, unit: Tokens) -> Option<usize> {
    let root =
        unit.indices().take(80).find(|k| g.arc(*k).is_some_and(|a| a.head.is_none() && a.label == Label::Root))?;
    g.child(root, &[Label::Nsubj, Label::NsubjPassive])
}

/// The phrase around its head: within the unit, off the verb, without relative clauses.
pub fn noun_phrase(g: &Grammar<'_>, head: usize, unit: Tokens, verb: Tokens) -> Tokens {
    let phrase = g.phrase(head);
    let (mut start, mut end) = (phrase.start.max(unit.start), phrase.end.min(unit.end));
    if verb.start > head {
        end = end.min(verb.start);
    } else {
        start = start.max(verb.end.min(head));
    }
    let relative = |k: usize| {
        g.class(k) == Class::Relative
            || g.arc(k)
                .is_some_and(|a| matches!(a.label, Label::Relative | Label::Acl | Label::Advcl | Label::Parataxis))
    };
    if let Some(cut) = (head + 1..end).find(|k| relative(*k)) {
        end = cut;
    }
    while end > head + 1 && !matches!(g.kind(end - 1), TokenKind::Word | TokenKind::Number) {
        end -= 1;
    }
    // "On Wednesday Carla Bianchi".
    let idle = |k: usize| {
        !matches!(g.kind(k), TokenKind::Word | TokenKind::Number)
            || is_preposition(g.lexicon, g.lower(k))
            || is_weekday_or_day(g.lexicon, g.lower(k))
    };
    while start < head && idle(start) {
        start += 1;
    }
    Tokens::from(start..end.max(head + 1))
}

/// The entity that the head of a phrase names or stands for, itself or by its apposition.
pub fn entity_of(g: &Grammar<'_>, cast: &Cast, phrase: Tokens) -> Option<u32> {
    let span = g.span_of(phrase);
    let top = g.top(phrase);
    let at = g.tokens[top].span;
    let mentions: Vec<_> = cast.within(span).collect();
    // The head itself.
    if let Some(m) = mentions.iter().filter(|m| m.span.holds(at)).max_by_key(|m| (m.form == Form::Name, m.span.len())) {
        return Some(m.entity);
    }
    // "the mayor, Ana Ruiz", "spokeswoman Ana Ruiz".
    let beside = |m: &&crate::cast::Seen| {
        let (first, last) = (g.token_at(m.span.start), g.token_at(m.span.end.saturating_sub(1)));
        let own = g.top(Tokens::from(first..last + 1));
        let person = cast.entity(m.entity).kind == EntityKind::Person;
        // "ferry master Tom Ode": nothing but nouns before the name that ends the phrase.
        let titled = person
            && last + 1 >= phrase.end
            && top < first
            && (phrase.start..first).all(|k| {
                g.kind(k) == TokenKind::Word && !is_preposition(g.lexicon, g.lower(k)) && g.class(k) != Class::And
            });
        titled
            || g.arc(own).is_some_and(|arc| {
                arc.head == Some(top as u32)
                    && (matches!(arc.label, Label::Appos | Label::Flat | Label::NmodDesc)
                        || person && matches!(arc.label, Label::Compound) && last + 1 >= phrase.end)
            })
    };
    mentions.iter().filter(beside).max_by_key(|m| m.span.len()).map(|m| m.entity)
}

/// The rows of each candidate's features.
pub fn rows(of: &Scene<'_, '_>, draft: &Draft, candidates: &[Candidate]) -> Vec<Vec<u16>> {
    let g = of.g;
    let subject = draft.verb.as_ref().and_then(|cue| g.subject_head(cue.at));
    let by_rule = draft.source.map(|s| g.top(s));
    let ways: u32 = candidates.iter().map(|c| 1 << c.way as u32).sum();
    let one = |c: &Candidate| {
        let mut values = Values::<N>::new();
        values.put(F::Way, c.way as u32);
        values.put(F::Rule, draft.rule);
        values.put(F::Ways, ways);
        values.put(F::Carried, draft.carried);
        if let Some(cue) = &draft.verb {
            values.put(F::Lemma, cue.verb.lemma);
            values.put(F::Frame, frame(cue.verb.frame));
            values.put(F::Shared, cue.shared);
            values.put(F::Inverted, cue.inverted);
            values.put(F::Passive, cue.verb.passive);
            values.put(F::Ing, g.tag(cue.at) == Tag::VerbIng);
            values.put(F::VerbTag, g.tag(cue.at).name());
            values.put(F::VerbCluster, u32::from(glove(g.lower(cue.at))[1]));
            let first = cue.verb.tokens.start;
            values.put(F::BeforeVerb, if first > 0 { kind_of(g, first - 1) } else { "none" });
            values.put(F::OfVerb, g.arc(cue.at).map_or("none", |a| a.label.name()));
            values.put(F::SubjectHead, subject.map_or("none", |s| kind_of(g, s)));
        }
        add_entity(of, c, draft, &mut values);
        if let Some(source) = c.source {
            add_phrase(of, source, draft, &mut values);
            let head = g.top(source);
            values.put(
                F::SameAsSubject,
                if subject == Some(head) {
                    "yes"
                } else if subject.is_none() {
                    "none"
                } else {
                    "no"
                },
            );
            values.put(F::SameAsRule, by_rule == Some(head));
        }
        let mut rows = Vec::with_capacity(64);
        values.rows(PAIRS, |row| rows.push(row));
        rows
    };
    candidates.iter().map(one).collect()
}

/// Where an entity is named in a phrase: by its head, before it ("a Tavrian leaflet"), behind it ("a leaflet of Tavria").
pub fn place(of: &Scene<'_, '_>, source: Tokens, entity: u32) -> &'static str {
    let g = of.g;
    let head = g.top(source);
    let at = g.tokens[head].span;
    let own = of.cast.within(g.span_of(source)).filter(|m| m.entity == entity);
    let mut found = "elsewhere";
    for m in own {
        if m.span.holds(at) {
            return "head";
        }
        let (first, end) = (g.token_at(m.span.start), g.token_at(m.span.end.saturating_sub(1)) + 1);
        found = if end <= head {
            match g.lower(end) {
                "'s" | "’s" | "'" | "’" => "owner",
                _ => "before",
            }
        } else {
            match g.class(first - 1) {
                Class::Preposition => "behind preposition",
                Class::Comma => "behind comma",
                _ if first == head + 1 => "right behind",
                _ => "behind",
            }
        };
    }
    found
}

/// What is known of a candidate's entity.
fn add_entity(of: &Scene<'_, '_>, c: &Candidate, draft: &Draft, values: &mut Values<N>) {
    values.put(F::Kind, entity_kind(of.cast, c.entity));
    if let Some(entity) = c.entity {
        let span = c.source.map(|s| of.g.span_of(s));
        let mentions = &of.cast.entity(entity).mentions;
        let own = mentions.iter().filter(|m| span.is_some_and(|s| s.holds(m.span))).map(|m| m.form).next_back();
        values.put(F::Form, own.map_or(9, |form| form as u32));
        values.put(F::Place, c.source.map_or("none", |s| place(of, s, entity)));
        values.put(F::Speaks, of.speaks.get(&entity).copied().unwrap_or(0).min(3));
        values.put(F::Mentions, grown(mentions.len()).min(8));
        if let Some(gender) = c.source.and_then(|s| gender(of.g.lower(of.g.top(s)))) {
            let own = of.cast.entity(entity).gender;
            values.put(F::Gender, own.map_or("none", |own| if own == gender { "same" } else { "other" }));
            let before = of.subject_before(draft.unit).and_then(|s| s.entity);
            values.put(F::SubjectBefore, before.map_or(2, |s| u32::from(s == entity)));
            let inside =
                |part: &Tokens| of.cast.within(of.g.span_of(*part)).any(|m| m.entity == entity && m.form == Form::Name);
            values.put(F::Named, draft.parts.iter().any(inside));
        }
    }
    if let Some((last, entity)) = of.before.iter().zip(of.entities).next_back() {
        values.put(F::LastSame, entity.is_some() && *entity == c.entity);
        let (a, b) = (of.units[last.unit], of.units[draft.unit]);
        values.put(F::Block, (b.block - a.block.min(b.block)).min(3));
    }
}

/// Of whom a pronoun is said.
fn gender(pronoun: &str) -> Option<Gender> {
    match pronoun {
        "he" => Some(Gender::Male),
        "she" => Some(Gender::Female),
        _ => None,
    }
}

/// What is known of a candidate's words.
fn add_phrase(of: &Scene<'_, '_>, source: Tokens, draft: &Draft, values: &mut Values<N>) {
    let g = of.g;
    let head = g.top(source);
    values.put(F::Begins, kind_of(g, source.start));
    values.put(F::Head, kind_of(g, head));
    values.put(F::HeadTag, g.tag(head).name());
    values.put(F::Relation, g.arc(head).map_or("none", |a| a.label.name()));
    let clusters = glove(g.lower(head));
    values.put(F::Cluster, u32::from(clusters[1]));
    values.put(F::Coarse, u32::from(clusters[2]));
    values.put(F::Words, grown(source.len()).min(8));
    values.put(F::Plural, g.tag(head) == Tag::Nouns);
    values.put(F::Finite, source.indices().any(|k| finite(g, k)));
    values.put(F::Quoted, of.mask[head] != 0);
    values.put(F::First, g.first_of_sentence(source.start));
    let lists = [List::OfficialNoun, List::DocumentNoun, List::WitnessNoun, List::CrowdNoun];
    let noun = lists.iter().position(|list| source.indices().any(|k| g.on(k, *list)));
    values.put(F::Noun, noun.map_or(9, |n| n as u32));
    if let Some(cue) = draft.cue {
        let behind = source.start >= cue.end;
        values.put(F::Side, behind);
        values.put(
            F::Gap,
            grown(if behind { source.start - cue.end } else { cue.start.saturating_sub(source.end) }).min(8),
        );
    }
}
