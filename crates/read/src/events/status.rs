//! Whether an event happened, goes on, is planned, possible, cancelled, denied or only thought of.
//!
//! A verb tells it by tense, modal and what governs it ("plans to meet"); a noun by the words around it ("a planned
//! visit", "called off the summit", "after talks", "the vote will be held").
//! Cases: cases/events/status.md

use onrecord_model::{ExpectationKind, Status};

use super::trigger::Trigger;
use onrecord_grammar::{Class, Grammar, Lexicon, List, Mood, Verb};

/// The status of an event, with how sure that is.
pub fn of(g: &Grammar<'_>, trigger: &Trigger) -> (Status, f32) {
    let (status, score) = match &trigger.verb {
        Some(verb) => of_verb(g, verb),
        None => of_noun(g, trigger),
    };
    if matches!(status, Status::Happened | Status::Planned | Status::Possible | Status::Ongoing)
        && g.in_condition(trigger.tokens.start)
    {
        return (Status::Hypothetical, 0.8);
    }
    (status, score)
}

/// A finite verb, by its mood.
pub fn of_verb(g: &Grammar<'_>, verb: &Verb) -> (Status, f32) {
    if verb.negated && !matches!(verb.mood, Mood::Infinitive | Mood::Maybe) {
        return (Status::Denied, 0.8);
    }
    match verb.mood {
        Mood::Past | Mood::Perfect | Mood::Pluperfect | Mood::Reduced => (Status::Happened, 0.9),
        Mood::Present => (Status::Happened, 0.7),
        Mood::Progressive => {
            // A caption tells of the moment of its picture.
            let past = matches!(g.lower(verb.first), "was" | "were") || g.caption(verb.at);
            (if past { Status::Happened } else { Status::Ongoing }, 0.7)
        }
        Mood::Future => (Status::Planned, 0.9),
        Mood::Would => (Status::Planned, 0.7),
        Mood::Counterfactual => (Status::Hypothetical, 0.8),
        Mood::Maybe | Mood::Must => (Status::Possible, 0.8),
        Mood::Gerund => of_gerund(g, verb.at),
        Mood::Infinitive => of_infinitive(g, verb),
    }
}

/// "after meeting him" happened, "denied meeting him" did not, "considered meeting him" may.
fn of_gerund(g: &Grammar<'_>, at: usize) -> (Status, f32) {
    let Some(k) = g.before(at) else { return (Status::Happened, 0.5) };
    match g.class(k) {
        Class::Preposition if matches!(g.lower(k), "before" | "ahead" | "without" | "against" | "for" | "of") => {
            if g.lower(k) == "without" { (Status::Denied, 0.8) } else { cued(g, k).unwrap_or((Status::Possible, 0.5)) }
        }
        Class::Word => cue_at(g, k).unwrap_or((Status::Happened, 0.5)),
        _ => (Status::Happened, 0.7),
    }
}

/// "plans to meet", "refused to meet", "flew to Oslo to meet".
fn of_infinitive(g: &Grammar<'_>, verb: &Verb) -> (Status, f32) {
    let Some(governor) = verb.governor else { return (Status::Possible, 0.4) };
    // “not ready yet” to talk: the mark and the adverb stand between.
    let governor = if g.class(governor) == Class::Close { governor.saturating_sub(1) } else { governor };
    let governor = if g.class(governor) == Class::Adverb { g.before(governor).unwrap_or(governor) } else { governor };
    let negated = verb.negated || g.denied_before(governor);
    let lower = g.lower(governor);
    if let Some(form) = g.lexicon.future_verbs.get(lower) {
        let status = match form.what.status {
            _ if matches!(lower, "refused" | "refuses" | "refuse" | "declined" | "failed" | "declines") => {
                Status::Denied
            }
            // "no longer plans to", "has no plans to", "did not agree to"
            Status::Planned if negated => Status::Cancelled,
            _ if negated => Status::Denied,
            status => status,
        };
        return (status, 0.85);
    }
    if let Some(status) = g.lexicon.event_status.get(lower) {
        let status = match status {
            Status::Possible if negated && lower != "ready" => Status::Denied,
            Status::Planned if negated => Status::Cancelled,
            status => status,
        };
        return (status, 0.8);
    }
    if g.class(governor) == Class::Be {
        let past = matches!(g.lower(governor), "was" | "were");
        return (if past { Status::Possible } else { Status::Planned }, 0.8);
    }
    if g.class(governor) == Class::Have {
        return (Status::Possible, 0.6);
    }
    // "urged the mayor to resign": the verb that has the mayor as object tells.
    if let Some(found) = object_control(g, governor) {
        return found;
    }
    if negated { (Status::Cancelled, 0.6) } else { (Status::Planned, 0.5) }
}

