//! Durations and repeated times: two weeks, several months, every day, annually.

use onrecord_grammar::List;
use onrecord_model::TimeType;

use super::calendar::{Timex, Unit, plus};
use super::{Found, Reader, found, terms};
use onrecord_grammar::tense::Direction;
use onrecord_words::TokenKind;

/// A duration as TIMEX3 has it; `n` of 0 stands for some.
pub fn length(n: i64, unit: Unit) -> Timex {
    let (letter, factor, of_clock) = unit.letter();
    let clock = if of_clock { "T" } else { "" };
    let n = if n == 0 { "X".to_owned() } else { n.saturating_mul(factor).to_string() };
    // Some decades are PXDE, not PX0Y.
    let letter = match (n.as_str(), unit) {
        ("X", Unit::Decade) => "DE",
        ("X", Unit::Century) => "CE",
        _ => letter,
    };
    Timex::length(format!("P{clock}{n}{letter}"))
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
        _ => terms::spoken(r, i, end).filter(|(n, _)| (0..100_000_000).contains(n)),
    }
}

pub fn at(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let lower = r.lower(i);
    match lower {
        // "the party daily Torch", "the Daily Torch" are papers.
        "daily" | "weekly" if r.g.capital(i) && i > first || i + 1 < end && r.g.capital(i + 1) => return None,
        "daily" => return set(i, i + 1, "P1D"),
        "weekly" => return set(i, i + 1, "P1W"),
        "monthly" => return set(i, i + 1, "P1M"),
        // "a quarterly loss" is the loss of a quarter, no loss each quarter.
        "quarterly" if !r.g.lexicon.on(r.word(i + 1, end), List::ResultNoun) => {
            return set(i, i + 1, "P3M");
        }
        "yearly" | "annually" => return set(i, i + 1, "P1Y"),
        "every" | "each" => return every(r, i, end),
        "decades" | "centuries" | "years" | "months" | "weeks" | "days" if r.word(i + 1, end) != "old" => {
            let (unit, _) = terms::unit(lower)?;
            return found(i, i + 1, TimeType::Duration, length(0, unit), "some-time", 0.7);
        }
        "hours" | "minutes"
            if r.g.lexicon.on(r.before(i, first), List::LengthLead)
                || matches!(r.word(i + 1, end), "after" | "before" | "later" | "earlier") =>
        {
            let (unit, _) = terms::unit(lower)?;
            return found(i, i + 1, TimeType::Duration, length(0, unit), "some-time", 0.7);
        }
        "fortnight" => return found(i, i + 1, TimeType::Duration, length(2, Unit::Week), "duration", 0.8),
        "all" if matches!(r.word(i + 1, end), "day" | "week" | "month" | "year") => {
            let (unit, _) = terms::unit(r.lower(i + 1))?;
            return found(i, i + 2, TimeType::Duration, length(1, unit), "duration", 0.7);
        }
        "the" => return the_lot(r, i, end),
        _ if lower.len() > 6 && lower.ends_with("long") => {
            let bare = lower.strip_suffix("long")?.trim_end_matches('-');
            let (n, unit) =
                bare.rsplit_once('-').map_or((Some(1), bare), |(n, unit)| (terms::number(r.g.lexicon, n), unit));
            if let (Some(n), Some((unit, false))) = (n, terms::unit(unit)) {
                return found(i, i + 1, TimeType::Duration, length(n, unit), "compound", 0.8);
            }
        }
        _ => {}
    }
    if let Some(found) = compound(r, i).or_else(|| half(r, i, end)) {
        return Some(found);
    }
    counted(r, i, first, end)
}

/// "two-week", "24-hour", "two-and-a-half-year", "half-hour": one token.
fn compound(r: &Reader<'_, '_>, i: usize) -> Option<Found> {
    let (n, unit) = r.lower(i).rsplit_once('-')?;
    let (unit, false) = terms::unit(unit)? else { return None };
    if let Some(n) = terms::number(r.g.lexicon, n) {
        return found(i, i + 1, TimeType::Duration, length(n, unit), "compound", 0.85);
    }
    let whole =
        if n == "half" { Some(0) } else { n.strip_suffix("-and-a-half").and_then(|n| terms::number(r.g.lexicon, n)) };
    if let Some(n) = whole {
        return found(i, i + 1, TimeType::Duration, and_a_half(n, unit), "compound", 0.85);
    }
    None
}

