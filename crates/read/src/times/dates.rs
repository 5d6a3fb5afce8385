//! Dates by month: September 4, 2025; 4 Sept; April 24 and 25; September; September of next year; the end of March.
//!
//! Leaves alone: "may" and "march" as verbs, scores and votes. Cases: cases/times/days.md, cases/times/months.md

use jiff::civil::Date;
use onrecord_grammar::{List, NumberKind};
use onrecord_model::{BlockKind, TimeType};

use super::calendar::{Timex, safe};
use super::{Found, Reader, fiscal, found, holidays, numeric, seasons, terms, weekdays, years};
use onrecord_grammar::tense::Direction;
use onrecord_words::TokenKind;

pub fn at(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let kind = r.g.kind(i);
    let lower = r.lower(i);
    if kind == TokenKind::Number {
        return numeric::at(r, i, end)
            .or_else(|| day_month(r, i, first, end))
            .or_else(|| fiscal::at(r, i, first, end))
            .or_else(|| years::at(r, i, first, end));
    }
    if kind != TokenKind::Word {
        return None;
    }
    if terms::day_of_week(r.g.lexicon, lower).is_some() {
        return weekdays::at(r, i, first, end);
    }
    if is_month(r, i, first, end) {
        return of_month(r, i, first, end);
    }
    if let Some(bare) =
        lower.strip_prefix("mid-").or_else(|| lower.strip_prefix("late-")).or_else(|| lower.strip_prefix("early-"))
    {
        if let Some(month) = terms::month(r.g.lexicon, bare).filter(|_| bare != "may" || r.g.word(i).contains("May")) {
            return month_alone(r, i, i + 1, month, first, end);
        }
        if let Some(year) = terms::year(bare) {
            return found(i, i + 1, TimeType::Date, Timex::year(year), "year", 0.9);
        }
    }
    if lower == "the" {
        return the(r, i, first, end);
    }
    // "fourth of July"
    if r.word(i + 1, end) == "of"
        && i + 2 < end
        && let Some(day) =
            terms::ordinal(r.g.lexicon, lower).and_then(|n| i8::try_from(n).ok()).filter(|n| (1..=31).contains(n))
        && is_month(r, i + 2, i + 2, end)
    {
        let month = terms::month(r.g.lexicon, r.lower(i + 2))?;
        let (year, stop) = year_behind(r, i + 3, end);
        return day_found(r, i, stop, Written { year, month, day }, first, end);
    }
    // "end of year", "end of month": the article is often left out.
    if lower == "end" && r.word(i + 1, end) == "of" && matches!(r.word(i + 2, end), "year" | "month" | "week") {
        let unit = terms::unit(r.word(i + 2, end))?.0;
        let timex = super::calendar::around(r.anchor.published?, unit);
        return found(i, i + 3, TimeType::Date, timex, "period-end", 0.7);
    }
    fiscal::at(r, i, first, end)
        .or_else(|| years::at(r, i, first, end))
        .or_else(|| seasons::at(r, i, i, first, end))
        .or_else(|| holidays::at(r, i, first, end))
}

/// What "the" begins: "the 4th of September", "the end of March", "the 1990s", "the third quarter".
fn the(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let next = i + 1;
    if next >= end {
        return None;
    }
    let day = terms::day(r.lower(next))
        .or_else(|| terms::ordinal(r.g.lexicon, r.lower(next)).and_then(|n| i8::try_from(n).ok()).filter(|n| *n <= 31));
    if let Some(day) = day.filter(|_| r.word(next + 1, end) == "of" && next + 2 < end)
        && let Some(month) = terms::month(r.g.lexicon, r.lower(next + 2)).filter(|_| r.g.capital(next + 2))
    {
        let (year, stop) = year_behind(r, next + 3, end);
        return day_found(r, i, stop, Written { year, month, day }, first, end);
    }
    edge(r, i, first, end)
        .or_else(|| years::at(r, i, first, end))
        .or_else(|| fiscal::at(r, i, first, end))
        .or_else(|| seasons::at(r, i, next, first, end))
}

