//! Future-looking constructions that are not expectations: past plans, past thoughts, questions, habits, idioms.
//!
//! Cases: cases/expectations/left-alone.md

use onrecord_model::EventKind;

use super::cue::{Cue, Way};
use onrecord_grammar::{Class, Grammar, Lexicon, List};

/// True where the cue is to be left alone.
pub fn leave(g: &Grammar<'_>, cue: &Cue, in_statement: bool) -> bool {
    question(g, cue.tokens.start)
        || figure_of_speech(g, cue)
        || past_plan(g, cue)
        || denied(g, cue)
        || gate(g, cue)
        || (cue.way == Way::Would && !would_counts(g, cue, in_statement))
        || (cue.way == Way::Could && !could_counts(g, cue))
        || (cue.way == Way::Must && !(in_statement && cue.act.is_some_and(|a| g.class(a) == Class::Word)))
}

fn question(g: &Grammar<'_>, i: usize) -> bool {
    let sentence = g.sentence(i);
    let tail = sentence.end.saturating_sub(3).max(sentence.start)..sentence.end;
    tail.clone().any(|k| g.lower(k) == "?") && (i + 60 > sentence.end)
        || matches!(g.lower(g.around(i).start), "asked" | "should") && g.around(i).start + 14 > i && comma_between(g, i)
}

/// "Asked if he would run, …": the cue stands before the first comma.
fn comma_between(g: &Grammar<'_>, i: usize) -> bool {
    let low = g.around(i).start;
    g.lower(low) == "asked" && !(low..i).any(|k| g.class(k) == Class::Comma)
}

/// we'll see, you never know, I would say, would like to, as it may be.
fn figure_of_speech(g: &Grammar<'_>, cue: &Cue) -> bool {
    let Some(act) = cue.act else { return false };
    let lower = g.lower(act);
    let modal = matches!(cue.way, Way::Will | Way::GoingTo | Way::Would | Way::Could);
    if modal && g.lexicon.on(lower, List::NotedVerb) {
        return true;
    }
    if cue.way == Way::Would && g.lexicon.on(lower, List::WouldRather) {
        return true;
    }
    // "will be the first to": a remark on history.
    if modal && lower == "be" && g.lower(act + 1) == "the" && matches!(g.lower(act + 2), "first" | "last" | "only") {
        return true;
    }
    // Future perfect: will have been crushing.
    if cue.way == Way::Will && lower == "have" && participle(g.lexicon, g.lower(super::cue::onward(g, act))) {
        return true;
    }
    // "will only open when it is safe": a rule, no plan.
    if modal && (cue.tokens.start..act).any(|k| g.lower(k) == "only") {
        return true;
    }
    // A general "you" or "one" is nobody's future.
    let subject = g.before(cue.tokens.start).map_or("", |k| g.lower(k));
    matches!(subject, "you" | "one" | "anyone" | "everyone" | "nobody") && modal && !has_condition(g, cue.tokens.start)
}

fn participle(lexicon: &Lexicon, lower: &str) -> bool {
    lower.ends_with("ed")
        || matches!(lower, "been" | "had")
        || lexicon.directions.get(lower).is_some_and(|form| form.forms.participle)
}

/// An if-clause in the sentence before the cue.
pub fn has_condition(g: &Grammar<'_>, i: usize) -> bool {
    let low = g.around(i).start;
    matches!(g.lower(low), "if" | "unless") || (low < i && g.class(low) == Class::Open && g.lower(low + 1) == "if")
}

/// "had been scheduled to", "was originally expected to", "had planned to".
fn past_plan(g: &Grammar<'_>, cue: &Cue) -> bool {
    if !matches!(cue.way, Way::Is | Way::Intends | Way::Wants | Way::Noun | Way::Adjective) {
        return false;
    }
    let low = g.around(cue.tokens.start).start;
    let mut k = cue.tokens.last();
    let floor = low.max(cue.tokens.start.saturating_sub(4));
    while k > floor {
        k -= 1;
        if g.on(k, List::PastPlan) {
            return true;
        }
        if g.lower(k) == "at" && g.lower(k + 1) == "first" {
            return true;
        }
        if g.is(k, &[Class::Stop, Class::Said]) {
            break;
        }
    }
    // "canceled his planned summit"
    cue.way == Way::Adjective
        && (low..cue.tokens.start).rev().take(6).any(|k| {
            g.lexicon.event_verbs.get(g.lower(k)).is_some_and(|form| {
                matches!(form.what.kind, EventKind::Cancel | EventKind::Postpone | EventKind::Reject)
            })
        })
}

/// "no plans to", "does not plan to", "no longer plans to".
fn denied(g: &Grammar<'_>, cue: &Cue) -> bool {
    if !matches!(cue.way, Way::Intends | Way::Wants | Way::Is | Way::Noun | Way::Adjective) {
        return false;
    }
    let low = g.around(cue.tokens.start).start;
    (low..cue.tokens.last())
        .rev()
        .take(5)
        .take_while(|&k| !g.is(k, &[Class::Stop, Class::Comma, Class::Said]))
        .any(|k| g.class(k) == Class::Not || matches!(g.lower(k), "no" | "longer" | "without"))
}

