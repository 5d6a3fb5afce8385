//! The participants of an event: the subject before it, the object after it, "with", "by", "between A and B", "A's meeting".
//!
//! Leaves alone: those that the event is about ("talks on Ukraine") and where it is ("in Oslo").
//! Cases: cases/events/participants.md

use std::cell::LazyCell;

use onrecord_model::{EntityKind, EventKind, Form, Participant, ParticipantRole, Who};

use onrecord_grammar::verbs::Pattern;

use super::trigger::Trigger;
use crate::cast::{Cast, Seen};
use onrecord_grammar::{Class, Grammar, List, Mood, Verb};

/// As many participants as one event is given.
const MOST: usize = 8;

/// The mentions in a range of tokens that lie in no other, in text order; at most `4 * MOST`.
fn outer(g: &Grammar<'_>, cast: &Cast, range: std::ops::Range<usize>) -> Vec<Seen> {
    let mut out: Vec<Seen> = Vec::new();
    if range.start >= range.end {
        return out;
    }
    for seen in cast.within(g.span_of(range)).take(8 * MOST) {
        if out.last().is_none_or(|last| !last.span.holds(seen.span)) {
            out.push(seen);
            if out.len() == 4 * MOST {
                break;
            }
        }
    }
    out
}

fn first_token(g: &Grammar<'_>, seen: Seen) -> usize {
    g.token_at(seen.span.start)
}

fn token_behind(g: &Grammar<'_>, seen: Seen) -> usize {
    g.token_at(seen.span.end.saturating_sub(1)) + 1
}

/// Only people, organisations, groups and places that act like one.
fn acts(cast: &Cast, seen: Seen) -> bool {
    matches!(
        cast.entity(seen.entity).kind,
        EntityKind::Person | EntityKind::Organization | EntityKind::Group | EntityKind::Place
    )
}

/// Who is the subject of the verb whose group begins at token `first`: one, or several joined by "and". The tree tells; where its subject
/// is nobody of the cast, who stands before the verb in its clause.
pub fn subject(g: &Grammar<'_>, cast: &Cast, first: usize, lenient: bool) -> Vec<Seen> {
    // "HALM (TRV) - The mayor left": what one mark parts from the verb is a dateline; two hold an aside.
    let parted = |head: usize| {
        (head.min(first)..first).filter(|&k| g.class(k) == Class::Stop || g.word(k) == "-").count() % 2 == 1
    };
    // Where nobody is named the tree need not be made.
    let around = g.around(first);
    let anybody = cast.within(g.span_of(around.start..around.end)).any(|m| acts(cast, m));
    if anybody && let Some(head) = g.subject_head(first).filter(|head| !parted(*head)) {
        let phrase = g.phrase(head);
        // "The mayor who left": what is told of the noun is part of its phrase.
        let start = (phrase.start..head).rev().find(|&k| g.class(k) == Class::Stop).map_or(phrase.start, |k| k + 1);
        let told = (head + 1..phrase.end).find(|&k| g.is(k, &[Class::Relative, Class::Subordinator, Class::Stop]));
        let end = told.unwrap_or(phrase.end).min(if first > head { first } else { phrase.end });
        let here = subjects_in(g, cast, start..end);
        if !here.is_empty() {
            let head = g.tokens[head].span;
            let lead = here.iter().position(|m| m.span.holds(head)).unwrap_or(0);
            return joined(g, &here[lead..]);
        }
    }
    before(g, cast, first, lenient)
}

/// The mentions in a range of tokens that may be a subject.
fn subjects_in(g: &Grammar<'_>, cast: &Cast, range: std::ops::Range<usize>) -> Vec<Seen> {
    let start = range.start;
    outer(g, cast, range)
        .into_iter()
        .filter(|m| acts(cast, *m) && !g.on_preposition(first_token(g, *m), start))
        .filter(|m| g.class(token_behind(g, *m)) != Class::Possessive)
        // "US Secretary of State Ana Ruiz": the country belongs to the title.
        .filter(|m| cast.entity(m.entity).kind != EntityKind::Place || g.class(token_behind(g, *m)) != Class::Name)
        .collect()
}

