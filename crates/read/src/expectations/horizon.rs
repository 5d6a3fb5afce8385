//! By when: the time inside the expectation, "by", "until" and "through" as its end.
//!
//! Leaves alone: times that are past on the day of the report, durations, sets.
//! Cases: cases/expectations/horizon.md

use onrecord_model::{Day, Interval, Moment, Span, Time, TimeType, When};

use crate::events::when::{passed, within};
use onrecord_grammar::{Class, Grammar};

/// The horizon of an expectation whose act begins at token `act`.
pub fn of(g: &Grammar<'_>, times: &[Time], span: Span, act: usize, report: Option<Day>) -> Option<When> {
    let mut best: Option<&Time> = None;
    let mut second: Option<&Time> = None;
    for time in within(times, span) {
        let open = time.interval.is_open();
        if matches!(time.kind, TimeType::Set)
            || open && time.value.as_deref() != Some("FUTURE_REF")
            || passed(time, report)
        {
            continue;
        }
        if time.kind == TimeType::Duration && (time.interval.start.is_none() || time.interval.end.is_none()) {
            continue;
        }
        let at = g.token_at(time.span.start);
        match best {
            None => best = Some(time),
            // The one behind the act counts more than the one before it.
            Some(b) if g.token_at(b.span.start) < act && at >= act => best = Some(time),
            Some(_) if second.is_none() => second = Some(time),
            Some(_) => {}
        }
    }
    let time = best?;
    let at = g.token_at(time.span.start);
    let before = at.checked_sub(1).map_or("", |k| g.lower(k));
    let before = if g.is(at.saturating_sub(1), &[Class::Determiner]) { g.lower(at.saturating_sub(2)) } else { before };
    let opening = g.lower(at);
    let today = report.map(Moment::from);
    let mut interval = time.interval;
    let when = |interval| Some(When { span: Some(time.span), interval });
    if time.value.as_deref() == Some("FUTURE_REF") {
        return when(Interval { start: interval.start.or(today), end: None });
    }
    match (before, opening) {
        ("by" | "before" | "until" | "till" | "through", _) | (_, "by" | "before" | "until" | "till" | "through") => {
            interval.start = today;
        }
        ("after" | "since", _) | (_, "after") => {
            interval = Interval { start: time.interval.end, end: None };
        }
        // "from May 2 to August 9"
        ("from", _) => {
            if let Some(last) = second
                && g.token_at(last.span.start) <= g.token_at(time.span.end) + 3
            {
                interval.end = last.interval.end;
            } else {
                interval.end = None;
            }
        }
        _ => {}
    }
    // Nothing to come began before its report.
    if let (Some(start), Some(report)) = (interval.start, report)
        && start.day < report
        && interval.end.is_some_and(|e| e.day >= report)
        && time.kind == TimeType::Duration
    {
        interval.start = Some(report.into());
    }
    when(interval)
}
