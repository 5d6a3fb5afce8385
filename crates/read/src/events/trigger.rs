//! Words that name an event: "met", "a meeting", "called off", with their kind and how they stand.
//!
//! Leaves alone: nouns that only modify another ("meeting room"), verbs that need somebody as object and have none
//! ("called it a success"), participles used as adjectives ("the proposed visit").
//! Cases: cases/events/triggers.md

use onrecord_grammar::verbs::{EventFrame, Pattern};
use onrecord_model::{EntityKind, EventKind, Span};

use super::participants;
use crate::cast::Cast;
use onrecord_grammar::{Class, Grammar, List, Mood, Tokens, Verb};

/// One word or phrase that names an event.
#[derive(Clone, Debug)]
pub struct Trigger {
    pub tokens: Tokens,
    pub kind: EventKind,
    pub plover: Option<&'static str>,
    pub pattern: Pattern,
    /// Absent where the trigger is a noun.
    pub verb: Option<Verb>,
    pub lemma: &'static str,
}

/// All triggers of an article, in text order.
pub fn find(g: &Grammar<'_>, cast: &Cast) -> Vec<Trigger> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < g.tokens.len() {
        match at(g, cast, i) {
            Some(trigger) => {
                i = trigger.tokens.end;
                found.push(trigger);
            }
            None => i += 1,
        }
    }
    found
}

fn at(g: &Grammar<'_>, cast: &Cast, i: usize) -> Option<Trigger> {
    if g.is(i, &[Class::Open, Class::Close, Class::Comma, Class::Stop, Class::Mark, Class::Number]) {
        return None;
    }
    let noun = g.longest(&g.lexicon.event_nouns, i);
    if let Some((n, form)) = g.longest(&g.lexicon.event_verbs, i)
        && noun.is_none_or(|(m, _)| m <= n)
    {
        let may_be_noun = noun.is_some() || g.on(i, List::AlsoNoun);
        if let Some(verb) = g.verb(i, n, form.forms, may_be_noun) {
            return fits(g, cast, settle(g, cast, build(i, n, form.lemma, form.what, Some(verb))));
        }
    }
    let (n, frame) = noun?;
    is_noun(g, i, n).then(|| build(i, n, "", frame, None))
}

fn build(i: usize, n: usize, lemma: &'static str, frame: EventFrame, verb: Option<Verb>) -> Trigger {
    let EventFrame { kind, plover, pattern } = frame;
    Trigger { tokens: Tokens::from(i..i + n), kind, plover, pattern, verb, lemma }
}

/// Verbs whose kind depends on whom or what they are done to.
fn settle(g: &Grammar<'_>, cast: &Cast, mut trigger: Trigger) -> Trigger {
    if !matches!(trigger.lemma, "dismiss" | "release") {
        return trigger;
    }
    let seen = match trigger.verb {
        Some(verb) if verb.passive => participants::subject(g, cast, verb.first, false).into_iter().next(),
        _ => participants::direct_object(g, cast, trigger.tokens.last()),
    };
    let somebody = seen.is_some_and(|s| matches!(cast.entity(s.entity).kind, EntityKind::Person | EntityKind::Group));
    let next = trigger.tokens.end;
    let thing = match trigger.lemma {
        "dismiss" => (next..next + 4).any(|k| g.on(k, List::SaidThing)),
        _ => seen.is_none() && g.is(next, &[Class::Determiner, Class::Possessive, Class::Name]),
    };
    (trigger.kind, trigger.plover) = match (trigger.lemma, somebody) {
        ("dismiss", false) if thing => (EventKind::Reject, Some("REJECT")),
        ("release", false) if thing => (EventKind::Publish, None),
        _ => (trigger.kind, trigger.plover),
    };
    trigger
}

/// Verbs that name an event only with a thing they are done to, or with none.
fn sound(g: &Grammar<'_>, trigger: &Trigger) -> bool {
    let Some(verb) = &trigger.verb else { return true };
    let next = trigger.tokens.end;
    let thing = g.is(next, &[Class::Determiner, Class::Possessive, Class::Name, Class::Number, Class::Open])
        || (g.class(next) == Class::Word && !matches!(g.lower(next), "out" | "off" | "up" | "down" | "back" | "away"));
    match trigger.lemma {
        // "dropped out", "eased slightly", "delivered on it" are others.
        lemma if g.lexicon.on(lemma, List::PriceVerb) => verb.passive || thing,
        // "leads the race" is a state, "led a delegation" an event.
        "lead" | "chair" => (next..next + 6).any(|k| g.lexicon.event_nouns.has(g.lower(k)) || g.on(k, List::HeldThing)),
        "push back" => !matches!(g.lower(next), "against" | "on" | "at"),
        // "demonstrates that", "demonstrated the device"
        "demonstrate" => !g.is(next, &[Class::Subordinator, Class::Determiner, Class::Possessive, Class::Name]),
        // "hours of flying time"
        "fly" | "travel" => !(g.lower(next) == "time" || (g.class(next) == Class::Word && verb.mood == Mood::Gerund)),
        _ => true,
    }
}

/// A trigger with the pattern `person` needs somebody to be met, called, charged.
fn fits(g: &Grammar<'_>, cast: &Cast, trigger: Trigger) -> Option<Trigger> {
    if !sound(g, &trigger) {
        return None;
    }
    if trigger.pattern != Pattern::Person || trigger.verb.is_some_and(|v| v.passive) {
        return Some(trigger);
    }
    let object = participants::direct_object(g, cast, trigger.tokens.last())?;
    // "called his visit a success": the visit, not him.
    let tail = g.token_at(object.span.end.saturating_sub(1)) + 1;
    if g.class(g.token_at(object.span.start)) == Class::Possessive || g.class(tail) == Class::Possessive {
        return None;
    }
    let somebody =
        matches!(cast.entity(object.entity).kind, EntityKind::Person | EntityKind::Group | EntityKind::Organization);
    // "called the mayor a liar": what follows says something of the object.
    let behind = g.token_at(object.span.end.saturating_sub(1)) + 1;
    let open = g.is(behind, &[Class::Determiner, Class::Open, Class::Possessive]);
    (somebody && !(open && trigger.kind == EventKind::Call)).then_some(trigger)
}

/// No noun of an event where it only modifies the next word.
fn is_noun(g: &Grammar<'_>, i: usize, n: usize) -> bool {
    if g.capital(i) && g.class(i) == Class::Name && !g.headline(i) && g.class(i + n) == Class::Name {
        return false;
    }
    // "Ruiz calls the vote a farce": a verb, though not one of the list's.
    let before = if i > g.around(i).start { g.class(i - 1) } else { Class::Stop };
    let subject = matches!(before, Class::Name | Class::Subject | Class::Comma | Class::Close | Class::Relative)
        || (before == Class::Word && matches!(g.lower(i), "calls" | "call")) && !g.on(i - 1, List::CompoundLead);
    let object =
        g.is(i + 1, &[Class::Determiner, Class::Name, Class::Possessive, Class::Pronoun, Class::Open, Class::Word]);
    if n == 1 && g.lexicon.event_verbs.has(g.lower(i)) && subject && object && g.lower(i + 1) != "with" {
        return false;
    }
    if g.lower(i) == "face-to-face" && g.class(i + 1) == Class::Word {
        return false;
    }
    !g.on(i + n, List::CompoundTail)
}

impl Trigger {
    pub fn span(&self, g: &Grammar<'_>) -> Span {
        g.span_of(self.tokens)
    }
}
