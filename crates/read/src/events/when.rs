//! When an event was or is to be: by the time in its clause, else in its sentence.
//!
//! Leaves alone: durations, sets, open references, and the day on which something was only said ("said on Thursday").
//! Cases: cases/events/when.md

use onrecord_model::{Day, Interval, Span, Status, Time, TimeType, When};

use super::trigger::Trigger;
use onrecord_grammar::{Class, Grammar, Mood};

/// The day that the sentences before speak of.
#[derive(Default)]
pub struct Context {
    day: Option<(Day, u32)>,
}

/// As many sentences as a day is carried on.
const CARRIED: u32 = 3;

impl Context {
    /// Gives an event without a time the day of the sentences right before it, and remembers the day of one that has.
    ///
    /// Only what is told as done, in the simple past, goes with the day before it.
    pub fn carry(
        &mut self,
        g: &Grammar<'_>,
        trigger: &Trigger,
        status: Status,
        report: Option<Day>,
        when: Option<When>,
    ) -> Option<When> {
        let sentence = g.tokens.get(trigger.tokens.start).map_or(0, |t| t.sentence);
        if let Some(when) = when {
            if let Some(day) = when.interval.one_day()
                && status == Status::Happened
                && report.is_none_or(|r| day <= r)
            {
                self.day = Some((day, sentence));
            }
            return Some(when);
        }
        let past = trigger.verb.is_some_and(|v| v.mood == Mood::Past && !v.negated)
            || matches!(trigger.lemma, "" if g.is(trigger.tokens.start - 1.min(trigger.tokens.start), &[Class::Determiner]));
        let (day, told) = self.day.as_ref()?;
        (past && status == Status::Happened && sentence.saturating_sub(*told) <= CARRIED)
            .then(|| When { span: None, interval: Interval::at((*day).into()) })
    }
}

/// The times that lie in `span`.
pub fn within(times: &[Time], span: Span) -> impl Iterator<Item = &Time> {
    let first = times.partition_point(|t| t.span.start < span.start);
    times[first..].iter().take_while(move |t| t.span.end <= span.end)
}

/// The time of an event.
pub fn of(g: &Grammar<'_>, times: &[Time], trigger: &Trigger, status: Status, report: Option<Day>) -> Option<When> {
    let around = g.around(trigger.tokens.start);
    if around.is_empty() {
        return None;
    }
    let (first, last) = (trigger.tokens.start, trigger.tokens.last());
    let (left, right) = (g.clause_start(first), g.clause_end(last));
    let ahead = matches!(status, Status::Planned | Status::Possible);
    let mut best: Option<(u32, &Time)> = None;
    for time in within(times, g.span_of(around)) {
        if matches!(time.kind, TimeType::Duration | TimeType::Set) || time.interval.is_open() {
            continue;
        }
        let at = g.token_at(time.span.start);
        if of_saying(g, at, first) {
            continue;
        }
        // What is still to come is not before the report.
        if ahead && passed(time, report) {
            continue;
        }
        let inside = left <= at && at < right;
        let away = if at >= last { at - last } else { (first - at.min(first)) + 4 };
        let cost = away as u32 + if inside { 0 } else { 20 } + blocked(g, trigger, at);
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, time));
        }
    }
    let (cost, time) = best?;
    (cost < 40).then_some(When { span: Some(time.span), interval: time.interval })
}

/// True where the time lies wholly before the day of the report.
pub fn passed(time: &Time, report: Option<Day>) -> bool {
    match (time.interval.end, report) {
        (Some(end), Some(report)) => end.day < report,
        _ => false,
    }
}

/// "said on Thursday he would": the day belongs to the saying, unless the trigger stands before it.
fn of_saying(g: &Grammar<'_>, at: usize, trigger: usize) -> bool {
    let low = g.around(at).start;
    let said = (low..at).rev().take(4).find(|&k| g.class(k) == Class::Said);
    said.is_some_and(|said| {
        (said + 1..at).all(|k| g.is(k, &[Class::Preposition, Class::Adverb, Class::Pronoun, Class::Word, Class::Name]))
            && (trigger > at
                || g.is(
                    said - usize::from(said > low),
                    &[Class::Name, Class::Subject, Class::Word, Class::Close, Class::Comma],
                ))
    })
}

/// Marks between a trigger and a time make it less likely that they belong together.
fn blocked(g: &Grammar<'_>, trigger: &Trigger, at: usize) -> u32 {
    let between = if at > trigger.tokens.last() { trigger.tokens.end..at } else { at..trigger.tokens.start };
    between
        .map(|k| match g.class(k) {
            Class::Stop | Class::Open | Class::Close => 6,
            Class::Relative | Class::Subordinator => 4,
            Class::Comma => 1,
            Class::Preposition if matches!(g.lower(k), "after" | "before" | "since" | "until") => 8,
            _ => 0,
        })
        .sum()
}
