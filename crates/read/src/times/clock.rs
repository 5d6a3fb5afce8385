//! Clock times: 4 p.m., 4:30 pm, 16:30 GMT, noon, midnight.

use onrecord_model::TimeType;

use super::calendar::Interval;
use super::{Found, Reader, found};
use crate::words::TokenKind;

pub fn at(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<Found> {
    let day = r.anchor.report.or(r.anchor.published);
    let lower = r.lower(i);
    match lower {
        "midnight" => return found(i, i + 1, TimeType::Time, Interval::clock(day, 0, 0), "clock", 0.7),
        "noon" => return found(i, i + 1, TimeType::Time, Interval::clock(day, 12, 0), "clock", 0.8),
        _ => {}
    }
    if r.words.kind(i) != TokenKind::Number {
        return None;
    }
    // "8am" and "8.30pm" are one token.
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = &lower[digits.len()..];
    let (hour, mut minute) = match digits.split_once('.') {
        Some((h, m)) if m.len() == 2 => (h.parse::<u8>().ok()?, m.parse::<u8>().ok()?),
        Some(_) => return None,
        None => (digits.parse::<u8>().ok()?, 0),
    };
    let mut at = i + 1;
    let mut exact = digits.contains('.');
    if tail.is_empty()
        && matches!(r.word(at, end), ":" | ".")
        && at + 1 < end
        && !r.words.tokens[at].spaced
        && !r.words.tokens[at + 1].spaced
        && r.words.kind(at + 1) == TokenKind::Number
    {
        let next = r.lower(at + 1);
        let n = next.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if n.len() == 2 {
            minute = n.parse().ok()?;
            exact = r.word(at, end) == ":";
            let rest = &next[n.len()..];
            at += 2;
            if let Some(half) = half_day(rest) {
                return clock(r, i, at, hour, minute, Some(half), end);
            }
        }
    }
    if let Some(half) = half_day(tail).or_else(|| half_day(r.word(at, end))) {
        let stop = if half_day(tail).is_some() { at } else { at + 1 };
        return clock(r, i, stop, hour, minute, Some(half), end);
    }
    if r.word(at, end) == "o'clock" || r.word(at, end) == "o’clock" {
        return clock(r, i, at + 1, hour, minute, None, end);
    }
    let zone = matches!(
        r.word(at, end),
        "gmt" | "utc" | "est" | "edt" | "bst" | "cet" | "pst" | "pdt" | "et" | "hrs" | "hours" | "local"
    );
    // "1500 GMT".
    if digits.len() == 4 && zone && r.word(at, end) != "hours" {
        let n: u16 = digits.parse().ok()?;
        return clock(r, i, at, (n / 100) as u8, (n % 100) as u8, None, end);
    }
    (exact && tail.is_empty() && minute < 60)
        .then(|| clock(r, i, at, hour, minute, None, end))
        .flatten()
        .filter(|_| exact && at > i + 1 || zone)
}

fn half_day(word: &str) -> Option<bool> {
    match word {
        "a.m." | "am" | "a.m" => Some(false),
        "p.m." | "pm" | "p.m" => Some(true),
        _ => None,
    }
}

fn clock(
    r: &Reader<'_, '_>,
    first: usize,
    mut stop: usize,
    hour: u8,
    minute: u8,
    afternoon: Option<bool>,
    end: usize,
) -> Option<Found> {
    let hour = match afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    if hour > 23 || minute > 59 {
        return None;
    }
    if matches!(r.word(stop, end), "gmt" | "utc" | "est" | "edt" | "bst" | "cet" | "pst" | "pdt" | "et") {
        stop += 1;
    }
    let day = r.anchor.report.or(r.anchor.published);
    found(first, stop, TimeType::Time, Interval::clock(day, hour, minute), "clock", 0.9)
}