/// "the end of March", "the end of next week", "the year's end": the period is the value, and its last day the end.
fn edge(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let which = r.word(i + 1, end);
    if matches!(which, "year" | "month" | "week")
        && (matches!(r.word(i + 2, end), "'s" | "’s") && r.word(i + 3, end) == "end"
            || matches!(r.word(i + 2, end), "is" | "'s" | "’s") && matches!(r.word(i + 3, end), "out" | "over")
            || r.word(i + 2, end) == "ends")
    {
        let unit = terms::unit(which)?.0;
        let timex = super::calendar::around(r.anchor.published?, unit);
        let owned = r.word(i + 3, end) == "end";
        return found(i, if owned { i + 4 } else { i + 2 }, TimeType::Date, timex, "period-end", 0.7);
    }
    if !matches!(which, "end" | "beginning" | "start" | "middle" | "close")
        || r.word(i + 2, end) != "of"
        || i + 3 >= end
    {
        return None;
    }
    let at = i + 3;
    // "the end of the end of": one edge is enough.
    if matches!(r.word(at + 1, end), "end" | "beginning" | "start" | "middle" | "close") {
        return None;
    }
    let inner = if r.word(at, end) == "the" && matches!(r.word(at + 1, end), "month" | "year" | "week") {
        let unit = terms::unit(r.word(at + 1, end))?.0;
        let timex = super::calendar::around(r.anchor.published?, unit);
        found(at, at + 2, TimeType::Date, timex, "period-end", 0.75)
    } else {
        r.at(at, first, end)
    }?;
    // A day has hours, and no days of which one is its last.
    if inner.first > at || inner.timex.is_one_day() || inner.kind != TimeType::Date {
        return None;
    }
    Some(Found { first: i, rule: "period-end", score: inner.score.min(0.85), ..inner })
}