/// The first of several mentions, with those that "and" joins to it.
fn joined(g: &Grammar<'_>, here: &[Seen]) -> Vec<Seen> {
    let mut several = vec![here[0]];
    for &next in &here[1..] {
        let Some(&last) = several.last() else { break };
        let gap = token_behind(g, last)..first_token(g, next);
        let joined = gap.clone().any(|k| matches!(g.lower(k), "and" | ","));
        let plain = gap.clone().all(|k| {
            g.is(k, &[Class::And, Class::Comma, Class::Name, Class::Determiner, Class::Word]) || g.lower(k) == "of"
        });
        let near = gap.len() <= 8 && gap.clone().filter(|&k| g.class(k) == Class::Word).count() <= 3;
        if joined && plain && near && gap.clone().any(|k| g.lower(k) == "and") {
            several.push(next);
        } else {
            break;
        }
    }
    several
}

/// Who stands before token `first` in its clause, or in the one that it belongs to.
fn before(g: &Grammar<'_>, cast: &Cast, first: usize, lenient: bool) -> Vec<Seen> {
    let low = g.around(first).start;
    let mut end = first;
    // "Ana Ruiz, who joined on Tuesday, voted": the subject stands before what the commas hold.
    if !lenient && first > low && g.class(first - 1) == Class::Comma {
        let floor = low.max(first.saturating_sub(22));
        if let Some(comma) = (floor..first - 1).rev().find(|&k| g.is(k, &[Class::Comma, Class::Stop]))
            && g.class(comma) == Class::Comma
        {
            end = comma;
        }
    }
    for _ in 0..4 {
        let mut start = g.clause_start(end).max(low);
        if let Some(said) = (start..end).rev().find(|&k| g.class(k) == Class::Said) {
            start = said + 1;
        }
        let here = subjects_in(g, cast, start..end);
        if !here.is_empty() {
            // "If Harrow votes for it, Ana Ruiz will resign": she stands right before the verb.
            let mut leads = (0..here.len()).map(|k| joined(g, &here[k..]));
            let beside =
                |several: &Vec<Seen>| several.last().is_some_and(|m| g.before(first) == Some(token_behind(g, *m) - 1));
            return leads.find(beside).unwrap_or_else(|| joined(g, &here));
        }
        if start <= low {
            return Vec::new();
        }
        // An own subject that names nobody: "the two men met".
        let own = (start..end).any(|k| g.is(k, &[Class::Word, Class::Name, Class::Pronoun, Class::Determiner]));
        let gate = g.class(start - 1);
        if gate == Class::Relative {
            let before = outer(g, cast, start.saturating_sub(14).max(low)..start - 1);
            return before.into_iter().rfind(|m| acts(cast, *m)).into_iter().collect();
        }
        if (own && !lenient) || matches!(gate, Class::Open | Class::Said) {
            return Vec::new();
        }
        end = start - 1;
    }
    Vec::new()
}

/// The mention directly behind token `last`, titles and articles aside.
pub fn direct_object(g: &Grammar<'_>, cast: &Cast, last: usize) -> Option<Seen> {
    let end = g.clause_end(last);
    let seen = outer(g, cast, last + 1..end.min(last + 9)).into_iter().next()?;
    (last + 1..first_token(g, seen))
        .all(|k| g.is(k, &[Class::Determiner, Class::Name, Class::Word, Class::Possessive, Class::Mark]))
        .then_some(seen)
}

/// Mentions behind token `last` with the preposition that each hangs on.
fn behind<'g>(g: &'g Grammar<'_>, cast: &Cast, last: usize) -> Vec<(Seen, &'g str)> {
    let end = g.clause_end(last).min(last + 30);
    let mut out = Vec::new();
    let mut preposition = "";
    let mut k = last + 1;
    for seen in outer(g, cast, last + 1..end) {
        let at = first_token(g, seen);
        while k < at {
            match g.class(k) {
                Class::Preposition | Class::To => preposition = g.lower(k),
                Class::Comma if preposition.is_empty() => preposition = ",",
                Class::Word if g.lower(k) == "involving" => preposition = "with",
                _ => {}
            }
            k += 1;
        }
        out.push((seen, preposition));
        k = token_behind(g, seen);
    }
    out
}

/// Those who take part, each once, up to `MOST`.
#[derive(Default)]
struct Parties(Vec<Participant>);

impl Parties {
    fn add(&mut self, seen: Seen, role: ParticipantRole) {
        if self.0.len() < MOST && self.0.iter().all(|p| p.entity != Some(seen.entity)) {
            self.0.push(Participant { entity: Some(seen.entity), span: Some(seen.span), role });
        }
    }
}

