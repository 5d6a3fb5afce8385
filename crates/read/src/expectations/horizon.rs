//! By when: the time inside the expectation, "by", "until" and "through" as its end.
//!
//! Leaves alone: times that are past on the day of the report, durations, sets.
//! Cases: cases/expectations/horizon.md

use onrecord_model::{Span, Time, TimeType, When};

use crate::events::grammar::{Class, Grammar};
use crate::events::when::{day, passed, within};

/// The horizon of an expectation whose act begins at token `act`.
pub fn of(g: &Grammar<'_, '_>, times: &[Time], span: Span, act: usize, report: Option<&str>) -> Option<When> {
    let mut best: Option<&Time> = None;
    let mut second: Option<&Time> = None;
    for time in within(times, span) {
        let open = time.start.is_none() && time.end.is_none();
        if matches!(time.kind, TimeType::Set)
            || open && time.value.as_deref() != Some("FUTURE_REF")
            || passed(time, report)
        {
            continue;
        }
        if time.kind == TimeType::Duration && (time.start.is_none() || time.end.is_none()) {
            continue;
        }
        let at = g.words.token_at(time.span.start);
        match best {
            None => best = Some(time),
            // The one behind the act counts more than the one before it.
            Some(b) if g.words.token_at(b.span.start) < act && at >= act => best = Some(time),
            Some(_) if second.is_none() => second = Some(time),
            Some(_) => {}
        }
    }
    let time = best?;
    let at = g.words.token_at(time.span.start);
    let before = at.checked_sub(1).map_or("", |k| g.lower(k));
    let before = if g.is(at.saturating_sub(1), &[Class::Determiner]) { g.lower(at.saturating_sub(2)) } else { before };
    let opening = g.lower(at);
    let today = report.map(str::to_owned);
    let mut when = When { span: Some(time.span), start: time.start.clone(), end: time.end.clone() };
    if time.value.as_deref() == Some("FUTURE_REF") {
        when.start = when.start.or(today);
        when.end = None;
        return Some(when);
    }
    match (before, opening) {
        ("by" | "before" | "until" | "till" | "through", _) | (_, "by" | "before" | "until" | "till" | "through") => {
            when.start = today;
        }
        ("after" | "since", _) | (_, "after") => {
            when.start = time.end.clone();
            when.end = None;
        }
        // "from May 2 to August 9"
        ("from", _) => {
            if let Some(last) = second
                && g.words.token_at(last.span.start) <= g.words.token_at(time.span.end) + 3
            {
                when.end = last.end.clone();
            } else {
                when.end = None;
            }
        }
        _ => {}
    }
    // Nothing to come began before its report.
    if let (Some(start), Some(report)) = (when.start.as_deref(), report)
        && day(start) < report
        && when.end.as_deref().is_some_and(|e| day(e) >= report)
        && time.kind == TimeType::Duration
    {
        when.start = Some(report.to_owned());
    }
    Some(when)
}
