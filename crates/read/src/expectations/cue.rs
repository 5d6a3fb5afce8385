//! Words that say that something is to come: will, going to, plans to, is due, the possibility of, a planned visit.
//!
//! A cue is only a candidate: what only looks like the future is left to `not_future.rs`.
//! Cases: cases/expectations/cues.md

use onrecord_model::ExpectationKind;

use onrecord_grammar::verbs::{Forms, VerbForm};
use onrecord_grammar::{Class, Grammar, List, NumberKind, Tokens};

/// How a cue carries what is to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// will, 'll, shall
    Will,
    /// is going to
    GoingTo,
    Would,
    /// could, may, might
    Could,
    Must,
    /// plans to, vowed to: whoever plans is to act
    Intends,
    /// expects her to, urged him to: another is to act
    Wants,
    /// is expected to, is due, is to
    Is,
    /// the possibility of, plans for
    Noun,
    /// a planned visit
    Adjective,
}

/// A candidate.
#[derive(Clone, Copy, Debug)]
pub struct Cue {
    pub way: Way,
    pub kind: ExpectationKind,
    pub tokens: Tokens,
    /// First token of what is to come; absent where the sentence does not say.
    pub act: Option<usize>,
    /// Rule id.
    pub rule: &'static str,
}

/// The cue at token `i`, if there is one.
pub fn at(g: &Grammar<'_>, i: usize) -> Option<Cue> {
    match g.class(i) {
        Class::Modal => modal(g, i),
        Class::Be => is_to(g, i),
        Class::Word | Class::Name | Class::Said => {
            let name = g.class(i) == Class::Name && !g.headline(i) && !onrecord_grammar::first(g, i);
            if name {
                return None;
            }
            going_to(g, i)
                .or_else(|| state(g, i))
                .or_else(|| verb(g, i))
                .or_else(|| noun(g, i))
                .or_else(|| adjective(g, i))
        }
        _ => None,
    }
}

/// The next token behind `i` that is no adverb or "not", inside the sentence.
pub fn onward(g: &Grammar<'_>, i: usize) -> usize {
    let end = g.around(i).end;
    let mut k = i + 1;
    while k < end && g.is(k, &[Class::Adverb, Class::Not]) {
        k += 1;
    }
    k
}

fn modal(g: &Grammar<'_>, i: usize) -> Option<Cue> {
    let (way, kind, rule) = match g.lower(i) {
        "will" | "wo" | "shall" | "'ll" | "’ll" => (Way::Will, ExpectationKind::Prediction, "will"),
        "would" | "'d" | "’d" => (Way::Would, ExpectationKind::Prediction, "would"),
        "could" | "may" | "might" => (Way::Could, ExpectationKind::Possibility, "could"),
        "can" => (Way::Could, ExpectationKind::Possibility, "can"),
        "must" => (Way::Must, ExpectationKind::Demand, "must"),
        _ => return None,
    };
    let mut k = onward(g, i);
    // Partly quoted: will “leave the old pier alone”.
    if g.class(k) == Class::Open {
        k += 1;
    }
    let act = match g.class(k) {
        // "We will be, yes": nothing follows.
        Class::Be if g.lower(k) == "be" && g.is(onward(g, k), &[Class::Comma, Class::Stop, Class::Close]) => None,
        Class::Comma | Class::Stop | Class::Close => return None,
        Class::Be | Class::Have | Class::Do | Class::Word | Class::Preposition => Some(k),
        Class::Name if g.headline(i) => Some(k),
        _ => return None,
    };
    Some(Cue { way, kind, tokens: Tokens::from(i..k), act, rule })
}

/// "are to be published", "is to appear".
fn is_to(g: &Grammar<'_>, i: usize) -> Option<Cue> {
    if !matches!(g.lower(i), "is" | "are") {
        return None;
    }
    let to = onward(g, i);
    let act = to + 1;
    let aim = (g.clause_start(i)..i).any(|k| g.on(k, List::AimNoun));
    (g.class(to) == Class::To && g.is(act, &[Class::Word, Class::Be, Class::Have]) && !aim).then_some(Cue {
        way: Way::Is,
        kind: ExpectationKind::Plan,
        tokens: Tokens::from(i..act),
        act: Some(act),
        rule: "is-to",
    })
}

fn going_to(g: &Grammar<'_>, i: usize) -> Option<Cue> {
    if g.lower(i) != "going" || g.class(i + 1) != Class::To || !g.is(i + 2, &[Class::Word, Class::Be, Class::Have]) {
        return None;
    }
    let be = g.before(i).map(|k| if g.class(k) == Class::Not { g.before(k).unwrap_or(k) } else { k })?;
    // A clitic 's behind a noun may be "is": something's going to happen.
    let is = g.class(be) == Class::Be || g.lower(be).ends_with('s');
    let past = matches!(g.lower(be), "was" | "were" | "been");
    (is && !past).then_some(Cue {
        way: Way::GoingTo,
        kind: ExpectationKind::Prediction,
        tokens: Tokens::from(be..i + 2),
        act: Some(i + 2),
        rule: "going-to",
    })
}