fn object_control(g: &Grammar<'_>, from: usize) -> Option<(Status, f32)> {
    let low = g.clause_start(from).max(from.saturating_sub(12));
    for k in (low..from).rev() {
        if g.is(k, &[Class::Word, Class::Said])
            && let Some((_, form)) = g.longest(&g.lexicon.future_verbs, k)
        {
            let negated = g.denied_before(k);
            // Whoever expects another to act does not plan it.
            let foretold = form.what.kind == Some(ExpectationKind::Prediction);
            let status = if foretold { Status::Possible } else { form.what.status };
            return Some((if negated { Status::Cancelled } else { status }, 0.7));
        }
    }
    None
}

/// The status that the word at `k` gives to what it governs.
fn cue_at(g: &Grammar<'_>, k: usize) -> Option<(Status, f32)> {
    let (_, status) = g.longest(&g.lexicon.event_status, k)?;
    let negated = g.denied_before(k);
    let status = match status {
        Status::Planned if negated => Status::Cancelled,
        // "not ready yet for talks" leaves them possible; "no prospect of talks" does not.
        Status::Possible if negated && g.lower(k) != "ready" => Status::Denied,
        status => status,
    };
    Some((status, 0.8))
}

/// The nearest cue to the left of `i` in its clause.
fn cued(g: &Grammar<'_>, i: usize) -> Option<(Status, f32)> {
    let low = g.clause_start(i).max(i.saturating_sub(10));
    (low..i).rev().find_map(|k| cue_at(g, k))
}

/// A noun, by the words around it.
fn of_noun(g: &Grammar<'_>, trigger: &Trigger) -> (Status, f32) {
    let low = g.clause_start(trigger.tokens.start).max(trigger.tokens.start.saturating_sub(14));
    if let Some(found) = by_adjective(g, low, trigger.tokens.start) {
        return found;
    }
    // "a trial expected in May"
    if g.class(trigger.tokens.end) == Class::Word
        && let Some(found) = cue_at(g, trigger.tokens.end)
        && found.0 == Status::Planned
    {
        return found;
    }
    // "is meeting them now and later the council": what comes later in a caption was to come.
    if (low..trigger.tokens.start).rev().take(4).any(|k| g.lower(k) == "later")
        && (g.around(trigger.tokens.start).start..trigger.tokens.start).any(|k| matches!(g.lower(k), "is" | "are"))
    {
        return (Status::Planned, 0.6);
    }
    // What is said of it behind: the vote will be held, the summit was called off.
    predicate(g, trigger).or_else(|| by_words_before(g, low, trigger.tokens.start)).unwrap_or((Status::Happened, 0.6))
}

/// The adjectives of the noun itself: a planned visit. Looks back from token `first` to `low`.
fn by_adjective(g: &Grammar<'_>, low: usize, first: usize) -> Option<(Status, f32)> {
    let head = (low..first).rev().take_while(|&k| g.is(k, &[Class::Word, Class::Adverb, Class::Name]));
    for k in head.take(4) {
        if g.lower(k) == "next" {
            return Some((Status::Planned, 0.7));
        }
        if let Some(found) = cue_at(g, k)
            && g.on(k, List::PlannedAdjective)
        {
            return Some(cancelled_left(g, low, k).unwrap_or(found));
        }
    }
    None
}

/// The nearest word before the noun that tells, from token `first` back to `low`: "called off the summit", "held talks".
fn by_words_before(g: &Grammar<'_>, low: usize, first: usize) -> Option<(Status, f32)> {
    let mut crossed = false;
    for k in (low..first).rev() {
        if crossed && g.class(k) == Class::Said {
            return None;
        }
        if let Some(found) = cue_at(g, k) {
            return Some(found);
        }
        match g.class(k) {
            Class::Word if g.on(k, List::LightVerb) => return Some(of_verb(g, &g.any_verb(k))),
            Class::Preposition if !crossed => {
                if let Some(found) = by_preposition(g, low, k) {
                    return Some(found);
                }
                crossed = true;
            }
            Class::Have => return Some(of_verb(g, &g.any_verb(k))),
            Class::Word => {
                let form = g.lexicon.event_verbs.get(g.lower(k));
                if let Some(verb) = form.and_then(|form| g.verb(k, 1, form.forms, true)) {
                    return Some(of_verb(g, &verb));
                }
            }
            Class::Modal => {
                return match g.lower(k) {
                    "could" | "may" | "might" | "can" => Some((Status::Possible, 0.7)),
                    _ => Some((Status::Planned, 0.7)),
                };
            }
            Class::Stop | Class::Relative => return None,
            _ => {}
        }
    }
    None
}

