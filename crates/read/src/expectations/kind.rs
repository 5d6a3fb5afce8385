//! Plan, promise, prediction, threat, demand or possibility: by the cue, the subject and the words that hedge.
//!
//! First person about one's own act is a promise, a scheduled or arranged act a plan, a hedged one or "something is
//! going to happen" a prediction, "could" a possibility.
//! Cases: cases/expectations/kind.md

use onrecord_model::{EntityKind, EventKind, ExpectationKind};

use super::cue::{Cue, Way};
use super::holder::Subject;
use crate::cast::Cast;
use onrecord_grammar::{Class, Grammar, List, Tokens};

/// A cue in its clause, with what decides about its kind.
#[derive(Clone, Copy)]
pub struct Clause<'a> {
    pub cue: &'a Cue,
    pub tokens: Tokens,
    pub subject: Subject,
    /// The entity that says it.
    pub source: Option<u32>,
    /// It hangs on an if-clause.
    pub conditional: bool,
}

impl Clause<'_> {
    fn has(&self, g: &Grammar<'_>, list: &[&str]) -> bool {
        self.tokens.indices().any(|k| list.contains(&g.lower(k)))
    }
}

/// The kind of an expectation: by its cue, else by the verb above it, by a hedge, by its subject.
pub fn of(g: &Grammar<'_>, cast: &Cast, clause: &Clause<'_>) -> ExpectationKind {
    let Clause { cue, tokens, subject, source, conditional } = *clause;
    if let Some(kind) = by_cue(g, cast, clause).or_else(|| governing(g, cue, subject, source)) {
        return kind;
    }
    let ahead = (tokens.start.saturating_sub(3)..tokens.start).any(|k| g.lower(k) == "hopefully");
    if ahead || clause.has(g, &["hopefully", "perhaps", "possibly", "maybe"]) || conditional {
        return ExpectationKind::Possibility;
    }
    if clause.has(g, &["think", "believe", "probably", "likely", "guess", "almost"]) && !meets(g, cue) {
        return ExpectationKind::Prediction;
    }
    by_subject(g, cast, clause)
}

/// The kind that a cue tells by itself; "will" and "would" tell none.
fn by_cue(g: &Grammar<'_>, cast: &Cast, clause: &Clause<'_>) -> Option<ExpectationKind> {
    use ExpectationKind::*;
    let Clause { cue, subject, conditional, .. } = *clause;
    match cue.way {
        Way::Noun | Way::Adjective | Way::Must => Some(cue.kind),
        Way::Could => Some(Possibility),
        Way::Wants => Some(cue.kind),
        Way::Intends => Some(if conditional && cue.kind != Threat { Possibility } else { cue.kind }),
        Way::Is => {
            let arranged =
                cue.kind == Prediction && !clause.has(g, &["likely", "unlikely", "certain", "bound", "sure", "tipped"]);
            let somebody = matches!(subject, Subject::Seen(e)
                if matches!(cast.entity(e).kind, EntityKind::Person | EntityKind::Organization));
            let plan = arranged && (somebody || meets(g, cue)) && !suffers(g, cue) && !begins(g, cue);
            Some(if plan { Plan } else { cue.kind })
        }
        _ => None,
    }
}

/// The kind by who is to act: "I will" promises, "the vote will be held" is arranged, "the rain will" is foretold.
fn by_subject(g: &Grammar<'_>, cast: &Cast, clause: &Clause<'_>) -> ExpectationKind {
    use ExpectationKind::*;
    let Clause { cue, tokens, subject, source, .. } = *clause;
    match subject {
        Subject::First => {
            if suffers(g, cue) {
                Prediction
            } else {
                Promise
            }
        }
        Subject::Seen(e) if Some(e) == source => {
            if meets(g, cue) || dated(g, tokens.last()) {
                Plan
            } else {
                Promise
            }
        }
        Subject::Seen(e) => match cast.entity(e).kind {
            EntityKind::Person | EntityKind::Organization | EntityKind::Group => {
                if suffers(g, cue) {
                    Prediction
                } else {
                    Plan
                }
            }
            _ => Prediction,
        },
        Subject::Other => {
            if event_subject(g, cue, tokens.start) || held(g, cue) || meets(g, cue) {
                Plan
            } else {
                Prediction
            }
        }
    }
}

/// "vowed that he would", "warned that it will": the verb that the clause hangs on tells.
fn governing(g: &Grammar<'_>, cue: &Cue, subject: Subject, source: Option<u32>) -> Option<ExpectationKind> {
    let low = g.around(cue.tokens.start).start;
    let start = g.clause_start(cue.tokens.start).max(low);
    let from = start.saturating_sub(3).max(low);
    let own = matches!(subject, Subject::Seen(e) if Some(e) == source);
    (from..cue.tokens.start).rev().find_map(|k| match g.lower(k) {
        "warned" | "warns" | "warning" => Some(if own { ExpectationKind::Threat } else { ExpectationKind::Prediction }),
        lower => {
            let form = g.lexicon.future_verbs.get(lower)?;
            g.lexicon.on(form.lemma, List::SpokenPlan).then_some(match form.what.kind {
                Some(kind @ (ExpectationKind::Promise | ExpectationKind::Threat)) => kind,
                _ => ExpectationKind::Prediction,
            })
        }
    })
}

/// The act is a meeting, a visit, a call, a vote: what is arranged.
fn meets(g: &Grammar<'_>, cue: &Cue) -> bool {
    let Some(act) = cue.act else { return false };
    (act..g.around(act).end.min(act + 5)).any(|k| {
        let verb = g.lexicon.event_verbs.get(g.lower(k)).map(|form| form.what.kind);
        verb.or_else(|| g.lexicon.event_nouns.get(g.lower(k)).map(|frame| frame.kind)).is_some_and(is_arranged)
    })
}

/// Kinds of event that are arranged with others.
fn is_arranged(kind: EventKind) -> bool {
    use EventKind::*;
    matches!(kind, Meet | Visit | Call | Speak | Host | Travel | Sign | Vote | Interview | Elect)
}

/// Verbs of a course that takes its time: is expected to begin, to last, to peak.
fn begins(g: &Grammar<'_>, cue: &Cue) -> bool {
    let Some(act) = cue.act else { return false };
    g.on(act, List::BeginVerb)
}

/// A date stands in the clause: numbers or a weekday.
fn dated(g: &Grammar<'_>, end: usize) -> bool {
    g.class(end) == Class::Number
}

/// Verbs of what befalls somebody, not of what one does.
fn suffers(g: &Grammar<'_>, cue: &Cue) -> bool {
    let Some(act) = cue.act else { return false };
    g.on(act, List::SufferVerb) && !matches!(g.lower(act + 1), "it" | "this" | "to")
        || (g.lower(act) == "be" && g.on(act + 1, List::AfterBe))
}

/// The subject is the noun of an event: the meeting will, the vote is going to.
fn event_subject(g: &Grammar<'_>, cue: &Cue, start: usize) -> bool {
    (start..cue.tokens.start).any(|k| g.longest(&g.lexicon.event_nouns, k).is_some())
}

/// will be held, will take place, will begin
fn held(g: &Grammar<'_>, cue: &Cue) -> bool {
    let Some(act) = cue.act else { return false };
    let passive = g.lower(act) == "be" && g.on(super::cue::onward(g, act), List::HeldParticiple);
    let place = g.lower(act) == "take" && matches!(g.lower(act + 1), "place" | "part" | "over" | "effect" | "office");
    passive || place || g.on(act, List::ArrangedVerb)
}