/// "is due", "is scheduled to", "was determined to".
fn state(g: &Grammar<'_>, i: usize) -> Option<Cue> {
    let (n, state) = g.longest(&g.lexicon.future_states, i)?;
    let k = onward(g, i + n - 1);
    let follows = state.follows;
    let be = g.before(i).filter(|&b| g.class(b) == Class::Be || g.is(b, &[Class::Not]));
    let reduced = be.is_none() && g.is(i.saturating_sub(1), &[Class::Word, Class::Name, Class::Comma]);
    if be.is_none() && !reduced {
        return None;
    }
    let fits = match g.class(k) {
        Class::To => {
            follows.to
                && g.is(onward(g, k), &[Class::Word, Class::Be, Class::Have, Class::Do])
                && !g.lower(onward(g, k)).ends_with("ing")
        }
        Class::Preposition if g.lower(k) == "for" => follows.r#for,
        Class::Preposition => follows.r#in && matches!(g.lower(k), "in" | "on" | "at" | "by" | "before"),
        Class::Word => follows.r#in && matches!(g.lower(k), "next" | "later" | "this" | "early"),
        Class::Determiner => follows.r#in && g.lower(k) == "this",
        Class::Adverb => false,
        _ => false,
    };
    // Without "is" it is a participle ("a trial expected in May"); verbs of the past are read as verbs.
    let plain =
        reduced && (g.class(k) == Class::To || matches!(g.lower(i), "set" | "forecast" | "resolved" | "prepared"));
    if !fits || (plain && be.is_none() && !g.headline(i)) {
        return None;
    }
    let act = if g.class(k) == Class::To { onward(g, k) } else { k };
    Some(Cue {
        way: Way::Is,
        kind: state.kind?,
        tokens: Tokens::from(be.unwrap_or(i)..act),
        act: Some(act),
        rule: "is-due",
    })
}

/// "plans to", "vowed to", "expects another", "urged the mayor to".
fn verb(g: &Grammar<'_>, i: usize) -> Option<Cue> {
    let (n, VerbForm { lemma, forms, what }) = g.longest(&g.lexicon.future_verbs, i)?;
    let (kind, follows) = (what.kind?, what.follows);
    if nominal(g, i, forms) {
        return None;
    }
    let intends =
        |kind, end, act, rule| Cue { way: Way::Intends, kind, tokens: Tokens::from(i..end), act: Some(act), rule };
    let k = onward(g, i + n - 1);
    if follows.to && g.class(k) == Class::To {
        let act = onward(g, k);
        // "agreed to a meeting" is no verb, but a thing agreed.
        let thing = lemma == "agree" && g.is(act, &[Class::Determiner]) && event_ahead(g, act);
        // "meant to be", "committed to finding": no act of will.
        let ing = g.lower(act).ends_with("ing") && g.lower(act) != "bring";
        let passive = g.before(i).is_some_and(|b| g.class(b) == Class::Be);
        let meant = passive && matches!(lemma, "mean" | "intend" | "aim");
        let ahead = g.is(act, &[Class::Word, Class::Be, Class::Have, Class::Do]) && !ing && !meant;
        let kind = if lemma == "expect" { ExpectationKind::Plan } else { kind };
        return (ahead || thing).then(|| intends(kind, act, act, "plans-to"));
    }
    if follows.r#for && g.lower(k) == "for" {
        return Some(intends(kind, k + 1, k + 1, "plans-for"));
    }
    if follows.object && (g.is(k, &[Class::Determiner, Class::Name, Class::Pronoun, Class::Possessive])) {
        let end = g.around(i).end.min(k + 9);
        let to = (k..end)
            .take_while(|&j| !g.is(j, &[Class::Stop, Class::Comma, Class::Subordinator]))
            .find(|&j| g.class(j) == Class::To);
        if let Some(to) = to
            && g.is(onward(g, to), &[Class::Word, Class::Be, Class::Have])
        {
            return Some(Cue { way: Way::Wants, kind, tokens: Tokens::one(i), act: Some(k), rule: "expects-to" });
        }
    }
    if follows.time && (k..k + 3).any(|j| g.lexicon.numbers.of(g.lower(j), NumberKind::Month).is_some()) {
        return Some(intends(kind, i + n, k, "targets"));
    }
    let more = matches!(g.lower(k), "another" | "more" | "further" | "additional") || g.class(k) == Class::Number;
    let thing = match lemma {
        "plan" => more || matches!(g.lower(k), "a" | "an" | "new"),
        "expect" | "anticipate" | "project" | "forecast" | "predict" => {
            more || matches!(g.lower(k), "only" | "a" | "an")
        }
        _ => false,
    };
    if follows.phrase
        && g.is(k, &[Class::Determiner, Class::Word, Class::Number, Class::Possessive])
        && (thing || event_ahead(g, k))
    {
        let kind = if kind == ExpectationKind::Prediction && lemma == "expect" { ExpectationKind::Plan } else { kind };
        return Some(intends(kind, i + n, k, "plans-thing"));
    }
    None
}

