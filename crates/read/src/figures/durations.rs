//! Durations as quantities: "a three-hour call", "sentenced to five years", "for nearly three hours".
//!
//! The time stays a time as well. Leaves alone: horizons ("within two weeks", "in three weeks"), what only places a day ("two days after"),
//! stretches up to now ("the past two years"), and lengths without a number ("a day", "years"). Cases: cases/figures/lasting.md

use onrecord_grammar::{Grammar, List};
use onrecord_model::{Time, TimeType};

use super::number::{self, Number};
use onrecord_words::TokenKind;

/// The number and the unit of a length of time, where it measures something.
pub fn lasting(g: &Grammar<'_>, time: &Time, i: usize, first: usize, end: usize) -> Option<(Number, &'static str)> {
    if time.kind != TimeType::Duration || !matches!(time.rule.as_ref(), "duration" | "compound") {
        return None;
    }
    let (value, unit) = measure(time.value.as_deref()?)?;
    let stop = g.token_at(time.span.end.saturating_sub(1)) + 1;
    let before = if i > first { g.lower(i - 1) } else { "" };
    let behind = |k: usize| if stop + k < end { g.lower(stop + k) } else { "" };
    let given = g.kind(i) == TokenKind::Number || g.lower(i).contains('-') || number::at(g, i, end).is_some();
    let places = g.lexicon.on(behind(0), List::AfterLength);
    // "roughly two weeks before" tells how long before.
    let measured = matches!(before, "roughly" | "about" | "around" | "nearly" | "almost" | "than");
    let horizon = matches!(before, "within" | "in" | "inside" | "a" | "an" | "the") && time.rule == "duration"
        || behind(0) == "or" && behind(1) == "so";
    if !given || places && !measured || horizon || matches!(g.lower(i), "a" | "an" | "the" | "all" | "another") {
        return None;
    }
    Some((Number { end: stop, value, in_words: g.kind(i) == TokenKind::Word, tail: None, scale: 1.0 }, unit))
}

/// What a TIMEX3 duration measures: 5 years of `P5Y`, 2.5 years of `P2Y6M`.
fn measure(value: &str) -> Option<(f64, &'static str)> {
    let (clock, rest) = match value.strip_prefix("PT") {
        Some(rest) => (true, rest),
        None => (false, value.strip_prefix('P')?),
    };
    let n: usize = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let whole: f64 = rest.get(..n)?.parse().ok()?;
    let (unit, half) = match (clock, rest.get(n..)?) {
        (true, "S") => ("second", 0.0),
        (true, "M") => ("minute", 0.0),
        (true, "M30S") => ("minute", 0.5),
        (true, "H") => ("hour", 0.0),
        (true, "H30M") => ("hour", 0.5),
        (false, "D") => ("day", 0.0),
        (false, "DT12H") => ("day", 0.5),
        (false, "W") => ("week", 0.0),
        (false, "M") => ("month", 0.0),
        (false, "Y") => ("year", 0.0),
        (false, "Y6M") => ("year", 0.5),
        _ => return None,
    };
    Some((whole + half, unit))
}

/// The upper end of "two to four years", whose tokens are `i..stop`.
pub fn high(g: &Grammar<'_>, i: usize, stop: usize) -> Option<f64> {
    let low = number::at(g, i, stop)?;
    if low.end + 1 >= stop || !matches!(g.lower(low.end), "to" | "or" | "-" | "–") {
        return None;
    }
    number::at(g, low.end + 1, stop).map(|n| n.value).filter(|v| *v > low.value)
}