/// What the clause hangs on: an indirect question, a thought of then, a saying of then.
fn gate(g: &Grammar<'_>, cue: &Cue) -> bool {
    let low = g.around(cue.tokens.start).start;
    let start = g.clause_start(cue.tokens.start).max(low);
    let gate = start.checked_sub(1).filter(|&k| k >= low);
    // Behind a comma the main clause has begun: "If they ask, I will".
    let own = !(start..cue.tokens.start).any(|k| g.class(k) == Class::Comma);
    if let Some(k) = gate.filter(|_| own) {
        match g.lower(k) {
            // "unclear whether they will": a question, unless it is whether a thing can be arranged at all.
            "whether" => return g.lower(cue.tokens.start) != "can",
            _ if g.on(k, List::QuestionWord) => return true,
            "when" | "as" if matches!(cue.way, Way::Would | Way::Intends | Way::GoingTo | Way::Will) => return true,
            _ => {}
        }
    }
    // "he said he would", "they thought it would": look at the verb that the clause hangs on.
    let clause_low = low.max(start.saturating_sub(10));
    for k in (clause_low..cue.tokens.start).rev() {
        match g.lower(k) {
            "think" if k > 0 && g.lower(k - 1) == "you" => return true,
            word if g.lexicon.on(word, List::ThoughtVerb) => {
                return true;
            }
            word if g.lexicon.on(word, List::AnnouncedVerb) => {
                return k != cue.tokens.start && said_then(g, k, low);
            }
            ";" | "." => break,
            _ => {}
        }
    }
    false
}

/// A saying of then: "had said", "after he said", "when she promised", "said last week".
fn said_then(g: &Grammar<'_>, said: usize, low: usize) -> bool {
    let mut k = said;
    let mut n = 0;
    while k > low && n < 9 {
        k -= 1;
        n += 1;
        match g.lower(k) {
            "had" => return true,
            "after" | "when" | "since" => return true,
            "before" | "previously" | "initially" | "originally" => return true,
            _ => {}
        }
        if g.is(k, &[Class::Stop, Class::Comma, Class::Open, Class::Close]) {
            break;
        }
    }
    // "had spoken with him and said he would"
    let sentence = g.sentence(said);
    let head = sentence.start.max(said.saturating_sub(16));
    let coordinated = said > 0 && g.class(said - 1) == Class::And;
    coordinated && (head..said).any(|k| g.lower(k) == "had")
}

/// "would" counts as reported future only.
fn would_counts(g: &Grammar<'_>, cue: &Cue, in_statement: bool) -> bool {
    let low = g.around(cue.tokens.start).start;
    let reported =
        (low..cue.tokens.start).rev().take(16).any(|k| g.class(k) == Class::Said || g.on(k, List::ReportedVerb));
    let conditional = (low..g.around(cue.tokens.start).end).any(|k| g.lower(k) == "if");
    let counter = cue.act.is_some_and(|a| g.lower(a) == "have");
    // In direct speech "would" is conditional.
    let quoted = g.in_quotation(cue.tokens.start);
    (in_statement || reported) && !conditional && !counter && !quoted
}

/// "could" as a possibility to come: not negated, not of the past, not a general truth with a bare plural.
fn could_counts(g: &Grammar<'_>, cue: &Cue) -> bool {
    let lower = g.lower(cue.tokens.start);
    let Some(act) = cue.act else { return false };
    // "broke the record and could name": an ability of then. "Failure to comply could": the letter of the law.
    if g.class(cue.tokens.start.saturating_sub(1)) == Class::And
        || g.lower(g.clause_start(cue.tokens.start)) == "failure"
    {
        return false;
    }
    // "may seem little", "may be warming": of now.
    let going_on = g.lower(act) == "be" && g.lower(super::cue::onward(g, act)).ends_with("ing");
    if going_on || g.on(act, List::SeemVerb) {
        return false;
    }
    if (cue.tokens.start + 1..act).any(|k| g.class(k) == Class::Not) || g.lower(act) == "have" {
        return false;
    }
    if lower == "can" {
        let start = g.clause_start(cue.tokens.start);
        return start > 0 && g.lower(start - 1) == "whether" && g.lower(act) == "be";
    }
    if matches!(g.lower(act), "be") {
        let then = g.lower(super::cue::onward(g, act));
        if g.lexicon.on(then, List::CouldBe) {
            return false;
        }
    }
    // A bare plural and no article: "lower rates could reduce costs".
    let start = g.clause_start(cue.tokens.start);
    let bare = g.class(cue.tokens.start.saturating_sub(1)) == Class::Word
        && g.lower(cue.tokens.start.saturating_sub(1)).ends_with('s')
        && !(start..cue.tokens.start).any(|k| {
            let head = onrecord_grammar::first(g, k);
            g.is(k, &[Class::Determiner, Class::Possessive, Class::Number]) || (g.class(k) == Class::Name && !head)
        });
    !bare && g.lower(act) != "only"
}