/// A month, and no verb: "may" and "march" only with a capital and in a place of a month.
pub fn is_month(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> bool {
    let lower = r.lower(i);
    let Some(month) = r.g.lexicon.numbers.get(lower).filter(|w| w.kind == NumberKind::Month) else { return false };
    // In small letters only a month that is nothing else, and whole.
    if !r.g.capital(i) {
        return !month.short && !month.ambiguous;
    }
    if !month.ambiguous {
        return lower.len() > 3 || lower.ends_with('.') || i + 1 < end && r.g.kind(i + 1) == TokenKind::Number;
    }
    let next =
        i + 1 < end && (r.g.kind(i + 1) == TokenKind::Number || terms::ordinal(r.g.lexicon, r.lower(i + 1)).is_some());
    let before = r.before(i, first);
    // In the midst of a sentence a verb has no capital, and a name stands beside another: "targets March for the launch".
    let sentence = !matches!(r.g.sentence_of(i).kind, BlockKind::Title | BlockKind::Heading);
    let lone = sentence
        && i > first
        && !r.g.first_of_sentence(i)
        && r.g.kind(i - 1) == TokenKind::Word
        && !r.g.capital(i - 1)
        && !(i + 1 < end && r.g.kind(i + 1) == TokenKind::Word && r.g.capital(i + 1));
    next || lone || r.g.lexicon.on(before, List::MonthLead) && lower != "mar"
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
pub fn of_month(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let month = terms::month(r.g.lexicon, r.lower(i))?;
    let next = i + 1;
    if next < end && r.g.kind(next) == TokenKind::Number {
        if let Some(year) = terms::year(r.lower(next)) {
            return found(i, next + 1, TimeType::Date, Timex::month(year, month), "month-year", 0.95);
        }
        if let Some(day) = terms::day(r.lower(next)) {
            // "September 4-6": the range is one expression.
            let dash = matches!(r.word(next + 1, end), "-" | "–" | "to");
            if dash
                && next + 2 < end
                && let Some(last) = terms::day(r.lower(next + 2)).filter(|d| *d > day)
            {
                let (year, stop) = year_behind(r, next + 3, end);
                let year = year_of(r, Written { year, month, day }, i, stop, first, end)?;
                let both = Timex::day(safe(year, month, day)).through(&Timex::day(safe(year, month, last)));
                return found(i, stop, TimeType::Date, both, "month-days", 0.85);
            }
            let (year, stop) = year_behind(r, next + 1, end);
            return day_found(r, i, stop, Written { year, month, day }, first, end);
        }
    }
    // "March eighth", "May the ninth"
    let the = usize::from(r.word(next, end) == "the");
    let at = next + the;
    if at < end
        && r.g.kind(at) == TokenKind::Word
        && !r.g.capital(at)
        && !matches!(r.word(at + 1, end), "quarter" | "half" | "time" | "week" | "day")
        && (at + 1 >= end || r.g.kind(at + 1) != TokenKind::Word || terms::year(r.word(at + 1, end)).is_some())
        && let Some(day) =
            terms::ordinal(r.g.lexicon, r.lower(at)).and_then(|n| i8::try_from(n).ok()).filter(|n| (1..=31).contains(n))
    {
        let (year, stop) = year_behind(r, at + 1, end);
        return day_found(r, i, stop, Written { year, month, day }, first, end);
    }
    let (year, stop) = if r.word(next, end) == "," || r.word(next, end) == "of" {
        let (year, stop) = year_behind(r, if r.word(next, end) == "of" { next + 1 } else { next }, end);
        (year, if year.is_some() { stop } else { next })
    } else {
        (None, next)
    };
    match year {
        Some(year) => found(i, stop, TimeType::Date, Timex::month(year, month), "month-year", 0.95),
        None => month_alone(r, i, next, month, first, end),
    }
}

fn month_alone(r: &Reader<'_, '_>, i: usize, mut stop: usize, month: i8, first: usize, end: usize) -> Option<Found> {
    let before = r.before(i, first);
    if matches!(before, "every" | "each") {
        let value = Some(format!("XXXX-{month:02}"));
        return found(i - 1, stop, TimeType::Set, Timex { value, ..Timex::default() }, "every", 0.85);
    }
    let pointed = matches!(before, "last" | "past" | "next" | "this" | "coming");
    let timex = match r.anchor.published {
        None => Timex { value: Some(format!("XXXX-{month:02}")), ..Timex::default() },
        Some(day) => {
            // "November of next year", "May last year", "March of that year".
            let of = usize::from(r.word(stop, end) == "of");
            let said = (r.word(stop + of + 1, end) == "year").then(|| match r.word(stop + of, end) {
                "next" => Some(day.year() + 1),
                "last" => Some(day.year() - 1),
                "this" => Some(day.year()),
                "that" | "the" | "same" => Some(r.told().unwrap_or(day).year()),
                _ => None,
            });
            let year = match said.flatten() {
                Some(year) => {
                    stop += of + 2;
                    year
                }
                None => match before {
                    "last" | "past" if month >= day.month() => day.year() - 1,
                    // Said in March, "last February" is no month of this year: that was "last month".
                    "last" | "past" if day.month() - month < 2 => day.year() - 1,
                    "next" | "coming" if month <= day.month() => day.year() + 1,
                    "last" | "past" | "next" | "coming" | "this" => day.year(),
                    // "a March launch", "its May meeting": the nearest, whatever is said of it.
                    _ if r.g.lexicon.on(before, List::MonthDeterminer) && described(r, stop, end) => {
                        nearest_year(day, month, Direction::Open)
                    }
                    _ => match r.start_of_range(i, first) {
                        Some(start) if month >= start.month() => start.year(),
                        Some(start) => start.year() + 1,
                        None => nearest_year(day, month, r.direction(i, stop, first, end)),
                    },
                },
            };
            Timex::month(year, month)
        }
    };
    found(if pointed { i - 1 } else { i }, stop, TimeType::Date, timex, "month", 0.85)
}

/// True where a noun stands at token `at`.
fn described(r: &Reader<'_, '_>, at: usize, end: usize) -> bool {
    at < end && r.g.kind(at) == TokenKind::Word && !r.g.on(at, List::AfterMonth)
}

/// The year of a month without one: the coming one where the sentence looks ahead, the past one where it looks back, else the nearest.
fn nearest_year(day: Date, month: i8, aim: Direction) -> i16 {
    let distance = month - day.month();
    match aim {
        Direction::Ahead if distance < 0 => day.year() + 1,
        Direction::Back if distance > 0 => day.year() - 1,
        Direction::Open if distance > 5 => day.year() - 1,
        Direction::Open if distance < -8 => day.year() + 1,
        _ => day.year(),
    }
}

/// A day as it is written.
#[derive(Clone, Copy)]
struct Written {
    year: Option<i16>,
    month: i8,
    day: i8,
}

/// The year of a day: as written, else the one that the sentence looks at or the nearest; its expression is tokens `i..stop`.
fn year_of(r: &Reader<'_, '_>, date: Written, i: usize, stop: usize, first: usize, end: usize) -> Option<i16> {
    if date.year.is_some() {
        return date.year;
    }
    let Written { month, day, .. } = date;
    let published = r.anchor.published?;
    let this = safe(published.year(), month, day);
    let days = |d: Date| i64::from(d.day_of_year()) + i64::from(d.year()) * 365;
    let distance = days(this) - days(published);
    let year = published.year();
    // "from October 7 to January 9", "from today through June 30": the end follows the start.
    if let Some(start) = r.start_of_range(i, first) {
        let same = safe(start.year(), month, day);
        return Some(if same >= start { start.year() } else { start.year() + 1 });
    }
    Some(match r.direction(i, stop, first, end) {
        Direction::Ahead if distance < -30 => year + 1,
        Direction::Back if distance > 14 => year - 1,
        Direction::Back if distance < -350 => year + 1,
        Direction::Open if distance > 180 => year - 1,
        Direction::Open if distance < -200 => year + 1,
        _ => year,
    })
}

/// The day of tokens `from..stop`, and on behind them where they go on with a year.
fn day_found(r: &Reader<'_, '_>, from: usize, stop: usize, date: Written, first: usize, end: usize) -> Option<Found> {
    let Written { year, month, day } = date;
    // "February 7 last year"
    let (year, stop) = match (year, r.anchor.published) {
        (None, Some(day)) if r.word(stop + 1, end) == "year" => match r.word(stop, end) {
            "last" => (Some(day.year() - 1), stop + 2),
            "this" => (Some(day.year()), stop + 2),
            "next" => (Some(day.year() + 1), stop + 2),
            _ => (None, stop),
        },
        _ => (year, stop),
    };
    let full = year.is_some();
    let Some(year) = year_of(r, Written { year, ..date }, from, stop, first, end) else {
        let value = Some(format!("XXXX-{month:02}-{day:02}"));
        return found(from, stop, TimeType::Date, Timex { value, ..Timex::default() }, "month-day", 0.8);
    };
    let rule = if full { "full-date" } else { "month-day" };
    found(from, stop, TimeType::Date, Timex::day(safe(year, month, day)), rule, if full { 0.98 } else { 0.9 })
}

/// "4 September 2025", "4th Sept".
pub fn day_month(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let day = terms::day(r.lower(i))?;
    if let Some(found) = listed(r, i, day, first, end) {
        return Some(found);
    }
    let mut at = i + 1;
    if r.word(at, end) == "of" {
        at += 1;
    }
    let dash = matches!(r.word(at, end), "-" | "–" | "to");
    if dash && at + 2 < end && terms::day(r.lower(at + 1)).is_some_and(|d| d > day) && is_month(r, at + 2, at + 2, end)
    {
        let (month, last) = (terms::month(r.g.lexicon, r.lower(at + 2))?, terms::day(r.lower(at + 1))?);
        let (year, stop) = year_behind(r, at + 3, end);
        let year = year_of(r, Written { year, month, day }, i, stop, first, end)?;
        let both = Timex::day(safe(year, month, day)).through(&Timex::day(safe(year, month, last)));
        return found(i, stop, TimeType::Date, both, "month-days", 0.85);
    }
    if at >= end || r.g.kind(at) != TokenKind::Word || !r.g.capital(at) && !is_month(r, at, at, end) {
        return None;
    }
    let month = terms::month(r.g.lexicon, r.lower(at))?;
    let (year, stop) = year_behind(r, at + 1, end);
    day_found(r, i, stop, Written { year, month, day }, first, end)
}

/// The other days of a list: the 25 of "April 24 and 25", the 6 of "6 and 7 April".
fn listed(r: &Reader<'_, '_>, i: usize, day: i8, first: usize, end: usize) -> Option<Found> {
    let joins = |word: &str| r.g.lexicon.on(word, List::DateJoiner);
    if i > first + 1
        && joins(r.lower(i - 1))
        && let Some(last) = r.found.last().filter(|f| f.end == i - 1 && matches!(f.rule, "month-day" | "weekday-date"))
        && let Some(told) = last.timex.first_day().filter(|d| d.day() < day)
        && (i + 1 >= end || r.g.kind(i + 1) != TokenKind::Word || r.g.on(i + 1, List::AfterDates))
    {
        return found(i, i + 1, TimeType::Date, Timex::day(safe(told.year(), told.month(), day)), "month-day", 0.75);
    }
    if joins(r.word(i + 1, end))
        && i + 3 < end
        && r.g.tokens[i + 1].spaced
        && terms::day(r.lower(i + 2)).is_some_and(|d| d > day)
        && is_month(r, i + 3, i + 3, end)
    {
        let month = terms::month(r.g.lexicon, r.lower(i + 3))?;
        let (year, _) = year_behind(r, i + 4, end);
        return day_found(r, i, i + 1, Written { year, month, day }, first, end);
    }
    None
}