/// Everybody who takes part, and where.
pub fn participants(g: &Grammar<'_>, cast: &Cast, trigger: &Trigger) -> (Vec<Participant>, Option<Who>) {
    let mut parties = Parties::default();
    let mut place = None;
    let subjects = subjects(g, cast, trigger);
    let noun = trigger.verb.is_none();
    let undergoes = is_passive(trigger) || trigger.pattern == Pattern::Patient;
    for seen in &subjects {
        let owned = noun && trigger.pattern == Pattern::Both && undergone(trigger.kind);
        parties.add(*seen, if undergoes || owned { ParticipantRole::Patient } else { ParticipantRole::Agent });
    }
    let mut between = false;
    let object = LazyCell::new(|| {
        trigger.verb.filter(|v| !v.passive).and_then(|v| g.object_head(v.at)).map(|head| g.phrase(head))
    });
    for (seen, preposition) in behind(g, cast, trigger.tokens.last()) {
        let kind = cast.entity(seen.entity).kind;
        let is_place = kind == EntityKind::Place;
        if g.lexicon.on(preposition, List::PlacePreposition) && is_place || preposition == "at" {
            if place.is_none() && matches!(kind, EntityKind::Place | EntityKind::Organization) {
                place = Some(Who { span: Some(seen.span), entity: Some(seen.entity) });
            }
        } else if acts(cast, seen) {
            between |= preposition == "between";
            // "works to ease the tensions, he said": he is no part of the object.
            if matches!(preposition, "" | ",")
                && object.as_ref().is_some_and(|phrase| !phrase.contains(&first_token(g, seen)))
            {
                continue;
            }
            if let Some(role) = role_behind(trigger, preposition) {
                parties.add(seen, role);
            }
        }
    }
    if noun && subjects.is_empty() && !between {
        add_clause_subject(g, cast, trigger, &mut parties);
    }
    // "cancelled their meeting": theirs is the subject's.
    if noun && parties.0.len() < 2 && trigger.pattern == Pattern::Mutual && g.owned_by_pronoun(trigger.tokens.start) {
        for seen in g.governor(trigger.tokens.start).map_or(Vec::new(), |h| subject(g, cast, h.at, true)) {
            parties.add(seen, ParticipantRole::Agent);
        }
    }
    // Nobody of the cast: the words themselves, "five hundred rebels".
    if let Some(verb) = trigger.verb
        && subjects.is_empty()
        && !matches!(verb.mood, Mood::Infinitive | Mood::Gerund | Mood::Reduced)
        && let Some(span) = g.plain_subject(&verb)
    {
        let role = if undergoes { ParticipantRole::Patient } else { ParticipantRole::Agent };
        parties.0.insert(0, Participant { entity: None, span: Some(span), role });
    }
    if place.is_none() {
        place = ahead(g, cast, trigger.tokens.start);
    }
    (parties.0, place)
}

/// Who stands before the trigger: the subject of a verb, of an infinitive whoever is urged to it; of a noun its owners.
fn subjects(g: &Grammar<'_>, cast: &Cast, trigger: &Trigger) -> Vec<Seen> {
    let Some(verb) = trigger.verb else { return owners(g, cast, trigger.tokens.start) };
    let control = if verb.mood == Mood::Infinitive { controlled(g, cast, &verb) } else { Vec::new() };
    let lenient = matches!(verb.mood, Mood::Infinitive | Mood::Gerund);
    match control {
        some if !some.is_empty() => some,
        _ if verb.mood == Mood::Reduced => Vec::new(),
        _ => subject(g, cast, verb.first, lenient),
    }
}

fn is_passive(trigger: &Trigger) -> bool {
    trigger.verb.is_some_and(|verb| verb.passive)
}

/// What somebody is who stands behind the trigger with a preposition: "talks with the mayor", "arrested by the police".
fn role_behind(trigger: &Trigger, preposition: &str) -> Option<ParticipantRole> {
    let (noun, passive) = (trigger.verb.is_none(), is_passive(trigger));
    match preposition {
        "by" if passive || noun => Some(ParticipantRole::Agent),
        "between" => Some(if noun { ParticipantRole::Other } else { ParticipantRole::Patient }),
        "with" | "among" => Some(ParticipantRole::Other),
        "against" => Some(ParticipantRole::Patient),
        "to" if matches!(trigger.pattern, Pattern::Mutual) || noun => Some(ParticipantRole::Patient),
        "of" if noun && trigger.pattern == Pattern::Both => Some(ParticipantRole::Patient),
        "of" if noun => Some(ParticipantRole::Other),
        "on" if noun && trigger.pattern == Pattern::Both => Some(ParticipantRole::Patient),
        "" | "," if !noun && trigger.pattern != Pattern::Agent && !passive => Some(ParticipantRole::Patient),
        _ => None,
    }
}