/// "two weeks", "two to three weeks", "several long months", "a year and a half"; "700 seats a day".
fn counted(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let lower = r.lower(i);
    let (n, mut at) = count(r, i, end)?;
    // "two to three weeks": the first is the value.
    let to = matches!(r.word(at, end), "to" | "or" | "–" | "-");
    if to
        && at + 1 < end
        && let Some((_, stop)) = terms::spoken(r, at + 1, end).filter(|h| h.0 > n && h.0 < 1000)
        && stop < end
        && terms::unit(r.lower(stop)).is_some_and(|u| u.1)
    {
        let low = length(n, terms::unit(r.lower(stop))?.0);
        return found(i, stop + 1, TimeType::Duration, low, "duration", 0.75);
    }
    if at < end && r.g.on(at, List::LengthAdjective) {
        at += 1;
    }
    let (unit, plural) = (at < end).then(|| terms::unit(r.lower(at))).flatten()?;
    // "three quarters" is a fraction more often than nine months.
    if unit == Unit::Quarter
        && (r.word(at + 1, end) == "of" || n == 3 && !r.g.lexicon.on(r.before(i, first), List::DaysLead))
    {
        return None;
    }
    // "a second" is a number, "a day" behind a figure is a rate.
    if unit == Unit::Second && !plural || lower == "a" && matches!(unit, Unit::Second | Unit::Quarter) {
        return None;
    }
    let behind = r.word(at + 1, end);
    if behind == "old" || behind == "-" && r.word(at + 2, end) == "old" || matches!(r.before(i, first), "$" | "£" | "€")
    {
        return None;
    }
    if (lower == "a" || lower == "an") && is_rate(r, i, first) {
        let (letter, _, clock) = unit.letter();
        let timex = Timex::length(format!("P{}1{letter}", if clock { "T" } else { "" }));
        return found(i, at + 1, TimeType::Set, timex, "rate", 0.7);
    }
    // "a year and a half".
    if r.word(at + 1, end) == "and" && r.word(at + 2, end) == "a" && r.word(at + 3, end) == "half" {
        return found(i, at + 4, TimeType::Duration, and_a_half(n, unit), "duration", 0.85);
    }
    let mut timex = length(n, unit);
    // "within 100 days", "in two weeks": from the report on, where it looks ahead.
    if n > 0
        && matches!(r.before(i, first), "within" | "in")
        && !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour)
        && r.direction(i, at + 1, first, end) == Direction::Ahead
        && !matches!(r.word(at + 1, end), "of" | "after" | "before")
        && let Some(day) = r.anchor.report.or(r.anchor.published)
    {
        timex.start = Some(day.into());
        timex.end = Some(plus(day, n, unit).into());
    }
    found(i, at + 1, TimeType::Duration, timex, "duration", 0.85)
}

/// "four flights a week", "700 seats a day": "a" at token `i` tells how often.
fn is_rate(r: &Reader<'_, '_>, i: usize, first: usize) -> bool {
    let before = r.before(i, first);
    let counted = r.g.lexicon.on(before, List::CountedBefore);
    let plural = before.len() > 3
        && before.ends_with('s')
        && r.g.kind(i.saturating_sub(1)) == TokenKind::Word
        && !r.g.lexicon.on(before, List::LengthVerb);
    i > first && (counted || plural || r.g.kind(i - 1) == TokenKind::Number)
}

