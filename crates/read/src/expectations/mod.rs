//! Statements about the future that somebody can be held to.
//!
//! A cue (`cue.rs`) that is none of the look-alikes (`not_future.rs`) gets its clause (`extent.rs`), its kind (`kind.rs`), who is
//! bound (`holder.rs`) and by when (`horizon.rs`).
//! Leaves alone: past plans, thoughts of then, habits, questions, purposes, permissions, figures of speech.
//! Cases: cases/expectations/

mod cue;
mod extent;
mod holder;
mod horizon;
mod kind;
mod not_future;

use onrecord_model::{
    Article, BlockKind, DateTime, Day, Event, Expectation, ExpectationKind, Key, Span, Standing, Statement, Time,
};

use crate::cast::Cast;
use crate::events::containment::Contents;
use cue::{Cue, Way};
use onrecord_grammar::{Class, Grammar, Tokens};

/// What is known of an article when its expectations are looked for.
struct Known<'a, 'w> {
    g: &'a Grammar<'w>,
    cast: &'a Cast,
    times: &'a [Time],
    events: &'a [Event],
    /// The day of the report.
    report: Option<Day>,
}

/// All expectations of an article, in text order.
pub fn find(
    g: &Grammar<'_>,
    article: &Article,
    cast: &Cast,
    times: &[Time],
    statements: &[Statement],
    events: &[Event],
) -> Vec<Expectation> {
    let contents = Contents::of(statements);
    let known = Known { g, cast, times, events, report: article.published.as_ref().map(DateTime::day) };
    let mut out: Vec<Expectation> = Vec::new();
    let mut acts: Vec<usize> = Vec::new();
    let mut i = 0;
    while i < g.tokens.len() {
        let Some(cue) = cue::at(g, i) else {
            i += 1;
            continue;
        };
        i += 1;
        if matches!(g.sentence_of(cue.tokens.start).kind, BlockKind::Byline | BlockKind::Date | BlockKind::Code) {
            continue;
        }
        let at = g.tokens[cue.tokens.last()].span;
        let statement = contents.holding(at).and_then(|(k, _)| statements.get(k));
        if not_future::leave(g, &cue, statement.is_some()) {
            continue;
        }
        let mut found = build(&known, statement, &cue);
        if out.last().is_some_and(|last| last.span.holds(at)) {
            continue;
        }
        let act = cue.act.unwrap_or(cue.tokens.start);
        if let (Some(last), Some(&last_act)) = (out.last_mut(), acts.last())
            && repeats(g, last, &found, (last_act, act))
        {
            last.span = last.span.join(found.span);
            last.horizon = last.horizon.take().or(found.horizon);
            continue;
        }
        found.id = out.len() as u32;
        i = i.max(cue.tokens.end);
        out.push(found);
        acts.push(act);
    }
    out
}

/// The same act said again by the same speaker: "It will open. I tell you, it will open."
fn repeats(g: &Grammar<'_>, last: &Expectation, found: &Expectation, (then, act): (usize, usize)) -> bool {
    let near = found.span.start.saturating_sub(last.span.end) < 160 && act - then < 40;
    let same = g.lower(then) == g.lower(act) && g.lower(then + 1) == g.lower(act + 1);
    let quoted = !(then..act).any(|k| g.class(k) == Class::Close) && g.in_quotation(act);
    let told = quoted || (last.said_in == found.said_in && last.said_in.is_some());
    near && same && last.kind == found.kind && told
}

/// The expectation that a cue opens, said in `statement` where it is said by somebody.
fn build(known: &Known<'_, '_>, statement: Option<&Statement>, cue: &Cue) -> Expectation {
    let Known { g, cast, times, events, report } = *known;
    let clause = extent::clause(g, cue);
    let span = g.span_of(clause);
    let subject = holder::subject(g, cast, cue);
    let source = statement.and_then(|s| s.source).and_then(|s| s.entity);
    let condition = g.if_clause(cue.tokens.start);
    let conditional = condition.is_some();
    let kind = kind::of(g, cast, &kind::Clause { cue, tokens: clause, subject: subject.0, source, conditional });
    let holder = holder::of(g, cast, cue, subject, statement);
    let act = cue.act.filter(|&a| a < clause.end);
    let what = act.map(|a| what(g, cue, a, clause));
    let said_day = statement.and_then(|s| s.said.as_ref()).and_then(|s| s.interval.start).map(|m| m.day);
    let horizon = horizon::of(g, times, span, act.unwrap_or(cue.tokens.start), said_day.or(report));
    let event = what.and_then(|w| event_in(events, w)).map(|e| e.id);
    let about: Vec<u32> = about(cast, span);
    let negated = (cue.tokens.start..act.unwrap_or(cue.tokens.end)).any(|k| g.class(k) == Class::Not);
    let condition = condition.map(|condition| g.span_of(condition));
    // The if-clause belongs to the whole.
    let span = match condition {
        Some(c) if c.end < span.start && span.start - c.end < 4 => span.join(c),
        _ => span,
    };
    let vague = what.is_none_or(|w| {
        let words = g.lower_of(w);
        words.starts_with("something") || words.len() < 4
    });
    let specific = !vague && (event.is_some() || horizon.is_some() || !about.is_empty()) && holder.is_some();
    Expectation {
        id: 0,
        kind,
        span,
        what,
        about,
        to: statement.and_then(|s| s.addressee),
        holder,
        said_in: statement.map(|s| s.id),
        event,
        horizon,
        condition,
        negated,
        standing: if earlier(g, cue) { Standing::Earlier } else { statement.map_or(Standing::Current, |s| s.standing) },
        specific,
        key: Key::default(),
        rule: cue.rule.into(),
        score: score(cue, kind, statement.is_some()),
    }
}