/// "said in an interview with", "held talks with": the clause's subject takes part.
fn add_clause_subject(g: &Grammar<'_>, cast: &Cast, trigger: &Trigger, parties: &mut Parties) {
    let Some(head) = g.governor(trigger.tokens.start) else { return };
    let mutual = trigger.pattern == Pattern::Mutual;
    let role = if mutual || head.light { ParticipantRole::Agent } else { ParticipantRole::Other };
    // "said at a press conference"
    let speaks = trigger.kind == EventKind::Speak && g.class(head.at) == Class::Said;
    if head.light || speaks || mutual {
        for seen in subject(g, cast, head.at, true) {
            parties.add(seen, role);
        }
    }
}

/// "his arrest", "Ruiz's release": the owner of the noun undergoes it.
fn undergone(kind: EventKind) -> bool {
    use EventKind::*;
    matches!(
        kind,
        Arrest | Release | Kill | Jail | Convict | Acquit | Charge | Appoint | Elect | Dismiss | Other | Sentence | Die
    )
}

/// "In Oslo the two leaders met": a place at the head of the sentence.
fn ahead(g: &Grammar<'_>, cast: &Cast, i: usize) -> Option<Who> {
    let low = g.around(i).start;
    (matches!(g.lower(low), "in" | "at") && low + 1 < i)
        .then(|| outer(g, cast, low + 1..i.min(low + 6)).into_iter().next())
        .flatten()
        .filter(|m| cast.entity(m.entity).kind == EntityKind::Place)
        .map(|m| Who { span: Some(m.span), entity: Some(m.entity) })
}

/// "urged the mayor to resign": the mayor is to resign.
fn controlled(g: &Grammar<'_>, cast: &Cast, verb: &Verb) -> Vec<Seen> {
    let Some(before) = verb.governor else { return Vec::new() };
    let low = before.saturating_sub(14).max(g.around(verb.at).start);
    let near = outer(g, cast, low..before + 1);
    let Some((&last, rest)) = near.split_last() else { return Vec::new() };
    let ends = g.tokens.get(before).is_some_and(|t| t.span.end == last.span.end);
    let head = first_token(g, last);
    // "for the mayor to resign" controls as well; "of the mayor to" does not.
    let phrase = (low..head).rev().find(|&k| !g.is(k, &[Class::Determiner, Class::Word, Class::Name, Class::And]));
    let hung = phrase.is_some_and(|k| g.class(k) == Class::Preposition && !matches!(g.lower(k), "for" | "on"));
    if !ends || !acts(cast, last) || hung {
        return Vec::new();
    }
    let mut all = vec![last];
    if let Some(&other) = rest.last()
        && head > 0
        && (token_behind(g, other)..head).any(|k| g.lower(k) == "and")
        && (token_behind(g, other)..head).all(|k| g.is(k, &[Class::And, Class::Name, Class::Word, Class::Determiner]))
        && acts(cast, other)
    {
        all.insert(0, other);
    }
    all
}

/// Whose event a noun names: "Ruiz's visit", "his meeting", "a Russian barrage", "the Ruiz-Ode summit".
fn owners(g: &Grammar<'_>, cast: &Cast, first: usize) -> Vec<Seen> {
    let low = g.around(first).start;
    let mut k = first;
    while k > low && first - k < 7 {
        match g.class(k - 1) {
            Class::Word | Class::Name | Class::Possessive | Class::Number | Class::Mark | Class::Adverb => k -= 1,
            _ => break,
        }
    }
    if k == first {
        return Vec::new();
    }
    let mut out: Vec<Seen> = outer(g, cast, k..first)
        .into_iter()
        .filter(|m| acts(cast, *m))
        .filter(|m| {
            let behind = token_behind(g, *m);
            m.form == Form::Pronoun
                || behind >= first
                || g.class(behind) == Class::Possessive
                || (behind..first).all(|t| g.is(t, &[Class::Word, Class::Name, Class::Possessive]))
        })
        .collect();
    // A place before the noun is where it is ("a White House meeting"), unless it is possessive.
    out.retain(|m| {
        cast.entity(m.entity).kind != EntityKind::Place || g.class(token_behind(g, *m)) == Class::Possessive
    });
    out.truncate(2);
    out
}
