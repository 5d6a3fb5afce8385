//! Clock times: 4 p.m.; 4:30 pm; 16:30 GMT; noon; ten past five; nine in the morning; 9 a.m. Tuesday.
//!
//! A clock time is one of the day beside it ("9 a.m. on Tuesday"), else of the day its sentence told, else of the report's day.
//! Leaves alone: scores (6:3), numbers in words that name no hour. Cases: cases/times/clock.md

use jiff::civil::Date;
use onrecord_grammar::List;
use onrecord_model::TimeType;

use super::calendar::Timex;
use super::{Found, Reader, found, terms};
use onrecord_words::TokenKind;

pub fn at(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    match r.lower(i) {
        "midnight" => return clock(r, i, i + 1, (0, 0), first, end),
        "noon" => return clock(r, i, i + 1, (12, 0), first, end),
        _ => {}
    }
    if r.g.kind(i) == TokenKind::Word {
        return spoken(r, i, first, end);
    }
    if r.g.kind(i) == TokenKind::Number { digits(r, i, first, end) } else { None }
}

/// "8am", "4:30 p.m.", "16.30", "1500 GMT".
fn digits(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let lower = r.lower(i);
    // "8am" and "8.30pm" are one token.
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = &lower[digits.len()..];
    let (hour, mut minute) = match digits.split_once('.') {
        Some((h, m)) if m.len() == 2 => (h.parse::<u8>().ok()?, m.parse::<u8>().ok()?),
        Some(_) => return None,
        None if digits.len() == 4 && is_zone(r, i + 1, end) => {
            let n: u16 = digits.parse().ok()?;
            return clock(r, i, i + 1, ((n / 100) as u8, (n % 100) as u8), first, end);
        }
        None => (digits.parse::<u8>().ok()?, 0),
    };
    let mut at = i + 1;
    let mut colon = false;
    if tail.is_empty()
        && matches!(r.word(at, end), ":" | ".")
        && at + 1 < end
        && !r.g.tokens[at].spaced
        && !r.g.tokens[at + 1].spaced
        && r.g.kind(at + 1) == TokenKind::Number
    {
        let next = r.lower(at + 1);
        let n = next.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if n.len() == 2 {
            minute = n.parse().ok()?;
            colon = r.word(at, end) == ":";
            let rest = &next[n.len()..];
            at += 2;
            if let Some(half) = half_day(rest) {
                return clock(r, i, at, (of_half(hour, half)?, minute), first, end);
            }
        }
    }
    if let Some(half) = half_day(tail).or_else(|| half_day(r.word(at, end))) {
        let stop = if half_day(tail).is_some() { at } else { at + 1 };
        return clock(r, i, stop, (of_half(hour, half)?, minute), first, end);
    }
    if !tail.is_empty() || minute > 59 {
        return None;
    }
    if matches!(r.word(at, end), "o'clock" | "o’clock") {
        return clock(r, i, at + 1, (hour, minute), first, end);
    }
    if let Some((half, stop)) = part_behind(r, at, end) {
        return clock(r, i, stop, (of_half(hour, half)?, minute), first, end);
    }
    // "18.05" heads a post of a live blog; elsewhere a full stop needs a zone.
    let alone = i == first && (at >= end || at + 1 == end && r.g.kind(at) == TokenKind::Mark);
    let stopped = digits.contains('.')
        && (alone || is_zone(r, at, end) || matches!(r.before(i, first), "at") && digits.len() == 5);
    (colon || stopped).then(|| clock(r, i, at, (hour, minute), first, end)).flatten()
}

/// "ten past five", "half past seven", "twenty to six", "nine in the morning", "six o'clock".
fn spoken(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let hour_at = |at: usize| -> Option<u8> {
        let n = (at < end && r.lower(at).len() > 2).then(|| terms::number(r.g.lexicon, r.lower(at))).flatten()?;
        (1..=12).contains(&n).then_some(n as u8)
    };
    let minute = match r.lower(i) {
        "half" => Some(30),
        "quarter" => Some(15),
        lower if lower.len() > 2 => terms::number(r.g.lexicon, lower).filter(|n| (1..60).contains(n)),
        _ => None,
    }?;
    let unit = usize::from(matches!(r.word(i + 1, end), "minutes" | "minute"));
    let at = i + 1 + unit;
    let midnight = r.word(at + 1, end) == "midnight";
    let noon = r.word(at + 1, end) == "noon";
    let hour = if midnight {
        Some(24)
    } else if noon {
        Some(12)
    } else {
        hour_at(at + 1)
    };
    let told = match (r.word(at, end), hour) {
        ("past", Some(hour)) => Some((hour % 24, minute)),
        // "twenty to six" only where a time can stand, and not "five to ten people".
        ("to", Some(hour)) if matches!(minute, 1..=29) && led(r, i, first) && !counts(r, at + 2, end) => {
            Some((hour - 1, 60 - minute))
        }
        _ => None,
    };
    if let Some((hour, minute)) = told {
        let oclock = usize::from(matches!(r.word(at + 2, end), "o'clock" | "o’clock"));
        let stop = at + 2 + oclock;
        if let Some((half, stop)) = part_behind(r, stop, end) {
            return clock(r, i, stop, (of_half(hour, half)?, minute as u8), first, end);
        }
        let hour = if midnight || noon { hour } else { by_day(hour) };
        return clock(r, i, stop, (hour, minute as u8), first, end);
    }
    let hour = hour_at(i)?;
    if let Some((half, stop)) = part_behind(r, i + 1, end) {
        return clock(r, i, stop, (of_half(hour, half)?, 0), first, end);
    }
    if let Some(half) = half_day(r.word(i + 1, end)) {
        return clock(r, i, i + 2, (of_half(hour, half)?, 0), first, end);
    }
    if matches!(r.word(i + 1, end), "o'clock" | "o’clock") {
        return clock(r, i, i + 2, (by_day(hour), 0), first, end);
    }
    // "at nine on Wednesday", "by ten tonight".
    let on = usize::from(r.word(i + 1, end) == "on");
    let day = i + 1 + on;
    let dated = day < end
        && (terms::day_of_week(r.g.lexicon, r.lower(day)).is_some()
            || on == 0 && matches!(r.lower(day), "tonight" | "tomorrow" | "yesterday" | "today" | "sharp"));
    (dated && led(r, i, first)).then(|| clock(r, i, i + 1, (by_day(hour), 0), first, end)).flatten()
}

