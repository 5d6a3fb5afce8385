//! Dates by name and number: September 4, 2025; 4 Sept; Thursday; 2025-09-04; 03/04; 2028; the 1990s; the third quarter.

use jiff::civil::Date;
use onrecord_model::TimeType;

use super::calendar::{Interval, Unit, plus, safe, weekday};
use super::{Found, Reader, found, terms};
use crate::words::TokenKind;

pub fn at(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let kind = r.words.kind(i);
    let lower = r.lower(i);
    if kind == TokenKind::Number {
        return numeric(r, i, end)
            .or_else(|| day_month(r, i, first, end))
            .or_else(|| decade(r, i, i, end))
            .or_else(|| quarter(r, i, i, end))
            .or_else(|| century(r, i, i, end))
            .or_else(|| year(r, i, first, end));
    }
    if kind != TokenKind::Word {
        return None;
    }
    if let Some(day) =
        terms::day_of_week(lower).filter(|_| r.words.capital(i) && (lower.len() > 3 || lower.ends_with('.')))
    {
        return of_weekday(r, i, day, first, end);
    }
    if is_month(r, i, first, end) {
        return of_month(r, i, first, end);
    }
    if let Some(bare) = lower.strip_prefix("mid-") {
        if let Some(month) = terms::month(bare).filter(|_| bare != "may" || r.words.word(i).contains("May")) {
            return month_alone(r, i, i + 1, month, first, end);
        }
        if let Some(year) = terms::year(bare) {
            return found(i, i + 1, TimeType::Date, Interval::year(year), "year", 0.9);
        }
    }
    if lower == "the" {
        let next = i + 1;
        if next < end {
            // "the 4th of September".
            if let Some(day) = terms::day(r.lower(next)).filter(|_| r.word(next + 1, end) == "of" && next + 2 < end)
                && let Some(month) = terms::month(r.lower(next + 2))
            {
                let (year, stop) = year_behind(r, next + 3, end);
                return day_found(r, i, stop, year, month, day, first, end);
            }
            return decade(r, i, next, end)
                .or_else(|| quarter(r, i, next, end))
                .or_else(|| century(r, i, next, end))
                .or_else(|| season_of(r, i, next, end));
        }
    }
    if lower == "fiscal" {
        let at = if r.word(i + 1, end) == "year" { i + 2 } else { i + 1 };
        if let Some(year) = (at < end).then(|| terms::year(r.lower(at))).flatten() {
            return found(i, at + 1, TimeType::Date, Interval::year(year), "fiscal-year", 0.8);
        }
    }
    quarter(r, i, i, end)
        .or_else(|| century(r, i, i, end))
        .or_else(|| season_of(r, i, i, end))
        .or_else(|| holiday(r, i, end))
}

