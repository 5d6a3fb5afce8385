//! Single words of time: months, weekdays, units, numbers in words.

use jiff::civil::Weekday;
use onrecord_grammar::{Lexicon, NumberKind};

use super::calendar::Unit;

pub fn month(lexicon: &Lexicon, lower: &str) -> Option<i8> {
    lexicon.numbers.of(lower, NumberKind::Month).and_then(|n| i8::try_from(n).ok())
}

pub fn day_of_week(lexicon: &Lexicon, lower: &str) -> Option<Weekday> {
    let n = lexicon.numbers.of(lower, NumberKind::Weekday)?;
    Weekday::from_monday_one_offset(i8::try_from(n).ok()?).ok()
}

/// A unit, and whether it stands in the plural.
pub fn unit(lower: &str) -> Option<(Unit, bool)> {
    Some(match lower {
        "second" => (Unit::Second, false),
        "seconds" => (Unit::Second, true),
        "minute" => (Unit::Minute, false),
        "minutes" | "mins" => (Unit::Minute, true),
        "hour" => (Unit::Hour, false),
        "hours" | "hrs" => (Unit::Hour, true),
        "day" => (Unit::Day, false),
        "days" => (Unit::Day, true),
        "week" => (Unit::Week, false),
        "weeks" => (Unit::Week, true),
        "month" => (Unit::Month, false),
        "months" => (Unit::Month, true),
        "quarter" => (Unit::Quarter, false),
        "quarters" => (Unit::Quarter, true),
        "year" => (Unit::Year, false),
        "years" | "yrs" => (Unit::Year, true),
        "decade" => (Unit::Decade, false),
        "decades" => (Unit::Decade, true),
        "century" => (Unit::Century, false),
        "centuries" => (Unit::Century, true),
        _ => return None,
    })
}

pub fn season(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "spring" => "SP",
        "summer" => "SU",
        "autumn" | "fall" => "FA",
        "winter" => "WI",
        _ => return None,
    })
}

pub fn part_of_day(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "morning" | "mornings" => "MO",
        "midday" | "noon" | "lunchtime" => "MI",
        "afternoon" | "afternoons" => "AF",
        "evening" | "evenings" => "EV",
        "night" | "nights" | "overnight" | "nightfall" => "NI",
        _ => return None,
    })
}

/// A whole number in digits or words.
pub fn number(lexicon: &Lexicon, lower: &str) -> Option<i64> {
    if lower.bytes().next()?.is_ascii_digit() {
        return lower.replace(',', "").parse().ok();
    }
    match lower {
        "a" | "an" => Some(1),
        "hundred" => Some(100),
        _ => lexicon.numbers.below_hundred(lower),
    }
}

/// A whole number at token `i`, in digits or in words that may be several ("twenty four", "a hundred", "two hundred and six"), and the
/// token behind it.
pub fn spoken(r: &super::Reader<'_, '_>, i: usize, end: usize) -> Option<(i64, usize)> {
    let (mut n, mut at) = below_hundred(r, i, end)?;
    if r.lower(i).as_bytes()[0].is_ascii_digit() {
        return Some((n, at));
    }
    if n < 100 && matches!(r.word(at, end), "hundred" | "thousand") {
        n = n.max(1) * if r.word(at, end) == "hundred" { 100 } else { 1000 };
        at += 1;
        if r.word(at, end) == "and"
            && let Some((rest, stop)) = below_hundred(r, at + 1, end).filter(|r| (2..100).contains(&r.0))
        {
            n += rest;
            at = stop;
        }
    }
    Some((n, at))
}

/// A number in one word, or tens and ones in two.
fn below_hundred(r: &super::Reader<'_, '_>, i: usize, end: usize) -> Option<(i64, usize)> {
    let n = number(r.g.lexicon, r.word(i, end))?;
    let tens = (20..100).contains(&n) && n % 10 == 0 && !r.lower(i).as_bytes()[0].is_ascii_digit();
    let ones =
        number(r.g.lexicon, r.word(i + 1, end)).filter(|o| tens && (1..10).contains(o) && r.word(i + 1, end).len() > 2);
    Some(ones.map_or((n, i + 1), |o| (n + o, i + 2)))
}

/// `1st`, `3rd`, `fourth`, `twenty-second`.
pub fn ordinal(lexicon: &Lexicon, lower: &str) -> Option<i64> {
    let of = |word: &str, kind| lexicon.numbers.of(word, kind);
    if let Some(n) = of(lower, NumberKind::Ordinal) {
        return Some(n);
    }
    if let Some((tens, ones)) = lower.split_once('-') {
        let tens = of(tens, NumberKind::Cardinal).filter(|n| matches!(n, 20 | 30))?;
        return of(ones, NumberKind::Ordinal).filter(|n| *n < 10).map(|n| tens + n);
    }
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = &lower[digits.len()..];
    if matches!(tail, "st" | "nd" | "rd" | "th") { digits.parse().ok() } else { None }
}

/// A year as it is written: 1950, 2028.
pub fn year(lower: &str) -> Option<i16> {
    let n: i16 =
        if lower.len() == 4 && lower.bytes().all(|b| b.is_ascii_digit()) { lower.parse().ok()? } else { return None };
    (1400..=2199).contains(&n).then_some(n)
}

/// A day of the month.
pub fn day(lower: &str) -> Option<i8> {
    let digits = lower.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
    let n: i8 = if digits.len() <= 2 { digits.parse().ok()? } else { return None };
    (1..=31).contains(&n).then_some(n)
}
