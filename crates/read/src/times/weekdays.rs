//! Days of the week: Thursday; Thursday, September 4; last Thursday; Friday the 26th; Monday week; Tuesday of next week; Friday mornings.
//!
//! Leaves alone: "another Tuesday", a weekday of its own that is no day of the calendar. Cases: cases/times/weekdays.md

use jiff::civil::{Date, Weekday};
use onrecord_grammar::List;
use onrecord_model::TimeType;

use super::calendar::{Timex, Unit, plus, weekday};
use super::{Found, Reader, dates, found, terms};
use onrecord_grammar::tense::Direction;
use onrecord_words::TokenKind;

/// The weekday at token `i`, by its name or, with a capital, its short form.
pub fn named(r: &Reader<'_, '_>, i: usize) -> Option<Weekday> {
    let lower = r.lower(i);
    let day = terms::day_of_week(r.g.lexicon, lower)?;
    let long = lower.len() > 5;
    (long || r.g.capital(i) && (lower.len() > 3 || lower.ends_with('.'))).then_some(day)
}

pub fn at(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let day = match named(r, i) {
        Some(day) => day,
        None => return short(r, i, first, end),
    };
    if let Some(dated) = with_date(r, i, first, end) {
        return Some(dated);
    }
    let set = |from: usize, stop: usize, part: &str, rule: &'static str| {
        let value = Some(format!("XXXX-WXX-{}{part}", day.to_monday_one_offset()));
        found(from, stop, TimeType::Set, Timex { value, ..Timex::default() }, rule, 0.85)
    };
    let part = (i + 1 < end).then(|| terms::part_of_day(r.lower(i + 1))).flatten();
    let plural_part = part.is_some() && r.lower(i + 1).ends_with('s');
    if r.lower(i).ends_with("days") || plural_part {
        let behind = part.map_or(String::new(), |p| format!("T{p}"));
        return set(i, if part.is_some() { i + 2 } else { i + 1 }, &behind, "weekdays");
    }
    let (pointer, from) = pointer(r, i, first);
    match pointer {
        "every" | "each" => return set(from, i + 1, "", "every"),
        "another" => return None,
        _ => {}
    }
    let Some(published) = r.anchor.published else {
        let value = Some(format!("XXXX-WXX-{}", day.to_monday_one_offset()));
        return found(from, i + 1, TimeType::Date, Timex { value, ..Timex::default() }, "weekday", 0.7);
    };
    // "Tuesday of next week", "Wednesday evening next week".
    let behind = if part.is_some() { i + 2 } else { i + 1 };
    let of = usize::from(r.word(behind, end) == "of");
    if r.word(behind + of + 1, end) == "week"
        && let Some(n) = match r.word(behind + of, end) {
            "next" => Some(1),
            "last" => Some(-1),
            "this" => Some(0),
            _ => None,
        }
    {
        let date = of_week(plus(published, n, Unit::Week), day);
        return day_or_part(from, behind + of + 2, date, part);
    }
    let mut date = match pointer {
        // "next Tuesday to Thursday"
        "" if r.start_of_range(i, first).is_some() => {
            weekday(r.start_of_range(i, first).unwrap_or(published), day, true)
        }
        "next" => next(published, day),
        "last" => last(published, day),
        "previous" => weekday(plus(published, -1, Unit::Day), day, false),
        "coming" | "upcoming" => weekday(plus(published, 1, Unit::Day), day, true),
        "past" => weekday(published, day, false),
        _ => weekday(published, day, pointer == "this" || r.direction(i, behind, first, end) == Direction::Ahead),
    };
    if pointer == "following" {
        // "the following Monday": after the day told last.
        let told = r.day_told(0).unwrap_or(published);
        date = weekday(plus(told, 1, Unit::Day), day, true);
    }
    // "Monday week": a week after the coming Monday.
    if r.word(i + 1, end) == "week" && matches!(r.word(i + 2, end), "" | "," | "." | ";") {
        let date = plus(weekday(published, day, true), 1, Unit::Week);
        return found(from, i + 2, TimeType::Date, Timex::day(date), "weekday", 0.8);
    }
    day_or_part(from, behind, date, part)
}

fn day_or_part(from: usize, stop: usize, date: Date, part: Option<&str>) -> Option<Found> {
    match part {
        Some(part) => found(from, stop, TimeType::Time, Timex::part(date, part), "weekday-part", 0.85),
        None => found(from, stop, TimeType::Date, Timex::day(date), "weekday", 0.88),
    }
}

/// "next Friday" is the one of the coming week, unless only that can be meant which lies within this one.
fn next(published: Date, day: Weekday) -> Date {
    of_week(plus(published, 1, Unit::Week), day)
}

fn last(published: Date, day: Weekday) -> Date {
    weekday(plus(published, -1, Unit::Day), day, false)
}

/// The day of the week (Monday first) that holds `date`.
pub fn of_week(date: Date, day: Weekday) -> Date {
    let monday = weekday(date, Weekday::Monday, false);
    plus(monday, i64::from(day.to_monday_zero_offset()), Unit::Day)
}

/// The word that points, "next" in "next Friday", and the first token of the expression: "this" in "this coming Sunday".
fn pointer<'r>(r: &'r Reader<'_, '_>, i: usize, first: usize) -> (&'r str, usize) {
    let word = r.before(i, first);
    let known = r.g.lexicon.on(word, List::Pointer);
    if !known {
        return ("", i);
    }
    let wide = i >= first + 2
        && matches!(r.lower(i - 2), "this" | "the" | "this-")
        && matches!(word, "coming" | "past" | "following" | "previous" | "upcoming" | "next");
    // "every other Friday" is read with "other".
    (word, if wide { i - 2 } else { i - 1 })
}

/// "Thursday, September 4", "Thursday 4 September 2025", "Friday 5/12".
fn with_date(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let comma = usize::from(r.word(i + 1, end) == ",");
    let at = i + 1 + comma;
    if at >= end {
        return None;
    }
    let number = r.g.kind(at) == TokenKind::Number;
    let dated = if number {
        dates::day_month(r, at, first, end)
    } else if dates::is_month(r, at, at, end) {
        dates::of_month(r, at, first, end)
    } else {
        None
    };
    if let Some(date) = dated.filter(|d| matches!(d.rule, "full-date" | "month-day")) {
        let rule = if date.rule == "full-date" { "full-date" } else { "weekday-date" };
        return found(i, date.end, TimeType::Date, date.timex, rule, 0.97);
    }
    // "Friday the 26th", "Monday 13th": the nearest day that is both.
    let the = usize::from(r.word(i + 1, end) == "the");
    let at = i + 1 + the;
    let number = (at < end && r.g.kind(at) == TokenKind::Number).then(|| terms::day(r.lower(at))).flatten()?;
    if r.lower(at).len() < 3 {
        return None;
    }
    let (published, wanted) = (r.anchor.published?, named(r, i)?);
    let mut date = weekday(published, wanted, true);
    let ahead = r.direction(i, at + 1, first, end) != Direction::Back;
    for _ in 0..60 {
        if date.day() == number {
            return found(i, at + 1, TimeType::Date, Timex::day(date), "weekday-date", 0.8);
        }
        date = plus(date, if ahead { 1 } else { -1 }, Unit::Week);
    }
    None
}

/// "Thurs", "Mon": short forms without a stop only where a date follows.
fn short(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    if !r.g.capital(i) || terms::day_of_week(r.g.lexicon, r.lower(i)).is_none() {
        return None;
    }
    with_date(r, i, first, end)
}