/// True behind a word that leads in a clock time.
fn led(r: &Reader<'_, '_>, i: usize, first: usize) -> bool {
    i == first || r.g.on(i - 1, List::ClockLead)
}

/// True where a noun stands that a number may count.
fn counts(r: &Reader<'_, '_>, at: usize, end: usize) -> bool {
    at < end && r.g.kind(at) == TokenKind::Word && !r.g.on(at, List::AfterClock)
}

/// Hours without a half of the day: from one to six in the afternoon, else as they stand.
fn by_day(hour: u8) -> u8 {
    if hour < 7 { hour + 12 } else { hour }
}

/// "in the morning", "at night": the half of the day and the token behind.
fn part_behind(r: &Reader<'_, '_>, at: usize, end: usize) -> Option<(bool, usize)> {
    let (word, stop) = match (r.word(at, end), r.word(at + 1, end)) {
        ("in", "the") => (r.word(at + 2, end), at + 3),
        ("at", "night") => ("night", at + 2),
        _ => return None,
    };
    match word {
        "morning" => Some((false, stop)),
        "afternoon" | "evening" | "night" => Some((true, stop)),
        _ => None,
    }
}

fn half_day(word: &str) -> Option<bool> {
    match word {
        "a.m." | "am" | "a.m" => Some(false),
        "p.m." | "pm" | "p.m" => Some(true),
        _ => None,
    }
}

fn of_half(hour: u8, afternoon: bool) -> Option<u8> {
    match (hour, afternoon) {
        (1..=11, true) => Some(hour + 12),
        (12, false) => Some(0),
        (0..=23, _) => Some(hour),
        _ => None,
    }
}

fn clock(
    r: &Reader<'_, '_>,
    from: usize,
    mut stop: usize,
    (hour, minute): (u8, u8),
    first: usize,
    end: usize,
) -> Option<Found> {
    if hour > 23 || minute > 59 {
        return None;
    }
    if r.g.lexicon.on(r.word(stop, end), List::TimeZone) {
        stop += 1;
    } else if r.word(stop, end) == "local" && r.word(stop + 1, end) == "time" {
        stop += 2;
    }
    // "9 a.m. Tuesday" is one expression, "9 a.m. on Tuesday" two.
    let on = usize::from(matches!(r.word(stop, end), "on" | ","));
    let behind = (stop + on < end).then(|| day_at(r, stop + on, first, end)).flatten();
    if let Some((day, _, behind_end)) = behind
        && on == 0
    {
        return found(from, behind_end, TimeType::Time, Timex::clock(Some(day), hour, minute), "clock", 0.9);
    }
    // "by 3am", said of the night that has begun, is the next day's; who tells which is the day beside it.
    let day = behind.map(|b| b.0).or_else(|| r.day_told(first)).or(r.anchor.report).or(r.anchor.published);
    found(from, stop, TimeType::Time, Timex::clock(day, hour, minute), "clock", 0.9)
}

/// Words behind an hour that show it to be one.
fn is_zone(r: &Reader<'_, '_>, at: usize, end: usize) -> bool {
    at < end && (r.g.on(at, List::TimeZone) || matches!(r.lower(at), "local" | "hrs"))
}

/// The day that an expression at token `at` names, with its kind and the token behind it.
fn day_at(r: &Reader<'_, '_>, at: usize, first: usize, end: usize) -> Option<(Date, TimeType, usize)> {
    let begins = r.g.kind(at) == TokenKind::Number
        || terms::day_of_week(r.g.lexicon, r.lower(at)).is_some()
        || terms::month(r.g.lexicon, r.lower(at)).is_some()
        || matches!(r.lower(at), "today" | "tomorrow" | "yesterday" | "next" | "last");
    if !begins {
        return None;
    }
    let day = super::dates::at(r, at, first, end).or_else(|| super::relative::at(r, at, first, end))?;
    let one = day.timex.is_one_day() && day.first == at;
    one.then(|| day.timex.first_day().map(|d| (d, day.kind, day.end))).flatten()
}