/// What the preposition at token `k` tells of the noun behind it: "after a call", "during the dinner".
fn by_preposition(g: &Grammar<'_>, low: usize, k: usize) -> Option<(Status, f32)> {
    if k > low
        && let Some(found) = cue_at(g, k - 1)
    {
        return Some(found);
    }
    match g.lower(k) {
        word if g.lexicon.on(word, List::BehindWhich) => Some((future_clause(g, k).unwrap_or(Status::Happened), 0.8)),
        // "two days before the crash", "left before the vote"
        "before" | "ahead" => {
            let told = (low..k).any(|j| past(g, j));
            Some((if told { Status::Happened } else { Status::Planned }, 0.5))
        }
        _ => None,
    }
}

/// "cancelled his planned visit": the calling off counts.
fn cancelled_left(g: &Grammar<'_>, low: usize, k: usize) -> Option<(Status, f32)> {
    (low..k).rev().take(4).find_map(|j| cue_at(g, j)).filter(|f| f.0 == Status::Cancelled)
}

/// A verb of the past at `j`.
fn past(g: &Grammar<'_>, j: usize) -> bool {
    let lower = g.lower(j);
    matches!(lower, "was" | "were" | "had" | "came" | "went" | "left")
        || (g.class(j) == Class::Word && lower.ends_with("ed"))
        || g.lexicon.event_verbs.get(lower).is_some_and(|form| form.forms.past)
}

/// "will be led at a meeting": what a future clause does in a meeting, it does in a future one.
fn future_clause(g: &Grammar<'_>, k: usize) -> Option<Status> {
    let low = g.clause_start(k).max(k.saturating_sub(10));
    (low..k).rev().take_while(|&j| !g.is(j, &[Class::Said, Class::Stop])).find_map(|j| {
        (g.class(j) == Class::Modal).then(|| match g.lower(j) {
            "could" | "may" | "might" => Some(Status::Possible),
            "will" | "'ll" | "’ll" => Some(Status::Planned),
            _ => None,
        })?
    })
}

/// The verb that a noun is subject of, where that follows soon behind it.
fn predicate(g: &Grammar<'_>, trigger: &Trigger) -> Option<(Status, f32)> {
    let end = g.clause_end(trigger.tokens.last()).min(trigger.tokens.last() + 14);
    // "a meeting with the mayor" as object has no verb of its own: a verb before it in the clause stands against it.
    let start = g.clause_start(trigger.tokens.start);
    let object = (start..trigger.tokens.start).any(|k| {
        g.is(k, &[Class::Be, Class::Have, Class::Modal, Class::To])
            || (g.class(k) == Class::Word && (super::is_verb(g.lexicon, g.lower(k)) || g.on(k, List::LightVerb)))
    });
    if object {
        return None;
    }
    for k in trigger.tokens.end..end {
        match g.class(k) {
            // "was lively", "is not a small matter" tell nothing of it.
            Class::Be if !(k + 1..end.min(k + 4)).any(|j| done(g.lexicon, g.lower(j))) => return None,
            Class::Modal | Class::Be | Class::Have => {
                return Some(predicate_at(g, k, end));
            }
            Class::Comma => return None,
            Class::Word => {
                if let Some(status) = g.lexicon.event_status.get(g.lower(k)) {
                    return Some((status, 0.7));
                }
            }
            _ => {}
        }
    }
    None
}

/// A participle, or a word that a cue list knows.
fn done(lexicon: &Lexicon, lower: &str) -> bool {
    lower.ends_with("ed") || lexicon.on(lower, List::DoneWord)
}

/// From the auxiliary at `k` on: "was cancelled", "is scheduled", "will be held", "could take place".
fn predicate_at(g: &Grammar<'_>, k: usize, end: usize) -> (Status, f32) {
    let negated = (k..end.min(k + 4)).any(|j| g.class(j) == Class::Not);
    let cue = (k + 1..end.min(k + 6)).find_map(|j| g.lexicon.event_status.get(g.lower(j)));
    if cue == Some(Status::Cancelled) {
        return (Status::Cancelled, 0.9);
    }
    let status = match g.class(k) {
        Class::Modal => match g.lower(k) {
            "could" | "may" | "might" | "can" | "should" => Status::Possible,
            _ => Status::Planned,
        },
        Class::Be if matches!(g.lower(k), "is" | "are" | "'s" | "’s") => cue.unwrap_or(Status::Happened),
        _ => cue.unwrap_or(Status::Happened),
    };
    let status = match (negated, status) {
        (true, Status::Happened) => Status::Denied,
        (true, _) => Status::Cancelled,
        (false, status) => status,
    };
    (status, 0.8)
}