/// A month, and no verb: "may" and "march" only with a capital and in a place of a month.
fn is_month(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> bool {
    let lower = r.lower(i);
    if terms::month(lower).is_none() || !r.words.capital(i) {
        return false;
    }
    if !matches!(lower, "may" | "march" | "mar" | "august" | "sun" | "jan" | "jun") {
        return lower.len() > 3 || lower.ends_with('.') || i + 1 < end && r.words.kind(i + 1) == TokenKind::Number;
    }
    let next = i + 1 < end && r.words.kind(i + 1) == TokenKind::Number;
    let before = r.before(i, first);
    next || matches!(
        before,
        "in" | "of"
            | "since"
            | "last"
            | "next"
            | "this"
            | "by"
            | "until"
            | "early"
            | "late"
            | "from"
            | "to"
            | "through"
            | "between"
            | "during"
            | "and"
            | "before"
            | "after"
            | "every"
            | "mid"
    )
}

fn year_behind(r: &Reader<'_, '_>, at: usize, end: usize) -> (Option<i16>, usize) {
    let comma = usize::from(r.word(at, end) == ",");
    let k = at + comma;
    match (k < end).then(|| terms::year(r.lower(k))).flatten() {
        Some(year) => (Some(year), k + 1),
        None => (None, at),
    }
}

/// "September 4, 2025", "September 4-6", "September 2025", "September".
fn of_month(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let month = terms::month(r.lower(i))?;
    let next = i + 1;
    if next < end && r.words.kind(next) == TokenKind::Number {
        if let Some(year) = terms::year(r.lower(next)) {
            return found(i, next + 1, TimeType::Date, Interval::month(year, month), "month-year", 0.95);
        }
        if let Some(day) = terms::day(r.lower(next)) {
            // "September 4-6": the range is one expression.
            let dash = matches!(r.word(next + 1, end), "-" | "–" | "to");
            if dash
                && next + 2 < end
                && let Some(last) = terms::day(r.lower(next + 2)).filter(|d| *d > day)
            {
                let (year, stop) = year_behind(r, next + 3, end);
                let year = year.or_else(|| guess_year(r, month, day, i, first, end))?;
                let both = Interval::day(safe(year, month, day)).through(&Interval::day(safe(year, month, last)));
                return found(i, stop, TimeType::Date, both, "month-days", 0.85);
            }
            let (year, stop) = year_behind(r, next + 1, end);
            return day_found(r, i, stop, year, month, day, first, end);
        }
    }
    let (year, stop) = if r.word(next, end) == "," || r.word(next, end) == "of" {
        let (year, stop) = year_behind(r, if r.word(next, end) == "of" { next + 1 } else { next }, end);
        (year, if year.is_some() { stop } else { next })
    } else {
        (None, next)
    };
    match year {
        Some(year) => found(i, stop, TimeType::Date, Interval::month(year, month), "month-year", 0.95),
        None => month_alone(r, i, next, month, first, end),
    }
}

fn month_alone(r: &Reader<'_, '_>, i: usize, stop: usize, month: i8, first: usize, end: usize) -> Option<Found> {
    let before = r.before(i, first);
    let day = r.anchor.published;
    let interval = match day {
        None => Interval { value: Some(format!("XXXX-{month:02}")), ..Interval::default() },
        Some(day) => {
            let year = match before {
                "last" | "past" if month >= day.month() => day.year() - 1,
                "next" if month <= day.month() => day.year() + 1,
                "last" | "past" | "next" | "this" => day.year(),
                _ => nearest_year(day, month, r.ahead(i, first, end)),
            };
            Interval::month(year, month)
        }
    };
    let from = if matches!(before, "last" | "past" | "next" | "this") { i - 1 } else { i };
    found(from, stop, TimeType::Date, interval, "month", 0.85)
}

/// The year of a month without one: the nearest past, or coming where the sentence looks ahead.
fn nearest_year(day: Date, month: i8, ahead: bool) -> i16 {
    let distance = i32::from(month) - i32::from(day.month());
    if ahead {
        if distance < 0 { day.year() + 1 } else { day.year() }
    } else if distance > 1 {
        day.year() - 1
    } else {
        day.year()
    }
}

fn guess_year(r: &Reader<'_, '_>, month: i8, day: i8, i: usize, first: usize, end: usize) -> Option<i16> {
    let published = r.anchor.published?;
    let this = safe(published.year(), month, day);
    let days = |d: Date| i64::from(d.day_of_year()) + i64::from(d.year()) * 365;
    let distance = days(this) - days(published);
    Some(if r.ahead(i, first, end) {
        if distance < -45 { published.year() + 1 } else { published.year() }
    } else if distance > 60 {
        published.year() - 1
    } else if distance < -310 {
        published.year() + 1
    } else {
        published.year()
    })
}

#[allow(clippy::too_many_arguments)]
fn day_found(
    r: &Reader<'_, '_>,
    from: usize,
    stop: usize,
    year: Option<i16>,
    month: i8,
    day: i8,
    first: usize,
    end: usize,
) -> Option<Found> {
    let full = year.is_some();
    let Some(year) = year.or_else(|| guess_year(r, month, day, from, first, end)) else {
        let value = Some(format!("XXXX-{month:02}-{day:02}"));
        return found(from, stop, TimeType::Date, Interval { value, ..Interval::default() }, "month-day", 0.8);
    };
    let rule = if full { "full-date" } else { "month-day" };
    found(from, stop, TimeType::Date, Interval::day(safe(year, month, day)), rule, if full { 0.98 } else { 0.9 })
}

/// "4 September 2025", "4th Sept".
fn day_month(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let day = terms::day(r.lower(i))?;
    let mut at = i + 1;
    if r.word(at, end) == "of" {
        at += 1;
    }
    let dash = matches!(r.word(at, end), "-" | "–" | "to");
    if dash && at + 2 < end && terms::day(r.lower(at + 1)).is_some_and(|d| d > day) && is_month(r, at + 2, at + 2, end)
    {
        let (month, last) = (terms::month(r.lower(at + 2))?, terms::day(r.lower(at + 1))?);
        let (year, stop) = year_behind(r, at + 3, end);
        let year = year.or_else(|| guess_year(r, month, day, i, first, end))?;
        let both = Interval::day(safe(year, month, day)).through(&Interval::day(safe(year, month, last)));
        return found(i, stop, TimeType::Date, both, "month-days", 0.85);
    }
    if at >= end || r.words.kind(at) != TokenKind::Word || !r.words.capital(at) {
        return None;
    }
    let month = terms::month(r.lower(at))?;
    let (year, stop) = year_behind(r, at + 1, end);
    day_found(r, i, stop, year, month, day, first, end)
}

/// "Thursday", "Thursday, September 4", "last Thursday", "Thursday night".
fn of_weekday(r: &Reader<'_, '_>, i: usize, day: jiff::civil::Weekday, first: usize, end: usize) -> Option<Found> {
    let comma = usize::from(r.word(i + 1, end) == ",");
    let at = i + 1 + comma;
    if at < end && (is_month(r, at, at, end) || r.words.kind(at) == TokenKind::Number) {
        let dated = if r.words.kind(at) == TokenKind::Number {
            day_month(r, at, first, end)
        } else {
            of_month(r, at, first, end)
        };
        if let Some(date) = dated.filter(|d| matches!(d.rule, "full-date" | "month-day")) {
            return found(
                i,
                date.end,
                TimeType::Date,
                date.interval,
                if date.rule == "full-date" { "full-date" } else { "weekday-date" },
                0.97,
            );
        }
    }
    if r.lower(i).ends_with("days") {
        let value = format!("XXXX-WXX-{}", day.to_monday_one_offset());
        return found(i, i + 1, TimeType::Set, Interval { value: Some(value), ..Interval::default() }, "weekdays", 0.8);
    }
    let before = r.before(i, first);
    let from = if matches!(before, "last" | "next" | "this" | "past" | "every" | "each") { i - 1 } else { i };
    if matches!(before, "every" | "each") {
        let value = format!("XXXX-WXX-{}", day.to_monday_one_offset());
        return found(from, i + 1, TimeType::Set, Interval { value: Some(value), ..Interval::default() }, "every", 0.9);
    }
    let Some(published) = r.anchor.published else {
        let value = Some(format!("XXXX-WXX-{}", day.to_monday_one_offset()));
        return found(from, i + 1, TimeType::Date, Interval { value, ..Interval::default() }, "weekday", 0.7);
    };
    let ahead = before == "next" || before != "last" && r.ahead(i, first, end);
    let mut date = weekday(published, day, ahead);
    if date == published && matches!(before, "last" | "next") {
        date = plus(date, if ahead { 1 } else { -1 }, Unit::Week);
    }
    if let Some(part) = (i + 1 < end).then(|| terms::part_of_day(r.lower(i + 1))).flatten() {
        return found(from, i + 2, TimeType::Time, Interval::part(date, part), "weekday-part", 0.85);
    }
    found(from, i + 1, TimeType::Date, Interval::day(date), "weekday", 0.88)
}

/// "2025-09-04", "9/4/2025", "03/04".
fn numeric(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<Found> {
    let sign = r.word(i + 1, end);
    if !matches!(sign, "-" | "/" | ".") || i + 2 >= end || r.words.tokens[i + 1].spaced || r.words.tokens[i + 2].spaced
    {
        return None;
    }
    let part = |k: usize| -> Option<i64> {
        if k < end && r.words.kind(k) == TokenKind::Number { r.lower(k).parse().ok() } else { None }
    };
    let (a, b) = (part(i)?, part(i + 2)?);
    let third = (r.word(i + 3, end) == sign).then(|| part(i + 4)).flatten();
    if let Some(c) = third {
        if a > 1000 && (1..=12).contains(&b) && (1..=31).contains(&c) {
            let day = safe(i16::try_from(a).ok()?, b as i8, c as i8);
            return found(i, i + 5, TimeType::Date, Interval::day(day), "full-date", 0.98);
        }
        if sign == "-" && c < 100 {
            return None;
        }
        let year = i16::try_from(if c < 100 { if c < 50 { c + 2000 } else { c + 1900 } } else { c }).ok()?;
        return two_ways(i, i + 5, year, a, b);
    }
    // "03/04" alone, near publication.
    if sign == "/" && r.lower(i).len() == 2 && r.lower(i + 2).len() == 2 {
        let year = r.anchor.published?.year();
        return two_ways(i, i + 3, year, a, b);
    }
    None
}

/// Month first or day first: where both can be, no value and an interval that covers both.
fn two_ways(from: usize, stop: usize, year: i16, a: i64, b: i64) -> Option<Found> {
    let ok = |month: i64, day: i64| (1..=12).contains(&month) && (1..=31).contains(&day);
    let date = |month: i64, day: i64| safe(year, month as i8, day as i8);
    let interval = match (ok(a, b), ok(b, a)) {
        (true, true) if a != b => {
            let (x, y) = (date(a, b), date(b, a));
            Interval { value: None, start: Some(x.min(y).to_string()), end: Some(x.max(y).to_string()) }
        }
        (true, _) => Interval::day(date(a, b)),
        (_, true) => Interval::day(date(b, a)),
        _ => return None,
    };
    found(from, stop, TimeType::Date, interval, "numeric-date", 0.8)
}

/// A year by itself, where nothing is counted.
fn year(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let year = terms::year(r.lower(i))?;
    let before = r.before(i, first);
    let next = r.word(i + 1, end);
    let said = matches!(
        before,
        "in" | "since"
            | "of"
            | "by"
            | "through"
            | "until"
            | "till"
            | "from"
            | "during"
            | "to"
            | "early"
            | "late"
            | "mid"
            | "year"
            | "before"
            | "after"
            | "between"
            | "and"
            | "the"
            | "for"
            | "as"
            | "its"
            | "("
            | ","
            | "–"
            | "-"
            | "their"
            | "his"
            | "her"
    );
    let counted = matches!(
        next,
        "%" | "percent"
            | "people"
            | "men"
            | "women"
            | "troops"
            | "soldiers"
            | "jobs"
            | "miles"
            | "dollars"
            | "euros"
            | "pounds"
            | "points"
            | "votes"
            | "metres"
            | "meters"
            | "feet"
            | "workers"
            | "homes"
            | "of"
            | "gmt"
            | "local"
    ) || terms::unit(next).is_some();
    let money = matches!(
        before,
        "$" | "£"
            | "€"
            | "#"
            | "no."
            | "a"
            | "about"
            | "around"
            | "some"
            | "nearly"
            | "almost"
            | "over"
            | "than"
            | "least"
    );
    if money || counted && before != "in" || !said && !(1900..=2049).contains(&year) || !(1000..=2199).contains(&year) {
        return None;
    }
    if !said && i == first && counted {
        return None;
    }
    // "2016-17", "1939-45".
    if matches!(next, "-" | "–" | "/")
        && i + 2 < end
        && !r.words.tokens[i + 1].spaced
        && !r.words.tokens[i + 2].spaced
        && let Some(last) = r.lower(i + 2).parse::<i16>().ok().filter(|n| *n < 100 || *n > 1000)
    {
        let last = if last < 100 { year / 100 * 100 + last } else { last };
        if last > year && last - year < 120 {
            return found(i, i + 3, TimeType::Date, Interval::year(year).through(&Interval::year(last)), "years", 0.8);
        }
    }
    let interval = Interval::year(year);
    let interval = if matches!(before, "through" | "until" | "till") { interval.until() } else { interval };
    found(i, i + 1, TimeType::Date, interval, "year", if said { 0.92 } else { 0.8 })
}

/// "1990s", "the '90s".
fn decade(r: &Reader<'_, '_>, from: usize, i: usize, end: usize) -> Option<Found> {
    let digits = r.word(i, end).strip_suffix('s')?;
    let n: i16 = digits.parse().ok()?;
    let decade = match digits.len() {
        4 if n % 10 == 0 => n / 10,
        2 if n % 10 == 0 => 190 + n / 10,
        _ => return None,
    };
    found(from, i + 1, TimeType::Date, Interval::decade(decade), "decade", 0.9)
}

/// "third quarter of 2015", "the first half", "Q3 2015".
fn quarter(r: &Reader<'_, '_>, from: usize, i: usize, end: usize) -> Option<Found> {
    let lower = r.word(i, end);
    let (n, what, mut stop) =
        if let Some(n) = lower.strip_prefix('q').and_then(|d| d.parse::<i8>().ok()).filter(|n| (1..=4).contains(n)) {
            (n, "quarter", i + 1)
        } else if let Some((first, "quarter")) = lower.split_once('-') {
            (terms::ordinal(first)? as i8, "quarter", i + 1)
        } else {
            let mut at = i + 1;
            if r.word(at, end) == "fiscal" {
                at += 1;
            }
            let what = match r.word(at, end) {
                "quarter" => "quarter",
                "half" => "half",
                _ => return None,
            };
            (terms::ordinal(lower)? as i8, what, at + 1)
        };
    let most = if what == "half" { 2 } else { 4 };
    if !(1..=most).contains(&n) {
        return None;
    }
    let at = if r.word(stop, end) == "of" { stop + 1 } else { stop };
    let year = (at < end).then(|| terms::year(r.lower(at))).flatten();
    if year.is_some() {
        stop = at + 1;
    } else if what == "half" {
        return None;
    }
    let Some(year) = year.or_else(|| {
        let day = r.anchor.published?;
        let now = (day.month() + 2) / 3;
        Some(if n > now { day.year() - 1 } else { day.year() })
    }) else {
        return found(
            from,
            stop,
            TimeType::Date,
            Interval { value: Some(format!("XXXX-Q{n}")), ..Interval::default() },
            "quarter",
            0.7,
        );
    };
    let interval = if what == "half" { Interval::half(year, n) } else { Interval::quarter(year, n) };
    found(from, stop, TimeType::Date, interval, "quarter", 0.85)
}

/// "the 19th century".
fn century(r: &Reader<'_, '_>, from: usize, i: usize, end: usize) -> Option<Found> {
    let n = terms::ordinal(r.word(i, end))?;
    (r.word(i + 1, end) == "century" && (1..=22).contains(&n)).then_some(())?;
    found(from, i + 2, TimeType::Date, Interval::century(n as i16 - 1), "century", 0.9)
}

/// "summer 2015", "the spring of 2015".
fn season_of(r: &Reader<'_, '_>, from: usize, i: usize, end: usize) -> Option<Found> {
    let season = terms::season(r.word(i, end))?;
    let at = if r.word(i + 1, end) == "of" { i + 2 } else { i + 1 };
    let year = (at < end).then(|| terms::year(r.lower(at))).flatten()?;
    found(from, at + 1, TimeType::Date, Interval::season(year, season), "season", 0.9)
}

/// Days that have a name.
fn holiday(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<Found> {
    if !r.words.capital(i) {
        return None;
    }
    let year = r.anchor.published?.year();
    let next = r.word(i + 1, end);
    let behind = r.word(i + 2, end);
    let (stop, day) = match (r.lower(i), next, behind) {
        ("christmas", "eve", _) => (i + 2, safe(year, 12, 24)),
        ("christmas", "day", _) => (i + 2, safe(year, 12, 25)),
        ("christmas", ..) => (i + 1, safe(year, 12, 25)),
        ("halloween", ..) => (i + 1, safe(year, 10, 31)),
        ("valentine", "'s" | "’s", "day") => (i + 3, safe(year, 2, 14)),
        ("new", "year", "'s" | "’s") => match r.word(i + 3, end) {
            "eve" => (i + 4, safe(year, 12, 31)),
            "day" => (i + 4, safe(year, 1, 1)),
            _ => return None,
        },
        ("easter", "sunday", _) => (i + 2, easter(year)),
        ("easter", "monday", _) => (i + 2, plus(easter(year), 1, Unit::Day)),
        ("easter", ..) => (i + 1, easter(year)),
        ("good", "friday", _) => (i + 2, plus(easter(year), -2, Unit::Day)),
        ("thanksgiving", ..) => {
            (i + 1, plus(weekday(safe(year, 11, 1), jiff::civil::Weekday::Thursday, true), 3, Unit::Week))
        }
        ("independence", "day", _) => (i + 2, safe(year, 7, 4)),
        ("labor", "day", _) => (i + 2, weekday(safe(year, 9, 1), jiff::civil::Weekday::Monday, true)),
        ("memorial", "day", _) => (i + 2, weekday(safe(year, 5, 31), jiff::civil::Weekday::Monday, false)),
        _ => return None,
    };
    found(i, stop, TimeType::Date, Interval::day(day), "holiday", 0.8)
}

/// Easter Sunday of the Gregorian calendar (Meeus 1991, after the anonymous algorithm of 1876).
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    safe(year, month as i8, day as i8)
}

#[cfg(test)]
mod tests {
    #[test]
    fn easter_moves() {
        for (year, wanted) in [(2000, "2000-04-23"), (2016, "2016-03-27"), (2025, "2025-04-20"), (2038, "2038-04-25")] {
            assert_eq!(super::easter(year).to_string(), wanted);
        }
    }
}
