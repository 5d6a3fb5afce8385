//! Durations and repeated times: two weeks, several months, every day, annually.

use onrecord_model::TimeType;

use super::calendar::{Interval, Unit};
use super::{Found, Reader, found, terms};

/// A duration as TIMEX3 has it; `n` of 0 stands for some.
pub fn length(n: i64, unit: Unit) -> Interval {
    let (letter, factor, of_clock) = unit.letter();
    let clock = if of_clock { "T" } else { "" };
    let n = if n == 0 { "X".to_owned() } else { n.saturating_mul(factor).to_string() };
    // Some decades are PXDE, not PX0Y.
    let letter = match (n.as_str(), unit) {
        ("X", Unit::Decade) => "DE",
        ("X", Unit::Century) => "CE",
        _ => letter,
    };
    Interval::length(format!("P{clock}{n}{letter}"))
}

/// A count before a unit at token `i`: the number, 0 for some, and the token behind it.
pub fn count(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<(i64, usize)> {
    let lower = r.lower(i);
    match lower {
        "several" | "many" | "some" | "few" => Some((0, i + 1)),
        "a" if matches!(r.word(i + 1, end), "few" | "couple") => {
            let of = usize::from(r.word(i + 2, end) == "of");
            Some((if r.word(i + 1, end) == "couple" { 2 } else { 0 }, i + 2 + of))
        }
        "half" if matches!(r.word(i + 1, end), "a" | "an") => None,
        _ => {
            let n = terms::number(lower)?;
            (0..100_000_000).contains(&n).then_some((n, i + 1))
        }
    }
}

pub fn at(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let lower = r.lower(i);
    match lower {
        "daily" => return set(i, i + 1, "P1D"),
        "weekly" => return set(i, i + 1, "P1W"),
        "monthly" => return set(i, i + 1, "P1M"),
        "quarterly" => return set(i, i + 1, "P1Q"),
        "yearly" | "annual" | "annually" => return set(i, i + 1, "P1Y"),
        "every" | "each" => return every(r, i, end),
        "decades" | "centuries" | "years" | "months" | "weeks" | "days" | "hours" | "minutes"
            if matches!(r.before(i, first), "for" | "in" | "over" | "after" | "within" | "of") =>
        {
            let (unit, _) = terms::unit(lower)?;
            return found(i, i + 1, TimeType::Duration, length(0, unit), "some-time", 0.7);
        }
        _ => {}
    }
    // "two-week", "24-hour", "five-year": one token.
    if let Some((n, unit)) = lower.rsplit_once('-')
        && let (Some(n), Some((unit, false))) = (terms::number(n), terms::unit(unit))
    {
        return found(i, i + 1, TimeType::Duration, length(n, unit), "compound", 0.85);
    }
    let (n, mut at) = count(r, i, end)?;
    if at < end
        && matches!(
            r.lower(at),
            "more" | "consecutive" | "straight" | "full" | "whole" | "additional" | "long" | "business" | "working"
        )
    {
        at += 1;
    }
    let (unit, plural) = (at < end).then(|| terms::unit(r.lower(at))).flatten()?;
    // "a second" is a number, "a day" behind a figure is a rate.
    if unit == Unit::Second && !plural || lower == "a" && matches!(unit, Unit::Second | Unit::Quarter) {
        return None;
    }
    let behind = r.word(at + 1, end);
    if behind == "old" || behind == "-" && r.word(at + 2, end) == "old" || matches!(r.before(i, first), "$" | "£" | "€")
    {
        return None;
    }
    if lower == "a" || lower == "an" {
        let counted = matches!(
            r.before(i, first),
            "times"
                | "percent"
                | "%"
                | "once"
                | "twice"
                | "dollars"
                | "people"
                | "barrels"
                | "tonnes"
                | "tons"
                | "million"
                | "billion"
                | "euros"
                | "pounds"
        );
        let rate = i > first && (counted || r.words.kind(i - 1) == crate::words::TokenKind::Number);
        if rate {
            let (letter, _, clock) = unit.letter();
            return found(
                i,
                at + 1,
                TimeType::Set,
                Interval::length(format!("P{}1{letter}", if clock { "T" } else { "" })),
                "rate",
                0.7,
            );
        }
    }
    found(i, at + 1, TimeType::Duration, length(n, unit), "duration", 0.85)
}

fn set(first: usize, end: usize, value: &str) -> Option<Found> {
    found(first, end, TimeType::Set, Interval::length(value.to_owned()), "repeated", 0.85)
}

/// "every day", "each year", "every two weeks".
fn every(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<Found> {
    let next = r.word(i + 1, end);
    if let Some((unit, _)) = terms::unit(next) {
        return found(i, i + 2, TimeType::Set, length(1, unit), "every", 0.85);
    }
    if let Some(part) = terms::part_of_day(next) {
        return found(i, i + 2, TimeType::Set, Interval::length(format!("XXXX-XX-XXT{part}")), "every", 0.8);
    }
    let n = terms::number(next)?;
    let (unit, _) = terms::unit(r.word(i + 2, end))?;
    found(i, i + 3, TimeType::Set, length(n, unit), "every", 0.85)
}
