//! What is reported as happened, ongoing, planned, called off, denied or hypothetical: who did what to whom, where, when.
//!
//! A trigger (`trigger.rs`) is read with its clause (`grammar.rs`): participants (`who.rs`), status (`status.rs`), time
//! (`when.rs`); mentions of one event are folded (`fold.rs`).
//! Leaves alone: byline, date and credit lines.
//! Cases: cases/events/

mod fold;
pub(crate) mod grammar;
pub(crate) mod said;
mod status;
mod trigger;
pub(crate) mod when;
pub(crate) mod who;

use onrecord_model::{Article, BlockKind, Event, Statement, Status, Time};

use crate::cast::Cast;
use crate::lexicon::table;
use crate::words::Words;
use grammar::Grammar;
use said::Contents;

table!(VERBS, "event-verbs.tsv");

/// True for a form of a verb that names an event.
fn is_verb(lower: &str) -> bool {
    VERBS.has(lower)
}

/// All events of an article, one for each happening, in the order of their first mention.
pub fn find(words: &Words<'_>, article: &Article, cast: &Cast, times: &[Time], statements: &[Statement]) -> Vec<Event> {
    let g = Grammar::of(words);
    let contents = Contents::of(statements);
    let report = article.published.as_deref().map(when::day);
    let mut events = Vec::new();
    for trigger in trigger::find(&g, cast) {
        if matches!(words.sentence_of(trigger.first).kind, BlockKind::Byline | BlockKind::Date | BlockKind::Code) {
            continue;
        }
        let (participants, place) = who::of(&g, cast, &trigger);
        let (mut status, sure) = status::of(&g, &trigger);
        let when = when::of(&g, times, &trigger, status, report);
        // "The alliance holds a summit on Thursday", told on Wednesday.
        let start = when.as_ref().and_then(|w| w.start.as_deref());
        if let (Some(start), Some(report)) = (start, report)
            && matches!(status, Status::Happened | Status::Ongoing)
            && when::day(start) > report
        {
            status = Status::Planned;
        }
        let span = trigger.span(&g);
        let said_in = contents.holding(span).and_then(|(i, _)| statements.get(i)).map(|s| s.id);
        let score = sure * if participants.is_empty() { 0.6 } else { 0.9 };
        events.push(Event {
            id: events.len() as u32,
            trigger: span,
            kind: trigger.kind,
            plover: trigger.plover.map(str::to_owned),
            participants,
            when,
            place,
            status,
            said_in,
            rule: if trigger.verb.is_some() { "event-verb" } else { "event-noun" }.into(),
            score,
        });
    }
    fold::fold(events)
}