/// "has repeatedly said that he could": said before.
fn earlier(g: &Grammar<'_>, cue: &Cue) -> bool {
    let low = g.around(cue.tokens.start).start.max(cue.tokens.start.saturating_sub(14));
    (low..cue.tokens.start).any(|k| {
        matches!(g.lower(k), "repeatedly" | "long" | "often" | "previously" | "always")
            && k > low
            && g.class(k - 1) == Class::Have
    })
}

/// The act without its cue; for a subject that is a thing, with the subject.
fn what(g: &Grammar<'_>, cue: &Cue, act: usize, clause: Tokens) -> Span {
    let thing = matches!(cue.way, Way::Will | Way::GoingTo | Way::Is | Way::Could)
        && (clause.start..cue.tokens.start).any(|k| g.is(k, &[Class::Determiner, Class::Word]))
        && !(clause.start..cue.tokens.start).any(|k| g.is(k, &[Class::Subject]));
    g.span_of(if thing { clause.start } else { act }..clause.end)
}

/// The first event told inside `span`.
fn event_in(events: &[Event], span: Span) -> Option<&Event> {
    let first = events.partition_point(|e| e.trigger.start < span.start);
    events.get(first).filter(|e| span.holds(e.trigger))
}

/// The entities that are named inside `span`, each once.
fn about(cast: &Cast, span: Span) -> Vec<u32> {
    let mut about: Vec<u32> = Vec::new();
    for seen in cast.within(span).take(64) {
        if about.len() < 16 && !about.contains(&seen.entity) {
            about.push(seen.entity);
        }
    }
    about
}

fn score(cue: &Cue, kind: ExpectationKind, said: bool) -> f32 {
    let base: f32 = match cue.way {
        Way::Will | Way::GoingTo | Way::Intends => 0.85,
        Way::Is | Way::Would => 0.8,
        Way::Noun | Way::Wants | Way::Must => 0.7,
        Way::Could | Way::Adjective => 0.6,
    };
    if said || kind == ExpectationKind::Plan { base } else { base - 0.1 }
}

#[cfg(test)]
mod tests {
    use onrecord_grammar::{Grammar, Lexicon};
    use onrecord_model::Expectation;
    use proptest::prelude::*;

    use crate::events::tests::{article, cast, news};

    fn spans(text: &str) -> Vec<(String, Expectation)> {
        let article = article(text);
        let g = Grammar::of(&article, Lexicon::english());
        let found = super::find(&g, &article, &cast(&g), &[], &[], &[]);
        found.into_iter().map(|x| (article.text[x.span].to_owned(), x)).collect()
    }

    proptest! {
        #[test]
        fn any_text_gives_sound_expectations(text in news()) {
            let article = article(&text);
            let g = Grammar::of(&article, Lexicon::english());
            let cast = cast(&g);
            let events = crate::events::find(&g, &article, &cast, &[], &[]);
            let found = super::find(&g, &article, &cast, &[], &[], &events);
            for (i, x) in found.iter().enumerate() {
                prop_assert_eq!(x.id as usize, i);
                prop_assert!(!x.span.is_empty());
                prop_assert!(article.text.get(x.span).is_some());
                prop_assert!(x.what.is_none_or(|w| article.text.get(w).is_some() && x.span.holds(w)));
                prop_assert!(x.condition.is_none_or(|c| article.text.get(c).is_some()));
                prop_assert!(x.event.is_none_or(|e| (e as usize) < events.len()));
                prop_assert!(x.score > 0.0 && x.score <= 1.0);
            }
        }
    }

    #[test]
    fn a_clause_holds_its_subject_and_no_attribution() {
        let found = spans("“We will open the bridge in June, and that is that,” the mayor said.");
        assert_eq!(found.first().map(|x| x.0.as_str()), Some("We will open the bridge in June"));
        let found = spans("The council will vote on Monday, the mayor said.");
        assert_eq!(found.first().map(|x| x.0.as_str()), Some("The council will vote on Monday"));
    }

    #[test]
    fn past_plans_and_thoughts_are_left_alone() {
        assert!(spans("The dinner had initially been scheduled for the terrace.").is_empty());
        assert!(spans("“I thought it would be easy,” he said.").is_empty());
        assert!(spans("“Will you sign it?” a reporter asked.").is_empty());
        assert!(spans("The council has no plans to sell the ferry.").is_empty());
    }
}