/// "the nine months", "the first two weeks": the determiner belongs to the length.
fn the_lot(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<Found> {
    let which = r.g.lexicon.on(r.word(i + 1, end), List::WhichPart);
    let at = i + 1 + usize::from(which);
    let (n, unit_at) =
        (at < end).then(|| count(r, at, end)).flatten().filter(|_| !matches!(r.lower(at), "a" | "an"))?;
    let (unit, plural) = terms::unit(r.word(unit_at, end))?;
    (plural && r.word(unit_at + 1, end) != "old").then_some(())?;
    found(i, unit_at + 1, TimeType::Duration, length(n, unit), "duration", 0.8)
}

/// `n` and a half units, in the next smaller ones: "two and a half years" is P2Y6M.
fn and_a_half(n: i64, unit: Unit) -> Timex {
    let whole = |letter: &str, factor: i64| if n == 0 { String::new() } else { format!("{}{letter}", n * factor) };
    Timex::length(match unit {
        Unit::Second => format!("PT{n}.5S"),
        Unit::Minute => format!("PT{}30S", whole("M", 1)),
        Unit::Hour => format!("PT{}30M", whole("H", 1)),
        Unit::Day => format!("P{}T12H", whole("D", 1)),
        Unit::Week => format!("P{n}.5W"),
        Unit::Month => format!("P{n}.5M"),
        Unit::Quarter => format!("P{n}.5Q"),
        Unit::Year => format!("P{}6M", whole("Y", 1)),
        Unit::Decade => format!("P{}Y", n * 10 + 5),
        Unit::Century => format!("P{}Y", n * 100 + 50),
    })
}

/// "2 1/2 years", "two and a half years", "half an hour", "half a century".
fn half(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<Found> {
    let unit_at = |at: usize| (at < end).then(|| terms::unit(r.lower(at))).flatten();
    if r.lower(i) == "half" && matches!(r.word(i + 1, end), "a" | "an") {
        let (unit, _) = unit_at(i + 2).filter(|u| u.0 != Unit::Second)?;
        return found(i, i + 3, TimeType::Duration, and_a_half(0, unit), "duration", 0.85);
    }
    let (n, at) = terms::spoken(r, i, end).filter(|n| (0..100_000).contains(&n.0))?;
    let stop = if r.word(at, end) == "1" && r.word(at + 1, end) == "/" && r.word(at + 2, end) == "2" {
        at + 3
    } else if r.word(at, end) == "½" {
        at + 1
    } else if r.word(at, end) == "and" && r.word(at + 1, end) == "a" && r.word(at + 2, end) == "half" {
        at + 3
    } else {
        return None;
    };
    let (unit, _) = unit_at(stop)?;
    found(i, stop + 1, TimeType::Duration, and_a_half(n, unit), "duration", 0.85)
}

fn set(first: usize, end: usize, value: &str) -> Option<Found> {
    found(first, end, TimeType::Set, Timex::length(value.to_owned()), "repeated", 0.85)
}

/// "every day", "each year", "every two weeks".
fn every(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<Found> {
    let next = r.word(i + 1, end);
    if next == "of" {
        return None;
    }
    // "every other Friday", "every other day".
    if matches!(next, "other" | "second") && i + 2 < end {
        if let Some((unit, false)) = terms::unit(r.lower(i + 2)) {
            return found(i, i + 3, TimeType::Set, length(2, unit), "every", 0.8);
        }
        let day = terms::day_of_week(r.g.lexicon, r.lower(i + 2))?;
        let value = format!("XXXX-WXX-{}", day.to_monday_one_offset());
        return found(i, i + 3, TimeType::Set, Timex::length(value), "every", 0.8);
    }
    if next == "weekend" {
        return found(i, i + 2, TimeType::Set, Timex::length("P1WE".to_owned()), "every", 0.8);
    }
    if next == "few"
        && let Some((unit, true)) = terms::unit(r.word(i + 2, end))
    {
        return found(i, i + 3, TimeType::Set, length(0, unit), "every", 0.8);
    }
    if let Some((unit, _)) = terms::unit(next) {
        return found(i, i + 2, TimeType::Set, length(1, unit), "every", 0.85);
    }
    if let Some(part) = terms::part_of_day(next) {
        return found(i, i + 2, TimeType::Set, Timex::length(format!("XXXX-XX-XXT{part}")), "every", 0.8);
    }
    let n = terms::number(r.g.lexicon, next)?;
    let (unit, _) = terms::unit(r.word(i + 2, end))?;
    found(i, i + 3, TimeType::Set, length(n, unit), "every", 0.85)
}
