//! Dates in digits alone: 2025-09-04; 9/4/2025; 23.04.2022; 05-Aug-2016; 03/04.
//!
//! Month first or day first is told by what can be a month; where both can, there is no value and the interval covers both.
//! Leaves alone: scores, votes and fractions (10-2, 3/4). Cases: cases/times/days.md

use jiff::civil::Date;
use onrecord_model::TimeType;

use super::calendar::{Timex, safe};
use super::{Found, Reader, found, terms};
use onrecord_words::TokenKind;

pub fn at(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<Found> {
    if let Some(compound) = compound(r, i) {
        return Some(compound);
    }
    let sign = r.word(i + 1, end);
    if !matches!(sign, "-" | "/" | ".") || i + 2 >= end || r.g.tokens[i + 1].spaced || r.g.tokens[i + 2].spaced {
        return decimal(r, i, end);
    }
    // "05-Aug-2016", "23/Sep/2020", "2019-aug-1".
    if r.g.kind(i + 2) == TokenKind::Word
        && r.word(i + 3, end) == sign
        && i + 4 < end
        && r.g.kind(i + 4) == TokenKind::Number
    {
        let month = terms::month(r.g.lexicon, r.lower(i + 2))?;
        let (day, year) = match (terms::day(r.lower(i)), terms::year(r.lower(i + 4))) {
            (Some(day), Some(year)) => (day, year),
            _ => (terms::day(r.lower(i + 4))?, terms::year(r.lower(i))?),
        };
        return day_found(i, i + 5, year, i64::from(month), i64::from(day));
    }
    let part = |k: usize| -> Option<i64> {
        if k < end && r.g.kind(k) == TokenKind::Number { r.lower(k).parse().ok() } else { None }
    };
    let (a, b) = (part(i)?, part(i + 2)?);
    let third = (r.word(i + 3, end) == sign).then(|| part(i + 4)).flatten();
    if let Some(c) = third {
        if a > 1000 {
            return day_found(i, i + 5, i16::try_from(a).ok()?, b, c)
                .or_else(|| day_found(i, i + 5, i16::try_from(a).ok()?, c, b));
        }
        if sign == "-" && c < 100 {
            return None;
        }
        let year = i16::try_from(if c < 100 { if c < 40 { c + 2000 } else { c + 1900 } } else { c }).ok()?;
        return two_ways(i, i + 5, year, a, b);
    }
    // "03/04" alone, near publication.
    if sign == "/" && r.lower(i).len() == 2 && r.lower(i + 2).len() == 2 {
        let year = r.anchor.published?.year();
        return two_ways(i, i + 3, year, a, b);
    }
    None
}

/// "23.04.2022" is cut "23.04", ".", "2022".
fn decimal(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<Found> {
    let (day, month) = r.lower(i).split_once('.')?;
    let whole = r.word(i + 1, end) == "." && i + 2 < end && !r.g.tokens[i + 2].spaced && !r.g.tokens[i + 1].spaced;
    let year = whole.then(|| terms::year(r.lower(i + 2))).flatten()?;
    two_ways(i, i + 3, year, day.parse().ok()?, month.parse().ok()?)
}

/// "2025-09-04" where the cutter leaves it whole; "20161016".
fn compound(r: &Reader<'_, '_>, i: usize) -> Option<Found> {
    let lower = r.lower(i);
    let date: Date = match lower.len() {
        10 if lower.as_bytes()[4] == b'-' => lower.parse().ok()?,
        8 if lower.bytes().all(|b| b.is_ascii_digit()) && (lower.starts_with("19") || lower.starts_with("20")) => {
            lower.parse::<Date>().ok()?
        }
        _ => return None,
    };
    found(i, i + 1, TimeType::Date, Timex::day(date), "full-date", 0.9)
}

fn day_found(from: usize, stop: usize, year: i16, month: i64, day: i64) -> Option<Found> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let date = Date::new(year, month, day).ok()?;
    found(from, stop, TimeType::Date, Timex::day(date), "full-date", 0.98)
}

/// Month first or day first: where both can be, no value and an interval that covers both.
fn two_ways(from: usize, stop: usize, year: i16, a: i64, b: i64) -> Option<Found> {
    let ok = |month: i64, day: i64| (1..=12).contains(&month) && (1..=31).contains(&day);
    let date = |month: i64, day: i64| safe(year, month as i8, day as i8);
    let timex = match (ok(a, b), ok(b, a)) {
        (true, true) if a != b => {
            let (x, y) = (date(a, b), date(b, a));
            Timex { value: None, start: Some(x.min(y).into()), end: Some(x.max(y).into()) }
        }
        (true, _) => Timex::day(date(a, b)),
        (_, true) => Timex::day(date(b, a)),
        _ => return None,
    };
    found(from, stop, TimeType::Date, timex, "numeric-date", 0.8)
}