/// The noun of an event within the next few words of one phrase.
fn event_ahead(g: &Grammar<'_>, k: usize) -> bool {
    (k..g.around(k).end.min(k + 6))
        .take_while(|&j| g.is(j, &[Class::Determiner, Class::Word, Class::Name, Class::Number, Class::Possessive]))
        .any(|j| g.longest(&g.lexicon.event_nouns, j).is_some())
}

/// A form of the list that stands as a noun: the plans, his promise.
fn nominal(g: &Grammar<'_>, i: usize, forms: Forms) -> bool {
    let plain = forms.base || forms.third;
    // "The council plans to": nothing but a phrase stands before it, and a clause needs its verb.
    let start = g.clause_start(i);
    let phrase = (start..i).all(|k| {
        (g.is(k, &[Class::Determiner, Class::Word, Class::Name, Class::Adverb]) && !g.lower(k).ends_with("ed"))
            || g.lower(k) == "of"
    });
    if forms.third
        && phrase
        && i >= start + 2
        && g.class(start) == Class::Determiner
        && g.class(i - 1) == Class::Word
        && g.class(i + 1) == Class::To
    {
        return false;
    }
    match g.before(i).map(|k| g.class(k)) {
        Some(Class::Determiner | Class::Possessive | Class::Number) => true,
        Some(Class::Preposition) => plain,
        Some(Class::Word) if plain => {
            g.before(i).is_some_and(|k| !g.lower(k).ends_with('s') || forms.third) && noun_list(g, i)
        }
        None => plain && noun_list(g, i),
        Some(Class::Name) if forms.base => noun_list(g, i),
        _ => false,
    }
}

fn noun_list(g: &Grammar<'_>, i: usize) -> bool {
    g.lexicon.future_nouns.has(g.lower(i))
}

/// "plans for talks", "the possibility of a meeting".
fn noun(g: &Grammar<'_>, i: usize) -> Option<Cue> {
    let noun = g.lexicon.future_nouns.get(g.lower(i))?;
    let follows = noun.follows;
    let k = i + 1;
    let act = k + 1;
    let fits = match g.class(k) {
        Class::To => {
            let act = g.lower(onward(g, k));
            // "commitment to enforcement" and "to finding" name no act.
            let noun =
                ["ing", "ment", "tion", "ness", "ity", "ship"].iter().any(|e| act.ends_with(e)) && act != "mention";
            follows.to && g.is(onward(g, k), &[Class::Word, Class::Be]) && (!noun || act == "bring")
        }
        Class::Preposition if g.lower(k) == "of" || g.lower(k) == "for" => {
            let foretold = noun.kind == Some(ExpectationKind::Prediction)
                && g.is(act, &[Class::Determiner, Class::Word, Class::Number]);
            (if g.lower(k) == "of" { follows.of } else { follows.r#for }) && (foretold || event_or_act(g, act))
        }
        _ => false,
    };
    fits.then_some(Cue {
        way: Way::Noun,
        kind: noun.kind?,
        tokens: Tokens::from(i..act),
        act: Some(act),
        rule: "possibility-of",
    })
}

fn event_or_act(g: &Grammar<'_>, act: usize) -> bool {
    event_ahead(g, act) || (g.class(act) == Class::Word && g.lower(act).ends_with("ing"))
}

/// "a planned visit", "a possible trilateral meeting".
fn adjective(g: &Grammar<'_>, i: usize) -> Option<Cue> {
    let kind = match g.lower(i) {
        "planned" | "scheduled" | "upcoming" | "forthcoming" => ExpectationKind::Plan,
        "possible" | "potential" => ExpectationKind::Possibility,
        _ => return None,
    };
    let superlative = i > 0 && g.lower(i - 1).ends_with("est");
    if superlative
        || g.before(i).is_some_and(|k| g.is(k, &[Class::Be, Class::Have, Class::Subject]))
        || !event_ahead(g, i + 1)
    {
        return None;
    }
    Some(Cue { way: Way::Adjective, kind, tokens: Tokens::one(i), act: Some(i), rule: "planned-thing" })
}
